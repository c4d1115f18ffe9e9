"""Who gets which letter: every state of a return, every ending of its calls, every letter that went before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from s11chat.errors import UsageError
from s11chat.fieldwork.case import State
from s11chat.fieldwork.letter import (
    Addressee,
    Facts,
    Kind,
    PartAsked,
    Past,
    Standing,
    Step,
    Verdict,
    verdicts,
)
from s11chat.fieldwork.mailing import answer_by, letter_stages, stage_called, stage_on
from s11chat.fieldwork.outcome import standard
from s11chat.fieldwork.plan import Plan, Stage, StageKind

LEAD = Addressee("p1", "Ann Example", "ann@example.org", "lead")
NELL = Addressee("p2", "Nell Thimble", "nell@example.org", "delegate")
ONLINE = (State.ASSIGNED, State.OPENED, State.IN_PROGRESS, State.SENT_BACK)
SILENT = (State.SIGNED_OFF, State.CLOSED_UNSIGNED, State.SUPERSEDED)
S, F, G = Kind.START, Kind.FINISH, Kind.SIGNATURE

REMINDED: dict[State, tuple[Kind, str] | None] = {
    State.ASSIGNED: (S, "answering"),
    State.OPENED: (S, "answering"),
    State.IN_PROGRESS: (F, "answering"),
    State.SENT_BACK: (F, "answering"),
    State.COMPLETE: (G, "lead"),
    State.COMPLETE_TELEPHONE: None,
    State.SIGNED_IN_PART: (G, "lead"),
    State.SIGNED_OFF: None,
    State.CLOSED_UNSIGNED: None,
    State.SUPERSEDED: None,
}
"""What a reminder says in each state, and to whom: who answers, or the lead."""


def facts(state: State = State.ASSIGNED, **known: object) -> Facts:
    coded = replace(LEAD, has_code=True)
    return replace(Facts("HH", state, coded), **known)  # type: ignore[arg-type]


def one(known: Facts, stage: str = "reminder", *, again: bool = False) -> Verdict:
    (found,) = verdicts(known, stage, standard(), again=again)
    return found


@pytest.mark.parametrize("delegated", [False, True])
@pytest.mark.parametrize("state", State)
def test_a_reminder_goes_to_who_has_to_do_the_next_step(state: State, delegated: bool) -> None:
    contact = replace(NELL, has_code=True) if delegated else None
    found = one(facts(state, contact=contact))
    wanted = REMINDED[state]
    if wanted is None:
        assert (found.standing, found.to) == (Standing.NONE, None)
        return
    kind, whom = wanted
    assert (found.standing, found.kind, found.coded) == (Standing.DUE, kind, False)
    assert found.to == (contact if contact and whom == "answering" else facts().lead)


@pytest.mark.parametrize("stage", ["advance", "invitation", "reminder", "reminder-2", "delegate", "link"])
@pytest.mark.parametrize("state", State)
def test_the_endings_of_calls_decide_who_is_left_in_peace(state: State, stage: str) -> None:
    uncalled = facts(state, contact=NELL)
    for code in standard():
        found = verdicts(replace(uncalled, outcomes=(code,)), stage, standard())
        if code in ("R2", "R3"):
            assert [(v.standing, v.why) for v in found] == [(Standing.NONE, "refused for good")]
        elif code in ("E1", "E2", "E3"):
            assert [(v.standing, v.why) for v in found] == [(Standing.NONE, "not eligible")]
        else:
            assert found == verdicts(uncalled, stage, standard())


def test_a_refusal_is_not_forgotten_and_an_ending_can_be_corrected() -> None:
    assert one(facts(outcomes=("R2", "N1", "A1"))).why == "refused for good"
    assert one(facts(outcomes=("E2", "N1"))).standing is Standing.DUE
    assert one(facts(outcomes=("R1", "X1"))).standing is Standing.DUE
    assert one(facts(outcomes=("no such code",))).standing is Standing.DUE


@pytest.mark.parametrize("stage", ["advance", "invitation", "reminder"])
@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("state", State)
def test_nobody_is_written_to_twice_at_a_stage_unless_asked(state: State, step: Step, stage: str) -> None:
    before = one(facts(state), stage)
    past = Past(stage, LEAD.person, LEAD.address, step, coded=False, detail="550 no such user")
    after = one(facts(state, letters=(past,)), stage)
    if before.standing is not Standing.DUE:
        assert after == before
        return
    assert (
        after.standing
        is {
            Step.WRITTEN: Standing.IN_DOUBT,
            Step.FILED: Standing.WRITTEN,
            Step.SENT: Standing.WRITTEN,
            Step.DEFERRED: Standing.DUE,
            Step.REFUSED: Standing.UNREACHABLE,
            Step.BOUNCED: Standing.UNREACHABLE,
        }[step]
    )
    assert one(facts(state, letters=(past,)), stage, again=True).standing is Standing.DUE


@pytest.mark.parametrize("step", Step)
def test_another_stage_another_person_another_address_are_another_letter(step: Step) -> None:
    past = Past("invitation", LEAD.person, LEAD.address, step, coded=True)
    came_back = step in (Step.REFUSED, Step.BOUNCED)
    reminded = one(facts(letters=(past,)), "reminder")
    assert reminded.standing is (Standing.UNREACHABLE if came_back else Standing.DUE)
    moved = replace(LEAD, address="new@example.org", has_code=True)
    again = one(facts(letters=(past,), lead=moved), "invitation")
    assert (again.standing is Standing.DUE) is (came_back or step is Step.DEFERRED)
    successor = replace(LEAD, person="p9")
    assert one(facts(letters=(past,), lead=successor), "invitation").standing is Standing.DUE


@pytest.mark.parametrize("state", State)
def test_letters_before_the_beginning_go_to_leads_who_have_not_begun(state: State) -> None:
    known = facts(state, contact=NELL, lead=LEAD)
    for stage, kind, coded in (("advance", Kind.ADVANCE, False), ("invitation", Kind.INVITATION, True)):
        found = one(known, stage)
        if state is State.ASSIGNED:
            assert (found.standing, found.kind, found.to, found.coded) == (Standing.DUE, kind, LEAD, coded)
        else:
            assert (found.standing, found.to) == (Standing.NONE, None)
    asked = one(known, "invitation", again=True)
    assert (asked.standing is Standing.DUE) is (state not in SILENT)
    past = Past("invitation", LEAD.person, LEAD.address, Step.SENT, coded=True)
    assert one(replace(known, letters=(past,)), "advance").standing is Standing.NONE


@pytest.mark.parametrize("state", State)
def test_delegates_who_were_named_get_a_code_once(state: State) -> None:
    other = replace(NELL, person="p3", name="Hugh Pym")
    found = verdicts(facts(state, contact=NELL, named=(NELL, other)), "delegate", standard())
    if state not in ONLINE:
        assert [v.standing for v in found] == [Standing.NONE]
        return
    assert [(v.to, v.kind, v.coded) for v in found] == [(NELL, Kind.DELEGATE, True), (other, Kind.DELEGATE, True)]  # fmt: skip
    assert one(facts(state), "delegate").why == "nobody answers for the lead"
    with_code = replace(NELL, has_code=True)
    assert one(facts(state, contact=with_code), "delegate").why == "Nell Thimble has a code"
    assert one(facts(state, contact=with_code), "delegate", again=True).standing is Standing.DUE


@pytest.mark.parametrize("state", State)
def test_the_link_goes_to_who_answers_as_often_as_they_ask(state: State) -> None:
    sent = Past("link", NELL.person, NELL.address, Step.SENT, coded=True)
    found = one(facts(state, contact=NELL, letters=(sent,)), "link")
    assert (found.standing is Standing.DUE) is (state in ONLINE)
    if state in ONLINE:
        assert (found.kind, found.to, found.coded) == (Kind.LINK, NELL, True)


@pytest.mark.parametrize("state", State)
def test_a_lead_is_asked_to_sign_what_is_complete_a_call_as_well(state: State) -> None:
    signable = state in (State.COMPLETE, State.COMPLETE_TELEPHONE, State.SIGNED_IN_PART)
    found = one(facts(state, lead=LEAD), "signature")
    assert (found.standing is Standing.DUE) is signable
    if signable:
        assert (found.kind, found.to, found.coded) == (Kind.SIGNATURE, LEAD, True)


def test_who_never_had_a_code_gets_one_with_the_reminder() -> None:
    assert (one(facts(lead=LEAD)).kind, one(facts(lead=LEAD)).coded) == (Kind.INVITATION, True)
    delegate = one(facts(lead=LEAD, contact=NELL))
    assert (delegate.kind, delegate.to, delegate.coded) == (Kind.DELEGATE, NELL, True)
    expired = Past("invitation", LEAD.person, LEAD.address, Step.SENT, coded=True)
    assert (one(facts(lead=LEAD, letters=(expired,))).kind, one(facts(lead=LEAD)).coded) == (S, True)
    for state, kind in ((State.IN_PROGRESS, F), (State.COMPLETE, G)):
        assert (one(facts(state, lead=LEAD)).kind, one(facts(state, lead=LEAD)).coded) == (kind, True)


def test_who_may_never_have_had_the_invitation_gets_it_with_the_reminder() -> None:
    doubtful = Past("invitation", LEAD.person, LEAD.address, Step.WRITTEN, coded=True)
    found = one(facts(letters=(doubtful,)))
    assert (found.standing, found.kind, found.coded) == (Standing.DUE, Kind.INVITATION, True)
    opened = one(facts(State.OPENED, letters=(doubtful,)))
    assert (opened.kind, opened.coded) == (S, False)


def test_the_lead_is_reminded_where_the_delegate_has_no_address() -> None:
    nowhere = replace(NELL, address="")
    for state in ONLINE:
        assert one(facts(state, contact=nowhere)).to == facts().lead
        assert one(facts(state, contact=nowhere, lead=None)).why == "no e-mail address is on file"
    assert one(facts(contact=nowhere), "delegate").standing is Standing.UNREACHABLE


def test_a_signature_is_asked_for_only_where_one_is_missing() -> None:
    assert one(facts(State.COMPLETE, direct=True)).standing is Standing.NONE
    begun_to_sign = facts(State.SIGNED_IN_PART, contact=NELL, unfinished=True)
    assert (one(begun_to_sign).kind, one(begun_to_sign).to) == (F, NELL)
    assert one(facts(State.SIGNED_IN_PART, direct=True)).kind is G


@pytest.mark.parametrize(
    ("lead", "why"),
    [
        (None, "no lead is on file"),
        (replace(LEAD, address=""), "no e-mail address is on file"),
        (replace(LEAD, fault="it has a comma"), "it has a comma"),
    ],
)
def test_who_cannot_be_written_to_is_named_with_the_reason(lead: Addressee | None, why: str) -> None:
    for stage in ("advance", "invitation", "reminder"):
        for again in (False, True):
            found = one(facts(lead=lead), stage, again=again)
            assert (found.standing, found.why) == (Standing.UNREACHABLE, why)


def days(*stages: tuple[StageKind, int]) -> Plan:
    return Plan(stages=tuple(Stage(stage=kind, on=date(2026, 9, day)) for kind, day in stages))


PLAN = days(
    (StageKind.ADVANCE, 1), (StageKind.INVITATION, 8), (StageKind.REMINDER, 15), (StageKind.REMINDER, 22),
    (StageKind.ONLINE_CLOSES, 25), (StageKind.TELEPHONE, 26), (StageKind.CLOSES, 30),
)  # fmt: skip


def test_the_stage_of_a_day_is_the_last_that_has_come() -> None:
    assert [name for name, _ in letter_stages(PLAN)] == ["advance", "invitation", "reminder", "reminder-2"]
    found = [stage_on(PLAN, date(2026, 9, day)) for day in (1, 7, 8, 15, 22, 30)]
    assert found == ["advance", "advance", "invitation", "reminder", "reminder-2", "reminder-2"]
    for plan, day, said in (
        (PLAN, date(2026, 8, 31), "advance is due on 2026-09-01; name a stage"),
        (PLAN, date(2026, 10, 1), "The wave closed on 2026-09-30; name a stage"),
        (Plan(), date(2026, 9, 1), "The plan of this wave has no stage with letters; name a stage"),
    ):
        with pytest.raises(UsageError, match=said):
            stage_on(plan, day)


@pytest.mark.parametrize(
    ("said", "day", "meant"),
    [
        ("Invitation", 1, "invitation"),
        ("reminder", 16, "reminder"),
        ("reminder", 23, "reminder-2"),
        ("reminder 2", 1, "reminder-2"),
        ("reminder-1", 23, "reminder"),
        ("delegate", 1, "delegate"),
        ("link", 1, "link"),
    ],
)
def test_a_stage_is_called_by_its_name(said: str, day: int, meant: str) -> None:
    assert stage_called(said, PLAN, date(2026, 9, day)) == meant


@pytest.mark.parametrize("said", ["", "telephone", "closes", "reminder-0", "reminder-10", "reminder-²", "invitatoin"])  # fmt: skip
def test_what_is_no_stage_with_letters_is_refused(said: str) -> None:
    with pytest.raises(UsageError, match=r"There is no stage .* with letters") as refused:
        stage_called(said, PLAN, date(2026, 9, 1))
    assert said != "invitatoin" or "did you mean 'invitation'" in str(refused.value)


def test_people_are_asked_to_answer_by_the_day_that_lies_ahead() -> None:
    closes = date(2026, 12, 18)
    assert answer_by(PLAN, closes, date(2026, 9, 25)) == date(2026, 9, 25)
    assert answer_by(PLAN, closes, date(2026, 9, 26)) == date(2026, 9, 30)
    assert answer_by(Plan(), closes, date(2026, 9, 26)) == closes
    assert answer_by(Plan(), None, date(2026, 9, 26)) is None


EVE = Addressee("p9", "Eve Hart", "eve@example.org", "delegate")


@pytest.mark.parametrize(("come", "kinds"), [(True, [Kind.FINISH, Kind.PART]), (False, [Kind.FINISH])])
def test_a_part_is_reminded_of_once_its_day_has_come(come: bool, kinds: list[Kind]) -> None:
    part = PartAsked(EVE, "section 2", date(2026, 9, 4), come, begun=False)
    known = facts(State.IN_PROGRESS, parts=(part,))
    found = verdicts(known, "reminder", standard())
    assert [verdict.kind for verdict in found] == kinds
    assert all(verdict.standing is Standing.DUE for verdict in found)


def test_who_was_asked_for_a_part_gets_a_letter_until_they_begin() -> None:
    part = PartAsked(EVE, "section 2", None, come=False, begun=False)
    (due,) = verdicts(facts(State.IN_PROGRESS, parts=(part,)), "delegate", standard())
    assert (due.kind, due.to, due.coded, due.part) == (Kind.DELEGATE, EVE, True, part)
    begun = replace(part, begun=True)
    (none,) = verdicts(facts(State.IN_PROGRESS, parts=(begun,)), "delegate", standard())
    assert (none.standing, none.why) == (Standing.NONE, "Eve Hart has begun")
