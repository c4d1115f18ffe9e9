"""What services hand to faces and to reports: frozen, ready to show, no row and no session in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from s11chat.assurance.right import Role
from s11chat.engine.answer import Answer
from s11chat.fieldwork.case import State, Status


@dataclass(frozen=True)
class Header:
    """Whose return it is, and who is at the keyboard for whom."""

    case: str
    """WAVE/REF."""
    organisation: str
    type_name: str
    wave_title: str
    mode: str
    """telephone or online."""
    role: Role
    """Of the person at the keyboard."""
    typist: str
    respondent: str
    """Who answers; on the telephone somebody else than the typist."""
    respondent_title: str
    delegated: bool
    """Whether the respondent answers for the lead."""
    lead: str
    closes: str


@dataclass(frozen=True)
class CaseLine:
    """One case in a list."""

    case: str
    organisation: str
    type_name: str
    respondent: str
    state: State
    status: Status
    answered: int
    """Questions with a response."""
    waits_for: str
    """In words, what has to happen next and by whom."""


@dataclass(frozen=True)
class SignedMark:
    """That a response is covered by a signature that stands."""

    by: str
    at: datetime
    digest: str


@dataclass(frozen=True)
class QueryLine:
    """One query of the lead and what became of it."""

    id: str
    round: int
    text: str
    by: str
    state: str
    """open, answered or closed."""
    answer: str = ""


@dataclass(frozen=True)
class AnswerLine:
    """One question of a return with everything known about its answer."""

    question: str
    section: str
    section_title: str
    text: str
    """As asked."""
    said: str
    """The answer in words; the kind of no-answer where there is none."""
    answer: Answer | None
    no_answer: str | None
    revision: int
    words: str = ""
    because: str = ""
    exact: bool = True
    by: str = ""
    role: str = ""
    on_behalf_of: str = ""
    mode: str = ""
    at: datetime | None = None
    remarks: tuple[str, ...] = ()
    parked: tuple[str, str] | None = None
    queries: tuple[QueryLine, ...] = ()
    signed: SignedMark | None = None
    reasons: tuple[str, ...] = ()
    """Why a lead should look at it, in words; empty where nothing stands out."""
    changed: bool = False
    """Changed since it was last signed."""
    accepted: bool = False
    """Seen and accepted by the lead, as it stands."""
    articles: tuple[str, ...] = ()
    stem: str = ""
    """The lead-in that `text` begins with, which the rows of a grid share; empty outside grids."""


@dataclass(frozen=True)
class ReturnLine:
    """A return as a whole."""

    header: Header
    state: State
    status: Status
    answers: tuple[AnswerLine, ...]
    """Every question of the dialog in order, off-route ones included with no_answer off_route."""
    sections_signed: tuple[str, ...]
    head: str
    """The hash of the last event of the return's chain."""
    round: int = 1
    comment: str = ""
    """Why it was last sent back."""


@dataclass(frozen=True)
class WaveLine:
    """One wave in a list."""

    id: str
    title: str
    dialog: str
    cases: int
    complete: int
    """Complete or beyond."""
    signed: int
    closes: str
    opens: str = ""


@dataclass(frozen=True)
class SectionLine:
    """One section of a return as the lead signs it."""

    section: str
    title: str
    answered: int
    asked: int
    weak: int
    """Answers with a reason to look at them that have not been accepted."""
    signed: bool
    voided: bool
    """Was signed, and a later edit voided it."""


@dataclass(frozen=True)
class Admission:
    """Somebody whose code opened the door: to one case, in one role."""

    case: str
    role: Role
    person: str
    """The id of the person."""
    name: str


@dataclass(frozen=True)
class Certificate:
    """The certificate of a return, for people to keep."""

    text: str
    html: str
    digest: str
    """The head of the return's chain when it was written."""
