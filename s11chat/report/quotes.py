"""Quotations on paper: those that were approved, each attributed no more narrowly than it may be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from s11chat.language.harmless import one_line
from s11chat.language.plural import number_of
from s11chat.report.sheet import Wave
from s11chat.report.table import Column, Records, Report, Row, Table

NOBODY = "A respondent"


@dataclass(frozen=True)
class Quote:
    """A quotation as it may be printed."""

    item: str
    say: str
    """The question."""
    text: str
    attributed: str
    """To a type or group of organisations; empty where to neither."""


@dataclass(frozen=True)
class QuotesReport:
    """The quotations of a wave that were approved."""

    wave: Wave
    least: int
    quotes: tuple[Quote, ...]
    waiting: int
    """Quotations that were chosen and are not approved."""


def report(figures: QuotesReport) -> Report:
    """A table for each question that is quoted; nothing in it says which organisation wrote what."""
    return Report(
        name="quotes",
        title="Quotations",
        wave=figures.wave,
        tables=tuple(_tables(figures)),
        records=Records(
            ("item", "quotation", "attributed"),
            tuple((one.item, one.text, one.attributed or NOBODY) for one in figures.quotes),
        ),
        structure={
            "at_least": figures.least,
            "quotes": [
                {"item": one.item, "text": one.text, "attributed": one.attributed or None}
                for one in figures.quotes
            ],
        },
        base="Single answers, chosen because they tell something: they are no figures.",
        notes=tuple(_notes(figures)),
    )


def _tables(figures: QuotesReport) -> Iterator[Table]:
    items = {one.item: one.say for one in figures.quotes}
    for item, say in items.items():
        yield Table(
            id=item,
            title=f"{item}: {one_line(say)}",
            columns=(Column("Quotation", figure=False), Column("Attributed to", figure=False)),
            rows=tuple(
                Row((f"“{one_line(one.text)}”", one.attributed or NOBODY))
                for one in figures.quotes
                if one.item == item
            ),
        )


def _notes(figures: QuotesReport) -> Iterator[str]:
    yield (
        f"A type or group of organisations is named where at least {figures.least} of it gave a complete return. Words "
        "in square brackets are the editor's."
    )
    if not figures.quotes:
        yield "No quotation is approved yet."
    if figures.waiting:
        yield f"{number_of(figures.waiting, 'quotation')} chosen and not approved: left out."
