"""What stands behind a return: decided here alone, for lists, for single returns and for the end of a wave."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from s11chat.assurance.right import Role


class Status(StrEnum):
    """What stands behind a return; never guessed."""

    DIRECT = "direct"
    SIGNED = "signed"
    SIGNED_IN_PART = "signed in part"
    ATTESTED = "attested"
    UNSIGNED = "unsigned"
    NOT_APPLICABLE = "not applicable (telephone)"


def status_of(
    *,
    signed: bool,
    signed_off: bool,
    complete: bool,
    telephone: bool,
    roles: Collection[str],
    attested: bool = False,
) -> Status:
    """The status of a return.

    `signed` says whether a signature stands on any section, `signed_off` whether the whole was signed off,
    `attested` whether a read-back of the answers that stand is on record, `complete` whether nothing is left to ask,
    `roles` who gave the answers that stand. It is direct only where
    it is complete and the lead gave every answer, so not where one was handed back to them.
    """
    if signed:
        return Status.SIGNED if signed_off else Status.SIGNED_IN_PART
    if telephone and roles:
        return Status.ATTESTED if attested else Status.NOT_APPLICABLE
    return Status.DIRECT if complete and set(roles) == {Role.LEAD.value} else Status.UNSIGNED
