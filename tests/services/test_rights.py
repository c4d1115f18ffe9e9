"""Every role at every call that asks for one, on its own case and on somebody else's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from s11chat.assurance.right import Role
from s11chat.errors import RightsError
from s11chat.services.admitting import issue, revoke
from s11chat.services.desk import Desk
from s11chat.services.view import Admission
from tests.office import CLUB, LEADS, PRACTICE, admitted

I, D, L, M, A, O = Role  # noqa: E741  # the six roles in their order
Call = Callable[[Desk, Admission], object]

CALLS: dict[str, tuple[Call, tuple[Role, ...]]] = {
    "open an interview": (lambda desk, who: desk.interview(who), (I, D, L)),
    "open the docket": (lambda desk, who: desk.docket(who), (L,)),
    "list what waits": (lambda desk, who: desk.dockets(who), (L,)),
    "replace the contact": (lambda desk, who: desk.interview(who).replace_contact("Eve Hart", ""), (I, L)),
    "issue a delegate's code": (
        lambda desk, who: issue(desk.kept, who.case, D, person="Eve Hart", by=who.role),
        (I, L, M),
    ),
    "issue a lead's code": (lambda desk, who: issue(desk.kept, who.case, L, by=who.role), (M,)),
    "revoke codes": (lambda desk, who: revoke(desk.kept, who.case, by=who.role), (L, M)),
}


def in_role(desk: Desk, role: Role) -> Admission:
    person = desk.kept.casebook.persons("audit-11", "GP1")[0]
    return Admission(PRACTICE, role, person.id, person.name)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("name", CALLS)
def test_only_the_roles_in_the_table_may(desk: Desk, name: str, role: Role) -> None:
    call, may = CALLS[name]
    if role in may:
        call(desk, in_role(desk, role))
        return
    with pytest.raises(RightsError, match=rf"An? {role} may not .*: ask "):
        call(desk, in_role(desk, role))
    assert desk.kept.access.of_wave("audit-11") == ()
    assert [person.name for person in desk.kept.casebook.persons("audit-11", "GP1")] == ["Ben Marsh"]


@pytest.mark.parametrize("role", [D, L])
def test_a_code_opens_its_own_case_only(desk: Desk, role: Role) -> None:
    who = admitted(desk, PRACTICE, role)
    desk.own_case(who, PRACTICE)
    with pytest.raises(RightsError, match="This code is not for audit-11/IN1"):
        desk.own_case(who, CLUB)
    assert desk.interview(who).header.case == PRACTICE


def test_a_docket_shows_and_signs_its_own_case_only(desk: Desk) -> None:
    who = admitted(desk, PRACTICE, L)
    assert {line.case for line in desk.dockets(who)} == {PRACTICE}
    assert desk.docket(who).review().header.case == PRACTICE
    assert desk.docket(who).header.typist == LEADS[PRACTICE]
