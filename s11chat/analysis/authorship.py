"""Delegates beside original recipients: how many returns each gave, from whom, and where their answers differ.

The split of the survey of 2008 (DCSF-RR085, sections 6 and 7): a return counts as a delegate's where somebody else than
the original recipient answered for the organisation. Shares are weighted. A difference is told as significant where two
shares differ by more than 1.96 standard errors, each from the effective size of its group (Kish), two-sided at 95 %.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

_Z = Fraction(196, 100)


@dataclass(frozen=True)
class Given:
    """One complete return."""

    delegated: bool
    weight: Fraction
    chosen: Mapping[str, frozenset[str]]
    """The codes chosen by question; a question that was asked and has no code is there, with none."""


@dataclass(frozen=True)
class Share:
    """The share of a group that chose a code."""

    share: Fraction | None
    """Weighted, of one; None without a base."""
    base: int
    """Returns that were asked, unweighted."""
    effective: Fraction
    """The effective size of that base."""


@dataclass(frozen=True)
class Split:
    """One code of a question, for each group."""

    question: str
    code: str
    delegates: Share
    originals: Share

    @property
    def difference(self) -> Fraction | None:
        """Delegates less original recipients, of one."""
        if self.delegates.share is None or self.originals.share is None:
            return None
        return self.delegates.share - self.originals.share

    @property
    def significant(self) -> bool:
        """Whether the difference is larger than chance leaves room for."""
        if self.difference is None:
            return False
        variance = _variance(self.delegates) + _variance(self.originals)
        return self.difference * self.difference > _Z * _Z * variance


def split(given: Sequence[Given], codes: Iterable[tuple[str, str]]) -> tuple[Split, ...]:
    """Each of these codes (question, code) in both groups, in the order given."""
    delegates = [one for one in given if one.delegated]
    originals = [one for one in given if not one.delegated]
    return tuple(
        Split(question, code, _share(delegates, question, code), _share(originals, question, code))
        for question, code in codes
    )


def of_all(given: Sequence[Given], question: str, code: str) -> Share:
    """The share of all returns that chose a code."""
    return _share(given, question, code)


def _share(given: Sequence[Given], question: str, code: str) -> Share:
    asked = [one for one in given if question in one.chosen]
    whole = _sum(asked, lambda one: one.weight)
    squares = _sum(asked, lambda one: one.weight * one.weight)
    said = _sum(asked, lambda one: one.weight if code in one.chosen[question] else Fraction(0))
    return Share(
        share=said / whole if whole else None,
        base=len(asked),
        effective=whole * whole / squares if squares else Fraction(0),
    )


def _sum(given: Iterable[Given], part: Callable[[Given], Fraction]) -> Fraction:
    return sum(map(part, given), Fraction(0))


def _variance(share: Share) -> Fraction:
    p = share.share or Fraction(0)
    return p * (1 - p) / share.effective if share.effective else Fraction(0)
