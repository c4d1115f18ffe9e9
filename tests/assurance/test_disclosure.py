"""What in a quotation tells who wrote it, or whom it is about."""

from __future__ import annotations

import pytest

from s11chat.analysis.quotation import attribution
from s11chat.assurance.disclosure import Sign, Whom, findings, unsaid

KNOWN = Whom(("Ruth Oakley",), ("Hackham Council", "Larch Lane Surgery"), ("Westmoor", "North"))


@pytest.mark.parametrize(
    ("text", "sign", "words"),
    [
        ("write to AB1 2QD now", Sign.POSTCODE, "AB1 2QD"),
        ("at sw1a 1aa", Sign.POSTCODE, "sw1a 1aa"),
        ("born on 3 May 2001", Sign.DATE, "3 May 2001"),
        ("on 03/05/2001", Sign.DATE, "03/05/2001"),
        ("number 943 476 5919", Sign.NHS_NUMBER, "943 476 5919"),
        ("ring 01632 960 123", Sign.TELEPHONE, "01632 960 123"),
        ("ring +44 1632 960123 or not", Sign.TELEPHONE, "+44 1632 960123"),
        ("write to ann@example.org", Sign.EMAIL, "ann@example.org"),
        ("as Dr Patel said", Sign.PERSON, "Dr Patel"),
        ("as Ruth said", Sign.PERSON, "Ruth"),
        ("the way Hackham does it", Sign.ORGANISATION, "Hackham"),
        ("Larch Lane Surgery helped", Sign.ORGANISATION, "Larch Lane Surgery"),
        ("in Westmoor we do", Sign.PLACE, "Westmoor"),
        ("the home on Harcourt Road", Sign.PLACE, "Harcourt Road"),
        ("we moved to Milldale", Sign.CAPITAL, "Milldale"),
        ("we are the only one here", Sign.SINGLE, "the only"),
    ],
)
def test_it_is_found(text: str, sign: Sign, words: str) -> None:
    assert [(one.sign, one.words) for one in findings(text, KNOWN)] == [(sign, words)]


@pytest.mark.parametrize(
    "text",
    [
        "We trained 120 people in 3 years, 45 per cent of staff.",
        "The council and its surgery lane.",
        "Since April the LSCB and the Board meet more often. Section 11 helps.",
        "From q1 3rd quarter on; 943 476 5918 is no such number.",
    ],
)
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert findings(text, KNOWN) == ()


def test_words_of_ones_own_stand_in_brackets() -> None:
    said = "Mrs Holloway trained all staff, and that helped."
    assert unsaid(said, "[A colleague] trained all staff ... that helped.") == ""
    assert unsaid(said, "A colleague trained all staff.") == "A"
    assert unsaid(said, "staff trained all") == "trained"  # in the order they were said


def test_a_quotation_is_attributed_to_no_few() -> None:
    types, groups = {"DC": 12, "CC": 3, "PCT": 40}, {"LA": 15, "health": 40}
    assert attribution("PCT", "health", types, groups) == "type"
    assert attribution("CC", "LA", types, groups) == "group"
    assert (
        attribution("DC", "LA", types, groups) == "group"
    )  # beside the group it would tell the three others
    assert attribution("DC", "", types, groups) == "type"
    assert attribution("CC", "", types, groups) == ""
