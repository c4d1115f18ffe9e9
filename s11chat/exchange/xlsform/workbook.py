"""A form as its workbook holds it: rows of the sheets survey, choices and settings, as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from s11chat.errors import Problem, SourceError, UsageError
from s11chat.exchange.workbook import open_workbook
from s11chat.language.harmless import harmless

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MOST = 10_000
"""Rows of a sheet; columns are at most a fiftieth of it."""

_MISSING = "Forms need a library that is not installed: pip install 's11chat[forms]'"


@dataclass(frozen=True)
class Line:
    """One row of a sheet: what stands in it by column name in small letters, and its number in the sheet."""

    number: int
    cells: Mapping[str, str]

    def get(self, *columns: str) -> str:
        """What stands in the first of `columns` that holds something."""
        return next((self.cells[name] for name in columns if self.cells.get(name)), "")


@dataclass(frozen=True)
class Form:
    """The three sheets of a form."""

    survey: tuple[Line, ...]
    choices: tuple[Line, ...] = ()
    settings: tuple[Line, ...] = ()


def read_form(path: Path) -> Form:
    """The form in an .xlsx file. Raises SourceError where it is none."""
    workbook = open_workbook(path, purpose="form", what="Forms", read_only=False, values=True)
    sheets = {name.casefold().strip(): workbook[name] for name in workbook.sheetnames}
    if "survey" not in sheets:
        named = ", ".join(workbook.sheetnames[:5])
        fault = f"no sheet is called 'survey', so this is no form; it has {named}"
        raise SourceError([Problem(path.name, 1, fault)])
    parts = {
        name: tuple(_lines(sheets[name])) for name in ("survey", "choices", "settings") if name in sheets
    }
    return Form(parts["survey"], parts.get("choices", ()), parts.get("settings", ()))


def write_form(form: Form, path: Path) -> None:
    """Writes the form to `path`, every cell as text. Raises SourceError where it cannot be written."""
    try:
        from openpyxl import Workbook
    except ImportError:
        raise UsageError(_MISSING) from None
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, lines in (("survey", form.survey), ("choices", form.choices), ("settings", form.settings)):
        _fill(workbook.create_sheet(name), lines)
    try:
        workbook.save(path)
    except OSError as error:
        raise SourceError([Problem(str(path), 1, f"cannot be written: {error.strerror}")]) from None


def _fill(sheet: Worksheet, lines: Sequence[Line]) -> None:
    columns = tuple(dict.fromkeys(name for line in lines for name in line.cells))
    for row in (columns, *(tuple(line.cells.get(name, "") for name in columns) for line in lines)):
        sheet.append(row)
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.data_type = "s"  # text, so that nothing in it is taken for a formula


def _lines(sheet: Worksheet) -> Iterator[Line]:
    rows = sheet.iter_rows(
        max_row=min(sheet.max_row, MOST), max_col=min(sheet.max_column, MOST // 50), values_only=True
    )
    header = tuple(_text(value).casefold() for value in next(rows, ()))
    for number, row in enumerate(rows, 2):
        cells = {
            name: text for name, value in zip(header, row, strict=False) if name and (text := _text(value))
        }
        if cells:
            yield Line(number, cells)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return harmless(str(value)).strip()


def lines(rows: Iterable[Mapping[str, str]]) -> tuple[Line, ...]:
    """Rows to be written, empty cells left out."""
    return tuple(
        Line(number, {name: text for name, text in row.items() if text}) for number, row in enumerate(rows, 2)
    )
