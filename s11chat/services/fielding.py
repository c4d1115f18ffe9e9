"""Sets a wave up: the dialog it pins, the organisations in its frame, the people and their codes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from s11chat.assurance import round as rounds
from s11chat.assurance.right import Act
from s11chat.assurance.status import Status
from s11chat.dialog.load import digest, load_dialog, read_dialog
from s11chat.dialog.model import Dialog
from s11chat.dialog.varying import chosen
from s11chat.errors import StateError, UsageError
from s11chat.fieldwork.case import State
from s11chat.fieldwork.plan import Plan
from s11chat.language.harmless import harmless, one_line
from s11chat.services.admitting import LONGEST_NAME, named
from s11chat.services.kept import Kept
from s11chat.services.planning import must_lie_within
from s11chat.services.reviewing import gather, status
from s11chat.services.seating import seated
from s11chat.services.witnessing import Did, witness
from s11chat.store.casebook import NewWave
from s11chat.store.entry import Author, NewTransition
from s11chat.store.record import CaseRecord

_WAVE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")


def new_wave(
    kept: Kept,
    id_: str,
    dialog_file: Path,
    *,
    title: str = "",
    opens: str = "",
    closes: str = "",
    referral: str = "",
    scale: str = "",
    population: Mapping[str, int] | None = None,
    plan: Plan | None = None,
) -> Dialog:
    """Creates a wave that pins the dialog as its file stands now, on the scale chosen for the wave.

    The choice is written into the pinned text, so the digest of the text covers it like any other word.
    Returns the dialog as it is asked.
    """
    kept.require(Act.MAKE_WAVE)
    if not _WAVE_ID.fullmatch(id_):
        raise UsageError(f"'{id_[:60]}' cannot name a wave: use letters, digits, dots and dashes.")
    dialog = load_dialog(dialog_file, kept.library.ids)
    days = [_day(day) for day in (opens, closes) if day]
    if len(days) == 2 and days[0] > days[1]:
        raise UsageError(f"The wave would close ({closes}) before it opens ({opens}).")
    if plan is not None:
        must_lie_within(plan, opens, closes)
    text = dialog_file.read_text(encoding="utf-8-sig")
    if scale:
        text = chosen(text, dialog, scale)
        dialog = read_dialog(text, dialog_file.name)
    title, referral = one_line(title), harmless(referral).strip()
    if len(title) > LONGEST_NAME or len(referral) > rounds.LONGEST:
        raise UsageError(
            f"The title of a wave has at most {LONGEST_NAME} characters, and its referral steps {rounds.LONGEST}."
        )
    kept.casebook.add_wave(
        NewWave(
            id=id_,
            dialog_id=dialog.dialog,
            dialog_version=f"{dialog.version}+{dialog.variant}" if dialog.variant else dialog.version,
            dialog_digest=digest(text),
            dialog_text=text,
            title=title or dialog.title,
            opens=opens,
            closes=closes,
            referral=referral,
            population=dict(population or {}),
        ),
        kept.actor,
        kept.clock(),
    )
    if plan is not None:
        kept.plans.settle(id_, plan, kept.actor, kept.clock())
    return dialog


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"'{text}' is not a day: write it as 2026-09-01.") from None


@dataclass(frozen=True)
class PersonLine:
    """One person of a case in a list."""

    name: str
    title: str
    office: str
    """lead, contact, or nothing."""
    email: str
    phone: str


def add_person(
    kept: Kept,
    case_name: str,
    name: str,
    *,
    title: str = "",
    email: str = "",
    phone: str = "",
    office: str = "",
) -> None:
    """Puts a person on file for a case; with `office` lead or contact they take it over from now on."""
    case = kept.case(case_name)
    role = kept.require(Act.ADD_PERSON, case.wave)
    person = named(kept, case, name, title=title, email=email, phone=phone)
    if office:
        author = Author("", kept.actor, role.value)
        holder, besides = seated(kept, case, office, person)
        kept.casebook.set_holder(case.wave, case.ref, holder, author, kept.clock(), besides)


def persons(kept: Kept, case_name: str) -> tuple[PersonLine, ...]:
    """Everybody on file for a case, by name."""
    case = kept.case(case_name)
    kept.require(Act.SHOW_CONTACT, case.wave)
    witness(kept, Did.SAW_CONTACT, case.wave, case.ref)
    offices = {
        person.id: office for office, person in (("contact", case.contact), ("lead", case.lead)) if person
    }
    return tuple(
        PersonLine(p.name, p.title, offices.get(p.id, ""), p.email, p.phone)
        for p in kept.casebook.persons(case.wave, case.ref)
    )


def closing(kept: Kept, wave: str) -> str:
    """What closing a wave means for its returns, in a sentence. Raises StateError where it is closed to its end."""
    kept.require(Act.CLOSE_WAVE, wave)
    closed = kept.casebook.wave(wave).state == "closed"
    cases = kept.casebook.cases(wave)
    left = sum(not needs_no_signature(kept, case) for case in cases)
    if closed and not left:
        raise StateError(f"Wave {wave} is closed already.")
    if not left:
        return "Nothing in it is left unsigned."
    return f"{left} of its {len(cases)} returns {'lacks' if left == 1 else 'lack'} a signature and will stay without."


def close_wave(kept: Kept, wave: str) -> None:
    """Closes a wave, and its returns that lack a signature. Raises StateError where it is closed already.

    Closing that was broken off is taken to its end.
    """
    role = kept.require(Act.CLOSE_WAVE, wave)
    closed_before = kept.casebook.wave(wave).state == "closed"
    if not closed_before:
        kept.casebook.close_wave(wave, kept.actor, kept.clock())
    office = Author("", kept.actor, role.value)
    left = [case for case in kept.casebook.cases(wave) if not needs_no_signature(kept, case)]
    if closed_before and not left:
        raise StateError(f"Wave {wave} is closed already.")
    for case in left:
        closed = NewTransition(State.CLOSED_UNSIGNED, "the wave was closed")
        kept.responses.record(case.return_id, office, kept.clock(), [closed])
    kept.casebook.enter_heads(wave, kept.clock())


def needs_no_signature(kept: Kept, case: CaseRecord) -> bool:
    """Whether a return needs no signature, or has it, when its wave closes."""
    if case.state in (State.SIGNED_OFF, State.COMPLETE_TELEPHONE, State.CLOSED_UNSIGNED, State.SUPERSEDED):
        return True
    return case.state is State.COMPLETE and status(case, gather(kept, case)) is Status.DIRECT
