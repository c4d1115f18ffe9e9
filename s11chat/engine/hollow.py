"""Words that say nothing in answer to an open question: a placeholder, a bare number, a dot."""

from __future__ import annotations

import re

_PLACEHOLDERS = frozenset(
    (
        *("na", "none", "nil", "nothing", "no", "yes", "ok", "okay", "x", "xx", "xxx", "blank", "no comment"),
        *("tba", "tbc", "tbd", "pending", "later", "to follow", "to come", "to be added"),
        *("to be advised", "to be agreed", "to be confirmed", "to be decided"),
        *("as above", "as before", "as per above", "ditto", "same", "same as above", "see above"),
        *(
            "no idea",
            "dont know",
            "do not know",
            "dunno",
            "not sure",
            "unsure",
            "unknown",
            "not known",
            "unclear",
        ),
        *("no plan", "no plans", "nothing planned", "none planned", "not planned", "no action", "no actions"),
        *("not decided", "undecided", "not agreed", "not fixed", "nobody", "no one", "noone", "not anybody"),
        *("not", "cant think of any", "cant think of anything", "nothing springs to mind", "not applicable"),
        *("asdf", "qwerty", "test"),
    )
)
_AROUND = re.compile(
    r"\b(?:yet|really|sorry|as such|to be honest|im afraid|at (?:the moment|present)|currently|so far|right now"
    r"|just now|well|hmm+|erm?|um+|oh|i|we|ive|weve|have|has been|is|its|theres|there is|been|got)\b"
)
"""What says no more around such words than they do."""
_BETWEEN = re.compile(r"[^\w\s]+")


def empty(text: str) -> bool:
    """Whether the words are only a placeholder, or have no letter in them at all."""
    words = " ".join(_BETWEEN.sub("", text.casefold()).split())
    bare = " ".join(_AROUND.sub(" ", words).split())
    return words in _PLACEHOLDERS or bare in _PLACEHOLDERS or not any(sign.isalpha() for sign in words)
