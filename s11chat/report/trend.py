"""The course of answers from wave to wave on paper: per cents side by side, and the last change with its test."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from s11chat.analysis.difference import Method
from s11chat.analysis.over_time import Change, Course
from s11chat.analysis.rounding import decimal
from s11chat.analysis.small_base import printed
from s11chat.report import tested
from s11chat.report.base import base_line, share_structure, small_base, wording
from s11chat.report.sheet import NOTHING, Wave
from s11chat.report.table import Column, Records, Report, Role, Row, Table

COLUMNS = (
    *("question", "label", "wave", "asked_as", "option", "percent", "percent_printed"),
    *("base_unweighted", "base_weighted", "n_eff", "points", "z", "p", "significant"),
)
_CHANGED = {**dict.fromkeys(tested.VERDICTS, ""), "higher": "up", "lower": "down"}


@dataclass(frozen=True)
class TrendReport:
    """The questions of a wave that were asked before."""

    wave: Wave
    waves: tuple[str, ...]
    """All that are compared, the earliest first; the last is the wave itself."""
    courses: tuple[Course, ...]
    again: int
    """Organisations with a complete return in the last wave and in the one before."""
    method: Method


def report(figures: TrendReport) -> Report:
    """A table a question; as data, a row for each answer in each wave."""
    return Report(
        name="trend",
        title=f"Answers from wave to wave: {', '.join(figures.waves)}",
        wave=figures.wave,
        tables=tuple(_table(figures, one) for one in figures.courses),
        records=Records(COLUMNS, tuple(row for one in figures.courses for row in _records(one))),
        structure={
            "waves": list(figures.waves),
            "in_both": figures.again,
            "questions": [_structure(one) for one in figures.courses],
        },
        notes=tuple(_notes(figures)),
    )


def _notes(figures: TrendReport) -> Iterator[str]:
    if not figures.courses:
        yield "No question of this wave was asked in another: there is nothing to compare."
        return
    yield (
        "Points: the last wave less the one before, from exact shares; up or down where that is more than chance. "
        "Each wave has its own weights and population."
    )
    yield (
        f"{figures.again} organisations, by their ref, gave a complete return in {' and in '.join(figures.waves[-2:])}. The test takes the waves as "
        "samples of their own, so that it finds fewer changes than there are where the same answer again."
    )
    yield tested.method_said(figures.method)


def _table(figures: TrendReport, one: Course) -> Table:
    names = [then.wave for then in one.times]
    bases = [then.base for then in one.times]
    return Table(
        id=one.times[-1].question.id,
        title=f"{one.times[-1].question.id}. {wording(one.times[-1].question)}",
        columns=(
            Column("Answer", figure=False),
            *(Column(f"{name} %", over="Wave") for name in names),
            *(Column(head, over="Last change") for head in ("Points", "p", "Changed")),
        ),
        rows=(
            Row(("Base, unweighted", *(str(base.unweighted) for base in bases), "", "", ""), Role.BASE),
            Row(
                (
                    "Effective sample size",
                    *(NOTHING if base.n_eff is None else decimal(base.n_eff, 1) for base in bases),
                    *("", "", ""),
                ),
                Role.BASE,
            ),
            *map(_row, one.changes),
        ),
        base=base_line(bases[-1], f"all who answered in {names[-1]}"),
        notes=(*_table_notes(one), *small_base(bases)),
    )


def _table_notes(one: Course) -> Iterator[str]:
    for then in one.times[:-1]:
        if then.question.id != one.times[-1].question.id:
            yield f"In {then.wave} it was {then.question.id}: {wording(then.question)}"
    for broken in one.broken:
        yield f"No straight comparison between {broken.earlier} and {broken.later}: {broken.why}."
    if one.rescaled:
        yield "The answers are not called the same in the last two waves: no change is reckoned."


def _row(change: Change) -> Row:
    shares = (NOTHING if share is None else printed(share) for share in change.shares)
    exact = (None if one is None or one.share is None else float(100 * one.share) for one in change.shares)
    last = change.last
    told = (tested.points(last), tested.p(last), _CHANGED[tested.verdict(last)]) if last else (NOTHING,) * 3
    return Row((change.label, *shares, *told), exact=(None, *exact, None, None, None))


def _records(one: Course) -> Iterator[tuple[str, ...]]:
    for change in one.changes:
        for place, (then, share) in enumerate(zip(one.times, change.shares, strict=True)):
            last = change.last if place == len(one.times) - 1 else None
            yield (
                one.times[-1].question.id,
                change.label,
                then.wave,
                then.question.id,
                change.codes[place],
                NOTHING if share is None or share.share is None else decimal(100 * share.share, 1),
                NOTHING if share is None else printed(share),
                str(then.base.unweighted),
                decimal(then.base.weighted, 1),
                NOTHING if then.base.n_eff is None else decimal(then.base.n_eff, 1),
                *((tested.exact_points(last), tested.z(last), tested.p(last)) if last else (NOTHING,) * 3),
                tested.verdict(last) if last else NOTHING,
            )


def _structure(one: Course) -> dict[str, Any]:
    return {
        "question": one.times[-1].question.id,
        "text": wording(one.times[-1].question),
        "same_scale": not one.rescaled,
        "breaks": [{"earlier": b.earlier, "later": b.later, "why": b.why} for b in one.broken],
        "answers": [
            {
                "label": change.label,
                "waves": [
                    {"wave": then.wave, "question": then.question.id, "option": code}
                    | ({} if share is None else share_structure(share))
                    for then, code, share in zip(one.times, change.codes, change.shares, strict=True)
                ],
                "change": tested.structure(change.last) if change.last else None,
            }
            for change in one.changes
        ],
    }
