"""The way through a dialog: back, forth, off the route and onto it again, undone, checked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from s11chat.dialog.model import NoAnswer
from s11chat.engine import event
from s11chat.engine.answer import Answer
from s11chat.engine.intent import Back, Decline, Repeat, Reply, Revisit, Undo
from s11chat.engine.respond import respond
from s11chat.engine.route import counted, route, standing
from s11chat.engine.turn import Ask, Choice, Confirmed, Finished, Repair, Say
from tests.engine.sitting import begin


def test_back_shows_the_earlier_answer_and_changes_nothing() -> None:
    sitting = begin("number").say("12", "3").do(Back())
    ask = sitting.turn(Ask)
    assert (ask.question.id, ask.given) == ("q2", Answer(3.0))
    sitting.do(Back())
    sitting.asks("q1")
    assert isinstance(sitting.do(Back()).turns[0], Say)
    sitting.asks("q1")
    assert sitting.answers == {"q1": Answer(12.0), "q2": Answer(3.0)}
    sitting.say("", "")
    assert isinstance(sitting.turns[-1], Finished), "Enter keeps the answers on the way forth"


@pytest.mark.parametrize(
    "dialog", ["single", "multi", "yesno", "grid", "rating", "number", "date", "numeric_codes"]
)
def test_back_works_on_every_kind(dialog: str) -> None:
    words = {"date": "1 March 2026", "rating": "2"}
    sitting = begin(dialog)
    first = sitting.at
    sitting.say(words.get(dialog, "1")).do(Back())
    assert sitting.turn(Ask).given is not None
    sitting.asks(first)


def test_a_correction_goes_forth_to_where_the_talk_was() -> None:
    sitting = begin("grid").say("1", "1", "1")
    assert sitting.complete
    sitting.do(Revisit("q1.b")).say("3")
    assert sitting.answers["q1.b"] == Answer("3")
    assert isinstance(sitting.turns[-1], Finished)
    sitting.do(Revisit("q1.a")).say("2")
    assert sitting.told(event.Continued)
    sitting.asks("q2")
    sitting.say("Money.")
    assert sitting.complete


@pytest.mark.parametrize(
    ("wanted", "found"), [("q1.c", "q1.c"), (" Q1.C ", "q1.c"), ("q1", "q1.a"), ("main", "q1.a")]
)
def test_a_question_is_found_by_its_number_its_item_or_its_section(wanted: str, found: str) -> None:
    begin("grid").do(Revisit(wanted)).asks(found)


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        ("q9", "'q9' is not the number of a question."),
        ("x" * 5000, f"'{'x' * 40}' is not the number of a question."),
        ("", "Say which question to go to, for example q1.a."),
        ("q2", "'q2' is not asked: that follows from the organisation or from earlier answers."),
    ],
)
def test_a_question_that_is_not_there(wanted: str, reason: str) -> None:
    sitting = begin("grid").do(Revisit(wanted))
    assert sitting.turn(Repair).reason == reason
    sitting.asks("q1.a")


def test_answers_off_the_route_are_kept_and_come_back() -> None:
    sitting = begin("sections").say("yes", "by letter")
    assert sitting.route == ["q1", "q2", "q4"]
    sitting.do(Revisit("q1")).say("no")
    assert sitting.route == ["q1", "q4"]
    assert sitting.answers["q2"] == Answer("by letter")
    on_route = frozenset(sitting.talk.places)
    assert standing(sitting.talk.questions["q2"], on_route, sitting.talk.answers) is NoAnswer.OFF_ROUTE
    assert standing(sitting.talk.questions["q4"], on_route, sitting.talk.answers) is NoAnswer.NOT_REACHED
    assert standing(sitting.talk.questions["q1"], on_route, sitting.talk.answers) is None
    sitting.asks("q4")
    sitting.do(Revisit("q1")).say("yes")
    assert sitting.route == ["q1", "q2", "q4"]
    sitting.asks("q4")


def test_answers_off_the_route_do_not_count() -> None:
    sitting = begin("rating").say("fully", "a policy").do(Revisit("1.1")).say("not met")
    sitting.asks("1.1.action")
    assert "1.1.evidence" not in sitting.route
    assert sitting.answers["1.1.evidence"] == Answer("a policy")
    known = {"q1": Answer("no"), "q2": Answer("x")}
    asked = begin("sections").talk.questions
    assert [question.id for question in route(asked.values(), known, {"mode": "telephone"})] == ["q1", "q4"]
    assert len(counted(begin("statement").talk.route)) == 1


def test_the_route_depends_on_organisation_mode_and_role() -> None:
    assert "q1.b" in begin("grid").route
    assert "q1.b" not in begin("grid", type_="CLUB").route
    telephone = begin("conditions", mode="telephone", role="delegate", type_="CLUB").route
    assert {"by_cohort", "by_mode", "by_role"} <= set(telephone)
    assert not {"by_type", "by_group"} & set(telephone)


def test_numbers_on_the_screen_count_no_statements() -> None:
    sitting = begin("statement")
    first = sitting.talk.ask()
    assert isinstance(first, Ask)
    assert (first.number, first.of, first.section) == (1, 1, "Main")
    ask = sitting.say("").turn(Ask)
    assert (ask.number, ask.of) == (1, 1)


def test_a_grid_is_asked_with_its_stem_and_row() -> None:
    ask = begin("grid").say("1").turn(Ask)
    assert (ask.stem, ask.text) == (
        "How far are these arrangements in place?",
        "A termly report to governors",
    )
    assert (ask.question.row, ask.question.rows, ask.note) == (2, 3, "")


def test_undo_takes_the_last_answer_back() -> None:
    sitting = begin("number").say("12", "3").do(Undo())
    assert sitting.events == (event.Withdrawn("q2"), event.Continued())
    assert sitting.turn(Say).text == "Taken back: q2."
    sitting.asks("q2")
    sitting.do(Undo())
    assert sitting.answers == {}
    assert sitting.do(Undo()).events == ()


def test_undo_brings_the_answer_before_back() -> None:
    sitting = begin("number").say("12").do(Revisit("q1")).say("13").do(Undo())
    (happened,) = sitting.told(event.Answered)
    assert isinstance(happened, event.Answered)
    assert (happened.answer, happened.because) == (Answer(12.0), "taken back to the answer before")
    sitting.asks("q1")
    assert sitting.say("").turn(Ask).question.id == "q2"


def test_undo_after_completion() -> None:
    sitting = begin("text").say("Much.")
    assert sitting.told(event.Completed)
    assert sitting.do(Undo()).told(event.Continued)
    sitting.asks("q1")
    sitting.say("Leaflets.").do(Revisit("q1")).say("Posters.").do(Undo())
    assert sitting.complete, "the answer before stands, and nothing is left"
    assert sitting.answers == {"q1": Answer("Leaflets.")}


def test_undo_after_the_route_has_changed() -> None:
    sitting = begin("sections").say("yes", "by letter").do(Revisit("q1")).say("no").do(Undo())
    assert sitting.route == ["q1", "q2", "q4"]
    sitting.do(Undo())
    assert sitting.answers == {"q1": Answer("yes")}
    sitting.asks("q2")


def test_undo_of_a_refusal_and_of_the_same_answer_again() -> None:
    sitting = begin("number").do(Decline(NoAnswer.REFUSED), Undo())
    assert sitting.answers == {}
    sitting.say("5").do(Revisit("q1")).say("5").do(Undo())
    assert sitting.events == (), "nothing changes on record"
    assert sitting.answers == {"q1": Answer(5.0)}


def test_repeat_asks_again() -> None:
    sitting = begin("number")
    sitting.do(Repeat())
    assert sitting.turns == (sitting.talk.ask(),)


def test_a_hard_check_refuses() -> None:
    sitting = begin("checks").say("100", "1000")
    assert sitting.turn(Repair).reason == "That is more than Hill School can have."
    assert sitting.turn(Repair).choices == ()
    assert "q2" not in sitting.answers
    sitting.asks("q2")


@pytest.mark.parametrize("yes", ["y", "Y", "yes", " Yes "])
def test_a_soft_check_asks_once_and_takes_yes(yes: str) -> None:
    sitting = begin("checks").say("500", "250")
    repair = sitting.turn(Repair)
    assert repair.reason == "That is a large number. Is it right?"
    assert repair.choices == (Choice("y", "yes, keep it"), Choice("n", "no, ask again"))
    assert sitting.events == ()
    sitting.say(yes)
    assert sitting.answers["q2"] == Answer(250.0)
    assert sitting.turn(Confirmed).said == "250 people"


def test_a_soft_check_takes_no_or_another_answer() -> None:
    sitting = begin("checks").say("500", "250", "no")
    assert "q2" not in sitting.answers
    sitting.asks("q2")
    sitting.say("250", "150")
    assert sitting.answers["q2"] == Answer(150.0)


def test_soft_checks_are_asked_about_together() -> None:
    sitting = begin("checks").say("50", "300")
    reason = "That is a large number. Is it right? There are fewer staff than that. Is it right?"
    assert sitting.turn(Repair).reason == reason
    assert sitting.say("y").answers["q2"] == Answer(300.0)


def test_a_waiting_choice_is_forgotten_when_something_else_is_done() -> None:
    sitting = begin("checks").say("500", "250").do(Repeat())
    assert sitting.talk.pending is None
    sitting.say("y")
    assert "q2" not in sitting.answers


def test_a_step_leaves_the_conversation_before_as_it_was() -> None:
    sitting = begin("number").say("12")
    before, answers = sitting.talk, dict(sitting.talk.answers)
    respond(before, Reply("3"))
    assert dict(before.answers) == answers
    assert respond(before, Reply("3")).conversation == respond(before, Reply("3")).conversation
    with pytest.raises(TypeError):
        before.answers["q2"] = Answer(1.0)  # type: ignore[index]


def test_asking_about_the_state_changes_nothing() -> None:
    talk = begin("grid").say("1").talk
    kept = (dict(talk.answers), dict(talk.parked), talk.undoable, talk.revisiting, talk.complete)
    for _ in range(2):
        talk.opening()
        talk.ask()
        talk.finished()
        assert talk.route
        assert talk.places
        assert talk.current
        assert talk.remaining == ()
    assert kept == (dict(talk.answers), dict(talk.parked), talk.undoable, talk.revisiting, talk.complete)


def test_a_sitting_is_taken_up_where_it_was_left() -> None:
    first = begin("number").say("12")
    later = begin("number")
    talk = replace(later.talk, answers=first.talk.answers)
    (ask,) = talk.opening()
    assert isinstance(ask, Ask)
    assert ask.question.id == "q2"
