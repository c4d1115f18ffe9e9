"""How a turn ends beside its answer: "move on", which only ends it, and "scratch that", which takes it back."""

from __future__ import annotations

import re
from dataclasses import replace

from s11chat.language.normalise import Utterance

_GOING_ON = re.compile(
    r" [,.;:!?] (?:(?:so|and|now|right|ok|please|let us|can we|shall we) )*(?:move on|moving on|next|next one|next question|carry on"
    r"|crack on|go on|keep going|press on|on we go|onwards)(?: please| now| then)*$"
)
"""What ends a turn once the answer is given."""


def before_going_on(said: Utterance) -> Utterance | None:
    """What is said before "move on", where that only ends it: "Partly met. Move on." """
    match = _GOING_ON.search(said.plain)
    if match is None:
        return None
    left = len(said.tokens) - sum(1 for word in match.group().split() if word[0].isalpha())
    return replace(said, tokens=said.tokens[:left]) if left > 0 else None


_TAKEN_BACK = frozenset(
    [
        ("a", "lie"),
        ("scratch", "that"),
        ("strike", "that"),
        ("cancel", "that"),
        ("is", "wrong"),
        ("was", "wrong"),
    ]
)
"""Last words that take everything back and put nothing in its place."""


def taken_back(said: Utterance) -> bool:
    """Whether the last words take back all that was said."""
    return said.words[-2:] in _TAKEN_BACK
