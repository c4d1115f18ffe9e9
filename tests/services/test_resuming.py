"""Opening a return looks and changes nothing; what is said first is where it stands."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from s11chat.assurance import right
from s11chat.assurance.right import Act, Role
from s11chat.bootstrap import begin_interview
from s11chat.engine.turn import Ask, Resumed, Say
from s11chat.errors import RightsError
from s11chat.fieldwork.case import State
from s11chat.line.talk import Talk
from s11chat.services.desk import Desk
from s11chat.services.interviewing import Interview
from s11chat.services.view import CaseLine
from s11chat.settings import Settings
from tests.office import CLUB, DISTRICT, PRACTICE, Clock, answer_on, completed, delegate, lead, say


def held(interview: Interview, *typed: str) -> list[str]:
    lines: list[str] = []
    Talk(interview, lines.append).hold(typed)
    return lines


def line_of(desk: Desk, case: str) -> CaseLine:
    return next(line for line in desk.cases() if line.case == case)


def head(desk: Desk, case: str) -> int:
    """How many events the chain of the return has."""
    return len(desk.kept.responses.events(f"return:{desk.kept.case(case).return_id}"))


def test_a_delegate_who_looks_again_does_not_take_the_return_back(desk: Desk) -> None:
    nell = delegate(desk, PRACTICE)
    say(nell, "fully met")
    lead(desk, PRACTICE).replace_contact("Hugh Pym", "")
    before = head(desk, PRACTICE)
    again = delegate(desk, PRACTICE)
    told = again.opening()[0]
    assert told == Say(
        "Hugh Pym answers for this return now. Looking changes nothing; with your first answer it is yours."
    )
    say(again, ":why", ":go 1.1", ":back")
    assert again.header.respondent == "Nell Thimble"
    assert desk.returned(PRACTICE).header.respondent == "Hugh Pym"
    assert head(desk, PRACTICE) == before + 1, "only the help used is on record"
    say(again, ":go 1.1", "partly met")
    assert desk.returned(PRACTICE).header.respondent == "Nell Thimble"
    holders = desk.kept.responses.holders(desk.kept.case(PRACTICE).return_id)
    assert [holder.by_name for holder in holders] == ["Nell Thimble", "Ben Marsh", "Nell Thimble"]


def test_what_was_handed_to_the_lead_stays_there_when_the_delegate_looks(desk: Desk) -> None:
    nell = delegate(desk, PRACTICE)
    say(nell, "fully met", "Minutes of 3 March", ":handover", "y")
    before = head(desk, PRACTICE)
    delegate(desk, PRACTICE).opening()
    assert head(desk, PRACTICE) == before
    assert desk.returned(PRACTICE).header.respondent == "Ben Marsh"
    assert line_of(desk, PRACTICE).waits_for == "Ben Marsh: to be finished"


def test_a_delegates_first_look_has_the_words_and_route_of_a_delegate(desk: Desk) -> None:
    sitting = delegate(desk, PRACTICE)
    assert sitting.header.delegated
    assert sitting.conversation.delegated
    assert desk.kept.case(PRACTICE).contact is None
    assert desk.returned(PRACTICE).state is State.OPENED


def test_parking_makes_a_delegate_the_one_who_answers(desk: Desk) -> None:
    say(delegate(desk, PRACTICE), ":park Hugh at reception by Friday")
    assert desk.returned(PRACTICE).header.respondent == "Nell Thimble"


def test_a_sitting_taken_up_again_says_where_it_stands(desk: Desk, clock: Clock) -> None:
    first = delegate(desk, PRACTICE)
    assert [type(turn) for turn in first.opening()] == [Say, Ask]
    say(first, ":park Hugh by Friday", "partly met", ":skip", ":pause")
    clock.pass_by(days=2)
    second = delegate(desk, PRACTICE)
    turn, asked = second.opening()
    assert isinstance(turn, Resumed)
    assert (turn.section, turn.number, turn.of) == ("Senior management commitment", 2, 30)
    assert (turn.by, turn.parked, turn.skipped, turn.until) == ("Nell Thimble", 1, 1, "")
    assert turn.at is not None
    assert turn.at.astimezone(UTC) < datetime(2026, 9, 2, tzinfo=UTC)
    assert isinstance(asked, Ask)
    assert asked.question.id == "1.2.lead"
    lines = held(second)
    assert lines[0] == (
        "You go on in: Senior management commitment, question 2 of 30. Last answered by Nell Thimble on "
        "1 September 2026 at 09:00. Left open: 1 parked, 1 skipped; :left lists them."
    )


def test_where_everything_has_been_asked_the_first_line_says_so(desk: Desk) -> None:
    completed(desk, PRACTICE)
    assert held(delegate(desk, PRACTICE))[0].startswith(
        "Everything has been asked. Last answered by Nell Thimble on 1 September 2026"
    )


def test_a_follow_up_is_asked_with_what_it_follows_unless_that_was_just_asked(desk: Desk) -> None:
    first = delegate(desk, PRACTICE)
    fresh = say(first, "partly met")[-1]
    assert isinstance(fresh, Ask)
    assert fresh.parent is None
    say(first, ":pause")
    again = delegate(desk, PRACTICE)
    asked = again.opening()[-1]
    assert isinstance(asked, Ask)
    assert asked.parent is not None
    assert (asked.parent.question, asked.parent.said) == ("1.1", "Partly met")
    following = say(again, "Train the partners")[-1]
    assert isinstance(following, Ask)
    assert (following.question.id, following.parent) == ("1.1.lead", None), "said a moment ago"
    answer_on(again, "2.1")
    for typed in (":go 1.1.lead", ":back", ":go 1.1.due"):
        revisited = say(again, typed)[-1]
        assert isinstance(revisited, Ask)
        assert revisited.parent is not None, typed


def test_a_follow_up_waiting_for_somebody_comes_with_what_it_follows(desk: Desk) -> None:
    sitting = delegate(desk, CLUB)
    say(sitting, "partly met", ":park Sue by Friday")
    answer_on(sitting)
    asked = say(sitting, "")[-1]
    assert isinstance(asked, Ask)
    assert asked.question.id == "1.1.action"
    assert asked.parent is not None
    lines = held(delegate(desk, CLUB), ":go 1.1.action")
    assert any(line.startswith('About 1.1, "Somebody at the top') for line in lines)
    assert any(line.endswith('": you said Partly met.') for line in lines)


def test_the_number_of_questions_stays_while_follow_ups_come_up(desk: Desk) -> None:
    sitting = delegate(desk, PRACTICE)
    seen = []
    while (question := sitting.conversation.current) is not None:
        ask = sitting.conversation.ask()
        assert isinstance(ask, Ask)
        whole = sitting.progress()
        seen.append((ask.number, ask.of, whole.settled, whole.asked))
        say(sitting, "2" if question.rates else "31 March 2027" if question.part == "due" else "Nell Thimble")
    assert {of for _, of, _, _ in seen} == {30}
    assert {asked for *_, asked in seen} == {30}
    for column in (0, 2):
        figures = [row[column] for row in seen]
        assert figures == sorted(figures)
    assert (seen[0][0], seen[-1][0], sitting.progress().settled) == (1, 30, 30)


@pytest.mark.parametrize("opened", ["desk", "glance"])
def test_until_when_it_is_put_off_is_said_where_people_look(
    desk: Desk, settings: Settings, opened: str
) -> None:
    say(desk.interview_as_interviewer(DISTRICT), "2", ":pause Tuesday 10:00")
    assert line_of(desk, DISTRICT).paused_until == "Tuesday 10:00"
    assert line_of(desk, DISTRICT).waits_for == "Pat Lowe: to be finished; paused until Tuesday 10:00"
    if opened == "glance":
        beginning = begin_interview(settings, DISTRICT)
        assert beginning is not None
        first = beginning.opening()[0]
    else:
        first = desk.interview_as_interviewer(DISTRICT).opening()[0]
    assert isinstance(first, Resumed)
    assert first.until == "Tuesday 10:00"
    again = desk.interview_as_interviewer(DISTRICT)
    assert "It was to be taken up again Tuesday 10:00." in held(again)[0]
    say(again, "2")
    assert line_of(desk, DISTRICT).paused_until == ""


@pytest.mark.parametrize(
    ("act", "typed"),
    [(Act.REMARK, ":note late"), (Act.NAME_COLLEAGUE, ":park Hugh"), (Act.ANSWER, "fully met")],
)
def test_every_kind_of_turn_asks_for_its_own_right(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, act: Act, typed: str
) -> None:
    monkeypatch.setitem(right._TABLE, act, (Role.LEAD,))
    with pytest.raises(RightsError, match="A delegate may not"):
        say(delegate(desk, PRACTICE), typed)
    say(lead(desk, PRACTICE), typed)


def test_naming_a_delegate_needs_the_right_to(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(right._TABLE, Act.NAME_DELEGATE, (Role.MANAGER,))
    with pytest.raises(RightsError, match="may not name a delegate"):
        say(lead(desk, PRACTICE), ":handover Hugh Pym", "y")
