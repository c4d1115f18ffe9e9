"""Organisations that stand in a frame twice are proposed; neighbours and namesakes are not."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from s11chat.fieldwork.duplicate import SHARED, Listed, Score, digits, duplicates
from s11chat.fieldwork.name import same_person, slip, written_out

PHONE, OTHER = "01632 960010", "01632 960099"


def judged(one: Listed, other: Listed) -> tuple[str, str]:
    pairs = duplicates([one, other])
    return (pairs[0].score.value, " and ".join(pairs[0].because)) if pairs else ("", "")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St Mary's Surgery", "Saint Marys Surgery"),
        ("Larch Lane Surgery Ltd", "LARCH LANE SURGERY"),
        ("The Hackham Council", "Council of Hackham"),
        ("Foxton NHS FT", "Foxton NHS Foundation Trust"),
        ("Élan Youth & Family", "Elan Youth and Family"),
        ("High St Surgery", "High Street Surgery"),
        ("London Borough of Hackham", "Hackham, London Borough of"),
        ("Hackham PCT", "Hackham Primary Care Trust"),
    ],
)
def test_one_name_written_in_two_ways_is_surely_one_organisation(one: str, other: str) -> None:
    assert judged(Listed(one, "gp"), Listed(other, "gp")) == ("sure", "same name")


@pytest.mark.parametrize(
    ("one", "other", "because"),
    [
        ("Larch Lane Surgery", "Larch Lane Practice", "same name but for the kind of body"),
        ("Larch Lane Surgery", "Larchlane Surgery", "same name but for the kind of body"),
        ("Foxton Hospitals NHS Trust", "Foxton Hospitals", "same name but for the kind of body"),
        ("Hackham Council", "Hackahm Council", "same name but for a slip"),
        ("Larch Lane Surgery", "Larch Lane Surgey", "same name but for a slip"),
        ("Rivertown Youth Club", "Rivertwon Youth Club", "same name but for a slip"),
    ],
)
def test_a_name_that_is_nearly_the_same_is_likely_one_organisation(
    one: str, other: str, because: str
) -> None:
    assert judged(Listed(one, "gp"), Listed(other, "gp")) == ("likely", because)
    assert judged(Listed(one, "gp"), Listed(other, "school")) == ("", "")
    assert judged(Listed(one, "gp", "East"), Listed(other, "gp", "West")) == ("", "")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Great Marzipan Council", "Little Marzipan Council"),
        ("Marzipan County Council", "Marzipan District Council"),
        ("North Hackham Surgery", "South Hackham Surgery"),
        ("Barton Surgery", "Burton Surgery"),
        ("Halton Council", "Walton Council"),
        ("Larch House Practice A", "Larch House Practice B"),
        ("Ward 1", "Ward 2"),
        ("Ward 11", "Ward 12"),
        ("Beech Infant School", "Beech Junior School"),
        ("St Mary's Primary School", "St Mark's Primary School"),
        ("Mill Lane Scouts", "Mill Road Scouts"),
        ("Derby Council", "Derbyshire Council"),
        ("YOI Stonefield", "YOT Stonefield"),
        ("一中学校", "二中学校"),
        ("!!!", "???"),
    ],
)
def test_neighbours_are_no_duplicates(one: str, other: str) -> None:
    for kind in ("statutory", ""):
        assert judged(Listed(one, kind), Listed(other, kind)) == ("", "")
        first = Listed(one, kind, phone=PHONE, email="a@example.org")
        assert judged(first, Listed(other, kind, phone=OTHER, email="b@example.org")) == ("", "")


def test_two_practices_in_one_house_with_one_number_are_likely_only() -> None:
    one = Listed("Larch House Practice A", "gp", phone=PHONE)
    assert judged(one, Listed("Larch House Practice B", "gp", phone="+44 (0)1632 960010")) == (
        "likely",
        "same telephone",
    )
    assert judged(one, Listed("Family Centre", "voluntary", phone=PHONE)) == ("", "")
    both = Listed("Family Centre", "voluntary", phone=PHONE, email="HOUSE@example.org")
    assert judged(replace(one, email="house@example.org"), both) == (
        "likely",
        "same telephone and same e-mail",
    )
    named = Listed("Larch House Surgery", "gp", phone=PHONE)
    assert judged(named, replace(named, name="Larch House Medical Practice"))[0] == "likely"


def test_nearly_one_name_at_one_number_is_surely_one_organisation() -> None:
    one = Listed("Hackham Council", "statutory", phone=PHONE)
    assert judged(one, Listed("Hackahm Council", "statutory", phone=PHONE)) == (
        "sure",
        "same telephone and same name but for a slip",
    )


def test_namesakes_elsewhere_are_not_sure() -> None:
    one = Listed("The Surgery", "gp", "East", PHONE)
    assert judged(one, Listed("The Surgery", "gp", "East", OTHER))[0] == "likely"
    assert judged(one, Listed("The Surgery", "gp", "West", OTHER)) == ("", "")
    assert (
        judged(Listed("Hackham Council", "statutory"), Listed("Hackham Council", "commissioned"))[0]
        == "likely"
    )


def test_what_very_many_have_says_nothing() -> None:
    switchboard = [Listed(f"Service {'abcdefghijklmn'[n]}", "gp", phone=PHONE) for n in range(SHARED + 1)]
    assert duplicates(switchboard) == ()
    assert len(duplicates(switchboard[:3])) == 3
    assert duplicates([Listed("The Surgery", "gp")] * (SHARED + 1)) == ()


@pytest.mark.parametrize(
    ("phone", "read"),
    [
        ("01632 960010", "01632960010"),
        ("+44 1632 960010", "01632960010"),
        ("0044 (0)1632-960010", "01632960010"),
        ("(01632) 960010 ext. 12", "01632960010x12"),
        ("01632 960010x12", "01632960010x12"),
        ("999", ""),
        ("00000 000000", ""),
        ("none", ""),
        ("", ""),
    ],
)
def test_numbers_are_compared_by_their_digits(phone: str, read: str) -> None:
    assert digits(phone) == read


def test_saint_and_street() -> None:
    assert written_out("St. Anne's, Church St") == ("saint", "annes", "church", "street")
    assert written_out("Bury St Edmunds Health Centre")[:3] == ("bury", "saint", "edmunds")
    assert slip("surgery", "surgey")
    assert not slip("11", "112")
    assert not slip("north", "forth")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ann Example", "Anne Example", True),
        ("Dr Ann Example", "ann example", True),
        ("A Example", "Ann Example", True),
        ("Ben Marsh", "Benjamin Marsh", True),
        ("Ann Jane Example", "Ann Example", True),
        ("Ann Smith", "Ann Smyth", True),
        ("Jon Smith", "John Smith", True),
        ("Ann Smith", "Ann Jones", False),
        ("Paul Marsh", "Paula Marsh", False),
        ("Tim Marsh", "Tom Marsh", False),
        ("Ann Marsh", "Ben Marsh", False),
        ("Ann", "Anne", False),
        ("Ann Example", "", False),
        ("Ann Black", "Ann Clack", False),
    ],
)
def test_a_name_in_another_spelling_is_told_from_another_person(one: str, other: str, same: bool) -> None:
    assert same_person(one, other) is same
    assert same_person(other, one) is same


def test_twenty_thousand_rows_are_not_compared_each_with_each() -> None:
    dice = random.Random(8)
    places = [
        "".join(dice.choice("bcdfglmnprst") + dice.choice("aeiou") for _ in range(4)) for _ in range(6_000)
    ]
    kinds = ("Surgery", "Primary School", "Council", "Youth Club", "Medical Practice")
    rows = [
        Listed(
            f"{dice.choice(places)} {dice.choice(places)} {dice.choice(kinds)}".title(),
            "gp",
            phone=f"01632 {n:06}",
        )
        for n in range(20_000)
    ]
    pairs = duplicates([*rows, rows[17], Listed(rows[4_711].name + " Ltd", "gp")])
    assert {(17, 20_000), (4_711, 20_001)} <= {
        (pair.one, pair.other) for pair in pairs if pair.score is Score.SURE
    }
    assert len(pairs) < 400
