"""Fieldwork of a return: calls, appointments and letters, entered step by step and read as they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import ColumnElement, RowMapping, Table, select

from s11chat.errors import StateError, UsageError
from s11chat.fieldwork.queue import after_return
from s11chat.store import entry as new
from s11chat.store.database import Database
from s11chat.store.field_record import CODED_AGAIN, AppointmentRecord, CallRecord, LetterRecord
from s11chat.store.permitted import permitted
from s11chat.store.position import put
from s11chat.store.seal import instant, moment, moment_or_none, parsed
from s11chat.store.table import APPOINTMENT, CALL, FACT, MAILING, in_wave

if TYPE_CHECKING:
    from s11chat.store.ledger import Ledger

OPEN = ("made", "taken over")
"""The steps after which an appointment still stands."""
Record = TypeVar("Record")


def enter_fieldwork(ledger: Ledger, entry: new.FieldEntry) -> None:
    """Enter what fieldwork brought to a return."""
    match entry:
        case new.NewCall():
            _call(ledger, entry)
        case new.NewAppointment():
            _appointment(ledger, entry)
        case new.AppointmentStep():
            _next_step(ledger, entry)
        case new.NewLetter():
            _letter(ledger, entry)
        case new.LetterStep():
            _next_letter(ledger, entry)
        case new.Placed():
            # the return may have come to its end since whoever writes looked
            stands = after_return(entry.position, ledger.state, ledger.at)
            put(ledger.writing, ledger.wave, ledger.ref, stands, entry.hold)


def _call(ledger: Ledger, entry: new.NewCall) -> None:
    facts = {"outcome": entry.outcome, "attempt": entry.attempt}
    row = {
        **facts,
        "started": instant(entry.started) if entry.started else "",
        "number": entry.number,
        "person": entry.person,
        "slot": entry.slot,
        "note": entry.note,
        "points_to": entry.points_to,
    }
    ledger.seal(CALL, row, facts)


def _appointment(ledger: Ledger, entry: new.NewAppointment) -> None:
    facts = {"made": ledger.next_number, "step": "made"}
    row = {
        **facts,
        "starts": instant(entry.starts),
        "ends": instant(entry.ends),
        "exact": entry.exact,
        "person": entry.person,
        "number": entry.number,
        "note": entry.note,
        "owner": entry.owner,
    }
    ledger.seal(APPOINTMENT, row, facts)


def _next_step(ledger: Ledger, entry: new.AppointmentStep) -> None:
    last = _last(ledger, APPOINTMENT, APPOINTMENT.c.made == entry.made)
    if last is None:
        raise UsageError(
            f"There is no appointment {entry.made} in {ledger.wave}/{ledger.ref}: look at its list."
        )
    if last["step"] not in OPEN:
        raise StateError(f"This appointment was {last['step']} already: make a new one.")
    kept = ("starts", "ends", "exact", "person", "number")
    facts = {"made": entry.made, "step": entry.step}
    row = {**{name: last[name] for name in kept}, **facts, "note": entry.note, "owner": entry.owner}
    ledger.seal(APPOINTMENT, row, facts)


def _letter(ledger: Ledger, entry: new.NewLetter) -> None:
    facts = {"letter": ledger.next_number, "step": "written", "stage": entry.stage}
    row = {
        **facts,
        "addressee": entry.addressee,
        "person": entry.person,
        "address": entry.address,
        "subject": entry.subject,
        "selector": entry.selector,
        "message_id": entry.message_id,
        "detail": "",
    }
    ledger.seal(MAILING, row, facts)


def _next_letter(ledger: Ledger, entry: new.LetterStep) -> None:
    last = _last(ledger, MAILING, MAILING.c.letter == entry.letter)
    if last is None:
        raise UsageError(
            f"There is no letter {entry.letter} in {ledger.wave}/{ledger.ref}: look at its list."
        )
    kept = ("stage", "addressee", "person", "address", "subject", "selector", "message_id")
    facts = {"letter": entry.letter, "step": entry.step, "stage": last["stage"]}
    row = {**{name: last[name] for name in kept}, **facts, "detail": entry.detail}
    ledger.seal(MAILING, row, facts)


def _last(ledger: Ledger, table: Table, which: ColumnElement[bool]) -> RowMapping | None:
    query = (
        select(table)
        .where(table.c.return_id == ledger.return_id, which)
        .order_by(table.c.seq.desc())
        .limit(1)
    )
    return ledger.writing.connection.execute(query).mappings().one_or_none()


class Fieldbook:
    """Calls, appointments and letters, of one return or of a whole wave."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def calls(self, return_id: str) -> tuple[CallRecord, ...]:
        """Every call of a return as it was coded last, the first first."""
        gone = self._coded_again(FACT.c.return_id == return_id)
        return tuple(_counting(self._rows(CALL, CALL.c.return_id == return_id), gone))

    def calls_of_wave(self, wave: str, since: datetime | None = None) -> tuple[CallRecord, ...]:
        """Every call of a wave as it was coded last, in order of time, or those coded since a moment."""
        rows = self._rows(CALL, in_wave(CALL, wave), *_since(CALL, since))
        gone = self._coded_again(in_wave(FACT, wave))
        return tuple(sorted(_counting(rows, gone), key=lambda call: (call.at, call.return_id, call.seq)))

    def _coded_again(self, which: ColumnElement[bool]) -> set[tuple[str, int]]:
        """The calls that count no more: their returns and places in them."""
        query = select(FACT.c.return_id, FACT.c.details).where(which, FACT.c.kind == CODED_AGAIN)
        with self._database.reading() as connection:
            return {replaced_call(row.return_id, row.details) for row in connection.execute(query)}

    def appointments(self, return_id: str) -> tuple[AppointmentRecord, ...]:
        """Every appointment of a return as it stands, in the order they were made."""
        return tuple(
            _steps(self._rows(APPOINTMENT, APPOINTMENT.c.return_id == return_id), "made", _made_appointment)
        )

    def appointments_of_wave(self, wave: str) -> tuple[AppointmentRecord, ...]:
        """Every appointment of a wave as it stands, by its beginning."""
        found = _steps(self._rows(APPOINTMENT, in_wave(APPOINTMENT, wave)), "made", _made_appointment)
        return tuple(sorted(found, key=lambda one: (one.starts, one.return_id, one.made)))

    def letters(self, return_id: str) -> tuple[LetterRecord, ...]:
        """Every letter of a return as it stands, in the order they were written."""
        return tuple(_steps(self._rows(MAILING, MAILING.c.return_id == return_id), "letter", _made_letter))

    def letters_of_wave(self, wave: str) -> tuple[LetterRecord, ...]:
        """Every letter of a wave as it stands, by return and then in the order they were written."""
        return tuple(_steps(self._rows(MAILING, in_wave(MAILING, wave)), "letter", _made_letter))

    def _rows(self, table: Table, *which: ColumnElement[bool]) -> Sequence[RowMapping]:
        with self._database.reading() as connection:
            query = select(*permitted(connection, table)).where(*which)
            query = query.order_by(table.c.return_id, table.c.seq)
            return connection.execute(query).mappings().all()


