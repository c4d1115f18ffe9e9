"""Other and which, told before or after the words that say it is not on the list."""

from __future__ import annotations

import pytest

from s11chat.language.read import read
from s11chat.language.reading import Act
from tests.language.example import BODY, CHECKS, CONTEXT


@pytest.mark.parametrize(
    ("said", "codes", "which"),
    [
        ("a trial shift, put that as other", "E", "a trial shift"),
        ("a trial shift, that goes down as other", "E", "a trial shift"),
        ("it's a trial shift, so that'll be other", "E", "a trial shift"),
        ("a trial shift, which isn't on your list", "E", "a trial shift"),
        ("not on your list, so other: a trial shift", "E", "a trial shift"),
        ("something you haven't got down there: a trial shift", "E", "a trial shift"),
        ("none of yours fit so it's under other, a trial shift", "E", "a trial shift"),
        ("references, and something not on your list, a trial shift", "AE", "a trial shift"),
        ("references, and for other you can put a trial shift", "AE", "a trial shift"),
        ("references plus a trial shift (other)", "AE", "a trial shift"),
    ],
)
def test_which_other_is_told_beside_the_list(said: str, codes: str, which: str) -> None:
    reading = read(said, CHECKS, CONTEXT)
    assert (reading.act, set(reading.codes), reading.value) == (Act.ANSWER, set(codes), which), reading


@pytest.mark.parametrize(
    ("said", "which"),
    [
        ("last one on the list, we're a housing association", "housing association"),
        ("we're a housing association, not on your list", "a housing association"),
    ],
)
def test_which_other_is_told_where_one_is_asked_for(said: str, which: str) -> None:
    reading = read(said, BODY, CONTEXT)
    assert (reading.act, reading.codes, reading.value) == (Act.ANSWER, ("OTH",), which), reading


@pytest.mark.parametrize(
    "said",
    [
        "references, put that as other",
        "something not on your list, I forget which",
        "not on your list, so other",
        "a trial shift maybe, put that as other?",
        "polygraph and references and a trial shift, none of them other",
    ],
)
def test_other_is_asked_about_where_it_is_not_plain_which(said: str) -> None:
    assert read(said, CHECKS, CONTEXT).act is not Act.ANSWER
