"""How the rows of a return become the records that leave the store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import RowMapping

from s11chat.fieldwork.case import State
from s11chat.store.record import (
    FactRecord,
    HelpRecord,
    HolderRecord,
    ParkRecord,
    QueryRecord,
    RemarkRecord,
    ResponseRecord,
    SignatureRecord,
    TransitionRecord,
)
from s11chat.store.seal import moment, stored, unchanged


def entered(row: RowMapping) -> dict[str, Any]:
    """What every entry says of itself, by the names of `Entered`."""
    return {
        "return_id": row["return_id"],
        "seq": row["seq"],
        "by": row["by"],
        "by_name": row["by_name"],
        "role": row["role"],
        "on_behalf_of": row["on_behalf_of"],
        "mode": row["mode"],
        "at": moment(row["at"]),
    }


def response(row: RowMapping) -> ResponseRecord:
    """One revision of a response."""
    return ResponseRecord(
        **entered(row),
        item=row["item"],
        occasion=row["occasion"],
        revision=row["revision"],
        answer=stored(row["value"]),
        no_answer=row["no_answer"],
        withdrawn=row["withdrawn"],
        words=row["words"],
        because=row["because"],
        exact=row["exact"],
        seconds=row["seconds"],
        digest=row["digest"],
        intact=unchanged(dict(row)),
    )


def remark(row: RowMapping) -> RemarkRecord:
    """A remark."""
    return RemarkRecord(
        **entered(row),
        item=row["item"],
        on=row["about"],
        text=row["text"],
        digest=row["digest"],
        intact=unchanged(dict(row)),
    )


def park(row: RowMapping) -> ParkRecord:
    """An item set aside."""
    return ParkRecord(**entered(row), item=row["item"], who=row["who"], when=row["due"])


def help_use(row: RowMapping) -> HelpRecord:
    """An article shown."""
    return HelpRecord(
        **entered(row),
        item=row["item"],
        article=row["article"],
        version=row["version"],
        depth=row["depth"],
    )


def fact(row: RowMapping) -> FactRecord:
    """Something else that happened."""
    return FactRecord(**entered(row), kind=row["kind"], details=stored(row["details"]))


def transition(row: RowMapping) -> TransitionRecord:
    """A change of state."""
    return TransitionRecord(
        **entered(row), was=State(row["was"]), became=State(row["became"]), reason=row["reason"]
    )


def holder(row: RowMapping) -> HolderRecord:
    """A change of lead or contact."""
    return HolderRecord(**entered(row), office=row["office"], person=row["person"], reason=row["reason"])


def query(steps: Sequence[RowMapping]) -> QueryRecord:
    """A query, from all of its steps in order."""
    first = steps[0]
    answers = [step for step in steps if step["state"] == "answered"]
    answered = answers[-1] if answers else None
    return QueryRecord(
        **entered(first),
        item=first["item"],
        round=first["round"],
        text=first["text"],
        state=steps[-1]["state"],
        answer=answered["text"] if answered else "",
        answered_by=answered["by_name"] if answered else "",
        answered_at=moment(answered["at"]) if answered else None,
    )


def signature(row: RowMapping, voided: RowMapping | None) -> SignatureRecord:
    """A signature, with what voided it."""
    return SignatureRecord(
        **entered(row),
        section=row["section"],
        digest=row["section_digest"],
        statement=row["statement"],
        name=row["name"],
        key=row["key_id"],
        signature=row["signature"],
        voided_at=moment(voided["at"]) if voided else None,
        voided_by=voided["seq"] if voided else None,
        void_reason=voided["reason"] if voided else "",
    )
