"""Tells talk beside the matter from an answer that cannot be read: the one is let pass, the other asked again."""

from __future__ import annotations

import re

from s11chat.dialog.question import Question
from s11chat.language.lexicon import phrases
from s11chat.language.normalise import Utterance
from s11chat.language.reading import Act, Reading
from s11chat.language.topic import roots, words_of

_EXCUSE = re.compile(
    r"^(?:oh |whoops |oops )*sorry ?,? (?:about that|(?:that|it) (?:was|is) (?:just )?(?:my|the|our|a)\b)"
)
_LAUGHS = (("lol",), ("haha",), ("hehe",), ("rofl",), ("lmao",))
"""Last words of a joke typed."""
_HERE = frozenset(["my", "me", "i", "someone", "somebody", "here", "there", "it", "you"])
"""What happens here and now to the one who speaks is told with one of these."""
_LONGEST = 25
"""More words than this are more than a remark."""


def read_noise(said: Utterance) -> Reading | None:
    """Greetings, thanks, laughter and the like, where they are all that is said."""
    if said.asks or not said.tokens or len(said.tokens) > _LONGEST:
        return None
    if phrases("chat", "noise").covers(said.tokens, 0, len(said.tokens)):
        return _other(said, "nothing but a greeting, thanks or a sound")
    return None


def read_chat(said: Utterance, question: Question) -> Reading | None:
    """A remark about daily life or the talk itself; to be asked for only where no answer is said."""
    if len(said.tokens) > _LONGEST or roots(said.said) & words_of(question.id, question):
        return None
    end = len(said.tokens)
    if is_joke(said):
        return _other(said, "a joke beside the matter")
    if phrases("chat", "daily").within(said.tokens, 0, end) or phrases("chat", "talk").within(
        said.tokens, 0, end
    ):
        return _other(said, "a remark beside the matter")
    return None


def is_joke(said: Utterance) -> bool:
    """Whether it ends in a laugh."""
    return said.words[-1:] in _LAUGHS and not said.asks


def read_excuse(said: Utterance, *, free: bool) -> Reading | None:
    """An excuse for a noise or the like, where even free text may be asked for: "sorry, just coughing"."""
    if _EXCUSE.match(said.plain) and len(said.tokens) < 10:
        return _other(said, "an excuse beside the matter")
    if free and is_joke(said) and len(said.tokens) < 14:
        return _other(said, "a joke beside the matter")
    opens = said.words[:1] in (("sorry",), ("right",), ("oh",), ("ooh",), ("excuse",), ("whoops",))
    if said.words[:1] in (("oh",), ("ooh",)):
        opens = not _HERE.isdisjoint(said.words)
    if opens and len(said.tokens) < 16 and phrases("chat", "daily").within(said.tokens, 0, len(said.tokens)):
        return _other(said, "an excuse beside the matter")
    return None


def _other(said: Utterance, why: str) -> Reading:
    return Reading(Act.OTHER, because=f'{why}: "{said.said[:60]}"', confidence=0.6)
