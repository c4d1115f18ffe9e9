"""What may be meant where nothing certain is said: candidates for the question asked again, the likeliest first.

Nothing here is ever recorded. A vague word points to steps of a scale, a number off the list to its neighbours,
and a word that several options share to all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from s11chat.dialog.model import Kind
from s11chat.dialog.question import Question
from s11chat.language.handle import by_handle, percentages
from s11chat.language.lexicon import phrases, table
from s11chat.language.naming import index_of, is_yesno
from s11chat.language.normalise import Token, Utterance, phrase
from s11chat.language.quantity import quantities
from s11chat.language.rate import STEPS, rate_at

_MOST = 4
"""More candidates than this are no help."""
_KIN = 6
"""More options than this with a word in common are the list itself."""
_BRIEF = 25
"""Longer talk is not looked through."""
_REACH = 4
"""Words before a hint in which a denial is of it."""
_SHARED = 4
"""Letters of a word that an option must share."""


def hinted(said: Utterance, question: Question) -> tuple[str, ...]:
    """The codes of options that may be meant, at most a few."""
    if not question.options or len(said.tokens) > _BRIEF or question.kind in _NEVER:
        return ()
    if is_yesno(question):
        return tuple(option.code for option in question.options[:2])
    for find, most in ((_neighbours, _MOST), (_denied, _MOST), (_vague, _MOST), (_sharing, _KIN)):
        codes = tuple(dict.fromkeys(find(said.tokens, question)))
        if codes:
            alone = find is _vague and len(codes) == 1
            return (_beside(codes[0], question) if alone else codes)[:most]
    return ()


def _beside(code: str, question: Question) -> tuple[str, ...]:
    """One option and its neighbours in the list: a vague word alone points to no single answer."""
    order = [option.code for option in question.options if option.no_answer is None]
    if code not in order:
        return (code,)
    place = order.index(code)
    near = (place + 1, place - 1)
    return (code, *(order[k] for k in near if 0 <= k < len(order)))


_OFTEN = {"fortnightly": 26.0, "biannual": 2.0, "biannually": 2.0, "biweekly": 40.0, "bimonthly": 15.0}
"""Words of how often that lie between the steps of most scales, or have two meanings."""
_NEVER = frozenset([Kind.TEXT, Kind.NUMBER, Kind.DATE, Kind.STATEMENT])


def _neighbours(tokens: Sequence[Token], question: Question) -> Iterator[str]:
    """The steps on either side of a number or a rate that lies between them."""
    if percentages(question):
        steps = {float(said): code for said, code in by_handle(question).items() if said.isdecimal()}
        for quantity in quantities(tokens):
            yield from _around(quantity.value * (100 if quantity.part else 1), steps)
    meaning = index_of(question).meaning
    often = {STEPS[name]: code for code, name in meaning.items() if name in STEPS}
    if len(often) > 2:
        for place in range(len(tokens)):
            found = rate_at(tokens, place)
            if rate := found[0] if found else _OFTEN.get(tokens[place].word):
                yield from _around(rate, often)
    yield from _of_a_whole(tokens, {name: code for code, name in meaning.items()})


def _around(value: float, steps: Mapping[float, str]) -> Iterator[str]:
    """The two steps nearest to a value that is none of them."""
    below = max((step for step in steps if step <= value), default=None)
    above = min((step for step in steps if step > value), default=None)
    near = [step for step in (below, above) if step is not None]
    yield from (steps[step] for step in sorted(near, key=lambda step: abs(step - value)))


def _of_a_whole(tokens: Sequence[Token], names: Mapping[str, str]) -> Iterator[str]:
    """Most or some, where a share is said on a scale of how many."""
    if not {"most", "some"} <= names.keys():
        return
    for quantity in quantities(tokens):
        share = quantity.value if quantity.part else quantity.value / 100
        order = ("most", "some") if share > 0.5 else ("some", "most") if share > 0.2 else ("few", "some")
        yield from (names[name] for name in order if name in names)


def _denied(tokens: Sequence[Token], question: Question) -> Iterator[str]:
    """The lowest steps, where what would point to a high one is denied: "we've not done it"."""
    places = {place for place, token in enumerate(tokens) if token.word in ("not", "never", "nor")}
    between = [*_hints("partway", tokens), *_hints("low", tokens)]
    near = {place for a, b in _hints("denied", tokens) for place in (*range(a - _REACH, a), b)}
    if not places & near or any(place in range(a, b) for place in places for a, b in between):
        return
    names = {name: code for code, name in index_of(question).meaning.items()}
    yield from (names[name] for name in table("hint")["denied"]["means"] if name in names)


def _vague(tokens: Sequence[Token], question: Question) -> Iterator[str]:
    names = {name: code for code, name in index_of(question).meaning.items()}
    found = [
        (end - start, kind)
        for kind in table("hint")
        if kind not in ("kin", "denied")
        for start, end in _hints(kind, tokens)
    ]
    for _, kind in sorted(found, key=lambda each: -each[0])[:1]:
        yield from (names[name] for name in table("hint")[kind]["means"] if name in names)


def _hints(kind: str, tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    return phrases("hint", f"{kind}.said").found(tokens)


def _sharing(tokens: Sequence[Token], question: Question) -> Iterator[str]:
    """The options that have a word of what is said, or one of its kin, those with more of them first."""
    kin: Mapping[str, Sequence[str]] = table("hint")["kin"]
    said = {token.stem for token in tokens if len(token.stem) >= _SHARED or token.stem in kin}
    said |= {word for stem in said for word in kin.get(stem, ())}
    shared = {
        option.code: sum(
            1 for word in said if any(word in phrase(text) for text in (option.say, *option.also))
        )
        for option in question.options
        if option.no_answer is None
    }
    best = [code for code, count in shared.items() if count]
    if len(best) <= _KIN:
        yield from sorted(best, key=lambda code: -shared[code])
