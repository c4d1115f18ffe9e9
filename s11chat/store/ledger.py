"""How each kind of entry becomes a sealed row and its event, within one transaction on one return."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import singledispatchmethod
from typing import Any

from sqlalchemy import Table, select, update

from s11chat.assurance.canonical import canonical
from s11chat.errors import StaleResponseError, StateError, UsageError
from s11chat.fieldwork.case import State, move, reinstated
from s11chat.store import entry as new
from s11chat.store.action import enter_action
from s11chat.store.chain import Chain, lock_return, return_chain
from s11chat.store.database import Writing
from s11chat.store.delegation import enter_delegation
from s11chat.store.entry import place
from s11chat.store.evidence import enter_evidence
from s11chat.store.fieldbook import enter_fieldwork
from s11chat.store.moderation import enter_moderation
from s11chat.store.moderation_entry import ModerationEntry
from s11chat.store.position import follow_return
from s11chat.store.seal import instant, storable
from s11chat.store.table import (
    AUDIT_CASE,
    AUDIT_RETURN,
    FACT,
    HELP_USE,
    HOLDER,
    PARK,
    QUERY,
    REMARK,
    RESPONSE,
    SIGNATURE,
    TRANSITION,
    VOIDING,
)


@dataclass(frozen=True)
class Latest:
    """The newest revision of the response to an item, and whose it is."""

    revision: int
    withdrawn: bool
    by_name: str


class Ledger:
    """One return, open for entries by one author at one moment."""

    def __init__(self, writing: Writing, return_id: str, author: new.Author, at: datetime) -> None:
        self.writing = writing
        self.at = at
        self._connection = writing.connection
        self._return = lock_return(writing, return_id)
        self.state = State(self._return["state"])
        """How the return stands, the entries so far among it."""
        self._chain = Chain(writing, return_chain(return_id))
        self._common = {
            "return_id": return_id,
            "by": author.person,
            "by_name": author.name,
            "role": author.role,
            "on_behalf_of": author.on_behalf_of,
            "mode": author.mode,
            "at": instant(at),
        }
        self.return_id = return_id
        self.wave, self.ref = str(self._return["wave"]), str(self._return["ref"])
        self._latest: dict[str, Latest] = {}
        self.revisions: dict[str, int] = {}
        """The revisions written, by place."""

    def expect(self, seen: Mapping[str, int], entries: Iterable[new.Entry]) -> None:
        """Raise StaleResponseError if a response in `seen`, or to be written, is newer than was seen.

        A place that is not in `seen` was seen without a response; a withdrawn one counts as none.
        """
        written = {place(one.item, one.occasion) for one in entries if isinstance(one, new.NewResponse)}
        self._latest = self._newest({spot.partition("#")[0] for spot in written | seen.keys()})
        for spot in sorted(written | seen.keys()):
            newest = self._latest.get(spot)
            known = seen.get(spot, 0)
            if newest is None or newest.revision <= known or (newest.withdrawn and known == 0):
                continue
            raise StaleResponseError(
                f"{newest.by_name or 'Somebody'} has answered {spot} since you looked: "
                "look at it again before you change it."
            )

    def _newest(self, items: Iterable[str]) -> dict[str, Latest]:
        wanted = sorted(items)
        if not wanted:
            return {}
        columns = RESPONSE.c
        query = (
            select(columns.item, columns.occasion, columns.revision, columns.withdrawn, columns.by_name)
            .where(columns.return_id == self._return["id"], columns.item.in_(wanted))
            .order_by(columns.revision)
        )
        return {
            place(row.item, row.occasion): Latest(row.revision, row.withdrawn, row.by_name)
            for row in self._connection.execute(query)
        }

    @singledispatchmethod
    def enter(self, entry: new.Entry) -> None:
        """Store one entry."""
        raise TypeError(f"{type(entry).__name__} is no entry")

    @enter.register
    def _(self, entry: new.NewResponse) -> None:
        spot = place(entry.item, entry.occasion)
        newest = self._latest.get(spot)
        revision = self.revisions.get(spot, newest.revision if newest else 0) + 1
        self.seal(
            RESPONSE,
            {
                "item": entry.item,
                "occasion": entry.occasion,
                "revision": revision,
                "value": _json(entry.answer),
                "no_answer": str(entry.answer.get("no_answer", "")),
                "withdrawn": entry.withdrawn,
                "words": entry.words,
                "because": entry.because,
                "exact": entry.exact,
                "seconds": float(entry.seconds),
            },
            {"item": entry.item, "occasion": entry.occasion, "revision": revision},
        )
        self.revisions[spot] = revision

    @enter.register
    def _(self, entry: new.NewRemark) -> None:
        row = {"item": entry.item, "about": entry.on, "text": entry.text}
        self.seal(REMARK, row, {"item": entry.item})

    @enter.register
    def _(self, entry: new.NewPark) -> None:
        row = {"item": entry.item, "who": entry.who, "due": entry.when, "ended": False}
        self.seal(PARK, row, {"item": entry.item})

    @enter.register
    def _(self, entry: new.ParkEnded) -> None:
        self.seal(PARK, {"item": entry.item, "who": "", "due": "", "ended": True}, {"item": entry.item})

    @enter.register
    def _(self, entry: new.NewHelp) -> None:
        row = {
            "item": entry.item,
            "article": entry.article,
            "version": entry.version,
            "depth": str(entry.depth),
        }
        self.seal(HELP_USE, row, row)

    @enter.register
    def _(self, entry: new.NewTransition) -> None:
        became = move(self.state, entry.state)
        if became is not self.state:
            self._become(became, entry.reason)

    @enter.register
    def _(self, entry: new.Reinstated) -> None:
        mine = TRANSITION.c.return_id == self._return["id"]
        last = select(TRANSITION.c.was).where(mine).order_by(TRANSITION.c.seq.desc()).limit(1)
        was = State(self._connection.execute(last).scalar() or self.state)
        self._become(reinstated(self.state, was), entry.reason)

    def _become(self, became: State, reason: str) -> None:
        states = {"was": self.state.value, "became": became.value}
        self.seal(TRANSITION, {**states, "reason": reason}, states)
        self._repeat(state=became.value)
        self.state = became
        follow_return(self.writing, self.wave, self.ref, became, self.at)

    @enter.register
    def _(self, entry: new.NewFact) -> None:
        self.seal(FACT, {"kind": entry.kind, "details": _json(entry.details)}, {"fact": entry.kind})
        if entry.kind == "mode":
            self._repeat(mode=str(entry.details["mode"]))

    @enter.register
    def _(self, entry: new.NewQuery) -> None:
        facts = {"item": entry.item, "round": entry.round, "state": "open"}
        row = {**facts, "opened": self.next_number, "text": entry.text}
        self.seal(QUERY, row, facts)

    @enter.register
    def _(self, entry: new.QueryAnswered) -> None:
        self._go_on(entry.query, "answered", entry.text)

    @enter.register
    def _(self, entry: new.QueryClosed) -> None:
        self._go_on(entry.query, "closed", entry.text)

    def _go_on(self, number: int, state: str, text: str) -> None:
        columns = QUERY.c
        steps = self._connection.execute(
            select(columns.item, columns.round, columns.state)
            .where(columns.return_id == self._return["id"], columns.opened == number)
            .order_by(columns.seq.desc())
        ).all()
        if not steps:
            raise UsageError(f"There is no query {number} in this return: look at its queries.")
        if steps[0].state == "closed":
            raise StateError(f"Query {number} is closed: open a new one.")
        facts = {"item": steps[0].item, "round": steps[0].round, "state": state, "opened": number}
        self.seal(QUERY, {**facts, "text": text}, facts)

    @enter.register
    def _(self, entry: new.NewSignature) -> None:
        facts = {"section": entry.section, "section_digest": entry.digest, "key_id": entry.key}
        row = {
            **facts,
            "statement": entry.statement,
            "name": entry.name,
            "signature": entry.signature,
        }
        self.seal(SIGNATURE, row, facts)

    @enter.register
    def _(self, entry: new.NewVoid) -> None:
        for signed in self._standing(entry.section):
            facts = {"section": entry.section, "signed": signed}
            self.seal(VOIDING, {**facts, "reason": entry.reason}, facts)

    def _standing(self, section: str) -> list[int]:
        voided = select(VOIDING.c.signed).where(VOIDING.c.return_id == self._return["id"])
        standing = (
            select(SIGNATURE.c.seq)
            .where(SIGNATURE.c.return_id == self._return["id"], SIGNATURE.c.section == section)
            .where(SIGNATURE.c.seq.not_in(voided))
            .order_by(SIGNATURE.c.seq)
        )
        return list(self._connection.execute(standing).scalars())

    @enter.register
    def _(self, entry: new.NewHolder) -> None:
        if entry.office not in ("lead", "contact"):
            raise ValueError(f"'{entry.office}' is no office of a case")
        facts = {"office": entry.office, "person": entry.person}
        self.seal(HOLDER, {**facts, "reason": entry.reason}, facts)
        case = (AUDIT_CASE.c.wave == self._return["wave"]) & (AUDIT_CASE.c.ref == self._return["ref"])
        self._connection.execute(update(AUDIT_CASE).where(case).values({entry.office: entry.person}))

    @enter.register
    def _(self, entry: new.NewDelegation | new.DelegationStep) -> None:
        enter_delegation(self, entry)

    @enter.register
    def _(self, entry: new.EvidenceEntry) -> None:
        enter_evidence(self, entry)

    @enter.register
    def _(self, entry: new.PlanEntry) -> None:
        enter_action(self, entry)

    @enter.register
    def _(self, entry: ModerationEntry) -> None:
        enter_moderation(self, entry)

    @enter.register
    def _(self, entry: new.FieldEntry) -> None:
        enter_fieldwork(self, entry)

    @property
    def next_number(self) -> int:
        """The number that the next entry will have."""
        return self._chain.head[0] + 1

    def _repeat(self, **columns: str) -> None:
        mine = AUDIT_RETURN.c.id == self._return["id"]
        self._connection.execute(update(AUDIT_RETURN).where(mine).values(columns))

    def seal(self, table: Table, row: Mapping[str, Any], facts: Mapping[str, Any]) -> None:
        """Store a row of the return, with who writes it and when, and the event that carries its digest."""
        common = self._common
        self._chain.seal(
            table, {**common, **row}, facts, at=common["at"], by=common["by"], role=common["role"]
        )


def _json(value: Mapping[str, Any]) -> str:
    return canonical(storable(value)).decode("utf-8")
