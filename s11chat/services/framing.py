"""Takes the organisations of a frame file into a wave: a bad row is named and never loses the others."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from s11chat.assurance.right import Act
from s11chat.errors import Problem, SourceError
from s11chat.exchange.frame import FrameRow, read_frame
from s11chat.services.kept import Kept
from s11chat.store.frame import NewCase
from s11chat.store.record import CaseRecord


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


def check_frame(kept: Kept, wave: str, file: Path) -> Framed:
    """What importing a frame file would come to. Raises SourceError where the file is no frame at all."""
    kept.require(Act.IMPORT_FRAME, wave)
    frame = read_frame(file, kept.dialog(kept.casebook.wave(wave)))
    there = {case.ref.casefold(): case for case in kept.casebook.cases(wave)}
    new, problems, known = [], list(frame.problems), 0
    for row in frame.rows:
        case = there.get(row.ref.casefold())
        if case is None:
            new.append(row)
        elif (case.name, case.type) == (row.name, row.kind.type):
            known += 1
        else:
            problems.append(Problem(file.name, row.line, _taken(row, case)))
    problems.sort(key=lambda problem: problem.line)
    return Framed(tuple(new), tuple(problems), known, frame.passed_over)


def _taken(row: FrameRow, case: CaseRecord) -> str:
    return f"ref '{row.ref}' is already in the wave, for {case.name} ({case.type}): give another reference"


def import_frame(kept: Kept, wave: str, file: Path, *, good_rows: bool = False) -> Framed:
    """Adds the organisations of a frame file as cases.

    Where a row has a problem nothing is added and SourceError names them all; with `good_rows` the others are added.
    """
    framed = check_frame(kept, wave, file)
    if not good_rows and framed.problems:
        raise SourceError(framed.problems)
    kept.casebook.add_cases(wave, [_new_case(row) for row in framed.new], kept.actor, kept.clock())
    return framed


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
        lead_title=row.lead_role,
        email=row.email,
        phone=row.phone,
    )
