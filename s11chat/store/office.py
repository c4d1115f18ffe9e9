"""The people of the office: who may do what in which wave, and the journal's word on it.

A role stands with the person, outside every digest like all contact data; the journal of the wave notes by
the person's id which role was given or taken, so that a change by hand is found.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, select, update

from s11chat.store.chain import journal
from s11chat.store.database import Database, Writing
from s11chat.store.permitted import permitted
from s11chat.store.record import PersonRecord
from s11chat.store.seal import instant, storable
from s11chat.store.table import PERSON

APPOINTED = "office role"
"""The act by which somebody is given a role, or (empty) loses it."""
_OFFICE = PERSON.c.ref == ""


class Office:
    """Who works in the office; somebody with two roles in a wave stands there twice."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def people(self) -> tuple[PersonRecord, ...]:
        """Everybody on file for the office of any wave, by wave and name; the role may be empty."""
        with self._database.reading() as connection:
            query = select(*permitted(connection, PERSON)).where(_OFFICE)
            query = query.order_by(PERSON.c.wave, PERSON.c.name, PERSON.c.id)
            return tuple(PersonRecord(**row) for row in connection.execute(query).mappings())

    def appoint(self, wave: str, name: str, role: str, by: str, at: datetime) -> None:
        """Put somebody on file for the office of a wave, in one role more."""
        person = {"wave": wave, "ref": "", "name": name, "title": "", "email": "", "phone": "", "role": role}
        with self._database.writing() as writing:
            row = {"id": writing.new_id(), **storable(person)}
            journal(writing, wave)
            writing.connection.execute(insert(PERSON), row)
            _note(writing, wave, row["id"], role, by, at)

    def dismiss(self, wave: str, person: str, by: str, at: datetime) -> None:
        """Take the role from a person of the office, who stays on file."""
        with self._database.writing() as writing:
            journal(writing, wave)
            mine = _OFFICE & (PERSON.c.id == person)
            writing.connection.execute(update(PERSON).where(mine).values(role=""))
            _note(writing, wave, person, "", by, at)


def _note(writing: Writing, wave: str, person: str, role: str, by: str, at: datetime) -> None:
    journal(writing, wave).act(APPOINTED, by, instant(at), {"person": person, "given": role})
