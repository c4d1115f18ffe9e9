"""The interviewers of a wave on paper: what their calls came to, and the time it took. Nothing is reckoned here."""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from s11chat.analysis.interviewer import InterviewerRow, InterviewerTable
from s11chat.analysis.rounding import decimal
from s11chat.report.sheet import NOTHING, Wave, as_sheet

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


def as_text(report: InterviewersReport, width: int | None = None) -> list[str]:
    """Lines for a terminal of that width, or for a pipe."""
    from s11chat.report.terminal import ruled, wrapped  # a table for a program needs no drawing

    title = wrapped(("Interviewers", str(report.wave)), width)
    if not report.table.rows:
        return [*title, "", "Nobody has called anybody yet."]
    total = report.table.total
    rows = [_figures(row) for row in report.table.rows]
    key = "Cont contacts, Compl completes, Ref refusals, Brk break-offs, Unc uncoded, C/compl calls per complete."
    lines = ruled(_HEADS, rows, _figures(total), width)
    return [*title, "", *lines, "", *wrapped((key, *notes(report)), width)]


def as_csv(report: InterviewersReport) -> str:
    """A row an interviewer by name, then Total; empty where there is no figure."""
    rows = (*report.table.rows, report.table.total)
    blank = {NOTHING: ""}
    return as_sheet(COLUMNS, ([blank.get(cell, cell) for cell in _figures(row)] for row in rows))


def as_json(report: InterviewersReport) -> str:
    """Exact figures; null where there is none."""
    return json.dumps(
        {
            "wave": report.wave.id,
            "title": report.wave.title,
            "own_line_only": report.own,
            "rows": [_structure(row) for row in report.table.rows],
            "total": _structure(report.table.total),
            "notes": notes(report),
        },
        ensure_ascii=False,
        indent=2,
    )


def notes(report: InterviewersReport) -> list[str]:
    """What has to stand below the table wherever it is shown."""
    return [*_NOTES, *(("You see your own line; the manager sees all.",) if report.own else ())]


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
