"""The plans of waves, and messages between people of the office: entered in the journal, read as they stand."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import RowMapping, or_, select, update

from s11chat.fieldwork.plan import Plan, kept_plan
from s11chat.store.chain import Chain, journal
from s11chat.store.database import Database
from s11chat.store.field_record import MessageRecord
from s11chat.store.seal import instant, moment, moment_or_none, storable
from s11chat.store.table import MESSAGE, PLAN

MESSAGE_MAY_CHANGE = ("read_at",)
"""Columns of a message outside its digest."""


class Planbook:
    """What the office has settled about a wave's fieldwork, and told each other about it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def plan(self, wave: str) -> Plan:
        """The plan that counts; one with nothing settled where none was made."""
        query = select(PLAN.c.plan).where(PLAN.c.wave == wave).order_by(PLAN.c.seq.desc()).limit(1)
        with self._database.reading() as connection:
            written = connection.execute(query).scalar()
        return kept_plan(written) if written else Plan()

    def settle(self, wave: str, plan: Plan, by: str, at: datetime) -> None:
        """Have this plan count from now on; those before stay on record."""
        row = {"wave": wave, "plan": plan.written(), "by_name": by, "at": instant(at)}
        with self._database.writing() as writing:
            journal(writing, wave).seal(PLAN, row, {}, at=instant(at))

    def say(self, wave: str, text: str, *, by: str, to: str, ref: str, at: datetime) -> None:
        """Leave a message for somebody of the office, or (empty) for every supervisor, about a case or none."""
        with self._database.writing() as writing:
            leave_message(journal(writing, wave), text, by=by, to=to, ref=ref, at=at)

    def messages(
        self, wave: str, name: str | None = None, *, supervisor: bool = False
    ) -> tuple[MessageRecord, ...]:
        """The messages of a wave in order; with `name` those to them, and as `supervisor` those to nobody alone."""
        query = select(MESSAGE).where(MESSAGE.c.wave == wave).order_by(MESSAGE.c.seq)
        if name is not None:
            mine = MESSAGE.c.to_name == storable(name)
            query = query.where(or_(mine, MESSAGE.c.to_name == "") if supervisor else mine)
        with self._database.reading() as connection:
            return tuple(_message(row) for row in connection.execute(query).mappings())

    def read(self, wave: str, seq: int, at: datetime) -> None:
        """A message was read; the first time stays."""
        mine = (MESSAGE.c.wave == wave) & (MESSAGE.c.seq == seq) & (MESSAGE.c.read_at == "")
        with self._database.writing() as writing:
            writing.connection.execute(update(MESSAGE).where(mine).values(read_at=instant(at)))


def leave_message(chain: Chain, text: str, *, by: str, to: str, ref: str, at: datetime) -> None:
    """Enter a message in the journal of a wave."""
    row = {
        "wave": chain.wave,
        "ref": ref,
        "from_name": by,
        "to_name": to,
        "text": text,
        "at": instant(at),
        "read_at": "",
    }
    chain.seal(MESSAGE, row, {}, at=instant(at), leaving=MESSAGE_MAY_CHANGE)


def _message(row: RowMapping) -> MessageRecord:
    return MessageRecord(
        wave=row["wave"],
        seq=row["seq"],
        ref=row["ref"],
        from_name=row["from_name"],
        to_name=row["to_name"],
        text=row["text"],
        at=moment(row["at"]),
        read_at=moment_or_none(row["read_at"]),
    )
