"""Says what is held of people in a wave: how much of what, why, until when, and who may see it; and where copies went."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from s11chat.analysis.echo import STEP, down
from s11chat.assurance.right import Act, holders
from s11chat.services.kept import Kept
from s11chat.services.witnessing import Did, witness
from s11chat.store.census import Count, census
from s11chat.store.personal import Sort
from s11chat.store.record import WaveRecord

_COPIES = (Did.EXPORTED, Did.WROTE_LETTERS, Did.COPIED)
_COUNTED = {
    Sort.NAME: "names",
    Sort.CONTACT: "contact details",
    Sort.TEXT: "free words",
    Sort.ANSWER: "answers",
    Sort.DETAILS: "details",
}


@dataclass(frozen=True)
class HeldLine:
    """What is held of people in one place."""

    what: str
    rows: int
    """At least so many, where they are told coarsely."""
    holds: dict[str, int]
    """How many rows have what in them: names, contact details, free words, answers, details."""
    redacted: int
    """Rows that something was taken out of."""
    coarse: bool
    """Whether the number is rounded down to fives: one that grows would say when somebody answered."""
    why: str
    basis: str
    """The legal basis, as the program takes it; whoever runs the audit settles it."""
    seen_by: tuple[str, ...]


@dataclass(frozen=True)
class Disclosure:
    """What is held of people in a wave."""

    wave: str
    title: str
    retain_until: date | None
    due: bool
    """Whether that day is over."""
    held: tuple[HeldLine, ...]
    files: tuple[str, ...]
    """Files beside the database that hold some of it, or open it."""
    copies: tuple[str, ...]
    """What was taken out, and where it went; whoever took it looks after it."""


def disclosure(kept: Kept, wave: str) -> Disclosure:
    """What is held of people in a wave. That it was listed is put on record."""
    kept.require(Act.REDACT, wave)
    record = kept.casebook.wave(wave)
    until = kept.plans.plan(wave).retain_until
    witness(kept, Did.REPORTED, wave)
    return Disclosure(
        wave=wave,
        title=record.title,
        retain_until=until,
        due=until is not None and kept.today > until,
        held=tuple(_line(one) for one in census(kept.database, wave) if one.rows),
        files=tuple(files_beside(kept)),
        copies=tuple(copies(kept, record)),
    )


def _line(one: Count) -> HeldLine:
    coarse = one.holding.coarse
    filled = {} if coarse else one.filled
    return HeldLine(
        what=one.holding.what,
        rows=down(one.rows) if coarse else one.rows,
        holds={_COUNTED[sort]: number for sort, number in filled.items() if sort in _COUNTED and number},
        redacted=0 if coarse else one.redacted,
        coarse=coarse,
        why=one.holding.why,
        basis=one.holding.basis,
        seen_by=tuple(role.value for role in holders(one.holding.seen_by)),
    )


def files_beside(kept: Kept) -> Iterator[str]:
    """The database, and what lies beside it and belongs to it, copies made before an upgrade among it."""
    file = kept.database.file
    if file is None:
        yield kept.database.name
        return
    for path in sorted(file.parent.glob(f"{file.name}*")):
        if path.is_file():
            yield str(path)


def copies(kept: Kept, wave: WaveRecord) -> Iterator[str]:
    """What was taken out of a wave, by whom, and where it went."""
    told = {did.value for did in _COPIES}
    for look in kept.access_log.of_wave(wave.id):
        if look.did in told:
            yield f"{look.at.astimezone():%Y-%m-%d} {look.by_name} {look.did}: {look.detail}"


def lines(found: Disclosure) -> Iterator[str]:
    """What is held of people in a wave, for people to read."""
    until = f"{found.retain_until:%d %B %Y}".lstrip("0") if found.retain_until else "no day set yet"
    over = ", which is over: s11chat privacy purge " + found.wave if found.due else ""
    yield f"Personal data of {found.wave}, {found.title}"
    yield f"Kept until: {until}{over}"
    if found.retain_until is None:
        yield f"Set one: s11chat wave plan {found.wave} --retain-until DATE"
    for line in found.held:
        holds = ", ".join(f"{number:,} with {what}" for what, number in line.holds.items()) or "ids alone"
        gone = f", {line.redacted:,} redacted" if line.redacted else ""
        yield ""
        yield f"{line.what}: {_rows(line)}, {holds}{gone}"
        yield from _wrapped("why", line.why)
        yield from _wrapped("basis", line.basis)
        yield from _wrapped("seen by", ", ".join(line.seen_by))
    yield ""
    yield "Files that hold it, or open it:"
    yield from (f"  {file}" for file in found.files)
    if found.copies:
        yield "Copies that left; whoever took them looks after them:"
        yield from (f"  {copy}" for copy in found.copies)
    yield "The basis is as the program takes it: your privacy notice settles it."


def lines_of(kept: Kept, wave: str) -> tuple[str, ...]:
    """What is held of people in a wave, as lines to read."""
    return tuple(lines(disclosure(kept, wave)))


def _rows(line: HeldLine) -> str:
    if line.coarse:
        return f"{line.rows:,} rows or more" if line.rows else f"fewer than {STEP} rows"
    return _number(line.rows, "row")


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _wrapped(label: str, text: str) -> list[str]:
    return textwrap.wrap(text, 68, initial_indent=f"  {label:<8} ", subsequent_indent=" " * 11)
