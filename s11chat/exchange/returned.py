"""The returns of a wave as tables to hand out: a row each, a row an answer, or JSON a line; to be read in again.

Every answer is there with its code, its words and which kind of no-answer stands in its place, beside what is known of
the return as a whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from s11chat.dialog.model import Dialog, NoAnswer
from s11chat.dialog.question import Question
from s11chat.engine.answer import NO_ANSWER_WORDS, Answer, in_words
from s11chat.errors import UsageError
from s11chat.exchange.codebook import THEMES
from s11chat.exchange.given import write_cell

STATUS = (
    *("ref", "name", "type", "group", "cohort", "region"),
    *("state", "status", "mode", "delegated", "signed", "disposition"),
    *("completion", "signed_off", "import", "weight"),
    *("first_answer", "last_answer", "answers", "revisions", "minutes", "typed_by"),
)
"""What is told of a return beside its answers: who it is of, how it stands (`signed_off` and `import` are what a file
that was imported says), what it weighs, and how it was typed in."""
LONG = (
    *("organisation", "item", "value", "label", "no_answer", "themes"),
    *("answer_mode", "answer_role", "answer_at", "answer_revision", "answer_seconds"),
)
"""The columns of a row for an answer; those of the return follow."""
LABEL = ".label"
"""How the column ends that holds the words of a question, after its id."""
LONGEST = 32_767
"""Characters that a cell of a spreadsheet holds."""


@dataclass(frozen=True)
class ReturnedAnswer:
    """One question of one return."""

    question: Question
    answer: Answer
    """A no-answer of the kind that follows from the route, where nothing counts."""
    mode: str = ""
    """In which it was given; empty where it was not, as are the others."""
    role: str = ""
    """Of whoever typed it."""
    at: str = ""
    """When, in UTC."""
    revision: int = 0
    """How often it was given, this time with it."""
    seconds: float = 0.0
    """How long it took since the question was asked; 0 where nobody measured it."""


@dataclass(frozen=True)
class Returned:
    """One return."""

    status: Mapping[str, str]
    """By the names of `STATUS`."""
    answers: tuple[ReturnedAnswer, ...]
    """Of every question that takes one, in the order asked."""
    themes: Mapping[str, str]
    """What words were sorted under, by question."""


@dataclass(frozen=True)
class Wave:
    """The returns of a wave, and what they answer."""

    id: str
    title: str
    dialog: Dialog
    asked: tuple[Question, ...]
    """Every question that takes an answer, in the order asked."""
    returns: tuple[Returned, ...]
    """By ref."""
    themes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """What the themes are called that words were sorted under, by question and code, in the order of their frames."""


Table = tuple[tuple[str, ...], Iterator[tuple[str, ...]]]
"""Column names, and rows."""


def wide(
    returns: Sequence[Returned], asked: Sequence[Question], *, labels: bool = False, beside: bool = False
) -> Table:
    """A row for each return and a column for each question.

    With `labels` the words of options stand in place of their codes, with `beside` in columns of their own.
    """
    coded = [one.id for one in asked if any(one.id in found.themes for found in returns)]
    named = ((one.id, f"{one.id}{LABEL}") if beside else (one.id,) for one in asked)
    header = (*STATUS, *chain.from_iterable(named), *(f"{one}{THEMES}" for one in coded))

    def cells(one: Returned) -> Iterator[str]:
        for each in one.answers:
            yield write_cell(each.question, each.answer, labels=labels)
            if beside:
                yield _label(each)

    def rows() -> Iterator[tuple[str, ...]]:
        for one in returns:
            yield (*_status(one), *cells(one), *(one.themes.get(question, "") for question in coded))

    return header, rows()


def long(returns: Sequence[Returned]) -> Table:
    """A row for each answer."""

    def rows() -> Iterator[tuple[str, ...]]:
        for one in returns:
            for each in one.answers:
                value, label = write_cell(each.question, each.answer), _label(each)
                kind = each.answer.no_answer.value if each.answer.no_answer else ""
                themes = one.themes.get(each.question.id, "")
                told = (value, label, kind, themes, each.mode, each.role, each.at, *_counted(each))
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


def _counted(each: ReturnedAnswer) -> tuple[str, str]:
    """Its revision and its seconds; empty where there is none."""
    return str(each.revision or ""), f"{each.seconds:.1f}" if each.seconds else ""


def _label(each: ReturnedAnswer) -> str:
    routed = each.answer.value is None and not each.answer.reason and each.answer.no_answer
    return NO_ANSWER_WORDS[routed] if routed else in_words(each.question, each.answer)


def _structure(each: ReturnedAnswer) -> dict[str, Any]:
    found = {**each.answer.json(), "label": _label(each)}
    if each.answer.no_answer not in (NoAnswer.OFF_ROUTE, NoAnswer.NOT_REACHED):
        told = {"role": each.role, "at": each.at, "revision": each.revision, "seconds": each.seconds}
        found |= {"mode": each.mode, **{name: part for name, part in told.items() if part}}
    return found
