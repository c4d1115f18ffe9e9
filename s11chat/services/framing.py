"""Takes the organisations of a frame file into a wave, brings those that are there up to date, and hands them out.

A bad row is named and never loses the others; what would change is shown before it does, and what may be one
organisation twice is proposed and never merged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from s11chat.assurance.right import Act
from s11chat.errors import Problem, RefusedError, SourceError
from s11chat.exchange.frame import Frame, FrameRow, read_frame
from s11chat.fieldwork.case import WRITABLE, State
from s11chat.fieldwork.duplicate import Listed, Pair, duplicates
from s11chat.services.differing import Change, change_of, refused
from s11chat.services.kept import Kept
from s11chat.services.purged import must_not_be_purged
from s11chat.services.seating import unsigned_by
from s11chat.store.entry import Author
from s11chat.store.frame import NewCase
from s11chat.store.record import CaseRecord, PersonRecord
from s11chat.store.reframe import CaseChange

Step = Callable[[str, int, int], None]
"""Told what is being done, and how many rows of how many are."""
_WHY = "the frame was changed"
_UNTOUCHED = frozenset({State.ASSIGNED, State.OPENED})


@dataclass(frozen=True)
class Alike:
    """Two organisations that look like one, as a sentence."""

    said: str
    sure: bool
    fresh: bool
    """Whether one of them would be added or changed."""

    def __str__(self) -> str:
        return f"{'sure' if self.sure else 'likely'}: {self.said}"


@dataclass(frozen=True)
class Framed:
    """What a frame file comes to in a wave."""

    new: tuple[FrameRow, ...]
    """Rows that are, or can be, taken in."""
    problems: tuple[Problem, ...]
    """Of rows that cannot, each with its line."""
    there: int
    """Rows that say what the wave holds already."""
    passed_over: tuple[str, ...]
    """Columns that a frame has no use for."""
    changes: tuple[Change, ...] = ()
    """Rows that say something else than the wave holds."""
    absent: tuple[str, ...] = ()
    """Refs of the wave that the file does not have; they stay. Empty where no row of the file is in the wave."""
    warnings: tuple[Problem, ...] = ()
    """What a person should look at, and what keeps no row out."""
    alike: tuple[Alike, ...] = field(default=())
    """Organisations that look like one, within the file or with one of the wave."""


def check_frame(kept: Kept, wave: str, file: Path, step: Step | None = None) -> Framed:
    """What importing a frame file would come to. Raises SourceError where the file is no frame at all."""
    kept.require(Act.IMPORT_FRAME, wave)
    must_not_be_purged(kept, wave)
    dialog = kept.dialog(kept.casebook.wave(wave))
    if step:
        step("reading", 0, 0)
    cases = kept.casebook.cases(wave)
    reading = (lambda done, of: step("reading", done, of)) if step else None
    frame = read_frame(file, dialog, {case.ref: case.name for case in cases}, reading)
    there = {case.ref.casefold(): case for case in cases}
    new = tuple(row for row in frame.rows if row.ref.casefold() not in there)
    changes, problems = _changes(kept, wave, file.name, frame, there)
    named = {row.ref.casefold() for row in frame.rows} | set(frame.refused)
    if step:
        step("comparing", 0, 0)
    fresh = {row.ref for row in new} | {change.row.ref for change in changes}
    others = [case for case in cases if case.ref.casefold() not in named]
    return Framed(
        new=new,
        problems=tuple(sorted((*frame.problems, *problems), key=lambda problem: problem.line)),
        there=len(frame.rows) - len(new) - len(changes) - len(problems),
        passed_over=frame.passed_over,
        changes=changes,
        absent=tuple(case.ref for case in others) if named & there.keys() else (),
        warnings=frame.warnings,
        alike=_alike(frame.rows, others, fresh),
    )


def _changes(
    kept: Kept, wave: str, file: str, frame: Frame, there: dict[str, CaseRecord]
) -> tuple[tuple[Change, ...], list[Problem]]:
    """What rows of the file would change, and those that may not."""
    again = [(row, there[row.ref.casefold()]) for row in frame.rows if row.ref.casefold() in there]
    people: dict[str, list[PersonRecord]] = defaultdict(list)
    for person in kept.casebook.persons(wave) if again else ():
        people[person.ref].append(person)
    found = [change for row, case in again if (change := change_of(row, case, people[case.ref])) is not None]
    begun = kept.casebook.begun(wave) if found else frozenset()
    changes: list[Change] = []
    problems: list[Problem] = []
    for change in found:
        fault = refused(change, begun)
        brings = (
            ()
            if fault or change.case.state in _UNTOUCHED
            else unsigned_by(kept, change.case, change.later, _WHY)
        )
        if brings and change.case.state not in WRITABLE:
            fault = (
                f"{change.case.ref} is closed with signatures on it, which this would void: it stays as it is"
            )
        if fault:
            problems.append(Problem(file, change.row.line, fault))
        else:
            changes.append(replace(change, brings=brings))
    return tuple(changes), problems


def _alike(rows: Sequence[FrameRow], others: Sequence[CaseRecord], fresh: set[str]) -> tuple[Alike, ...]:
    """What looks like one organisation among the rows, and between a row and the rest of the wave."""
    listed = [Listed(row.name, row.kind.type, row.region, row.phone, row.email) for row in rows]
    listed += [
        Listed(
            case.name,
            case.type,
            case.region,
            case.lead.phone if case.lead else "",
            case.lead.email if case.lead else "",
        )
        for case in others
    ]

    def called(place: int) -> str:
        if place < len(rows):
            return f"row {rows[place].line} '{rows[place].name}'"
        return f"{others[place - len(rows)].ref} '{others[place - len(rows)].name}' in the wave"

    def sentence(pair: Pair) -> str:
        both = f"{called(pair.one)} and {called(pair.other)}"
        return f"{both} look like the same organisation: {', '.join(pair.because)}"

    return tuple(
        Alike(
            sentence(pair),
            pair.score == "sure",
            any(place < len(rows) and rows[place].ref in fresh for place in (pair.one, pair.other)),
        )
        for pair in duplicates(listed)
        if pair.one < len(rows)
    )


def import_frame(
    kept: Kept, wave: str, file: Path, *, good_rows: bool = False, changes: bool = False
) -> Framed:
    """Checks a frame file and takes it in, as `take_frame` does."""
    framed = check_frame(kept, wave, file)
    take_frame(kept, wave, framed, good_rows=good_rows, changes=changes)
    return framed


def take_frame(
    kept: Kept,
    wave: str,
    framed: Framed,
    *,
    good_rows: bool = False,
    changes: bool = False,
    step: Step | None = None,
) -> None:
    """Adds and changes the organisations of a frame that was checked, all or none.

    Where a row has a problem nothing is done and SourceError names them all; with `good_rows` the others are taken.
    Raises RefusedError where something would change and `changes` does not say that it shall.
    """
    role = kept.require(Act.IMPORT_FRAME, wave)
    must_not_be_purged(kept, wave)
    if not good_rows and framed.problems:
        raise SourceError(framed.problems)
    if framed.changes and not changes:
        raise RefusedError(
            f"The file would change {len(framed.changes)} organisations of {wave}: say that it shall."
        )
    writing = (lambda done, of: step("writing", done, of)) if step else None
    kept.casebook.take_frame(
        wave,
        [_new_case(row) for row in framed.new],
        [CaseChange(one.case, one.later, one.brings) for one in framed.changes],
        Author("", kept.actor, role.value),
        kept.clock(),
        writing,
    )


def _new_case(row: FrameRow) -> NewCase:
    return NewCase(
        ref=row.ref,
        name=row.name,
        type=row.kind.type,
        group=row.kind.group or "",
        cohort=row.kind.cohort or "",
        region=row.region,
        commissioned_by=row.commissioned_by,
        lead_name=row.lead_name,
        lead_title=row.lead_role if "lead_role" in row.said else row.kind.lead,
        email=row.email,
        phone=row.phone,
    )
