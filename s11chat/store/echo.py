"""Staff echoes: opened for a case, answered by people nobody knows, closed with what may be told of them.

An answer is sealed in a chain of the echo's own, so that neither its place among the timed events of a return or a
journal nor a time of its own says when it came. Single answers are read once, when the echo is closed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, func, select

from s11chat.assurance.canonical import canonical
from s11chat.assurance.redaction import MARK
from s11chat.assurance.right import Role
from s11chat.errors import StateError, StoreError
from s11chat.store.access import NewAccess, end_access, enter_access
from s11chat.store.chain import Chain, echo_chain, journal, wave_chain
from s11chat.store.database import Database, Writing
from s11chat.store.seal import instant, moment, moment_or_none, parsed, stored
from s11chat.store.table import ACCESS, ACT, ECHO, ECHO_ANSWER, ECHO_FIGURE, EVENT, WAVE

MOVED = "last day of echo"
"""The act by which an echo gets another last day, or (empty) the one before again."""
Answers = Mapping[str, Mapping[str, Any]]
"""By question, an answer as plain JSON values."""


@dataclass(frozen=True)
class NewEcho:
    """An echo about to be opened."""

    wave: str
    ref: str
    dialog_id: str
    dialog_digest: str
    dialog_text: str
    minimum: int
    cap: int
    opens: str
    closes: str
    by_name: str


@dataclass(frozen=True)
class EchoRecord:
    """An echo as it stands."""

    id: str
    wave: str
    ref: str
    dialog_id: str
    dialog_digest: str
    dialog_text: str
    minimum: int
    cap: int
    opens: str
    last_days: tuple[str, ...]
    """The last day as it was first, then as it was moved; what was taken back is left out."""
    by_name: str
    at: datetime
    closed_at: datetime | None
    figures: Mapping[str, Any] | None
    """What may be told of it; None while it is open."""

    @property
    def closes(self) -> str:
        """The last day as it stands."""
        return self.last_days[-1]


class Echoes:
    """The echoes of the waves, and their shared codes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def open(self, echo: NewEcho, at: datetime) -> EchoRecord:
        """Open an echo. Raises StateError where the case has one that is open."""
        with self._database.writing() as writing:
            chain = journal(writing, echo.wave)
            standing = _found(writing.connection, (ECHO.c.wave == echo.wave) & (ECHO.c.ref == echo.ref))
            if any(one.closed_at is None for one in standing):
                raise StateError(f"{echo.wave}/{echo.ref} has a staff echo that is open: close it first.")
            row = {**vars(echo), "id": writing.new_id(), "at": instant(at)}
            chain.seal(ECHO, row, {"echo": row["id"], "ref": echo.ref}, at=instant(at))
        return self.find(row["id"])

    def find(self, id_: str) -> EchoRecord:
        """One echo. Raises StoreError where there is none."""
        found = self._read(ECHO.c.id == id_)
        if not found:
            raise StoreError("This staff echo is no longer there; run 's11chat verify'.")
        return found[0]

    def of_wave(self, wave: str, ref: str = "") -> tuple[EchoRecord, ...]:
        """Every echo of a wave, or of one case of it, in the order they were opened."""
        return self._read((ECHO.c.wave == wave) & (ECHO.c.ref == ref) if ref else ECHO.c.wave == wave)

    def answered(self, echo: EchoRecord) -> int:
        """How many people have answered; only ever told rounded."""
        with self._database.reading() as connection:
            query = select(func.count()).select_from(ECHO_ANSWER).where(ECHO_ANSWER.c.echo == echo.id)
            return connection.execute(query).scalar_one()

    def has_code(self, echo: EchoRecord) -> bool:
        """Whether there is a shared code that was not taken back."""
        columns = ACCESS.c
        mine = (columns.wave == echo.wave) & (columns.ref == echo.ref) & (columns.role == Role.STAFF.value)
        query = select(columns.selector).where(mine, columns.revoked_at == "").limit(1)
        with self._database.reading() as connection:
            return connection.execute(query).first() is not None

    def move_last_day(self, echo: EchoRecord, closes: str, by: str, at: datetime) -> EchoRecord:
        """Another last day for an open echo; an empty one takes the last change back.

        Raises StateError where it is closed, or there is no change to take back.
        """
        with self._database.writing() as writing:
            chain = journal(writing, echo.wave)
            _lock(writing, echo)
            (now,) = _found(writing.connection, ECHO.c.id == echo.id)
            if now.closed_at is not None:
                raise StateError("This staff echo is closed already.")
            if not closes and len(now.last_days) < 2:
                raise StateError(
                    "The last day of this staff echo was not moved: there is nothing to take back."
                )
            chain.act(MOVED, by, instant(at), {"echo": echo.id, "closes": closes})
        return self.find(echo.id)

    def hand_in(self, echo: EchoRecord, selector: str, answers: Answers) -> None:
        """Keep what one person answered, all of it at once.

        Raises StateError where the echo is closed or as many have answered as may, or the code was revoked since.
        """
        with self._database.writing() as writing:
            _lock(writing, echo)
            self._must_take(writing, echo, selector)
            chain = Chain(writing, echo_chain(echo.id))
            if chain.head[0] >= echo.cap:
                raise StateError("As many people have answered as were asked: nothing more is kept.")
            row = {
                "echo": echo.id,
                "wave": echo.wave,
                "answers": canonical(answers).decode("utf-8"),
            }
            chain.seal(ECHO_ANSWER, row, {"echo": echo.id}, at=f"{echo.opens}T00:00:00.000000+00:00")

    @staticmethod
    def _must_take(writing: Writing, echo: EchoRecord, selector: str) -> None:
        connection = writing.connection
        closed = connection.execute(select(ECHO_FIGURE.c.seq).where(ECHO_FIGURE.c.echo == echo.id)).first()
        wave = connection.execute(select(WAVE.c.state).where(WAVE.c.id == echo.wave)).scalar()
        if closed or wave == "closed":
            raise StateError("This survey is closed: nothing more is kept.")
        code = select(ACCESS.c.revoked_at).where(ACCESS.c.selector == selector)
        if connection.execute(code).scalar():
            raise StateError("This code was replaced or taken back meanwhile: ask for the new one.")

    def close(
        self,
        echo: EchoRecord,
        figures: Callable[[Sequence[Answers]], Mapping[str, Any]],
        by: str,
        at: datetime,
    ) -> EchoRecord:
        """Close an echo for good with what `figures` makes of its answers; its codes open nothing any more.

        What stands under `words` there is kept apart, so that it can be redacted.
        Raises StateError where it is closed already.
        """
        with self._database.writing() as writing:
            chain = journal(writing, echo.wave)
            _lock(writing, echo)
            if any(one.closed_at is not None for one in _found(writing.connection, ECHO.c.id == echo.id)):
                raise StateError("This staff echo is closed already.")
            query = select(ECHO_ANSWER.c.answers).where(ECHO_ANSWER.c.echo == echo.id)
            answers = [stored(one) for one in writing.connection.execute(query).scalars()]
            told = dict(figures(answers))
            words = canonical(told.pop("words", {})).decode("utf-8")
            row = {
                "wave": echo.wave,
                "echo": echo.id,
                "by_name": by,
                "at": instant(at),
                "figures": canonical(told).decode("utf-8"),
                "words": words,
            }
            head = Chain(writing, echo_chain(echo.id)).head
            chain.seal(ECHO_FIGURE, row, {"echo": echo.id, "head": list(head)}, at=instant(at))
            for selector in _codes(writing, echo.wave, echo.ref):
                end_access(writing, selector, by, at)
        return self.find(echo.id)

    def issue(self, access: NewAccess, at: datetime) -> None:
        """Put a shared code on file; those before it open nothing from now on."""
        with self._database.writing() as writing:
            journal(writing, access.wave)
            for selector in _codes(writing, access.wave, access.ref):
                end_access(writing, selector, access.issued_by, at)
            enter_access(writing, access, at)

    def revoke(self, echo: EchoRecord, by: str, at: datetime) -> int:
        """Let the shared code open nothing from now on; returns how many there were."""
        with self._database.writing() as writing:
            standing = _codes(writing, echo.wave, echo.ref)
            for selector in standing:
                end_access(writing, selector, by, at)
        return len(standing)

    def _read(self, which: ColumnElement[bool]) -> tuple[EchoRecord, ...]:
        with self._database.reading() as connection:
            return tuple(_found(connection, which))


