"""Every return of a wave as it stands, to be handed out: what counts of it, what it weighs, and how it came about."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from fractions import Fraction

from s11chat.analysis.timing import BREAK
from s11chat.assurance.right import Act
from s11chat.dialog.question import Question
from s11chat.exchange.returned import Returned, ReturnedAnswer, Wave
from s11chat.fieldwork.outcome import Rate
from s11chat.services.coded import Coding, coding_of
from s11chat.services.counting import dispositions, response_of
from s11chat.services.gathering import SIGNED, Routes, answerable
from s11chat.services.imported import said_of
from s11chat.services.kept import Kept
from s11chat.services.surveying import Surveyed
from s11chat.services.talk import delegated
from s11chat.services.witnessing import Did, witness
from s11chat.store.course import Given
from s11chat.store.overview import Holding
from s11chat.store.record import FactRecord

_DECIMALS = 10
"""Of a weight."""


def returned(kept: Kept, wave: str, *, to: str = "the screen") -> Wave:
    """Every return of a wave; that it was taken out, and where `to`, is on record."""
    kept.require(Act.EXPORT, wave)
    record = kept.casebook.wave(wave)
    dialog = kept.dialog(record)
    asked = tuple(answerable(dialog).values())
    held, said = kept.overview.of_wave(wave), said_of(kept, wave)
    coding = coding_of(kept, wave, dialog, held)
    given: dict[str, list[Given]] = defaultdict(list)
    for one in kept.course.given(wave):
        given[one.return_id].append(one)
    ended = tuple(dispositions(kept, wave, held))
    weights = response_of(record, dialog, ((found, counts.rate) for found, counts in ended)).weights
    found, routes = list[Returned](), Routes(dialog)
    for surveyed, counts in ended:
        id_ = surveyed.case.return_id
        answers, _ = routes.standing(surveyed.case, held.get(id_, Holding()))
        typed = {one.item: one for one in given[id_]}
        status = _status(surveyed, counts.code, said.get(id_))
        status["weight"] = _weight(weights.get(surveyed.case.type), complete=counts.rate is Rate.COMPLETE)
        found.append(
            Returned(
                status | _course(given[id_]),
                tuple(ReturnedAnswer(one, answers[one.id], *_typed(typed.get(one.id))) for one in asked),
                coding.listed(id_),
            )
        )
    witness(kept, Did.EXPORTED, wave, detail=f"all returns, to {to}")
    return Wave(record.id, record.title, dialog, asked, tuple(found), _labels(coding, asked))


def _labels(coding: Coding, asked: tuple[Question, ...]) -> dict[str, dict[str, str]]:
    """What the codes that answers in words count under are called, as they stand."""
    stand = (coding.labelled(one) for one in asked if one.id in coding.frames)
    return {one.id: {code.code: code.say for code in one.code_frame or one.options} for one in stand}


def _weight(weight: Fraction | None, *, complete: bool) -> str:
    """What a return weighs; nothing where it does not count as complete."""
    if weight is None or not complete:
        return "0"
    return f"{float(weight):.{_DECIMALS}f}".rstrip("0").rstrip(".")


def _typed(one: Given | None) -> tuple[str, str, str, int, float]:
    """Mode, role, time, revision and seconds of an answer."""
    return (one.mode, one.role, _at(one.at), one.revision, one.seconds) if one else ("", "", "", 0, 0.0)


def _course(given: list[Given]) -> dict[str, str]:
    """How a return was typed in: when, how much, how often anew, how long it took, and by whom by role."""
    if not given:
        return dict.fromkeys(
            ("first_answer", "last_answer", "answers", "revisions", "minutes", "typed_by"), ""
        )
    times = [one.at for one in given]
    measured = [one.seconds for one in given if 0 < one.seconds <= BREAK]
    return {
        "first_answer": _at(min(times)),
        "last_answer": _at(max(times)),
        "answers": str(len({one.item for one in given})),
        "revisions": str(sum(one.revision > 1 for one in given)),
        "minutes": f"{sum(measured) / 60:.1f}" if measured else "",
        "typed_by": ";".join(dict.fromkeys(one.role for one in given)),
    }


def _at(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


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
