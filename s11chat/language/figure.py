"""Puts numbers said in other than number words into plain ones: "a baker's dozen", "not a bean", "just the once".

Only answers to questions about numbers are put so, before they are read: elsewhere the words mean other things.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from s11chat.dialog.question import Question
from s11chat.language.idiom import Rule, rewritten
from s11chat.language.lexicon import table
from s11chat.language.measure import Unit, unit_of
from s11chat.language.normalise import Utterance
from s11chat.language.numeral import SCALES
from s11chat.language.quantity import digits
from s11chat.language.reading import Act, Reading, Span

_LONGEST = 120
"""In longer talk no idiom is looked for."""
_THOUSANDS = frozenset(word for word, worth in SCALES.items() if worth == 1000)
_UNIT_SAID = frozenset(["pounds", "pound", "quid", "pence", "gbp"])
_HUNDRED = 100
"""Below this nobody tells a budget in single pounds beside one in thousands."""


@cache
def _rules(unit: Unit) -> tuple[Rule, ...]:
    return tuple(
        Rule(re.compile(rf"(?:^|(?<= ))(?:{rule['pattern']})(?= |$)"), rule["words"], frozenset())
        for rule in table("figure")["rule"]
        if unit.value in rule.get("unit", (unit.value,))
    )


def figured(said: Utterance, unit: Unit) -> Utterance:
    """The same with numbers in plain words; places in the text stay as they are."""
    if len(said.tokens) > _LONGEST:
        return said
    tokens = rewritten(said, _rules(unit))
    return said if tokens == said.tokens or not tokens else replace(said, tokens=tokens)


def in_thousands(said: Utterance, about: Question, reading: Reading) -> Reading:
    """A sum of money of which the thousand was said only before: "six thousand, no, five"."""
    if (
        unit_of(about) is not Unit.POUNDS
        or reading.act not in (Act.ANSWER, Act.CORRECT)
        or reading.value is None
    ):
        return reading
    words = frozenset(said.words)
    if not _UNIT_SAID.isdisjoint(words):
        return reading
    if _THOUSANDS.isdisjoint(words) and not any((digits(word) or 0) >= 1000 for word in words):
        return reading
    value = reading.value
    if isinstance(value, Span) and 0 < value.maximum < _HUNDRED:
        return replace(reading, value=Span(value.minimum * 1000, value.maximum * 1000), exact=False)
    if isinstance(value, int | float) and 0 < value < _HUNDRED:
        return replace(reading, value=value * 1000, exact=False)
    return reading
