"""The City and Hackney audit of 2011 as organisations might have answered it: returns that give its published counts.

tests/data/chscb-2011-counts.csv has a row for each cohort, or part of one under one commissioner, and standard: how
many returns gave which rating, what was printed, and whether the row could be read whole in the source (`restored`,
`suspect`). Which organisation gave which rating is invented: no return is a real one.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping
from functools import cache
from itertools import product
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


UNIQUE = {
    ("2.2", "partly_met"): 4,
    ("4.2", "partly_met"): 3,
    ("4.2", "not_met"): 1,
    ("5.3", "partly_met"): 9,
    ("5.4", "not_met"): 9,
    ("5.5", "partly_met"): 7,
    ("5.6", "partly_met"): 7,
}
"""What the text says of all 31 commissioned agencies, of which two have two commissioners."""
CARE, TRUST, YOUTH = (f"commissioned:{body}" for body in ("childrens_social_care", "pct", "youth"))


def commissioned() -> list[Reply]:
    """The 31 commissioned agencies: one is in the columns of social care and the trust, one in those of care and youth.

    Which two they are is invented; their ratings are such as leave every column and every total of the text as printed.
    """
    columns = {of: ratings(of) for of, _ in counts() if of.startswith("commissioned:")}
    both: list[dict[str, str]] = [{}, {}]
    for standard in tuple(columns[CARE][0]):
        pair = next(two for two in product(PRINTED, PRINTED) if _fits(columns, standard, two))
        for of, rating in ((CARE, pair[0]), (TRUST, pair[0]), (CARE, pair[1]), (YOUTH, pair[1])):
            taken = next(one for one in columns[of] if one.get(standard) == rating)
            del taken[standard]
        both = [{**one, standard: rating} for one, rating in zip(both, pair, strict=True)]
    made = [reply(f"two-{at}", "commissioned", one, by) for at, one, by in _twice(both)]
    for of, given in columns.items():
        size = len(given) - sum(of.partition(":")[2] in by.split(",") for _, _, by in _twice(both))
        for at in range(size):
            left = {standard: [one[standard] for one in given if standard in one] for standard in both[0]}
            one = {standard: cells[at] for standard, cells in left.items()}
            made.append(reply(f"{of}-{at}", "commissioned", one, of.partition(":")[2]))
    return made


def _twice(both: list[dict[str, str]]) -> list[tuple[int, dict[str, str], str]]:
    bodies = [",".join(of.partition(":")[2] for of in pair) for pair in ((CARE, TRUST), (CARE, YOUTH))]
    return [(at, one, by) for at, (one, by) in enumerate(zip(both, bodies, strict=True))]


def _fits(columns: Mapping[str, list[dict[str, str]]], standard: str, pair: tuple[str, str]) -> bool:
    """Whether two agencies with these ratings can be in two columns each, and the totals come out as the text has them."""
    held = {of: Counter(one.get(standard) for one in given) for of, given in columns.items()}
    if not (held[TRUST][pair[0]] and held[YOUTH][pair[1]]):
        return False
    if any(held[CARE][rating] < pair.count(rating) for rating in pair):
        return False
    return all(
        sum(one[rating] for one in held.values()) - pair.count(rating) == unique
        for (of, rating), unique in UNIQUE.items()
        if of == standard
    )


def reply(ref: str, cohort: str, given: Mapping[str, str], commissioned_by: str = "") -> Reply:
    """One return by its cells; a standard that is not among them was not put to it."""
    said = {one.question.id: _said(given.get(one.question.id)) for one in scales()}
    traits = {"cohort": cohort, "group": "", "commissioned_by": commissioned_by}
    return Reply(ref, f"Organisation {ref}", cohort, traits, {}, said)


def _said(cell: str | None) -> Said:
    if cell is None:
        return NoAnswer.OFF_ROUTE
    return NoAnswer(cell) if cell in set(NoAnswer) else frozenset({cell})
