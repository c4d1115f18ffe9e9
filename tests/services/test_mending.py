"""A number or an address that is put right: who rings or writes next has the right one, and the journal no data."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from s11chat.assurance.right import Role
from s11chat.errors import S11chatError, StaleResponseError, UsageError
from s11chat.fieldwork.letter import Standing
from s11chat.fieldwork.plan import Plan
from s11chat.report.letter import Templates
from s11chat.services.addressing import Asked, mailing
from s11chat.services.desk import Desk
from s11chat.services.fielding import persons
from s11chat.services.keeping import verify
from s11chat.services.mailed import bounced
from s11chat.services.mending import Correction, mend, mending
from s11chat.services.outcome_entry import Coding
from s11chat.services.posting import Office
from s11chat.services.supervising import Supervision
from s11chat.store.chain import journal
from s11chat.store.entry import Author
from s11chat.store.ledger import Ledger
from tests.office import AUDIT, LEADS, NELL, PHRASE, PRACTICE, admitted, delegate, docket, say

ON_BOTH = True
NUMBER, ADDRESS = "01632 960777", "ben.marsh@larch.example"


def change(desk: Desk, who: str = LEADS[PRACTICE], **said: str) -> str:
    found = mending(desk.kept, PRACTICE, who, Correction(**said))
    mend(desk.kept, found)
    return found.said


def test_the_next_interviewer_sees_the_number_that_was_put_right(desk: Desk) -> None:
    room = desk.call_room(AUDIT)
    room.take("GP1")
    room.dial("01632 960011")
    room.code(Coding("T1", note="a florist"))
    found = mending(desk.kept, PRACTICE, "ben marsh", Correction(phone=NUMBER))
    assert found.waits
    assert change(desk, phone=NUMBER) == "the number on file is changed"
    Supervision(desk.kept, AUDIT).call_again("GP1", "a new number")
    card = desk.call_room(AUDIT).take("GP1")
    assert [(one.name, one.phone) for one in card.people] == [(LEADS[PRACTICE], NUMBER)]
    assert verify(desk.kept).faults == ()


def test_the_journal_says_who_changed_whose_number_and_holds_no_number(desk: Desk) -> None:
    change(desk, phone=NUMBER, email=ADDRESS)
    case = desk.kept.case(PRACTICE)
    last = desk.kept.responses.events(f"wave:{AUDIT}")[-1]
    assert case.lead
    assert (last.body["act"], last.body["person"]) == ("person changed", case.lead.id)
    assert last.body["fields"] == ["email", "phone"]
    written = " ".join(str(event.body) for event in desk.kept.responses.events(f"wave:{AUDIT}"))
    assert NUMBER not in written
    assert ADDRESS not in written
    assert "960011" not in written
    assert verify(desk.kept).faults == ()


def test_a_letter_goes_to_the_new_address_once_one_came_back_from_the_old(desk: Desk, tmp_path: Path) -> None:
    kept = desk.kept
    kept.plans.settle(AUDIT, Plan(sender="audit@example.org"), desk.actor, kept.clock())

    def look() -> tuple[Standing, str]:
        (verdict,) = mailing(kept, Asked(AUDIT, "invitation", "GP1")).verdicts
        return verdict.standing, verdict.to.address if verdict.to else ""

    list(Office(kept, mailing(kept, Asked(AUDIT, "invitation", "GP1")), Templates()).into_files(tmp_path))
    bounced(kept, AUDIT, "GP1", reason="no such user")
    assert look() == (Standing.UNREACHABLE, "ben@example.org")
    change(desk, email=ADDRESS)
    assert look() == (Standing.DUE, ADDRESS)
    change(desk, email="ben@example.org")
    assert look()[0] is Standing.UNREACHABLE


@pytest.mark.parametrize(
    ("name", "said", "told"),
    [
        ("Ben Marsh", {}, "That is what is on file of Ben Marsh"),
        ("Ben Marsh", {"phone": "01632 960011"}, "That is what is on file of Ben Marsh"),
        ("Ben Marsh", {"name": " "}, "A person needs a name"),
        ("Ben Marsh", {"email": "ben at larch"}, "'ben at larch' is not an e-mail address"),
        ("Ben Marsh", {"phone": "1" * 300}, "at most 200 characters"),
        ("Ben Marks", {"phone": NUMBER}, r"Nobody called 'Ben Marks' is on file for audit-11/GP1 \(did you"),
    ],
)
def test_what_cannot_be_on_file_is_refused_in_a_sentence(
    desk: Desk, name: str, said: dict[str, str], told: str
) -> None:
    before = persons(desk.kept, PRACTICE)
    with pytest.raises(UsageError, match=told):
        change(desk, name, **said)
    assert persons(desk.kept, PRACTICE) == before


def test_an_empty_text_takes_an_address_away(desk: Desk) -> None:
    change(desk, email="")
    assert persons(desk.kept, PRACTICE)[0].email == ""


def test_nothing_is_changed_over_what_somebody_else_put_on_file(desk: Desk) -> None:
    found = mending(desk.kept, PRACTICE, LEADS[PRACTICE], Correction(phone=NUMBER))
    change(desk, phone="01632 960888")
    with pytest.raises(
        StaleResponseError, match="Somebody has changed what is on file of Ben Marsh meanwhile"
    ):
        mend(desk.kept, found)
    assert persons(desk.kept, PRACTICE)[0].phone == "01632 960888"


def test_of_two_people_of_one_name_the_one_who_answers_is_meant(desk: Desk) -> None:
    for title in ("Nurse", "Practice nurse"):
        desk.kept.casebook.add_person(AUDIT, NELL, ref="GP1", title=title)
    with pytest.raises(Exception, match="2 people called Nell Thimble are on file"):
        mending(desk.kept, PRACTICE, NELL, Correction(phone=NUMBER))
    interview = delegate(desk, PRACTICE)
    say(interview, "fully met")
    answers = desk.kept.case(PRACTICE).contact
    change(desk, NELL, phone=NUMBER)
    case = desk.kept.case(PRACTICE)
    assert answers
    assert case.contact
    assert (case.contact.id, case.contact.phone) == (answers.id, NUMBER)


def test_a_number_voids_no_signature_and_a_name_that_is_signed_under_is_asked_about(
    desk: Desk,
) -> None:
    who = admitted(desk, PRACTICE, Role.LEAD)
    say(desk.interview(who), "fully met")
    opened = docket(desk, PRACTICE)
    opened.enrol(PHRASE)
    opened.sign(("1",), PHRASE, LEADS[PRACTICE])
    assert mending(desk.kept, PRACTICE, LEADS[PRACTICE], Correction(phone=NUMBER)).warning == ""
    change(desk, phone=NUMBER, email=ADDRESS)
    assert [one.voided_at for one in desk.kept.responses.signatures(desk.kept.case(PRACTICE).return_id)] == [
        None
    ]
    renamed = mending(desk.kept, PRACTICE, LEADS[PRACTICE], Correction(name="Benjamin Marsh"))
    mend(desk.kept, renamed)
    standing = [
        one
        for one in desk.kept.responses.signatures(desk.kept.case(PRACTICE).return_id)
        if one.voided_at is None
    ]
    assert bool(renamed.warning) == (standing == [])
    assert verify(desk.kept).faults == ()


def test_whoever_mends_and_whoever_writes_a_letter_do_not_wait_for_each_other(desk: Desk) -> None:
    """A letter takes the journal of the wave and then the return; taken the other way round, neither would end."""
    database, case = desk.kept.database, desk.kept.case(PRACTICE)
    found, failed = mending(desk.kept, PRACTICE, LEADS[PRACTICE], Correction(phone=NUMBER)), list[Exception]()

    def work() -> None:
        try:
            mend(desk.kept, found)
        except S11chatError as error:
            failed.append(error)

    mends = threading.Thread(target=work)
    with database.writing() as writing:
        journal(writing, AUDIT)
        mends.start()
        if database.file is None:
            until = time.monotonic() + 20
            waits = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
            while not writing.connection.execute(waits).scalar() and time.monotonic() < until:
                time.sleep(0.01)
        Ledger(writing, case.return_id, Author("", "Office", "manager"), desk.kept.clock())
    mends.join(60)
    assert failed == []
    assert persons(desk.kept, PRACTICE)[0].phone == NUMBER
