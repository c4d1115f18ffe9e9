"""The lead's side: looking, amending, asking, sending back, and signing what was shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from s11chat.assurance.right import Role
from s11chat.assurance.status import Status
from s11chat.engine.turn import Repair
from s11chat.errors import AccessError, RefusedError, RightsError, StaleResponseError, StateError
from s11chat.fieldwork.case import State
from s11chat.services.desk import Desk
from s11chat.services.fielding import add_person, close_wave, new_wave
from s11chat.services.framing import import_frame
from s11chat.services.interviewing import Interview
from s11chat.services.keeping import verify
from s11chat.services.reopening import foretold
from s11chat.services.signing import Docket
from s11chat.settings import shipped
from tests.office import (
    COUNCIL,
    DISTRICT,
    PHRASE,
    PRACTICE,
    PRISON,
    Clock,
    admitted,
    answer_on,
    code_for,
    completed,
    delegate,
    docket,
    lead,
    say,
)


def sections(opened: Docket) -> tuple[str, ...]:
    return tuple(line.section for line in opened.sections())


def signed_whole(desk: Desk, case: str = PRACTICE, name: str = "Ben Marsh") -> Docket:
    """A delegate's return, signed by its lead throughout."""
    completed(desk, case)
    opened = docket(desk, case)
    opened.enrol(PHRASE)
    opened.sign(sections(opened), PHRASE, name)
    return opened


def record_of(desk: Desk, question: str, case: str = PRACTICE) -> list[tuple[str, object]]:
    history = desk.kept.responses.history(desk.kept.case(case).return_id, question)
    return [(one.by_name, one.answer.get("value")) for one in history]


def test_the_gravest_stands_first(desk: Desk) -> None:
    sitting = delegate(desk, PRACTICE)
    say(sitting, "fully met", ":skip")  # a full rating without evidence
    say(sitting, "not met", ":skip", ":skip", ":skip")  # a low rating without an action
    say(sitting, ":dk", ":refuse", ":na no such service", ":note see below", "3")
    answer_on(sitting)
    order = [line for line in docket(desk, PRACTICE).ordered() if line.reasons]
    assert [(line.question, line.reasons[0]) for line in order] == [
        ("1.2", "low rating without a complete action"),
        ("1.1", "full rating without evidence"),
        ("2.1", "don't know"),
        ("2.2", "declined"),
        ("1.1.evidence", "not answered"),
        ("1.2.action", "not answered"),
        ("1.2.lead", "not answered"),
        ("1.2.due", "not answered"),
        ("3.1", "not applicable"),
        ("3.2", "has a remark"),
    ]


def test_what_was_accepted_stands_last_until_it_changes(desk: Desk) -> None:
    sitting = delegate(desk, PRACTICE)
    say(sitting, ":dk", ":dk")
    opened = docket(desk, PRACTICE)
    opened.accept("1.1")
    assert [line.question for line in opened.ordered()][-1] == "1.1"
    assert opened.answer("1.1").accepted
    assert opened.sections()[0].weak == 1
    say(sitting, ":go 1.1", ":refuse")
    assert not opened.answer("1.1").accepted


def test_what_was_accepted_can_be_doubted_again(desk: Desk) -> None:
    say(delegate(desk, PRACTICE), ":dk")
    opened = docket(desk, PRACTICE)
    opened.accept("1.1")
    opened.unaccept("1.1")
    line = opened.answer("1.1")
    assert not line.accepted
    assert line.reasons
    assert opened.sections()[0].weak >= 1
    opened.accept("1.1")
    assert opened.answer("1.1").accepted


def test_what_has_no_answer_cannot_be_accepted(desk: Desk) -> None:
    with pytest.raises(RefusedError, match=r"no answer to '1.1' yet"):
        docket(desk, PRACTICE).accept("1.1")


