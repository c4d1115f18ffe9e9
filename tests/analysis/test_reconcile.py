"""Reports that check themselves: what is printed from whole returns reconciles, and what is changed in it is found."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s11chat.analysis.finding import Finding, Kind
from s11chat.analysis.precision import Span, printed
from s11chat.analysis.reconcile import reconcile
from s11chat.analysis.rounding import controlled, half_up, whole_per_cent
from s11chat.analysis.statement import Publication, Says, Statement

OPTIONS = ("a", "b", "c", "d")


def faults(*statements: Statement) -> list[Finding]:
    return [one for one in reconcile(Publication(statements)) if one.fault]


def stated(says: Says, value: str, *options: str, item: str = "", group: str = "", of: str = "") -> Statement:
    return Statement("p. 1", says, item, options, group, value, of)


def wave(seed: int, groups: int, weighted: bool) -> list[Statement]:
    """All that a report prints of one random question, every figure from whole returns."""
    at_random = Random(seed)
    names = [f"g{n}" for n in range(groups)]
    counts = {name: [at_random.choice((0, 1, 3, 9, 40)) for _ in OPTIONS] for name in names}
    counts[names[0]][0] += 1
    size = {name: sum(counts[name]) for name in names}
    there = {name: size[name] + at_random.randrange(50) for name in names}
    returns = sum(size.values())
    everybody = sum(there[name] for name in names if size[name])
    weight = {
        name: Fraction(there[name] * returns, everybody * size[name]) if weighted else Fraction(1)
        for name in names
        if size[name]
    }
    found = [stated(Says.ITEM, "", *OPTIONS, item="q"), stated(Says.WHOLE, "+".join(names))]
    found += [stated(Says.RETURNS, str(size[name]), group=name) for name in names]
    found.append(stated(Says.RETURNS, str(returns)))
    if weighted:
        found += [stated(Says.ORGANISATIONS, str(there[name]), group=name) for name in names]
        heavy = [size[name] * weight.get(name, Fraction(0)) for name in names]
        pairs = zip(names, controlled(heavy), strict=True)
        found += [stated(Says.WEIGHTED, str(whole), group=name) for name, whole in pairs]
    for group, members in [*((name, [name]) for name in names if size[name]), ("", list(weight))]:
        base = sum((size[name] * weight[name] for name in members), Fraction(0))
        for chosen in (*((option,) for option in OPTIONS), ("a", "b"), ("b", "c", "d")):
            at = [OPTIONS.index(option) for option in chosen]
            part = sum((counts[name][n] * weight[name] for name in members for n in at), Fraction(0))
            value = whole_per_cent(part / base)
            whole = str(sum(size[name] for name in members))
            found.append(stated(Says.PERCENT, value, *chosen, item="q", group=group, of=whole))
    return found


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 5), st.booleans())
def test_what_is_printed_from_whole_returns_raises_no_alarm(seed: int, groups: int, weighted: bool) -> None:
    assert faults(*wave(seed, groups, weighted)) == []


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32), st.integers(3, 9))
def test_a_figure_that_is_off_by_more_than_rounding_is_found(seed: int, off: int) -> None:
    found = wave(seed, 2, weighted=True)
    at = next(n for n, one in enumerate(found) if one.says is Says.PERCENT and one.value not in ("*", "0"))
    one = found[at]
    found[at] = stated(
        Says.PERCENT, str(int(one.value) + off), *one.options, item="q", group=one.group, of=one.of
    )
    assert faults(*found)


@given(st.integers(1, 700), st.data())
def test_whole_returns_of_a_percentage_are_those_that_are_printed_so(base: int, data: st.DataObject) -> None:
    n = data.draw(st.integers(0, base))
    figure = printed(whole_per_cent(Fraction(n, base)))
    assert figure is not None
    assert list(figure.counts(base)) == [m for m in range(base + 1) if figure.holds(Fraction(100 * m, base))]
    assert n in figure.counts(base)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("37", "36.5", "37.5"),
        ("8.5", "8.45", "8.55"),
        ("0", "0", "0"),
        ("*", "0", "0.5"),
        ("1 in 4", "22.2", "28.6"),
    ],
)
def test_what_a_printed_number_can_stand_for(text: str, low: str, high: str) -> None:
    figure = printed(text)
    assert figure is not None
    assert float(figure.span.low) == pytest.approx(float(low), abs=0.03)
    assert float(figure.span.high) == pytest.approx(float(high), abs=0.03)


def test_nought_is_nobody_only_where_less_than_a_half_has_a_sign_of_its_own() -> None:
    assert printed("0", starred=False) != printed("0")
    half = Span(Fraction(1, 4), Fraction(1, 4))
    few, none = printed("0", starred=False), printed("0")
    assert few is not None
    assert none is not None
    assert few.span.meets(half)
    assert not none.span.meets(half)


@pytest.mark.parametrize("text", ["", "-", "[x]", "n/a", "1 in 0", "about 30", "1.23456", "1e9"])
def test_what_is_no_figure_is_none(text: str) -> None:
    assert printed(text) is None


def test_a_base_beyond_the_returns_of_a_mode_is_named_with_the_mode_that_has_it() -> None:
    (found,) = faults(
        stated(Says.RETURNS, "318", group="online"),
        stated(Says.RETURNS, "329", group="telephone"),
        stated(Says.PERCENT, "35", "direct", item="q15", group="online", of="329"),
    )
    assert (found.kind, found.size) == (Kind.BASE, "11 more than there are")
    assert found.fits == "318; 329 is the number of telephone"


def test_an_item_that_some_are_not_asked_has_at_most_the_returns_of_the_others() -> None:
    asked = Statement("p. 1", Says.ITEM, "q4", ("yes", "no"), "A")
    returns = [stated(Says.RETURNS, n, group=group) for group, n in (("A", "40"), ("B", "8"), ("", "48"))]
    (found,) = faults(asked, *returns, stated(Says.PERCENT, "50", "yes", item="q4", of="48"))
    assert (found.kind, found.fits) == (Kind.BASE, "40; 48 is the number of all")


def test_more_returns_than_organisations_are_told_once() -> None:
    there, came = (
        stated(says, n, group="DC") for says, n in ((Says.ORGANISATIONS, "2"), (Says.RETURNS, "3"))
    )
    (found,) = faults(there, came, came)
    assert (found.kind, found.size) == (Kind.TOTAL, "1 too many")


def test_a_reference_to_an_unknown_item_names_the_nearest() -> None:
    (found,) = faults(stated(Says.ITEM, "", item="6.3"), stated(Says.REFERS, "", item="6.33"))
    assert (found.why, found.fits) == ("there is no such item", "6.3")


def test_a_threshold_said_to_be_missed_that_was_reached() -> None:
    (found,) = faults(stated(Says.MEAN, "75", item="3"), stated(Says.THRESHOLD, "no", item="3", of="75"))
    assert (found.kind, found.fits) == (Kind.CLAIM, "yes")


def test_other_figures_are_another_finding() -> None:
    (one,), (other,) = (
        faults(stated(Says.PERCENT, value, "yes", item="q", of="7")) for value in ("30", "31")
    )
    assert one.id != other.id
    assert one.id.startswith("share-")


def test_rounding_half_up_is_what_whole_returns_are_held_to() -> None:
    assert half_up(Fraction(75, 2)) == 38
    assert [one.kind for one in faults(stated(Says.PERCENT, "37", "yes", item="q", of="56"))] == [Kind.SHARE]
    assert not faults(stated(Says.PERCENT, "38", "yes", item="q", of="56"))
