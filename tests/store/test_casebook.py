"""Waves, cases and people are kept as given, and the journal says what the office did."""

from __future__ import annotations

from pathlib import Path

import pytest

from s11chat.errors import StoreError, UsageError
from s11chat.fieldwork.case import State
from s11chat.store.casebook import Casebook, NewWave
from s11chat.store.database import Database
from s11chat.store.entry import NewFact, NewHolder, NewTransition
from s11chat.store.frame import NewCase
from s11chat.store.office import Office
from s11chat.store.response import Responses
from s11chat.store.verify import verify

from .world import ANN, JO, NOON, after, url, with_wave, yes

ON_BOTH = True


def test_a_wave_is_read_as_it_was_opened(casebook: Casebook) -> None:
    wave = casebook.wave("w1")
    assert (wave.dialog_id, wave.dialog_version, wave.dialog_text) == ("dialog", "1", "id: dialog")
    assert (wave.title, wave.state, wave.created_at, wave.population) == (
        "First wave",
        "open",
        NOON,
        {"school": 9},
    )
    assert casebook.waves() == (wave,)


def test_a_wave_is_closed(casebook: Casebook) -> None:
    casebook.close_wave("w1", "Office", after(1))
    assert casebook.wave("w1").state == "closed"


def test_what_is_not_there_or_twice_is_told(casebook: Casebook) -> None:
    with pytest.raises(UsageError, match="already a wave 'w1'"):
        casebook.add_wave(NewWave("w1", "d", "1", "", "", ""), "Office", NOON)
    with pytest.raises(StoreError, match="no wave 'w9'"):
        casebook.wave("w9")
    with pytest.raises(StoreError, match="no wave 'w9'"):
        casebook.add_cases("w9", [NewCase("A1", "x")], "Office", NOON)
    with pytest.raises(StoreError, match="no case 'Z9' in wave 'w1'"):
        casebook.case("w1", "Z9")
    with pytest.raises(StoreError, match="no person 'x'"):
        casebook.person("x")


def test_a_case_is_read_with_its_people(casebook: Casebook) -> None:
    alder, birch = casebook.cases("w1")
    assert (alder.ref, alder.name, alder.type, alder.state, alder.mode) == (
        "A1",
        "Alder School",
        "school",
        State.ASSIGNED,
        "",
    )
    assert alder.lead is not None
    assert (alder.lead.name, alder.lead.email, alder.lead.ref) == ("Ann Lead", "ann@example.org", "A1")
    assert alder.contact is None
    assert (birch.group, birch.cohort, birch.region, birch.lead) == ("health", "one", "north", None)
    assert casebook.case("w1", "A1") == alder


def test_cases_with_a_ref_twice_are_refused_and_none_is_added(casebook: Casebook) -> None:
    with pytest.raises(UsageError, match="twice: A1"):
        casebook.add_cases("w1", [NewCase("C3", "Cedar"), NewCase("A1", "Alder")], "Office", NOON)
    with pytest.raises(UsageError, match="twice: D4"):
        casebook.add_cases("w1", [NewCase("D4", "x"), NewCase("D4", "y")], "Office", NOON)
    assert len(casebook.cases("w1")) == 2


def test_many_cases_in_a_later_batch_are_kept_and_verify(casebook: Casebook, database: Database) -> None:
    rows = [NewCase(f"N{number:04}", "Name", lead_name=f"Lead {number}") for number in range(700)]
    assert len(set(casebook.add_cases("w1", rows, "Office", after(1)))) == 700
    found = casebook.cases("w1")
    assert [case.lead.name for case in found if case.lead][1:3] == ["Lead 0", "Lead 1"]
    assert verify(database).sound


def test_returns_are_counted_by_state(casebook: Casebook, responses: Responses, return_id: str) -> None:
    responses.record(return_id, JO, NOON, [NewTransition(State.IN_PROGRESS)], {})
    counts = casebook.counts("w1")
    assert (counts[State.ASSIGNED], counts[State.IN_PROGRESS], counts[State.SIGNED_OFF]) == (1, 1, 0)


def test_people_are_found_by_wave_and_case(casebook: Casebook) -> None:
    kim = casebook.add_person("w1", "Kim", ref="B2", phone="1")
    office = casebook.add_person("w1", "Olu")
    assert casebook.persons("w1", "B2") == (kim,)
    assert casebook.persons("w1", "") == (office,)
    assert [person.name for person in casebook.persons("w1")] == ["Ann Lead", "Kim", "Olu"]


