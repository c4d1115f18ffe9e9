"""A file of statistics on its way back to answers: what the readers of all formats tell of theirs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from datetime import date

from s11chat.exchange.variable import Variable

Held = float | str | date | tuple[float, ...] | None
"""A number, words or a day, or the numbers of several values; None where the cell is empty."""


class Readable(ABC):
    """A file as a table of variables."""

    file: str
    """What its rows are told by."""
    rows: int
    names: tuple[str, ...]
    """Of its columns, as they are written there."""

    @abstractmethod
    def is_of(self, dialog: str) -> bool:
        """Whether it can be of a dialog, by what it says itself."""

    @abstractmethod
    def written_as(self, variable: Variable) -> tuple[str, ...]:
        """The names of the columns that the file has of a variable; none where it has none."""

    @abstractmethod
    def labels(self, variable: Variable) -> Mapping[int, str]:
        """What the file calls the values of a variable, by number; empty where each has a column of its own."""

    @abstractmethod
    def called(self, label: str) -> str:
        """A label as the file has it, where it is too long for one."""

    @abstractmethod
    def held(self, variable: Variable, row: int) -> Held:
        """What a row, counted from 0, holds of a variable. Raises ValueError with what is wrong with it."""

    @abstractmethod
    def themes_beside(self, variable: Variable, known: Collection[str]) -> Mapping[str, str]:
        """The themes that the file has beside those of a variable, by code; `known` are the names of all variables."""
