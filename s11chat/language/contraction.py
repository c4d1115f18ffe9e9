"""Short forms of words written out: "won't", "we've", "dunno", "&", letters drawn out."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_SYMBOLS = {"%": "percent", "£": "pounds", "€": "euros", "$": "dollars", "&": "and", "+": "and"}
_WHOLE = {
    "won't": ("will", "not"),
    "wont": ("will", "not"),
    "can't": ("can", "not"),
    "cant": ("can", "not"),
    "cannot": ("can", "not"),
    "shan't": ("shall", "not"),
    "ain't": ("is", "not"),
    "let's": ("let", "us"),
    "im": ("i", "am"),
    "ive": ("i", "have"),
    "weve": ("we", "have"),
    "theyve": ("they", "have"),
    "youve": ("you", "have"),
    "thats": ("that", "is"),
    "dunno": ("do", "not", "know"),
    "d'you": ("do", "you"),
    "d'ya": ("do", "you"),
    "y'know": ("you", "know"),
    "s'pose": ("suppose",),
    "'cos": ("because",),
    "cos": ("because",),
    "cuz": ("because",),
    "coz": ("because",),
    "defo": ("definitely",),
    "def": ("definitely",),
    "tbh": ("to", "be", "honest"),
    "atm": ("at", "the", "moment"),
    "afaik": ("as", "far", "as", "i", "know"),
    "pls": ("please",),
    "plz": ("please",),
    "thx": ("thanks",),
    "pt": ("part",),
    "prob": ("probably",),
    "probs": ("probably",),
    "gonna": ("going", "to"),
    "wanna": ("want", "to"),
    "nt": ("not",),
    "n/a": ("not", "applicable"),
}
_DRAWN = re.compile(r"([^\W\d_])\1{2,}")
"""A letter drawn out: "ummm", "soooo"."""
SHORTENED = re.compile(
    r"'s\s+(?:fully|partly|partially|in|on|not|being|still|now|already|all|just|only|currently|quite|very|up|there|due"
    r"|never|always|planned|closest|nearest|done|ongoing|under|rolling|going|nearly|almost|at|about|definitely|met|better|best|good|fine|the|my|our|no)\b",
    re.IGNORECASE,
)
"""An "is" shortened after any noun: "the training's fully in place"."""
_BARE_NOT = re.compile(r"^(do|does|did|is|are|was|were|has|have|had|would|should|could|must|need)nt$")
_ENDINGS = {"ve": "have", "re": "are", "d": "would", "ll": "will", "m": "am"}
_IS_AFTER = frozenset(
    [
        "it",
        "that",
        "there",
        "what",
        "who",
        "here",
        "how",
        "where",
        "when",
        "she",
        "he",
        "this",
        "everything",
        "nothing",
        "everybody",
        "nobody",
        "everyone",
        "someone",
        "somebody",
        "anyone",
        "one",
        "which",
        "why",
    ]
)


def expand(word: str, initials: bool = False) -> tuple[str, ...]:
    """The words that a word stands for, in small letters; `initials` stand for themselves."""
    word = _DRAWN.sub(r"\1\1", word.casefold())
    if not initials and (full := _shorthand().get(word)):
        return full
    if word in _SYMBOLS:
        return (_SYMBOLS[word],)
    if word in _WHOLE:
        return _WHOLE[word]
    if bare := _BARE_NOT.match(word):
        return (bare.group(1), "not")
    if "'" not in word:
        return (word,)
    base, _, ending = word.rpartition("'")
    if ending == "t" and base.endswith("n"):
        return (*expand(base[:-1]), "not")
    if ending in _ENDINGS:
        return (*expand(base), _ENDINGS[ending])
    if ending == "s":
        return (base, "is") if base in _IS_AFTER else (base,)
    return (word.replace("'", ""),)


@cache
def _shorthand() -> Mapping[str, tuple[str, ...]]:
    """Note takers' shorthand; read here, since everything that reads word lists reads words first."""
    source = files("s11chat.language").joinpath("words", "shorthand.toml")
    entries: Mapping[str, str] = tomllib.loads(source.read_text(encoding="utf-8"))["word"]
    return {short: tuple(full.split()) for short, full in entries.items()}
