"""Opens a signed return again, with a reason: by its lead on the docket, or by the manager from the office."""

from __future__ import annotations

from s11chat.assurance import round as rounds
from s11chat.assurance.right import Act, Role
from s11chat.errors import StateError
from s11chat.fieldwork.case import State
from s11chat.language.harmless import harmless
from s11chat.services.kept import Kept
from s11chat.services.surviving import why_closed
from s11chat.store.entry import Author, Entry, NewTransition, NewVoid
from s11chat.store.record import CaseRecord


def must_be_open(kept: Kept, case: CaseRecord) -> None:
    """Raises StateError where the wave of a case is closed, or its return was left out."""
    if case.state is State.SUPERSEDED:
        raise StateError(f"{case.name}: {why_closed(kept, case)}, so nothing in it is changed or signed.")
    if kept.casebook.wave(case.wave).state == "closed":
        raise StateError(f"Wave {case.wave} is closed: ask the office before anything is changed.")


def reopened(kept: Kept, case: CaseRecord, role: Role, reason: str) -> list[Entry]:
    """What reopening writes. Raises RightsError, RefusedError without a reason, StateError where nothing is signed."""
    said = rounds.reopen(role, harmless(reason))
    must_be_open(kept, case)
    standing = _standing(kept, case)
    if not standing:
        raise StateError("Nothing is signed here, so there is nothing to reopen.")
    return [*(NewVoid(section, said) for section in standing), NewTransition(State.IN_PROGRESS, said)]


def reopen(kept: Kept, case_name: str, reason: str) -> None:
    """The manager opens a signed return again; its signatures no longer stand."""
    case = kept.case(case_name)
    role = kept.require(Act.REOPEN, case.wave)
    author = Author("", kept.actor, role.value)
    kept.responses.record(
        case.return_id, author, kept.clock(), lambda: reopened(kept, kept.case(case_name), role, reason)
    )


def foretold(kept: Kept, case_name: str) -> str:
    """What the manager is told before reopening, in a sentence."""
    case = kept.case(case_name)
    kept.require(Act.REOPEN, case.wave)
    return foretelling(kept, case)


def foretelling(kept: Kept, case: CaseRecord) -> str:
    """How many signatures reopening would void, in a sentence. Raises StateError where nothing is signed."""
    number = len(_standing(kept, case))
    if not number:
        raise StateError(f"Nothing is signed for {case.name}, so there is nothing to reopen.")
    lost = (
        f"signatures on {number} sections no longer stand"
        if number > 1
        else "signature on 1 section no longer stands"
    )
    return f"Reopening {case.name} means that the {lost}: sign again afterwards."


def _standing(kept: Kept, case: CaseRecord) -> dict[str, None]:
    """The sections that a signature stands on, in the order of signing."""
    signatures = kept.responses.signatures(case.return_id)
    return dict.fromkeys(one.section for one in signatures if one.voided_at is None)
