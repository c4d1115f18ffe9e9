"""Which column of a table is which question: by its id, or by the codebook that came with the table.

Other programs cannot name a column `q3.a`: they write `Q3A`, and a column of ones and noughts for each option that may
be chosen (`Q5_C`) or for each theme that words were sorted under (`Q12_4`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from s11chat.dialog.model import Kind
from s11chat.dialog.question import Question
from s11chat.errors import Problem, SourceError
from s11chat.exchange.sheet import read_sheet

COLUMNS = ("column", "code", "label")
THEMES = ".themes"
"""How the column ends that lists the themes of a question, after its id."""
ALL = "*"


@dataclass(frozen=True)
class Codebook:
    """What a codebook says of the columns of a table."""

    columns: Mapping[str, str]
    """As they are written there, by their names in small letters."""
    labels: Mapping[str, Mapping[str, str]]
    """By column and code, both in small letters."""


@dataclass(frozen=True)
class Column:
    """What a column of a table holds."""

    name: str
    question: Question
    option: str = ""
    """The code of the option it holds 1 or 0 for; empty where it holds the answer."""
    theme: str = ""
    """The theme it holds 1 or 0 for: words that were coded, and are not there themselves; `ALL` where it lists them."""
    labels: Mapping[str, str] = field(default_factory=dict)


def read_codebook(path: Path) -> Codebook:
    """The codebook in a CSV file with the columns `column`, `code` and `label`. Raises SourceError where it is none."""
    sheet = read_sheet(path, COLUMNS)
    if missing := [name for name in COLUMNS if name not in sheet.header]:
        wanted = f"column '{missing[0]}' is missing: a codebook has {', '.join(COLUMNS)}"
        raise SourceError([Problem(path.name, 1, wanted)])
    columns: dict[str, str] = {}
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    problems: list[Problem] = []
    for line, cells in sheet.rows:
        row = dict(zip(sheet.header, cells, strict=False))
        name, code = row.get("column", ""), row.get("code", "").casefold()
        if not name:
            problems.append(Problem(path.name, line, "column is empty: name the column it is about"))
        elif code in labels[name.casefold()]:
            problems.append(Problem(path.name, line, f"code '{code[:40]}' of {name[:40]} is there twice"))
        columns.setdefault(name.casefold(), name)
        labels[name.casefold()][code] = row.get("label", "")
    if problems:
        raise SourceError(problems)
    return Codebook(columns, labels)


class Columns:
    """Knows which question a column is about, by the questions of a dialog."""

    def __init__(self, questions: Iterable[Question], codebook: Codebook | None) -> None:
        self._codebook = codebook
        self._by_id = {one.id.casefold(): one for one in questions if one.kind is not Kind.STATEMENT}
        self._plain: dict[str, Question | None] = {}
        for one in self._by_id.values():
            plain = _plain(one.id)
            self._plain[plain] = None if plain in self._plain else one

    @property
    def names(self) -> tuple[str, ...]:
        """The columns that would be known, in small letters."""
        return tuple(self._codebook.columns) if self._codebook else tuple(self._by_id)

    def of(self, name: str) -> Column | None:
        """What the column called `name` (in small letters) holds; None where it is about no question."""
        if self._codebook is None:
            if question := self._by_id.get(name):
                return Column(question.id, question)
            question = self._by_id.get(name.removesuffix(THEMES))
            return Column(name, question, theme=ALL) if question and question.kind is Kind.TEXT else None
        if name not in self._codebook.columns:
            return None
        written, labels = self._codebook.columns[name], self._codebook.labels[name]
        question = self._named(name)
        if question is not None:
            return Column(written, question, labels=labels)
        head, _, code = name.rpartition("_")
        question = self._named(head)
        if question is None:
            return None
        if question.several:
            option = question.option(code)
            return Column(written, question, option=option.code, labels=labels) if option else None
        return Column(written, question, theme=code) if question.kind is Kind.TEXT else None

    def _named(self, name: str) -> Question | None:
        return self._by_id.get(name) or self._plain.get(_plain(name))


def _plain(name: str) -> str:
    """Letters and digits alone; `1.12` and `11.2` are alike then, and neither is known by it."""
    return re.sub(r"[^a-z0-9]", "", name.casefold())
