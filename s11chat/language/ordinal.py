"""Ordinals as people write and say them: third, 21st, twenty-first."""

from __future__ import annotations

from collections.abc import Sequence

from s11chat.language.normalise import Token
from s11chat.language.numeral import TENS

ORDINALS = {
    word: number
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ],
        1,
    )
} | {"thirtieth": 30}


def ordinal_at(tokens: Sequence[Token], place: int) -> tuple[int, int] | None:
    """An ordinal that begins at `place` as (number, one past its end): "third", "21st", "twenty-first"."""
    word = tokens[place].word
    following = tokens[place + 1].word if place + 1 < len(tokens) else ""
    if word in ORDINALS:
        return ORDINALS[word], place + 1
    if (
        word.isdecimal()
        and len(word) < 3
        and following in ("st", "nd", "rd", "th")
        and tokens[place + 1].tight
    ):
        return int(word), place + 2
    if word in TENS and 1 <= ORDINALS.get(following, 0) <= 9:
        return TENS[word] + ORDINALS[following], place + 2
    return None
