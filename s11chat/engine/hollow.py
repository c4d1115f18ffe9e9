"""Words that say nothing in answer to an open question: a placeholder, a bare number, a dot."""

from __future__ import annotations

import re

_PLACEHOLDERS = frozenset(
    (
        *("na", "none", "nil", "nothing", "no", "yes", "ok", "okay", "x", "xx", "xxx", "blank", "no comment"),
        *("tba", "tbc", "tbd", "pending", "later", "to follow", "to come", "to be added"),
        *("to be advised", "to be agreed", "to be confirmed", "to be decided"),
        *("as above", "as before", "as per above", "ditto", "same", "same as above", "see above"),
        *("asdf", "qwerty", "test"),
    )
)
_BETWEEN = re.compile(r"[^\w\s]+")


def empty(text: str) -> bool:
    """Whether the words are only a placeholder, or have no letter in them at all."""
    words = " ".join(_BETWEEN.sub("", text.casefold()).split())
    return words in _PLACEHOLDERS or not any(sign.isalpha() for sign in words)
