"""How far the percentages of a wave can be relied on, on paper: sampling tolerances, and the differences needed.

Nothing is reckoned here: margins come from the two tables, and are printed in whole percentage points.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from s11chat.analysis.reliability import SHARES, Reliability
from s11chat.analysis.rounding import decimal, half_up
from s11chat.analysis.small_base import CAUTION, COUNTED, INDICATIVE, Reading, reading
from s11chat.analysis.tolerance import Margin
from s11chat.report.response import ResponseReport
from s11chat.report.response import notes as of_response
from s11chat.report.sheet import NOTHING, Wave, as_sheet

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


def as_text(report: ReliabilityReport, width: int | None = None) -> list[str]:
    """Lines for a terminal of that width, or for a pipe."""
    from s11chat.report.terminal import ruled, wrapped  # a table for a program needs no drawing

    found = report.reliability
    tolerances = [(_size(row.base), *_points(row.margins)) for row in found.tolerances]
    own = (NOTHING,) * (1 + len(_AT)) if found.n_eff is None else tolerances.pop(0)
    tolerances.insert(0, (f"This wave: {own[0]}", *own[1:]))
    differences = [(f"{row.first} and {row.second}", *_points(row.margins)) for row in found.differences]
    lines = wrapped(("Reliability of percentages", str(report.wave)), width)
    lines += ["", "Sampling tolerance, points up or down"]
    lines += ruled(("Effective base", *_SHARES), tolerances, (), width)
    if differences:
        lines += ["", "Difference needed between two groups, points"]
        lines += ruled(("Effective bases", *_SHARES), differences, (), width)
    return [*lines, "", *wrapped(notes(report), width)]


def as_csv(report: ReliabilityReport) -> str:
    """A row a base, this wave's own first, then a row a pair of bases; whole percentage points."""
    found = report.reliability
    rows: list[tuple[str, ...]] = [
        (_TOLERANCE, _size(row.base), "", *_points(row.margins)) for row in found.tolerances
    ]
    rows += [
        (_DIFFERENCE, str(row.first), str(row.second), *_points(row.margins)) for row in found.differences
    ]
    return as_sheet(COLUMNS, rows)


def as_json(report: ReliabilityReport) -> str:
    """Whole points as printed, and under `exact` the same before rounding; null where there is none."""
    found = report.reliability
    return json.dumps(
        {
            "wave": report.wave.id,
            "title": report.wave.title,
            "closed": report.wave.closed,
            "n": found.returns,
            "n_eff": float(found.n_eff) if found.n_eff is not None else None,
            "deff": float(found.design_effect) if found.design_effect is not None else None,
            "population": found.population,
            _TOLERANCE: [{"n": half_up(row.base), **_structure(row.margins)} for row in found.tolerances],
            _DIFFERENCE: [
                {"n1": row.first, "n2": row.second, **_structure(row.margins)} for row in found.differences
            ],
            "notes": notes(report),
        },
        ensure_ascii=False,
        indent=2,
    )


def notes(report: ReliabilityReport) -> list[str]:
    """What has to stand below the tables wherever they are shown, the base line first."""
    found = report.reliability
    base, *others = of_response(report.response)
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
