"""Long texts pasted by mistake or on purpose: read at once, and never taken for an answer with options."""

from __future__ import annotations

import time

import pytest

from s11chat.language.read import read
from s11chat.language.reading import Act
from tests.language.example import BOARD, BODY, CHECKS, CONTEXT, DUE, RATING, SHARE, STORY, SUPERVISION

_LONG = 20_000
_BOUND = 0.1
"""Seconds of processor time: twice the goal, for slower machines than the one it was measured on."""


@pytest.mark.parametrize(
    "piece",
    [
        "fully in place ",
        "no ",
        "1 2 3 ",
        "yes, ",
        "I said make it ",
        "what is it ",
        "'s",
        "planned\n",
        "1 March ",
    ],
)
def test_twenty_thousand_characters_are_read_at_once(piece: str) -> None:
    text = (piece * (_LONG // len(piece) + 1))[:_LONG]
    for question in (RATING, SUPERVISION, CHECKS, BOARD, BODY, SHARE, DUE, STORY):
        read("warm", question, CONTEXT)
        taken, reading = [], read(text, question, CONTEXT)
        for _ in range(2):
            begun = time.thread_time()
            reading = read(text, question, CONTEXT)
            taken.append(time.thread_time() - begun)
        assert min(taken) < _BOUND, (question.id, taken)
        assert question is STORY or reading.act is not Act.ANSWER
