"""What was answered to one question, and how it reads in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from s11chat.dialog.condition import Value
from s11chat.dialog.model import Kind, NoAnswer
from s11chat.dialog.question import Question
from s11chat.language.reading import Span

READ = "read"
"""The value of a statement that has been shown or read out."""

Given = str | float | tuple[str, ...] | Span | None


@dataclass(frozen=True)
class Answer:
    """An answer, or which kind of no-answer stands in its place.

    `value` is a code (single, yes/no), codes (multi, and in order where they are ranked), a number or a Span of numbers, a date as
    "YYYY-MM-DD" or "YYYY-MM-DD/YYYY-MM-DD", or words; None where there is only a no-answer.
    """

    value: Given = None
    no_answer: NoAnswer | None = None
    other: str = ""
    """What was said for an "other" option."""
    reason: str = ""
    """Why it does not apply, or why it was declined."""

    def json(self) -> dict[str, Any]:
        """The answer as plain JSON values; empty parts left out."""
        value: Any = self.value
        if isinstance(value, Span):
            value = {"min": value.minimum, "max": value.maximum}
        parts = {
            "value": list(value) if isinstance(value, tuple) else value,
            "no_answer": self.no_answer.value if self.no_answer else None,
            "other": self.other,
            "reason": self.reason,
        }
        return {name: part for name, part in parts.items() if part not in (None, "")}

    @classmethod
    def from_json(cls, parts: Mapping[str, Any]) -> Answer:
        """The answer that `json` wrote."""
        value = parts.get("value")
        if isinstance(value, list):
            value = tuple(str(code) for code in value)
        elif isinstance(value, Mapping):
            value = Span(float(value["min"]), float(value["max"]))
        no_answer = parts.get("no_answer")
        return cls(
            value=value,
            no_answer=NoAnswer(no_answer) if no_answer else None,
            other=str(parts.get("other", "")),
            reason=str(parts.get("reason", "")),
        )

    def known(self) -> Value | None:
        """What conditions see of it: nothing where it was declined."""
        if isinstance(self.value, Span):
            return self.value.minimum
        return self.value


@dataclass(frozen=True)
class Before:
    """What was answered in an earlier wave."""

    answer: Answer
    wave: str
    """Its title."""


NO_ANSWER_WORDS = {
    NoAnswer.DONT_KNOW: "Don't know",
    NoAnswer.REFUSED: "Refused",
    NoAnswer.NOT_APPLICABLE: "Not applicable",
    NoAnswer.NOT_ANSWERED: "Not answered",
    NoAnswer.OFF_ROUTE: "Not asked",
    NoAnswer.NOT_REACHED: "Not reached",
}
PARKED = "Parked"
"""What stands for the answer to a question that waits for somebody."""


def figures(number: float) -> str:
    """`number` in full, without an exponent and without decimals that say nothing."""
    return f"{number:.6f}".rstrip("0").rstrip(".")


def in_words(question: Question, answer: Answer) -> str:
    """The answer as a person would say it: labels, units, dates written out, the kind of no-answer."""
    said = _value_words(question, answer)
    if answer.other:
        said = f"{said}: {answer.other}" if said else answer.other
    if not said and answer.no_answer:
        said = NO_ANSWER_WORDS[answer.no_answer]
    return f"{said} ({answer.reason})" if answer.reason else said


def _value_words(question: Question, answer: Answer) -> str:
    value = answer.value
    if value is None:
        return ""
    if isinstance(value, tuple):
        labels = [_label(question, code) for code in value]
        if question.kind is Kind.RANKING:
            labels = [f"{place} {label}" for place, label in enumerate(labels, 1)]
        return "; ".join(labels)
    unit = f" {question.unit}" if question.unit else ""
    if isinstance(value, Span):
        return f"{figures(value.minimum)} to {figures(value.maximum)}{unit}"
    if isinstance(value, int | float):
        return f"1 {question.unit_one}" if value == 1 and question.unit_one else f"{figures(value)}{unit}"
    if question.kind is Kind.DATE:
        return _date_words(value)
    if question.kind is Kind.STATEMENT:
        return "Read"
    return _label(question, value) if question.options else value


def _label(question: Question, code: str) -> str:
    option = question.option(code)
    return option.say if option else code


def _date_words(value: str) -> str:
    days = [date.fromisoformat(part) for part in value.split("/")]
    written = [f"{day.day} {day:%B %Y}" for day in days]
    return " to ".join(dict.fromkeys(written))
