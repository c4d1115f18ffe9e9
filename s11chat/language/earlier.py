"""What points to one earlier question or another in words that change an answer given before.

Each clue holds or does not: what words they share, how far back the question is and how that is said, whether
its number is said, and what is said that could be an answer to it. What they are worth is learned; see `weight`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from s11chat.dialog.model import Kind, Option
from s11chat.dialog.question import Question
from s11chat.language.clue import groups, said_words
from s11chat.language.day import month_names
from s11chat.language.handle import handle_mentions
from s11chat.language.naming import index_of
from s11chat.language.normalise import Utterance
from s11chat.language.quantity import quantities
from s11chat.language.topic import numbered, roots, weights

_LIKELIEST, _LATEST = 8, 4
"""How many questions are looked at: those that share most words, and those just before."""
_HEAVIEST = 8
_NEARLY, _PARTLY = 0.8, 0.5
_PLACES = frozenset(
    [
        "last",
        "previous",
        "prior",
        "preceding",
        "before",
        "back",
        "ago",
        "just",
        "earlier",
        "first",
        "beginning",
        "start",
        "other",
        "above",
        "final",
    ]
)
"""Words that tell which question by its place."""


def earlier_clues(
    said: Utterance, question: Question, questions: Mapping[str, Question]
) -> Mapping[str, frozenset[str]]:
    """The clues for each question that may be meant, by id. Never raises."""
    others = {key: each for key, each in questions.items() if key != question.id}
    order = list(questions)
    here = order.index(question.id) if question.id in questions else len(order)
    back = {key: here - place for place, key in enumerate(order)}
    spoken = numbered(said, others)
    weight = weights(roots(said.said[:4000]), others)
    heaviest = sorted(weight, key=lambda key: (-weight[key], abs(back[key])))[:_LIKELIEST]
    latest = [key for key in others if 0 < back[key] <= _LATEST]
    most = max(weight.values(), default=0.0)
    places = _places(said)
    looked_at = dict.fromkeys((*spoken, *heaviest, *latest))
    alike: dict[
        tuple[Option, ...], Question
    ] = {}  # what options are said is looked for once in each list of them
    return {
        key: frozenset(
            (
                *_in_common(weight[key], most),
                *_how_far(back[key], places),
                *_answers(said, others[key], alike.setdefault(others[key].options, others[key])),
                *(
                    ["(its number is said)"]
                    if key in spoken
                    else ["(another's number is said)"] * bool(spoken)
                ),
            )
        )
        for key in looked_at
    }


def _in_common(weight: float, most: float) -> Iterator[str]:
    yield f"(words in common weigh {min(round(weight), _HEAVIEST)})"
    if not most:
        yield "(no question shares a word)"
    elif weight == most:
        yield "(most words in common)"
    else:
        share = weight / most
        amount = "nearly the most" if share >= _NEARLY else "some" if share >= _PARTLY else "few"
        yield f"({amount} words in common)"


def _how_far(back: int, places: Iterable[str]) -> Iterator[str]:
    far = str(back) if 0 < back <= _LATEST else "many" if back > 0 else "after"
    yield f"({far} before)"
    yield from (f"({far} before) {place}" for place in places)


@lru_cache(maxsize=8)
def _places(said: Utterance) -> tuple[str, ...]:
    """The groups of words that tell a place."""
    return tuple(group for group in groups(said_words(said)) if not _PLACES.isdisjoint(group.split()))


def _answers(said: Utterance, question: Question, alike: Question) -> Iterator[str]:
    """What is said that could answer `question`, by the first question `alike` that has the same options."""
    kind = question.kind
    yield f"({kind.value})"
    if kind in (Kind.NUMBER, Kind.DATE):
        months = not month_names().keys().isdisjoint(said.words)
        number = "a number" if quantities(said.tokens) else "no number"
        yield f"({kind.value}, {number} is said, {'a' if months else 'no'} month)"
    elif question.options and kind is not Kind.TEXT:
        yield f"({kind.value}, an option is said by {_how_said(said, alike)})"


def _how_said(said: Utterance, question: Question) -> str:
    named = (*index_of(question).mentions(said.tokens), *handle_mentions(question, said.tokens))
    strongest = max((mention.strength for mention in named), default=None)
    return strongest.name.lower() if strongest else "nothing"
