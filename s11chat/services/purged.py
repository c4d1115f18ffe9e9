"""What is refused where people were taken out for good: nobody is put on file again, written to or let in."""

from __future__ import annotations

from s11chat.assurance.redaction import MARK
from s11chat.errors import StateError
from s11chat.services.kept import Kept
from s11chat.store.record import PersonRecord


def must_not_be_purged(kept: Kept, wave: str) -> None:
    """Raises StateError where a wave was purged."""
    purges = [one for one in kept.redactions.of_wave(wave) if not one.ref]
    if purges:
        last = purges[-1]
        day = f"{last.at.astimezone():%d %B %Y}".lstrip("0")
        raise StateError(
            f"Wave {wave} was purged on {day} by {last.by_name}: the people in it are gone for good, and nobody comes "
            "back into it. Make a new wave to ask again: s11chat wave new NAME --dialog DIALOG."
        )


def must_be_somebody(person: PersonRecord, case_name: str) -> None:
    """Raises StateError for a person who was redacted: a code of theirs would be nobody's."""
    if person.name == MARK:
        raise StateError(
            f"Whoever this would be for was redacted: first put on file who it is now, s11chat person add {case_name} "
            "'NAME' --lead, or --delegate."
        )
