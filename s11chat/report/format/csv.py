"""A report as CSV: its records, one fact a row, for programs and spreadsheets."""

from __future__ import annotations

from s11chat.report.edition import Edition
from s11chat.report.sheet import as_sheet
from s11chat.report.table import Report


def written(report: Report, _: Edition) -> bytes:
    """The records in UTF-8, the names of the columns first; no cell runs as a formula."""
    return as_sheet(report.records.columns, report.records.rows).encode("utf-8", "replace")
