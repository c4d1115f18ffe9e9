"""How far the percentages of a wave can be relied on, on paper: sampling tolerances, and the differences needed.

Nothing is reckoned here: margins come from the two tables, and are printed in whole percentage points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from s11chat.analysis.reliability import SHARES, Reliability
from s11chat.analysis.rounding import decimal, half_up
from s11chat.analysis.small_base import CAUTION, COUNTED, INDICATIVE, Reading, reading
from s11chat.analysis.tolerance import Margin
from s11chat.report.response import ResponseReport
from s11chat.report.response import notes as of_response
from s11chat.report.sheet import NOTHING, Wave
from s11chat.report.table import Column, Records, Report, Row, Table

_AT = tuple(f"at_{half_up(100 * share)}" for share in SHARES)
COLUMNS = ("table", "n1", "n2", *_AT)
_SHARES = ("10 or 90 %", "30 or 70 %", "50 %")
_TOLERANCE, _DIFFERENCE = "tolerance", "significance"

_RULES = {
    Reading.COUNT: f"A base under {COUNTED} gives numbers, and no per cent to rely on.",
    Reading.INDICATIVE: f"A base under {INDICATIVE} is indicative: no difference is tested with it.",
    Reading.CAUTION: f"A base under {CAUTION} is to be read with caution.",
}
"""What is told of a base that is small."""


@dataclass(frozen=True)
class ReliabilityReport:
    """The two tables, and the response that they rest on."""

    response: ResponseReport
    reliability: Reliability

    @property
    def wave(self) -> Wave:
        """The wave that the report is of."""
        return self.response.wave


def report(figures: ReliabilityReport) -> Report:
    """Tolerances, this wave's own base first, and differences needed for pairs of bases; whole percentage points.

    In JSON the same before rounding stands under `exact`.
    """
    found = figures.reliability
    base, *others = notes(figures)
    return Report(
        name="reliability",
        title="Reliability of percentages",
        wave=figures.wave,
        tables=tuple(_tables(found)),
        records=Records(COLUMNS, tuple(_records(found))),
        structure={
            "n": found.returns,
            "n_eff": float(found.n_eff) if found.n_eff is not None else None,
            "deff": float(found.design_effect) if found.design_effect is not None else None,
            "population": found.population,
            _TOLERANCE: [{"n": half_up(row.base), **_structure(row.margins)} for row in found.tolerances],
            _DIFFERENCE: [
                {"n1": row.first, "n2": row.second, **_structure(row.margins)} for row in found.differences
            ],
        },
        base=base,
        notes=tuple(others),
    )


def _tables(found: Reliability) -> Iterator[Table]:
    tolerances = [(_size(row.base), row.margins) for row in found.tolerances]
    own = _row(f"This wave: {NOTHING}", ())
    if found.n_eff is not None:
        size, margins = tolerances.pop(0)
        own = _row(f"This wave: {size}", margins)
    yield Table(
        id=_TOLERANCE,
        title="Sampling tolerance, points up or down",
        columns=(Column("Effective base", figure=False), *map(Column, _SHARES)),
        rows=(own, *(_row(size, margins) for size, margins in tolerances)),
    )
    if found.differences:
        yield Table(
            id=_DIFFERENCE,
            title="Difference needed between two groups, points",
            columns=(Column("Effective bases", figure=False), *map(Column, _SHARES)),
            rows=tuple(_row(f"{row.first} and {row.second}", row.margins) for row in found.differences),
        )


def _row(name: str, margins: Sequence[Margin]) -> Row:
    points = _points(margins) or (NOTHING,) * len(_AT)
    return Row((name, *points), exact=(None, *(margin.exact for margin in margins)) if margins else ())


def _records(found: Reliability) -> Iterator[tuple[str, ...]]:
    for row in found.tolerances:
        yield _TOLERANCE, _size(row.base), "", *_points(row.margins)
    for pair in found.differences:
        yield _DIFFERENCE, str(pair.first), str(pair.second), *_points(pair.margins)


def notes(figures: ReliabilityReport) -> list[str]:
    """What has to stand below the tables wherever they are shown, the base line first."""
    found = figures.reliability
    base, *others = of_response(figures.response)
    told = [base]
    if found.design_effect is not None:
        told.append(f"Design effect {decimal(found.design_effect, 4)}, returns to effective sample size.")
    if (rule := _RULES.get(reading(found.returns))) is not None:
        told.append(rule)
    return [
        *told,
        f"At 95 %, corrected for a population of N = {found.population}: 1.96 times the root of "
        "p(1-p)/n*(N-n)/(N-1), and for two groups, which must not overlap, of two of these added. Bases of more "
        "organisations than there are have no row.",
        *others,
    ]


def _size(base: Fraction) -> str:
    return str(half_up(base))


def _points(margins: Iterable[Margin]) -> tuple[str, ...]:
    return tuple(str(margin.points) for margin in margins)


def _structure(margins: Sequence[Margin]) -> dict[str, Any]:
    return {
        **{name: margin.points for name, margin in zip(_AT, margins, strict=True)},
        "exact": {name: margin.exact for name, margin in zip(_AT, margins, strict=True)},
    }
