"""The variance of a share, or of the difference of two, by Taylor linearisation of a stratified sample.

A weighted share is a ratio; what one return moves it by is w (y - p) / W, with its weight w, W the weighted base, and y
one where it chose the answer and nought where not. The types of organisation are the strata: in each, the
variance of these influences around their mean, times n_h and the correction (N_h - n_h) / N_h, adds to the whole
(Woodruff 1971; Binder 1983). Returns outside the base count, with an influence of nought: a base is a domain of the
survey and not a survey of its own. It is what survey packages print as standard error, while the published tables take the
effective size of a base (`tolerance`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from s11chat.analysis.estimate import Frequency
from s11chat.analysis.response_table import ResponseTable

Influences = Mapping[str, Sequence[tuple[int, float]]]
"""By cell of the weighting, how many of its returns move a figure by how much; the others do not move it."""

_ROUNDING = 1e-13


@dataclass(frozen=True)
class Stratum:
    """One stratum of a sample."""

    returns: int
    population: int | None = None
    """Organisations in it; None where the sample is not corrected for a finite population."""

    @property
    def open_share(self) -> float:
        """The share of it that gave no return, by which a variance is corrected; 1 without a population."""
        if self.population is None:
            return 1.0
        return max(0, self.population - self.returns) / self.population


@dataclass(frozen=True)
class Design:
    """How returns were drawn."""

    strata: Mapping[str, Stratum]
    stratum: Mapping[str, str]
    """The stratum of each cell of the weighting."""

    @classmethod
    def of(cls, table: ResponseTable) -> Design:
        """That of a wave: its types are the strata, each with its own population."""
        cells = [row.cell for row in table.rows if row.cell.complete]
        return cls(
            {cell.type: Stratum(cell.complete, cell.population) for cell in cells},
            {cell.type: cell.type for cell in cells},
        )

    def variance(self, influences: Influences) -> float:
        """The variance of the figure that has these influences.

        A stratum of one return takes its distance from nought, the mean of all strata, where it is not counted in full.
        """
        moved: dict[str, list[tuple[int, float]]] = {}
        for cell, found in influences.items():
            moved.setdefault(self.stratum[cell], []).extend(found)
        return fsum(_within(self.strata[name], found) for name, found in moved.items())


def _within(stratum: Stratum, moved: Sequence[tuple[int, float]]) -> float:
    """What a stratum adds, its spread told from nought only where that is more than rounding."""
    n = stratum.returns
    squares = fsum(times * by * by for times, by in moved)
    if n == 1:
        return stratum.open_share * squares
    total = fsum(times * by for times, by in moved)
    spread = squares - total * total / n
    return stratum.open_share * n / (n - 1) * spread if spread > _ROUNDING * squares else 0.0


def of_share(frequency: Frequency, codes: Iterable[str]) -> Influences:
    """What returns move the share that chose any of `codes` by. Raises ValueError where the base is empty."""
    return _gathered(_moved(frequency, tuple(codes), 1))


def of_difference(
    first: Frequency, second: Frequency, codes: Iterable[str], both: Frequency | None = None
) -> Influences:
    """What returns move the share in `first` less that in `second` by; who is in `both` moves it by both.

    Raises ValueError where a base is empty.
    """
    wanted = tuple(codes)
    parts = [*_moved(first, wanted, 1), *_moved(second, wanted, -1)]
    if both is not None:
        p, q = _share(first, wanted), _share(second, wanted)
        whole, other = float(first.base.weighted), float(second.base.weighted)
        for cell, chose, rest in _split(both, wanted):
            weight = float(both.weights[cell])
            for n, y in ((chose, 1), (rest, 0)):
                one, two = weight * (y - p) / whole, -weight * (y - q) / other
                parts += [(cell, -n, one), (cell, -n, two), (cell, n, one + two)]
    return _gathered(parts)


def _moved(frequency: Frequency, codes: Sequence[str], sign: int) -> Iterator[tuple[str, int, float]]:
    p, whole = _share(frequency, codes), sign * float(frequency.base.weighted)
    for cell, chose, rest in _split(frequency, codes):
        weight = float(frequency.weights[cell])
        yield cell, chose, weight * (1 - p) / whole
        yield cell, rest, -weight * p / whole


def _split(frequency: Frequency, codes: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """By cell, how many of the base chose any of `codes`, and how many did not."""
    chose = frequency.tally.chose(codes)
    for cell, base in frequency.based.items():
        yield cell, chose.get(cell, 0), base - chose.get(cell, 0)


def _share(frequency: Frequency, codes: Sequence[str]) -> float:
    share = frequency.of(*codes).share
    if share is None:
        raise ValueError("nobody is in the base, so there is no share")
    return float(share)


def _gathered(parts: Iterable[tuple[str, int, float]]) -> Influences:
    found: dict[str, list[tuple[int, float]]] = {}
    for cell, n, by in parts:
        if n:
            found.setdefault(cell, []).append((n, by))
    return found