def test_amending_keeps_what_the_delegate_said(answered: Desk) -> None:
    completed(answered, PRACTICE)
    opened = docket(answered, PRACTICE)
    opened.amend("1.1", "partly met")
    assert record_of(answered, "1.1") == [("Nell Thimble", "fully_met"), ("Ben Marsh", "partly_met")]
    line = opened.answer("1.1")
    assert (line.by, line.role, line.on_behalf_of) == ("Ben Marsh", "lead", "Larch Lane Surgery")
    assert answered.returned(PRACTICE).status is Status.UNSIGNED


def test_an_amendment_in_doubt_is_asked_again(answered: Desk) -> None:
    completed(answered, PRACTICE)
    opened = docket(answered, PRACTICE)
    opened.amend("1.1", "met")
    assert opened.answer("1.1").said == "Fully met"
    opened.amend("1.1", "1")
    assert opened.answer("1.1").said == "Not met"


def test_a_doubt_about_one_amendment_is_not_settled_by_another(desk: Desk) -> None:
    completed(desk, PRISON)
    opened = docket(desk, PRISON)
    before = opened.answer("q16").said
    assert isinstance(opened.amend("q16", "other")[0], Repair)  # which other?
    opened.amend("q4", "2")
    assert (opened.answer("q16").said, opened.answer("q4").said) == (before, "To a fair extent")
    assert isinstance(opened.amend("q16", "other")[0], Repair)
    opened.amend("q16", "visits manager")
    assert opened.answer("q16").said.endswith("visits manager")


def test_what_is_not_asked_cannot_be_amended_or_asked_about(answered: Desk) -> None:
    completed(answered, PRACTICE)
    opened = docket(answered, PRACTICE)
    with pytest.raises(RefusedError, match=r"'2.5' is not asked"):
        opened.amend("2.5", "fully met")
    with pytest.raises(RefusedError, match=r"'2.5' is not asked"):
        opened.query("2.5", "Why?")
    with pytest.raises(RefusedError, match=r"There is no question '1.11'"):
        opened.answer("1.11")


def test_a_query_is_open_until_it_is_closed(answered: Desk) -> None:
    completed(answered, PRACTICE)
    opened = docket(answered, PRACTICE)
    opened.query("1.1", "Since when?\x1b[31m")
    (query,) = opened.answer("1.1").queries
    assert (query.text, query.state, query.round, query.by) == ("Since when?", "open", 1, "Ben Marsh")
    assert opened.answer("1.1").reasons == ("query open",)
    with pytest.raises(RefusedError, match="give a reason"):
        opened.close_query(query.id)
    opened.close_query(query.id, "settled by telephone")
    assert opened.answer("1.1").queries[0].state == "closed"
    with pytest.raises(RefusedError, match="already closed"):
        opened.close_query(query.id, "again")
    with pytest.raises(RefusedError, match="no query 999"):
        opened.close_query("999", "x")
    for empty in ("", "  ", "?!"):
        with pytest.raises(RefusedError, match="needs its question"):
            opened.query("1.1", empty)


def test_a_return_goes_back_only_with_a_comment(answered: Desk) -> None:
    completed(answered, PRACTICE)
    opened = docket(answered, PRACTICE)
    for empty in ("", " ", "..."):
        with pytest.raises(RefusedError, match="Write a comment"):
            opened.send_back(empty)
    assert opened.review().state is State.COMPLETE
    opened.send_back("The dates are missing.")
    whole = opened.review()
    assert (whole.state, whole.round, whole.comment) == (State.SENT_BACK, 2, "The dates are missing.")
    line = next(line for line in answered.cases() if line.case == PRACTICE)
    assert line.waits_for == "Nell Thimble: sent back"


def test_signing_takes_a_phrase_first(answered: Desk) -> None:
    completed(answered, PRACTICE)
    opened = docket(answered, PRACTICE)
    assert not opened.enrolled
    with pytest.raises(RefusedError, match="no signing phrase yet"):
        opened.sign(("1",), PHRASE, "Ben Marsh")
    with pytest.raises(RefusedError, match="at least 20 characters"):
        opened.enrol("too short")
    offered = opened.offer_phrase()
    assert len(offered.split()) == 6
    opened.enrol(offered)
    assert answered.kept.keys.of_person(answered.kept.casebook.persons("audit-11", "GP1")[0].id)
    certificate = opened.sign(("1",), f"  {offered.upper()} ", " Ben  Marsh ")
    assert "SIGNED by Ben Marsh" in certificate.text


