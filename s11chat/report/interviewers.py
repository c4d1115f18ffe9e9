"""The interviewers of a wave on paper: what their calls came to, and the time it took. Nothing is reckoned here."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from s11chat.analysis.interviewer import InterviewerRow, InterviewerTable
from s11chat.analysis.rounding import decimal
from s11chat.report.sheet import NOTHING, Wave
from s11chat.report.table import Column, Records, Report, Role, Row, Table

COLUMNS = (
    "interviewer",
    "calls",
    "contacts",
    "completes",
    "refusals",
    "break_offs",
    "uncoded",
    "hours",
    "calls_per_complete",
    "completes_per_hour",
    "median_minutes",
)
_HEADS = ("Interviewer", "Calls", "Cont", "Compl", "Ref", "Brk", "Unc", "Hours", "C/compl", "Compl/h", "Min")
_KEY = (
    "Cont contacts, Compl completes, Ref refusals, Brk break-offs, Unc uncoded, C/compl calls per complete."
)
_NOTES = (
    "Calls dialled; contacts, calls in which somebody of the organisation was spoken with; completes, returns "
    "that are complete by telephone; break-offs, interviews that are to be taken up again; calls never coded.",
    "Hours run from the first to the last thing done, less every pause of more than 30 minutes.",
    "Minutes: the median time that the answers of a complete interview took, breaks of more than 10 minutes left out.",
)


@dataclass(frozen=True)
class InterviewersReport:
    """The table, and the wave that it is of."""

    wave: Wave
    table: InterviewerTable
    own: bool = False
    """Whether it shows nobody but whoever asked."""


def report(figures: InterviewersReport) -> Report:
    """A row an interviewer by name, then Total; in JSON exact figures."""
    found = figures.table
    rows = (*found.rows, found.total)
    blank = {NOTHING: ""}
    return Report(
        name="interviewers",
        title="Interviewers",
        wave=figures.wave,
        tables=(_table(found),),
        records=Records(COLUMNS, tuple(tuple(blank.get(c, c) for c in _figures(row)) for row in rows)),
        structure={
            "own_line_only": figures.own,
            "rows": [_structure(row) for row in found.rows],
            "total": _structure(found.total),
        },
        notes=tuple(notes(figures)) if found.rows else (),
    )


def _table(found: InterviewerTable) -> Table:
    name, *heads = _HEADS
    rows = [Row(_figures(row)) for row in found.rows]
    return Table(
        id="interviewers",
        title="Interviewers",
        columns=(Column(name, figure=False), *map(Column, heads)),
        rows=(*rows, Row(_figures(found.total), Role.TOTAL)) if rows else (),
        notes=(_KEY,) if rows else ("Nobody has called anybody yet.",),
    )


def notes(figures: InterviewersReport) -> list[str]:
    """What has to stand below the table wherever it is shown."""
    return [*_NOTES, *(("You see your own line; the manager sees all.",) if figures.own else ())]


def _figures(row: InterviewerRow) -> tuple[str, ...]:
    return (
        row.name,
        *(str(number) for number in _counts(row)),
        decimal(row.hours, 1),
        shown(row.calls_per_complete),
        shown(row.completes_per_hour),
        f"{row.minutes:.1f}" if row.minutes is not None else NOTHING,
    )


def shown(exact: Fraction | None) -> str:
    """A figure with one decimal; a dash where there is none."""
    return decimal(exact, 1) if exact is not None else NOTHING


def _counts(row: InterviewerRow) -> tuple[int, ...]:
    return (row.calls, row.contacts, row.completes, row.refusals, row.break_offs, row.uncoded)


def _structure(row: InterviewerRow) -> dict[str, Any]:
    per_complete, per_hour = row.calls_per_complete, row.completes_per_hour
    figures = (
        row.name,
        *_counts(row),
        float(row.hours),
        float(per_complete) if per_complete is not None else None,
        float(per_hour) if per_hour is not None else None,
        row.minutes,
    )
    return dict(zip(COLUMNS, figures, strict=True))
