"""Charts in block characters: exactly as wide as they are told, true to the figures, and legible without colour."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s11chat.tui.widgets.boardrows import FILLS
from s11chat.tui.widgets.charts import Part, columns, lying, stacked

counts = st.lists(st.integers(min_value=0, max_value=1153), min_size=4, max_size=4)


@given(counts, st.integers(min_value=4, max_value=60))
def test_a_stacked_bar_fills_its_width_and_shows_whatever_there_is(some: list[int], width: int) -> None:
    fills = [fill for fill, _ in FILLS.values()]
    bar = str(stacked([Part(count, fill, "") for count, fill in zip(some, fills, strict=True)], width))
    assert len(bar) == width
    if any(some):
        assert {fill for fill, count in zip(fills, some, strict=True) if count} == set(bar)


def test_a_stacked_bar_is_in_proportion() -> None:
    assert (
        str(stacked([Part(1, "a", ""), Part(2, "b", ""), Part(0, "c", ""), Part(1, "d", "")], 8))
        == "aabbbbdd"
    )


def test_fillings_differ_without_colour() -> None:
    assert len({fill for fill, _ in FILLS.values()}) == len(FILLS)


@pytest.mark.parametrize(
    ("value", "most", "bar"),
    [(0, 10, "    "), (10, 10, "████"), (5, 10, "██  "), (1, 1000, "▏   "), (9, 16, "██▎ "), (0, 0, "    ")],
)
def test_a_lying_bar_counts_in_eighths(value: int, most: int, bar: str) -> None:
    assert lying(value, most, 4) == bar


def test_columns_stand_on_a_floor_with_their_marks() -> None:
    drawn = columns([0, 1, 2, 4], 2, 10, {1: "i", 3: "t"}, ("1 Sep", "4 Sep"), "")
    assert [str(line) for line in drawn] == [
        "4│      ██",
        "0│  ▄▄████",
        " └──i───t─",
        "     4 Sep",
    ]


def test_a_day_without_a_value_has_a_dot_and_a_share_one_decimal() -> None:
    drawn = columns([None, Fraction(5, 2)], 1, 6, {}, ("1 Sep", "2 Sep"), "")
    assert str(drawn[0]) == "2.5│·█"


@given(
    st.lists(st.one_of(st.none(), st.integers(min_value=0, max_value=1153)), min_size=1, max_size=30),
    st.integers(min_value=1, max_value=8),
)
def test_columns_never_go_beyond_their_width(values: list[int | None], height: int) -> None:
    for line in columns(values, height, 40, {0: "a"}, ("1 Sep", "30 Sep"), ""):
        assert len(str(line)) <= 40
