"""How a wave stands, for whoever answers for it: one reading of its returns for the whole of the manager's screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from s11chat.analysis.board import board
from s11chat.analysis.diary import Frame
from s11chat.assurance.right import Act
from s11chat.fieldwork.plan import Plan, StageKind
from s11chat.fieldwork.queue import Standing
from s11chat.report.today import TodayReport
from s11chat.services.boardview import HandLine, OfficeLine, Pile, Supervised, WaveBoard
from s11chat.services.chronicling import courses
from s11chat.services.kept import Kept
from s11chat.services.listing import case_lines
from s11chat.services.planning import stages
from s11chat.services.stuck import today
from s11chat.services.supervising import Supervision
from s11chat.services.surveying import survey
from s11chat.services.view import CaseLine
from s11chat.store.field_record import Queued
from s11chat.store.record import WaveRecord

LETTERS, APPOINTMENTS, READY, LATER = "letters due", "appointments", "ready", "later"
"""The keys of what is due."""


def oversee(kept: Kept, wave: str) -> WaveBoard:
    """How a wave stands now. Whoever may not make calls is not told who has what in hand."""
    kept.require(Act.SHOW_PROGRESS, wave)
    record = kept.casebook.wave(wave)
    plan = kept.plans.plan(wave)
    surveyed = survey(kept, wave)
    lines = {line.case: line for line in case_lines(kept, wave, surveyed)}
    queue = {one.ref: one for one in kept.queue.of_wave(wave)}
    stands = today(kept, wave, surveyed=surveyed)
    standing = ((one.case, one.status) for one in surveyed)
    calls = kept.fieldbook.calls_of_wave(wave)
    frame = Frame(
        {kind.type: kind.say for kind in kept.dialog(record).organisations},
        record.population,
        plan.own_outcomes,
    )
    begins = min((stage.on for stage in plan.stages), default=None)
    came = tuple(courses(kept, wave, plan.calling_hours, calls, standing))
    closes = _closes(record, plan)
    return WaveBoard(
        wave=wave,
        title=record.title,
        closed=record.state == "closed",
        closes=closes,
        days_left=(closes - stands.day).days if closes else None,
        stages=stages(kept, wave),
        due=tuple(_due(kept, stands, plan, queue)) if record.state != "closed" else (),
        stuck=tuple(_stuck(stands)),
        board=board(stands.day, came, frame, begins),
        lines=lines,
        supervised=_supervised(kept, wave, plan, queue, lines),
    )


def _closes(record: WaveRecord, plan: Plan) -> date | None:
    return plan.day(StageKind.CLOSES) or (date.fromisoformat(record.closes) if record.closes else None)


def _due(kept: Kept, stands: TodayReport, plan: Plan, queue: Mapping[str, Queued]) -> Iterator[Pile]:
    """What is to be done today; what there is none of is left out."""
    if stands.letters is not None and stands.letters.cases:
        yield Pile(LETTERS, stands.letters.cases, say=stands.letters.stage)
    wave = stands.wave.id
    agreed = tuple(one.case for stuck in stands.stuck if stuck.key == APPOINTMENTS for one in stuck.cases)
    if agreed:
        yield Pile(APPOINTMENTS, agreed)
    if plan.calling(stands.day):
        to_call = _to_call(kept, plan, queue)
        for key in (READY, LATER):
            cases = tuple(
                case for ref in queue if to_call.get(ref) == key and (case := f"{wave}/{ref}") not in agreed
            )
            if cases:
                yield Pile(key, cases)


def _to_call(kept: Kept, plan: Plan, queue: Mapping[str, Queued]) -> Mapping[str, str]:
    """Which cases may be called now, and which come back to the queue later today, by ref."""
    now, hours = kept.clock(), plan.calling_hours
    found = {}
    for ref, one in queue.items():
        stands, until = one.position.standing, one.position.until
        if stands is Standing.READY or (stands is Standing.WAITING and until is not None and until <= now):
            found[ref] = READY
        elif stands is Standing.WAITING and until and hours.local(until).date() == hours.local(now).date():
            found[ref] = LATER
    return found


def _stuck(stands: TodayReport) -> Iterator[Pile]:
    """What does not go on by itself, and with whom; appointments are due instead."""
    for stuck in stands.stuck:
        if stuck.cases and stuck.key != APPOINTMENTS:
            whom = tuple(dict.fromkeys(one.whom for one in stuck.cases))
            yield Pile(
                stuck.key, tuple(one.case for one in stuck.cases), stuck.say, whom, stuck.cases[0].since
            )


def _supervised(
    kept: Kept, wave: str, plan: Plan, queue: Mapping[str, Queued], lines: Mapping[str, CaseLine]
) -> Supervised | None:
    if not kept.may(Act.CALL, wave):
        return None
    office = Supervision(kept, wave)
    held = sorted((one for one in queue.values() if one.holder), key=lambda one: (one.holder, one.ref))
    waiting = [one for one in queue.values() if one.position.standing is Standing.OFFICE]
    return Supervised(
        in_hand=tuple(_in_hand(one, lines[f"{wave}/{one.ref}"], plan) for one in held),
        office=tuple(_at_office(waiting, lines)),
        appointments=office.appointments(),
        messages=office.messages(unread=True),
    )


def _at_office(waiting: Sequence[Queued], lines: Mapping[str, CaseLine]) -> Iterator[OfficeLine]:
    for one in waiting:
        line = lines[f"{one.wave}/{one.ref}"]
        yield OfficeLine(line.case, line.organisation, one.position.why)


def _in_hand(one: Queued, line: CaseLine, plan: Plan) -> HandLine:
    since = one.dialled or one.held_from
    return HandLine(
        case=line.case,
        organisation=line.organisation,
        holder=one.holder,
        since=f"{plan.calling_hours.local(since):%H:%M}" if since else "",
        calling=one.dialled is not None,
    )
