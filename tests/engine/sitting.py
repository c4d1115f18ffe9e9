"""Holds a conversation over a test dialog and checks at every step what must always be true of one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeVar

from s11chat.dialog.load import load_dialog
from s11chat.dialog.model import Audience, Dialog
from s11chat.engine import event
from s11chat.engine.answer import Answer
from s11chat.engine.conversation import Conversation
from s11chat.engine.intent import Intent, Reply
from s11chat.engine.respond import respond
from s11chat.engine.turn import Ask, Finished, Turn
from s11chat.knowledge.library import Library

DIALOGS = Path(__file__).parent.parent / "dialogs"
TODAY = date(2026, 3, 10)
NAMES = {
    "organisation": "Hill School",
    "your_organisation": "your organisation",
    "person": "Ann Example",
    "lead": "Leo Example",
    "wave": "Audit 2026",
    "closes": "31 March 2026",
}
T = TypeVar("T", bound=Turn)


@cache
def dialog(name: str) -> Dialog:
    return load_dialog(DIALOGS / f"{name}.yaml")


def begin(
    name: str,
    role: str = "lead",
    mode: str = "online",
    type_: str = "",
    audience: Audience | None = None,
    library: Library | None = None,
) -> Sitting:
    """A new sitting at the test dialog of this name, for its first type of organisation if none is named."""
    script = dialog(name)
    organisation = script.organisation(type_) if type_ else script.organisations[0]
    assert organisation is not None
    heard = audience or (Audience.DELEGATE if role == "delegate" else Audience.LEAD)
    facts = organisation.facts(mode, role)
    return Sitting(
        Conversation(script, heard, facts, TODAY, names=NAMES, library=library, referral="Call 123.")
    )


@dataclass
class Sitting:
    """A conversation, and everything that came of it."""

    talk: Conversation
    turns: tuple[Turn, ...] = ()
    events: tuple[event.Event, ...] = ()
    """Of the last step."""
    answers: dict[str, Answer] = field(default_factory=dict)
    """As the events of all steps tell them."""
    parked: dict[str, tuple[str, str]] = field(default_factory=dict)
    complete: bool = False

    def say(self, *texts: str) -> Sitting:
        for text in texts:
            self.do(Reply(text))
        return self

    def do(self, *intents: Intent) -> Sitting:
        for intent in intents:
            step = respond(self.talk, intent)
            self.turns, self.events = step.turns, step.events
            for happened in step.events:
                self._keep(happened)
            self.talk = step.conversation
            self.hold()
        return self

    def _keep(self, happened: event.Event) -> None:
        match happened:
            case event.Answered(question, answer):
                self.answers[question] = answer
            case event.Withdrawn(question):
                del self.answers[question]
            case event.Parked(question, who, when):
                self.parked[question] = (who, when)
            case event.Unparked(question):
                del self.parked[question]
            case event.Completed():
                assert not self.complete
                self.complete = True
            case event.Continued():
                assert self.complete
                self.complete = False
            case _:
                pass

    def hold(self) -> None:
        """What is always true, however the talk went."""
        assert dict(self.talk.answers) == self.answers
        assert dict(self.talk.parked) == self.parked
        assert self.talk.complete is self.complete
        assert self.turns
        assert not self.complete or not any(self.talk.open(question) for question in self.talk.route)
        for answer in self.answers.values():
            assert Answer.from_json(answer.json()) == answer
            assert answer.value is not None or answer.no_answer is not None
        again = replace(self.talk, pending=None)
        assert again.route == self.talk.route
        assert again.ask() == self.talk.ask(), "position follows from the state alone"

    @property
    def at(self) -> str:
        """The question being asked, or nothing at the end."""
        return self.talk.current.id if self.talk.current else ""

    @property
    def route(self) -> list[str]:
        return [question.id for question in self.talk.route]

    def turn(self, kind: type[T]) -> T:
        """The one turn of this kind in the last step."""
        (found,) = (turn for turn in self.turns if isinstance(turn, kind))
        return found

    def told(self, kind: type[event.Event]) -> list[event.Event]:
        return [happened for happened in self.events if isinstance(happened, kind)]

    def asks(self, question: str) -> None:
        """The last step ends by asking this question, or by saying that nothing is left."""
        last = self.turns[-1]
        assert isinstance(last, Ask | Finished), self.turns
        assert (last.question.id if isinstance(last, Ask) else "") == question
        assert self.at == question
