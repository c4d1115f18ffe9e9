"""When somebody wants to be called again: the words for it, as said, and not other times spoken of.

"That will do for today, ring me on Tuesday at 10" names two times. The one meant stands with the wish to be
called, and what only tells how things are now gives way to any other.
"""

from __future__ import annotations

from collections.abc import Iterator

from s11chat.language.lexicon import phrases
from s11chat.language.normalise import Utterance

_SMALL = frozenset(
    [
        "at",
        "on",
        "in",
        "after",
        "before",
        "the",
        "of",
        "past",
        "about",
        "around",
        "to",
        "or",
        "next",
        "this",
        "a",
        "an",
        "between",
        "and",
        "any",
        "time",
        "from",
        "by",
    ]
)
"""What may stand between two words of one time, or before the first."""
_LEADING = frozenset(
    ["the", "this", "next", "half", "in", "any", "early", "late", "about", "around", "after"]
)
_THINGS = frozenset(["this", "that", "no", "the", "last", "other", "any", "which", "another"])
"""Before "one" these make it a thing and no hour."""


def when_said(said: Utterance) -> str | None:
    """The words that tell the time meant, as said."""
    spans = [span for span in _spans(said) if not _of_now(said, *span)] or list(_spans(said))
    if not spans:
        return None
    cues = [end for _, end in phrases("time", "cue").found(said.tokens)]
    after = [span for span in spans if any(cue <= span[0] for cue in cues)]
    start, end = (after or spans)[0] if after else spans[-1]
    return said.quote(start, end).removesuffix("'s")


def _spans(said: Utterance) -> Iterator[tuple[int, int]]:
    """Where times stand, each from its first word to its last."""
    tokens, when = said.tokens, phrases("time", "when")
    start = end = -1
    for place in range(len(tokens)):
        taken = 0 if _thing(said, place) or _is(said, place) else when.at(tokens, place)
        if not taken and tokens[place].word[0].isdigit():
            taken = 1 + (place + 1 < len(tokens) and tokens[place + 1].tight)
        if not taken:
            continue
        if start >= 0 and place <= end:
            end = max(end, place + taken)
        elif start >= 0 and all(_joins(said, k) for k in range(end, place)) and tokens[place].gap in _SOFT:
            end = place + taken
        else:
            if start >= 0:
                yield _opened(said, start), end
            start, end = place, place + taken
    if start >= 0:
        yield _opened(said, start), end


_SOFT = ("", "-", ",")


def _joins(said: Utterance, place: int) -> bool:
    return said.tokens[place].word in _SMALL and said.tokens[place].gap in _SOFT


def _thing(said: Utterance, place: int) -> bool:
    return bool(place) and said.words[place] == "one" and said.words[place - 1] in _THINGS


def _is(said: Utterance, place: int) -> bool:
    """Whether "am" is a verb: "I'm back on Monday"."""
    return bool(place) and said.words[place] == "am" and said.words[place - 1] == "i"


def _opened(said: Utterance, start: int) -> int:
    """The place of the first small word that belongs to the time: "after lunch", "the end of the week"."""
    while start and said.words[start - 1] in _LEADING and not said.tokens[start].gap:
        start -= 1
    return start


def _of_now(said: Utterance, start: int, end: int) -> bool:
    """Whether it only tells how things are now: "today", "this morning"."""
    words = set(said.words[start:end])
    return (
        bool(words)
        and words <= {"today", "now", "this", "morning", "afternoon", "minute", "week"}
        and ("today" in words or "this" in words)
    )
