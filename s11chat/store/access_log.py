"""Who looked at what: written when it is looked at, outside every chain, so that it can be removed when its time is over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select

from s11chat.store.database import Database
from s11chat.store.seal import instant, moment, storable
from s11chat.store.table import ACCESS_LOG


@dataclass(frozen=True)
class Look:
    """Somebody looked at a case, or at something of a whole wave."""

    wave: str
    ref: str
    """The case; empty for the whole wave."""
    at: datetime
    by_name: str
    role: str
    did: str
    detail: str = ""
    """Where it went, or how much it was."""


class AccessLog:
    """The looks at the cases of every wave."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, looks: Iterable[Look]) -> None:
        """Put these on record."""
        with self._database.writing() as writing:
            rows = [
                {
                    "id": writing.new_id(),
                    "wave": look.wave,
                    "ref": look.ref,
                    "at": instant(look.at),
                    **{name: storable(getattr(look, name)) for name in ("by_name", "role", "did", "detail")},
                }
                for look in looks
            ]
            if rows:
                writing.connection.execute(insert(ACCESS_LOG), rows)

    def of_wave(self, wave: str, ref: str = "") -> tuple[Look, ...]:
        """Those of a wave, or of one case of it, in order."""
        query = select(ACCESS_LOG).where(ACCESS_LOG.c.wave == wave).order_by(ACCESS_LOG.c.at, ACCESS_LOG.c.id)
        query = query.where(ACCESS_LOG.c.ref == ref) if ref else query
        columns = ("wave", "ref", "by_name", "role", "did", "detail")
        with self._database.reading() as connection:
            return tuple(
                Look(at=moment(row["at"]), **{name: row[name] for name in columns})
                for row in connection.execute(query).mappings()
            )

    def forget(self, wave: str, before: datetime) -> int:
        """Remove what is older; returns how many there were."""
        old = (ACCESS_LOG.c.wave == wave) & (ACCESS_LOG.c.at < instant(before))
        with self._database.writing() as writing:
            return writing.connection.execute(delete(ACCESS_LOG).where(old)).rowcount
