"""What services hand to faces and to reports: frozen, ready to show, no row and no session in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from s11chat.assurance.right import Role
from s11chat.assurance.status import Status
from s11chat.engine.answer import Answer
from s11chat.fieldwork.case import State

if TYPE_CHECKING:
    from s11chat.report.certificate import Certified
    from s11chat.services.exhibit import EvidenceLine


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
    part: str = ""
    """What the person at the keyboard was asked for, and by when, where that is not the whole."""


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
    """Questions on the route that are settled, as the interview counts them."""
    waits_for: str
    """In words, what has to happen next and by whom."""
    paused_until: str = ""
    """When it is to be taken up again, as it was said; empty once it has been."""
    successor: str = ""
    """Whom a delegate has named to go on with it, who has not answered yet."""


@dataclass(frozen=True)
class SignedMark:
    """That a response is covered by a signature that stands."""

    by: str
    at: datetime
    digest: str
    redacted: str = ""
    """That it was good and its text has been redacted since; empty where nothing of it was."""


@dataclass(frozen=True)
class AcceptedMark:
    """That the lead has seen a response and lets it stand."""

    by: str
    at: datetime


@dataclass(frozen=True)
class ModeratedMark:
    """What moderators found of a rated standard, as it was released to the lead."""

    said: str
    by: str
    """Empty where the moderators agreed on it."""
    reason: str
    at: datetime
    """Of the release."""
    lower: bool
    """Whether it is below the organisation's own rating as it stands."""
    stale: bool
    """Whether the answer has changed since it was made."""
    new: bool
    """Whether it was released after the lead last let the answer stand."""

    @property
    def told(self) -> str:
        """The rating, whose it is and why, in a sentence."""
        whose = self.by or "agreed by the moderators"
        stale = " (rated before the answer changed)" if self.stale else ""
        return f"{self.said}, {whose}{stale}{f': {self.reason}' if self.reason else ''}"


@dataclass(frozen=True)
class AttestedMark:
    """That the answers of a call were read back."""

    by: str
    """The interviewer, as a witness."""
    to: str
    """Who said that they are right; empty where they are not on file."""
    at: datetime


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
    owner: str = ""
    """Whom it waits for; empty once it is closed."""

    @property
    def told(self) -> str:
        """In which round it was put, how it stands, and with whom, in words."""
        waits = {"open": f"waits for {self.owner}", "answered": "waits for the lead"}.get(self.state, "")
        return f"round {self.round}, {self.state}" + (f", {waits}" if waits and self.owner else "")


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
    owner: str = ""
    """Whom a query on it goes to; empty where nobody is on file."""
    signed: SignedMark | None = None
    reasons: tuple[str, ...] = ()
    """Why a lead should look at it, in words; empty where nothing stands out."""
    changed: bool = False
    """Changed since it was last signed."""
    acceptance: AcceptedMark | None = None
    """That the lead has seen and accepted it, as it stands."""
    articles: tuple[str, ...] = ()
    stem: str = ""
    """The lead-in that `text` begins with, which the rows of a grid share; empty outside grids."""
    before: str = ""
    """What was answered in the wave before and in which, where the rating was higher then."""
    against: tuple[str, ...] = ()
    """What speaks against the answer as it stands, in the words of the dialog."""
    evidence: tuple[EvidenceLine, ...] = ()
    """The records of evidence that stand and speak for it."""
    moderated: ModeratedMark | None = None
    """What moderators found of it; only for its lead, once it was released."""

    @property
    def accepted(self) -> bool:
        """Whether the lead has seen it and lets it stand as it is."""
        return self.acceptance is not None

    @property
    def query(self) -> QueryLine | None:
        """The first query on it that is not closed."""
        return next((query for query in self.queries if query.state != "closed"), None)


@dataclass(frozen=True)
class RemarkLine:
    """A remark that belongs to no question."""

    on: str
    """case or contact."""
    text: str
    by: str
    role: str
    at: datetime


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
    remarks: tuple[RemarkLine, ...] = ()
    """On the case and the contact, those that whoever looks may see."""
    attested: AttestedMark | None = None
    """The read-back that stands; never a signature."""

    @property
    def delegated(self) -> bool:
        """Whether somebody else than the lead answers for the organisation, or gave any answer that stands."""
        return self.header.delegated or any(line.role == Role.DELEGATE.value for line in self.answers)


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
    scale: str = ""
    """The scale chosen for the wave; empty where it is the dialog's own."""


@dataclass(frozen=True)
class SectionLine:
    """One section of a return as the lead signs it."""

    section: str
    title: str
    answered: int
    asked: int
    look_at: tuple[str, ...]
    """The answers with a reason to look at them that have not been accepted, by number; three or more that follow
    one another as one run, such as `5.1 to 5.6`."""
    weak: int
    """How many these are."""
    open: int
    """Questions without an answer that nobody got to, or that were skipped or parked."""
    queried: int
    """Queries that wait for an answer."""
    signed: bool
    voided: bool
    """Was signed, and a later edit voided it."""
    held_by: tuple[str, ...] = ()
    """Who was asked for it, or for questions of it, in words."""

    @property
    def warning(self) -> str:
        """What a lead should know before signing it, in a sentence; empty where nothing speaks against it."""
        found = (
            (self.open, "question has no answer yet", "questions have no answer yet"),
            (self.queried, "query is open", "queries are open"),
            (self.weak, "answer should be looked at", "answers should be looked at"),
        )
        said = ", ".join(f"{number} {one if number == 1 else more}" for number, one, more in found if number)
        if self.look_at:
            said += f" ({', '.join(self.look_at)})"
        return f"{self.title}: {said}." if said else ""


@dataclass(frozen=True)
class Admission:
    """Somebody whose code opened the door: to one case, in one role."""

    case: str
    role: Role
    person: str
    """The id of the person."""
    name: str
    selector: str = ""
    """Of the code; empty where no code was needed."""


@dataclass(frozen=True)
class Certificate:
    """The certificate of a return, for people to keep."""

    text: str
    html: str
    digest: str
    """The head of the return's chain when it was written."""
    certified: Certified
    """All that it says, from which a file of any form is made."""
