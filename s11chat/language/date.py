"""Reads a date or a period, counted from the day asked, in UK order; vague times are asked again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache

from s11chat.dialog.question import Question
from s11chat.language.calendar import Period
from s11chat.language.choice import accepted
from s11chat.language.day import Found, Look, day_month, month, numeric
from s11chat.language.lexicon import PhraseSet, table
from s11chat.language.mention import Mention, Strength
from s11chat.language.naming import index_of
from s11chat.language.nearby import near, nth_weekday
from s11chat.language.normalise import Utterance
from s11chat.language.reading import Context, Reading, answer, clarify
from s11chat.language.reckon import (
    bare_year,
    counted,
    feast,
    financial,
    quarter,
    relative,
    spanned,
    weekday,
)
from s11chat.language.scope import Scope, Stand
from s11chat.language.verdict import decisive, doubt, quotes

_FINDERS: tuple[Callable[[Look, int], Found | None], ...] = (
    numeric,
    feast,
    quarter,
    financial,
    day_month,
    nth_weekday,
    month,
    relative,
    weekday,
    near,
    counted,
    bare_year,
)
_FULL = re.compile(
    r"\d{1,2}(?:st|nd|rd|th)? (?:of )?[a-z]+,? \d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}-\d\d-\d\d",
    re.IGNORECASE,
)
"""A day with its month and its year, and nothing else: nothing is interpreted."""
_ROUGH = frozenset(
    [
        "about",
        "around",
        "roughly",
        "approximately",
        "say",
        "maybe",
        "probably",
        "some",
        "or",
        "so",
        "another",
        "i",
        "think",
    ]
)
"""Words by which a span is only roughly told."""
_SPAN = 5
"""Words in which a span is told."""
_IGNORED = {
    "future": frozenset({"future"}),
    "past": frozenset({"was", "past"}),
    None: frozenset({"was"}),
}


def read_date(said: Utterance, question: Question, context: Context) -> Reading:
    """A date, a period "from/to", a no-answer option, or a doubt."""
    look = Look(context.asked_on, question.direction, said.tokens)
    found = tuple(joined(look, dates(look)))
    mentions = [Mention(f.start, f.end, f"\0date{n}", Strength.PHRASE) for n, f in enumerate(found)]
    values = {mention.code: f for mention, f in zip(mentions, found, strict=True)}
    scope = _scope(said, question, mentions)
    said_so = scope.all_of(Stand.HELD)
    upshot_of = decisive(scope, said_so, frozenset(values))
    held, upshot = upshot_of or said_so, bool(upshot_of)
    if not held:
        return clarify("a date is not said plainly" if mentions else _roughly(look) or "no date is said")
    if any(m.code not in values for m in held):
        if len({m.code for m in held}) > 1 or doubt(scope, held, upshot, negative=True):
            return clarify("a date and something else are said")
        return accepted(scope, question, held)
    periods = {str(values[m.code].period): values[m.code] for m in held}
    if len(periods) > 1:
        return clarify(f"several dates are said: {quotes(scope, held)}")
    why = doubt(scope, held, upshot) or _vague(scope, held)
    if why:
        return clarify(f"{why}: {quotes(scope, held)}")
    return _fitting(look, next(iter(periods.values())), quotes(scope, held), said)


def dates(look: Look) -> tuple[Found, ...]:
    """The dates in the tokens, from left to right."""
    found: list[Found] = []
    place = 0
    while place < len(look.tokens):
        here = next((f for find in _FINDERS if (f := find(look, place))), None)
        if here is None:
            place += 1
            continue
        found.append(here)
        place = here.end
    return tuple(found)


def _roughly(look: Look) -> str:
    """The day a mere span or a rough one comes to: "a fortnight", "in about three months"; empty if it is neither."""
    plain = tuple(token for token in look.tokens if token.word not in _ROUGH)
    if look.direction == "past" or not plain or len(plain) > _SPAN:
        return ""
    found = spanned(replace(look, tokens=plain))
    if found is None or found.end != len(plain) or found.period is None:
        return ""
    day = found.period.first
    return f"that comes to about {day.day} {day:%B %Y}, and which day or month is meant is not said"


def _scope(said: Utterance, question: Question, mentions: list[Mention]) -> Scope:
    options = index_of(question).mentions(said.tokens)
    apart = [m for m in options if not any(m.start < n.end and n.start < m.end for n in mentions)]
    merged = tuple(sorted([*mentions, *apart], key=lambda m: m.start))
    return Scope(said, said.tokens, merged, _IGNORED.get(question.direction, frozenset()))


@cache
def _vague_words() -> PhraseSet:
    return PhraseSet(table("date")["vague"]["words"])


def _vague(scope: Scope, held: Sequence[Mention]) -> str:
    """Why a date is only a direction: "after Christmas", "early March"; empty if it is a date."""
    vague = _vague_words()
    for mention in held:
        for place in range(max(0, mention.start - 4), mention.start):
            taken = vague.at(scope.tokens, place)
            if taken and all(
                scope.tokens[k].word in ("the", "in", "next", "this")
                for k in range(place + taken, mention.start)
            ):
                return "vague"
        if mention.end < len(scope.tokens) and vague.at(scope.tokens, mention.end):
            return "vague"
    return ""


def _fitting(look: Look, found: Found, words: str, said: Utterance) -> Reading:
    """The date as an answer if it lies on the side the question is about."""
    if found.period is None:
        return clarify(f"{found.why or 'no certain date'}: {words}")
    if look.direction == "future" and found.period.last < look.asked:
        return clarify(f"the date is past, the question asks about what is to come: {words}")
    if look.direction == "past" and found.period.first > look.asked:
        return clarify(f"the date is to come, the question asks about what has been: {words}")
    exact = _FULL.fullmatch(said.said.strip()) is not None
    return answer(value=str(found.period), because=f"date said: {words}", confidence=0.9, exact=exact)


def joined(look: Look, found: Sequence[Found]) -> Iterator[Found]:
    """Dates with what belongs together made one: "Friday 31 October", "Friday next week", "from 1 to 5 March"."""
    kept: list[Found] = []
    for here in found:
        before = kept[-1] if kept else None
        if before is None:
            kept.append(here)
            continue
        between = look.words(before.end, here.start - before.end)
        if before.weekday is not None and between in ((), ("the",)) and here.weekday is None:
            kept[-1] = _checked(before, here)
        elif between in (("and",), ("to",)) and _opens(look, before):
            kept[-1] = _from_to(before, here)
        else:
            kept.append(here)
    return iter(kept)


def _opens(look: Look, before: Found) -> bool:
    return look.word(before.start - 1) in ("between", "from")


def _checked(weekday: Found, here: Found) -> Found:
    period = here.period
    if period and period.first == period.last and period.first.weekday() != weekday.weekday:
        return Found(weekday.start, here.end, None, "the day of the week does not fit the date")
    if period and (period.last - period.first).days == 6 and weekday.weekday is not None:
        day = period.first + timedelta(days=(weekday.weekday - period.first.weekday()) % 7)
        period = Period(day, day)
    return Found(weekday.start, here.end, period, here.why)


def _from_to(first: Found, second: Found) -> Found:
    start, end = first.start - 1, second.end
    if first.period is None or second.period is None:
        return Found(start, end, None, first.why or second.why)
    if first.period.first > second.period.last:
        return Found(start, end, None, "ends before it begins")
    return Found(start, end, Period(first.period.first, second.period.last))
