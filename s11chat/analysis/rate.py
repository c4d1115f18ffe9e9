"""Response, cooperation, refusal and contact rates of a fieldwork.

The formulas are those of the Standard Definitions of the American Association for Public Opinion Research
(AAPOR), 10th edition, 2023. Letters in docstrings are the classes of its final dispositions: I complete,
P partial, R refusal and break-off, NC non-contact, O other, UH and UO unknown eligibility. A rate is an exact
fraction, so that a half is rounded up where it is printed; one whose base is nought is None, never 0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from fractions import Fraction

from s11chat.fieldwork.outcome import Rate

EDITION = "AAPOR Standard Definitions, 10th edition (2023)"


@dataclass(frozen=True)
class Dispositions:
    """How many cases ended in each class. Raises ValueError where a number is below nought."""

    complete: int = 0
    """I."""
    partial: int = 0
    """P."""
    refusal: int = 0
    """R, break-offs among them."""
    non_contact: int = 0
    """NC, known to be eligible."""
    other: int = 0
    """O, known to be eligible."""
    unknown_household: int = 0
    """UH: whether there is such a household, or organisation, at all is unknown."""
    unknown_other: int = 0
    """UO: it is there; whether it is eligible is unknown."""
    not_eligible: int = 0
    """Known not to be eligible, and in no rate; e is estimated with them."""

    @classmethod
    def of(cls, classes: Iterable[Rate]) -> Dispositions:
        """The counts of cases, given the class of each; on a list of organisations every unknown one is UO."""
        found = Counter(classes)
        return cls(
            complete=found[Rate.COMPLETE],
            partial=found[Rate.PARTIAL],
            refusal=found[Rate.REFUSAL],
            non_contact=found[Rate.NON_CONTACT],
            other=found[Rate.OTHER],
            unknown_other=found[Rate.UNKNOWN],
            not_eligible=found[Rate.NOT_ELIGIBLE],
        )

    def __post_init__(self) -> None:
        for one in fields(self):
            if getattr(self, one.name) < 0:
                raise ValueError(f"{one.name} is {getattr(self, one.name)}: a count is never below nought")

    def __add__(self, other: Dispositions) -> Dispositions:
        return Dispositions(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    @property
    def interviews(self) -> int:
        """I + P."""
        return self.complete + self.partial

    @property
    def eligible(self) -> int:
        """Known to be eligible: I + P + R + NC + O."""
        return self.interviews + self.refusal + self.non_contact + self.other

    @property
    def unknown(self) -> int:
        """UH + UO."""
        return self.unknown_household + self.unknown_other

    @property
    def total(self) -> int:
        """All cases."""
        return self.eligible + self.unknown + self.not_eligible


@dataclass(frozen=True)
class Rates:
    """All rates of one set of cases; None where the base is nought or an e that is needed cannot be estimated."""

    e: Fraction | None
    """The share of cases of unknown eligibility that is taken to be eligible."""
    rr1: Fraction | None
    """I / (I + P + R + NC + O + UH + UO): every unknown case counts as eligible."""
    rr2: Fraction | None
    """(I + P) / (I + P + R + NC + O + UH + UO)."""
    rr3: Fraction | None
    """I / (I + P + R + NC + O + e (UH + UO))."""
    rr4: Fraction | None
    """(I + P) / (I + P + R + NC + O + e (UH + UO))."""
    rr5: Fraction | None
    """I / (I + P + R + NC + O): no unknown case counts as eligible."""
    rr6: Fraction | None
    """(I + P) / (I + P + R + NC + O)."""
    coop1: Fraction | None
    """I / (I + P + R + O)."""
    coop2: Fraction | None
    """(I + P) / (I + P + R + O)."""
    coop3: Fraction | None
    """I / (I + P + R)."""
    coop4: Fraction | None
    """(I + P) / (I + P + R)."""
    ref1: Fraction | None
    """R / (I + P + R + NC + O + UH + UO)."""
    ref2: Fraction | None
    """R / (I + P + R + NC + O + e (UH + UO))."""
    ref3: Fraction | None
    """R / (I + P + R + NC + O)."""
    con1: Fraction | None
    """(I + P + R + O) / (I + P + R + NC + O + UH + UO)."""
    con2: Fraction | None
    """(I + P + R + O) / (I + P + R + NC + O + e (UH + UO))."""
    con3: Fraction | None
    """(I + P + R + O) / (I + P + R + NC + O)."""


RATES = tuple(one.name for one in fields(Rates) if one.name != "e")
"""The names of the rates, in their order."""


def eligible_share(counts: Dispositions) -> Fraction | None:
    """e by proportional allocation: those known to be eligible among all whose eligibility is known."""
    return _over(counts.eligible, Fraction(counts.eligible + counts.not_eligible))


def rates(counts: Dispositions, e: Fraction | None = None) -> Rates:
    """The rates of `counts`. Without `e` it is estimated from them by `eligible_share`.

    Raises ValueError where `e` is no share of one.
    """
    if e is not None and not 0 <= e <= 1:
        raise ValueError(f"e is a share, from 0 to 1, not {e}")
    share = eligible_share(counts) if e is None else e
    complete, interviews, refusal = counts.complete, counts.interviews, counts.refusal
    contacted = interviews + refusal + counts.other
    asked = interviews + refusal
    widest = Fraction(counts.eligible + counts.unknown)
    weighed = _weighed(counts, share)
    narrowest = Fraction(counts.eligible)
    return Rates(
        e=share,
        rr1=_over(complete, widest),
        rr2=_over(interviews, widest),
        rr3=_over(complete, weighed),
        rr4=_over(interviews, weighed),
        rr5=_over(complete, narrowest),
        rr6=_over(interviews, narrowest),
        coop1=_over(complete, Fraction(contacted)),
        coop2=_over(interviews, Fraction(contacted)),
        coop3=_over(complete, Fraction(asked)),
        coop4=_over(interviews, Fraction(asked)),
        ref1=_over(refusal, widest),
        ref2=_over(refusal, weighed),
        ref3=_over(refusal, narrowest),
        con1=_over(contacted, widest),
        con2=_over(contacted, weighed),
        con3=_over(contacted, narrowest),
    )


def _weighed(counts: Dispositions, share: Fraction | None) -> Fraction | None:
    """Those taken to be eligible; None where that hangs on a share nobody knows."""
    if not counts.unknown:
        return Fraction(counts.eligible)
    return None if share is None else counts.eligible + share * counts.unknown


def _over(part: int, base: Fraction | None) -> Fraction | None:
    return part / base if base else None
