"""The day meant by words, put beside them."""

from __future__ import annotations

import pytest

from s11chat.engine.day import with_day
from s11chat.engine.intent import Park, Pause
from s11chat.engine.turn import Ended, Waiting
from tests.engine.sitting import TODAY, begin


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Friday", "Friday, 13 March 2026"),
        ("tomorrow afternoon", "tomorrow afternoon, 11 March 2026"),
        ("Monday at 3", "Monday at 3, 16 March 2026"),
        ("next week", "next week, 16 March 2026 to 22 March 2026"),
        ("in two weeks", "in two weeks, 24 March 2026"),
        ("Thursday 10:00", "Thursday 10:00, 12 March 2026"),
    ],
)
def test_a_day_that_depends_on_today_is_told(words: str, said: str) -> None:
    assert with_day(words, TODAY) == said


@pytest.mark.parametrize(
    "words",
    [
        "",
        "later",
        "another time",
        "13 March",
        "Monday the 30th",
        "24/11/2026",
        "Monday or Tuesday",
        "2026",
        "May",
    ],
)
def test_what_is_plain_or_uncertain_stays_as_it_is(words: str) -> None:
    assert with_day(words, TODAY) == words


def test_parking_and_pausing_say_the_day() -> None:
    sitting = begin("single").do(Park("Jane", "Friday"))
    assert sitting.turn(Waiting).when == "Friday, 13 March 2026"
    assert sitting.parked["q1"] == ("Jane", "Friday, 13 March 2026")
    sitting.do(Pause("tomorrow"))
    assert sitting.turn(Ended).text == "To be taken up again tomorrow, 11 March 2026."
