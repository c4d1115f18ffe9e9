"""How an answer was understood, in words for people: quoted where it was said, told where it follows from more."""

from __future__ import annotations

from s11chat.language.because import plainly

_TOLD = ("an earlier answer", "that there", "all of them", "what is asked", "a short answer", "the question ")
"""What is told begins like this; anything else is quoted."""


def understood(because: str) -> str:
    """`because` as it stands after an answer: 'read from "partly"', or 'understood: all of them are said'."""
    plain = plainly(because)
    return f"understood: {plain}" if plain.startswith(_TOLD) else f"read from {plain}"
