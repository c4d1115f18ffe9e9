"""What an interviewer tells of the respondent, shorthand, and answers given by themselves."""

from __future__ import annotations

import pytest

from s11chat.language.normalise import utterance
from s11chat.language.read import read
from s11chat.language.reading import Act, Command
from s11chat.language.reported import asked_directly, first_person, framed_speech
from tests.language.example import CONTEXT, MEETINGS, SHARE


@pytest.mark.parametrize(
    ("said", "inside", "asks"),
    [
        ("R says about forty", "about forty", False),
        ("forty, she reckons", "forty", False),
        ("resp asks: does that count", "does that count", True),
        ("does a phone call count (she asks)", "does a phone call count", True),
        ("wants to know what it covers", "what it covers", True),
    ],
)
def test_the_frame_is_taken_off(said: str, inside: str, asks: bool) -> None:
    frame = framed_speech(utterance(said))
    assert frame is not None
    assert (frame.inside.said, frame.asks) == (inside, asks)


@pytest.mark.parametrize("said", ["they say forty", "asking more of staff", "forty", "R. Smith has it"])
def test_other_words_are_no_frame(said: str) -> None:
    assert framed_speech(utterance(said)) is None


def test_a_wish_is_turned_to_the_one_who_has_it() -> None:
    turned = first_person(utterance("R would rather stop"))
    assert turned is not None
    assert turned.words == ("i", "would", "rather", "stop")
    assert asked_directly(utterance("if we can skip it")).words == ("can", "we", "skip", "it")


@pytest.mark.parametrize(
    ("said", "value"),
    [("4 of the 6", 4), ("R says 3", 3), ("4", 4), ("4 for us", 4), ("Five. One was snowed off.", 5)],
)
def test_a_number_stays_one(said: str, value: float) -> None:
    reading = read(said, MEETINGS, CONTEXT)
    assert (reading.act, reading.value) == (Act.ANSWER, value)


@pytest.mark.parametrize(
    "said", ["ninety for percent", "the target is ninety so half of that", "R says 40, then says 50"]
)
def test_what_may_be_misheard_is_asked_again(said: str) -> None:
    assert read(said, SHARE, CONTEXT).act is Act.CLARIFY


@pytest.mark.parametrize(
    ("said", "which"),
    [
        ("R asks if we can skip this", Command.SKIP),
        ("she missed that, again pls", Command.REPEAT),
        ("resp declines to answer", Command.REFUSE),
        ("cdnt hear, say agn pls", Command.REPEAT),
    ],
)
def test_wishes_told_of_the_respondent_are_commands(said: str, which: Command) -> None:
    assert read(said, SHARE, CONTEXT).command is which
