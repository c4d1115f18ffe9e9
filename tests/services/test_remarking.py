"""Remarks on the case and the contact: part of the return, for those who may see them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from s11chat.assurance.right import Role
from s11chat.services.desk import Desk
from s11chat.services.view import ReturnLine
from tests.office import DISTRICT, PRACTICE, delegate, docket, lead, say

ON_BOTH = True

NOTED = (("case", "merger planned for 2027"), ("contact", "best before ten in the morning"))


def seen(whole: ReturnLine) -> tuple[tuple[str, str], ...]:
    return tuple((remark.on, remark.text) for remark in whole.remarks)


@pytest.fixture
def noted(desk: Desk) -> Desk:
    """A call with a remark on the case, one on the contact and one beside a question."""
    call = desk.interview_as_interviewer(DISTRICT)
    say(call, "2", ":note hesitated", *(f":{on}note {text}" for on, text in NOTED))
    assert seen(call.review()) == NOTED
    call.leave()
    return desk


def test_they_say_whose_they_are(noted: Desk) -> None:
    (case, _) = noted.returned(DISTRICT).remarks
    assert (case.by, case.role) == (noted.kept.actor, "interviewer")
    assert case.at <= noted.kept.clock()


def test_what_is_noted_on_a_contact_is_not_for_the_organisation(noted: Desk) -> None:
    for whole in (lead(noted, DISTRICT).review(), docket(noted, DISTRICT).review()):
        assert seen(whole) == NOTED[:1]


@pytest.mark.parametrize(("role", "count"), [(Role.MANAGER, 2), (Role.INTERVIEWER, 2), (Role.ANALYST, 1)])
def test_of_the_office_those_see_it_who_see_contact_details(noted: Desk, role: Role, count: int) -> None:
    wave = DISTRICT.partition("/")[0]
    noted.kept.office.appoint(wave, "Ann Office", role.value, "Ann Office", noted.kept.clock())
    office = Desk(replace(noted.kept, actor="Ann Office"))
    assert seen(office.returned(DISTRICT)) == NOTED[:count]


def test_whoever_noted_it_sees_it_again(desk: Desk) -> None:
    own = delegate(desk, PRACTICE)
    say(own, ":contactnote away in May")
    assert seen(own.review()) == (("contact", "away in May"),)
    assert seen(docket(desk, PRACTICE).review()) == ()
