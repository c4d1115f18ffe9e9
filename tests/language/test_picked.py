"""Lists told in steps, and option by option: what is put on, what is taken off, and what is left."""

from __future__ import annotations

import pytest

from s11chat.dialog.model import Kind
from s11chat.language.read import read
from s11chat.language.reading import Act
from tests.language.example import CHECKS, CONTEXT, option, question


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("all but the qualifications", "ABD"),
        ("the lot except we don't bother with references", "BCD"),
        ("every one of the four apart from the record check", "ABC"),
        ("any of the four except references", "BCD"),
        ("of your four I'd take away the record check", "ABC"),
        ("all of a to d", "ABCD"),
        ("A to D leaving out B", "ACD"),
        ("the first three and the fourth", "ABCD"),
        ("the top two", "AB"),
        ("everything but the last two", "ABCD"),
        ("first, third and fourth on the list", "ACD"),
        ("references through to qualifications", "ABC"),
        ("A, B and D. forget B", "AD"),
        ("references, proof of identity and qualifications. Take qualifications off", "AB"),
        ("references and qualifications, actually scratch qualifications", "A"),
        ("references, qualifications. no, strike references", "C"),
        ("references and qualifications. did I say references? leave references out", "C"),
        ("references, proof of identity, leave references off, we never get them back", "B"),
        ("I'd skip the second, the others we do each time", "ACD"),
    ],
)
def test_what_is_taken_off_leaves_the_rest(said: str, codes: str) -> None:
    reading = read(said, CHECKS, CONTEXT)
    assert (reading.act, set(reading.codes)) == (Act.ANSWER, set(codes)), reading


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("references yes, qualifications no, record check yes", "AD"),
        ("References, yes. Proof of identity, no, they lose it. Qualifications yes.", "AC"),
        ("yes to the first, no to the second, yes to the third", "AC"),
        ("references yes, qualifications yes, the others no", "AC"),
    ],
)
def test_a_yes_or_a_no_is_said_to_each(said: str, codes: str) -> None:
    reading = read(said, CHECKS, CONTEXT)
    assert (reading.act, set(reading.codes)) == (Act.ANSWER, set(codes)), reading


@pytest.mark.parametrize(
    "said",
    [
        "all on the computer",
        "all five of them",
        "references and qualifications, forget the polygraph",
        "references and qualifications, scratch",
        "A, B, not C, D",
        "references, qualifications, forget references, they come back instead",
        "references yes, qualifications sometimes, record check yes",
    ],
)
def test_a_step_that_is_not_plain_is_asked_about(said: str) -> None:
    assert read(said, CHECKS, CONTEXT).act is not Act.ANSWER


PEOPLE = question(
    "q20",
    Kind.MULTI,
    "Who has been asked to look after this?",
    (
        option("A", "Lead teacher"),
        option("B", "Lead tutor"),
        option("C", "Deputy teacher"),
        option("D", "Deputy tutor"),
        option("E", "Bursar"),
    ),
)


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("both leads", "AB"),
        ("both lead ones, teacher and tutor", "AB"),
        ("both the teachers, lead and deputy", "AC"),
        ("the two tutors on your list", "BD"),
        ("both teachers and both tutors", "ABCD"),
        ("both deputies and the bursar", "CDE"),
    ],
)
def test_two_that_share_a_word_are_named_together(said: str, codes: str) -> None:
    reading = read(said, PEOPLE, CONTEXT)
    assert (reading.act, set(reading.codes)) == (Act.ANSWER, set(codes)), reading
