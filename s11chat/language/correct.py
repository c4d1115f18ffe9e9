"""Recognises a change to the answer of an earlier question, and which question is meant.

The question is found by its number ("on 3c, make that fully"), by words it shares with what is said, or by the
old answer ("I said district council"). Where two fit, none is changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from s11chat.dialog.model import Kind
from s11chat.dialog.question import Question
from s11chat.language.handle import percentages
from s11chat.language.lexicon import table
from s11chat.language.normalise import Utterance, utterance
from s11chat.language.reading import Act, Context, Reading, clarify
from s11chat.language.topic import numbered, roots, weights

ReadValue = Callable[[str, Question, Context], Reading]

_TORN = re.compile(r"\b(\d+) (st|nd|rd|th|k|m)\b")
"""What is one word as typed and two as read: "31st", "12k"."""
_SET_ASIDE = re.compile(r"(?:and )?(?:not|rather than|instead of|no longer)\b")
"""What begins so is what the new answer is not."""
_LAST_CLAUSE = re.compile(r"(?P<rest>.*\S) [,.;:—] (?P<last>[^,.;:—]+?)[ .]*$")
_TRIED = 4
"""How many of the likeliest questions are tried for the new answer."""
_VALUES = 5
"""How many readings of the new answer are tried."""
_TALK = 25
"""In longer talk where no earlier answer is plainly spoken of, only half as many are."""
_ENOUGH, _PLENTY, _LEAD = 1.5, 3.0, 1.25
"""The weight of shared words that names a question where an earlier answer is plainly spoken of, and where it
is not; and how far it must be ahead of the next."""
_OLD = 2.0
"""What the old answer weighs, where the question takes it."""


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
    old: tuple[str, ...]
    """What may be the old answer."""
    only: bool
    """Whether it is known to be about the one other question there is."""
    read_value: ReadValue

    def value(self, text: str, question: Question) -> Reading:
        return self.read_value(text, question, self.context)

    def takes_old(self, question: Question) -> bool:
        """Whether what may be the old answer is one to this question."""
        return any(self.value(text, question).act is Act.ANSWER for text in self.old)


def read_correction(
    said: Utterance, question: Question, context: Context, read_value: ReadValue, *, surely: bool = False
) -> Reading | None:
    """A correction, a doubt about one, or nothing where none is made; `surely` where it is known to be one."""
    others = {key: q for key, q in context.questions.items() if key != question.id}
    free = question.kind is Kind.TEXT
    topic, _, rest = said.said[:4000].partition(":")
    headed = bool(rest.strip()) and len(topic.split()) <= 8 and not free
    strong = surely or _says("strong", said)
    weak = not free and _says("weak", said)
    triggered = strong or weak
    if not others or not (triggered or headed or _says("unnamed", said)):
        return None
    if free and not surely and not _says("answering", said):
        return None
    spoken_of = numbered(said, others)
    old = tuple(_found("old", said.plain))[:3] if triggered else ()
    only = surely and len(others) == 1
    case = _Case(said, question, context, others, spoken_of, None, strong, old, only, read_value)
    if headed:
        under = replace(case, topic=topic, strong=False, old=())
        for value in islice(dict.fromkeys((rest, *_shorter(rest), *_values(utterance(rest)))), _VALUES):
            if reading := _matched(under, value):
                return reading
    tried = _VALUES if strong or len(said.tokens) <= _TALK else _VALUES // 2
    for value in islice(dict.fromkeys(_values(said)), tried) if triggered else ():
        if reading := _matched(case, value):
            return reading
    if not spoken_of and _says("unnamed", said) and (not free or _is_rating(case)):
        return clarify("an earlier answer is to be changed, and which is not said by number or name")
    if spoken_of and not free:
        return clarify(f"an earlier answer is to be changed, and the new one is not plain: {spoken_of[0]}")
    return None


def _is_rating(case: _Case) -> bool:
    """Whether words in answer to an open question end in an answer to a rating: "the last one was partly met"."""
    lists = {question.options: question for question in case.others.values() if question.kind is Kind.SINGLE}
    return len(case.said.tokens) <= _VALUES * 2 and any(
        case.value(value, question).act is Act.ANSWER
        for value in islice(dict.fromkeys(_values(case.said)), _VALUES // 2)
        for question in lists.values()
    )


def speaks_of_earlier(said: Utterance) -> bool:
    """Whether an earlier answer is plainly spoken of."""
    return _says("strong", said)


def meant_earlier(said: Utterance, question: Question, context: Context) -> bool:
    """Whether what reads as an answer may rather change another question's: its number is said, or a change."""
    others = {key: q for key, q in context.questions.items() if key != question.id}
    return bool(others) and (
        _says("changing", said) or bool(numbered(said, others) and _says("strong", said))
    )


