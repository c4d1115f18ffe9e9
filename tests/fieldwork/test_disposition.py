"""What a case counts as: its return, the outcomes of its calls, and whether the wave is over."""

from __future__ import annotations

from dataclasses import replace

import pytest

from s11chat.fieldwork.case import State
from s11chat.fieldwork.disposition import Known, disposition
from s11chat.fieldwork.outcome import Rate, standard

OPEN = State.ASSIGNED


@pytest.mark.parametrize(
    ("known", "code", "rate"),
    [
        (Known(State.COMPLETE_TELEPHONE, telephone=True), "C1", Rate.COMPLETE),
        (Known(State.COMPLETE_TELEPHONE, telephone=True, delegated=True), "C2", Rate.COMPLETE),
        (Known(State.SIGNED_OFF, signed=True), "C3", Rate.COMPLETE),
        (Known(State.COMPLETE), "C4", Rate.COMPLETE),
        (Known(State.SIGNED_IN_PART, share=0.2), "W2", Rate.REFUSAL),
        (Known(State.SIGNED_IN_PART, share=0.9, finished=True), "C4", Rate.COMPLETE),
        (Known(State.CLOSED_UNSIGNED, share=0.97, finished=True), "C4", Rate.COMPLETE),
        (Known(State.CLOSED_UNSIGNED, share=0.6), "P1", Rate.PARTIAL),
        (Known(State.IN_PROGRESS, share=0.6), "P1", Rate.PARTIAL),
        (Known(State.IN_PROGRESS, share=0.1), "W2", Rate.REFUSAL),
        (Known(OPEN), "X0", Rate.NON_CONTACT),
        (Known(OPEN, outcomes=("N1", "N2")), "N2", Rate.NON_CONTACT),
        (Known(OPEN, outcomes=("N4", "N1")), "N1", Rate.OTHER),
        (Known(OPEN, outcomes=("A1",)), "A1", Rate.OTHER),
        (Known(OPEN, outcomes=("R1", "N1", "X1")), "R1", Rate.REFUSAL),
        (Known(OPEN, outcomes=("N1", "X1")), "X1", Rate.NON_CONTACT),
        (Known(OPEN, outcomes=("N4", "X1")), "X1", Rate.OTHER),
        (Known(OPEN, outcomes=("T1",)), "T1", Rate.UNKNOWN),
        (Known(OPEN, outcomes=("R1", "E1")), "E1", Rate.NOT_ELIGIBLE),
        (Known(State.SUPERSEDED, outcomes=("N1",)), "E3", Rate.NOT_ELIGIBLE),
        (Known(OPEN, outcomes=("N5",)), "N5", Rate.OTHER),
        (Known(State.IN_PROGRESS, share=0.6, outcomes=("R2",)), "P1", Rate.PARTIAL),
        (Known(State.COMPLETE, outcomes=("R1", "R2")), "C4", Rate.COMPLETE),
        (Known(State.IN_PROGRESS, share=0.1, outcomes=("P1",)), "P1", Rate.REFUSAL),
        (Known(State.IN_PROGRESS, share=0.6, outcomes=("P1",)), "P1", Rate.PARTIAL),
        (Known(State.SENT_BACK, share=0.2, outcomes=("C1",)), "C1", Rate.REFUSAL),
    ],
)
def test_what_a_case_counts_as_when_the_wave_is_over(known: Known, code: str, rate: Rate) -> None:
    found = disposition(known, standard(), over=True)
    assert (found.code, found.rate, found.final) == (code, rate, True)


@pytest.mark.parametrize("outcomes", [(), ("N1",), ("A1",), ("R1",), ("W1",), ("T1",)])
def test_nothing_open_is_final_while_the_wave_runs(outcomes: tuple[str, ...]) -> None:
    assert not disposition(Known(OPEN, outcomes=outcomes), standard()).final


def test_an_appointment_is_never_a_refusal_however_the_wave_ends() -> None:
    for history in (("A1",), ("A2", "A3"), ("N4", "A1", "A3")):
        assert disposition(Known(OPEN, outcomes=history), standard(), over=True).rate is not Rate.REFUSAL


def test_the_share_that_makes_a_partial_is_the_waves_to_say() -> None:
    known = Known(State.IN_PROGRESS, share=0.6)
    assert disposition(known, standard(), over=True, partial=0.8).rate is Rate.REFUSAL


def test_what_a_supervisor_has_not_confirmed_leaves_eligibility_unknown() -> None:
    said = Known(OPEN, outcomes=("N1", "E2"), confirmed=False)
    found = disposition(said, standard())
    assert (found.code, found.rate, found.final) == ("E2", Rate.UNKNOWN, False)
    assert disposition(replace(said, confirmed=True), standard()).rate is Rate.NOT_ELIGIBLE


@pytest.mark.parametrize("known", [Known(State.COMPLETE), Known(State.COMPLETE, share=0.4, finished=True)])
def test_a_return_completed_after_all_is_complete_whatever_a_call_said(known: Known) -> None:
    for confirmed in (True, False):
        found = disposition(replace(known, outcomes=("E2",), confirmed=confirmed), standard())
        assert (found.code, found.rate) == ("C4", Rate.COMPLETE)
