"""Takes an import back: what it answered is withdrawn, or what stood before stands again, and all of it is on record.

An answer that somebody has changed since stays as they gave it, and is named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from s11chat.assurance.right import Act
from s11chat.dialog.model import Audience
from s11chat.engine.answer import Answer
from s11chat.errors import StaleResponseError, StateError, UsageError
from s11chat.fieldwork.case import WRITABLE
from s11chat.services.imported import CODED, IMPORT, UNDONE, Import, imports, mark
from s11chat.services.kept import Kept
from s11chat.services.moving import with_moves
from s11chat.services.purged import must_not_be_purged
from s11chat.services.surviving import why_closed
from s11chat.services.talk import ONLINE, conversation, delegated, stood
from s11chat.store.entry import Author, Entry, NewFact, NewHolder, NewResponse
from s11chat.store.record import CaseRecord, FactRecord, ResponseRecord


@dataclass(frozen=True)
class Undone:
    """What taking an import back came to."""

    returns: int
    answers: int
    stayed: tuple[str, ...]
    """What was not taken back, and why, a line each."""


@dataclass(frozen=True)
class _Back:
    """What is taken back of one return."""

    case: CaseRecord
    entries: tuple[NewResponse, ...]
    seen: Mapping[str, int]
    stayed: tuple[str, ...]


def undo_import(kept: Kept, wave: str, number: int) -> Undone:
    """Takes import `number` of a wave back, all or nothing.

    Raises UsageError where there is no such import, StateError where it was taken back already or the wave is closed.
    """
    role = kept.require(Act.IMPORT_RETURNS, wave)
    record = kept.casebook.wave(wave)
    must_not_be_purged(kept, wave)
    if record.state == "closed":
        raise StateError(f"Wave {wave} is closed: nothing in its returns is taken back.")
    found = _found(kept, wave, number)
    cases = {case.return_id: case for case in kept.casebook.cases(wave) if case.return_id in found.facts}
    shut = [f"{one.ref}: {why_closed(kept, one)}" for one in cases.values() if one.state not in WRITABLE]
    backs = [_back(kept, case, number) for case in cases.values() if case.state in WRITABLE]

    def entries() -> list[tuple[str, list[Entry]]]:
        _found(kept, wave, number)
        now = {case.return_id: case for case in kept.casebook.cases(wave)}
        if any(now[one.case.return_id] != one.case for one in backs):
            raise StaleResponseError("A return has changed meanwhile: try again. Nothing was taken back.")
        return [(one.case.return_id, _entries(kept, one, found)) for one in backs]

    at = kept.clock()
    kept.responses.record_together(
        [one.case.return_id for one in backs],
        Author("", kept.actor, role.value, mode=IMPORT),
        at,
        entries,
        {one.case.return_id: one.seen for one in backs},
    )
    kept.casebook.enter_heads(wave, at)
    stayed = (*shut, *(line for one in backs for line in one.stayed))
    return Undone(len(backs), sum(len(one.entries) for one in backs), stayed)


def _found(kept: Kept, wave: str, number: int) -> Import:
    every = imports(kept, wave)
    found = next((one for one in every if one.number == number), None)
    if found is None:
        known = "; ".join(map(str, every)) or "none"
        raise UsageError(f"There is no import {number} in {wave}. There are: {known}.")
    if found.undone:
        raise StateError(f"Import {number} of {wave} was taken back already.")
    return found


def _back(kept: Kept, case: CaseRecord, number: int) -> _Back:
    """The answers of an import that still stand, and what stood before them."""
    current = kept.responses.current(case.return_id)
    entries, seen, stayed = list[NewResponse](), dict[str, int](), list[str]()
    for item, history in kept.responses.histories(case.return_id).items():
        theirs = max((one.revision for one in history if one.because.startswith(mark(number))), default=0)
        if not theirs:
            continue
        stands = current.get(item)
        if stands is None or stands.revision != theirs:
            who = stands.by_name if stands else "somebody"
            stayed.append(f"{case.ref} {item}: changed since by {who}")
            continue
        before = next((one for one in reversed(history) if one.revision < theirs), None)
        entries.append(_restored(item, before, number))
        seen[item] = theirs
    return _Back(case, tuple(entries), seen, tuple(stayed))


def _restored(item: str, before: ResponseRecord | None, number: int) -> NewResponse:
    why = f"import {number} taken back"
    if before is None or before.withdrawn:
        return NewResponse(item, {}, withdrawn=True, because=why)
    return NewResponse(item, before.answer, words=before.words, because=why, exact=before.exact)


def _entries(kept: Kept, one: _Back, found: Import) -> list[Entry]:
    """Everything that taking an import back writes in one return."""
    case, fact = one.case, found.facts[one.case.return_id]
    why = f"import {found.number} taken back"
    mode = str(fact.details.get("mode_before", case.mode))
    if case.mode != fact.details.get("mode"):
        mode = case.mode
    contact = _contact(case, fact)
    later = replace(case, contact=None) if contact == "" else case
    dialog = kept.dialog(kept.casebook.wave(case.wave))
    before = conversation(
        dialog, stood(kept, case), Audience.LEAD, case.mode or ONLINE, kept.library, kept.today
    )
    answers = {item: answer for item, answer in before.answers.items() if item not in one.seen}
    answers |= {entry.item: Answer.from_json(entry.answer) for entry in one.entries if not entry.withdrawn}
    kind = dialog.organisation(case.type)
    facts = kind.facts(mode or ONLINE, "delegate" if delegated(later) else "lead") if kind else before.facts
    after = replace(before, answers=MappingProxyType(answers), facts=facts, complete=False)
    entries = with_moves(kept, case, mode, list(one.entries), before, after)
    holder = [NewHolder("contact", contact, why)] if contact is not None else []
    return [*holder, *entries, *_uncoded(kept, case, found.number), NewFact(UNDONE, {"import": found.number})]


def _contact(case: CaseRecord, fact: FactRecord) -> str | None:
    """Who answers again where the import put somebody in their place; None where nobody changes."""
    put = fact.details.get("contact")
    if put is None or case.contact is None or case.contact.id != put:
        return None
    return str(fact.details.get("contact_before", ""))


def _uncoded(kept: Kept, case: CaseRecord, number: int) -> list[Entry]:
    """What takes the themes back that the import brought, where nobody has coded anew."""
    last = {fact.details["item"]: fact for fact in kept.responses.facts(case.return_id) if fact.kind == CODED}
    return [
        NewFact(CODED, {"item": item, "themes": "", "import": number})
        for item, fact in last.items()
        if fact.details.get("import") == number
    ]
