"""What can be pointed to in what is said: groups of words, and how each option is named among them.

Each clue holds or does not, and somebody can check it by reading the line. `likely` adds up what the clues of many
labelled lines have been worth; nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from s11chat.dialog.model import Kind
from s11chat.dialog.question import Question
from s11chat.language.evidence import evidence
from s11chat.language.idiom import reworded
from s11chat.language.naming import is_yesno, nominal, scope_of
from s11chat.language.normalise import Token, Utterance
from s11chat.language.scope import Scope

_GROUP = 3
"""Words in the longest group."""
_STOPS = frozenset(".,;:!?-—")
_NUMBER, _STOP, _ASKED, _START, _END, _GAP = "#", ",", "?", "^", "$", "_"
_THIS, _OTHER = "THIS", "OTHER"
"""What stands for the words that name the option looked at, or another one."""
_MEASURED = frozenset([Kind.NUMBER, Kind.DATE, Kind.TEXT, Kind.RANKING])
"""Kinds whose options are only those of giving no answer, or are put in an order."""
_STEP, _LONGEST = 4, 8
_CROWD = 4


@dataclass(frozen=True)
class Clues:
    """The clues in one utterance."""

    talk: frozenset[str]
    """Of the whole, whatever may be meant by it."""
    named: Mapping[str, frozenset[str]]
    """Of every option, by code: how it is named, or that it is not."""


def clues(said: Utterance, question: Question) -> Clues:
    """The clues in what is said after a question. Never raises."""
    if not question.options or question.kind in _MEASURED or not said.tokens:
        return Clues(frozenset(_of_talk(said, question, 0)), {})
    scope = scope_of(reworded(said) or said, question)
    weighed = scope.mentions and not question.several
    marks = {e.code: e.marks for e in evidence(scope, question)} if weighed else {}
    named = {o.code: frozenset(_of_option(scope, o.code, marks.get(o.code, ()))) for o in question.options}
    return Clues(frozenset(_of_talk(said, question, len({m.code for m in scope.mentions}))), named)


def _of_talk(said: Utterance, question: Question, named: int) -> Iterator[str]:
    yield from groups(said_words(said))
    kind = "yes or no" if is_yesno(question) else question.kind.value
    yield f"({kind}{', a list' if question.options and nominal(question) else ''})"
    yield f"(length {min(len(said.tokens) // _STEP, _LONGEST)})"
    yield f"({min(named, _CROWD)} named)"


def said_words(said: Utterance) -> list[str]:
    """The words with their stops; a number is one whatever it is."""
    found: list[str] = []
    for token in said.tokens:
        found.append(_plain(token))
        if token.gap[:1] in _STOPS and token.gap:
            found.append(_STOP)
    return [*found, _ASKED] if said.asks else found


def _plain(token: Token) -> str:
    return _NUMBER if token.word[0].isdecimal() else token.word


def groups(words: Sequence[str]) -> Iterator[str]:
    """Groups of one to three words that stand together, and of two with one between them."""
    row = [_START, *words, _END]
    for start in range(len(row)):
        for size in range(1, min(_GROUP, len(row) - start) + 1):
            yield " ".join(row[start : start + size])
        if start + 2 < len(row):
            yield f"{row[start]} {_GAP} {row[start + 2]}"


def _of_option(scope: Scope, code: str, marks: Iterable[str]) -> Iterator[str]:
    owner: dict[int, str] = {}
    mine = False
    for mention in scope.mentions:
        this = mention.code == code
        mine = mine or this
        stand, strength = scope.stand(mention).value, mention.strength.name.lower()
        yield f"({'this' if this else 'another'} {stand}, by {strength})"
        for place in range(mention.start, mention.end):
            owner[place] = _THIS if this or owner.get(place) == _THIS else _OTHER
    masked = ((owner.get(place) or "", place) for place in range(len(scope.tokens)))
    row: list[str] = []
    for who, places in groupby(masked, key=lambda each: each[0]):
        row += [who] if who else [_plain(scope.tokens[place]) for _, place in places]
    yield from (group for group in groups(row) if _THIS in group or _OTHER in group)
    if not mine:
        yield "(not named, others are)" if scope.mentions else "(none named)"
    yield from (f"({mark})" for mark in marks if not mark.endswith(" said"))
