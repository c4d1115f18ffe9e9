"""The row of a case in the queue: read and written as the position it stands for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, select, update

from s11chat.assurance.right import same_name
from s11chat.errors import StateError
from s11chat.fieldwork.case import State
from s11chat.fieldwork.queue import Position, Standing, after_return
from s11chat.store.database import Writing
from s11chat.store.seal import instant, moment_or_none, storable
from s11chat.store.table import QUEUE

FREE = {"holder": "", "hold": "", "held_from": "", "hold_until": "", "was": "", "dialled": ""}
"""What the columns of a hold say where nobody holds the case."""


def position(row: RowMapping | Mapping[str, Any]) -> Position:
    """The position a row stands for."""
    return Position(
        standing=Standing(row["standing"]),
        until=moment_or_none(row["until"]),
        rank=row["rank"],
        stage=row["stage"],
        attempts=row["attempts"],
        next_slot=row["next_slot"],
        priority=row["priority"],
        owner=row["owner"],
        avoid=row["avoid"],
        outcome=row["outcome"],
        why=row["why"],
    )


def columns(stands: Position) -> dict[str, Any]:
    """The columns of a position."""
    return {
        "standing": stands.standing.value,
        "until": instant(stands.until) if stands.until else "",
        "rank": stands.rank,
        "stage": stands.stage,
        "attempts": stands.attempts,
        "next_slot": stands.next_slot,
        "priority": stands.priority,
        "owner": storable(stands.owner),
        "avoid": storable(stands.avoid),
        "outcome": stands.outcome,
        "why": storable(stands.why),
    }


def new_row(wave: str, ref: str) -> dict[str, Any]:
    """The row of a case that was never called."""
    return {"wave": wave, "ref": storable(ref), **columns(Position()), **FREE}


def mine(wave: str, ref: str) -> ColumnElement[bool]:
    """The condition that finds the row of a case."""
    return (QUEUE.c.wave == wave) & (QUEUE.c.ref == ref)


def put(writing: Writing, wave: str, ref: str, stands: Position, hold: str = "") -> None:
    """Put a case where it stands from now on, held by nobody.

    Raises StateError where `hold` no longer holds it, or where none is given and somebody has it in hand.
    """
    which = mine(wave, ref) & (QUEUE.c.hold == hold)
    done = writing.connection.execute(update(QUEUE).where(which).values({**columns(stands), **FREE}))
    if done.rowcount:
        return
    if hold:
        raise StateError(
            f"{wave}/{ref} is no longer held by you: take it again to see how it stands before you code it."
        )
    row = writing.connection.execute(select(QUEUE).where(mine(wave, ref))).mappings().one()
    raise StateError(in_hand(row))


def in_hand(row: RowMapping, asker: str = "") -> str:
    """Who has a case in hand, and since when; to whoever has it themselves, where they find it."""
    since = moment_or_none(row["held_from"])
    clock = f" since {since.astimezone():%H:%M}" if since else ""
    if same_name(row["holder"], asker):
        return (
            f"You have {row['wave']}/{row['ref']} in hand yourself{clock}: take it in the call room, "
            "s11chat room, and code its call or give it back."
        )
    return (
        f"{row['holder']} has {row['wave']}/{row['ref']} in hand{clock}: choose another, or ask them for it."
    )


def follow_return(writing: Writing, wave: str, ref: str, became: State, at: datetime) -> None:
    """Have the queue follow a return into another state; a case that somebody holds stays held until it is coded."""
    found = writing.connection.execute(select(QUEUE).where(mine(wave, ref)).with_for_update())
    row = found.mappings().one_or_none()
    if row is None:
        return
    held = row["standing"] == Standing.HELD.value
    before = position({**row, "standing": row["was"]} if held else row)
    stands = after_return(before, became, at)
    if stands == before:
        return
    changed = columns(stands)
    if held:
        changed = {**changed, "standing": Standing.HELD.value, "was": stands.standing.value}
    writing.connection.execute(update(QUEUE).where(mine(wave, ref)).values(changed))