def test_the_contact_and_lead_may_change_and_their_history_stays(
    casebook: Casebook, responses: Responses, return_id: str
) -> None:
    first, second = (casebook.add_person("w1", name, ref="A1") for name in ("First", "Second"))
    casebook.set_holder("w1", "A1", NewHolder("contact", first.id), ANN, after(1))
    casebook.set_holder("w1", "A1", NewHolder("contact", second.id, "on leave"), ANN, after(2))
    casebook.set_holder("w1", "A1", NewHolder("lead", second.id, "retired"), ANN, after(3))
    case = casebook.case("w1", "A1")
    assert case.contact == case.lead == second
    assert [(one.office, one.person, one.reason) for one in responses.holders(return_id)] == [
        ("contact", first.id, ""),
        ("contact", second.id, "on leave"),
        ("lead", second.id, "retired"),
    ]


def test_a_person_of_another_wave_cannot_be_contact(casebook: Casebook) -> None:
    casebook.add_wave(NewWave("w2", "d", "1", "", "", ""), "Office", NOON)
    stranger = casebook.add_person("w2", "Stranger")
    with pytest.raises(UsageError, match="not on file in wave 'w1'"):
        casebook.set_holder("w1", "A1", NewHolder("contact", stranger.id), ANN, NOON)


def test_the_mode_is_set_and_on_record(casebook: Casebook, responses: Responses, return_id: str) -> None:
    responses.record(return_id, ANN, NOON, [NewFact("mode", {"mode": "telephone"})], {})
    assert casebook.case("w1", "A1").mode == "telephone"
    assert responses.facts(return_id)[0].details == {"mode": "telephone"}


def test_heads_of_returns_are_entered_once(casebook: Casebook, responses: Responses, return_id: str) -> None:
    assert casebook.enter_heads("w1", NOON) == 0
    responses.record(return_id, JO, NOON, [yes()], {})
    assert casebook.enter_heads("w1", after(1)) == 1
    assert casebook.enter_heads("w1", after(2)) == 0
    last = responses.events("wave:w1")[-1]
    event = responses.events(f"return:{return_id}")[-1]
    assert last.body["heads"] == {return_id: [1, event.hash]}


def test_the_head_of_one_return_is_entered_whatever_the_others_do(
    database: Database, casebook: Casebook, responses: Responses, return_id: str
) -> None:
    other = casebook.case("w1", "B2").return_id
    assert not casebook.enter_head("w1", return_id, NOON)
    for mine in (return_id, other):
        responses.record(mine, JO, NOON, [yes()], {})
    assert casebook.enter_head("w1", return_id, after(1))
    assert not casebook.enter_head("w1", return_id, after(2))
    event = responses.events(f"return:{return_id}")[-1]
    assert responses.events("wave:w1")[-1].body["heads"] == {return_id: [1, event.hash]}
    assert casebook.enter_heads("w1", after(3)) == 1, "only the other is left to be noted"
    assert verify(database).sound


def test_ids_come_from_the_source_of_tokens_given(tmp_path: Path) -> None:
    given: list[int] = []

    def token(size: int) -> str:
        given.append(size)
        return f"{len(given):0{size * 2}x}"

    with Database.open(url(tmp_path / "s11chat.db"), token=token) as database:
        with_wave(database)
        assert Casebook(database).case("w1", "A1").return_id == f"{given.index(6) + 4:012x}"


def test_the_office_is_on_file_and_in_the_journal(database: Database, responses: Responses) -> None:
    office = Office(database)
    office.appoint("w1", "Ida Interviewer", "interviewer", "Mo", NOON)
    (ida,) = office.people()
    assert (ida.wave, ida.ref, ida.name, ida.role) == ("w1", "", "Ida Interviewer", "interviewer")
    office.dismiss("w1", ida.id, "Mo", after(1))
    assert [one.role for one in office.people()] == [""]
    given, taken = responses.events("wave:w1")[-2:]
    assert (given.body["person"], given.body["given"], taken.body["given"]) == (ida.id, "interviewer", "")
    assert "Ida" not in str(given.body)
    assert verify(database).sound
