"""Moderation of returns: entered step by step into the chain of the return, read as it stands or as it came about."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import ColumnElement, RowMapping, Table, select

from s11chat.errors import StateError, UsageError
from s11chat.store import moderation_entry as new
from s11chat.store.database import Database
from s11chat.store.moderation_record import ChallengeRecord, ModerationRecord, ModeratorRecord
from s11chat.store.seal import moment
from s11chat.store.table import CHALLENGE, MODERATION, MODERATOR, in_wave

if TYPE_CHECKING:
    from s11chat.store.ledger import Ledger

ASSIGNED, DONE, RESUMED, WITHDRAWN = "assigned", "done", "resumed", "withdrawn"
"""The steps of a moderator's work; what is withdrawn has ended."""
OPEN, ANSWERED, CLOSED, REPLY = "open", "answered", "closed", "reply"
"""The states of a peer's note, and what a lead's word is called."""
Record = TypeVar("Record")


def enter_moderation(ledger: Ledger, entry: new.ModerationEntry) -> None:
    """Enter one entry of moderation. Raises UsageError or StateError for a step that cannot be taken."""
    match entry:
        case new.NewModerator():
            facts: dict[str, Any] = {"assigned": ledger.next_number, "step": ASSIGNED}
            ledger.seal(MODERATOR, {**facts, "name": entry.name, "note": entry.note}, facts)
        case new.ModeratorStep():
            last = _last(ledger, MODERATOR, MODERATOR.c.assigned, entry.assigned)
            if last["step"] in (WITHDRAWN, entry.step):
                raise StateError(f"The work of {last['name']} is {last['step']} already: look at the list.")
            facts = {"assigned": entry.assigned, "step": entry.step}
            ledger.seal(MODERATOR, {**facts, "name": last["name"], "note": entry.note}, facts)
        case new.NewModeration():
            facts = {
                "item": entry.item,
                "agreed": int(entry.agreed),
                "withdrawn": int(entry.withdrawn),
                "answer_revision": entry.answer_revision,
            }
            flags = {"agreed": entry.agreed, "withdrawn": entry.withdrawn, "blind": entry.blind}
            said = {"rating": entry.rating, "reason": entry.reason, "self_rating": entry.self_rating}
            ledger.seal(MODERATION, {**facts, **flags, **said}, facts)
        case new.NewChallenge() | new.NewReply():
            reply = isinstance(entry, new.NewReply)
            facts = {
                "opened": ledger.next_number,
                "item": entry.item,
                "state": REPLY if reply else OPEN,
            }
            who = ("", "") if isinstance(entry, new.NewReply) else (entry.peer, entry.organisation)
            told = {"peer": who[0], "organisation": who[1], "text": entry.text}
            ledger.seal(CHALLENGE, {**facts, **told}, facts)
        case new.ChallengeStep():
            _challenged(ledger, entry)


def _challenged(ledger: Ledger, entry: new.ChallengeStep) -> None:
    last = _last(ledger, CHALLENGE, CHALLENGE.c.opened, entry.opened)
    if last["state"] in (CLOSED, REPLY):
        raise StateError(f"Note {entry.opened} is {last['state']} already: write a new one.")
    facts = {"opened": entry.opened, "item": last["item"], "state": entry.state}
    told = {"peer": last["peer"], "organisation": last["organisation"], "text": entry.text}
    ledger.seal(CHALLENGE, {**facts, **told}, facts)


def _last(ledger: Ledger, table: Table, column: ColumnElement[int], number: int) -> RowMapping:
    mine = (table.c.return_id == ledger.return_id) & (column == number)
    query = select(table).where(mine).order_by(table.c.seq.desc()).limit(1)
    row = ledger.writing.connection.execute(query).mappings().one_or_none()
    if row is None:
        raise UsageError(f"There is no number {number} in {ledger.wave}/{ledger.ref}: look at its list.")
    return row


