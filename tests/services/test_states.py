"""Every state of a return against every act that may move it, and the way back from each move.

`ACTS` says for each act what it makes of a return in each state where it may be done; in every other state it is
refused with a sentence and nothing is written. What moved is on record with who, when and, where one is asked for, why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path

import pytest

from s11chat.dialog.model import Dialog
from s11chat.errors import RefusedError
from s11chat.fieldwork.case import State
from s11chat.services.deciding import Court
from s11chat.services.desk import Desk
from s11chat.services.fielding import close_wave
from s11chat.services.keeping import verify
from s11chat.services.reopening import reopen
from s11chat.services.unclosing import reopen_wave
from tests.office import (
    AUDIT,
    PHRASE,
    PRACTICE,
    Clock,
    answer_on,
    copied,
    delegate,
    desk_in,
    docket,
    lead,
    say,
)

A, N, P, C, T = State.ASSIGNED, State.OPENED, State.IN_PROGRESS, State.COMPLETE, State.COMPLETE_TELEPHONE
B, H, S, U, X = (
    *(State.SENT_BACK, State.SIGNED_IN_PART, State.SIGNED_OFF),
    *(State.CLOSED_UNSIGNED, State.SUPERSEDED),
)
Act = Callable[[Desk], object]


def _opened(desk: Desk) -> None:
    delegate(desk, PRACTICE).leave()


def _begun(desk: Desk) -> None:
    say(delegate(desk, PRACTICE), ":go 3.1", "fully met", ":skip")


def _finished(desk: Desk) -> None:
    answer_on(delegate(desk, PRACTICE))


def _called(desk: Desk) -> None:
    answer_on(desk.interview_as_interviewer(PRACTICE))


def _sent_back(desk: Desk) -> None:
    docket(desk, PRACTICE).send_back("Please look at 3.1 again.")


def _signed(desk: Desk, *sections: str) -> None:
    opened = docket(desk, PRACTICE)
    opened.enrol(PHRASE)
    opened.sign(sections or tuple(line.section for line in opened.sections()), PHRASE, "Ben Marsh")


def _signed_in_part(desk: Desk) -> None:
    _signed(desk, "3")


def _closed(desk: Desk) -> None:
    close_wave(desk.kept, AUDIT)


def _left_out(desk: Desk) -> None:
    Court(desk.kept, AUDIT).decide("CO1", "GP1", "one body", signed=True)


def _reinstated(desk: Desk) -> None:
    Court(desk.kept, AUDIT).undo("GP1", "two bodies after all")


def _unclosed(desk: Desk) -> None:
    reopen_wave(desk.kept, AUDIT, "snowed in")


def _reopened(desk: Desk) -> None:
    reopen(desk.kept, PRACTICE, "a wrong date")


def _reopened_by_lead(desk: Desk) -> None:
    docket(desk, PRACTICE).reopen("a wrong date")


def _changed(desk: Desk) -> None:
    """The lead changes an answer that is there."""
    say(lead(desk, PRACTICE), ":go 3.1", "not met", ":skip", ":skip", ":skip")


WAYS: dict[State, tuple[Act, ...]] = {
    A: (),
    N: (_opened,),
    P: (_begun,),
    C: (_finished,),
    T: (_called,),
    B: (_finished, _sent_back),
    H: (_finished, _signed_in_part),
    S: (_finished, _signed),
    U: (_begun, _closed),
    X: (_begun, _left_out),
}
"""How a return comes into each state."""

ACTS: dict[Act, Mapping[State, State]] = {
    _opened: {A: N, N: N, P: P, C: C, T: T, B: B, H: H},
    _begun: {A: P, N: P, P: P, C: C, T: T, B: C, H: H},
    _finished: {A: C, N: C, P: P, C: C, T: T, B: B, H: H},
    _called: {A: T, N: T, P: P, C: C, T: T, B: B, H: H},
    _changed: {A: P, N: P, P: P, C: P, T: P, B: P, H: P, S: H},
    _sent_back: {P: B, C: B, T: B, B: B, H: B, S: B},
    _signed_in_part: {P: H, C: H, T: H, B: H, H: H, S: S},
    _signed: {C: S, T: S, B: S, H: S, S: S},
    _reopened: {H: P, S: P},
    _reopened_by_lead: {H: P, S: P},
    _left_out: {A: X, N: X, P: X, C: X, T: X, B: X, H: X, S: X, U: X},
    _reinstated: {X: P},
    _closed: {A: U, N: U, P: U, C: U, T: T, B: U, H: U, S: S, X: X},
    _unclosed: {U: P},
}
"""What each act makes of a return; where a state is missing, it is refused. A delegate's answer that leaves nothing open
completes the return after `sent back`; one given again as it stands changes nothing that is signed."""
BACK: dict[State, Act] = {X: _reinstated, U: _unclosed}
"""The act that takes a return back out of an end, to whatever it was."""


@pytest.fixture(scope="module")
def homes(
    furnished: Path, dialogs: Mapping[str, Dialog], tmp_path_factory: pytest.TempPathFactory
) -> Mapping[State, Path]:
    """A folder with the return in each state."""
    made = {}
    for state, way in WAYS.items():
        made[state] = copied(furnished, tmp_path_factory.mktemp(state.name.lower()))
        desk = desk_in(made[state], Clock(), dialogs)
        for act in way:
            act(desk)
        assert desk.kept.case(PRACTICE).state is state
        desk.close()
    return made


@pytest.fixture
def desk_at(
    homes: Mapping[State, Path], dialogs: Mapping[str, Dialog], tmp_path: Path
) -> Iterator[Callable[[State], Desk]]:
    """A desk of its own on a return in a state."""
    desks: list[Desk] = []

    def at(state: State) -> Desk:
        desks.append(desk_in(copied(homes[state], tmp_path / str(len(desks))), Clock(), dialogs))
        return desks[-1]

    yield at
    for desk in desks:
        desk.close()


def moves(desk: Desk) -> list[tuple[State, State]]:
    found = desk.kept.responses.transitions(desk.kept.case(PRACTICE).return_id)
    assert all(one.by_name for one in found)
    return [(one.was, one.became) for one in found]


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_every_act_moves_a_return_as_it_may_and_is_refused_elsewhere(
    act: Act, desk_at: Callable[[State], Desk]
) -> None:
    for state in State:
        desk = desk_at(state)
        before = moves(desk)
        expected = ACTS[act].get(state)
        if expected is None:
            with pytest.raises(RefusedError):
                act(desk)
            assert moves(desk) == before, state
        else:
            act(desk)
        now = desk.kept.case(PRACTICE).state
        assert now is (expected or state), state
        assert (moves(desk)[-1:] == [] and now is A) or moves(desk)[-1][1] is now
        ways = moves(desk)
        assert all(one[1] is other[0] for one, other in pairwise(ways)), state


@pytest.mark.parametrize("end", BACK)
def test_a_return_comes_back_from_an_end_as_it_was(end: State, desk_at: Callable[[State], Desk]) -> None:
    into = _left_out if end is X else _closed
    for state in set(ACTS[into]) - {X}:
        if ACTS[into][state] is not end:
            continue
        desk = desk_at(state)
        signed = desk.returned(PRACTICE).sections_signed
        into(desk)
        BACK[end](desk)
        whole = desk.returned(PRACTICE)
        assert (whole.state, whole.sections_signed) == (state, signed)
        assert verify(desk.kept).faults == ()


def test_a_wave_is_opened_again_with_a_reason_and_closed_anew(desk_at: Callable[[State], Desk]) -> None:
    desk = desk_at(U)
    with pytest.raises(RefusedError, match="Give the reason"):
        reopen_wave(desk.kept, AUDIT, " . ")
    assert reopen_wave(desk.kept, AUDIT, "snowed in") == 4
    last = desk.kept.responses.transitions(desk.kept.case(PRACTICE).return_id)[-1]
    assert (last.became, last.reason) == (P, "the wave was opened again: snowed in")
    with pytest.raises(RefusedError, match="open already"):
        reopen_wave(desk.kept, AUDIT, "snowed in")
    _begun(desk)
    _closed(desk)
    assert desk.kept.case(PRACTICE).state is U
    assert verify(desk.kept).faults == ()