def test_every_signature_takes_the_phrase_afresh(answered: Desk) -> None:
    completed(answered, PRACTICE)
    opened = docket(answered, PRACTICE)
    opened.enrol(PHRASE)
    opened.sign(("1",), PHRASE, "Ben Marsh")
    with pytest.raises(RefusedError, match="not the phrase you enrolled"):
        opened.sign(("2",), "", "Ben Marsh")
    assert opened.review().sections_signed == ("1",)


def test_wrong_phrases_are_held_back_longer_and_longer(answered: Desk, clock: Clock) -> None:
    completed(answered, PRACTICE)
    opened = docket(answered, PRACTICE)
    opened.enrol(PHRASE)
    for _ in range(5):
        with pytest.raises(RefusedError, match="nothing was signed"):
            opened.sign(("1",), "six other words than those enrolled", "Ben Marsh")
    with pytest.raises(AccessError, match="Too many wrong tries: wait"):
        opened.sign(("1",), PHRASE, "Ben Marsh")
    clock.pass_by(minutes=1)
    with pytest.raises(RefusedError, match="nothing was signed"):
        opened.sign(("1",), "six other words than those enrolled", "Ben Marsh")
    clock.pass_by(minutes=1)
    with pytest.raises(AccessError):  # the second lock is twice as long
        opened.sign(("1",), PHRASE, "Ben Marsh")
    clock.pass_by(minutes=1)
    opened.sign(("1",), PHRASE, "Ben Marsh")
    assert opened.review().sections_signed == ("1",)


@pytest.mark.parametrize(
    ("which", "name", "said"),
    [
        ((), "Ben Marsh", "at least one section"),
        (("9",), "Ben Marsh", "There is no section 9"),
        (("1",), "  ", "full name"),
        (("1",), "\x1b[2J", "full name"),
        (("1",), "B" * 201, "at most 200"),
        (("1",), "Ben Mrash", "That is not quite the name on file: type Ben Marsh"),
        (("1",), "Ben <i>Marsh</i>", "Only Ben Marsh signs here"),
        (("1",), "Nell Thimble", "Only Ben Marsh signs here"),
    ],
)
def test_what_cannot_be_signed_leaves_nothing_behind(
    answered: Desk, which: tuple[str, ...], name: str, said: str
) -> None:
    completed(answered, PRACTICE)
    opened = docket(answered, PRACTICE)
    opened.enrol(PHRASE)
    with pytest.raises(RefusedError, match=said):
        opened.sign(which, PHRASE, name)
    assert opened.review().sections_signed == ()
    assert verify(answered.kept).signatures == 0


@pytest.mark.parametrize("name", ["ben marsh", "BEN  MARSH", "BenMarsh", " Ben\tMarsh "])
def test_capitals_and_spaces_do_not_matter_in_a_name(answered: Desk, name: str) -> None:
    opened = docket(answered, PRACTICE)
    opened.enrol(PHRASE)
    opened.sign(("1",), PHRASE, name)
    assert opened.review().sections_signed == ("1",)


def test_a_slip_in_the_name_costs_no_try_at_the_phrase(answered: Desk) -> None:
    opened = docket(answered, PRACTICE)
    opened.enrol(PHRASE)
    for _ in range(9):
        with pytest.raises(RefusedError, match="Nothing was signed"):
            opened.sign(("1",), "six other words than those enrolled", "Bem Marsh")
    opened.sign(("1",), PHRASE, "Ben Marsh")


