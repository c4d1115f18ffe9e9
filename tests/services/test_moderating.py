"""Moderation: ratings beside the organisation's own, blind until both are done, agreed, released, answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from s11chat.analysis.compliance import Level
from s11chat.analysis.moderated import Change
from s11chat.assurance.moderation import How
from s11chat.assurance.right import Role
from s11chat.errors import RefusedError, RightsError, StaleResponseError, StateError, UsageError
from s11chat.report import moderation as moderation_paper
from s11chat.services import challenging
from s11chat.services.assigning import assign, moderated, moderators, take_back
from s11chat.services.concurring import concurrence
from s11chat.services.desk import Desk
from s11chat.services.excepting import exceptions
from s11chat.services.fielding import close_wave
from s11chat.services.keeping import verify
from s11chat.services.moderating import Moderation
from s11chat.services.moderationview import Sheet, StandardLine
from s11chat.services.packing import panel_pack
from s11chat.services.releasing import agree, disagree, moderation_of, release, released_to, take_release_back
from s11chat.services.reweighing import moderation_report
from s11chat.services.staffing import appoint
from s11chat.store.entry import Author
from s11chat.store.moderation_entry import NewModeration
from tests.office import (
    AUDIT,
    CLUB,
    COUNCIL,
    LEADS,
    PHRASE,
    PRACTICE,
    admitted,
    answer_on,
    completed,
    docket,
    lead,
    say,
)

MO, ANN, PAM = "Mo Moderator", "Ann Second", "Pam Manager"
As = Callable[[str], Desk]


@pytest.fixture
def office(desk: Desk) -> As:
    """The desk of anybody of an office with a manager and two moderators, for a return that is complete."""
    completed(desk, PRACTICE)
    for name, role in ((PAM, Role.MANAGER), (MO, Role.MODERATOR), (ANN, Role.MODERATOR)):
        appoint(desk.kept, AUDIT, name, role)
    return lambda name: Desk(replace(desk.kept, actor=name))


def both(office: As) -> tuple[Moderation, Moderation]:
    """The return in front of two moderators."""
    for name in (MO, ANN):
        assign(office(PAM).kept, PRACTICE, name)
    return Moderation(office(MO).kept, PRACTICE), Moderation(office(ANN).kept, PRACTICE)


def finish(desk: Desk, work: Moderation) -> Sheet:
    """Rates everything that is left as the organisation did, in one go, and is done."""
    left = [line for line in work.look().lines if line.own is None]
    made = [
        NewModeration(one.question, one.self_code, "", one.self_code, one.answer.revision) for one in left
    ]
    author = Author("", work.name, Role.MODERATOR.value)
    desk.kept.responses.record(work.case.return_id, author, desk.kept.clock(), made)
    return work.finish()


def seen(desk: Desk, question: str) -> StandardLine:
    found = moderation_of(desk.kept, PRACTICE)
    return next(line for line in found.lines if line.question == question)


@pytest.mark.parametrize("backend", ["sqlite", "postgresql"], indirect=True)
def test_from_assignment_to_the_answer_of_the_lead(office: As) -> None:
    manager = office(PAM)
    opened = docket(manager, PRACTICE)
    opened.enrol(PHRASE)
    opened.sign(("1", "2"), PHRASE, LEADS[PRACTICE])
    mo, ann = both(office)
    assert (mo.sheet.left, len(mo.sheet.lines)) == (30, 30)
    with pytest.raises(
        RefusedError, match="The organisation says Fully met: give the reason why you rate it Not met"
    ):
        mo.rate("1.1", "not met")
    with pytest.raises(
        UsageError, match=r"'9' is not on the scale of 1\.1: 1 Not met, 2 Partly met, 3 Fully met, n Not"
    ):
        mo.rate("1.1", "9")
    line = mo.rate("1.1", "2", "two of five sites")
    assert line.own is not None
    assert (line.self_code, line.own.code, line.how) == ("fully_met", "partly_met", How.ALONE)
    ann.rate("1.1", "not met", "nobody could say who")
    ann.rate("1.2", "n", "they see no children")
    assert seen(office(ANN), "1.1").others == ()  # blind: of another's rating not even that there is one
    with pytest.raises(StateError, match=r"You have not rated 1\.2, 2\.1"):
        mo.finish()
    finish(manager, mo)
    assert seen(office(MO), "1.1").others == ()
    assert [line.rated for line in moderated(office(MO).kept, AUDIT)] == [{MO: 30}]
    with pytest.raises(StateError, match="Ann Second is not done yet: an agreed rating comes after both"):
        agree(office(MO).kept, PRACTICE, "1.1", "not met", "so it is")
    finish(manager, ann)
    with pytest.raises(StateError, match="You have seen each other's ratings"):
        mo.resume()
    assert [mark.by for mark in seen(office(MO), "1.1").marks] == [MO, ANN]
    assert seen(office(MO), "1.1").how is How.DIFFER
    with pytest.raises(
        StateError, match=r"The moderators differ on 1\.1, 1\.2: record what they agree on first"
    ):
        release(manager.kept, PRACTICE)
    with pytest.raises(RefusedError, match="an agreed rating needs its reason"):
        agree(office(ANN).kept, PRACTICE, "1.1", "not met", " ")
    agree(office(ANN).kept, PRACTICE, "1.1", "not met", "the name is on no list")
    agree(manager.kept, PRACTICE, "1.2", "n", "as the panel held")
    ben = admitted(manager, PRACTICE, Role.LEAD)
    assert [line.marks for line in released_to(manager.kept, ben).lines if line.marks] == []
    with pytest.raises(StateError, match="have not been released to you yet"):
        challenging.reply(manager.kept, ben, "1.1", "We do.")
    opened = docket(manager, PRACTICE)
    assert all(line.moderated is None for line in opened.ordered())
    opened.accept("1.1")
    release(manager.kept, PRACTICE)
    first, *_ = opened.ordered()
    assert (first.question, first.reasons[0], first.accepted) == ("1.1", "moderated lower", False)
    assert first.signed is not None  # what came after a signature is to be looked at all the same
    assert first.moderated is not None
    assert first.moderated.new
    assert first.moderated.told == "Not met, agreed by the moderators: the name is on no list"
    opened.accept("1.1")
    assert opened.ordered()[-1].question == "1.1"
    mo.rate("1.1", "fully met", "shown the list since")
    assert seen(manager, "1.1").outdated
    assert docket(manager, PRACTICE).released.line("1.2").how is How.AGREED
    ben = admitted(manager, PRACTICE, Role.LEAD)
    shown = released_to(manager.kept, ben).lines[0]
    assert shown.result is not None  # what was released, not what came after it
    assert (shown.result.code, shown.outdated, len(shown.marks)) == ("not_met", False, 3)
    challenging.reply(manager.kept, ben, "1.1", "The list is on the wall now.")
    take_release_back(manager.kept, PRACTICE)
    assert released_to(manager.kept, ben).lines[0].marks == ()
    assert docket(manager, PRACTICE).answer("1.1").moderated is None
    stands = manager.returned(PRACTICE)
    assert stands.sections_signed == ("1", "2")  # a moderation is no answer
    assert all(line.revision == 1 for line in stands.answers if line.answer is not None)
    assert verify(manager.kept).faults == ()


def test_a_rating_says_on_which_answer_it_was_made(office: As) -> None:
    manager = office(PAM)
    assign(manager.kept, PRACTICE, MO)
    work = Moderation(office(MO).kept, PRACTICE)
    work.rate("1.1", "3")
    opened = docket(manager, PRACTICE)
    opened.amend("1.1", "partly met")
    assert seen(manager, "1.1").marks[0].stale
    with pytest.raises(StaleResponseError, match=r"Ben Marsh has answered 1\.1 since you looked"):
        work.rate("1.1", "1", "not so")
    work.look()
    with pytest.raises(StateError, match="is in progress: it is moderated once it is complete"):
        work.rate("1.1", "1", "not so")
    answer_on(lead(manager, PRACTICE))
    close_wave(manager.kept, AUDIT)
    assert work.look().lines[0].self_code == "partly_met"
    work.rate("1.1", "2")
    assert not seen(manager, "1.1").marks[0].stale
    work.undo()
    assert [(mark.said, mark.stale) for mark in seen(manager, "1.1").marks] == [("Fully met", False)]
    work.withdraw("1.1")
    assert seen(manager, "1.1").how is How.NONE
    work.undo()
    assert seen(manager, "1.1").marks[0].code == "fully_met"


def test_only_what_is_assigned_is_seen_and_nobody_moderates_their_own(office: As) -> None:
    manager = office(PAM)
    assign(manager.kept, PRACTICE, "mo  moderator")
    for refused in (
        lambda: Moderation(office(ANN).kept, PRACTICE),
        lambda: moderation_of(office(ANN).kept, PRACTICE),
        lambda: panel_pack(office(ANN).kept, PRACTICE),
        lambda: office(MO).returned(COUNCIL),
        lambda: challenging.challenge(office(ANN).kept, PRACTICE, "1.1", "Why?", "Eve", "Birch"),
    ):
        with pytest.raises(RightsError, match=r"is not assigned to .* to moderate: ask the manager"):
            refused()
    assert moderated(office(ANN).kept) == ()
    assert office(MO).returned(PRACTICE).answers
    with pytest.raises(UsageError, match="Nobody called 'Eve' moderates in wave audit-11"):
        assign(manager.kept, CLUB, "Eve")
    with pytest.raises(StateError, match="Mo Moderator moderates audit-11/GP1 already"):
        assign(manager.kept, PRACTICE, MO)
    appoint(manager.kept, AUDIT, LEADS[PRACTICE], Role.MODERATOR)
    with pytest.raises(
        RefusedError, match="belongs to Larch Lane Surgery: nobody moderates their own return"
    ):
        assign(manager.kept, PRACTICE, LEADS[PRACTICE])
    assign(manager.kept, PRACTICE, ANN)
    appoint(manager.kept, AUDIT, "Third", Role.MODERATOR)
    with pytest.raises(StateError, match="take it back from one of them first"):
        assign(manager.kept, PRACTICE, "Third")
    Moderation(office(ANN).kept, PRACTICE).rate("1.1", "3")
    assert take_back(manager.kept, PRACTICE, ANN) == ANN
    assert seen(manager, "1.1").how is How.NONE
    assign(manager.kept, PRACTICE, ANN)
    assert seen(manager, "1.1").how is How.ALONE


def test_where_nobody_is_on_file_a_name_is_known_or_said_to_be_new(desk: Desk) -> None:
    with pytest.raises(UsageError, match=r"Nobody knows 'Mo Moderator' in wave audit-11 yet: .* --unlisted"):
        assign(desk.kept, PRACTICE, MO)
    assert assign(desk.kept, PRACTICE, MO, unlisted=True) == MO
    assert assign(desk.kept, PRACTICE, desk.actor.upper()) == desk.actor
    with pytest.raises(UsageError, match=r"Nobody knows 'Mo Modrator'.*\(did you mean 'Mo Moderator'\?\)"):
        assign(desk.kept, CLUB, "Mo Modrator")
    assert assign(desk.kept, CLUB, "mo moderator") == MO
    appoint(desk.kept, "survey-08", ANN, Role.MODERATOR)
    with pytest.raises(UsageError, match="Nobody called 'Ann Second' moderates in wave audit-11: "):
        assign(desk.kept, COUNCIL, ANN, unlisted=True)  # who is on file elsewhere has no rights here
    assert moderators(desk.kept, AUDIT) == (desk.actor, MO)


def test_a_peers_note_is_answered_and_closed(office: As) -> None:
    manager = office(PAM)
    ben = admitted(manager, PRACTICE, Role.LEAD)
    with pytest.raises(UsageError, match="Say who asks"):
        challenging.challenge(manager.kept, PRACTICE, "1.1", "Since when?", "Eve Peer", "")
    number = challenging.challenge(manager.kept, PRACTICE, "1.1", "Since when?", "Eve Peer", "Birch Trust")
    with pytest.raises(RefusedError, match="give a reason to close it all the same"):
        challenging.close(manager.kept, PRACTICE, number)
    challenging.answer(manager.kept, PRACTICE, number, "Since May.", ben)
    challenging.answer(manager.kept, PRACTICE, number, "Since June, we looked it up.", ben)
    challenging.close(manager.kept, PRACTICE, number)
    with pytest.raises(StateError, match="is closed already: write a new one"):
        challenging.answer(manager.kept, PRACTICE, number, "And again.", ben)
    (note,) = challenging.notes(manager.kept, PRACTICE, ben)
    assert (note.state, note.answer, note.answered_by) == (
        "closed",
        "Since June, we looked it up.",
        LEADS[PRACTICE],
    )


def test_the_pack_has_what_a_panel_needs_and_no_contact_data(office: As) -> None:
    manager = office(PAM)
    mo, ann = both(office)
    mo.rate("1.1", "2", "two of five sites")
    ann.rate("1.1", "1", "SECRET until both are done")
    challenging.challenge(manager.kept, PRACTICE, "1.1", "Since when?", "Eve Peer", "Birch Trust")
    blind = panel_pack(office(MO).kept, PRACTICE)
    assert "SECRET" not in repr(blind)
    pack = panel_pack(manager.kept, PRACTICE)
    rows = dict(pack.sections[0].standards[0].rows)
    assert rows["Own rating"] == "Fully met"
    assert rows["Moderated"] == "the moderators differ"
    assert rows[MO] == "Partly met: two of five sites"
    assert rows["Evidence"] == "Minutes of 3 March"
    assert any(
        label.startswith("Eve Peer, Birch Trust, ") and said == "Since when?" for label, said in rows.items()
    )
    people = manager.kept.casebook.persons(AUDIT, "GP1")
    for private in (part for one in people for part in (one.email, one.phone, one.name) if part):
        assert private not in repr(pack)


def test_agreement_counts_finished_returns_and_first_thoughts(office: As) -> None:
    manager = office(PAM)
    mo, ann = both(office)
    mo.rate("1.1", "2", "two of five sites")
    ann.rate("1.1", "1", "no name on any list")
    ann.rate("1.2", "n", "they see no children")
    finish(manager, mo)
    assert concurrence(manager.kept, AUDIT).left_out == (
        "Returns left out because a moderator is not done: 1.",
    )
    finish(manager, ann)
    ann.rate("1.1", "2", "having heard Mo")  # not counted between the two: they had seen each other's
    (scale,) = concurrence(manager.kept, AUDIT).scales
    # own x moderated: 28 standards both fully; 1.1 own fully, moderated partly (both say so now); 1.2 differs
    assert (scale.total.agreement.n, scale.total.agreement.same, scale.total.agreement.higher) == (29, 28, 1)
    # the two: 28 the same; 1.1 Ann not, Mo partly; 1.2 is no pair
    found = scale.moderators.agreement
    assert (found.n, found.same, found.higher, found.lower) == (29, 28, 0, 1)
    assert [row.key for row in scale.by_pair] == [f"{ANN} / {MO}"]
    assert [(row.key, row.agreement.n) for row in scale.by_type] == [("gp", 29)]
    assert scale.by_standard[0].kappas["kappa"].why == "not defined: there is one pair only"


def test_the_report_sets_released_ratings_beside_the_own_ones(office: As) -> None:
    manager = office(PAM)
    mo, ann = both(office)
    mo.rate("1.1", "2", "two of five sites")
    ann.rate("1.1", "2", "not in the south")
    for work in (mo, ann):
        work.rate("1.2", "n", "they see no children")
        finish(manager, work)
    assert moderation_report(manager.kept, AUDIT).pairs == ()  # finished, and not released
    release(manager.kept, PRACTICE)
    figures = moderation_report(manager.kept, AUDIT)
    changed = {one.standard: one for one in figures.pairs if one.change is not Change.SAME}
    assert {standard: one.change for standard, one in changed.items()} == {
        "1.1": Change.LOWER,
        "1.2": Change.OTHER,
    }
    assert not any(one.since for one in figures.pairs)
    first = figures.standards[0]
    assert (first.n, first.changes[Change.LOWER]) == (1, 1)
    assert first.own.counts[Level.FULLY_MET] == first.moderated.counts[Level.PARTLY_MET] == 1
    made = moderation_paper.report(figures)
    assert made.tables[0].rows[0].cells[-2:] == ("100", "0")
    assert made.tables[1].rows[1].cells[:3] == ("Larch Lane Surgery", "Fully met", "Partly met")
    assert {table.id.partition(".")[0] for table in made.tables[2:]} == {"not_met-partly_met-fully_met"}
    listed = {one.standard: one for one in exceptions(manager.kept, AUDIT).findings}
    assert {name: (one.level, one.moderated) for name, one in listed.items()} == {
        "1.1": (Level.FULLY_MET, "Partly met"),
        "1.2": (Level.FULLY_MET, "Not applicable"),
    }
    say(lead(manager, PRACTICE), ":go 1.1", "not met", "y")
    assert exceptions(manager.kept, AUDIT, begun=True).findings[0].moderated == "Partly met"
    take_release_back(manager.kept, PRACTICE)
    assert moderation_report(manager.kept, AUDIT).returns == 0


def test_an_agreed_rating_is_taken_back(office: As) -> None:
    manager = office(PAM)
    mo, _ = both(office)
    take_back(manager.kept, PRACTICE, ANN)
    finish(manager, mo)
    assert agree(manager.kept, PRACTICE, "1.1", "1", "as the panel held").how is How.AGREED
    assert disagree(manager.kept, PRACTICE, "1.1").how is How.ALONE
    with pytest.raises(StateError, match=r"No rating of 1\.1 is agreed, so there is nothing to take back"):
        disagree(manager.kept, PRACTICE, "1.1")
    assert verify(manager.kept).faults == ()
