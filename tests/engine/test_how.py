"""How an answer was understood, said after it; what was answered, counted at the end."""

from __future__ import annotations

import pytest

from s11chat.dialog.model import NoAnswer
from s11chat.engine.closing import tally
from s11chat.engine.how import understood
from s11chat.engine.intent import Decline
from s11chat.engine.turn import Finished
from tests.engine.sitting import begin


@pytest.mark.parametrize(
    ("because", "said"),
    [
        ('option said: "partly"', 'read from "partly"'),
        ("named, governor", "read from named, governor"),
        ('an earlier answer is changed: "fully"', 'understood: an earlier answer is changed: "fully"'),
        ("that there is none of them is said", "understood: that there is none of them is said"),
        ("all of them are said", "understood: all of them are said"),
    ],
)
def test_what_was_said_is_quoted_and_what_follows_is_told(because: str, said: str) -> None:
    assert understood(because) == said


def test_the_end_counts_answers_and_the_summary_what_is_settled() -> None:
    sitting = begin("single").do(Decline(NoAnswer.DONT_KNOW)).say("1")
    assert (sitting.turn(Finished).answered, tally(sitting.talk).settled) == (1, 2)
