"""The portion of a return that goes to somebody who was asked for a part: nobody reads the rest in their bundle.

The whole chain goes along, because it holds ids and digests alone and every link needs the one before. Rows stay
where the bundle is made unless they are of the part, or the part cannot be asked without them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import Table, insert, select

from s11chat.assurance.bundle import Begun, Bundle, Event, Row
from s11chat.store.seal import stored

if TYPE_CHECKING:
    from s11chat.store.database import Writing
    from s11chat.store.freight import Freight

_OF_ITEMS = frozenset({"response", "remark", "park", "help_use", "query", "action", "action_update"})
_OF_SOME = frozenset({"evidence", "delegation", "signature", "voiding", "fact"})
"""Kinds of rows whose events do not say what they are about."""


@dataclass(frozen=True)
class Portion:
    """What somebody was asked for."""

    person: str
    items: frozenset[str]
    questions: frozenset[str]
    """Of these items."""
    bearing: frozenset[str]
    """Questions of other items whose answers decide what is asked of these."""
    sections: frozenset[str]
    """The sections of which nothing is left out."""


def portioned(taken: Freight, portion: Portion) -> Freight:
    """What goes along of a return for its holder of a part: rows of the part, and the files that they name."""
    asked = frozenset(_asked(taken.rows.get("delegation", ()), portion.person))
    shown = {
        row["given"]
        for row in taken.rows.get("evidence", ())
        if not portion.items.isdisjoint(stored(row["covers"]))
    }
    rows = {
        kind: tuple(row for row in found if _goes(kind, row, portion, asked, shown))
        for kind, found in taken.rows.items()
    }
    named = {row["file"] for row in rows.get("evidence", ())}
    return replace(taken, rows=rows, files={one: file for one, file in taken.files.items() if one in named})


def _asked(delegations: Iterable[Row], person: str) -> Iterator[int]:
    """The parts that somebody was asked for, that they asked others for, and these others, by number."""
    askers = {person}
    for row in delegations:
        if row["step"] == "given" and (row["person"] == person or row["by"] in askers):
            askers |= {row["person"]} if row["by"] in askers else set()
            yield row["given"]


def _goes(kind: str, row: Row, portion: Portion, asked: Collection[int], shown: Collection[int]) -> bool:
    match kind:
        case "response":
            return row["item"] in portion.questions | portion.bearing
        case "evidence" | "delegation":
            return row["given"] in (shown if kind == "evidence" else asked)
        case "signature" | "voiding":
            return row["section"] in portion.sections
        case "fact":
            details = stored(row["details"])
            theirs = portion.person in (row["by"], details.get("person"))
            return row["kind"] == "mode" or theirs or details.get("item") in portion.questions
    return kind not in _OF_ITEMS or row["item"] in portion.questions


def withheld(begun: Begun, event: Event) -> bool:
    """Whether what belongs to an event may have stayed where the bundle was made, as it is of no part of its holder's."""
    if not begun.holds or event.seq > begun.base[0]:
        return False
    return event.kind in _OF_SOME or (event.kind in _OF_ITEMS and event.body.get("item") not in begun.holds)


def late_rows(
    writing: Writing, bundle: Bundle, tables: Mapping[str, Table], rows: Mapping[int, Row], until: int
) -> None:
    """Insert rows of links up to `until` that are here without them: the part that was asked for has grown since."""
    if not until:
        return
    connection, return_id, there = writing.connection, bundle.manifest.return_id, set[int]()
    for table in tables.values():
        mine = select(table.c.seq).where(table.c.return_id == return_id)
        there |= set(connection.execute(mine).scalars())
    for seq in sorted(rows.keys() - there):
        if seq <= until:
            connection.execute(insert(tables[bundle.events[seq - 1].kind]), rows[seq])
