"""What is due in a wave today, and what is stuck: with whom, and since when."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from s11chat.analysis.page import Waiting, in_order
from s11chat.assurance.right import Act
from s11chat.assurance.status import Status
from s11chat.errors import UsageError
from s11chat.fieldwork.case import State
from s11chat.fieldwork.hours import Hours
from s11chat.fieldwork.letter import NEVER_ARRIVED
from s11chat.fieldwork.letter import Standing as LetterStanding
from s11chat.fieldwork.plan import Plan, StageKind
from s11chat.fieldwork.queue import Standing
from s11chat.language.harmless import one_line
from s11chat.report.today import Letters, Stuck, TodayReport
from s11chat.services.addressing import Asked, mailing
from s11chat.services.chronicling import office_cases
from s11chat.services.counting import wave_of
from s11chat.services.kept import Kept, case_name
from s11chat.services.partition import open_parts
from s11chat.services.progressing import overdue_plans
from s11chat.services.resuming import SUCCESSOR
from s11chat.services.surveying import Surveyed, survey
from s11chat.services.talk import respondent
from s11chat.store.record import CaseRecord

PART_PATIENCE = 14
"""Days after which somebody who was asked for a part without a day is reminded of it."""
PATIENCE = 7
"""Days after which somebody who does nothing is stuck."""
_PARTS = f"Parts over their day, or asked {PART_PATIENCE} days ago without one"
_AT_WORK = frozenset({State.OPENED, State.IN_PROGRESS})
_TO_SIGN = frozenset({State.COMPLETE, State.SIGNED_IN_PART})
_TO_BE_FINISHED = _AT_WORK | {State.ASSIGNED, State.SENT_BACK}
Found = Iterator[tuple[CaseRecord, str, datetime, str]]
"""A case, whose turn it is, since when, and a word on it."""


def today(
    kept: Kept, wave: str, patience: int = PATIENCE, surveyed: Sequence[Surveyed] | None = None
) -> TodayReport:
    """How a wave stands today by its own clock; who does nothing for `patience` days is stuck.

    `surveyed` are its cases where they have been read already. Letters are told to those who may write them. Raises
    UsageError for less than a day.
    """
    kept.require(Act.SHOW_PROGRESS, wave)
    if not 1 <= patience <= 365:
        raise UsageError(f"{patience} days cannot be: give a number from 1 to 365.")
    record = kept.casebook.wave(wave)
    plan = kept.plans.plan(wave)
    day = plan.calling_hours.local(kept.clock()).date()
    stages = plan.in_order()
    come = [stage for stage in stages if stage.on <= day]
    ahead = next((stage for stage in stages if stage.on > day), None)
    closed = record.state == "closed"
    cases = survey(kept, wave) if surveyed is None else surveyed
    return TodayReport(
        wave=wave_of(record),
        day=day,
        stage=str(come[-1].stage) if come else "",
        since=come[-1].on if come else None,
        following=str(ahead.stage) if ahead else "",
        on=ahead.on if ahead else None,
        letters=None if closed else _letters(kept, wave, cases),
        stuck=_after_all(kept, wave) if closed else _Stuck(kept, wave, plan, patience, cases).all(),
    )


def _letters(kept: Kept, wave: str, surveyed: Sequence[Surveyed]) -> Letters | None:
    if not kept.may(Act.SEND_MAIL, wave):
        return None
    try:
        found = mailing(kept, Asked(wave), surveyed)
    except UsageError:
        return None  # no stage with letters has come, or all is over
    due = Counter(str(one.kind) for one in found.due if one.kind is not None)
    return Letters(
        stage=found.stage,
        due=dict(sorted(due.items())),
        unreachable=len(found.of(LetterStanding.UNREACHABLE)),
        cases=tuple(dict.fromkeys(f"{wave}/{one.ref}" for one in found.due)),
    )


def _after_all(kept: Kept, wave: str) -> tuple[Stuck, ...]:
    """What is waited for in a wave that is closed."""
    late = late_actions(kept, wave)
    return (late,) if late.cases else ()


def late_actions(kept: Kept, wave: str) -> Stuck:
    """The actions of plans whose day is over, by case, the longest first; they run on once the wave is closed."""
    found = []
    for plan in overdue_plans(kept, wave):
        first = min(plan.actions, key=lambda action: action.day or date.max)
        number = len(plan.actions)
        told = f"{number} actions, the first {first.name}" if number > 1 else f"action {first.name}"
        since = first.day or kept.today
        whom = one_line(first.owner) or _answers(plan.case)
        found.append(Waiting(case_name(plan.case), plan.case.name, whom, since, told))
    return Stuck("actions", "Actions whose day is over", in_order(found))


class _Stuck:
    """The cases of a wave that do not go on by themselves."""

    def __init__(
        self, kept: Kept, wave: str, plan: Plan, patience: int, surveyed: Sequence[Surveyed]
    ) -> None:
        self._kept, self._wave, self._plan, self._patience = kept, wave, plan, patience
        self._hours: Hours = plan.calling_hours
        self._now = kept.clock()
        self._surveyed, self._cases = surveyed, tuple(one.case for one in surveyed)
        self._by_ref = {case.ref: case for case in self._cases}
        self._moved = {id_: moves[-1].at for id_, moves in kept.course.transitions(wave).items()}
        self._answered = kept.course.last_answered(wave)
        self._given_up = {
            one.ref for one in kept.queue.of_wave(wave) if one.position.standing is Standing.CLOSED
        }

    def all(self) -> tuple[Stuck, ...]:
        """Every way of being stuck, with its cases."""
        days = f"{self._patience} day{'s' if self._patience > 1 else ''}"
        ways: tuple[tuple[str, str, Callable[[], Found]], ...] = (
            ("not_opened", f"Not opened {days} after the invitation", self._not_opened),
            ("idle", f"Begun, and idle for {days}", self._idle),
            ("to_be_signed", "Complete, and waiting for a signature", self._to_be_signed),
            ("sent_back", "Sent back, and not handed over again", self._sent_back),
            ("queries", "Queries that wait for an answer", self._queries),
            ("named", "Named to go on, and not begun", self._named),
            ("parts", _PARTS, self._parts),
            ("letters", "The last letter did not arrive", self._lost_letters),
            ("appointments", "Appointments to be kept today", self._appointments),
            ("uncoded", "Calls that were never coded", self._uncoded),
        )
        told = [(key, say, self._told(cases())) for key, say, cases in ways]
        found = [Stuck(key, say, one if key == "appointments" else in_order(one)) for key, say, one in told]
        office = office_cases(self._kept, self._wave, self._hours)
        late = late_actions(self._kept, self._wave)
        return (*found, late, Stuck("office", "For the office or the supervisor", office))

    def _told(self, found: Found) -> tuple[Waiting, ...]:
        """By the moment, as the appointments of a day are kept."""
        ordered = sorted(found, key=lambda one: (one[2], one[0].ref))
        return tuple(
            Waiting(case_name(case), case.name, whom, self._hours.local(since).date(), why)
            for case, whom, since, why in ordered
        )

    def _long_ago(self, moment: datetime) -> bool:
        return self._now - moment >= timedelta(days=self._patience)

    def _not_opened(self) -> Found:
        invited = self._invited()
        for case in self._cases:
            since = invited.get(case.return_id)
            chased = case.state is State.ASSIGNED and case.ref not in self._given_up
            if chased and since is not None and self._long_ago(since):
                yield case, _answers(case), since, ""

    def _invited(self) -> Mapping[str, datetime]:
        """When each case first got a letter with a code; in a wave without any, the day of the invitation."""
        first: dict[str, datetime] = {}
        letters = self._kept.fieldbook.letters_of_wave(self._wave)
        for one in letters:
            if one.selector and one.step not in NEVER_ARRIVED:
                first[one.return_id] = min(one.at, first.get(one.return_id, one.at))
        planned = self._plan.day(StageKind.INVITATION)
        if letters or planned is None:
            return first
        return defaultdict(lambda: self._now, {case.return_id: self._start(planned) for case in self._cases})

    def _start(self, day: date) -> datetime:
        """The moment a day of the wave began."""
        noon = self._hours.local(self._now).replace(hour=0, minute=0, second=0, microsecond=0)
        return noon - timedelta(days=(noon.date() - day).days)

    def _idle(self) -> Found:
        for case in self._cases:
            if case.state in _AT_WORK and case.ref not in self._given_up:
                moments = (self._moved.get(case.return_id), self._answered.get(case.return_id))
                last = max((one for one in moments if one), default=self._now)
                if self._long_ago(last):
                    yield case, _answers(case), last, ""

    def _to_be_signed(self) -> Found:
        for one in self._surveyed:
            case = one.case
            if case.state in _TO_SIGN and one.status is not Status.DIRECT:
                lead = case.lead.name if case.lead else "a lead"
                yield case, lead, self._moved.get(case.return_id, self._now), ""

    def _sent_back(self) -> Found:
        for case in self._cases:
            if case.state is State.SENT_BACK:
                yield case, _answers(case), self._moved.get(case.return_id, self._now), ""

    def _queries(self) -> Found:
        returns = {case.return_id: case for case in self._cases}
        for return_id, (number, since) in self._kept.course.open_queries(self._wave).items():
            case = returns[return_id]
            yield case, _answers(case), since, f"{number} open" if number > 1 else ""

    def _named(self) -> Found:
        returns = {case.return_id: case for case in self._cases}
        for return_id, facts in self._kept.responses.facts_since(self._wave).items():
            case, named = returns[return_id], [fact for fact in facts if fact.kind == SUCCESSOR]
            if named and case.state in _TO_BE_FINISHED:
                person = self._kept.casebook.person(str(named[-1].details["person"]))
                if person.name != _answers(case):
                    yield case, "the office", named[-1].at, f"{person.name} needs an access code"

    def _parts(self) -> Found:
        given = self._kept.delegations.of_wave(self._wave)
        for case in self._cases:
            for line in open_parts(self._kept, case, given.get(case.return_id, ())):
                if case.state not in _TO_BE_FINISHED:
                    continue
                said = f"{line.part}, {line.settled} of {line.asked} settled"
                if line.overdue and line.due:
                    yield case, line.name, self._start(line.due), said
                elif not line.due and line.since and self._now - line.since >= timedelta(days=PART_PATIENCE):
                    yield case, line.name, line.since, f"{said}, no day was set"

    def _lost_letters(self) -> Found:
        """Only letters to an address that is still on file: one that was mended waits for the next letter."""
        letters = {one.return_id: one for one in self._kept.fieldbook.letters_of_wave(self._wave)}
        for case in self._cases:
            last = letters.get(case.return_id)
            if last is None or last.step not in NEVER_ARRIVED or case.state not in _TO_BE_FINISHED:
                continue
            addresses = {one.email for one in (case.lead, case.contact) if one}
            if last.address in addresses and case.ref not in self._given_up:
                yield case, "the office", last.stepped_at, last.address

    def _appointments(self) -> Found:
        returns = {case.return_id: case for case in self._cases}
        day = self._hours.local(self._now).date()
        for one in self._kept.fieldbook.appointments_of_wave(self._wave):
            local = self._hours.local(one.starts)
            if one.stands and local.date() <= day:
                whom = one.owner or "whoever is free"
                yield returns[one.return_id], whom, one.starts, f"at {local:%H:%M}"

    def _uncoded(self) -> Found:
        for one in self._kept.queue.uncoded(self._wave, self._now):
            yield self._by_ref[one.ref], one.holder, one.dialled or self._now, ""


def _answers(case: CaseRecord) -> str:
    person = respondent(case)
    return person.name if person else "nobody on file"
