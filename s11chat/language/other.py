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
    if reading := _said_instead(said, question):
        return reading
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


_INSTEAD = re.compile(
    r"^(?:(?:no|well|sorry|oh|er|um|actually) (?:, )?)*"
    r"(?:(?:i am|we are|it is|mine is|ours is) )?(?:none of (?:those|these|them|the above|your options)(?: \w+)?"
    r"|not (?:on|in|among|one of) (?:there|here|those|these|them|(?:your|the|that|this) list)|not listed(?: there| here)?)"
    r" [,.;:—] (?:(?:because|as|but|so|and|see) )?(?:i am|we are|it is|mine is|ours is|i would be) (?:actually |really |just )?(?:the |an? |our )?"
    r"(?P<which>[^,.;:!?]+)"
)
"""None of the list, and then which other it is: "not on there, we're the fire service"."""


def _said_instead(said: Utterance, question: Question) -> Reading | None:
    """Other and which, where that follows in words of one's own and names nothing on the list."""
    code, match = index_of(question).other, _INSTEAD.match(said.plain)
    if code is None or match is None or said.asks or any(option.exclusive for option in question.options):
        return None
    if question.several or not {"none", "nobody", "no_one"}.isdisjoint(index_of(question).meaning.values()):
        return None
    words = match["which"].split()
    first = sum(1 for word in said.plain[: match.start("which")].split() if word[0].isalnum())
    tokens = said.tokens[first : first + len(words)]
    named = any(m.code != code for m in index_of(question).mentions(tokens))
    if (
        named
        or len(words) > _NAME
        or words[0] in _NO_NAME
        or words[0].endswith("ing")
        or all(word in _filler_words() for word in words)
    ):
        return None
    which = said.quote(first, first + len(words))
    return answer(code, value=which, because=f'which other is said: "{which[:60]}"', confidence=0.75)


_HOLDER = re.compile(r" [,.;:—] (?:(?:because|as|but|so|and|see) )?(?:it is|ours is|mine is) (?:the|our|a) ")


def none_or_other(said: Utterance, question: Question) -> bool:
    """Whether it may be none or another, as the list has both: "none of those, it's the bursar"."""
    match = _INSTEAD.match(said.plain)
    has_other = index_of(question).other is not None
    return has_other and match is not None and _HOLDER.search(match.group()) is not None


_NAME = 6
"""What somebody or something is called takes no more words than this."""
_NO_NAME = frozenset(
    ["not", "no", "afraid", "sorry", "sure", "between", "all", "both", "none", "more", "closest", "nearest"]
)
"""Words that begin no name."""

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
