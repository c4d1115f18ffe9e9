"""The doors: access codes by their selectors, wrong tries, and the public halves of signing phrases.

Neither a code nor a phrase ever comes here; only what they can be checked against.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, delete, insert, select, text, update

from s11chat.assurance.code import locked_for
from s11chat.errors import StoreError
from s11chat.store.chain import Chain, journal
from s11chat.store.database import Database, Writing
from s11chat.store.record import AccessRecord, KeyRecord
from s11chat.store.seal import instant, moment, moment_or_none, storable
from s11chat.store.table import ACCESS, ATTEMPT, SIGNING_KEY

MAY_CHANGE = ("revoked_at",)
"""Columns of access codes and signing keys outside their digests."""
FORGOTTEN_AFTER = timedelta(hours=1)
"""How long after the last wrong try, or the end of its lock, a door starts from nought."""


@dataclass(frozen=True)
class NewAccess:
    """An access code about to be issued."""

    selector: str
    wave: str
    person: str
    role: str
    verifier: str
    issued_by: str
    """The name of who issues it."""
    ref: str = ""
    """The case; empty where the code opens no single case."""
    expires: datetime | None = None


class Accesses:
    """Access codes, and the wrong tries at them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def issue(self, access: NewAccess, at: datetime) -> AccessRecord:
        """Put a code on file."""
        with self._database.writing() as writing:
            return enter_access(writing, access, at)

    def find(self, selector: str) -> AccessRecord | None:
        """The code with this selector, revoked or expired ones too."""
        query = select(ACCESS).where(ACCESS.c.selector == storable(selector))
        with self._database.reading() as connection:
            row = connection.execute(query).mappings().one_or_none()
        return _access(dict(row)) if row else None

    def of_wave(self, wave: str, ref: str = "") -> tuple[AccessRecord, ...]:
        """Every code issued in a wave, or for one case of it, in order."""
        query = select(ACCESS).where(ACCESS.c.wave == wave).order_by(ACCESS.c.seq)
        query = query.where(ACCESS.c.ref == ref) if ref else query
        with self._database.reading() as connection:
            return tuple(_access(dict(row)) for row in connection.execute(query).mappings())

    def any_standing(self, at: datetime) -> bool:
        """Whether there is a code that is neither revoked nor expired."""
        lasting = (ACCESS.c.expires == "") | (ACCESS.c.expires > instant(at))
        query = select(ACCESS.c.selector).where(ACCESS.c.revoked_at == "", lasting).limit(1)
        with self._database.reading() as connection:
            return connection.execute(query).first() is not None

    def revoke(self, selector: str, by: str, at: datetime) -> None:
        """Let a code open nothing from now on. Once revoked it stays as it was revoked first."""
        with self._database.writing() as writing:
            end_access(writing, selector, by, at)

    def locked(self, selector: str, place: str, at: datetime) -> datetime | None:
        """Until when tries on this selector (known or not) or from this place are refused; None if they are not."""
        query = select(ATTEMPT.c.locked_until).where(ATTEMPT.c.door.in_(_doors(selector, place)))
        with self._database.reading() as connection:
            until = max(connection.execute(query).scalars(), default="")
        return moment(until) if until > instant(at) else None

    def count_failure(self, selector: str, place: str, at: datetime) -> datetime | None:
        """Count a wrong try on the selector (known or not) and at the place; returns until when either is locked."""
        with self._database.writing() as writing:
            _count_alone(writing)
            stale = ATTEMPT.c.last_at < instant(at - FORGOTTEN_AFTER)
            over = ATTEMPT.c.locked_until < instant(at - FORGOTTEN_AFTER)
            writing.connection.execute(delete(ATTEMPT).where(stale & over))
            until = max(_count(writing, door, at) for door in _doors(selector, place))
        return moment(until) if until else None

    def clear(self, selector: str) -> None:
        """Forget the wrong tries on a selector after a right one.

        Those at the place stay until forgotten by themselves, or one good code would buy endless wrong ones.
        """
        with self._database.writing() as writing:
            writing.connection.execute(delete(ATTEMPT).where(ATTEMPT.c.door == _doors(selector, "")[0]))


def enter_access(writing: Writing, access: NewAccess, at: datetime) -> AccessRecord:
    """Put a code on file within a transaction."""
    row = {
        **asdict(access),
        "expires": instant(access.expires) if access.expires else "",
        "issued_at": instant(at),
        "revoked_at": "",
    }
    facts = {name: row[name] for name in ("selector", "ref", "person", "role")}
    journal(writing, access.wave).seal(ACCESS, row, facts, at=instant(at), leaving=MAY_CHANGE)
    return _access(row)


