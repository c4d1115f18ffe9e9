"""Every return of a wave as it stands, to be handed out: what counts of it, and what stands behind it."""

from __future__ import annotations

from s11chat.assurance.right import Act
from s11chat.dialog.question import Question
from s11chat.exchange.returned import Returned, ReturnedAnswer
from s11chat.services.coded import coding_of
from s11chat.services.counting import dispositions
from s11chat.services.gathering import SIGNED, Routes, answerable
from s11chat.services.imported import said_of
from s11chat.services.kept import Kept
from s11chat.services.surveying import Surveyed
from s11chat.services.talk import delegated
from s11chat.services.witnessing import Did, witness
from s11chat.store.overview import Holding
from s11chat.store.record import FactRecord


def returned(
    kept: Kept, wave: str, *, to: str = "the screen"
) -> tuple[tuple[Question, ...], tuple[Returned, ...]]:
    """The questions that take an answer, and every return by ref; that it was taken out, and where `to`, is on record."""
    kept.require(Act.EXPORT, wave)
    dialog = kept.dialog(kept.casebook.wave(wave))
    asked = tuple(answerable(dialog).values())
    held, said = kept.overview.of_wave(wave), said_of(kept, wave)
    coding = coding_of(kept, wave, dialog, held)
    modes = {(one.return_id, one.item): one.mode for one in kept.course.given(wave)}
    found, routes = list[Returned](), Routes(dialog)
    for surveyed, counts in dispositions(kept, wave, held):
        id_ = surveyed.case.return_id
        answers, _ = routes.standing(surveyed.case, held.get(id_, Holding()))
        found.append(
            Returned(
                _status(surveyed, counts.code, said.get(id_)),
                tuple(ReturnedAnswer(one, answers[one.id], modes.get((id_, one.id), "")) for one in asked),
                coding.listed(id_),
            )
        )
    witness(kept, Did.EXPORTED, wave, detail=f"all returns, to {to}")
    return asked, tuple(found)


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
        "signed": SIGNED.get(surveyed.status, "no"),
        "disposition": disposition,
        "completion": ("delegated" if by_delegate else "direct") if surveyed.answered or told else "",
        "signed_off": str(told.get("signed_off", "")),
        "import": str(told.get("import", "")),
    }
