"""The queue of a wave: the next case for an interviewer, and who holds which.

Waking what has come due moves it into the part of the index that choosing reads, so that a choice costs the same
in a wave of a hundred and of a hundred thousand cases. On a server two interviewers pass each other by with
SKIP LOCKED; in a file only one writes at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, and_, case, func, select, update

from s11chat.errors import StateError, StoreError
from s11chat.fieldwork.queue import APPOINTMENT as DUE_APPOINTMENT
from s11chat.fieldwork.queue import ORDINARY, Standing
from s11chat.store.database import Database, Writing
from s11chat.store.field_record import Queued
from s11chat.store.position import FREE, in_hand, mine, position
from s11chat.store.seal import instant, moment_or_none, storable
from s11chat.store.table import PERSON, QUEUE

_C = QUEUE.c
_BATCH = 500
"""Refs named in one statement."""


@dataclass(frozen=True)
class Taker:
    """Who takes a case, in which sitting, when, and how long it stays theirs without a sign of life."""

    name: str
    hold: str
    at: datetime
    until: datetime


class Queue:
    """Where the cases of every wave stand in the queue."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def wake(self, wave: str, at: datetime) -> int:
        """Have every case come back whose moment has come, and every hold end that ran out; returns how many.

        A case whose call was begun and never coded stays held for `uncoded` to tell.
        """
        over, due = _due(wave, instant(at))
        with self._database.writing() as writing:
            freed = _change(writing, wave, over, {"standing": _C.was, **FREE})
            return freed + _change(writing, wave, due, {"standing": Standing.READY.value})

    def has_due(self, wave: str, at: datetime) -> bool:
        """Whether `wake` would have any case come back."""
        query = select(_C.ref).limit(1)
        with self._database.reading() as connection:
            return any(connection.execute(query.where(one)).first() for one in _due(wave, instant(at)))

    def uncoded(self, wave: str, at: datetime) -> tuple[Queued, ...]:
        """Cases whose call was begun by somebody whose hold has run out since, and never coded."""
        which = and_(_run_out(wave, instant(at)), _C.dialled != "")
        return self._all(select(QUEUE).where(which).order_by(_C.hold_until, _C.ref))

    def take_next(
        self,
        wave: str,
        taker: Taker,
        slot: str,
        slots: Sequence[str],
        *,
        appointments_only: bool = False,
        but: Sequence[str] = (),
    ) -> Queued | None:
        """The next case for an interviewer but those of these refs, held from now on; None where there is none.

        Appointments that are due come first, those of one's own before those of all. Then come cases for which the
        `slot` of the day it is now is the next to try, and only after them those that wait for another of the
        `slots`; among each, what was begun before what was not, few attempts before many, and then by priority.
        """
        with self._database.writing() as writing:
            for queries in _choices(wave, taker.name, slot, slots, appointments_only):
                left = [query.where(_C.ref.not_in(but)) if but else query for query in queries]
                rows = [row for row in (_first(writing, query) for query in left) if row is not None]
                if rows:
                    return _hold(writing, min(rows, key=_order), taker)
        return None

    def has_next(
        self, wave: str, name: str, slot: str, slots: Sequence[str], *, appointments_only: bool = False
    ) -> bool:
        """Whether `take_next` would find a case for `name`; nothing is held by asking."""
        choices = _choices(wave, name, slot, slots, appointments_only)
        with self._database.reading() as connection:
            return any(
                connection.execute(query.limit(1)).first() is not None
                for queries in choices
                for query in queries
            )

    def take(self, wave: str, ref: str, taker: Taker) -> Queued:
        """One case by its ref, held from now on, whatever it waits for.

        What the taker holds in another sitting goes over to this one, with the call that was begun there: whoever
        was cut off in mid-call goes on with it. Raises StateError where somebody else holds it, saying who and since
        when.
        """
        with self._database.writing() as writing:
            found = writing.connection.execute(select(QUEUE).where(mine(wave, ref)).with_for_update())
            row = found.mappings().one_or_none()
            if row is None:
                raise _no_case(wave, ref)
            own = row["standing"] == Standing.HELD.value and row["holder"] == storable(taker.name)
            if not own:
                _refuse_held(row, taker.at, taker.name)
                if row["dialled"]:  # a call that was not coded yet is told before anybody makes another
                    raise StateError(in_hand(row))
            return _hold(writing, row, taker, goes_on=own)

    def must_be_free(self, wave: str, ref: str, at: datetime, asker: str) -> None:
        """Raises StateError where somebody has the case in hand, saying who and since when, or that `asker` has it."""
        with self._database.reading() as connection:
            row = connection.execute(select(QUEUE).where(mine(wave, ref))).mappings().one_or_none()
        if row is not None:
            _refuse_held(row, at, asker)

    def stay(self, hold: str, until: datetime) -> bool:
        """Keep what a sitting holds for longer; False where it holds nothing any more."""
        with self._database.writing() as writing:
            which = and_(_C.hold == hold, _C.standing == Standing.HELD.value)
            done = writing.connection.execute(update(QUEUE).where(which).values(hold_until=instant(until)))
            return bool(done.rowcount)

    def dial(self, wave: str, ref: str, hold: str, at: datetime) -> None:
        """A call begins. Raises StateError where the sitting no longer holds the case."""
        with self._database.writing() as writing:
            which = mine(wave, ref) & (_C.hold == hold)
            done = writing.connection.execute(update(QUEUE).where(which).values(dialled=instant(at)))
            if not done.rowcount:
                raise StateError(f"{wave}/{ref} is no longer held by you: take it again before you ring.")

    def let_go(self, wave: str, ref: str, hold: str) -> None:
        """Give a case back that was not called. What the sitting does not hold stays as it is."""
        with self._database.writing() as writing:
            which = mine(wave, ref) & (_C.hold == hold) & (_C.dialled == "")
            writing.connection.execute(update(QUEUE).where(which).values(standing=_C.was, **FREE))

    def held_by_name(self, wave: str, name: str) -> tuple[Queued, ...]:
        """What somebody of this name holds in any sitting, by ref."""
        held = and_(_C.wave == wave, _C.standing == Standing.HELD.value, _C.holder == storable(name))
        return self._all(select(QUEUE).where(held).order_by(_C.ref))

    def of(self, wave: str, ref: str) -> Queued:
        """Where one case stands. Raises StoreError if there is none."""
        found = self._all(select(QUEUE).where(mine(wave, ref)))
        if not found:
            raise _no_case(wave, ref)
        return found[0]

    def of_wave(self, wave: str, standing: Standing | None = None) -> tuple[Queued, ...]:
        """Where every case of a wave stands, or those that stand so, by ref."""
        query = select(QUEUE).where(_C.wave == wave)
        query = query.where(_C.standing == standing.value) if standing else query
        return self._all(query.order_by(_C.ref))

    def numbers_in_hand(self, wave: str) -> tuple[tuple[Queued, str], ...]:
        """The cases that somebody has in hand with the telephone numbers of their people, a pair for each number.

        In no order: sorting would have the whole wave read in that order.
        """
        theirs = and_(PERSON.c.ref == _C.ref, PERSON.c.wave == _C.wave, PERSON.c.phone != "")
        which = and_(_C.wave == wave, _C.standing == Standing.HELD.value, _C.hold_until > "")
        query = select(QUEUE, PERSON.c.phone).join(PERSON, theirs).where(which)
        with self._database.reading() as connection:
            return tuple((_queued(row), row["phone"]) for row in connection.execute(query).mappings())

    def with_appointment(self, wave: str, standing: Standing) -> tuple[Queued, ...]:
        """Cases with an appointment that stand so: ready where it has begun and nobody holds them."""
        which = and_(_C.wave == wave, _C.rank == DUE_APPOINTMENT, _C.standing == standing.value)
        return self._all(select(QUEUE).where(which).order_by(_C.until, _C.ref))

    def counts(self, wave: str) -> dict[Standing, int]:
        """How many cases of a wave stand in each way."""
        query = select(_C.standing, func.count()).where(_C.wave == wave).group_by(_C.standing)
        with self._database.reading() as connection:
            found = {Standing(row[0]): int(row[1]) for row in connection.execute(query)}
        return {standing: found.get(standing, 0) for standing in Standing}

    def next_due(self, wave: str) -> datetime | None:
        """When the next case comes back that waits."""
        query = select(func.min(_C.until)).where(_C.wave == wave, _C.standing == Standing.WAITING.value)
        with self._database.reading() as connection:
            return moment_or_none(connection.execute(query).scalar() or "")

    def assign(self, wave: str, refs: Sequence[str], owner: str, priority: int | None = None) -> int:
        """Give cases to one interviewer (empty for all), or another priority; returns how many there were.

        A case that was kept from them is so no longer.
        """
        owner = storable(owner)
        changed: dict[str, Any] = {"owner": owner, "avoid": case((_C.avoid == owner, ""), else_=_C.avoid)}
        if priority is not None:
            changed["priority"] = priority
        number = 0
        with self._database.writing() as writing:
            for some in _batches(refs):
                which = and_(_C.wave == wave, _C.ref.in_(some), _C.standing != Standing.CLOSED.value)
                number += writing.connection.execute(update(QUEUE).where(which).values(changed)).rowcount
        return number

    def _all(self, query: Select[tuple[object, ...]]) -> tuple[Queued, ...]:
        with self._database.reading() as connection:
            return tuple(map(_queued, connection.execute(query).mappings()))


