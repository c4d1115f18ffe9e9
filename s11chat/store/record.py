"""What leaves the store: frozen records, never rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from s11chat.assurance.evidence import in_words, whereabouts
from s11chat.fieldwork.case import State


@dataclass(frozen=True)
class Entered:
    """What every entry of a return says of itself: its number in the chain, who, how and when."""

    return_id: str
    seq: int
    by: str
    """The id of the person; empty where the person is not on file."""
    by_name: str
    role: str
    on_behalf_of: str
    mode: str
    at: datetime


@dataclass(frozen=True)
class ResponseRecord(Entered):
    """One revision of a response."""

    item: str
    occasion: int
    revision: int
    answer: Mapping[str, Any]
    """As `Answer.from_json` reads it."""
    no_answer: str
    withdrawn: bool
    words: str
    because: str
    exact: bool
    seconds: float
    digest: str
    """Over the whole row and its salt; what a signature may cover."""
    intact: bool = True
    """Whether the row still has this digest."""


@dataclass(frozen=True)
class Origin:
    """What an entry was before it was entered anew: in the copy it came with, or earlier in this return."""

    digest: str
    revision: int | None
    """None where it is the same."""
    again: int | None
    """The number it has in this return as it was entered first; None where it came from elsewhere."""
    before: Mapping[str, Any]
    """What columns of its row said that say something else here."""


@dataclass(frozen=True)
class RemarkRecord(Entered):
    """A remark."""

    item: str
    on: str
    text: str
    digest: str
    intact: bool = True
    """Whether the row still has this digest."""


@dataclass(frozen=True)
class ParkRecord(Entered):
    """An item that waits for somebody."""

    item: str
    who: str
    when: str


@dataclass(frozen=True)
class HelpRecord(Entered):
    """An article that was shown."""

    item: str
    article: str
    version: str
    """The day the article was last reviewed."""
    depth: str


@dataclass(frozen=True)
class QueryRecord(Entered):
    """A query with what has become of it; `seq` is its number. Who and when are of its opening."""

    item: str
    round: int
    text: str
    state: str
    """open, answered or closed"""
    answer: str
    answered_by: str
    """A name."""
    answered_at: datetime | None


@dataclass(frozen=True)
class SignatureRecord(Entered):
    """A signature, and when and why it ceased to stand."""

    section: str
    digest: str
    """Of the section, as signed."""
    statement: str
    name: str
    key: str
    signature: str
    voided_at: datetime | None
    voided_by: int | None
    """The number of the event that voided it."""
    void_reason: str


@dataclass(frozen=True)
class TransitionRecord(Entered):
    """A return went from one state to another."""

    was: State
    became: State
    reason: str


@dataclass(frozen=True)
class HolderRecord(Entered):
    """A person became the lead or the contact of the case."""

    office: str
    person: str
    reason: str


@dataclass(frozen=True)
class DelegationRecord(Entered):
    """A delegation as it stands; who and when are of its giving."""

    given: int
    """The number of the entry that gave it, by which steps name it."""
    number: int
    """Which of the return's it is, from 1, for people."""
    person: str
    """The id of whom it was given to."""
    part: tuple[str, ...]
    """Ids of sections and items; none for the whole return."""
    due: str
    note: str
    step: str
    """given, recalled or done"""
    stepped_at: datetime
    """When it came to the step it is at."""
    step_note: str
    """What was said with that step; with the giving, the same as `note`."""


@dataclass(frozen=True)
class EvidenceRecord(Entered):
    """A record of evidence as it stands; who and when are of its adding."""

    given: int
    """The number of the entry that added it, by which steps name it."""
    number: int
    """Which of the return's it is, from 1, for people."""
    kind: str
    title: str
    dated: str
    owner: str
    covers: tuple[str, ...]
    """Ids of items."""
    review: str
    file: str
    """The SHA-256 of the file kept with it; empty where none is."""
    file_name: str
    size: int
    """Bytes of the file."""
    place: str
    note: str
    step: str
    """added, amended, withdrawn or reinstated"""
    stepped: int
    """The number of that step in the chain."""
    stepped_by: str
    stepped_at: datetime
    said: str
    """What was said of that step."""
    digest: str
    """Over the whole row of the step and its salt; what a signature covers."""
    intact: bool = True
    """Whether the row still has this digest."""

    @property
    def stands(self) -> bool:
        """Whether it was not withdrawn."""
        return self.step != "withdrawn"

    @property
    def told(self) -> str:
        """What it is, in one line."""
        return in_words(self.kind, self.title, self.dated, self.owner)

    @property
    def where(self) -> str:
        """Where it is."""
        return whereabouts(self.file_name, self.size, self.place)


@dataclass(frozen=True)
class ActionRecord(Entered):
    """An action that somebody added, as it is agreed now; who and when are of the last agreement."""

    made: int
    """Its number in the return."""
    item: str
    what: str
    owner: str
    due: str
    priority: str
    step: str
    """agreed, changed or taken out"""
    dues: tuple[tuple[datetime, str], ...]
    """Every day that was agreed, and when it was, the first first."""
    digest: str
    """Over the row of the last agreement; what a signature covers."""
    intact: bool = True
    """Whether the row still has this digest."""


@dataclass(frozen=True)
class UpdateRecord(Entered):
    """What was told of an action since; who and when are of the telling."""

    kind: str
    """progress or chase"""
    item: str
    made: int
    day: str
    standing: str
    percent: int | None
    expected: str
    note: str
    taken_back: bool


@dataclass(frozen=True)
class FactRecord(Entered):
    """Something else that happened."""

    kind: str
    details: Mapping[str, str | int]


@dataclass(frozen=True)
class EventRecord:
    """One link of a chain."""

    chain: str
    seq: int
    kind: str
    body: Mapping[str, Any]
    previous: str
    hash: str
    at: datetime


@dataclass(frozen=True)
class WaveRecord:
    """A wave, with the dialog it runs."""

    id: str
    dialog_id: str
    dialog_version: str
    dialog_digest: str
    dialog_text: str
    title: str
    opens: str
    closes: str
    referral: str
    state: str
    """open or closed"""
    created_at: datetime
    population: Mapping[str, int]


@dataclass(frozen=True)
class PersonRecord:
    """A person and how to reach them."""

    id: str
    wave: str
    ref: str
    """The case the person belongs to; empty for people of the office."""
    name: str
    title: str
    email: str
    phone: str
    role: str = ""
    """What a person of the office may do in the wave; empty for nothing, and for people of a case."""


@dataclass(frozen=True)
class CaseRecord:
    """An organisation in a wave, its people and its return."""

    wave: str
    ref: str
    name: str
    type: str
    group: str
    cohort: str
    region: str
    commissioned_by: str
    lead: PersonRecord | None
    contact: PersonRecord | None
    return_id: str
    state: State
    mode: str


@dataclass(frozen=True)
class AccessRecord:
    """An access code as the store knows it."""

    selector: str
    wave: str
    ref: str
    """The case; empty where the code opens no single case."""
    person: str
    role: str
    verifier: str
    expires: datetime | None
    issued_at: datetime
    issued_by: str
    revoked_at: datetime | None


@dataclass(frozen=True)
class KeyRecord:
    """The public half of a signing phrase, in hexadecimal."""

    id: str
    wave: str
    person: str
    public_key: str
    phrase_salt: str
    kdf: str
    enrolled_at: datetime
    revoked_at: datetime | None
