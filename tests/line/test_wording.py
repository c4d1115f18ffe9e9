"""How turns read as lines: whole for a screen reader, and nothing in them but words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from s11chat.dialog.model import Audience, Dialog, Kind
from s11chat.dialog.question import Question, questions
from s11chat.engine.answer import Answer
from s11chat.engine.intent import Depth
from s11chat.engine.spoken import WORDS
from s11chat.engine.turn import (
    Ask,
    Choice,
    Confirmed,
    Ended,
    Explained,
    Finished,
    Guidance,
    Referral,
    Repair,
    Say,
    Turn,
    Waiting,
)
from s11chat.line.wording import HINTS, NO_REFERRAL, lines_of
from tests.office import AUDIT, SURVEY


@pytest.fixture
def rating(dialogs: Mapping[str, Dialog]) -> Question:
    return questions(dialogs[AUDIT])["1.1"]


@pytest.fixture
def row(dialogs: Mapping[str, Dialog]) -> Question:
    return questions(dialogs[SURVEY])["q3.b"]


def said(turn: Turn, audience: Audience = Audience.LEAD) -> list[str]:
    return list(lines_of(turn, audience))


def asked(question: Question, **more: object) -> Ask:
    return Ask(question, "How far?", 3, 9, "A section", **more)  # type: ignore[arg-type]


def test_a_question_says_where_it_stands_and_how_to_answer(rating: Question) -> None:
    assert said(asked(rating)) == [
        "",
        "A section. Question 3 of 9 (1.1).",
        "How far?",
        "  1. Not met",
        "  2. Partly met",
        "  3. Fully met",
        HINTS[Kind.SINGLE],
    ]


def test_a_row_says_which_it_is(row: Question) -> None:
    lines = said(asked(row, stem="To date:"))
    assert lines[1] == "A section. Question 3 of 9 (q3.b, row 2 of 13)."
    assert "To date:" not in lines


def test_only_the_interviewer_is_told_what_to_read_out(row: Question) -> None:
    ask = asked(row, note="Read the scale out.")
    told = said(ask, Audience.INTERVIEWER)
    assert "Read out: How far?" in told
    assert "(For you: Read the scale out.)" in told
    assert "  5. Don't know (do not read out)" in told
    assert "  5. Don't know" in said(asked(row))


def test_an_answer_already_given_is_said(rating: Question) -> None:
    lines = said(asked(rating, given=Answer("fully_met"), parked=("Hugh", "Friday"), for_lead=True))
    assert "Your answer so far: Fully met. Enter keeps it." in lines
    assert "Waiting for Hugh, Friday." in lines
    assert "This one is meant for the lead. Type :leave to leave it to them, or answer it now." in lines


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_a_hint(kind: Kind) -> None:
    assert HINTS[kind].format(unit="", places=3, order="2 1 3", year="2027").endswith(".")


def test_a_confirmation_says_how_it_was_read(rating: Question) -> None:
    assert said(Confirmed(rating, "Fully met", "", exact=True)) == ["= Fully met."]
    assert said(Confirmed(rating, "Fully met", 'option said: "yes"', exact=False, elsewhere=True)) == [
        '= 1.1: Fully met. (read from "yes")'
    ]
    assert said(Confirmed(rating, "In the hall.", "", exact=True)) == ["= In the hall."]


def test_everything_else_is_said(rating: Question) -> None:
    assert said(Say("One.\nTwo.")) == ["One.", "Two."]
    assert said(Repair("Which?", (Choice("1", "Not met"),))) == ["! Which?", "    1  Not met"]
    assert said(Waiting(rating, "Hugh", "Friday")) == ["= 1.1 waits for Hugh, Friday."]
    assert said(Waiting(rating, "Hugh", "")) == ["= 1.1 waits for Hugh."]
    assert said(Ended("1.1", "")) == []
    assert said(Ended("1.1", "Everything is saved.")) == ["Everything is saved."]
    assert said(Referral("Ring.\nWrite it down."))[1:] == ["Ring.", "Write it down."]
    assert said(Referral(""))[1:] == NO_REFERRAL.splitlines()


def test_an_explanation_offers_more(rating: Question) -> None:
    turn = Explained("a", "Supervision", Depth.SENTENCE, "It is.", Depth.PRACTICE, ("Training",))
    assert said(turn) == ["? Supervision", "It is.", "  :good tells you more.", "  See also: Training."]
    deeper = Explained("a", "Supervision", Depth.PRACTICE, "It is.", Depth.LAW)
    assert said(deeper)[-1] == "  :law tells you more."


def test_the_end_says_what_is_left(rating: Question) -> None:
    left = said(Finished(answered=3, left=(rating,)))
    assert "That was the last question. Left for later: 1.1." in left
    blocked = said(Finished(answered=3, left=(rating,), blocking=(rating,)))
    assert "It cannot be completed without: 1.1." in blocked
    done = said(Finished(answered=3, complete=True, closing="Thank you."))
    assert done[1:3] == ["Thank you.", "All questions are done: 3 answered."]
    assert any(":handover" in line for line in said(Finished(3, complete=True), Audience.DELEGATE))


def test_help_lists_every_word() -> None:
    lines = said(Guidance())
    for word in WORDS:
        assert any(line.startswith(f"  {word.usage}") and line.endswith(word.does) for line in lines)
    assert max(map(len, lines)) < 110


def test_examples_fit_the_question(rating: Question) -> None:
    day = replace(rating, kind=Kind.DATE, options=())
    assert said(asked(replace(day, direction="past")))[-1] == "Type a date, for example 31 March 2025."
    assert said(asked(replace(day, direction="future")))[-1] == "Type a date, for example 31 March 2027."
    order = said(asked(replace(rating, kind=Kind.RANKING, places=2)))[-1]
    assert order == "Type up to 2 numbers in order, for example 2 1."
