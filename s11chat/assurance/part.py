"""The part of a dialog that somebody is asked for: sections and items by their ids, and what they come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from s11chat.dialog.model import Dialog
from s11chat.dialog.suggest import nearest
from s11chat.errors import UsageError

Part = tuple[str, ...]
"""Ids of sections and items in the order of the dialog; none for all of it."""


def read_part(dialog: Dialog, words: str) -> Part:
    """The part that `words` name: ids between commas or spaces; nothing, or "all", for the whole.

    Raises UsageError naming what is neither a section nor an item.
    """
    named = words.replace(",", " ").split()
    if not named or [word.casefold() for word in named] in (["all"], ["everything"]):
        return ()
    known = {section.section: section.section for section in dialog.sections}
    known |= {item.item: item.item for section in dialog.sections for item in section.items}
    by_small = {name.casefold(): name for name in known}
    wrong = [word for word in named if word.casefold() not in by_small]
    if wrong:
        raise UsageError(
            f"'{wrong[0][:40]}' is neither a section nor a question{nearest(wrong[0][:40], list(known))}: "
            "name sections and questions such as 2, 5.1, or all."
        )
    chosen = {by_small[word.casefold()] for word in named}
    return tuple(name for name in every_id(dialog) if name in chosen)


def every_id(dialog: Dialog) -> Iterable[str]:
    """The ids of sections and items, in order; one that a section and its item share once."""
    for section in dialog.sections:
        yield section.section
        yield from (item.item for item in section.items if item.item != section.section)


def items_of(dialog: Dialog, part: Iterable[str]) -> frozenset[str]:
    """The items that a part comes to; none where it is the whole."""
    wanted = set(part)
    return frozenset(
        item.item
        for section in dialog.sections
        for item in section.items
        if section.section in wanted or item.item in wanted
    )


def in_words(dialog: Dialog, part: Part) -> str:
    """A part for people to read: "sections 2 Training and 3 Vetting, question 5.1", or "everything"."""
    return _said(part, {section.section: f"{section.section} {section.title}" for section in dialog.sections})


def briefly(dialog: Dialog, part: Part) -> str:
    """The same without titles: "sections 2 and 3, question 5.1"."""
    return _said(part, {section.section: section.section for section in dialog.sections})


def _said(part: Part, sections: Mapping[str, str]) -> str:
    if not part:
        return "everything"
    named = [sections[name] for name in part if name in sections]
    items = [name for name in part if name not in sections]
    said = []
    if named:
        said.append(f"{'section' if len(named) == 1 else 'sections'} {_listed(named)}")
    if items:
        said.append(f"{'question' if len(items) == 1 else 'questions'} {_listed(items)}")
    return ", ".join(said)


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
