"""What every organisation of the simulated wave does: who answers, how, and what each call to it comes to.

The published counts of the survey of 2008 (DCSF-RR085: 647 complete of 1,153, 318 of them online and 329 by
telephone, by type) are dealt out over made-up organisations; everything else is invented, to have a bit of all
that fieldwork knows. The same seed deals the same way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from itertools import chain, repeat
from random import Random

from s11chat.analysis.rounding import controlled

ONLINE, DELEGATED = 318, 213
"""Returns completed online, and those of them that a delegate answered: with 329 by telephone these make the 542
that the question for both was asked of."""
LATE = 20
"""One in so many online returns follows a call that sent the link."""
STARTS, CLOSES_ONLINE = date(2008, 9, 10), date(2008, 9, 30)
_LAST_LONG = date(2008, 9, 23)


class Part(StrEnum):
    """How an organisation takes part online."""

    DIRECT = "direct"
    """The lead answers."""
    DELEGATED = "delegated"
    SIGNED = "signed"
    """Delegated, and signed by the lead."""
    DISPUTED = "disputed"
    """Sent back to the delegate first."""
    BEGUN = "begun"
    """Begun and never finished online."""
    MOSTLY = "mostly"
    """As before, when most of it was answered."""


@dataclass(frozen=True)
class Story:
    """What one organisation does."""

    ref: str
    type: str
    ending: str = ""
    """online or telephone; empty where there is no complete return."""
    online: Part | None = None
    on: date | None = None
    """The day it goes online; None for not by itself."""
    sittings: int = 1
    calls: tuple[str, ...] = ()
    """The outcome of each call; C1 is an interview to its end. Who is called more often does not answer."""
    in_full: bool = True
    """Interviewed question by question; else the answers between the first and the last are kept in one go."""


_SPOKEN: Mapping[tuple[str, ...], int] = {
    ("C1",): 8,
    ("N1", "C1"): 4,
    ("N4", "C1"): 3,
    ("N2", "C1"): 2,
    ("N1", "N3", "C1"): 2,
    ("A1", "C1"): 4,
    ("N4", "A1", "C1"): 2,
    ("A1", "N1", "C1"): 1,
    ("A2", "C1"): 1,
    ("D1", "C1"): 4,
    ("N4", "D1", "A1", "C1"): 1,
    ("D2", "C1"): 1,
    ("B1", "C1"): 2,
    ("R1", "C1"): 1,
    ("T1", "C1"): 1,
    ("X2", "C1"): 1,
}
"""How calls go that end with an interview, and in how many parts of the whole."""
_SILENT: Mapping[tuple[str, ...], int] = {
    ("N1", "N3", "N1", "N6"): 10,
    ("N4", "N4", "N1", "N4"): 4,
    ("R2",): 4,
    ("N4", "R2"): 3,
    ("R3",): 1,
    ("R1", "R1"): 2,
    ("N1", "N5"): 2,
    ("T1",): 1,
    ("W1",): 2,
    ("A1", "N1", "N4"): 2,
    ("A2", "N4", "N1"): 1,
    ("D2", "N1", "N4"): 1,
    ("N4", "B1", "N1", "R2"): 1,
    ("N7",): 1,
    ("H1", "R2"): 1,
}
"""How they go where nothing comes of them."""


def stories(kinds: Sequence[Mapping[str, str]], *, seed: int = 2008, in_full: int = 1) -> tuple[Story, ...]:
    """One story for each organisation of `kinds` (type, population, complete), type by type.

    One in `in_full` interviews is held question by question.
    """
    returns = [int(kind["complete"]) for kind in kinds]
    online = controlled([Fraction(number * ONLINE, sum(returns)) for number in returns])
    told = [story for kind, some in zip(kinds, online, strict=True) for story in _of_type(kind, some, seed)]
    parts, spoken, silent = _parts(), _dealt(_SPOKEN, seed), _dealt(_SILENT, seed)
    days = _days(seed)
    filled: list[Story] = []
    for number, story in enumerate(told):
        match story.ending:
            case "online":
                story = _online(story, next(parts), next(days), number)
            case "telephone":
                story = replace(story, calls=next(spoken))
            case _:
                story = _unanswered(replace(story, calls=next(silent)), number, next(days))
        filled.append(replace(story, in_full=number % in_full == 0))
    return tuple(filled)


def thinned(told: Sequence[Story], every: int) -> tuple[Story, ...]:
    """One story in `every`, taken evenly from each type and ending."""
    ordered = sorted(told, key=lambda story: (story.type, story.ending, story.ref))
    return tuple(ordered[::every])


def _of_type(kind: Mapping[str, str], online: int, seed: int) -> Iterator[Story]:
    """The organisations of a type in their order, who answers and how drawn by lot."""
    name, population, complete = kind["type"], int(kind["population"]), int(kind["complete"])
    endings = ["online"] * online + ["telephone"] * (complete - online) + [""] * (population - complete)
    Random(f"{seed} {name}").shuffle(endings)
    return (Story(f"{name}{number:03}", name, ending) for number, ending in enumerate(endings, 1))


def _parts() -> Iterator[Part]:
    """How each online return comes about: delegated ones spread evenly, three in five of them signed."""
    delegated = 0
    for number in range(ONLINE):
        due = (number + 1) * DELEGATED // ONLINE
        if due == delegated:
            yield Part.DIRECT
            continue
        delegated = due
        signed = Part.DISPUTED if delegated % 40 == 1 else Part.SIGNED
        yield signed if delegated % 5 < 3 else Part.DELEGATED


def _online(story: Story, part: Part, on: date, number: int) -> Story:
    if number % LATE == 0:
        return replace(story, online=part, calls=("W1",))
    sittings = 2 if number % 4 == 0 else 1
    if sittings > 1 or part is Part.DISPUTED:
        on = min(on, _LAST_LONG)  # what takes days is over before the calls begin
    return replace(story, online=part, on=on, sittings=sittings)


def _unanswered(story: Story, number: int, on: date) -> Story:
    """One in twelve of those without a complete return has begun one."""
    if number % 12:
        return story
    calls = ("N4", "N1", "N4", "N1")
    return replace(story, online=Part.MOSTLY if number % 24 else Part.BEGUN, on=on, calls=calls)


def _dealt(ways: Mapping[tuple[str, ...], int], seed: int) -> Iterator[tuple[str, ...]]:
    """The ways in their proportions, shuffled, over and over."""
    deck = [way for way, parts in ways.items() for _ in range(parts)]
    Random(f"{seed} {len(ways)}").shuffle(deck)
    return chain.from_iterable(repeat(deck))


def _days(seed: int) -> Iterator[date]:
    """Days on which people go online: most soon after a letter."""
    dice = Random(f"{seed} days")
    letters = (0, 8, 15)
    while True:
        day = STARTS + timedelta(days=dice.choice(letters) + min(int(dice.expovariate(0.5)), 6))
        if day.weekday() < 5 and day < CLOSES_ONLINE:
            yield day
