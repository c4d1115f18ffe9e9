"""One organisation beside others: what it scored or gave, the mean and quartiles of its type and of all, its place.

Nothing is weighted: a benchmark compares organisations, each of which counts once. A group is told only where enough
others answered in it, and only where enough more did than in the one told before it, so that nobody's figure can be
worked out by taking one group from another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from s11chat.analysis.reply import Reply
from s11chat.analysis.small_base import COUNTED
from s11chat.analysis.spread import Spread, spread
from s11chat.analysis.topline import number_of
from s11chat.dialog.model import Kind
from s11chat.dialog.question import Question

FEW = 5
"""With fewer others in a group none of its figures is told."""
RANKED = COUNTED
"""Returns that a group must have for ranks."""


@dataclass(frozen=True)
class Measure:
    """A question that organisations can be compared by: a rating or scale with points, a number, or a part of a number."""

    question: Question
    whole: Question | None = None
    """The number that this one is a part of."""

    @property
    def scored(self) -> bool:
        """Whether it is in points of options."""
        return bool(self.question.options)

    def of(self, reply: Reply) -> Fraction | None:
        """The points, the number, or the share of the whole; None where there is none."""
        if self.scored:
            return points(self.question, reply)
        pair = self.pair(reply)
        if self.whole is not None:
            return pair[0] / pair[1] if pair else None
        return number_of(reply, self.question.id)

    def pair(self, reply: Reply) -> tuple[Fraction, Fraction] | None:
        """The number and the whole it is a part of; None where either is missing, or the whole is nought."""
        if self.whole is None:
            return None
        part, whole = number_of(reply, self.question.id), number_of(reply, self.whole.id)
        return (part, whole) if part is not None and whole else None


def points(question: Question, reply: Reply) -> Fraction | None:
    """What the chosen option of a question scores; None where nothing that counts was chosen."""
    said = reply.said[question.id]
    option = question.option(next(iter(said), "")) if isinstance(said, frozenset) else None
    if option is None or option.score is None or option.no_answer is not None:
        return None
    return Fraction(str(option.score))


def measures(questions: Mapping[str, Question]) -> tuple[Measure, ...]:
    """What organisations can be compared by, in the order of the dialog."""
    found = []
    for one in questions.values():
        scored = not one.several and any(option.score is not None for option in one.options)
        if scored or one.kind is Kind.NUMBER:
            found.append(Measure(one, questions.get(one.share_of) if one.share_of else None))
    return tuple(found)


@dataclass(frozen=True)
class Together:
    """The parts and the wholes of several returns, added up."""

    part: Fraction
    whole: Fraction

    @property
    def share(self) -> Fraction:
        """Of one."""
        return self.part / self.whole


@dataclass(frozen=True)
class Figures:
    """What a group of returns comes to on one measure."""

    group: str
    n: int
    """Returns that have a value."""
    spread: Spread
    together: Together | None = None
    """Of parts of a number."""


@dataclass(frozen=True)
class Place:
    """Where a value stands in its group, counted from the highest; `tied` have the same, itself among them."""

    place: int
    tied: int
    of: int


@dataclass(frozen=True)
class Beside:
    """A measure of one organisation beside a group it is in."""

    group: str
    figures: Figures | None
    """None where too few others have a value."""
    place: Place | None
    """None where it has no value, or the group is too small for ranks."""


@dataclass(frozen=True)
class Standing:
    """One measure of one organisation."""

    measure: Measure
    own: Fraction | None
    beside: tuple[Beside, ...]
    """The narrowest group first."""


@dataclass(frozen=True)
class Group:
    """A group that an organisation is in: its type, its cohort or group, or all."""

    name: str
    members: tuple[Reply, ...]


def figures(group: str, measure: Measure, members: Iterable[Reply]) -> Figures | None:
    """What the members come to; None where none of them has a value."""
    every = tuple(members)
    values = [value for one in every if (value := measure.of(one)) is not None]
    found = spread((value, Fraction(1)) for value in values)
    if found is None:
        return None
    pairs = [pair for one in every if (pair := measure.pair(one)) is not None]
    nought = Fraction(0)
    sums = Together(sum((part for part, _ in pairs), nought), sum((whole for _, whole in pairs), nought))
    return Figures(group, len(values), found, sums if pairs else None)


def standing(measure: Measure, mine: Reply, groups: Sequence[Group]) -> Standing:
    """One measure of a return beside its groups, the narrowest first; each of them holds the next narrower one."""
    told = tellable([_others(measure, mine, one.members) for one in groups])
    own = measure.of(mine)
    return Standing(
        measure,
        own,
        tuple(
            Beside(
                group.name,
                figures(group.name, measure, group.members) if may else None,
                _place(measure, own, group.members) if may else None,
            )
            for group, may in zip(groups, told, strict=True)
        ),
    )


def _others(measure: Measure, mine: Reply, members: Iterable[Reply]) -> int:
    return sum(one.ref != mine.ref and measure.of(one) is not None for one in members)


def tellable(others: Sequence[int]) -> tuple[bool, ...]:
    """Which of groups, each within the next, may be told by how many others have a value in them.

    A group may that has enough, and has either none or enough that the last one told has not.
    """
    found: list[bool] = []
    last = 0
    for number in others:
        may = number >= FEW and (number == last or number - last >= FEW)
        last = number if may else last
        found.append(may)
    return tuple(found)


def _place(measure: Measure, own: Fraction | None, members: Iterable[Reply]) -> Place | None:
    values = [value for one in members if (value := measure.of(one)) is not None]
    if own is None or len(values) < RANKED:
        return None
    return Place(1 + sum(value > own for value in values), values.count(own), len(values))


@dataclass(frozen=True)
class Compared:
    """A measure over all returns, type by type."""

    measure: Measure
    types: tuple[Figures, ...]
    everybody: Figures | None
    """None where too few have a value for anything to be told."""


def compared(measure: Measure, types: Sequence[Group], rest: str) -> Compared:
    """A measure by type and over all of them; types with too few values are put together under the name `rest`."""
    valued = [
        Group(one.name, tuple(reply for reply in one.members if measure.of(reply) is not None))
        for one in types
    ]
    parts = parted([one for one in valued if one.members], rest)
    whole = figures("", measure, (reply for one in parts for reply in one.members))
    found = (figures(one.name, measure, one.members) for one in parts)
    enough = whole is not None and whole.n >= FEW
    return Compared(measure, tuple(one for one in found if one and enough), whole if enough else None)


def parted(groups: Sequence[Group], rest: str) -> tuple[Group, ...]:
    """The groups with enough members; the others together under the name `rest`, with the smallest that has enough where
    they would be too few together."""
    small = [one for one in groups if len(one.members) < FEW]
    left = sorted((one for one in groups if one not in small), key=lambda one: len(one.members))
    if not small:
        return tuple(groups)
    if sum(len(one.members) for one in small) < FEW and left:
        small.append(left.pop(0))
    kept = [one for one in groups if one in left]
    return (*kept, Group(rest, tuple(reply for one in small for reply in one.members)))


@dataclass(frozen=True)
class SectionFigures:
    """The ratings and scales of one section in one group."""

    group: str
    n: int
    """Returns that scored anything of it."""
    mean: Fraction | None
    """Of the means of returns; None where not all questions have the same lowest and highest points."""
    met: int
    rated: int
    """Ratings, and those of them that are fully met."""

    @property
    def share(self) -> Fraction | None:
        """Fully met, of all ratings."""
        return Fraction(self.met, self.rated) if self.rated else None


def one_scale(found: Iterable[Measure]) -> bool:
    """Whether the questions run from the same lowest to the same highest points."""
    return len({_range(one.question) for one in found}) == 1


def _range(question: Question) -> tuple[float, float]:
    worth = [one.score for one in question.options if one.score is not None and one.no_answer is None]
    return (min(worth), max(worth)) if worth else (0, 0)


def mean_of(found: Sequence[Measure], reply: Reply) -> Fraction | None:
    """The mean points of one return over these questions."""
    worth = [value for one in found if (value := one.of(reply)) is not None]
    return sum(worth, Fraction(0)) / len(worth) if worth else None


def by_section(
    found: Sequence[Measure], full: Mapping[str, frozenset[str]], types: Sequence[Group], rest: str
) -> Iterator[SectionFigures]:
    """The scored questions of one section by type, then over all; `full` has the options that meet a standard fully."""
    answered = [
        Group(one.name, tuple(reply for reply in one.members if mean_of(found, reply) is not None))
        for one in types
    ]
    parts = parted([one for one in answered if one.members], rest)
    every = tuple(reply for one in parts for reply in one.members)
    if len(every) < FEW:
        return
    same = one_scale(found)
    for one in (*parts, Group("", every)):
        means = [mean for reply in one.members if (mean := mean_of(found, reply)) is not None]
        rated = [
            (measure.question.id, reply.said[measure.question.id])
            for measure in found
            if measure.question.id in full
            for reply in one.members
            if measure.of(reply) is not None
        ]
        met = sum(isinstance(said, frozenset) and not said.isdisjoint(full[id_]) for id_, said in rated)
        mean = sum(means, Fraction(0)) / len(means) if same else None
        yield SectionFigures(one.name, len(means), mean, met, len(rated))
