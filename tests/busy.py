"""A wave in its third week, with something of everything that a manager has to see: entered as the services enter it.

Eight kinds of case, spread over eight types of organisation and the days from 1 September on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from s11chat.bootstrap import open_desk
from s11chat.fieldwork.case import State
from s11chat.fieldwork.outcome import standard
from s11chat.fieldwork.plan import Plan, Stage, StageKind
from s11chat.fieldwork.queue import Coded, Position, Standing, after
from s11chat.services.desk import Desk
from s11chat.services.fielding import new_wave
from s11chat.services.kept import Kept
from s11chat.settings import shipped
from s11chat.store.entry import (
    Author,
    Entry,
    LetterStep,
    NewAppointment,
    NewCall,
    NewLetter,
    NewRemark,
    NewResponse,
    NewTransition,
    Placed,
)
from s11chat.store.frame import NewCase
from s11chat.store.queue import Taker
from tests.office import Clock, settings_in

BUSY = "autumn-26"
NOW = datetime(2026, 9, 16, 10, 42, tzinfo=UTC)
"""A Wednesday, 11:42 by the clock of the wave."""
KINDS = ("DC", "TTLA", "PCT", "FT", "MHT", "YOT", "PRIS", "PROB")
PLACES = ("Acorn", "Bramble", "Custard", "Dumpling", "Feather", "Gooseberry", "Haystack", "Inkwell")
PLAN = Plan(
    stages=tuple(
        Stage(stage=kind, on=date(2026, 9, day))
        for kind, day in (
            (StageKind.ADVANCE, 1),
            (StageKind.INVITATION, 3),
            (StageKind.REMINDER, 10),
            (StageKind.REMINDER, 16),
            (StageKind.TELEPHONE, 14),
            (StageKind.CLOSES, 30),
        )
    ),
    sender="audit@example.org",
)


def busy(home: Path, cases: int = 96) -> None:
    """Makes the wave in an empty folder."""
    desk = open_desk(settings_in(home), clock=Clock(datetime(2026, 8, 20, 9, 0, tzinfo=UTC)))
    try:
        kept = desk.kept
        file = shipped("dialogs") / "dcsf-2008.yaml"
        new_wave(kept, BUSY, file, title="Autumn survey", opens="2026-09-01", closes="2026-09-30", plan=PLAN)
        names = {kind.type: kind.say for kind in kept.dialog(kept.casebook.wave(BUSY)).organisations}
        frame = [_case(number, names) for number in range(cases)]
        for number, return_id in enumerate(kept.casebook.add_cases(BUSY, frame, kept.actor, kept.clock())):
            _history(kept, number, return_id)
        if cases:
            _today(kept)
    finally:
        desk.close()


def _case(number: int, names: dict[str, str]) -> NewCase:
    kind = KINDS[number // 3 % len(KINDS)]
    place = PLACES[number * 5 % len(PLACES)]
    return NewCase(
        ref=f"{kind}{number:03}",
        name=f"{place} {names[kind]} {number}",
        type=kind,
        lead_name=f"Lead {number}",
        lead_title="Chief officer",
        email=f"lead{number}@example.org",
        phone=f"01632 960{number:03}",
    )


def _history(kept: Kept, number: int, return_id: str) -> None:
    day = datetime(2026, 9, 4, 9, 0, tzinfo=UTC) + timedelta(days=number * 7 % 12, minutes=number)
    for at, author, entries in _steps(number, day):
        kept.responses.record(return_id, author, at, entries)
    for letter in kept.fieldbook.letters(return_id):
        step = LetterStep(
            letter.letter, "sent" if number % 5 else "bounced", "" if number % 5 else "no such address"
        )
        kept.responses.record(return_id, Author("", "Ida", "manager"), day, [step])


def _steps(number: int, day: datetime) -> Iterator[tuple[datetime, Author, list[Entry]]]:
    """What happens to a case, step by step."""
    delegate = Author("", "Nell Thimble", "delegate", f"Lead {number}", "online")
    ida = Author("", "Ida", "interviewer", f"Lead {number}", "telephone")
    answer = NewResponse("q1", {"value": "yes"}, seconds=12)
    begun: list[Entry] = [answer, NewTransition(State.IN_PROGRESS)]
    later = day + timedelta(hours=5)
    match _fate(number):
        case 0:
            yield day, delegate, begun
            yield later, delegate, [NewTransition(State.COMPLETE)]
            if number % 3 == 0:
                lead = replace(delegate, name=f"Lead {number}", role="lead")
                yield later + timedelta(days=1), lead, [NewTransition(State.SIGNED_OFF)]
        case 1 | 2:
            yield later, ida, _call("N1", later)
            yield later + timedelta(hours=4), ida, [*begun, NewTransition(State.COMPLETE_TELEPHONE)]
            yield later + timedelta(hours=4), ida, _call("C1", later + timedelta(hours=4), placed=False)
        case 3:
            yield day, delegate, begun
        case 4:
            yield later, ida, [*_call("N4", later), NewRemark("", "case", "Ask for the deputy.")]
        case 5 if number % 3 == 0:
            yield later, ida, _call("R2", later)
        case 5:
            yield later, ida, _call("T1", later)
        case 6 if number % 3 == 0:
            yield from _appointment(ida, number)
        case 6:
            yield day, replace(ida, mode=""), [_letter(number)]
        case _:
            pass


def _fate(number: int) -> int:
    """Which of the eight kinds of history a case has: the first sixteen in turn, the others by lot."""
    return number % 8 if number < 16 else Random(number).randrange(8)


def _letter(number: int) -> NewLetter:
    return NewLetter("invitation", "lead", "", f"lead{number}@example.org", "Autumn survey")


def _call(code: str, at: datetime, placed: bool = True) -> list[Entry]:
    outcome = standard()[code]
    call = NewCall(
        code, outcome.attempt, started=at - timedelta(minutes=4), number="01632 960001", note="rung"
    )
    position = after(Position(), Coded(outcome, at, "Ida"), cap=8, outcomes=standard())
    return [call, Placed(position)] if placed else [call]


def _appointment(ida: Author, number: int) -> Iterator[tuple[datetime, Author, list[Entry]]]:
    starts = NOW + timedelta(hours=number % 5 - 1, minutes=18)
    at = NOW - timedelta(days=1)
    outcome = standard()["A1"]
    coded = Coded(outcome, at, "Ida", appointment=starts, mine_only=number % 2 == 0)
    position = after(Position(), coded, cap=8, outcomes=standard())
    call = NewCall("A1", True, started=at - timedelta(minutes=6), number="01632 960001", note="rung")
    made = NewAppointment(
        starts, starts + timedelta(minutes=30), True, "Lead", "01632 960001", "", position.owner
    )
    yield at, ida, [call, made, Placed(position)]


def _today(kept: Kept) -> None:
    """Two interviewers have a case in hand, and there are words for the supervisors."""
    kept.queue.wake(BUSY, NOW)
    free = [one.ref for one in kept.queue.of_wave(BUSY) if one.position.standing is Standing.READY]
    for name, ref in zip(("Ida", "Ben"), free, strict=False):
        taker = Taker(name, f"hold of {name}", NOW - timedelta(minutes=7), NOW + timedelta(minutes=23))
        kept.queue.take(BUSY, ref, taker)
    kept.queue.dial(BUSY, free[0], "hold of Ida", NOW - timedelta(minutes=2))
    kept.plans.say(
        BUSY, "The deputy asks for the questions in writing.", by="Ida", to="", ref=free[1], at=NOW
    )


def desk_of(home: Path, clock: Clock | None = None) -> Desk:
    """The desk on the wave, at its moment."""
    return open_desk(settings_in(home), clock=clock or Clock(NOW, timedelta(0)), create=False)
