"""Yes and no to something asked back, as people say them; one answer asked back; going on from an answer."""

from __future__ import annotations

import pytest

from s11chat.dialog.model import NoAnswer
from s11chat.engine import event
from s11chat.engine.intent import Decline, Finish, HandOver, Revisit
from s11chat.engine.turn import Confirmed, Ended, Finished, Repair, Say
from tests.engine.sitting import Sitting, begin


def left_open() -> Sitting:
    """At the end of a talk with one question skipped."""
    return begin("single").do(Decline(NoAnswer.NOT_ANSWERED)).say("1")


@pytest.mark.parametrize(
    "said",
    ["y", "Yes", "yes please", "yeah, ok", "Yep.", "yes go on then", "ok, complete it as it is", "sure"],
)
def test_a_yes_is_taken_however_it_is_said(said: str) -> None:
    assert left_open().do(Finish()).say(said).complete


@pytest.mark.parametrize(
    "said", ["n", "no", "no thanks", "Nope", "no, wait", "not yet", "no, not just yet please"]
)
def test_so_is_a_no(said: str) -> None:
    sitting = left_open().do(Finish()).say(said)
    assert not sitting.complete
    assert not [turn for turn in sitting.turns if isinstance(turn, Repair)]


def test_handing_over_is_agreed_to_in_words() -> None:
    sitting = begin("single", role="delegate").do(HandOver("Ann Example")).say("yeah, hand it over")
    assert sitting.told(event.HandedOver)
    assert sitting.turn(Ended)


@pytest.mark.parametrize("said", ["all staff", "managers", "not sure", "yes and no"])
def test_other_words_are_no_consent(said: str) -> None:
    assert not left_open().do(Finish()).say(said).complete


def test_words_for_an_answer_are_still_an_answer_after_a_check() -> None:
    sitting = begin("single").do(HandOver("Ann Example")).say("every year")
    assert sitting.answers["q1"].value == "yearly"


@pytest.mark.parametrize(
    "said", ["we're done, thanks", "that's it", "that's all from me", "finished", "yes please"]
)
def test_at_the_end_words_that_this_is_all_complete_it(said: str) -> None:
    sitting = left_open().say(said)
    assert "Complete it as it is?" in sitting.turn(Repair).reason
    assert sitting.say("yes").complete


def test_words_at_the_end_that_say_something_else_complete_nothing() -> None:
    sitting = left_open().say("it is all done by the managers")
    assert "not recorded" in sitting.turn(Repair).reason
    assert isinstance(sitting.turns[-1], Finished)


def test_one_answer_asked_back_is_taken_by_a_yes() -> None:
    sitting = begin("single").say("I think every year perhaps")
    assert sitting.turn(Repair).reason.endswith("If it is this one, type yes.")
    assert not sitting.answers
    assert sitting.say("yes, that's right").answers["q1"].value == "yearly"


def test_one_answer_asked_back_is_not_taken_by_a_no_nor_is_another() -> None:
    sitting = begin("rating").say("nearly fully").say("no")
    assert not sitting.answers, "a no to what was asked back is not a rating"
    sitting.asks("1.1")
    assert sitting.say("not met").answers["1.1"].value == "not_met"


def test_several_answers_asked_back_leave_a_yes_to_the_reading() -> None:
    sitting = begin("yesno").say("maybe")
    assert "type yes" not in sitting.turn(Repair).reason


@pytest.mark.parametrize("said", ["next", "skip that one"])
def test_going_on_from_an_answer_keeps_it(said: str) -> None:
    sitting = begin("single").say("1").do(Revisit("q1")).say(said)
    assert sitting.answers["q1"].value == "yearly"
    assert not sitting.events
    sitting.asks("q2")


def test_skip_at_an_answer_takes_it_away() -> None:
    sitting = begin("single").say("1").do(Revisit("q1"), Decline(NoAnswer.NOT_ANSWERED))
    assert sitting.answers["q1"].no_answer is NoAnswer.NOT_ANSWERED
    assert sitting.turn(Confirmed).said == "Not answered"


@pytest.mark.parametrize("said", ["pause", "let's stop there", "quit"])
def test_a_short_wish_to_stop_ends_the_sitting(said: str) -> None:
    assert begin("single").say(said).turn(Ended)


@pytest.mark.parametrize(
    "said", ["hang on", "hold on a moment please", "bear with me while I find the folder"]
)
def test_hang_on_waits_and_the_question_stands(said: str) -> None:
    sitting = begin("single").say(said)
    assert "Take your time" in sitting.turn(Say).text
    assert not sitting.events
    sitting.asks("q1")
    assert sitting.say("1").answers["q1"].value == "yearly"


def test_a_long_sentence_that_seems_to_be_one_is_asked_about() -> None:
    sitting = begin("single").say("I'm sorry but let's stop there for today if I may")
    assert sitting.turn(Repair).reason == "Break off here?"
    assert not sitting.events
    assert sitting.say("yes please").turn(Ended)
    begin("single").say("I'm sorry but let's stop there for today if I may", "no").asks("q1")
