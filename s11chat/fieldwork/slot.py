"""The time slots of a calling day: somebody not reached in the morning is tried at another time of day."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from s11chat.errors import UsageError
from s11chat.fieldwork.hours import DAY, Hours, Stretch, clock
from s11chat.language.harmless import in_short

_PART = re.compile(
    r"(?P<name>[^\W\d_]+)(?:\s+(?:until|to|till)\s+(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?)?"
)
_EXAMPLE = "morning until 12:00; midday until 14:00; afternoon until 17:00; late"


@dataclass(frozen=True, slots=True)
class Slot:
    """A part of every calling day, by the clock on the wall."""

    name: str
    time: Stretch


SLOTS = (
    Slot("morning", Stretch(0, 12 * 60)),
    Slot("midday", Stretch(12 * 60, 14 * 60)),
    Slot("afternoon", Stretch(14 * 60, 17 * 60)),
    Slot("late", Stretch(17 * 60, DAY)),
)


def read_slots(text: str) -> tuple[Slot, ...]:
    """The slots a plan names, from midnight to midnight. Raises UsageError with what to write.

    Each but the last is written with its end: "morning until 12; afternoon until 17:30; late".
    """
    found: list[Slot] = []
    begins = 0
    for part in (part.strip() for part in text.split(";") if part.strip()):
        match = _PART.fullmatch(part)
        if not match:
            raise UsageError(f'"{in_short(part, 40)}" is no time slot: write slots as {_EXAMPLE}.')
        ends = int(match["hour"]) * 60 + int(match["minute"] or 0) if match["hour"] else DAY
        if not begins < ends <= DAY:
            raise UsageError(
                f'"{in_short(part, 40)}" ends no later than the slot before it began: '
                f"write slots in the order of the day, as {_EXAMPLE}."
            )
        if any(slot.name == match["name"].lower() for slot in found):
            raise UsageError(f"The slot {match['name']} is given twice: give each slot a name of its own.")
        found.append(Slot(match["name"].lower(), Stretch(begins, ends)))
        begins = ends
    if begins != DAY:
        raise UsageError(f"The last slot has to last to the end of the day: write slots as {_EXAMPLE}.")
    return tuple(found)


def written(slots: Iterable[Slot]) -> str:
    """The form in which `read_slots` reads them."""
    return "; ".join(
        slot.name if slot.time.closes == DAY else f"{slot.name} until {clock(slot.time.closes)}"
        for slot in slots
    )


def slot_of(moment: datetime, hours: Hours, slots: tuple[Slot, ...] = SLOTS) -> str:
    """The name of the slot a moment lies in, by the clock of the zone."""
    local = hours.local(moment)
    minutes = local.hour * 60 + local.minute
    return next(slot.name for slot in slots if minutes < slot.time.closes)


def next_slot(tried: Mapping[str, int] | Iterable[str], hours: Hours, slots: tuple[Slot, ...] = SLOTS) -> str:
    """The slot to try next: of those with permitted hours the one tried least, the earliest of the day first.

    `tried` holds the names of the slots of earlier attempts, one for each, or how often each was tried.
    """
    counts = Counter(tried)
    usable = [slot.name for slot in slots if hours_of(slot.name, hours, slots)]
    return min(usable, key=lambda name: counts[name])


def hours_of(name: str, hours: Hours, slots: tuple[Slot, ...] = SLOTS) -> Hours | None:
    """The permitted hours that lie within a slot; nothing where none do."""
    time = next((slot.time for slot in slots if slot.name == name), None)
    if time is None:
        return None
    week = tuple(
        tuple(
            Stretch(max(part.opens, time.opens), min(part.closes, time.closes))
            for part in day
            if part.opens < time.closes and time.opens < part.closes
        )
        for day in hours.week
    )
    return replace(hours, week=week) if any(week) else None
