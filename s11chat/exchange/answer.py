"""Answers written down in a table, one a row, so that they can be tried under a rule without a wave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from s11chat.dialog.model import Dialog, Kind, NoAnswer
from s11chat.dialog.question import Question, questions
from s11chat.dialog.suggest import nearest
from s11chat.errors import Problem, SourceError
from s11chat.exchange.sheet import read_sheet

COLUMNS = ("item", "value")
RETURN = "return"
"""The column that says whose answer a row is, where a table holds several returns."""

_WHY = {"!dk": NoAnswer.DONT_KNOW, "!refused": NoAnswer.REFUSED, "!na": NoAnswer.NOT_APPLICABLE}
_CLOSED = (Kind.SINGLE, Kind.YESNO)
_SHOWN = 40
"""Characters of a wrong value that a message repeats."""

Returns = Mapping[str, Mapping[str, str | NoAnswer]]
"""By return (empty where the table does not name any), codes or kinds of no-answer by question id."""


def read_answers(path: Path, dialog: Dialog) -> Returns:
    """The answers of one option in a file; all others are passed over, and an empty value is not answered.

    Raises SourceError with every row that cannot be used.
    """
    sheet = read_sheet(path, (*COLUMNS, RETURN))
    if missing := [name for name in COLUMNS if name not in sheet.header]:
        wanted = f"column '{missing[0]}' is missing: columns are item,value and, for several returns, return"
        raise SourceError([Problem(path.name, 1, wanted)])
    asked = questions(dialog)
    found: dict[str, dict[str, str | NoAnswer]] = {}
    problems: list[Problem] = []
    for line, cells in sheet.rows:
        row = dict(zip(sheet.header, cells, strict=False))
        id_, value = row.get("item", "").casefold(), row.get("value", "")
        answers = found.setdefault(row.get(RETURN, ""), {})
        faults = list(_faults(id_, value, asked))
        if id_ in answers:
            faults.append(f"'{id_}' is answered twice: keep one")
        problems += [Problem(path.name, line, fault) for fault in faults]
        if not faults and asked[id_].kind in _CLOSED:
            answers[id_] = _answer(asked[id_], value)
    if problems:
        raise SourceError(problems)
    return found


def _faults(id_: str, value: str, asked: Mapping[str, Question]) -> Iterator[str]:
    if id_ not in asked:
        yield f"no question is called '{id_[:_SHOWN]}'{nearest(id_, tuple(asked))}"
        return
    question, (word, reason) = asked[id_], _parts(value)
    if word == "!na" and not reason:
        yield "!na needs a reason: write it behind, as in '!na no direct work'"
    elif value.startswith("!"):
        if word not in _WHY:
            yield f"'{word[:_SHOWN]}' is not known{nearest(word, tuple(_WHY))}; write {', '.join(_WHY)}"
    elif value and question.kind in _CLOSED and question.option(value) is None:
        codes = [option.code for option in question.options]
        yield f"'{id_}' has no option '{value[:_SHOWN]}': it has {', '.join(codes)}"


def _answer(question: Question, value: str) -> str | NoAnswer:
    if value.startswith("!"):
        return _WHY[_parts(value)[0]]
    option = question.option(value)
    return option.code if option else NoAnswer.NOT_ANSWERED


def _parts(value: str) -> tuple[str, str]:
    word, _, reason = value.partition(" ")
    return word.casefold(), reason.strip()
