"""Who commissions whom: the refs, or the names of outside bodies, in a frame's column `commissioned_by`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from s11chat.dialog.suggest import nearest

_RUNS = (("9", re.compile(r"[0-9]+")), ("A", re.compile(r"[A-Z]+")), ("a", re.compile(r"[a-z]+")))
_NEAR = 0.75
"""From which similarity on a single word is a slip in a ref."""
_LOOKUPS = 200
"""How many unknown refs of a file are compared with all others: a file with more has other faults."""


def parts(text: str) -> tuple[str, ...]:
    """The refs and names in a cell, each once."""
    return tuple(dict.fromkeys(part.strip() for part in text.split(";") if part.strip()))


def joined(text: str) -> str:
    """A cell as it is kept."""
    return "; ".join(parts(text))


class Roster:
    """The refs that may be named, those of a wave and of a file."""

    def __init__(self, refs: Mapping[str, str], names: Mapping[str, str]) -> None:
        """`refs` as written by small letters, `names` of organisations in small letters with their refs."""
        self._refs, self._names = refs, names
        self._written = tuple(refs.values())
        self._shapes = {_shape(ref) for ref in refs.values()}
        self._lookups = _LOOKUPS
        self.outside: dict[str, list[int]] = {}
        """The names of outside bodies, with the lines they stand in."""

    def read(self, text: str, line: int) -> str:
        """The cell with its refs as they are written elsewhere."""
        found = []
        for part in parts(text):
            ref = self._refs.get(part.casefold())
            if ref is None:
                self.outside.setdefault(part, []).append(line)
            found.append(ref or part)
        return joined(";".join(found))

    def faults(self, text: str, own: str) -> Iterator[str]:
        """What is wrong with a cell of the organisation `own`."""
        for part in parts(text):
            if part.casefold() == own.casefold():
                yield f"commissioned_by names {own} itself"
            elif part.casefold() not in self._refs and self._meant(part):
                near = nearest(part, self._written) if self._may_look() else ""
                yield f"commissioned_by '{part[:40]}' is no ref in the wave or the file{near}"

    def warnings(self) -> Iterator[tuple[int, str]]:
        """A sentence for each outside body, with the first line that names it."""
        for name, lines in self.outside.items():
            rows = f"row {lines[0]}" if len(lines) == 1 else f"{len(lines)} rows"
            ref = self._names.get(name.casefold())
            meant = (
                f"write its ref, {ref}, if that is meant" if ref else "kept as the name of an outside body"
            )
            yield lines[0], f"commissioned_by '{name[:60]}' in {rows} is no ref: {meant}"

    def _meant(self, part: str) -> bool:
        """Whether a text is meant for a ref: one word that is shaped like one, or a slip away from one."""
        if any(sign.isspace() for sign in part):
            return False
        if _shape(part) in self._shapes:
            return True
        return (
            self._may_look()
            and process.extractOne(
                part, self._written, scorer=Levenshtein.normalized_similarity, score_cutoff=_NEAR
            )
            is not None
        )

    def _may_look(self) -> bool:
        self._lookups -= 1
        return self._lookups >= 0


def _shape(ref: str) -> str:
    """A ref with its runs of digits and letters made one sign each: `GP12` and `ST1` are alike."""
    for sign, run in _RUNS:
        ref = run.sub(sign, ref)
    return ref
