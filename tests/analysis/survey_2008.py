"""The survey of 2008 as respondents might have answered it, read as returns of its dialog.

tests/data/dcsf-2008-returns.csv has a row for each of 647 returns, invented so that their weighted answers give the
published figures: no row is a real organisation. A grid is a string of codes, one a row, `.` where it is blank; codes
of several answers, and the themes of open ones, are joined by `;`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from s11chat.analysis.estimate import Frequency, frequency
from s11chat.analysis.reply import Collection, Reply
from s11chat.analysis.response_table import Cell, ResponseTable, response_table
from s11chat.analysis.tally import Said, Tally, said
from s11chat.dialog.load import load_dialog
from s11chat.dialog.model import Dialog, Kind, NoAnswer
from s11chat.dialog.question import questions
from s11chat.engine.answer import Answer
from s11chat.engine.route import route
from s11chat.settings import shipped

DATA = Path(__file__).parents[1] / "data"


@dataclass(frozen=True)
class Returned:
    """One return."""

    type: str
    group: str
    mode: str
    delegated: bool
    signed: str
    said: Mapping[str, Said]
    blank: frozenset[str]
    """The questions without an answer in the file."""


def rows(name: str) -> list[dict[str, str]]:
    """A file of the test data."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def dialog() -> Dialog:
    """The dialog as shipped."""
    return load_dialog(shipped("dialogs") / "dcsf-2008.yaml")


@cache
def returns() -> tuple[Returned, ...]:
    """All returns, routed by the dialog."""
    return tuple(map(_returned, rows("dcsf-2008-returns.csv")))


@cache
def table() -> ResponseTable:
    """The response table over the published frame and these returns."""
    complete = [one.type for one in returns()]
    return response_table(
        Cell(row["type_code"], row["type_code"], int(row["population"]), complete.count(row["type_code"]))
        for row in rows("dcsf-2008-response.csv")
        if row["type_code"] != "TOTAL"
    )


@cache
def weights() -> Mapping[str, Fraction]:
    """The weight of a return by type."""
    return {row.cell.type: row.weight for row in table().rows if row.weight is not None}


@cache
def collection() -> Collection:
    """The same as reports see them, in no database."""
    asked = {id_: one for id_, one in questions(dialog()).items() if one.kind is not Kind.STATEMENT}
    replies = (_reply(f"S{number:03}", one) for number, one in enumerate(returns(), 1))
    return Collection(dialog(), asked, table(), tuple(replies))


def _reply(ref: str, one: Returned) -> Reply:
    traits = {
        "type": one.type,
        "group": one.group,
        "mode": one.mode,
        "completion": "delegated" if one.delegated else "direct",
        "signed": one.signed,
    }
    given = {
        id_: Answer(no_answer=said) if isinstance(said, NoAnswer) else Answer(tuple(sorted(said)))
        for id_, said in one.said.items()
    }
    return Reply(ref, f"Organisation {ref}", one.type, traits, given, one.said)


def asked(question: str, among: Iterable[Returned]) -> Frequency:
    """The answers to a question among these returns."""
    tally = Tally.of((one.type, one.said[question]) for one in among)
    return frequency(tally, weights(), questions(dialog())[question].options)


def _returned(row: Mapping[str, str]) -> Returned:
    every = questions(dialog())
    written = {id_: _written(row, id_, question.row) for id_, question in every.items()}
    answers = {
        id_: Answer(tuple(text.split(";")) if every[id_].kind is Kind.MULTI else text)
        for id_, text in written.items()
        if text
    }
    organisation = dialog().organisation(row["type"])
    assert organisation is not None
    role = "delegate" if row["completion"] == "delegated" else "lead"
    facts = organisation.facts(row["mode"], role)
    on_route = frozenset(question.id for question in route(every.values(), answers, facts))
    return Returned(
        type=row["type"],
        group=organisation.group or "",
        mode=row["mode"],
        delegated=role == "delegate",
        signed=row["signed_off"],
        said={
            id_: said(question, on_route, answers, written[id_].split(";")) for id_, question in every.items()
        },
        blank=frozenset(id_ for id_, text in written.items() if not text),
    )


def _written(row: Mapping[str, str], id_: str, place: int) -> str:
    cell = row[id_.partition(".")[0]]
    return cell[place - 1].strip(".") if place else cell
