"""However returns are counted, in plain Python or by numpy, there is one result."""

from __future__ import annotations

import sys
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s11chat.analysis import numbered
from s11chat.analysis.numbered import Numbered, counted, tallies
from s11chat.analysis.tally import Said, Tally
from s11chat.dialog.model import NoAnswer

from .survey_2008 import collection

few = settings(max_examples=40, deadline=None)
saids = st.sampled_from(
    [frozenset("a"), frozenset("ab"), frozenset[str](), NoAnswer.OFF_ROUTE, NoAnswer.DONT_KNOW]
)
returns = st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from("pq"), saids), max_size=60)


@few
@given(returns, st.booleans())
def test_plain_and_numpy_count_the_same(made: list[tuple[str, str, Said]], sparse: bool) -> None:
    columns = [Numbered.of(one[at] for one in made) for at in range(3)]
    plain = counted(*columns)
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(numbered, "MANY", 0)
        changed.setattr(numbered, "_DENSE", 0 if sparse else 10**6)
        assert counted(*columns) == plain
    assert plain == Counter(made)


@few
@given(returns)
def test_tallies_are_those_of_the_returns_of_each_value(made: list[tuple[str, str, Said]]) -> None:
    by, cells = Numbered.of(one[0] for one in made), Numbered.of(one[1] for one in made)
    said = Numbered.of(one[2] for one in made)
    found = tallies(by, cells, said)
    assert {value: dict(tally.counts) for value, tally in found.items()} == {
        value: dict(Tally.of((cell, one) for name, cell, one in made if name == value).counts)
        for value in {one[0] for one in made}
    }
    assert tallies(cells, cells, said) == tallies(Numbered.of(one[1] for one in made), cells, said)


def test_a_collection_splits_as_it_tallies() -> None:
    found = collection()
    by = Numbered.of(one.traits["mode"] for one in found.replies)
    for question in ("q2", "q5", "q12", "q15"):
        for mode, tally in found.split(question, by).items():
            among = [one for one in found.replies if one.traits["mode"] == mode]
            assert dict(tally.counts) == dict(found.tally(question, among).counts)


def test_without_numpy_many_returns_are_counted_all_the_same() -> None:
    column = Numbered.of("ab"[n % 2] for n in range(numbered.MANY))
    with pytest.MonkeyPatch.context() as changed:
        changed.setitem(sys.modules, "numpy", None)
        assert counted(column) == {("a",): numbered.MANY // 2, ("b",): numbered.MANY // 2}
    assert counted(column) == {("a",): numbered.MANY // 2, ("b",): numbered.MANY // 2}


def test_more_meanings_than_two_bytes_hold() -> None:
    column = Numbered.of(range(70_000))
    assert column.numbers.itemsize == 4
    assert counted(column, column)[(69_999, 69_999)] == 1


def test_columns_of_different_lengths_are_an_error() -> None:
    with pytest.raises(ValueError, match="one length"):
        counted(Numbered.of("ab"), Numbered.of("abc"))
