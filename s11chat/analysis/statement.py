"""What a publication states, one thing a row, whoever published it: the form in which reports are checked.

A table, a sentence and a footnote come to the same rows, so that they can be held against each other: a figure with
the question, the options and the group that it is of, how many returned, what a whole is made of, what is cited.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from s11chat.analysis.precision import Printed, printed


class Says(StrEnum):
    """What kind of thing is stated."""

    RETURNS = "returns"
    """`value` returns came from `group`, or in all where no group is named; a mode is a group too."""
    ORGANISATIONS = "organisations"
    """There are `value` organisations of `group`."""
    WEIGHTED = "weighted"
    """The returns of `group`, or those of them that chose `option` of `item`, weigh so much."""
    WHOLE = "whole"
    """`group` is made up of the groups `value`; `of` returns stand in two of them, none where it is empty."""
    ITEM = "item"
    """`item` is asked of the groups `group`, stands in the section `value`, and everybody asked chose exactly one of
    `option`; no option where several may be chosen or not all are printed."""
    PERCENT = "percent"
    """`value` per cent of `group` chose `option` of `item`, any of them where there are several; `of` is the base."""
    COUNT = "count"
    """So many did, in whole returns."""
    RATE = "rate"
    """`value` per cent of the `of` organisations of `group` returned."""
    MEAN = "mean"
    """The mean score of `item`, or of the items of the section `item`, in `group`."""
    THRESHOLD = "threshold"
    """The mean of `item` is said to reach (`yes`) or to miss (`no`) the threshold `of`."""
    BAND = "band"
    """`value` returns have a score in the band `option` of `item`, such as 75-100, or `none`; `of` is the number that
    the bands come to, where all of them are printed."""
    SUM = "sum"
    """The number `value` is what the numbers `of` come to."""
    REFERS = "refers"
    """`item` is cited, in a text on `group` and on the section `value`."""
    TOLERANCE = "tolerance"
    """A share of `option` per cent of a base of `of` is said to be right to within `value` points."""
    CHANGE = "change"
    """`value` points are said to lie between the two percentages `of`."""
    MOST = "most"
    """Nothing is said to be higher than `value` per cent of `group` on `option` of `item`, among the groups `of`."""
    LEAST = "least"
    """`group` is said to be among the lowest on `item`, as `most` without a value says that it is among the highest."""
    ROUNDS = "rounds"
    """The percentages of `group` are said to be rounded `up`, `down` or `nearest`."""
    ONLY = "only"
    """Among the groups `of`, only `group` is said to have chosen `option` of `item`."""


@dataclass(frozen=True)
class Statement:
    """One thing stated, and where."""

    place: str
    """For people, such as `Table 1` or `line 246`."""
    says: Says
    item: str = ""
    options: tuple[str, ...] = ()
    group: str = ""
    """Empty for everybody; several are joined by `+`."""
    value: str = ""
    """As printed."""
    of: str = ""

    @property
    def whom(self) -> str:
        """Who or what the figure is of, for a sentence."""
        option = " + ".join(self.options)
        told = " ".join(filter(None, (self.item, f"'{option}'" if option else "")))
        return f"{told} of {self.group}" if self.group and told else told or self.group or "all returns"

    @property
    def key(self) -> Key:
        """What two statements have in common that state the same figure."""
        return self.item, frozenset(self.options), self.group


Key = tuple[str, frozenset[str], str]


@dataclass(frozen=True)
class Whole:
    """What a group is made of."""

    place: str
    group: str
    parts: tuple[str, ...]
    twice: int
    """Returns that stand in two parts."""


@dataclass(frozen=True)
class Item:
    """A question as the publication describes it."""

    id: str
    options: tuple[str, ...]
    groups: tuple[str, ...]
    section: str


def listed(text: str, by: str = "+") -> tuple[str, ...]:
    """Names joined by a sign."""
    return tuple(filter(None, (one.strip() for one in text.split(by))))


@dataclass(frozen=True)
class Publication:
    """All that is stated, in the order in which it is; what stands first of two is taken as the table."""

    statements: tuple[Statement, ...]
    heavy: bool = False
    """Whether its figures are weighted, though no weight may be stated."""

    def those(self, *says: Says) -> tuple[Statement, ...]:
        """The statements of these kinds, in order."""
        return tuple(one for kind in says for one in self._by_kind.get(kind, ()))

    @cached_property
    def _by_kind(self) -> Mapping[Says, list[Statement]]:
        found: dict[Says, list[Statement]] = {}
        for one in self.statements:
            found.setdefault(one.says, []).append(one)
        return MappingProxyType(found)

    @cached_property
    def starred(self) -> bool:
        """Whether `*` is printed for less than a half, so that 0 is nobody."""
        return any(one.value == "*" for one in self.statements)

    @cached_property
    def weighted(self) -> bool:
        """Whether returns weigh differently, by the number of organisations there are of their group."""
        return self.heavy or bool(self.those(Says.WEIGHTED))

    def read(self, statement: Statement) -> Printed | None:
        """What its value can stand for; None where it is no figure."""
        return printed(statement.value, self.starred)

    @cached_property
    def returns(self) -> Mapping[str, int]:
        """Returns by group, as first stated."""
        return self._numbers(Says.RETURNS)

    @cached_property
    def organisations(self) -> Mapping[str, int]:
        """Organisations there are by group, as first stated."""
        return self._numbers(Says.ORGANISATIONS)

    def _numbers(self, says: Says) -> Mapping[str, int]:
        found: dict[str, int] = {}
        for one in self.those(says):
            if one.value.isdecimal() and not one.item:
                found.setdefault(one.group, int(one.value))
        return MappingProxyType(found)

    @cached_property
    def wholes(self) -> tuple[Whole, ...]:
        """What is said to be made of what."""
        return tuple(
            Whole(one.place, one.group, listed(one.value), int(one.of) if one.of.isdecimal() else 0)
            for one in self.those(Says.WHOLE)
        )

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """The questions there are, by id."""
        return MappingProxyType(
            {
                one.item: Item(one.item, one.options, listed(one.group), one.value)
                for one in self.those(Says.ITEM)
            }
        )

    @cached_property
    def figures(self) -> Mapping[Key, tuple[Statement, ...]]:
        """Everything that states the same percentage, by what it is of."""
        found: dict[Key, tuple[Statement, ...]] = {}
        for one in self.those(Says.PERCENT):
            found[one.key] = (*found.get(one.key, ()), one)
        return MappingProxyType(found)

    @cached_property
    def weights(self) -> Mapping[Key, Statement]:
        """Weighted numbers, as first stated."""
        found: dict[Key, Statement] = {}
        for one in self.those(Says.WEIGHTED):
            found.setdefault(one.key, one)
        return MappingProxyType(found)

    def figure(self, item: str, options: tuple[str, ...], group: str) -> Statement | None:
        """The percentage as first stated."""
        found = self.figures.get((item, frozenset(options), group), ())
        return found[0] if found else None

    @cached_property
    def cells(self) -> frozenset[str]:
        """The groups of which every return weighs the same, where returns weigh differently at all."""
        return frozenset(group for group in self.organisations if group)

    def base(self, statement: Statement) -> int | None:
        """Of how many whole returns of one weight a figure is a share; None where that cannot be said."""
        if self.weighted and statement.group not in self.cells:
            return None
        if statement.of.isdecimal():
            return int(statement.of)
        return self.returns.get(statement.group)
