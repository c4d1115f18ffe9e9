"""How far standards are met, by cohort and by commissioner: counts of returns, every kind of no-answer kept apart.

The figures of rating audits (City and Hackney 2011): of the returns of a cohort that a standard was put to, the share
that does not meet it, meets it partly or fully, or gave no rating. An organisation that two bodies commission counts
once in the column of each and once in its cohort. Nothing is weighted: an audit asks everybody it concerns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from s11chat.analysis.reply import Reply
from s11chat.analysis.tally import Said
from s11chat.dialog.model import NoAnswer, Option
from s11chat.dialog.question import Question


class Level(StrEnum):
    """How far a standard is met."""

    NOT_MET = "not_met"
    PARTLY_MET = "partly_met"
    FULLY_MET = "fully_met"


class Way(StrEnum):
    """What is done with who says that a standard does not apply."""

    NOT_ANSWERED = "not-answered"
    """Counted among those without an answer, as the audit of 2011 was published."""
    APART = "apart"
    """Shown by itself, and still in the base."""
    LEFT_OUT = "left-out"
    """Shown by itself, and out of the base of all other shares."""
    RATED = "rated"
    """Shown by itself, as who did not answer is, and both out of the base of the ratings: percentage audits."""


class Measure(StrEnum):
    """What a threshold is held against."""

    SHARE = "share"
    """The per cent fully met."""
    SCORE = "score"
    """The mean of the points."""


@dataclass(frozen=True)
class Threshold:
    """From where on a standard is good enough, in per cent or points."""

    value: Fraction
    of: Measure = Measure.SHARE


def levels(options: Iterable[Option], threshold: float | None = None) -> Mapping[str, Level]:
    """What each step of a scale means, by its code.

    Steps that are called as levels are what they are called. Else it goes by points: the least is not met, and fully
    met is the most, or whatever reaches the `threshold` of the dialog. A step without points has no level.
    """
    steps = [one for one in options if one.no_answer is None]
    points = [one.score for one in steps if one.score is not None]
    found: dict[str, Level] = {}
    for one in steps:
        if one.code in set(Level):
            found[one.code] = Level(one.code)
        elif one.score is not None:
            most = max(points) if threshold is None else threshold
            least = one.score == min(points) and one.score < most
            met = Level.FULLY_MET if one.score >= most else Level.PARTLY_MET
            found[one.code] = Level.NOT_MET if least else met
    return found


@dataclass(frozen=True)
class Scale:
    """How the ratings of one standard are read."""

    question: Question
    levels: Mapping[str, Level]

    def of(self, said: Said) -> Level | NoAnswer:
        """What a return says: a level, or why there is none. A rating without a level is read as not answered."""
        if isinstance(said, NoAnswer):
            return said
        code = next(iter(said), "")
        option = self.question.option(code)
        if option is not None and option.no_answer is not None:
            return option.no_answer
        return self.levels.get(code, NoAnswer.NOT_ANSWERED)

    def points(self, said: Said) -> float | None:
        """What the rating scores; None where it scores nothing."""
        option = None if isinstance(said, NoAnswer) else self.question.option(next(iter(said), ""))
        return option.score if option is not None and option.no_answer is None else None


@dataclass(frozen=True)
class StandardLevel:
    """One standard in one column."""

    standard: str
    counts: Mapping[Level, int]
    without: Mapping[NoAnswer, int]
    """Returns it was put to that gave no rating, by why; never those it was not put to."""
    mean: Fraction | None
    """Points of those that rated; None where nobody did."""

    @property
    def asked(self) -> int:
        """Returns that the standard was put to."""
        return self.rated + sum(self.without.values())

    @property
    def rated(self) -> int:
        """Returns that rated it."""
        return sum(self.counts.values())

    @property
    def not_applicable(self) -> int:
        """Returns that hold it does not apply to them."""
        return self.without.get(NoAnswer.NOT_APPLICABLE, 0)

    def base(self, way: Way) -> int:
        """Returns that shares of ratings are of."""
        if way is Way.RATED:
            return self.rated
        return self.asked - (self.not_applicable if way is Way.LEFT_OUT else 0)

    def share(self, level: Level, way: Way) -> Fraction | None:
        """Of one; None without a base."""
        return _share(self.counts[level], self.base(way))

    def unanswered(self, way: Way) -> Fraction | None:
        """The share without an answer, with those it does not apply to where they count so.

        It is of the base of the ratings, and of all that were asked where it has left that base.
        """
        apart = self.not_applicable if way is not Way.NOT_ANSWERED else 0
        return _share(self.asked - self.rated - apart, self.asked if way is Way.RATED else self.base(way))

    def inapplicable(self, way: Way) -> Fraction | None:
        """The share it does not apply to, of all it was put to; nought where they count as not answered."""
        return _share(0 if way is Way.NOT_ANSWERED else self.not_applicable, self.asked)

    def reaches(self, threshold: Threshold, way: Way) -> bool | None:
        """Whether the exact figure is at the threshold or above it; None where there is no figure."""
        if threshold.of is Measure.SCORE:
            return None if self.mean is None else self.mean >= threshold.value
        share = self.share(Level.FULLY_MET, way)
        return None if share is None else 100 * share >= threshold.value


@dataclass(frozen=True)
class ColumnOf:
    """A cohort, or those in it that one body commissions."""

    cohort: str
    commissioner: str
    """As the frame names it; empty for the whole cohort."""
    returns: int
    standards: tuple[StandardLevel, ...]
    """In the order of the dialog; those that nobody in the column was asked are left out."""

    @property
    def key(self) -> str:
        """What a program calls it: `commissioned`, `commissioned:pct`."""
        return f"{self.cohort}:{self.commissioner}" if self.commissioner else self.cohort


def columns(
    replies: Sequence[Reply],
    scales: Sequence[Scale],
    cohorts: Iterable[str],
    commissioned: Mapping[str, Sequence[str]],
) -> tuple[ColumnOf, ...]:
    """A column for each of the cohorts that gave a return, in their order, then one for each of its commissioners.

    `commissioned` has the commissioners of a return by its ref.
    """
    made = []
    for cohort in dict.fromkeys((*cohorts, *map(cohort_of, replies))):
        members = [one for one in replies if cohort_of(one) == cohort]
        if members:
            made.append(_column(cohort, "", members, scales))
            bodies = {body for one in members for body in commissioned.get(one.ref, ())}
            for body in sorted(bodies, key=str.casefold):
                its = [one for one in members if body in commissioned.get(one.ref, ())]
                made.append(_column(cohort, body, its, scales))
    return tuple(made)


def cohort_of(reply: Reply) -> str:
    """The cohort of a return; its group where its dialog has no cohorts, and `all` where it has neither."""
    return reply.traits.get("cohort") or reply.traits.get("group") or "all"


def settled(reply: Reply, scales: Iterable[Scale]) -> bool:
    """Whether a return rated or declined every standard that was put to it, and so counts before it is complete."""
    return all(reply.said[one.question.id] is not NoAnswer.NOT_REACHED for one in scales)


def _column(cohort: str, body: str, members: Sequence[Reply], scales: Iterable[Scale]) -> ColumnOf:
    rows = (standard_level(one, members) for one in scales)
    return ColumnOf(cohort, body, len(members), tuple(row for row in rows if row.asked))


def standard_level(scale: Scale, members: Iterable[Reply]) -> StandardLevel:
    """One standard over these returns."""
    said = [one.said[scale.question.id] for one in members]
    found = Counter(scale.of(one) for one in said)
    points = [Fraction(worth) for one in said if (worth := scale.points(one)) is not None]
    return StandardLevel(
        standard=scale.question.id,
        counts={level: found[level] for level in Level},
        without=dict(_without(found)),
        mean=sum(points, Fraction(0)) / len(points) if points else None,
    )


def _without(found: Counter[Level | NoAnswer]) -> Iterator[tuple[NoAnswer, int]]:
    for kind in NoAnswer:
        if kind is not NoAnswer.OFF_ROUTE and found[kind]:
            yield kind, found[kind]


def _share(part: int, base: int) -> Fraction | None:
    return Fraction(part, base) if base else None
