"""Columns held against all returns: signs beside figures, and what the survey of 2008 says of groups and the average."""

from __future__ import annotations

from functools import cache

from s11chat.analysis.difference import Method
from s11chat.report import cross_table
from s11chat.report.sheet import Wave
from s11chat.report.table import Report
from s11chat.services.tabulating import tables_of
from tests.analysis.survey_2008 import collection, rows, table

WAVE = Wave("d8", "Survey", True)
BANNERS = ("group", "type", "type:Health trusts=FT+ACUTE+MHT")
NAMES = {"LA": "local_authority", "HEALTH": "health", "CJ": "criminal_justice", "HT": "FT+ACUTE+MHT"}


METHOD = Method(table())
SMALL = "177"
"""Of foundation trusts, which are 49: no base under 50 is tested."""


@cache
def made() -> Report:
    """Tables of the survey."""
    return cross_table.report(
        tables_of(WAVE, collection(), BANNERS, ("q2", "q3", "q12"), (), (), METHOD, whole=True)
    )


def test_what_the_text_calls_different_from_the_average_has_its_sign() -> None:
    found = {
        (one["item"] + ("." + one["row"] if one["row"] else ""), one["option"], one["column"]): one[
            "against_all"
        ]
        for one in (dict(zip(made().records.columns, row, strict=True)) for row in made().records.rows)
    }
    said = [
        row
        for row in rows("dcsf-2008-subgroups.csv")
        if row["second"] == "ALL"
        and (row["question"], row["codes"], NAMES.get(row["first"], row["first"])) in found
    ]
    assert len(said) >= 25
    for row in said:
        sign = found[row["question"], row["codes"], NAMES.get(row["first"], row["first"])]
        way = "higher" if int(row["first_percent"]) > int(row["second_percent"]) else "lower"
        assert sign == ("" if row["id"] == SMALL else way), row["id"]


def test_signs_take_the_place_of_letters() -> None:
    (text,) = (one for one in made().tables if one.id == "q2")
    heads = [column.head for column in text.columns]
    assert "District council" in heads
    assert not any("(" in head for head in heads)
    row = next(row for row in text.rows if row.cells[0] == "Some in place")
    assert row.cells[heads.index("District council")] == "22 +"
    assert row.cells[1] == "9"
    assert {row[-2] for row in made().records.rows} == {""}
    assert any("tested against the rest" in note for note in made().notes)


def test_all_is_never_held_against_itself() -> None:
    for question in made().structure["questions"]:
        assert {answer["columns"][0]["against_all"] for answer in question["answers"]} == {""}
