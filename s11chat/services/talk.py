"""Takes a conversation up where the store says it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from s11chat.assurance.code import LENGTH, hidden
from s11chat.assurance.right import Role
from s11chat.dialog.model import Audience, Dialog
from s11chat.engine.answer import Answer
from s11chat.errors import RightsError, StoreError
from s11chat.fieldwork.case import COMPLETED, State
from s11chat.store.record import CaseRecord, ParkRecord, PersonRecord, ResponseRecord, WaveRecord

if TYPE_CHECKING:
    from s11chat.engine.conversation import Conversation
    from s11chat.engine.intent import Intent
    from s11chat.knowledge.library import Library
    from s11chat.services.kept import Kept
    from s11chat.services.view import Header

TELEPHONE, ONLINE = "telephone", "online"
AUDIENCE = {
    Role.INTERVIEWER: Audience.INTERVIEWER,
    Role.DELEGATE: Audience.DELEGATE,
    Role.LEAD: Audience.LEAD,
}
"""In whose wording each role sees a dialog."""
SETTLED = COMPLETED | {State.SIGNED_OFF, State.SIGNED_IN_PART, State.CLOSED_UNSIGNED, State.SUPERSEDED}


def delegated(case: CaseRecord) -> bool:
    """Whether somebody else than the lead answers for the organisation."""
    return case.contact is not None and (case.lead is None or case.contact.id != case.lead.id)


def respondent(case: CaseRecord) -> PersonRecord | None:
    """Who answers: the contact where there is one, else the lead."""
    return case.contact or case.lead


def must_lead(case: CaseRecord, person: str) -> None:
    """Raises RightsError where `person` is not, or no longer, the lead of the case."""
    if case.lead is None or case.lead.id != person:
        now = f"{case.lead.name} leads" if case.lead else "nobody leads"
        raise RightsError(
            f"You are not the lead of {case.name}; {now} it now: ask the office if that is wrong."
        )


def header(dialog: Dialog, wave: WaveRecord, case: CaseRecord, role: Role, typist: str, mode: str) -> Header:
    """What stands above a conversation about `case`."""
    from s11chat.services.view import Header  # reports and lists need no talk

    person = respondent(case)
    kind = dialog.organisation(case.type)
    return Header(
        case=f"{case.wave}/{case.ref}",
        organisation=case.name,
        type_name=kind.say if kind else case.type,
        wave_title=wave.title,
        mode=mode,
        role=role,
        typist=typist,
        respondent=person.name if person else "",
        respondent_title=person.title if person else "",
        delegated=delegated(case),
        lead=case.lead.name if case.lead else "",
        closes=wave.closes,
    )


@dataclass(frozen=True)
class Stood:
    """A return as it stood when it was read."""

    wave: WaveRecord
    case: CaseRecord
    current: Mapping[str, ResponseRecord]
    parks: Mapping[str, ParkRecord]


def stood(kept: Kept, case: CaseRecord) -> Stood:
    """Reads what a conversation about `case` starts from."""
    return Stood(
        wave=kept.casebook.wave(case.wave),
        case=case,
        current=kept.responses.current(case.return_id),
        parks=kept.responses.parks(case.return_id),
    )


def conversation(
    dialog: Dialog, stood: Stood, audience: Audience, mode: str, library: Library, today: date
) -> Conversation:
    """The conversation as it stands."""
    from s11chat.engine.conversation import Conversation  # reports and lists need no talk

    case = stood.case
    kind = dialog.organisation(case.type)
    if kind is None:
        raise StoreError(
            f"Dialog {dialog.dialog} knows no type '{case.type}' of organisation: mend the frame."
        )
    answers = {item: Answer.from_json(record.answer) for item, record in stood.current.items()}
    talk = Conversation(
        dialog=dialog,
        audience=audience,
        facts=kind.facts(mode, "delegate" if delegated(case) else "lead"),
        today=today,
        names=names_of(stood.wave, case),
        answers=MappingProxyType(answers),
        parked=MappingProxyType({item: (park.who, park.when) for item, park in stood.parks.items()}),
        library=library,
        referral=stood.wave.referral,
        complete=case.state in SETTLED,
    )
    return replace(talk, complete=False) if talk.complete and has_open(talk) else talk


def without_codes(intent: Intent) -> Intent:
    """An intent without any access code in its words: a code typed in place of an answer is not kept."""
    texts = {one.name: getattr(intent, one.name) for one in fields(intent)}
    hiding = {
        name: hidden(text) for name, text in texts.items() if isinstance(text, str) and len(text) >= LENGTH
    }
    changed = {name: text for name, text in hiding.items() if text != texts[name]}
    made: Any = intent  # of one of many types, each with text of its own
    return replace(made, **changed) if changed else intent


def has_open(talk: Conversation) -> bool:
    """Whether something is still to be asked; a section may be signed before that."""
    return any(talk.open(question) for question in talk.route)


def held_up(talk: Conversation) -> bool:
    """Whether something stands in the way of completing the return, and so of signing it off as a whole.

    That is a question nobody got to, or one left for later that the dialog insists on.
    """
    return has_open(talk) or bool(talk.finished().blocking)


def organisation_to(audience: Audience) -> str:
    """What the organisation is called to a delegate, and to its lead."""
    return "the organisation you answer for" if audience is Audience.DELEGATE else "your organisation"


def names_of(wave: WaveRecord, case: CaseRecord) -> dict[str, str]:
    """What stands for the names in the wording of a dialog."""
    person = respondent(case)
    by_delegate = delegated(case)
    return {
        "organisation": case.name,
        "your_organisation": organisation_to(Audience.DELEGATE if by_delegate else Audience.LEAD),
        "person": person.name if person else "",
        "lead": case.lead.name if case.lead else "the lead",
        "wave": wave.title,
        "closes": _day(wave.closes),
    }


def _day(iso: str) -> str:
    if not iso:
        return "the end of the audit"
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B %Y}"
