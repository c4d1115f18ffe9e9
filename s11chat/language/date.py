"""Reads a date or a period, counted from the day asked, in UK order; vague times are asked again."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from s11chat.dialog.question import Question
from s11chat.language.agreed import agreed, decided, joined, unweighted
from s11chat.language.choice import accepted
from s11chat.language.day import Found, Look, bare_day, day_month, numeric
from s11chat.language.edge import edge, season
from s11chat.language.feast import feast
from s11chat.language.lexicon import PhraseSet, phrases, table
from s11chat.language.mention import Mention, Strength
from s11chat.language.month import month
from s11chat.language.naming import index_of
from s11chat.language.nearby import near, nth_weekday, weekdays_ago
from s11chat.language.normalise import Token, Utterance
from s11chat.language.reading import Context, Reading, answer, clarify
from s11chat.language.reckon import bare_year, counted, financial, quarter, relative, spanned, weekday
from s11chat.language.scope import Scope, Stand
from s11chat.language.spoken import with_numerals
from s11chat.language.verdict import decisive, doubt, quotes

_FINDERS: tuple[Callable[[Look, int], Found | None], ...] = (
    numeric,
    near,
    feast,
    edge,
    season,
    weekdays_ago,
    quarter,
    financial,
    day_month,
    nth_weekday,
    month,
    relative,
    weekday,
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
    said = with_numerals(said, past=question.direction == "past")
    look = Look(context.asked_on, question.direction, said.tokens)
    found = joined(look, dates(look, days=True))
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
    meant: Found | None = next(iter(periods.values()))
    if len(periods) > 1:
        meant = agreed(look, [values[m.code] for m in held]) or decided(scope, held, values)
        if meant is None:
            return clarify(f"several dates are said: {quotes(scope, held)}")
        held = tuple(m for m in held if meant.start <= m.start < meant.end) or held
    why = doubt(scope, held, upshot) or _vague(scope, held, values)
    if why and not unweighted(why, scope, held):
        return clarify(f"{why}: {quotes(scope, held)}")
    assert meant is not None
    return _fitting(look, meant, quotes(scope, held), said)


def dates(look: Look, *, days: bool = False) -> tuple[Found, ...]:
    """The dates in the tokens, from left to right; with `days` also days of a month told elsewhere."""
    found: list[Found] = []
    finders = (*_FINDERS, bare_day) if days else _FINDERS
    place = 0
    while place < len(look.tokens):
        here = next((f for find in finders if (f := find(look, place))), None)
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


def _vague(scope: Scope, held: Sequence[Mention], values: Mapping[str, Found]) -> str:
    """Why a date is only a direction: "after Christmas", "early March"; empty if it is a date."""
    vague, within = _vague_words(), phrases("date", "within.words")
    for mention in held:
        period = values[mention.code].period
        if period and (period.last - period.first).days >= _MONTH and _only_within(scope, mention, within):
            continue
        for place in range(max(0, mention.start - 4), mention.start):
            taken = vague.at(scope.tokens, place)
            if (
                taken
                and not scope.named(place, place + taken)
                and all(
                    scope.tokens[k].word in ("the", "in", "next", "this")
                    for k in range(place + taken, mention.start)
                )
            ):
                return "vague"
        if mention.end < len(scope.tokens) and _vague_after(scope.tokens, mention.end):
            return "vague"
    return ""


def _vague_after(tokens: Sequence[Token], place: int) -> bool:
    """Whether a date is made vague by what follows it; after a stop only by that alone: "March, or thereabouts"."""
    taken = _vague_words().at(tokens, place)
    end = place + taken
    return taken > 0 and (not tokens[place].gap or end >= len(tokens) or bool(tokens[end].gap))


_MONTH = 27
"""Days from the first to the last of the shortest month."""


def _only_within(scope: Scope, mention: Mention, within: PhraseSet) -> bool:
    """Whether "some time in" stands before the period or "some time" after it."""
    before = any(
        within.at(scope.tokens, place)
        and all(
            t.word in ("in", "during", "the")
            for t in scope.tokens[place + within.at(scope.tokens, place) : mention.start]
        )
        for place in range(max(0, mention.start - 4), mention.start)
    )
    return before or (mention.end < len(scope.tokens) and within.at(scope.tokens, mention.end) > 0)


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
