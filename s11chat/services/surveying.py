"""How the returns of a whole wave stand, from one reading of the store: how much is answered, and what stands behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from s11chat.assurance.status import Status, status_of
from s11chat.dialog.model import Audience, Dialog
from s11chat.dialog.question import Question, questions
from s11chat.engine.answer import Answer
from s11chat.engine.conversation import Conversation
from s11chat.engine.progress import progress
from s11chat.fieldwork.case import COMPLETED, State
from s11chat.services.kept import Kept
from s11chat.services.talk import ONLINE, TELEPHONE, delegated
from s11chat.store.overview import Holding
from s11chat.store.record import CaseRecord


@dataclass(frozen=True)
class Surveyed:
    """One case of a wave."""

    case: CaseRecord
    answered: int
    """Questions on the route that are settled, as the interview counts them."""
    status: Status


def survey(kept: Kept, wave: str) -> tuple[Surveyed, ...]:
    """Every case of a wave, by ref."""
    dialog = kept.dialog(kept.casebook.wave(wave))
    laid_out = questions(dialog)
    holdings = kept.overview.of_wave(wave)
    return tuple(
        Surveyed(case, _answered(kept, dialog, case, laid_out, held), status_from(case, held))
        for case in kept.casebook.cases(wave)
        for held in (holdings.get(case.return_id, Holding()),)
    )


def status_from(case: CaseRecord, held: Holding) -> Status:
    """What stands behind the return of `case`."""
    return status_of(
        signed=bool(held.signed),
        signed_off=case.state is State.SIGNED_OFF,
        complete=case.state in COMPLETED,
        telephone=case.mode == TELEPHONE,
        roles=held.roles,
    )


def _answered(
    kept: Kept, dialog: Dialog, case: CaseRecord, laid_out: Mapping[str, Question], held: Holding
) -> int:
    kind = dialog.organisation(case.type)
    if kind is None or not held.answers:
        return 0
    talk = Conversation(
        dialog=dialog,
        audience=Audience.LEAD,
        facts=kind.facts(case.mode or ONLINE, "delegate" if delegated(case) else "lead"),
        today=kept.today,
        answers=MappingProxyType({item: Answer.from_json(given) for item, given in held.answers.items()}),
        parked=MappingProxyType(held.parked),
        questions=laid_out,
    )
    return progress(talk).settled
