"""What was said to one question over many returns, counted by cell of the weighting.

Whole numbers of returns by cell and answer are all that any weighted figure needs: every share, net, base and
effective size comes out of them exactly, whatever the weights, and no figure looks at a return a second time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from s11chat.dialog.model import NoAnswer
from s11chat.dialog.question import Question
from s11chat.engine.answer import Answer
from s11chat.engine.route import standing

Said = frozenset[str] | NoAnswer
"""The codes chosen, none among them where an answer has no code; or which of the six kinds of no-answer it is."""


def said(
    question: Question,
    on_route: frozenset[str],
    answers: Mapping[str, Answer],
    themes: Iterable[str] = (),
) -> Said:
    """What one return says to a question, given the ids on its route and its answers.

    `themes` are the codes under which words were sorted: an answer in free words, or what was said for an option that
    asks which, in whose place they stand. An option that stands for a kind of no-answer is told by its code: whether
    it counts is declared on it. An answer off the route does not count.
    """
    kind = standing(question, on_route, answers)
    if kind in (NoAnswer.OFF_ROUTE, NoAnswer.NOT_REACHED):
        return kind
    if (sorted_under := frozenset(themes)) and not question.options:
        return sorted_under  # its words may have stayed where they were sorted
    value = answers[question.id].value
    if value is None:
        return kind or NoAnswer.NOT_ANSWERED
    if question.options:
        chosen = frozenset(value if isinstance(value, tuple) else (str(value),))
        asks = {option.code for option in question.options if option.specify} if sorted_under else ()
        return (chosen.difference(asks)) | sorted_under if not chosen.isdisjoint(asks) else chosen
    return frozenset()


_NOBODY: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True)
class Tally:
    """One question, counted."""

    counts: Mapping[tuple[str, Said], int]
    """Returns by cell of the weighting (type of organisation) and what they say."""

    @classmethod
    def of(cls, given: Iterable[tuple[str, Said]]) -> Tally:
        """The tally of pairs of a cell and what is said, one for each return."""
        return cls(MappingProxyType(Counter(given)))

    def __add__(self, other: Tally) -> Tally:
        return Tally(MappingProxyType(Counter(self.counts) + Counter(other.counts)))

    @property
    def returns(self) -> int:
        """All returns counted, asked or not."""
        return sum(self.counts.values())

    def chose(self, codes: Iterable[str]) -> Mapping[str, int]:
        """Returns by cell that chose any of `codes`; each counts once, however many of them it chose."""
        wanted = frozenset(codes)
        if len(wanted) == 1:
            return self._by_code.get(next(iter(wanted)), _NOBODY)
        return self._where(lambda one: isinstance(one, frozenset) and not wanted.isdisjoint(one))

    @cached_property
    def _by_code(self) -> Mapping[str, Mapping[str, int]]:
        """Returns by code and cell."""
        found: dict[str, Counter[str]] = {}
        for (cell, one), times in self.counts.items():
            if isinstance(one, frozenset):
                for code in one:
                    found.setdefault(code, Counter())[cell] += times
        return {code: MappingProxyType(cells) for code, cells in found.items()}

    def without(self, kind: NoAnswer) -> Mapping[str, int]:
        """Returns by cell without an answer for this reason."""
        return self._where(lambda one: one is kind)

    def base(self, outside: Iterable[str] = (), kept: Iterable[NoAnswer] = ()) -> Mapping[str, int]:
        """Returns by cell that percentages are of.

        Those are all that answered, but for who chose nothing else than codes `outside` the base; and those
        without an answer for one of the reasons that are `kept` in it.
        """
        left, reasons = frozenset(outside), frozenset(kept)
        return self._where(
            lambda one: not (one and one <= left) if isinstance(one, frozenset) else one in reasons
        )

    def _where(self, counts: Callable[[Said], bool]) -> Mapping[str, int]:
        found: Counter[str] = Counter()
        for (cell, one), times in self.counts.items():
            if counts(one):
                found[cell] += times
        return MappingProxyType(found)
