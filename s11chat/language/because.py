"""How a reading came about, for people: what readings keep on record is worded for whoever checks them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_PLAIN: Mapping[str, str] = MappingProxyType(
    {
        "option said: ": "",
        "options said: ": "",
        "likely: ": "most likely ",
        "number said: ": "",
        "date said: ": "",
        "named exactly: ": "",
        "nothing but an option is said": "words that are one of the answers",
        "nearly the label: ": "words close to ",
        "beginning of the label: ": "the beginning of an answer, ",
        "vague: ": "only roughly told: ",
        "handles listed": "the numbers typed",
        "text as said": "the words themselves",
        "no option is named": "none of the answers is named: type a number, or the words of one answer",
        "no option is said plainly": "no answer is said plainly: type a number, or the words of one answer",
        "yes may mean in full or in part": "yes in full, or in part?",
        "said in part: more than one option has these words": "more than one answer has these words",
        "two or more options fit: ": "more than one answer fits: ",
        "another option is said as well: ": "another answer is said as well: ",
        "several options begin like this": "several answers begin like this",
        "an option that excludes the others is said": "an answer that stands alone is given together",
        "which is not said by number or name": "which one is not plain; type its number with the new answer, or :back",
        "several earlier questions may be meant: ": "type the number of the question meant with its new answer: ",
        "said: ": "",
    }
)


def plainly(because: str) -> str:
    """`because` in everyday words: 'option said: "partly"' is '"partly"'."""
    for term, words in _PLAIN.items():
        because = because.replace(term, words)
    return because
