"""What a report states, in the form in which publications are checked: read from its records, by their columns.

Two reports that print the same figure come to the same statement, whatever they look like; a report whose columns are
none of these is held only to what its tables say of themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from fractions import Fraction

from s11chat.analysis.finding import Finding, Kind, number
from s11chat.analysis.precision import Printed, printed
from s11chat.analysis.statement import Says, Statement, listed
from s11chat.report.table import Report, Role, Table

_FIGURE = re.compile(r"(\d+(?:\.\d+)?|\*)(?: [A-Z]+)?")
"""A cell that is a figure, with the letters of a test after it or without; `N=` is a number where a share is exact."""
_BASES = frozenset({"Base", "Population", "n"})
"""Columns that say what the per cents beside them are of."""
_LEVELS = ("not_met", "partly_met", "fully_met", "not_answered")


def stated(report: Report) -> tuple[Statement, ...]:
    """The statements of a report; none where its records are of a kind that is not known here."""
    read = next((read for needed, read in _READERS if needed <= set(report.records.columns)), None)
    where = f"report {report.name}"
    return tuple(replace(one, place=f"{where}, {one.place}") for one in read(report)) if read else ()


def weighted(report: Report) -> bool:
    """Whether the shares of a report are of weighted returns: all are but compliance, which asks everybody."""
    return not _COMPLIANCE.issubset(report.records.columns)


def _rows(report: Report) -> list[dict[str, str]]:
    return [dict(zip(report.records.columns, row, strict=True)) for row in report.records.rows]


def group_of(trait: str, value: str) -> str:
    """What a group is called in statements."""
    return f"{trait}={value}"


def _answers(report: Report) -> Iterator[Statement]:
    """Shares of answers, of everybody or of the columns of a banner."""
    for row in _rows(report):
        item = f"{row['item']}.{row['row']}" if row["row"] else row["item"]
        everybody = row.get("column", "total") == "total"
        group = "" if everybody else group_of(row.get("banner", ""), row["column"])
        for name in ("percent_printed", "percent"):
            if printed(row[name]) is not None:
                options = listed(row["option"])
                yield Statement(item, Says.PERCENT, item, options, group, row[name], row["base_unweighted"])
        if row["percent"]:
            yield Statement(item, Says.WEIGHTED, item, listed(row["option"]), group, row["count_weighted"])


def _beside(report: Report) -> Iterator[Statement]:
    """Shares of answers of two kinds of returns side by side."""
    for row in _rows(report):
        for which in ("first", "second"):
            if printed(row[f"{which}_percent"]) is not None:
                group = group_of(row["comparison"], row[which].casefold())
                place, options = f"{row['comparison']}, {row['item']}", listed(row["option"])
                base, value = row[f"{which}_base"], row[f"{which}_percent"]
                yield Statement(place, Says.PERCENT, row["item"], options, group, value, base)


def _delegates(report: Report) -> Iterator[Statement]:
    """The same of delegates and original recipients."""
    for row in _rows(report):
        for which, group in (("delegates", "delegated"), ("originals", "direct")):
            value, base = row[f"{which}_percent"], row[f"base_{which}"]
            if printed(value) is not None:
                options = listed(row["option"])
                group_ = group_of("completion", group)
                yield Statement(row["item"], Says.PERCENT, row["item"], options, group_, value, base)


def _types(report: Report) -> Iterator[Statement]:
    """Returns, organisations and weights by type, with TOTAL last."""
    rows = _rows(report)
    names = [group_of("type", row["type"]) for row in rows if row["type"] != "TOTAL"]
    yield Statement("all types", Says.WHOLE, value="+".join(names))
    for row in rows:
        group, place = (
            ("", "TOTAL") if row["type"] == "TOTAL" else (group_of("type", row["type"]), row["type"])
        )
        yield Statement(place, Says.ORGANISATIONS, group=group, value=row["population"])
        yield Statement(place, Says.RETURNS, group=group, value=row["complete"])
        yield Statement(place, Says.WEIGHTED, group=group, value=row["weighted_count"])
        if printed(row.get("rate", "")):
            yield Statement(place, Says.RATE, group=group, value=row["rate"], of=row["population"])
    for column in ("weighted_profile", "unweighted_profile"):
        if rows and column in rows[0]:
            yield Statement("profile", Says.ITEM, column, tuple(names))
            for row in rows[:-1]:
                yield Statement(
                    row["type"], Says.PERCENT, column, (group_of("type", row["type"]),), value=row[column]
                )


def _compliance(report: Report) -> Iterator[Statement]:
    """Standards by cohort: what percentages have one base is everybody in it, whatever was left out of it."""
    way = report.structure.get("not_applicable", "")
    levels = {"apart": (*_LEVELS, "not_applicable"), "rated": _LEVELS[:-1]}.get(way, _LEVELS)
    rows = _rows(report)
    for standard in dict.fromkeys(row["standard"] for row in rows):
        yield Statement(standard, Says.ITEM, f"standard {standard}", levels)
    for row in rows:
        group, item = group_of("cohort", row["cohort"]), f"standard {row['standard']}"
        for level in levels:
            if printed(row[level]):
                yield Statement(row["standard"], Says.PERCENT, item, (level,), group, row[level], row["base"])


_COMPLIANCE = frozenset({"cohort", "standard", *_LEVELS, "not_applicable", "base"})
_READERS: tuple[tuple[AbstractSet[str], Callable[[Report], Iterator[Statement]]], ...] = (
    ({"item", "row", "option", "percent", "percent_printed", "base_unweighted"}, _answers),
    ({"type", "population", "complete", "weighted_count"}, _types),
    ({"comparison", "item", "option", "first", "second", "first_percent", "first_base"}, _beside),
    ({"item", "option", "delegates_percent", "originals_percent", "base_delegates"}, _delegates),
    (_COMPLIANCE, _compliance),
)


def misprints(report: Report) -> Iterator[Finding]:
    """Cells that are not what their exact value is printed as, and tables of percentages without a base line."""
    for table in report.tables:
        place = f"report {report.name}, {table.id}"
        yield from _cells(table, place)
        based = table.base or report.base or any(row.role is Role.BASE for row in table.rows)
        heads = {column.head for column in table.columns}
        if not based and table.rows and heads.isdisjoint(_BASES) and any("%" in head for head in heads):
            why = "nobody can say what they are of"
            fits = "a base line with unweighted and weighted numbers"
            yield Finding(Kind.BASE, place, "per cents without a base line", why, "one table", fits)


def _plainly(figure: Printed, exact: float) -> bool:
    """Whether a figure is so near to its exact value that nobody need look closer: nearly all are."""
    return bool(abs(float(figure.written) - exact) * 10**figure.places <= 0.5)


def _cells(table: Table, place: str) -> Iterator[Finding]:
    for row in table.rows:
        for column, cell, exact in zip(table.columns, row.cells, row.exact, strict=False):
            match = _FIGURE.fullmatch(cell)
            figure = printed(match[1]) if match and exact is not None else None
            if figure is None or exact is None or _plainly(figure, exact):
                continue
            if abs(float(figure.written) - exact) * 10**figure.places < 0.499 and not figure.positive:
                continue
            value = Fraction(exact).limit_denominator(10**9)
            off = abs(figure.written - value)
            # numbers of a column that has to add up may be cut or raised by less than one
            controlled = "%" not in column.head and not figure.places and off < 1
            if figure.holds(value) or controlled or off * 10**figure.places <= Fraction(501, 1000):
                continue
            what = f"{row.cells[0]}, {column.head}: {cell}"
            why = f"the exact value is {number(value, 4)}"
            yield Finding(Kind.PRINT, place, what, why, number(off, 4), number(value, figure.places))
