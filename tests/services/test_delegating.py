"""Parts of a return asked of other people: each sees and answers theirs, and the whole stays with whoever leads."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from s11chat.assurance.right import Role
from s11chat.assurance.status import Status
from s11chat.cli.returns import structure
from s11chat.engine.intent import Revisit
from s11chat.engine.turn import Ask, Finished, Repair
from s11chat.errors import AccessError, RefusedError, RightsError, StateError, UsageError
from s11chat.fieldwork.case import State
from s11chat.line.talk import Talk
from s11chat.services.dated import day_gone, day_to_come
from s11chat.services.delegating import Delegating
from s11chat.services.desk import Desk
from s11chat.services.fielding import close_wave
from s11chat.services.interviewing import Interview
from s11chat.services.keeping import verify
from s11chat.services.partition import DelegationLine
from s11chat.services.view import Admission
from tests.office import AUDIT, PRACTICE, SURVEY, Clock, admitted, answer_on, docket, lead, say

CASE = PRACTICE


@pytest.fixture
def ben(desk: Desk) -> Admission:
    """The lead at the door."""
    return admitted(desk, CASE, Role.LEAD)


def parts(desk: Desk, by: Admission | None = None) -> dict[str, DelegationLine]:
    return {f"{line.name}: {line.part}": line for line in Delegating(desk.kept, CASE, by).lines()}


def let_in(desk: Desk, ben: Admission, words: str, name: str, **told: str) -> Interview:
    issued = Delegating(desk.kept, CASE, ben).give(words, name, **told)
    return desk.interview(desk.admit(issued.code))


def test_a_delegate_is_asked_their_part_and_nothing_else(desk: Desk, ben: Admission) -> None:
    nell = let_in(desk, ben, "2, 5.1", "Nell Thimble", due="30 September", note="You know the procedures.")
    asked = {question.item for question in nell.conversation.route}
    assert {item.partition(".")[0] for item in asked} == {"2", "5"}
    assert {item for item in asked if item.startswith("5")} == {"5.1"}
    first = " ".join(turn.text for turn in nell.opening() if hasattr(turn, "text"))
    assert "Ben Marsh asks you for section 2" in first
    assert "question 5.1 by 30 September 2026. Ben Marsh: You know the procedures." in first
    (refused, _) = nell.respond(Revisit("1.1"))
    assert isinstance(refused, Repair)
    assert refused.reason == "'1.1' is not in the part you were asked for."
    assert {line.question.partition(".")[0] for line in nell.review().answers} == {"2", "5"}


def test_a_part_that_is_answered_is_done_and_the_return_goes_on(desk: Desk, ben: Admission) -> None:
    nell = let_in(desk, ben, "2", "Nell Thimble")
    answer_on(nell)
    case = desk.kept.case(CASE)
    assert (case.state, case.contact) == (State.IN_PROGRESS, None)
    (line,) = parts(desk).values()
    assert (line.state, line.settled) == ("done", line.asked)
    own = lead(desk, CASE)
    assert own.conversation.current
    assert own.conversation.current.item == "1.1"


def test_who_comes_after_others_is_greeted_before_their_first_answer_and_not_after(
    desk: Desk, ben: Admission
) -> None:
    say(let_in(desk, ben, "1", "Nell Thimble"), "3", "the policy")
    code = Delegating(desk.kept, CASE, ben).give("2", "Eve Hart").code
    eve = desk.interview(desk.admit(code))
    (greeting,) = eve.conversation.greeting()
    assert greeting in eve.opening()
    leading = desk.interview(ben)
    assert leading.conversation.greeting()[0] in leading.opening()
    say(eve, "3")
    assert greeting not in desk.interview(desk.admit(code)).opening()


def test_the_last_part_completes_the_return(desk: Desk, ben: Admission) -> None:
    own = desk.interview(ben)
    answer_on(own, until="8.1")
    last = {question.section for question in own.conversation.route if own.conversation.open(question)}
    nell = let_in(desk, ben, " ".join(last), "Nell Thimble")
    answer_on(nell)
    assert desk.kept.case(CASE).state is State.COMPLETE
    assert not verify(desk.kept).faults


def test_two_delegates_answer_beside_each_other(desk: Desk, ben: Admission) -> None:
    nell, eve = let_in(desk, ben, "2", "Nell Thimble"), let_in(desk, ben, "3", "Eve Hart")
    for _ in range(2):
        say(nell, "3", "Minutes of 3 March")
        say(eve, "3", "Minutes of 3 March")
    states = {name: line.state for name, line in parts(desk).items()}
    assert set(states.values()) <= {"begun", "done"}
    current = desk.kept.responses.current(desk.kept.case(CASE).return_id)
    assert {record.by_name for record in current.values()} == {"Nell Thimble", "Eve Hart"}
    assert not verify(desk.kept).faults


def test_a_part_is_recalled_its_code_opens_nothing_and_answers_stay(desk: Desk, ben: Admission) -> None:
    work = Delegating(desk.kept, CASE, ben)
    issued = work.give("2", "Nell Thimble")
    nell = desk.interview(desk.admit(issued.code))
    say(nell, "3", "Minutes of 3 March")
    (line,) = work.lines()
    assert work.recall(line.number, "I do it myself") == "Nell Thimble"
    with pytest.raises(AccessError):
        desk.admit(issued.code)
    with pytest.raises(AccessError):
        say(nell, "3")
    assert "2.1" in desk.kept.responses.current(desk.kept.case(CASE).return_id)
    assert parts(desk)["Nell Thimble: section 2 " + _title(desk, "2")].state == "recalled"
    with pytest.raises(StateError, match="was recalled already"):
        work.recall(line.number)


def _title(desk: Desk, section: str) -> str:
    dialog = desk.kept.dialog(desk.kept.casebook.wave(AUDIT))
    return next(one.title for one in dialog.sections if one.section == section)


def test_a_part_that_is_sent_back_says_so_until_it_is_dealt_with(desk: Desk, ben: Admission) -> None:
    answer_on(desk.interview(ben), until="2.1")
    work = Delegating(desk.kept, CASE, ben)
    codes = [work.give(part, name).code for part, name in (("2", "Nell Thimble"), ("3", "Eve Hart"))]
    for code in codes:
        answer_on(desk.interview(desk.admit(code)))
    own = docket(desk, CASE)
    own.query("2.2", "Which staff does this cover?")
    own.query("3.1", "Since when?")
    own.send_back("Please look at 2.2 and 3.1 again.")

    def sitting(code: str, *typed: str) -> list[str]:
        lines: list[str] = []
        Talk(desk.interview(desk.admit(code)), lines.append).hold(typed)
        return lines

    told = sitting(codes[0], "")
    assert "Sent back by Ben Marsh: Please look at 2.2 and 3.1 again." in told
    assert "Ben Marsh asks about 2.2: Which staff does this cover?" in told
    assert not any("3.1: Since when?" in line or "is done" in line for line in told)
    assert any(line.endswith("(2.2).") for line in told), "Enter goes to the question that is asked about"
    assert told[-1] == "Paused at 2.2"
    assert sitting(codes[0], "", ":note All of them")[-1] == "Complete"
    assert not any("Sent back" in line for line in sitting(codes[0]))
    assert desk.kept.case(CASE).state is State.SENT_BACK, "what is asked of Eve waits"
    assert any("asked back: 3.1" in line for line in sitting(codes[1], ":finish", "n"))
    assert sitting(codes[1], ":finish", "y")[-1] == "Complete"
    assert any("3.1: Since when?" in line for line in sitting(codes[1])), "an open query is asked again"
    assert not any("Sent back" in line for line in sitting(codes[1])), "what was sent back was left as it is"


def test_a_recalled_part_is_given_to_somebody_else(desk: Desk, ben: Admission) -> None:
    work = Delegating(desk.kept, CASE, ben)
    work.give("2", "Nell Thimble")
    work.recall(work.lines()[0].number)
    eve = let_in(desk, ben, "2", "Eve Hart")
    assert {question.section for question in eve.conversation.route} == {"2"}


def test_a_delegate_asks_a_colleague_for_what_is_theirs_and_no_more(desk: Desk, ben: Admission) -> None:
    issued = Delegating(desk.kept, CASE, ben).give("2", "Nell Thimble")
    nell = desk.admit(issued.code)
    own = Delegating(desk.kept, CASE, nell)
    colleague = desk.interview(desk.admit(own.give("2.2", "Eve Hart").code))
    assert {question.item for question in colleague.conversation.route} == {"2.2"}
    for too_much in ("3", "all", "1.1"):
        with pytest.raises(RightsError, match="may not pass on more than is theirs"):
            own.give(too_much, "Sam Pool")
    assert [line.name for line in own.lines()] == ["Nell Thimble", "Eve Hart"]
    eve = colleague
    assert eve.header.delegated
    number = next(line.number for line in own.lines() if line.name == "Nell Thimble")
    with pytest.raises(UsageError, match="that you gave"):
        own.recall(number)


def test_what_was_parked_is_asked_of_whoever_is_asked_for_it_and_waits_no_longer(
    desk: Desk, ben: Admission
) -> None:
    nell = let_in(desk, ben, "2", "Nell Thimble")
    say(nell, ":park Eve Hart by Friday")
    answer_on(nell)
    assert [question.id for question in nell.conversation.remaining] == ["2.1"]
    assert parts(desk)[f"Nell Thimble: section 2 {_title(desk, '2')}"].state == "begun"
    eve = desk.interview(desk.admit(nell.delegating.give("2.1", "Eve Hart", due="Friday").code))
    assert eve.conversation.current
    assert eve.conversation.current.id == "2.1"
    turns = say(eve, "3", "Minutes of 3 March")
    (end,) = (turn for turn in turns if isinstance(turn, Finished))
    assert (end.complete, end.closing) == (True, "Your part is done. Thank you; Nell Thimble sees it now.")
    assert desk.kept.responses.parks(desk.kept.case(CASE).return_id) == {}
    assert {line.state for line in parts(desk).values()} == {"done"}


def test_a_part_ends_as_a_part(desk: Desk, ben: Admission) -> None:
    nell = let_in(desk, ben, "2, 5.1", "Nell Thimble", due="Friday")
    assert nell.header.part == "section 2, question 5.1, by 4 September 2026"
    answer_on(nell, until="5.1")
    (end,) = (turn for turn in say(nell, ":skip") if isinstance(turn, Finished))
    assert (end.part, end.complete, [question.id for question in end.left]) == (True, False, ["5.1"])
    (asked,) = say(nell, ":finish")
    assert isinstance(asked, Repair)
    assert asked.reason.endswith("Leave your part as it is?")
    (_, last) = say(nell, "yes")
    assert isinstance(last, Finished)
    assert last.closing == "Your part is done. Thank you; Ben Marsh sees it now."
    assert {line.state for line in parts(desk).values()} == {"done"}
    assert desk.kept.case(CASE).state is State.IN_PROGRESS
    assert nell.progress().asked == 3
    assert not verify(desk.kept).faults


def test_a_part_is_handed_to_the_lead_and_to_nobody_else_without_a_code(desk: Desk, ben: Admission) -> None:
    nell = let_in(desk, ben, "2", "Nell Thimble")
    say(nell, "3", "Minutes of 3 March", ":handover Eve Hart")
    told = say(nell, "yes")
    assert any("Your part stays with you: ask Eve Hart" in getattr(turn, "text", "") for turn in told)
    assert {line.state for line in parts(desk).values()} == {"begun"}
    say(nell, ":handover")
    told = say(nell, "yes")
    assert any("Thank you; Ben Marsh sees it now." in getattr(turn, "text", "") for turn in told)
    assert {line.state for line in parts(desk).values()} == {"done"}
    assert desk.kept.case(CASE).contact is None


def test_what_is_reserved_for_the_lead_may_be_left_by_a_delegate_and_is_asked_of_the_lead(desk: Desk) -> None:
    case = f"{SURVEY}/DC1"
    route = lead(desk, case).conversation.route
    reserved = next(question.item for question in route if question.reserved)
    ben = admitted(desk, case, Role.LEAD)
    nell = desk.interview(desk.admit(Delegating(desk.kept, case, ben).give(reserved, "Nell Thimble").code))
    (*_, ask) = nell.opening()
    assert isinstance(ask, Ask)
    assert ask.for_lead
    told = say(nell, ":skip")
    assert any(getattr(turn, "text", "").startswith("Left to the lead") for turn in told)
    (line,) = Delegating(desk.kept, case).lines()
    assert (line.state, line.settled) == ("done", 0)
    own = lead(desk, case)
    assert reserved in {question.item for question in own.conversation.remaining}
    assert desk.kept.case(case).state is State.IN_PROGRESS


def test_the_whole_that_is_taken_back_is_the_leads_again(desk: Desk, ben: Admission) -> None:
    work = Delegating(desk.kept, CASE, ben)
    work.give("all", "Nell Thimble")
    work.recall(work.lines()[0].number)
    contact = desk.kept.case(CASE).contact
    assert contact
    assert contact.name == "Ben Marsh"
    assert not desk.interview(ben).conversation.delegated


def test_nobody_is_asked_for_what_is_not_asked_of_the_organisation(desk: Desk) -> None:
    case = f"{SURVEY}/DC1"
    questions = lead(desk, case).conversation
    asked = {question.item for question in questions.route}
    never = next(question.item for question in questions.questions.values() if question.item not in asked)
    with pytest.raises(RefusedError, match="is asked of Milldale"):
        Delegating(desk.kept, case).give(never, "Nell Thimble")


def test_somebody_asked_for_the_whole_answers_for_the_organisation(desk: Desk, ben: Admission) -> None:
    nell = let_in(desk, ben, "all", "Nell Thimble", title="Practice nurse")
    contact = desk.kept.case(CASE).contact
    assert contact
    assert (contact.name, nell.conversation.part) == ("Nell Thimble", frozenset())


def test_what_is_due_and_over_is_told(desk: Desk, ben: Admission, clock: Clock) -> None:
    Delegating(desk.kept, CASE, ben).give("2", "Nell Thimble", due="Friday")
    clock.moment += timedelta(days=10)
    (line,) = parts(desk).values()
    assert (str(line.due), line.overdue, line.state) == ("2026-09-04", True, "given")


@pytest.mark.parametrize(
    ("words", "name", "told", "said"),
    [
        ("99", "Nell Thimble", {}, "'99' is neither a section nor a question"),
        ("2", "", {}, "A person needs a name"),
        ("2", "Ben Marsh", {}, "is the lead and may answer everything"),
        ("2", "Nell Thimble", {"due": "soonish"}, "is no day"),
        ("2", "Nell Thimble", {"due": "1 August 2026"}, "is over"),
        ("2", "Nell Thimble", {"email": "nell"}, "is not an e-mail address"),
        ("2", "Nell Thimble", {"note": "x" * 501}, "at most 500 characters"),
    ],
)
def test_slips_are_said_and_nothing_is_given(
    desk: Desk, ben: Admission, words: str, name: str, told: dict[str, str], said: str
) -> None:
    with pytest.raises((UsageError, RefusedError), match=said):
        Delegating(desk.kept, CASE, ben).give(words, name, **told)
    assert parts(desk) == {}


def test_nothing_is_given_of_what_takes_no_more_answers(desk: Desk, ben: Admission) -> None:
    close_wave(desk.kept, AUDIT)
    with pytest.raises(StateError, match="takes no more answers"):
        Delegating(desk.kept, CASE, ben).give("2", "Nell Thimble")


def test_a_lead_of_another_case_gives_nothing_here(desk: Desk) -> None:
    stranger = admitted(desk, f"{SURVEY}/DC1", Role.LEAD)
    work = Delegating(desk.kept, CASE, stranger)
    work.give("q3", "Nell Thimble")
    assert parts(desk) == {}


def test_a_return_counts_as_delegated_once_any_answer_of_a_delegate_stands(
    desk: Desk, ben: Admission
) -> None:
    nell = let_in(desk, ben, "2", "Nell Thimble")
    say(desk.interview(ben), "3", "Minutes of 3 March")
    assert not desk.docket(ben).review().delegated
    answer_on(nell)
    answer_on(desk.interview(ben))
    whole = desk.docket(ben).review()
    assert (whole.delegated, whole.header.delegated, whole.status) == (True, False, Status.UNSIGNED)
    by = {line.question.partition(".")[0]: (line.by, line.role) for line in whole.answers if line.by}
    assert by.pop("2") == ("Nell Thimble", "delegate")
    assert set(by.values()) == {("Ben Marsh", "lead")}
    assert structure(whole)["delegated"]


@pytest.mark.parametrize(
    ("words", "day"),
    [("10/12", date(2026, 12, 10)), ("1.8", date(2027, 8, 1)), ("29/2", date(2028, 2, 29))],
)
def test_a_day_and_a_month_in_numbers_are_the_next_such_day(words: str, day: date) -> None:
    assert day_to_come(words, date(2026, 8, 31)) == day
    assert day_gone(words, day) == day
    for wrong in ("31/2", "12/13", "0/5"):
        with pytest.raises(UsageError, match="is no day"):
            day_to_come(wrong, date(2026, 8, 31))
