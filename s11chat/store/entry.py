"""What a return can be given to keep: the closed union of entries, and who gives them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from s11chat.fieldwork.case import State
from s11chat.fieldwork.queue import Position
from s11chat.store.moderation_entry import ModerationEntry


@dataclass(frozen=True)
class Author:
    """Who writes, in which role, for whom and by which mode (telephone, self-completion, ...)."""

    person: str
    """The id of the person; empty where the person is not on file."""
    name: str
    role: str
    on_behalf_of: str = ""
    """The name of the person it is said for."""
    mode: str = ""


@dataclass(frozen=True)
class NewResponse:
    """An answer (as `Answer.json()`), or its withdrawal."""

    item: str
    answer: Mapping[str, Any] = field(default_factory=dict)
    withdrawn: bool = False
    words: str = ""
    because: str = ""
    exact: bool = True
    seconds: float = 0.0
    occasion: int = 0


@dataclass(frozen=True)
class NewRemark:
    """A remark on an item."""

    item: str
    on: str
    text: str


@dataclass(frozen=True)
class NewPark:
    """An item set aside for somebody."""

    item: str
    who: str
    when: str


@dataclass(frozen=True)
class ParkEnded:
    """An item set aside was taken up again."""

    item: str


@dataclass(frozen=True)
class NewHelp:
    """An article was shown, in this version (its date or digest)."""

    item: str
    article: str
    version: str
    depth: str


@dataclass(frozen=True)
class NewTransition:
    """The return goes to another state; to the state it is in is no transition and writes nothing."""

    state: State
    reason: str = ""


@dataclass(frozen=True)
class Reinstated:
    """A return that was superseded, or closed with its wave, is what it was before, by a decision of the office."""

    reason: str


@dataclass(frozen=True)
class NewFact:
    """Something else that happened, such as referral steps shown or a sitting paused."""

    kind: str
    details: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True)
class NewQuery:
    """A question to the author of an answer, in a round of review."""

    item: str
    round: int
    text: str


@dataclass(frozen=True)
class QueryAnswered:
    """The answer to a query, by its number."""

    query: int
    text: str


@dataclass(frozen=True)
class QueryClosed:
    """A query is settled."""

    query: int
    text: str = ""


@dataclass(frozen=True)
class NewSignature:
    """A signature (hex) by a key on the digest of a section."""

    section: str
    digest: str
    statement: str
    name: str
    key: str
    signature: str


@dataclass(frozen=True)
class NewVoid:
    """The signatures standing on a section no longer stand."""

    section: str
    reason: str


@dataclass(frozen=True)
class NewHolder:
    """Another person becomes the lead or the contact ("lead", "contact") of the case."""

    office: str
    person: str
    reason: str = ""


@dataclass(frozen=True)
class NewDelegation:
    """A part of the return (ids of sections and items; none for the whole) is asked of somebody, by a day."""

    person: str
    part: tuple[str, ...] = ()
    due: str = ""
    note: str = ""


@dataclass(frozen=True)
class DelegationStep:
    """What became of a delegation, by its number: recalled or done."""

    given: int
    step: str
    note: str = ""


@dataclass(frozen=True)
class Described:
    """What is told of a piece of evidence; days as YYYY-MM-DD, or empty."""

    kind: str
    title: str
    dated: str = ""
    owner: str = ""
    covers: tuple[str, ...] = ()
    """Ids of items."""
    review: str = ""
    place: str = ""
    note: str = ""


@dataclass(frozen=True)
class NewFile:
    """A file to be kept, by what it is called."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class NewEvidence:
    """A record of evidence, with the file that is kept with it, if one is."""

    told: Described
    file: NewFile | None = None


@dataclass(frozen=True)
class EvidenceAmended:
    """A record of evidence, by its number, told anew; another file takes the place of its own, none leaves it."""

    given: int
    told: Described
    file: NewFile | None = None
    said: str = ""
    """Why."""


@dataclass(frozen=True)
class EvidenceStep:
    """What became of a record of evidence, by its number: withdrawn or reinstated, and why."""

    given: int
    step: str
    said: str = ""


EvidenceEntry = NewEvidence | EvidenceAmended | EvidenceStep
"""The entries about evidence."""


@dataclass(frozen=True)
class NewAction:
    """An action is agreed for a rated question, beside the one given with the rating."""

    item: str
    what: str
    owner: str
    due: str
    priority: str = ""


@dataclass(frozen=True)
class ActionStep:
    """What became of the agreement, by its number: other words, owner or day, or taken out."""

    made: int
    step: str
    what: str = ""
    owner: str = ""
    due: str = ""
    priority: str = ""


@dataclass(frozen=True)
class NewUpdate:
    """Progress of an action (`made` is 0 for the one given with the rating), or a word from whoever asks after it."""

    kind: str
    item: str
    made: int = 0
    day: str = ""
    standing: str = ""
    percent: int | None = None
    expected: str = ""
    note: str = ""


@dataclass(frozen=True)
class UpdateTakenBack:
    """What was told, by its number, is taken back."""

    told: int
    note: str = ""


@dataclass(frozen=True)
class NewCall:
    """A call, or what the office coded without one."""

    outcome: str
    attempt: bool
    started: datetime | None = None
    number: str = ""
    person: str = ""
    slot: str = ""
    note: str = ""
    points_to: str = ""


@dataclass(frozen=True)
class NewAppointment:
    """An appointment to call at; `owner` is the interviewer who alone shall keep it."""

    starts: datetime
    ends: datetime
    exact: bool
    person: str = ""
    number: str = ""
    note: str = ""
    owner: str = ""


@dataclass(frozen=True)
class AppointmentStep:
    """What became of an appointment, by its number: taken over, kept, broken or cancelled."""

    made: int
    step: str
    owner: str = ""
    note: str = ""


@dataclass(frozen=True)
class NewLetter:
    """A letter was written for a stage, with the access code of this selector in it."""

    stage: str
    addressee: str
    person: str
    address: str
    subject: str
    selector: str = ""
    message_id: str = ""


@dataclass(frozen=True)
class LetterStep:
    """What became of a letter, by its number: filed, sent, deferred, refused or bounced, and what the server said."""

    letter: int
    step: str
    detail: str = ""


@dataclass(frozen=True)
class Placed:
    """The case stands elsewhere in the queue from now on; `hold` is the sitting that must still hold it, if any.

    It writes no event: the calls say why.
    """

    position: Position
    hold: str = ""


PlanEntry = NewAction | ActionStep | NewUpdate | UpdateTakenBack
"""The entries of an action plan."""

FieldEntry = NewCall | NewAppointment | AppointmentStep | NewLetter | LetterStep | Placed
"""The entries of fieldwork."""

Entry = (
    NewResponse
    | NewRemark
    | NewPark
    | ParkEnded
    | NewHelp
    | NewTransition
    | Reinstated
    | NewFact
    | NewQuery
    | QueryAnswered
    | QueryClosed
    | NewSignature
    | NewVoid
    | NewHolder
    | NewDelegation
    | DelegationStep
    | EvidenceEntry
    | PlanEntry
    | ModerationEntry
    | FieldEntry
)


def place(item: str, occasion: int = 0) -> str:
    """How an item on an occasion is named in mappings: the item alone on the first."""
    return f"{item}#{occasion}" if occasion else item
