"""The marked-up questionnaire: every question as it was put, with the share of every answer beside it.

Nothing is reckoned here: figures come from the topline, and are rounded as the house prints them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from s11chat.analysis.estimate import Size
from s11chat.analysis.line import Line
from s11chat.analysis.reply import Collection
from s11chat.analysis.response_table import ResponseTable
from s11chat.analysis.rounding import controlled, decimal, half_up, whole_per_cent
from s11chat.analysis.small_base import Reading, printed, reading
from s11chat.analysis.topline import Asked
from s11chat.report.base import (
    base_line,
    base_structure,
    item_and_row,
    number,
    share_structure,
    small_base,
    spread_lines,
    without_line,
    wording,
)
from s11chat.report.sheet import NOTHING, Wave
from s11chat.report.table import Chart, Column, Records, Report, Row, Table

COLUMNS = (
    "item",
    "row",
    "option",
    "label",
    "percent",
    "percent_printed",
    "count_weighted",
    "base_unweighted",
    "base_weighted",
    "n_eff",
)
_TITLE = "Topline: the questionnaire with its answers"


@dataclass(frozen=True)
class ToplineReport:
    """The questions, and the wave that they were asked in."""

    wave: Wave
    found: Collection
    asked: tuple[Asked, ...]
    chosen: str = ""
    """Which returns are meant, in words; empty for all."""


def report(figures: ToplineReport) -> Report:
    """A table a question, in the order of the dialog; questions that nobody was asked are named in a note."""
    asked = tuple(one for one in figures.asked if one.asked)
    sections = {one.section: one.title for one in figures.found.dialog.sections}
    return Report(
        name="topline",
        title=f"{_TITLE}{chosen(figures.chosen)}",
        wave=figures.wave,
        tables=tuple(_table(one, sections[one.question.section]) for one in asked),
        records=Records(COLUMNS, tuple(row for one in asked for row in _records(one))),
        structure={"questions": [_structure(one) for one in asked]},
        notes=(*_notes(figures, asked), *weighting(figures.found.response)),
    )


def chosen(said: str) -> str:
    """What a title says of the returns that are meant."""
    return f"; only {said}" if said else ""


def weighting(table: ResponseTable) -> Iterator[str]:
    """How answers are weighted, and which types have no part in it."""
    yield (
        f"Weighted by type of organisation to the {table.weighting_base} organisations of the types that answered; "
        "per cents are rounded half up from exact values."
    )
    if table.silent and table.weighting_base:
        names = ", ".join(f"{cell.name} ({cell.population})" for cell in table.silent)
        yield f"Without a return, so in no figure: {names}."


def _notes(figures: ToplineReport, asked: tuple[Asked, ...]) -> Iterator[str]:
    if not asked:
        yield "No complete return: there is nothing to count yet."
    elif left := [one.question.id for one in figures.asked if not one.asked]:
        yield f"Asked of nobody: {', '.join(left)}."
    if any(one.spread or not one.lines for one in asked):
        yield "CSV holds options and themes; numbers, dates and answers in words are in the tables and in JSON."


def _table(one: Asked, section: str) -> Table:
    base = one.answers.base
    figures = ("%", "Weighted") if one.lines else ("Value",)
    values = (Row((name, said), exact=(None, exact)) for name, said, exact in _values(one))
    return Table(
        id=one.question.id,
        title=f"{one.question.id}. {wording(one.question)}",
        columns=(Column("Answer", figure=False), *map(Column, figures)),
        rows=(*_rows(one), *_score(one)) if one.lines else tuple(values),
        base=base_line(base),
        notes=tuple(_table_notes(one, base)),
        chart=Chart(1) if one.lines and reading(base.unweighted) is not Reading.COUNT else None,
        section=section,
    )


def _values(one: Asked) -> Iterator[tuple[str, str, float | None]]:
    if one.spread is not None:
        yield from spread_lines(one.question, one.spread)
    else:
        given = one.answers.base.unweighted
        yield "Answers given", str(given), float(given)


def _rows(one: Asked) -> Iterator[Row]:
    """A row an answer; weighted numbers of answers of which one is given add up as printed."""
    weighted = [line.of(one.answers).size.weighted for line in one.lines]
    parts = [at for at, line in enumerate(one.lines) if line.in_base and not line.net]
    whole = {at: half_up(exact) for at, exact in enumerate(weighted)}
    if not (one.question.several or one.question.code_frame):
        whole |= dict(zip(parts, controlled([weighted[at] for at in parts]), strict=True))
    for at, line in enumerate(one.lines):
        yield _row(line, one, whole[at])


def _row(line: Line, one: Asked, weighted: int) -> Row:
    estimate = line.of(one.answers)
    share = float(100 * estimate.share) if estimate.share is not None and line.in_base else None
    return Row(
        (
            f"{'Net: ' if line.net else ''}{line.label}",
            printed(estimate) if line.in_base else NOTHING,
            str(weighted),
        ),
        exact=(None, share, float(estimate.size.weighted)),
    )


def _score(one: Asked) -> Iterator[Row]:
    if one.score is not None:
        yield Row(("Mean score", number(one.score, 1), ""), exact=(None, None, None))


def _table_notes(one: Asked, base: Size) -> Iterator[str]:
    yield from small_base([base])
    if one.question.several or one.question.code_frame:
        yield "Several answers could be given: per cents may pass 100 together."
    if outside := [line.label for line in one.lines if not line.in_base]:
        yield f"Not in the base: {', '.join(outside)}."
    if one.unsorted:
        yield f"Answers in words under no theme yet: {one.unsorted}."
    yield without_line(one.without)


def _records(one: Asked) -> Iterator[tuple[str, ...]]:
    base = one.answers.base
    for line in one.lines:
        estimate = line.of(one.answers)
        share = estimate.share if line.in_base else None
        yield (
            *item_and_row(one.question),
            line.code,
            line.label,
            decimal(100 * share, 1) if share is not None else "",
            whole_per_cent(share) if share is not None else "",
            decimal(estimate.size.weighted, 2),
            str(base.unweighted),
            decimal(base.weighted, 2),
            decimal(base.n_eff, 2) if base.n_eff is not None else "",
        )


def _structure(one: Asked) -> dict[str, Any]:
    item, row = item_and_row(one.question)
    return {
        "id": one.question.id,
        "item": item,
        "row": row,
        "kind": one.question.kind.value,
        "question": wording(one.question),
        **base_structure(one.answers.base),
        "answers": [_line(line, one) for line in one.lines],
        "mean_score": float(one.score) if one.score is not None else None,
        "values": {name: said if exact is None else exact for name, said, exact in _spread(one)},
        "without": {kind.value: times for kind, times in one.without.items()},
        "unsorted": one.unsorted,
    }


def _spread(one: Asked) -> tuple[tuple[str, str, float | None], ...]:
    return spread_lines(one.question, one.spread) if one.spread is not None else ()


def _line(line: Line, one: Asked) -> dict[str, Any]:
    estimate = line.of(one.answers)
    counts = share_structure(estimate)
    return {
        "option": line.code,
        "label": line.label,
        "net": line.net,
        "in_base": line.in_base,
        **(counts if line.in_base else {**counts, "percent": None}),
        "percent_printed": printed(estimate) if line.in_base else None,
    }
