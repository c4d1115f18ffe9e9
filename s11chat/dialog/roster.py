"""Lays rosters out: the items of a roster become items like all others, once for each member.

So everything that reads a dialog knows only plain items, and a return holds `posts.nurse.filled` like any answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from s11chat.dialog.condition import AllOf, AnyOf, Condition, Known, Not, Test, renamed
from s11chat.dialog.model import Another, Check, Entry, Grid, Item, Number, Roster, Row, Wording, YesNo
from s11chat.dialog.source import Path

MEMBER = "member"
"""What conditions among a roster's items call the member who is asked about."""
_NAMED = re.compile(r"\{\{\s*(\w+)\s*\}\}")


def laid_out(entries: Iterable[Entry]) -> Iterator[tuple[Path, Item]]:
    """Every item, each with its place below the items of its section."""
    for number, entry in enumerate(entries):
        if isinstance(entry, Roster):
            yield from ((("items", number, *path), item) for path, item in _of_roster(entry))
        else:
            yield ("items", number), entry


def _of_roster(roster: Roster) -> Iterator[tuple[Path, Item]]:
    for member in roster.members:
        condition = _both(roster.when, member.when)
        yield from _of_member(roster, member.member, {"member": member.say}, condition)
    for number in range(1, roster.another.most + 1 if roster.another else 1):
        if roster.another is not None:
            yield ("another",), _asks(roster, roster.another, number)
            there = Test(subject=f"{roster.item}.{number}", one_of=("yes",))
            yield from _of_member(roster, str(number), {"number": str(number)}, there)


def _asks(roster: Roster, another: Another, number: int) -> YesNo:
    """Whether there is a first, second ... member."""
    before = Test(subject=f"{roster.item}.{number - 1}", one_of=("yes",)) if number > 1 else None
    say = another.first if another.first and number == 1 else another.say
    return YesNo(
        kind="yesno",
        item=f"{roster.item}.{number}",
        say=_worded(say, {"number": str(number)}),
        kb=roster.kb,
        when=_both(roster.when, before),
    )


def _of_member(
    roster: Roster, member: str, named: Mapping[str, str], condition: Condition | None
) -> Iterator[tuple[Path, Item]]:
    own = {item.item for item in roster.items}
    of_members = {MEMBER: member} if roster.members else {}

    def name(subject: str) -> str:
        inside = any(subject == item or subject.startswith(f"{item}.") for item in own)
        return f"{roster.item}.{member}.{subject}" if inside else subject

    for number, item in enumerate(roster.items):
        asked = settled(item.when, of_members) if item.when else True
        if asked is False:
            continue
        changes: dict[str, Any] = {
            "item": name(item.item),
            "say": _worded(item.say, named),
            "note": _filled(item.note, named),
            "probe": _filled(item.probe, named),
            "kb": item.kb or roster.kb,
            "when": _both(condition, None if isinstance(asked, bool) else renamed(asked, name)),
            "checks": tuple(
                Check(when=renamed(check.when, name), say=_filled(check.say, named) or "", hard=check.hard)
                for check in item.checks
            ),
        }
        if isinstance(item, Grid):
            changes["rows"] = tuple(
                row.model_copy(update={"say": _worded(row.say, named), "when": _row_when(row, name)})
                for row in item.rows
            )
        if isinstance(item, Number) and item.share_of:
            changes["share_of"] = name(item.share_of)
        yield ("items", number), item.model_copy(update=changes)


def settled(condition: Condition, facts: Known) -> Condition | bool:
    """What is left of the condition where these facts are known: whether it holds, if nothing else is asked."""
    match condition:
        case Test():
            return condition.holds(facts) if condition.subject in facts else condition
        case Not():
            part = settled(condition.part, facts)
            return not part if isinstance(part, bool) else condition.model_copy(update={"part": part})
        case AllOf() | AnyOf():
            decisive = isinstance(condition, AnyOf)
            parts = [settled(part, facts) for part in condition.parts]
            if any(part is decisive for part in parts):
                return decisive
            left = tuple(part for part in parts if not isinstance(part, bool))
            return condition.model_copy(update={"parts": left}) if left else not decisive


def _row_when(row: Row, name: Any) -> Condition | None:
    return renamed(row.when, name) if row.when else None


def _both(first: Condition | None, second: Condition | None) -> Condition | None:
    parts = tuple(part for part in (first, second) if part is not None)
    return AllOf(all=parts) if len(parts) > 1 else parts[0] if parts else None


def _worded(say: Wording, named: Mapping[str, str]) -> Wording:
    return Wording.model_validate(
        {audience: _filled(text, named) for audience, text in say.model_dump().items()}
    )


def _filled(text: str | None, named: Mapping[str, str]) -> str | None:
    """`text` with the names of the member filled in; what else it may name is filled in when it is asked."""
    if text is None:
        return None
    return _NAMED.sub(lambda found: named.get(found[1], found[0]), text)
