"""Names of organisations and of people as they are compared: written out, without accents, marks and legal forms.

Two names that differ by a slip of the hand in one word are near; a word that differs in more than that tells two
bodies apart, and so do single letters and numbers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

_WORD = re.compile(r"[^\W_]+")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_POSSESSIVE = re.compile(r"['’`]")
_SHORT = {
    "assoc": "association",
    "ave": "avenue",
    "bc": "borough council",
    "cofe": "church of england",
    "ccg": "clinical commissioning group",
    "cncl": "council",
    "ctr": "centre",
    "center": "centre",
    "dc": "district council",
    "dept": "department",
    "ft": "foundation trust",
    "hosp": "hospital",
    "icb": "integrated care board",
    "ln": "lane",
    "mbc": "metropolitan borough council",
    "med": "medical",
    "org": "organisation",
    "organization": "organisation",
    "pct": "primary care trust",
    "rd": "road",
    "sch": "school",
    "surg": "surgery",
    "uni": "university",
    "univ": "university",
    "yoi": "young offender institution",
    "yot": "youth offending team",
}
_EMPTY = _set(
    "the of and for in at limited ltd plc llp lp cic cio inc company incorporated registered charity"
)
"""Words that any body may write or leave out."""
KINDS = _set(
    "council nhs trust foundation surgery practice medical health centre clinic group "
    "partnership gp service services association organisation"
)
"""Words for what kind of body it is, which the same body is called by in turn."""
_TITLES = _set("dr mr mrs ms miss mx prof professor rev revd sir dame lady lord cllr councillor")


def written_out(name: str) -> tuple[str, ...]:
    """The words of an organisation's name in their order, abbreviations written out and empty words left out."""
    words = _words(name)
    found: list[str] = []
    for place, word in enumerate(words):
        if word == "st":
            follows = words[place + 1] if place + 1 < len(words) else ""
            word = "saint" if follows and follows not in KINDS and follows not in _EMPTY else "street"
        found += _SHORT.get(word, word).split()
    return tuple(word for word in found if word not in _EMPTY) or tuple(found)


def telling(words: Sequence[str]) -> tuple[str, ...]:
    """The words without those for a kind of body."""
    return tuple(word for word in words if word not in KINDS)


def slip(one: str, other: str) -> bool:
    """Whether one word is the other with a letter left out, put in or exchanged with the next, or, in a long
    word, mistaken; never the first letter, and never a number."""
    shorter = min(len(one), len(other))
    if shorter < 4 or one[0] != other[0] or one == other or not (one + other).isalpha():
        return False
    if OSA.distance(one, other, score_cutoff=1) > 1:
        return False
    mistaken = len(one) == len(other) and sorted(one) != sorted(other)
    return shorter >= 8 if mistaken else True


def apart_by_a_slip(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names have the same words, in any order, but for a slip in one of them."""
    if len(one) != len(other):
        return False
    mine, theirs = list(one), list(other)
    for word in one:
        if word in theirs:
            theirs.remove(word)
            mine.remove(word)
    return len(mine) == 1 and slip(mine[0], theirs[0])


def same_person(one: str, other: str) -> bool:
    """Whether two names are one person's in two spellings: a title, an initial, a short form or a slip apart.

    A final "a" more tells two people apart, as in Paul and Paula.
    """
    mine, theirs = ([word for word in _words(name) if word not in _TITLES] for name in (one, other))
    if sorted(mine) == sorted(theirs):
        return bool(mine)
    if len(mine) < 2 or len(theirs) < 2:
        return False
    if len(mine) != len(theirs):
        return _without_middle(mine) == _without_middle(theirs)
    different = [pair for pair in zip(mine, theirs, strict=True) if pair[0] != pair[1]]
    if len(different) != 1:
        return False
    short, long = sorted(different[0], key=len)
    given = mine[-1] == theirs[-1]
    if given and long.startswith(short):
        return long != f"{short}a"
    return _written_otherwise(short, long)


def _written_otherwise(short: str, long: str) -> bool:
    """As `slip`, in the short words that names of people are."""
    if short[0] != long[0] or OSA.distance(short, long, score_cutoff=1) > 1:
        return False
    return len(short) >= 3 if len(short) != len(long) or sorted(short) == sorted(long) else len(short) >= 5


def _without_middle(words: Sequence[str]) -> tuple[str, str]:
    return words[0], words[-1]


@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", name.casefold()))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return tuple(_WORD.findall(plain.replace("c of e ", "cofe ")))
