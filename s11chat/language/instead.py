"""Who should answer instead: the words for a person, as said, wherever they stand in what is said."""

from __future__ import annotations

import re

from s11chat.language.normalise import Utterance

_OWNS = re.compile(r"['’]s$")
"""The short "is" after a name: "Sheila's better placed"."""
_KEEPS = frozenset(
    [
        "has",
        "have",
        "keeps",
        "knows",
        "deals",
        "looks",
        "does",
        "holds",
        "handles",
        "owns",
        "runs",
        "leads",
        "covers",
        "manages",
        "oversees",
        "heads",
        "sorts",
        "organises",
        "tracks",
    ]
)
_FETCHED = frozenset(["fetch", "get", "grab", "find", "call", "ask", "try", "see", "bring"])


def who_instead(said: Utterance, match: re.Match[str] | None) -> str | None:
    """Who should answer, as said; `match` is of the words that ask for it."""
    if match is None or "who" not in match.re.groupindex or not match.group("who"):
        return _person(said)
    words = match.group("who").split()
    while words and words[0] in ("that", "think", "i", "suppose", "and", "but", "maybe", "perhaps"):
        words = words[1:]
    if words and words[0] in ("her", "him", "them"):
        return _person(said)
    for place in range(len(said.tokens) - len(words) + 1):
        if words and said.words[place : place + len(words)] == tuple(words):
            return _OWNS.sub("", said.quote(place, place + len(words)))
    return " ".join(words) or None


def _person(said: Utterance) -> str | None:
    """Somebody named before what they are said to do: "Tom in finance has all that"."""
    begin, known = 0, True
    for number, token in enumerate(said.tokens):
        if token.gap and token.gap != "-":
            begin, known = number, True
        known = known and token.word not in ("not", "i", "we", "no")
        if known and token.word in _KEEPS and number > begin:
            return said.quote(begin, number)
        if token.word in _FETCHED and (name := _named_after(said, number + 1)):
            return name
    return None


def _named_after(said: Utterance, place: int) -> str | None:
    """A name in capitals from token `place` on: "I'll fetch Jean"."""
    end = place
    while (
        end < len(said.tokens)
        and said.quote(end, end + 1)[:1].isupper()
        and (end == place or not said.tokens[end].gap)
    ):
        end += 1
    return said.quote(place, end) if end > place and said.tokens[place].word != "i" else None
