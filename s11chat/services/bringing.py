"""Who may bring what with a bundle: it was made here, sealed with the code it was made for, and holds no more than
that person may enter.

What a bundle says was done by others is believed as far as its holder may speak for them: a lead for delegates, a
delegate for colleagues they asked themselves, nobody for the office.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from s11chat.assurance.bundle import Bundle, Event, Row, proves
from s11chat.assurance.canonical import canonical
from s11chat.assurance.code import known_key
from s11chat.assurance.right import Role
from s11chat.assurance.round import QueryState
from s11chat.dialog.question import Question
from s11chat.engine.answer import Answer
from s11chat.engine.fitting import fits
from s11chat.errors import RefusedError, RightsError
from s11chat.fieldwork.case import WRITABLE, State
from s11chat.services.exhibit import ASKED_AFTER
from s11chat.services.kept import Kept
from s11chat.services.parting import part_of
from s11chat.services.resuming import HANDED_BACK, PAUSED, SUCCESSOR
from s11chat.services.reviewing import gather
from s11chat.services.talk import ONLINE, TELEPHONE, must_lead
from s11chat.store.merge import MadeHere, made_here
from s11chat.store.record import CaseRecord
from s11chat.store.seal import stored

MERGED = "bundle merged"
"""The kind of fact that says that a bundle was taken in."""
_DETAILS: Mapping[str, Mapping[str, type]] = {
    "accepted": {"item": str, "revision": int},
    "mode": {"mode": str},
    "safeguarding steps shown": {"item": str},
    "stopped": {"item": str},
    ASKED_AFTER: {"item": str},
    PAUSED: {"item": str},
    HANDED_BACK: {"person": str},
    SUCCESSOR: {"person": str},
    MERGED: {"serial": str},
}
"""The facts that happen away from the office, and what each must say; all others are for the office to note."""
_ON_ITEMS = ("response", "remark", "park", "action", "action_update")


def must_come_from(kept: Kept, case: CaseRecord, bundle: Bundle, *, past_code: bool) -> None:
    """Raises RefusedError where a bundle was not made here for this return, or not sealed by whoever it was made for."""
    manifest = bundle.manifest
    made = made_here(kept.database, case.wave, manifest.serial)
    if case.return_id != manifest.return_id or made is None:
        raise RefusedError(
            f"This bundle was not made from the records here: merge it where the bundle for {manifest.name} was made."
        )
    said = (manifest.case, manifest.person, manifest.role, manifest.selector, manifest.base)
    if said != (made.ref, made.person, made.holds, made.selector, (made.length, made.head)):
        raise RefusedError("This bundle says otherwise than our records for whom it was made: do not use it.")
    access = kept.access.find(made.selector)
    key = known_key(access.verifier) if access else None
    if access is None or key is None or bundle.seal is None:
        raise RefusedError("This bundle is not sealed with a code that was issued here: do not use it.")
    if not proves(key, "seal", bundle.sealed, bundle.seal.proof):
        raise RefusedError(
            f"This bundle was not written by the holder of {manifest.name}'s code: it was changed, or put together by "
            "somebody else. Nothing was taken in."
        )
    if access.revoked_at is not None and not past_code:
        raise RefusedError(
            f"The code of {manifest.name} was revoked after this bundle was made. If you know that it is theirs all the "
            "same, add --past-code."
        )
    if made.holds == Role.LEAD.value:
        must_lead(case, made.person)
    _must_prove_keys(kept, bundle, made, key)


def _must_prove_keys(kept: Kept, bundle: Bundle, made: MadeHere, code: bytes) -> None:
    """Raises RefusedError where a public key is new and comes without proof of its lead's code, or is another's."""
    for key in bundle.case.keys:
        known = kept.keys.find(key.id)
        if known is not None:
            if (known.person, known.public_key) != (key.person, key.public_key):
                raise RefusedError(
                    "This bundle gives another signing key for one that is on file: do not use it."
                )
            continue
        theirs = key.person == made.person and made.holds == Role.LEAD.value
        if not theirs or not proves(code, "key", canonical(key.claim), key.proof):
            raise RefusedError(
                "This bundle brings a signing key without the proof that its lead enrolled it: nothing was taken in."
            )


def must_be_theirs(
    kept: Kept, case: CaseRecord, bundle: Bundle, rows: Sequence[Row], events: Sequence[Event]
) -> None:
    """Raises RefusedError or RightsError where new rows are not for the holder of the bundle to bring."""
    manifest = bundle.manifest
    lead = manifest.role == Role.LEAD.value
    speaks_for = _speaks_for(kept, case, bundle)
    part = frozenset[str]() if lead else part_of(kept, case, manifest.person)
    asked = _questions(kept, case)
    questions = {q.item: q for q in asked} | {q.id: q for q in asked}
    people = frozenset(person.id for person in bundle.case.people)
    for row, event in zip(rows, events, strict=True):
        if not _is_theirs(row, manifest.person, lead=lead, speaks_for=speaks_for):
            raise RightsError(
                f"This bundle of {manifest.name} holds entries in the name of {row['by_name'] or row['role']}, which are "
                "not theirs to bring: nothing was taken in."
            )
        if event.kind == "redaction":
            raise RightsError(
                "This bundle redacts something, which only the office does: nothing was taken in."
            )
        if event.kind == "holder" and row["office"] == "lead":
            raise RightsError(
                "This bundle names another lead, which only the office does: nothing was taken in."
            )
        if not _may_happen(case, row, event.kind, people, frozenset(questions)):
            raise RightsError(
                f"This bundle of {manifest.name} holds an entry (event {event.seq}, {event.kind}) that is not for a "
                f"{row['role']} to make: nothing was taken in."
            )
        question = questions.get(row.get("item", "")) if event.kind == "response" else None
        if question is not None and not fits(question, Answer.from_json(stored(row["value"]))):
            raise RefusedError(f"This bundle answers {question.id} with what its question does not offer.")
        for item in _about(row, event.kind):
            if item not in questions:
                raise RefusedError(f"This bundle speaks of '{item[:20]}', which its dialog does not ask.")
            if part and questions[item].item not in part:
                raise RightsError(
                    f"This bundle of {manifest.name} answers {item}, which they were not asked for: nothing was taken in."
                )


def _may_happen(
    case: CaseRecord, row: Row, kind: str, people: frozenset[str], questions: frozenset[str]
) -> bool:
    """Whether an entry is one that its role makes, of people who are on file, away from the office."""
    lead = row["role"] == Role.LEAD.value
    if row.get("person") and row["person"] not in people:
        return False
    match kind:
        case "transition":
            became = State(row["became"])
            by_telephone = became is State.COMPLETE_TELEPHONE and case.mode != TELEPHONE
            return became in WRITABLE and not by_telephone and (lead or became is not State.SENT_BACK)
        case "query":
            return lead or bool(row["state"] == QueryState.ANSWERED.value)
        case "fact":
            return (lead or row["kind"] != "accepted") and _says(row, people, questions)
    return True


def _says(row: Row, people: frozenset[str], questions: frozenset[str]) -> bool:
    """Whether a fact is one of those that happen away from the office, and says what they say."""
    details, needed = stored(row["details"]), _DETAILS.get(row["kind"])
    if needed is None or any(type(details.get(name)) is not kind for name, kind in needed.items()):
        return False
    if row["kind"] == "mode":
        return bool(details["mode"] == ONLINE)
    asked = row["kind"] != ASKED_AFTER or details["item"] in questions
    return bool(asked and (row["kind"] == MERGED or details.get("person", "") in people | {""}))


def _about(row: Row, kind: str) -> Sequence[str]:
    """The questions or items that a row says something of."""
    if kind == "evidence":
        return [str(item) for item in stored(row["covers"])]
    return [row["item"]] if kind in _ON_ITEMS and row["item"] else []


def _questions(kept: Kept, case: CaseRecord) -> Sequence[Question]:
    return tuple(gather(kept, case).talk.questions.values())


def _is_theirs(row: Row, person: str, *, lead: bool, speaks_for: frozenset[str]) -> bool:
    if row["role"] == Role.LEAD.value:
        return lead and row["by"] == person
    return row["role"] == Role.DELEGATE.value and bool(row["by"]) and row["by"] in speaks_for


def _speaks_for(kept: Kept, case: CaseRecord, bundle: Bundle) -> frozenset[str]:
    """The delegates in whose name the bundle may hold entries: all for a lead; themselves and whom they asked, and
    whom these asked, for a delegate."""
    manifest = bundle.manifest
    everybody = {person.id for person in bundle.case.people}
    if manifest.role == Role.LEAD.value:
        return frozenset(everybody - {manifest.person})
    on_file = {person.id for person in kept.casebook.persons(case.wave, case.ref)}
    found = {manifest.person}
    for row in bundle.rows.get("delegation", ()):
        if row["by"] in found and row["step"] == "given" and row["person"] in everybody:
            known = row["person"] in on_file
            if not known or _asked_here(kept, case, row):
                found.add(row["person"])
    return frozenset(found)


def _asked_here(kept: Kept, case: CaseRecord, row: Row) -> bool:
    return any(
        (one.by, one.person) == (row["by"], row["person"]) for one in kept.delegations.of(case.return_id)
    )
