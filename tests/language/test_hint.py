"""Candidates offered where nothing certain is said."""

from __future__ import annotations

import pytest

from s11chat.dialog.question import Question
from s11chat.language.read import read
from s11chat.language.reading import Act
from tests.language.example import BOARD, BODY, CONTEXT, OFTEN, RATING, SCORE, STORY, SUPERVISION


@pytest.mark.parametrize(
    ("said", "question", "codes"),
    [
        ("sort of", RATING, ("P", "F")),
        ("mostly", RATING, ("P", "F")),
        ("we're working on it", RATING, ("P", "F")),
        ("not really", RATING, ("P", "N")),
        ("I think so", RATING, ("F", "P")),
        ("sort of", SUPERVISION, ("2", "1")),
        ("not yet", SUPERVISION, ("3", "4")),
        ("80", SCORE, ("75", "100")),
        ("60%", SCORE, ("50", "75")),
        ("every six weeks", OFTEN, ("M", "Q")),
        ("fortnightly", OFTEN, ("M", "W")),
        ("the council", BODY, ("LA",)),
        ("fully met, apart from the porters", RATING, ("P", "F")),
        ("hard to say", BOARD, ("yes", "no")),
    ],
)
def test_what_a_person_would_see_is_offered(said: str, question: Question, codes: tuple[str, ...]) -> None:
    reading = read(said, question, CONTEXT)
    assert (reading.act, reading.codes) == (Act.CLARIFY, ()), reading
    assert reading.candidates[: len(codes)] == codes, reading


@pytest.mark.parametrize(("said", "question"), [("purple", RATING), ("the", STORY), ("purple", BODY)])
def test_nothing_is_offered_out_of_the_blue(said: str, question: Question) -> None:
    assert read(said, question, CONTEXT).candidates == ()