def test_signs_a_section_and_then_all(answered: Desk) -> None:
    completed(answered, PRACTICE)
    opened = docket(answered, PRACTICE)
    opened.enrol(PHRASE)
    opened.sign(("1",), PHRASE, "Ben Marsh")
    whole = answered.returned(PRACTICE)
    assert (whole.state, whole.status, whole.sections_signed) == (
        State.SIGNED_IN_PART,
        Status.SIGNED_IN_PART,
        ("1",),
    )
    opened.sign(sections(opened), PHRASE, "Ben Marsh")
    whole = answered.returned(PRACTICE)
    assert (whole.state, whole.status) == (State.SIGNED_OFF, Status.SIGNED)
    assert whole.sections_signed == tuple("12345678")
    assert {line.signed.by for line in whole.answers if line.signed} == {"Ben Marsh"}
    found = verify(answered.kept)
    assert (found.faults, found.signatures) == ((), 9)


def test_an_unfinished_return_can_be_signed_only_where_there_are_answers(desk: Desk) -> None:
    answer_on(delegate(desk, PRACTICE), "2.1")
    opened = docket(desk, PRACTICE)
    opened.enrol(PHRASE)
    with pytest.raises(RefusedError, match="Section 2 has no answers yet"):
        opened.sign(("1", "2"), PHRASE, "Ben Marsh")
    opened.sign(("1",), PHRASE, "Ben Marsh")
    assert desk.returned(PRACTICE).state is State.SIGNED_IN_PART


def test_a_return_with_questions_not_asked_yet_is_signed_in_part(desk: Desk) -> None:
    sitting = delegate(desk, PRACTICE)
    for section in "12345678":
        say(sitting, f":go {section}", "1", ":skip", ":skip", ":skip")
    opened = docket(desk, PRACTICE)
    opened.enrol(PHRASE)
    opened.sign(sections(opened), PHRASE, "Ben Marsh")
    whole = desk.returned(PRACTICE)
    assert len(whole.sections_signed) == 8
    assert (whole.state, whole.status) == (State.SIGNED_IN_PART, Status.SIGNED_IN_PART)
    answer_on(sitting)  # what is still open can be answered, and signed again
    opened.review()
    opened.sign(sections(opened), PHRASE, "Ben Marsh")
    whole = desk.returned(PRACTICE)
    assert (whole.state, whole.status) == (State.SIGNED_OFF, Status.SIGNED)
    assert verify(desk.kept).faults == ()


def test_another_contact_voids_only_what_is_asked_otherwise_of_them(desk: Desk) -> None:
    answer_on(lead(desk, DISTRICT))
    opened = docket(desk, DISTRICT)
    opened.enrol(PHRASE)
    opened.sign(sections(opened), PHRASE, "Pat Lowe")
    add_person(desk.kept, DISTRICT, "Nell Thimble", office="contact")
    whole = desk.returned(DISTRICT)
    assert set(sections(opened)) - set(whole.sections_signed) == {
        "respondent"
    }  # asked of delegates alone: q16
    assert (whole.state, whole.status) == (State.SIGNED_IN_PART, Status.SIGNED_IN_PART)
    assert verify(desk.kept).faults == ()


def test_a_delegate_let_in_after_a_signature_leaves_it_good(desk: Desk) -> None:
    answer_on(lead(desk, DISTRICT))
    opened = docket(desk, DISTRICT)
    opened.enrol(PHRASE)
    opened.sign(("organisation", "strategic"), PHRASE, "Pat Lowe")
    asked = opened.answer("q1").text
    delegate(desk, DISTRICT)
    assert opened.answer("q1").text == asked
    assert desk.returned(DISTRICT).sections_signed == ("organisation", "strategic")
    assert verify(desk.kept).faults == ()


def test_another_lead_leaves_what_the_one_before_signed(answered: Desk) -> None:
    signed_whole(answered)
    add_person(answered.kept, PRACTICE, "Sue Barr", office="lead")
    assert answered.returned(PRACTICE).status is Status.SIGNED
    assert verify(answered.kept).faults == ()


def test_a_telephone_return_stays_one_when_its_signature_is_voided(desk: Desk) -> None:
    sitting = desk.interview_as_interviewer(PRISON)
    answer_on(sitting)
    opened = docket(desk, PRISON)
    opened.enrol(PHRASE)
    opened.sign(("strategic",), PHRASE, "Jack Dane")
    say(sitting, ":go q4", "2")
    whole = desk.returned(PRISON)
    assert (whole.state, whole.status) == (State.COMPLETE_TELEPHONE, Status.NOT_APPLICABLE)


