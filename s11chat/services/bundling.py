"""Bundles leave the house: one return with what it needs, for one person, in one sealed file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from s11chat.assurance.bundle import FORMAT, Begun, Bundle, CasePart, Door, Key, Row, parts_of, proof, read
from s11chat.assurance.canonical import canonical
from s11chat.assurance.code import carried, known_key
from s11chat.assurance.part import briefly, every_id
from s11chat.assurance.phrase import verify
from s11chat.assurance.right import Act, Role
from s11chat.assurance.signature import Statement, message
from s11chat.dialog.bearing import bearing_on
from s11chat.dialog.load import digest
from s11chat.dialog.model import Dialog
from s11chat.dialog.question import questions
from s11chat.errors import RefusedError, RightsError, StateError, UsageError
from s11chat.exchange.bundle import LARGEST, pack, read_file, unpack, write_file
from s11chat.fieldwork.case import WRITABLE
from s11chat.knowledge.library import Library
from s11chat.language.harmless import one_line
from s11chat.language.plural import number_of
from s11chat.services.admitting import let_in
from s11chat.services.kept import Kept
from s11chat.services.parting import part_of, standing
from s11chat.services.secret import pepper_of
from s11chat.services.view import Admission
from s11chat.services.witnessing import Did, witness
from s11chat.store.freight import Freight, checked, freight
from s11chat.store.merge import MadeHere, note_made
from s11chat.store.portion import Portion, portioned
from s11chat.store.record import AccessRecord, CaseRecord, PersonRecord
from s11chat.store.seal import instant

SERIAL_BYTES = 8


@dataclass(frozen=True)
class Made:
    """A bundle that was written."""

    file: Path
    case: str
    name: str
    """Of whom it is for."""
    role: Role
    size: int
    serial: str


@dataclass(frozen=True)
class Outline:
    """What a bundle would hold, told before it is written."""

    name: str
    """Of whom it is for."""
    role: Role
    part: str
    """What its holder was asked for, in words; empty where it holds the whole return."""
    answers: int
    evidence: int
    """Files of evidence that go along."""
    lost: tuple[str, ...]
    """Files of evidence that are missing or were changed, each with its title."""

    @property
    def told(self) -> str:
        """The same for people to read."""
        what = f"{self.part} and the answers it hangs on" if self.part else "the whole return"
        files = f", {number_of(self.evidence, 'file')} of evidence" if self.evidence else ""
        answers = f"{number_of(self.answers, 'answer')} so far" if self.answers else "nothing answered so far"
        holds = f"It holds {what}: {answers}{files}."
        return f"{holds} It opens with the access code of {self.name} ({self.role}); hand it to nobody else."


@dataclass(frozen=True)
class Sealer:
    """What a bundle is written back with: who it is for, where it began, and the key of their code."""

    begun: Begun
    door: Door
    key: bytes


def make(
    kept: Kept,
    case_name: str,
    file: Path,
    person: str = "",
    by: Admission | None = None,
    *,
    leave_out: bool = False,
) -> Made:
    """Writes the bundle of a return for somebody of the case who has a code of ours: the lead, where nobody is named.

    `by` is whoever was let in and passes a bundle on; without one it is the office. With `leave_out` it goes without
    files of evidence that are missing or were changed. Raises RefusedError or StateError where there is nobody it can be
    for, or such a file, UsageError where the file is there already or cannot be written.
    """
    case = _case(kept, case_name, by)
    wave = kept.casebook.wave(case.wave)
    if wave.state == "closed" or case.state not in WRITABLE:
        raise StateError(f"{case.name} takes no more answers, so there is nothing to work on in a bundle.")
    if file.exists():
        raise UsageError(f"{file} is there already: name another file, or put that one away first.")
    holder = _holder(kept, case, person, by)
    door, key = _door(kept, holder, _access(kept, case, holder))
    taken, portion = _taken(kept, case, holder, door)
    if not leave_out and (lost := _lost(taken)):
        raise RefusedError(
            f"Nothing was written. What is kept of evidence is missing or was changed since: {'; '.join(lost)}. Fetch it "
            "from a backup ('s11chat verify' tells where), or make the bundle without it: --leave-out."
        )
    made_by, now = by.name if by else kept.actor, kept.clock()
    manifest = Begun(
        format=FORMAT,
        wave=case.wave,
        case=case.ref,
        return_id=case.return_id,
        dialog=wave.dialog_id,
        dialog_version=wave.dialog_version,
        person=holder.id,
        name=holder.name,
        role=door.role,
        selector=door.selector,
        serial=kept.token(SERIAL_BYTES).hex(),
        made_by=made_by,
        made_at=instant(now),
        base=taken.head,
        holds=tuple(sorted(portion.questions)) if portion else (),
    )
    data = sealed_bytes(taken, Sealer(manifest, door, key), articles(kept.library, kept.dialog(wave)))
    note = MadeHere(manifest.serial, case.ref, holder.id, door.role, door.selector, *taken.head)
    note_made(kept.database, case.wave, note, made_by, now)
    told, role = f"a bundle for {holder.name}, to {file}", by.role.value if by else ""
    witness(kept, Did.EXPORTED, case.wave, case.ref, detail=told, by=made_by, role=role)
    write_file(file, data)
    return Made(file, case_name, holder.name, Role(door.role), len(data), manifest.serial)


def recipients(kept: Kept, case_name: str, by: Admission | None = None) -> tuple[str, ...]:
    """Names of those a bundle can be made for: who has a code of ours, to a delegate those whom they asked."""
    case = _case(kept, case_name, by)
    asked = {one.person for one in kept.delegations.of(case.return_id) if by and one.by == by.person}
    everybody = by is None or by.role is Role.LEAD
    return tuple(
        dict.fromkeys(
            person.name
            for person in kept.casebook.persons(case.wave, case.ref)
            if (everybody or person.id in asked)
            and any(known_key(access.verifier) for access in _codes(kept, case, person))
        )
    )


def outline(kept: Kept, case_name: str, person: str, by: Admission | None = None) -> Outline:
    """What a bundle for somebody would hold. Raises RefusedError where it can be for nobody of that name."""
    case = _case(kept, case_name, by)
    holder = _holder(kept, case, person, by)
    door, _ = _door(kept, holder, _access(kept, case, holder))
    taken, portion = _taken(kept, case, holder, door)
    part = ""
    if portion is not None:
        dialog = kept.dialog(kept.casebook.wave(case.wave))
        named = {name for one in standing(kept, case, holder.id) for name in one.part}
        part = briefly(dialog, tuple(name for name in every_id(dialog) if name in named))
    answers = {(row["item"], row["occasion"]) for row in taken.rows.get("response", ())}
    return Outline(holder.name, Role(door.role), part, len(answers), len(taken.files), _lost(taken))


def _lost(taken: Freight) -> tuple[str, ...]:
    """The files of evidence that are not what was put on file, and so could not go along."""
    rows = taken.rows.get("evidence", ())
    lost = {row["file_name"]: row["title"] for row in rows if row["file"] and row["file"] not in taken.files}
    return tuple(f"{name} ({title})" for name, title in lost.items())


def _taken(kept: Kept, case: CaseRecord, holder: PersonRecord, door: Door) -> tuple[Freight, Portion | None]:
    """What goes along, for somebody who was asked for a part that and what it needs, with that portion."""
    taken = freight(kept.database, case.wave, case.ref, holder.id)
    items = part_of(kept, case, holder.id) if door.role == Role.DELEGATE.value else frozenset()
    if not items:
        return taken, None
    dialog = kept.dialog(kept.casebook.wave(case.wave))
    asked = questions(dialog).values()
    portion = Portion(
        person=holder.id,
        items=items,
        questions=frozenset(question.id for question in asked if question.item in items),
        bearing=bearing_on(dialog, items),
        sections=frozenset({q.section for q in asked} - {q.section for q in asked if q.item not in items}),
    )
    return portioned(taken, portion), portion


def _door(kept: Kept, holder: PersonRecord, access: AccessRecord) -> tuple[Door, bytes]:
    """What a bundle says of the code that opens it, and the key that proves that code."""
    key = known_key(access.verifier)
    verifier = carried(access.verifier, pepper_of(kept), access.selector)
    if key is None or verifier is None:
        raise RefusedError(
            f"The code of {holder.name} was not issued here by this version, so no bundle can be sealed with it: issue "
            "them a new one."
        )
    expires = instant(access.expires) if access.expires else ""
    door = Door(
        selector=access.selector, person=holder.id, role=access.role, expires=expires, verifier=verifier
    )
    return door, key


def sealed_bytes(taken: Freight, sealer: Sealer, texts: dict[str, str]) -> bytes:
    """The file of a return as it stands, sealed with the key of a code; keys of the holder's own come with proof."""
    keys = tuple(
        replace_proof(key, sealer.key) if key.person == sealer.door.person else key for key in taken.keys
    )
    case = CasePart(
        wave=taken.wave, organisation=taken.organisation, people=taken.people, door=sealer.door, keys=keys
    )
    written = str(taken.events[-1][0]["at"]) if taken.events else sealer.begun.made_at
    manifest = {**sealer.begun.model_dump(), "head": taken.head, "written_at": written}
    data = pack(
        parts_of(manifest, case, taken.dialog, taken.events, taken.rows, texts, taken.files, sealer.key)
    )
    if len(data) > LARGEST:
        raise RefusedError(
            f"With its files of evidence this return comes to {len(data) // 2**20} MB, and a bundle holds at most "
            f"{LARGEST // 2**20}: say of large files where they lie instead."
        )
    return data


