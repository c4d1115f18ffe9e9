"""Whether a row that comes from elsewhere says what a row of its kind can say; its digest is asked about elsewhere."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from s11chat.assurance.evidence import LONGEST_NAME
from s11chat.assurance.round import QueryState
from s11chat.engine.answer import Answer
from s11chat.errors import TamperError
from s11chat.fieldwork.case import State
from s11chat.store.delegation import DONE, GIVEN, RECALLED
from s11chat.store.evidence import ADDED, AMENDED, REINSTATED, WITHDRAWN
from s11chat.store.seal import instant, moment, stored

LONGEST = 100_000
"""Characters of a text in one column."""
_LARGEST = 2**31 - 1
"""What every database takes as a number."""

_DIGEST = re.compile(r"[0-9a-f]{64}")

Row = Mapping[str, Any]


def plausible(kind: str, row: Row) -> bool:
    """Whether a row has columns of a size and form that s11chat writes; their types are right already."""
    try:
        common = all(_small(part) for part in row.values()) and instant(moment(row["at"])) == row["at"]
        return common and _KINDS.get(kind, _anything)(row)
    except (TamperError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return False


def _small(part: Any) -> bool:
    if isinstance(part, str):
        return len(part) <= LONGEST
    if isinstance(part, float):
        return math.isfinite(part) and part >= 0
    return isinstance(part, bool) or -1 <= part <= _LARGEST


def _anything(_row: Row) -> bool:
    return True


def _response(row: Row) -> bool:
    value = stored(row["value"])
    answer = Answer.from_json(value)
    numbers = not isinstance(answer.value, float) or math.isfinite(answer.value)
    return numbers and row["no_answer"] == str(value.get("no_answer", "")) and row["revision"] > 0


def _transition(row: Row) -> bool:
    return bool(State(row["was"]) and State(row["became"]))


def _fact(row: Row) -> bool:
    details = stored(row["details"])
    return isinstance(details, dict) and all(isinstance(part, str | int) for part in details.values())


def _delegation(row: Row) -> bool:
    part = stored(row["part"])
    listed = isinstance(part, list) and all(isinstance(name, str) for name in part)
    return listed and row["step"] in (GIVEN, RECALLED, DONE)


def _evidence(row: Row) -> bool:
    covers = stored(row["covers"])
    listed = isinstance(covers, list) and all(isinstance(name, str) for name in covers)
    named = not row["file"] or _DIGEST.fullmatch(row["file"]) is not None
    bare = len(row["file_name"]) <= LONGEST_NAME and not {"/", "\\"} & set(row["file_name"])
    days = all(not row[name] or date.fromisoformat(row[name]) for name in ("dated", "review"))
    return listed and named and bare and days and row["step"] in (ADDED, AMENDED, WITHDRAWN, REINSTATED)


_KINDS: Mapping[str, Callable[[Row], bool]] = {
    "response": _response,
    "transition": _transition,
    "fact": _fact,
    "delegation": _delegation,
    "evidence": _evidence,
    "holder": lambda row: row["office"] in ("lead", "contact"),
    "query": lambda row: bool(QueryState(row["state"])),
}
