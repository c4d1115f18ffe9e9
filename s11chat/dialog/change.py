"""One difference between two dialogs: what people will notice, and what it does to figures set side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Effect(StrEnum):
    """What a change does to comparing the figures of one dialog with those of the other; the worst last."""

    COMPARABLE = "comparable"
    CAUTION = "comparable with caution"
    BREAK = "break"


class Aspect(StrEnum):
    """What it is that changed."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "id"
    MOVED = "place"
    KIND = "kind"
    WORDING = "wording"
    OPTIONS = "options"
    CODES = "codes"
    ROUTE = "route"
    SCORING = "scoring"
    LIMITS = "limits"
    HELP = "help"
    PEOPLE = "organisations"
    HEAD = "head"


@dataclass(frozen=True)
class Change:
    """One change, of one question, of several alike, or of the dialog as a whole."""

    aspect: Aspect
    effect: Effect
    says: str
    """What changed, for people."""
    means: str = ""
    """What that does to comparing figures; empty where it does nothing."""
    questions: tuple[str, ...] = ()
    """The ids it is about, as they are now; as they were, where they are gone. Empty for the whole dialog."""


def worst(effects: Iterable[Effect]) -> Effect:
    """The one that allows least; nothing changed is comparable."""
    order = list(Effect)
    return max(effects, key=order.index, default=Effect.COMPARABLE)


def together(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The same change of many questions as one; what allows least first, else in the order given."""
    grouped: dict[Change, list[str]] = {}
    for change in changes:
        alike = Change(change.aspect, change.effect, change.says, change.means)
        grouped.setdefault(alike, []).extend(change.questions)
    merged = [Change(c.aspect, c.effect, c.says, c.means, tuple(ids)) for c, ids in grouped.items()]
    order = list(Effect)
    return tuple(sorted(merged, key=lambda change: -order.index(change.effect)))
