"""Reads an answer that may hold several options: lists, ranges, exclusive options, "other, namely ...".

An option missed is a wrong answer as much as one too many, so every part of what is said must name an
option or be plain comment.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from s11chat.dialog.question import Question
from s11chat.language.absence import none_of_them
from s11chat.language.beyond import beyond
from s11chat.language.choice import accepted
from s11chat.language.everything import says_all, whole_list
from s11chat.language.frame import doubted, framed
from s11chat.language.handle import listed
from s11chat.language.lexicon import phrases
from s11chat.language.loose import broken_off, one_after_all, one_of, seldom, untold
from s11chat.language.mention import Mention, Strength
from s11chat.language.naming import index_of, scope_of
from s11chat.language.normalise import Token, Utterance
from s11chat.language.other import none_but, none_or_other, which_other
from s11chat.language.picked import picked, unread
from s11chat.language.place import OFF_LIST
from s11chat.language.reading import Context, Reading, answer, clarify
from s11chat.language.scope import Scope, Stand
from s11chat.language.tally import first_ones, only_counts, sums_up, uncounted
from s11chat.language.ticked import ticked

_SPLITS = frozenset(["and", "plus", "also", "but", "then", "n"])
_COMMENT = frozenset(
    [
        "that",
        "this",
        "it",
        "i",
        "we",
        "they",
        "as",
        "because",
        "since",
        "which",
        "who",
        "he",
        "she",
        "you",
        "so",
        "not",
        "for",
    ]
)


@dataclass(frozen=True, slots=True)
class _Part:
    """One member of what may be a list."""

    start: int
    end: int
    comma: bool


def read_multi(said: Utterance, question: Question, context: Context) -> Reading:
    """The options held, or a doubt."""
    if codes := listed(question, said.tokens):
        return consistent(question, codes, answer(*codes, because="handles listed", exact=True))
    if reading := none_but(said, question) or beyond(
        said, question, lambda part: read_multi(part, question, context)
    ):
        return reading
    if none_or_other(said, question):
        return clarify("none of them is said, and then another")
    scope = scope_of(said, question)
    if codes := first_ones(said, question):
        return answer(*codes, because="so many from the first are said", confidence=0.7)
    if codes := ticked(scope, question):
        return answer(*codes, because="a yes or a no is said to each option named", confidence=0.8)
    if codes := picked(scope, question):
        return answer(*codes, because="told in steps: what is put on the list and taken off", confidence=0.75)
    if codes := whole_list(scope, question):
        return answer(*codes, because="all of them are said", confidence=0.7)
    held = [m for m in scope.all_of(Stand.HELD) if _counts(scope, question, m)]
    held, unclear = uncounted(scope, held)
    if unclear:
        return clarify("a number may be an option or how many there are", _known(scope))
    codes = tuple(dict.fromkeys(m.code for m in held))
    none = none_of_them(said, question)
    if len(codes) < 2 and one_after_all(scope, question, codes[0] if codes else none):
        return clarify("none of them is said, and then one", _known(scope))
    if not codes and none and all(m.code == none for m in scope.all_of(Stand.HOPED)):
        return answer(none, because="that there is none of them is said", confidence=0.75)
    if not codes:
        return clarify("no option is said plainly", _known(scope))
    if doubt := _doubt(scope, question, held, codes):
        return clarify(doubt, (*(c for c in codes if not c.startswith("\0")), *_known(scope)))
    if codes[0].startswith("\0"):
        return accepted(scope, question, held)
    value = next((w for m in held if (w := which_other(scope, question, m))), None)
    if (value is None or untold(value)) and index_of(question).other in codes:
        return clarify("another is said, and not which", codes)
    because = "options said: " + ", ".join(scope.tokens[m.start].word for m in held)
    return consistent(question, codes, answer(*codes, value=value, because=because, confidence=0.85))


def _counts(scope: Scope, question: Question, mention: Mention) -> bool:
    part = next(p for p in _parts(scope) if p.start <= mention.start < p.end)
    if mention.code == index_of(question).other and which_other(scope, question, mention):
        return True
    if mention.strength > Strength.WORD:
        return mention.free or framed(scope, mention) or _joined(scope, mention, part)
    return scope.covered(part.start, part.end) or _leads(scope, mention, part)


def _joined(scope: Scope, mention: Mention, part: _Part) -> bool:
    """Whether it is what a joining phrase adds, with nothing after it: "along with our governor"."""
    taken = phrases("picked", "joins").at(scope.tokens, part.start)
    lead = part.start + taken
    return bool(taken) and scope.covered(lead, mention.start) and scope.covered(mention.start, part.end)


def _leads(scope: Scope, mention: Mention, part: _Part) -> bool:
    """Whether a part begins with the option and goes on with comment: "references, always two"."""
    return scope.covered(part.start, mention.end) and (
        mention.end >= part.end or scope.tokens[mention.end].word in ("which", "that", "we", "i", "as")
    )


def _parts(scope: Scope) -> tuple[_Part, ...]:
    inside = {place for m in scope.mentions for place in range(m.start + 1, m.end)}
    starts = [0] if scope.tokens else []
    for place, token in enumerate(scope.tokens):
        joins = token.word in _SPLITS or phrases("picked", "joins").at(scope.tokens, place)
        if place and place not in inside and (token.gap not in ("", "-") or joins):
            starts.append(place)
    ends = [*starts[1:], len(scope.tokens)]
    return tuple(_Part(s, e, scope.tokens[s].gap == ",") for s, e in zip(starts, ends, strict=True))


def _doubt(scope: Scope, question: Question, held: list[Mention], codes: tuple[str, ...]) -> str:
    other = index_of(question).other
    after_other = next((m.end for m in held if m.code == other), None)
    if scope.said.asks or broken_off(scope):
        return "said as a question or broken off"
    stop = len(scope.tokens) if after_other is None else after_other
    if any(
        m.strength > Strength.WORD and m.code not in codes for m in scope.all_of(Stand.HELD) if m.start < stop
    ):
        return "part of it names no option for certain"
    if OFF_LIST in codes:
        return "not on the list"
    if len(codes) > 1 and any(code.startswith("\0") for code in codes):
        return "an answer that stands alone is given together with another"
    gone = (*scope.all_of(Stand.PAST), *scope.all_of(Stand.RETRACTED))
    replaced = len(codes) == 1 and len({m.code for m in gone}) == 1 and gone[-1].end <= held[-1].start
    if scope.all_of(Stand.HOPED) or (gone and not replaced):
        return "part of it is uncertain or taken back"
    if {m.code for m in scope.all_of(Stand.DENIED)} & set(codes):
        return "said and denied"
    if doubted(scope):
        return "said with doubt"
    if why := unread(scope, question, codes, {m.code for s in _LEFT for m in scope.all_of(s)}):
        return why
    if any(seldom(scope, m) for m in held):
        return "said of some times only"
    if any(one_of(scope, m) for m in held):
        return "which one of them is not said"
    rest = held[-1].end if held else 0
    if len(codes) == 1 and rest < len(scope.tokens) and phrases("scope", "mainly").at(scope.tokens, rest):
        return "others are implied"
    if any(b.start == a.end and scope.tokens[b.start].gap == "-" for a, b in pairwise(held)):
        return "a range that cannot be read"
    if says_all(scope):
        return "all of them is said, and not which"
    for part in _parts(scope):
        if part.start < stop and not _explained(scope, question, part, held, scope.tokens):
            return "part of it names no option"
    return ""


_LEFT = (Stand.DENIED, Stand.PAST, Stand.RETRACTED)


def _explained(
    scope: Scope, question: Question, part: _Part, held: list[Mention], tokens: tuple[Token, ...]
) -> bool:
    """Whether a part names an option or is plain comment."""
    own = [m for m in scope.mentions if part.start <= m.start < part.end]
    if only_counts(scope, part.start, part.end) and not any(m in held for m in own):
        return True
    before = {m.code for m in held if m.start < part.start}
    if part.end == len(tokens) and len(before) > 1 and sums_up(scope, part.start, part.end, len(before)):
        return not any(m in held for m in own)
    if own:
        named = any(m in held for m in own) or all(scope.stand(m) in _LEFT for m in own)
        return named or _is_name(scope, part)
    if scope.covered(part.start, part.end) or _is_other(question, part, held) or _is_name(scope, part):
        return True
    if all(token.word in ("me", "myself") for token in tokens[part.start : part.end]):
        return True
    openers = phrases("person", "opener")
    start = part.start
    while start < part.end and (tokens[start].word in _SPLITS or openers.at(tokens, start)):
        start += max(1, openers.at(tokens, start))
    comment = start < part.end and tokens[start].word in _COMMENT
    return comment and tokens[part.start].word not in ("also", "plus") and part.comma


def _is_name(scope: Scope, part: _Part) -> bool:
    """Whether the part is somebody's name: words in capitals after a comma."""
    start = part.start
    while start < part.end and phrases("scope", "filler").at(scope.tokens, start):
        start += phrases("scope", "filler").at(scope.tokens, start)
    words = [scope.said.said[token.start : token.end] for token in scope.tokens[start : part.end]]
    told = start - part.start > 1 and "is" in [token.word for token in scope.tokens[part.start : start]]
    capitals = all(word[:1].isupper() for word in words)
    titled = len(words) > 1 and words[0].rstrip(".").lower() in ("dr", "mr", "mrs", "ms", "miss", "sister")
    return 0 < len(words) < 5 and capitals and (part.comma or titled or told)


def _is_other(question: Question, part: _Part, held: list[Mention]) -> bool:
    """Whether the part is what follows "other"."""
    other = index_of(question).other
    return any(m.code == other and m.end <= part.start for m in held)


def consistent(question: Question, codes: tuple[str, ...], reading: Reading) -> Reading:
    """The reading, unless it joins an exclusive option with another."""
    options = [option for code in codes if (option := question.option(code))]
    if len(options) > 1 and any(option.exclusive or option.no_answer for option in options):
        return clarify("an option that excludes the others is said with another", codes)
    return reading


def _known(scope: Scope) -> tuple[str, ...]:
    stands = (Stand.HELD, Stand.HOPED, Stand.PAST)
    return tuple(m.code for s in stands for m in scope.all_of(s) if not m.code.startswith("\0"))
