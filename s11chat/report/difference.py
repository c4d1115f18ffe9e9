"""One difference between two groups on paper, in words and in every figure that its test rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from s11chat.analysis.difference import EXPECTED, Difference, Untested
from s11chat.analysis.estimate import Estimate
from s11chat.analysis.rounding import decimal, per_cent
from s11chat.analysis.small_base import Reading, printed, reading
from s11chat.dialog.question import Question
from s11chat.report import tested
from s11chat.report.base import small_base, wording
from s11chat.report.sheet import NOTHING, Wave
from s11chat.report.table import Column, Records, Report, Row, Table

COLUMNS = (
    *("item", "option", "label", "first", "second", "first_percent", "second_percent", "points"),
    *("first_base", "second_base", "first_weighted", "second_weighted", "first_n_eff", "second_n_eff"),
    *("form", "variance", "confidence", "pooled_percent", "standard_error", "z", "p", "significant"),
)

_ROUGH = f"Fewer than {EXPECTED} who gave the answer, or did not, are to be expected in one of the groups: z and p are rough."


@dataclass(frozen=True)
class DifferenceReport:
    """One answer, or several together, in two groups."""

    wave: Wave
    question: Question
    codes: tuple[str, ...]
    label: str
    """The answers meant, in words."""
    names: tuple[str, str]
    """Of the groups."""
    difference: Difference
    chosen: str = ""
    """Which returns are meant at all, in words; empty for all."""


def report(figures: DifferenceReport) -> Report:
    """The sentence, the groups and the test."""
    found = figures.difference
    over = tested.overlap_said(found.form, *figures.names) if found.untested is None else ""
    rough = _ROUGH if found.rough else ""
    only = f"Only returns with {figures.chosen}." if figures.chosen else ""
    return Report(
        name="test",
        title=f"{figures.question.id} {figures.label}",
        wave=figures.wave,
        tables=(_groups(figures), _test(found)),
        records=Records(COLUMNS, (_record(figures),)),
        structure={
            "item": figures.question.id,
            "options": list(figures.codes),
            "label": figures.label,
            "groups": list(figures.names),
            "sentence": sentence(figures),
            "test": tested.structure(found),
        },
        notes=tuple(filter(None, (only, rough, over, tested.method_said(found.method)))),
    )


def sentence(figures: DifferenceReport) -> str:
    """What the test comes to."""
    found = figures.difference
    if found.gap is None or found.untested is Untested.EMPTY:
        return f"There is nothing to compare: {tested.WHY_NOT[Untested.EMPTY]}."
    shares = ", ".join(
        f"{name} {_share(one)}" for name, one in zip(figures.names, (found.first, found.second), strict=True)
    )
    if found.untested is not None:
        return f"{shares}. It is not tested: {tested.WHY_NOT[found.untested]}."
    gap = tested.points(found).lstrip("+-")
    there = "point" if gap == "1" else "points"
    more = "more than chance leaves room for" if found.significant else "no more than chance may make"
    chance = f"p < {p[1:]}" if (p := tested.p(found)).startswith("<") else f"p = {p}"
    return f"{shares}: {gap} {there} apart, {more} (z = {tested.z(found)}, {chance})."


def _share(estimate: Estimate) -> str:
    """It as printed, with its sign unless it is a number."""
    number = reading(estimate.base.unweighted) is Reading.COUNT
    return printed(estimate) if number else f"{printed(estimate)} %"


def _groups(figures: DifferenceReport) -> Table:
    found = figures.difference
    both = (found.first, found.second)
    return Table(
        id="groups",
        title=wording(figures.question),
        columns=(Column("Group", figure=False), *map(Column, ("%", "Base", "Weighted", "Effective"))),
        rows=tuple(
            Row(
                (
                    name,
                    printed(one),
                    str(one.base.unweighted),
                    decimal(one.base.weighted, 1),
                    decimal(one.base.n_eff, 1) if one.base.n_eff is not None else NOTHING,
                ),
                exact=(
                    None,
                    None if one.share is None else float(100 * one.share),
                    float(one.base.unweighted),
                    float(one.base.weighted),
                    float(one.base.n_eff) if one.base.n_eff is not None else None,
                ),
            )
            for name, one in zip(figures.names, both, strict=True)
        ),
        base="Base: complete returns of each group that were asked and answered, unweighted and weighted, and their "
        "effective size.",
        notes=(sentence(figures), *small_base(one.base for one in both)),
    )


def _test(found: Difference) -> Table:
    return Table(
        id="test",
        title="The test",
        columns=(Column("Figure", figure=False), Column("Value")),
        rows=tuple(Row(pair) for pair in _values(found)),
    )


def _values(found: Difference) -> Iterator[tuple[str, str]]:
    yield "Difference, points", tested.exact_points(found)
    yield "The groups", found.form.value
    yield "Variance used", found.method.variance.value
    yield "Share of both together, %", NOTHING if found.pooled is None else per_cent(found.pooled)
    error = found.standard_error
    yield "Standard error, points", NOTHING if error is None else f"{100 * error:.3f}"
    yield "z", NOTHING if found.z is None else f"{found.z:.3f}"
    yield f"z needed at {found.method.confidence} %", decimal(found.method.deviate, 3)
    yield "p", NOTHING if found.p is None else f"{found.p:.3g}"
    yield "Significant", tested.verdict(found)


def _record(figures: DifferenceReport) -> tuple[str, ...]:
    found = figures.difference
    both = (found.first, found.second)
    return (
        *(figures.question.id, ";".join(figures.codes), figures.label, *figures.names),
        *map(printed, both),
        tested.exact_points(found),
        *(str(one.base.unweighted) for one in both),
        *(decimal(one.base.weighted, 2) for one in both),
        *(NOTHING if one.base.n_eff is None else decimal(one.base.n_eff, 2) for one in both),
        *(found.form.value, found.method.variance.value, str(found.method.confidence)),
        NOTHING if found.pooled is None else per_cent(found.pooled),
        NOTHING if found.standard_error is None else f"{100 * found.standard_error:.4f}",
        *(NOTHING if one is None else f"{one:.6g}" for one in (found.z, found.p)),
        tested.verdict(found),
    )
