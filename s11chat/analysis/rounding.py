"""Figures as they are printed: whole numbers and per cents, half up from the exact value, and columns that add up.

Everything is reckoned in whole numbers and fractions: a binary float would print 37.5 % as 37 now and then.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

NONE, BELOW_HALF, UNKNOWN = "0", "*", "[x]"
"""What is printed for none, for more than none and under a half, and for what cannot be known."""


def half_up(exact: Fraction) -> int:
    """The whole number nearest to `exact`; a half goes up."""
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)


def controlled(exact: Sequence[Fraction]) -> tuple[int, ...]:
    """Whole numbers that add up to the rounded sum of `exact`, each less than one away from its own.

    The method of largest remainders: every number is cut to a whole one, and what the sum lacks goes to those
    that were cut most, the first of equals first. No other way to reach the sum moves the column less in all.
    """
    cut = [one.__floor__() for one in exact]
    lacking = half_up(sum(exact, Fraction(0))) - sum(cut)
    most_cut = sorted(range(len(cut)), key=lambda at: cut[at] - exact[at])
    raised = frozenset(most_cut[:lacking])
    return tuple(whole + (at in raised) for at, whole in enumerate(cut))


def whole_per_cent(share: Fraction | None) -> str:
    """A share of one as a whole per cent: `0` for none, `*` for less than a half, `[x]` where there is none."""
    if share is None:
        return UNKNOWN
    whole = half_up(100 * share)
    return BELOW_HALF if share and not whole else str(whole)


def per_cent(share: Fraction | None, places: int = 2) -> str:
    """A share of one as a per cent with decimals; none is `0` and all `100`, `[x]` where there is no share."""
    if share is None:
        return UNKNOWN
    return decimal(100 * share, 0 if share in (0, 1) else places)


def short_per_cent(share: Fraction) -> str:
    """A share of one as a whole per cent for a glance: `<1` for more than none and less than a half."""
    whole = half_up(100 * share)
    return "<1" if share and not whole else str(whole)


def decimal(exact: Fraction, places: int) -> str:
    """A number that is not below nought with so many decimals, half up."""
    shifted = 2 * exact.numerator * 10**places  # in whole numbers: tables have tens of thousands of figures
    whole, rest = divmod((shifted + exact.denominator) // (2 * exact.denominator), 10**places)
    return f"{whole}.{rest:0{places}}" if places else str(whole)


def signed(exact: Fraction, places: int) -> str:
    """A number above or below nought with so many decimals, half away from nought: `+12`, `-7`, and `0` without a sign."""
    said = decimal(abs(exact), places)
    return said if not half_up(abs(exact) * 10**places) else f"{'-' if exact < 0 else '+'}{said}"
