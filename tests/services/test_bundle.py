"""A return travels in files: from the office to its lead, to a delegate, to a colleague, and all the way home."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from s11chat.assurance.evidence import Telling
from s11chat.assurance.right import Role
from s11chat.errors import AccessError, RefusedError, RightsError, StateError, UsageError
from s11chat.exchange.bundle import pack, unpack
from s11chat.fieldwork.case import State
from s11chat.report.certificate import as_file
from s11chat.report.proof import proved
from s11chat.services.admitting import issue, revoke
from s11chat.services.bundling import examine, make
from s11chat.services.delegating import Delegating
from s11chat.services.desk import Desk
from s11chat.services.evidencing import Evidencing
from s11chat.services.keeping import verify
from s11chat.services.merging import merge
from s11chat.services.redacting import carry_out, redaction_of
from s11chat.services.view import Admission
from s11chat.store.entry import Author, NewHolder, NewResponse
from tests.office import PHRASE, PRACTICE, Clock, answer_on, code_for, delegate, lead, say
from tests.post import BEN, Machine, lead_with_bundle, machine, standing

DEE, CY = "Dee Holt", "Cy Marlow"


@pytest.fixture
def ben(desk: Desk, tmp_path: Path, clock: Clock) -> Machine:
    return lead_with_bundle(desk, tmp_path, clock)


def test_a_return_goes_from_lead_to_delegate_to_colleague_and_home_and_is_signed_on_the_way(
    desk: Desk, ben: Machine, tmp_path: Path, clock: Clock
) -> None:
    dee, cy = machine(tmp_path, "dee", clock), machine(tmp_path, "cy", clock)
    ben.answers("2", until="2.1")
    ben.passes_on(dee, DEE, "2")
    dee.passes_on(cy, CY, "2.1")
    cy.answers(until="2.2")
    dee.takes_in(cy)
    dee.answers(until="3.1")
    ben.takes_in(dee)
    ben.answers(until="nothing")
    ben.signs()
    merged = merge(desk.kept, ben.file)
    assert merged.done
    assert merged.keys == 1
    assert merged.voided == ()
    assert standing(desk)["2.1"] == ("Fully met", CY)
    assert standing(desk)["1.1"] == ("Partly met", BEN)
    assert desk.kept.case(PRACTICE).state is State.SIGNED_OFF
    assert verify(desk.kept).faults == ()
    assert proved(as_file(desk.certificate(PRACTICE).certified, "json")).faults == ()
    assert merge(desk.kept, ben.file).entered == 0
    assert stat.S_IMODE(ben.file.stat().st_mode) == 0o600


def test_an_office_signature_stands_on_the_answer_that_was_kept(
    desk: Desk, ben: Machine, tmp_path: Path, clock: Clock
) -> None:
    answer_on(lead(desk, PRACTICE), "2.1")
    docket = desk.docket(desk.admit(code_for(desk, PRACTICE, Role.LEAD).code))
    docket.enrol(PHRASE)
    docket.review()
    docket.sign(("1",), PHRASE, BEN)
    ben.answers("1")
    merged = merge(desk.kept, ben.file, takes={"all": "ours"}, past_code=True)
    assert merged.voided == ()
    assert desk.returned(PRACTICE).sections_signed == ("1",)
    assert next(line for line in desk.returned(PRACTICE).answers if line.question == "1.1").signed
    assert verify(desk.kept).faults == ()


def test_older_and_other_versions_bring_nothing(desk: Desk, ben: Machine) -> None:
    ben.answers("2")
    early = ben.file.read_bytes()
    ben.answers(until="1.2")
    merge(desk.kept, ben.file)
    late = ben.file.read_bytes()
    ben.file.write_bytes(early)
    assert merge(desk.kept, ben.file).entered == 0
    with ben.at_work():
        pass
    assert ben.file.read_bytes() == late, "the folder has what the older file has not"


def test_a_killed_sitting_goes_on_from_the_last_turn(ben: Machine) -> None:
    before = ben.file.read_bytes()
    ben.answers("2")
    ben.file.write_bytes(before)  # as it is where nothing could be written back
    with ben.at_work() as (desk, by):
        assert desk.interview(by).conversation.current is not None
        assert "1.1" in desk.interview(by).conversation.answers
    assert len(examine(ben.file).bundle.rows["response"]) == 1


def _as_lead(desk: Desk, by: Admission) -> None:
    case = desk.kept.case(PRACTICE)
    assert case.lead is not None
    forged = Author(case.lead.id, case.lead.name, "lead", case.name, "online")
    desk.kept.responses.record(
        case.return_id, forged, desk.kept.clock(), [NewResponse("1.1", {"value": "fully_met"})]
    )


def _as_office(desk: Desk, by: Admission) -> None:
    case = desk.kept.case(PRACTICE)
    author = Author("", "Mo", "manager", "", "")
    desk.kept.responses.record(
        case.return_id, author, desk.kept.clock(), [NewResponse("1.1", {"value": "fully_met"})]
    )


def _as_new_lead(desk: Desk, by: Admission) -> None:
    case = desk.kept.case(PRACTICE)
    author = Author(by.person, by.name, "delegate", case.name, "online")
    desk.kept.responses.record(case.return_id, author, desk.kept.clock(), [NewHolder("lead", by.person)])


def _outside_their_part(desk: Desk, by: Admission) -> None:
    case = desk.kept.case(PRACTICE)
    author = Author(by.person, by.name, "delegate", case.name, "online")
    desk.kept.responses.record(
        case.return_id, author, desk.kept.clock(), [NewResponse("1.1", {"value": "fully_met"})]
    )


@pytest.mark.parametrize(
    ("forge", "said"),
    [
        (_as_lead, "in the name of Ben Marsh"),
        (_as_office, "in the name of Mo"),
        (_as_new_lead, "names another lead"),
        (_outside_their_part, "which they were not asked for"),
    ],
)
def test_a_delegate_brings_no_more_than_is_theirs(
    desk: Desk, tmp_path: Path, clock: Clock, forge: object, said: str
) -> None:
    dee = machine(tmp_path, "dee", clock)
    dee.code = Delegating(desk.kept, PRACTICE).give("2", DEE).code
    make(desk.kept, PRACTICE, dee.file, DEE)
    with dee.at_work() as (far, by):
        assert callable(forge)
        forge(far, by)
    before = verify(desk.kept).events
    with pytest.raises(RightsError, match=said):
        merge(desk.kept, dee.file)
    assert verify(desk.kept).events == before


def test_only_the_code_opens_a_bundle_and_only_its_holder_writes_it(
    desk: Desk, ben: Machine, tmp_path: Path, clock: Clock
) -> None:
    other = Machine(tmp_path / "other", ben.file, code_for(desk, PRACTICE).code, clock)
    with pytest.raises(AccessError), other.at_work():
        pass
    parts = unpack(ben.file.read_bytes())
    ben.answers("2")
    own = unpack(ben.file.read_bytes())
    ben.file.write_bytes(pack({**own, "seal.json": parts["seal.json"]}))
    with pytest.raises(RefusedError, match="not written by the holder"):
        merge(desk.kept, ben.file)
    with pytest.raises(RefusedError, match="changed after it was sealed"), ben.at_work():
        pass
    ben.file.write_bytes(pack(own))
    revoke(desk.kept, PRACTICE)
    with pytest.raises(RefusedError, match="was revoked after"):
        merge(desk.kept, ben.file)
    assert merge(desk.kept, ben.file, past_code=True).done


def test_a_bundle_is_merged_where_it_was_made(desk: Desk, ben: Machine, tmp_path: Path, clock: Clock) -> None:
    dee = machine(tmp_path, "dee", clock)
    ben.passes_on(dee, DEE, "2")
    dee.answers("2")
    with pytest.raises(RefusedError, match="not made from the records here"):
        merge(desk.kept, dee.file)
    with pytest.raises(UsageError, match="is there already"):
        make(desk.kept, PRACTICE, ben.file)
    with pytest.raises(RefusedError, match="no access code"):
        make(desk.kept, PRACTICE, tmp_path / "x.s11", _known(desk, "Una Code"))


def _known(desk: Desk, name: str) -> str:
    issue(desk.kept, PRACTICE, Role.DELEGATE, person=name)
    revoke(desk.kept, PRACTICE, Role.DELEGATE)
    return name


def test_a_wave_that_is_closed_takes_nothing_in(desk: Desk, ben: Machine) -> None:
    from s11chat.services.fielding import close_wave

    ben.answers("2")
    close_wave(desk.kept, PRACTICE.partition("/")[0])
    with pytest.raises(StateError, match="is closed"):
        merge(desk.kept, ben.file)


def test_what_was_redacted_goes_out_as_it_is_and_stays_so(desk: Desk, tmp_path: Path, clock: Clock) -> None:
    nell = delegate(desk, PRACTICE)
    say(nell, "2", "Nell Thimble sees to it")
    carry_out(desk.kept, redaction_of(desk.kept, PRACTICE, "Nell Thimble", "asked for it"))
    ben = Machine(tmp_path / "ben", tmp_path / "ben.s11", code_for(desk, PRACTICE, Role.LEAD).code, clock)
    make(desk.kept, PRACTICE, ben.file)
    assert b"Thimble" not in ben.file.read_bytes()
    ben.answers(until="1.2")
    assert merge(desk.kept, ben.file).done
    assert verify(desk.kept).faults == ()
    with ben.at_work() as (far, _):
        assert verify(far.kept).faults == ()


def test_the_office_goes_on_and_makes_another_bundle(desk: Desk, ben: Machine) -> None:
    ben.answers("2")
    say(delegate(desk, PRACTICE), ":go 4.1", "3")
    old, another = ben.file, ben.file.with_name("another.s11")
    make(desk.kept, PRACTICE, another)
    ben.file = another
    with pytest.raises(RefusedError, match="hand your own file back first"), ben.at_work():
        pass
    merge(desk.kept, old)
    ben.file = another.with_name("third.s11")
    make(desk.kept, PRACTICE, ben.file)
    ben.answers(":go 2.1", "2")
    assert len(list((ben.folder / "bundles").iterdir())) == 2, "the folder before is put aside"
    assert merge(desk.kept, ben.file).done
    assert {"1.1", "2.1", "4.1"} <= standing(desk).keys()
    assert verify(desk.kept).faults == ()
    make(desk.kept, PRACTICE, another.with_name("fourth.s11"))
    ben.file = another.with_name("fourth.s11")
    with ben.at_work() as (far, _):
        assert verify(far.kept).faults == ()
    assert len(list((ben.folder / "bundles").iterdir())) == 2, "the folder goes on"


def test_a_return_is_complete_once_the_parts_of_both_sides_are_together(
    desk: Desk, tmp_path: Path, clock: Clock
) -> None:
    dee = machine(tmp_path, "dee", clock)
    dee.code = Delegating(desk.kept, PRACTICE).give("2", DEE).code
    make(desk.kept, PRACTICE, dee.file, DEE)
    dee.answers(until="nothing")
    cy = Delegating(desk.kept, PRACTICE).give("1, 3, 4, 5, 6, 7, 8", CY).code
    answer_on(desk.interview(desk.admit(cy)))
    assert desk.kept.case(PRACTICE).state is State.IN_PROGRESS
    assert merge(desk.kept, dee.file).conflicts == ()
    assert desk.kept.case(PRACTICE).state is State.COMPLETE
    assert verify(desk.kept).faults == ()


@pytest.mark.parametrize("signs_first", [True, False])
def test_what_stands_and_is_signed_is_not_voided_by_being_said_again(
    desk: Desk, tmp_path: Path, clock: Clock, signs_first: bool
) -> None:
    answer_on(lead(desk, PRACTICE), "2.1")
    dee = machine(tmp_path, "dee", clock)
    dee.code = Delegating(desk.kept, PRACTICE).give("1, 2", DEE).code
    if not signs_first:
        make(desk.kept, PRACTICE, dee.file, DEE)
    docket = desk.docket(desk.admit(code_for(desk, PRACTICE, Role.LEAD).code))
    docket.enrol(PHRASE)
    docket.review()
    docket.sign(("1",), PHRASE, BEN)
    if signs_first:
        make(desk.kept, PRACTICE, dee.file, DEE)
    dee.answers(":go 1.1", "fully met")
    merged = merge(desk.kept, dee.file)
    assert (merged.answers, merged.voided, merged.conflicts) == ((), (), ())
    assert desk.returned(PRACTICE).sections_signed == ("1",)
    dee.answers(":go 1.1", "partly met", ":go 2.1", "partly met")
    assert merge(desk.kept, dee.file).answers != ()
    assert desk.returned(PRACTICE).sections_signed == ()
    assert merge(desk.kept, dee.file).entered == 0
    assert verify(desk.kept).faults == ()


def test_a_bundle_for_a_part_holds_that_part_and_what_it_needs_and_grows_with_it(
    desk: Desk, tmp_path: Path, clock: Clock
) -> None:
    own = lead(desk, PRACTICE)
    answer_on(own, "2.1")
    say(own, ":note Section one stays with us")
    answer_on(own)
    exhibits = Evidencing(desk.kept, PRACTICE)
    for covers in ("1.1", "3.1"):
        exhibits.add(Telling("policy", f"Of {covers}", covers, place="shelf"))
    docket = desk.docket(desk.admit(code_for(desk, PRACTICE, Role.LEAD).code))
    docket.enrol(PHRASE)
    docket.review()
    docket.sign(("1", "2"), PHRASE, BEN)
    dee = machine(tmp_path, "dee", clock)
    dee.code = Delegating(desk.kept, PRACTICE).give("3", DEE).code
    Delegating(desk.kept, PRACTICE).give("4", CY, note="not for Dee")
    make(desk.kept, PRACTICE, dee.file, DEE)
    held = examine(dee.file).bundle
    assert {row["item"].partition(".")[0] for row in held.rows["response"]} == {"3"}
    assert [row["title"] for row in held.rows["evidence"]] == ["Of 3.1"]
    assert [row["note"] for row in held.rows["delegation"]] == [""]
    assert not {"remark", "signature"} & held.rows.keys()
    assert len(held.events) == held.manifest.base[0], "the chain goes along whole"
    dee.answers(":go 3.1", "not met")
    assert merge(desk.kept, dee.file).voided == ()
    dee.code = Delegating(desk.kept, PRACTICE).give("2", DEE).code
    dee.file = dee.file.with_name("more.s11")
    make(desk.kept, PRACTICE, dee.file, DEE)
    with dee.at_work() as (far, by):
        assert {line.question[0] for line in far.interview(by).review().answers} == {"2", "3"}
        say(far.interview(by), ":go 2.1", "not met")
        assert verify(far.kept).faults == ()
    merged = merge(desk.kept, dee.file)
    assert [line[0] for line in merged.answers] == ["2.1"]
    assert desk.returned(PRACTICE).sections_signed == ("1",)
    assert verify(desk.kept).faults == ()


def test_a_file_of_evidence_that_was_changed_keeps_a_bundle_from_being_made_unless_it_may_stay_out(
    desk: Desk, tmp_path: Path, clock: Clock
) -> None:
    file = tmp_path / "policy.pdf"
    file.write_bytes(b"%PDF")
    line = Evidencing(desk.kept, PRACTICE).add(Telling("policy", "Safeguarding policy", "1.1"), file)
    code_for(desk, PRACTICE, Role.LEAD)
    folder = desk.kept.database.files
    assert folder is not None
    (folder / line.file[:2] / line.file).write_bytes(b"another")
    ben = tmp_path / "ben.s11"
    with pytest.raises(RefusedError, match=r"policy\.pdf \(Safeguarding policy\).*--leave-out"):
        make(desk.kept, PRACTICE, ben)
    assert not ben.exists()
    make(desk.kept, PRACTICE, ben, leave_out=True)
    assert examine(ben).bundle.files == {}
