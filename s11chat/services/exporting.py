"""Every return of a wave as it stands, to be handed out: what counts of it, and what stands behind it."""

from __future__ import annotations

from types import MappingProxyType

from s11chat.assurance.right import Act
from s11chat.assurance.status import Status
from s11chat.dialog.model import Audience, Dialog, Kind
from s11chat.dialog.question import Question, questions
from s11chat.engine.answer import Answer
from s11chat.engine.conversation import Conversation
from s11chat.engine.route import standing
from s11chat.exchange.returned import Returned, ReturnedAnswer
from s11chat.services.counting import dispositions
from s11chat.services.imported import said_of, themes_of
from s11chat.services.kept import Kept
from s11chat.services.surveying import Surveyed
from s11chat.services.talk import ONLINE, delegated
from s11chat.services.witnessing import Did, witness
from s11chat.store.overview import Holding
from s11chat.store.record import FactRecord
from s11chat.store.seal import stored

_SIGNED = {Status.SIGNED: "yes", Status.SIGNED_IN_PART: "in part", Status.NOT_APPLICABLE: "not_applicable"}


def returned(
    kept: Kept, wave: str, *, to: str = "the screen"
) -> tuple[tuple[Question, ...], tuple[Returned, ...]]:
    """The questions that take an answer, and every return by ref; that it was taken out, and where `to`, is on record."""
    kept.require(Act.EXPORT, wave)
    dialog = kept.dialog(kept.casebook.wave(wave))
    asked = tuple(one for one in questions(dialog).values() if one.kind is not Kind.STATEMENT)
    held, said, themes = kept.overview.of_wave(wave), said_of(kept, wave), themes_of(kept, wave)
    modes = {(one.return_id, one.item): one.mode for one in kept.course.given(wave)}
    found = []
    for surveyed, counts in dispositions(kept, wave):
        id_ = surveyed.case.return_id
        answers = _answers(kept, dialog, surveyed, held.get(id_, Holding()))
        found.append(
            Returned(
                _status(surveyed, counts.code, said.get(id_)),
                tuple(ReturnedAnswer(one, answers[one.id], modes.get((id_, one.id), "")) for one in asked),
                {question: listed for question, listed in themes.get(id_, {}).items() if listed},
            )
        )
    witness(kept, Did.EXPORTED, wave, detail=f"all returns, to {to}")
    return asked, tuple(found)


def _answers(kept: Kept, dialog: Dialog, surveyed: Surveyed, held: Holding) -> dict[str, Answer]:
    """What counts at every question: its answer, or the kind of no-answer that follows from the route."""
    case = surveyed.case
    kind = dialog.organisation(case.type)
    given = {item: Answer.from_json(stored(written)) for item, written in held.answers.items()}
    role = "delegate" if delegated(case) else "lead"
    talk = Conversation(
        dialog=dialog,
        audience=Audience.LEAD,
        facts=kind.facts(case.mode or ONLINE, role) if kind else {},
        today=kept.today,
        answers=MappingProxyType(given),
    )
    on_route, found = frozenset(talk.places), dict[str, Answer]()
    for question in talk.questions.values():
        counts = question.id in on_route and question.id in given
        found[question.id] = (
            given[question.id] if counts else Answer(no_answer=standing(question, on_route, given))
        )
    return found


def _status(surveyed: Surveyed, disposition: str, said: FactRecord | None) -> dict[str, str]:
    case, told = surveyed.case, said.details if said else {}
    by_delegate = delegated(case)
    return {
        "ref": case.ref,
        "name": case.name,
        "type": case.type,
        "group": case.group,
        "cohort": case.cohort,
        "region": case.region,
        "state": case.state.value,
        "status": surveyed.status.value,
        "mode": case.mode,
        "delegated": "yes" if by_delegate else "no",
        "signed": _SIGNED.get(surveyed.status, "no"),
        "disposition": disposition,
        "completion": ("delegated" if by_delegate else "direct") if surveyed.answered or told else "",
        "signed_off": str(told.get("signed_off", "")),
        "import": str(told.get("import", "")),
    }
