"""Words that look as if they named a child are held back until somebody means them; nothing of them is kept before."""

from __future__ import annotations

import pytest

from s11chat.dialog.model import NoAnswer
from s11chat.engine import event
from s11chat.engine.intent import About, Decline, Intent, Park, Remark
from s11chat.engine.turn import Repair
from tests.engine.sitting import Sitting, begin

NAMED = "a boy called Tomasz Quill was moved twice"


def at_text() -> Sitting:
    return begin("text")


def test_an_answer_that_names_a_child_is_held_back_and_can_be_kept() -> None:
    sitting = at_text()
    sitting.say(NAMED)
    assert "Tomasz Quill" in sitting.turn(Repair).reason
    assert not sitting.events
    sitting.say("k")
    assert sitting.answers["q1"].value == NAMED


def test_typing_it_again_without_the_name_keeps_only_that() -> None:
    sitting = at_text()
    sitting.say(NAMED)
    sitting.say("one placement broke down and was reviewed")
    assert sitting.answers["q1"].value == "one placement broke down and was reviewed"
    assert "Tomasz" not in str(sitting.events)


def test_dropping_it_asks_the_question_again() -> None:
    sitting = at_text()
    sitting.say(NAMED)
    sitting.say("n")
    assert not sitting.answers
    sitting.asks("q1")


@pytest.mark.parametrize(
    "intent",
    [
        Remark(NAMED),
        Park("the mother of the child called Ada", "Friday"),
        Decline(NoAnswer.NOT_APPLICABLE, NAMED),
    ],
)
def test_every_way_in_for_words_is_watched(intent: Intent) -> None:
    sitting = at_text()
    sitting.do(intent)
    assert "a named child" in sitting.turn(Repair).reason
    assert not sitting.events
    sitting.say("k")
    assert sitting.events


def test_a_remark_typed_again_is_still_a_remark() -> None:
    sitting = at_text()
    sitting.do(Remark(NAMED))
    sitting.say("one case went to review")
    assert sitting.told(event.Remarked) == [event.Remarked("q1", About.QUESTION, "one case went to review")]
    assert not sitting.answers


def test_words_beside_a_code_are_watched_too() -> None:
    sitting = begin("single")
    sitting.say("every year, since the child named Ada Fenn came to us")
    assert "Ada Fenn" in sitting.turn(Repair).reason
    assert not sitting.answers


def test_staff_are_not_children() -> None:
    sitting = at_text()
    sitting.say("Nell Thimble, Head of Safety, by 31 March")
    assert sitting.answers
