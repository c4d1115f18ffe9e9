"""Keeps the records trustworthy: verifying what is stored, and copying it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from s11chat.assurance.right import Act
from s11chat.dialog.load import digest
from s11chat.errors import S11chatError, UsageError
from s11chat.fieldwork.case import State
from s11chat.services.attesting import fault
from s11chat.services.covering import Checked, checked, faults, overstated
from s11chat.services.guarding import exposed
from s11chat.services.kept import Kept, case_name
from s11chat.services.reviewing import gather, redacted_since
from s11chat.services.witnessing import Did, witness
from s11chat.store.backup import backup
from s11chat.store.database import FILES
from s11chat.store.overview import ATTESTED
from s11chat.store.record import CaseRecord, WaveRecord
from s11chat.store.redacted import Redaction
from s11chat.store.verify import verify as verify_store

_UNREADABLE = (S11chatError, ValueError, TypeError, LookupError, AttributeError)
"""What reading a row raises that somebody has put something else into; the row is among the faults by then."""


@dataclass(frozen=True)
class Verified:
    """What verifying found."""

    faults: tuple[str, ...]
    """A sentence each, the first fault of every chain; empty where everything fits."""
    notes: tuple[str, ...]
    redactions: tuple[str, ...]
    """What was redacted, by whom and when, and which signatures that touched; a sentence each."""
    events: int
    chains: int
    responses: int
    signatures: int


def verify(kept: Kept) -> Verified:
    """Checks chains, rows, heads, dialogs and signatures; whatever was done to the records is told, never raised."""
    kept.require(Act.VERIFY)
    found = verify_store(kept.database)
    wrong, notes = list(found.faults), list(found.notes)
    redactions: list[str] = []
    try:
        notes += exposed(kept)
        for wave in kept.casebook.waves():
            redactions += redacted(kept, wave)
            if digest(wave.dialog_text) != wave.dialog_digest:
                wrong.append(f"Wave {wave.id}: the text of its dialog is not the one it began with.")
                continue
            signed = kept.overview.signed(wave.id)
            attested = {fact.return_id for fact in kept.responses.facts_of_kind(wave.id, ATTESTED)}
            for case in kept.casebook.cases(wave.id) if signed or attested else ():
                if case.return_id in attested and (said := fault(kept, case)):
                    wrong.append(said)
                if case.return_id in signed or case.state is State.SIGNED_OFF:
                    gathered = gather(kept, case)
                    seen = checked(kept, case, gathered)
                    redactions += unproved(case, seen)
                    doubtful = any(one.fault for one in seen) or overstated(case, gathered)
                    wrong += _faults_at_rest(kept, case) if doubtful else []
    except _UNREADABLE:
        if not found.faults:
            raise
        notes.append("Not every signature could be checked, because what it covers can no longer be read.")
    return Verified(
        faults=tuple(wrong),
        notes=tuple(notes),
        redactions=tuple(redactions),
        events=found.events,
        chains=found.chains,
        responses=found.responses,
        signatures=found.signatures,
    )


def redacted(kept: Kept, wave: WaveRecord) -> Iterator[str]:
    """What was redacted in a wave, by whom and when, and which signatures that touched."""
    for one in kept.redactions.of_wave(wave.id):
        whom = f"people of {one.ref} were" if one.ref else "all people were"
        yield f"Wave {wave.id}: {whom} redacted on {_day(one.at)} by {one.by_name}."
    by_return = kept.redactions.of_returns(wave.id)
    for case in kept.casebook.cases(wave.id) if by_return else ():
        since = by_return.get(case.return_id, [])
        for one in since:
            why = f": {one.reason}" if one.reason else ""
            yield f"{case_name(case)}: {_rows(one)} redacted on {_day(one.at)} by {one.by_name}{why}."
        for signature in kept.responses.signatures(case.return_id) if since else ():
            said = redacted_since(signature, since)
            if said and signature.voided_at is None:
                yield f"{case_name(case)}: the signature on section {signature.section} {said}."


def unproved(case: CaseRecord, seen: Iterable[Checked]) -> Iterator[str]:
    """What is no longer held against the signatures on a return, a sentence for each."""
    for one in seen:
        if one.unproved:
            which = ", ".join(one.unproved)
            yield (
                f"{case_name(case)}: something was redacted of {which}: what they say now is not held against the signature "
                f"on section {one.record.section}; all else in it is."
            )


def _rows(one: Redaction) -> str:
    return f"{len(one.covers)} {'row was' if len(one.covers) == 1 else 'rows were'}"


def _day(at: datetime) -> str:
    return f"{at.astimezone():%d %B %Y}".lstrip("0")


def _faults_at_rest(kept: Kept, case: CaseRecord) -> list[str]:
    """What is wrong with the signatures on a return, looked at while nobody adds to it.

    A signature, or an answer, that comes between two looks is no fault.
    """
    chain = f"return:{case.return_id}"
    while True:
        before = kept.responses.events(chain)
        now = kept.casebook.case(case.wave, case.ref)
        found = [*faults(kept, now), *overstated(now, gather(kept, now))]
        if not found or len(kept.responses.events(chain)) == len(before):
            return found


def back_up(kept: Kept, target: Path) -> tuple[Path, ...]:
    """Copies the database to `target`; its heads, the files of evidence and the secret of its access codes beside it.

    The heads of all that is open are entered in the journals first, so that the copy alone tells a cut-off end.
    """
    kept.require(Act.BACKUP)
    target = Path(os.path.abspath(target))
    if target.is_dir():
        raise UsageError(f"{target} is a folder: name a file in it.")
    beside = target.with_name(target.name + kept.pepper.suffix)
    if beside.exists():
        raise UsageError(f"{beside} is there already: name another file.")
    for wave in kept.casebook.waves():
        if wave.state == "open":
            kept.casebook.enter_heads(wave.id, kept.clock())
    backup(kept.database, target)
    beside_it = (target.with_name(target.name + ending) for ending in (".heads", FILES))
    written = [target, *(path for path in beside_it if path.exists())]
    if kept.pepper.exists():
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(handle, "wb") as file:
            file.write(kept.pepper.read_bytes())
        written.append(beside)
    for wave in kept.casebook.waves():
        witness(kept, Did.COPIED, wave.id, detail=str(target))
    return tuple(written)
