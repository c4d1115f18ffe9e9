"""Which earlier question is spoken of: by its number, or by the words it shares with what is said."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import cache, lru_cache

from s11chat.dialog.question import Question
from s11chat.language.lexicon import table
from s11chat.language.normalise import Utterance, phrase, utterance

_ROOT = 6
"""Letters of a word that count when words are held against each other: report, reports, reporting."""
_FEW = 30
"""Words weigh as among so many questions at least."""
_KEY = re.compile(r"^[a-z]*?(\d+)(?:[._](\d+))?[._]?([a-z])?(?![a-z])")
_NUMBER = re.compile(
    r"\b(?P<cue>question|standard|item|number|on|for|to|q|s|section|in)? ?(?P<number>\d+(?:[.]\d+)?)(?: ?(?P<letter>[a-z])| [.] (?P<dotted>[a-z]))?\b"
)


def numbered(said: Utterance, others: Mapping[str, Question]) -> tuple[str, ...]:
    """The ids of the questions whose number is said."""
    keys: dict[str, list[str]] = {}
    for key, question in others.items():
        if not question.part and (number := _key_of(key)):
            keys.setdefault(number, []).append(key)
    found: list[str] = []
    for match in _NUMBER.finditer(said.plain):
        number, letter, cue = match.group("number"), match.group("letter") or "", match.group("cue")
        dotted = match.group("dotted")
        if dotted and f"{number}.{dotted}" in said.said.casefold():
            letter = dotted
        for whole in (number + letter, number):
            plain = "." not in number and not (letter and whole != number)
            if whole in keys and not (plain and cue not in ("question", "standard", "item", "q")):
                found += keys[whole]
                break
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=4096)
def _key_of(identity: str) -> str | None:
    match = _KEY.match(identity)
    if match is None:
        return None
    first, second, letter = match.groups()
    return first + (f".{second}" if second else "") + (letter or "")


def weights(spoken: frozenset[str], questions: Mapping[str, Question]) -> dict[str, float]:
    """The weight of the words each question shares with what is said; rare words weigh more."""
    holders = _holders(tuple((key, question.say.respondent) for key, question in questions.items()))
    many = max(len(questions), _FEW) + 1
    found = dict.fromkeys(questions, 0.0)
    for root in sorted(spoken & holders.keys()):
        for key in holders[root]:
            found[key] += math.log(many / len(holders[root]))
    return found


@lru_cache(maxsize=128)
def _holders(said: tuple[tuple[str, str], ...]) -> dict[str, tuple[str, ...]]:
    """The ids of the questions that have a word, by its root."""
    found: dict[str, list[str]] = {}
    for key, text in said:
        for word in roots(f"{text} {key}"):
            found.setdefault(word, []).append(key)
    return {word: tuple(keys) for word, keys in found.items()}


def words_of(key: str, question: Question) -> frozenset[str]:
    """The roots of a question's words and of its id."""
    return roots(f"{question.say.respondent} {key}")


def root(word: str) -> str:
    """The first letters of a word, by which its forms are one."""
    return word[:_ROOT]


@lru_cache(maxsize=4096)
def roots(text: str) -> frozenset[str]:
    """The roots of the words that tell what a text is about; short ones only as capitals, "IT"."""
    read = utterance(text.replace("_", " ").replace(".", " "))
    return frozenset(
        root(token.stem)
        for token in read.tokens
        if token.stem.isalpha()
        and (_capitals(read, token.start, token.end) or (len(token.stem) > 2 and token.stem not in _small()))
    )


def _capitals(read: Utterance, start: int, end: int) -> bool:
    return end - start > 1 and read.said[start:end].isupper()


@cache
def _small() -> frozenset[str]:
    """Words that say nothing of what a text is about."""
    fillers = {word for text in table("scope")["filler"] for word in phrase(text)}
    return frozenset(
        fillers - {"overall", "score", "status", "rating"}
        | {word for text in table("correct")["small"] for word in phrase(text)}
    )
