"""A report as a PDF that assistive technology can read (PDF/UA-1), set by typst.

What people wrote reaches the typesetter as data, never as markup.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from s11chat.errors import UsageError
from s11chat.report.edition import Edition
from s11chat.report.layout import Layout, laid_out
from s11chat.report.page import template
from s11chat.report.paper import MISSING
from s11chat.report.spread import Part, Spread, spread
from s11chat.report.style import Style
from s11chat.report.table import Report

_ROOM = {Style.HOUSE: (99, 111, 168), Style.ACCESSIBLE: (70, 74, 112)}
"""Characters in a line of a table, at 0.55 em each: upright, upright in smaller type, across in smaller type."""


def written(report: Report, edition: Edition) -> bytes:
    """The bytes of a PDF, the same on one day. Raises UsageError where typst is not installed."""
    try:
        import typst  # an extra: few installations make documents
    except ImportError:
        raise UsageError(MISSING) from None
    paper, day = laid_out(report, edition.style), edition.day
    usual, upright, over = _ROOM[edition.style]
    tables = [(table, spread(table, upright, over)) for table in paper.tables]
    said = {
        "title": paper.title,
        "wave": paper.wave,
        "made": f"Made on {day.day} {day:%B %Y}.",
        "style": paper.style,
        "runs": [
            {"across": across, "tables": [_table(*one, usual) for one in run]}
            for across, run in groupby(tables, key=lambda one: one[1].across)
        ],
        "notes": paper.notes,
    }
    return typst.compile(
        template("report.typ").encode(),
        format="pdf",
        sys_inputs={"report": json.dumps(said)},
        ignore_system_fonts=True,  # the same pages everywhere
        pdf_standards="ua-1",
        timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
    )


def _table(table: Layout, spread: Spread, usual: int) -> dict[str, Any]:
    return {
        "title": table.title,
        "section": table.section,
        "opens": table.opens,
        "alone": table.alone,
        "parts": [_part(table, part, usual) for part in spread.parts] if table.lines else [],
        "base": table.base,
        "notes": table.notes,
        "bars": [
            {"name": bar.name, "figure": bar.figure, "length": bar.length or 0, "heading": bar.heading}
            for bar in table.bars
        ],
        "chart": f"{table.title}: {table.heads[table.table.chart.column]}, a bar for each row of the table above."
        if table.table.chart
        else "",
    }


def _part(table: Layout, part: Part, usual: int) -> dict[str, Any]:
    return {
        "widths": part.widths,
        "small": sum(part.widths) + 2 * len(part.widths) > usual,
        "heads": [table.heads[at] for at in part.columns],
        "overs": [{"text": over.text, "span": over.span} for over in part.overs],
        "figures": [table.figures[at] for at in part.columns],
        "lines": [{"role": line.role, "cells": part.cells(line)} for line in table.lines],
    }
