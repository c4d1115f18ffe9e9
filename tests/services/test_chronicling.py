"""The diary, the interviewers and the timings of a wave, from what really happened in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from s11chat.analysis.page import Completes
from s11chat.assurance.right import Role
from s11chat.dialog.model import Dialog
from s11chat.engine.intent import Reply
from s11chat.errors import UsageError
from s11chat.fieldwork.appointment import Appointment
from s11chat.fieldwork.outcome import Group
from s11chat.services.calling import CallRoom
from s11chat.services.chronicling import field_diary
from s11chat.services.desk import Desk
from s11chat.services.outcome_entry import Coding
from s11chat.services.staffing import appoint
from s11chat.services.timing import interviewers, question_timings
from s11chat.store.entry import Author, LetterStep, NewLetter
from tests.office import (
    AUDIT,
    CLUB,
    LEADS,
    PHRASE,
    PRACTICE,
    Clock,
    Dice,
    answer_on,
    completed,
    desk_in,
    docket,
)

ON_BOTH = True
TUE, WED, THU = (date(2026, 9, day) for day in (1, 2, 3))


class Office:
    """Two interviewers at work on one clock, and the office that looks on."""

    def __init__(self, home: Path, clock: Clock, dialogs: Mapping[str, Dialog]) -> None:
        self.desk, self.clock = desk_in(home, clock, dialogs), clock
        self.rooms: dict[str, CallRoom] = {}

    def room(self, name: str) -> CallRoom:
        if name not in self.rooms:
            kept = replace(self.desk.kept, actor=name, token=Dice(name))
            self.rooms[name] = Desk(kept).call_room(AUDIT)
        return self.rooms[name]

    def call(self, name: str, ref: str, outcome: str, minutes: float = 1, **told: object) -> None:
        """One call of so many minutes."""
        room = self.room(name)
        room.take(ref)
        room.dial("01632 960 001")
        self.clock.pass_by(minutes=minutes)
        room.code(Coding(outcome, **told))  # type: ignore[arg-type]

    def interview(self, name: str, ref: str) -> None:
        """A call in which everything is answered."""
        room = self.room(name)
        room.take(ref)
        room.dial("01632 960 001")
        sitting = room.interview()
        answer_on(sitting)
        sitting.leave()
        room.code(Coding(room.outcomes(answered=True)[0].code))


@pytest.fixture
def office(home: Path, clock: Clock, dialogs: Mapping[str, Dialog]) -> Iterator[Office]:
    opened = Office(home, clock, dialogs)
    yield opened
    opened.desk.close()


@pytest.fixture
def worked(office: Office) -> Office:
    """Tuesday: a delegate completes. Wednesday: calls. Thursday: the lead signs, an appointment is missed."""
    completed(office.desk, PRACTICE)
    office.clock.moment = datetime(2026, 9, 2, 9, 0, tzinfo=UTC)
    office.interview("Ida", "IN1")
    office.call("Ida", "ST1", "T1", note="a florist")
    at = datetime(2026, 9, 3, 9, 0, tzinfo=UTC)
    office.call(
        "Ben", "CO1", "A1", appointment=Appointment(at, at + timedelta(minutes=30), exact=True), minutes=12
    )
    office.clock.moment = datetime(2026, 9, 3, 10, 0, tzinfo=UTC)
    office.room("Ben").sweep()
    signing = docket(office.desk, PRACTICE)
    signing.enrol(PHRASE)
    signing.sign(tuple(one.section for one in signing.sections()), PHRASE, LEADS[PRACTICE])
    return office


def test_the_diary_of_three_days(worked: Office) -> None:
    tuesday, wednesday, thursday = field_diary(worked.desk.kept, AUDIT).pages
    assert [page.day for page in (tuesday, wednesday, thursday)] == [TUE, WED, THU]
    assert tuesday.new == tuesday.in_all == Completes(online=1)
    assert [(one.case, one.whom) for one in tuesday.unsigned] == [(PRACTICE, LEADS[PRACTICE])]
    assert wednesday.new == Completes(telephone=1)
    assert (wednesday.calls, wednesday.calls_per_complete, wednesday.to_office) == (3, Fraction(3), 1)
    assert wednesday.outcomes == {Group.DONE: 1, Group.SILENT: 1, Group.SPOKEN: 1}
    assert wednesday.doings.appointments == {"made": 1}
    assert (wednesday.unsigned, wednesday.office) == (tuesday.unsigned, ())
    assert thursday.new == Completes(signed=1)
    assert thursday.in_all == Completes(online=1, telephone=1, signed=1)
    assert thursday.doings.appointments == {"broken": 1}
    assert thursday.unsigned == ()
    assert [(one.organisation, one.since, one.why) for one in thursday.office] == [
        ("Hackham Council", WED, "number dead or wrong organisation")
    ]
    assert (thursday.total.complete, thursday.total.open) == (2, 2)


def test_days_can_be_chosen_and_the_last_one_is_always_there(worked: Office) -> None:
    kept = worked.desk.kept
    assert [page.day for page in field_diary(kept, AUDIT, WED, WED).pages] == [WED]
    assert [page.day for page in field_diary(kept, AUDIT, last=WED).pages] == [TUE, WED]
    worked.clock.pass_by(days=3)
    (page,) = field_diary(kept, AUDIT, date(2026, 9, 5), date(2026, 9, 30)).pages
    assert (page.day, page.new, page.in_all.complete) == (date(2026, 9, 6), Completes(), 2)
    with pytest.raises(UsageError, match=r"would end \(2026-09-01\) before it begins"):
        field_diary(kept, AUDIT, THU, TUE)


def test_a_wave_in_which_nothing_happened_has_one_page(office: Office) -> None:
    (page,) = field_diary(office.desk.kept, AUDIT).pages
    assert (page.day, page.calls, page.total.complete, page.total.open) == (TUE, 0, 0, 4)


def test_a_day_is_that_of_the_zone_of_the_wave(office: Office) -> None:
    """At 23:30 in London on the 2nd it is 22:30 by UTC; an hour later it is the 3rd, by UTC still the 2nd."""
    office.clock.moment = datetime(2026, 9, 2, 22, 30, tzinfo=UTC)
    completed(office.desk, PRACTICE)
    office.clock.moment = datetime(2026, 9, 2, 23, 30, tzinfo=UTC)
    completed(office.desk, CLUB, "Eve Hart")
    pages = field_diary(office.desk.kept, AUDIT).pages
    assert [(page.day, page.new.online) for page in pages] == [(WED, 1), (THU, 1)]


def test_letters_are_counted_on_the_day_of_each_step(office: Office) -> None:
    kept = office.desk.kept
    return_id, author = kept.case(PRACTICE).return_id, Author("", "Office", "manager")
    new = NewLetter("invitation", "lead", "", "ben@example.org", "The audit")
    kept.responses.record(return_id, author, kept.clock(), [new])
    (written,) = kept.fieldbook.letters(return_id)
    kept.responses.record(return_id, author, kept.clock(), [LetterStep(written.letter, "sent")])
    office.clock.pass_by(days=1)
    kept.responses.record(return_id, author, kept.clock(), [LetterStep(written.letter, "bounced", "550")])
    first, second = field_diary(kept, AUDIT).pages
    assert (first.doings.letters["sent"], second.doings.letters["bounced"]) == (1, 1)
    assert "sent" not in second.doings.letters


def test_the_interviewers_and_their_hours(worked: Office) -> None:
    table = interviewers(worked.desk.kept, AUDIT).table
    ben, ida = table.rows
    assert (ben.name, ben.calls, ben.contacts, ben.completes, ben.calls_per_complete) == (
        "Ben",
        1,
        1,
        0,
        None,
    )
    assert 12 <= float(ben.hours) * 60 < 13
    assert (ida.name, ida.calls, ida.contacts, ida.completes, ida.uncoded) == ("Ida", 2, 1, 1, 0)
    assert ida.minutes is not None
    assert float(ida.hours) * 60 > ida.minutes > 0
    assert table.total.calls == 3
    wednesday = field_diary(worked.desk.kept, AUDIT, WED, WED).pages[0]
    assert wednesday.doings.hours == table.total.hours


def test_a_pause_is_no_work_and_an_uncoded_call_none_but_its_beginning(office: Office) -> None:
    office.call("Ida", "ST1", "N1", minutes=6)
    office.clock.pass_by(hours=2)
    office.call("Ida", "GP1", "N1", minutes=6)
    office.room("Ida").take("CO1")
    office.room("Ida").dial("01632 960 001")
    office.clock.pass_by(hours=5)
    office.room("Ben").sweep()
    (row,) = interviewers(office.desk.kept, AUDIT).table.rows
    assert (row.calls, row.uncoded) == (3, 1)
    assert 12 <= float(row.hours) * 60 < 13


def test_an_interviewer_sees_nobody_else(worked: Office) -> None:
    kept = worked.desk.kept
    for name, role in (("Ida", Role.INTERVIEWER), ("Ben", Role.INTERVIEWER), ("Office", Role.MANAGER)):
        appoint(kept, AUDIT, name, role)
    own = interviewers(replace(kept, actor="ida"), AUDIT)
    assert ([row.name for row in own.table.rows], own.own) == (["Ida"], True)
    everybody = interviewers(replace(kept, actor="Office"), AUDIT)
    assert ([row.name for row in everybody.table.rows], everybody.own) == (["Ben", "Ida"], False)


def test_the_time_a_question_takes_is_that_of_its_first_answer(office: Office) -> None:
    room = office.room("Ida")
    room.take("IN1")
    room.dial("01632 960 001")
    sitting = room.interview()
    question = sitting.conversation.current
    assert question is not None
    office.clock.pass_by(seconds=28)
    sitting.respond(Reply("1"))
    following = sitting.conversation.current
    assert following is not None
    office.clock.pass_by(minutes=11)
    sitting.respond(Reply("Minutes of 3 March"))
    found = {one.item: one.modes for one in question_timings(office.desk.kept, AUDIT).questions}
    assert found[question.id]["telephone"].median == pytest.approx(30, abs=2)
    assert (found[following.id]["telephone"].n, found[following.id]["telephone"].breaks) == (0, 1)
    assert found[question.id]["online"].n == 0
    assert list(found)[:3] == ["1.1", "1.1.evidence", "1.1.action"]
