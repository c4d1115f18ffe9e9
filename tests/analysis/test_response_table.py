"""The response table of the survey of 2008 as it was published, cell by cell, and tables that have their gaps.

tests/data/dcsf-2008-response.csv holds the published figures (DCSF-RR085, Appendix 1 and Appendix 5).
"""

from __future__ import annotations

import csv
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s11chat.analysis.response_table import Cell, ResponseRow, ResponseTable, response_table
from s11chat.analysis.rounding import decimal, half_up, per_cent, whole_per_cent
from s11chat.dialog.load import load_dialog
from s11chat.settings import shipped

DATA = Path(__file__).parents[1] / "data"
cells = st.lists(
    st.tuples(st.integers(min_value=0, max_value=300), st.integers(min_value=0, max_value=300)).map(
        lambda pair: Cell("t", "T", max(pair), min(pair))
    ),
    max_size=20,
)


@cache
def published() -> dict[str, dict[str, str]]:
    """The printed figures by type."""
    with (DATA / "dcsf-2008-response.csv").open(encoding="utf-8", newline="") as file:
        return {row["type_code"]: row for row in csv.DictReader(file)}


@cache
def survey() -> ResponseTable:
    """The table over the published counts."""
    return response_table(
        Cell(kind, kind, int(row["population"]), int(row["complete"]))
        for kind, row in published().items()
        if kind != "TOTAL"
    )


def row_of(kind: str) -> ResponseRow:
    """One row of the table."""
    found = (*survey().rows, survey().total)
    return next(row for row in found if row.cell.type == kind)


def test_all_sixteen_types_are_there_and_are_those_of_the_dialog() -> None:
    dialog = load_dialog(shipped("dialogs") / "dcsf-2008.yaml")
    assert [row.cell.type for row in survey().rows] == [kind.type for kind in dialog.organisations]
    assert len(survey().rows) == 16


@pytest.mark.parametrize("kind", published())
def test_every_published_figure_comes_out(kind: str) -> None:
    """An empty cell of the file was not printed."""
    row, printed = row_of(kind), {name: figure for name, figure in published()[kind].items() if figure}
    found = {
        "type_code": row.cell.type,
        "population": str(row.cell.population),
        "complete": str(row.cell.complete),
        "rate": whole_per_cent(row.rate),
        "weighted_count": str(row.weighted_count),
        "weighted_whole": whole_per_cent(row.weighted_profile),
        "unweighted_profile": per_cent(row.profile),
        "weighted_profile": per_cent(row.weighted_profile),
    }
    assert {name: found[name] for name in printed} == printed


def test_the_rate_of_all_is_56() -> None:
    assert survey().total.rate == Fraction(647, 1153)
    assert whole_per_cent(survey().total.rate) == "56"


def test_who_gave_no_return_leaves_the_weighting_base_and_is_named() -> None:
    """Three bodies of British Transport Police: 1,150 of 1,153."""
    assert survey().weighting_base == 1150
    assert [cell.type for cell in survey().silent] == ["BTP"]
    assert [row_of("BTP").weight, row_of("BTP").weighted, row_of("BTP").rate] == [None, 0, 0]
    assert row_of("PRIS").weight == Fraction(132 * 647, 1150 * 41)


def test_district_councils_give_way_so_that_the_column_adds_up() -> None:
    """Their 130.53 would be 131 by itself, and the column 648: it is the smallest of the parts above a half.

    The publication prints 130. It may have come there by its own rounded profile, 20.17 % of 647 = 130.4999;
    both ways give the same column, and this one needs no figure that was rounded before.
    """
    exact = row_of("DC").weighted
    assert decimal(exact, 2) == "130.53"
    assert sum(half_up(row.weighted) for row in survey().rows) == 648
    assert sum(row.weighted_count for row in survey().rows) == survey().total.weighted_count == 647
    parts = {row.cell.type: row.weighted % 1 for row in survey().rows if row.weighted % 1 > Fraction(1, 2)}
    assert min(parts, key=lambda kind: parts[kind]) == "DC"
    assert half_up(Fraction("0.2017") * 647) == 130


def test_the_effective_sample_size_is_603() -> None:
    size = survey().n_eff
    assert size is not None
    assert decimal(size, 2) == "603.03"
    assert decimal(Fraction(647) / size, 4) == "1.0729"


def test_nobody_answered() -> None:
    table = response_table([Cell("A", "A", 10, 0), Cell("B", "B", 0, 0)])
    assert [row.rate for row in table.rows] == [0, None]
    assert [row.weighted_profile for row in table.rows] == [None, None]
    assert (table.total.weighted_count, table.weighting_base, table.n_eff) == (0, 0, None)
    assert len(table.silent) == 2


def test_no_type_at_all() -> None:
    table = response_table([])
    assert (table.rows, table.total.rate, table.total.weighted_profile) == ((), None, None)


def test_more_returns_than_organisations_are_pointed_out() -> None:
    table = response_table([Cell("A", "A", 2, 3), Cell("B", "B", 4, 1, of_frame=True)])
    assert [cell.type for cell in table.beyond] == ["A"]
    assert [cell.type for cell in table.of_frame] == ["B"]
    assert table.rows[0].rate == Fraction(3, 2)


def test_returns_of_a_type_that_is_said_not_to_exist_have_no_weight() -> None:
    table = response_table([Cell("A", "A", 0, 3)])
    assert [table.rows[0].rate, table.rows[0].weighted, table.n_eff] == [None, 0, None]
    assert [cell.type for cell in table.beyond] == ["A"]


@given(cells)
def test_weights_keep_the_number_of_returns_and_never_enlarge_it(given_cells: list[Cell]) -> None:
    table = response_table(given_cells)
    returns = sum(cell.complete for cell in given_cells)
    assert table.total.weighted == returns
    assert sum(row.weighted_count for row in table.rows) == returns
    if table.n_eff is not None:
        assert 0 < table.n_eff <= returns
    for row in table.rows:
        if row.cell.complete:
            assert row.weighted_profile == Fraction(row.cell.population, table.weighting_base)
