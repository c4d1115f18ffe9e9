"""Tells whose telephone somebody else of the room has in hand just now, under another case of the wave.

One person may be on file for two organisations, and one switchboard serve many: whoever rings is told.
"""

from __future__ import annotations

from dataclasses import dataclass

from s11chat.assurance.right import same_name
from s11chat.fieldwork.duplicate import digits
from s11chat.language.harmless import one_line
from s11chat.services.kept import Kept, case_name


@dataclass(frozen=True)
class Engaged:
    """Another case with the same telephone number, in the hands of somebody else."""

    case: str
    organisation: str
    holder: str
    calling: bool
    """Whether the call has begun."""

    def __str__(self) -> str:
        does = "is calling this number for" if self.calling else "is about to call this number for"
        return f"{one_line(self.holder)} {does} {one_line(self.organisation)} ({self.case})."


def engaged(kept: Kept, wave: str, ref: str) -> Engaged | None:
    """Who else has a case with a number of the people of `ref` in hand; a call before a mere hold."""
    now = kept.clock()
    held = [
        (one, number)
        for one, number in kept.queue.numbers_in_hand(wave)
        if one.ref != ref
        and not same_name(one.holder, kept.actor)
        and one.hold_until is not None
        and one.hold_until > now
    ]
    if not held:
        return None
    mine = {digits(person.phone) for person in kept.casebook.persons(wave, ref)} - {""}
    found = [one for one, number in held if digits(number) in mine]
    if not found:
        return None
    first = min(found, key=lambda one: (one.dialled is None, one.ref))
    case = kept.casebook.case(wave, first.ref)
    return Engaged(case_name(case), case.name, first.holder, first.dialled is not None)
