"""Picks one of the ways offered when that is said in more words than its handle: "yes please", "no, not yet"."""

from __future__ import annotations

import re
from collections.abc import Container


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_YES = _words("y yes yeah yep yup aye ok okay sure fine absolutely definitely certainly")
_NO = _words("n no nope nah not don't dont")
_BESIDE = _words(
    "oh well um er erm right then please thanks thank you ta do did does is are am was i we it it's its that "
    "that's thats this one all of course correct by means let's lets just now yet wait go on ahead complete "
    "finish hand over keep leave as take with so be would will want"
)
"""What may stand beside a yes or a no and changes nothing about it."""
_OVER = _words("finish finished done complete completed all that's everything")
_TOLD = _BESIDE | _YES | _words("we're were i'm im from me for today")
"""What may stand beside words that this is all."""
_WORD = re.compile(r"[\w']+")


def picked(text: str, handles: Container[str]) -> str:
    """The handle, out of `handles`, that the words come to; empty where they say anything else."""
    words = _WORD.findall(text.casefold().replace("’", "'"))
    first = next((word for word in words if word in _YES or word in _NO), "")
    side = _YES if first in _YES else _NO
    other = _NO if first in _YES else _YES
    plain = all(word in side or word in _BESIDE for word in words)
    handle = "yes" if first in _YES else "no"
    if not first or not plain or any(word in other for word in words) or handle not in handles:
        return ""
    return handle


def over(text: str) -> bool:
    """Whether the words say that this is all: "we're done, thanks", "that's it"."""
    words = _WORD.findall(text.casefold().replace("’", "'"))
    return any(word in _OVER for word in words) and all(word in _OVER or word in _TOLD for word in words)
