"""One organisation's return on paper, for its lead: how it stands, what was said, and how many others said the same.

Nothing is reckoned here. No other organisation is named, and nothing is told of a few.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from s11chat.analysis.alike import Alike, Same
from s11chat.analysis.benchmark import FEW
from s11chat.language.harmless import one_line
from s11chat.report.base import number
from s11chat.report.sheet import NOTHING, Wave
from s11chat.report.style import WITHHELD
from s11chat.report.table import Column, Records, Report, Row, Table

COLUMNS = (
    *("question", "text", "said", "no_answer", "option", "group", "same", "of", "median"),
    *("evidence", "actions", "moderated"),
)
"""A row for each answer and group; what there are several of between semicolons."""
_SHORT = 32
"""Characters of a standard in a terminal, where it stands in full above."""
_OF_THESE = "Others who said the same"


@dataclass(frozen=True)
class AnswerRow:
    """One question put to it."""

    question: str
    text: str
    said: str
    """In words; the kind of no-answer where there is none."""
    no_answer: str
    alike: tuple[Alike, ...]
    """A row for each answer that can be counted."""
    places: int = 1
    """Decimals of a number."""


@dataclass(frozen=True)
class RatingRow:
    """One rated standard."""

    standard: str
    text: str
    rating: str
    evidence: tuple[str, ...]
    actions: tuple[str, ...]
    moderated: str = ""


@dataclass(frozen=True)
class Answerer:
    """Somebody who gave answers that stand."""

    name: str
    role: str
    on_behalf_of: str
    mode: str
    answers: int
    last: str


@dataclass(frozen=True)
class Signed:
    """A section, and who signed it; without a name, nobody has."""

    section: str
    name: str = ""
    role: str = ""
    at: str = ""
    since: str = ""
    """What has been redacted since."""


@dataclass(frozen=True)
class ReturnFigures:
    """A return."""

    wave: Wave
    ref: str
    organisation: str
    facts: tuple[tuple[str, str], ...]
    answerers: tuple[Answerer, ...]
    signatures: tuple[Signed, ...]
    sections: tuple[tuple[str, tuple[AnswerRow, ...]], ...]
    ratings: tuple[RatingRow, ...]
    without: Mapping[str, tuple[str, ...]]
    groups: tuple[str, ...]
    """That it is in, the narrowest first; none where it holds no answer or is left out of the wave."""


def report(figures: ReturnFigures) -> Report:
    """The report."""
    return Report(
        name="return",
        title=f"Return of {figures.organisation} ({figures.ref})",
        wave=figures.wave,
        tables=(
            _facts(figures),
            _answerers(figures),
            _signatures(figures),
            *(_answers(figures, title, rows) for title, rows in figures.sections),
            *_ratings(figures),
            _without(figures),
        ),
        records=Records(COLUMNS, tuple(_records(figures))),
        structure=_structure(figures),
        notes=tuple(_notes(figures)),
    )


def _notes(figures: ReturnFigures) -> Iterator[str]:
    if not figures.groups:
        yield "It holds no answer that counts in the wave, so nothing stands beside it."
        return
    yield (
        f"Others who said the same: of other organisations in {_listed(figures.groups)} with a return that counts, how "
        "many that answered chose the same; of a number, the median that others gave. Nothing is weighted."
    )
    yield (
        f"It is told where at least {FEW} others answered, and at least {FEW} more than in the group before; no other "
        "organisation is named."
    )


def _listed(groups: tuple[str, ...]) -> str:
    return ", ".join(one_line(one) if one != "All" else "all" for one in groups)


def _facts(figures: ReturnFigures) -> Table:
    return Table(
        id="standing",
        title="How it stands",
        columns=(Column("What", figure=False), Column("How", figure=False)),
        rows=tuple(Row(one) for one in figures.facts),
    )


def _answerers(figures: ReturnFigures) -> Table:
    heads = ("Name", "Role", "On behalf of", "How", "Answers", "Last")
    rows = (
        Row((one.name, one.role, one.on_behalf_of, one.mode, str(one.answers), one.last))
        for one in figures.answerers
    )
    return Table(
        id="answered",
        title="Who answered",
        columns=tuple(Column(head, figure=head == "Answers") for head in heads),
        rows=tuple(rows),
        notes=() if figures.answerers else ("Nobody has answered yet.",),
    )


def _signatures(figures: ReturnFigures) -> Table:
    heads = ("Section", "Signed by", "Role", "When")
    rows = (
        Row(
            (
                one.section,
                f"{one.name}; {one.since}" if one.since else one.name or "not signed",
                one.role,
                one.at,
            )
        )
        for one in figures.signatures
    )
    return Table(
        id="signed",
        title="Who signed what",
        columns=tuple(Column(head, figure=False) for head in heads),
        rows=tuple(rows),
    )


def _answers(figures: ReturnFigures, title: str, found: tuple[AnswerRow, ...]) -> Table:
    names = [_head(figures, place) for place in range(len(figures.groups))]
    rows = (row for one in found for row in _answer_rows(one, len(names)))
    return Table(
        id=f"section-{title.partition(' ')[0]}",
        title=title,
        columns=(
            Column("Question", figure=False),
            Column("Answer", figure=False),
            *(Column(name, over=_OF_THESE) for name in names),
        ),
        rows=tuple(rows),
    )


def _head(figures: ReturnFigures, place: int) -> str:
    last = len(figures.groups) - 1
    return "Its type" if not place else "All" if place == last else "Its group"


def _answer_rows(one: AnswerRow, groups: int) -> Iterator[Row]:
    name = f"{one.question} {one.text}"
    if not one.alike:
        yield Row((name, one.said, *[NOTHING] * groups))
    for place, each in enumerate(one.alike):
        several = len(one.alike) > 1
        yield Row(
            (
                f"{one.question}, another answer" if place else name,
                one_line(each.label) if several else one.said,
                *(_same(same, each, one.places) for same in each.among),
            )
        )


def _same(same: Same | None, one: Alike, places: int) -> str:
    if same is None:
        return WITHHELD
    if not one.code:
        return f"median {number(same.median, places)} of {same.of}"
    return f"{same.same} of {same.of}"


def _ratings(figures: ReturnFigures) -> Iterator[Table]:
    if not figures.ratings:
        return
    moderated = any(one.moderated for one in figures.ratings)
    heads = ("Standard", "Rating", *(("Moderated",) if moderated else ()), "Evidence", "Action plan")
    yield Table(
        id="ratings",
        title="Ratings with their evidence and action plans",
        columns=tuple(Column(head, figure=False, short=_SHORT * (head == "Standard")) for head in heads),
        rows=tuple(
            Row(
                (
                    f"{one.standard} {one.text}",
                    one.rating,
                    *((one.moderated,) if moderated else ()),
                    " / ".join(one.evidence) or "none",
                    " / ".join(one.actions) or "none",
                )
            )
            for one in figures.ratings
        ),
    )


def _without(figures: ReturnFigures) -> Table:
    """Every kind of no-answer; which questions were not asked is of no use to anybody."""
    off = "Not asked"
    return Table(
        id="no-answer",
        title="Questions without an answer",
        columns=(Column("Kind", figure=False), Column("Number"), Column("Questions", figure=False)),
        rows=tuple(
            Row(
                (kind, str(len(ids)), "" if kind == off else ", ".join(ids)),
                exact=(None, float(len(ids)), None),
            )
            for kind, ids in figures.without.items()
        ),
    )


def _records(figures: ReturnFigures) -> Iterator[tuple[str, ...]]:
    ratings = {one.standard: one for one in figures.ratings}
    for _, rows in figures.sections:
        for one in rows:
            start = (one.question, one.text, one.said, one.no_answer)
            rating = ratings.get(one.question)
            end = (
                ("; ".join(rating.evidence), "; ".join(rating.actions), rating.moderated)
                if rating
                else ("", "", "")
            )
            if not one.alike:
                yield (*start, *[""] * 5, *end)
            for each in one.alike:
                for group, same in zip(figures.groups, each.among, strict=True):
                    yield (*start, each.code, group, *_same_cells(same, each, one.places), *end)


def _same_cells(same: Same | None, one: Alike, places: int) -> tuple[str, str, str]:
    if same is None:
        return WITHHELD, WITHHELD, WITHHELD
    if not one.code:
        return "", str(same.of), number(same.median, places)
    return str(same.same), str(same.of), ""


def _structure(figures: ReturnFigures) -> dict[str, Any]:
    return {
        "ref": figures.ref,
        "organisation": figures.organisation,
        "standing": dict(figures.facts),
        "answered_by": [vars(one) for one in figures.answerers],
        "signed": [vars(one) for one in figures.signatures],
        "groups": list(figures.groups),
        "answers": [
            {
                "question": one.question,
                "text": one.text,
                "said": one.said,
                "no_answer": one.no_answer or None,
                "same": [_alike_structure(figures, each) for each in one.alike],
            }
            for _, rows in figures.sections
            for one in rows
        ],
        "ratings": [vars(one) for one in figures.ratings],
        "without": {kind: list(ids) for kind, ids in figures.without.items()},
    }


def _alike_structure(figures: ReturnFigures, one: Alike) -> dict[str, Any]:
    return {
        "option": one.code or None,
        "among": [
            {"group": group, "withheld": True}
            if same is None
            else {
                "group": group,
                "same": same.same if one.code else None,
                "of": same.of,
                "median": None if same.median is None else float(same.median),
            }
            for group, same in zip(figures.groups, one.among, strict=True)
        ],
    }
