"""Several options at once: nothing missed, nothing added."""

from __future__ import annotations

import pytest

from s11chat.language.read import read
from s11chat.language.reading import Act
from tests.language.example import CHECKS, CONTEXT


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("1 3", "AC"),
        ("1,4", "AD"),
        ("1-3", "ABC"),
        ("a and c", "AC"),
        ("everyone from A to C", "ABC"),
        ("2 to 4", "BCD"),
        ("references and qualifications", "AC"),
        ("references, er, proof of identity and qualifications", "ABC"),
        ("we look at references and qualifications", "AC"),
        ("references but not qualifications", "A"),
        ("refs and quals", "AC"),
        ("none of these", "F"),
        ("qualifications, that is all I can vouch for", "C"),
        ("all of them", "ABCD"),
        ("everything except references", "BCD"),
        ("we don't do any", "F"),
        ("references as well as qualifications", "AC"),
        ("references together with proof of identity", "AB"),
        ("references and qualifications, always both", "AC"),
    ],
)
def test_a_list_is_read(said: str, codes: str) -> None:
    reading = read(said, CHECKS, CONTEXT)
    assert (reading.act, set(reading.codes)) == (Act.ANSWER, set(codes)), reading


@pytest.mark.parametrize(
    "said",
    [
        "all of the drivers",
        "everything except the interview",
        "1 and 9",
        "5-2",
        "references and a polygraph",
        "references, a phone call, qualifications",
        "maybe references",
        "references or qualifications",
        "references for the drivers",
        "none of these and references",
        "6 and 1",
        "not references",
        "references used to be taken",
        "it varies, references mostly",
        "references?",
        "references and, er",
        "I'd say references and then there's",
        "references always, well, not always",
        "references and other",
        "references, and other, though I'd have to ask which",
        "none of these, well, apart from references",
    ],
)
def test_doubt_is_asked_again(said: str) -> None:
    reading = read(said, CHECKS, CONTEXT)
    assert (reading.act, reading.codes) == (Act.CLARIFY, ()), reading


def test_which_other_is_kept_beside_the_rest() -> None:
    reading = read("references, plus other: a Trial Shift", CHECKS, CONTEXT)
    assert (set(reading.codes), reading.value) == ({"A", "E"}, "a Trial Shift")


def test_how_many_there_are_is_no_option() -> None:
    assert set(read("two: references and qualifications", CHECKS, CONTEXT).codes) == {"A", "C"}
    assert set(read("there are two, references and qualifications", CHECKS, CONTEXT).codes) == {"A", "C"}
    assert read("one and qualifications", CHECKS, CONTEXT).act is Act.CLARIFY
    assert read("we have three", CHECKS, CONTEXT).act is Act.CLARIFY


def test_number_one_before_a_name_is_praise() -> None:
    assert set(read("the number one qualifications", CHECKS, CONTEXT).codes) == {"C"}
