"""Whether what is kept for quick reading says the same as the entries it was made from.

A return repeats its state, a case its lead, a code its revocation: a change by hand there would mislead
without touching any sealed row. The rows of waves and organisations are held against the acts of the office.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Table, select, text

from s11chat.fieldwork.case import State
from s11chat.fieldwork.outcome import UNTRIED, USED_UP
from s11chat.store.casebook import WAVE_MAY_CHANGE, WAVE_REOPENED
from s11chat.store.chain import closing_head, wave_chain
from s11chat.store.field_record import CODED_AGAIN
from s11chat.store.fieldbook import replaced_call
from s11chat.store.frame import frame_digest
from s11chat.store.office import APPOINTED
from s11chat.store.reframe import CHANGED
from s11chat.store.seal import legible, parsed, unchanged
from s11chat.store.table import (
    ACCESS,
    ACT,
    ATTEMPT,
    AUDIT_CASE,
    AUDIT_RETURN,
    CALL,
    DELEGATION,
    ECHO,
    ECHO_ANSWER,
    ECHO_FIGURE,
    EVENT,
    FACT,
    HOLDER,
    ORGANISATION,
    PERSON,
    POPULATION,
    QUEUE,
    SIGNING_KEY,
    TRANSITION,
    WAVE,
    WAVE_REDACTION,
)

Key = tuple[str, str]
"""A wave and the ref of a case in it."""


def inconsistencies(connection: Connection) -> Iterator[str]:
    """What does not say the same, one sentence each."""
    acts = _acts(connection)
    yield from _waves(connection, acts)
    yield from _frame(connection, acts)
    yield from _returns(connection)
    yield from _cases(connection)
    yield from _queue(connection)
    yield from _office(connection, acts)
    yield from _people(connection)
    yield from _echoes(connection)
    yield from _bytes(connection)
    yield from _revocations(connection, ACCESS, "selector", "access revoked", acts)
    yield from _revocations(connection, SIGNING_KEY, "id", "key revoked", acts)


def _acts(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    """The bodies of the office's acts, by their kind; one that cannot be read is found on the walk."""
    acts: dict[str, list[dict[str, Any]]] = defaultdict(list)
    query = select(EVENT.c.body).where(EVENT.c.kind == ACT.name).order_by(EVENT.c.chain, EVENT.c.seq)
    for written in connection.execute(query).scalars():
        body = parsed(written)
        if {"act", "chain", "seq", "at"} <= body.keys():
            wave = str(body["chain"]).removeprefix(wave_chain(""))
            acts[str(body["act"])].append({**body, "wave": wave})
    return acts


def _waves(connection: Connection, acts: dict[str, list[dict[str, Any]]]) -> Iterator[str]:
    created = {act["wave"]: act for act in acts["wave created"]}
    closed = {act["wave"]: act["seq"] for act in acts["wave closed"]}
    reopened = {act["wave"]: act["seq"] for act in acts[WAVE_REOPENED]}
    sizes: dict[str, dict[str, Any]] = defaultdict(dict)
    for size in _rows(connection, POPULATION):
        sizes[size["wave"]][size["type"]] = size["count"]
    for row in _rows(connection, WAVE):
        act = created.pop(row["id"], {})
        if act.get("wave_digest") != row["digest"] or not unchanged(row, WAVE_MAY_CHANGE):
            yield f"Wave {row['id']}: its dialog, dates or title have been changed since it was opened."
        if act.get("population") != sizes.get(row["id"], {}):
            yield f"Wave {row['id']}: the sizes of its population have been changed since it was opened."
        shut = closed.get(row["id"], 0) > reopened.get(row["id"], 0)
        if row["state"] != ("closed" if shut else "open"):
            yield f"Wave {row['id']} is called {row['state']} and its journal says otherwise."
    for wave in created:
        yield f"Wave {wave} has been removed."


