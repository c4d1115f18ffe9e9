"""Goes through the answers of one question as a coder does: what is left, all or what is coded, those with some words."""

from __future__ import annotations

import re

from s11chat.analysis.open_answer import Verbatim
from s11chat.errors import RefusedError, UsageError
from s11chat.services.codingdesk import CodingDesk

VIEWS = ("left", "all", "coded")
_APART = re.compile(r"\s*[;,]\s*")


class CodingWalk:
    """Where a coder is among the answers."""

    def __init__(self, desk: CodingDesk) -> None:
        self.desk = desk
        self.view, self.words = VIEWS[0], ""
        self._refs: tuple[str, ...] = ()
        self._at = 0
        self.see(VIEWS[0])
        if not self._refs:
            self.see("all")

    def see(self, view: str, words: str = "") -> None:
        """The answers of a view, with all of these words in them; a code in `words` is looked for among codes."""
        self.view, self.words = view, words.strip()
        self._refs = tuple(one.ref for one in self.desk.verbatims if self._shown(one))
        self._at = 0

    def _shown(self, one: Verbatim) -> bool:
        if self.view == "left" and (one.codes or not one.readable):
            return False
        if self.view == "coded" and not one.codes:
            return False
        text = f"{one.words} {one.ref} {' '.join(one.codes)}".casefold()
        return all(word in text for word in self.words.casefold().split())

    @property
    def count(self) -> int:
        """How many answers are in the view."""
        return len(self._refs)

    @property
    def place(self) -> int:
        """Which of them one is at, counted from 1; 0 where there is none."""
        return self._at + 1 if self._refs else 0

    @property
    def here(self) -> Verbatim | None:
        """The answer in front of the coder; None where the view has none."""
        return self.desk.answer(self._refs[self._at]) if self._refs else None

    def move(self, step: int) -> bool:
        """On to another answer; False at the end, where one stays."""
        to = self._at + step
        if not 0 <= to < len(self._refs):
            return False
        self._at = to
        return True

    def go_on(self) -> bool:
        """To the next answer that is still to be coded, from the start once the end is reached; False where none is."""
        order = (*range(self._at + 1, len(self._refs)), *range(self._at + 1))
        for at in order:
            one = self.desk.answer(self._refs[at])
            if not one.codes and one.readable:
                self._at = at
                return True
        return False

    def go(self, ref: str) -> None:
        """To the answer of a case, in the view of all where this one has it not. Raises UsageError for none."""
        one = self.desk.answer(ref)
        if one.ref not in self._refs:
            self.see("all")
        self._at = self._refs.index(one.ref)

    def meant(self, typed: str) -> tuple[str, ...]:
        """The codes that a line means: codes or labels with semicolons or commas between, or codes with spaces.

        Where codes are no numbers, 1 to 3 are the codes suggested. Raises UsageError for what means none.
        """
        typed = typed.strip()
        parts = [part for part in _APART.split(typed) if part]
        if len(parts) == 1 and " " in typed and not self._one(typed):
            parts = typed.split()
        return tuple(self._one(part) or self._near(part) for part in parts)

    def _one(self, said: str) -> str:
        """The code that is exactly this, by code, label or place among those suggested; empty where there is none."""
        try:
            return self.desk.frame.code(said).code
        except (UsageError, RefusedError):
            pass
        here, numbered = self.here, any(one.code.isdecimal() for one in self.desk.frame.offered)
        if here is not None and said.isdecimal() and not numbered:
            likely = self.desk.suggested(here)
            if 0 < int(said) <= len(likely):
                return likely[int(said) - 1].code
        return ""

    def _near(self, said: str) -> str:
        found = self.desk.matching(said)
        if len(found) == 1:
            return found[0].code
        if found:
            some = ", ".join(one.code for one in found[:6])
            raise UsageError(f"'{said[:40]}' may be {some}: say which.")
        return self.desk.frame.code(said).code