def _lock(writing: Writing, echo: EchoRecord) -> None:
    """Keeps other answers, and the closing, waiting until the transaction ends."""
    query = select(ECHO.c.id).where(ECHO.c.id == echo.id).with_for_update(key_share=True)
    writing.connection.execute(query)


def _codes(writing: Writing, wave: str, ref: str) -> list[str]:
    columns = ACCESS.c
    mine = (
        (columns.wave == wave)
        & (columns.ref == ref)
        & (columns.role == Role.STAFF.value)
        & (columns.revoked_at == "")
    )
    return list(writing.connection.execute(select(columns.selector).where(mine)).scalars())


def _found(connection: Connection, which: ColumnElement[bool]) -> list[EchoRecord]:
    rows = connection.execute(_query(which)).mappings().all()
    moved = _moved(connection, {row["wave"] for row in rows}) if rows else {}
    return [_made(row, moved.get(row["id"], ())) for row in rows]


def _moved(connection: Connection, waves: Collection[str]) -> dict[str, list[str]]:
    """To which days the echoes of these waves were moved, by echo and in order; an empty one takes one back."""
    found: dict[str, list[str]] = {}
    acts = select(ACT.c.wave, ACT.c.seq).where(ACT.c.wave.in_(waves), ACT.c.kind == MOVED)
    for wave, seq in connection.execute(acts.order_by(ACT.c.wave, ACT.c.seq)).all():
        here = (EVENT.c.chain == wave_chain(wave)) & (EVENT.c.seq == seq)
        match parsed(connection.execute(select(EVENT.c.body).where(here)).scalar() or "{}"):
            case {"echo": str() as echo, "closes": str() as closes}:
                found.setdefault(echo, []).append(closes)
    return found


