"""Works out numbers that are told by others: "all but one of the twelve", "forty, lost two", "five and two, seven".

A number is taken for a result only where words say so or the sum fits; what is worked out is never exact.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from math import isclose, prod

from s11chat.language.lexicon import phrases, table
from s11chat.language.measure import Unit
from s11chat.language.normalise import Utterance
from s11chat.language.quantity import Quantity, quantity_at

_MOST = 8
"""More numbers than this are no sum."""


@dataclass(frozen=True, slots=True)
class Result:
    """A number worked out or told as the result of others, and the words it rests on."""

    value: float
    words: str


def numbers_said(said: Utterance) -> tuple[Quantity, ...]:
    """The numbers one by one, years and those after a month left out."""
    found: list[Quantity] = []
    tokens, place = said.tokens, 0
    while place < len(tokens):
        quantity = quantity_at(tokens, place)
        if quantity is None:
            place += 1
            continue
        year = tokens[place].word.isdecimal() and 1900 <= quantity.value <= 2100
        dated = place > 0 and (tokens[place - 1].word in table("date")["months"])
        if not year and not dated:
            found.append(quantity)
        place = quantity.end
    return tuple(found)


def _outline(said: Utterance, found: Sequence[Quantity]) -> str:
    """The words with stops between them and every number as "#" and its place in the row of them."""
    starts = {quantity.start: number for number, quantity in enumerate(found)}
    inside = {place for q in found for place in range(q.start + 1, q.end)}
    parts: list[str] = []
    for place, token in enumerate(said.tokens):
        if place in inside:
            continue
        if token.gap and token.gap != "-" and parts:
            parts.append(",")
        number = starts.get(place)
        parts.append(token.word if number is None else f"#{number}")
    return " ".join(parts)


_BUT = r"(?:but|bar|except|except for|save|save for|apart from|less|minus)"
_N, _M = r"#(?P<a>\d)", r"#(?P<b>\d)"
_OF = r"(?:out )?of (?:(?:the|them|those|these|all|a|possible|possibly|ones|meetings|every) ?)*"
_DOER = r"(?:i |we |they |he |she |it )?(?:have |has |had |only |just )*"


def _of_all(many: float, whole: float) -> float:
    """So many of all of them, or that part of them."""
    return whole * many if many < 1 else many if many <= whole else -1


_EACH = r"(?:pounds |quid )?(?:each|apiece|a head|a piece|per \w+|for each|for every one)"
_POUNDS: tuple[tuple[str, Callable[[float, float], float]], ...] = (
    (rf"^(?:\w+ ){{0,3}}{_N} {_EACH}(?: ,)? (?:\w+ ){{0,4}}{_M}(?: \w+){{0,3}}$", lambda a, b: a * b),
    (rf"^(?:\w+ ){{0,3}}{_N} (?:\w+ ){{0,2}}(?:at|with|getting) {_M} {_EACH}$", lambda a, b: a * b),
)
_COUNTS: tuple[tuple[str, Callable[[float, float], float]], ...] = (
    (
        rf"{_N} .*\b(?:all|every one of the|each of the) (?:of the |the )?{_M}$",
        lambda a, b: b if a == b else -1,
    ),
    (rf"\ball {_BUT} (?:the )?{_N} {_OF}{_M}", lambda a, b: b - a),
    (rf"\ball (?:the )?{_N} {_BUT} (?:the )?{_M}", lambda a, b: a - b),
    (rf"\b(?:missed|skipped|missing|absent for) (?:only |just |the )*{_N} {_OF}{_M}", lambda a, b: b - a),
    (
        rf"^{_DOER}(?:were|was|had|have|are|is|it was|there were)? ?{_N},? ,? ?{_DOER}(?:lost|lose|less|minus|took off) {_M}",
        lambda a, b: a - b,
    ),
    (rf"\b(?:lost|less) {_N} (?:from|out of|of) (?:the )?{_M}$", lambda a, b: b - a),
    (
        rf"^{_N}(?: \w+){{0,3}} ,? ?and (?:then |another )?{_M}(?: more)? (?:since|more|others?)(?: \w+){{0,2}}$",
        lambda a, b: a + b,
    ),
    (
        rf"^{_DOER}(?:attended |attnd |att |went to |did |made )?{_N} {_OF}{_M}$",
        _of_all,
    ),
)
_SHARES: tuple[tuple[str, Callable[[float, float], float]], ...] = (
    (rf"\ball {_BUT} (?:the )?{_N} {_OF}{_M}", lambda a, b: 100 * (b - a) / b if b else -1),
    (rf"\b{_BUT} (?:the )?{_N} in (?:every )?{_M}", lambda a, b: 100 * (b - a) / b if b else -1),
    (rf"(?<!\S){_N} (?:\w+ )?(?:out of|in|of) every {_M}", lambda a, b: 100 * a / b if b else -1),
    (rf"^(?:only |just |about |it is )*{_N} in (?:every )?{_M}\b", lambda a, b: 100 * a / b if b else -1),
)
_LEFT = re.compile(
    rf"\b(?:all|everyone|everybody|all of them|the lot) {_BUT} (?:about )?#(?P<a>\d)(?P<unit> percent| per cent| pc|)"
)
_REST = re.compile(
    r"#(?P<a>\d)(?: percent)?(?: of them)? (?:were|are|had|have|is|was) not(?: \w+)? ,? ?(?:and |but )?the rest (?:were|are|had|have|was|is)"
)
_GIVES = re.compile(
    r"\b(?:leaving(?: us| me)?(?: with)?|leaves(?: us| me)?(?: with)?|(?:which|that) (?:gives|makes|leaves|comes to|is)(?: us| me)?"
    r"|making|which is|equals|so (?:that is |it is |we have |say |call it |put )?|so , |call it|to wit|net of that|all told) (?:it |about |just )?#(?P<a>\d)"
)
"""What tells a result by words before it."""
_GIVEN = re.compile(
    r"#(?P<a>\d)(?: \w+)? (?:in all|in total|all told|altogether|all in|between us|between the two of us|all in all"
    r"|on the day itself|put together|combined|is your number|is the number|is the figure|then|exactly|to be exact)\b"
)
"""What tells it by words after it."""
_CAME = re.compile(
    r"\b(?:ended up (?:at|with|taking|being|as)|dragged on (?:to|for|till|until)|dragged out to|took (?:us|them|it|me|him|her)(?: all of)?|came (?:down|out|in|up)? ?(?:to|at)"
    r"|turned out (?:to be|at)|made it to|went to|got to|finished (?:up )?(?:at|with)|stretched to|ran to) (?:be |about )?#(?P<a>\d)"
)
"""What tells how it came out in the end, against what was meant or invited."""
_UNSURE = re.compile(
    r"\b(?:not|never|no|guess|maybe|perhaps|might|could|would|should|if|about to|or|probably)\b"
)


def worked_out(said: Utterance, unit: Unit) -> Result | None:
    """The number that those said come to, or that is told as their result; nothing where neither is plain."""
    found = numbers_said(said)
    if said.asks or not 0 < len(found) <= _MOST:
        return None
    outline = _outline(said, found)
    values = [quantity.value for quantity in found]
    if (ruled := _by_rule(outline, values, unit)) is not None:
        return Result(ruled, said.said[:60])
    if len(found) < 2:
        return None
    told = _told(outline, values)
    if told is None and _adds_up(said, found):
        told = len(values) - 1
    if told is None or found[told].part:
        return None
    return Result(values[told], said.quote(found[told].start, found[told].end))


def _by_rule(outline: str, values: Sequence[float], unit: Unit) -> float | None:
    """What a known turn of phrase makes of the two numbers in it, where there are no others."""
    if unit is Unit.PERCENT and len(values) == 1:
        return _share_left(outline, values[0])
    rules = {Unit.COUNT: _COUNTS, Unit.PERCENT: _SHARES, Unit.POUNDS: _POUNDS}.get(unit)
    if len(values) != 2 or rules is None:
        return None
    for pattern, result in rules:
        match = _pattern(pattern).search(outline)
        if match and not _UNSURE.search(outline[match.end() :]):
            worth = result(values[int(match["a"])], values[int(match["b"])])
            return round(worth, 1) if worth >= 0 else None
    return None


def _share_left(outline: str, value: float) -> float | None:
    if match := _LEFT.search(outline):
        off = value if match["unit"] else 100 * value if value < 1 else -1
        return round(100 - off, 1) if 0 <= off <= 100 else None
    if _REST.search(outline) and value < 1:
        return round(100 - 100 * value, 1)
    return None


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)


def _told(outline: str, values: Sequence[float]) -> int | None:
    """The one number that words tell as the result, if no later one takes its place."""
    for patterns in ((_GIVES, _GIVEN), (_CAME,)):
        marked = [match for pattern in patterns for match in pattern.finditer(outline)]
        last = max(marked, key=lambda match: match.start(), default=None)
        if last is None:
            continue
        if len({values[int(match["a"])] for match in marked}) > 1:
            return None
        number = int(last["a"])
        clause = outline[outline.rfind(",", 0, last.start("a")) + 1 :]
        ends = number == len(values) - 1 or all(value == values[number] for value in values[number:])
        return number if ends and not _UNSURE.search(clause) else None
    return None


def _adds_up(said: Utterance, found: Sequence[Quantity]) -> bool:
    """Whether the last number, alone in its clause, is the sum, the product or the difference of the others."""
    *others, last = found
    values = [quantity.value for quantity in others if not quantity.part or len(others) < 3]
    ways = [sum(values), prod(values)] if len(values) > 1 else []
    if len(values) == 2:
        ways.append(abs(values[0] - values[1]))
    if not any(isclose(way, last.value) for way in ways):
        return False
    before = said.tokens[others[-1].end : last.start]
    leads = next((k for k in range(last.start, others[-1].end - 1, -1) if said.tokens[k].gap), last.start)
    if not phrases("scope", "filler").covers(said.tokens, leads, last.start) and _SIGNS.isdisjoint(
        said.words
    ):
        return False
    parted = any(t.gap or t.word in ("is", "makes", "total") for t in (*before, said.tokens[last.start]))
    if not parted and _SIGNS.isdisjoint(said.words):
        return False
    after = said.tokens[last.end :]
    return (
        not after
        or bool(after[0].gap)
        or after[0].stem in _NOUNS
        or phrases("scope", "filler").at(after, 0) > 0
    )


_SIGNS = frozenset(["x", "times", "plus", "minus", "+"])
_NOUNS = frozenset(["pound", "quid", "percent", "month", "day", "wte", "meeting", "review", "fte"])
