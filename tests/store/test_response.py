"""What is recorded is what is read, revision by revision, and stale writers are told."""

from __future__ import annotations

import json

import pytest

from s11chat.errors import StaleResponseError, StateError, StoreError, UsageError
from s11chat.fieldwork.case import State
from s11chat.store.chain import return_chain
from s11chat.store.database import Database
from s11chat.store.entry import (
    Entry,
    NewFact,
    NewHelp,
    NewPark,
    NewQuery,
    NewRemark,
    NewResponse,
    NewSignature,
    NewTransition,
    NewVoid,
    ParkEnded,
    QueryAnswered,
    QueryClosed,
)
from s11chat.store.response import Responses

from .world import ANN, JO, NOON, after, no, yes

ON_BOTH = True


def test_a_response_is_read_as_it_was_recorded(responses: Responses, return_id: str) -> None:
    assert responses.record(return_id, JO, NOON, [yes()], {}) == {"q1": 1}
    found = responses.current(return_id)["q1"]
    assert found.answer == {"value": "yes"}
    assert (found.words, found.because, found.exact, found.seconds) == ("Yes, we do", "option", True, 3.5)
    assert (found.by, found.by_name, found.role, found.on_behalf_of) == (
        "p1",
        "Jo Delegate",
        "delegate",
        "Ann Lead",
    )
    assert (found.mode, found.at, found.revision, found.seq) == ("self", NOON, 1, 1)


def test_the_newest_revision_is_current_and_the_older_are_kept(responses: Responses, return_id: str) -> None:
    responses.record(return_id, JO, NOON, [yes()], {})
    assert responses.record(return_id, ANN, after(1), [no()], {"q1": 1}) == {"q1": 2}
    assert responses.current(return_id)["q1"].answer == {"value": "no"}
    assert [(one.revision, one.by_name) for one in responses.history(return_id, "q1")] == [
        (1, "Jo Delegate"),
        (2, "Ann Lead"),
    ]


def test_a_writer_who_saw_an_older_revision_is_told_whose_is_newer(
    responses: Responses, return_id: str
) -> None:
    responses.record(return_id, JO, NOON, [yes()], {})
    with pytest.raises(StaleResponseError, match="Jo Delegate has answered q1 since you looked"):
        responses.record(return_id, ANN, after(1), [yes("q2"), no()], {})
    assert list(responses.current(return_id)) == ["q1"], "nothing of the refused turn is kept"
    assert len(responses.events(return_chain(return_id))) == 1


def test_what_is_signed_must_still_be_what_was_read(responses: Responses, return_id: str) -> None:
    responses.record(return_id, JO, NOON, [yes()], {})
    with pytest.raises(StaleResponseError):
        responses.record(return_id, ANN, after(1), [SIGNATURE], {"q1": 0})
    responses.record(return_id, ANN, after(1), [SIGNATURE], {"q1": 1})
    assert len(responses.signatures(return_id)) == 1


def test_a_withdrawn_response_is_none_and_may_be_given_again(responses: Responses, return_id: str) -> None:
    responses.record(return_id, JO, NOON, [yes()], {})
    responses.record(return_id, JO, after(1), [NewResponse("q1", withdrawn=True)], {"q1": 1})
    assert responses.current(return_id) == {}
    assert responses.record(return_id, JO, after(2), [no()], {}) == {"q1": 3}
    assert responses.current(return_id)["q1"].revision == 3


def test_two_revisions_in_one_turn_follow_each_other(responses: Responses, return_id: str) -> None:
    assert responses.record(return_id, JO, NOON, [yes(), no()], {}) == {"q1": 2}
    assert responses.current(return_id)["q1"].answer == {"value": "no"}


def test_each_occasion_of_an_item_has_its_own_revisions(responses: Responses, return_id: str) -> None:
    entries = [yes(), NewResponse("q1", {"value": "no"}, occasion=2)]
    assert responses.record(return_id, JO, NOON, entries, {}) == {"q1": 1, "q1#2": 1}
    assert set(responses.current(return_id)) == {"q1", "q1#2"}


def test_no_answer_and_awkward_text_are_kept(responses: Responses, return_id: str) -> None:
    words = "[b]<i>\x1b[31m{{x}} =1+1 \u202e Ωδ"
    entry = NewResponse("q1", {"no_answer": "refused", "reason": words}, words=words + "\x00\udcff")
    responses.record(return_id, JO, NOON, [entry], {})
    found = responses.current(return_id)["q1"]
    assert found.no_answer == "refused"
    assert found.answer["reason"] == words
    assert found.words == words + "\ufffd?"


