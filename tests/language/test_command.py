"""Commands, questions back, notes and chat."""

from __future__ import annotations

import pytest

from s11chat.language.read import read
from s11chat.language.reading import Act, Command
from tests.language.example import BOARD, CONTEXT, RATING, STORY, SUPERVISION


@pytest.mark.parametrize(
    ("said", "command"),
    [
        ("go back", Command.BACK),
        ("can I see the last question", Command.BACK),
        ("undo", Command.UNDO),
        ("please delete my last answer", Command.UNDO),
        ("pardon?", Command.REPEAT),
        ("could you read that again", Command.REPEAT),
        ("I didn't catch that", Command.REPEAT),
        ("skip", Command.SKIP),
        ("let's come back to that one", Command.SKIP),
        ("hang on a second", Command.PAUSE),
        ("give me five minutes", Command.PAUSE),
        ("could you ring me on Thursday at ten?", Command.CALLBACK),
        ("I'd rather not answer that", Command.REFUSE),
        ("none of your business", Command.REFUSE),
        ("you'd have to ask Priya in payroll", Command.DELEGATE),
        ("how do I change my answer", Command.HELP),
        ("help", Command.HELP),
        ("quit", Command.QUIT),
        ("I don't want to carry on", Command.QUIT),
    ],
)
def test_commands_are_recognised(said: str, command: Command) -> None:
    for question in (SUPERVISION, BOARD, STORY):
        reading = read(said, question, CONTEXT)
        assert (reading.act, reading.command) == (Act.COMMAND, command), reading
        assert not reading.codes


def test_commands_carry_their_words() -> None:
    assert read("could you ring me on Thursday at ten?", RATING, CONTEXT).value == "Thursday at ten"
    assert read("You'd have to ask Priya", RATING, CONTEXT).value == "Priya"
    assert read("our finance officer would know", RATING, CONTEXT).value == "our finance officer"


@pytest.mark.parametrize(
    "said",
    [
        "what do you mean by supervision?",
        "does a monthly chat count?",
        "who counts as staff?",
        "I'm not sure what you mean",
        "?supervision",
    ],
)
def test_questions_back_are_recognised(said: str) -> None:
    for question in (SUPERVISION, STORY):
        assert read(said, question, CONTEXT).act is Act.ASK_KB


def test_a_question_mark_in_front_leaves_the_query() -> None:
    assert read("?crb checks", RATING, CONTEXT).value == "crb checks"


@pytest.mark.parametrize("said", ["please note that the depot closed", "make a note: two sites only"])
def test_notes_are_recognised(said: str) -> None:
    reading = read(said, SUPERVISION, CONTEXT)
    assert (reading.act, reading.value) == (Act.NOTE, said)


@pytest.mark.parametrize("said", ["hello", "my kettle is boiling over", "thank you", "it's snowing here"])
def test_chat_is_recognised(said: str) -> None:
    assert read(said, SUPERVISION, CONTEXT).act is Act.OTHER


@pytest.mark.parametrize(
    "said",
    [
        "none",
        "More money",
        "help with recruitment",
        "next steps agreed with schools",
        "repeat the survey every year",
        "ask staff sooner",
        "we want to change our referral form to a shorter one",
        "we stopped using agencies",
        "the council holds the figures",
        "what we need is time",
        "hold on to good staff",
        "👍",
        "<b>[red]</b>",
    ],
)
def test_free_text_is_the_answer_as_said(said: str) -> None:
    reading = read(said, STORY, CONTEXT)
    assert (reading.act, reading.value) == (Act.ANSWER, said), reading


def test_text_that_breaks_off_is_asked_again() -> None:
    assert read("well, there was the", STORY, CONTEXT).act is Act.CLARIFY


def test_a_pause_before_an_answer_is_no_pause() -> None:
    assert read("hold on, fully met", RATING, CONTEXT).codes == ("F",)


def test_colon_words_are_left_to_the_program() -> None:
    assert read(":back", RATING, CONTEXT).act is Act.CLARIFY
    assert read(":bakc", STORY, CONTEXT).act is Act.CLARIFY
