"""Every published figure is an answer that its dialog can take, or is listed with the reason why it is nobody's answer.

A table for each dialog in tests/data/published/, named after it, with a row for every figure: where it is printed
(table, row, column, line of the source), the figure, and either what it counts or why it counts no answer.

- `of` is a question, or several that are counted together joined by ";", or "standard N" for what is worked out from
  a standard's items;
- `counted` is codes of its options or kinds of no-answer joined by ";", "given" for an open question (a theme of its
  code frame as well) or for a number that is averaged or added up, "=0", ">=2" and the like for a number, "share" for
  one that is part of another, and "score", "threshold" or "met" for a standard;
- `reason` stands instead of both.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from s11chat.dialog.condition import MODES, ROLES
from s11chat.dialog.load import load_dialog
from s11chat.dialog.model import Dialog, Kind, NoAnswer
from s11chat.dialog.question import Question, questions
from s11chat.settings import shipped

FOLDER = Path(__file__).parent / "data" / "published"
FIGURES = {
    "chscb-2011": {"percentages": 1240, "responses": 11, "commissioned_overall_claims": 178, "errata": 22},
    "cqc-2009": {
        "table01": 10,
        "table02": 20,
        "table03": 38,
        "table04": 25,
        "table05": 41,
        "table06": 15,
        "table07": 15,
        "table08": 12,
        "table09": 22,
        "table10": 8,
        "table11": 16,
        "table12": 4,
        "table13": 20,
        "findings": 243,
        "errata": 13,
    },
    "dcsf-2008": {
        "topline": 516,
        "table1_progress_by_type": 240,
        "subgroups": 348,
        "overall_in_text": 285,
        "frame": 118,
        "mode": 46,
        "significance": 20,
        "tolerance": 20,
        "errata": 19,
    },
    "dudley-2015": {"standards": 33, "subitems": 102, "errata": 7},
    "lscb-2007": {"figure1": 8, "figure2": 20, "findings": 58, "errata": 3},
}
"""How many figures are printed, by dialog and table: none may get lost here."""
BOUND = re.compile(r"(?:=|>|>=|<|<=)(\d+)")
OF_A_STANDARD = ("score", "threshold", "met")


@dataclass(frozen=True)
class Figure:
    """One published figure."""

    table: str
    row: str
    column: str
    figure: str
    line: str
    of: str
    counted: str
    reason: str

    def __str__(self) -> str:
        return f"{self.table} {self.row} {self.column}"


def dialogs() -> list[str]:
    """The dialogs of which something is published."""
    return sorted(path.stem for path in FOLDER.glob("*.csv"))


@cache
def figures(dialog: str) -> tuple[Figure, ...]:
    """Its published figures."""
    with (FOLDER / f"{dialog}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(Figure(**row) for row in csv.DictReader(file))


@cache
def script(dialog: str) -> Dialog:
    """The dialog as shipped."""
    return load_dialog(shipped("dialogs") / f"{dialog}.yaml")


def before(dialog: Dialog) -> Iterator[dict[str, str]]:
    """What can be known of a respondent before any answer."""
    for organisation, role, mode in product(dialog.organisations, ROLES, MODES):
        known = {"organisation.type": organisation.type, "role": role, "mode": mode}
        for name in ("cohort", "group"):
            if value := getattr(organisation, name):
                known[f"organisation.{name}"] = value
        yield known


@cache
def reached(dialog: str) -> frozenset[str]:
    """Every question that somebody is asked: at once, or after answers that can be given."""
    found: set[str] = set()
    for start in before(script(dialog)):
        asked: set[str] = set()
        for question in questions(script(dialog)).values():
            if all(condition.chance(start, asked).true for condition in question.conditions):
                asked.add(question.id)
        found |= asked
    return frozenset(found)


def counts(question: Question, counted: str) -> bool:
    """Whether the question can be answered in these ways."""
    ways = set(counted.split(";")) - {kind.value for kind in NoAnswer}
    if question.kind is Kind.NUMBER:
        return all(_of_number(question, way) for way in ways)
    return ways <= ({option.code for option in question.options} or {"given"})


def _of_number(question: Question, way: str) -> bool:
    bound = BOUND.fullmatch(way)
    if bound is None:
        return way == "given" or (way == "share" and question.share_of is not None)
    lowest, highest = question.minimum or 0, question.maximum
    return float(bound[1]) >= lowest and (highest is None or float(bound[1]) <= highest)


def at(dialog: str, table: str, row: str) -> Mapping[str, str]:
    """The figures of one row by column."""
    return {one.column: one.figure for one in figures(dialog) if (one.table, one.row) == (table, row)}


def test_there_is_a_table_for_each_dialog_counted_here() -> None:
    assert dialogs() == sorted(FIGURES)


@pytest.mark.parametrize("dialog", dialogs())
def test_no_figure_is_lost_or_there_twice(dialog: str) -> None:
    found: dict[str, int] = {}
    for one in figures(dialog):
        found[one.table] = found.get(one.table, 0) + 1
    assert found == FIGURES[dialog]
    assert len({(one.table, one.row, one.column) for one in figures(dialog)}) == len(figures(dialog))


@pytest.mark.parametrize("dialog", dialogs())
def test_every_figure_has_an_item_or_a_reason(dialog: str) -> None:
    for one in figures(dialog):
        assert one.figure, str(one)
        assert one.line, str(one)
        assert bool(one.of) == bool(one.counted), str(one)
        assert bool(one.of) != bool(one.reason), f"{one}: an item or a reason, and not both"
        assert not one.reason or len(one.reason.split()) > 3, f"{one}: say more than '{one.reason}'"


@pytest.mark.parametrize("dialog", dialogs())
def test_every_counted_answer_can_be_given_by_somebody(dialog: str) -> None:
    asked = questions(script(dialog))
    counted = {
        (id_, one.counted)
        for one in figures(dialog)
        if one.of and "standard" not in one.of
        for id_ in one.of.split(";")
    }
    for id_, answers in sorted(counted):
        assert id_ in asked, f"{dialog} has no question {id_}"
        assert counts(asked[id_], answers), f"{id_} cannot be answered {answers}"
        assert id_ in reached(dialog), f"nobody is asked {id_}"


@pytest.mark.parametrize("dialog", dialogs())
def test_every_figure_of_a_standard_is_one_the_dialog_works_out(dialog: str) -> None:
    for one in figures(dialog):
        if not one.of.startswith("standard"):
            continue
        scoring = script(dialog).scoring
        assert scoring is not None
        assert one.of.removeprefix("standard ") in {standard.standard for standard in scoring.standards}
        assert one.counted in OF_A_STANDARD, str(one)
        if one.counted == "threshold":
            assert float(one.figure) == scoring.threshold, str(one)
        if one.counted == "met":
            score = float(at(dialog, one.table, one.row)["overall_pct"])
            assert (one.figure == "yes") == (score >= scoring.threshold), str(one)


def test_what_is_printed_of_sixteen_agencies_is_not_more_than_sixteen() -> None:
    """The ways in which one point of Dudley's was answered do not overlap."""
    exclusive = ("ge75", "at50", "at25", "below50", "le50", "not_applicable", "no_response")
    rows = {one.row for one in figures("dudley-2015") if one.table == "subitems"}
    for row in rows:
        printed = at("dudley-2015", "subitems", row)
        total = sum(int(printed[column]) for column in exclusive if column in printed)
        assert total <= 16, row
        if "agencies_accounted_for" in printed and total:
            assert total == int(printed["agencies_accounted_for"]), row
