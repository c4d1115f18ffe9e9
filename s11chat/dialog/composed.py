"""What numbers that are part of another, rankings and rosters must keep."""

from __future__ import annotations

from collections.abc import Iterator

from s11chat.dialog.model import Dialog, Kind, Number, Ranking, Roster
from s11chat.dialog.proof import Found, items_of
from s11chat.dialog.question import options_of, questions
from s11chat.dialog.roster import MEMBER, settled
from s11chat.dialog.source import Path
from s11chat.dialog.suggest import nearest


def shares(dialog: Dialog) -> Found:
    """Numbers said to be part of what is no number, or is asked later."""
    asked = questions(dialog)
    order = {id_: place for place, id_ in enumerate(asked)}
    for path, item in items_of(dialog):
        if not isinstance(item, Number) or item.share_of is None:
            continue
        whole = asked.get(item.share_of)
        where = (*path, "share_of")
        if whole is None:
            yield where, f"no question is called '{item.share_of}'{nearest(item.share_of, asked)}"
        elif whole.kind is not Kind.NUMBER:
            yield where, f"'{item.share_of}' is not answered with a number, so nothing can be part of it"
        elif whole.id == item.item:
            yield where, f"'{item.item}' cannot be part of itself: name the number it is a part of"
        elif order[whole.id] >= order[item.item]:
            yield where, f"'{item.share_of}' is asked later than its part '{item.item}': move it in front"


def rankings(dialog: Dialog) -> Found:
    """Rankings with more places than options."""
    for path, item in items_of(dialog):
        if isinstance(item, Ranking) and item.places > len(options_of(dialog, item)) > 0:
            yield (
                (*path, "places"),
                f"'{item.item}' has fewer options than the {item.places} places: lower places, or add options",
            )


def members(dialog: Dialog) -> Found:
    """Items of rosters that are for members who are not there, or for none of those who are."""
    for s, section in enumerate(dialog.sections):
        for e, entry in enumerate(section.entries):
            if isinstance(entry, Roster) and entry.members:
                yield from _of_members(("sections", s, "items", e), entry)


def _of_members(path: Path, roster: Roster) -> Iterator[tuple[Path, str]]:
    there = [member.member for member in roster.members]
    for number, item in enumerate(roster.items):
        where: Path = (*path, "items", number, "when")
        tests = [test for test in item.when.tests() if test.subject == MEMBER] if item.when else []
        unknown = [
            name
            for test in tests
            for name in (*(test.one_of or ()), *(test.none_of or ()))
            if name not in there
        ]
        for name in dict.fromkeys(unknown):
            yield where, f"'{roster.item}' has no member '{name}'{nearest(name, there)}"
        nobody = item.when and all(settled(item.when, {MEMBER: name}) is False for name in there)
        if nobody and not unknown:
            yield where, f"'{item.item}' is asked of no member of '{roster.item}': mend the condition"
