"""Tables that spreadsheets save as workbooks: opened with care, and read as the text a person sees in the cells."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from s11chat.errors import Problem, SourceError, UsageError
from s11chat.exchange.number import UnshownError, shown_number
from s11chat.exchange.sheet import LARGEST, Sheet
from s11chat.language.harmless import harmless, one_line

if TYPE_CHECKING:
    from openpyxl import Workbook

UNPACKED = 10
"""How many times its size a workbook may unpack to, of the largest one."""
MOST_ROWS = 100_000
"""Rows that hold something."""
_STEP = 500
_WIDEST = 200
"""Columns that are looked at."""
_WIDEST_OF_ANSWERS = 16_384
"""Columns a spreadsheet has."""
LONGEST_CELL = 100_000
"""Characters; a cell of a spreadsheet holds a third of this."""
_MISSING = "{what} need a library that is not installed: pip install 's11chat[forms]'"
_OLD = b"\xd0\xcf\x11\xe0"
_DEEPEST = 1_048_576
"""Rows a spreadsheet has."""
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_CHUNK, _OVERLAP = 1 << 20, 300

Merge = tuple[int, int, int, int]
"""First and last row, first and last column; counted from one."""


def open_workbook(path: Path, *, purpose: str, what: str, read_only: bool, values: bool) -> Workbook:
    """A workbook that is not too large to be what it is opened for; `values` in place of formulas.

    Raises SourceError where it cannot be read, UsageError where the library for it is not installed.
    """
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise UsageError(_MISSING.format(what=what)) from None
    import warnings

    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(part.file_size for part in packed.infolist())
        if size > UNPACKED * LARGEST or path.stat().st_size > LARGEST:
            raise SourceError([Problem(path.name, 1, f"the workbook is too large to be a {purpose}")])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about colours and other looks that nothing here needs
            return load_workbook(path, data_only=values, read_only=read_only)
    except SourceError:
        raise
    except OSError as error:
        raise SourceError([Problem(str(path), 1, f"cannot be read: {error.strerror}")]) from None
    except Exception as error:  # what the library meets in a damaged file is of any kind
        raise SourceError([Problem(path.name, 1, _unlike(path))]) from error


def _unlike(path: Path) -> str:
    """What a file is that is called a workbook and is none."""
    with path.open("rb") as file:
        begins = file.read(512)
    if not begins:
        return "is no .xlsx workbook: the file is empty"
    if begins.startswith(_OLD):
        return "is no .xlsx workbook but an old .xls, or one with a password: save it as .xlsx without one"
    if not begins.startswith(b"PK") and b"\x00" not in begins and re.search(rb"[,;\t].*\n", begins):
        return f"is no .xlsx workbook but text in columns: call it {path.stem}.csv"
    return "is no .xlsx workbook that can be read: save it as .xlsx from a spreadsheet program"


def read_workbook(
    path: Path,
    columns: Collection[str],
    *,
    named: str,
    step: Callable[[int, int], None] | None = None,
    answers: bool = False,
) -> Sheet:
    """The table in the sheet called `named`, or in the first that is to be seen; lines are the sheet's rows.

    `step` is told how many rows are read, of 0: how many there are is known at the end. With `answers` days are text
    as YYYY-MM-DD, lines within a cell stay, and the table may have as many columns as a sheet can.

    Cells are text as shown: what is stored as text keeps its zeros, a number has those its format gives it.
    What no text can be made of (a date, a formula without a value, merged cells) is a fault of its row.
    Raises SourceError where it is no table, has no column names, or has no row below them.
    """
    table = _Table(path, columns, named, answers=answers)
    header, rows = table.read(step)
    if not header:
        fault = f"the sheet '{table.title}' is empty: columns are {', '.join(columns)}"
        raise SourceError([Problem(path.name, 1, fault)])
    if not rows and not set(columns).isdisjoint(header):
        fault = "there is no row below the column names: put one in for each"
        raise SourceError([Problem(path.name, table.top, fault)])
    return Sheet(header, tuple(rows), {line: tuple(faults) for line, faults in table.faults.items()})


class _Table:
    """One sheet of a workbook on its way to text."""

    def __init__(self, path: Path, columns: Collection[str], named: str, *, answers: bool) -> None:
        self._path, self._columns, self._answers = path, columns, answers
        self._book = self._opened(values=False)
        sheets: list[Any] = [one for one in self._book.worksheets if one.sheet_state == "visible"]
        sheets += [one for one in self._book.worksheets if one not in sheets]
        if not sheets:
            raise SourceError([Problem(path.name, 1, "the workbook has no sheet of cells")])
        wanted: Iterator[Any] = (one for one in sheets if one.title.strip().casefold() == named)
        self._sheet: Any = next(wanted, sheets[0])
        self._part: str = self._sheet._worksheet_path
        self.title = one_line(self._sheet.title)
        self.top = 1
        """The row of the column names."""
        self.faults: dict[int, list[str]] = {}

    @property
    def _widest(self) -> int:
        return _WIDEST_OF_ANSWERS if self._answers else _WIDEST

    def _opened(self, *, values: bool) -> Workbook:
        return open_workbook(self._path, purpose="table", what="Workbooks", read_only=True, values=values)

    def read(
        self, step: Callable[[int, int], None] | None
    ) -> tuple[tuple[str, ...], list[tuple[int, tuple[str, ...]]]]:
        """The column names in small letters, and the rows below them that hold something."""
        header: tuple[str, ...] = ()
        rows: list[tuple[int, tuple[str, ...]]] = []
        try:
            values = self._values()
            for line, cells in _rows(self._sheet, self._path, self._widest):
                if step and line % _STEP == 0:
                    step(len(rows), 0)
                texts = [self._text(cell, line, header, values) for cell in cells]
                while texts and not texts[-1]:
                    texts.pop()
                if not texts and line not in self.faults:
                    continue
                if not header:
                    header, self.top = tuple(one_line(text).casefold() for text in texts), line
                    self.faults.pop(line, None)
                else:
                    rows.append((line, tuple(texts)))
                if len(rows) > MOST_ROWS:
                    raise SourceError(
                        [
                            Problem(
                                self._path.name, line, f"there are more than {MOST_ROWS} rows: split the file"
                            )
                        ]
                    )
            self._name_merged(header)
        except SourceError:
            raise
        except Exception as error:  # as above: a damaged sheet is met while it is read
            raise SourceError([Problem(self._path.name, 1, _unlike(self._path))]) from error
        finally:
            self._book.close()
        return header, rows

    def _values(self) -> dict[tuple[int, int], Any]:
        """What the formulas of the sheet came to when it was saved; those that came to nothing are left out."""
        if not any(_FORMULA.search(text) for text in _raw(self._path, self._part)):
            return {}
        book = self._opened(values=True)
        try:
            return {
                (line, cell.column): cell
                for line, cells in _rows(book[self._sheet.title], self._path, self._widest)
                for cell in cells
                if cell.value is not None
            }
        finally:
            book.close()

    def _text(self, cell: Any, line: int, header: Sequence[str], values: dict[tuple[int, int], Any]) -> str:
        """What stands in a cell; where that cannot be told the fault is noted, if the column is needed."""
        if cell.value is None:
            return ""
        column = header[cell.column - 1] if cell.column <= len(header) else ""
        needed = not header or column in self._columns
        called = f"{column or 'the cell'} in {cell.coordinate}"
        if cell.data_type == "f":
            if (line, cell.column) not in values:
                self._blame(
                    line, needed, f"{called} is a formula without a value: put the value in its place"
                )
                return ""
            cell = values[line, cell.column]
        if cell.data_type == "e":
            self._blame(line, needed, f"{called} shows {one_line(str(cell.value))[:20]}: mend the formula")
            return ""
        try:
            return _shown(cell, answers=self._answers)
        except UnshownError as fault:
            self._blame(line, needed, f"{called} {fault}")
            return ""

    def _blame(self, line: int, needed: bool, fault: str) -> None:
        if needed:
            self.faults.setdefault(line, []).append(fault)

    def _name_merged(self, header: Sequence[str]) -> None:
        for first, last, left, right in _merged(self._path, self._part):
            named = [name for name in header[left - 1 : right] if name in self._columns]
            for line in range(max(first, self.top + 1), min(last, first + MOST_ROWS) + 1) if named else ():
                fault = f"{' and '.join(named)}: the cell is merged with others: unmerge it and fill each in"
                self.faults.setdefault(line, []).append(fault)


def _rows(sheet: Any, path: Path, widest: int) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The rows that hold cells, hidden or not; a size that the file claims for the sheet is not believed."""
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows()):
        if number > _DEEPEST:
            raise SourceError(
                [Problem(path.name, number, "the sheet has more rows than a spreadsheet can have")]
            )
        filled = next((cell for cell in cells[:widest] if cell.value is not None), None)
        if filled is not None:
            yield filled.row, tuple(cells[:widest])


