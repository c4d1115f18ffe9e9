"""Answers that do not fit together are asked about when the last of them is given; a don't-know is probed once."""

from __future__ import annotations

from s11chat.dialog.model import Audience, NoAnswer
from s11chat.engine.intent import Decline, Park, Probe, Remind, Revisit
from s11chat.engine.turn import Confirmed, Probed, Repair, Say
from tests.engine.sitting import Sitting, begin


def telephone() -> Sitting:
    return begin("contradictions", mode="telephone", audience=Audience.INTERVIEWER)


def test_the_answer_that_contradicts_is_asked_about_and_kept_on_a_yes() -> None:
    sitting = begin("contradictions").say("in place", "not in place")
    assert "Everything was said to be in place at Hill School" in sitting.turn(Repair).reason
    assert "q2" not in sitting.answers
    assert sitting.say("y").answers["q2"].value == "no"
    sitting.asks("q3.a")


def test_no_asks_the_question_again() -> None:
    begin("contradictions").say("in place", "not in place", "n").asks("q2")


def test_a_row_of_a_grid_can_contradict() -> None:
    sitting = begin("contradictions").say("in place", "in place", "not in place")
    assert "Is that right?" in sitting.turn(Repair).reason


def test_an_earlier_answer_changed_into_a_contradiction_is_asked_about() -> None:
    sitting = begin("contradictions").say("not in place", "not in place").do(Revisit("q1"))
    sitting.say("in place")
    assert "Is that right?" in sitting.turn(Repair).reason
    assert sitting.answers["q1"].value == "no"


def test_what_already_stood_against_each_other_is_not_asked_about_again() -> None:
    sitting = begin("contradictions").say("in place", "not in place", "y", "in place")
    assert sitting.turn(Confirmed).said == "In place"
    sitting.asks("q3.b")


def test_a_dont_know_is_probed_once_where_the_item_says_so() -> None:
    sitting = telephone().do(Decline(NoAnswer.DONT_KNOW))
    assert "On the whole?" in sitting.turn(Repair).reason
    assert not sitting.answers
    assert sitting.say("y").answers["q1"].no_answer is NoAnswer.DONT_KNOW


def test_a_probed_dont_know_can_become_an_answer() -> None:
    assert telephone().say("don't know", "not in place").answers["q1"].value == "no"


def test_elsewhere_and_for_self_completers_a_dont_know_simply_counts() -> None:
    assert telephone().say("in place", "don't know").answers["q2"].no_answer is NoAnswer.DONT_KNOW
    assert begin("contradictions").say("don't know").answers["q1"].no_answer is NoAnswer.DONT_KNOW


def test_a_probe_is_read_out_on_demand() -> None:
    sitting = telephone().do(Probe())
    assert sitting.turn(Probed).text == "On the whole?"
    sitting.asks("q1")
    assert telephone().say("in place").do(Probe()).turn(Probed).text == "Which of these comes nearest?"


def test_a_self_completer_is_shown_no_probe() -> None:
    assert ":why" in begin("contradictions").do(Probe()).turn(Repair).reason


def test_a_reminder_for_each_person_waited_for() -> None:
    sitting = begin("contradictions").do(
        Park("Jane in HR", "Friday"), Park("Omar", ""), Park("Jane in HR", "")
    )
    text = sitting.do(Remind()).turn(Say).text
    assert text.count("To Jane in HR:") == 1
    assert "- q1  Is everything in place? (by Friday, 13 March 2026)" in text
    assert "- q3.a  And for: training" in text
    assert "To Omar:" in text
    assert "Hill School" in text


def test_without_anybody_waited_for_there_is_no_reminder() -> None:
    assert "No question waits" in begin("contradictions").do(Remind()).turn(Repair).reason
