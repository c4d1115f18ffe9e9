"""Random samples of `survey.R` through this program's own arithmetic, and how far the two differ.

The linearised variance is compared, which both reckon; and the plain test of two proportions, which is the published
test without weights in a population so large that its correction does nothing. The variance from effective sizes has
no counterpart in R's survey package.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from pathlib import Path

from s11chat.analysis.difference import Method, difference
from s11chat.analysis.estimate import Frequency, frequency
from s11chat.analysis.linearised import Design, Stratum, of_difference, of_share
from s11chat.analysis.response_table import Cell, response_table
from s11chat.analysis.tally import Tally

Drawn = Mapping[str, str]
HUGE = 10**30

IN: dict[str, Callable[[Drawn], bool]] = {
    "all": lambda row: True,
    "a": lambda row: row["group"] == "a",
    "b": lambda row: row["group"] == "b",
    "c": lambda row: row["group"] == "c",
    "ac": lambda row: row["group"] in ("a", "c"),
    "t": lambda row: row["trait"] == "1",
}


@dataclass(frozen=True)
class Beside:
    """One figure and its standard error (or test and p), theirs and ours."""

    what: str
    theirs: tuple[float, float]
    ours: tuple[float, float]

    @property
    def off(self) -> float:
        """The larger of the two distances, relative where the figures are large."""
        return max(abs(a - b) / max(1.0, abs(a)) for a, b in zip(self.theirs, self.ours, strict=True))


def compared(folder: Path) -> Iterator[Beside]:
    """Every figure in the results of a run of the script."""
    with (folder / "returns.csv").open(encoding="utf-8", newline="") as file:
        returns = list(csv.DictReader(file))
    with (folder / "results.csv").open(encoding="utf-8", newline="") as file:
        results = list(csv.DictReader(file))
    for row in results:
        name = " ".join(filter(None, (row["design"], row["figure"], row["first"], row["second"])))
        drawn = [one for one in returns if one["design"] == row["design"]]
        ours = _plain(row["first"], row["second"]) if row["design"] == "plain" else _figure(drawn, row)
        yield Beside(name, (float(row["value"]), float(row["se"])), ours)


def design(drawn: Sequence[Drawn]) -> Design:
    """The design of a sample; returns of one stratum and weight are a cell."""
    sizes: dict[str, list[Drawn]] = {}
    for row in drawn:
        sizes.setdefault(row["stratum"], []).append(row)
    return Design(
        {
            name: Stratum(len(rows), int(rows[0]["population"]) if rows[0]["population"] else None)
            for name, rows in sizes.items()
        },
        {_cell(row): row["stratum"] for row in drawn},
    )


def _figure(drawn: Sequence[Drawn], row: Drawn) -> tuple[float, float]:
    one = _frequency(drawn, IN[row["first"]])
    share = one.of("1").share or Fraction(0)
    if row["figure"] == "share":
        return float(share), sqrt(design(drawn).variance(of_share(one, ("1",))))
    two = _frequency(drawn, IN[row["second"]])
    both = _frequency(drawn, lambda at: IN[row["first"]](at) and IN[row["second"]](at))
    gap = share - (two.of("1").share or Fraction(0))
    shared = both if both.base.unweighted else None
    return float(gap), sqrt(design(drawn).variance(of_difference(one, two, ("1",), shared)))


def _frequency(drawn: Sequence[Drawn], wanted: Callable[[Drawn], bool]) -> Frequency:
    weights = {_cell(row): Fraction(row["weight"]) for row in drawn}
    return frequency(Tally.of((_cell(row), frozenset({row["y"]})) for row in drawn if wanted(row)), weights)


def _cell(row: Drawn) -> str:
    return f"{row['stratum']}|{row['weight']}"


def _plain(first: str, second: str) -> tuple[float, float]:
    """The square of z, and p, of so many of so many in each of two groups."""
    (x1, n1), (x2, n2) = (tuple(map(int, text.split("/"))) for text in (first, second))
    one, two = (
        frequency(Tally({("t", frozenset("1")): x, ("t", frozenset("0")): n - x}), {"t": Fraction(1)})
        for x, n in ((x1, n1), (x2, n2))
    )
    found = difference(one, two, ("1",), Method(response_table([Cell("t", "t", HUGE, n1 + n2)])))
    return (found.z or 0.0) ** 2, found.p if found.p is not None else 1.0
