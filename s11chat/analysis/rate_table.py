"""The rates of a wave side by side: for each type or group of organisations, and for all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from s11chat.analysis.rate import Dispositions, Rates, eligible_share, rates
from s11chat.fieldwork.outcome import Rate


class Authority(StrEnum):
    """What stands behind a complete return."""

    SIGNED = "signed"
    """Signed off, or answered in full by the lead."""
    UNSIGNED = "unsigned"
    TELEPHONE = "telephone"
    """Answered to an interviewer; nothing to sign."""


@dataclass(frozen=True)
class Ended:
    """One case as it ended, or would if its wave closed now."""

    row: str
    """The type or group it is counted in."""
    rate: Rate
    """The class of its disposition."""
    authority: Authority
    """Asked of complete returns alone."""


@dataclass(frozen=True)
class RateRow:
    """One type or group, or all."""

    key: str
    name: str
    counts: Dispositions
    complete: Mapping[Authority, int]
    """Complete returns by what stands behind them; they add up to I."""
    rates: Rates


@dataclass(frozen=True)
class RateTable:
    """All rows in the order given, and what they come to."""

    rows: tuple[RateRow, ...]
    total: RateRow
    estimated: bool
    """Whether e was estimated from the cases, and not given."""

    @property
    def e(self) -> Fraction | None:
        """The share of unknown cases taken to be eligible, the same in every row; None where nothing tells it."""
        return self.total.rates.e


def rate_table(names: Mapping[str, str], cases: Iterable[Ended], e: Fraction | None = None) -> RateTable:
    """The table with a row for each of `names` that has cases, in their order.

    Without `e` it is estimated once, from all cases: a type of a few would tell too little of itself.
    Raises KeyError on a case of a row that has no name, ValueError where `e` is no share.
    """
    found: dict[str, list[Ended]] = {key: [] for key in names}
    for case in cases:
        found[case.row].append(case)
    everybody = [case for inside in found.values() for case in inside]
    share = eligible_share(Dispositions.of(case.rate for case in everybody)) if e is None else e
    rows = tuple(_row(key, names[key], inside, share) for key, inside in found.items() if inside)
    return RateTable(rows, _row("TOTAL", "Total", everybody, share), e is None)


def _row(key: str, name: str, cases: list[Ended], e: Fraction | None) -> RateRow:
    counts = Dispositions.of(case.rate for case in cases)
    behind = [case.authority for case in cases if case.rate is Rate.COMPLETE]
    complete = {authority: behind.count(authority) for authority in Authority}
    return RateRow(key, name, counts, complete, rates(counts, e))
