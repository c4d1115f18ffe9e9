"""The codes that open answers count under: the frames of a wave's questions, and what was coded under them.

A coding is a fact beside the answer, of the revision that was read; the answer and its signature stay as they are.
Once the answer changes, its coding no longer counts. What a file of returns says was coded elsewhere counts as it says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from s11chat.analysis.code_frame import Change, CodeFrame, FrameCode, Source, Step
from s11chat.dialog.coding import Theme
from s11chat.dialog.model import Dialog, Kind, Option
from s11chat.dialog.question import Question, questions
from s11chat.services.imported import CODED
from s11chat.services.kept import Kept
from s11chat.store.overview import Holding
from s11chat.store.record import FactRecord
from s11chat.store.settlement import SettlementRecord

FRAME = "code frame"
"""The kind of settlement that changes a code frame."""
TWICE = "coded twice"
"""The kind of fact that is a second coder's coding: it counts in no table."""


@dataclass(frozen=True)
class Coded:
    """How one answer of a return is coded."""

    fact: FactRecord
    codes: tuple[str, ...]
    """As they were given."""
    stale: bool
    """Whether the answer has changed since."""

    @property
    def by(self) -> str:
        """Who coded it."""
        return self.fact.by_name

    @property
    def settled(self) -> bool:
        """Whether it settles a disagreement of two coders."""
        return bool(self.fact.details.get("settled"))


@dataclass(frozen=True)
class Coding:
    """All that is coded in a wave."""

    frames: Mapping[str, CodeFrame]
    """By question."""
    answers: Mapping[str, Mapping[str, Coded]]
    """By return and question; what was taken back is none."""

    def under(self, return_id: str, item: str) -> frozenset[str]:
        """The codes that an answer counts under."""
        found = self.answers.get(return_id, {}).get(item)
        if found is None or found.stale:
            return frozenset()
        frame = self.frames.get(item)
        return frame.counted(found.codes) if frame else frozenset(found.codes)

    def listed(self, return_id: str) -> dict[str, str]:
        """The codes that the answers of a return count under, with semicolons between, by question."""
        found = {item: self.under(return_id, item) for item in self.answers.get(return_id, ())}
        return {
            item: ";".join(one for one in self.frames[item].codes if one in codes)
            for item, codes in found.items()
            if codes and item in self.frames
        }

    def labelled(self, question: Question) -> Question:
        """A question with its codes as they stand: in its code frame, or after its own options."""
        frame = self.frames.get(question.id)
        if frame is None:
            return question
        in_use = {
            code for held in self.answers.values() if question.id in held for code in held[question.id].codes
        }
        used = frame.counted(in_use)
        counts = [
            one for one in frame.codes.values() if not one.into and (not one.retired or one.code in used)
        ]
        if not question.options:
            return replace(question, code_frame=tuple(_theme(one) for one in counts))
        own = {option.code for option in question.options}
        new = tuple(Option(code=one.code, say=one.say) for one in counts if one.code not in own)
        return replace(question, options=(*question.options, *new)) if new else question


def _theme(one: FrameCode) -> Theme:
    return Theme(code=one.code, say=one.say, covers=one.covers or None)


def codable(dialog: Dialog) -> dict[str, Question]:
    """The questions that are answered in words, or have an option that asks which, by id."""
    return {id_: one for id_, one in questions(dialog).items() if one.kind is Kind.TEXT or specified(one)}


def specified(question: Question) -> frozenset[str]:
    """The codes of the options that ask which."""
    return frozenset(option.code for option in question.options if option.specify)


def coding_of(kept: Kept, wave: str, dialog: Dialog, held: Mapping[str, Holding]) -> Coding:
    """All that is coded in a wave, with its frames as they stand."""
    changes: dict[str, list[Change]] = defaultdict(list)
    for settled in kept.settlements.of_kind(wave, FRAME):
        changes[str(settled.details["item"])].append(change_of(settled))
    answers = codings(kept.responses.facts_of_kind(wave, CODED), held)
    met: dict[str, set[str]] = defaultdict(set)
    for of_return in answers.values():
        for item, coded in of_return.items():
            met[item].update(coded.codes)
    frames = {
        id_: CodeFrame.of(id_, _begun(one, met[id_], changes[id_]), changes[id_])
        for id_, one in codable(dialog).items()
    }
    return Coding(frames, answers)


def codings(facts: Iterable[FactRecord], held: Mapping[str, Holding]) -> dict[str, dict[str, Coded]]:
    """The last coding of every answer, by return and question; what was taken back is none."""
    found: dict[str, dict[str, Coded]] = defaultdict(dict)
    for fact in facts:
        item, codes = str(fact.details["item"]), codes_in(str(fact.details["themes"]))
        revision = fact.details.get("revision")
        now = held.get(fact.return_id, Holding()).revisions.get(item, 0)
        found[fact.return_id].pop(item, None)
        if codes:
            found[fact.return_id][item] = Coded(fact, codes, revision is not None and revision != now)
    return dict(found)


def codes_in(written: str) -> tuple[str, ...]:
    """Codes as they are kept, with semicolons between."""
    return tuple(filter(None, written.split(";")))


def change_of(settled: SettlementRecord) -> Change:
    """A change as it is kept."""
    said = settled.details
    return Change(
        step=Step(str(said["step"])),
        code=str(said.get("code", "")),
        say=str(said.get("say", "")),
        covers=str(said.get("covers", "")),
        into=str(said.get("into", "")),
        undoes=int(said.get("undoes", 0)),
        number=settled.seq,
        by=settled.by_name,
        at=settled.at,
    )


def _begun(question: Question, met: Iterable[str], changes: Iterable[Change]) -> list[FrameCode]:
    """What a frame begins with: what the dialog says, and codes that came with a file and nobody has named."""
    if question.options:
        first = [FrameCode(one.code, one.say, source=Source.OPTION) for one in question.options]
    else:
        first = [FrameCode(one.code, one.say, one.covers or "", Source.DIALOG) for one in question.code_frame]
    known = {one.code for one in first} | {one.code for one in changes if one.step is Step.ADD}
    strange = sorted(set(met) - known, key=_in_order)
    return [*first, *(FrameCode(code, code, source=Source.IMPORT) for code in strange)]


def _in_order(code: str) -> tuple[int, int, str]:
    return (0, int(code), code) if code.isdecimal() else (1, 0, code)
