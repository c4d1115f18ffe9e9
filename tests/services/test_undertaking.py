"""Action plans: made of ratings or added, signed as agreed, told of without voiding, chased by those who commission."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from s11chat.analysis.plan_table import PlanCount
from s11chat.assurance.action import Standing
from s11chat.assurance.right import Role
from s11chat.errors import AccessError, RefusedError, RightsError, StaleResponseError, StateError, UsageError
from s11chat.fieldwork.case import State
from s11chat.report import progress as paper
from s11chat.report.certificate import as_file
from s11chat.report.proof import proved
from s11chat.services.actioning import plan_of
from s11chat.services.admitting import revoke
from s11chat.services.commissioning import Commissioning
from s11chat.services.delegating import Delegating
from s11chat.services.desk import Desk
from s11chat.services.fielding import close_wave
from s11chat.services.framing import import_frame
from s11chat.services.keeping import verify
from s11chat.services.progressing import progress_report
from s11chat.services.signing import Docket
from s11chat.services.stuck import today
from s11chat.services.undertaking import Terms, Undertakings
from s11chat.services.view import Admission
from tests.office import AUDIT, COUNCIL, LEADS, PHRASE, PRACTICE, Clock, admitted, say

ON_BOTH = True
TRAIN = Terms("Train every receptionist", "Nell Thimble, practice nurse", "30 June 2027", "high")


@pytest.fixture
def ben(answered: Desk) -> Admission:
    """The lead of the practice, who has rated 1.1 as partly met and said what will be done."""
    who = admitted(answered, PRACTICE, Role.LEAD)
    docket = answered.docket(who)
    docket.review()
    for question, words in (
        ("1.1", "partly met"),
        ("1.1.action", "Write a job description"),
        ("1.1.lead", "Ben Marsh, senior partner"),
        ("1.1.due", "31 March 2027"),
    ):
        docket.amend(question, words)
    return who


def signed(desk: Desk, ben: Admission) -> Docket:
    docket = desk.docket(ben)
    docket.review()
    docket.enrol(PHRASE)
    docket.sign(tuple(one.section for one in docket.sections()), PHRASE, LEADS[PRACTICE])
    return docket


def plan(desk: Desk, ben: Admission) -> Undertakings:
    return Undertakings(desk.kept, PRACTICE, ben)


def commissioned_by_council(desk: Desk, folder: Path) -> Admission:
    """The council commissions the practice; its lead."""
    file = folder / "who.csv"
    file.write_text("ref,name,type,commissioned_by\nGP1,Larch Lane Surgery,gp,ST1\n")
    import_frame(desk.kept, AUDIT, file, changes=True)
    return admitted(desk, COUNCIL, Role.LEAD)


def test_a_plan_is_made_of_what_was_said_after_ratings_and_of_what_was_added(
    answered: Desk, ben: Admission
) -> None:
    work = plan(answered, ben)
    added = work.add("1.2", TRAIN)
    given, _ = work.plan().actions
    assert (given.name, given.item, given.rating, given.what) == (
        "1.1",
        "1.1",
        "Partly met",
        "Write a job description",
    )
    assert (given.owner, given.due, given.day) == (
        "Ben Marsh, senior partner",
        "31 March 2027",
        date(2027, 3, 31),
    )
    assert (added.name, added.owner, added.due, added.priority) == (
        "1.2+1",
        TRAIN.owner,
        "30 June 2027",
        "high",
    )
    assert {one.standing for one in work.plan().actions} == {Standing.OPEN}
    answered.docket(ben).amend("1.1", "fully met")
    assert [one.name for one in work.plan().actions] == ["1.2+1"]


def test_progress_goes_on_after_the_signature_and_after_the_wave_and_voids_nothing(
    answered: Desk, ben: Admission, clock: Clock
) -> None:
    work = plan(answered, ben)
    work.add("1.2", TRAIN)
    docket = signed(answered, ben)
    assert all(one.signed for one in work.plan().actions)
    close_wave(answered.kept, AUDIT)
    clock.pass_by(days=240)
    work.update("1.1", "under way 40% half of it is written", expected="30 June 2027")
    work.update("1.2+1", "done, all twelve were trained", day="1 April 2027")
    given, added = work.plan().actions
    assert (given.standing, given.percent, given.expected) == (Standing.UNDER_WAY, 40, date(2027, 6, 30))
    assert given.overdue(answered.kept.today)
    assert [(move.was, move.became, move.agreed) for move in given.moved] == [
        (date(2027, 3, 31), date(2027, 6, 30), False)
    ]
    assert (added.standing, added.told[0].note, added.told[0].day) == (
        Standing.DONE,
        "all twelve were trained",
        date(2027, 4, 1),
    )
    assert given.signed
    assert added.signed
    assert (answered.kept.case(PRACTICE).state, verify(answered.kept).faults) == (State.SIGNED_OFF, ())
    report = progress_report(answered.kept, AUDIT)
    assert report.total == PlanCount(2, 1, 1, 1, 0, 1, 0, 1, 0)
    told = " ".join(" ".join(paper.as_text(report, 80)).split())
    assert "Ben Marsh, senior partner, by 31 March 2027: under way, 40 %, OVERDUE since 31 March 2027" in told
    assert "from 31 March 2027 to 30 June 2027 (expected)" in told
    assert "done on 1 April 2027" in paper.as_html(report)
    (row,) = [row for row in paper.as_csv(report).splitlines() if ",1.1," in row]
    assert row.endswith(",29,yes,2027-04-29,half of it is written,2027-03-31>2027-06-30")
    assert paper.as_docx(report).startswith(b"PK")
    assert paper.as_pdf(report).startswith(b"%PDF")
    assert progress_report(answered.kept, AUDIT, last=date(2026, 12, 31)).total.done == 0
    (late,) = today(answered.kept, AUDIT).stuck
    assert [(one.case, one.whom, one.since) for one in late.cases] == [
        (PRACTICE, "Ben Marsh, senior partner", date(2027, 3, 31))
    ]
    assert work.take_back("1.2+1").note == "all twelve were trained"
    assert work.find("1.2+1").standing is Standing.OPEN
    with pytest.raises(RefusedError, match=r"Nothing that you told of 1\.2\+1"):
        work.take_back("1.2+1")
    with pytest.raises(StateError, match="is closed"):
        work.change("1.2+1", Terms(owner="Somebody else"))
    certificate = docket.certificate().text
    assert "agreed    Train every receptionist; Nell Thimble, practice nurse, by 30 June 2027" in certificate
    assert "half of it is written" not in certificate
    file = as_file(docket.certificate().certified, "txt")
    assert proved(file).faults == ()
    assert proved(file.replace(b"Train every", b"Train no")).faults


def test_agreeing_on_something_else_voids_the_section_it_belongs_to_and_no_other(
    answered: Desk, ben: Admission
) -> None:
    work = plan(answered, ben)
    work.add("2.1", TRAIN)
    docket = signed(answered, ben)
    work.change("2.1+1", Terms(due="31 August 2027"))
    sections = {one.section: (one.signed, one.voided) for one in answered.docket(ben).sections()}
    assert sections.pop("2") == (False, True)
    assert set(sections.values()) == {(True, False)}
    assert (answered.kept.case(PRACTICE).state, verify(answered.kept).faults) == (State.SIGNED_IN_PART, ())
    (move,) = work.find("2.1+1").moved
    assert (move.was, move.became, move.agreed) == (date(2027, 6, 30), date(2027, 8, 31), True)
    with pytest.raises(StaleResponseError, match=r"somebody has changed an action for 2\.1"):
        docket.sign(("2",), PHRASE, LEADS[PRACTICE])
    docket.review()
    docket.sign(("2",), PHRASE, LEADS[PRACTICE])
    assert answered.kept.case(PRACTICE).state is State.SIGNED_OFF
    work.change("1.1", Terms(due="30 April 2027"))
    (move,) = work.find("1.1").moved
    assert (move.was, move.became, move.agreed) == (date(2027, 3, 31), date(2027, 4, 30), True)
    assert answered.kept.case(PRACTICE).state is State.SIGNED_IN_PART
    work.take_out("2.1+1")
    assert [one.name for one in work.plan().actions] == ["1.1"]
    assert not verify(answered.kept).faults


def test_a_delegate_sees_and_tells_of_their_part_and_of_what_names_them(
    answered: Desk, ben: Admission
) -> None:
    work = plan(answered, ben)
    work.add("3.1", TRAIN)
    nell = answered.admit(Delegating(answered.kept, PRACTICE, ben).give("2", "Nell Thimble").code)
    eve = answered.admit(Delegating(answered.kept, PRACTICE, ben).give("1", "Eve Hart").code)
    hers, other = plan(answered, nell), plan(answered, eve)
    assert [one.name for one in hers.plan().actions] == ["3.1+1"]
    assert [one.name for one in other.plan().actions] == ["1.1"]
    hers.update("3.1+1", "20%")
    other.update("1.1", "under way")
    work.update("1.1", "done")
    assert other.take_back("1.1").standing is Standing.UNDER_WAY
    assert work.find("1.1").standing is Standing.DONE
    with pytest.raises(UsageError, match=r"no action '1\.1' in this plan"):
        hers.update("1.1", "done")
    with pytest.raises(RightsError, match="not in the part"):
        hers.add("1.2", TRAIN)
    with pytest.raises(RightsError, match=r"change the answers to 1\.1"):
        other.change("1.1", Terms(owner="Eve Hart"))
    revoke(answered.kept, PRACTICE, Role.DELEGATE)
    with pytest.raises(AccessError):
        hers.update("3.1+1", "done")


def test_who_commissions_sees_the_plans_of_theirs_chases_and_sees_nothing_else(
    answered: Desk, ben: Admission, tmp_path: Path
) -> None:
    ruth = commissioned_by_council(answered, tmp_path)
    council = Commissioning(answered.kept, ruth)
    plan(answered, ben).update("1.1", "under way")
    (one,) = council.plans()
    (action,) = one.actions
    assert (one.ref, action.what, action.standing, action.rating) == (
        "GP1",
        "Write a job description",
        Standing.UNDER_WAY,
        "",
    )
    council.chase("GP1", "When will it be ready?", "1.1")
    council.chase(PRACTICE, "Please tell us how the rest goes.")
    Undertakings(answered.kept, PRACTICE).chase("The board asks too.", "1.1")
    seen = plan(answered, ben).plan()
    assert [(word.organisation, word.note) for word in seen.actions[0].chased] == [
        ("Hackham Council", "When will it be ready?"),
        ("", "The board asks too."),
    ]
    assert [word.by for word in seen.chased] == [LEADS[COUNCIL]]
    assert [word.note for word in council.plans()[0].actions[0].chased] == ["When will it be ready?"]
    looks = [look for look in answered.kept.access_log.of_wave(AUDIT) if "its action plan" in look.detail]
    assert {(look.ref, look.by_name) for look in looks} == {("GP1", LEADS[COUNCIL])}
    assert council.take_back("GP1") == "Please tell us how the rest goes."
    assert plan(answered, ben).plan().chased == ()
    for ref in ("CO1", "nobody", COUNCIL):
        with pytest.raises(RightsError, match="commissions nobody called"):
            council.chase(ref, "Well?")
    assert Commissioning(answered.kept, ben).plans() == ()
    with pytest.raises(RightsError):
        Undertakings(answered.kept, PRACTICE, replace(ruth, case=PRACTICE))
    with pytest.raises(UsageError, match="Say what you ask"):
        council.chase("GP1", " ")
    assert not verify(answered.kept).faults


def test_the_plan_of_a_return_that_is_still_answered_is_not_shown(desk: Desk, tmp_path: Path) -> None:
    ruth = commissioned_by_council(desk, tmp_path)
    ben = desk.interview(admitted(desk, PRACTICE, Role.LEAD))
    say(ben, "1", "Write it", "Ben", "31 March 2027")
    assert plan_of(desk.kept, desk.kept.case(PRACTICE)).actions
    (one,) = Commissioning(desk.kept, ruth).plans()
    assert (one.handed_in, one.actions) == (False, ())


SLIPS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("update", ("9.9", "done"), "no action '9.9' in this plan"),
    ("update", ("1.1", ""), "Say how it goes"),
    ("update", ("1.1", "dropped"), "Say why 1.1 is dropped"),
    ("update", ("1.1", "x" * 1001), "at most 1000 characters"),
    ("add", ("99", "a", "b", "Friday"), "There is no question '99'"),
    ("add", ("1.1", "a", "", "Friday"), "who is missing"),
    ("add", ("1.1", "a", "b", ""), "by when is missing"),
    ("add", ("1.1", "a", "b", "1 May 2020"), "is over"),
    ("add", ("1.1.action", "a", "b", "Friday"), "There is no question"),
    ("take_out", ("1.1",), "was given with its rating"),
    ("change", ("1.1",), "Say what changes"),
)


def test_slips_are_said_and_leave_the_plan_as_it_is(answered: Desk, ben: Admission) -> None:
    work = plan(answered, ben)
    before = work.plan()
    verbs: dict[str, Callable[..., object]] = {
        "add": lambda item, *terms: work.add(item, Terms(*terms)),
        "change": lambda name: work.change(name, Terms()),
        "take_out": work.take_out,
        "update": work.update,
    }
    for verb, words, said in SLIPS:
        with pytest.raises((UsageError, RefusedError), match=said):
            verbs[verb](*words)
    with pytest.raises(UsageError, match="was not heard as an answer"):
        work.change("1.1", Terms("Write it down"))
    with pytest.raises(UsageError, match="is still to come"):
        work.update("1.1", "done", day="31 December 2026")
    assert work.plan() == before


def test_an_owner_and_a_day_may_be_left_out_again_and_that_is_on_record(
    answered: Desk, ben: Admission
) -> None:
    work = plan(answered, ben)
    work.add("1.2", TRAIN)
    docket = signed(answered, ben)
    for name in ("1.1", "1.2+1"):
        left = work.change(name, Terms(owner="-", due="-"))
        assert (left.what != "", left.owner, left.due, left.day) == (True, "", "", None)
        assert not left.overdue(date(2030, 1, 1))
        assert left.agreed_anew[-1].became is None
    said = next(line for line in docket.review().answers if line.question == "1.1.lead")
    assert "nobody is named any more" in said.said
    assert answered.returned(PRACTICE).sections_signed != ()
    assert "1" not in answered.returned(PRACTICE).sections_signed
    with pytest.raises(UsageError, match="says what will be done"):
        work.change("1.2+1", Terms(what="-"))
    signed_again = answered.docket(ben)
    signed_again.review()
    signed_again.sign(("1",), PHRASE, LEADS[PRACTICE])
    certified = answered.certificate(PRACTICE).certified
    assert "Train every receptionist; nobody named, no day agreed" in signed_again.certificate().text
    assert proved(as_file(certified, "json")).faults == ()
    assert work.change("1.2+1", Terms(due="1 May 2027")).due == "1 May 2027"
    assert verify(answered.kept).faults == ()
