"""How a reading came about, for people: what readings keep on record is worded for whoever checks them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_PLAIN: Mapping[str, str] = MappingProxyType(
    {
        "option said: ": "",
        "options said: ": "",
        "number said: ": "",
        "date said: ": "",
        "named exactly: ": "",
        "nothing but an option is said": "words that are one of the answers",
        "nearly the label: ": "words close to ",
        "beginning of the label: ": "the beginning of an answer, ",
        "handles listed": "the numbers typed",
        "text as said": "the words themselves",
        "said: ": "",
    }
)


def plainly(because: str) -> str:
    """`because` in everyday words: 'option said: "partly"' is '"partly"'."""
    for term, words in _PLAIN.items():
        because = because.replace(term, words)
    return because
