"""The word a person probably meant, for messages about words that are not known."""

from __future__ import annotations

from collections.abc import Collection

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

LONGEST = 60
"""Characters; nothing longer is a slip in a name."""


def nearest(word: str, words: Collection[str]) -> str:
    """` (did you mean 'x'?)` for the nearest of `words`, or nothing where none is near."""
    if len(word) > LONGEST:
        return ""

    found = process.extractOne(word, tuple(words), scorer=Levenshtein.normalized_similarity, score_cutoff=0.5)
    return f" (did you mean '{found[0]}'?)" if found else ""
