"""The reports of a wave are held against each other before they are published, and a waiver is of its figures alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from s11chat.analysis.finding import Kind
from s11chat.errors import RefusedError, StateError, UsageError
from s11chat.report import delegates as delegates_on_paper
from s11chat.report import response as response_on_paper
from s11chat.report import topline as topline_on_paper
from s11chat.report.edition import Edition, Format
from s11chat.report.table import Report
from s11chat.services.contrasting import delegates
from s11chat.services.counting import response
from s11chat.services.desk import Desk
from s11chat.services.publishing import Release, release
from s11chat.services.reconciling import Check, check, own_findings, unwaive, waive, waivers
from s11chat.services.tabulating import topline
from tests.office import SURVEY
from tests.services.test_importing import WHOLE, respondent, surveyed, take


def reports(desk: Desk) -> list[Report]:
    return [
        topline_on_paper.report(topline(desk.kept, SURVEY)),
        response_on_paper.report(response(desk.kept, SURVEY)),
        delegates_on_paper.report(delegates(desk.kept, SURVEY)),
    ]


def with_cell(report: Report, row: int, column: str, value: str) -> Report:
    """The same report with another record."""
    at = report.records.columns.index(column)
    rows = [list(one) for one in report.records.rows]
    rows[row][at] = value
    return replace(report, records=replace(report.records, rows=tuple(map(tuple, rows))))


@pytest.fixture
def filled(desk: Desk, tmp_path: Path) -> Desk:
    """A wave with three returns imported, one of them of a delegate."""
    take(desk, surveyed(tmp_path, *(respondent(ref) for ref in WHOLE)))
    return desk


def of(desk: Desk, *made: Report) -> Check:
    return check(desk.kept, SURVEY, made)


def test_the_reports_of_a_wave_reconcile_with_its_returns_and_with_each_other(filled: Desk) -> None:
    found = of(filled, *reports(filled))
    assert found.open == ()
    assert found.figures > 200
    assert found.reports == ("topline", "response", "delegates")


def test_imported_returns_of_delegates_are_delegates_in_every_report(filled: Desk) -> None:
    (online,) = (one for one in reports(filled) if one.name == "delegates")
    assert online.structure["delegates"] == 1


def test_a_figure_that_was_changed_is_found(filled: Desk) -> None:
    right = reports(filled)
    for name, row, column, value, kind in (
        ("topline", 0, "base_unweighted", "9", Kind.BASE),
        ("topline", 0, "percent_printed", "77", Kind.TEXT),
        ("response", -1, "complete", "5", Kind.BASE),
        ("response", 0, "complete", "2", Kind.TOTAL),
        ("response", 0, "weighted_count", "3", Kind.WEIGHT),
        ("response", 0, "rate", "99", Kind.RATE),
    ):
        made = [with_cell(one, row, column, value) if one.name == name else one for one in right]
        found = (*of(filled, *made).open, *(fault for one in made for fault in own_findings(one)))
        assert kind in {one.kind for one in found}, (name, column)
        assert all(one.place.startswith(("report", "returns of the wave")) for one in found)


def test_a_cell_that_is_not_its_exact_value_and_a_table_without_base_are_found(filled: Desk) -> None:
    _, answered, _ = reports(filled)
    (table,) = answered.tables
    first = table.rows[0]
    rows = (replace(first, cells=(first.cells[0], first.cells[1], first.cells[2], "1", *first.cells[4:])),)
    changed = replace(answered, tables=(replace(table, rows=(*rows, *table.rows[1:])),))
    assert [one.kind for one in own_findings(changed)] == [Kind.PRINT]
    columns = tuple(replace(one, head="%" if one.head == "Population" else one.head) for one in table.columns)
    bare = replace(answered, base="", tables=(replace(table, columns=columns),))
    assert Kind.BASE in {one.kind for one in own_findings(bare)}


def test_a_waiver_is_of_one_finding_until_its_figures_change(filled: Desk) -> None:
    made = reports(filled)
    wrong = [with_cell(made[0], 0, "base_unweighted", "9"), *made[1:]]
    first = of(filled, *wrong)
    names = {one.id for one in first.open}
    for name in names:
        waive(filled.kept, SURVEY, name, "  it is known \n and told ", lambda: of(filled, *wrong))
    found = of(filled, *wrong)
    assert found.open == ()
    assert {one.id for one, _ in found.waived} == names
    assert {waiver.reason for _, waiver in found.waived} == {"it is known and told"}
    other = of(filled, with_cell(made[0], 0, "base_unweighted", "8"), *made[1:])
    assert other.open
    assert {waiver.finding for waiver in other.lapsed} == names
    name = min(names)
    with pytest.raises(StateError, match="waived already"):
        waive(filled.kept, SURVEY, name, "again", lambda: found)
    unwaive(filled.kept, SURVEY, name, "the table is mended")
    assert name not in waivers(filled.kept, SURVEY)
    with pytest.raises(UsageError, match="No waiver"):
        unwaive(filled.kept, SURVEY, name, "again")


def test_a_waiver_needs_a_reason_and_a_finding_that_is_open(filled: Desk) -> None:
    found = of(filled, *reports(filled))
    with pytest.raises(UsageError, match="Say why"):
        waive(filled.kept, SURVEY, "text-00000000", "  ", lambda: found)
    with pytest.raises(UsageError, match="at most 500"):
        waive(filled.kept, SURVEY, "text-00000000", "x" * 501, lambda: found)
    with pytest.raises(UsageError, match="Nothing called text-00000000 is open"):
        waive(filled.kept, SURVEY, "text-00000000", "why", lambda: found)


def test_nothing_is_released_while_a_finding_is_open_and_waivers_stand_in_the_note(filled: Desk) -> None:
    right = reports(filled)
    wrong = [with_cell(right[0], 0, "base_unweighted", "9"), *right[1:]]

    def released(made: list[Report]) -> Release:
        edition = Edition(filled.kept.today)
        return release(filled.kept, SURVEY, made, [("diary", "not wanted")], [Format.TERMINAL], edition)

    with pytest.raises(RefusedError, match="open: look with s11chat report check"):
        released(wrong)
    for one in of(filled, *wrong).open:
        waive(filled.kept, SURVEY, one.id, "known and told", lambda: of(filled, *wrong))
    note = released(wrong).files["technical-note.txt"].decode()
    assert "known and told" in note
    assert "not wanted" in note
    assert "known and told" not in released(right).files["technical-note.txt"].decode()
