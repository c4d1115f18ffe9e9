"""The complete returns of a wave as tables see them: who each is of, and what it says to every question.

Every report on answers starts here, so that no two of them count other returns, other bases or other weights.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from s11chat.analysis.numbered import Numbered, Value, tallies
from s11chat.analysis.response_table import ResponseTable
from s11chat.analysis.tally import Said, Tally
from s11chat.dialog.model import Dialog
from s11chat.dialog.question import Question
from s11chat.engine.answer import Answer


@dataclass(frozen=True)
class Reply:
    """One complete return."""

    ref: str
    name: str
    """Of the organisation."""
    cell: str
    """Of the weighting: the type of the organisation."""
    traits: Mapping[str, str]
    """What banners and filters go by: type, group, cohort, region, commissioned_by, mode (online, telephone),
    completion (direct, delegated), signed (yes, in part, not_applicable, no); empty where it is not known."""
    answers: Mapping[str, Answer]
    """What counts at every question that takes an answer: the answer, or the kind of no-answer."""
    said: Mapping[str, Said]
    """The same as codes: of options, or the themes that words were sorted under."""
    complete: bool = True
    """Whether it counts as complete; only reports that ask for them get others."""
    imported: bool = False
    """Whether it came in with a file."""


@dataclass(frozen=True)
class Absent:
    """One organisation that is eligible and has no reply in a collection."""

    ref: str
    name: str
    cohort: str
    """Or its group, where the dialog has no cohorts."""
    state: str
    """Where its return stands."""


@dataclass(frozen=True)
class Collection:
    """All complete returns of a wave, with the weights that its response gives them."""

    dialog: Dialog
    questions: Mapping[str, Question]
    """Those that take an answer, by id, in the order of the dialog."""
    response: ResponseTable
    replies: tuple[Reply, ...]
    """By ref."""
    absent: tuple[Absent, ...] = ()
    """Who else is eligible, by ref."""

    @cached_property
    def weights(self) -> Mapping[str, Fraction]:
        """What one return weighs, by type of organisation."""
        return self.response.weights

    def tally(self, question: str, among: Iterable[Reply] | None = None) -> Tally:
        """What is said to a question, by all or `among` some of the replies."""
        chosen = self.replies if among is None else among
        return Tally.of((one.cell, one.said[question]) for one in chosen)

    def split(self, question: str, by: Numbered[Value]) -> Mapping[Value, Tally]:
        """What is said to a question for each value of a column that has one for each of the replies, in their order."""
        if question not in self._columns:
            self._columns[question] = Numbered.of(one.said[question] for one in self.replies)
        return tallies(by, self.cells, self._columns[question])

    @cached_property
    def cells(self) -> Numbered[str]:
        """The cell of the weighting of every reply."""
        return Numbered.of(one.cell for one in self.replies)

    @cached_property
    def _columns(self) -> dict[str, Numbered[Said]]:
        """What is said, by question, as far as it was asked for."""
        return {}
