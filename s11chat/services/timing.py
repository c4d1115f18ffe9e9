"""How long interviews and their questions take, and what interviewers do with their time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from s11chat.analysis.diary import Move, completing
from s11chat.analysis.interviewer import Work, interviewer_table
from s11chat.analysis.timing import BREAK, Timed, timings
from s11chat.assurance.right import Act, name_key, same_name
from s11chat.dialog.model import Kind
from s11chat.dialog.question import questions
from s11chat.fieldwork.case import State
from s11chat.fieldwork.hours import Hours
from s11chat.fieldwork.outcome import UNCODED, Outcome, Outcomes
from s11chat.report.interviewers import InterviewersReport
from s11chat.report.timings import QuestionTiming, TimingsReport
from s11chat.services.counting import wave_of
from s11chat.services.kept import Kept
from s11chat.services.talk import ONLINE, TELEPHONE
from s11chat.store.course import Given
from s11chat.store.field_record import CallRecord
from s11chat.store.record import TransitionRecord

Span = tuple[datetime, datetime]
_MODES = {State.COMPLETE: ONLINE, State.COMPLETE_TELEPHONE: TELEPHONE}


def question_timings(kept: Kept, wave: str) -> TimingsReport:
    """How long the first answer to every question of a wave took, by mode."""
    kept.require(Act.REPORT, wave)
    record = kept.casebook.wave(wave)
    asked = {
        id_: one for id_, one in questions(kept.dialog(record)).items() if one.kind is not Kind.STATEMENT
    }
    first = (one for one in kept.course.given(wave) if one.revision == 1 and one.seconds > 0)
    found = timings(
        tuple(asked), (TELEPHONE, ONLINE), (Timed(one.item, one.mode, one.seconds) for one in first)
    )
    lines = tuple(QuestionTiming(one.item, asked[one.item].section, one.modes) for one in found)
    return TimingsReport(wave_of(record), lines)


def interviewers(kept: Kept, wave: str) -> InterviewersReport:
    """What each interviewer did in a wave; whoever makes no reports sees their own line alone."""
    kept.require(Act.SHOW_PROGRESS, wave)
    everything = kept.may(Act.REPORT, wave)
    found = [work for work in _works(kept, wave).values() if everything or same_name(work.name, kept.actor)]
    return InterviewersReport(wave_of(kept.casebook.wave(wave)), interviewer_table(found), own=not everything)


def _works(kept: Kept, wave: str) -> dict[str, Work]:
    """What everybody did who called or interviewed in a wave, by a name that small letters and spaces leave alone."""
    outcomes = kept.plans.plan(wave).own_outcomes
    calls = [call for call in kept.fieldbook.calls_of_wave(wave) if call.started is not None]
    spoken = [one for one in kept.course.given(wave) if one.mode == TELEPHONE and one.seconds > 0]
    completed = dict(_completions(kept, wave))
    names: dict[str, str] = {}
    for name in (*(call.by_name for call in calls), *(one.by_name for one in spoken), *completed.values()):
        names.setdefault(name_key(name), name)
    spans = spans_of(calls, spoken)
    minutes = _minutes(spoken)
    return {
        key: Work(
            name=name,
            calls=tuple(_outcomes_of(key, calls, outcomes)),
            spans=tuple(spans[key]),
            completes=sum(name_key(by) == key for by in completed.values()),
            minutes=tuple(
                minutes[return_id]
                for return_id, by in completed.items()
                if name_key(by) == key and return_id in minutes
            ),
        )
        for key, name in names.items()
    }


def _completions(kept: Kept, wave: str) -> Iterator[tuple[str, str]]:
    """The returns of a wave that are complete by telephone, each with who completed it."""
    hours = kept.plans.plan(wave).calling_hours
    for return_id, moves in kept.course.transitions(wave).items():
        done = completing(moves_of(moves, hours))
        if done is not None and done.mode == TELEPHONE:
            yield return_id, done.by


def moves_of(transitions: Iterable[TransitionRecord], hours: Hours) -> Iterator[Move]:
    """The way of a return by days of the zone; whatever the end was typed in says the mode, if its state does not."""
    for one in transitions:
        mode = _MODES.get(one.became, TELEPHONE if one.mode == TELEPHONE else ONLINE)
        yield Move(hours.local(one.at).date(), one.became, mode, one.by_name)


def spans_of(calls: list[CallRecord], spoken: list[Given]) -> Mapping[str, list[Span]]:
    """When each interviewer did something; of a call that was never coded only its beginning is known."""
    found: dict[str, list[Span]] = defaultdict(list)
    for call in calls:
        begins = call.started or call.at
        found[name_key(call.by_name)].append((begins, begins if call.outcome == UNCODED else call.at))
    for one in spoken:
        thought = timedelta(seconds=one.seconds if one.seconds <= BREAK else 0.0)
        found[name_key(one.by_name)].append((one.at - thought, one.at))
    return found


def _minutes(spoken: list[Given]) -> Mapping[str, float]:
    """How long the answers of each return took by telephone, breaks left out."""
    found: dict[str, float] = defaultdict(float)
    for one in spoken:
        found[one.return_id] += one.seconds / 60 if one.seconds <= BREAK else 0.0
    return found


def _outcomes_of(key: str, calls: Iterable[CallRecord], outcomes: Outcomes) -> Iterator[Outcome]:
    return (
        outcomes[one.outcome] for one in calls if name_key(one.by_name) == key and one.outcome in outcomes
    )
