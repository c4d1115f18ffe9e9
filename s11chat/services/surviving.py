"""Whether a return still takes answers, and which case goes on in place of one that was left out."""

from __future__ import annotations

from s11chat.assurance.right import Role
from s11chat.errors import StateError, StoreError
from s11chat.fieldwork.case import WRITABLE, State
from s11chat.services.kept import Kept
from s11chat.services.talk import must_lead
from s11chat.store.record import CaseRecord


def pointer(kept: Kept, case: CaseRecord) -> str:
    """The ref of the case that this one was last said to be part or a duplicate of; empty where none was."""
    calls = kept.fieldbook.calls(case.return_id)
    return calls[-1].points_to if calls else ""


def survivor(kept: Kept, case: CaseRecord) -> CaseRecord | None:
    """The case that goes on in place of a superseded one; None where it points at none."""
    seen = {case.ref}
    while case.state is State.SUPERSEDED:
        ref = pointer(kept, case)
        if not ref or ref in seen:
            return None
        seen.add(ref)
        try:
            case = kept.casebook.case(case.wave, ref)
        except StoreError:
            return None
    return case


def why_closed(kept: Kept, case: CaseRecord) -> str:
    """Why a return takes no answers, as half a sentence."""
    on = survivor(kept, case) if case.state is State.SUPERSEDED else None
    instead = f" ({on.name} goes on in its place)" if on else ""
    return f"this return is {case.state}{instead}"


def must_take_answers(kept: Kept, case: CaseRecord, role: Role, person: str) -> None:
    """Raises StateError where a return takes no answers from such a role, RightsError for a lead that is not its own."""
    if role is Role.LEAD:
        must_lead(case, person)
    if case.state not in WRITABLE:
        raise StateError(f"{case.name}: {why_closed(kept, case)} and takes no more answers.")
    if kept.casebook.wave(case.wave).state == "closed":
        raise StateError(f"Wave {case.wave} is closed: {case.name} takes no more answers.")
    if case.state is State.SIGNED_OFF and role is not Role.LEAD:
        raise StateError(
            f"{case.name} has been signed off. Its lead or the manager can reopen it with a reason; "
            "then it can be changed."
        )
