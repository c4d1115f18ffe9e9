"""Questions by groups of returns: shares of every answer column by column, each column with a base of its own.

The first column is of all returns that are meant. Columns under one heading may overlap, as those of several answers do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from s11chat.analysis.column_test import against_all, apart, higher_than
from s11chat.analysis.difference import Method
from s11chat.analysis.estimate import Estimate, Frequency
from s11chat.analysis.line import Line, Net, answers_to, codes_said, lines_of, mean_score, nets_of
from s11chat.analysis.reply import Collection, Reply
from s11chat.analysis.selection import Group
from s11chat.analysis.spread import Spread
from s11chat.analysis.topline import spread_of
from s11chat.dialog.model import Kind, NoAnswer
from s11chat.dialog.question import Question


@dataclass(frozen=True)
class Column:
    """The returns of one column."""

    replies: tuple[Reply, ...]
    group: Group | None = None
    """None for all that are meant."""


@dataclass(frozen=True)
class ColumnTest:
    """How columns are tested with each other."""

    method: Method
    pairs: frozenset[tuple[int, int]]
    """The columns that may be, by their places."""
    whole: bool = False
    """Whether each is held against all returns of the table instead, of which it is a part."""


@dataclass(frozen=True)
class CrossTable:
    """One question by the columns of a banner."""

    question: Question
    answers: tuple[Frequency, ...]
    """A column each."""
    lines: tuple[Line, ...]
    spreads: tuple[Spread | None, ...]
    """A column each, of numbers; all None where the question asks for none."""
    higher: tuple[tuple[tuple[int, ...], ...], ...] = ()
    """By line and column, the places of the columns that its share is significantly higher than; empty where columns
    were not tested with each other."""
    beside_all: tuple[tuple[int, ...], ...] = ()
    """By line and column, 1 where its share is significantly higher than that of all returns, -1 where lower, else 0; empty
    where columns were not held against all."""

    @cached_property
    def estimates(self) -> tuple[tuple[Estimate, ...], ...]:
        """The shares of the answers by line and column."""
        return tuple(tuple(line.of(one) for one in self.answers) for line in self.lines)

    @cached_property
    def scores(self) -> tuple[Fraction | None, ...]:
        """The mean scores, a column each."""
        return tuple(mean_score(self.lines, one) for one in self.answers)


def columns_of(replies: Iterable[Reply], banner: Iterable[Group]) -> tuple[Column, ...]:
    """All these replies, then the groups of the banner among them."""
    everybody = tuple(replies)
    return (
        Column(everybody),
        *(Column(tuple(filter(group.holds, everybody)), group) for group in banner),
    )


def countable(question: Question) -> bool:
    """Whether a question has answers that stand in the rows of a table."""
    return bool(question.options or question.code_frame) or question.kind is Kind.NUMBER


def pairs_of(columns: Sequence[Column]) -> frozenset[tuple[int, int]]:
    """The columns that may be tested with each other: under one heading, without a return in common, none of them all."""
    found = apart([[reply.ref for reply in column.replies] for column in columns])
    return frozenset((one, two) for one, two in found if _neighbours(columns[one], columns[two]))


def _neighbours(one: Column, two: Column) -> bool:
    if one.group is None or two.group is None:
        return False
    return one.group.subject.name == two.group.subject.name


def cross_table(
    found: Collection,
    question: Question,
    columns: Sequence[Column],
    nets: Iterable[Net] = (),
    test: ColumnTest | None = None,
) -> CrossTable:
    """A question by these columns; with a `test`, line by line."""
    answers = tuple(answers_to(found, question, column.replies) for column in columns)
    lines = lines_of(question, codes_said(answers[0]))
    lines = (*lines, *nets_of(question, lines, nets))
    higher = tuple(_higher(answers, line, test) for line in lines) if test and not test.whole else ()
    beside = tuple(_beside_all(answers, line, test.method) for line in lines) if test and test.whole else ()
    return CrossTable(
        question=question,
        answers=answers,
        lines=lines,
        spreads=tuple(spread_of(found, question, column.replies) for column in columns)
        if question.kind is Kind.NUMBER
        else (None,) * len(columns),
        higher=higher,
        beside_all=beside,
    )


def _higher(answers: Sequence[Frequency], line: Line, test: ColumnTest) -> tuple[tuple[int, ...], ...]:
    if not line.in_base:
        return ((),) * len(answers)
    return higher_than(answers, line.codes, test.method, test.pairs)


def _beside_all(answers: Sequence[Frequency], line: Line, method: Method) -> tuple[int, ...]:
    everybody, *parts = answers
    if not line.in_base:
        return (0,) * len(answers)
    found = [against_all(part, everybody, line.codes, method) for part in parts]
    return (0, *((1 if one.higher else -1) if one.significant else 0 for one in found))


def asked_of_any(table: CrossTable) -> bool:
    """Whether the question was asked of any return in the table."""
    tally = table.answers[0].tally
    return sum(tally.without(NoAnswer.OFF_ROUTE).values()) < tally.returns
