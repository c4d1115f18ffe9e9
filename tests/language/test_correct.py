"""Changes to earlier answers."""

from __future__ import annotations

import pytest

from s11chat.language.read import read
from s11chat.language.reading import Act, Context
from tests.language.example import BARE, BOARD, CONTEXT, OFTEN, RATING, STORY, TODAY


@pytest.mark.parametrize(
    ("said", "target", "codes", "value"),
    [
        ("on 3c, make that fully", "q3.c", ("1",), None),
        ("change 2.4 to not met", "2.4", ("N",), None),
        ("can you change question 7 to quarterly", "q7", ("Q",), None),
        ("the complaints leaflet, I said partly, that should be fully met", "2.4", ("F",), None),
        ("staff supervision, I told you planned, it's being implemented", "q3.b", ("2",), None),
        ("I gave you the wrong number of months, I said six, make it nine", "n3", (), 9),
        ("the months it took, make that eight, I had said five", "n3", (), 8),
        (
            "Sorry, at the start I said ambulance trust, we are a fire and rescue service",
            "q1",
            ("FRS",),
            None,
        ),
    ],
)
def test_an_earlier_answer_is_changed(
    said: str, target: str, codes: tuple[str, ...], value: float | None
) -> None:
    reading = read(said, BOARD, CONTEXT)
    assert (reading.act, reading.target) == (Act.CORRECT, target), reading
    assert (reading.codes, reading.value) == (codes, value)


@pytest.mark.parametrize(
    "said",
    [
        "change the other one",
        "make that fully",
        "change 3c to something better",
        "change 99z to fully",
        "I said fully met",
    ],
)
def test_without_a_plain_target_and_value_nothing_is_changed(said: str) -> None:
    assert read(said, BOARD, CONTEXT).act is Act.CLARIFY


def test_taking_back_within_the_answer_is_no_correction() -> None:
    reading = read("monthly, sorry, I meant quarterly", OFTEN, CONTEXT)
    assert (reading.act, reading.codes) == (Act.ANSWER, ("Q",))


def test_the_question_asked_now_comes_first() -> None:
    assert read("it should be partly met", RATING, CONTEXT).act is Act.CLARIFY


def test_free_text_about_change_is_text() -> None:
    assert read("We should make that fully staffed", STORY, CONTEXT).act is Act.ANSWER


def test_without_earlier_questions_nothing_is_corrected() -> None:
    assert read("on 3c, make that fully", BOARD, Context(TODAY)).act is Act.CLARIFY


def test_a_standard_named_by_its_number_at_a_later_one() -> None:
    asked = read("actually 2.4 should be fully met", BOARD, CONTEXT)
    assert (asked.act, asked.target, asked.codes) == (Act.CORRECT, "2.4", ("F",)), asked


def test_the_answer_before_is_not_changed_without_its_name() -> None:
    assert read("the previous answer should be not met", BARE, CONTEXT).act is Act.CLARIFY
