"""What a small base allows to be printed: the rules of the survey of 2008 (DCSF-RR085).

Under 20 returns a table gives numbers instead of per cents; under 50 a per cent is indicative and no difference is
tested with it; under 100 it is to be read with caution. The base that decides is unweighted.
"""

from __future__ import annotations

from enum import StrEnum

from s11chat.analysis.estimate import Estimate
from s11chat.analysis.rounding import half_up, whole_per_cent

COUNTED, INDICATIVE, CAUTION = 20, 50, 100
"""Bases under which there is a rule."""
NO_BASE = "-"


class Reading(StrEnum):
    """How a figure of a base is to be read."""

    COUNT = "count"
    INDICATIVE = "indicative"
    CAUTION = "caution"
    PLAIN = "plain"


def reading(base: int) -> Reading:
    """The rule for so many returns, unweighted. Raises ValueError where the number is below nought."""
    if base < 0:
        raise ValueError(f"a base is never below nought, as {base} is")
    if base < COUNTED:
        return Reading.COUNT
    if base < INDICATIVE:
        return Reading.INDICATIVE
    return Reading.CAUTION if base < CAUTION else Reading.PLAIN


def may_be_tested(base: int) -> bool:
    """Whether a difference may be tested with so many returns, unweighted."""
    return reading(base) in (Reading.CAUTION, Reading.PLAIN)


def printed(estimate: Estimate) -> str:
    """A share as a table prints it: a whole per cent, or `N=` and a weighted number where the base is small.

    Numbers are rounded half up one by one, so that those of one base need not add up: 3.19 and 6.38 of 9.56 are
    printed 3 and 6. An empty base gives `-`.
    """
    if not estimate.base.unweighted:
        return NO_BASE
    if reading(estimate.base.unweighted) is Reading.COUNT:
        return f"N={half_up(estimate.size.weighted)}"
    return whole_per_cent(estimate.share)
