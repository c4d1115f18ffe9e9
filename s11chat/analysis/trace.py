"""The returns behind one figure of a table: whose they are and what each weighs, so that anybody can add them up."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from s11chat.analysis.estimate import Estimate
from s11chat.analysis.line import Line, answers_to, codes_said, lines_of
from s11chat.analysis.reply import Collection, Reply
from s11chat.dialog.model import NoAnswer
from s11chat.dialog.question import Question
from s11chat.dialog.suggest import nearest
from s11chat.errors import UsageError

BASE = "base"
"""What stands for all who are in the base of a question."""


@dataclass(frozen=True)
class Trace:
    """One figure and the returns it is made of."""

    question: Question
    label: str
    rows: tuple[tuple[Reply, Fraction], ...]
    """The returns by ref, each with its weight."""
    figure: Estimate
    """As the table has it, reckoned from counts and not from these rows."""
    in_base: bool = True
    """Whether it is a share of the base; no for a reason of no answer, or an option outside the base."""

    @property
    def weighted(self) -> Fraction:
        """What the rows add up to."""
        return sum((weight for _, weight in self.rows), Fraction(0))

    @property
    def agrees(self) -> bool:
        """Whether they add up to the figure."""
        size = self.figure.size
        return (len(self.rows), self.weighted) == (size.unweighted, size.weighted)


def trace(
    found: Collection, question: Question, option: str, among: tuple[Reply, ...] | None = None
) -> Trace:
    """The returns behind an answer, named by its code or label, or several with a plus between; `base`, or a reason.

    Raises UsageError where the question has no such answer.
    """
    answers = answers_to(found, question, among)
    replies = found.replies if among is None else among
    outside = frozenset(one.code for one in question.options if not one.in_base)

    def rows(chosen: frozenset[str] | NoAnswer | None) -> tuple[tuple[Reply, Fraction], ...]:
        return tuple(
            (one, found.weights[one.cell])
            for one in sorted(replies, key=lambda one: one.ref)
            if _holds(one.said[question.id], chosen, outside)
        )

    wanted = option.strip().casefold()
    if wanted == BASE:
        return Trace(question, "all in the base", rows(None), Estimate(answers.base, answers.base))
    for kind in NoAnswer:
        if wanted in (kind.value, kind.value.replace("_", " ")):
            size = answers.without(kind)
            return Trace(
                question, kind.value.replace("_", " "), rows(kind), Estimate(size, answers.base), False
            )
    line = _line(question, lines_of(question, codes_said(answers)), option)
    return Trace(question, line.label, rows(frozenset(line.codes)), line.of(answers), line.in_base)


def _holds(
    said: frozenset[str] | NoAnswer, chosen: frozenset[str] | NoAnswer | None, outside: frozenset[str]
) -> bool:
    if isinstance(chosen, NoAnswer):
        return said is chosen
    if isinstance(said, NoAnswer):
        return False
    if chosen is None:
        return not (said and said <= outside)
    return not said.isdisjoint(chosen)


def _line(question: Question, lines: tuple[Line, ...], option: str) -> Line:
    by_name = {line.label.casefold(): line for line in lines} | {line.code.casefold(): line for line in lines}
    whole = by_name.get(option.strip().casefold())
    if whole is not None:
        return whole
    parts = []
    for part in option.split("+"):
        line = by_name.get(part.strip().casefold())
        if line is None:
            known = ", ".join([*(one.code for one in lines), BASE, *(kind.value for kind in NoAnswer)])
            near = nearest(part.strip(), [one.label for one in lines])
            raise UsageError(f"{question.id} has no answer '{part.strip()[:40]}'{near}: it has {known}.")
        parts.append(line)
    codes = tuple(line.code for line in parts)
    return Line(codes, " + ".join(line.label for line in parts), any(line.in_base for line in parts))
