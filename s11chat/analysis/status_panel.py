"""Returns that came in one way beside those that came in another: by mode, by who gave them, by whether they are signed.

Every answer to every question is compared, and so is who the organisations are, since ways of answering are chosen and
not drawn by lot: a difference may come from who chose a way and not from the way. Many tests at once find something by
chance alone; how many that would be is reckoned, and which differences stand when all tests of a comparison are taken
together (Holm 1979).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from s11chat.analysis.difference import Difference, Method, difference
from s11chat.analysis.estimate import Frequency, Size, frequency
from s11chat.analysis.line import codes_said, lines_of
from s11chat.analysis.numbered import Numbered, tallies
from s11chat.analysis.reply import Collection, Reply
from s11chat.analysis.tally import Tally

TYPE, GROUP = "(type)", "(group)"
"""In place of a question: what the organisation is. No question is called that."""


@dataclass(frozen=True)
class Way:
    """How some of the returns came in."""

    name: str
    has: Callable[[Mapping[str, str]], bool]
    """Whether a return with these traits did."""


@dataclass(frozen=True)
class Ways:
    """Two of them to compare."""

    id: str
    title: str
    first: Way
    second: Way


MODE = Ways(
    "mode",
    "Online and telephone",
    Way("Online", lambda has: has["mode"] == "online"),
    Way("Telephone", lambda has: has["mode"] == "telephone"),
)
COMPLETION = Ways(
    "completion",
    "Delegated and direct",
    Way("Delegated", lambda has: has["completion"] == "delegated"),
    Way("Direct", lambda has: has["completion"] == "direct"),
)
SIGNED = Ways(
    "signed",
    "Signed and unsigned",
    Way("Signed", lambda has: has["signed"] == "yes"),
    Way("Unsigned", lambda has: has["signed"] in ("no", "in part")),
)
"""A return with nothing to sign, as by telephone, is neither signed nor unsigned; one signed in part is not yet signed."""
COMPARED = (MODE, COMPLETION, SIGNED)


@dataclass(frozen=True)
class Line:
    """One answer in both."""

    question: str
    code: str
    label: str
    difference: Difference
    text: str = ""
    """The question in words; empty where it tells who the organisations are."""
    firm: bool = False
    """Whether it is still significant with all tests of the comparison taken together."""

    @property
    def answers(self) -> bool:
        """Whether it is of answers, and not of who the organisations are."""
        return self.question not in (TYPE, GROUP)


@dataclass(frozen=True)
class Compared:
    """Two ways, answer by answer."""

    ways: Ways
    sizes: tuple[Size, Size]
    """All returns of each."""
    lines: tuple[Line, ...]

    @property
    def tested(self) -> int:
        """How many differences of answers were tested; who the organisations are is not among them."""
        return sum(line.answers and line.difference.untested is None for line in self.lines)

    @property
    def significant(self) -> int:
        """How many passed."""
        return sum(line.answers and line.difference.significant for line in self.lines)

    @property
    def rough(self) -> int:
        """How many of these rest on so few answers that their test is rough."""
        return sum(
            line.answers and line.difference.significant and line.difference.rough for line in self.lines
        )

    @property
    def firm(self) -> int:
        """How many pass with all tests taken together."""
        return sum(line.firm for line in self.lines)

    @property
    def by_chance(self) -> Fraction:
        """How many would pass, on average, if the two differed in nothing."""
        confidence = self.lines[0].difference.method.confidence if self.lines else 100
        return Fraction(self.tested * (100 - confidence), 100)


def panel(collection: Collection, method: Method, kinds: Sequence[Ways] = COMPARED) -> tuple[Compared, ...]:
    """The comparisons; one has no lines where no return came in either way, and no tests where none did in one."""
    return tuple(_compared(collection, method, ways) for ways in kinds)


def _compared(collection: Collection, method: Method, ways: Ways) -> Compared:
    by = Numbered.of(_which(ways, one.traits) for one in collection.replies)
    sizes = tuple(_frequency(collection, tally).base for tally in _both(collection, by, _anything))
    lines = tuple(_lines(collection, method, by)) if any(size.unweighted for size in sizes) else ()
    return Compared(ways, (sizes[0], sizes[1]), _marked(lines))


def _which(ways: Ways, traits: Mapping[str, str]) -> int:
    """0 for the first way, 1 for the second, 2 for neither."""
    return 0 if ways.first.has(traits) else 1 if ways.second.has(traits) else 2


def _lines(collection: Collection, method: Method, by: Numbered[int]) -> Iterator[Line]:
    """Who the organisations are, then every answer in the order of the dialog."""
    names = {
        kind.type: kind.say for kind in collection.dialog.organisations if kind.type in collection.weights
    }
    groups = sorted({_group(one) for one in collection.replies} - {""})
    for id_, labels, of in (
        (TYPE, names, _type),
        (GROUP, {name: name.replace("_", " ") for name in groups}, _group),
    ):
        one, two = (_frequency(collection, tally) for tally in _both(collection, by, of))
        for code, label in labels.items():
            yield Line(id_, code, label, difference(one, two, (code,), method))
    for id_, question in collection.questions.items():
        found = collection.split(id_, by)
        one, two = (_frequency(collection, found.get(way, Tally({})), id_) for way in (0, 1))
        for answer in lines_of(question, codes_said(one) | codes_said(two)):
            if answer.in_base:
                tested = difference(one, two, answer.codes, method)
                yield Line(id_, answer.code, answer.label, tested, text=question.say.respondent)


def _both(collection: Collection, by: Numbered[int], of: Callable[[Reply], str]) -> tuple[Tally, Tally]:
    """What the organisations of both ways are."""
    found = tallies(by, collection.cells, Numbered.of(frozenset((of(one),)) for one in collection.replies))
    return found.get(0, Tally({})), found.get(1, Tally({}))


def _frequency(collection: Collection, tally: Tally, question: str = "") -> Frequency:
    options = collection.questions[question].options if question else ()
    return frequency(tally, collection.weights, options)


def _type(one: Reply) -> str:
    return one.cell


def _group(one: Reply) -> str:
    return one.traits["group"] or one.traits.get("cohort", "")


def _anything(one: Reply) -> str:
    return ""


def _marked(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The same, those marked that pass Holm's test: by rising p, each under its share of what is left to be tested."""
    tested = sorted(
        (line.difference.p, at)
        for at, line in enumerate(lines)
        if line.answers and line.difference.p is not None
    )
    firm = set()
    for place, (p, at) in enumerate(tested):
        level = (100 - lines[at].difference.method.confidence) / 100
        if p * (len(tested) - place) > level:
            break
        firm.add(at)
    return tuple(replace(line, firm=at in firm) for at, line in enumerate(lines))
