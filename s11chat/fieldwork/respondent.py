"""A scripted respondent for rehearsals: what is meant by each answer is known, so that what was typed can be judged.

It has a character, from brisk to reluctant, and says the same things again for the same seed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from s11chat.dialog.model import Kind, NoAnswer, Option
from s11chat.dialog.question import Question


class Character(StrEnum):
    """How a respondent talks."""

    BRISK = "brisk"
    RAMBLING = "rambling"
    RELUCTANT = "reluctant"


@dataclass(frozen=True)
class Said:
    """Something a respondent said to a question, and what is truly meant by it."""

    words: str
    meant: str | float | tuple[str, ...] | None = None
    """A code, codes, a number, a date as YYYY-MM-DD or words; None where it is no answer."""
    no_answer: NoAnswer | None = None
    aside: bool = False
    """Said instead of an answer: the question has to be asked again, probed or explained."""


_ABOUT = {"lead": "who", "evidence": "evidence"}
"""What is talked about in a follow-up; anything else is a matter of what should be done."""


@dataclass
class Respondent:
    """Somebody made up who answers whatever is asked."""

    character: Character
    seed: int
    today: date
    organisation: str = ""
    """What the respondent's organisation is called among its types; named wherever it is a possible answer."""
    _said: dict[str, Said] = field(default_factory=dict, init=False)
    _waiting: set[str] = field(default_factory=set, init=False)
    """Questions answered with an aside so far."""

    def asked(self, question: Question, again: bool = False) -> Said:
        """What is said to a question; `again` where it was repeated, probed or explained.

        The answer meant by a question stays the same however often it is asked.
        """
        answer = self._said.get(question.id)
        if answer is None:
            answer = self._said[question.id] = self._answer(question, self._dice(question.id))
        dice = self._dice(f"aside {question.id}")
        if question.id in self._waiting and again:
            self._waiting.discard(question.id)
            return answer
        if question.id in self._waiting or (not again and dice.random() < self._manner["asides"]):
            self._waiting.add(question.id)
            return Said(dice.choice(self._manner["aside"]), aside=True)
        return answer

    def meant(self, question: str) -> Said | None:
        """The answer meant by a question that has been asked; None where it has not."""
        return self._said.get(question)

    @property
    def _manner(self) -> Mapping[str, Any]:
        manner: Mapping[str, Any] = _phrases()[self.character.value]
        return manner

    def _dice(self, about: str) -> Random:
        return Random(f"{self.seed} {self.character} {about}")

    def _answer(self, question: Question, dice: Random) -> Said:
        words = _phrases()["words"]
        match question.kind:
            case Kind.STATEMENT:
                return Said("Right.")
            case Kind.SINGLE | Kind.YESNO:
                return self._one(question, dice)
            case Kind.MULTI | Kind.RANKING:
                return self._several(question, dice)
            case Kind.NUMBER:
                number = _number(question, dice)
                return Said(self._open(f"{number:g}", dice), number)
            case Kind.DATE:
                day = self._day(question, dice)
                return Said(self._open(f"{day.day} {day:%B %Y}", dice), day.isoformat())
            case Kind.TEXT:
                text = dice.choice(words[_ABOUT.get(question.part, "text")])
                return Said(self._open(text, dice), text)

    def _one(self, question: Question, dice: Random) -> Said:
        own = [one for one in question.options if one.say.casefold() == self.organisation.casefold()]
        option = dice.choice(own or question.options)
        if option.no_answer is not None:
            return Said(dice.choice(_phrases()["words"]["no_answer"]), option.code, option.no_answer)
        others = [one for one in question.options if one is not option and one.no_answer is None]
        other = _short(dice.choice(others or [option]))
        line = dice.choice(self._manner["closed"]).format(answer=_short(option), other=other)
        return Said(_sentence(line), option.code)

    def _several(self, question: Question, dice: Random) -> Said:
        plain = [one for one in question.options if not (one.exclusive or one.specify or one.no_answer)]
        chosen = dice.sample(plain, k=min(len(plain), dice.randint(1, 3)))
        line = dice.choice(self._manner["several"]).format(answer=_listed([_short(one) for one in chosen]))
        if question.kind is Kind.RANKING:
            return Said(_sentence(line), tuple(one.code for one in chosen))
        return Said(_sentence(line), tuple(one.code for one in question.options if one in chosen))

    def _open(self, answer: str, dice: Random) -> str:
        return _sentence(dice.choice(self._manner["open"]).format(answer=answer))

    def _day(self, question: Question, dice: Random) -> date:
        away = timedelta(days=dice.randint(20, 300))
        return self.today - away if question.direction == "past" else self.today + away


def _number(question: Question, dice: Random) -> int:
    least = int(question.minimum) if question.minimum is not None else 0
    most = int(question.maximum) if question.maximum is not None else least + 100
    return dice.randint(least, max(least, most))


def _short(option: Option) -> str:
    """An option as it is said in passing."""
    words = option.say.split(" (")[0]
    return (
        words
        if (words[:2].isalpha() and words[:2].isupper()) or words[:1].isdigit()
        else f"{words[0].lower()}{words[1:]}"
    )


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _sentence(line: str) -> str:
    return f"{line[0].upper()}{line[1:]}"


@cache
def _phrases() -> Mapping[str, Any]:
    return tomllib.loads(files("s11chat.fieldwork").joinpath("respondent.toml").read_text(encoding="utf-8"))
