"""Reads which other is meant, where the option that stands for the rest of a list asks which."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from s11chat.dialog.question import Question
from s11chat.language.handle import by_handle, letters
from s11chat.language.index import NO_ANSWER
from s11chat.language.lexicon import ambiguous, table
from s11chat.language.mention import Mention
from s11chat.language.naming import WHICH, index_of
from s11chat.language.normalise import Utterance, phrase, stems
from s11chat.language.reading import Reading, answer
from s11chat.language.scope import Scope

_SET_OFF = frozenset([":", ",", "-", "—"])
_TURNS = frozenset(
    [
        "no",
        "not",
        "wait",
        "sorry",
        "actually",
        "or",
        "and",
        "maybe",
        "perhaps",
        "please",
        "but",
        "hang",
        "hold",
    ]
)
"""Words after which it is not told which other, but something else is said."""


def specified(said: Utterance, question: Question) -> Reading | None:
    """Other, by its name or handle set off in front, with which other after it: "11, school chaplain"."""
    code, tokens = index_of(question).other, said.tokens
    if code is None or len(tokens) < 2 or said.asks or tokens[1].gap not in _SET_OFF:
        return None
    first, rest = tokens[0].word, tokens[1:]
    handle = by_handle(question).get(first) or letters(question).get(first)
    if code != (handle or (code if first == "other" else None)):
        return None
    words = stems(rest)
    label = tokens[1].gap != ":" and any(words == phrase(option.say) for option in question.options)
    if label or rest[0].word in _TURNS or not any(token.word.isalpha() for token in rest):
        return None
    if all(token.word in _filler_words() for token in rest):
        return None
    if words in ambiguous() or any(m.code in NO_ANSWER for m in index_of(question).mentions(rest)):
        return None
    which = said.said[rest[0].start :].strip(" .")
    return answer(code, value=which, because=f'which other is said: "{which[:60]}"', confidence=0.9)


def none_but(said: Utterance, question: Question) -> Reading | None:
    """Other and which, said after "none of those": "none of these titles, other - a link worker"."""
    match = _NONE_OF.match(said.plain)
    if match is None:
        return None
    taken = sum(1 for word in match.group().split() if word[0].isalpha())
    tokens = said.tokens[taken:]
    return (
        specified(replace(said, tokens=(replace(tokens[0], gap=""), *tokens[1:])), question)
        if tokens
        else None
    )


_NONE_OF = re.compile(
    r"^(?:no |well |sorry )*(?:none of (?:those|these|them|the above|that lot|your options)(?: \w+)?|not on (?:your|the|that) list|not listed"
    r"|neither)(?: ,| \.| ;| :)? (?:so |but |and |put |it is |i am )*(?=other\b)"
)


def which_other(scope: Scope, question: Question, mention: Mention) -> str | None:
    """What is said after "other", as said, where the option asks which."""
    if mention.code != index_of(question).other:
        return None
    start = mention.end
    while start < len(scope.tokens) and scope.tokens[start].word in WHICH:
        start += 1
    if start >= len(scope.tokens):
        return None
    return scope.said.said[scope.tokens[start].start :].strip(" .") or None


@cache
def _filler_words() -> frozenset[str]:
    return frozenset(word for text in table("scope")["filler"] for word in phrase(text))
