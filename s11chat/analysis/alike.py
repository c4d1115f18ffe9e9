"""How many others said the same as one return, question by question, where enough others answered for that to be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from s11chat.analysis.benchmark import Group, Measure, figures, tellable
from s11chat.analysis.reply import Reply
from s11chat.dialog.model import Kind
from s11chat.dialog.question import Question


@dataclass(frozen=True)
class Same:
    """Of so many others that answered, how many gave the same answer; or the median of the numbers they gave."""

    of: int
    same: int = 0
    median: Fraction | None = None


@dataclass(frozen=True)
class Alike:
    """One answer that a return gave."""

    code: str
    """Of the option; empty for a number."""
    label: str
    among: tuple[Same | None, ...]
    """Of each group, the narrowest first; None where too few others answered, or too few more than in the one before."""


def alike(question: Question, mine: Reply, groups: Sequence[Group]) -> tuple[Alike, ...]:
    """Each option that a return chose, or the number it gave, beside what the others said; none of words and dates."""
    said = mine.said[question.id]
    others = [
        Group(one.name, tuple(other for other in one.members if other.ref != mine.ref)) for one in groups
    ]
    if question.kind is Kind.NUMBER:
        return _number(question, mine, others)
    if not question.options or not isinstance(said, frozenset):
        return ()
    answered = [
        Group(
            one.name, tuple(other for other in one.members if isinstance(other.said[question.id], frozenset))
        )
        for one in others
    ]
    told = tellable([len(one.members) for one in answered])
    order = [option.code for option in question.options if option.code in said]
    labels = {option.code: option.say for option in question.options}
    return tuple(
        Alike(
            code,
            labels[code],
            tuple(
                Same(len(one.members), sum(_chose(other, question.id, code) for other in one.members))
                if may
                else None
                for one, may in zip(answered, told, strict=True)
            ),
        )
        for code in order
    )


def _chose(reply: Reply, question: str, code: str) -> bool:
    said = reply.said[question]
    return isinstance(said, frozenset) and code in said


def _number(question: Question, mine: Reply, others: Sequence[Group]) -> tuple[Alike, ...]:
    measure = Measure(question)
    if measure.of(mine) is None:
        return ()
    found = [figures(one.name, measure, one.members) for one in others]
    told = tellable([one.n if one else 0 for one in found])
    among = (
        Same(one.n, median=one.spread.median) if one and may else None
        for one, may in zip(found, told, strict=True)
    )
    return (Alike("", "", tuple(among)),)
