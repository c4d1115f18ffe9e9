"""Words that look as if they said who a child is: a name, a date of birth, an NHS number.

A return is about an organisation; whoever types such words is asked once whether they should be kept.
The NHS number is known by its check digit (modulus 11, NHS Data Model and Dictionary, "NHS NUMBER").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from s11chat.language.harmless import one_line
from s11chat.language.lexicon import table


class Sort(StrEnum):
    """What private words look like."""

    NAMED_CHILD = "a named child"
    BIRTH_DATE = "a date of birth"
    NHS_NUMBER = "an NHS number"


@dataclass(frozen=True, slots=True)
class Private:
    """Words of a text that should not be kept without a second thought."""

    sort: Sort
    words: str
    """As they stand in the text, its spaces and line ends made single spaces."""


_TEN = re.compile(r"(?<![\d+])\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")
_NAME = r"(?<![A-Za-z])(?:[A-Z]['’])?[A-Z][a-z]+(?:['’-][A-Z]?[a-z]+){0,2}(?![a-z])"
_NAMES = rf"{_NAME}(?:\s+(?:{_NAME}|[A-Z]\.?(?![a-z]))){{0,3}}"
_INITIALS = r"[A-Z]\.?\s?[A-Z]\.?(?![A-Za-z])"
_AGE = (
    r"(?:\(\s*(?:aged?\s+)?(?:1[0-7]|\d)\s*\)|,?\s+(?:is\s+|who\s+is\s+|was\s+)?(?:aged?\s+(?:1[0-7]|\d)(?!\d)|"
    r"(?:1[0-7]|\d)[ -](?:years?|yrs?|months?)(?:[ -]olds?)?\b|(?:1[0-7]|\d)\s?(?:yo|y/o)\b)|"
    r",\s+(?:1[0-7]|\d),)"
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DAY = (
    rf"(?:\d{{1,2}}[/.\-]\d{{1,2}}[/.\-]\d{{2,4}}|\d{{4}}-\d{{2}}-\d{{2}}|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\.?,?\s+\d{{2,4}}|{_MONTH}\s+\d{{1,2}},?\s+\d{{2,4}})"
)
_BORN = re.compile(
    rf"\b(?:d\.?\s?o\.?\s?b\b\.?|date of birth|birth ?day|birth ?date|born)\W{{0,3}}"
    rf"(?:(?:is|was|on|the)\W+){{0,3}}{_DAY}",
    re.IGNORECASE,
)


@cache
def _naming() -> tuple[re.Pattern[str], ...]:
    """How a child's name stands in a sentence: called, beside a word for a child, beside an age."""
    child = "(?:" + "|".join(table("private")["child"]) + ")"
    return (
        re.compile(rf"(?i:\b{child}(?:\s+\w+)?\s+(?:called|named|whose name is))\s+(?P<name>{_NAMES})"),
        re.compile(
            rf"(?:\b(?i:{child}):\s*|(?:^|\b(?=[a-z]))(?i:{child})(?:\s+\(|,\s+|\s+))"
            rf"(?P<name>{_NAMES}|{_INITIALS})"
        ),
        re.compile(rf"\b(?P<name>{_NAMES}|{_INITIALS})\s*{_AGE}"),
        re.compile(rf"\b(?:1[0-7]|\d)[ -]year[ -]old,?\s+(?:[a-z]+,?\s+)?(?P<name>{_NAMES})"),
    )


@cache
def _not_names() -> frozenset[str]:
    return frozenset(table("private")["not_name"])


def private(text: str) -> tuple[Private, ...]:
    """What in `text` looks like a named child, a date of birth or an NHS number, in the order of the sorts."""
    text = one_line(text)
    named = (
        Private(Sort.NAMED_CHILD, match["name"].strip())
        for pattern in _naming()
        for match in pattern.finditer(text)
        if _is_name(match["name"])
    )
    born = (Private(Sort.BIRTH_DATE, match[0].strip()) for match in _BORN.finditer(text))
    numbered = (Private(Sort.NHS_NUMBER, match[0]) for match in _TEN.finditer(text) if _checked(match[0]))
    return tuple(dict.fromkeys((*named, *born, *numbered)))


def _is_name(words: str) -> bool:
    """Whether the words are a person's: none of them is part of the name of a service, a law or a day."""
    return not any(
        word.strip(".").casefold() in _not_names() for word in re.split(r"[\s'’-]+", words) if word
    )


def _checked(number: str) -> bool:
    """Whether the tenth digit is the check digit of the nine before it."""
    digits = [int(figure) for figure in number if figure.isdigit()]
    check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check % 11 == digits[9] and check != 10 and len(set(digits)) > 1
