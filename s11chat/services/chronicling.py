"""The diary of a wave's fieldwork, a page a day, and who does what in its call room."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction

from s11chat.analysis.diary import CaseCourse, Coded, Frame, diary
from s11chat.analysis.interviewer import hours_of
from s11chat.analysis.page import Doings, Waiting, in_order
from s11chat.assurance.right import Act
from s11chat.assurance.status import Status
from s11chat.errors import UsageError
from s11chat.fieldwork.hours import Hours
from s11chat.fieldwork.queue import Standing
from s11chat.report.diary import DiaryReport
from s11chat.services.counting import undecided_cases, wave_of
from s11chat.services.kept import Kept, case_name
from s11chat.services.surveying import status_from
from s11chat.services.talk import TELEPHONE, respondent
from s11chat.services.timing import moves_of, spans_of
from s11chat.store.course import Given, Step
from s11chat.store.field_record import CallRecord
from s11chat.store.overview import Holding
from s11chat.store.record import CaseRecord


def field_diary(kept: Kept, wave: str, first: date | None = None, last: date | None = None) -> DiaryReport:
    """The pages of a wave: of every day on which something happened, or of those from `first` to `last`.

    Days without anything are left out, but for the last one, which says how the wave stands. Raises UsageError
    for a range that ends before it begins.
    """
    kept.require(Act.REPORT, wave)
    if first and last and last < first:
        raise UsageError(f"The diary would end ({last}) before it begins ({first}).")
    record = kept.casebook.wave(wave)
    plan = kept.plans.plan(wave)
    hours = plan.calling_hours
    today = hours.local(kept.clock()).date()
    calls = kept.fieldbook.calls_of_wave(wave)
    holdings = kept.overview.of_wave(wave)
    standing = (
        (case, status_from(case, holdings.get(case.return_id, Holding())))
        for case in kept.casebook.cases(wave)
    )
    cases = tuple(courses(kept, wave, hours, calls, standing))
    done = _doings(kept, wave, hours, [call for call in calls if call.started is not None])
    happened = {day for case in cases for day in _days_of(case)} | set(done)
    until = min(last, today) if last else max(happened, default=today)
    days = {day for day in happened if (first is None or day >= first) and day <= until}
    frame = Frame(
        {kind.type: kind.say for kind in kept.dialog(record).organisations},
        record.population,
        plan.own_outcomes,
    )
    at_office = {today: office_cases(kept, wave, hours)}
    return DiaryReport(wave_of(record), diary(days | {until}, cases, done, frame, at_office))


def office_cases(kept: Kept, wave: str, hours: Hours) -> tuple[Waiting, ...]:
    """The cases that wait for the office now, with what for and since when, those that wait longest first."""
    kept.require(Act.SHOW_PROGRESS, wave)
    found = []
    for one in kept.queue.of_wave(wave, Standing.OFFICE):
        case = kept.casebook.case(wave, one.ref)
        calls = kept.fieldbook.calls(case.return_id)
        since = hours.local(calls[-1].at if calls else kept.clock()).date()
        found.append(Waiting(case_name(case), case.name, "the office", since, _lower(one.position.why)))
    return in_order(found)


def _lower(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"


def courses(
    kept: Kept,
    wave: str,
    hours: Hours,
    calls: Iterable[CallRecord],
    standing: Iterable[tuple[CaseRecord, Status]],
) -> Iterator[CaseCourse]:
    """The cases of a wave, given with what stands behind their returns, each through its days."""
    moves = kept.course.transitions(wave)
    doubted = undecided_cases(kept, wave)
    made: dict[str, list[Coded]] = defaultdict(list)
    for call in calls:
        coded = Coded(hours.local(call.at).date(), call.outcome, call.started is not None)
        made[call.return_id].append(coded)
    for case, status in standing:
        answers = respondent(case)
        lead = case.lead or answers
        yield CaseCourse(
            case=case_name(case),
            organisation=case.name,
            type=case.type,
            lead=lead.name if lead else "a lead",
            direct=status is Status.DIRECT,
            moves=tuple(moves_of(moves.get(case.return_id, ()), hours)),
            calls=tuple(made.get(case.return_id, ())),
            confirmed=case.ref not in doubted,
        )


def _days_of(case: CaseCourse) -> Iterator[date]:
    yield from (move.day for move in case.moves)
    yield from (call.day for call in case.calls)


def _doings(kept: Kept, wave: str, hours: Hours, calls: list[CallRecord]) -> Mapping[date, Doings]:
    """What was done on each day on which something was."""
    spoken = [one for one in kept.course.given(wave) if one.mode == TELEPHONE and one.seconds > 0]
    worked = _worked(hours, calls, spoken)
    appointments = _by_day(kept.course.appointments(wave), hours)
    letters = _by_day(kept.course.letters(wave), hours)
    return {
        day: Doings(
            hours=worked.get(day, Fraction(0)),
            appointments=appointments.get(day, Counter()),
            letters=letters.get(day, Counter()),
        )
        for day in {*worked, *appointments, *letters}
    }


def _worked(hours: Hours, calls: list[CallRecord], spoken: list[Given]) -> dict[date, Fraction]:
    """The hours of all interviewers by day; what somebody was at over midnight counts for the day it began."""
    found: dict[date, Fraction] = defaultdict(Fraction)
    for spans in spans_of(calls, spoken).values():
        by_day = defaultdict(list)
        for span in spans:
            by_day[hours.local(span[0]).date()].append(span)
        for day, inside in by_day.items():
            found[day] += hours_of(inside)
    return found


def _by_day(steps: Iterable[Step], hours: Hours) -> dict[date, Counter[str]]:
    found: dict[date, Counter[str]] = defaultdict(Counter)
    for one in steps:
        found[hours.local(one.at).date()][one.step] += 1
    return found


def as_day(text: str) -> date:
    """A day as it is typed. Raises UsageError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"'{text[:20]}' is no day: write it as {date(2026, 9, 1)}.") from None