def test_who_no_longer_leads_signs_nothing(answered: Desk) -> None:
    code = code_for(answered, PRACTICE, Role.LEAD).code
    opened = answered.docket(answered.admit(code))
    sitting = answered.interview(answered.admit(code))
    opened.review()
    opened.enrol(PHRASE)
    add_person(answered.kept, PRACTICE, "Sue Barr", office="lead")
    for refused in (
        lambda: opened.sign(sections(opened), PHRASE, "Ben Marsh"),
        lambda: opened.amend("1.1", "not met"),
        lambda: say(sitting, ":go 1.1", "not met"),
        lambda: answered.admit(code),
    ):
        with pytest.raises(RightsError, match="Sue Barr leads it now"):
            refused()
    assert answered.returned(PRACTICE).sections_signed == ()
    later = docket(answered, PRACTICE)
    later.enrol(PHRASE)
    later.sign(sections(later), PHRASE, "Sue Barr")
    assert answered.returned(PRACTICE).status is Status.SIGNED


def test_a_telephone_return_may_be_signed_later(desk: Desk) -> None:
    answer_on(desk.interview_as_interviewer(PRISON))
    opened = docket(desk, PRISON)
    opened.enrol(PHRASE)
    opened.sign(sections(opened), PHRASE, "Jack Dane")
    whole = desk.returned(PRISON)
    assert (whole.state, whole.status, whole.header.mode) == (State.SIGNED_OFF, Status.SIGNED, "telephone")


def beside(desk: Desk, opened: Docket) -> Interview:
    """A sitting of the same lead at the same time, with the same code."""
    return desk.interview(opened._admission)


def test_a_later_answer_voids_only_its_own_section(answered: Desk) -> None:
    opened = signed_whole(answered)
    say(beside(answered, opened), ":go 3.1", "not met")
    voided = {line.section for line in opened.sections() if line.voided}
    whole = opened.review()
    assert "3" not in whole.sections_signed
    assert whole.sections_signed == ("1", "2", "4", "5", "6", "7", "8")
    assert whole.status is Status.SIGNED_IN_PART
    changed = next(line for line in whole.answers if line.question == "3.1")
    assert changed.changed
    assert changed.reasons[0] == "changed since last signed"
    assert {line.section for line in opened.sections() if line.voided} == {"3"} != voided
    assert verify(answered.kept).faults == ()


def test_a_remark_voids_its_section(answered: Desk) -> None:
    opened = signed_whole(answered)
    say(beside(answered, opened), ":go 4.1", ":note rather since May")
    assert "4" not in opened.review().sections_signed
    assert verify(answered.kept).faults == ()


def test_a_case_note_voids_nothing(answered: Desk) -> None:
    opened = signed_whole(answered)
    say(beside(answered, opened), ":casenote wants the report by post")
    assert opened.review().status is Status.SIGNED
    assert verify(answered.kept).faults == ()


def test_a_changed_route_voids_the_section_it_moves(answered: Desk) -> None:
    opened = signed_whole(answered, DISTRICT, "Pat Lowe")
    assert "q8" in {line.question for line in opened.review().answers if line.no_answer != "off_route"}
    say(beside(answered, opened), ":go q7.f", "4")  # without planned training q8 is not asked
    whole = opened.review()
    assert "recruitment" not in whole.sections_signed
    assert "strategic" in whole.sections_signed
    assert verify(answered.kept).faults == ()


