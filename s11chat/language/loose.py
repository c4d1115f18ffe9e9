"""Loose ends of a list: broken off, said of some times only, or of one of several."""

from __future__ import annotations

import re

from s11chat.dialog.question import Question
from s11chat.language.mention import Mention, Strength
from s11chat.language.scope import Scope

_HESITATION = frozenset(["um", "umm", "er", "erm", "uh", "hmm", "mm"])


def broken_off(scope: Scope) -> bool:
    """Whether the last word only leads on to what is not said: "references and, er"."""
    words = [token.word for token in scope.tokens if token.word not in _HESITATION]
    last = words[-1] if words else ""
    return (
        last in ("and", "plus", "or", "with", "the")
        or words[-3:] in (["and", "then", "there"],)
        or words[-4:] == ["and", "then", "there", "is"]
    )


_SELDOM = re.compile(
    r"(?:(?:only|just|is|are|but|well|though) ?)*(?:sometimes|occasionally|rarely|not always|hardly ever|now and (?:then|again))"
)


def seldom(scope: Scope, mention: Mention) -> bool:
    """Whether it is said right after the option that it is not always so: "qualifications sometimes"."""
    return _SELDOM.match(" ".join(t.word for t in scope.tokens[mention.end : mention.end + 5])) is not None


def one_of(scope: Scope, mention: Mention) -> bool:
    """Whether it is one of several that a word may mean: "one of the named people"."""
    before = [token.word for token in scope.tokens[max(0, mention.start - 3) : mention.start]]
    return (
        mention.strength < Strength.LABEL
        and before[:2] == ["one", "of"]
        and before[2:] in (["the"], ["those"])
    )


_UNTOLD = frozenset(["remember", "forget", "forgotten", "ask", "sure", "know", "check", "recall", "idea"])
_TURNING = frozenset(["but", "though", "although", "not", "however"])


def untold(which: str) -> bool:
    """Whether what follows "other" tells that it is not known which: "but I can't remember its name"."""
    words = which.casefold().replace(",", " ").split()
    return words[:1] != [] and words[0] in _TURNING and not _UNTOLD.isdisjoint(words)


_AFTER_ALL = frozenset(["and", "apart", "except", "bar", "well", "plus", "but"])


def one_after_all(scope: Scope, question: Question, none: str | None) -> bool:
    """Whether an option is named after it is said that there is none: "nobody, apart from the head"."""
    option = question.option(none) if none else None
    if option is None or not option.exclusive:
        return False
    end = next((m.end for m in scope.mentions if m.code == none), 0)
    later = [m for m in scope.mentions if m.start > end and m.code != none and m.strength > Strength.WORD]
    between = [token.word for token in scope.tokens[end : later[0].start][-4:]] if later else []
    return not _AFTER_ALL.isdisjoint(between)
