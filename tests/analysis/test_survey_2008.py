"""The published topline and tables of the survey of 2008, cell by cell, out of returns.

tests/data/published/dcsf-2008.csv holds what was printed (DCSF-RR085, Table 1, Appendices 3 and 4).
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from s11chat.analysis.estimate import Estimate
from s11chat.analysis.reliability import reliability
from s11chat.analysis.rounding import decimal, per_cent, whole_per_cent
from s11chat.analysis.small_base import NO_BASE, printed
from s11chat.dialog.model import NoAnswer

from .survey_2008 import Returned, asked, returns, rows, table

GROUPS = {
    "LA": ("DC", "TTLA"),
    "HT": ("FT", "ACUTE", "MHT"),
    "HEALTH": ("PCT", "FT", "ACUTE", "MHT", "SHA", "AMB", "NHSD"),
    "CJ": ("YOT", "PRIS", "POL", "PROB", "YOI", "STC"),
}
NOT_REPRODUCED = {
    "ACUTE All in place": ("38", "37"),
    "STC Most in place": ("N=2", "1"),
}
"""21 of 56 is 37.5 %, printed as if it were less; of the one training centre the unweighted number is printed."""
OPEN = ("q12", "q13", "q14")
SWAPPED = {"q15": (318, "329")}
"""Of 318 online returns the publication prints the number of those by telephone as base."""


def figures(name: str, column: str) -> Iterator[dict[str, str]]:
    """The printed figures of one column of a published table."""
    for row in rows("published/dcsf-2008.csv"):
        if (row["table"], row["column"]) == (name, column):
            yield row


def of_group(name: str) -> list[Returned]:
    """The returns of a type, a group of types, or all."""
    return [one for one in returns() if name == "ALL" or one.type in GROUPS.get(name, (name,))]


def topline(row: dict[str, str]) -> Estimate:
    """The estimate that a figure of the topline prints; open questions are counted by theme, not knowing among them."""
    theme = row["row"].split()[0].removeprefix(row["of"].upper())
    return asked(row["of"], returns()).of(theme if row["of"] in OPEN else row["counted"])


def test_the_topline_comes_out_in_258_of_258_cells() -> None:
    found = {
        row["row"]: (whole_per_cent(topline(row).share), row["figure"])
        for row in figures("topline", "percent")
    }
    assert len(found) == 258
    assert {cell: both for cell, both in found.items() if both[0] != both[1]} == {}


def test_every_base_of_the_topline_follows_from_the_route() -> None:
    bases = {row["row"]: row["figure"] for row in figures("topline", "base")}
    wrong = {}
    for row in figures("topline", "percent"):
        base = topline(row).base.unweighted
        if str(base) != bases[row["row"]]:
            wrong[row["of"]] = (base, bases[row["row"]])
    assert wrong == SWAPPED


def test_what_is_blank_is_what_the_route_leaves_out() -> None:
    for one in returns():
        off = {id_ for id_, said in one.said.items() if said is NoAnswer.OFF_ROUTE}
        assert off == one.blank
    off_route = {
        id_: asked(id_, returns()).without(NoAnswer.OFF_ROUTE).unweighted for id_ in ("q4", "q8", "q16")
    }
    assert off_route == {"q4": 8, "q8": 39, "q16": 105}


def test_table_1_comes_out_in_118_of_120_cells_and_the_other_two_are_the_known_faults() -> None:
    found = {}
    for row in figures("table1_progress_by_type", "value"):
        group = row["row"].split()[0]
        found[row["row"]] = (printed(asked("q2", of_group(group)).of(row["counted"])), row["figure"])
    assert len(found) == 120
    assert {
        cell: both for cell, both in found.items() if both[0].removeprefix("N=") != both[1]
    } == NOT_REPRODUCED


@pytest.mark.parametrize("row", list(figures("table1_progress_by_type", "base")), ids=lambda row: row["row"])
def test_bases_of_table_1_are_unweighted(row: dict[str, str]) -> None:
    assert str(asked("q2", of_group(row["row"].split()[0])).base.unweighted) == row["figure"]


def test_table_8_comes_out() -> None:
    names = ("effective_n", "tol_10_or_90", "tol_30_or_70", "tol_50")
    published = list(
        zip(*([row["figure"] for row in figures("tolerance", name)] for name in names), strict=True)
    )
    found = [
        (decimal(row.base, 0), *(str(margin.points) for margin in row.margins))
        for row in reliability(table()).tolerances
    ]
    assert found == published
    assert len(found) == 5


def test_table_9_comes_out() -> None:
    names = ("effective_n1", "effective_n2", "diff_10_or_90", "diff_30_or_70", "diff_50")
    published = list(
        zip(*([row["figure"] for row in figures("significance", name)] for name in names), strict=True)
    )
    found = [
        (str(row.first), str(row.second), *(str(margin.points) for margin in row.margins))
        for row in reliability(table()).differences
    ]
    assert found == published
    assert len(found) == 4


def test_the_returns_have_the_published_profile_and_effective_size() -> None:
    for row, printed_row in zip(table().rows, rows("dcsf-2008-response.csv"), strict=False):
        assert row.cell.complete == int(printed_row["complete"])
        assert per_cent(row.weighted_profile) == printed_row["weighted_profile"] or not row.cell.complete
    base = asked("q2", returns()).base
    assert base.n_eff is not None
    assert base.design_effect is not None
    assert (base.unweighted, int(base.weighted)) == (647, 647)
    assert (decimal(base.n_eff, 2), decimal(base.design_effect, 4)) == ("603.03", "1.0729")
    assert (base.n_eff, base.weighted) == (table().n_eff, table().total.weighted)


@pytest.mark.parametrize(
    ("question", "codes", "apart", "together"),
    [
        ("q7.f", ("1", "2"), ["72", "15"], "88"),
        ("q7.d", ("3", "4"), ["3", "3"], "7"),
        ("q3.d", ("2", "3", "4", "5"), ["26", "5", "2", "2"], "34"),
        ("q3.i", ("2", "3", "4", "5"), ["28", "3", "2", "2"], "34"),
    ],
)
def test_answers_together_are_rounded_once(
    question: str, codes: tuple[str, ...], apart: list[str], together: str
) -> None:
    """The text of the publication prints these four, and its topline the parts, which add up to something else."""
    found = asked(question, returns())
    assert [whole_per_cent(found.of(code).share) for code in codes] == apart
    assert whole_per_cent(found.of(*codes).share) == together


def test_several_answers_are_per_cent_of_those_who_answered() -> None:
    found = asked("q12", returns())
    themes = [found.of(str(theme)) for theme in range(1, 15)]
    assert sum(one.share or 0 for one in themes) > 1
    everybody = found.of(*(str(theme) for theme in range(1, 15)))
    assert everybody.share == 1
    assert everybody.size.unweighted == 647


def test_nobody_of_a_type_gives_no_figure() -> None:
    assert printed(asked("q2", of_group("BTP")).of("1")) == NO_BASE
