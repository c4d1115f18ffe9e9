"""Opens a closed wave again: its returns that were closed unsigned are what they were before."""

from __future__ import annotations

from s11chat.assurance.right import Act
from s11chat.assurance.round import stated
from s11chat.errors import StateError
from s11chat.fieldwork.case import State
from s11chat.language.harmless import harmless
from s11chat.services.kept import Kept
from s11chat.services.purged import must_not_be_purged
from s11chat.store.entry import Author, Reinstated
from s11chat.store.record import CaseRecord


def unclosing(kept: Kept, wave: str) -> str:
    """What opening a wave again means, in a sentence. Raises StateError where it is open to its end, or was purged."""
    kept.require(Act.CLOSE_WAVE, wave)
    shut = _shut(kept, wave)
    are = "return is" if len(shut) == 1 else "returns are"
    return (
        f"{len(shut)} {are} open again, as before the wave was closed. If it was moved to another database, go on there "
        "instead."
    )


def reopen_wave(kept: Kept, wave: str, reason: str) -> int:
    """Opens a wave again, and its returns that were closed unsigned; returns how many.

    Raises RefusedError without a reason, StateError where it is open or was purged. Opening that was broken off is taken to its end.
    """
    role = kept.require(Act.CLOSE_WAVE, wave)
    said = stated(harmless(reason), "Give the reason: a closed wave is not opened again without one.")
    shut = _shut(kept, wave)
    if kept.casebook.wave(wave).state == "closed":
        kept.casebook.reopen_wave(wave, kept.actor, kept.clock())
    office = Author("", kept.actor, role.value)
    for case in shut:
        entry = Reinstated(f"the wave was opened again: {said}")
        kept.responses.record(case.return_id, office, kept.clock(), [entry])
    kept.casebook.enter_heads(wave, kept.clock())
    return len(shut)


def _shut(kept: Kept, wave: str) -> list[CaseRecord]:
    must_not_be_purged(kept, wave)
    shut = [case for case in kept.casebook.cases(wave) if case.state is State.CLOSED_UNSIGNED]
    if not shut and kept.casebook.wave(wave).state != "closed":
        raise StateError(f"Wave {wave} is open already.")
    return shut