def test_reopening_needs_a_signature_and_a_reason(answered: Desk) -> None:
    completed(answered, PRACTICE)
    with pytest.raises(StateError, match="Nothing is signed"):
        docket(answered, PRACTICE).reopen("wrong dates")
    opened = docket(answered, PRACTICE)
    opened.enrol(PHRASE)
    opened.sign(sections(opened), PHRASE, "Ben Marsh")
    with pytest.raises(RefusedError, match="Give the reason"):
        opened.reopen(" ")
    assert answered.returned(PRACTICE).status is Status.SIGNED
    opened.reopen("The dates in 1.1 are wrong.")
    whole = answered.returned(PRACTICE)
    assert (whole.state, whole.sections_signed) == (State.IN_PROGRESS, ())
    moves = answered.kept.responses.transitions(answered.kept.case(PRACTICE).return_id)
    assert moves[-1].reason == "The dates in 1.1 are wrong."
    assert delegate(answered, PRACTICE).conversation.current is None
    assert verify(answered.kept).faults == ()


def test_sending_back_voids_what_was_signed(answered: Desk) -> None:
    opened = signed_whole(answered)
    opened.send_back("Please look at section 1 again.")
    whole = opened.review()
    assert (whole.state, whole.sections_signed) == (State.SENT_BACK, ())


@pytest.mark.parametrize(
    ("meanwhile", "said"),
    [
        ((":go 1.1", "not met"), "the answer to 1.1"),
        ((":go 1.1", ":note it was only a draft"), "a remark on 1.1"),
        ((":go 1.1.evidence", "Minutes of the June board"), "the answer to 1.1.evidence"),
    ],
)
def test_only_what_was_shown_can_be_signed(desk: Desk, meanwhile: tuple[str, ...], said: str) -> None:
    sitting = delegate(desk, PRACTICE)
    answer_on(sitting)
    opened = docket(desk, PRACTICE)
    opened.enrol(PHRASE)
    say(sitting, *meanwhile)
    with pytest.raises(StaleResponseError, match=said):
        opened.sign(sections(opened), PHRASE, "Ben Marsh")
    assert desk.returned(PRACTICE).sections_signed == ()
    opened.sign(("2",), PHRASE, "Ben Marsh")  # which nobody touched
    opened.review()
    opened.sign(sections(opened), PHRASE, "Ben Marsh")
    assert verify(desk.kept).faults == ()


def test_a_route_that_moved_meanwhile_has_to_be_shown_first(desk: Desk) -> None:
    sitting = delegate(desk, DISTRICT)
    answer_on(sitting)
    opened = docket(desk, DISTRICT)
    opened.enrol(PHRASE)
    say(sitting, ":go q7.f", "4")
    opened.answer("q7.f")
    with pytest.raises(StaleResponseError, match="whether to ask q8"):
        opened.sign(("recruitment",), PHRASE, "Pat Lowe")


def test_what_the_lead_amended_counts_as_shown(answered: Desk) -> None:
    completed(answered, PRACTICE)
    opened = docket(answered, PRACTICE)
    opened.enrol(PHRASE)
    opened.amend("1.1", "not met")
    opened.sign(sections(opened), PHRASE, "Ben Marsh")
    assert answered.returned(PRACTICE).sections_signed == tuple("12345678")
    assert verify(answered.kept).faults == ()


def test_what_an_amendment_brings_up_has_to_be_answered_before_the_whole_is_signed(answered: Desk) -> None:
    opened = docket(answered, PRACTICE)
    opened.enrol(PHRASE)
    opened.amend("1.1", "not met")
    assert opened.sections()[0].warning == (
        "Senior management commitment: 3 questions have no answer yet, 4 answers should be looked at (1.1 to "
        "1.1.due)."
    )
    opened.sign(sections(opened), PHRASE, "Ben Marsh")
    whole = answered.returned(PRACTICE)
    assert (whole.state, whole.status) == (State.SIGNED_IN_PART, Status.SIGNED_IN_PART)
    answer_on(beside(answered, opened))
    opened.review()
    assert (
        opened.sections()[0].warning
        == "Senior management commitment: 3 answers should be looked at (1.1.action to 1.1.due)."
    )
    opened.sign(("1",), PHRASE, "Ben Marsh")
    assert answered.returned(PRACTICE).status is Status.SIGNED
    assert verify(answered.kept).faults == ()