def replace_proof(key: Key, code: bytes) -> Key:
    """A public key with the proof of a code over it."""
    return key.model_copy(update={"proof": proof(code, "key", canonical(key.claim))})


def _case(kept: Kept, case_name: str, by: Admission | None) -> CaseRecord:
    if by is not None:
        return let_in(kept, by, Act.PASS_BUNDLE)
    case = kept.case(case_name)
    kept.require(Act.BUNDLE, case.wave)
    return case


def _holder(kept: Kept, case: CaseRecord, name: str, by: Admission | None) -> PersonRecord:
    """Whom a bundle is for. Raises RefusedError where it can be for nobody of that name."""
    name = one_line(name)
    if not name and by is None and case.lead is not None:
        return case.lead
    if not name:
        raise RefusedError("Say whom the bundle is for: --for 'Nell Thimble'.")
    people = kept.casebook.persons(case.wave, case.ref)
    named = [person for person in people if person.name.casefold() == name.casefold()]
    coded = [person for person in named if _codes(kept, case, person)]
    if not named:
        raise RefusedError(f"Nobody called {name} is on file for {case.name}: ask them for a part first.")
    found = (coded or named)[-1]
    asked = any(
        one.person == found.id and by is not None and one.by == by.person
        for one in kept.delegations.of(case.return_id)
    )
    if by is not None and by.role is Role.DELEGATE and not asked:
        raise RightsError(f"You have not asked {found.name} for a part: a bundle is for whom you asked.")
    return found


