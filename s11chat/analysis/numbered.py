"""Returns as columns of small numbers, from which cross-tables of many returns are counted at once.

A column holds one number for each return, two bytes of it, and what the numbers mean. Few returns are counted in plain
Python; many by numpy, where it is installed (the extra `statistics`). Both only count: weights, shares and sizes come
out of the same whole numbers by the same exact arithmetic, so that there is one result, however it was counted.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from s11chat.analysis.tally import Said, Tally

MANY = 20_000
"""Returns from which numpy pays for its import."""
_SMALL, _LARGE = "H", "I"
_DENSE = 4
"""Combinations for each return up to which every one of them is counted, there or not."""

Value = TypeVar("Value", bound=Hashable)


@dataclass(frozen=True)
class Numbered(Generic[Value]):
    """One thing that is known of every return."""

    meanings: tuple[Value, ...]
    """What each number means, from 0."""
    numbers: array[int]
    """One for each return, in the order of all other columns."""

    @classmethod
    def of(cls, values: Iterable[Value]) -> Numbered[Value]:
        """The column of these values, numbered as they first come up."""
        places: dict[Value, int] = {}
        numbers = array(_LARGE, (places.setdefault(value, len(places)) for value in values))
        small = len(places) <= 2**16
        return cls(tuple(places), array(_SMALL, numbers) if small else numbers)


def counted(*columns: Numbered[Any]) -> Mapping[tuple[Any, ...], int]:
    """How many returns have each combination of meanings of these columns, those that come up.

    Raises ValueError where the columns are of different lengths.
    """
    lengths = {len(column.numbers) for column in columns}
    if len(lengths) > 1:
        raise ValueError(f"columns of one survey are of one length, not of {sorted(lengths)}")
    n = lengths.pop() if lengths else 0
    found = _by_numpy(columns, n) if n >= MANY else None
    return _plainly(columns) if found is None else found


def tallies(by: Numbered[Value], cells: Numbered[str], said: Numbered[Said]) -> Mapping[Value, Tally]:
    """The answers to a question for every value of a column, with the cell of the weighting of every return."""
    if by is cells:  # the banner is the weighting itself
        pairs = [((cell, cell, one), times) for (cell, one), times in counted(cells, said).items()]
    else:
        pairs = list(counted(by, cells, said).items())
    found: dict[Value, dict[tuple[str, Said], int]] = {value: {} for value in by.meanings}
    for (value, cell, one), times in pairs:
        found[value][cell, one] = times
    return MappingProxyType({value: Tally(MappingProxyType(counts)) for value, counts in found.items()})


def _plainly(columns: Sequence[Numbered[Any]]) -> dict[tuple[Any, ...], int]:
    found = Counter(zip(*(column.numbers for column in columns), strict=True))
    return {
        tuple(column.meanings[number] for column, number in zip(columns, numbers, strict=True)): times
        for numbers, times in found.items()
    }


def _by_numpy(columns: Sequence[Numbered[Any]], n: int) -> dict[tuple[Any, ...], int] | None:
    """The same by numpy; None where it is not installed."""
    try:
        import numpy as np
    except ImportError:
        return None
    sizes = [max(1, len(column.meanings)) for column in columns]
    keys = np.zeros(n, dtype=np.int64)
    for column, size in zip(columns, sizes, strict=True):
        keys *= size
        keys += np.frombuffer(column.numbers, dtype=np.dtype(column.numbers.typecode))
    if prod(sizes) <= _DENSE * n:
        every = np.bincount(keys, minlength=prod(sizes)).tolist()
        meant = product(*(column.meanings for column in columns))
        return {combination: times for combination, times in zip(meant, every, strict=True) if times}
    there, times = np.unique(keys, return_counts=True)
    places = zip(*(part.tolist() for part in np.unravel_index(there, sizes)), strict=True)
    return {
        tuple(column.meanings[number] for column, number in zip(columns, numbers, strict=True)): count
        for numbers, count in zip(places, times.tolist(), strict=True)
    }
