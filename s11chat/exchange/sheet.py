"""Tables of text as spreadsheets save them: one place that knows about encodings, separators and blank rows."""

from __future__ import annotations

import csv
import io
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from s11chat.errors import Problem, SourceError
from s11chat.language.harmless import one_line

LARGEST = 20_000_000
"""Bytes; a frame of a hundred thousand organisations has about half of this."""
_SEPARATORS = ",;\t"
_NUL = "a character of no text (NUL) stands here: save the file as UTF-8 (in a spreadsheet, 'CSV UTF-8')"
_PACKED = (
    "this is a workbook or packed file, not text: save it as CSV UTF-8, or call a frame that is one .xlsx"
)


@dataclass(frozen=True)
class Sheet:
    """The column names of a table in small letters, and its rows that are not blank."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    """Each with its line in the file."""
    faults: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """What no text could be made of, by line."""


def text_of(path: Path) -> str:
    """The text of a file in UTF-8, or in UTF-16 where the file says so; raises SourceError where it is neither."""
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError as error:
        raise SourceError([Problem(str(path), 1, f"cannot be read: {error.strerror}")]) from None
    if len(raw) > LARGEST:
        raise SourceError(
            [Problem(path.name, 1, f"the file is larger than {LARGEST // 1_000_000} megabytes")]
        )
    if raw.startswith(b"PK\x03\x04"):
        raise SourceError([Problem(path.name, 1, _PACKED)])
    wide = raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    try:
        return raw.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = 1 if wide else raw[: error.start].count(b"\n") + 1
        fault = "not UTF-8 text: save the file as UTF-8 (in a spreadsheet, 'CSV UTF-8')"
        raise SourceError([Problem(path.name, line, fault)]) from None


def read_sheet(path: Path, columns: Collection[str], tidy: Callable[[str], str] = one_line) -> Sheet:
    """The table in a file, separated by commas, semicolons or tabs: whichever finds most of `columns`.

    `tidy` is what is done to the text of every cell below the column names.
    Raises SourceError where it is no table, has no column names, or has no row below them.
    """
    text = text_of(path)
    if "\x00" in text:
        raise SourceError([Problem(path.name, text.partition("\x00")[0].count("\n") + 1, _NUL)])
    lines = _lines(text, _separator(text, columns), path.name, tidy)
    if not lines:
        raise SourceError([Problem(path.name, 1, f"the file is empty: columns are {', '.join(columns)}")])
    (at, header), *rows = lines
    if not rows and not set(columns).isdisjoint(name.casefold() for name in header):
        fault = "there is no row below the column names: put one in for each"
        raise SourceError([Problem(path.name, at, fault)])
    return Sheet(tuple(one_line(name).casefold() for name in header), tuple(rows))


def _separator(text: str, columns: Collection[str]) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")

    def known(separator: str) -> int:
        return sum(name.strip(' "').casefold() in columns for name in first.split(separator))

    return max(_SEPARATORS, key=known)


def _lines(
    text: str, separator: str, file: str, tidy: Callable[[str], str]
) -> list[tuple[int, tuple[str, ...]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    lines: list[tuple[int, tuple[str, ...]]] = []
    begun = 1
    try:
        for cells in reader:
            texts = tuple(tidy(cell) for cell in cells)
            if any(texts):
                lines.append((reader.line_num, texts))
            begun = reader.line_num + 1
    except csv.Error as error:
        raise SourceError([Problem(file, begun, _unreadable(str(error)))]) from None
    return lines


def _unreadable(said: str) -> str:
    """What is wrong with a row, of what the reader of CSV says of it; a quote that is open takes the next rows in."""
    if "field limit" in said:
        return 'a cell is far too long: shorten it, or close the " that it begins with'
    if "end of data" in said or "expected after" in said:
        return 'a cell that begins with " has no " at its end, or more after it: write each " inside it twice'
    return f"this is not CSV that can be read ({said}): save the file as CSV UTF-8"