def _codes(kept: Kept, case: CaseRecord, person: PersonRecord) -> list[AccessRecord]:
    now = kept.clock()
    return [
        access
        for access in kept.access.of_wave(case.wave, case.ref)
        if access.person == person.id
        and access.revoked_at is None
        and (access.expires is None or access.expires > now)
    ]


def _access(kept: Kept, case: CaseRecord, person: PersonRecord) -> AccessRecord:
    standing = _codes(kept, case, person)
    if not standing:
        raise RefusedError(
            f"{person.name} has no access code that opens anything: issue one first, s11chat access issue "
            f"{case.wave}/{case.ref}."
        )
    return standing[-1]


def articles(library: Library, dialog: Dialog) -> dict[str, str]:
    """The articles that a dialog needs, by id: those it names, those written for it, and where these lead to."""
    named = set(_named(dialog.model_dump()))
    named |= {
        article.id
        for article in library.articles.values()
        if article.written_for(dialog.dialog, *dialog.items)
    }
    there = named & library.articles.keys()
    there |= {see for id_ in there for see in library.articles[id_].see} & library.articles.keys()
    return {id_: (library.folder / f"{id_}.md").read_text("utf-8") for id_ in sorted(there)}


def _named(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, part in value.items():
            if name == "kb" and isinstance(part, list | tuple):
                yield from (str(id_) for id_ in part)
            else:
                yield from _named(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _named(part)


@dataclass(frozen=True)
class Examined:
    """A bundle whose parts, chain, rows and signatures were found to fit each other."""

    bundle: Bundle
    rows: dict[int, Row]
    size: int


def examine(file: Path) -> Examined:
    """Reads and checks a bundle by itself, without any database. Raises RefusedError, saying what does not fit.

    Whether the holder of the code sealed it, only the code shows, or whoever issued it.
    """
    data = read_file(file)
    bundle = read(unpack(data))
    if digest(bundle.dialog) != bundle.case.wave.dialog_digest:
        raise RefusedError("The dialog in this bundle is not the one its wave began with: do not use it.")
    rows = checked(bundle)
    _must_be_signed_well(bundle)
    return Examined(bundle, rows, len(data))


def _must_be_signed_well(bundle: Bundle) -> None:
    keys = {key.id: key for key in bundle.case.keys}
    for row in bundle.rows.get("signature", ()):
        key = keys.get(row["key_id"])
        statement = Statement(row["name"], row["role"], row["statement"], row["at"])
        if key is None or key.person != row["by"] or row["role"] != Role.LEAD.value:
            raise RefusedError(
                f"The signature on section {row['section']} in this bundle was made with somebody else's key."
            )
        if not verify(key.public_key, row["signature"], message(row["section_digest"], statement)):
            raise RefusedError(
                f"The signature on section {row['section']} in this bundle does not fit its key: it was forged or damaged."
            )


def settled_sealer(bundle: Bundle, key: bytes) -> Sealer:
    """What a bundle is written back with by whoever opened it."""
    begun = bundle.manifest.model_dump(exclude={"parts", "head", "written_at"})
    return Sealer(Begun(**begun), bundle.case.door, key)
