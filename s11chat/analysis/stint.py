"""How long people were at work, from the moments at which they did something: a longer pause is no work."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

IDLE = timedelta(minutes=30)
"""A pause that is longer ends a stretch of work."""


def at_work(spans: Iterable[tuple[datetime, datetime]]) -> timedelta:
    """The time from the first to the last of `spans`, begins and ends, less every pause longer than `IDLE`.

    A moment is a span that ends where it begins. Something done alone, long before and after anything else,
    adds no time but its own.
    """
    worked = timedelta()
    reached: datetime | None = None
    for begins, ends in sorted(spans):
        if reached is None or begins - reached > IDLE:
            reached = begins
        if ends > reached:
            worked += ends - reached
            reached = ends
    return worked
