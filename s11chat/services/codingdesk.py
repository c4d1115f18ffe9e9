"""One question in front of a coder: its answers one after another, the codes that may fit, and undo.

The first coder's codes count in tables. A second coder sees a sample, and neither the first one's codes nor anything
suggested by them; their codes count in no table and say how far two people agree.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from s11chat.analysis.code_frame import FrameCode
from s11chat.analysis.open_answer import OpenQuestion, Verbatim
from s11chat.analysis.suggestion import Suggestions
from s11chat.assurance.right import Act, same_name
from s11chat.errors import RefusedError, StateError, UsageError
from s11chat.services import reframing
from s11chat.services.coded import TWICE
from s11chat.services.imported import CODED
from s11chat.services.kept import Kept
from s11chat.services.sampling import as_second, doubled, must_be_doubled
from s11chat.services.verbatim import in_order, open_question
from s11chat.services.witnessing import Did, witness
from s11chat.store.entry import Author, Entry, NewFact

MOST = 20
"""Codes of one answer."""


@dataclass(frozen=True)
class _Before:
    """How an answer was coded before it was coded in this sitting."""

    ref: str
    codes: tuple[str, ...]


class CodingDesk:
    """One question in front of one coder."""

    def __init__(self, kept: Kept, wave: str, item: str, *, second: bool = False) -> None:
        self._kept, self.wave, self.item, self.second = kept, wave, item, second
        self._role = kept.require(Act.CODE_ANSWERS, wave)
        self._made: list[_Before] = []
        self.look()
        witness(kept, Did.READ_WORDS, wave, detail=item, role=self._role.value)

    def look(self) -> OpenQuestion:
        """The question as it stands now."""
        found = open_question(self._kept, self.wave, self.item)
        if self.second:
            found = replace(found, verbatims=as_second(self._kept, found))
        self.open, self.frame = found, found.frame
        self._likely = Suggestions(
            ((one.words, one.codes) for one in found.verbatims if one.codes), self.frame.offered
        )
        return found

    @property
    def verbatims(self) -> tuple[Verbatim, ...]:
        """The answers, by ref."""
        return self.open.verbatims

    def answer(self, ref: str) -> Verbatim:
        """The answer of a case. Raises UsageError where it is none to be coded."""
        wanted = ref.strip().casefold()
        found = next((one for one in self.verbatims if one.ref.casefold() == wanted), None)
        if found is None:
            kind = "is not in the sample of" if self.second else "gave no answer in words to"
            raise UsageError(
                f"{ref.strip()[:40]} {kind} {self.item}: 's11chat coding next {self.wave} {self.item}' shows whose "
                "answer is to be coded."
            )
        return found

    def suggested(self, one: Verbatim) -> tuple[FrameCode, ...]:
        """The codes that may fit an answer, the likeliest first."""
        return tuple(self.frame.codes[code] for code in self._likely.of(one.words))

    def matching(self, typed: str) -> tuple[FrameCode, ...]:
        """The codes that what is typed may mean, the best first; all where nothing is typed."""
        return matching(self.frame.offered, typed)

    def put(self, ref: str, codes: Iterable[str], *, settles: bool = False) -> Verbatim:
        """Codes an answer, anew where it is coded already; what it was coded under stays on record.

        Raises UsageError for what is no code, RefusedError where it cannot be coded so, StaleResponseError where the
        answer has changed since it was read.
        """
        one = self.answer(ref)
        found = checked_codes(self.open, codes)
        if not one.readable:
            raise StateError(f"The words of {one.ref} were redacted: nothing is left to be coded.")
        if settles:
            must_be_doubled(doubled(self._kept, self.open), one.ref)
        before = _Before(one.ref, one.given)
        coded = self._enter(one, found, settles=settles)
        self._made.append(before)
        self._likely.add(coded.words, coded.codes)
        return coded

    def take_back(self, ref: str) -> Verbatim:
        """Has an answer be coded under nothing again. Raises StateError where it is not coded."""
        one = self.answer(ref)
        if not one.codes:
            raise StateError(f"The answer of {one.ref} to {self.item} is not coded.")
        self._made.append(_Before(one.ref, one.given))
        return self._enter(one, ())

    def undo(self) -> Verbatim:
        """The answer that was coded last in this sitting, as it was coded before. Raises StateError where none was."""
        if not self._made:
            raise StateError("You have coded nothing in this sitting, so there is nothing to undo.")
        before = self._made[-1]
        one = self._enter(self.answer(before.ref), before.codes)
        self._made.pop()
        return one

    def add(self, say: str, code: str = "") -> FrameCode:
        """A new code in the frame."""
        self.frame, made = reframing.add(self._kept, self.wave, self.item, say, code)
        self.look()
        return self.frame.codes[made]

    def _enter(self, one: Verbatim, codes: tuple[str, ...], *, settles: bool = False) -> Verbatim:
        if self.second:
            must_be_another(self._kept, one, self.item)
        fact: list[Entry] = [entry_of(self.item, codes, one.revision, second=self.second, settles=settles)]
        author = Author("", self._kept.actor, self._role.value)
        self._kept.responses.record(
            one.return_id, author, self._kept.clock(), fact, {self.item: one.revision}
        )
        counted = in_order(self.frame, self.frame.counted(codes))
        now = replace(
            one,
            codes=counted,
            given=codes,
            stale=False,
            by=self._kept.actor if codes else "",
            settled=settles,
        )
        verbatims = tuple(now if each.ref == one.ref else each for each in self.verbatims)
        self.open = replace(self.open, verbatims=verbatims)
        return now


def checked_codes(found: OpenQuestion, codes: Iterable[str]) -> tuple[str, ...]:
    """Codes of one answer in the order of the frame. Raises UsageError or RefusedError where they cannot be given."""
    given = frozenset(found.frame.code(code).code for code in codes if code.strip())
    if not given:
        raise UsageError("Name at least one code; or leave the answer for later.")
    if found.single and len(given) > 1:
        raise RefusedError(f"{found.question.id} takes one answer: code this one under one code.")
    if len(given) > MOST:
        raise RefusedError(f"An answer has at most {MOST} codes.")
    return in_order(found.frame, given)


def must_be_another(kept: Kept, one: Verbatim, item: str) -> None:
    """Raises RefusedError where whoever codes an answer a second time coded it first."""
    first = [
        fact
        for fact in kept.responses.facts(one.return_id)
        if fact.kind == CODED and fact.details["item"] == item
    ]
    if first and same_name(first[-1].by_name, kept.actor):
        raise RefusedError(f"You coded the answer of {one.ref} first: another person has to code it again.")


def entry_of(
    item: str, codes: tuple[str, ...], revision: int, *, second: bool, settles: bool = False
) -> NewFact:
    """What is entered in the return where an answer is coded."""
    details: dict[str, str | int] = {"item": item, "themes": ";".join(codes), "revision": revision}
    if settles:
        details["settled"] = 1
    return NewFact(TWICE if second else CODED, details)


def matching(codes: Iterable[FrameCode], typed: str) -> tuple[FrameCode, ...]:
    """The codes that what is typed may mean, the best first; all where nothing is typed."""
    from rapidfuzz import fuzz, process

    every, wanted = list(codes), typed.strip().casefold()
    if not wanted:
        return tuple(every)
    exact = [one for one in every if wanted in (one.code.casefold(), one.say.casefold())]
    begins = [
        one
        for one in every
        if one.code.casefold().startswith(wanted)
        or any(word.startswith(wanted) for word in one.say.casefold().split())
    ]
    said = {at: f"{one.say} {one.covers}".casefold() for at, one in enumerate(every)}
    near = process.extract(wanted, said, scorer=fuzz.partial_ratio, score_cutoff=70, limit=None)
    found = [*exact, *begins, *(every[at] for _, _, at in near if len(wanted) > 2)]
    return tuple(dict.fromkeys(found))
