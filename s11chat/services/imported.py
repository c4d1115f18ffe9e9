"""What imports there were in a wave, and what the files said of returns beside their answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from s11chat.services.kept import Kept
from s11chat.store.record import FactRecord

IMPORT = "import"
"""The mode of answers that came in a file."""
IMPORTED, CODED, UNDONE = "imported", "coded", "import undone"
"""The kinds of facts that an import, and taking one back, write."""


@dataclass(frozen=True)
class Import:
    """One import of a wave."""

    number: int
    file: str
    digest: str
    by: str
    at: datetime
    facts: Mapping[str, FactRecord]
    """What it wrote of each return, by return."""
    undone: bool

    def __str__(self) -> str:
        gone = ", taken back" if self.undone else ""
        return f"{self.number} ({self.file}, {len(self.facts)} returns, by {self.by}{gone})"


def imports(kept: Kept, wave: str) -> tuple[Import, ...]:
    """Every import of a wave, the first first."""
    undone = {fact.details["import"] for fact in kept.responses.facts_of_kind(wave, UNDONE)}
    found: dict[int, dict[str, FactRecord]] = defaultdict(dict)
    for fact in kept.responses.facts_of_kind(wave, IMPORTED):
        found[int(fact.details["import"])][fact.return_id] = fact
    return tuple(_import(number, found[number], number in undone) for number in sorted(found))


def _import(number: int, facts: Mapping[str, FactRecord], undone: bool) -> Import:
    first = next(iter(facts.values()))
    file, digest = str(first.details["file"]), str(first.details["digest"])
    return Import(number, file, digest, first.by_name, first.at, facts, undone)


def themes_of(kept: Kept, wave: str) -> dict[str, dict[str, str]]:
    """The themes that words were sorted under, with semicolons between, by return and question."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for fact in kept.responses.facts_of_kind(wave, CODED):
        found[fact.return_id][str(fact.details["item"])] = str(fact.details["themes"])
    return found


def said_of(kept: Kept, wave: str) -> dict[str, FactRecord]:
    """What the last import that stands says of each return of a wave, by return."""
    standing = (one for one in imports(kept, wave) if not one.undone)
    return {return_id: fact for one in standing for return_id, fact in one.facts.items()}


def mark(number: int) -> str:
    """How the reason begins for which an answer of an import stands where it does."""
    return f"import {number}: "
