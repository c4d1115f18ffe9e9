"""People and signing keys that come with a bundle; whether they may come is asked before."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from s11chat.assurance.bundle import Bundle
from s11chat.errors import RefusedError
from s11chat.store.chain import journal
from s11chat.store.database import Writing
from s11chat.store.freight import add_keys, add_people, revoke_key
from s11chat.store.seal import instant
from s11chat.store.table import PERSON, SIGNING_KEY


def take_people(writing: Writing, bundle: Bundle) -> int:
    """Put people on file who are not there yet; returns how many. Those on file stay as they are.

    Raises RefusedError where one of them belongs to another case.
    """
    ids = [person.id for person in bundle.case.people]
    query = select(PERSON.c.id, PERSON.c.wave, PERSON.c.ref).where(PERSON.c.id.in_(ids))
    there = {row.id: (row.wave, row.ref) for row in writing.connection.execute(query)}
    own = (bundle.case.wave.id, bundle.case.organisation.ref)
    if any(case != own for case in there.values()):
        raise RefusedError("This bundle names somebody of another case as one of its own: do not use it.")
    new = [person for person in bundle.case.people if person.id not in there]
    add_people(writing, bundle, new)
    return len(new)


def take_keys(writing: Writing, bundle: Bundle, at: datetime) -> int:
    """Put public keys on file that are not there yet; returns how many. The one enrolled last is the current one."""
    query = select(SIGNING_KEY.c.id).where(SIGNING_KEY.c.id.in_([key.id for key in bundle.case.keys]))
    there = set(writing.connection.execute(query).scalars())
    new = [key for key in bundle.case.keys if key.id not in there]
    if not new:
        return 0
    chain = journal(writing, bundle.case.wave.id)
    add_keys(writing, chain, bundle.case.wave.id, new)
    columns = SIGNING_KEY.c
    for person in {key.person for key in new}:
        standing = select(columns.id).where(columns.person == person, columns.revoked_at == "")
        newest_last = standing.order_by(columns.enrolled_at, columns.seq)
        for key in list(writing.connection.execute(newest_last).scalars())[:-1]:
            revoke_key(writing, chain, key, instant(at))
    return len(new)
