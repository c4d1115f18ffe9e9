"""Yes and no."""

from __future__ import annotations

import pytest

from s11chat.language.read import read
from s11chat.language.reading import Act, Command
from tests.language.example import BOARD, CONTEXT, PLAIN


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("yes", "yes"),
        ("Yeah.", "yes"),
        ("y", "yes"),
        ("1", "yes"),
        ("of course", "yes"),
        ("she does", "yes"),
        ("yes, the vice chair does", "yes"),
        ("it's in the rules, yes", "yes"),
        ("all of them do", "yes"),
        ("no", "no"),
        ("nope, never", "no"),
        ("not yet", "no"),
        ("no one does", "no"),
        ("we haven't", "no"),
        ("afraid not", "no"),
        ("put me down as no", "no"),
        ("yes - no, sorry, that was last spring's chair, so no they don't", "no"),
        ("haven't a clue", "9"),
    ],
)
def test_yes_and_no_are_read(said: str, code: str) -> None:
    reading = read(said, BOARD, CONTEXT)
    assert (reading.act, reading.codes) == (Act.ANSWER, (code,)), reading


@pytest.mark.parametrize(
    "said",
    [
        "yes and no",
        "yes no",
        "no. yes.",
        "yes but only in name",
        "no but we will soon",
        "yes, we don't",
        "no, we do",
        "yes?",
        "probably",
        "I think so",
        "hopefully yes",
        "I wouldn't say yes",
        "can't say no",
        "last year yes",
        "yes, at least she did until May",
        "the chair yes, the deputy no",
        "yes except the deputy",
        "some do",
        "is that a yes",
        "I'd love to say yes",
        "no doubt about it",
        "depends who you count, yes",
        "yes in theory",
        "",
    ],
)
def test_doubt_is_asked_again(said: str) -> None:
    reading = read(said, BOARD, CONTEXT)
    assert (reading.act, reading.codes) == (Act.CLARIFY, ())


def test_dont_know_without_an_option_is_told() -> None:
    assert read("no idea", PLAIN, CONTEXT).command is Command.DONT_KNOW
