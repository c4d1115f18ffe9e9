"""Changing what is on file of a person: their row alone, since contact data stands apart from everything sealed.

The journal of the wave notes whose and which of it was changed, never what it was or became.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update

from s11chat.errors import StaleResponseError
from s11chat.store.chain import journal
from s11chat.store.database import Database
from s11chat.store.entry import Author, Entry
from s11chat.store.ledger import Ledger
from s11chat.store.record import PersonRecord
from s11chat.store.seal import instant, storable
from s11chat.store.table import PERSON

MENDED = "person changed"
"""The act by which what is on file of a person becomes something else."""
_FIELDS = ("name", "title", "email", "phone")


def change_person(
    database: Database,
    was: PersonRecord,
    becomes: PersonRecord,
    return_id: str,
    entries: Sequence[Entry],
    author: Author,
    at: datetime,
) -> None:
    """Have `becomes` on file in place of `was`, with what that brings along in the return; all or nothing.

    Raises StaleResponseError where `was` is no longer what is on file.
    """
    fields = [name for name in _FIELDS if getattr(was, name) != getattr(becomes, name)]
    mine = PERSON.c.id == was.id
    with database.writing() as writing:
        chain = journal(writing, was.wave)  # before the return, as letters and frames take them
        ledger = Ledger(writing, return_id, author, at)
        row = writing.connection.execute(select(PERSON).where(mine)).mappings().one_or_none()
        if row is None or PersonRecord(**row) != was:
            raise StaleResponseError(
                f"Somebody has changed what is on file of {was.name} meanwhile: look at it again."
            )
        values = storable({name: getattr(becomes, name) for name in fields})
        writing.connection.execute(update(PERSON).where(mine).values(values))
        chain.act(MENDED, author.name, instant(at), {"person": was.id, "fields": fields})
        for entry in entries:
            ledger.enter(entry)
