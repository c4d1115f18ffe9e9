"""Exceptions and plans of a wave: who falls short of what, with what they wrote, and whether anything is planned."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from s11chat.analysis.compliance import Level
from s11chat.analysis.exception import Finding
from s11chat.dialog.model import NoAnswer
from s11chat.errors import UsageError
from s11chat.report import plans as plans_paper
from s11chat.report.exceptions import COLUMNS, report
from s11chat.report.table import Table
from s11chat.services.desk import Desk
from s11chat.services.excepting import exceptions
from s11chat.services.fielding import new_wave
from s11chat.services.framing import import_frame
from s11chat.services.progressing import plan_report, progress_report
from s11chat.services.witnessing import looks
from s11chat.settings import shipped
from tests.office import AUDIT, COUNCIL, FRAMES, answer_on, delegate, say

LATER = "audit-13"
TITLE = "City and Hackney section 11 audit, 2011"
WORDS = "partly, nurses have it but the front desk does not"


@pytest.fixture
def later(desk: Desk, tmp_path: Path) -> Desk:
    """A wave in which the council rates four standards, one of them lower than two years before."""
    say(delegate(desk, COUNCIL), "fully met", "Minutes of 3 March")
    file = tmp_path / "later.csv"
    file.write_text(FRAMES[AUDIT], encoding="utf-8")
    new_wave(desk.kept, LATER, shipped("dialogs") / "chscb-2011.yaml", title="Audit 2013")
    import_frame(desk.kept, LATER, file)
    sitting = delegate(desk, f"{LATER}/ST1")
    say(sitting, WORDS, "Train the desk", "Nell Thimble, practice nurse", "30 June 2027")
    say(sitting, "not met", ":skip", ":skip", ":skip", ":go 2.2", "fully met", "A leaflet")
    say(sitting, ":go 2.3", ":na we commission nobody")
    return desk


def found(desk: Desk) -> dict[str, Finding]:
    figures = exceptions(desk.kept, LATER, begun=True)
    return {
        one.standard: one
        for one in figures.findings
        if one.level is not NoAnswer.NOT_REACHED and one.ref == "ST1"
    }


def test_a_finding_says_what_was_rated_written_planned_and_what_fell(later: Desk) -> None:
    findings = found(later)
    assert list(findings) == ["1.1", "1.2", "2.3"]
    first, second, third = findings.values()
    assert (first.level, first.rating) == (Level.PARTLY_MET, "Partly met")
    assert first.words == (WORDS,)
    assert first.before == f"Fully met, in {TITLE}"
    assert [one.owner for one in first.actions] == ["Nell Thimble, practice nurse"]
    assert not first.missing
    assert (second.level, second.words, second.before) == (Level.NOT_MET, (), "")
    assert second.missing
    assert (third.level, third.missing) == (NoAnswer.NOT_APPLICABLE, False)
    assert third.words == ("we commission nobody",)


def test_the_report_lists_them_by_standard_and_names_who_gave_nothing(later: Desk) -> None:
    made = report(exceptions(later.kept, LATER, begun=True))
    tables = {table.id: table for table in made.tables}
    assert cells(tables["missing"]) == [("Hackham Council", "1.2", "-")]
    assert cells(tables["lowered"])[1] == ("Hackham Council", "Partly met", f"Fully met, in {TITLE}")
    assert cells(tables["written"])[1] == ("Hackham Council", WORDS)
    plan = cells(tables["below"])[1][2]
    assert plan == "Train the desk (Nell Thimble, practice nurse, by 30 June 2027: open)"
    assert [row[0] for row in cells(tables["no-return"])] == [
        "Bright Start Limited",
        "Larch Lane Surgery",
        "Rivertown Youth Club",
    ]
    assert tables["compliant"].notes == ("None.",)
    records = {row[0]: dict(zip(COLUMNS, row, strict=True)) for row in made.records.rows}
    assert records["1.1"]["due"] == "2027-06-30"
    assert records["1.2"]["action_missing"] == "yes"


def test_a_return_that_is_only_begun_is_left_out_and_named(later: Desk) -> None:
    figures = exceptions(later.kept, LATER)
    assert figures.findings == ()
    assert [one.ref for one in figures.begun] == ["ST1"]
    assert "1 begun return left out" in " ".join(report(figures).notes)


def test_unnamed_it_tells_nobody_and_withholds_small_cohorts(later: Desk) -> None:
    made = report(exceptions(later.kept, LATER, begun=True, unnamed=True))
    told = f"{made.tables} {made.records} {made.structure} {made.notes}"
    for name in ("Hackham", "ST1", "Thimble", "front desk", "Larch Lane"):
        assert name not in told
    assert made.records.rows[0][:4] == ("1.1", "statutory", "1", "[c]")


def test_taking_it_out_is_put_on_record_with_names_alone(later: Desk) -> None:
    exceptions(later.kept, LATER, unnamed=True)
    assert "the exceptions" not in {one.detail for one in looks(later.kept, LATER)}
    exceptions(later.kept, LATER)
    assert "the exceptions" in {one.detail for one in looks(later.kept, LATER)}


def test_plans_are_counted_as_the_progress_report_counts_them(later: Desk) -> None:
    sitting = delegate(later, f"{LATER}/ST1")
    answer_on(sitting)
    say(
        sitting,
        ":go 1.2.action",
        "Write a policy",
        ":go 1.2.lead",
        "Ruth Oakley",
        ":go 1.2.due",
        "1 October 2026",
    )
    kept = replace(later.kept, clock=lambda: datetime(2027, 1, 1, tzinfo=UTC))
    figures = plan_report(kept, LATER)
    assert figures.progress == progress_report(kept, LATER)
    made = plans_paper.report(figures)
    tables = {table.id: table for table in made.tables}
    total = cells(tables["standards"])[-1]
    counted = figures.progress.total
    assert total[:6] == (
        "Total",
        *map(str, (counted.promised, counted.done, counted.under_way, counted.open, counted.late)),
    )
    assert counted.late == 1
    assert cells(tables["overdue"]) == [("Hackham Council, 1.2", "Write a policy", "Ruth Oakley", "92 d")]
    assert cells(tables["owners"])[0][0] == "Ruth Oakley (Hackham Council)"
    assert {row[0] for row in made.records.rows} >= {"1.1", "1.2"}
    assert len(made.records.rows) == counted.promised + len(figures.missing)


def test_a_standard_that_is_not_there_is_said(later: Desk) -> None:
    with pytest.raises(UsageError, match="no rated standard"):
        exceptions(later.kept, LATER, standard="9.9")


def cells(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]
