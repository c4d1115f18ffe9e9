"""Puts on record who looked at which case, saw how to reach people, took something out, and when.

Whoever looks at the same thing again within a few minutes looks once. What cannot be put on record is not shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from s11chat.assurance.right import Act
from s11chat.language.harmless import one_line
from s11chat.services.kept import Kept
from s11chat.store.access_log import Look

AGAIN_AFTER = timedelta(minutes=10)
"""Within this time the same look at the same thing is one."""


class Did(StrEnum):
    """What somebody did; the value completes "somebody ..."."""

    OPENED = "opened the case"
    SAW_CONTACT = "saw contact details"
    SAW_RETURN = "saw the return"
    READ_WORDS = "read the answers in words"
    EXPORTED = "took out"
    WROTE_LETTERS = "wrote letters"
    COPIED = "copied the database"
    REPORTED = "listed personal data"
    READ_LOG = "read the access log"
    REDACTED = "redacted"
    PURGED = "purged"


def witness(
    kept: Kept, did: Did, wave: str, ref: str = "", *, detail: str = "", by: str = "", role: str = ""
) -> None:
    """Puts a look on record, of the actor where nobody else is named by `by`, in the role they look in."""
    who, now = by or kept.actor, kept.clock()
    key = (who, did.value, wave, ref, detail)
    seen = kept.looked.get(key)
    if seen is not None and now - seen < AGAIN_AFTER:
        return
    held = role or next((one.value for one in kept.roles(wave)), "")
    kept.access_log.note([Look(wave, ref, now, who, held, did.value, one_line(detail)[:500])])
    kept.looked[key] = now


@dataclass(frozen=True)
class LookLine:
    """One look in a list."""

    at: datetime
    by: str
    role: str
    did: str
    case: str
    """WAVE/REF; empty where it was the whole wave."""
    detail: str


def looks(kept: Kept, wave: str, ref: str = "") -> Sequence[LookLine]:
    """Who looked at what in a wave, or at one case of it, the oldest first; that it was read is put on record too."""
    kept.require(Act.SHOW_ACCESS_LOG, wave)
    kept.casebook.wave(wave)
    if ref:
        kept.casebook.case(wave, ref)
    found = kept.access_log.of_wave(wave, ref)
    witness(kept, Did.READ_LOG, wave, ref)
    return [
        LookLine(
            look.at, look.by_name, look.role, look.did, f"{wave}/{look.ref}" if look.ref else "", look.detail
        )
        for look in found
    ]