def test_remarks_parks_and_facts_are_read_back(responses: Responses, return_id: str) -> None:
    entries: list[Entry] = [
        NewRemark("q1", "question", "asked twice"),
        NewPark("q2", "Sam", "Friday"),
        NewPark("q3", "Kim", ""),
        NewHelp("q1", "supervision", "2026-01", "law"),
        NewFact("safeguard shown", {"item": "q1", "times": 2}),
        ParkEnded("q2"),
    ]
    responses.record(return_id, JO, NOON, entries, {})
    assert [(one.item, one.on, one.text) for one in responses.remarks(return_id)] == [
        ("q1", "question", "asked twice")
    ]
    assert {item: one.who for item, one in responses.parks(return_id).items()} == {"q3": "Kim"}
    assert [link.kind for link in responses.events(f"return:{return_id}")].count("help_use") == 1
    assert responses.facts(return_id)[0].details == {"item": "q1", "times": 2}


def test_states_are_gone_through_and_impossible_ways_refused(responses: Responses, return_id: str) -> None:
    responses.record(return_id, JO, NOON, [NewTransition(State.IN_PROGRESS, "began"), yes()], {})
    with pytest.raises(StateError):
        responses.record(return_id, JO, after(1), [yes("q2"), NewTransition(State.ASSIGNED)], {})
    responses.record(return_id, JO, after(2), [NewTransition(State.IN_PROGRESS)], {})
    (way,) = responses.transitions(return_id)
    assert (way.was, way.became, way.reason) == (State.ASSIGNED, State.IN_PROGRESS, "began")
    assert "q2" not in responses.current(return_id)


def test_a_query_goes_from_open_to_closed(responses: Responses, return_id: str) -> None:
    responses.record(return_id, ANN, NOON, [NewQuery("q1", 1, "Since when?")], {})
    number = responses.queries(return_id)[0].seq
    responses.record(return_id, JO, after(1), [QueryAnswered(number, "Since May")], {})
    responses.record(return_id, ANN, after(2), [QueryClosed(number)], {})
    (query,) = responses.queries(return_id)
    assert (query.text, query.answer, query.answered_by) == ("Since when?", "Since May", "Jo Delegate")
    assert (query.state, query.answered_at, query.by_name) == ("closed", after(1), "Ann Lead")
    with pytest.raises(StateError, match="closed"):
        responses.record(return_id, JO, after(3), [QueryAnswered(number, "again")], {})
    with pytest.raises(UsageError, match="no query 99"):
        responses.record(return_id, JO, after(3), [QueryClosed(99)], {})


SIGNATURE = NewSignature("leadership", "a" * 64, "I sign", "Ann Lead", "k1", "ff" * 64)


def test_a_voided_signature_stays_on_record_and_others_stand(responses: Responses, return_id: str) -> None:
    other = NewSignature("training", "b" * 64, "I sign", "Ann Lead", "k1", "ee" * 64)
    responses.record(return_id, ANN, NOON, [SIGNATURE, other], {})
    responses.record(return_id, JO, after(1), [no(), NewVoid("leadership", "q1 changed")], {})
    leadership, training = responses.signatures(return_id)
    assert leadership.voided_at == after(1)
    assert leadership.void_reason == "q1 changed"
    assert leadership.voided_by == 4
    assert training.voided_at is None
    responses.record(return_id, JO, after(2), [NewVoid("leadership", "again")], {})
    assert len(responses.events(return_chain(return_id))) == 4, "what is void is not voided twice"


def test_the_chain_holds_no_names_and_no_words(
    database: Database, responses: Responses, return_id: str
) -> None:
    entries: list[Entry] = [yes(), NewRemark("q1", "question", "SECRET"), NewPark("q2", "SECRET", "SECRET")]
    entries_too: list[Entry] = [
        NewFact("paused", {"until": "SECRET"}),
        NewQuery("q1", 1, "SECRET"),
        SIGNATURE,
    ]
    responses.record(return_id, JO, NOON, [*entries, *entries_too], {})
    responses.record(return_id, JO, NOON, [NewTransition(State.IN_PROGRESS, "SECRET")], {})
    chains = responses.events(return_chain(return_id)) + responses.events("wave:w1")
    text = json.dumps([dict(event.body) for event in chains])
    for private in ("SECRET", "Jo", "Ann", "Yes", "Office", "example.org", "Alder"):
        assert private not in text
    assert "p1" in text


def test_an_unknown_return_is_named(responses: Responses) -> None:
    with pytest.raises(StoreError, match="no return 'nowhere'"):
        responses.record("nowhere", JO, NOON, [yes()], {})


def test_returns_do_not_see_each_other(responses: Responses, return_id: str, database: Database) -> None:
    from s11chat.store.casebook import Casebook

    responses.record(return_id, JO, NOON, [yes()], {})
    assert responses.current(Casebook(database).case("w1", "B2").return_id) == {}
