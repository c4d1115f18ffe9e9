"""What somebody tells of a document, read: its kind, its days, the questions it shows something of."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from s11chat.assurance import evidence as rule
from s11chat.assurance.evidence import Telling
from s11chat.assurance.part import items_of, read_part
from s11chat.dialog.model import Dialog
from s11chat.errors import RefusedError, RightsError, UsageError
from s11chat.language.calendar import Period
from s11chat.language.date import dates
from s11chat.language.day import Look
from s11chat.language.harmless import harmless, in_short, one_line
from s11chat.language.normalise import utterance
from s11chat.services.kept import Kept
from s11chat.services.reviewing import gather
from s11chat.store.entry import Described
from s11chat.store.record import CaseRecord, EvidenceRecord


@dataclass(frozen=True)
class Describing:
    """Reads what is told of the evidence of one return."""

    kept: Kept
    case: CaseRecord
    dialog: Dialog
    part: frozenset[str]
    """The items somebody was asked for, where that is not the whole."""

    def understood(self, told: Telling) -> str:
        """The days that words come to, for people to read; of a month or a year it is said which day was taken.

        Empty where no day is told. Raises UsageError as `described` does.
        """
        told = self._as_before(told)
        days = ((told.dated, True), (told.review, False))
        return "; ".join(self._understood(words, past=past) for words, past in days if words)

    def _understood(self, words: str, *, past: bool) -> str:
        period, day = self._period(words, past=past), rule.in_full(self._day(words, past=past))
        if period.first == period.last:
            return day
        return f"{day}, the {'first' if past else 'last'} day of '{in_short(one_line(words), 40)}'"

    def described(self, told: Telling, before: EvidenceRecord | None = None) -> Described:
        """What was told, read; told of what is on record `before`, what is left empty stays.

        Raises UsageError, RefusedError or RightsError, saying what is lacking.
        """
        changes = self._read(told)
        if before is not None:
            known = {one.name: getattr(before, one.name) for one in fields(Described)}
            return Described(**{**known, **changes})
        must = {"kind": rule.kind_of(told.kind).value, "title": _title(told.title)}
        return Described(**{**must, **changes, "covers": self._covered(told.covers)})

    def check(self, told: Telling, *, needed: bool = False) -> None:
        """Raises as `described` does where some of what was told will not do; `needed`, where nothing was told."""
        if not self._read(told) and needed:
            raise UsageError("This has to be said.")

    def last(self) -> EvidenceRecord | None:
        """The record that was put on file last and stands, of those that are seen here."""
        records = self.kept.evidences.of(self.case.return_id)[::-1]
        seen = (one for one in records if one.stands and not (self.part and self.part.isdisjoint(one.covers)))
        return next(seen, None)

    def _as_before(self, told: Telling) -> Telling:
        """What was told, with that of the record before it where it is said to be the same."""
        same = [name for name in rule.REPEATED if getattr(told, name).strip().casefold() == rule.SAME]
        before = self.last() if same else None
        for name in same:
            if before is None or not getattr(before, name):
                raise UsageError("There is no earlier document that says it: type it out.")
        return replace(told, **{name: getattr(before, name) for name in same})

    def _read(self, told: Telling) -> dict[str, Any]:
        """What was told, read, and nothing of the rest."""
        told = self._as_before(told)
        found: dict[str, Any] = {}
        if told.kind:
            found["kind"] = rule.kind_of(told.kind).value
        if told.title:
            found["title"] = _title(told.title)
        for name in ("owner", "place"):
            if getattr(told, name):
                found[name] = bounded(one_line(getattr(told, name)), rule.LONGEST_TITLE, f"the {name}")
        if told.note:
            found["note"] = bounded(told.note, rule.LONGEST_NOTE, "a note")
        if told.dated:
            found["dated"] = self._day(told.dated, past=True)
        if told.review:
            found["review"] = self._day(told.review, past=False)
        if told.covers:
            found["covers"] = self._covered(told.covers)
        return found

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
        """The day of a document, which is the first that words leave open, or of its review, which is the last."""
        period = self._period(words, past=past)
        if past and period.first > self.kept.today:
            raise UsageError(
                f"{rule.in_full(period.first.isoformat())} is still to come: give the day of the document."
            )
        return (period.first if past else period.last).isoformat()

    def _period(self, words: str, *, past: bool) -> Period:
        words = one_line(words)
        found = dates(Look(self.kept.today, "past" if past else "future", utterance(words).tokens))
        period = found[0].period if len(found) == 1 else None
        if period is None:
            raise UsageError(
                f"'{in_short(words, 40)}' is no day: write it as 12 March 2025 or 2025-03-12; a month will do."
            )
        return period


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
