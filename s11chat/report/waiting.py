"""Cases that somebody has to do something about, on paper: whose turn it is, and since when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from s11chat.analysis.page import Waiting
from s11chat.report.table import Column, Row, Table

SHOWN = 15
"""Cases named under one heading; the rest are counted."""
_DAY = 10
"""Columns of the day in front of each."""


def waiting_lines(title: str, cases: Sequence[Waiting], width: int | None = None) -> Iterator[str]:
    """A heading with the number of cases, and each with the day since when it waits; nothing where there are none."""
    from s11chat.report.terminal import wrapped  # data for a program need no drawing

    if not cases:
        return
    yield ""
    yield f"{title}: {len(cases)}"
    for one in cases[:SHOWN]:
        told = f"{one.organisation} ({one.case}): {_turn(one)}"
        first, *rest = wrapped((told,), width - _DAY) if width else (told,)
        yield f"  {one.since:%d %b}  {first}"
        yield from (f"{'':{_DAY}}{line}" for line in rest)
    if len(cases) > SHOWN:
        yield f"  and {len(cases) - SHOWN} more, all in JSON"


def waiting_table(table: str, title: str, cases: Sequence[Waiting], section: str = "") -> Table:
    """The cases that were waiting longest, as a table of a report; the rest are counted."""
    left = len(cases) - SHOWN
    return Table(
        id=table,
        title=f"{title}: {len(cases)}",
        columns=tuple(Column(head, figure=False) for head in ("Organisation", "Case", "Since", "Waits for")),
        rows=tuple(
            Row((one.organisation, one.case, f"{one.since:%d %b %Y}", _turn(one))) for one in cases[:SHOWN]
        ),
        notes=(f"And {left} more, all in JSON.",) if left > 0 else (),
        section=section,
    )


def as_structure(one: Waiting) -> dict[str, str]:
    """A case as data."""
    return {
        "case": one.case,
        "organisation": one.organisation,
        "whom": one.whom,
        "since": one.since.isoformat(),
        "why": one.why,
    }


def _turn(one: Waiting) -> str:
    return f"{one.whom}, {one.why}" if one.why else one.whom