def replaced_call(return_id: str, details: str) -> tuple[str, int]:
    """The call that a fact of the kind `CODED_AGAIN` says counts no more; place 0 where it names none."""
    call = parsed(details).get("call")
    return return_id, call if isinstance(call, int) else 0


def _counting(rows: Iterable[RowMapping], gone: set[tuple[str, int]]) -> Iterable[CallRecord]:
    return (_made_call(row) for row in rows if (row["return_id"], row["seq"]) not in gone)


def _since(table: Table, since: datetime | None) -> tuple[ColumnElement[bool], ...]:
    return (table.c.at >= instant(since),) if since else ()


def _steps(
    rows: Iterable[RowMapping], number: str, made: Callable[[list[RowMapping]], Record]
) -> Iterable[Record]:
    """What became of each thing, from all of its steps in order."""
    steps: dict[tuple[str, int], list[RowMapping]] = {}
    for row in rows:
        steps.setdefault((row["return_id"], row[number]), []).append(row)
    return [made(found) for found in steps.values()]


def _entered(row: RowMapping) -> dict[str, Any]:
    names = ("return_id", "seq", "by", "by_name", "role", "on_behalf_of", "mode")
    return {**{name: row[name] for name in names}, "at": moment(row["at"])}


def _made_call(row: RowMapping) -> CallRecord:
    return CallRecord(
        **_entered(row),
        outcome=row["outcome"],
        started=moment_or_none(row["started"]),
        number=row["number"],
        person=row["person"],
        slot=row["slot"],
        attempt=row["attempt"],
        note=row["note"],
        points_to=row["points_to"],
    )


def _made_appointment(steps: list[RowMapping]) -> AppointmentRecord:
    first, last = steps[0], steps[-1]
    return AppointmentRecord(
        **_entered(first),
        made=first["made"],
        step=last["step"],
        starts=moment(last["starts"]),
        ends=moment(last["ends"]),
        exact=last["exact"],
        person=last["person"],
        number=last["number"],
        note=first["note"],
        owner=last["owner"],
        stands=last["step"] in OPEN,
    )


def _made_letter(steps: list[RowMapping]) -> LetterRecord:
    first, last = steps[0], steps[-1]
    return LetterRecord(
        **_entered(first),
        letter=first["letter"],
        step=last["step"],
        stage=first["stage"],
        addressee=first["addressee"],
        person=first["person"],
        address=first["address"],
        subject=first["subject"],
        selector=first["selector"],
        message_id=first["message_id"],
        detail=last["detail"],
        stepped_at=moment(last["at"]),
        tries=sum(step["step"] in ("sent", "deferred", "refused") for step in steps),
    )