Choice = Select[tuple[Any, ...]]


def _choices(
    wave: str, name: str, slot: str, slots: Sequence[str], appointments_only: bool
) -> Iterator[list[Choice]]:
    """Groups of ways to choose; the first group that finds something counts."""
    ready = select(QUEUE).where(_C.wave == wave, _C.standing == Standing.READY.value)
    for owner in (name, ""):
        due = ready.where(_C.owner == owner, _C.rank == DUE_APPOINTMENT)
        yield [due.order_by(_C.until, _C.ref)]
    if appointments_only:
        return
    others = [other for other in slots if other != slot]
    for chosen in (["", slot], others):
        for owner in (name, ""):
            ordinary = ready.where(_C.owner == owner, _C.rank == ORDINARY, _C.avoid != name)
            yield [ordinary.where(_C.next_slot == one).order_by(*_ORDER) for one in chosen]


_ORDER = (_C.stage, _C.attempts, _C.priority, _C.ref)


def _order(row: RowMapping) -> tuple[Any, ...]:
    return row["until"] if row["rank"] == DUE_APPOINTMENT else "", *(row[one.name] for one in _ORDER)


def _first(writing: Writing, query: Choice) -> RowMapping | None:
    found = writing.connection.execute(query.limit(1).with_for_update(skip_locked=True))
    return found.mappings().one_or_none()


