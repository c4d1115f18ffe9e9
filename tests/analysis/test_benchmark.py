"""Benchmarks: means, quartiles and ranks by hand, the tables of the review of 2009, and what is never told."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s11chat.analysis.alike import alike
from s11chat.analysis.benchmark import (
    FEW,
    Group,
    Measure,
    compared,
    figures,
    measures,
    parted,
    standing,
    tellable,
)
from s11chat.analysis.reply import Reply
from s11chat.dialog.load import load_dialog
from s11chat.dialog.model import Dialog, Kind, NoAnswer
from s11chat.dialog.question import Question, questions
from s11chat.engine.answer import Answer
from tests.analysis import audit_2011

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT / "tests" / "data" / "published" / "cqc-2009.csv"
TYPES = {"Primary care trust": "PCT", "Acute": "ACUTE", "Mental health": "MHT", "Ambulance": "AMB"}


@cache
def review() -> Dialog:
    return load_dialog(ROOT / "dialogs" / "cqc-2009.yaml")


def asked() -> dict[str, Question]:
    return {id_: one for id_, one in questions(review()).items() if one.kind is not Kind.STATEMENT}


def returned(ref: str, type_: str, given: dict[str, object]) -> Reply:
    """A return with these numbers and codes, and nothing else."""
    answers = {id_: Answer(value) for id_, value in given.items()}  # type: ignore[arg-type]
    said = {
        id_: frozenset({value} if isinstance(value, str) else ())
        if (value := given.get(id_)) is not None
        else NoAnswer.OFF_ROUTE
        for id_ in asked()
    }
    return Reply(
        ref,
        f"Trust {ref}",
        type_,
        {"type": type_},
        {id_: answers.get(id_, Answer()) for id_ in asked()},
        said,
    )


def published(*tables: str) -> Iterable[tuple[dict[str, str], str]]:
    """Rows that print a figure of some of these tables, with the type of trust."""
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["table"] in tables and row["column"] != "without" and row["of"] in asked():
                yield row, next(code for name, code in TYPES.items() if name in row["row"])


def test_days_set_aside_by_role_and_type_are_averages() -> None:
    """Table 1: twenty trusts around each published average, half of them below it and half above."""
    checked = 0
    for row, type_ in published("table01"):
        mean = Fraction(row["figure"])
        members = [
            returned(f"T{at}", type_, {row["of"]: float(mean + Fraction(at % 2 * 4 - 2, 10))})
            for at in range(20)
        ]
        found = figures(type_, Measure(asked()[row["of"]]), members)
        assert found is not None
        assert (found.n, found.spread.mean, found.spread.median) == (20, mean, mean)
        checked += 1
    assert checked == 10


@pytest.mark.parametrize("table", ["table02", "table03"])
def test_who_said_the_same_adds_up_to_the_published_share(table: str) -> None:
    """Tables 2 and 3: of a hundred trusts, one of those that gave the answer is told of all the others that did."""
    checked = 0
    for row, type_ in published(table):
        share, code = Fraction(row["figure"]), row["counted"]
        if not code or not share or code not in {one.code for one in asked()[row["of"]].options}:
            continue
        many, of = (int(10 * share), 1000) if share.denominator > 1 else (int(share), 100)
        rest = next(one.code for one in asked()[row["of"]].options if one.code != code)
        members = tuple(_short(f"T{at}", type_, row["of"], code if at < many else rest) for at in range(of))
        told = alike(asked()[row["of"]], members[0], (Group(type_, members),))
        assert [(one.code, one.among[0].same, one.among[0].of) for one in told if one.among[0]] == [
            (code, many - 1, of - 1)
        ]
        checked += 1
    assert checked >= 20


def _short(ref: str, type_: str, question: str, code: str) -> Reply:
    return Reply(ref, ref, type_, {}, {question: Answer(code)}, {question: frozenset({code})})


def test_training_is_a_number_of_a_total() -> None:
    """Table 4: shares up to date by group of staff and type, added up over trusts of several sizes."""
    by_id = {one.question.id: one for one in measures(asked())}
    checked = 0
    for row, type_ in published("table04"):
        measure = by_id[row["of"]]
        assert measure.whole is not None
        whole, share = measure.whole.id, int(row["figure"])
        sizes = [(100, share + 3), (100, share - 3), (200, 2 * share), (400, 4 * share), (300, 3 * share)]
        members = [
            returned(f"T{at}", type_, {whole: size, row["of"]: part}) for at, (size, part) in enumerate(sizes)
        ]
        members.append(returned("none", type_, {whole: 0}))
        found = figures(type_, measure, members)
        assert found is not None
        assert found.together is not None
        assert (found.n, int(found.together.whole)) == (5, 1100)
        assert 100 * found.together.share == Fraction(share)
        checked += 1
    assert checked >= 20


def test_a_share_over_all_is_not_the_mean_of_shares() -> None:
    measure = next(one for one in measures(asked()) if one.question.id == "level2.gp.up_to_date")
    pairs = [(10, 10), (90, 0)]
    members = [
        returned(f"T{at}", "PCT", {"level2.gp.eligible": whole, "level2.gp.up_to_date": part})
        for at, (whole, part) in enumerate(pairs)
    ]
    found = figures("PCT", measure, members)
    assert found is not None
    assert found.together is not None
    assert (found.spread.mean, found.together.share) == (Fraction(1, 2), Fraction(1, 10))


def audit(ratings: str, cohort: str = "gp", start: int = 0) -> list[Reply]:
    """Returns that rate 1.1 so: n, p, f, or - for no answer."""
    codes = {"n": "not_met", "p": "partly_met", "f": "fully_met", "-": "not_answered"}
    return [
        audit_2011.reply(f"{cohort}{at}", cohort, {"1.1": codes[one]})
        for at, one in enumerate(ratings, start)
    ]


def first() -> Measure:
    return Measure(audit_2011.scales()[0].question)


def test_a_rating_stands_among_its_type_and_all() -> None:
    gp, other = audit("ffffffffppppppppnnnnnn--"), audit("fffnnn", "statutory")
    one = standing(first(), gp[8], (Group("GP", tuple(gp)), Group("All", (*gp, *other))))
    assert one.own == 50
    mine, everybody = one.beside
    assert mine.figures is not None
    assert (mine.figures.n, mine.figures.spread.mean) == (22, Fraction(1200, 22))
    assert mine.place is not None
    assert (mine.place.place, mine.place.tied, mine.place.of) == (9, 8, 22)
    assert everybody.figures is not None
    assert everybody.figures.n == 28


def test_ranks_need_twenty() -> None:
    gp = audit("fffffppppp" + "n" * 9)
    assert standing(first(), gp[0], (Group("GP", tuple(gp)),)).beside[0].place is None
    gp = audit("fffffppppp" + "n" * 10)
    assert standing(first(), gp[0], (Group("GP", tuple(gp)),)).beside[0].place is not None


def test_few_others_are_not_told_nor_to_be_worked_out() -> None:
    few = audit("fffff")
    assert standing(first(), few[0], (Group("GP", tuple(few)),)).beside[0].figures is None
    gp, odd = audit("ffffff"), audit("nn", "statutory")
    found = standing(first(), gp[0], (Group("GP", tuple(gp)), Group("All", (*gp, *odd))))
    assert [one.figures is not None for one in found.beside] == [True, False]
    told = alike(first().question, gp[0], (Group("GP", tuple(gp)), Group("All", (*gp, *odd))))
    assert [one and (one.same, one.of) for one in told[0].among] == [(5, 5), None]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=1, max_size=4).map(sorted))
def test_no_two_groups_that_are_told_differ_by_a_few(others: list[int]) -> None:
    told = [0, *(number for number, may in zip(others, tellable(others), strict=True) if may)]
    assert all(later == before or later - before >= FEW for before, later in pairwise(told))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 9), min_size=1, max_size=6))
def test_types_of_few_are_told_together(sizes: list[int]) -> None:
    groups = [Group(str(at), tuple(audit("f" * size, f"c{at}"))) for at, size in enumerate(sizes)]
    found = parted(groups, "rest")
    assert sum(len(one.members) for one in found) == sum(sizes)
    assert all(len(one.members) >= FEW for one in found) or sum(sizes) < FEW
    whole = compared(first(), groups, "rest")
    assert (whole.everybody is None) is (sum(sizes) < FEW)
    assert bool(whole.types) is (sum(sizes) >= FEW)
