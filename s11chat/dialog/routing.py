"""Routing in words: who is asked a question and after which answers, in the labels that people read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from s11chat.dialog.condition import AllOf, AnyOf, Condition, Not, Test
from s11chat.dialog.heading import Organisation
from s11chat.dialog.model import Check, Contradiction, Dialog
from s11chat.dialog.question import Question, questions

Rule = TypeVar("Rule", Check, Contradiction)

_SITUATION = {
    ("mode", "telephone"): ("it is asked by telephone", "it is not asked by telephone"),
    ("mode", "online"): ("it is filled in online", "it is not filled in online"),
    ("role", "lead"): ("the lead answers", "somebody else than the lead answers"),
    ("role", "delegate"): ("a delegate answers", "no delegate answers"),
}
"""Facts that read better as a phrase of their own: as they are, and denied."""


@dataclass(frozen=True)
class Routing:
    """The conditions of one dialog, put in its own words."""

    asked: Mapping[str, Question]
    organisations: tuple[Organisation, ...]

    @classmethod
    def of(cls, dialog: Dialog) -> Routing:
        """The routing of `dialog`."""
        return cls(questions(dialog), dialog.organisations)

    def of_question(self, question: Question) -> str:
        """When a question is asked; empty where it always is."""
        return self.all_of(question.conditions)

    def all_of(self, conditions: Sequence[Condition]) -> str:
        """Conditions that must all hold as one phrase; empty where there are none."""
        return " and ".join(self.in_words(part, inside=len(conditions) > 1) for part in conditions)

    def in_words(self, condition: Condition, *, inside: bool = False) -> str:
        """A condition as a phrase; `inside` another one it is set in brackets where it could be misread."""
        match condition:
            case AllOf(parts=parts):
                return " and ".join(self.in_words(part, inside=len(parts) > 1) for part in parts)
            case AnyOf(parts=parts):
                said = " or ".join(self._bracketed(part) for part in parts)
                return f"({said})" if inside and len(parts) > 1 else said
            case Not(part=part):
                return f"not ({self.in_words(part)})"
            case Test():
                return " and ".join(self._test(condition))

    def _bracketed(self, part: Condition) -> str:
        said = self.in_words(part)
        return f"({said})" if isinstance(part, AllOf) and len(part.parts) > 1 else said

    def _test(self, test: Test) -> Iterator[str]:
        if test.one_of:
            yield self._is(test.subject, test.one_of, denied=False)
        if test.none_of:
            yield self._is(test.subject, test.none_of, denied=True)
        if test.at_least is not None:
            yield f"{test.subject} is {test.at_least:g} or more"
        if test.at_most is not None:
            yield f"{test.subject} is {test.at_most:g} or less"
        if test.answered is not None:
            yield f"{test.subject} was {'' if test.answered else 'not '}answered"

    def _is(self, subject: str, codes: tuple[str, ...], *, denied: bool) -> str:
        if len(codes) == 1 and (subject, codes[0]) in _SITUATION:
            return _SITUATION[subject, codes[0]][denied]
        labels = _listed([self._label(subject, code) for code in codes])
        question = self.asked.get(subject)
        if question is not None and question.several:
            return f"{subject} {'does not name' if denied else 'names'} {labels}"
        name = subject.replace("organisation.tags", "one of the organisation's tags")
        name = name.replace("organisation.", "the organisation's ")
        return f"{name} is {'not ' if denied else ''}{labels}"

    def _label(self, subject: str, code: str) -> str:
        """What people read for a code; the code itself where nothing else is written."""
        if subject == "organisation.type":
            return next((one.say for one in self.organisations if one.type == code), code)
        question = self.asked.get(subject)
        option = question.option(code) if question else None
        return f"“{option.say}”" if option else code


def renamed(condition: Condition, ids: Mapping[str, str]) -> Condition:
    """`condition` with questions called by what `ids` says for their ids."""
    match condition:
        case AllOf() | AnyOf():
            return condition.model_copy(
                update={"parts": tuple(renamed(part, ids) for part in condition.parts)}
            )
        case Not():
            return condition.model_copy(update={"part": renamed(condition.part, ids)})
        case Test():
            return condition.model_copy(update={"subject": ids.get(condition.subject, condition.subject)})


def under(rules: Iterable[Rule], ids: Mapping[str, str]) -> tuple[Rule, ...]:
    """Checks or contradictions with questions called by what `ids` says for their ids."""
    return tuple(rule.model_copy(update={"when": renamed(rule.when, ids)}) for rule in rules)


def _listed(labels: Sequence[str]) -> str:
    """`a`, `a or b`, `a, b or c`."""
    *most, last = labels
    return f"{', '.join(most)} or {last}" if most else last
