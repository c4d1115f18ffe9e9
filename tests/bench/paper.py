"""A board's report of thirty pages in every format, from words to bytes, on figures that are reckoned already."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from functools import partial

from s11chat.report.edition import Edition, Format, written
from s11chat.report.sheet import Wave
from s11chat.report.style import Style
from s11chat.report.table import Chart, Column, Records, Report, Role, Row, Table
from tests.bench.figure import Figure, median, timed

TYPES, QUESTIONS, OPTIONS = 8, 60, 6
TIMES = 5
TARGETS = {
    Format.TERMINAL: "<= 1 s",
    Format.HTML: "<= 1 s",
    Format.DOCX: "<= 1 s",
    Format.XLSX: "<= 1 s",
    Format.PDF: "<= 2 s",
}


def board_report() -> Report:
    """Questions by types of organisation with bases, letters, bars and notes."""
    columns = (
        Column("Answer", figure=False),
        Column("Total"),
        *(Column(f"Type of body {at} ({chr(65 + at)})", over="Type of organisation") for at in range(TYPES)),
    )
    tables = tuple(_question(number, columns) for number in range(QUESTIONS))
    notes = ("Weighted by type of organisation.", "Letters: higher than that column at 95 %.")
    return Report("board", "Board report", Wave("w", "Audit", True), tables, Records((), ()), notes=notes)


def _question(number: int, columns: tuple[Column, ...]) -> Table:
    base = Row(("Base, unweighted", "647", *("80" for _ in range(TYPES))), Role.BASE)
    rows = [
        Row(
            (f"{step} steps of the way to arrangements that work", "54", *("81 BC", "*") * (TYPES // 2)),
            exact=(None, 53.9, *(80.9, 0.3) * (TYPES // 2)),
        )
        for step in range(OPTIONS)
    ]
    return Table(
        id=f"q{number}",
        title=f"Question {number}: how far are staff who work with children trained for what they do?",
        columns=columns,
        rows=(base, *rows),
        base="Base, all who answered: 647 unweighted, 647.0 weighted; effective sample size 603.0.",
        notes=("Outside the base, unweighted: not asked 3, not answered 2.",),
        chart=Chart(1),
        section=f"Section {number // 9 + 1}",
    )


def figures() -> Iterator[Figure]:
    """Each format once to warm up, then the median."""
    report = board_report()
    pages = _pages(written(report, Format.PDF, Edition(date(2026, 1, 1))))
    for form, target in TARGETS.items():
        for style in Style:
            edition = Edition(date(2026, 1, 1), style=style)
            size = len(written(report, form, edition)) // 1024
            seconds = [took / 1000 for took in timed(partial(written, report, form, edition), TIMES)]
            what = f"board report of {pages} pages, {form}, {style}"
            yield Figure(what, median(seconds), "s", target, note=f"{size} kB")


def _pages(pdf: bytes) -> int:
    from pypdf import PdfReader

    return len(PdfReader(io.BytesIO(pdf)).pages)
