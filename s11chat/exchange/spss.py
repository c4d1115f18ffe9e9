"""Returns as a file of SPSS.

Codes are numbers with labels, several of a list are variables of 0 and 1, and the six kinds of no-answer are user-missing
values, -1 to -6, so that no table counts them and each can be told from the others.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from s11chat.dialog.model import NoAnswer
from s11chat.errors import UsageError
from s11chat.exchange.dataset import WEIGHTED, Dataset, Entry, kinds
from s11chat.exchange.variable import KINDS, Form, Variable

MARK = "s11chat returns"
"""How the notes of a file of ours begin."""
LONGEST = 32_767
"""Bytes of a text."""
_MISSING = "Files of SPSS need a library that is not installed: pip install 's11chat[spss]'."
EPOCH = datetime(1582, 10, 14)
"""From where SPSS counts its seconds."""
_CODE_BYTES, _VALUE_BYTES, _LABEL_BYTES, _FILE_BYTES, _NOTE = 8, 120, 250, 64, 80
_MEASURES = {Form.NUMBER: "scale", Form.DAY: "scale", Form.MOMENT: "scale"}
TICK = {0: "Not chosen", 1: "Chosen"}
"""The labels of a variable that says whether one of several is chosen."""


@dataclass
class _Columns:
    """What the library is given, column by column."""

    cells: dict[str, list[Any]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[Any, str]] = field(default_factory=dict)
    missing: dict[str, list[Any]] = field(default_factory=dict)
    measures: dict[str, str] = field(default_factory=dict)
    formats: dict[str, str] = field(default_factory=dict)

    def add(
        self,
        name: str,
        label: str,
        cells: Sequence[Any],
        values: Mapping[Any, str],
        missing: Sequence[Any],
        looks: tuple[str, str],
    ) -> None:
        """A column with its label, the labels of its values, its user-missing values, its measure and format."""
        self.cells[name], self.labels[name] = list(cells), cut(label, _LABEL_BYTES)
        if values:
            self.values[name] = {value: cut(said, _VALUE_BYTES) for value, said in values.items()}
        if missing:
            self.missing[name] = list(missing)
        self.measures[name] = looks[0]
        if looks[1]:
            self.formats[name] = looks[1]


def as_sav(data: Dataset) -> bytes:
    """A table of returns as an SPSS file.

    Raises UsageError where the library is not installed, or a text is longer than the file can hold.
    """
    writer = library()
    try:
        from pandas import DataFrame
    except ImportError:
        raise UsageError(_MISSING) from None
    columns = _Columns()
    for place, variable in enumerate(data.variables):
        _add(columns, variable, [row[place] for row in data.rows])
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "returns.sav"
        writer.write_sav(
            DataFrame(columns.cells),
            file,
            file_label=cut(f"{data.wave}: returns, weighted by WEIGHT (cell weight)", _FILE_BYTES),
            column_labels=columns.labels,
            note=list(_notes(data)),
            variable_value_labels=columns.values,
            missing_ranges=columns.missing,
            variable_measure=columns.measures,
            variable_format=columns.formats,
            row_compress=True,
        )
        return file.read_bytes()


def _notes(data: Dataset) -> Iterator[str]:
    from textwrap import wrap

    yield f"{MARK}: {data.dialog} {data.version}"[:_NOTE]
    yield from wrap(f"Wave {data.wave}: {data.title}", _NOTE // 2)[
        :4
    ]  # bytes are counted, and some letters have two
    yield from wrap(WEIGHTED, _NOTE)
    kinds_said = ", ".join(f"{-1 - place} {kind.value}" for place, kind in enumerate(KINDS))
    yield from wrap(
        f"User-missing: {kinds_said} (with 99999999 in front where numbers may be negative).", _NOTE
    )


def _add(columns: _Columns, variable: Variable, cells: Sequence[Entry]) -> None:
    declined = kinds(variable)
    ranged = [{"lo": min(declined), "hi": max(declined)}] if declined else []
    measure = _MEASURES.get(variable.form, "ordinal" if variable.ordinal else "nominal")

    def plain(cell: Entry) -> Any:
        return float(variable.number_of(cell)) if isinstance(cell, NoAnswer) else cell

    match variable.form:
        case Form.SET:
            question = variable.label.partition(": ")[2]
            for value in variable.values:
                label = f"{variable.key}, {value.label}: {question}"
                ticks = [_tick(value.number, plain(cell)) for cell in cells]
                columns.add(value.column, label, ticks, TICK | declined, ranged, ("nominal", "F8.0"))
        case Form.RANK:
            labels = {value.number: value.label for value in variable.values} | declined
            for place, name in enumerate(variable.columns):
                ranks = [_ranked(place, plain(cell)) for cell in cells]
                columns.add(
                    name, f"{variable.label} ({place + 1})", ranks, labels, ranged, ("nominal", "F8.0")
                )
        case Form.TEXT | Form.WORD:
            texts = [_text(variable, cell) for cell in cells]
            short = all(len(value.code.encode()) <= _CODE_BYTES for value in variable.values)
            labels_of_words = {value.code: value.label for value in variable.values} if short else {}
            columns.add(variable.name, variable.label, texts, labels_of_words, (), ("nominal", ""))
        case Form.DAY | Form.MOMENT:
            looks = (measure, "EDATE10" if variable.form is Form.DAY else "DATETIME20")
            columns.add(variable.name, variable.label, [_seconds(cell) for cell in cells], {}, (), looks)
        case _:
            outside = [value.number for value in variable.values if not value.in_base]
            labels = {value.number: value.label for value in variable.values} | declined
            missing = [*ranged, *(outside if len(outside) == 1 else ())]
            looks = (measure, f"F{12 if variable.decimals else 8}.{variable.decimals}")
            numbers = [_number(plain(cell)) for cell in cells]
            columns.add(variable.name, variable.label, numbers, labels, missing, looks)


def _number(cell: Any) -> float:
    return float("nan") if cell is None else float(cell)


def _tick(number: int, cell: Any) -> float:
    return float(number in cell) if isinstance(cell, tuple) else _number(cell)


def _ranked(place: int, cell: Any) -> float:
    if isinstance(cell, tuple):
        return float(cell[place]) if place < len(cell) else float("nan")
    return _number(cell)


def _seconds(cell: Entry) -> float:
    """A day or moment as SPSS counts it."""
    match cell:
        case datetime():
            return (cell - EPOCH).total_seconds()
        case date():
            return (datetime(cell.year, cell.month, cell.day) - EPOCH).total_seconds()
        case _:
            return float("nan")


def _text(variable: Variable, cell: Entry) -> str:
    text = cell if isinstance(cell, str) else ""
    if len(text.encode("utf-8", "replace")) > LONGEST:
        raise UsageError(
            f"An answer to {variable.key} has more than {LONGEST:,} bytes, too many for SPSS: write CSV."
        )
    return text.encode("utf-8", "replace").decode()


def cut(text: str, most: int) -> str:
    """`text` in at most so many bytes of UTF-8."""
    raw = text.encode("utf-8", "replace")
    return raw.decode() if len(raw) <= most else raw[: most - 3].decode("utf-8", "ignore").rstrip() + "..."


def label_cut(text: str) -> str:
    """The label of a value as a file of SPSS has it."""
    return cut(text, _VALUE_BYTES)


def library() -> ModuleType:
    """The library for files of SPSS. Raises UsageError where it is not installed."""
    try:
        import pyreadstat
    except ImportError:
        raise UsageError(_MISSING) from None
    found: ModuleType = pyreadstat
    return found
