"""Recognises a change to the answer of an earlier question, and which question is meant.

The question is found by its number ("on 3c, make that fully"), by words it shares with what is said, or
because it alone takes the new answer. Where two questions fit, none is changed.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from s11chat.dialog.model import Kind
from s11chat.dialog.question import Question
from s11chat.language.lexicon import phrases, table
from s11chat.language.normalise import Utterance, phrase, utterance
from s11chat.language.reading import Act, Context, Reading, clarify

ReadValue = Callable[[str, Question, Context], Reading]

_ROOT = 5
"""Letters of a word that count when words are held against each other: report, reports, reporting."""
_TRIED = 6
"""How many of the likeliest questions are tried for the new answer."""
_ENOUGH, _LEAD = 2.0, 1.25
"""The weight of shared words that names a question, and how far it must be ahead of the next."""
_KEY = re.compile(r"^[a-z]*?(\d+)(?:[._](\d+))?[._]?([a-z])?(?![a-z])")
_NUMBER = re.compile(
    r"\b(?P<cue>question|standard|item|number|on|for|to|q|s|section|in)? ?(?P<number>\d+(?:[.]\d+)?)(?: ?(?P<letter>[a-z]))?\b"
)


def read_correction(
    said: Utterance, question: Question, context: Context, read_value: ReadValue
) -> Reading | None:
    """A correction, a doubt about one, or nothing where none is made."""
    others = {key: q for key, q in context.questions.items() if key != question.id}
    if not others:
        return None
    topic, _, rest = said.said[:4000].partition(":")
    headed = bool(rest.strip()) and len(topic.split()) <= 8 and question.kind is not Kind.TEXT
    triggered = any(pattern.search(said.plain) for pattern in _patterns("trigger"))
    numbered = _numbered(said, others)
    if not (triggered or headed or numbered):
        return None
    if numbered and not (triggered or headed):
        return None
    for value in (rest,) if headed and not triggered else _values(said):
        if reading := _matched(said, topic if headed else None, numbered, value, others, context, read_value):
            return _unless_here(reading, said, question, context, read_value, bool(numbered))
    if numbered and question.kind is not Kind.TEXT:
        return clarify(f"an earlier answer is to be changed, and the new one is not plain: {numbered[0]}")
    return None


def _unless_here(
    reading: Reading,
    said: Utterance,
    question: Question,
    context: Context,
    read_value: ReadValue,
    numbered: bool,
) -> Reading | None:
    """The correction, unless what is said can as well be the answer to the question now asked."""
    if numbered or reading.act is not Act.CORRECT or question.kind is Kind.TEXT:
        return reading
    here = read_value(said.said, question, context)
    if here.act is Act.ANSWER and reading.confidence < 0.8:
        return None
    return reading


def _matched(
    said: Utterance,
    topic: str | None,
    numbered: Sequence[str],
    value: str,
    others: Mapping[str, Question],
    context: Context,
    read_value: ReadValue,
) -> Reading | None:
    """The correction that `value` makes to the one question meant."""
    ranked = _ranked(utterance(topic) if topic else said, others)
    tried = list(numbered) or [key for key, weight in ranked[:_TRIED] if weight >= _ENOUGH]
    readings = {key: read_value(value, others[key], context) for key in tried}
    taking = [key for key in tried if readings[key].act is Act.ANSWER]
    weights = dict(ranked)
    if not taking:
        return None if numbered or topic is not None else _only_taker(value, others, context, read_value)
    if not numbered and len(taking) > 1 and weights[taking[0]] < weights[taking[1]] * _LEAD:
        return clarify(f"several earlier questions may be meant: {', '.join(taking[:3])}")
    if numbered and len(taking) > 1:
        return clarify(f"several earlier questions may be meant: {', '.join(taking[:3])}")
    return _changed(taking[0], readings[taking[0]], value)


def _only_taker(
    value: str, others: Mapping[str, Question], context: Context, read_value: ReadValue
) -> Reading | None:
    """The correction to the only earlier question that takes this answer, where just one list has it."""
    closed = {key: q for key, q in others.items() if q.options and q.kind in (Kind.SINGLE, Kind.MULTI)}
    words = phrase(value)
    if not words or not any(len(word) > 3 for word in words):
        return None
    taking: list[tuple[str, Reading]] = []
    for key, question in closed.items():
        reading = read_value(value, question, context)
        if reading.act is Act.ANSWER and reading.codes and not value.strip().isdecimal():
            taking.append((key, reading))
        if len(taking) > 1:
            return None
    return _changed(taking[0][0], taking[0][1], value, confidence=0.6) if taking else None


def _changed(target: str, reading: Reading, value: str, confidence: float = 0.8) -> Reading:
    return replace(
        reading,
        act=Act.CORRECT,
        target=target,
        confidence=confidence,
        exact=False,
        because=f'an earlier answer is changed: "{value.strip()[:60]}" ({reading.because})',
    )


@cache
def _patterns(key: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in table("correct")[key])


def _values(said: Utterance) -> Iterator[str]:
    """What may be the new answer, the likeliest first: after the last turn to it, then the last clauses."""
    plain = said.plain
    ends = [m.end() for pattern in _patterns("value") for m in pattern.finditer(plain)]
    for end in sorted(set(ends), reverse=True)[:3]:
        if tail := plain[end:].strip(" ,.;"):
            yield tail
    clauses = [clause.strip() for clause in re.split(r"[,.;]", plain) if clause.strip()]
    if len(clauses) > 1:
        yield clauses[-1]


def _numbered(said: Utterance, others: Mapping[str, Question]) -> tuple[str, ...]:
    """The ids of the questions whose number is said."""
    keys: dict[str, list[str]] = {}
    for key, question in others.items():
        if number := _number_of(key, question):
            keys.setdefault(number, []).append(key)
    found: list[str] = []
    for match in _NUMBER.finditer(said.plain):
        number, letter, cue = match.group("number"), match.group("letter") or "", match.group("cue")
        for whole in (number + letter, number):
            plain = "." not in number and not (letter and whole != number)
            if whole in keys and not (plain and cue not in ("question", "standard", "item", "q")):
                found += keys[whole]
                break
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=4096)
def _key_of(identity: str) -> str | None:
    match = _KEY.match(identity)
    if match is None:
        return None
    first, second, letter = match.groups()
    return first + (f".{second}" if second else "") + (letter or "")


def _number_of(key: str, question: Question) -> str | None:
    return None if question.part else _key_of(key)


def _ranked(said: Utterance, others: Mapping[str, Question]) -> list[tuple[str, float]]:
    """The questions by the weight of the words they share with what is said, the heaviest first."""
    own = {key: _roots(f"{q.say.respondent} {key}") for key, q in others.items()}
    common = Counter(root for roots in own.values() for root in roots)
    spoken = _roots(" ".join(said.words))
    known = {root: math.log((len(own) + 1) / common[root]) for root in spoken if root in common}
    weighed = [
        (key, sum(known[root] for root in spoken & roots if root in known)) for key, roots in own.items()
    ]
    return sorted(weighed, key=lambda pair: -pair[1])


@lru_cache(maxsize=4096)
def _roots(text: str) -> frozenset[str]:
    filler = phrases("scope", "filler")
    tokens = utterance(text.replace("_", " ").replace(".", " ")).tokens
    return frozenset(
        token.stem[:_ROOT]
        for place, token in enumerate(tokens)
        if len(token.stem) > 2 and token.stem.isalpha() and not filler.at(tokens, place)
    )