def _frame(connection: Connection, acts: dict[str, list[dict[str, Any]]]) -> Iterator[str]:
    returns = {_key(row): row["id"] for row in _rows(connection, AUDIT_RETURN)}
    cases = {_key(row) for row in _rows(connection, AUDIT_CASE)}
    organisations: dict[Key, dict[str, Any]] = {}
    for row in _rows(connection, ORGANISATION):
        organisations[_key(row)] = row
        if not unchanged(row):
            yield f"Wave {row['wave']}: organisation {row['ref']} has been changed since it was added."
    for wave, ref in sorted(organisations.keys() ^ cases | organisations.keys() ^ returns.keys()):
        yield f"Wave {wave}: organisation {ref}, its case and its return are no longer all there."
    digests = {key: row["digest"] for key, row in organisations.items()}
    yield from _taken_back(digests, returns, acts[CHANGED])
    members: dict[tuple[str, int], list[tuple[str, str, str]]] = defaultdict(list)
    for key, row in organisations.items():
        members[row["wave"], row["seq"]].append((row["ref"], digests[key], returns.get(key, "")))
    for act in acts["cases added"]:
        added = members.pop((act["wave"], act["seq"]), [])
        if frame_digest(added) != act.get("frame_digest"):
            yield (
                f"Wave {act['wave']}: the organisations added with event {act['seq']} are no longer "
                "those that were added, or have other returns."
            )
    for wave, seq in members:
        yield f"Wave {wave}: organisations stand in the frame as of event {seq}, which added none."


def _taken_back(
    digests: dict[Key, Any], returns: dict[Key, Any], acts: Sequence[dict[str, Any]]
) -> Iterator[str]:
    """Puts in place of each digest the one the row was added with; what no change led to is told."""
    keys = {return_id: key for key, return_id in returns.items()}
    for act in reversed(acts):
        changed = act.get("changed")
        for return_id, pair in changed.items() if isinstance(changed, dict) else ():
            key = keys.get(return_id)
            if key is None or key not in digests or not isinstance(pair, list) or len(pair) != 2:
                yield f"Wave {act['wave']}: an organisation changed with event {act['seq']} is no longer there."
                continue
            if digests[key] != pair[1]:
                yield f"Wave {key[0]}: organisation {key[1]} is not as event {act['seq']} left it."
            digests[key] = pair[0]


def _returns(connection: Connection) -> Iterator[str]:
    states = {row["return_id"]: row["became"] for row in _rows(connection, TRANSITION)}
    modes = {}
    for row in _rows(connection, FACT):
        if row["kind"] == "mode":
            modes[row["return_id"]] = parsed(row["details"]).get("mode")
    for row in _rows(connection, AUDIT_RETURN):
        if row["state"] != states.get(row["id"], State.ASSIGNED.value):
            yield f"Return {row['id']} is called {row['state']} and its transitions say otherwise."
        if row["mode"] != modes.get(row["id"], ""):
            yield f"Return {row['id']} is called {row['mode'] or 'without mode'} and its facts say otherwise."


def _cases(connection: Connection) -> Iterator[str]:
    held: dict[tuple[str, str], str] = {}
    for row in _rows(connection, HOLDER):
        held[row["return_id"], row["office"]] = row["person"]
    first = {_key(row): row["lead"] for row in _rows(connection, ORGANISATION)}
    returns = {_key(row): row["id"] for row in _rows(connection, AUDIT_RETURN)}
    for row in _rows(connection, AUDIT_CASE):
        return_id = returns.get(_key(row), "")
        if row["lead"] != held.get((return_id, "lead"), first.get(_key(row), "")):
            yield f"Wave {row['wave']}: the lead of {row['ref']} has been changed without an entry."
        if row["contact"] != held.get((return_id, "contact"), ""):
            yield f"Wave {row['wave']}: the contact of {row['ref']} has been changed without an entry."


def _queue(connection: Connection) -> Iterator[str]:
    """What the queue says was done; when a case is due and who holds it is working data."""
    cases = {row["id"]: _key(row) for row in _rows(connection, AUDIT_RETURN)}
    attempts: dict[Key, int] = defaultdict(int)
    last: dict[Key, str] = {}
    facts = (row for row in _rows(connection, FACT) if row["kind"] == CODED_AGAIN)
    gone = {replaced_call(row["return_id"], row["details"]) for row in facts}
    for row in _rows(connection, CALL):
        if (row["return_id"], row["seq"]) in gone:
            continue
        key = cases.get(row["return_id"], ("", ""))
        attempts[key] += bool(row["attempt"])
        last[key] = row["outcome"]
    queued = {_key(row): row for row in _rows(connection, QUEUE)}
    for wave, ref in sorted(queued.keys() ^ set(cases.values())):
        yield f"Wave {wave}: the place of {ref} in the queue has no case, or its case no place."
    for key, row in queued.items():
        # the attempt that uses up all there may be closes a case under an outcome of its own
        told = {last.get(key, UNTRIED), USED_UP} if key in last else {UNTRIED}
        if row["attempts"] != attempts[key] or row["outcome"] not in told:
            yield f"Wave {key[0]}: the queue counts other calls to {key[1]} than were made."


