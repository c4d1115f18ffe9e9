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
from s11chat.report.table import Report

_WIDE = 12
"""Columns from which on a table stands across the page, with its neighbours as wide."""


def written(report: Report, edition: Edition) -> bytes:
    """The bytes of a PDF, the same on one day. Raises UsageError where typst is not installed."""
    try:
        import typst  # an extra: few installations make documents
    except ImportError:
        raise UsageError(MISSING) from None
    paper, day = laid_out(report, edition.style), edition.day
    said = {
        "title": paper.title,
        "wave": paper.wave,
        "made": f"Made on {day.day} {day:%B %Y}.",
        "style": paper.style,
        "runs": [
            {"across": across, "tables": [_table(table) for table in run]}
            for across, run in groupby(paper.tables, key=lambda table: len(table.heads) >= _WIDE)
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


def _table(table: Layout) -> dict[str, Any]:
    return {
        "title": table.title,
        "section": table.section,
        "opens": table.opens,
        "alone": table.alone,
        "heads": table.heads,
        "overs": [{"text": over.text, "span": over.span} for over in table.overs],
        "figures": table.figures,
        "lines": [{"role": line.role, "cells": line.cells} for line in table.lines],
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