def _shown(cell: Any, *, answers: bool) -> str:
    """The text of a value as a spreadsheet shows it. Raises UnshownError where none can be told."""
    match cell.value:
        case str() as text if len(text) > LONGEST_CELL:
            raise UnshownError(f"has {len(text)} characters: shorten it")
        case str() as text:
            return harmless(text).strip() if answers else one_line(text)
        case datetime() as moment if answers and moment.time() == time():
            return moment.date().isoformat()
        case bool() as truth:
            return "TRUE" if truth else "FALSE"
        case datetime() | date() | time() | timedelta():
            raise UnshownError(
                "holds a date or a time: format the cell as text and type again what it should be"
            )
        case int() | float() as number:
            return shown_number(number, cell.number_format)
        case other:
            return one_line(str(other))


def _merged(path: Path, part: str) -> Iterator[Merge]:
    """The merged cells of a sheet, which the reader of large sheets passes over."""
    seen = set()
    for text in _raw(path, part):
        for left, first, right, last in _MERGED.findall(text):
            merge = int(first), int(last), _number(left), _number(right)
            if merge not in seen:
                seen.add(merge)
                yield merge


def _raw(path: Path, part: str) -> Iterator[bytes]:
    """A part of a workbook as it is written, in pieces that overlap by more than one tag."""
    with zipfile.ZipFile(path) as packed, packed.open(part) as sheet:
        before = b""
        while chunk := sheet.read(_CHUNK):
            yield before + chunk
            before = chunk[-_OVERLAP:]


def _number(letters: bytes) -> int:
    """The number of a column called A, B, ... AA."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
