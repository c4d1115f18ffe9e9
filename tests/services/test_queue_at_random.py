"""Whatever several interviewers, the office and the respondents do in whatever order: no case is lost or in two hands."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import astuple, replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from s11chat.errors import S11chatError
from s11chat.fieldwork.appointment import Appointment
from s11chat.fieldwork.case import COMPLETED, State
from s11chat.fieldwork.outcome import USED_UP, Then, standard
from s11chat.fieldwork.plan import Plan
from s11chat.fieldwork.queue import APPOINTMENT, Standing
from s11chat.services.calling import CallRoom
from s11chat.services.counting import rates
from s11chat.services.desk import Desk
from s11chat.services.keeping import verify
from s11chat.services.outcome_entry import Coding, NewPerson
from s11chat.services.supervising import Supervision
from s11chat.store.entry import Author, NewTransition
from tests.office import AUDIT, Clock, Dice, copied, desk_in

REFS = ("ST1", "GP1", "CO1", "IN1")
NAMES = ("Ida", "Ben", "Office")
ONLINE = (State.OPENED, State.IN_PROGRESS, State.COMPLETE, State.SIGNED_OFF, State.SENT_BACK)
OUTCOMES = sorted(standard())
DONE = COMPLETED | {State.SIGNED_OFF}
EXAMPLES, STEPS = 10, 40
WHO, WHICH = st.sampled_from(NAMES), st.sampled_from(REFS)


class CallRooms(RuleBasedStateMachine):
    """Three interviewers, one of whom is the office too, at one file of four cases."""

    furnished: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.clock = Clock()
        self.desk = desk_in(copied(self.furnished, self.folder / "home"), self.clock)
        self.sittings = 0
        self.rooms = {name: self._room(name) for name in NAMES}
        self.supervisor = Supervision(self.desk.kept, AUDIT)
        self.desk.kept.plans.settle(AUDIT, Plan(attempts=4), "Office", self.clock())

    def teardown(self) -> None:
        assert not verify(self.desk.kept).faults
        counts = rates(self.desk.kept, AUDIT).table.total.counts
        assert sum(astuple(counts)) == len(REFS)
        self.desk.close()
        shutil.rmtree(self.folder)

    def _room(self, name: str) -> CallRoom:
        self.sittings += 1
        kept = replace(self.desk.kept, actor=name, token=Dice(f"{name} {self.sittings}"))
        return Desk(kept).call_room(AUDIT)

    def _tried(self, work: Callable[[], object]) -> bool:
        """Whether something was done, and not refused in a sentence."""
        try:
            work()
        except S11chatError:
            return False
        return True

    @rule(name=WHO)
    def next(self, name: str) -> None:
        self._tried(self.rooms[name].next)

    @rule(name=WHO, ref=WHICH)
    def take(self, name: str, ref: str) -> None:
        self._tried(lambda: self.rooms[name].take(ref))

    @rule(name=WHO)
    def dial(self, name: str) -> None:
        self._tried(lambda: self.rooms[name].dial("01632 960 001"))

    @rule(name=WHO)
    def put_back(self, name: str) -> None:
        self._tried(self.rooms[name].put_back)

    @rule(name=WHO)
    def again(self, name: str) -> None:
        self._tried(self.rooms[name].again)

    @rule(name=WHO)
    def stay(self, name: str) -> None:
        self.rooms[name].stay()

    @rule(name=WHO)
    def killed(self, name: str) -> None:
        self.rooms[name] = self._room(name)

    @rule(
        name=WHO,
        code=st.sampled_from(OUTCOMES),
        hours=st.integers(1, 100),
        mine=st.booleans(),
        ref=WHICH,
        dial=st.booleans(),
    )
    def code(self, name: str, code: str, hours: int, mine: bool, ref: str, dial: bool) -> None:
        room = self.rooms[name]
        if dial:
            self._tried(lambda: room.dial("01632 960 001"))
        held = room._held
        before = self._calls(held.queued.ref) if held else 0
        starts = self.clock.moment + timedelta(hours=hours)
        booked = Appointment(starts, starts + timedelta(minutes=30), exact=True, mine_only=mine)
        then = standard()[code].then
        coding = Coding(
            code,
            note="said so",
            appointment=booked if then is Then.BOOK else None,
            passed_to=NewPerson("Nell Thimble", email="nell@example.org") if then is Then.PERSON else None,
            points_to=ref if then is Then.POINT else "",
        )
        if self._tried(lambda: room.code(coding)) and held:
            assert self._calls(held.queued.ref) == before + (not held.replaces)
            assert not room.holds

    @rule(name=WHO, ref=WHICH, code=st.sampled_from(("A1", "N1", "R1", "W1", "R2")), mine=st.booleans())
    def calls(self, name: str, ref: str, code: str, mine: bool) -> None:
        if self._tried(lambda: self.rooms[name].take(ref)):
            self.code(name, code, 2, mine, ref, True)

    @rule(name=WHO, ref=WHICH, minutes=st.sampled_from((31, 150)))
    def killed_in_mid_call(self, name: str, ref: str, minutes: int) -> None:
        self._tried(lambda: self.rooms[name].take(ref))
        self.dial(name)
        self.killed(name)
        self.time_passes(minutes)
        self.sweep(name)

    @rule(name=WHO, ref=WHICH, again=st.booleans())
    def finished_while_in_hand(self, name: str, ref: str, again: bool) -> None:
        self._tried(lambda: self.rooms[name].take(ref))
        for state in (State.IN_PROGRESS, State.COMPLETE, *((State.IN_PROGRESS,) if again else ())):
            self.online(ref, state)
        self.put_back(name)

    @rule(ref=WHICH, state=st.sampled_from(ONLINE))
    def online(self, ref: str, state: State) -> None:
        case = self.desk.kept.casebook.case(AUDIT, ref)
        author = Author("", "Nell Thimble", "delegate", "", "online")
        entry = NewTransition(state, "online")
        self._tried(lambda: self.desk.kept.responses.record(case.return_id, author, self.clock(), [entry]))

    @rule(name=WHO)
    def sweep(self, name: str) -> None:
        self.rooms[name].sweep()

    @rule(minutes=st.sampled_from([1, 10, 25, 31, 70, 200, 24 * 60, 8 * 24 * 60, -60]))
    def time_passes(self, minutes: int) -> None:
        self.clock.pass_by(minutes=minutes)

    @rule(ref=WHICH, to=st.sampled_from(["", *NAMES]), first=st.booleans())
    def assign(self, ref: str, to: str, first: bool) -> None:
        self._tried(lambda: self.supervisor.assign([ref], to, -1 if first else None))

    @rule(ref=WHICH, to=st.sampled_from(["", *NAMES]))
    def call_again(self, ref: str, to: str) -> None:
        self._tried(lambda: self.supervisor.call_again(ref, "new number", to=to))

    @rule(ref=WHICH, to=st.sampled_from(["", *NAMES]), off=st.booleans())
    def appointment(self, ref: str, to: str, off: bool) -> None:
        for line in self.supervisor.appointments():
            if line.case.endswith(ref) and off:
                self._tried(lambda line=line: self.supervisor.cancel(ref, line.number, "they rang"))  # type: ignore[misc]
            elif line.case.endswith(ref):
                self._tried(lambda line=line: self.supervisor.take_over(ref, line.number, to))  # type: ignore[misc]

    def _calls(self, ref: str) -> int:
        return len(self.desk.kept.fieldbook.calls(self.desk.kept.casebook.case(AUDIT, ref).return_id))

    @invariant()
    def every_case_is_where_it_belongs(self) -> None:
        for ref in REFS:
            self._case_is_sound(ref)

    def _case_is_sound(self, ref: str) -> None:
        kept = self.desk.kept
        queued, case = kept.queue.of(AUDIT, ref), kept.casebook.case(AUDIT, ref)
        stands, calls = queued.position, kept.fieldbook.calls(case.return_id)
        standing = [one for one in kept.fieldbook.appointments(case.return_id) if one.stands]
        assert stands.attempts == sum(call.attempt for call in calls)
        assert not calls or stands.outcome in (calls[-1].outcome, USED_UP)
        assert len(standing) <= 1
        assert (stands.rank == APPOINTMENT) == bool(standing) or stands.standing is Standing.HELD
        held = stands.standing is Standing.HELD
        free = Standing(queued.was) if held else stands.standing
        assert held == bool(queued.hold and queued.holder and queued.hold_until)
        ended = case.state in DONE or case.state is State.SUPERSEDED
        assert free is not Standing.WAITING or stands.until is not None
        assert not ended or free is Standing.CLOSED, (case.state, stands)
        if free is Standing.CLOSED and not ended:
            assert calls, f"{ref} is closed, and nobody finished it or called it: {stands}"
            last = standard()[calls[-1].outcome]
            assert last.final or stands.attempts >= 4, stands
        if free is Standing.READY:
            assert stands.owner == "" or stands.owner in NAMES
            assert stands.owner == "" or stands.owner != stands.avoid or stands.rank == APPOINTMENT
        refused = [call for call in calls if standard()[call.outcome].then is Then.CLOSE]
        if calls and refused and calls[-1] is refused[-1] and free is not Standing.CLOSED:
            assert stands.why == "new number" or stands.why.startswith("return "), stands


@pytest.mark.usefixtures("quiet_environment")
def test_no_case_is_lost_whatever_is_done_in_whatever_order(furnished: Path) -> None:
    CallRooms.furnished = furnished
    run_state_machine_as_test(
        CallRooms,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=True,
            phases=(Phase.generate,),
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
