"""A return passed on as a file and taken in again, in lines: everything is told before it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from s11chat.dialog.suggest import nearest
from s11chat.errors import S11chatError, UsageError
from s11chat.line.listing import wrapped
from s11chat.services.mergeword import (
    conflict_lines,
    made_told,
    merged_told,
    next_told,
    nothing_new,
    sum_lines,
    voided_lines,
)

if TYPE_CHECKING:
    from s11chat.services.merging import Merged
    from s11chat.services.passing import Passing

LEAVE = "."
WORDS = {
    "make": "one file to work without a network: make Nell Thimble",
    "merge": "take in one that came back: merge HH-nell-thimble.s11",
}


@dataclass
class Bundles:
    """Reads lines, asks the service, writes what comes back; holds no rule of its own."""

    work: Passing
    write: Callable[[str], None]
    lines: Iterator[str]

    def do(self, rest: str) -> bool:
        """Carries out what follows the word for bundles; True where one was taken in."""
        name, _, more = rest.strip().partition(" ")
        match name.casefold():
            case "":
                self._list()
            case "make":
                self._make(more.strip())
            case "merge":
                return self._merge(more.strip())
            case _:
                raise UsageError(f"There is no '{name[:20]}' here{nearest(name, WORDS)}: {', '.join(WORDS)}.")
        return False

    def _list(self) -> None:
        width = max(map(len, WORDS))
        for word, does in WORDS.items():
            self.write(f"  bundle {word:<{width}}  {does}")
        self.write(f"One can be made for: {', '.join(self.work.people())}.")

    def _make(self, name: str) -> None:
        if not name:
            raise UsageError(f"Say whom it is for: bundle make {self.work.people()[0]}")
        found = self.work.outline(name)
        self._told(found.told)
        if found.lost:
            self.write(
                f"! Missing or changed since: {'; '.join(found.lost)}. Type without to make it without."
            )
            if next(self.lines, "").strip().casefold() != "without":
                self.write("= Left; nothing was written.")
                return
        offered = self.work.offered(found.name)
        while True:
            self.write(f"Its file? Enter for {offered}, {LEAVE} to leave it.")
            line = next(self.lines, LEAVE).strip()
            if line == LEAVE:
                self.write("= Left; nothing was written.")
                return
            try:
                made = self.work.make(found.name, line or offered, leave_out=bool(found.lost))
            except S11chatError as error:
                self.write(f"! {error}")
                continue
            for said in (*made_told(made), *next_told(made)):
                self._told(said)
            return

    def _merge(self, file: str) -> bool:
        if not file:
            raise UsageError("Say which file came back: bundle merge HH-nell-thimble.s11")
        merged = self.work.look(file)
        if not merged.entered:
            self.write(nothing_new(merged))
            return False
        takes = self._decided(merged)
        if takes is None:
            self.write("= Left; nothing was taken in.")
            return False
        merged = self.work.look(file, takes)
        for line in (*sum_lines(merged), *voided_lines(merged), merged_told(merged, would=True)):
            self.write(line)
        self.write("Type yes to take it in, anything else to leave everything as it is.")
        if next(self.lines, "").strip().casefold() not in ("y", "yes"):
            self.write("= Left; nothing was taken in.")
            return False
        self.write(f"= {merged_told(self.work.take_in(file, takes))}")
        return True

    def _decided(self, merged: Merged) -> dict[str, str] | None:
        """By question whose answer is to stand; None where that is left."""
        takes = {}
        for conflict in merged.undecided:
            for line in conflict_lines(conflict):
                self.write(line)
            side = ""
            while side not in ("ours", "theirs"):
                self.write(f"Type ours or theirs, {LEAVE} to leave everything as it is.")
                side = next(self.lines, LEAVE).strip().casefold()
                if side == LEAVE:
                    return None
            takes[conflict.question] = side
        return takes

    def _told(self, said: str) -> None:
        for line in wrapped("", said):
            self.write(line.strip())
