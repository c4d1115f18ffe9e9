"""Returns that somebody else collected, read from CSV or a workbook: every cell an answer, or a fault with its place.

A long table has a row for each answer (`organisation,item,value`); a wide one a row for each organisation and a column
for each question. What is wrong is named cell by cell, so that a person can mend the file at one go.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from s11chat.dialog.model import Dialog, Kind
from s11chat.dialog.question import Question, questions
from s11chat.dialog.suggest import nearest
from s11chat.engine.answer import Answer
from s11chat.errors import Problem, SourceError, UsageError
from s11chat.exchange.codebook import ALL, Column, Columns, read_codebook
from s11chat.exchange.frame import WORKBOOKS
from s11chat.exchange.given import CellError, read_cell, with_codes
from s11chat.exchange.sheet import Sheet, read_sheet
from s11chat.language.cell import unguarded
from s11chat.language.harmless import harmless

LONG = ("organisation", "item", "value")
THEMES_OF_ITEM = "themes"
"""The column of a long table that lists what words were sorted under."""
KEYS = ("organisation", "ref")
"""The columns that say whose return a row of a wide table is, where nobody names another."""
STATUS: Mapping[str, tuple[str, ...]] = {
    "mode": ("online", "telephone"),
    "completion": ("direct", "delegated"),
    "signed_off": ("yes", "no", "not_applicable"),
}
"""Columns that say how a return came about, and what they may hold."""
STATISTICS = (".sav", ".zsav", ".sss", ".xml")
"""How files end that statistics programs read."""
_SHOWN = 40


@dataclass(frozen=True)
class Cell:
    """One answer of a file, and where it stands."""

    question: str
    line: int
    column: str
    text: str
    answer: Answer | None
    """None where the cell is empty."""


@dataclass(frozen=True)
class Given:
    """What a file holds of one organisation."""

    ref: str
    line: int
    """The first it has."""
    cells: tuple[Cell, ...]
    status: Mapping[str, str] = field(default_factory=dict)
    themes: Mapping[str, str] = field(default_factory=dict)
    """The themes that words were sorted under, with semicolons between, by question; empty where under none."""


@dataclass(frozen=True)
class Returns:
    """What a file of returns holds."""

    file: str
    digest: str
    """SHA-256 of the file."""
    given: tuple[Given, ...]
    problems: tuple[Problem, ...]
    passed_over: tuple[str, ...]
    """Columns that are about no question."""


def read_returns(
    path: Path, dialog: Dialog, *, wide: bool | None = None, codebook: Path | None = None, key: str = ""
) -> Returns:
    """Every answer in a file; wide or long as its columns say, where that is not given.

    Raises SourceError where nothing can be read at all, UsageError where the file is not of the form that was said.
    """
    if path.suffix.casefold() in STATISTICS:
        if wide is not None or codebook is not None or key:
            raise UsageError(
                "A file of SPSS or Triple-S brings its codebook: leave --wide, --long, --codebook and --key out."
            )
        from s11chat.exchange.readback import read_back  # which few come in

        return read_back(path, dialog)
    book = read_codebook(codebook) if codebook is not None else None
    columns = Columns(questions(dialog).values(), book)
    keys = (key.casefold(),) if key else KEYS
    sheet = _sheet(path, (*keys, *LONG, *STATUS, *columns.names))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    long = {"item", "value"} <= set(sheet.header) if wide is None else not wide
    if long and book is not None:
        raise UsageError("A codebook is for a table with a column for each question: add --wide.")
    reader = _Long(path.name, sheet, dialog, key) if long else _Wide(path.name, sheet, columns, keys)
    return Returns(
        path.name, digest, tuple(reader.given()), tuple(reader.problems), tuple(reader.passed_over)
    )


def status_fault(name: str, text: str, words: tuple[str, ...]) -> str:
    """What is wrong with what a file says of how a return came about; empty where nothing is."""
    if not text or text in words:
        return ""
    return f"{name}: '{text[:_SHOWN]}' is not known{nearest(text, words)}: write {', '.join(words)}"


def _sheet(path: Path, columns: tuple[str, ...]) -> Sheet:
    if path.suffix.casefold() not in WORKBOOKS:
        return read_sheet(path, columns, tidy=lambda cell: harmless(cell).strip())
    from s11chat.exchange.workbook import read_workbook  # which few come in

    return read_workbook(path, columns, named="returns", answers=True)


class _Table:
    """A table on its way to answers; what is wrong with it gathers on the way."""

    def __init__(self, file: str, sheet: Sheet, keys: tuple[str, ...]) -> None:
        self._file, self._sheet = file, sheet
        self.problems: list[Problem] = []
        self.passed_over: list[str] = []
        found = [name for name in keys if name in sheet.header]
        twice = [name for name in dict.fromkeys(sheet.header) if name and sheet.header.count(name) > 1]
        faults = [f"column '{name[:_SHOWN]}' is there twice: keep one" for name in twice]
        if not found:
            faults.append(
                f"no column says whose answers a row holds: call it {' or '.join(keys)}, or name it with --key"
            )
        self._problem_at(1, *faults)
        if faults:
            raise SourceError(self.problems)
        self._key = found[0]

    def _problem_at(self, line: int, *faults: str) -> None:
        self.problems += [Problem(self._file, line, fault) for fault in faults]

    def _rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """The rows that can be read, by column."""
        header = self._sheet.header
        for line, cells in self._sheet.rows:
            faults = list(self._sheet.faults.get(line, ()))
            if any(cells[len(header) :]):
                faults.append(f"there are more cells than columns ({len(cells)} for {len(header)})")
            row = {name: unguarded(cell) for name, cell in zip(header, cells, strict=False) if name}
            if not faults and not row.get(self._key, ""):
                faults.append(f"{self._key} is empty: give the ref that the organisation has in the wave")
            self._problem_at(line, *faults)
            if not faults:
                yield line, row

    def _status(self, row: Mapping[str, str], line: int) -> dict[str, str]:
        found: dict[str, str] = {}
        for name, words in STATUS.items():
            text = row.get(name, "").casefold()
            if fault := status_fault(name, text, words):
                self._problem_at(line, fault)
            elif text:
                found[name] = text
        return found


class _Long(_Table):
    """A row for each answer."""

    def __init__(self, file: str, sheet: Sheet, dialog: Dialog, key: str) -> None:
        super().__init__(file, sheet, (key.casefold(),) if key else KEYS)
        faults = [f"column '{name}' is missing" for name in LONG[1:] if name not in sheet.header]
        self._problem_at(1, *faults)
        if faults:
            raise SourceError(self.problems)
        known = (self._key, *LONG, THEMES_OF_ITEM, *STATUS)
        self.passed_over = [name for name in sheet.header if name and name not in known]
        self._asked = {id_.casefold(): one for id_, one in questions(dialog).items()}

    def given(self) -> Iterator[Given]:
        """What each organisation answered, in the order of the file."""
        found: dict[str, dict[str, Cell]] = {}
        refs: dict[str, tuple[str, int, dict[str, str]]] = {}
        themes: dict[str, dict[str, str]] = {}
        for line, row in self._rows():
            ref, item = row[self._key], row.get("item", "")
            if ref.casefold() not in refs:
                refs[ref.casefold()] = ref, line, self._status(row, line)
            cells = found.setdefault(ref.casefold(), {})
            question = self._asked.get(item.casefold())
            if question is None or question.kind is Kind.STATEMENT:
                near = nearest(item, tuple(self._asked))
                self._problem_at(line, f"item: no question is called '{item[:_SHOWN]}'{near}")
            elif question.id in cells:
                before = cells[question.id].line
                self._problem_at(
                    line, f"item: {question.id} of {ref} stands in row {before} already: keep one"
                )
            elif cell := self._cell(question, row.get("value", ""), line):
                cells[question.id] = cell
                if sorted_under := row.get(THEMES_OF_ITEM, ""):
                    themes.setdefault(ref.casefold(), {})[question.id] = sorted_under
        for one, (ref, line, status) in refs.items():
            yield Given(ref, line, tuple(found[one].values()), status, themes.get(one, {}))

    def _cell(self, question: Question, text: str, line: int) -> Cell | None:
        try:
            return Cell(question.id, line, "value", text, read_cell(question, text))
        except CellError as fault:
            self._problem_at(line, f"value: {question.id} {fault}")
            return None


class _Wide(_Table):
    """A row for each organisation."""

    def __init__(self, file: str, sheet: Sheet, columns: Columns, keys: tuple[str, ...]) -> None:
        super().__init__(file, sheet, keys)
        self._columns: dict[str, Column] = {}
        for name in sheet.header:
            column = columns.of(name) if name != self._key else None
            if column is not None:
                self._columns[name] = column
            elif name and name != self._key and name not in STATUS:
                self.passed_over.append(name)
        if not self._columns:
            wanted = "no column is about a question: name them by ids such as q3.a, or give a --codebook"
            raise SourceError([Problem(file, 1, wanted)])

    def given(self) -> Iterator[Given]:
        """What each organisation answered, in the order of the file."""
        seen: dict[str, int] = {}
        for line, row in self._rows():
            ref = row[self._key]
            if ref.casefold() in seen:
                before = seen[ref.casefold()]
                self._problem_at(
                    line, f"{self._key}: '{ref[:_SHOWN]}' stands in row {before} already: keep one"
                )
                continue
            seen[ref.casefold()] = line
            yield Given(
                ref, line, tuple(self._cells(row, line)), self._status(row, line), self._themes(row, line)
            )

    def _cells(self, row: Mapping[str, str], line: int) -> Iterator[Cell]:
        for name, column in self._columns.items():
            text = row.get(name, "")
            if column.option or column.theme:
                continue
            try:
                answer = read_cell(column.question, text, column.labels)
            except CellError as fault:
                self._problem_at(line, f"{column.name}: {fault}")
            else:
                yield Cell(column.question.id, line, column.name, text, answer)
        yield from self._ticked(row, line)

    def _ticked(self, row: Mapping[str, str], line: int) -> Iterator[Cell]:
        """The answers that a column for each option makes up."""
        several: dict[str, list[tuple[Column, str]]] = {}
        for name, column in self._columns.items():
            if column.option:
                several.setdefault(column.question.id, []).append((column, row.get(name, "")))
        for question, ticks in several.items():
            if not self._are_ticks(ticks, line):
                continue
            first = ticks[0][0]
            chosen = tuple(column.option for column, text in ticks if text == "1")
            text = ";".join(chosen)
            try:
                answer = with_codes(first.question, chosen) if chosen else None
            except CellError as fault:
                self._problem_at(line, f"{first.name} and those after it: {fault}")
            else:
                yield Cell(question, line, first.name, text, answer)

    def _themes(self, row: Mapping[str, str], line: int) -> dict[str, str]:
        found: dict[str, list[tuple[Column, str]]] = {}
        listed: dict[str, str] = {}
        for name, column in self._columns.items():
            if column.theme == ALL:
                listed[column.question.id] = row.get(name, "")
            elif column.theme:
                found.setdefault(column.question.id, []).append((column, row.get(name, "")))
        return listed | {
            question: ";".join(column.theme for column, text in ticks if text == "1")
            for question, ticks in found.items()
            if self._are_ticks(ticks, line)
        }

    def _are_ticks(self, ticks: list[tuple[Column, str]], line: int) -> bool:
        bad = [(column.name, text) for column, text in ticks if text not in ("", "0", "1")]
        self._problem_at(
            line, *(f"{name}: '{text[:_SHOWN]}' is neither 1 (chosen) nor 0 (not)" for name, text in bad)
        )
        return not bad
