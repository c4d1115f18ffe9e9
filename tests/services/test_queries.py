"""A query goes from the lead to the delegate and back; the office reopens what was signed."""

from __future__ import annotations

import pytest

from s11chat.assurance.right import Role
from s11chat.engine.turn import Say
from s11chat.errors import RefusedError, StateError
from s11chat.fieldwork.case import State
from s11chat.services.delegating import Delegating
from s11chat.services.desk import Desk
from s11chat.services.interviewing import Interview
from s11chat.services.keeping import verify
from s11chat.services.reopening import reopen
from tests.office import PHRASE, PRACTICE, admitted, answer_on, completed, delegate, docket, lead, say

ON_BOTH = True


def _asked(desk: Desk) -> None:
    completed(desk, PRACTICE)
    lead = docket(desk, PRACTICE)
    lead.query("1.2", "Which staff does this cover?")
    lead.send_back("Please look at 1.2 again.")


def told(interview: Interview) -> str:
    return " ".join(turn.text for turn in interview.opening() if isinstance(turn, Say))


def test_comment_and_query_stay_until_they_are_dealt_with(desk: Desk) -> None:
    completed(desk, PRACTICE)
    lead = docket(desk, PRACTICE)
    lead.query("1.2", "Which staff does this cover?")
    lead.query("2.1", "Since when?")
    lead.send_back("Please look at 1.2 and 2.1 again.")
    say(delegate(desk, PRACTICE), ":go 3.1", "partly met", "Write it down", "Nell", "1 May 2027")
    later = told(delegate(desk, PRACTICE))
    for part in ("Sent back by Ben Marsh: Please look", "Which staff does this cover?", "Since when?"):
        assert part in later
    say(delegate(desk, PRACTICE), ":go 1.2", ":note everybody")
    later = told(delegate(desk, PRACTICE))
    assert "Which staff" not in later
    assert "Since when?" in later
    sitting = delegate(desk, PRACTICE)
    say(sitting, ":handover", "y")
    later = told(delegate(desk, PRACTICE))
    assert "Sent back by" not in later
    assert "Since when?" in later
    number = docket(desk, PRACTICE).answer("2.1").queries[0].id
    docket(desk, PRACTICE).close_query(number, "settled by telephone")
    assert "Since when?" not in told(delegate(desk, PRACTICE))


def test_a_query_has_a_round_a_state_and_somebody_it_waits_for(desk: Desk) -> None:
    completed(desk, PRACTICE)
    lead = docket(desk, PRACTICE)
    lead.query("1.2", "Which staff does this cover?")
    lead.send_back("Please look at 1.2 again.")
    lead.query("1.2", "And the reception?")

    def stands() -> list[str]:
        return [query.told for query in docket(desk, PRACTICE).answer("1.2").queries]

    assert stands() == ["round 1, open, waits for Nell Thimble", "round 2, open, waits for Nell Thimble"]
    docket(desk, PRACTICE).delegating.give("1", "Eve Hart")
    assert stands()[1] == "round 2, open, waits for Eve Hart"
    say(delegate(desk, PRACTICE), ":go 1.2", ":note everybody")
    assert stands()[1] == "round 2, answered, waits for the lead"
    lead = docket(desk, PRACTICE)
    for query in lead.answer("1.2").queries:
        lead.close_query(query.id)
    assert stands() == ["round 1, closed", "round 2, closed"]


def test_a_query_goes_to_whoever_can_answer_it(desk: Desk) -> None:
    ben = admitted(desk, PRACTICE, Role.LEAD)
    codes = {
        name: Delegating(desk.kept, PRACTICE, ben).give(part, name).code
        for part, name in (("2", "Eve Hart"), ("5.1", "Sam Reeve"))
    }
    nell = delegate(desk, PRACTICE)
    answer_on(nell, until="3.2")
    say(nell, ":go 4.1", ":park Jane in HR by Friday")
    nell.leave()
    answer_on(desk.interview(desk.admit(codes["Eve Hart"])))
    own = docket(desk, PRACTICE)
    asked = {line.question: line.owner for line in own.review().answers}
    assert asked["2.1"] == "Eve Hart", "who is done with her part knows it best"
    assert asked["5.1"] == "Sam Reeve", "he was asked for it and has not begun"
    lead(desk, PRACTICE).replace_contact("Ben Marsh", "")
    asked = {line.question: line.owner for line in docket(desk, PRACTICE).review().answers}
    assert asked["4.1"] == "Nell Thimble", "who parked it"
    assert asked["3.1"] == asked["3.2"] == "Nell Thimble", "who answered it, and typed last in its section"
    assert asked["8.1"] == "Ben Marsh", "nobody else was asked or typed there"


def _state(desk: Desk) -> tuple[str, str]:
    line = next(one for one in docket(desk, PRACTICE).review().answers if one.question == "1.2")
    return line.queries[0].state, line.queries[0].answer


def test_a_delegate_is_told_of_a_query_and_answers_it_with_a_note(desk: Desk) -> None:
    _asked(desk)
    interview = delegate(desk, PRACTICE)
    told = " ".join(turn.text for turn in interview.opening() if isinstance(turn, Say))
    assert "Which staff does this cover?" in told
    assert ":note" in told
    say(interview, ":go 1.2", ":note everybody but the front desk")
    assert _state(desk) == ("answered", "everybody but the front desk")


def test_another_answer_answers_it_too_and_the_lead_closes_it(desk: Desk) -> None:
    _asked(desk)
    interview = delegate(desk, PRACTICE)
    say(interview, ":go 1.2", "partly met")
    assert _state(desk)[0] == "answered"
    lead = docket(desk, PRACTICE)
    line = next(one for one in lead.review().answers if one.question == "1.2")
    lead.close_query(line.queries[0].id)
    assert _state(desk)[0] == "closed"


def test_a_note_elsewhere_answers_nothing(desk: Desk) -> None:
    _asked(desk)
    say(delegate(desk, PRACTICE), ":go 2.1", ":note late")
    assert _state(desk) == ("open", "")


def test_the_office_reopens_a_signed_return_with_a_reason(desk: Desk) -> None:
    completed(desk, PRACTICE)
    lead = docket(desk, PRACTICE)
    lead.enrol(PHRASE)
    lead.sign(tuple(section.section for section in lead.sections()), PHRASE, "Ben Marsh")
    with pytest.raises(RefusedError):
        reopen(desk.kept, PRACTICE, " ")
    reopen(desk.kept, PRACTICE, "the figures of 5.1 were last year's")
    whole = docket(desk, PRACTICE).review()
    assert whole.sections_signed == ()
    assert desk.kept.case(PRACTICE).state is State.IN_PROGRESS
    assert verify(desk.kept).faults == ()
    with pytest.raises(StateError):
        reopen(desk.kept, PRACTICE, "once more")
    assert admitted(desk, PRACTICE, Role.DELEGATE).role is Role.DELEGATE
