"""The topline and the tables of the survey of 2008 as they are printed, cell by cell, and what any table must hold."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s11chat.analysis.difference import Method
from s11chat.analysis.reply import Collection
from s11chat.analysis.rounding import half_up
from s11chat.analysis.selection import filter_of, meant
from s11chat.analysis.spread import spread
from s11chat.analysis.trace import trace
from s11chat.errors import UsageError
from s11chat.report import cross_table, topline
from s11chat.report import trace as trace_paper
from s11chat.report.sheet import Wave
from s11chat.report.table import Report, Role
from s11chat.services.tabulating import tables_of, topline_of
from tests.analysis.survey_2008 import collection, rows, table

WAVE = Wave("s8", "Survey", True)
TRUSTS = "type:Trusts=FT+ACUTE+MHT"
METHOD = Method(table())
GROUPS = {"LA": "local_authority", "HEALTH": "health", "CJ": "criminal_justice", "HT": "FT+ACUTE+MHT"}
NOT_REPRODUCED = {"ACUTE All in place": ("38", "37"), "STC Most in place": ("N=2", "1")}
"""21 of 56 is 37.5 %, printed as if it were less; of the one training centre the unweighted number is printed."""


@cache
def whole() -> Report:
    """The topline."""
    return topline.report(topline_of(WAVE, collection()))


def by(
    *banner: str, items: tuple[str, ...] = (), where: tuple[str, ...] = (), letters: bool = True
) -> Report:
    """Tables of the survey."""
    return cross_table.report(
        tables_of(WAVE, collection(), banner, items, where, (), METHOD if letters else None)
    )


def facts(report: Report) -> Iterator[dict[str, str]]:
    """Its records by column."""
    return (dict(zip(report.records.columns, row, strict=True)) for row in report.records.rows)


def published(name: str, column: str) -> list[dict[str, str]]:
    """The printed figures of one column of a published table."""
    return [row for row in rows("published/dcsf-2008.csv") if (row["table"], row["column"]) == (name, column)]


def test_the_topline_prints_258_of_258_cells() -> None:
    found = {(f"{fact['item']}.{fact['row']}".rstrip("."), fact["option"]): fact for fact in facts(whole())}
    wrong = {}
    for row in published("topline", "percent"):
        theme = row["row"].split()[0].removeprefix(row["of"].upper())
        code = theme if row["of"] in ("q12", "q13", "q14") else row["counted"]
        if (said := found[row["of"], code]["percent_printed"]) != row["figure"]:
            wrong[row["row"]] = (said, row["figure"])
    assert wrong == {}
    assert len(found) == 258 + 1, (
        "a job that is not stated is in the base, and the publication does not print it"
    )


def test_the_columns_of_the_topline_are_those_agreed() -> None:
    first = next(fact for fact in facts(whole()) if fact["item"] == "q3")
    assert first == {
        "item": "q3",
        "row": "a",
        "option": "1",
        "label": "Fully in place",
        "percent": "80.8",
        "percent_printed": "81",
        "count_weighted": "522.69",
        "base_unweighted": "647",
        "base_weighted": "647.00",
        "n_eff": "603.03",
    }


def test_table_1_prints_118_of_120_cells() -> None:
    report = by("group", TRUSTS, "type", items=("q2",), letters=False)
    printed = {}
    (one,) = report.tables
    for at, column in enumerate(report.structure["columns"]):
        for answer, told in zip(report.structure["questions"][0]["answers"], one.rows[4:], strict=True):
            printed[column["column"], answer["option"]] = told.cells[at + 1]
    wrong = {}
    cells = published("table1_progress_by_type", "value")
    for row in cells:
        name = row["row"].split()[0]
        said = printed["total" if name == "ALL" else GROUPS.get(name, name), row["counted"]]
        if said.removeprefix("N=") != row["figure"]:
            wrong[row["row"]] = (said, row["figure"])
    assert (len(cells), wrong) == (120, NOT_REPRODUCED)


def test_a_table_says_how_small_its_bases_are() -> None:
    (one,) = by("type", items=("q2",)).tables
    marks = dict(zip((column.head for column in one.columns), one.rows[3].cells, strict=True))
    assert one.rows[3].role is Role.BASE
    assert marks["Answer"] == "Small base"
    assert {
        name: mark for name, mark in marks.items() if name.startswith(("Police", "Prison", "Youth", "Total"))
    } == {
        "Total": "",
        "Police force (L)": "N=",
        "Prison (K)": "indicative",
        "Youth offending team (J)": "caution",
    }
    assert any("Base under 20" in note for note in one.notes)


def test_a_banner_may_be_the_answers_to_another_question_and_a_filter_is_told_in_the_title() -> None:
    report = by("q11", "mode", items=("q7.f",), where=("group=health+criminal_justice", "q6=1"))
    (one,) = report.tables
    assert [column.head for column in one.columns[2:]] == [
        "Yes (A)",
        "No (B)",
        "Don't know (C)",
        "online (D)",
        "telephone (E)",
    ]
    assert [column.over for column in one.columns[2:]] == ["q11"] * 3 + ["Mode"] * 2
    assert one.title.endswith("; only Group: health + criminal justice; q6: Yes")


@pytest.mark.parametrize(
    ("banner", "items", "where", "said"),
    [
        ("typ", (), (), "did you mean 'type'?"),
        ("type:XX", (), (), "Type of organisation has no 'XX'"),
        ("type", ("q99",), (), "There is no question 'q99'"),
        ("type", (), ("mode",), "limits nothing"),
        ("type", (), ("q6=9",), "q6 has no '9'"),
    ],
)
def test_what_cannot_be_read_is_said(
    banner: str, items: tuple[str, ...], where: tuple[str, ...], said: str
) -> None:
    with pytest.raises(UsageError, match=said.replace("?", r"\?").replace("(", r"\(")):
        by(banner, items=items, where=where)


@pytest.mark.parametrize("net", ["q7", "q7=1", "q9x=1+2", "q7=1+9"])
def test_a_net_of_what_is_not_there_is_refused(net: str) -> None:
    with pytest.raises(UsageError):
        topline_of(WAVE, collection(), [net])


def test_nets_are_reckoned_from_exact_values() -> None:
    """The publication prints 88 beside 72 and 15."""
    report = topline.report(topline_of(WAVE, collection(), ["q7.f=1+2:Implemented"]))
    said = {
        fact["label"]: fact["percent_printed"]
        for fact in facts(report)
        if (fact["item"], fact["row"]) == ("q7", "f")
    }
    assert (said["Fully in place"], said["Currently being implemented"], said["Implemented"]) == (
        "72",
        "15",
        "88",
    )


def test_no_table_is_without_its_base() -> None:
    for one in (*whole().tables, *by("mode", letters=False).tables):
        assert one.base.startswith("Base, ")
        assert len({len(row.cells) for row in one.rows} | {len(one.columns)}) == 1


@settings(max_examples=3, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_the_order_of_the_returns_changes_nothing(seed: int) -> None:
    mixed = list(some().replies)
    random.Random(seed).shuffle(mixed)
    other = replace(some(), replies=tuple(mixed))
    items = ("q3", "q5", "q12")
    assert tables_text(other, items) == tables_text(some(), items)


@cache
def some() -> Collection:
    """The survey, in a collection of its own."""
    return replace(collection())


def tables_text(found: Collection, items: tuple[str, ...]) -> Report:
    """Tables by group with tests."""
    return cross_table.report(tables_of(WAVE, found, ("group",), items, (), (), METHOD))


def test_columns_add_up_to_the_total_and_single_answers_to_their_base() -> None:
    report = by("type", "mode", letters=False)
    for question in report.structure["questions"]:
        weighted: dict[str, float] = {}
        for column, base in zip(report.structure["columns"], question["bases"], strict=True):
            weighted[column["banner"]] = weighted.get(column["banner"], 0.0) + base["base_weighted"]
        assert weighted["type"] == pytest.approx(weighted[""])
        assert weighted["mode"] == pytest.approx(weighted[""])
        if question["item"] not in ("q5", "q12", "q13", "q14"):
            shares = [answer["columns"][0]["percent"] for answer in question["answers"]]
            assert sum(shares) == pytest.approx(100)


BANNERS = ("group", TRUSTS, "type", "completion", "q6", "q8", "q11", "q17:1,2,3", "q12:1", "q13:1")


def test_345_of_347_figures_of_groups_in_the_text_come_out_of_one_banner() -> None:
    """Of the other two, 83 % is 82.498 with exact weights, and 39 % cannot be: see the errata of the publication."""
    wanted = rows("dcsf-2008-groups.csv")
    nets = sorted({f"{one['question']}={one['answer']}" for one in wanted if "+" in one["answer"]})
    items = tuple({one["question"] for one in wanted})
    found = {}
    for fact in facts(cross_table.report(tables_of(WAVE, collection(), BANNERS, items, (), nets))):
        group = f"{fact['banner']}={fact['column']}" if fact["banner"].startswith("q") else fact["column"]
        found[f"{fact['item']}.{fact['row']}".rstrip("."), fact["option"], group] = fact
    wrong = {}
    for one in wanted:
        fact = found[one["question"], one["answer"], one["group"]]
        number = f"N={half_up(Fraction(fact['count_weighted']))}"
        said = number if one["figure"].startswith("N=") else fact["percent_printed"].replace("*", "0")
        if said != one["figure"].replace("*", "0"):
            wrong[one["id"]] = (one["group"], said, one["figure"])
    assert wrong == {"84": ("local_authority", "82", "83"), "190": ("delegated", "29", "39")}
    assert len(wanted) == 347


def test_every_figure_that_the_text_prints_of_all_comes_out() -> None:
    """A net is rounded once: 34 % in the text beside 26, 5, 2 and 2 in the topline."""
    wanted = [row for row in published("overall_in_text", "percent_in_text") if row["counted"]]
    codes = [
        row["row"].split()[1].removeprefix(row["of"].upper())
        if row["counted"] == "given"
        else row["counted"].replace(";", "+")
        for row in wanted
    ]
    nets = {f"{row['of']}={code}" for row, code in zip(wanted, codes, strict=True) if "+" in code}
    found = {
        (f"{fact['item']}.{fact['row']}".rstrip("."), fact["option"]): fact["percent_printed"]
        for fact in facts(topline.report(topline_of(WAVE, collection(), sorted(nets))))
    }
    said = {
        row["row"]: (found[row["of"], code], row["figure"]) for row, code in zip(wanted, codes, strict=True)
    }
    assert {row: both for row, both in said.items() if both[0] != both[1]} == {}
    assert len(said) == 142


@pytest.mark.parametrize(
    ("question", "option", "where"),
    [
        ("q3.a", "1", ()),
        ("q7.f", "1+2", ("group=health",)),
        ("q12", "Policy / management", ("mode=online", "q6=1")),
        ("q4", "base", ()),
        ("q4", "off_route", ()),
        ("q2", "5", ()),
    ],
)
def test_the_returns_behind_a_figure_add_up_to_it(question: str, option: str, where: tuple[str, ...]) -> None:
    filters = [filter_of(collection(), one) for one in where]
    found = trace(collection(), collection().questions[question], option, meant(collection(), filters))
    assert found.agrees
    printed = trace_paper.report(trace_paper.TraceReport(WAVE, collection(), found))
    assert "The returns above add up to it." in printed.tables[0].notes
    assert len(printed.records.rows) == found.figure.size.unweighted


def test_a_figure_of_which_a_return_is_missing_is_not_said_to_add_up() -> None:
    found = trace(collection(), collection().questions["q2"], "1")
    short = replace(found, rows=found.rows[1:])
    printed = trace_paper.report(trace_paper.TraceReport(WAVE, collection(), short))
    assert any("DO NOT ADD UP" in note for note in printed.tables[0].notes)


def test_quartiles_are_weighted() -> None:
    one, two = Fraction(1), Fraction(2)
    assert spread([]) is None
    even = spread([(Fraction(number), one) for number in (4, 1, 3, 2)])
    assert even is not None
    assert (even.lower_quartile, even.median, even.upper_quartile, even.mean) == (
        Fraction(3, 2),
        Fraction(5, 2),
        Fraction(7, 2),
        Fraction(5, 2),
    )
    heavy = spread([(Fraction(1), one), (Fraction(10), two)])
    assert heavy is not None
    assert [heavy.lowest, heavy.median, heavy.mean] == [1, 10, 7]