def _says(key: str, said: Utterance) -> bool:
    return any(pattern.search(said.plain) for pattern in _patterns(key))


def _found(key: str, plain: str) -> Iterator[str]:
    for pattern in _patterns(key):
        for match in pattern.finditer(plain):
            yield match.group(1).strip(" ,.;")


def _matched(case: _Case, value: str) -> Reading | None:
    """The correction that `value` makes to the one question meant."""
    rest = case.said.said if case.topic is None else case.topic
    spoken = roots(rest) if case.topic else roots(rest) - roots(value)
    questions = {**case.others, case.question.id: case.question}
    weight = weights(spoken, questions)
    if case.topic is None and spoken != roots(rest) and case.strong:
        # "22 health visitors": the new number comes with the words that tell of what.
        spoken = roots(rest)
        full = weights(spoken, questions)
        weight |= {key: full[key] for key, q in questions.items() if q.kind in (Kind.NUMBER, Kind.DATE)}
    here = weight.pop(case.question.id)
    enough = max(_ENOUGH if case.strong else _PLENTY, here)
    ranked = sorted(weight, key=lambda key: -weight[key])
    tried = list(case.numbered) or [key for key in ranked[:_TRIED] if weight[key] >= enough]
    if case.only:
        tried = list(case.others)
    readings = {key: case.value(value, case.others[key]) for key in tried}
    taking = [key for key in tried if readings[key].act is Act.ANSWER]
    if not taking:
        return None
    if len(taking) > 1 and (_says("counting", case.said) or _place_or_number(case, taking, value)):
        counts = [key for key in taking if case.others[key].kind is Kind.NUMBER]
        taking = counts or taking
    if len(taking) > 1 and case.old:
        weight |= {key: weight[key] + _OLD for key in taking if case.takes_old(case.others[key])}
        taking.sort(key=lambda key: -weight[key])
    answers_here = not case.strong and case.topic is None and here * 2 > weight[taking[0]]
    if answers_here and case.value(case.said.said, case.question).act is Act.ANSWER:
        return None
    if len(taking) > 1 and (case.numbered or weight[taking[0]] < weight[taking[1]] * _LEAD):
        return clarify(f"several earlier questions may be meant: {', '.join(taking[:3])}")
    return _changed(taking[0], readings[taking[0]], value)


def _place_or_number(case: _Case, taking: list[str], value: str) -> bool:
    """Whether a bare numeral may be a place in a list of options as well as a number asked for."""
    shown = any(percentages(case.others[key]) for key in taking)
    return value.strip().isdecimal() and not shown


def _changed(target: str, reading: Reading, value: str) -> Reading:
    return replace(
        reading,
        act=Act.CORRECT,
        target=target,
        confidence=0.8,
        exact=False,
        because=f'an earlier answer is changed: "{value.strip()[:60]}" ({reading.because})',
    )


@cache
def _patterns(key: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in table("correct")[key])


def _values(said: Utterance) -> Iterator[str]:
    """What may be the new answer, the likeliest first: after the last turn to it, then the last clauses."""
    plain = _without_old(said.plain)
    for pattern in _patterns("ending"):
        plain = pattern.sub("", plain)
    for pattern in _patterns("before"):
        plain = pattern.sub("", plain) or plain
    yield from _found("told", plain)
    if _says("strong", said) and " . " in plain:
        yield _TORN.sub(r"\1\2", plain.partition(" . ")[2]).strip(" ,.;")
    ends = [m.end() for pattern in _patterns("value") for m in pattern.finditer(plain)]
    for end in sorted(set(ends), reverse=True)[:4]:
        if tail := _TORN.sub(r"\1\2", plain[end:]).strip(" ,.;"):
            yield from _shorter(tail)
            yield tail
    plain = _TORN.sub(r"\1\2", plain)
    clauses = [clause.strip() for clause in re.split(r" [,.;:!?—](?: |$)", plain) if clause.strip()]
    while len(clauses) > 1 and _SET_ASIDE.match(clauses[-1]):
        clauses.pop()
    if len(clauses) > 1:
        yield clauses[-1]
        yield from _shorter(clauses[-1])
    if clauses:
        yield clauses[0]
    words = plain.split()
    if _says("strong", said) and len(words) > 4:
        yield from (" ".join(words[-count:]) for count in (3, 2))


def _without_old(plain: str) -> str:
    """What is said without its last clauses, where they only tell the answer given before: ", I'd said six"."""
    while match := _LAST_CLAUSE.match(plain):
        if not any(pattern.match(match["last"]) for pattern in _patterns("given")):
            break
        plain = match["rest"]
    return plain


def _shorter(value: str) -> Iterator[str]:
    """The value without the old answer or a remark after it: "15,000 not 12,000"."""
    for pattern in _patterns("remark"):
        if (match := pattern.search(value)) and match.start():
            yield value[: match.start()].strip(" ,.;")
