"""What counts as the same word when somebody asks: spelling evened out, endings cut, empty words dropped."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from sys import intern

LONGEST = 40
"""Words of a question that are looked at; nobody asks about a term in more."""

_EMPTY = """
a about all also am an and any anything are as at be been being by can could define definition
describe did do does doing eg etc explain explained explanation for from get gets give go goes got
had has have having he hello help her here hi his how i if im in into is isnt it its just know let
like made make makes many may me mean meaning means meant might more most much must my need needs of
off ok on one or our out own please put question really say says she should so some something stand
standing stands such sure tell term terms than thank thanks that thats the their them then there
these they thing things this those to too understand up us use used uses very want wants was way we
were what whats when where whether which while who whom whose why will with word words would you
your yours anyone someone somebody everybody actually exactly mr mrs ought s whos hows wheres ive
weve dont doesnt didnt cant
"""
STOP = frozenset(_EMPTY.split())
"""Words that say that something is asked, not what."""

_SECTION = re.compile(r"\bs(?:ec|ect|ection)?[. ]*(?:11|eleven)\b")
_COMPUTING = re.compile(r"\bIT\b")
"""In capitals it is not the pronoun."""
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}")
_SLASHED = re.compile(r"\b([a-z])/([a-z])\b")
_ENDINGS = ("ation", "ment", "ing", "ion", "ed", "ly", "er", "or", "al")
_ODD = {
    "children": "child",
    "childrens": "child",
    "people": "person",
}


def normal(text: str) -> str:
    """`text` in lower case with signs evened out: n/a is na, s.11 is section 11, a hyphen is a space."""
    return _normal(text[:2000])


@lru_cache(maxsize=8192)
def _normal(text: str) -> str:
    text = unicodedata.normalize("NFKC", text)
    if not text.isupper() or text.strip() == "IT":
        text = _COMPUTING.sub("computer", text)
    text = text.casefold().replace("’", "'")
    text = text.replace("'", "").replace("&", " and ")
    text = _DOTTED.sub(lambda found: found[0].replace(".", ""), text)
    text = _SLASHED.sub(r"\1\2", text)
    text = _SECTION.sub("section 11", text)
    return " ".join(re.findall(r"[^\W_]+", text)[:LONGEST])


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """`word` without the endings that leave its sense alone."""
    if word in _ODD:
        return _ODD[word]
    if len(word) > 4 and word.endswith("ies"):
        word = f"{word[:-3]}y"
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in _ENDINGS:
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= (4 if ending in ("ing", "ed", "ment") else 5):
            word = rest[:-1] if len(rest) > 4 and rest[-1] == rest[-2] and rest[-1] not in "s" else rest
            break
    if len(word) > 4 and word.endswith("e"):
        word = word[:-1]
    return word


def stems(text: str) -> str:
    """`text` (normal form) with every word cut to its stem."""
    return " ".join(map(stem, text.split()))


def terms(text: str) -> tuple[str, ...]:
    """The stems of the words of `text` (normal form) that carry its sense."""
    return tuple(stem(word) for word in text.split() if word not in STOP)


def trigrams(words: Iterable[str]) -> frozenset[str]:
    """Every run of three letters in `words`, with their beginnings and ends marked.

    Tens of thousands are held for the names of the articles, and they are the same few thousand over and over.
    """
    return frozenset(intern(f" {word} "[at : at + 3]) for word in words for at in range(len(word)))
