"""Text as a cell of a table that is opened in a spreadsheet, where it shall never run as a formula."""

from __future__ import annotations

import re

_RUNS = re.compile(r"'*[=+\-@\t\r]")


def guarded(text: str) -> str:
    """`text` as a cell of CSV that no spreadsheet takes for a formula: with an apostrophe in front where it would."""
    return f"'{text}" if _RUNS.match(text) else text


def unguarded(cell: str) -> str:
    """What `guarded` was given."""
    return cell[1:] if cell.startswith("'") and _RUNS.match(cell) else cell
