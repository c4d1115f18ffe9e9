"""How what organisations are compared by is told: points, numbers, and numbers of a total, with their quartiles."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from s11chat.analysis.benchmark import Figures, Measure
from s11chat.analysis.spread import Spread
from s11chat.report.base import number, wording
from s11chat.report.sheet import NOTHING
from s11chat.report.table import Column

EVERYBODY = "All"
QUARTILES = (
    Column("n"),
    Column("Mean"),
    *(Column(head, over="Quartiles") for head in ("Lower", "Median", "Upper")),
)


def asked_as(measure: Measure) -> str:
    """The question by its id and words, with the total that it is a number of."""
    return f"{measure.question.id} {wording(measure.question)}"


def told(measure: Measure, value: Fraction) -> str:
    """A value as it is printed: points, a number, or a per cent of a total."""
    if measure.whole is not None:
        return f"{number(100 * value, 1)} %"
    return number(value, 1 if measure.scored else max(measure.question.decimals, 1))


def _values(found: Spread) -> tuple[Fraction, ...]:
    return found.mean, found.lower_quartile, found.median, found.upper_quartile


def spread_cells(measure: Measure, found: Figures) -> tuple[str, ...]:
    """How many, the mean and the quartiles, as printed."""
    return (str(found.n), *(told(measure, one) for one in _values(found.spread)))


def exact_values(measure: Measure, found: Figures, more: int) -> tuple[float | None, ...]:
    """The same as numbers, with nothing for the name before and for so many cells after."""
    scale = 100 if measure.whole is not None else 1
    return (None, float(found.n), *(float(scale * one) for one in _values(found.spread)), *[None] * more)


def unit(measure: Measure) -> str:
    """What the figures of a measure are in, for a program."""
    return "points" if measure.scored else "percent" if measure.whole is not None else "number"


def bare(measure: Measure, value: Fraction | None) -> str:
    """A value without its sign of per cent."""
    return NOTHING if value is None else told(measure, value).removesuffix(" %")


def figure_cells(measure: Measure, found: Figures) -> tuple[str, ...]:
    """What a row of data holds of a group."""
    sums = found.together
    pair = (number(sums.part, 2), number(sums.whole, 2)) if sums else (NOTHING, NOTHING)
    return (str(found.n), *(bare(measure, one) for one in _values(found.spread)), *pair)


def figures_structure(measure: Measure, found: Figures) -> dict[str, Any]:
    """The same, exact."""
    _, n, *values = exact_values(measure, found, 0)
    sums = found.together
    return {
        "group": found.group or EVERYBODY,
        "n": n,
        **dict(zip(("mean", "lower_quartile", "median", "upper_quartile"), values, strict=True)),
        "part": float(sums.part) if sums else None,
        "whole": float(sums.whole) if sums else None,
    }
