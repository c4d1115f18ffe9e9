"""A report as JSON: exact and printed figures for a program, and what has to be known of them."""

from __future__ import annotations

import json

from s11chat.report.edition import Edition
from s11chat.report.table import Report


def written(report: Report, _: Edition) -> bytes:
    """One object: the wave, what the report holds, and its notes, the base line first; null where there is no figure."""
    found = {
        "wave": report.wave.id,
        "title": report.wave.title,
        "closed": report.wave.closed,
        **report.structure,
        "notes": report.remarks,
    }
    return f"{json.dumps(found, ensure_ascii=False, indent=2)}\n".encode("utf-8", "replace")
