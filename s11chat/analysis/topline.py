"""The topline of a wave: every question in the order of the dialog, with its base and the share of every answer.

What is published as the marked-up questionnaire. Shares are of those who answered; whoever was not asked, or did not
answer, is counted apart by the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from s11chat.analysis.estimate import Frequency
from s11chat.analysis.line import (
    Line,
    Net,
    answers_to,
    check_nets,
    codes_said,
    lines_of,
    mean_score,
    nets_of,
    unsorted,
    without,
)
from s11chat.analysis.reply import Collection, Reply
from s11chat.analysis.spread import Spread, spread
from s11chat.dialog.model import Kind, NoAnswer
from s11chat.dialog.question import Question
from s11chat.language.reading import Span


@dataclass(frozen=True)
class Asked:
    """One question and what it was answered."""

    question: Question
    answers: Frequency
    lines: tuple[Line, ...]
    """Every answer it is counted by, then nets; none for numbers, dates and words without a code frame."""
    without: Mapping[NoAnswer, int]
    """Returns without an answer in the base, unweighted, by the reason."""
    unsorted: int
    """Answers in words under no theme yet, unweighted."""
    score: Fraction | None
    """The weighted mean of the scores of its options; None where they have none."""
    spread: Spread | None
    """Of numbers; of dates, as days counted by the calendar."""

    @property
    def asked(self) -> bool:
        """Whether anybody was."""
        return sum(self.answers.tally.without(NoAnswer.OFF_ROUTE).values()) < self.answers.tally.returns


def topline(
    found: Collection, nets: Iterable[Net] = (), among: tuple[Reply, ...] | None = None
) -> tuple[Asked, ...]:
    """Every question that takes an answer. Raises UsageError for a net of what is not asked."""
    wanted = tuple(nets)
    check_nets(tuple(found.questions.values()), wanted)
    return tuple(asked(found, question, wanted, among) for question in found.questions.values())


def asked(
    found: Collection,
    question: Question,
    nets: Iterable[Net] = (),
    among: tuple[Reply, ...] | None = None,
) -> Asked:
    """One question, answered by all or `among` some of the replies."""
    answers = answers_to(found, question, among)
    lines = lines_of(question, codes_said(answers))
    return Asked(
        question=question,
        answers=answers,
        lines=(*lines, *nets_of(question, lines, nets)),
        without={kind: without(question, answers, kind) for kind in NoAnswer},
        unsorted=unsorted(question, answers) if lines else 0,
        score=mean_score(lines, answers),
        spread=spread_of(found, question, among),
    )


def spread_of(found: Collection, question: Question, among: tuple[Reply, ...] | None = None) -> Spread | None:
    """Where the numbers or dates given to a question lie; None for questions of other kinds, and where none was given."""
    if question.kind not in (Kind.NUMBER, Kind.DATE):
        return None
    given = (
        (number_of(one, question.id), found.weights[one.cell])
        for one in (found.replies if among is None else among)
    )
    return spread((number, weight) for number, weight in given if number is not None)


def number_of(reply: Reply, question: str) -> Fraction | None:
    """The number of an answer; of a range, and of a period, its middle; a date is the day by the calendar."""
    value = reply.answers[question].value
    if isinstance(value, Span):
        return (Fraction(str(value.minimum)) + Fraction(str(value.maximum))) / 2
    if isinstance(value, str):
        days = [date.fromisoformat(day).toordinal() for day in value.split("/")]
        return Fraction(sum(days), len(days))
    return None if value is None or isinstance(value, tuple) else Fraction(str(value))
