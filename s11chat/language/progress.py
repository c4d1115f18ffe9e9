"""Planned and not begun: told in two halves, "there's a plan, but nobody has started on it".

Neither half alone is the answer, so they are found together and count as one mention.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from s11chat.language.lexicon import phrases
from s11chat.language.mention import Mention, Strength
from s11chat.language.normalise import Token
from s11chat.language.quantity import quantities

_NOT_FEW = frozenset(
    ["most", "some", "few", "not", "it", "we", "that", "my", "our", "he", "she", "they", "i", "you"]
)
"""After "all but" these begin something else than what is left out."""
_APART = 14
"""Words that may stand between the halves."""
_NEAR = 5
"""Words that may stand between "nothing" and what was not begun."""


def unbegun(tokens: Sequence[Token], meaning: Mapping[str, str]) -> Iterator[Mention]:
    """What says in two halves that there is a plan and nothing has begun."""
    code = next((code for code, name in meaning.items() if name == "planned"), None)
    if code is None:
        return
    idle = list(_idle(tokens))
    plans = [
        place
        for place in phrases("progress", "plan").found(tokens)
        if not _denied(tokens, place[0]) and not any(a <= place[0] < b for a, b in idle)
    ]
    for start, end in plans:
        for first, last in idle:
            if 0 <= first - end <= _APART or 0 <= start - last <= _APART:
                yield Mention(min(start, first), max(end, last), code, Strength.LABEL, free=True)
                return


def nearly_all(tokens: Sequence[Token], meaning: Mapping[str, str]) -> Iterator[Mention]:
    """What says all and takes a few out, "all with the exception of training", where a step means most."""
    most = next((code for code, name in meaning.items() if name == "most"), None)
    if most is None or "all" not in meaning.values():
        return
    for start, end in phrases("progress", "all").found(tokens):
        for first, _ in phrases("progress", "but_few").found(tokens, max(0, start - 6), start):
            if tokens[first].word == "but":
                continue
            yield Mention(first, end, most, Strength.LABEL, free=True)
        for first, last in phrases("progress", "but_few").found(tokens, end, min(len(tokens), end + 4)):
            if tokens[first].word == "but" and (first > end or tokens[first].gap):
                continue
            if last < len(tokens) and tokens[last].word in _NOT_FEW:
                continue
            yield Mention(start, last, most, Strength.LABEL, free=True)


_BASE = frozenset(["of", "out"])
_SKIPPED = frozenset(
    ["the", "our", "their", "are", "is", "now", "have", "has", "been", "already", "fully", "of", "in"]
)


def halfway(tokens: Sequence[Token], meaning: Mapping[str, str]) -> Iterator[Mention]:
    """So many of so many done, where a step means that it is being implemented: "three wards live out of nine"."""
    code = next((code for code, name in meaning.items() if name == "implementing"), None)
    found = [q for q in quantities(tokens) if not q.part or q.ratio] if code else []
    for number, quantity in enumerate(found):
        if quantity.ratio:
            part, start, end = 0 < quantity.value < 1, quantity.start, quantity.end
        elif number + 1 < len(found):
            whole = found[number + 1]
            between = {token.word for token in tokens[quantity.end : whole.start]}
            near = whole.start - quantity.end < _NEAR and not between.isdisjoint(_BASE)
            part, start, end = near and 0 < quantity.value < whole.value, quantity.start, whole.end
        else:
            continue
        done = phrases("progress", "done")
        stop = min(len(tokens), end + _NEAR)
        last = max((b for a, b in done.found(tokens, start, stop)), default=0)
        joined = all(token.word in _SKIPPED or token.gap == "" for token in tokens[end : max(last, end)])
        if part and last and joined:
            yield Mention(start, max(end, last), code or "", Strength.LABEL, free=True)


def _idle(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Where it is said that nothing has begun."""
    begun = phrases("progress", "begun")
    for start, end in phrases("progress", "nothing").found(tokens):
        if tokens[start].word == "not" and (end == len(tokens) or tokens[end].gap):
            yield start, end
            continue
        for place in range(end, min(len(tokens), end + _NEAR)):
            stops = (".", ";", "?", "!", ",") if tokens[start].word == "no" else (".", ";", "?", "!")
            if tokens[place].gap in stops or tokens[place].word in ("but", "being"):
                break
            if taken := begun.at(tokens, place):
                yield start, place + taken
                break


def _denied(tokens: Sequence[Token], place: int) -> bool:
    """Whether a plan is spoken of only to deny it: "not even a plan"."""
    for token in reversed(tokens[max(0, place - 4) : place + 1]):
        if token.word in ("not", "no", "never", "without"):
            return True
        if token.gap not in ("", "-"):
            return False
    return False