def end_access(writing: Writing, selector: str, by: str, at: datetime) -> None:
    """Let a code open nothing from now on, within a transaction."""
    found = select(ACCESS.c.wave, ACCESS.c.revoked_at).where(ACCESS.c.selector == selector)
    row = writing.connection.execute(found).one_or_none()
    if row is None:
        raise StoreError(f"There is no access code {selector}: look at the codes of the wave.")
    if row.revoked_at:
        return
    journal(writing, row.wave).act("access revoked", by, instant(at), {"selector": selector})
    mine = ACCESS.c.selector == selector
    writing.connection.execute(update(ACCESS).where(mine).values(revoked_at=instant(at)))


class SigningKeys:
    """The public keys that signatures are checked with; old ones stay for old signatures."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def enrol(
        self, wave: str, person: str, public_key: str, phrase_salt: str, kdf: str, at: datetime
    ) -> KeyRecord:
        """Put the key of a person on file; a current one is revoked by it."""
        row = {
            "wave": wave,
            "person": person,
            "public_key": public_key,
            "phrase_salt": phrase_salt,
            "kdf": kdf,
            "enrolled_at": instant(at),
            "revoked_at": "",
        }
        with self._database.writing() as writing:
            chain = journal(writing, wave)
            for old in _unrevoked(writing, SIGNING_KEY.c.person == person):
                _revoke_key(writing, chain, old, at)
            row["id"] = writing.new_id()
            facts = {"key": row["id"], "person": person}
            chain.seal(SIGNING_KEY, row, facts, at=instant(at), by=person, leaving=MAY_CHANGE)
        return _key(row)

    def find(self, key: str) -> KeyRecord | None:
        """A key by its id, revoked ones too."""
        query = select(SIGNING_KEY).where(SIGNING_KEY.c.id == key)
        with self._database.reading() as connection:
            row = connection.execute(query).mappings().one_or_none()
        return _key(dict(row)) if row else None

    def current(self, person: str) -> KeyRecord | None:
        """The key a person signs with now."""
        standing = [key for key in self.of_person(person) if key.revoked_at is None]
        return standing[-1] if standing else None

    def of_person(self, person: str) -> tuple[KeyRecord, ...]:
        """Every key a person has had, in order."""
        query = select(SIGNING_KEY).where(SIGNING_KEY.c.person == person).order_by(SIGNING_KEY.c.seq)
        with self._database.reading() as connection:
            return tuple(_key(dict(row)) for row in connection.execute(query).mappings())


def _unrevoked(writing: Writing, which: ColumnElement[bool]) -> Sequence[RowMapping]:
    query = select(SIGNING_KEY.c.id).where(which, SIGNING_KEY.c.revoked_at == "")
    return writing.connection.execute(query).mappings().all()


def _revoke_key(writing: Writing, chain: Chain, row: RowMapping, at: datetime) -> None:
    chain.act("key revoked", "", instant(at), {"key": row["id"]})
    mine = SIGNING_KEY.c.id == row["id"]
    writing.connection.execute(update(SIGNING_KEY).where(mine).values(revoked_at=instant(at)))


def _count_alone(writing: Writing) -> None:
    """Keeps others from counting meanwhile: of two tries at once, neither may go uncounted."""
    if writing.connection.dialect.name != "sqlite":  # where a writer keeps all others out by itself
        writing.connection.execute(text(f"LOCK TABLE {ATTEMPT.name} IN SHARE ROW EXCLUSIVE MODE"))


def _doors(selector: str, place: str) -> tuple[str, str]:
    return storable(f"selector:{selector[:80]}"), storable(f"place:{place[:200]}")


def _count(writing: Writing, door: str, at: datetime) -> str:
    mine = ATTEMPT.c.door == door
    row = writing.connection.execute(select(ATTEMPT).where(mine)).one_or_none()
    last = max(row.last_at, row.locked_until) if row else ""
    remembered = row is not None and last >= instant(at - FORGOTTEN_AFTER)
    failures = (row.failures if row and remembered else 0) + 1
    lock = locked_for(failures)
    until = instant(at + lock) if lock else ""
    columns = {"failures": failures, "last_at": instant(at), "locked_until": until}
    if row:
        writing.connection.execute(update(ATTEMPT).where(mine).values(columns))
    else:
        writing.connection.execute(insert(ATTEMPT), {"door": door, **columns})
    return until


def _access(row: Mapping[str, Any]) -> AccessRecord:
    return AccessRecord(
        selector=row["selector"],
        wave=row["wave"],
        ref=row["ref"],
        person=row["person"],
        role=row["role"],
        verifier=row["verifier"],
        expires=moment_or_none(row["expires"]),
        issued_at=moment(row["issued_at"]),
        issued_by=row["issued_by"],
        revoked_at=moment_or_none(row["revoked_at"]),
    )


def _key(row: Mapping[str, Any]) -> KeyRecord:
    return KeyRecord(
        id=row["id"],
        wave=row["wave"],
        person=row["person"],
        public_key=row["public_key"],
        phrase_salt=row["phrase_salt"],
        kdf=row["kdf"],
        enrolled_at=moment(row["enrolled_at"]),
        revoked_at=moment_or_none(row["revoked_at"]),
    )
