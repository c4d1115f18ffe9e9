"""Everything the office knows of one case but its answers: its way so far, its people, calls, letters and remarks."""

from __future__ import annotations

from s11chat.assurance.right import Act
from s11chat.engine.intent import About
from s11chat.fieldwork.hours import Hours
from s11chat.services.boardview import CaseFile, Moved
from s11chat.services.carding import Carding
from s11chat.services.casework import author_of, remark
from s11chat.services.kept import Kept
from s11chat.services.listing import case_lines
from s11chat.services.mailed import log
from s11chat.services.remarking import remark_lines
from s11chat.services.surveying import survey
from s11chat.services.talk import TELEPHONE, header
from s11chat.services.witnessing import Did, witness
from s11chat.store.record import CaseRecord


def case_file(kept: Kept, name: str) -> CaseFile:
    """The file of a case; people and letters only for those who may see contact details."""
    case = kept.case(name)
    role = kept.require(Act.SHOW_PROGRESS, case.wave)
    wave = kept.casebook.wave(case.wave)
    plan = kept.plans.plan(case.wave)
    cards = Carding(kept, case.wave, plan)
    queued = kept.queue.of(case.wave, case.ref)
    card = cards.card(queued, None)
    contacts = kept.may(Act.SHOW_CONTACT, case.wave)
    position = queued.position
    above = header(kept.dialog(wave), wave, case, role, kept.actor, TELEPHONE)
    witness(kept, Did.SAW_CONTACT if contacts else Did.OPENED, case.wave, case.ref, role=role.value)
    (line,) = case_lines(kept, case.wave, survey(kept, case.wave, case.ref))
    (queue_line,) = cards.lines([case])
    noted = kept.responses.remarks(case.return_id)
    return CaseFile(
        header=above,
        line=line,
        moves=tuple(_moves(kept, case, plan.calling_hours)),
        remarks=remark_lines((one for one in noted if not one.item), above),
        people=card.people if contacts else None,
        letters=log(kept, case.wave, case.ref) if contacts else (),
        standing=position.standing,
        why=position.why,
        due=queue_line.due,
        attempts=position.attempts,
        cap=plan.attempts,
        holder=queued.holder,
        owner=position.owner,
        calls=card.history,
        appointments=cards.appointments_of(case),
        messages=card.messages,
    )


def _moves(kept: Kept, case: CaseRecord, hours: Hours) -> list[Moved]:
    return [
        Moved(
            day=hours.local(one.at).date(),
            local=f"{hours.local(one.at):%a %d %b %H:%M}",
            became=one.became,
            by=one.by_name,
            reason=one.reason,
        )
        for one in kept.responses.transitions(case.return_id)
    ]


def note(kept: Kept, name: str, text: str) -> None:
    """Notes something on a case. Raises UsageError where it is empty or too long."""
    case = kept.case(name)
    role = kept.require(Act.CALL, case.wave)
    remark(kept, case, author_of(kept, case, role), text, About.CASE)
