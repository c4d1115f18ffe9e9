"""Somebody made up answers what an interview asks, in simulated time."""

from __future__ import annotations

from collections.abc import Callable, Generator
from datetime import timedelta
from random import Random

from s11chat.dialog.model import Kind
from s11chat.dialog.question import Question
from s11chat.engine import event
from s11chat.engine.conversation import Conversation
from s11chat.engine.intent import Reply
from s11chat.engine.progress import progress
from s11chat.engine.respond import respond
from s11chat.services.interviewing import Interview
from s11chat.services.kept import Kept
from s11chat.services.talk import TELEPHONE
from s11chat.store.entry import Author, NewResponse

_SAID = (
    "Briefings for every team, and a page in the induction pack.",
    "Finding the time while services are being reorganised.",
    "A named officer who is asked before anything new begins.",
    "Working with partners who each have forms of their own.",
    "More training close to home, and examples that fit what we do.",
    "Nothing beyond what was said already.",
)
_PACE = {TELEPHONE: (8.0, 34.0)}
_ONLINE_PACE = (6.0, 52.0)
_BREAKS = 0.004
"""The share of answers that a break comes before."""
_BREAK = (660.0, 900.0)
_SIGN_OF_LIFE = 10
"""Questions after which an interviewer's case is kept from running out."""


class Respondent:
    """One person at one return, at the same pace and with the same answers for the same seed."""

    def __init__(self, kept: Kept, case: str, seed: int, type_name: str) -> None:
        self._kept, self.case, self._type_name = kept, case, type_name
        self._dice = Random(f"{seed} {case}")

    def answer(
        self, interview: Interview, share: float = 1.0, alive: Callable[[], object] = lambda: None
    ) -> Generator[timedelta, None, None]:
        """Answers up to a share of all questions, each as it is asked."""
        wanted = self._wanted(interview, share)
        for number in range(10_000):
            question = interview.conversation.current
            if question is None or interview.progress().settled >= wanted:
                return
            seconds = self._seconds(interview.header.mode)
            if number % _SIGN_OF_LIFE == 0 or seconds >= _BREAK[0]:
                alive()
            yield timedelta(seconds=seconds)
            interview.respond(Reply(self._said(interview.conversation, question)))

    def answer_quickly(
        self,
        reopened: Callable[[], Interview],
        person: str,
        share: float = 1.0,
        alive: Callable[[], object] = lambda: None,
    ) -> Generator[timedelta, None, None]:
        """The same, with all answers but the first and the last kept in one go."""
        interview = reopened()
        first = interview.conversation.current
        if first is None:
            return
        yield timedelta(seconds=self._seconds(interview.header.mode))
        interview.respond(Reply(self._said(interview.conversation, first)))
        entries = self._ahead(interview, share)
        for number, entry in enumerate(entries):
            if number % _SIGN_OF_LIFE == 0 or entry.seconds >= _BREAK[0]:
                alive()
            yield timedelta(seconds=entry.seconds)
        header, case = interview.header, self._kept.case(self.case)
        on_behalf = header.respondent if header.mode == TELEPHONE else header.lead or header.organisation
        author = Author(person, header.typist, header.role.value, on_behalf, header.mode)
        self._kept.responses.record(case.return_id, author, self._kept.clock(), entries)
        yield from self.answer(reopened(), share, alive)

    def _ahead(self, interview: Interview, share: float) -> list[NewResponse]:
        """What will be answered from here on but for the last question, found by the engine alone."""
        talk, found = interview.conversation, list[NewResponse]()
        wanted = self._wanted(interview, share) - interview.progress().settled
        while (question := talk.current) is not None and len(found) < wanted and _left(talk) > 1:
            step = respond(talk, Reply(self._said(talk, question)))
            seconds = self._seconds(interview.header.mode)
            for one in step.events:
                if isinstance(one, event.Answered):
                    given = one.answer.json(), False, one.words, one.because, one.exact, seconds
                    found.append(NewResponse(one.question, *given))
            talk = step.conversation
        return found

    def _wanted(self, interview: Interview, share: float) -> int:
        return round(share * interview.progress().asked) if share < 1 else 10_000

    def _seconds(self, mode: str) -> float:
        if self._dice.random() < _BREAKS:
            return round(self._dice.uniform(*_BREAK), 1)
        return round(self._dice.uniform(*_PACE.get(mode, _ONLINE_PACE)), 1)

    def _said(self, talk: Conversation, question: Question) -> str:
        """Something the question takes; where the program asks whether it is so, it is."""
        if talk.pending is not None:
            return "yes"
        match question.kind:
            case Kind.STATEMENT:
                return ""
            case Kind.TEXT:
                return self._dice.choice(_SAID)
            case Kind.SINGLE | Kind.YESNO | Kind.MULTI:
                return str(self._chosen(question))
            case _:
                return "1"

    def _chosen(self, question: Question) -> int:
        """The number of an option; that of the organisation's own type where it is one."""
        own = [number for number, option in enumerate(question.options, 1) if option.say == self._type_name]
        plain = [
            number
            for number, option in enumerate(question.options, 1)
            if not (option.exclusive or option.specify or option.no_answer)
        ]
        return self._dice.choice(own or plain)


def _left(talk: Conversation) -> int:
    """Questions that nothing was said to yet."""
    stands = progress(talk)
    return stands.asked - stands.settled
