"""Organisations in a frame that are likely to be the same one twice: proposed to a person, never merged.

Compared are names (written out, rapidfuzz for slips), types, telephone numbers and e-mail addresses. Only rows that
share a number, an address, a name or a rare word of one are compared, so that twenty thousand rows take seconds.
What very many rows share (a switchboard, a mailbox for all, "The Surgery") says nothing about any two of them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from itertools import combinations

from s11chat.fieldwork.name import apart_by_a_slip, telling, written_out

SHARED = 10
"""How many rows may have the same number, address or name for it to say that two of them are one."""
RARE = 20
"""How many rows may have a word, and its misspellings, for names with it to be compared."""
_LONG = 6
"""Letters from which a name that is written in one word is not another name by chance."""
_EXTENSION = re.compile(r"(?:ext?n?\.?|extension|x|#)\s*(\d+)\s*$", re.IGNORECASE)
_SHORTEST = 7
"""Digits of a number that can be dialled from elsewhere."""
_ABROAD = re.compile(r"^(?:\+|00)44")


class Score(StrEnum):
    """How sure it is that two rows are one organisation."""

    SURE = "sure"
    LIKELY = "likely"


@dataclass(frozen=True)
class Listed:
    """An organisation as far as it is compared; what is empty is not known."""

    name: str
    type: str = ""
    region: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class Pair:
    """Two places in the list, the earlier first, with what speaks for one organisation."""

    one: int
    other: int
    score: Score
    because: tuple[str, ...]


class _Name(IntEnum):
    """How near two names are."""

    UNLIKE = 0
    KIND = 1
    """The same but for the kind of body."""
    SLIP = 2
    SAME = 3


_SAID = {
    _Name.KIND: "same name but for the kind of body",
    _Name.SLIP: "same name but for a slip",
    _Name.SAME: "same name",
}


@dataclass(frozen=True)
class _Known:
    """A row with its parts as they are compared."""

    words: tuple[str, ...]
    core: tuple[str, ...]
    joined: str
    """The core in one word, in its order."""
    type: str
    region: str
    phone: str
    email: str


def duplicates(listed: Sequence[Listed]) -> tuple[Pair, ...]:
    """Every two rows that look like one organisation, the surest first, then in the order of the list."""
    known = [_known(one) for one in listed]
    own = {part: _seldom(getattr(one, part) for one in known) for part in ("phone", "email", "words")}
    pairs = [
        pair
        for one, other in sorted(_candidates(known))
        if (pair := _judged(known, one, other, own)) is not None
    ]
    return tuple(sorted(pairs, key=lambda pair: pair.score is not Score.SURE))


def _known(one: Listed) -> _Known:
    words = written_out(one.name)
    return _Known(
        words=tuple(sorted(words)),
        core=tuple(sorted(telling(words))),
        joined="".join(telling(words)),
        type=one.type.casefold(),
        region=one.region.casefold(),
        phone=digits(one.phone),
        email=one.email.strip().casefold(),
    )


def digits(phone: str) -> str:
    """The digits of a telephone number, from home, with its extension; empty where they are no number."""
    text = phone.strip()
    extension = _EXTENSION.search(text)
    text = text[: extension.start()] if extension else text
    dialled = re.sub(r"[^\d+]", "", text.replace("(0)", "") if _ABROAD.match(text) else text)
    found = _ABROAD.sub("0", dialled).replace("+", "")
    if len(found) < _SHORTEST or len(set(found[1:])) == 1:
        return ""
    return f"{found}x{extension[1]}" if extension else found


def _seldom(values: Iterable[Hashable]) -> set[Hashable]:
    """The values that so few rows have that they say something."""
    return {value for value, number in Counter(values).items() if value and number <= SHARED}


def _candidates(known: Sequence[_Known]) -> set[tuple[int, int]]:
    """The pairs worth comparing."""
    found: set[tuple[int, int]] = set()
    keys: tuple[Callable[[_Known], Hashable], ...] = (
        lambda one: one.phone,
        lambda one: one.email,
        lambda one: one.words,
        lambda one: (one.core, one.type) if one.core else (),
        lambda one: one.joined if len(one.joined) >= _LONG else "",
    )
    for key in keys:
        found.update(_within(_blocks((key(one), place) for place, one in enumerate(known)), SHARED))
    found.update(_within(_by_rare_words(known), RARE))
    return found


def _blocks(keyed: Iterable[tuple[Hashable, int]]) -> dict[Hashable, list[int]]:
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    for key, place in keyed:
        if key:
            blocks[key].append(place)
    return blocks


def _within(blocks: dict[Hashable, list[int]], most: int) -> Iterator[tuple[int, int]]:
    """Every two of each block; a block of more than `most` says nothing."""
    for block in blocks.values():
        if 1 < len(block) <= most:
            yield from combinations(block, 2)


def _by_rare_words(known: Sequence[_Known]) -> dict[Hashable, list[int]]:
    """Rows by the two rarest words of each name, and by those words with any one letter left out.

    Two words that are a slip apart share one of these spellings.
    """
    number_of = Counter(word for one in known for word in set(one.core or one.words))
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    for place, one in enumerate(known):
        rarest = sorted(set(one.core or one.words), key=lambda word: (number_of[word], word))[:2]
        for spelling in {spelling for word in rarest for spelling in _spellings(word)}:
            blocks[spelling].append(place)
    return blocks


def _spellings(word: str) -> Iterator[str]:
    yield word
    if len(word) >= 4:
        yield from (word[:place] + word[place + 1 :] for place in range(1, len(word)))


def _judged(known: Sequence[_Known], one: int, other: int, own: dict[str, set[Hashable]]) -> Pair | None:
    """The pair, where enough speaks for it."""
    a, b = known[one], known[other]
    contact = [
        said
        for part, said in (("phone", "same telephone"), ("email", "same e-mail"))
        if getattr(a, part) == getattr(b, part) and getattr(a, part) in own[part]
    ]
    name = _nearness(a, b)
    if not contact and a.words not in own["words"]:
        return None
    same_type = a.type == b.type or not (a.type and b.type)
    because = [*contact, *([_SAID[name]] if name else ())]
    score = _score(name, len(contact), _contradictions(a, b), same_type=same_type)
    if score is None:
        return None
    return Pair(one, other, score, tuple(because))


def _score(name: _Name, contact: int, contradictions: int, *, same_type: bool) -> Score | None:
    """One organisation stands under one name, or nearly one, at one number; a shared number alone is a shared house."""
    if contact:
        if same_type and name >= _Name.SLIP:
            return Score.SURE
        return Score.LIKELY if name or same_type or contact > 1 else None
    if name is _Name.SAME:
        if contradictions == 0 and same_type:
            return Score.SURE
        return Score.LIKELY if contradictions + (not same_type) < 2 else None
    return Score.LIKELY if name and same_type and not contradictions else None


def _contradictions(a: _Known, b: _Known) -> int:
    """What speaks for two bodies: another region, another number."""
    return sum(
        bool(mine and theirs and mine != theirs)
        for mine, theirs in ((a.region, b.region), (a.phone, b.phone))
    )


def _nearness(a: _Known, b: _Known) -> _Name:
    if a.words and a.words == b.words:
        return _Name.SAME
    if apart_by_a_slip(a.words, b.words):
        return _Name.SLIP
    if a.core and (a.core == b.core or (len(a.joined) >= _LONG and a.joined == b.joined)):
        return _Name.KIND
    return _Name.UNLIKE
