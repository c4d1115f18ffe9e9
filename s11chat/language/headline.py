"""An answer given by itself at the head or the end of a story: "Partly. The families' form was never printed."

People who answer at length often put the answer alone, before or after what they tell about it. Such an answer
counts where the rest neither names another one nor takes it back; a doubt about the whole stays a doubt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from s11chat.dialog.model import Kind
from s11chat.dialog.question import Question
from s11chat.language.index import NEGATIVE, PARTIAL
from s11chat.language.lexicon import phrases
from s11chat.language.mention import Strength
from s11chat.language.naming import index_of, is_yesno, scope_of
from s11chat.language.normalise import Utterance
from s11chat.language.reading import Act, Reading
from s11chat.language.restated import restated
from s11chat.language.scope import Stand

_SENTENCE = frozenset(".!;—:")
_LONGEST = 8
"""An answer given by itself has no more words than this."""
_AGAINST = frozenset(["but", "however", "although", "though", "except", "unless", "yet", "or", "apart", "if"])
"""What else is said must not have one of these."""
_TURNS = frozenset(
    ["actually", "maybe", "perhaps", "possibly", "probably", "sometimes", "no", "sorry", "wait"]
)
"""Nor begin with one of these."""
_OF_THEM = frozenset(["was", "is", "had", "has", "got", "were", "went", "of"])
"""After "one" these tell of one of them: "Five. One was snowed off"."""
_FIRM = frozenset([*NEGATIVE, *PARTIAL])
"""Meanings that go together with a denial elsewhere."""


def headlined(
    said: Utterance, question: Question, read_part: Callable[[Utterance], Reading]
) -> Reading | None:
    """The answer that stands by itself at either end of what is said, where the rest leaves it one."""
    if said.asks or question.several:
        return None
    pieces = tuple(_pieces(said, question))
    for alone, rest, last in _ends(pieces):
        if len(alone.tokens) > _LONGEST or not rest:
            continue
        reading = _alone(alone, question, read_part)
        if reading is None or reading.act is not Act.ANSWER:
            continue
        if _left_standing(rest, question, reading, last=last, read_part=read_part):
            because = f"given by itself: {reading.because}"
            return replace(reading, because=because, confidence=min(reading.confidence, 0.75), exact=False)
    return None


def _ends(pieces: tuple[Utterance, ...]) -> Iterator[tuple[Utterance, tuple[Utterance, ...], bool]]:
    """The last piece and the first, each with the others; the last only where a sentence ended before it."""
    if len(pieces) < 2:
        return
    if pieces[-1].tokens and pieces[-1].ends:
        yield pieces[-1], pieces[:-1], True
    yield pieces[0], pieces[1:], False


def _pieces(said: Utterance, question: Question) -> Iterator[Utterance]:
    """The sentences; for yes and no the stretches between commas too. `ends` tells that one follows a full stop."""
    marks = _SENTENCE | {","} if is_yesno(question) else _SENTENCE
    begin = 0
    for place, token in enumerate(said.tokens):
        if place and token.gap and token.gap in marks:
            yield _cut(said, begin, place)
            begin = place
    if begin < len(said.tokens):
        yield _cut(said, begin, len(said.tokens))


def _cut(said: Utterance, begin: int, end: int) -> Utterance:
    gap = said.tokens[begin].gap
    tokens = (replace(said.tokens[begin], gap=""), *said.tokens[begin + 1 : end])
    return replace(said, tokens=tokens, asks=False, ends=gap if gap in (".", "!", ";") else "")


def _alone(alone: Utterance, question: Question, read_part: Callable[[Utterance], Reading]) -> Reading | None:
    """The answer in a piece that says nothing else."""
    reading = read_part(alone)
    if reading.act is not Act.ANSWER:
        return None
    if not question.options or question.kind in (Kind.NUMBER, Kind.DATE):
        return reading
    if is_yesno(question) and restated(alone, question) is not None:
        return reading
    scope = scope_of(alone, question)
    plain = scope.covered(0, len(alone.tokens))
    return reading if plain or (is_yesno(question) and len(alone.tokens) <= _LONGEST) else None


def _left_standing(
    rest: tuple[Utterance, ...],
    question: Question,
    reading: Reading,
    *,
    last: bool,
    read_part: Callable[[Utterance], Reading],
) -> bool:
    """Whether nothing else that is said names another answer, takes this one back or doubts it."""
    meaning = index_of(question).meaning.get(reading.codes[0]) if reading.codes else None
    denying = meaning in _FIRM or not reading.codes or last
    for piece in rest:
        words = piece.words
        end = len(piece.tokens)
        if (words[0] in _TURNS and not (last and words[0] == "no")) or not _AGAINST.isdisjoint(words):
            return False
        if phrases("scope", "doubt").within(piece.tokens, 0, end):
            return False
        if phrases("scope", "asking").at(piece.tokens, 0):
            return False
        if not question.options or question.kind in (Kind.NUMBER, Kind.DATE):
            if words[0] == "one" and words[1:2] and words[1] in _OF_THEM:
                continue
            other = read_part(piece)
            if other.act is Act.ANSWER and (other.value, other.codes) != (reading.value, reading.codes):
                return False
            if not last and other.because.startswith("several"):
                return False
            continue
        scope = scope_of(piece, question)
        strongest = Strength.WORD if last or is_yesno(question) else 0
        held = (m for m in scope.all_of(Stand.HELD) if m.code not in reading.codes)
        if any(m.strength > strongest or scope.covered(0, end) for m in held):
            return False
        if any(m.code in reading.codes for m in scope.all_of(Stand.DENIED)):
            return False
        if not denying and scope.negators:
            return False
        if not last and meaning not in NEGATIVE and any(scope.says("hedge", c) for c in scope.clauses):
            return False
    return True
