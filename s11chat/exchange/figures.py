"""What a publication states, read from CSV, so that a draft made elsewhere can be checked: a row for each thing stated.

Columns: `says` and `value`, and as the kind of thing needs them `place`, `item`, `option`, `group` and `of`, as
`analysis.statement` tells. Every bad cell is reported with its line and column.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from s11chat.analysis.precision import printed
from s11chat.analysis.statement import Publication, Says, Statement, listed
from s11chat.dialog.suggest import nearest
from s11chat.errors import Problem, SourceError
from s11chat.exchange.sheet import read_sheet

COLUMNS = ("place", "says", "item", "option", "group", "value", "of")

_NEEDED: Mapping[Says, tuple[str, ...]] = {
    Says.RETURNS: ("value",),
    Says.ORGANISATIONS: ("value",),
    Says.WEIGHTED: ("value",),
    Says.WHOLE: ("value",),
    Says.ITEM: ("item",),
    Says.PERCENT: ("item", "option", "value"),
    Says.COUNT: ("item", "option", "value"),
    Says.RATE: ("value",),
    Says.MEAN: ("item", "value"),
    Says.THRESHOLD: ("item", "value", "of"),
    Says.BAND: ("item", "option", "value"),
    Says.SUM: ("value", "of"),
    Says.REFERS: ("item",),
    Says.TOLERANCE: ("option", "value", "of"),
    Says.CHANGE: ("value", "of"),
    Says.MOST: ("item", "option"),
    Says.LEAST: ("item", "option"),
    Says.ROUNDS: ("value",),
    Says.ONLY: ("item", "option", "group", "of"),
}


def _whole(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 8


def _wholes(text: str) -> bool:
    return all(_whole(part) for part in listed(text))


def _figure(text: str) -> bool:
    return text in ("-", "[x]", "n/a") or printed(text) is not None


def _two(text: str) -> bool:
    return len(text.split()) == 2 and all(printed(part) for part in text.split())


def _band(text: str) -> bool:
    ends = listed(text, "-")
    return text == "none" or (len(ends) == 2 and all(printed(end) for end in ends))


_Right = tuple[Callable[[str], bool], str]
_NUMBER: _Right = (_whole, "a whole number")
_PRINTED: _Right = (_figure, "a figure as printed, such as 37, 8.5, * or 1 in 4")
_RIGHT: Mapping[tuple[Says, str], _Right] = {
    **{(says, "value"): _NUMBER for says in (Says.RETURNS, Says.ORGANISATIONS, Says.BAND, Says.TOLERANCE)},
    **{
        (says, "value"): _PRINTED
        for says in (Says.WEIGHTED, Says.PERCENT, Says.COUNT, Says.RATE, Says.MEAN, Says.MOST, Says.CHANGE)
    },
    **{
        (says, "of"): _NUMBER
        for says in (Says.WHOLE, Says.PERCENT, Says.COUNT, Says.RATE, Says.BAND, Says.TOLERANCE)
    },
    (Says.SUM, "value"): _NUMBER,
    (Says.SUM, "of"): (_wholes, "whole numbers joined by +"),
    (Says.CHANGE, "of"): (_two, "two figures with a space between them, such as 93.9 96.9"),
    (Says.BAND, "option"): (_band, "a band such as 75-100, or none"),
    (Says.TOLERANCE, "option"): (_whole, "a whole per cent"),
    (Says.THRESHOLD, "value"): (("yes", "no").__contains__, "yes or no"),
    (Says.THRESHOLD, "of"): _PRINTED,
    (Says.ROUNDS, "value"): (("up", "down", "nearest").__contains__, "up, down or nearest"),
}
"""What the cells of a kind have to be, where any text will not do."""


def read_figures(path: Path) -> Publication:
    """The statements in a file, in its order. Raises SourceError naming every bad cell by line and column."""
    sheet = read_sheet(path, COLUMNS)
    lacking = [name for name in ("says", "value") if name not in sheet.header]
    if lacking:
        told = f"column '{lacking[0]}' is needed; columns are {', '.join(COLUMNS)}"
        raise SourceError([Problem(path.name, 1, told)])
    strange = [name for name in sheet.header if name not in COLUMNS]
    if strange:
        told = f"column '{strange[0]}' is not known{nearest(strange[0], COLUMNS)}; columns are {', '.join(COLUMNS)}"
        raise SourceError([Problem(path.name, 1, told)])
    found, problems = list[Statement](), list[Problem]()
    for line, cells in sheet.rows:
        row = dict.fromkeys(COLUMNS, "") | dict(zip(sheet.header, cells, strict=False))
        faults = _faults(row)
        problems += [Problem(path.name, line, fault) for fault in faults]
        if not faults:
            found.append(_statement(row, line))
    if problems:
        raise SourceError(problems)
    return Publication(tuple(found))


def _faults(row: Mapping[str, str]) -> list[str]:
    name = row["says"].casefold()
    if name not in _NEEDED:
        kinds = tuple(says.value for says in Says)
        return [
            f"column says: '{row['says']}' is not known{nearest(name, kinds)}; it says {', '.join(kinds)}"
        ]
    says = Says(name)
    faults = [
        f"column {column}: it is needed where says is {says}" for column in _NEEDED[says] if not row[column]
    ]
    for column in COLUMNS:
        right = _RIGHT.get((says, column))
        if right and row[column] and not right[0](row[column]):
            faults.append(f"column {column}: '{row[column]}' is not {right[1]}")
    return faults


def _statement(row: Mapping[str, str], line: int) -> Statement:
    return Statement(
        place=row["place"] or f"row {line}",
        says=Says(row["says"].casefold()),
        item=row["item"],
        options=listed(row["option"]),
        group=row["group"],
        value=row["value"],
        of=row["of"],
    )