class Moderations:
    """Who moderates which return, how they rate, and what peers ask."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def moderators(self, return_id: str) -> tuple[ModeratorRecord, ...]:
        """Everybody a return was ever assigned to, in that order."""
        return self._grouped(MODERATOR, MODERATOR.c.return_id == return_id, _moderator).get(return_id, ())

    def moderators_of(self, wave: str) -> Mapping[str, tuple[ModeratorRecord, ...]]:
        """Those of every return of a wave, by return; returns without are left out."""
        return self._grouped(MODERATOR, in_wave(MODERATOR, wave), _moderator)

    def ratings(self, return_id: str) -> tuple[ModerationRecord, ...]:
        """Every revision of every rating, in order."""
        return self._ratings(MODERATION.c.return_id == return_id).get(return_id, ())

    def ratings_of(self, wave: str) -> Mapping[str, tuple[ModerationRecord, ...]]:
        """Those of every return of a wave, by return; returns without are left out."""
        return self._ratings(in_wave(MODERATION, wave))

    def challenges(self, return_id: str) -> tuple[ChallengeRecord, ...]:
        """Every note of peers and word of a lead as it stands, in the order they were opened."""
        return self._grouped(CHALLENGE, CHALLENGE.c.return_id == return_id, _challenge).get(return_id, ())

    def _ratings(self, which: ColumnElement[bool]) -> dict[str, tuple[ModerationRecord, ...]]:
        found: dict[str, list[ModerationRecord]] = {}
        for row in self._rows(MODERATION, which):
            found.setdefault(row["return_id"], []).append(_rating(row))
        return {return_id: tuple(made) for return_id, made in found.items()}

    def _grouped(
        self, table: Table, which: ColumnElement[bool], made: Callable[[list[RowMapping]], Record]
    ) -> dict[str, tuple[Record, ...]]:
        """The records that the steps of each thing make, by return."""
        first = "assigned" if table is MODERATOR else "opened"
        steps: dict[str, dict[Hashable, list[RowMapping]]] = {}
        for row in self._rows(table, which):
            steps.setdefault(row["return_id"], {}).setdefault(row[first], []).append(row)
        return {return_id: tuple(map(made, found.values())) for return_id, found in steps.items()}

    def _rows(self, table: Table, which: ColumnElement[bool]) -> Sequence[RowMapping]:
        query = select(table).where(which).order_by(table.c.return_id, table.c.seq)
        with self._database.reading() as connection:
            return connection.execute(query).mappings().all()


def _entered(row: RowMapping) -> dict[str, Any]:
    names = ("return_id", "seq", "by", "by_name", "role", "on_behalf_of", "mode")
    return {**{name: row[name] for name in names}, "at": moment(row["at"])}


def _moderator(steps: list[RowMapping]) -> ModeratorRecord:
    first, last = steps[0], steps[-1]
    return ModeratorRecord(
        **_entered(first),
        assigned=first["assigned"],
        name=first["name"],
        step=last["step"],
        stepped=last["seq"],
        stepped_at=moment(last["at"]),
    )


def _rating(row: RowMapping) -> ModerationRecord:
    return ModerationRecord(
        **_entered(row),
        item=row["item"],
        agreed=row["agreed"],
        withdrawn=row["withdrawn"],
        blind=row["blind"],
        rating=row["rating"],
        reason=row["reason"],
        self_rating=row["self_rating"],
        answer_revision=row["answer_revision"],
    )


def _challenge(steps: list[RowMapping]) -> ChallengeRecord:
    first, last = steps[0], steps[-1]
    answers = [step for step in steps if step["state"] == ANSWERED]
    answered = answers[-1] if answers else None
    closed = last if last["state"] == CLOSED else None
    return ChallengeRecord(
        **_entered(first),
        opened=first["opened"],
        item=first["item"],
        state=last["state"],
        peer=first["peer"],
        organisation=first["organisation"],
        text=first["text"],
        answer=answered["text"] if answered else "",
        answered_by=answered["by_name"] if answered else "",
        answered_at=moment(answered["at"]) if answered else None,
        closing=closed["text"] if closed else "",
        closed_by=closed["by_name"] if closed else "",
    )
