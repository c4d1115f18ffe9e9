"""Short forms of words written out: "won't", "we've", "dunno", "&", letters drawn out."""

from __future__ import annotations

import re

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
    r"|never|always|planned|closest|nearest|done|ongoing|under|rolling|going|nearly|almost|at|about|definitely|met|better|best|good|fine)\b",
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


def expand(word: str) -> tuple[str, ...]:
    """The words that a word stands for, in small letters."""
    word = _DRAWN.sub(r"\1\1", word.casefold())
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
