"""The types of organisation of a wave beside each other: points by section, and every number that was asked for.

Rosters stand together, as one table for the same question on all of their members.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from s11chat.analysis.benchmark import FEW, Compared, Figures, Measure, SectionFigures
from s11chat.analysis.rounding import whole_per_cent
from s11chat.analysis.small_base import COUNTED
from s11chat.dialog.model import Dialog
from s11chat.language.harmless import one_line
from s11chat.report.base import number
from s11chat.report.measured import (
    EVERYBODY,
    QUARTILES,
    asked_as,
    exact_values,
    figure_cells,
    figures_structure,
    spread_cells,
    unit,
)
from s11chat.report.sheet import NOTHING
from s11chat.report.table import Column, Role, Row, Table


@dataclass(frozen=True)
class TypeFigures:
    """The benchmarks of a wave by type."""

    dialog: Dialog
    sections: Mapping[str, tuple[SectionFigures, ...]]
    """Points by section, type by type, all last."""
    numbers: tuple[Compared, ...]


def type_tables(figures: TypeFigures) -> Iterator[Table]:
    """The sections, then the numbers: a table a roster, and one for what is left of each section."""
    if any(figures.sections.values()):
        yield _sections(figures)
    titles = {one.section: one.title for one in figures.dialog.sections}
    families: dict[tuple[str, str], list[Compared]] = {}
    for one in figures.numbers:
        if one.everybody is not None:
            families.setdefault(_family(one.measure, figures.numbers), []).append(one)
    for (section, name), found in families.items():
        yield _numbers(name or f"numbers-{section}", _title(section, titles, name), found)
    if silent := [one.measure.question.id for one in figures.numbers if one.everybody is None]:
        few = f"Fewer than {FEW} figures, so not told: {', '.join(silent)}."
        yield Table("few", "Questions with few figures", (), (), notes=(few,))


def _title(section: str, titles: Mapping[str, str], roster: str) -> str:
    return f"{section} {one_line(titles[section])}" + (f": {roster}" if roster else "")


def _family(measure: Measure, every: Sequence[Compared]) -> tuple[str, str]:
    """The section, and the roster that a question belongs to with the same question on its other members."""
    parts = measure.question.id.split(".")
    key = (parts[0], parts[-1])
    alike = [one for one in every if len(one.measure.question.id.split(".")) > 2 and _ends(one) == key]
    return measure.question.section, ".".join(key) if len(parts) > 2 and len(alike) > 1 else ""


def _ends(one: Compared) -> tuple[str, str]:
    parts = one.measure.question.id.split(".")
    return parts[0], parts[-1]


def _sections(figures: TypeFigures) -> Table:
    titles = {one.section: one.title for one in figures.dialog.sections}
    rated = any(one.rated for found in figures.sections.values() for one in found)
    heads = ("n", "Mean points", *(("Fully met %", "Ratings") if rated else ()))
    rows = []
    for section, found in figures.sections.items():
        if found:
            name = f"{section} {one_line(titles[section])}"
            rows.append(Row((name, *[""] * len(heads)), Role.HEADING))
            rows += [_section_row(one, rated=rated) for one in found]
    mixed = any(one.mean is None for found in figures.sections.values() for one in found)
    return Table(
        id="sections",
        title="Sections by type of organisation",
        columns=(Column("Type", figure=False), *map(Column, heads)),
        rows=tuple(rows),
        notes=(
            "Mean points: of each return over the section, then over returns. "
            + (
                f"Fully met: of all ratings of the section; of fewer than {COUNTED} ratings the number, N=."
                if rated
                else ""
            ),
            *(("No mean where scales of several lengths stand in one section.",) if mixed else ()),
        ),
    )


def _section_row(one: SectionFigures, *, rated: bool) -> Row:
    mean = NOTHING if one.mean is None else number(one.mean, 1)
    cells = [one.group or EVERYBODY, str(one.n), mean]
    exact: list[float | None] = [None, float(one.n), None if one.mean is None else float(one.mean)]
    if rated:
        few = one.rated < COUNTED
        share = one.share
        cells += [
            NOTHING if share is None else f"N={one.met}" if few else whole_per_cent(share),
            str(one.rated),
        ]
        exact += [None if share is None or few else float(100 * share), float(one.rated)]
    return Row(tuple(cells), exact=tuple(exact))


def _numbers(id_: str, title: str, found: Sequence[Compared]) -> Table:
    pairs = any(one.everybody and one.everybody.together for one in found)
    together = ("Number of", "Total", "Together %") if pairs else ()
    heads = (*QUARTILES, *map(Column, together))
    rows = []
    for one in found:
        rows.append(Row((asked_as(one.measure), *[""] * len(heads)), Role.HEADING))
        everybody = (one.everybody,) if one.everybody else ()
        rows += [_number_row(one.measure, each, pairs=pairs) for each in (*one.types, *everybody)]
    both = (
        "A number of a total: its mean and quartiles are of the shares of organisations; together, all of the one of "
        "all of the other."
    )
    return Table(
        id=id_,
        title=title,
        columns=(Column("Type", figure=False), *heads),
        rows=tuple(rows),
        notes=(both,) if pairs else (),
    )


def _number_row(measure: Measure, found: Figures, *, pairs: bool) -> Row:
    cells, exact = [*spread_cells(measure, found)], [*exact_values(measure, found, 0)]
    sums = found.together
    if pairs:
        cells += (
            [number(sums.part, 1), number(sums.whole, 1), whole_per_cent(sums.share)]
            if sums
            else [NOTHING] * 3
        )
        exact += [float(sums.part), float(sums.whole), float(100 * sums.share)] if sums else [None] * 3
    return Row((found.group or EVERYBODY, *cells), exact=tuple(exact))


def type_records(figures: TypeFigures) -> Iterator[tuple[str, ...]]:
    """A row for each section or question and type."""
    for section, found in figures.sections.items():
        for one in found:
            mean = NOTHING if one.mean is None else number(one.mean, 1)
            group = one.group or EVERYBODY
            start = (section, "", "points", "", group, str(one.n), mean)
            yield (*start, *[""] * 8, str(one.met), str(one.rated))
    for each in figures.numbers:
        question = each.measure.question
        for group in (*each.types, *((each.everybody,) if each.everybody else ())):
            named = (question.section, question.id, unit(each.measure), "", group.group or EVERYBODY)
            yield (*named, *figure_cells(each.measure, group), *[""] * 5)


def type_structure(figures: TypeFigures) -> dict[str, Any]:
    """The same, exact."""
    return {
        "sections": {
            section: [_section_structure(one) for one in found] for section, found in figures.sections.items()
        },
        "numbers": [_compared_structure(one) for one in figures.numbers],
    }


def _section_structure(one: SectionFigures) -> dict[str, Any]:
    return {
        "group": one.group or EVERYBODY,
        "n": one.n,
        "mean": None if one.mean is None else float(one.mean),
        "fully_met": one.met,
        "ratings": one.rated,
    }


def _compared_structure(one: Compared) -> dict[str, Any]:
    everybody = (one.everybody,) if one.everybody else ()
    return {
        "question": one.measure.question.id,
        "measure": unit(one.measure),
        "groups": [figures_structure(one.measure, each) for each in (*one.types, *everybody)],
    }
