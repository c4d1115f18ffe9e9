"""What tables of figures have in common: the wave they are of, their symbols, and CSV."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO

from s11chat.language.cell import guarded

NOTHING = "-"
"""Where there is no figure, since nothing can be divided by."""
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
SYMBOLS = "* more than none and less than half of one per cent; [x] cannot be known."


@dataclass(frozen=True)
class Wave:
    """The wave that a report is of."""

    id: str
    title: str
    closed: bool

    def __str__(self) -> str:
        return f"{self.id}: {self.title}" + ("" if self.closed else " (still open: figures as they stand)")


def as_sheet(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Rows as CSV, the names of the columns first; no name in them runs as a formula; numbers do not."""
    made = StringIO()
    told = (
        [cell if cell == NOTHING or _NUMBER.fullmatch(cell) else guarded(cell) for cell in row]
        for row in rows
    )
    csv.writer(made, lineterminator="\n").writerows((tuple(columns), *told))
    return made.getvalue()
