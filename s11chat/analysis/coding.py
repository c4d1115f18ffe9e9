"""What can be said of coding: how much is done, how far two coders agree, and what is left under "other".

Agreement is told code by code: of the answers both coded, whether each gave the code or not, in per cent and as
Cohen's kappa. One over all codes would hide a code that nobody gives alike.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from s11chat.analysis.agreement import Agreement, Kappa, agreement, kappas
from s11chat.analysis.code_frame import FrameCode
from s11chat.analysis.open_answer import OpenQuestion, Verbatim

LIMIT = Fraction(1, 10)
"""The share of a question's answers that may stand under "other"; above it they are to be coded back."""
NO, YES = "no", "yes"


def over(other: int, answered: int) -> bool:
    """Whether more stands under "other" than may."""
    return answered > 0 and Fraction(other, answered) > LIMIT


def sample(refs: Iterable[str], share: Fraction, seed: int) -> tuple[str, ...]:
    """A random share of some answers, rounded up: the same for the same answers, share and seed on every machine."""
    every = sorted(set(refs))
    size = min(len(every), ceil(len(every) * share))

    def drawn(ref: str) -> bytes:
        return hashlib.sha256(f"{seed} {ref}".encode()).digest()

    return tuple(sorted(sorted(every, key=drawn)[:size]))


@dataclass(frozen=True)
class Pair:
    """One answer that two people coded."""

    ref: str
    first: frozenset[str]
    second: frozenset[str]
    by: tuple[str, str]


@dataclass(frozen=True)
class Doubled:
    """An answer that two people coded, with its words."""

    verbatim: Verbatim
    pair: Pair

    @property
    def differs(self) -> bool:
        """Whether the two gave it other codes and nobody has settled which count."""
        return self.pair.first != self.pair.second and not self.verbatim.settled


@dataclass(frozen=True)
class Sample:
    """The answers of a question that two people code."""

    item: str
    refs: tuple[str, ...]
    share: Fraction
    seed: int
    by: str


@dataclass(frozen=True)
class CodeAgreement:
    """How far two coders agree on one code."""

    code: str
    table: Agreement
    """Whether it was given: no, yes; the first coder's rows, the second's columns."""
    kappa: Kappa

    @property
    def both(self) -> int:
        """Answers that both gave it."""
        return self.table.table[1][1]

    @property
    def first(self) -> int:
        """Answers that the first gave it."""
        return sum(self.table.table[1])

    @property
    def second(self) -> int:
        """Answers that the second gave it."""
        return self.table.table[0][1] + self.table.table[1][1]


@dataclass(frozen=True)
class QuestionCoding:
    """How far the coding of one question is."""

    open: OpenQuestion
    other_said: int
    """Returns that answered with "other", as they said it."""
    other: int
    """Returns that stand under "other" as they are coded now."""
    codes: tuple[tuple[FrameCode, int], ...]
    """The codes that count, with how many answers in words have each."""
    sample: Sample | None
    doubled: tuple[Doubled, ...]
    agreement: tuple[CodeAgreement, ...]

    @property
    def id(self) -> str:
        """The question."""
        return self.open.question.id

    @property
    def over(self) -> bool:
        """Whether more stands under "other" than may."""
        return over(self.other, self.open.answered)

    @property
    def begun(self) -> bool:
        """Whether the question is meant to be coded: it has codes, or something is coded."""
        return bool(self.open.frame.offered) or bool(self.open.coded)

    @property
    def stale(self) -> tuple[Verbatim, ...]:
        """Answers that have changed since they were coded."""
        return tuple(one for one in self.open.verbatims if one.stale)

    @property
    def readable(self) -> int:
        """Answers whose words are still there, and those coded before they were redacted."""
        return sum(one.readable or bool(one.codes) for one in self.open.verbatims)


def by_code(pairs: Sequence[Pair], codes: Iterable[str]) -> tuple[CodeAgreement, ...]:
    """The agreement on each of `codes` that either of them gave. Raises UsageError where statsmodels is missing."""
    found = []
    for code in codes:
        given = [(code in one.first, code in one.second) for one in pairs]
        if not any(map(any, given)):
            continue
        table = agreement(((_told(one), _told(other)) for one, other in given), (NO, YES))
        found.append(CodeAgreement(code, table, kappas(table, ordered=False)["kappa"]))
    return tuple(found)


def overall(pairs: Sequence[Pair]) -> Fraction | None:
    """The share of answers that both gave the very same codes; None without pairs."""
    return Fraction(sum(one.first == one.second for one in pairs), len(pairs)) if pairs else None


def times(coded: Iterable[Iterable[str]]) -> Mapping[str, int]:
    """How many answers have each code."""
    found: dict[str, int] = {}
    for codes in coded:
        for code in set(codes):
            found[code] = found.get(code, 0) + 1
    return found


def _told(given: bool) -> str:
    return YES if given else NO
