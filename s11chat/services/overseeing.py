"""How a wave stands, for whoever answers for it: one reading of the store for the whole of the manager's screen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from s11chat.analysis.board import QUIET, Due, Seen, Stuck, board
from s11chat.analysis.diary import Frame
from s11chat.assurance.right import Act
from s11chat.errors import UsageError
from s11chat.fieldwork.case import State
from s11chat.fieldwork.letter import Step
from s11chat.fieldwork.plan import Plan, StageKind
from s11chat.fieldwork.queue import Standing
from s11chat.services.addressing import Asked, mailing
from s11chat.services.boardview import HandLine, OfficeLine, Supervised, WaveBoard
from s11chat.services.chronicling import courses
from s11chat.services.kept import Kept
from s11chat.services.listing import case_lines
from s11chat.services.planning import stages
from s11chat.services.supervising import Supervision
from s11chat.services.surveying import Surveyed, survey
from s11chat.services.view import CaseLine
from s11chat.store.field_record import CallRecord, Queued
from s11chat.store.record import WaveRecord

_LOST = (Step.BOUNCED, Step.REFUSED)


def oversee(kept: Kept, wave: str) -> WaveBoard:
    """How a wave stands now. Whoever may not make calls is not told who has what in hand."""
    kept.require(Act.SHOW_PROGRESS, wave)
    record = kept.casebook.wave(wave)
    plan = kept.plans.plan(wave)
    hours = plan.calling_hours
    surveyed = survey(kept, wave)
    calls = kept.fieldbook.calls_of_wave(wave)
    lines = {line.case: line for line in case_lines(kept, wave, surveyed)}
    queue = {one.ref: one for one in kept.queue.of_wave(wave)}
    standing = ((one.case, one.status) for one in surveyed)
    refs = {one.case.ref: one.case.return_id for one in surveyed}
    looking = _Looking(kept, wave, plan, calls, refs)
    today = looking.today
    due = looking.due(queue, _letters_due(kept, wave, surveyed))
    seen = [
        Seen(
            course=course,
            due=frozenset(due[one.case.ref]),
            stuck=looking.stuck(one, queue[one.case.ref], lines[course.case]),
        )
        for one, course in zip(surveyed, courses(kept, wave, hours, calls, standing), strict=True)
    ]
    frame = Frame(
        {kind.type: kind.say for kind in kept.dialog(record).organisations},
        record.population,
        plan.own_outcomes,
    )
    closes = _closes(record, plan)
    return WaveBoard(
        wave=wave,
        title=record.title,
        closed=record.state == "closed",
        opens=record.opens,
        closes=closes.isoformat() if closes else "",
        days_left=(closes - today).days if closes else None,
        stages=stages(kept, wave),
        board=board(today, seen, frame, min((stage.on for stage in plan.stages), default=None)),
        lines=lines,
        supervised=_supervised(kept, wave, plan, queue, lines),
    )


def _closes(record: WaveRecord, plan: Plan) -> date | None:
    return plan.day(StageKind.CLOSES) or (date.fromisoformat(record.closes) if record.closes else None)


def _letters_due(kept: Kept, wave: str, surveyed: Sequence[Surveyed]) -> frozenset[str]:
    """The refs of the cases that a letter is due to; none for those who may write none."""
    if not kept.may(Act.SEND_MAIL, wave):
        return frozenset()
    try:
        found = mailing(kept, Asked(wave), surveyed)
    except UsageError:  # no stage with letters has come
        return frozenset()
    return frozenset(one.ref for one in found.due) if found.wave.state != "closed" else frozenset()


class _Looking:
    """What the store holds beside returns and queue of a wave, read at once."""

    def __init__(
        self, kept: Kept, wave: str, plan: Plan, calls: Iterable[CallRecord], refs: Mapping[str, str]
    ) -> None:
        self._hours, self._now = plan.calling_hours, kept.clock()
        self.today = self._day(self._now)
        self._calling = plan.calling(self.today) and kept.casebook.wave(wave).state != "closed"
        self._last_call = {call.return_id: call.at for call in calls}
        self._answered = kept.course.last_answered(wave)
        self._queries = kept.course.open_queries(wave)
        self._lost: dict[str, datetime] = {}
        for letter in kept.fieldbook.letters_of_wave(wave):
            self._lost.pop(letter.return_id, None)
            if letter.step in _LOST:
                self._lost[letter.return_id] = letter.stepped_at
        self._appointments = {
            one.return_id: one for one in kept.fieldbook.appointments_of_wave(wave) if one.stands
        }
        self._return_of = dict(refs)

    def _day(self, moment: datetime) -> date:
        return self._hours.local(moment).date()

    def due(self, queue: Mapping[str, Queued], letters: frozenset[str]) -> Mapping[str, set[Due]]:
        """What is due today, by ref."""
        found: dict[str, set[Due]] = defaultdict(set)
        for ref, one in queue.items():
            appointment = self._appointments.get(self._return_of[ref])
            if appointment and appointment.ends > self._now and self._day(appointment.starts) <= self.today:
                found[ref].add(Due.APPOINTMENT)
            elif self._calling:
                found[ref].update(self._to_call(one))
        for ref in letters:
            found[ref].add(Due.LETTER)
        return found

    def _to_call(self, one: Queued) -> Iterable[Due]:
        until = one.position.until
        match one.position.standing:
            case Standing.READY:
                yield Due.CALL
            case Standing.WAITING if until is not None and until <= self._now:
                yield Due.CALL
            case Standing.WAITING if until is not None and self._day(until) == self.today:
                yield Due.LATER
            case _:
                pass

    def stuck(self, found: Surveyed, queued: Queued, line: CaseLine) -> dict[Stuck, date | None]:
        """What a case waits for besides a signature, and since when."""
        return_id = found.case.return_id
        stuck: dict[Stuck, date | None] = {}
        if self._queries.get(return_id):
            stuck[Stuck.QUERIED] = None
        if line.successor:
            stuck[Stuck.NAMED] = None
        answered = self._answered.get(return_id)
        if answered and found.case.state is State.IN_PROGRESS and self._now - answered >= QUIET:
            stuck[Stuck.QUIET] = self._day(answered)
        if return_id in self._lost:
            stuck[Stuck.BOUNCED] = self._day(self._lost[return_id])
        appointment = self._appointments.get(return_id)
        if appointment and appointment.ends <= self._now:
            stuck[Stuck.MISSED] = self._day(appointment.starts)
        if queued.position.standing is Standing.OFFICE:
            called = self._last_call.get(return_id)
            stuck[Stuck.OFFICE] = self._day(called) if called else None
        return stuck


def _supervised(
    kept: Kept, wave: str, plan: Plan, queue: Mapping[str, Queued], lines: Mapping[str, CaseLine]
) -> Supervised | None:
    if not kept.may(Act.CALL, wave):
        return None
    office = Supervision(kept, wave)
    held = sorted((one for one in queue.values() if one.holder), key=lambda one: (one.holder, one.ref))
    return Supervised(
        in_hand=tuple(_in_hand(one, lines[f"{wave}/{one.ref}"], plan) for one in held),
        office=tuple(
            OfficeLine(lines[case].case, lines[case].organisation, one.position.why)
            for ref, one in queue.items()
            if one.position.standing is Standing.OFFICE and (case := f"{wave}/{ref}")
        ),
        appointments=office.appointments(),
        messages=office.messages(unread=True),
    )


def _in_hand(one: Queued, line: CaseLine, plan: Plan) -> HandLine:
    since = one.dialled or one.held_from
    return HandLine(
        case=line.case,
        organisation=line.organisation,
        holder=one.holder,
        since=f"{plan.calling_hours.local(since):%H:%M}" if since else "",
        calling=one.dialled is not None,
    )
