"""One member of staff at a staff echo: let in by the shared code, asked, and kept only when they have come to the end.

Nothing of a sitting is written before that, so there is nothing to resume and nothing that says when somebody began:
whoever breaks off begins again. What was typed is read and then forgotten; kept are the options chosen and, where a
dialog asks for them, words written for the purpose.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from s11chat.assurance.code import UNKNOWN_CODE
from s11chat.assurance.right import Act, Role, require
from s11chat.dialog.model import Audience
from s11chat.dialog.question import questions
from s11chat.engine.answer import Answer
from s11chat.engine.conversation import Conversation
from s11chat.engine.intent import Finish, HandOver, Intent, Park, Pause, Remark, Stop
from s11chat.engine.progress import Progress, progress
from s11chat.engine.respond import respond
from s11chat.engine.turn import Confirmed, Ended, Finished, Say, Turn
from s11chat.errors import AccessError, StateError
from s11chat.services.admitting import recognised
from s11chat.services.echoing import dialog_of, in_full, open_questions
from s11chat.services.kept import Kept, case_name
from s11chat.services.talk import ONLINE, organisation_to, without_codes
from s11chat.services.view import Header, ReturnLine
from s11chat.store.echo import EchoRecord
from s11chat.store.record import AccessRecord

if TYPE_CHECKING:
    from collections.abc import Sequence

    from s11chat.services.attesting import Attesting
    from s11chat.services.delegating import Delegating
    from s11chat.services.evidencing import Evidencing
    from s11chat.services.exhibit import EvidenceLine
    from s11chat.services.passing import Passing

NOBODY = "somebody who works here"
BEFORE = (
    "This is anonymous: no name, no time and no place is kept, and nobody is shown what one person answered. Figures "
    "are shown once {minimum} or more have answered and it is closed. With your last answer all of them are handed in, "
    "and cannot be changed after that; if you stop before, nothing is kept. Please answer once: a second time cannot "
    "be told from another person's."
)
WORDS = (
    " What you write in your own words is shown as you wrote it, with nothing beside it, if {minimum} or more write "
    "something: name nobody, and nothing that only you can know."
)
HANDED_IN = "Your answers are handed in. Nobody can see which are yours, so they cannot be changed. Goodbye."
NOT_KEPT = "Nothing was kept. The code stays good until {closes}: begin again whenever you like."
_WHOLE = "You answer for yourself alone, in one sitting, and no notes are kept: answer, skip it (:skip), or stop (:quit)."


@dataclass(frozen=True)
class StaffPass:
    """Somebody whom the shared code of an organisation let in; who they are is not known."""

    case: str
    echo: str
    """The id of the echo."""
    selector: str


def admit_staff(kept: Kept, typed: str) -> StaffPass:
    """Lets somebody in to a staff echo, and to nothing else.

    Raises AccessError in the same words for unknown and wrong codes and those of a case; for a right one that opens
    nothing any more saying why, which tells nobody else anything; StateError where the echo has not begun.
    """
    access = recognised(kept, typed, staff=True)
    case = kept.casebook.case(access.wave, access.ref)
    begun = [one for one in kept.echoes.of_wave(access.wave, access.ref) if one.at <= access.issued_at]
    if not begun:
        raise AccessError(UNKNOWN_CODE)
    echo = begun[-1]
    _must_take(kept, echo, access)
    first = date.fromisoformat(echo.opens)
    if kept.today < first:
        raise StateError(f"This survey begins on {in_full(first)}: come back then.")
    return StaffPass(case_name(case), echo.id, access.selector)


def _must_take(kept: Kept, echo: EchoRecord, access: AccessRecord) -> None:
    """Raises AccessError, saying what has ended and when, where no more answers are taken with this code."""
    last = date.fromisoformat(echo.closes)
    if echo.closed_at is not None:
        raise AccessError(f"This survey was closed on {in_full(echo.closed_at)}. Thank you for coming.")
    if kept.casebook.wave(access.wave).state == "closed":
        raise AccessError("This survey is closed. Thank you for coming.")
    if last < kept.today:
        raise AccessError(f"The last day of this survey was {in_full(last)}. Thank you for coming.")
    if access.revoked_at is not None:
        raise AccessError(
            f"This code was replaced or taken back on {in_full(access.revoked_at)}: ask whoever gave it to you for "
            "the new one."
        )


class StaffAnswer:
    """One sitting at a staff echo; it is handed in whole or not at all."""

    def __init__(self, kept: Kept, who: StaffPass) -> None:
        require(Role.STAFF, Act.ANSWER_ECHO)
        self._kept, self._selector = kept, who.selector
        self._echo: EchoRecord = kept.echoes.find(who.echo)
        access = kept.access.find(who.selector)
        theirs = (self._echo.wave, self._echo.ref)
        if access is None or access.role != Role.STAFF.value or (access.wave, access.ref) != theirs:
            raise AccessError("This code is not for this survey: enter the code you were given.")
        self.handed_in = False
        """Whether the answers have been kept."""
        self._told = False
        self.header, self.conversation = self._beginning(who.case)

    def _beginning(self, case: str) -> tuple[Header, Conversation]:
        echo, record = self._echo, self._kept.case(case)
        dialog, wave = dialog_of(self._kept, echo), self._kept.casebook.wave(echo.wave)
        kind = dialog.organisation(record.type) or dialog.organisations[0]
        header = Header(
            case=case,
            organisation=record.name,
            type_name=kind.say,
            wave_title=dialog.title,
            mode="anonymous",
            role=Role.STAFF,
            typist="",
            respondent="",
            respondent_title="",
            delegated=True,
            lead="",
            closes=echo.closes,
        )
        names = {
            "organisation": record.name,
            "your_organisation": organisation_to(Audience.LEAD),
            "person": NOBODY,
            "lead": "the lead",
            "wave": dialog.title,
            "closes": self._last_day,
        }
        talk = Conversation(
            dialog=dialog,
            audience=Audience.DELEGATE,
            facts=kind.facts(ONLINE, "delegate"),
            today=self._kept.today,
            names=names,
            library=self._kept.library,
            referral=wave.referral,
        )
        return header, talk

    @property
    def _last_day(self) -> str:
        last = date.fromisoformat(self._echo.closes)
        return f"{last.day} {last:%B %Y}"

    def opening(self) -> tuple[Turn, ...]:
        """What the sitting begins with: what is kept and what is not, then the first question."""
        told = f"{BEFORE}{WORDS}" if open_questions(self.conversation.dialog) else BEFORE
        return (Say(told.format(minimum=self._echo.minimum)), *self.conversation.opening())

    def respond(self, intent: Intent) -> tuple[Turn, ...]:
        """What comes back for `intent`; the answers are on disk when the end is shown, all of them or none.

        Past the last question they are handed in as they are, skipped ones without an answer. Raises StateError for
        what would name somebody or put something off, and once they are handed in.
        """
        if self.handed_in and not isinstance(intent, Stop):
            raise StateError(HANDED_IN)
        if isinstance(intent, Park | Pause | HandOver | Remark):
            raise StateError(_WHOLE)
        step = respond(self.conversation, without_codes(intent))
        turns = step.turns
        if _at_end(turns) and not step.conversation.complete:
            step = respond(step.conversation, Finish(sure=True))
            turns = (*(turn for turn in turns if not isinstance(turn, Finished)), *step.turns)
        if step.conversation.complete and not self.handed_in:
            self._hand_in(step.conversation)
        self.conversation = step.conversation
        if self.handed_in:
            turns = (*_told(turns), Ended("", HANDED_IN))
        elif any(isinstance(turn, Ended) for turn in turns):
            turns = (Ended("", NOT_KEPT.format(closes=self._last_day)),)
        self._told = self._told or any(isinstance(turn, Ended) for turn in turns)
        return turns

    def _hand_in(self, talk: Conversation) -> None:
        asked = questions(talk.dialog)
        kept = {question: _kept(answer) for question, answer in talk.answers.items() if question in asked}
        self._kept.echoes.hand_in(self._echo, self._selector, kept)
        self.handed_in = True

    def farewell(self) -> tuple[str, ...]:
        """How it ended, if that has not been said yet."""
        told, self._told = self._told or self.handed_in, True
        return () if told else (NOT_KEPT.format(closes=self._last_day),)

    def progress(self) -> Progress:
        """How far the sitting has come."""
        return progress(self.conversation)

    def remarks(self) -> int:
        """There are none."""
        return 0

    def review(self) -> ReturnLine:
        """There is none: raises StateError."""
        raise StateError(
            "Nothing is listed here: :back goes to the question before, which you can answer anew."
        )

    def replace_contact(self, name: str, title: str, email: str = "", phone: str = "") -> None:
        """Nobody is named: raises StateError."""
        raise StateError(_WHOLE)

    @property
    def delegating(self) -> Delegating:
        """Nobody else is asked: raises StateError."""
        raise StateError(_WHOLE)

    @property
    def attesting(self) -> Attesting:
        """Nothing is read back: raises StateError."""
        raise StateError(_WHOLE)

    @property
    def evidencing(self) -> Evidencing:
        """Nothing is attached to what has no name: raises StateError."""
        raise StateError(_WHOLE)

    def attached(self, changed: Sequence[EvidenceLine]) -> tuple[Turn, ...]:
        """Nothing can have been attached: the question again."""
        return (self.conversation.ask(),)

    @property
    def passing(self) -> Passing:
        """Nothing is passed on: raises StateError."""
        raise StateError(_WHOLE)

    def taken_in(self) -> tuple[Turn, ...]:
        """Nothing can have been taken in: the question again."""
        return (self.conversation.ask(),)

    def switch_codes_only(self) -> bool:
        """Switches free reading off or on; True where only numbers and labels count now."""
        self.conversation = replace(self.conversation, codes_only=not self.conversation.codes_only)
        return self.conversation.codes_only

    def leave(self) -> None:
        """The sitting is over; what was not handed in was never written."""


def _at_end(turns: tuple[Turn, ...]) -> bool:
    return any(isinstance(turn, Finished) and not turn.complete for turn in turns)


def _told(turns: tuple[Turn, ...]) -> tuple[Turn, ...]:
    """What is said at the end: the last answer and the closing words, and nothing that could be done next."""
    closing = tuple(Say(turn.closing) for turn in turns if isinstance(turn, Finished) and turn.closing)
    return (*(turn for turn in turns if isinstance(turn, Confirmed)), *closing)


def _kept(answer: Answer) -> dict[str, Any]:
    """What is kept of an answer: the option, the words that were asked for, or that there is none; no reasons."""
    return Answer(answer.value, answer.no_answer).json()
