"""The code frame of one question: the codes that answers in words count under, and every change that was made to it.

No answer is coded anew where a frame changes: an answer keeps the code it was given, and a code that was merged into
another counts as that one for as long as the merging stands. So every change can be taken back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from s11chat.dialog.suggest import nearest
from s11chat.errors import RefusedError, UsageError

LONGEST_CODE, LONGEST_LABEL, LONGEST_COVERS = 40, 120, 400
_RESIDUAL = frozenset({"other", "others", "anything else", "something else"})
"""Codes and labels of what fits no other; what is counted under them is to be kept small."""
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


class Step(StrEnum):
    """What a change does."""

    ADD = "add"
    RENAME = "rename"
    MERGE = "merge"
    RETIRE = "retire"
    RESTORE = "restore"
    UNDO = "undo"


class Source(StrEnum):
    """Where a code comes from."""

    DIALOG = "dialog"
    OPTION = "option"
    """An option of the question itself: an answer is coded back to it."""
    IMPORT = "import"
    """A file of returns named it."""
    OFFICE = "office"


@dataclass(frozen=True)
class FrameCode:
    """One code as it stands."""

    code: str
    say: str
    covers: str = ""
    source: Source = Source.OFFICE
    retired: bool = False
    """Not offered any more; what is coded under it counts on."""
    into: str = ""
    """The code that it counts as since they were merged."""


@dataclass(frozen=True)
class Change:
    """One change of a frame; `number` tells it from all others of the wave."""

    step: Step
    code: str = ""
    say: str = ""
    covers: str = ""
    into: str = ""
    undoes: int = 0
    number: int = 0
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class CodeFrame:
    """The frame of one question."""

    item: str
    base: tuple[FrameCode, ...] = ()
    """What it began with."""
    changes: tuple[Change, ...] = ()
    """All that was ever changed, in order, those that were taken back among them."""
    codes: Mapping[str, FrameCode] = field(default_factory=dict)
    """Every code there is or was, in the order tables print them."""

    @classmethod
    def of(cls, item: str, base: Iterable[FrameCode], changes: Iterable[Change] = ()) -> CodeFrame:
        """The frame after these changes."""
        first, made = tuple(base), tuple(changes)
        undone = {one.undoes for one in made if one.step is Step.UNDO}
        codes = {one.code: one for one in first}
        for change in made:
            if change.number not in undone:
                _apply(codes, change)
        return cls(item, first, made, codes)

    @property
    def offered(self) -> tuple[FrameCode, ...]:
        """The codes an answer can be given."""
        return tuple(one for one in self.codes.values() if not one.retired and not one.into)

    @property
    def standing(self) -> tuple[Change, ...]:
        """The changes that were not taken back."""
        undone = {one.undoes for one in self.changes if one.step is Step.UNDO}
        return tuple(one for one in self.changes if one.step is not Step.UNDO and one.number not in undone)

    @property
    def residual(self) -> frozenset[str]:
        """The codes of what fits no other."""
        return frozenset(
            one.code
            for one in self.codes.values()
            if not one.into and not _RESIDUAL.isdisjoint((one.code.casefold(), one.say.casefold()))
        )

    def counted(self, codes: Iterable[str]) -> frozenset[str]:
        """What codes count as now, those that were merged as what they were merged into."""
        return frozenset(self._end(code) for code in codes)

    def _end(self, code: str) -> str:
        for _ in self.codes:
            found = self.codes.get(code)
            if found is None or not found.into:
                return code
            code = found.into
        return code

    def code(self, said: str) -> FrameCode:
        """The code that can be given by this code or label. Raises UsageError where there is none."""
        wanted = said.strip().casefold()
        for one in self.offered:
            if wanted in (one.code.casefold(), one.say.casefold()):
                return one
        gone = next((one for one in self.codes.values() if one.code.casefold() == wanted), None)
        if gone is not None:
            why = f"was merged into '{self._end(gone.code)}'" if gone.into else "is retired"
            raise UsageError(f"Code '{gone.code}' of {self.item} {why}: choose another, or undo that.")
        known = nearest(said.strip(), [one.code for one in self.offered])
        raise UsageError(
            f"'{said.strip()[:40]}' is no code of {self.item}{known}: 's11chat coding frame' lists them, and --add "
            "CODE LABEL makes a new one."
        )

    def after(self, change: Change, used: Iterable[str] = ()) -> CodeFrame:
        """The frame with one more change. Raises UsageError or RefusedError where it cannot be made.

        `used` are the codes that answers have, which no code may be taken from under.
        """
        if change.step is Step.UNDO:
            return self._without(change, frozenset(used))
        _must_fit(self, change)
        return CodeFrame.of(self.item, self.base, (*self.changes, change))

    def _without(self, change: Change, used: frozenset[str]) -> CodeFrame:
        gone = next((one for one in self.standing if one.number == change.undoes), None)
        if gone is None:
            raise UsageError(f"Change {change.undoes} of the frame of {self.item} does not stand.")
        if gone.step is Step.ADD and gone.code in used:
            raise RefusedError(
                f"Answers are coded under '{gone.code}': code them otherwise first, merge it, or retire it."
            )
        before = CodeFrame.of(self.item, self.base)
        for one in self.standing:
            if one is gone:
                continue
            try:
                _must_fit(before, one)
            except (UsageError, RefusedError) as error:
                raise RefusedError(
                    f"Change {one.number} ({one.step} '{one.code}') rests on it: undo that first. {error}"
                ) from None
            before = CodeFrame.of(self.item, self.base, (*before.changes, one))
        return CodeFrame.of(self.item, self.base, (*self.changes, change))


def _apply(codes: dict[str, FrameCode], change: Change) -> None:
    if change.step is Step.ADD:
        codes[change.code] = FrameCode(change.code, change.say, change.covers)
    elif (found := codes.get(change.code)) is not None:
        match change.step:
            case Step.RENAME:
                found = replace(found, say=change.say, covers=change.covers or found.covers)
            case Step.MERGE:
                found = replace(found, into=change.into)
            case Step.RETIRE | Step.RESTORE:
                found = replace(found, retired=change.step is Step.RETIRE)
        codes[change.code] = found


def _must_fit(frame: CodeFrame, change: Change) -> None:
    if change.step in (Step.ADD, Step.RENAME):
        _must_be_named(frame, change)
    if change.step is Step.ADD:
        taken = {code.casefold() for code in frame.codes}
        if not _CODE.fullmatch(change.code) or len(change.code) > LONGEST_CODE:
            raise UsageError(
                f"'{change.code[:50]}' cannot be a code: use letters, digits, '_', '.' and '-', at most {LONGEST_CODE}."
            )
        if change.code.casefold() in taken:
            raise RefusedError(f"There is a code '{change.code}' in the frame of {frame.item} already.")
        return
    found = frame.codes.get(change.code)
    if found is None or found.into:
        frame.code(change.code)
        raise UsageError(f"'{change.code}' is no code of {frame.item}.")
    if change.step is Step.MERGE:
        into = frame.code(change.into)
        if into.code == found.code:
            raise UsageError(f"'{found.code}' cannot be merged into itself.")
    if change.step is Step.RETIRE and found.retired:
        raise RefusedError(f"'{found.code}' is retired already.")
    if change.step is Step.RESTORE and not found.retired:
        raise RefusedError(f"'{found.code}' is not retired.")


def _must_be_named(frame: CodeFrame, change: Change) -> None:
    if not any(character.isalnum() for character in change.say):
        raise UsageError("A code needs a label that tables can print.")
    if len(change.say) > LONGEST_LABEL or len(change.covers) > LONGEST_COVERS:
        raise UsageError(
            f"A label has at most {LONGEST_LABEL} characters, and what it covers at most {LONGEST_COVERS}."
        )
    for one in frame.offered:
        if one.code != change.code and one.say.casefold() == change.say.casefold():
            raise RefusedError(
                f"'{one.code}' is labelled '{one.say}' already: use it, or say something else."
            )


def code_for(say: str, taken: Iterable[str]) -> str:
    """A code made of the first words of a label, that is none of those taken."""
    words = re.findall(r"[a-z0-9]+", say.casefold())
    made = "_".join(words[:2])[:20] or "code"
    there, found, number = {one.casefold() for one in taken}, made, 2
    while found in there:
        found, number = f"{made}_{number}", number + 1
    return found
