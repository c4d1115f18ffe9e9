"""Reads a number in the unit of the question: numerals, number words, fractions, ranges, safe conversions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from s11chat.dialog.question import Question
from s11chat.language.amount import Found, value_of
from s11chat.language.arithmetic import worked_out
from s11chat.language.choice import accepted
from s11chat.language.estimate import approximated, range_of, ranged
from s11chat.language.figure import figured
from s11chat.language.frame import whole
from s11chat.language.lexicon import phrases
from s11chat.language.lone import hinges, lone, set_aside, unconditioned
from s11chat.language.measure import Unit, measures, unit_of
from s11chat.language.mention import Mention, Strength
from s11chat.language.naming import index_of
from s11chat.language.normalise import Token, Utterance, phrase, wording
from s11chat.language.quantity import digits
from s11chat.language.reading import Context, Reading, Span, answer, clarify
from s11chat.language.scope import Scope, Stand, past_question
from s11chat.language.verdict import counted, doubt, quotes, rivals
from s11chat.language.weekly import named_days

_ITEMS = frozenset(
    ["level", "standard", "question", "section", "part", "item", "grade", "band", "tier", "stage"]
)


def read_number(said: Utterance, question: Question, context: Context) -> Reading:
    """A number or a range, a no-answer option, or a doubt."""
    if reading := read_typed(said, question):
        return reading
    unit = unit_of(question)
    said = figured(said, unit)
    if not said.tokens:
        return clarify("no number is said")
    if unit is Unit.DAYS_WEEK and (days := named_days(said)) is not None:
        return _within(question, days.value, days.words, False)
    if not question.share_of and (result := worked_out(said, unit)):
        return _within(question, result.value, result.words, False)
    return _said(said, question)


def _said(said: Utterance, question: Question) -> Reading:
    """The one number that is said, if it is plain that it is meant."""
    found = dict(_numbers(said, question))
    mentions = _mentioned(found)
    values = {mention.code: value for mention, value in zip(mentions, found.values(), strict=True)}
    scope = _scope(said, question, mentions)
    said_so = scope.all_of(Stand.HELD)
    held, upshot = counted(scope, said_so, frozenset(values))
    if not held:
        return clarify("a number is not said plainly" if mentions else "no number is said")
    rival = rivals(scope, said_so, held, upshot)
    if (
        len({repr(values[m.code].value) if m.code in values else m.code for m in (*held, *rival)}) > 1
        and rival
    ):
        return clarify(f"several numbers are said: {quotes(scope, (*held, *rival))}")
    if any(m.code not in values for m in held):
        if len({m.code for m in held}) > 1 or doubt(scope, held, upshot, negative=True):
            return clarify("a number and something else are said")
        return accepted(scope, question, held)
    return _judged(scope, question, held, upshot, values)


def read_lone(said: Utterance, question: Question) -> Reading | None:
    """The one number that can be meant, where the words around it are no known frame; nothing where it is in doubt."""
    said = unconditioned(figured(said, unit_of(question)))
    if not said.tokens or said.asks:
        return None
    found = dict(_numbers(said, question))
    scope = _scope(said, question, mentions := _mentioned(found))
    values = dict(zip((m.code for m in mentions), found.values(), strict=True))
    alone = lone(scope, {code: each.why for code, each in values.items()})
    own = frozenset(token.word for token in wording(question.say.respondent).tokens)
    if alone is None or (value := values[alone.code].value) is None or _other_item(said.tokens, own):
        return None
    return _within(question, value, quotes(scope, (alone,)), values[alone.code].exact)


def _mentioned(found: Mapping[Mention, Found]) -> list[Mention]:
    return [Mention(m.start, m.end, f"\0number{n}", Strength.PHRASE) for n, m in enumerate(found)]


def _scope(said: Utterance, question: Question, mentions: list[Mention]) -> Scope:
    index = index_of(question)
    options = [
        m
        for m in index.mentions(said.tokens)
        if not any(m.start < n.end and n.start < m.end for n in mentions)
    ]
    past = past_question([t.word for t in wording(question.say.respondent).tokens])
    merged = tuple(sorted([*mentions, *options], key=lambda m: m.start))
    return Scope(said, said.tokens, merged, frozenset({"was"}) if past else frozenset())


def _judged(
    scope: Scope, question: Question, held: tuple[Mention, ...], upshot: bool, values: dict[str, Found]
) -> Reading:
    wrong = [values[m.code].why for m in held if values[m.code].why]
    good = [m for m in held if not values[m.code].why]
    apart = {scope.clause(m).start for m in good}.isdisjoint(
        scope.clause(m).start for m in held if m not in good
    )
    if wrong and not (good and apart and all(whole(scope, m) or _in_unit(scope, m) for m in good)):
        return clarify(f"{wrong[0]}: {quotes(scope, held)}")
    distinct = {repr(values[m.code].value) for m in good}
    if len(distinct) > 1:
        return clarify(f"several numbers are said: {quotes(scope, good)}")
    own = frozenset(token.word for token in wording(question.say.respondent).tokens)
    nothing = distinct == {"0.0"} or distinct == {"0"}
    found = values[good[-1].code]
    assert found.value is not None
    why = doubt(scope, good, upshot, negative=nothing) or _other_item(scope.tokens, own)
    if why and not (isinstance(found.value, Span) and hinges(why, scope)) and not set_aside(why, scope, good):
        return clarify(f"{why}: {quotes(scope, good)}")
    return _within(question, found.value, quotes(scope, good), found.exact)


_LENGTHS = frozenset(["month", "day"])
_UNITS = frozenset(["wte", "wtes", "fte", "ftes", "whole", "equivalent", "equivalents"])


def _in_unit(scope: Scope, mention: Mention) -> bool:
    """Whether the number is told in full-time equivalents, beside one of heads, or in months, beside weeks."""
    after = scope.tokens[mention.end : mention.end + 1]
    length = mention.end - mention.start > 1 and scope.tokens[mention.end - 1].stem in _LENGTHS
    return length or (bool(after) and after[0].word in _UNITS)


_TIMES = {"once": 1.0, "just once": 1.0, "only once": 1.0, "twice": 2.0, "just twice": 2.0}


def read_typed(said: Utterance, question: Question) -> Reading | None:
    """A numeral and nothing else."""
    text = said.said.strip().rstrip(".")
    if unit_of(question) is Unit.COUNT and (times := _TIMES.get(said.plain)):
        return _within(question, times, text, True)
    value = digits(text) if text.replace(",", "").replace(".", "").isdecimal() else None
    if value is None or ("," in text and len(said.tokens) > 1):
        return None
    if unit_of(question) is Unit.PERCENT and 0 < value < 1:
        return clarify(f"may be a percentage or a part: {text}")
    return _within(question, value, text, True, typed=True)


def _within(question: Question, value: float | Span, words: str, exact: bool, typed: bool = False) -> Reading:
    """The number as an answer if the question takes it."""
    if isinstance(value, Span):
        low, high = value.minimum, value.maximum
    else:
        low = high = value
    if question.minimum is not None and low < question.minimum:
        return clarify(f"below the smallest number the question takes ({question.minimum:g}): {words}")
    if question.maximum is not None and high > question.maximum:
        return clarify(f"above the largest number the question takes ({question.maximum:g}): {words}")
    if exact and not question.decimals and (low != int(low) or high != int(high)):
        return clarify(f"the question takes whole numbers: {words}")
    return answer(value=value, because=f"number said: {words}", confidence=1.0 if typed else 0.9, exact=typed)


def _numbers(said: Utterance, question: Question) -> Iterator[tuple[Mention, Found]]:
    """The numbers in what is said, each with its place."""
    unit = unit_of(question)
    asked = question.say.respondent if unit is Unit.COUNT else ""
    words = phrase(f"{question.unit or ''} {question.unit_one or ''} {asked}")
    own = frozenset([*words, *_initials(words)])
    zeros = tuple(_extremes(said, unit))
    found = [
        approximated(said.tokens, m)
        for m in measures(said.tokens, unit)
        if not any(z.start < m.start < z.end for z, _ in zeros)
    ]
    place = 0
    while place < len(found):
        measure = found[place]
        if place + 1 < len(found) and (span := ranged(said.tokens, measure, found[place + 1])):
            start, first, second = span
            yield (
                Mention(start, found[place + 1].end, "", Strength.PHRASE),
                range_of(unit, first, second),
            )
            place += 2
            continue
        yield (
            Mention(measure.start, measure.end, "", Strength.PHRASE),
            value_of(said.tokens, question, measure, own),
        )
        place += 1
    if not found:
        yield from _extremes(said, unit)


def _initials(words: Sequence[str]) -> Iterator[str]:
    """What the question asks for by its initials: "scr" for serious case reviews."""
    for count in (2, 3):
        for place in range(len(words) - count + 1):
            yield "".join(word[0] for word in words[place : place + count])


def _extremes(said: Utterance, unit: Unit) -> Iterator[tuple[Mention, Found]]:
    """None at all, or all of them where the unit is a percentage."""
    for key, value in (("zero", 0.0), ("hundred", 100.0)):
        if key == "hundred" and unit is not Unit.PERCENT:
            continue
        for start, end in phrases("number", key).found(said.tokens):
            yield Mention(start, end, "", Strength.WORD), Found(value)


def _other_item(tokens: Sequence[Token], own: frozenset[str]) -> str | None:
    """The words for a numbered thing the question is not about, as "level 2" where it asks for level 1."""
    for before, after in pairwise(tokens):
        numbered = before.word in _ITEMS and not after.gap and after.word.isdecimal()
        if numbered and after.word not in own:
            return f"{before.word} {after.word}"
    return None
