"""A report in the format that somebody asked for: which formats there are, and how an edition is made.

Every format is a module of `report.format` with a function `written(report, edition)` that gives bytes; text is UTF-8.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib import import_module
from pathlib import Path

from s11chat.report.style import Style
from s11chat.report.table import Report


class Format(StrEnum):
    """What a report can be written as."""

    TERMINAL = "terminal"
    CSV = "csv"
    JSON = "json"
    HTML = "html"
    DOCX = "docx"
    XLSX = "xlsx"
    PDF = "pdf"


BINARY = frozenset({Format.DOCX, Format.XLSX, Format.PDF})
"""Those that cannot be shown on a screen."""
ENDINGS = {"txt": Format.TERMINAL, **{one.value: one for one in Format if one is not Format.TERMINAL}}
"""What a file is called by, and the format that it has."""


@dataclass(frozen=True)
class Edition:
    """How a report is to look."""

    day: date
    """The day it is made on, which stands in files that carry a date: the same figures on one day are the same bytes."""
    style: Style = Style.HOUSE
    width: int | None = None
    """Columns of the terminal; None for a pipe or a file."""
    charts: bool = False
    """Whether bars are drawn in a terminal; web pages, workbooks and PDF have them anyway."""
    blocks: bool = True
    """Whether the terminal has block characters to draw them with."""
    template: Path | None = None
    """A Word document whose styles take the place of those of the house."""


def written(report: Report, form: Format, edition: Edition) -> bytes:
    """A report in a format. Raises UsageError where the library for it is not installed, or a template is no good."""
    made: bytes = import_module(f"s11chat.report.format.{form}").written(report, edition)
    return made
