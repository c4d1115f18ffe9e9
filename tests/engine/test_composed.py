"""Conversations over rankings, numbers that are part of another, and rosters."""

from __future__ import annotations

import pytest

from s11chat.engine.intent import Revisit
from s11chat.engine.turn import Confirmed, Repair
from tests.engine.sitting import begin


def test_a_ranking_is_kept_and_told_in_its_order() -> None:
    sitting = begin("ranking").say("supervision first, then training")
    assert sitting.answers["q1"].value == ("sup", "tra")
    assert sitting.turn(Confirmed).said == "1 Supervision; 2 Staff training"
    sitting.asks("q2")


def test_a_ranking_of_other_things_asks_which() -> None:
    sitting = begin("ranking").say("5 2")
    assert "Which?" in sitting.turn(Repair).reason
    assert sitting.say("money").answers["q1"].other == "money"
    assert sitting.answers["q1"].value == ("oth", "rec")


def test_the_percentage_of_a_part_is_told() -> None:
    sitting = begin("share").say("24")
    assert sitting.say("16").turn(Confirmed).said == "16 staff, 66.7 % of 24"
    assert begin("share").say("0", "0").turn(Confirmed).said == "0 staff"
    assert begin("share").say("50", "25").turn(Confirmed).said == "25 staff, 50 % of 50"


@pytest.mark.parametrize(
    ("said", "number"),
    [("75%", 18), ("75 per cent", 18), ("about half", 12), ("two thirds of them", 16), ("20 of 24", 20)],
)
def test_a_share_said_of_a_part_is_worked_out_and_offered(said: str, number: int) -> None:
    sitting = begin("share").say("24", said)
    assert "trained" not in sitting.answers
    repair = sitting.turn(Repair)
    assert f"of 24 comes to {number} staff. If it is this one, type yes." in repair.reason
    assert [choice.handle for choice in repair.choices] == [str(number)]
    assert sitting.say("yes").answers["trained"].value == number


def test_a_share_of_what_is_not_known_is_asked_again() -> None:
    for whole in ("don't know", "0"):
        assert "comes to" not in begin("share").say(whole, "75%").turn(Repair).reason
    assert "comes to" not in begin("share").say("24", "75% or 80%").turn(Repair).reason
    assert "comes to" not in begin("share").say("75%").turn(Repair).reason


def test_one_of_a_unit_and_large_numbers_are_told_in_full() -> None:
    assert begin("share").say("1").turn(Confirmed).said == "1 member of staff"
    sitting = begin("share").say("1234567")
    assert sitting.turn(Confirmed).said == "1234567 staff"
    assert sitting.say("1234567").turn(Confirmed).said == "1234567 staff, 100 % of 1234567"
    assert (
        sitting.do(Revisit("trained"))
        .say("2000000")
        .turn(Repair)
        .reason.startswith("2000000 is more than the 1234567")
    )


def test_a_part_above_its_whole_is_refused() -> None:
    sitting = begin("share").say("24", "25")
    assert sitting.turn(Repair).reason == "25 is more than the 24 of staff that it is a part of."
    sitting.asks("trained")
    assert "trained" not in sitting.answers


def test_a_whole_below_its_part_is_refused_and_says_what_to_correct_first() -> None:
    sitting = begin("share").say("24", "20").do(Revisit("staff")).say("10")
    assert sitting.turn(Repair).reason.endswith("correct trained first.")
    assert sitting.answers["staff"].value == 24


def test_where_the_whole_is_not_known_any_part_is_taken() -> None:
    sitting = begin("share").say("don't know", "25")
    assert sitting.turn(Confirmed).said == "25 staff"


def test_a_roster_goes_from_member_to_member() -> None:
    sitting = begin("roster").say("yes", "3", "1", "no", "no")
    assert [id_ for id_ in sitting.answers if id_.startswith("posts")] == [
        "posts.head.filled",
        "posts.head.days",
        "posts.head.free",
        "posts.nurse.filled",
    ]
    assert not sitting.at


def test_a_member_the_organisation_has_not_is_not_asked_about() -> None:
    assert not any("nurse" in id_ for id_ in begin("roster", type_="CLUB").route)


def test_another_member_is_asked_for_until_there_is_none() -> None:
    sitting = begin("roster").say("no", "no", "yes", "1999", "shared", "yes", "2004", "shared", "not shared")
    sitting.asks("reviews.3")
    assert sitting.answers["reviews.2.shared.board"].value == "n"
    assert "reviews.1.shared.board" not in sitting.answers
    sitting.say("no").asks("end")


def test_a_check_inside_a_roster_is_about_its_member() -> None:
    sitting = begin("roster").say("yes", "3", "0")
    assert sitting.turn(Repair).reason == "The head of safeguarding has no day free?"
