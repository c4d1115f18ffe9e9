"""A rehearsal: an interview with a scripted respondent, for training. Nothing is stored.

The interviewer sees the real question and hears a made-up respondent; at the end comes what was misread or skipped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from s11chat.assurance.right import Role
from s11chat.dialog.heading import Organisation
from s11chat.dialog.model import Dialog, Kind
from s11chat.dialog.question import Question
from s11chat.engine import event
from s11chat.engine.answer import Answer, in_words
from s11chat.engine.conversation import Conversation
from s11chat.engine.intent import Explain, Intent, Probe, Repeat
from s11chat.engine.progress import Progress, progress
from s11chat.engine.respond import respond
from s11chat.engine.turn import Ask, Ended, Finished, Heard, Say, Turn
from s11chat.errors import StateError
from s11chat.fieldwork.respondent import Respondent, Said
from s11chat.knowledge.library import Library
from s11chat.services.talk import AUDIENCE, TELEPHONE
from s11chat.services.view import Header, ReturnLine

if TYPE_CHECKING:
    from s11chat.services.attesting import Attesting
    from s11chat.services.delegating import Delegating
    from s11chat.services.evidencing import Evidencing
    from s11chat.services.exhibit import EvidenceLine
    from s11chat.services.passing import Passing

NAME, TITLE = "Sam Script", "a made-up respondent"
REFERRAL = (
    "In a real interview the referral steps of the wave stand here: stop, follow them, tell your supervisor."
)
_NOT_KEPT = "Nothing of this was kept."
_ALIKE = 0.5
"""How much of the words of an open answer must be there for it to count as taken down."""


class Rehearsal:
    """One sitting with a made-up respondent of one type of organisation."""

    def __init__(
        self,
        dialog: Dialog,
        organisation: Organisation,
        respondent: Respondent,
        library: Library,
        typist: str,
        today: date,
    ) -> None:
        self._respondent = respondent
        self._remarks = 0
        self._aside: set[str] = set()
        """Questions at which the last thing said was no answer."""
        self._hasty: set[str] = set()
        """Questions recorded while nothing had been answered yet."""
        self._told = False
        self.header = Header(
            case=f"rehearsal/{respondent.seed}",
            organisation=f"Rehearsal: {organisation.say}",
            type_name=organisation.say,
            wave_title=dialog.title,
            mode=TELEPHONE,
            role=Role.INTERVIEWER,
            typist=typist,
            respondent=NAME,
            respondent_title=TITLE,
            delegated=False,
            lead=NAME,
            closes="",
        )
        self.conversation = Conversation(
            dialog=dialog,
            audience=AUDIENCE[Role.INTERVIEWER],
            facts=organisation.facts(TELEPHONE, "lead"),
            today=today,
            names={
                "organisation": "the organisation",
                "your_organisation": "your organisation",
                "person": NAME,
                "lead": NAME,
                "wave": dialog.title,
                "closes": "the end of the audit",
            },
            library=library,
            referral=REFERRAL,
        )

    def opening(self) -> tuple[Turn, ...]:
        """What the sitting begins with: the greeting, the first question, the respondent's words."""
        return self._with_words(self.conversation.opening(), again=False)

    def respond(self, intent: Intent) -> tuple[Turn, ...]:
        """As an interview does, but nothing is kept; then the respondent speaks."""
        before = self.conversation.current
        step = respond(self.conversation, intent)
        self.conversation = step.conversation
        for happened in step.events:
            self._note(happened)
        same = before is not None and step.conversation.current is before
        helped = same and isinstance(intent, Repeat | Explain | Probe)
        turns = step.turns if same and not helped else self._with_words(step.turns, again=helped)
        return self._with_end(turns)

    def _note(self, happened: event.Event) -> None:
        if isinstance(happened, event.Remarked):
            self._remarks += 1
        if isinstance(happened, event.Answered):
            hasty = happened.question in self._aside and happened.answer.no_answer is None
            (self._hasty.add if hasty else self._hasty.discard)(happened.question)

    def _with_words(self, turns: tuple[Turn, ...], again: bool) -> tuple[Turn, ...]:
        """The turns, and what the respondent says to the question among them."""
        asked = next((turn for turn in reversed(turns) if isinstance(turn, Ask)), None)
        if asked is None:
            return turns
        said = self._respondent.asked(asked.question, again)
        (self._aside.add if said.aside else self._aside.discard)(asked.question.id)
        return (*turns, Heard(said.words))

    def _with_end(self, turns: tuple[Turn, ...]) -> tuple[Turn, ...]:
        """The turns, and at the end of the sitting how it went, once."""
        over = any(
            isinstance(turn, Ended) or (isinstance(turn, Finished) and turn.complete) for turn in turns
        )
        if not over:
            return turns
        told = "\n".join(self.farewell())
        if not any(isinstance(turn, Ended) for turn in turns):
            return (*turns, Say(told)) if told else turns
        return tuple(
            replace(turn, text=told or _NOT_KEPT) if isinstance(turn, Ended) else turn for turn in turns
        )

    def farewell(self) -> tuple[str, ...]:
        """How it went, if that has not been said yet."""
        told, self._told = self._told, True
        return () if told else tuple(self.debriefing())

    def debriefing(self) -> Iterator[str]:
        """How it went, a line each: how much was asked, what was misread, what was skipped."""
        asked = [
            q
            for q in self.conversation.route
            if self._respondent.meant(q.id) and q.kind is not Kind.STATEMENT
        ]
        recorded = [q for q in asked if q.id in self.conversation.answers]
        faults = [line for question in asked if (line := self._fault(question))]
        yield f"Rehearsal {self._respondent.seed} ({self._respondent.character}): {_counted(len(recorded))}."
        if faults or recorded:
            yield from faults or ["Everything was taken down as it was meant."]
        yield _NOT_KEPT

    def _fault(self, question: Question) -> str:
        """What went wrong at a question; empty where nothing did."""
        said, given = self._respondent.meant(question.id), self.conversation.answers.get(question.id)
        if said is None:
            return ""
        meant = in_words(question, Answer(said.meant, said.no_answer))
        if question.id in self.conversation.parked:
            return f"{question.id} was parked; the respondent meant: {meant}."
        if given is None:
            return (
                ""
                if question is self.conversation.current
                else f"{question.id} was left; meant was: {meant}."
            )
        if given.value is None and said.no_answer is not given.no_answer:
            return f"{question.id} was recorded as: {in_words(question, given)}; meant was: {meant}."
        if question.id in self._hasty:
            return f"{question.id} was recorded before it had been answered; meant was: {meant}."
        if _taken_down(given, said):
            return ""
        return f"{question.id} was recorded as: {in_words(question, given)}; meant was: {meant}."

    def progress(self) -> Progress:
        """How far the interview has come."""
        return progress(self.conversation)

    def remarks(self) -> int:
        """How many remarks there are."""
        return self._remarks

    def review(self) -> ReturnLine:
        """There is none: raises StateError."""
        raise StateError(
            "A rehearsal keeps no answers to review; at its end it says what was misread or skipped."
        )

    def replace_contact(self, name: str, title: str, email: str = "", phone: str = "") -> None:
        """The respondent stays: raises StateError."""
        raise StateError(f"{NAME} answers throughout a rehearsal; begin another for another character.")

    @property
    def delegating(self) -> Delegating:
        """Nobody else is asked: raises StateError."""
        raise StateError(f"{NAME} answers alone throughout a rehearsal.")

    @property
    def attesting(self) -> Attesting:
        """Nothing is kept: raises StateError."""
        raise StateError("A rehearsal keeps no answers, so there is nothing to read back.")

    @property
    def evidencing(self) -> Evidencing:
        """There is none: raises StateError."""
        raise StateError("A rehearsal keeps nothing, so nothing can be attached: describe it in words.")

    def attached(self, changed: Sequence[EvidenceLine]) -> tuple[Turn, ...]:
        """Nothing can have been attached: the question again."""
        return (self.conversation.ask(),)

    @property
    def passing(self) -> Passing:
        """Nothing is passed on: raises StateError."""
        raise StateError("A rehearsal keeps no answers, so there is nothing to pass on.")

    def taken_in(self) -> tuple[Turn, ...]:
        """Nothing can have been taken in: the question again."""
        return (self.conversation.ask(),)

    def switch_codes_only(self) -> bool:
        """Switches free reading off or on; True where only numbers and labels count now."""
        self.conversation = replace(self.conversation, codes_only=not self.conversation.codes_only)
        return self.conversation.codes_only

    def leave(self) -> None:
        """The sitting is over; there is nothing to close."""


def _taken_down(given: Answer, said: Said) -> bool:
    """Whether what was recorded is what was meant; open answers need only hold most of the words."""
    if given.value is None or said.meant is None:
        return given.no_answer is said.no_answer
    if isinstance(said.meant, str) and isinstance(given.value, str) and " " in said.meant:
        wanted = set(said.meant.casefold().split())
        return len(wanted & set(given.value.casefold().replace(".", " ").split())) >= _ALIKE * len(wanted)
    return given.value == said.meant


def _counted(answers: int) -> str:
    return f"{answers} answer{'' if answers == 1 else 's'} recorded"
