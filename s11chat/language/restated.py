"""Yes and no by saying the question's own words back: "there's no budget for it", "we have a joint policy".

Counts only where nothing else is said: every word is the question's, or says nothing.
"""

from __future__ import annotations

import re

from s11chat.dialog.question import Question
from s11chat.language.lexicon import phrases
from s11chat.language.normalise import Token, Utterance
from s11chat.language.topic import root, roots

_HEAD = (
    r"^(?:(?:no|yes|yeah|well|oh|sorry|i am afraid|honestly|to be honest|sadly|unfortunately|actually) ,? ?)*"
)
_HOLDER = r"(?:there|we|they|she|he|i|it|nobody|no one)"
_VERB = r"(?:is|are|have|has|have got|has got|have had|has had|do have|does have|did have|had)"
_DENIED = re.compile(
    rf"{_HEAD}(?:(?:{_HOLDER} {_VERB} )?(?:no|nothing like an?|not (?:really )?(?:an?|any))|{_HOLDER} (?:is|are|have|has|do|does|did)(?: \w+)?"
    rf" not(?: got| had| have| been| yet| currently)*(?: an?| any| one)?)(?: |$)"
)
_STATED = re.compile(
    rf"{_HEAD}(?!(?:nobody|no one)\b){_HOLDER} {_VERB}(?: now| already)? (?:an?|the|our|some|one) "
)
_EMPTY = frozenset(
    [
        "at",
        "all",
        "as",
        "such",
        "exists",
        "exist",
        "yet",
        "here",
        "whatsoever",
        "whatever",
        "currently",
        "any",
        "kind",
        "sort",
        "specific",
        "particular",
    ]
)
_LONGEST = 12


def restated(said: Utterance, question: Question) -> bool | None:
    """Yes or no, where the question is said back and nothing besides."""
    if (
        said.asks
        or len(said.tokens) > _LONGEST
        or "," in said.plain.removeprefix("yes ,").removeprefix("no ,")
    ):
        return None
    own = roots(question.say.respondent)
    for pattern, holds in ((_DENIED, False), (_STATED, True)):
        if (match := pattern.match(said.plain)) and _own(said, match.group(), own):
            return holds
    return None


def _own(said: Utterance, head: str, own: frozenset[str]) -> bool:
    """Whether what follows `head` is words of the question, at least one, and words that say nothing."""
    taken = sum(1 for word in head.split() if word != ",")
    rest = said.tokens[taken:]
    own_words = [token for token in rest if root(token.stem) in own]
    return bool(own_words) and all(_empty(token, own) for token in rest)


def _empty(token: Token, own: frozenset[str]) -> bool:
    filler = phrases("scope", "filler").at((token,), 0)
    return root(token.stem) in own or token.word in _EMPTY or bool(filler)
