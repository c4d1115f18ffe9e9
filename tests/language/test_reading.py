"""What holds of every reading, whatever is typed."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s11chat.dialog.model import Option
from s11chat.dialog.question import Question
from s11chat.language.read import read
from s11chat.language.reading import Act, Context, Reading
from tests.language.example import (
    ALL,
    BODY,
    CHECKS,
    CONTEXT,
    DUE,
    OFTEN,
    RATING,
    SHARE,
    STORY,
    SUPERVISION,
    TODAY,
)

_WORDS = st.sampled_from(
    [
        "not",
        "fully",
        "partly",
        "met",
        "in",
        "place",
        "planned",
        "being",
        "implemented",
        "yes",
        "no",
        "but",
        "except",
        "monthly",
        "weekly",
        "1",
        "2",
        "3",
        "75",
        "%",
        "£",
        "k",
        "and",
        "or",
        ",",
        ".",
        "?",
        "!",
        ";",
        ":",
        "-",
        "—",
        "(",
        ")",
        "sorry",
        "actually",
        "should",
        "used",
        "to",
        "be",
        "so",
        "put",
        "other",
        "none",
        "all",
        "half",
        "a",
        "the",
        "third",
        "next",
        "Friday",
        "March",
        "3/9/08",
        "2008-9",
        "Q1",
        "end",
        "of",
        "between",
        "from",
        "to",
        "change",
        "3c",
        "make",
        "it",
        "I",
        "said",
        "don't",
        "know",
        "ask",
        "hold",
        "on",
        "call",
        "me",
        "back",
        "tomorrow",
        "note",
        "that",
        "level",
        "1",
        "-5",
        "999999999999999999",
        "1/0",
        "0/0",
        "n/a",
        "\x1b[31m",
        "\u202e",
        "👍",
        "<b>",
        "{{x}}",
    ]
)
_ANY = st.one_of(st.text(max_size=200), st.lists(_WORDS, max_size=25).map(" ".join))


@settings(max_examples=400, deadline=None)
@given(said=_ANY, question=st.sampled_from(ALL), strict=st.booleans())
def test_any_text_gives_a_reading_of_what_the_question_has(
    said: str, question: Question, strict: bool
) -> None:
    reading = read(said, question, Context(TODAY, CONTEXT.questions, codes_only=strict))
    asked = CONTEXT.questions[reading.target] if reading.target else question
    assert all(asked.option(code) for code in reading.codes)
    assert all(question.option(code) for code in reading.candidates)
    assert reading.because
    assert 0 <= reading.confidence <= 1
    assert (reading.command is not None) == (reading.act is Act.COMMAND)
    assert reading.act is not Act.ANSWER or reading.codes or reading.value is not None
    assert reading == read(said, question, Context(TODAY, CONTEXT.questions, codes_only=strict))


_CLOSED = [
    (question, option) for question in (SUPERVISION, RATING, OFTEN, BODY) for option in question.options
]


@pytest.mark.parametrize(
    "denial", ["not {}", "we are not {}", "it isn't {} at all", "never {}", "I wouldn't say {}"]
)
@pytest.mark.parametrize(("question", "option"), _CLOSED, ids=lambda each: getattr(each, "code", None))
def test_what_is_denied_is_never_the_answer(denial: str, question: Question, option: object) -> None:
    label = str(getattr(option, "say", ""))
    reading = read(denial.format(label.lower()), question, CONTEXT)
    assert reading.act is not Act.ANSWER or getattr(option, "code", None) not in reading.codes, reading


@given(
    filler=st.sampled_from(["but", "except", "although"]),
    rest=st.sampled_from(["the depot", "we never use it"]),
)
def test_what_is_set_against_something_is_asked_again(filler: str, rest: str) -> None:
    assert read(f"fully met {filler} {rest}", RATING, CONTEXT).act is Act.CLARIFY


@pytest.mark.parametrize(
    "piece",
    [
        "x",
        "not fully met ",
        "no, ",
        "1 ",
        "and ",
        "a half ",
        "between 1 and ",
        "next friday ",
        "(",
        "é",
        "\x1b[",
    ],
)
def test_a_megabyte_is_read_in_bounded_time(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    begun = time.monotonic()
    for question in (RATING, CHECKS, SHARE, DUE, STORY):
        assert isinstance(read(text, question, CONTEXT), Reading)
    assert time.monotonic() - begun < 20


def test_with_free_reading_off_only_what_is_exact_counts() -> None:
    strict = Context(TODAY, codes_only=True)
    assert read("2", SUPERVISION, strict).codes == ("2",)
    assert read("fully in place", SUPERVISION, strict).codes == ("1",)
    assert read("1,3", CHECKS, strict).codes == ("A", "C")
    assert read("62", SHARE, strict).value == 62
    assert read("3/9/2011", DUE, strict).value == "2011-09-03"
    assert read("skip it", STORY, strict).value == "skip it"
    for said, question in (
        ("all done", SUPERVISION),
        ("two thirds", SHARE),
        ("next Friday", DUE),
        ("skip", RATING),
    ):
        assert read(said, question, strict).act is Act.CLARIFY


def test_control_and_direction_characters_are_dropped() -> None:
    assert read("\x1b[31mmore\x1b[0m \u202estaff\x07", STORY, CONTEXT).value == "more staff"
    assert read("ｆｕｌｌｙ ｍｅｔ", RATING, CONTEXT).codes == ("F",)
    assert read("fu\u200blly met", RATING, CONTEXT).codes == ("F",)


_TAKING_BACK = st.sampled_from(
    ["not {}", "never {}", "we are not {}", "it is not {} yet", "nobody would call it {}", "far from {}"]
)


@given(
    denial=_TAKING_BACK,
    asked=st.sampled_from([(q, option) for q in (SUPERVISION, RATING, OFTEN) for option in q.options]),
    tail=st.sampled_from(["", ", I'm afraid", " at all", ", sorry", ". Ask the board."]),
)
def test_a_denied_phrase_is_never_sure_of_what_it_denies(
    denial: str, asked: tuple[Question, Option], tail: str
) -> None:
    question, option = asked
    reading = read(denial.format(option.say.lower()) + tail, question, CONTEXT)
    assert option.code not in reading.codes or reading.confidence < 0.5, reading


@given(
    noise=st.text(alphabet=st.characters(categories=("Cc", "Cf", "Co")), min_size=1, max_size=8),
    place=st.integers(min_value=0, max_value=10),
)
def test_control_characters_never_reach_a_value(noise: str, place: int) -> None:
    said = "more staff"[:place] + noise + "more staff"[place:]
    reading = read(said, STORY, CONTEXT)
    assert all(char.isprintable() or char in "\n\t" for char in str(reading.value))
    assert all(char.isprintable() or char in "\n\t" for char in reading.because)


@given(
    markup=st.sampled_from(
        ["<b>{}</b>", "[bold]{}[/bold]", "{{{{ {} }}}}", "\x1b[31m{}\x1b[0m", "`{}`", "**{}**"]
    )
)
def test_markup_is_text_and_nothing_more(markup: str) -> None:
    value = str(read(markup.format("more staff"), STORY, CONTEXT).value)
    assert "more staff" in value
    assert "\x1b" not in value