def _office(connection: Connection, acts: dict[str, list[dict[str, Any]]]) -> Iterator[str]:
    said = {str(act.get("person")): (act["wave"], act.get("given")) for act in acts[APPOINTED]}
    for row in _rows(connection, PERSON):
        wave, role = said.pop(row["id"], (row["wave"], ""))
        if (row["wave"], row["role"]) != (wave, role) or (role and row["ref"]):
            yield f"Wave {wave}: what {row['name']} may do in the office has been changed without an entry."
    for person, (wave, role) in said.items():
        if role:
            yield f"Wave {wave}: the {role} {person} has been removed from the office without an entry."


def _people(connection: Connection) -> Iterator[str]:
    """Whoever holds a case or a code is on file for that case: their names may change, they may not.

    Whoever held it once, was asked for a part or was redacted may be gone, as in a bundle, and is in no other case.
    """
    on_file = {row["id"]: (row["wave"], row["ref"]) for row in _rows(connection, PERSON)}
    named: dict[str, set[Key]] = defaultdict(set)
    for row in _rows(connection, AUDIT_CASE):
        named[row["lead"]].add(_key(row))
        named[row["contact"]].add(_key(row))
    for row in _rows(connection, ACCESS):
        named[row["person"]].add(_key(row))
    for person, cases in named.items():
        for wave, ref in sorted(cases) if person else ():
            if person not in on_file:
                yield f"Wave {wave}: person {person} of {ref} has been removed without an entry."
            elif on_file[person] != (wave, ref):
                yield _moved(person, wave, ref)
    for person, wave, ref in sorted(_once_named(connection)):
        if on_file.get(person, (wave, ref)) != (wave, ref) and (wave, ref) not in named[person]:
            yield _moved(person, wave, ref)


def _moved(person: str, wave: str, ref: str) -> str:
    return f"Wave {wave}: person {person} of {ref} has been put to another case or wave by hand."


def _once_named(connection: Connection) -> set[tuple[str, str, str]]:
    """The people that entries of a return, or a redaction of a case, name; each with its wave and ref."""
    returns = {row["id"]: _key(row) for row in _rows(connection, AUDIT_RETURN)}
    found = {
        (row["person"], *returns[row["return_id"]])
        for table in (HOLDER, DELEGATION)
        for row in _rows(connection, table)
        if row["person"] and row["return_id"] in returns
    }
    gone = (row for row in _rows(connection, WAVE_REDACTION) if row["person"] and row["ref"])
    return found | {(row["person"], *_key(row)) for row in gone}


def _echoes(connection: Connection) -> Iterator[str]:
    """A staff echo that was closed has the answers it had then."""
    called = {row["id"]: f"{row['wave']}/{row['ref']}" for row in _rows(connection, ECHO)}
    answered: dict[str, int] = defaultdict(int)
    for row in _rows(connection, ECHO_ANSWER):
        answered[row["echo"]] += 1
    query = select(EVENT.c.body).where(EVENT.c.kind == ECHO_FIGURE.name)
    for body in connection.execute(query).scalars():
        echo = str(parsed(body).get("echo"))
        if answered[echo] != closing_head(body).get(echo, (0, ""))[0]:
            yield f"The staff echo of {called.get(echo, echo)} has other answers than when it was closed."


def _bytes(connection: Connection) -> Iterator[str]:
    """Bytes where text belongs, in the tables that no digest covers: readers would stumble over them."""
    for table, called in ((PERSON, "contact data"), (ATTEMPT, "counts of wrong tries")):
        rows = connection.execute(text(f"SELECT * FROM {table.name}")).mappings()
        if any(isinstance(part, bytes) for row in rows for part in row.values()):
            yield f"The {called} hold bytes that are no text, put in by hand: restore the last backup."


def _revocations(
    connection: Connection, table: Table, name: str, act: str, acts: dict[str, list[dict[str, Any]]]
) -> Iterator[str]:
    said = {str(one.get("selector", one.get("key"))): one["at"] for one in acts[act]}
    for row in _rows(connection, table):
        if row["revoked_at"] != said.get(row[name], ""):
            called = table.name.replace("_", " ")
            yield f"Wave {row['wave']}: whether {called} {row[name]} is revoked has been changed without an entry."


def _rows(connection: Connection, table: Table) -> Iterator[dict[str, Any]]:
    """Rows as they are stored, whatever the types of the columns; those of a return in its order."""
    order = " ORDER BY seq" if "seq" in table.c else ""
    yield from map(legible, connection.execute(text(f"SELECT * FROM {table.name}{order}")).mappings())


def _key(row: dict[str, Any]) -> Key:
    return row["wave"], row["ref"]
