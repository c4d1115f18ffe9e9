"""Copies waves from one database to another: verified first, all or nothing, with the secret of their codes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from s11chat.assurance.right import Act
from s11chat.errors import RefusedError, S11chatError, StoreError, UsageError
from s11chat.services.keeping import verify
from s11chat.services.kept import Kept
from s11chat.services.secret import carry_secret, must_fit
from s11chat.services.witnessing import Did, witness
from s11chat.store.transfer import Carried, Moment, Told, carry, mark_moved, moment, refuse_held, unmet
from s11chat.store.verify import Verification, verify_within

if TYPE_CHECKING:
    from s11chat.store.database import Writing

_SHOWN = 5
"""Faults named in one sentence."""


@dataclass(frozen=True)
class Copied:
    """What was copied."""

    waves: tuple[str, ...]
    rows: int
    tables: int
    faults: tuple[str, ...]
    """What verifying finds in the target, a sentence each: faults that came along, or that it had before."""
    left_open: tuple[str, ...]
    """The waves that somebody may go on with in both databases."""
    secret: Path | None
    """The file of the secret that the codes of these waves are checked with; None where they have none."""
    unmarked: str = ""
    """Why the waves could not be closed in the source, which was asked for."""


def must_be_sound(source: Kept, wave: str = "") -> None:
    """Raises StoreError, with what is wrong, where the database to copy from does not verify.

    Raises RightsError where the actor may not copy it, StoreError where there is no such wave.
    """
    source.require(Act.BACKUP, wave)
    found = verify(source).faults
    if found:
        more = f" (and {len(found) - _SHOWN} more)" if len(found) > _SHOWN else ""
        raise StoreError(
            f"{source.database.name} does not verify, and nothing was copied. {' '.join(found[:_SHOWN])}{more} "
            "Restore the last backup, or copy it as it is, faults and all, with --unverified."
        )


def copy_waves(
    source: Kept, target: Kept, told: Told, *, wave: str = "", verified: bool = True, move: bool = False
) -> Copied:
    """Copies one wave, or all of them, to a database that does not hold them yet: all or nothing, as of one moment.

    `verified` says that the source was found sound just now; the copy must be then, too. With `move` nobody writes
    to the source meanwhile, and there the waves are closed. Raises RightsError, RefusedError where the target holds
    any of it or its codes are made with another secret, StoreError where it cannot be copied as it is.
    """
    _must_be_allowed(source, target, wave, move)
    asked = [source.casebook.wave(wave)] if wave else source.casebook.waves()
    for record in asked:
        witness(source, Did.COPIED, record.id, detail=target.database.name)
    copied: Copied | None = None
    try:
        with moment(source.database, still=move) as found:
            waves = found.waves(wave)
            must_fit(source, target, waves)
            copied = _copied(source, target, found, told, waves, whole=not wave, verified=verified)
            if found.writing is not None:
                for one in waves:
                    mark_moved(found.writing, one, target.database.name, source.actor, source.clock())
    except S11chatError as error:
        if copied is None:
            raise
        return replace(copied, unmarked=str(error))  # what is in the target stays there
    return replace(copied, left_open=()) if move else copied


def _copied(
    source: Kept,
    target: Kept,
    found: Moment,
    told: Told,
    waves: tuple[str, ...],
    *,
    whole: bool,
    verified: bool,
) -> Copied:
    before = verify(target).faults if verified else None
    with target.database.writing() as writing:
        refuse_held(found, waves, writing, target.database.name)
        carried = carry(found, None if whole else waves, writing, target.database.name, told)
        told("verifying", 0, 0)
        after = _verify(target, writing, carried)
        _must_agree(target, found, carried, after, before)
        secret = carry_secret(source, target)
        told("writing", carried.rows, carried.rows)
    target.database.heads.take(carried.noted)
    return Copied(
        waves=waves,
        rows=carried.rows,
        tables=carried.tables,
        faults=after.faults,
        left_open=tuple(one for one in waves if source.casebook.wave(one).state != "closed"),
        secret=secret,
    )


def _must_be_allowed(source: Kept, target: Kept, wave: str, move: bool) -> None:
    source.require(Act.BACKUP, wave)
    target.require(Act.RESTORE)
    if move:
        for one in (wave,) if wave else [each.id for each in source.casebook.waves()]:
            source.require(Act.CLOSE_WAVE, one)
    if _same(source, target):
        raise UsageError("A database cannot be copied to itself: name another to copy to.")


def _same(source: Kept, target: Kept) -> bool:
    """Whether both are one file; of a server's it is told by the waves that it holds."""
    one, other = source.database.file, target.database.file
    return one is not None and other is not None and one.samefile(other)


def _verify(target: Kept, writing: Writing, carried: Carried) -> Verification:
    heads = target.database.heads.read() or ([], 0)
    noted = [*heads[0], *carried.noted, *writing.heads.items()]
    return verify_within(target.database, writing.connection, (noted, heads[1]))


def _must_agree(
    target: Kept, source: Moment, carried: Carried, after: Verification, before: tuple[str, ...] | None
) -> None:
    """Raises StoreError where the copy has faults that the source had not, or would hide one that it has.

    `before` is what was wrong with the target; None where the source was not verified.
    """
    if before is not None:
        new = [fault for fault in after.faults if fault not in before]
        if new:
            raise StoreError(
                f"The copy in {target.database.name} would not verify, and nothing was copied: {new[0]} "
                "Somebody may have written to the source by hand meanwhile: run 's11chat verify' there."
            )
    elif target.database.file is None and unmet(source, carried):
        raise RefusedError(
            f"Only the .heads file of {source.database.name} tells that records are missing from it, and "
            f"{target.database.name} has no place for that: copy it to a file."
        )
