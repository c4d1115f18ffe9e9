"""How the returns of a wave came about, read at once: what its diary, its interviewers and its timings are counted from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Table, func, select

from s11chat.store import made
from s11chat.store.database import Database
from s11chat.store.record import TransitionRecord
from s11chat.store.seal import moment
from s11chat.store.table import APPOINTMENT, MAILING, QUERY, RESPONSE, TRANSITION, in_wave


@dataclass(frozen=True)
class Step:
    """One step of an appointment or a letter."""

    return_id: str
    number: int
    """Of the appointment or letter within its return."""
    step: str
    at: datetime


@dataclass(frozen=True)
class Given:
    """That an answer was given, and how long it took; not what it was."""

    return_id: str
    item: str
    revision: int
    by_name: str
    role: str
    mode: str
    at: datetime
    seconds: float
    """Since the question was asked; 0 where nobody measured it."""


class Course:
    """The returns of a wave through time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def transitions(self, wave: str) -> dict[str, tuple[TransitionRecord, ...]]:
        """The way each return of a wave has come, state by state; returns without are left out."""
        found: dict[str, list[TransitionRecord]] = {}
        query = select(TRANSITION).where(in_wave(TRANSITION, wave)).order_by(TRANSITION.c.seq)
        with self._database.reading() as connection:
            for row in connection.execute(query).mappings():
                found.setdefault(row["return_id"], []).append(made.transition(row))
        return {return_id: tuple(moves) for return_id, moves in found.items()}

    def appointments(self, wave: str) -> tuple[Step, ...]:
        """Every step of every appointment of a wave, by return and in order."""
        return tuple(self._steps(APPOINTMENT, "made", wave))

    def letters(self, wave: str) -> tuple[Step, ...]:
        """Every step of every letter of a wave, by return and in order."""
        return tuple(self._steps(MAILING, "letter", wave))

    def given(self, wave: str) -> Iterator[Given]:
        """Every answer on its first occasion, every revision of it, by return and in order."""
        c = RESPONSE.c
        names = (c.return_id, c.item, c.revision, c.by_name, c.role, c.mode, c.at, c.seconds)
        query = (
            select(*names)
            .where(in_wave(RESPONSE, wave), c.occasion == 0, c.withdrawn.is_(False))
            .order_by(c.return_id, c.seq)
        )
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        for return_id, item, revision, by_name, role, mode, at, seconds in rows:
            yield Given(return_id, item, revision, by_name, role, mode, moment(at), seconds)

    def last_answered(self, wave: str) -> dict[str, datetime]:
        """When each return of a wave was last answered; returns without answers are left out."""
        query = (
            select(RESPONSE.c.return_id, func.max(RESPONSE.c.at))
            .where(in_wave(RESPONSE, wave))
            .group_by(RESPONSE.c.return_id)
        )
        with self._database.reading() as connection:
            return {return_id: moment(at) for return_id, at in connection.execute(query)}

    def open_queries(self, wave: str) -> dict[str, tuple[int, datetime]]:
        """How many queries of each return wait for an answer, and since when; returns without are left out."""
        query = select(QUERY).where(in_wave(QUERY, wave)).order_by(QUERY.c.return_id, QUERY.c.seq)
        last: dict[tuple[str, int], tuple[str, str]] = {}
        with self._database.reading() as connection:
            for row in connection.execute(query).mappings():
                last[row["return_id"], row["opened"]] = row["state"], row["at"]
        found: dict[str, list[datetime]] = {}
        for (return_id, _), (state, at) in last.items():
            if state == "open":
                found.setdefault(return_id, []).append(moment(at))
        return {return_id: (len(moments), min(moments)) for return_id, moments in found.items()}

    def _steps(self, table: Table, number: str, wave: str) -> Iterator[Step]:
        names = (table.c.return_id, table.c[number], table.c.step, table.c.at)  # an analyst may not read all
        query = select(*names).where(in_wave(table, wave)).order_by(table.c.return_id, table.c.seq)
        with self._database.reading() as connection:
            rows = connection.execute(query).mappings().all()
        return (Step(row["return_id"], row[number], row["step"], moment(row["at"])) for row in rows)
