"""Ways of answering beside each other on paper: online and telephone, delegated and direct, signed and unsigned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import shorten

from s11chat.analysis.difference import Method
from s11chat.analysis.rounding import decimal
from s11chat.analysis.small_base import printed
from s11chat.analysis.status_panel import Compared, Line
from s11chat.dialog.wording import NAMES, render
from s11chat.language.harmless import one_line
from s11chat.report import tested
from s11chat.report.sheet import Wave
from s11chat.report.table import Column, Records, Report, Role, Row, Table

COLUMNS = (
    *(
        "comparison",
        "item",
        "option",
        "label",
        "first",
        "second",
        "first_percent",
        "second_percent",
        "points",
    ),
    *(
        "first_base",
        "second_base",
        "first_n_eff",
        "second_n_eff",
        "z",
        "p",
        "significant",
        "all_taken_together",
    ),
)
_WHO = "Who the organisations are"
_HEADING = 70
"""Characters of a question over its rows."""
_NAMES = {name: f"[{name}]" for name in NAMES} | {"your_organisation": "your organisation"}
_NOT_DRAWN = (
    "Ways of answering are chosen, not drawn by lot: a difference may come from who chose a way (the first rows) and not "
    "from the way."
)


@dataclass(frozen=True)
class StatusReport:
    """The comparisons of a wave."""

    wave: Wave
    method: Method
    complete: int
    compared: tuple[Compared, ...]
    every: bool
    """Whether tables hold every difference, or only those that are significant."""


def report(figures: StatusReport) -> Report:
    """A table for each comparison; as data, every difference in the order of the dialog."""
    return Report(
        name="status",
        title="Mode and status of returns",
        wave=figures.wave,
        tables=tuple(_table(one, figures.every) for one in figures.compared),
        records=Records(COLUMNS, tuple(row for one in figures.compared for row in _records(one))),
        structure={
            "complete": figures.complete,
            "variance": figures.method.variance.value,
            "confidence": figures.method.confidence,
            "comparisons": [_structure(one) for one in figures.compared],
        },
        notes=(
            *(_caution(one) for one in figures.compared if one.lines),
            _NOT_DRAWN,
            "Points: the first less the second. Holds: still different with all tests of the comparison taken "
            "together (Holm). Answers to one question hang together, so that their tests do too.",
            tested.method_said(figures.method),
            "An item that is asked of some has a base of its own, which CSV and JSON tell.",
        ),
    )


def _table(one: Compared, every: bool) -> Table:
    first, second = one.ways.first.name, one.ways.second.name
    rows = tuple(_rows(one, every))
    missing = [
        way.name.casefold()
        for way, size in zip((one.ways.first, one.ways.second), one.sizes, strict=True)
        if not size.unweighted
    ]
    notes = []
    if missing:
        notes.append(f"No complete return is {' or '.join(missing)}: there is nothing to compare.")
    elif not rows:
        notes.append("No answer differs by more than chance leaves room for.")
    return Table(
        id=one.ways.id,
        title=one.ways.title,
        columns=(
            Column("Question and answer", figure=False),
            *map(Column, (f"{first} %", f"{second} %", "Points", "z", "p", "Holds")),
        ),
        rows=rows,
        base=f"Base, complete returns: {first.casefold()} {tested.size(one.sizes[0])}, "
        f"{second.casefold()} {tested.size(one.sizes[1])}.",
        notes=tuple(notes),
    )


def _rows(one: Compared, every: bool) -> Iterator[Row]:
    heading = ""
    for line in one.lines:
        difference = line.difference
        if not (every or difference.significant):
            continue
        over = f"{line.question} {_words(line)}" if line.answers else _WHO
        if over != heading:
            yield Row((over, *[""] * 6), Role.HEADING)
            heading = over
        shares = (difference.first, difference.second)
        yield Row(
            (
                line.label,
                *map(printed, shares),
                tested.points(difference),
                tested.z(difference),
                tested.p(difference),
                "yes" if line.firm else "",
            ),
            exact=(
                None,
                *(None if share.share is None else float(100 * share.share) for share in shares),
                None if difference.gap is None else float(100 * difference.gap),
                *(difference.z, difference.p, None),
            ),
        )


def _words(line: Line) -> str:
    return shorten(one_line(render(line.text, _NAMES)), _HEADING, placeholder=" ...")


def _records(one: Compared) -> Iterator[tuple[str, ...]]:
    for line in one.lines:
        difference = line.difference
        bases = (difference.first.base, difference.second.base)
        yield (
            *(one.ways.id, line.question, line.code, line.label, one.ways.first.name, one.ways.second.name),
            *map(printed, (difference.first, difference.second)),
            tested.exact_points(difference),
            *(str(base.unweighted) for base in bases),
            *(decimal(base.n_eff or base.weighted, 2) for base in bases),
            *(tested.z(difference), tested.p(difference), tested.verdict(difference)),
            "yes" if line.firm else "no",
        )


def _structure(one: Compared) -> dict[str, object]:
    return {
        "comparison": one.ways.id,
        "first": {"name": one.ways.first.name, **tested.side(None, one.sizes[0])},
        "second": {"name": one.ways.second.name, **tested.side(None, one.sizes[1])},
        "tested": one.tested,
        "significant": one.significant,
        "expected_by_chance": float(one.by_chance),
        "all_taken_together": one.firm,
        "rough": one.rough,
        "rows": [_line(line) for line in one.lines],
    }


def _line(line: Line) -> dict[str, object]:
    return {
        "item": line.question,
        "option": line.code,
        "label": line.label,
        **tested.structure(line.difference),
        "all_taken_together": line.firm,
    }


def _caution(one: Compared) -> str:
    rough = (
        f" In {one.rough} so few gave the answer, or did not, that the test is rough." if one.rough else ""
    )
    return (
        f"{one.ways.title}: {one.tested} differences were tested. If the two differed in nothing, about "
        f"{decimal(one.by_chance, 0)} would be significant by chance; {one.significant} are, and {one.firm} of them with all "
        f"tests taken together.{rough}"
    )
