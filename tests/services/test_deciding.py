"""The duplicates court: what is brought before it, what is proposed, what a decision does, and how it is taken back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from s11chat.assurance.right import Role
from s11chat.errors import RefusedError, StaleResponseError, StateError, UsageError
from s11chat.fieldwork.case import State
from s11chat.fieldwork.plan import Plan
from s11chat.fieldwork.queue import Standing
from s11chat.services.addressing import Asked, mailing
from s11chat.services.complying import counted
from s11chat.services.counting import rates, response
from s11chat.services.courtview import Matter, MatterLine
from s11chat.services.deciding import Court
from s11chat.services.desk import Desk
from s11chat.services.fielding import add_person, close_wave
from s11chat.services.framing import import_frame
from s11chat.services.judging import docket, sides
from s11chat.services.keeping import verify
from s11chat.services.outcome_entry import Coding
from s11chat.services.staffing import appoint
from s11chat.services.supervising import Supervision
from tests.office import (
    AUDIT,
    LEADS,
    NELL,
    PHRASE,
    PRACTICE,
    SURVEY,
    Dice,
    admitted,
    answer_on,
    code_for,
    delegate,
    lead,
    say,
)  # fmt: skip
from tests.office import (
    docket as opened_docket,
)

from .conftest import After

ON_BOTH = True
TWIN = f"{SURVEY}/DC2"
MANAGER, CHIEF = "Nell Thimble", "Pat Lowe"
WHY = "one council, two rows"


def answered_twice_over(desk: Desk, home: Path) -> None:
    """A district council that stands in the frame twice; a manager answered for one, its chief executive rings."""
    frame = home / "twin.csv"
    frame.write_text(
        "ref,name,type,region,lead_name,lead_role,email,phone\n"
        "DC2,Milldale DC,DC,North,Pat Lowe,Chief executive,office@example.org,01632 960021\n",
        encoding="utf-8",
    )
    import_frame(desk.kept, SURVEY, frame)
    add_person(desk.kept, f"{SURVEY}/DC1", MANAGER, title="Housing manager", office="contact")
    online = desk.interview(admitted(desk, f"{SURVEY}/DC1", Role.DELEGATE, MANAGER))
    answer_on(online)
    online.leave()


def complete_twice_over(desk: Desk, home: Path) -> None:
    """Both returns complete, the second with the chief executive on the telephone."""
    answered_twice_over(desk, home)
    room = desk.call_room(SURVEY)
    card = room.take("DC2")
    room.dial(card.people[0].phone)
    interview = room.interview()
    answer_on(interview)
    interview.leave()
    room.code(Coding("C1"))


@pytest.fixture
def twins(after: After) -> Desk:
    return after(answered_twice_over)


@pytest.fixture
def both(after: After) -> Desk:
    return after(complete_twice_over)


def court(desk: Desk, wave: str = SURVEY) -> Court:
    return Court(desk.kept, wave)


def open_matters(desk: Desk, wave: str = SURVEY) -> list[MatterLine]:
    return [line for line in docket(desk.kept, wave) if line.verdict is None]


def state(desk: Desk, ref: str) -> State:
    return desk.kept.casebook.case(SURVEY, ref).state


def standing(desk: Desk, ref: str) -> tuple[Standing, str]:
    position = desk.kept.queue.of(SURVEY, ref).position
    return position.standing, position.outcome


def sound(desk: Desk) -> None:
    assert verify(desk.kept).faults == ()


def test_of_a_manager_online_and_the_chief_executive_on_the_telephone_the_chief_is_proposed(
    both: Desk,
) -> None:
    (line,) = open_matters(both)
    assert (line.matter, line.refs, line.score) == (Matter.ALIKE, ("DC1", "DC2"), "sure")
    assert "same telephone" in line.because
    found = sides(both.kept, SURVEY, *line.refs)
    assert (found.left.respondent, found.left.title, found.left.modes) == (
        MANAGER,
        "Housing manager",
        ("online",),
    )
    assert (found.right.respondent, found.right.title, found.right.modes) == (
        CHIEF,
        "Chief executive",
        ("telephone",),
    )
    assert found.keep == "DC2"
    assert found.because == "Pat Lowe (Chief executive) is more senior than Nell Thimble (Housing manager)"
    assert 5 < found.left.answered <= found.left.asked
    assert (found.left.place, found.right.place) == ("contact", "lead")


def test_the_counts_have_the_organisation_once_after_the_decision(both: Desk) -> None:
    def counted() -> tuple[int, int, int]:
        table = rates(both.kept, SURVEY).table.total.counts
        (row,) = [row.cell for row in response(both.kept, SURVEY).table.rows if row.cell.type == "DC"]
        return table.not_eligible, table.complete, row.population

    assert counted() == (0, 2, 2)
    court(both).decide("DC2", "DC1", WHY)
    assert counted() == (1, 1, 1)
    court(both).undo("DC1", "two councils after all")
    assert counted() == (0, 2, 2)
    sound(both)


def test_what_differs_is_shown_item_by_item(both: Desk) -> None:
    first = both.kept.responses.current(both.kept.casebook.case(SURVEY, "DC1").return_id)
    online = both.interview(admitted(both, f"{SURVEY}/DC1", Role.DELEGATE, MANAGER))
    before = sides(both.kept, SURVEY, "DC1", "DC2")
    item = next(iter(first))
    say(online, f":go {item}", "2")
    after = sides(both.kept, SURVEY, "DC1", "DC2")
    differing = {one.question for one in after.differing} - {one.question for one in before.differing}
    assert item in differing
    (told,) = [one for one in after.differing if one.question == item]
    assert told.left != told.right
    assert (told.left_by, told.right_by) == (MANAGER, CHIEF)
    assert after.left.head > before.left.head


def test_the_loser_keeps_its_answers_and_takes_no_more(both: Desk) -> None:
    loser = both.kept.casebook.case(SURVEY, "DC1")
    code = code_for(both, f"{SURVEY}/DC1", Role.DELEGATE, MANAGER).code
    sitting = both.interview(both.admit(code))
    answers = both.kept.responses.current(loser.return_id)
    court(both).decide("DC2", "DC1", WHY)
    assert state(both, "DC1") is State.SUPERSEDED
    assert both.kept.responses.current(loser.return_id) == answers
    assert both.returned(f"{SURVEY}/DC1").state is State.SUPERSEDED
    sentence = r"Milldale District Council: this return is superseded \(Milldale DC goes on in its place\)"
    with pytest.raises(StateError, match=sentence):
        both.admit(code)
    with pytest.raises(StateError, match=sentence):
        say(sitting, ":go q1", "2")
    assert both.kept.responses.current(loser.return_id) == answers
    (note,) = both.kept.responses.remarks(both.kept.casebook.case(SURVEY, "DC2").return_id)
    assert "DC1 (Milldale District Council) is a duplicate of this case and was left out" in note.text
    assert both.kept.fieldbook.calls(loser.return_id)[-1].points_to == "DC2"
    both.kept.plans.settle(SURVEY, Plan(sender="audit@example.org"), both.actor, both.kept.clock())
    (verdict,) = mailing(both.kept, Asked(SURVEY, "reminder", "DC1")).verdicts
    assert verdict.why == "not eligible"
    with pytest.raises(StateError, match="is superseded: there is nothing to call for"):
        Supervision(both.kept, SURVEY).call_again("DC1", "why")
    sound(both)


def test_who_decided_when_and_why_stands_in_the_list_and_in_the_chain(both: Desk) -> None:
    court(both).decide("DC2", "DC1", WHY)
    (line,) = docket(both.kept, SURVEY)
    assert line.verdict
    assert (line.verdict.kept, line.verdict.dropped, line.verdict.by) == ("DC2", "DC1", both.actor)
    assert line.verdict.reason == WHY
    assert line.verdict.said == "DC1 is left out for DC2"
    case = both.kept.casebook.case(SURVEY, "DC1")
    bodies = " ".join(str(event.body) for event in both.kept.responses.events(f"return:{case.return_id}"))
    assert "decision" in bodies
    assert WHY not in bodies
    with both.kept.database.writing() as writing:
        writing.connection.execute(
            text("UPDATE fact SET details = replace(details, 'DC2', 'DC9') WHERE kind = 'decision'")
        )
    assert any("fact" in fault and "has been changed" in fault for fault in verify(both.kept).faults)


def test_what_was_decided_is_taken_back_and_the_codes_open_again(both: Desk) -> None:
    code = code_for(both, f"{SURVEY}/DC1", Role.DELEGATE, MANAGER).code
    court(both).decide("DC2", "DC1", WHY)
    told = court(both).undo("DC1", "they are two councils")
    assert told == "Milldale District Council counts again: its return is complete."
    assert state(both, "DC1") is State.COMPLETE
    assert both.admit(code).name == MANAGER
    last = both.kept.responses.transitions(both.kept.casebook.case(SURVEY, "DC1").return_id)[-1]
    assert (last.was, last.became, last.reason) == (
        State.SUPERSEDED,
        State.COMPLETE,
        "they are two councils",
    )
    assert [line.refs for line in open_matters(both)] == [("DC1", "DC2")]
    court(both).decide("DC1", "DC2", WHY)
    assert (state(both, "DC1"), state(both, "DC2")) == (State.COMPLETE, State.SUPERSEDED)
    sound(both)


def test_a_case_that_is_taken_back_is_called_again_where_it_was_not_complete(twins: Desk) -> None:
    room = twins.call_room(SURVEY)
    room.take("DC2")
    room.dial("01632 960021")
    room.code(Coding("N1"))
    assert standing(twins, "DC2") == (Standing.WAITING, "N1")
    court(twins).decide("DC1", "DC2", WHY)
    assert standing(twins, "DC2") == (Standing.CLOSED, "E3")
    court(twins).undo("DC2", "two after all")
    assert standing(twins, "DC2") == (Standing.READY, "N1")
    assert twins.kept.queue.of(SURVEY, "DC2").position.attempts == 1
    sound(twins)


def test_two_organisations_are_not_proposed_again_until_that_is_taken_back(both: Desk) -> None:
    court(both).distinct("DC2", "DC1", "Milldale split in April")
    assert open_matters(both) == []
    (line,) = docket(both.kept, SURVEY)
    assert line.verdict
    assert (line.verdict.said, line.verdict.reason) == ("both stand", "Milldale split in April")
    assert {state(both, "DC1"), state(both, "DC2")} == {State.COMPLETE, State.COMPLETE_TELEPHONE}
    court(both).undo("DC1", "it did not")
    assert [line.refs for line in open_matters(both)] == [("DC1", "DC2")]
    with pytest.raises(StateError, match="Nothing was decided about survey-08/DC1"):
        court(both).undo("DC1", "once more")
    sound(both)


def test_a_signed_return_is_never_left_out_unasked(both: Desk) -> None:
    signing = opened_docket(both, f"{SURVEY}/DC1")
    signing.enrol(PHRASE)
    sections = tuple(one.section for one in signing.sections())
    signing.sign(sections, PHRASE, CHIEF)
    found = sides(both.kept, SURVEY, "DC1", "DC2")
    assert found.left.signed == sections
    assert court(both).signed("DC1")
    with pytest.raises(RefusedError, match=r"It is SIGNED .*Say that it shall be left out all the same"):
        court(both).decide("DC2", "DC1", WHY)
    assert state(both, "DC1") is State.SIGNED_OFF
    court(both).decide("DC2", "DC1", WHY, signed=True)
    with pytest.raises(StateError, match="is superseded"):
        signing.amend("q1", "2")
    with pytest.raises(StateError, match="so nothing in it is changed or signed"):
        signing.sign(sections, PHRASE, CHIEF)
    court(both).undo("DC1", "the signature counts")
    assert state(both, "DC1") is State.SIGNED_OFF
    signatures = both.kept.responses.signatures(both.kept.casebook.case(SURVEY, "DC1").return_id)
    assert all(one.voided_at is None for one in signatures)
    sound(both)


def test_nothing_is_decided_over_what_was_not_seen(both: Desk) -> None:
    seen = sides(both.kept, SURVEY, "DC2", "DC1")
    online = both.interview(admitted(both, f"{SURVEY}/DC1", Role.DELEGATE, MANAGER))
    say(online, ":go q1", "2")
    with pytest.raises(StaleResponseError, match="Somebody has gone on with Milldale District Council"):
        court(both).decide("DC2", "DC1", WHY, seen=(seen.left.head, seen.right.head))
    assert state(both, "DC1") is not State.SUPERSEDED


def test_a_case_in_an_interviewers_hand_is_not_left_out_under_them(twins: Desk) -> None:
    other = Desk(replace(twins.kept, actor="Ben Caller", token=Dice("Ben")))
    other.call_room(SURVEY).take("DC2")
    with pytest.raises(StateError, match="Ben Caller"):
        court(twins).decide("DC1", "DC2", WHY)
    assert state(twins, "DC2") is State.ASSIGNED


@pytest.mark.parametrize(
    ("keep", "drop", "reason", "told"),
    [
        ("DC1", "DC1", WHY, "cannot be left out for itself"),
        ("DC1", "DC2", "  ", "Say why"),
        ("DC1", "DC2", "x" * 1001, "at most 1000 characters"),
    ],
)
def test_what_makes_no_decision_is_told(twins: Desk, keep: str, drop: str, reason: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        court(twins).decide(keep, drop, reason)


def test_what_was_left_out_goes_on_for_nobody(both: Desk) -> None:
    court(both).decide("DC2", "DC1", WHY)
    for keep, drop in (("DC1", "DC2"), ("DC2", "DC1")):
        with pytest.raises(StateError, match=r"Take that back first: s11chat duplicates undo survey-08 DC1"):
            court(both).decide(keep, drop, WHY)
    room = both.call_room(SURVEY)
    room.take("PRIS1")
    room.dial("01632 960022")
    with pytest.raises(UsageError, match=r"DC1 was left out itself: give DC2 \(Milldale DC\)"):
        room.code(Coding("E1", note="joined the council", points_to="DC1"))
    room.code(Coding("E1", note="joined the council", points_to="DC2"))
    assert state(both, "PRIS1") is State.SUPERSEDED
    sound(both)


@pytest.mark.parametrize("code", ["E1", "E3"])
def test_what_an_interviewer_codes_over_answers_waits_for_the_office(twins: Desk, code: str) -> None:
    appoint(twins.kept, SURVEY, twins.actor, Role.MANAGER)
    appoint(twins.kept, SURVEY, "Ben", Role.INTERVIEWER)
    online = lead(twins, f"{SURVEY}/SHA1")
    say(online, "1")
    online.leave()
    ben = Desk(replace(twins.kept, actor="Ben", token=Dice("Ben")))
    room = ben.call_room(SURVEY)
    room.take("SHA1")
    room.dial("01632 960020")
    room.code(Coding(code, note="moved in", points_to="PRIS1"))
    assert standing(twins, "SHA1") == (Standing.OFFICE, code)
    assert state(twins, "SHA1") is State.IN_PROGRESS
    assert rates(twins.kept, SURVEY).table.total.counts.not_eligible == 0
    line = open_matters(twins)[0]
    assert (line.matter, line.refs) == (Matter.CODED, ("SHA1", "PRIS1"))
    assert line.because.startswith("Ben: ")
    assert "moved in" in line.because
    court(twins).distinct("SHA1", "PRIS1", "only the same house")
    assert standing(twins, "SHA1") == (Standing.READY, "X0")
    assert ("SHA1", "PRIS1") not in [one.refs for one in open_matters(twins)]
    room.take("SHA1")
    room.dial("01632 960020")
    room.code(Coding(code, note="moved in", points_to="PRIS1"))
    court(twins).decide("PRIS1", "SHA1", "merged in May")
    assert standing(twins, "SHA1") == (Standing.CLOSED, code)
    assert rates(twins.kept, SURVEY).table.total.counts.not_eligible == 1
    sound(twins)


def test_an_abolished_body_that_answered_is_left_out_once_the_office_says_so(twins: Desk) -> None:
    online = lead(twins, f"{SURVEY}/SHA1")
    say(online, "1")
    online.leave()
    room = twins.call_room(SURVEY)
    room.take("SHA1")
    room.dial("01632 960020")
    room.code(Coding("E2", note="abolished in 2013"))
    (line, *_) = open_matters(twins)
    assert (line.matter, line.refs) == (Matter.ENDED, ("SHA1",))
    assert court(twins).accept("SHA1", "checked") == (
        "Northern Strategic Health Authority is not eligible and left out."
    )
    assert (state(twins, "SHA1"), standing(twins, "SHA1")) == (State.SUPERSEDED, (Standing.CLOSED, "E2"))
    with pytest.raises(StateError, match=r"Authority: this return is superseded; ask the office"):
        admitted(twins, f"{SURVEY}/SHA1", Role.LEAD)
    court(twins).undo("SHA1", "it lives on")
    assert (state(twins, "SHA1"), standing(twins, "SHA1")) == (State.IN_PROGRESS, (Standing.READY, "X0"))
    with pytest.raises(StateError, match="Nothing waits to be decided about survey-08/SHA1 alone"):
        court(twins).accept("SHA1", "checked")
    sound(twins)


def test_an_interviewers_coding_of_an_empty_case_is_taken_back_by_the_manager(twins: Desk) -> None:
    room = twins.call_room(SURVEY)
    room.take("SHA1")
    room.dial("01632 960020")
    room.code(Coding("E1", note="merged", points_to="PRIS1"))
    assert state(twins, "SHA1") is State.SUPERSEDED
    (line,) = [one for one in docket(twins.kept, SURVEY) if one.verdict and "SHA1" in one.refs]
    assert line.verdict
    assert (line.verdict.by, line.verdict.said) == (twins.actor, "SHA1 is left out for PRIS1")
    court(twins).undo("SHA1", "not merged")
    assert (state(twins, "SHA1"), standing(twins, "SHA1")) == (State.ASSIGNED, (Standing.READY, "X0"))
    sound(twins)


def test_answers_of_one_mode_over_those_of_another_are_shown_and_may_stand(desk: Desk) -> None:
    online = delegate(desk, PRACTICE)
    say(online, "fully met")
    online.leave()
    assert open_matters(desk, AUDIT) == []
    add_person(desk.kept, PRACTICE, "Eve Hart", title="Practice manager", office="contact")
    phone = desk.interview_as_interviewer(PRACTICE)
    say(phone, ":go 1.1", "not met")
    phone.leave()
    (line,) = open_matters(desk, AUDIT)
    assert (line.matter, line.refs) == (Matter.MODES, ("GP1",))
    assert line.because == f"1 answer of Eve Hart (telephone) after {NELL} (online)"
    found = sides(desk.kept, AUDIT, "GP1")
    voices = {side.modes: side.respondent for side in (found.left, found.right)}
    assert voices == {("online",): NELL, ("telephone",): "Eve Hart"}
    (differing,) = found.differing
    assert {differing.left, differing.right} == {"Fully met", "Not met"}
    assert (found.keep, found.because) == (
        "telephone",
        "Eve Hart (Practice manager) is more senior than Nell Thimble",
    )
    assert court(desk, AUDIT).accept("GP1", "Eve knows") == "Larch Lane Surgery stands as it is."
    assert open_matters(desk, AUDIT) == []
    court(desk, AUDIT).undo("GP1", "ask again")
    assert [one.refs for one in open_matters(desk, AUDIT)] == [("GP1",)]
    sound(desk)


def test_after_the_wave_closed_a_return_that_is_taken_back_is_closed(twins: Desk) -> None:
    court(twins).decide("DC1", "DC2", WHY)
    close_wave(twins.kept, SURVEY)
    court(twins).undo("DC2", "two after all")
    assert state(twins, "DC2") is State.CLOSED_UNSIGNED
    court(twins).decide("DC1", "DC2", WHY)
    assert state(twins, "DC2") is State.SUPERSEDED
    court(twins).undo("DC2", "two after all")
    assert state(twins, "DC2") is State.CLOSED_UNSIGNED
    sound(twins)


def test_ratings_leave_out_what_was_left_out(desk: Desk) -> None:
    interview = lead(desk, PRACTICE)
    say(interview, "fully met")
    assert counted(desk.kept, AUDIT, "gp", begun=True).replies
    court(desk, AUDIT).decide("ST1", "GP1", WHY)
    assert not counted(desk.kept, AUDIT, "gp", begun=True).replies
    assert LEADS[PRACTICE] == "Ben Marsh"
