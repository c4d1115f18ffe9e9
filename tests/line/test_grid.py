"""The lead-in of a grid in plain lines: with the first row, and wherever a row is come to from elsewhere."""

from __future__ import annotations

from dataclasses import replace

from s11chat.engine.intent import Revisit
from s11chat.engine.turn import Ask
from s11chat.line.wording import lines_of
from tests.engine.sitting import Sitting, begin

STEM = "How far are these arrangements in place?"


def asked(sitting: Sitting) -> list[str]:
    ask = sitting.talk.ask()
    assert isinstance(ask, Ask)
    return list(lines_of(ask, sitting.talk.audience))


def test_a_row_after_another_is_asked_without_it() -> None:
    sitting = begin("grid")
    assert STEM in asked(sitting)
    assert STEM not in asked(sitting.say("1"))
    assert STEM not in asked(sitting.say("what was that")), "asking back is no new beginning"


def test_a_row_come_to_from_elsewhere_or_in_another_sitting_is_asked_with_it() -> None:
    sitting = begin("grid").say("1")
    another = Sitting(replace(sitting.talk, heard=""))
    assert STEM in asked(another)
    assert STEM in asked(sitting.say("2").do(Revisit("q1.b")))
