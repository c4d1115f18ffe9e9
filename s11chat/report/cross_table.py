"""Questions by a banner: per cents of each column, with the bases they are of above them.

Nothing is reckoned here: figures come from the cross-tables, and are rounded as the house prints them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from s11chat.analysis import cross_table as counted
from s11chat.analysis.column_test import letter, letters
from s11chat.analysis.difference import Method
from s11chat.analysis.estimate import Size
from s11chat.analysis.line import Line
from s11chat.analysis.reply import Collection
from s11chat.analysis.rounding import decimal, whole_per_cent
from s11chat.analysis.small_base import Reading, printed, reading
from s11chat.report.base import (
    base_line,
    base_structure,
    item_and_row,
    number,
    share_structure,
    small_base,
    spread_lines,
    wording,
)
from s11chat.report.sheet import NOTHING, Wave
from s11chat.report.table import Column, Records, Report, Role, Row, Table
from s11chat.report.tested import method_said
from s11chat.report.topline import chosen, weighting

COLUMNS = (
    *("item", "row", "option", "label", "banner", "column", "column_label"),
    *("percent", "percent_printed", "count_weighted", "base_unweighted", "base_weighted", "n_eff"),
    *("letter", "higher_than", "against_all"),
)
_MARKS = {
    Reading.COUNT: "N=",
    Reading.INDICATIVE: "indicative",
    Reading.CAUTION: "caution",
    Reading.PLAIN: "",
}
TOTAL = "Total"
_BESIDE = {"": "", "+": "higher", "-": "lower"}
"""A sign in words, as data."""


@dataclass(frozen=True)
class TablesReport:
    """Questions by one banner, and the wave that they were asked in."""

    wave: Wave
    found: Collection
    columns: tuple[counted.Column, ...]
    tables: tuple[counted.CrossTable, ...]
    chosen: str = ""
    """Which returns are meant, in words; empty for all."""
    tested: Method | None = None
    """How columns are tested; None where they are not."""
    whole: bool = False
    """Whether each is held against all returns, and not against the others."""

    @property
    def lettered(self) -> bool:
        """Whether columns have letters."""
        return self.tested is not None and not self.whole


def report(figures: TablesReport) -> Report:
    """A table a question; the column of all returns stands first."""
    sections = {one.section: one.title for one in figures.found.dialog.sections}
    return Report(
        name="tables",
        title=f"Tables by {_banner(figures.columns)}{chosen(figures.chosen)}",
        wave=figures.wave,
        tables=tuple(_table(figures, one, sections[one.question.section]) for one in figures.tables),
        records=Records(COLUMNS, tuple(row for one in figures.tables for row in _records(figures, one))),
        structure={
            "columns": [_head(column, place) for place, column in enumerate(figures.columns)],
            "questions": [_structure(figures, one) for one in figures.tables],
        },
        notes=(*_notes(figures), *weighting(figures.found.response)),
    )


def _banner(columns: Sequence[counted.Column]) -> str:
    return ", ".join(dict.fromkeys(one.group.subject.title.lower() for one in columns if one.group))


def _notes(figures: TablesReport) -> Iterator[str]:
    if not figures.columns[0].replies:
        yield "No complete return is meant: there is nothing to count."
    yield "Column per cents, of those who answered the question; bases are unweighted where a rule asks how small they are."
    if figures.tested and figures.whole:
        yield (
            "A plus beside a figure says that it is significantly higher than that of all, a minus that it is lower: a "
            "column is a part of all, so it is tested against the rest, which comes to the same z."
        )
        yield method_said(figures.tested)
    elif figures.tested:
        yield "A letter beside a figure names a column under the same heading that it is significantly higher than."
        yield method_said(figures.tested)


def _table(figures: TablesReport, one: counted.CrossTable, section: str) -> Table:
    names = [column.group.label if column.group else TOTAL for column in figures.columns]
    if figures.lettered:
        names = [f"{name} ({letter(at - 1)})" if at else name for at, name in enumerate(names)]
    overs = [column.group.subject.title if column.group else "" for column in figures.columns]
    bases = [answers.base for answers in one.answers]
    return Table(
        id=one.question.id,
        title=f"{one.question.id}. {wording(one.question)}{chosen(figures.chosen)}",
        columns=(
            Column("Answer", figure=False),
            *(Column(name, over=over) for name, over in zip(names, overs, strict=True)),
        ),
        rows=(*_bases(bases), *(_row(one, at) for at in range(len(one.lines))), *_means(one)),
        base=base_line(bases[0]),
        notes=tuple(_table_notes(one, bases)),
        section=section,
    )


def _table_notes(one: counted.CrossTable, bases: Sequence[Size]) -> Iterator[str]:
    yield from small_base(bases)
    if one.question.several or one.question.code_frame:
        yield "Several answers could be given: per cents may pass 100 together."
    if outside := [line.label for line in one.lines if not line.in_base]:
        yield f"Not in the base: {', '.join(outside)}."


def _bases(bases: Sequence[Size]) -> Iterator[Row]:
    yield Row(
        ("Base, unweighted", *(str(base.unweighted) for base in bases)),
        Role.BASE,
        (None, *(float(base.unweighted) for base in bases)),
    )
    yield Row(
        ("Base, weighted", *(decimal(base.weighted, 1) for base in bases)),
        Role.BASE,
        (None, *(float(base.weighted) for base in bases)),
    )
    sizes = [base.n_eff for base in bases]
    yield Row(
        ("Effective sample size", *(NOTHING if size is None else decimal(size, 1) for size in sizes)),
        Role.BASE,
        (None, *(None if size is None else float(size) for size in sizes)),
    )
    marks = [_MARKS[reading(base.unweighted)] if base.unweighted else "" for base in bases]
    if any(marks):
        yield Row(("Small base", *marks), Role.BASE)


def _row(one: counted.CrossTable, at: int) -> Row:
    line = one.lines[at]
    cells, exact = [], []
    for place, estimate in enumerate(one.estimates[at]):
        mark = _letters(one, at, place) or _sign(one, at, place)
        cells.append(
            f"{printed(estimate)} {mark}".rstrip() if line.in_base else str(estimate.size.unweighted)
        )
        share = estimate.share if line.in_base else None
        exact.append(float(100 * share) if share is not None else None)
    return Row((_label(line), *cells), exact=(None, *exact))


def _label(line: Line) -> str:
    if not line.in_base:
        return f"{line.label} (outside the base, unweighted)"
    return f"Net: {line.label}" if line.net else line.label


def _letters(one: counted.CrossTable, at: int, place: int) -> str:
    return letters([higher - 1 for higher in one.higher[at][place]]) if one.higher else ""


def _sign(one: counted.CrossTable, at: int, place: int) -> str:
    """A plus where a column is significantly higher than all, a minus where it is lower, else nothing."""
    return ("", "+", "-")[one.beside_all[at][place]] if one.beside_all else ""


def _means(one: counted.CrossTable) -> Iterator[Row]:
    if any(score is not None for score in one.scores):
        said = [NOTHING if score is None else number(score, 1) for score in one.scores]
        yield Row(("Mean score", *said))
    told = [spread_lines(one.question, found) if found else () for found in one.spreads]
    names = next(([name for name, _, _ in lines] for lines in told if lines), [])
    for at, name in enumerate(names):
        yield Row(
            (name, *(lines[at][1] if lines else NOTHING for lines in told)),
            exact=(None, *(lines[at][2] if lines else None for lines in told)),
        )


def _records(figures: TablesReport, one: counted.CrossTable) -> Iterator[tuple[str, ...]]:
    item = item_and_row(one.question)
    bases = [_base_record(answers.base) for answers in one.answers]
    heads = [_head(column, place) for place, column in enumerate(figures.columns)]
    for at, line in enumerate(one.lines):
        for place, estimate in enumerate(one.estimates[at]):
            head, share = heads[place], estimate.share if line.in_base else None
            yield (
                *item,
                line.code,
                line.label,
                head["banner"],
                head["column"],
                head["label"],
                decimal(100 * share, 1) if share is not None else "",
                whole_per_cent(share) if share is not None else "",
                decimal(estimate.size.weighted, 2),
                *bases[place],
                head["letter"] if figures.lettered else "",
                _letters(one, at, place),
                _BESIDE[_sign(one, at, place)],
            )


def _base_record(base: Size) -> tuple[str, str, str]:
    effective = decimal(base.n_eff, 2) if base.n_eff is not None else ""
    return str(base.unweighted), decimal(base.weighted, 2), effective


def _head(column: counted.Column, place: int) -> dict[str, str]:
    group = column.group
    if group is None:
        return {"banner": "", "column": "total", "label": TOTAL, "letter": ""}
    return {
        "banner": group.subject.name,
        "column": "+".join(group.codes),
        "label": group.label,
        "letter": letter(place - 1),
    }


def _structure(figures: TablesReport, one: counted.CrossTable) -> dict[str, Any]:
    item, row = item_and_row(one.question)
    return {
        "id": one.question.id,
        "item": item,
        "row": row,
        "question": wording(one.question),
        "bases": [base_structure(answers.base) for answers in one.answers],
        "answers": [
            {
                "option": line.code,
                "label": line.label,
                "net": line.net,
                "in_base": line.in_base,
                "columns": [
                    {
                        **share_structure(estimate),
                        **({} if line.in_base else {"percent": None}),
                        "percent_printed": printed(estimate) if line.in_base else None,
                        "higher_than": _letters(one, at, place),
                        "against_all": _BESIDE[_sign(one, at, place)],
                    }
                    for place, estimate in enumerate(one.estimates[at])
                ],
            }
            for at, line in enumerate(one.lines)
        ],
        "mean_scores": [None if score is None else float(score) for score in one.scores],
        "spreads": [
            None if found is None else {name: exact for name, _, exact in spread_lines(one.question, found)}
            for found in one.spreads
        ],
    }
