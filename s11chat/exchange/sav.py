"""A file of SPSS read back: with care what it claims of itself is held against what a table of returns can be."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from math import isfinite
from pathlib import Path
from types import ModuleType
from typing import Any

from s11chat.errors import Problem, SourceError
from s11chat.exchange.readable import Held, Readable
from s11chat.exchange.sheet import LARGEST
from s11chat.exchange.spss import EPOCH, MARK, TICK, label_cut, library
from s11chat.exchange.variable import KINDS, Form, Part, Variable
from s11chat.exchange.workbook import MOST_ROWS

_FOREIGN = "is no SPSS file that can be read, or a damaged one: export it again as .sav"
_MOST_COLUMNS, _MOST_CELLS = 20_000, 100_000_000
_DAY = 86_400


def read_sav(path: Path) -> Sav:
    """An SPSS file. Raises SourceError where it cannot be read, UsageError where the library is not installed."""
    reader = library()
    try:
        with path.open("rb") as file:
            begins = file.read(4)
        size = path.stat().st_size
    except OSError as error:
        raise SourceError([Problem(str(path), 1, f"cannot be read: {error.strerror}")]) from None
    if begins == b"$FL3":
        raise SourceError([Problem(path.name, 1, "is a compressed SPSS file (.zsav): save it as .sav")])
    if size > LARGEST:
        raise SourceError([Problem(path.name, 1, f"is larger than {LARGEST // 1_000_000} megabytes")])
    if begins != b"$FL2":
        raise SourceError([Problem(path.name, 1, _FOREIGN)])
    return Sav(path.name, *_opened(reader, path))


def _opened(reader: ModuleType, path: Path) -> tuple[Mapping[str, Sequence[Any]], Any]:
    """The cells and what the file says of them; its own claims of its size are checked before any cell is read."""
    too_large = SourceError([Problem(path.name, 1, "is too large to be a table of returns")])
    try:
        _, meta = reader.read_sav(path, metadataonly=True, output_format="dict")
        columns = len(meta.column_names)
        rows = meta.number_rows if meta.number_rows and meta.number_rows > 0 else MOST_ROWS
        if columns > _MOST_COLUMNS or rows > MOST_ROWS or columns * rows > _MOST_CELLS:
            raise too_large
        cells, meta = reader.read_sav(
            path,
            row_limit=MOST_ROWS + 1,
            user_missing=True,
            disable_datetime_conversion=True,
            output_format="dict",
        )
    except SourceError:
        raise
    except Exception as error:  # what the library meets in a damaged file is of any kind
        raise SourceError([Problem(path.name, 1, _FOREIGN)]) from error
    if any(len(column) > MOST_ROWS for column in cells.values()):
        raise too_large
    return cells, meta


class Sav(Readable):
    """What an SPSS file holds."""

    def __init__(self, file: str, cells: Mapping[str, Sequence[Any]], meta: Any) -> None:
        self.file = file
        self.names = tuple(cells)
        self.rows = max((len(column) for column in cells.values()), default=0)
        marked = (str(note).partition(": ")[2] for note in meta.notes or () if str(note).startswith(MARK))
        self._dialog = next(marked, "").partition(" ")[0]
        self._cells = {name.upper(): column for name, column in cells.items()}
        self._called = {name.upper(): label or "" for name, label in meta.column_names_to_labels.items()}
        labels = meta.variable_value_labels or {}
        self._labels = {name.upper(): dict(said) for name, said in labels.items()}

    def is_of(self, dialog: str) -> bool:
        """Whether it can be of a dialog, by what it says itself."""
        return self._dialog in ("", dialog)

    def written_as(self, variable: Variable) -> tuple[str, ...]:
        """The names of the columns that the file has of a variable."""
        match variable.form:
            case Form.SET:
                names = tuple(value.column for value in variable.values)
            case Form.RANK:
                names = variable.columns
            case _:
                names = (variable.name,)
        return tuple(name for name in names if name in self._cells)

    def labels(self, variable: Variable) -> Mapping[int, str]:
        """What the file calls the values of a variable."""
        if variable.form is Form.SET:
            return {}
        found = (self._labels.get(name, {}) for name in self.written_as(variable))
        return {
            int(value): said
            for value, said in next(found, {}).items()
            if isinstance(value, float | int) and isfinite(value) and value == int(value)
        }

    def called(self, label: str) -> str:
        """A label as the file has it."""
        return label_cut(label)

    def held(self, variable: Variable, row: int) -> Held:
        """What a row holds of a variable. Raises ValueError with what is wrong with it."""
        cells = {name: self._cells[name][row] for name in self.written_as(variable)}
        match variable.form:
            case Form.SET:
                return _ticked(variable, cells)
            case Form.RANK:
                return _placed(cells)
            case Form.DAY:
                return _day(cells[variable.name])
            case _:
                found: Held = cells[variable.name]
                return found

    def themes_beside(self, variable: Variable, known: Collection[str]) -> Mapping[str, str]:
        """The themes that the file has beside those of a variable, by code; `known` are the names of all variables."""
        head, found = variable.name.removesuffix(Part.THEMES.value.upper()), dict[str, str]()
        for name in self._cells:
            if name.startswith(head) and name not in known and self._labels.get(name) == TICK:
                said = self._called.get(name, "").removeprefix(f"{variable.key}, ")
                code, colon, called = said.partition(": ")
                plain = name.removeprefix(head).casefold()
                found[code if colon else plain] = called.partition(": ")[0] or plain
        return found


def _ticked(variable: Variable, cells: Mapping[str, Any]) -> Held:
    """The numbers of the values that are chosen, or of the kind of no-answer."""
    held = {name: cell for name, cell in cells.items() if cell is not None}
    for name, cell in held.items():
        if cell not in (0, 1) and not _declined(cell):
            raise ValueError(f"{name}: '{str(cell)[:40]}' is neither 1 (chosen) nor 0 (not)")
    declined = {cell for cell in held.values() if _declined(cell)}
    if len(declined) > 1 or (declined and not all(map(_declined, held.values()))):
        raise ValueError("some of its variables hold a kind of no-answer, and others something else")
    if declined:
        return tuple(declined)
    return tuple(float(one.number) for one in variable.values if held.get(one.column) == 1) or None


def _placed(cells: Mapping[str, Any]) -> Held:
    """The numbers of the values in order, or of the kind of no-answer."""
    placed = [cell for cell in cells.values() if cell is not None]
    if bad := next((str(cell) for cell in placed if not isinstance(cell, float | int)), ""):
        raise ValueError(f"'{bad[:40]}' is no number")
    return (placed[0],) if len(set(placed)) == 1 and _declined(placed[0]) else tuple(placed) or None


def _declined(cell: Any) -> bool:
    return isinstance(cell, float | int) and cell in range(-len(KINDS), 0)


def _day(seconds: Any) -> date | None:
    if seconds is None:
        return None
    if isinstance(seconds, float | int) and not seconds % _DAY:
        try:
            moment: datetime = EPOCH + timedelta(seconds=seconds)
        except (OverflowError, ValueError):
            raise ValueError("is no day of the calendar") from None
        return moment.date()
    raise ValueError(f"'{str(seconds)[:40]}' is no day: make it a date")
