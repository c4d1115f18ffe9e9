"""The City and Hackney audit of 2011 as organisations might have answered it: returns that give its published counts.

tests/data/chscb-2011-counts.csv has a row for each cohort, or part of one under one commissioner, and standard: how
many returns gave which rating, what was printed, and whether the row could be read whole in the source (`restored`,
`suspect`). Which organisation gave which rating is invented: no return is a real one.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from s11chat.analysis.compliance import Level, Scale, levels
from s11chat.analysis.reply import Reply
from s11chat.analysis.tally import Said
from s11chat.dialog.load import load_dialog
from s11chat.dialog.model import Dialog, NoAnswer
from s11chat.dialog.question import questions
from s11chat.settings import shipped

DATA = Path(__file__).parents[1] / "data"
PRINTED = (*(level.value for level in Level), "not_answered")
SHORT = ("gp", "5.6")
"""A row that lacks one return of its base in print; which of its cells is short is not known."""


@cache
def counts() -> Mapping[tuple[str, str], Mapping[str, str]]:
    """The rows by what the column is called and standard."""
    with (DATA / "chscb-2011-counts.csv").open(encoding="utf-8", newline="") as file:
        return {(row["cohort"], row["standard"]): row for row in csv.DictReader(file)}


@cache
def dialog() -> Dialog:
    """The dialog as shipped."""
    return load_dialog(shipped("dialogs") / "chscb-2011.yaml")


@cache
def scales() -> tuple[Scale, ...]:
    """Its standards."""
    return tuple(Scale(one, levels(one.options)) for one in questions(dialog()).values() if one.rates)


def ratings(column: str, *, lost: str = "not_answered") -> list[dict[str, str]]:
    """What each return of a column gave, by standard; one that lacks in print is put into the cell `lost`."""
    rows = {standard: row for (of, standard), row in counts().items() if of == column}
    base = int(next(iter(rows.values()))["base"])
    given: list[dict[str, str]] = [{} for _ in range(base)]
    for standard, row in rows.items():
        cells = [cell for cell in PRINTED for _ in range(int(row[cell]))]
        cells += [lost] * (base - len(cells))
        for one, cell in zip(given, cells, strict=True):
            one[standard] = cell
    return given


def replies(column: str, *, lost: str = "not_answered") -> list[Reply]:
    """The same as returns."""
    cohort, _, body = column.partition(":")
    return [
        reply(f"{column}-{number}", cohort, given, body)
        for number, given in enumerate(ratings(column, lost=lost), 1)
    ]


def reply(ref: str, cohort: str, given: Mapping[str, str], commissioned_by: str = "") -> Reply:
    """One return by its cells; a standard that is not among them was not put to it."""
    said = {one.question.id: _said(given.get(one.question.id)) for one in scales()}
    traits = {"cohort": cohort, "group": "", "commissioned_by": commissioned_by}
    return Reply(ref, f"Organisation {ref}", cohort, traits, {}, said)


def _said(cell: str | None) -> Said:
    if cell is None:
        return NoAnswer.OFF_ROUTE
    return NoAnswer(cell) if cell in set(NoAnswer) else frozenset({cell})
