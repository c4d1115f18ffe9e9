"""Recognises a change to the answer of an earlier question, and which question is meant.

The question is found by its number ("on 3c, make that fully"), by words it shares with what is said, or
because it alone takes the new answer. Where two questions fit, none is changed.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from s11chat.dialog.model import Kind
from s11chat.dialog.question import Question
from s11chat.language.lexicon import phrases, table
from s11chat.language.normalise import Utterance, phrase, utterance
from s11chat.language.reading import Act, Context, Reading, clarify

ReadValue = Callable[[str, Question, Context], Reading]

_ROOT = 5
"""Letters of a word that count when words are held against each other: report, reports, reporting."""
_TRIED = 20
"""How many of the likeliest questions are tried for the new answer."""
_ENOUGH, _PLENTY, _LEAD = 1.5, 3.0, 1.25
"""The weight of shared words that names a question where an earlier answer is plainly spoken of, and where it
is not; and how far it must be ahead of the next."""
_FEW = 30
"""Words weigh as among so many questions at least."""
_KEY = re.compile(r"^[a-z]*?(\d+)(?:[._](\d+))?[._]?([a-z])?(?![a-z])")
_NUMBER = re.compile(
    r"\b(?P<cue>question|standard|item|number|on|for|to|q|s|section|in)? ?(?P<number>\d+(?:[.]\d+)?)(?: ?(?P<letter>[a-z]))?\b"
)


@dataclass(frozen=True)
class _Case:
    """What a correction is looked for in."""

    said: Utterance
    question: Question
    context: Context
    others: Mapping[str, Question]
    numbered: tuple[str, ...]
    """The ids of the questions whose number is said."""
    topic: str | None
    """What stands before a colon, as a heading of what follows."""
    strong: bool
    """Whether an earlier answer is plainly spoken of."""
    read_value: ReadValue

    def value(self, text: str, question: Question) -> Reading:
        return self.read_value(text, question, self.context)


def read_correction(
    said: Utterance, question: Question, context: Context, read_value: ReadValue
) -> Reading | None:
    """A correction, a doubt about one, or nothing where none is made."""
    others = {key: q for key, q in context.questions.items() if key != question.id}
    topic, _, rest = said.said[:4000].partition(":")
    headed = bool(rest.strip()) and len(topic.split()) <= 8 and question.kind is not Kind.TEXT
    strong = _says("strong", said)
    triggered = strong or (_says("weak", said) and question.kind is not Kind.TEXT)
    if not others or not (triggered or headed):
        return None
    numbered = _numbered(said, others)
    case = _Case(
        said,
        question,
        context,
        others,
        numbered,
        topic if headed and not triggered else None,
        strong,
        read_value,
    )
    for value in _values(said) if triggered else (rest,):
        if reading := _matched(case, value):
            return reading
    if numbered and question.kind is not Kind.TEXT:
        return clarify(f"an earlier answer is to be changed, and the new one is not plain: {numbered[0]}")
    return None


def _says(key: str, said: Utterance) -> bool:
    return any(pattern.search(said.plain) for pattern in _patterns(key))


def _matched(case: _Case, value: str) -> Reading | None:
    """The correction that `value` makes to the one question meant."""
    spoken = _roots(case.topic) if case.topic else _roots(" ".join(case.said.words)) - _roots(value)
    weights = _weights(spoken, {**case.others, case.question.id: case.question})
    here = weights.pop(case.question.id)
    enough = max(_ENOUGH if case.strong else _PLENTY, here)
    ranked = sorted(weights, key=lambda key: -weights[key])
    tried = list(case.numbered) or [key for key in ranked[:_TRIED] if weights[key] >= enough]
    readings = {key: case.value(value, case.others[key]) for key in tried}
    taking = [key for key in tried if readings[key].act is Act.ANSWER]
    if not taking:
        alone = case.strong and not case.numbered and case.topic is None
        return _only_taker(case, value) if alone else None
    if len(taking) > 1 and (case.numbered or weights[taking[0]] < weights[taking[1]] * _LEAD):
        return clarify(f"several earlier questions may be meant: {', '.join(taking[:3])}")
    return _changed(taking[0], readings[taking[0]], value)


def _only_taker(case: _Case, value: str) -> Reading | None:
    """The correction to the only earlier question that takes this answer, where just one list has it."""
    if not any(len(word) > 3 for word in phrase(value)) or case.question.kind is Kind.TEXT:
        return None
    if case.value(value, case.question).act is Act.ANSWER:
        return None
    taking: list[tuple[str, Reading]] = []
    for key, question in case.others.items():
        if not question.options or question.kind not in (Kind.SINGLE, Kind.MULTI):
            continue
        reading = case.value(value, question)
        if reading.act is Act.ANSWER and reading.codes:
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
    clauses = [clause.strip() for clause in re.split(r" [,.;:!?—](?: |$)", plain) if clause.strip()]
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


def _weights(spoken: frozenset[str], questions: Mapping[str, Question]) -> dict[str, float]:
    """The weight of the words each question shares with what is said; rare words weigh more."""
    own = {key: _roots(f"{q.say.respondent} {key}") for key, q in questions.items()}
    common = Counter(root for roots in own.values() for root in roots)
    weight = {root: math.log((max(len(own), _FEW) + 1) / common[root]) for root in spoken if root in common}
    return {key: sum(weight[root] for root in spoken & roots) for key, roots in own.items()}


@lru_cache(maxsize=4096)
def _roots(text: str) -> frozenset[str]:
    filler = phrases("scope", "filler")
    tokens = utterance(text.replace("_", " ").replace(".", " ")).tokens
    return frozenset(
        token.stem[:_ROOT]
        for place, token in enumerate(tokens)
        if len(token.stem) > 2 and token.stem.isalpha() and not filler.at(tokens, place)
    )
