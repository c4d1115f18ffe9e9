"""Redaction: what stands in the place of what was taken out, and how a person is found in what others wrote.

What a person typed goes as a whole. In what others wrote only the person goes: the name in full, the parts of it in
their own case, the e-mail address, and the number however it is spaced.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

MARK = "[redacted]"
"""What stands in the place of what was taken out."""
_SHORTEST_PART = 3
"""Letters a part of a name must have to be looked for by itself."""
_SHORTEST_NUMBER = 6
"""Digits a number must have to be looked for."""
_BETWEEN_WORDS = r"\s+"
_BETWEEN_DIGITS = r"[\s().+/-]{0,3}"

Scrub = Callable[[str], str]
"""Takes every mention of somebody out of a text."""


@dataclass(frozen=True)
class Known:
    """What is known of somebody who is to be found in texts."""

    name: str
    email: str = ""
    phone: str = ""


def scrubber(people: Iterable[Known], *, parts: bool) -> Scrub:
    """What takes the mentions of these people out of a text; with `parts`, the parts of their names by themselves too."""
    known = tuple(people)
    whole = [pattern for person in known for pattern in _whole(person)]
    single = [pattern for person in known for pattern in _parts(person.name)] if parts else []
    patterns = [
        re.compile("|".join(found), flags) for found, flags in ((whole, re.IGNORECASE), (single, 0)) if found
    ]

    def scrub(text: str) -> str:
        for pattern in patterns:
            text = pattern.sub(MARK, text)
        return text

    return scrub


def _whole(person: Known) -> Iterable[str]:
    words = person.name.split()
    if words:
        name = _BETWEEN_WORDS.join(map(re.escape, words))
        yield rf"(?<!\w){name}(?!\w)"
    if person.email:
        yield re.escape(person.email)
    digits = re.sub(r"\D", "", person.phone)
    if len(digits) >= _SHORTEST_NUMBER:
        yield rf"(?<!\d)\+?{_BETWEEN_DIGITS.join(digits)}(?!\d)"


def _parts(name: str) -> Iterable[str]:
    for word in re.findall(r"[\w'’-]+", name):
        if len(word) >= _SHORTEST_PART and word[0].isupper():
            yield rf"(?<!\w){re.escape(word)}(?!\w)"


def answer_without(answer: Mapping[str, Any], *, coded: bool, take: Scrub) -> dict[str, Any]:
    """An answer as `Answer.json` gives it, with `take` done to what is free words in it.

    `coded` says that its value is a code, a number or a date.
    """
    free = {"other", "reason"} if coded else {"other", "reason", "value"}
    return {name: _in_words(part, take) if name in free else part for name, part in answer.items()}


_STRUCTURE = frozenset(
    {
        *("item", "revision", "call", "person", "mode", "verdict", "other", "digest"),
        *("mode_before", "completion", "signed_off", "themes", "contact", "contact_before"),
        *("step", "code", "into", "share", "seed", "refs"),
    }
)
"""Details of facts that are ids, numbers or words of the program; all else may be somebody's own words."""


_OFFICE = frozenset({"say", "covers"})
"""Words of the office about nobody, such as what a code is called: they stay when everything goes, and are looked
through where somebody is taken out."""


def details_without(details: Mapping[str, Any], take: Scrub) -> dict[str, Any]:
    """The details of a fact, with `take` done to what is free words in them."""
    left = _STRUCTURE | _OFFICE if take is whole else _STRUCTURE
    return {name: part if name in left else _in_words(part, take) for name, part in details.items()}


def _in_words(part: Any, take: Scrub) -> Any:
    if isinstance(part, str):
        return take(part) if part else part
    if isinstance(part, list):
        return [_in_words(each, take) for each in part]
    return part


def whole(text: str) -> str:
    """The mark in the place of any text; what is empty stays so."""
    return MARK if text else text
