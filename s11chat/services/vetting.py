"""Holds what a file says of one organisation against its return: what is news, what stays out, and why.

Nothing is written here. An answer that stands otherwise, is not asked by the others, or is refused by a rule of the
dialog is a fault of its cell; what was asked and left empty becomes not answered, and takes no answer away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from s11chat.dialog.model import Audience, Dialog, Kind, NoAnswer
from s11chat.engine.answer import Answer, in_words
from s11chat.engine.checking import facts_of
from s11chat.engine.conversation import Conversation
from s11chat.engine.share import above_whole
from s11chat.exchange.given import ROUTED
from s11chat.exchange.returns import Cell, Given
from s11chat.language.harmless import in_short
from s11chat.services.kept import Kept
from s11chat.services.talk import ONLINE, Stood, conversation, delegated
from s11chat.store.record import CaseRecord, ResponseRecord, WaveRecord
from s11chat.store.seal import storable

_WORDS_ELSEWHERE = "its words are not in the file"
_SAID = 60
"""Characters of an answer that a message repeats."""


@dataclass(frozen=True)
class Planned:
    """What a file brings to one return."""

    given: Given
    case: CaseRecord
    mode: str
    becomes_delegated: bool
    before: Conversation
    after: Conversation
    cells: tuple[Cell, ...]
    """Those that are to be written, each with its answer."""
    themes: tuple[tuple[str, str], ...]
    """Those that words were sorted under, by question."""
    seen: Mapping[str, int]
    """The revisions they come after."""

    @property
    def moves(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.cells or self.themes)


class Vetting:
    """One organisation of a file, and its return."""

    def __init__(
        self,
        kept: Kept,
        wave: WaveRecord,
        dialog: Dialog,
        case: CaseRecord,
        given: Given,
        coded: Mapping[str, str],
        *,
        amend: bool,
    ) -> None:
        self._coded = coded
        self._given, self._case, self._amend = given, case, amend
        self._current = kept.responses.current(case.return_id)
        self._parked = kept.responses.parks(case.return_id)
        said = given.status.get("mode", "")
        self._mode = said if said and (amend or not case.mode) else case.mode
        self._delegated = given.status.get("completion") == "delegated" and not delegated(case)
        stood = Stood(wave, case, self._current, self._parked)
        talk = conversation(dialog, stood, Audience.LEAD, case.mode or ONLINE, kept.library, kept.today)
        self._before = talk
        kind = dialog.organisation(case.type)
        role = "delegate" if self._delegated or delegated(case) else "lead"
        facts = kind.facts(self._mode or ONLINE, role) if kind else talk.facts
        self._talk = replace(talk, facts=facts)
        self.faults: list[tuple[int, str]] = []
        """What is bad, each with its line."""
        self.same = 0
        """Answers that stand already as the file has them."""

    def planned(self) -> Planned:
        """What is to be written; what cannot be is in `faults`."""
        cells = [cell for cell in self._given.cells if self._is_news(cell)]
        cells = self._on_route(cells)
        cells = self._sound(cells)
        cells += self._left(self._with(cells))
        return Planned(
            self._given,
            self._case,
            self._mode,
            self._delegated,
            self._before,
            self._with(cells),
            tuple(cells),
            tuple(self._themes()),
            {cell.question: self._revision(cell.question) for cell in cells},
        )

    def _is_news(self, cell: Cell) -> bool:
        """Whether a cell says something that is not on record; where it must not, that is a fault."""
        if cell.answer is None or cell.answer.no_answer in ROUTED:
            return False
        stands = self._current.get(cell.question)
        if stands is None:
            return True
        if stands.answer == storable(cell.answer.json()):
            self.same += 1
            return False
        if not self._amend:
            said = in_short(
                in_words(self._talk.questions[cell.question], Answer.from_json(stands.answer)), _SAID
            )
            self._blame(
                cell,
                f"{cell.question} is answered already ('{said}'): leave it out, or say --amend to change it",
            )
        return self._amend

    def _on_route(self, cells: Sequence[Cell]) -> list[Cell]:
        """Those that are asked of this organisation."""
        asked = self._with(cells).places
        for cell in self._given.cells:
            off = cell.answer is not None and cell.answer.no_answer is NoAnswer.OFF_ROUTE
            if off and cell.question in asked:
                self._blame(
                    cell, f"{cell.question} is asked of this organisation: answer it, or leave it empty"
                )
        for cell in cells:
            if cell.question not in asked:
                self._blame(
                    cell,
                    f"{cell.question} is not asked of this organisation, by its other answers: leave it empty",
                )
        return [cell for cell in cells if cell.question in asked]

    def _sound(self, cells: Sequence[Cell]) -> list[Cell]:
        """Those that no rule of the dialog refuses."""
        talk = self._with(cells)
        known, good = facts_of(talk), list[Cell]()
        for cell in cells:
            question = talk.questions[cell.question]
            hard = [talk.worded(one.say) for one in question.checks if one.hard and one.when.holds(known)]
            if question.kind is Kind.NUMBER and (above := above_whole(question, talk.route, talk.answers)):
                hard.append(above)
            if hard:
                self._blame(cell, f"{cell.question}: {' '.join(hard)}")
            else:
                good.append(cell)
        return good

    def _left(self, talk: Conversation) -> Iterator[Cell]:
        """What was asked and left empty; statements too, once all else is settled."""
        none = Answer(no_answer=NoAnswer.NOT_ANSWERED)
        empty = {cell.question: cell for cell in self._given.cells if cell.answer is None}
        line = self._given.line
        for question in self._given.themes:
            reason = _WORDS_ELSEWHERE if self._given.themes[question] else ""
            empty.setdefault(question, Cell(question, line, question, "", replace(none, reason=reason)))
        found = [
            replace(cell, answer=cell.answer or none)
            for cell in empty.values()
            if cell.question in talk.places and talk.open(talk.questions[cell.question])
        ]
        yield from found
        left = {cell.question for cell in found}
        still = [question for question in talk.route if talk.open(question) and question.id not in left]
        if (found or talk.answers != self._talk.answers) and all(one.kind is Kind.STATEMENT for one in still):
            yield from (Cell(question.id, line, "", "", none) for question in still)

    def _themes(self) -> Iterator[tuple[str, str]]:
        """The themes that are not on record yet; those of somebody else stay unless they are to be amended."""
        for question, said in self._given.themes.items():
            before = self._coded.get(question, "")
            if said and before and said != before and not self._amend:
                fault = f"{question} is sorted under {before} already: say --amend to change it"
                self.faults.append((self._given.line, fault))
            elif said and said != before:
                yield question, said

    def _with(self, cells: Sequence[Cell]) -> Conversation:
        written = {cell.question: cell.answer for cell in cells if cell.answer is not None}
        parked = {one: wait for one, wait in self._talk.parked.items() if one not in written}
        answers = MappingProxyType({**self._talk.answers, **written})
        return replace(self._talk, answers=answers, parked=MappingProxyType(parked), complete=False)

    def _revision(self, question: str) -> int:
        stands: ResponseRecord | None = self._current.get(question)
        return stands.revision if stands else 0

    def _blame(self, cell: Cell, fault: str) -> None:
        self.faults.append((cell.line, f"{cell.column}: {fault}" if cell.column else fault))
