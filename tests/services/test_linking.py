"""Somebody on the telephone would rather answer online: the letter with the link goes out while the call is coded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from s11chat.assurance.right import Role
from s11chat.exchange.smtp import Server, Tls
from s11chat.fieldwork.case import State
from s11chat.fieldwork.plan import Plan
from s11chat.fieldwork.queue import Standing
from s11chat.services.addressing import Asked, mailing
from s11chat.services.admitting import issue
from s11chat.services.desk import Desk
from s11chat.services.outcome_entry import Coding, NewPerson
from s11chat.services.supervising import Supervision
from tests.mailserver import Served, serving
from tests.office import AUDIT, CLUB, PRACTICE, Clock, answer_on

CODE = re.compile(r"\b[0-9A-Z]{5}(?:-[0-9A-Z]{4}){3}-[0-9A-Z]{5}\b")


@pytest.fixture
def served() -> Iterator[Served]:
    with serving() as running:
        yield running


def with_mail(desk: Desk, served: Served) -> Desk:
    desk.kept.plans.settle(AUDIT, Plan(sender="audit@example.org"), "Office", desk.kept.clock())
    server = Server(served.host, served.port, tls=Tls.NONE)
    return Desk(replace(desk.kept, mail_server=lambda: server))


def link_wanted(desk: Desk, **told: object) -> str:
    room = desk.call_room(AUDIT)
    room.take("GP1")
    room.dial("01632 960 001")
    return room.code(Coding("W1", **told))  # type: ignore[arg-type]


def test_for_one_case_only_its_own_codes_and_facts_are_read(desk: Desk) -> None:
    mine, other = (issue(desk.kept, case, Role.LEAD) for case in (PRACTICE, CLUB))
    assert mine.code != other.code
    found = mailing(desk.kept, Asked(AUDIT, "link", "GP1"))
    lead = desk.kept.case(PRACTICE).lead
    assert lead
    assert [person for person, _ in found.codes] == [lead.id]


def test_the_link_goes_out_and_the_case_waits_for_the_answers(
    desk: Desk, served: Served, clock: Clock
) -> None:
    office = with_mail(desk, served)
    told = link_wanted(office)
    assert told.endswith("The link was sent to Ben Marsh, ben@example.org.")
    stands = office.kept.queue.of(AUDIT, "GP1").position
    assert (stands.standing, stands.outcome) == (Standing.WAITING, "W1")
    ((to, letter),) = served.box.taken
    code = CODE.search(letter.get_body(("plain",)).get_content())  # type: ignore[union-attr]
    assert to == "ben@example.org"
    assert code
    interview = office.interview(office.admit(code[0]))
    answer_on(interview)
    assert office.kept.case(PRACTICE).state is State.COMPLETE
    assert office.kept.queue.of(AUDIT, "GP1").position.standing is Standing.CLOSED


def test_an_address_given_on_the_telephone_is_written_to(desk: Desk, served: Served) -> None:
    told = link_wanted(with_mail(desk, served), passed_to=NewPerson("Nell Thimble", email="nell@example.org"))
    assert "sent to Nell Thimble, nell@example.org" in told
    assert served.box.recipients == ["nell@example.org"]


def test_nothing_comes_back_in_time_and_the_case_is_called_again(
    desk: Desk, served: Served, clock: Clock
) -> None:
    office = with_mail(desk, served)
    link_wanted(office)
    clock.pass_by(days=7, minutes=1)
    office.call_room(AUDIT).sweep()
    assert office.kept.queue.of(AUDIT, "GP1").position.standing is Standing.READY


@pytest.mark.parametrize("answer", ["550 5.1.1 Nobody here", "451 4.3.0 Later"])
def test_what_is_not_taken_is_left_to_the_office(desk: Desk, served: Served, answer: str) -> None:
    served.box.answers["ben@example.org"] = [answer] * 9
    office = with_mail(desk, served)
    told = link_wanted(office)
    assert "The link did not go out" in told
    assert "the office is asked to send it." in told
    (message,) = Supervision(office.kept, AUDIT).messages()
    assert message.text.startswith("Send the link: s11chat letters send audit-11 --stage link --case GP1.")
    assert message.case == PRACTICE


def test_without_a_mail_server_the_call_is_coded_all_the_same(desk: Desk) -> None:
    told = link_wanted(desk)
    assert told.endswith("The link has not gone out yet: the office is asked to send it.")
    (message,) = Supervision(desk.kept, AUDIT).messages()
    assert "Name the mail server" in message.text
    assert desk.kept.queue.of(AUDIT, "GP1").position.outcome == "W1"


def test_a_call_coded_again_as_answering_online_sends_the_link_once(desk: Desk, served: Served) -> None:
    room = with_mail(desk, served).call_room(AUDIT)
    room.take("GP1")
    room.dial("01632 960 001")
    room.code(Coding("N1"))
    assert not served.box.taken
    room.again()
    assert "The link was sent" in room.code(Coding("W1"))
    room.again()
    assert "The link was sent" not in room.code(Coding("W1", note="asked for it twice"))
    assert len(served.box.taken) == 1
