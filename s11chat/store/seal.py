"""What ties a stored row to its event: a random salt in the row, and a digest over all of its columns.

The event carries the digest alone, so names and free text can be taken out of a row one day without
breaking the chain, and nobody can guess them from the chain.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import RowMapping

from s11chat.assurance.canonical import row_digest
from s11chat.errors import TamperError


def instant(at: datetime) -> str:
    """`at` (with a time zone) as stored: ISO 8601 in UTC with microseconds."""
    if at.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be stored")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def moment(text: str) -> datetime:
    """The moment `instant` wrote."""
    try:
        return datetime.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise TamperError(f"'{text}' is stored where a time belongs; run 's11chat verify'.") from error


def moment_or_none(text: str) -> datetime | None:
    """As `moment`; None where nothing was stored."""
    return moment(text) if text else None


def storable(value: Any) -> Any:
    """`value` with every character that some database refuses (lone surrogates, null) replaced."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8").replace("\x00", "\ufffd")
    if isinstance(value, Mapping):
        return {storable(key): storable(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [storable(part) for part in value]
    return value


def sealed(row: Mapping[str, Any], salt: str, leaving: Collection[str] = ()) -> dict[str, Any]:
    """The row, storable, with its salt and digest."""
    whole = {name: storable(part) for name, part in row.items()}
    whole["salt"] = salt
    whole["digest"] = row_digest(whole, leaving)
    return whole


def unchanged(row: Mapping[str, Any], leaving: Collection[str] = ()) -> bool:
    """Whether a row is as it was sealed."""
    try:
        return bool(row["digest"] == row_digest(row, leaving))
    except (TypeError, ValueError):  # a value that no canonical form exists for was never sealed
        return False


MOVED = frozenset({"seq", "revision", "opened", "signed", "given", "made", "told", "details"})
"""The columns that may say something else once a row was entered anew elsewhere: numbers of entries, and what names them."""


def came_so(row: Mapping[str, Any], origin: Any) -> bool:
    """Whether a row that was entered anew is the one it was: with the digest, but for the columns, that `origin` names."""
    try:
        before = origin["row"]
        return bool(before.keys() <= MOVED & row.keys() and row_digest({**row, **before}) == origin["digest"])
    except (TypeError, ValueError, LookupError, AttributeError):
        return False


def legible(row: RowMapping) -> dict[str, Any]:
    """A row as it is stored; bytes, which nothing of ours stores, as text that fits no digest."""
    return {name: repr(part) if isinstance(part, bytes) else part for name, part in row.items()}


def stored(written: Any) -> Any:
    """The JSON value that is stored. Raises TamperError where it is none."""
    try:
        return json.loads(written)
    except (TypeError, ValueError, RecursionError) as error:
        raise TamperError(
            "Something is stored that cannot be read; run 's11chat verify' to see what."
        ) from error


def parsed(written: Any) -> dict[str, Any]:
    """A JSON object as stored; empty where it is none, which its digest then tells."""
    try:
        value = json.loads(written)
    except (TypeError, ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
