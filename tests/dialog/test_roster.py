"""Rosters: items of one member after another are questions like all others."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import TypeAdapter

from s11chat.dialog.condition import Condition
from s11chat.dialog.load import load_dialog
from s11chat.dialog.place import lines_of
from s11chat.dialog.question import questions
from s11chat.dialog.roster import settled

CONDITION: TypeAdapter[Condition] = TypeAdapter(Condition)
FILE = Path(__file__).parent.parent / "dialogs" / "roster.yaml"


def test_every_member_has_every_item_under_its_own_name() -> None:
    asked = questions(load_dialog(FILE))
    assert [id_ for id_ in asked if id_.startswith("posts.")] == [
        f"posts.{member}.{item}" for member in ("head", "nurse") for item in ("filled", "days", "free")
    ]
    assert asked["posts.nurse.days"].say.respondent == "How many days a week has the school nurse?"
    assert asked["posts.nurse.free"].share_of == "posts.nurse.days"
    assert asked["posts.head.free"].checks[0].say == "The head of safeguarding has no day free?"
    assert asked["posts.head.filled"].kb == ("posts",)


def test_conditions_among_the_items_are_about_the_same_member() -> None:
    asked = questions(load_dialog(FILE))
    school, club = {"organisation.type": "SCHOOL"}, {"organisation.type": "CLUB"}
    assert asked["posts.nurse.filled"].asked(school)
    assert not asked["posts.nurse.filled"].asked(club)
    assert not asked["posts.nurse.days"].asked({**school, "posts.head.filled": "yes"})
    assert asked["posts.nurse.days"].asked({**school, "posts.nurse.filled": "yes"})
    assert asked["end"].asked({"posts.head.filled": "no"})


def test_members_nobody_counted_are_asked_for_one_by_one() -> None:
    asked = questions(load_dialog(FILE))
    assert asked["reviews.1"].say.respondent == "Is there a review to tell of?"
    assert asked["reviews.2"].say.respondent == "Is there a review number 2 to tell of?"
    assert asked["reviews.1"].asked({})
    assert not asked["reviews.2"].asked({})
    assert asked["reviews.2"].asked({"reviews.1": "yes"})
    assert asked["reviews.2.shared.board"].asked({"reviews.2": "yes", "reviews.2.year": 2001})
    assert not asked["reviews.2.shared.board"].asked({"reviews.2": "yes", "reviews.1.year": 2001})
    assert "reviews.4" not in asked


def test_every_question_of_a_roster_stands_on_the_line_of_its_item() -> None:
    text = FILE.read_text(encoding="utf-8")
    lines = lines_of(load_dialog(FILE), text)
    written = text.splitlines()
    assert lines["posts.head.days"] == lines["posts.nurse.days"]
    assert "item: days" in written[lines["posts.nurse.days"] - 1]
    assert "row: board" in written[lines["reviews.3.shared.board"] - 1]


def test_an_item_may_be_for_some_members_alone_and_its_id_used_again_for_the_others() -> None:
    asked = questions(load_dialog(FILE.with_name("roster_some.yaml")))
    assert list(asked) == [
        f"posts.{member}.{item}" for member in ("head", "nurse") for item in ("filled", "work", "days")
    ]
    assert asked["posts.head.work"].say.respondent == "Does the head teacher teach?"
    assert not asked["posts.head.work"].asked({"posts.head.filled": "no"})
    assert asked["posts.head.work"].asked({"posts.head.filled": "yes"})
    assert asked["posts.nurse.work"].say.respondent == "Does the school nurse visit homes?"
    assert asked["posts.nurse.work"].conditions == ()
    assert not asked["posts.nurse.days"].asked({"posts.head.work": "yes"})


@pytest.mark.parametrize(
    ("when", "left"),
    [
        ({"member": "head"}, True),
        ({"member": ["nurse", "aide"]}, False),
        ({"member": {"not": ["head"]}}, False),
        ({"not": {"member": "nurse"}}, True),
        ({"not": {"filled": "no"}}, {"not": {"filled": "no"}}),
        ({"any": [{"member": "head"}, {"filled": "yes"}]}, True),
        ({"any": [{"member": "nurse"}, {"filled": "yes"}]}, {"any": [{"filled": "yes"}]}),
        ({"any": [{"member": "nurse"}, {"member": "aide"}]}, False),
        ({"all": [{"member": "head"}, {"filled": "yes"}]}, {"all": [{"filled": "yes"}]}),
        ({"all": [{"member": "nurse"}, {"filled": "yes"}]}, False),
        ({"all": [{"member": "head"}, {"not": {"member": "nurse"}}]}, True),
    ],
)
def test_what_is_left_of_a_condition_once_the_member_is_known(when: object, left: object) -> None:
    found = settled(CONDITION.validate_python(when), {"member": "head"})
    assert found == (left if isinstance(left, bool) else CONDITION.validate_python(left))