def test_a_new_phrase_leaves_old_signatures_good(answered: Desk) -> None:
    opened = signed_whole(answered)
    opened.enrol("nine small boats upon the grey sea")
    assert verify(answered.kept).faults == ()
    with pytest.raises(RefusedError, match="not the phrase"):
        opened.sign(("1",), PHRASE, "Ben Marsh")
    opened.sign(("1",), "nine small boats upon the grey sea", "Ben Marsh")
    assert verify(answered.kept).faults == ()


def test_the_certificate_says_who_and_how_to_check(answered: Desk) -> None:
    opened = signed_whole(answered)
    made = opened.certificate()
    whole = answered.returned(PRACTICE)
    for part in (
        "Larch Lane Surgery",
        PRACTICE,
        "SIGNED by Ben Marsh",
        opened.statement,
        "given by Nell Thimble (delegate) for Ben Marsh, revision 1",
        whole.head,
        "s11chat verify",
    ):
        assert part in made.text
    assert made.digest == whole.head
    assert "NOT SIGNED" not in made.text
    assert "2.5" not in made.text  # not asked of a practice


def test_the_certificate_of_what_is_signed_in_part_says_so(answered: Desk) -> None:
    completed(answered, PRACTICE)
    opened = docket(answered, PRACTICE)
    opened.enrol(PHRASE)
    made = opened.sign(("1",), PHRASE, "Ben Marsh")
    assert made.text.count("SIGNED by Ben Marsh") == 1
    assert made.text.count("NOT SIGNED") == 7
    assert "Authority     signed in part" in made.text


def test_nothing_typed_becomes_markup_on_the_certificate(desk: Desk) -> None:
    sitting = delegate(desk, PRACTICE, "Nell <b>Thimble</b>")
    hostile = '<script>alert(1)</script> {{ 7*7 }} & "quoted" \x1b[31mred\x1b[0m [bold]x[/bold]'
    say(sitting, "fully met", hostile)
    answer_on(sitting)
    opened = docket(desk, PRACTICE)
    opened.enrol(PHRASE)
    made = opened.sign(sections(opened), PHRASE, "Ben Marsh")
    for raw in ("<script>", "<b>", "\x1b"):
        assert raw not in made.html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }} &amp;" in made.html
    assert "Nell &lt;b&gt;Thimble" in made.html
    assert "\x1b" not in made.text


def test_a_delegate_can_sign_by_no_road(answered: Desk) -> None:
    completed(answered, PRACTICE)
    nell = admitted(answered, PRACTICE)
    with pytest.raises(RightsError, match="A delegate may not review a return"):
        answered.docket(nell)
    with pytest.raises(RightsError):
        answered.dockets(nell)
    sitting = answered.interview(nell)
    say(sitting, ":handover Ben Marsh")
    assert answered.returned(PRACTICE).sections_signed == ()


def test_a_closed_wave_takes_nothing_any_more(answered: Desk) -> None:
    opened = docket(answered, COUNCIL)
    opened.query("1.1", "Since when?")
    number = opened.answer("1.1").queries[0].id
    opened.enrol(PHRASE)
    opened.sign(("1",), PHRASE, "Ruth Oakley")
    opened.accept("1.1")
    signed_whole(answered, PRACTICE)
    close_wave(answered.kept, "audit-11")
    for act in (
        lambda: opened.send_back("wrong"),
        lambda: opened.reopen("wrong"),
        lambda: opened.accept("1.2"),
        lambda: opened.unaccept("1.1"),
        lambda: opened.query("1.2", "Why?"),
        lambda: opened.close_query(number, "settled"),
        lambda: opened.amend("1.1", "not met"),
        lambda: opened.sign(("2",), PHRASE, "Ruth Oakley"),
    ):
        with pytest.raises(StateError, match=r"[Cc]losed|takes no more answers") as refused:
            act()
        assert str(refused.value).count(".") == 1
    assert answered.returned(PRACTICE).status is Status.SIGNED
    assert verify(answered.kept).faults == ()


