"""Which case goes on in place of one whose return was left out, and how that is said to whoever comes for it."""

from __future__ import annotations

from s11chat.errors import StoreError
from s11chat.fieldwork.case import State
from s11chat.services.kept import Kept
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