def _hold(writing: Writing, row: RowMapping, taker: Taker, *, goes_on: bool = False) -> Queued:
    changed = {
        "standing": Standing.HELD.value,
        "holder": storable(taker.name),
        "hold": taker.hold,
        "held_from": row["held_from"] if goes_on else instant(taker.at),
        "hold_until": instant(taker.until),
        "was": row["standing"] if row["standing"] != Standing.HELD.value else row["was"],
        "dialled": row["dialled"] if goes_on else "",
    }
    writing.connection.execute(update(QUEUE).where(mine(row["wave"], row["ref"])).values(changed))
    return _queued({**row, **changed})


def _refuse_held(row: RowMapping, at: datetime, asker: str) -> None:
    if row["standing"] == Standing.HELD.value and row["hold_until"] > instant(at):
        raise StateError(in_hand(row, asker))


def _due(wave: str, now: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Holds that have run out without a call, and cases whose moment has come."""
    over = and_(_run_out(wave, now), _C.dialled == "")
    moment = and_(_C.until > "", _C.until <= now)
    return over, and_(_C.wave == wave, moment, _C.standing == Standing.WAITING.value)


def _run_out(wave: str, now: str) -> ColumnElement[bool]:
    """Cases whose hold has run out; the index is of its end, which a case that nobody holds has none of."""
    ended = and_(_C.hold_until > "", _C.hold_until <= now)
    return and_(_C.wave == wave, ended, _C.standing == Standing.HELD.value)


def _change(writing: Writing, wave: str, which: ColumnElement[bool], changed: Mapping[str, Any]) -> int:
    """Change the rows that nobody else is changing just now; returns how many."""
    chosen = select(_C.ref).where(which).with_for_update(skip_locked=True)
    refs = list(writing.connection.execute(chosen).scalars())
    for some in _batches(refs):
        rows = and_(_C.wave == wave, _C.ref.in_(some))
        writing.connection.execute(update(QUEUE).where(rows).values(changed))
    return len(refs)


def _batches(refs: Sequence[str]) -> Iterator[Sequence[str]]:
    return (refs[start : start + _BATCH] for start in range(0, len(refs), _BATCH))


def _queued(row: Mapping[str, Any] | RowMapping) -> Queued:
    return Queued(
        wave=row["wave"],
        ref=row["ref"],
        position=position(row),
        holder=row["holder"],
        hold=row["hold"],
        hold_until=moment_or_none(row["hold_until"]),
        held_from=moment_or_none(row["held_from"]),
        dialled=moment_or_none(row["dialled"]),
        was=row["was"],
    )


def _no_case(wave: str, ref: str) -> StoreError:
    return StoreError(
        f"There is no case '{ref}' in wave '{wave}': 's11chat wave status {wave}' lists its cases."
    )
