"""Own ratings beside the moderated ones that were released: what moderation changed, by standard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from s11chat.analysis.compliance import Scale, StandardLevel, standard_level
from s11chat.analysis.reply import Reply
from s11chat.analysis.tally import Said
from s11chat.dialog.model import NoAnswer


class Change(StrEnum):
    """What a moderated rating is beside the own one."""

    SAME = "same"
    LOWER = "lower"
    HIGHER = "higher"
    OTHER = "other"
    """It cannot be ordered: one of them is no rating, or the scale has no points."""


@dataclass(frozen=True)
class Pair:
    """One standard of one return with both ratings."""

    standard: str
    ref: str
    organisation: str
    own: Said
    moderated: Said
    change: Change
    reason: str
    """Of the moderated rating."""
    since: bool
    """Whether the own rating has changed since it was moderated."""


@dataclass(frozen=True)
class ModeratedStandard:
    """One standard over all returns with a released rating of it."""

    standard: str
    changes: Mapping[Change, int]
    own: StandardLevel
    moderated: StandardLevel
    """The same returns, as they were moderated."""

    @property
    def n(self) -> int:
        """Returns."""
        return sum(self.changes.values())


def change(scale: Scale, own: Said, moderated: Said) -> Change:
    """What the moderated rating is beside the own one."""
    if own == moderated:
        return Change.SAME
    mine, theirs = scale.points(own), scale.points(moderated)
    if mine is None or theirs is None:
        return Change.SAME if scale.of(own) is scale.of(moderated) and mine is theirs else Change.OTHER
    return Change.LOWER if theirs < mine else Change.HIGHER


def said_of(rating: str) -> Said:
    """A stored rating as what a return would say."""
    return NoAnswer.NOT_APPLICABLE if rating == NoAnswer.NOT_APPLICABLE else frozenset({rating})


def moderated_standards(
    pairs: Iterable[Pair], scales: Sequence[Scale], replies: Mapping[str, Reply]
) -> tuple[ModeratedStandard, ...]:
    """Every standard that has a released rating, in the order of the dialog; `replies` by ref."""
    found: dict[str, list[Pair]] = {}
    for one in pairs:
        found.setdefault(one.standard, []).append(one)
    return tuple(
        _standard(scale, mine, replies) for scale in scales if (mine := found.get(scale.question.id, []))
    )


def _standard(scale: Scale, pairs: Sequence[Pair], replies: Mapping[str, Reply]) -> ModeratedStandard:
    own = [replies[one.ref] for one in pairs]
    moderated = [
        replace(reply, said={**reply.said, scale.question.id: one.moderated})
        for reply, one in zip(own, pairs, strict=True)
    ]
    return ModeratedStandard(
        standard=scale.question.id,
        changes={kind: sum(one.change is kind for one in pairs) for kind in Change},
        own=standard_level(scale, own),
        moderated=standard_level(scale, moderated),
    )
