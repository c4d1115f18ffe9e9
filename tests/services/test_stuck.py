"""What is due today and what is stuck: each way of being stuck brought about, and only then told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from s11chat.assurance.right import Role
from s11chat.dialog.model import Dialog
from s11chat.errors import UsageError
from s11chat.fieldwork.appointment import Appointment
from s11chat.fieldwork.plan import Plan, Stage, StageKind
from s11chat.report.letter import Templates
from s11chat.report.today import TodayReport, as_data, as_text
from s11chat.services.addressing import Asked, mailing
from s11chat.services.delegating import Delegating
from s11chat.services.desk import Desk
from s11chat.services.fielding import close_wave
from s11chat.services.mailed import bounced
from s11chat.services.mending import Correction, mend, mending
from s11chat.services.outcome_entry import Coding
from s11chat.services.posting import Office
from s11chat.services.staffing import appoint
from s11chat.services.stuck import today
from tests.office import (
    AUDIT,
    CLUB,
    COUNCIL,
    LEADS,
    NELL,
    PRACTICE,
    Clock,
    Dice,
    answer_on,
    code_for,
    completed,
    delegate,
    desk_in,
    docket,
    lead,
    say,
)

ON_BOTH = True
INVITED = date(2026, 9, 1)
PLAN = Plan(
    stages=(
        Stage(stage=StageKind.INVITATION, on=INVITED),
        Stage(stage=StageKind.REMINDER, on=date(2026, 9, 15)),
        Stage(stage=StageKind.CLOSES, on=date(2026, 10, 30)),
    ),
    sender="office@example.org",
)


@pytest.fixture
def wave(home: Path, clock: Clock, dialogs: Mapping[str, Dialog]) -> Iterator[Desk]:
    """The desk of the office, a plan with three stages, on the day of the invitation."""
    desk = desk_in(home, clock, dialogs)
    desk = Desk(replace(desk.kept, actor="Office", token=Dice("office")))
    desk.kept.plans.settle(AUDIT, PLAN, "Office", clock())
    yield desk
    desk.close()


def invited(desk: Desk, folder: Path) -> None:
    for _ in Office(desk.kept, mailing(desk.kept, Asked(AUDIT)), Templates(None)).into_files(folder):
        pass


def stuck(report: TodayReport) -> dict[str, list[tuple[str, str]]]:
    """The cases and whose turn it is, by how they are stuck; ways without cases are left out."""
    return {one.key: [(case.case, case.whom) for case in one.cases] for one in report.stuck if one.cases}


def test_the_stage_and_its_letters(wave: Desk, tmp_path: Path, clock: Clock) -> None:
    report = today(wave.kept, AUDIT)
    assert (report.stage, report.since, report.following, report.on) == (
        "invitation",
        INVITED,
        "reminder",
        date(2026, 9, 15),
    )
    assert report.letters is not None
    assert (report.letters.stage, dict(report.letters.due)) == ("invitation", {"invitation": 4})
    invited(wave, tmp_path / "letters")
    after = today(wave.kept, AUDIT).letters
    assert after is not None
    assert dict(after.due) == {}
    clock.moment = datetime(2026, 9, 15, 8, tzinfo=UTC)
    reminded = today(wave.kept, AUDIT)
    assert reminded.stage == "reminder"
    assert reminded.letters is not None
    assert dict(reminded.letters.due) == {"start": 4}


def test_before_the_first_stage_and_without_a_plan(wave: Desk, clock: Clock) -> None:
    clock.moment = datetime(2026, 8, 20, 8, tzinfo=UTC)
    early = today(wave.kept, AUDIT)
    assert (early.stage, early.following, early.letters, stuck(early)) == ("", "invitation", None, {})
    wave.kept.plans.settle(AUDIT, Plan(), "Office", clock())
    bare = today(wave.kept, AUDIT)
    assert (bare.stage, bare.following) == ("", "")
    assert f"'s11chat wave plan {AUDIT}' sets them." in " ".join(as_text(bare))


def test_nobody_is_stuck_until_the_days_are_over(wave: Desk, tmp_path: Path, clock: Clock) -> None:
    invited(wave, tmp_path / "letters")
    begun = delegate(wave, PRACTICE)
    answer_on(begun, until="2.1")
    begun.leave()
    clock.moment = datetime(2026, 9, 8, 8, 59, tzinfo=UTC)
    assert stuck(today(wave.kept, AUDIT)) == {}
    clock.moment = datetime(2026, 9, 8, 9, 30, tzinfo=UTC)
    found = today(wave.kept, AUDIT)
    assert stuck(found) == {
        "not_opened": [
            (case, LEADS[case]) for case in sorted(LEADS) if case.startswith(AUDIT) and case != PRACTICE
        ],
        "idle": [(PRACTICE, NELL)],
    }
    assert {case.since for one in found.stuck for case in one.cases} == {INVITED}
    assert stuck(today(wave.kept, AUDIT, patience=8)) == {}
    with pytest.raises(UsageError, match="0 days cannot be"):
        today(wave.kept, AUDIT, patience=0)


def test_without_letters_the_day_of_the_invitation_counts(wave: Desk, clock: Clock) -> None:
    clock.moment = datetime(2026, 9, 8, 9, tzinfo=UTC)
    assert len(stuck(today(wave.kept, AUDIT))["not_opened"]) == 4
    clock.moment = datetime(2026, 9, 7, 9, tzinfo=UTC)
    assert stuck(today(wave.kept, AUDIT)) == {}


def test_who_refused_is_not_chased(wave: Desk, clock: Clock) -> None:
    room = wave.call_room(AUDIT)
    room.take("ST1")
    room.dial("01632 960 010")
    room.code(Coding("R2", note="no"))
    clock.moment = datetime(2026, 9, 20, 9, tzinfo=UTC)
    assert COUNCIL not in dict(stuck(today(wave.kept, AUDIT))["not_opened"])


def test_a_signature_is_waited_for_until_it_is_there_and_not_of_a_lead_who_answered(wave: Desk) -> None:
    completed(wave, PRACTICE)
    own = lead(wave, CLUB)
    answer_on(own)
    own.leave()
    assert stuck(today(wave.kept, AUDIT)) == {"to_be_signed": [(PRACTICE, LEADS[PRACTICE])]}


def test_sent_back_and_queried_until_it_is_handed_over_again(wave: Desk) -> None:
    completed(wave, PRACTICE)
    asking = docket(wave, PRACTICE)
    asking.query("1.1", "Since when?")
    asking.query("1.2", "And this?")
    asking.send_back("Add the dates.")
    found = today(wave.kept, AUDIT)
    assert stuck(found) == {"sent_back": [(PRACTICE, NELL)], "queries": [(PRACTICE, NELL)]}
    assert next(one for one in found.stuck if one.key == "queries").cases[0].why == "2 open"
    again = delegate(wave, PRACTICE)
    for question in ("1.1", "1.2"):
        say(again, f":go {question}", ":note since the spring")
    assert "queries" not in stuck(today(wave.kept, AUDIT))


def test_appointments_of_the_day_the_office_and_calls_never_coded(wave: Desk, clock: Clock) -> None:
    room = wave.call_room(AUDIT)
    starts = clock() + timedelta(hours=2)
    booked = Appointment(starts, starts + timedelta(minutes=30), exact=True, mine_only=True)
    for ref, coding in (("ST1", Coding("T1", note="a florist")), ("GP1", Coding("A1", appointment=booked))):
        room.take(ref)
        room.dial("01632 960 010")
        room.code(coding)
    room.take("CO1")
    room.dial("01632 960 012")
    assert stuck(today(wave.kept, AUDIT)) == {
        "appointments": [(PRACTICE, "Office")],
        "office": [(COUNCIL, "the office")],
    }
    clock.pass_by(minutes=45)
    found = stuck(today(wave.kept, AUDIT))
    assert found["uncoded"] == [(f"{AUDIT}/CO1", "Office")]


def test_a_closed_wave_waits_for_nobody(wave: Desk) -> None:
    completed(wave, PRACTICE)
    close_wave(wave.kept, AUDIT)
    report = today(wave.kept, AUDIT)
    assert (report.stuck, report.letters) == ((), None)
    assert as_text(report)[-1] == "The wave is closed: nothing is due any more."


def test_who_writes_no_letters_is_told_of_none(wave: Desk) -> None:
    appoint(wave.kept, AUDIT, "Office", Role.MANAGER)
    appoint(wave.kept, AUDIT, "Ida", Role.INTERVIEWER)
    assert today(replace(wave.kept, actor="Ida"), AUDIT).letters is None
    assert today(wave.kept, AUDIT).letters is not None


def test_on_paper_and_as_data(wave: Desk) -> None:
    completed(wave, PRACTICE)
    report = today(wave.kept, AUDIT)
    lines = as_text(report, 80)
    assert "Tuesday 1 September 2026" in lines
    assert "Stage: invitation, since 1 September (today)." in lines
    assert "Next: reminder, on 15 September." in lines
    assert "Complete, and waiting for a signature: 1" in lines
    assert f"  01 Sep  Larch Lane Surgery ({PRACTICE}): Ben Marsh" in lines
    assert max(map(len, lines)) <= 80
    data = as_data(report)
    assert (data["stage"], data["next_on"], data["letters"]["due"]) == ("invitation", "2026-09-15", 3)
    assert data["stuck"]["to_be_signed"] == [
        {
            "case": PRACTICE,
            "organisation": "Larch Lane Surgery",
            "whom": "Ben Marsh",
            "since": "2026-09-01",
            "why": "",
        }
    ]
    assert data["stuck"]["idle"] == []


def test_a_letter_that_did_not_arrive_waits_for_another_address(wave: Desk, tmp_path: Path) -> None:
    invited(wave, tmp_path / "letters")
    bounced(wave.kept, AUDIT, "GP1", "no such address")
    found = today(wave.kept, AUDIT)
    assert stuck(found) == {"letters": [(PRACTICE, "the office")]}
    assert next(one for one in found.stuck if one.cases).cases[0].why == "ben@example.org"
    mend(wave.kept, mending(wave.kept, PRACTICE, "Ben Marsh", Correction(email="marsh@example.org")))
    assert stuck(today(wave.kept, AUDIT)) == {}


def test_who_is_named_to_go_on_waits_for_a_code_of_the_office(wave: Desk) -> None:
    begun = delegate(wave, PRACTICE)
    answer_on(begun, until="2.1")
    say(begun, ":handover Eve Hart", "yes")
    begun.leave()
    found = today(wave.kept, AUDIT)
    assert stuck(found) == {"named": [(PRACTICE, "the office")]}
    assert next(one for one in found.stuck if one.cases).cases[0].why == "Eve Hart needs an access code"
    code_for(wave, PRACTICE, person="Eve Hart")
    goes_on = delegate(wave, PRACTICE, "Eve Hart")
    answer_on(goes_on, until="3.1")
    goes_on.leave()
    assert stuck(today(wave.kept, AUDIT)) == {}


def test_a_part_is_stuck_with_whoever_was_asked_for_it_once_its_day_is_over(wave: Desk, clock: Clock) -> None:
    work = Delegating(wave.kept, PRACTICE)
    nell = wave.interview(wave.admit(work.give("2", NELL, due="4 September 2026").code))
    work.give("3", "Sam Pool", due="4 September 2026")
    work.recall(next(line.number for line in work.lines() if line.name == "Sam Pool"))
    assert "parts" not in stuck(today(wave.kept, AUDIT))
    clock.moment = datetime(2026, 9, 5, 8, tzinfo=UTC)
    found = today(wave.kept, AUDIT)
    assert stuck(found)["parts"] == [(PRACTICE, NELL)]
    (told,) = (case for one in found.stuck if one.key == "parts" for case in one.cases)
    assert (told.since, told.why) == (
        date(2026, 9, 4),
        "section 2 Statement of responsibilities, 0 of 2 settled",
    )
    answer_on(nell)
    assert "parts" not in stuck(today(wave.kept, AUDIT))
    work.give("4", "Sam Pool")
    clock.pass_by(days=13)
    assert "parts" not in stuck(today(wave.kept, AUDIT)), "asked without a day, and not two weeks ago"
    clock.pass_by(days=1)
    (told,) = (case for one in today(wave.kept, AUDIT).stuck if one.key == "parts" for case in one.cases)
    assert (told.whom, told.why.rpartition(", ")[2]) == ("Sam Pool", "no day was set")