def test_who_accepted_and_when_stands_with_the_answer(answered: Desk) -> None:
    opened = docket(answered, PRACTICE)
    opened.accept("1.1")
    mark = opened.answer("1.1").acceptance
    assert mark is not None
    assert (mark.by, mark.at.tzinfo is not None) == ("Ben Marsh", True)
    opened.unaccept("1.1")
    assert opened.answer("1.1").acceptance is None
    with pytest.raises(RefusedError, match=r"'1\.1' is not accepted"):
        opened.unaccept("1.1")


def test_reopening_says_beforehand_what_it_voids(answered: Desk) -> None:
    opened = docket(answered, PRACTICE)
    with pytest.raises(
        StateError, match=r"^Nothing is signed for Larch Lane Surgery, so there is nothing to"
    ):
        _ = opened.reopening
    opened.enrol(PHRASE)
    opened.sign(("1",), PHRASE, "Ben Marsh")
    assert opened.reopening == (
        "Reopening Larch Lane Surgery means that the signature on 1 section no longer stands: "
        "sign again afterwards."
    )
    opened.sign(("2", "3"), PHRASE, "Ben Marsh")
    assert "the signatures on 3 sections no longer stand" in foretold(answered.kept, PRACTICE)
    assert answered.returned(PRACTICE).sections_signed == ("1", "2", "3")


def test_parking_leaves_a_signed_return_as_it_was(answered: Desk) -> None:
    opened = signed_whole(answered)
    before = answered.returned(PRACTICE)
    sitting = beside(answered, opened)
    say(sitting, ":go 4.1", ":park Hugh by Friday")
    parked = answered.returned(PRACTICE)
    assert (parked.state, parked.status) == (before.state, before.status) == (State.SIGNED_OFF, Status.SIGNED)
    say(sitting, ":undo")
    after = opened.review()
    assert (after.state, after.sections_signed) == (State.SIGNED_OFF, before.sections_signed)
    assert answered.kept.responses.parks(answered.kept.case(PRACTICE).return_id) == {}
    assert verify(answered.kept).faults == ()


def test_what_the_dialog_insists_on_holds_up_the_end_and_the_signature_alike(
    desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "strict.yaml"
    text = (shipped("dialogs") / "chscb-2011.yaml").read_text(encoding="utf-8")
    file.write_text(text.replace("missing: warn", "missing: block", 1), encoding="utf-8")
    new_wave(desk.kept, "strict", file)
    frame = tmp_path / "frame.csv"
    frame.write_text("ref,name,type,lead_name\nA,Alder,gp,Ann Lead\n", encoding="utf-8")
    import_frame(desk.kept, "strict", frame)
    admission = admitted(desk, "strict/A", Role.LEAD)
    sitting = desk.interview(admission)
    say(sitting, "fully met", ":skip")  # the evidence that it insists on
    answer_on(sitting)
    assert isinstance(say(sitting, ":finish")[0], Repair)
    opened = desk.docket(admission)
    opened.review()
    opened.enrol(PHRASE)
    opened.sign(sections(opened), PHRASE, "Ann Lead")
    whole = desk.returned("strict/A")
    assert (len(whole.sections_signed), whole.state) == (len(sections(opened)), State.SIGNED_IN_PART)
    say(sitting, ":go 1.1.evidence", "Minutes of 3 March")
    opened.review()
    opened.sign(("1",), PHRASE, "Ann Lead")
    assert desk.returned("strict/A").state is State.SIGNED_OFF


def test_a_remark_while_the_lead_signs_is_not_signed_unseen(answered: Desk) -> None:
    """What happens between the last look and the writing is seen by the look that the writing takes."""
    opened = docket(answered, PRACTICE)
    opened.enrol(PHRASE)
    unlock = opened._keyring.unlock

    def meanwhile(phrase: str) -> object:
        say(delegate(answered, PRACTICE), ":go 1.1", ":note it was only a draft")
        return unlock(phrase)

    opened._keyring.unlock = meanwhile  # type: ignore[method-assign, assignment]
    with pytest.raises(StaleResponseError, match=r"a remark on 1\.1: look again\. Nothing was signed\.$"):
        opened.sign(("1",), PHRASE, "Ben Marsh")
    assert answered.returned(PRACTICE).sections_signed == ()
