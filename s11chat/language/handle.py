"""Handles: the number or code shown beside an option, its place in the list, or its letter.

A bare number means what is shown beside an option. Numbers inside talk ("we have 3 nurses") are not
handles; they only count where nothing else is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from s11chat.dialog.model import Option
from s11chat.dialog.question import Question
from s11chat.language.lexicon import phrases, short_forms, single_words, table
from s11chat.language.mention import Mention, Strength
from s11chat.language.normalise import Token
from s11chat.language.numeral import UNITS
from s11chat.language.ordinal import ORDINALS
from s11chat.language.place import OFF_LIST, THINGS, ordinals
from s11chat.language.quantity import Quantity, quantities, quantity_at

_NAMES = frozenset(["option", "number", "answer", "code", "choice", "box", "item"])
_PLACED = "abcdefgh"
"""Letters that stand for a place in a list; those after them are words or answers of their own."""
_YEAR = 1000
"""From here on a number is a year or an amount, and no handle."""
_JOINS = frozenset(["and", "plus", "also", "then"])
_RANGES = frozenset(["to", "through", "thru", "till"])


@lru_cache(maxsize=512)
def _codes(options: tuple[Option, ...], codes_shown: bool) -> dict[str, str]:
    if codes_shown:
        return {option.code.casefold(): option.code for option in options}
    return {str(number): option.code for number, option in enumerate(options, 1)}


def by_handle(question: Question) -> dict[str, str]:
    """The codes of the options by what is typed for them, in small letters."""
    return _codes(question.options, question.codes_shown)


def letters(question: Question) -> dict[str, str]:
    """The codes by letter: those shown, or a letter for the place in a list that has no letters of its own."""
    return _letters(question.options) if len(question.options) > 2 else {}


@lru_cache(maxsize=512)
def _letters(options: tuple[Option, ...]) -> dict[str, str]:
    codes = [option.code for option in options]
    if len(codes) <= 26 and all(code.upper() == chr(65 + n) for n, code in enumerate(codes)):
        return {code.casefold(): code for code in codes}
    taken = {code.casefold() for code in codes} | short_forms().keys()
    return {letter: code for letter, code in zip(_PLACED, codes, strict=False) if letter not in taken}


def percentages(question: Question) -> bool:
    """Whether the options are steps of a percentage."""
    numbers = [option for option in question.options if option.code.isdecimal()]
    return len(numbers) > 1 and all("%" in option.say for option in numbers) and question.codes_shown


def handle_mentions(question: Question, tokens: Sequence[Token]) -> Iterator[Mention]:
    """The handles and ordinals in `tokens`, as mentions of options (or of what the list lacks)."""
    if not question.options:
        return
    yield from ordinals(question, tokens)
    percent = percentages(question)
    if percent:
        yield from _extremes(question, tokens)
    for quantity in quantities(tokens):
        if mention := _number(question, tokens, quantity, percent):
            yield mention
    lettered = letters(question)
    apart_from_next = len(tokens) > 1 and (
        tokens[1].gap not in ("", "-") or tokens[1].word in _JOINS | {"please"}
    )
    if apart_from_next and tokens[0].word in lettered:
        yield Mention(0, 1, lettered[tokens[0].word], Strength.LABEL)
    led = (
        len(tokens) > 1
        and tokens[-2].word in ("so", "put", "say", "letter", "makes")
        and tokens[-1].word != "a"
    )
    if led and tokens[-1].word in lettered:
        yield Mention(len(tokens) - 1, len(tokens), lettered[tokens[-1].word], Strength.LABEL, free=True)
    for place, token in enumerate(tokens[:-1]):
        if lettered and token.word in _NAMES and tokens[place + 1].word in lettered:
            yield Mention(place, place + 2, lettered[tokens[place + 1].word], Strength.LABEL)


def _number(question: Question, tokens: Sequence[Token], quantity: Quantity, percent: bool) -> Mention | None:
    start, end, value = quantity.start, quantity.end, quantity.value
    following = tokens[end].word if end < len(tokens) else ""
    named = start > 0 and tokens[start - 1].word in _NAMES and not tokens[start].gap
    if (
        tokens[start].word == "no"
        or (not start and tokens[start].gap == "-")
        or (following in ("st", "nd", "rd", "th") and tokens[end].tight)
    ):
        return None
    if tokens[start].word == "one" and end == start + 1 and not named and _pronoun(tokens, start):
        return None
    if following == "of" and tokens[min(end + 1, len(tokens) - 1)].word in ("them", "us", "these", "those"):
        return None
    code = by_handle(question).get(f"{value:g}")
    if code is None and (
        value >= _YEAR or (start and tokens[start - 1].stem in single_words("number", "numbered") - {"no"})
    ):
        return None
    if (
        start
        and tokens[start - 1].stem in single_words("number", "numbered") - _NAMES - {"no"}
        and not tokens[start].gap
    ):
        return None
    if (
        following
        and not tokens[end].gap
        and _counts_something(tokens[end])
        and (not named or tokens[start].word == "one")
    ):
        return None
    if quantity.part:
        if not percent:
            return None
        value *= 100
    if (percent and following == "ish") or (percent and following == "percent"):
        end += 1
    elif percent and [t.word for t in tokens[end : end + 2]] == ["per", "cent"]:
        end += 2
    if percent and [t.word for t in tokens[end : end + 3]] == ["of", "the", "way"]:
        end += 3 + (end + 3 < len(tokens) and tokens[end + 3].word == "there")
    code = by_handle(question).get(f"{value:g}") if value == int(value) else None
    strength = Strength.LABEL if named or (percent and end > quantity.end) else Strength.WORD
    return Mention(start - named, end, code or OFF_LIST, strength, free=named)


def _extremes(question: Question, tokens: Sequence[Token]) -> Iterator[Mention]:
    """Full marks and half marks, where the options are steps of a percentage."""
    for words, step, strength in (
        ("full_marks", "100", Strength.LABEL),
        ("half_marks", "50", Strength.WORD),
    ):
        if code := by_handle(question).get(step):
            for start, end in phrases("number", words).found(tokens):
                yield Mention(start, end, code, strength)


def _counts_something(following: Token) -> bool:
    """Whether the word after a number makes it a number of things: "two named nurses"."""
    word = following.word
    return (
        word.isalpha()
        and len(word) > 3
        and not phrases("number", "after").at((following,), 0)
        and not phrases("number", "no_thing").at((following,), 0)
        and word not in THINGS
    )


def _pronoun(tokens: Sequence[Token], place: int) -> bool:
    """Whether "one" stands for a thing rather than a number."""
    if len(tokens) == 1:
        return False
    if place + 1 < len(tokens) and quantity_at(tokens, place + 1):
        return False
    before = tokens[place - 1].word if place else ""
    if place > 1 and tokens[place - 2].word in ("there", "have", "has", "got") and before in ("is", "got"):
        return True
    if tokens[place].gap not in ("", "-") or not place:
        return place + 1 < len(tokens) and not tokens[place + 1].gap and tokens[place + 1].word not in _JOINS
    return before not in ("it", "put", "say", "is", "and", "go", "for")


def _so_many(word: str, following: str) -> bool:
    """Whether these are the first of so many, and no two places: "the first three"."""
    return word in ORDINALS and following in UNITS and following != "one"


def listed(question: Question, tokens: Sequence[Token]) -> tuple[str, ...] | None:
    """The codes of a bare list of handles, "1 4 7", "a and c", "B to D"; nothing for anything else."""
    known = by_handle(question) | letters(question)
    codes: list[str] = []
    order = [option.code for option in question.options]
    ranged = False
    if tokens and (tokens[0].word == "all" or any(_so_many(a.word, b.word) for a, b in pairwise(tokens))):
        return None
    ordinals = sum(1 for token in tokens if token.word in ORDINALS)
    for number, token in enumerate(tokens):
        word = token.word
        if word == "one" and number and tokens[number - 1].word in ORDINALS:
            continue
        if ordinals > 1 and word == "the":
            continue
        if ordinals > 1 and word in ORDINALS:
            word = str(ORDINALS[word])
        if word not in known and word != "one" and (quantity := quantity_at((token,), 0)):
            word = f"{quantity.value:g}"
        if word == "one" and ("1" in known and len(tokens) > 1):
            word = "1"
        if token.word in _RANGES and codes:
            ranged = True
        elif word in known:
            code = known[word]
            if codes and (ranged or token.gap == "-"):
                first, last = order.index(codes[-1]), order.index(code)
                if first >= last:
                    return None
                codes.extend(order[first + 1 : last + 1])
            else:
                codes.append(code)
            ranged = False
        elif token.word not in table("number")["beside_handles"] and token.word not in _JOINS:
            return None
    return tuple(dict.fromkeys(codes)) if codes and not ranged else None
