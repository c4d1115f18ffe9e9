"""Tells whose telephone somebody else of the room has in hand just now, under another case of the wave.

One person may be on file for two organisations, and one switchboard serve many: whoever rings is told.
"""

from __future__ import annotations

from collections.abc import Iterator
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
    """Who else has a case with one of the people of `ref` in hand; a call before a mere hold.

    Read are the people of the cases that are held, which are no more than there are interviewers.
    """
    now = kept.clock()
    held = [
        one
        for one in kept.queue.held(wave)
        if one.ref != ref
        and not same_name(one.holder, kept.actor)
        and one.hold_until is not None
        and one.hold_until > now
    ]
    if not held:
        return None
    wanted = set(_numbers(kept, wave, ref))
    for one in sorted(held, key=lambda one: one.dialled is None):
        if wanted.intersection(_numbers(kept, wave, one.ref)):
            case = kept.casebook.case(wave, one.ref)
            return Engaged(case_name(case), case.name, one.holder, one.dialled is not None)
    return None


def _numbers(kept: Kept, wave: str, ref: str) -> Iterator[str]:
    """The numbers of the people of a case, as `digits` has them."""
    return (found for person in kept.casebook.persons(wave, ref) if (found := digits(person.phone)))
