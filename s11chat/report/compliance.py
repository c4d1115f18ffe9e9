"""Compliance on paper: per cohort and commissioner how far each standard is met, and scores where a dialog has them.

Nothing is reckoned here: figures come counted, and are rounded as the house prints them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from s11chat.analysis.cohort import CohortReturn
from s11chat.analysis.compliance import (
    ColumnOf,
    Level,
    Measure,
    Scale,
    StandardLevel,
    Threshold,
    Way,
)
from s11chat.analysis.rounding import UNKNOWN, half_up, whole_per_cent
from s11chat.analysis.small_base import COUNTED
from s11chat.dialog.model import Dialog
from s11chat.language.harmless import one_line
from s11chat.language.plural import number_of
from s11chat.report.score import (
    TITLE,
    Scores,
    score_records,
    score_table,
    standard_told,
    structure,
    yes_or_no,
)
from s11chat.report.sheet import NOTHING, Wave
from s11chat.report.table import Chart, Column, Records, Report, Role, Row, Table

COLUMNS = (
    "cohort",
    "standard",
    "not_met",
    "partly_met",
    "fully_met",
    "not_answered",
    "not_applicable",
    "base",
)
WAYS = {
    Way.NOT_ANSWERED: "Not applicable counts as not answered, as the audit of 2011 was published; with "
    "--not-applicable left-out it leaves what percentages are of.",
    Way.APART: "Not applicable stands in a column of its own, and in what all percentages are of.",
    Way.LEFT_OUT: "Not applicable is left out of what percentages are of; its own column is of all returns that were "
    "asked.",
    Way.RATED: "Not applicable and not answered are left out of what percentages are of; their own columns are of all "
    "returns that were asked.",
}
_SHORT = 32
"""Characters of a standard in a terminal."""
_LEVELS = {Level.NOT_MET: "not met", Level.PARTLY_MET: "partly met", Level.FULLY_MET: "fully met"}


@dataclass(frozen=True)
class ComplianceFigures:
    """The compliance of a wave."""

    wave: Wave
    dialog: Dialog
    scales: tuple[Scale, ...]
    columns: tuple[ColumnOf, ...]
    way: Way
    cohorts: tuple[CohortReturn, ...]
    thresholds: tuple[Threshold, ...]
    bodies: Mapping[str, str]
    """The names of commissioners, by what the frame calls them."""
    shared: tuple[str, ...]
    """The organisations that several bodies commission."""
    unfinished: int
    """Returns that are counted and not complete."""
    begun: int
    """Returns that hold something, and are left out."""
    absent: int
    """Eligible organisations that gave nothing."""
    scores: Scores
    """Empty where it says nothing about scoring."""
    scores_alone: bool = False
    """Whether scores alone are wanted, and no cohorts."""


def report(figures: ComplianceFigures) -> Report:
    """The report."""
    scores_alone = figures.scores_alone
    tables = () if scores_alone else tuple(_tables(figures))
    scoring = figures.dialog.scoring
    if scoring is not None and figures.scores:
        tables += (score_table(scoring, figures.scores, returns_of(figures)),)
    return Report(
        name="compliance",
        title=TITLE if scores_alone else "Compliance with the standards",
        wave=figures.wave,
        tables=tables,
        records=score_records(scoring, figures.scores) if scores_alone and scoring else _records(figures),
        structure=_structure(figures),
        notes=tuple(_notes(figures)),
        base=_base(figures),
    )


def _tables(figures: ComplianceFigures) -> Iterator[Table]:
    yield _returns(figures)
    if len(figures.columns) > 1:
        yield _overview(figures)
    for column in figures.columns:
        yield _table(figures, column)
    if figures.columns:
        yield _standards(figures)


def _returns(figures: ComplianceFigures) -> Table:
    """How many of each cohort were asked, and gave a return."""
    rows = tuple(
        Row(
            (
                cohort_name(figures, one.cohort),
                UNKNOWN if one.invited is None else str(one.invited),
                str(one.returns),
                whole_per_cent(one.rate),
            ),
            exact=(None, one.invited, one.returns, None if one.rate is None else float(100 * one.rate)),
        )
        for one in figures.cohorts
    )
    return Table(
        id="returns",
        title="Returns by cohort",
        columns=(Column("Cohort", figure=False), Column("Asked"), Column("Returns"), Column("Rate %")),
        rows=rows,
        base="Base: organisations that were asked: the number given for the wave, else the cases of its frame.",
    )


def _standards(figures: ComplianceFigures) -> Table:
    """What the standards say, for whoever reads the figures without the instrument."""
    asked = {row.standard for column in figures.columns for row in column.standards}
    rows = tuple(
        Row((one.question.id, one_line(one.question.say.respondent)))
        for one in figures.scales
        if one.question.id in asked
    )
    columns = (Column("Standard", figure=False), Column("As it was put", figure=False))
    return Table(id="wording", title="The standards", columns=columns, rows=rows)


def _overview(figures: ComplianceFigures) -> Table:
    """The share fully met in every column, side by side."""
    rows = [{row.standard: row for row in column.standards} for column in figures.columns]
    returns = [str(column.returns) for column in figures.columns]
    lines = [Row(("Returns", *returns), Role.BASE)]
    for scale in figures.scales:
        found = [column.get(scale.question.id) for column in rows]
        if any(found):
            shares = [row.share(Level.FULLY_MET, figures.way) if row else None for row in found]
            exact = (None, *(None if one is None else float(100 * one) for one in shares))
            lines.append(Row((scale.question.id, *map(_printed, shares)), exact=exact))
    heads = (
        Column(
            one_line(one.commissioner or one.cohort).replace("_", " "),
            over="Commissioned by" if one.commissioner else "",
        )
        for one in figures.columns
    )
    return Table(
        id="fully-met",
        title="Fully met, per cent",
        columns=(Column("Standard", figure=False), *heads),
        rows=tuple(lines),
        base="Base: returns that the standard was put to, unweighted; no figure where it was put to nobody.",
    )


def _table(figures: ComplianceFigures, column: ColumnOf) -> Table:
    heads = ["Not met", "Partly", "Fully", "No answer"]
    heads += ["N/A"] if figures.way is not Way.NOT_ANSWERED else []
    heads += ["Base"]
    heads += map(_threshold_head, figures.thresholds)
    name, small = name_of(figures, column), column.returns < COUNTED
    said = f"{number_of(column.returns, 'return')}, unweighted; an audit asks everybody it concerns."
    return Table(
        id=column.key.replace(":", "-"),
        title=name,
        columns=(Column("Standard", figure=False, short=_SHORT), *map(Column, heads)),
        rows=tuple(_rows(figures, column)),
        base=f"Per cent. Base: returns that the standard was put to, of {said}",
        notes=(f"The base is under {COUNTED}: one return is {_one_of(column.returns)} % or more.",)
        if small
        else (),
        chart=Chart(3),
    )


def _one_of(returns: int) -> int:
    return half_up(Fraction(100, returns))


def _rows(figures: ComplianceFigures, column: ColumnOf) -> Iterator[Row]:
    """The standards under the titles of their sections."""
    scales = {one.question.id: one for one in figures.scales}
    titles = {one.section: one.title for one in figures.dialog.sections}
    section, width = "", 5 + (figures.way is not Way.NOT_ANSWERED) + len(figures.thresholds)
    for row in column.standards:
        question = scales[row.standard].question
        if question.section != section:
            section = question.section
            yield Row((f"{section} {titles.get(section, '')}".strip(), *[""] * width), Role.HEADING)
        yield _row(figures, row, standard_told(scales[row.standard]))


def _row(figures: ComplianceFigures, row: StandardLevel, name: str) -> Row:
    way = figures.way
    shares = [*(row.share(level, way) for level in Level), row.unanswered(way)]
    shares += [row.inapplicable(way)] if way is not Way.NOT_ANSWERED else []
    told = [*map(_printed, shares), str(row.base(way))]
    exact: list[float | None] = [None, *(None if one is None else float(100 * one) for one in shares)]
    exact.append(float(row.base(way)))
    for threshold in figures.thresholds:
        told.append(yes_or_no(row.reaches(threshold, way)))
        exact.append(None)
    return Row((name, *told), exact=tuple(exact))


def name_of(figures: ComplianceFigures, column: ColumnOf) -> str:
    """What a column is called."""
    said = cohort_name(figures, column.cohort)
    if not column.commissioner:
        return said
    return f"{said}, commissioned by {one_line(figures.bodies.get(column.commissioner, column.commissioner))}"


def cohort_name(figures: ComplianceFigures, cohort: str) -> str:
    """What a cohort is called: as its only type is, else by its own name."""
    kinds = [one for one in figures.dialog.organisations if cohort in (one.cohort, one.group)]
    return kinds[0].say if len(kinds) == 1 else cohort.replace("_", " ").capitalize()


def _printed(share: Fraction | None) -> str:
    return NOTHING if share is None else whole_per_cent(share)


def _threshold_head(threshold: Threshold) -> str:
    of = "Fully" if threshold.of is Measure.SHARE else "Mean"
    return f"{of} {float(threshold.value):g}+"


def _records(figures: ComplianceFigures) -> Records:
    way = figures.way
    rows = (
        (
            column.key,
            row.standard,
            *(_printed(row.share(level, way)) for level in Level),
            _printed(row.unanswered(way)),
            _printed(row.inapplicable(way)),
            str(row.base(way)),
        )
        for column in figures.columns
        for row in column.standards
    )
    return Records(COLUMNS, tuple(rows))


def _structure(figures: ComplianceFigures) -> Mapping[str, Any]:
    return {
        "not_applicable": figures.way.value,
        "thresholds": [{"of": one.of.value, "value": float(one.value)} for one in figures.thresholds],
        "cohorts": [
            {
                "cohort": one.cohort,
                "invited": one.invited,
                "returns": one.returns,
                "rate": None if one.rate is None else float(100 * one.rate),
                "rate_printed": whole_per_cent(one.rate),
            }
            for one in figures.cohorts
        ],
        "columns": [
            {
                "cohort": column.cohort,
                "commissioner": column.commissioner or None,
                "name": name_of(figures, column),
                "returns": column.returns,
                "standards": [_told(figures, row) for row in column.standards],
            }
            for column in figures.columns
        ],
        "scores": structure(figures.scores),
    }


def _told(figures: ComplianceFigures, row: StandardLevel) -> Mapping[str, Any]:
    way = figures.way
    shares = {level.value: row.share(level, way) for level in Level}
    shares |= {"not_answered": row.unanswered(way), "not_applicable": row.inapplicable(way)}
    return {
        "standard": row.standard,
        "counts": {level.value: row.counts[level] for level in Level},
        "without": {kind.value: times for kind, times in row.without.items()},
        "base": row.base(way),
        "percent": {name: None if one is None else float(100 * one) for name, one in shares.items()},
        "percent_printed": {name: _printed(one) for name, one in shares.items()},
        "mean": None if row.mean is None else float(row.mean),
        "reaches": {one.of.value: row.reaches(one, way) for one in figures.thresholds},
    }


def returns_of(figures: ComplianceFigures) -> int:
    """Returns that are counted."""
    return sum(one.returns for one in figures.columns if not one.commissioner)


def _base(figures: ComplianceFigures) -> str:
    returns = returns_of(figures)
    others = number_of(figures.absent, "eligible organisation")
    return f"Base: {number_of(returns, 'return')}, unweighted, each counted once; {others} gave none."


def _notes(figures: ComplianceFigures) -> Iterator[str]:
    if not figures.scores_alone:
        yield WAYS[figures.way]
        yield from _scale_notes(figures.scales)
        if bodies := {one.commissioner for one in figures.columns if one.commissioner}:
            yield from _commissioner_notes(figures, sorted(figures.bodies[body] for body in bodies))
    if figures.unfinished:
        yield (
            f"Not complete in all that was asked: {figures.unfinished} of them. They count because they came in with a "
            "file, because every standard in them is rated or declined, or because --begun was said."
        )
    if figures.begun:
        yield f"{number_of(figures.begun, 'begun return')} left out: --begun counts what they hold."
    for one in () if figures.scores_alone else figures.thresholds:
        of = (
            "the share fully met" if one.of is Measure.SHARE else "the mean of the points of those that rated"
        )
        yield f"{_threshold_head(one)}: whether {of}, before rounding, is {float(one.value):g} or more."


def _scale_notes(scales: Sequence[Scale]) -> Iterator[str]:
    """What the levels stand for, where the scale does not say so itself."""
    told = []
    for scale in scales:
        if not all(code == level for code, level in scale.levels.items()):
            steps = [(level, scale.question.option(code)) for code, level in scale.levels.items()]
            by_level = (
                f"{_LEVELS[level]}: {', '.join(option.say for one, option in steps if one is level and option)}"
                for level in Level
            )
            told.append("; ".join(by_level))
    yield from (f"{one[0].upper()}{one[1:]}." for one in dict.fromkeys(told))


def _commissioner_notes(figures: ComplianceFigures, bodies: Sequence[str]) -> Iterator[str]:
    yield (
        f"Commissioners: {', '.join(bodies)}. An organisation that several of them commission counts once in the "
        "table of each, and once in that of its cohort."
    )
    if figures.shared:
        yield f"Commissioned by several: {', '.join(map(one_line, figures.shared))}."
