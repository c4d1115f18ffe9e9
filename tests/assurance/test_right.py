"""The table of rights is complete, and its refusals say whom to ask."""

from __future__ import annotations

import pytest

from s11chat.assurance.right import Act, Role, allowed, holders, issuing, require
from s11chat.errors import RightsError

LEAD_ALONE = {Act.REVIEW, Act.AMEND, Act.QUERY, Act.SEND_BACK, Act.ENROL, Act.SIGN}
MANAGER_ALONE = {
    Act.APPOINT,
    Act.ASSIGN,
    Act.MAKE_WAVE,
    Act.CLOSE_WAVE,
    Act.IMPORT_FRAME,
    Act.IMPORT_RETURNS,
    Act.ISSUE_LEAD_CODE,
    Act.SEND_MAIL,
    Act.DECIDE,
    Act.BUNDLE,
    Act.BACKUP,
    Act.RESTORE,
    Act.REDACT,
    Act.SHOW_ACCESS_LOG,
}


@pytest.mark.parametrize("act", Act)
def test_every_act_is_somebodys(act: Act) -> None:
    assert holders(act)
    assert len(set(holders(act))) == len(holders(act))


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("role", Role)
def test_require_agrees_with_the_table_and_names_who_may(role: Role, act: Act) -> None:
    if allowed(role, act):
        require(role, act)
        return
    with pytest.raises(RightsError) as refusal:
        require(role, act)
    sentence = str(refusal.value)
    assert sentence.endswith(".")
    assert all(f"the {holder}" in sentence for holder in holders(act))


@pytest.mark.parametrize("act", sorted(LEAD_ALONE))
def test_only_the_lead_reviews_and_signs(act: Act) -> None:
    assert holders(act) == (Role.LEAD,)


@pytest.mark.parametrize("act", sorted(MANAGER_ALONE))
def test_only_the_manager_runs_the_wave(act: Act) -> None:
    assert holders(act) == (Role.MANAGER,)


def test_nobody_signs_or_lets_a_lead_in_by_another_way() -> None:
    assert not allowed(Role.DELEGATE, Act.SIGN)
    assert not allowed(Role.INTERVIEWER, Act.SIGN)
    assert not allowed(Role.MANAGER, Act.SIGN)
    assert not allowed(Role.INTERVIEWER, Act.ISSUE_LEAD_CODE)
    assert not allowed(Role.MANAGER, Act.ANSWER)
    for role in Role:
        wanted = Act.ISSUE_CODE if role is Role.DELEGATE else Act.ISSUE_LEAD_CODE
        assert issuing(role) is wanted


@pytest.mark.parametrize("role", [Role.ANALYST, Role.MODERATOR])
def test_those_who_only_look_change_no_answer(role: Role) -> None:
    changing = {Act.OPEN_CASE, Act.ANSWER, Act.AMEND, Act.REMARK, Act.SIGN, Act.REOPEN, Act.IMPORT_RETURNS}
    assert not any(allowed(role, act) for act in changing)
    assert not allowed(role, Act.SHOW_CONTACT)


def test_the_sentence_reads_well() -> None:
    with pytest.raises(RightsError, match=r"^A delegate may not sign a return: ask the lead\.$"):
        require(Role.DELEGATE, Act.SIGN)
    with pytest.raises(
        RightsError, match=r"^An analyst may not reopen a signed return: ask the lead or the manager\.$"
    ):
        require(Role.ANALYST, Act.REOPEN)
