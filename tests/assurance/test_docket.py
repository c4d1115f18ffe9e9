"""The docket puts first what a lead must not overlook."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s11chat.assurance.docket import Entry, Facts, Reason, ordered, weaknesses
from s11chat.dialog.model import NoAnswer

PLAN = Facts(has_action=True, has_lead=True, has_due=True)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (Facts(), ()),
        (Facts(score=0, asks_action=True), (Reason.NO_ACTION,)),
        (Facts(score=50, asks_action=True, has_action=True), (Reason.NO_ACTION,)),
        (Facts(score=50, asks_action=True, has_action=True, has_lead=True), (Reason.NO_ACTION,)),
        (replace(PLAN, score=50, asks_action=True), ()),
        (Facts(score=49), (Reason.LOW,)),
        (Facts(score=50), ()),
        (Facts(score=75, fell=True, at_odds=True), (Reason.FELL, Reason.AT_ODDS)),
        (Facts(score=100, moderated_lower=True, fell=True), (Reason.MODERATED, Reason.FELL)),
        (Facts(no_answer="dont_know", fell=True), (Reason.DONT_KNOW, Reason.FELL)),
        (Facts(score=75, asks_evidence=True), ()),
        (Facts(score=100, asks_evidence=True), (Reason.NO_EVIDENCE,)),
        (Facts(score=100, asks_evidence=True, has_evidence=True), ()),
        (Facts(score=100), ()),
        (Facts(no_answer=NoAnswer.DONT_KNOW), (Reason.DONT_KNOW,)),
        (Facts(no_answer="refused"), (Reason.DECLINED,)),
        (Facts(no_answer="not_applicable"), (Reason.NOT_APPLICABLE,)),
        (Facts(no_answer="not_answered"), (Reason.NOT_ANSWERED,)),
        (Facts(no_answer="not_reached"), (Reason.NOT_ANSWERED,)),
        (Facts(no_answer="off_route"), ()),
        (Facts(left_to_lead=True), (Reason.LEFT_TO_LEAD,)),
        (Facts(parked=True), (Reason.PARKED,)),
        (Facts(query_open=True), (Reason.QUERY_OPEN,)),
        (Facts(has_remark=True), (Reason.REMARK,)),
        (Facts(exact=False), (Reason.INTERPRETED,)),
        (
            Facts(score=0, asks_action=True, has_remark=True, query_open=True),
            (Reason.QUERY_OPEN, Reason.NO_ACTION, Reason.REMARK),
        ),
    ],
)
def test_the_reasons_follow_from_what_is_known(facts: Facts, expected: tuple[Reason, ...]) -> None:
    assert weaknesses(facts) == expected
    entry = Entry("1.1", "1", facts=facts)
    assert entry.reasons == expected
    assert entry.weak is bool(expected)


def test_a_change_is_named_first_and_is_no_weakness() -> None:
    entry = Entry("1.1", "1", changed=True)
    assert entry.reasons == (Reason.CHANGED,)
    assert not entry.weak
    assert Entry("1.1", "1", True, Facts(score=0, asks_action=True)).reasons == (
        Reason.CHANGED,
        Reason.NO_ACTION,
    )


def test_changed_then_weak_by_severity_then_the_rest() -> None:
    entries = [
        Entry("a", "1"),
        Entry("b", "1", facts=Facts(has_remark=True)),
        Entry("c", "1", facts=Facts(score=0, asks_action=True)),
        Entry("d", "1", changed=True),
        Entry("e", "2", facts=Facts(query_open=True)),
        Entry("f", "2", changed=True, facts=Facts(no_answer="dont_know")),
        Entry("g", "2", facts=Facts(score=50, asks_action=True)),
        Entry("h", "2"),
        Entry("i", "2", facts=Facts(score=100, asks_evidence=True)),
    ]
    assert "".join(entry.question for entry in ordered(entries)) == "fdecgibah"


records = st.builds(
    Entry,
    question=st.text("ab", min_size=1, max_size=3),
    section=st.just("1"),
    changed=st.booleans(),
    facts=st.builds(
        Facts,
        score=st.none() | st.sampled_from([0.0, 50.0, 100.0]),
        asks_action=st.booleans(),
        asks_evidence=st.booleans(),
        parked=st.booleans(),
        no_answer=st.sampled_from(["", *NoAnswer]),
    ),
)


@given(st.lists(records, max_size=20))
def test_ordering_loses_nothing_and_is_stable(entries: list[Entry]) -> None:
    once = ordered(entries)
    assert sorted(map(repr, once)) == sorted(map(repr, entries))
    assert ordered(once) == once
    kinds = [0 if entry.changed else 1 if entry.weak else 2 for entry in once]
    assert kinds == sorted(kinds)
