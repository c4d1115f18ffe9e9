"""Conditions: when they hold, what they can still come to, how they are written."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from s11chat.dialog.condition import Chance, Condition, Known, Test
from s11chat.dialog.load import load_dialog
from s11chat.dialog.question import questions

DIALOGS = Path(__file__).parent.parent / "dialogs"
WRITTEN: TypeAdapter[Any] = TypeAdapter(Condition)


def read(raw: object) -> Any:
    return WRITTEN.validate_python(raw)


@pytest.mark.parametrize(
    ("raw", "known", "holds"),
    [
        ({"q1": "a"}, {"q1": "a"}, True),
        ({"q1": ["a", "b"]}, {"q1": "c"}, False),
        ({"q1": [1, 2]}, {"q1": "2"}, True),
        ({"q1": {"one_of": "a"}}, {}, False),
        ({"q1": {"not": ["a"]}}, {"q1": "a"}, False),
        ({"q1": {"not": "a"}}, {"q1": "b"}, True),
        ({"q1": {"not": ["a"]}}, {}, True),
        ({"q1": ["a"]}, {"q1": ("b", "a")}, True),
        ({"q1": {"not": ["a"]}}, {"q1": ("b", "a")}, False),
        ({"q1": {"at_least": 3}}, {"q1": 3.0}, True),
        ({"q1": {"at_least": 3}}, {"q1": 2.9}, False),
        ({"q1": {"at_most": 3}}, {"q1": 3}, True),
        ({"q1": {"at_least": 1, "at_most": 3}}, {"q1": 4}, False),
        ({"q1": {"at_least": 3}}, {"q1": "9"}, False),
        ({"q1": {"at_least": 3}}, {}, False),
        ({"q1": {"answered": True}}, {"q1": ""}, True),
        ({"q1": {"answered": True}}, {}, False),
        ({"q1": {"answered": False}}, {}, True),
        ({"q1": "a", "q2": "b"}, {"q1": "a", "q2": "b"}, True),
        ({"q1": "a", "q2": "b"}, {"q1": "a"}, False),
        ({"all": [{"q1": "a"}, {"q2": "b"}]}, {"q1": "a", "q2": "c"}, False),
        ({"any": [{"q1": "a"}, {"q2": "b"}]}, {"q2": "b"}, True),
        ({"any": [{"q1": "a"}, {"q2": "b"}]}, {}, False),
        ({"not": {"q1": "a"}}, {"q1": "a"}, False),
        ({"not": {"any": [{"q1": "a"}, {"q2": "b"}]}}, {}, True),
    ],
)
def test_holds(raw: object, known: Known, holds: bool) -> None:
    assert read(raw).holds(known) is holds


def test_a_condition_that_says_nothing_is_refused() -> None:
    empty: list[object] = [{}, {"q1": {}}, {"q1": None}, {"q1": []}, {"any": []}, {"all": []}]
    for raw in (*empty, "q1", ["q1"], None, 5):
        with pytest.raises(ValidationError):
            read(raw)


def test_every_test_inside_is_found() -> None:
    condition = read({"any": [{"not": {"q1": "a", "q2": "b"}}, {"q3": "c"}]})
    assert [test.subject for test in condition.tests()] == ["q1", "q2", "q3"]


@pytest.mark.parametrize(
    ("raw", "chance"),
    [
        ({"mode": "online"}, Chance(True, False)),
        ({"mode": "telephone"}, Chance(False, True)),
        ({"q1": "a"}, Chance(True, True)),
        ({"gone": "a"}, Chance(False, True)),
        ({"gone": {"answered": False}}, Chance(True, False)),
        ({"all": [{"mode": "online"}, {"q1": "a"}]}, Chance(True, True)),
        ({"all": [{"mode": "telephone"}, {"q1": "a"}]}, Chance(False, True)),
        ({"any": [{"mode": "online"}, {"q1": "a"}]}, Chance(True, False)),
        ({"any": [{"gone": "a"}, {"mode": "telephone"}]}, Chance(False, True)),
        ({"not": {"mode": "online"}}, Chance(False, True)),
    ],
)
def test_chance(raw: object, chance: Chance) -> None:
    assert read(raw).chance({"mode": "online"}, {"q1"}) == chance


SIMPLE = st.builds(
    lambda subject, codes, negated: {subject: {"not": codes} if negated else codes},
    st.sampled_from(["q1", "q2", "mode"]),
    st.lists(st.sampled_from(["a", "b"]), min_size=1, max_size=2),
    st.booleans(),
)
WHOLE = st.recursive(
    SIMPLE,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
        inner.map(lambda part: {"not": part}),
    ),
    max_leaves=6,
)


@given(WHOLE)
def test_what_can_happen_is_never_said_to_be_impossible(raw: object) -> None:
    condition = read(raw)
    facts: Known = {"mode": "a"}
    chance = condition.chance(facts, {"q1", "q2"})
    for one, two in product(("a", "b", None), repeat=2):
        known = {**facts, **({"q1": one} if one else {}), **({"q2": two} if two else {})}
        assert chance.true if condition.holds(known) else chance.false


def test_a_condition_cannot_be_changed() -> None:
    condition = Test(subject="q1", one_of=("a",))
    with pytest.raises(ValidationError):
        condition.subject = "q2"


def test_each_way_of_writing_asks_the_right_questions() -> None:
    asked = questions(load_dialog(DIALOGS / "conditions.yaml"))

    def on(known: Known) -> set[str]:
        return {id_ for id_, question in asked.items() if question.conditions and question.asked(known)}

    assert on({"q1": "a", "q2": 12.0}) == {"one_of", "none_of", "at_least", "answered", "all_of", "both"}
    assert on({"q1": "c"}) == {"unanswered", "negated"}
    assert on({"q1": "b", "q2": 4.0, "organisation.type": "SCHOOL", "organisation.group": "education"}) == {
        *("one_of", "none_of", "at_most", "answered", "any_of", "negated", "by_type", "by_group")
    }
    assert {"by_cohort", "by_mode", "by_role"} <= on(
        {"organisation.cohort": "voluntary", "mode": "telephone", "role": "delegate"}
    )
