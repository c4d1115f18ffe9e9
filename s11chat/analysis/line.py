"""What stands in the rows of a question when it is counted: its options, or the themes that words are sorted under; and nets.

A net puts several answers together, such as fully in place and being implemented. It is reckoned from exact values,
never from the rounded shares of its parts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from s11chat.analysis.estimate import Estimate, Frequency, frequency, weigh
from s11chat.analysis.reply import Collection as Replies
from s11chat.analysis.reply import Reply
from s11chat.dialog.model import Kind, NoAnswer
from s11chat.dialog.question import Question
from s11chat.dialog.suggest import nearest
from s11chat.errors import UsageError


@dataclass(frozen=True)
class Line:
    """One answer, or several together."""

    codes: tuple[str, ...]
    label: str
    in_base: bool = True
    """Whether who chose nothing else is in the base of percentages."""
    score: Fraction | None = None

    @property
    def net(self) -> bool:
        """Whether it puts several answers together."""
        return len(self.codes) > 1

    @property
    def code(self) -> str:
        """Its code, or those of its parts with a plus between."""
        return "+".join(self.codes)

    def of(self, answers: Frequency) -> Estimate:
        """Its share of the answers."""
        return answers.of(*self.codes)


@dataclass(frozen=True)
class Net:
    """Answers that are to be put together, at a question or at every row of an item."""

    where: str
    """The id of the question or the item."""
    codes: tuple[str, ...]
    label: str = ""

    def at(self, question: Question) -> bool:
        """Whether it is meant for this question."""
        return self.where.casefold() in (question.id.casefold(), question.item.casefold())


def lines_of(question: Question, said: Iterable[str] = ()) -> tuple[Line, ...]:
    """The answers that a question is counted by: its options, or its themes, in the order of the dialog.

    `said` are codes that came up; those that the dialog does not know stand last, so that nothing said is lost.
    """
    if question.options:
        known = [
            Line((one.code,), one.say, one.in_base, None if one.score is None else Fraction(str(one.score)))
            for one in question.options
        ]
    else:
        known = [Line((theme.code,), theme.say) for theme in question.code_frame]
    codes = {line.code for line in known}
    return (*known, *(Line((code,), code) for code in sorted(set(said) - codes, key=_in_order)))


def _in_order(code: str) -> tuple[bool, int, str]:
    """Numbers by what they are, then words."""
    return (not code.isdecimal(), int(code) if code.isdecimal() else 0, code)


def nets_of(question: Question, lines: Sequence[Line], nets: Iterable[Net]) -> tuple[Line, ...]:
    """The nets that are meant for a question, by the codes of its lines. Raises UsageError for a code it has not."""
    by_code = {line.code.casefold(): line for line in lines}
    return tuple(_net(question, by_code, net) for net in nets if net.at(question))


def _net(question: Question, by_code: Mapping[str, Line], net: Net) -> Line:
    for code in net.codes:
        if code.casefold() not in by_code:
            known = ", ".join(line.code for line in by_code.values())
            raise UsageError(f"{question.id} has no answer '{code[:40]}': its codes are {known}.")
    parts = [by_code[code.casefold()] for code in net.codes]
    said = net.label or " + ".join(part.label for part in parts)
    return Line(tuple(part.code for part in parts), said, any(part.in_base for part in parts))


def answers_to(found: Replies, question: Question, among: Iterable[Reply] | None = None) -> Frequency:
    """The answers to a question, by all or `among` some of the replies."""
    return frequency(found.tally(question.id, among), found.weights, question.options)


def codes_said(answers: Frequency) -> frozenset[str]:
    """Every code that came up."""
    said = (one for _, one in answers.tally.counts if isinstance(one, frozenset))
    return frozenset[str]().union(*said)


def unsorted(question: Question, answers: Frequency) -> int:
    """How many answers in words are not sorted under any theme, unweighted."""
    if question.options or question.kind is not Kind.TEXT:
        return 0
    return sum(times for (_, one), times in answers.tally.counts.items() if one == frozenset())


def without(question: Question, answers: Frequency, kind: NoAnswer) -> int:
    """How many returns have no answer for a reason, unweighted: by the answer kept, or by an option outside the base."""
    outside = frozenset(one.code for one in question.options if not one.in_base and one.no_answer is kind)
    chosen = sum(
        times
        for (_, one), times in answers.tally.counts.items()
        if isinstance(one, frozenset) and one and one <= outside
    )
    return sum(answers.tally.without(kind).values()) + chosen


def mean_score(lines: Iterable[Line], answers: Frequency) -> Fraction | None:
    """The weighted mean of the scores of the answers in the base that have one; None where none has."""
    weighed = [
        (line.score, weigh(answers.tally.chose(line.codes), answers.weights).weighted)
        for line in lines
        if line.score is not None and line.in_base
    ]
    everybody = sum((size for _, size in weighed), Fraction(0))
    return sum((score * size for score, size in weighed), Fraction(0)) / everybody if everybody else None


def net_from(text: str) -> Net:
    """A net as it is typed: `q7.f=1+2`, or `q7=1+2:Implemented` at every row. Raises UsageError where it is none."""
    where, equals, rest = text.partition("=")
    codes, _, label = rest.partition(":")
    parts = tuple(part.strip() for part in codes.split("+"))
    if not (where.strip() and equals and len(parts) > 1 and all(parts)):
        raise UsageError(
            f"'{text[:60]}' puts no answers together: write the question and the codes, such as q7=1+2:Implemented."
        )
    return Net(where.strip(), parts, label.strip())


def check_nets(questions: Collection[Question], nets: Iterable[Net]) -> None:
    """Raises UsageError for a net at a question that the dialog has not."""
    for net in nets:
        if not any(net.at(question) for question in questions):
            names = [*(one.item for one in questions), *(one.id for one in questions)]
            raise UsageError(
                f"There is no question '{net.where[:40]}'{nearest(net.where, names)} to put answers together at."
            )
