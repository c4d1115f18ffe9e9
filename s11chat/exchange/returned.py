"""The returns of a wave as tables to hand out: a row each, a row an answer, or JSON a line; to be read in again.

Every answer is there with its code, its words and which kind of no-answer stands in its place, beside what is known of
the return as a whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from s11chat.dialog.model import NoAnswer
from s11chat.dialog.question import Question
from s11chat.engine.answer import NO_ANSWER_WORDS, Answer, in_words
from s11chat.errors import UsageError
from s11chat.exchange.codebook import THEMES
from s11chat.exchange.given import write_cell

STATUS = (
    *("ref", "name", "type", "group", "cohort", "region"),
    *("state", "status", "mode", "delegated", "signed", "disposition"),
    *("completion", "signed_off", "import"),
)
"""What is told of a return beside its answers; the last two columns say what a file that was imported says."""
LONG = ("organisation", "item", "value", "label", "no_answer", "themes", "answer_mode")
"""The columns of a row for an answer; those of the return follow."""
LONGEST = 32_767
"""Characters that a cell of a spreadsheet holds."""


@dataclass(frozen=True)
class ReturnedAnswer:
    """One question of one return."""

    question: Question
    answer: Answer
    """A no-answer of the kind that follows from the route, where nothing counts."""
    mode: str
    """In which it was given; empty where it was not."""


@dataclass(frozen=True)
class Returned:
    """One return."""

    status: Mapping[str, str]
    """By the names of `STATUS`."""
    answers: tuple[ReturnedAnswer, ...]
    """Of every question that takes one, in the order asked."""
    themes: Mapping[str, str]
    """What words were sorted under, by question."""


Table = tuple[tuple[str, ...], Iterator[tuple[str, ...]]]
"""Column names, and rows."""


def wide(returns: Sequence[Returned], asked: Sequence[Question], *, labels: bool = False) -> Table:
    """A row for each return and a column for each question; with `labels` the words of options."""
    coded = [one.id for one in asked if any(one.id in found.themes for found in returns)]
    header = (*STATUS, *(one.id for one in asked), *(f"{one}{THEMES}" for one in coded))

    def rows() -> Iterator[tuple[str, ...]]:
        for one in returns:
            cells = (write_cell(each.question, each.answer, labels=labels) for each in one.answers)
            yield (*_status(one), *cells, *(one.themes.get(question, "") for question in coded))

    return header, rows()


def long(returns: Sequence[Returned]) -> Table:
    """A row for each answer."""

    def rows() -> Iterator[tuple[str, ...]]:
        for one in returns:
            for each in one.answers:
                value, label = write_cell(each.question, each.answer), _label(each)
                kind = each.answer.no_answer.value if each.answer.no_answer else ""
                themes = one.themes.get(each.question.id, "")
                told = (value, label, kind, themes, each.mode)
                yield (one.status["ref"], each.question.id, *told, *_status(one)[1:])

    return (*LONG, *STATUS[1:]), rows()


def json_lines(returns: Sequence[Returned]) -> Iterator[str]:
    """A JSON object for each return."""
    for one in returns:
        items = {each.question.id: _structure(each) for each in one.answers}
        for question, themes in one.themes.items():
            items[question]["themes"] = themes.split(";")
        yield json.dumps({**one.status, "items": items}, ensure_ascii=False)


def must_fit(rows: Sequence[Sequence[str]]) -> None:
    """Raises UsageError where an answer is longer than a cell of a workbook can be."""
    if any(len(cell) > LONGEST for row in rows for cell in row):
        raise UsageError(
            f"An answer has more than {LONGEST:,} characters, too many for a workbook: write CSV."
        )


def _status(one: Returned) -> tuple[str, ...]:
    return tuple(one.status[name] for name in STATUS)


def _label(each: ReturnedAnswer) -> str:
    routed = each.answer.value is None and not each.answer.reason and each.answer.no_answer
    return NO_ANSWER_WORDS[routed] if routed else in_words(each.question, each.answer)


def _structure(each: ReturnedAnswer) -> dict[str, Any]:
    found = {**each.answer.json(), "label": _label(each)}
    if each.answer.no_answer not in (NoAnswer.OFF_ROUTE, NoAnswer.NOT_REACHED):
        found["mode"] = each.mode
    return found
