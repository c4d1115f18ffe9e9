"""What somebody tells of a document, read: its kind, its days, the questions it shows something of."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from pathlib import Path

from s11chat.assurance import evidence as rule
from s11chat.assurance.part import items_of, read_part
from s11chat.dialog.model import Dialog
from s11chat.errors import RefusedError, RightsError, UsageError
from s11chat.language.date import dates
from s11chat.language.day import Look
from s11chat.language.harmless import harmless, in_short, one_line
from s11chat.language.normalise import utterance
from s11chat.language.private import private
from s11chat.services.kept import Kept
from s11chat.services.reviewing import gather
from s11chat.store.entry import Described
from s11chat.store.record import CaseRecord, EvidenceRecord

_KEEP = "Type it again without, or keep it as it is."


@dataclass(frozen=True)
class Telling:
    """What somebody tells of a piece of evidence, as typed."""

    kind: str = ""
    title: str = ""
    covers: str = ""
    """The questions it shows something of, by their numbers."""
    dated: str = ""
    owner: str = ""
    review: str = ""
    place: str = ""
    note: str = ""


def looks_private(told: Telling, file: Path | None = None) -> str:
    """What looks as if it named a child, and what to do, in a sentence; empty where nothing does."""
    words = [told.title, told.owner, told.place, told.note, file.name if file else ""]
    found = private(". ".join(part for part in words if part))
    looks = "; ".join(f"'{one.words}' looks like {one.sort}" for one in found)
    return f"{looks}. Nothing is kept yet: others will read this. {_KEEP}" if looks else ""


@dataclass(frozen=True)
class Describing:
    """Reads what is told of the evidence of one return."""

    kept: Kept
    case: CaseRecord
    dialog: Dialog
    part: frozenset[str]
    """The items somebody was asked for, where that is not the whole."""

    def read_back(self, told: Telling) -> str:
        """What the days and questions come to, for people to read. Raises UsageError as `add` does."""
        described = self.described(told)
        parts = [f"for {', '.join(described.covers)}"]
        parts += [f"dated {rule.in_full(described.dated)}"] if described.dated else []
        parts += [f"next review {rule.in_full(described.review)}"] if described.review else []
        return ", ".join(parts)

    def described(self, told: Telling, before: EvidenceRecord | None = None) -> Described:
        """What was told, read; told of what is on record `before`, what is left empty stays.

        Raises UsageError, RefusedError or RightsError, saying what is lacking.
        """
        if before is None:
            start = Described(rule.kind_of(told.kind), _title(told.title))
        else:
            known = {one.name: getattr(before, one.name) for one in fields(Described)}
            start = Described(**known)
        changes: dict[str, object] = {}
        if told.kind:
            changes["kind"] = rule.kind_of(told.kind).value
        if told.title:
            changes["title"] = _title(told.title)
        for name in ("owner", "place"):
            if getattr(told, name):
                changes[name] = bounded(one_line(getattr(told, name)), rule.LONGEST_TITLE, f"the {name}")
        if told.note:
            changes["note"] = bounded(told.note, rule.LONGEST_NOTE, "a note")
        if told.dated:
            changes["dated"] = self._day(told.dated, past=True)
        if told.review:
            changes["review"] = self._day(told.review, past=False)
        if told.covers or before is None:
            changes["covers"] = self._covered(told.covers)
        return replace(start, **changes)  # type: ignore[arg-type]  # each value is of its field's type

    def _covered(self, words: str) -> tuple[str, ...]:
        """The items that words name, in the order of the dialog."""
        if not one_line(words):
            raise UsageError("Say which questions it shows something of, by their numbers, such as 2.1, 5.1.")
        part = read_part(self.dialog, words)
        if not part:
            raise UsageError("Name the questions it shows something of, such as 2.1, 5.1: not all of them.")
        items = items_of(self.dialog, part)
        asked = {question.item for question in gather(self.kept, self.case).talk.route}
        foreign = sorted(items - asked)
        if not items & asked or (foreign and set(part) & set(foreign)):
            raise RefusedError(f"{', '.join(foreign)} is not asked of {self.case.name} as things stand.")
        if self.part and not items & asked <= self.part:
            raise RightsError("A delegate may not add evidence beyond their part: name questions of it.")
        every = (item.item for section in self.dialog.sections for item in section.items)
        return tuple(item for item in every if item in items & asked)

    def _day(self, words: str, *, past: bool) -> str:
        words = one_line(words)
        found = dates(Look(self.kept.today, "past" if past else "future", utterance(words).tokens))
        period = found[0].period if len(found) == 1 else None
        if period is None:
            raise UsageError(
                f"'{in_short(words, 40)}' is no day: write it as 12 March 2025 or 2025-03-12; a month will do."
            )
        day = period.last
        if past and period.first > self.kept.today:
            raise UsageError(
                f"{rule.in_full(day.isoformat())} is still to come: give the day of the document."
            )
        return min(day, self.kept.today).isoformat() if past else day.isoformat()


def _title(words: str) -> str:
    title = one_line(words)
    if not any(sign.isalnum() for sign in title):
        raise UsageError("Give the title of the document, as it stands on it.")
    return bounded(title, rule.LONGEST_TITLE, "a title")


def bounded(words: str, most: int, what: str) -> str:
    """Words made harmless. Raises UsageError where there are more than `most` characters of them."""
    words = harmless(words).strip()
    if len(words) > most:
        raise UsageError(
            f"{what[:1].upper()}{what[1:]} has at most {most} characters; that has {len(words)}."
        )
    return words