def _query(which: ColumnElement[bool]) -> Any:
    figure = ECHO_FIGURE.c
    told = (figure.figures, figure.words, figure.at.label("closed_at"))
    joined = ECHO.outerjoin(ECHO_FIGURE, figure.echo == ECHO.c.id)
    return select(ECHO, *told).select_from(joined).where(which).order_by(ECHO.c.wave, ECHO.c.seq)


def _made(row: RowMapping, moved: Sequence[str]) -> EchoRecord:
    days = [row["closes"]]
    for day in moved:
        if day:
            days.append(day)
        elif len(days) > 1:
            days.pop()
    return EchoRecord(
        id=row["id"],
        wave=row["wave"],
        ref=row["ref"],
        dialog_id=row["dialog_id"],
        dialog_digest=row["dialog_digest"],
        dialog_text=row["dialog_text"],
        minimum=row["minimum"],
        cap=row["cap"],
        opens=row["opens"],
        last_days=tuple(days),
        by_name=row["by_name"],
        at=moment(row["at"]),
        closed_at=moment_or_none(row["closed_at"] or ""),
        figures=_told(row),
    )


def _told(row: RowMapping) -> Mapping[str, Any] | None:
    """What may be told; without words where they were redacted, None while the echo is open."""
    if not row["figures"]:
        return None
    return {**stored(row["figures"]), "words": {} if row["words"] == MARK else stored(row["words"])}
