"""Benchmarks on paper: one organisation beside its type and all, or the types of a wave beside each other.

Nothing is reckoned here. No other organisation is named, and a group of few is not told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from s11chat.analysis.benchmark import FEW, RANKED, Beside, Standing
from s11chat.analysis.reply import Reply
from s11chat.analysis.spread import Spread
from s11chat.dialog.model import Dialog
from s11chat.engine.answer import NO_ANSWER_WORDS, in_words
from s11chat.language.harmless import one_line
from s11chat.language.plural import number_of
from s11chat.report.by_type import TypeFigures, type_records, type_structure, type_tables
from s11chat.report.measured import (
    QUARTILES,
    asked_as,
    bare,
    exact_values,
    figure_cells,
    figures_structure,
    spread_cells,
    told,
    unit,
)
from s11chat.report.sheet import NOTHING, Wave
from s11chat.report.style import WITHHELD
from s11chat.report.table import Column, Records, Report, Role, Row, Table

COLUMNS = (
    *("section", "question", "measure", "own", "group", "n", "mean", "lower_quartile", "median"),
    *("upper_quartile", "part", "whole", "stands", "place", "tied", "fully_met", "ratings"),
)
"""`measure` says what the figures are in: points, number, or percent; `part` and `whole` are added up over the group."""


@dataclass(frozen=True)
class Mine:
    """One organisation and where it stands."""

    dialog: Dialog
    reply: Reply
    standings: tuple[Standing, ...]
    """Of every question put to it that can be compared, in the order of the dialog."""
    groups: tuple[str, ...]
    counted: bool
    """Whether its own return is among those that are compared."""
    silent: int = 0
    """Questions left out, since neither it nor enough others answered them."""


@dataclass(frozen=True)
class BenchmarkFigures:
    """The benchmarks of a wave, or of one organisation in it."""

    wave: Wave
    returns: int
    """Those that are compared."""
    of: Mine | TypeFigures


def report(figures: BenchmarkFigures) -> Report:
    """The report."""
    of = figures.of
    if isinstance(of, Mine):
        whose, tables = f"{one_line(of.reply.name)} beside others", tuple(_standings(of))
        rows, structure = tuple(_records(of)), _structure(of)
    else:
        whose, tables = "types of organisation beside each other", tuple(type_tables(of))
        rows, structure = tuple(type_records(of)), type_structure(of)
    return Report(
        name="benchmark",
        title=f"Benchmark: {whose}",
        wave=figures.wave,
        tables=tables,
        records=Records(COLUMNS, rows),
        structure={"returns": figures.returns, "weighted": False, **structure},
        notes=tuple(_notes(of)),
        base=f"Base: {figures.returns} returns, unweighted; n are those of them with a figure.",
    )


def _notes(of: Mine | TypeFigures) -> Iterator[str]:
    yield (
        "Nothing is weighted: every organisation counts once. A quartile that falls between two is half way between."
    )
    if isinstance(of, TypeFigures):
        yield f"Types with fewer than {FEW} figures are told together, so that nobody can be recognised."
        return
    yield (
        f"A group is told where at least {FEW} others in it have a figure, and at least {FEW} more than in the one "
        "before it, so that nobody's figure can be worked out. Groups hold this organisation too, where its return "
        "counts; no other is named."
    )
    yield (
        f"Ranks run from the highest, those that share one told beside it, and are given among {RANKED} or more; a high "
        "number need not be a good one."
    )
    if of.silent:
        yield f"Left out, since neither it nor enough others have a figure: {number_of(of.silent, 'question')}."
    if not of.counted:
        yield "Its return is not complete and counts in no group: it is set beside the others as it stands."


def _standings(mine: Mine) -> Iterator[Table]:
    for section in mine.dialog.sections:
        found = [one for one in mine.standings if one.measure.question.section == section.section]
        if found:
            yield Table(
                id=f"section-{section.section}",
                title=f"{section.section} {one_line(section.title)}",
                columns=(
                    Column("Beside", figure=False),
                    *QUARTILES,
                    Column("It stands", figure=False),
                    Column("Rank"),
                    Column("Shared by"),
                ),
                rows=tuple(row for one in found for row in _standing_rows(one, mine.reply)),
            )


def _standing_rows(one: Standing, reply: Reply) -> Iterator[Row]:
    name = f"{asked_as(one.measure)} Its own: {_own(one, reply)}"
    yield Row((name, *[""] * 8), Role.HEADING)
    for beside in one.beside:
        yield _beside_row(one, beside)


def _own(one: Standing, reply: Reply) -> str:
    """What it said, and what that scores or comes to."""
    question = one.measure.question
    answer = reply.answers.get(question.id)
    said = one_line(in_words(question, answer)) if answer is not None else ""
    if one.own is None:
        kind = reply.said[question.id]
        return said or (NO_ANSWER_WORDS[kind] if not isinstance(kind, frozenset) else NOTHING)
    worth = told(one.measure, one.own)
    if one.measure.scored:
        return f"{said}, {worth} points" if said else f"{worth} points"
    return f"{said}, {worth}" if one.measure.whole is not None and said else said or worth


def _beside_row(one: Standing, beside: Beside) -> Row:
    found, place = beside.figures, beside.place
    if found is None:
        return Row((beside.group, *[WITHHELD] * len(QUARTILES), "", WITHHELD, WITHHELD))
    rank = (str(place.place), str(place.tied)) if place else (NOTHING, NOTHING)
    cells = spread_cells(one.measure, found)
    return Row(
        (beside.group, *cells, stands(one.own, found.spread), *rank),
        exact=exact_values(one.measure, found, 3),
    )


def stands(own: Fraction | None, found: Spread) -> str:
    """Where a value lies among the quartiles of a group, in words; empty without one."""
    if own is None:
        return ""
    if own > found.upper_quartile:
        return "upper quarter"
    if own < found.lower_quartile:
        return "lower quarter"
    if own == found.median:
        return "at median"
    return "above median" if own > found.median else "below median"


def _records(mine: Mine) -> Iterator[tuple[str, ...]]:
    for one in mine.standings:
        question = one.measure.question
        start = (question.section, question.id, unit(one.measure), bare(one.measure, one.own))
        for beside in one.beside:
            if beside.figures is None:
                yield (*start, beside.group, *[WITHHELD] * 7, "", WITHHELD, WITHHELD, "", "")
                continue
            place = beside.place
            ranks = (str(place.place), str(place.tied)) if place else (NOTHING, NOTHING)
            where = stands(one.own, beside.figures.spread)
            yield (*start, beside.group, *figure_cells(one.measure, beside.figures), where, *ranks, "", "")


def _structure(mine: Mine) -> dict[str, Any]:
    return {
        "ref": mine.reply.ref,
        "organisation": mine.reply.name,
        "counted": mine.counted,
        "groups": list(mine.groups),
        "questions": [_standing_structure(one) for one in mine.standings],
    }


def _standing_structure(one: Standing) -> dict[str, Any]:
    scale = 100 if one.measure.whole is not None else 1
    return {
        "question": one.measure.question.id,
        "measure": unit(one.measure),
        "own": None if one.own is None else float(scale * one.own),
        "beside": [
            {"group": beside.group, "withheld": True}
            if beside.figures is None
            else {
                **figures_structure(one.measure, beside.figures),
                "stands": stands(one.own, beside.figures.spread),
                "place": beside.place.place if beside.place else None,
                "tied": beside.place.tied if beside.place else None,
            }
            for beside in one.beside
        ],
    }
