"""One case in a list: where it stands, what it waits for, and what was last said about going on with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from s11chat.fieldwork.case import State
from s11chat.services.kept import Kept, case_name
from s11chat.services.resuming import SUCCESSOR, put_off
from s11chat.services.surveying import Surveyed
from s11chat.services.talk import respondent
from s11chat.services.view import CaseLine
from s11chat.store.record import CaseRecord, FactRecord

_TO_BE_FINISHED = frozenset({State.ASSIGNED, State.OPENED, State.IN_PROGRESS, State.SENT_BACK})


def case_lines(kept: Kept, wave: str, found: Iterable[Surveyed]) -> list[CaseLine]:
    """Cases of a wave in a list, with what was last said of each."""
    since = kept.responses.facts_since(wave)
    dialog = kept.dialog(kept.casebook.wave(wave))
    types = {kind.type: kind.say for kind in dialog.organisations}
    return [
        _with_news(
            kept,
            _case_line(one, types.get(one.case.type, one.case.type)),
            since.get(one.case.return_id, ()),
        )
        for one in found
    ]


def _case_line(found: Surveyed, type_name: str) -> CaseLine:
    """One case in a list."""
    case = found.case
    person = respondent(case)
    return CaseLine(
        case=case_name(case),
        organisation=case.name,
        type_name=type_name,
        respondent=person.name if person else "",
        state=case.state,
        status=found.status,
        answered=found.answered,
        waits_for=_waits_for(case),
    )


def _waits_for(case: CaseRecord) -> str:
    lead = case.lead.name if case.lead else "a lead"
    person = respondent(case)
    name = person.name if person else "a contact"
    match case.state:
        case State.ASSIGNED:
            return f"{name}: not opened yet"
        case State.OPENED | State.IN_PROGRESS:
            return f"{name}: to be finished"
        case State.SENT_BACK:
            return f"{name}: sent back" if name != lead else f"whoever answered: sent back by {lead}"
        case State.COMPLETE | State.SIGNED_IN_PART:
            return f"{lead}: to be signed"
        case State.COMPLETE_TELEPHONE:
            return "nothing; the lead may sign"
        case _:
            return "nothing"


def _with_news(kept: Kept, line: CaseLine, since: Sequence[FactRecord]) -> CaseLine:
    """The line with what was said after the last answer: until when it is put off, and who is to go on with it."""
    if line.state not in _TO_BE_FINISHED or not since:
        return line
    until = put_off(since, {})
    named = [str(fact.details["person"]) for fact in since if fact.kind == SUCCESSOR]
    successor = kept.casebook.person(named[-1]).name if named else ""
    news = [f"paused until {until}"] if until else []
    if successor and successor != line.respondent:
        news.append(f"{successor} is named to go on and needs an access code")
    waits = "; ".join((line.waits_for, *news))
    return replace(line, waits_for=waits, paused_until=until, successor=successor)
