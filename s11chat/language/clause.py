"""Clauses: the stretches of words within which a denial or a doubt holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from s11chat.language.mention import Mention, Strength
from s11chat.language.normalise import Token

_JOINS = frozenset(["and", "plus", "also", "then"])
_SUBJECTS = frozenset(["we", "they", "it", "i", "he", "she", "there", "now"])
"""After "and" these begin a clause of their own."""
_STOPS = frozenset(".?!;:,—")
_BREAKS = frozenset(
    [
        "but",
        "so",
        "although",
        "though",
        "because",
        "except",
        "unless",
        "whereas",
        "while",
        "however",
        "therefore",
    ]
)


def _measures(tokens: Sequence[Token], place: int) -> bool:
    """Whether a "so" only says how far: "so far as", "so much"."""
    after = tokens[place + 1].word if place + 1 < len(tokens) else ""
    before = tokens[place - 1].word if place else ""
    if tokens[place].word == "so" and before in ("or", "even"):
        return True
    return tokens[place].word == "so" and after in ("far", "much", "many", "long", "often", "on")


_DOING = frozenset(
    ["did", "do", "have", "has", "had", "got", "made", "brought", "set", "put", "are", "is", "was", "were"]
)


def _runs_on(tokens: Sequence[Token], place: int) -> bool:
    """Whether a new clause begins right after an option, without a stop: "fully in place we did it last year"."""
    after = [token.word for token in tokens[place + 1 : place + 4]]
    if tokens[place].word in ("r", "resp", "respondent"):
        return bool(after)
    return tokens[place].word in _SUBJECTS - {"now"} and len(after) > 2 and after[0] in _DOING


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of words between two stops or joining words."""

    start: int
    end: int
    sentence: bool
    """Whether it opens a sentence of its own."""


def parted(
    tokens: Sequence[Token], mentions: Sequence[Mention], *, finely: bool = False
) -> tuple[Clause, ...]:
    """The clauses of an utterance, or `finely` the parts of its lists; a mention is never cut in two."""
    inside = {place for m in mentions for place in range(m.start + 1, m.end)}
    ended = {m.end for m in mentions if m.strength > Strength.WORD}
    starts = [0]
    for place, token in enumerate(tokens):
        if (
            place
            and place not in inside
            and (
                (token.word == "and" and tokens[min(place + 1, len(tokens) - 1)].word in _SUBJECTS)
                or (token.gap in _STOPS and token.gap)
                or (place in ended and _runs_on(tokens, place))
                or (token.word in _BREAKS and not _measures(tokens, place))
                or (finely and token.word in _JOINS)
            )
        ):
            starts.append(place)
    ends = [*starts[1:], len(tokens)]
    return tuple(
        Clause(start, end, not start or tokens[start].gap in (".", "!", "?", ";", ":", "—"))
        for start, end in zip(starts, ends, strict=True)
        if start < end
    )
