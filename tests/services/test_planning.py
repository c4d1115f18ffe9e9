"""A plan of fieldwork: read as people write it, changed in part, refused with every fault named, and kept on record."""

from __future__ import annotations

from datetime import date

import pytest

from s11chat.cli.plan import DRAFT
from s11chat.errors import SourceError, StateError
from s11chat.fieldwork.plan import Plan, StageKind, checked, kept_plan, read_plan
from s11chat.services import planning
from s11chat.services.desk import Desk
from s11chat.services.fielding import close_wave
from s11chat.services.keeping import verify
from tests.office import AUDIT


def test_the_draft_is_a_plan() -> None:
    plan = read_plan(DRAFT, "draft")
    assert [stage.stage for stage in plan.stages].count(StageKind.REMINDER) == 2
    assert plan.day(StageKind.TELEPHONE) == date(2026, 10, 19)
    assert plan.calling_hours.opening(date(2026, 10, 30)) is None


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("hours: always", 1, "hours"),
        ("attempts: 8\nhuors: Mon-Fri 9-17", 2, "'huors' is not known (did you mean 'hours'?)"),
        ("attempts: many", 1, "attempts"),
        ("stages:\n  - invitatoin: 2026-09-07", 1, "is no stage with its day"),
        ("stages:\n  - invitation: soon", 1, "is no stage with its day"),
        ("stages:\n  - telephone: 2026-09-07\n  - invitation: 2026-09-08", 1, "put them in order"),
        ("stages:\n  - closes: 2026-09-07\n  - closes: 2026-09-08", 1, "is there twice"),
        ("outcomes: |\n  code,say\n  N1,No", 1, "column 'group' is missing"),
        ("a: [", 2, "not valid YAML"),
        ("- one", 1, "a list of keys"),
        ("partial: 2", 1, "partial"),
    ],
)
def test_every_slip_in_a_plan_is_named(text: str, line: int, said: str) -> None:
    with pytest.raises(SourceError) as raised:
        read_plan(text, "plan.yaml")
    assert [problem.line for problem in raised.value.problems] == [line]
    assert said in raised.value.problems[0].message


def test_a_part_of_a_plan_is_changed_and_the_rest_stays(desk: Desk) -> None:
    planning.settle(desk.kept, AUDIT, "attempts: 5\nhelpline: 01632 960 100", "plan.yaml")
    stages = [{"stage": "invitation", "on": "2026-09-07"}, {"stage": "reminder", "on": "2026-09-21"}]
    planning.change(desk.kept, AUDIT, {"stages": stages})
    plan, _ = planning.change(desk.kept, AUDIT, {"stages": [{"stage": "reminder", "on": "2026-09-28"}]})
    assert (plan.attempts, plan.helpline) == (5, "01632 960 100")
    assert [(stage.stage, stage.on.day) for stage in plan.in_order()] == [("invitation", 7), ("reminder", 28)]
    assert planning.plan_of(desk.kept, AUDIT) == plan
    assert not verify(desk.kept).faults


def test_a_stage_outside_the_wave_is_refused_and_nothing_changes(desk: Desk) -> None:
    with pytest.raises(SourceError, match="lies outside the wave"):
        planning.change(desk.kept, AUDIT, {"stages": [{"stage": "telephone", "on": "2027-03-01"}]})
    assert planning.plan_of(desk.kept, AUDIT) == Plan()


def test_what_should_be_looked_at_is_said(desk: Desk) -> None:
    sunday = [{"stage": "invitation", "on": "2026-09-07"}, {"stage": "telephone", "on": "2026-10-18"}]
    _, doubtful = planning.change(desk.kept, AUDIT, {"stages": sunday})
    assert len(doubtful) == 2
    assert "a day without calling hours" in doubtful[0]
    assert "Letters have no sender yet" in doubtful[1]


def test_the_plan_of_a_closed_wave_stays_as_it_is(desk: Desk) -> None:
    close_wave(desk.kept, AUDIT)
    with pytest.raises(StateError, match="its fieldwork is over"):
        planning.change(desk.kept, AUDIT, {"attempts": 3})


HEAD = "code,say,group,final,rate,wait,note,attempt,then\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: &a [x, x]\nb: &b [*a, *a]\nstages: [*b, *b]", "aliases"),
        (f"stages: {'[' * 5000}{']' * 5000}", "nested too deeply"),
        ("stages:\n- invitation: 2026-13-45", "is no stage with its day"),
        (f"attempts: {'9' * 10_000}", "attempts"),
        ("attempts: 3\nattempts: 4", "given twice"),
        (f"helpline: {'x' * 600_000}", "larger than"),
        (f"hours: {'Mon-Fri 9:00-17:00; ' * 5000}", "more than 20,000 characters"),
        ('organiser: "a\\u202eb"', "take out what cannot be seen"),
    ],
)
def test_a_hostile_plan_is_refused_in_a_sentence(text: str, said: str) -> None:
    with pytest.raises(SourceError) as raised:
        read_plan(text, "plan.yaml")
    assert said in raised.value.problems[0].message


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("X2,Not coded,unaided,yes,NC,,no,no,close", "X2 is used by the program"),
        ("C1,Done,unaided,yes,I,,no,yes,close", "C1 is used by the program"),
        ("N8,Gone,silent,no,NC,,no,yes,close", "N8 closes the case"),
        ("N8,Gone,silent,yes,NC,1d,no,yes,retry", "N8 is final"),
        ("N8,Again,silent,no,NC,,no,no,retry", "back at once for ever"),
        ("N8,Later,silent,no,NC,999d,no,yes,retry", "longer than 90 days"),
        (f"N8,{'x' * 81},silent,no,NC,1d,no,yes,retry", "at most 80 characters"),
        ('N8,"one\ntwo",silent,no,NC,1d,no,yes,retry', "on one line"),
        (
            "\n".join(
                f"{code},x,any,no,NC,1d,no,yes,retry" for code in ["N1", "N2", "N3", "N6", "A3", "T1", "T2"]
            ),
            "no outcome is left for a call that nobody answered",
        ),
        (f"N8,{'x' * 140_000},silent,no,NC,1d,no,yes,retry", "more than 20,000"),
        ('N8,"never closed,silent,no,NC,1d,no,yes,retry', "is not known"),
    ],
)
def test_outcomes_of_ones_own_that_would_trap_a_case_are_refused(rows: str, said: str) -> None:
    with pytest.raises(SourceError) as raised:
        checked({"outcomes": HEAD + rows}, "plan")
    assert said in raised.value.problems[0].message


def test_outcomes_of_ones_own_may_rename_the_programs_and_add_others() -> None:
    rows = (
        "X2,Nobody coded this,unaided,no,NC,0m,no,yes,retry\nN8,Fax on the line,silent,no,NC,1d,no,yes,retry"
    )
    found = checked({"outcomes": HEAD + rows}, "plan").own_outcomes
    assert (found["X2"].say, found["N8"].wait.days) == ("Nobody coded this", 1)


def test_a_plan_kept_from_before_is_read_whatever_it_says() -> None:
    rows = "N8,Gone,silent,no,NC,,no,yes,close"
    assert kept_plan(Plan(outcomes=HEAD + rows).written()).own_outcomes["N8"].say == "Gone"
