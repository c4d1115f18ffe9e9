"""The technical note of a publication: how its figures came about, what was decided about them, and which files they are in.

Nothing is reckoned here: bases come from the topline, margins from the table of reliability.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from s11chat.analysis.reliability import Reliability
from s11chat.analysis.response_table import ResponseTable
from s11chat.analysis.rounding import decimal, whole_per_cent
from s11chat.language.harmless import one_line
from s11chat.language.plural import number_of
from s11chat.report.sheet import NOTHING, Wave
from s11chat.report.table import Column, Records, Report, Row, Table

NAME = "technical-note"
_SHOWN = 16
"""Digits of a digest that are shown: the whole stands in the manifest."""


@dataclass(frozen=True)
class Decision:
    """Something the office decided or did, for the record: about what, who, when and why."""

    about: str
    what: str
    by: str
    at: datetime
    why: str = ""


@dataclass(frozen=True)
class CodedQuestion:
    """How far the words to one question are coded."""

    item: str
    words: int
    coded: int
    left: int
    other: str
    """The share under "other" as printed."""


@dataclass(frozen=True)
class Base:
    """The base of one question, as its table prints it."""

    item: str
    unweighted: str
    weighted: str
    n_eff: str


@dataclass(frozen=True)
class NoteFigures:
    """All that the note tells."""

    wave: Wave
    day: date
    version: str
    """Of this program."""
    dialog: str
    """Its id and version."""
    dialog_digest: str
    opens: str
    closes: str
    response: ResponseTable
    modes: Mapping[str, int]
    """Complete returns by mode."""
    reliability: Reliability
    bases: tuple[Base, ...]
    duplicates: tuple[Decision, ...]
    undecided: int
    imports: tuple[Decision, ...]
    coding: tuple[CodedQuestion, ...]
    waivers: tuple[Decision, ...]
    statements: int
    """Figures that were held against each other."""
    verified: str
    remarks: tuple[str, ...]
    """What else verifying told."""
    reports: tuple[tuple[str, str], ...]
    """Name and title of those that are published."""
    left_out: tuple[tuple[str, str], ...]
    """Name of those that are not, and why."""
    files: tuple[tuple[str, str], ...]
    """Name and SHA-256 of every file of theirs."""


def report(figures: NoteFigures) -> Report:
    """The note as a report like any other."""
    tables = tuple(_tables(figures))
    return Report(
        name=NAME,
        title="Technical note",
        wave=figures.wave,
        tables=tables,
        records=Records(
            ("part", "about", "what"),
            tuple(
                (table.id, row.cells[0], "; ".join(row.cells[1:])) for table in tables for row in table.rows
            ),
        ),
        structure={
            "parts": {
                table.id: [
                    dict(zip((column.head for column in table.columns), row.cells, strict=True))
                    for row in table.rows
                ]
                for table in tables
            }
        },
        notes=figures.remarks,
    )


def _tables(figures: NoteFigures) -> Iterator[Table]:
    yield _told("wave", "The wave", _wave(figures))
    yield _told("figures", "How figures are reckoned", _method(figures))
    yield _bases(figures)
    yield _decided(
        "duplicates", "Organisations that may stand in the wave twice", figures.duplicates, _open(figures)
    )
    yield _decided("imports", "Returns that were imported", figures.imports)
    yield _coding(figures)
    held = (
        f"{number_of(figures.statements, 'figure')} were held against each other before this was published."
    )
    yield _decided("waivers", "What does not reconcile and was let stand", figures.waivers, held)
    yield _told(
        "reports",
        "Reports",
        (*figures.reports, *((name, f"left out: {why}") for name, why in figures.left_out)),
    )
    yield _listed(
        "files",
        "Files",
        ("File", "SHA-256, its beginning"),
        ((name, digest[:_SHOWN]) for name, digest in figures.files),
    )


def _wave(figures: NoteFigures) -> Iterator[tuple[str, str]]:
    table = figures.response
    yield "Dialog", f"{figures.dialog}, SHA-256 {figures.dialog_digest}"
    yield "Fieldwork", _fieldwork(figures)
    answered = f"{table.total.cell.complete} of {table.total.cell.population} organisations"
    yield "Response", f"{answered}, {whole_per_cent(table.total.rate)} %"
    yield (
        "By mode",
        ", ".join(f"{mode or 'unknown'} {count}" for mode, count in figures.modes.items()) or NOTHING,
    )
    silent = ", ".join(f"{cell.name} ({cell.population})" for cell in table.silent)
    yield "Without a return", silent or "no type of organisation"
    yield "Records", figures.verified
    yield "Made", f"{figures.day:%-d %B %Y} with s11chat {figures.version}"


def _fieldwork(figures: NoteFigures) -> str:
    days = " to ".join(filter(None, (figures.opens, figures.closes))) or "no days were set"
    return days if figures.wave.closed else f"{days}; still open: figures as they stand"


def _method(figures: NoteFigures) -> Iterator[tuple[str, str]]:
    table, found = figures.response, figures.reliability
    if table.n_eff is None or table.design_effect is None:
        yield "Weighting", "there is no complete return to weight"
    else:
        yield (
            "Weighting",
            f"by type of organisation to the {table.weighting_base} organisations of the types that answered: N_h / N * "
            f"n / n_h; effective sample size {decimal(table.n_eff, 1)}, design effect {decimal(table.design_effect, 4)}",
        )
    if found.n_eff is not None and found.tolerances:
        told = ", ".join(
            f"{margin.points} at {share}"
            for margin, share in zip(
                found.tolerances[0].margins, ("10 or 90 %", "30 or 70 %", "50 %"), strict=True
            )
        )
        yield (
            "Tolerance",
            f"points up or down at 95 %, all returns: {told}; corrected for the {found.population} organisations there are",
        )
    yield "Percentages", "rounded half up from exact values; nets from exact values, never from rounded parts"
    yield (
        "Small bases",
        "under 20 numbers in place of per cents, under 50 indicative and not tested, under 100 with caution",
    )


def _bases(figures: NoteFigures) -> Table:
    rows = ((one.item, one.unweighted, one.weighted, one.n_eff) for one in figures.bases)
    heads = ("Question", "Unweighted", "Weighted", "Effective")
    return _listed("bases", "Bases of questions", heads, rows, "No question has an answer yet.")


def _open(figures: NoteFigures) -> str:
    return f"{number_of(figures.undecided, 'matter')} still to decide." if figures.undecided else ""


def _coding(figures: NoteFigures) -> Table:
    rows = ((one.item, str(one.words), str(one.coded), str(one.left), one.other) for one in figures.coding)
    heads = ("Question", "In words", "Coded", "Left", "Other %")
    return _listed("coding", "Coding of open answers", heads, rows, "No answer in words was coded.")


def _decided(id_: str, title: str, decisions: Iterable[Decision], note: str = "") -> Table:
    rows = tuple(
        Row(tuple(map(one_line, (one.about, one.what, f"{one.by}, {one.at:%-d %B %Y}", one.why))))
        for one in decisions
    )
    heads = ("About", "What", "Who and when", "Why")
    notes = tuple(filter(None, ("" if rows else "None.", note)))
    return Table(id_, title, tuple(Column(head, figure=False) for head in heads), rows, notes=notes)


def _told(id_: str, title: str, said: Iterable[tuple[str, str]]) -> Table:
    rows = tuple(Row(tuple(map(one_line, pair))) for pair in said)
    return Table(id_, title, (Column("What", figure=False), Column("How", figure=False)), rows)


def _listed(
    id_: str, title: str, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]], none: str = ""
) -> Table:
    columns = tuple(Column(head, figure=at > 0 and id_ != "files") for at, head in enumerate(heads))
    lines = tuple(Row(tuple(map(one_line, row))) for row in rows)
    return Table(id_, title, columns, lines, notes=(none,) if none and not lines else ())
