"""Who gave a return, its original recipient or a delegate."""

from __future__ import annotations

from s11chat.assurance.right import Role
from s11chat.services.surveying import Surveyed
from s11chat.services.talk import TELEPHONE, delegated
from s11chat.store.overview import Holding

_THEMSELVES = frozenset({Role.DELEGATE.value, Role.LEAD.value, Role.INTERVIEWER.value})
"""The roles of whoever answers, or takes the answers down."""


def by_delegate(found: Surveyed, held: Holding) -> bool:
    """Whether somebody else than the original recipient, the lead, answered for the organisation.

    Online the answers say so; on the telephone it is whoever was asked, and where all was imported whoever it says.
    """
    asked = found.case.mode == TELEPHONE and Role.INTERVIEWER.value in held.roles
    if asked or held.roles.isdisjoint(_THEMSELVES):
        return delegated(found.case)
    return Role.DELEGATE.value in held.roles
