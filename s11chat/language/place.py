"""Options named by their place in the list: the second one, third from the bottom, last but one, the middle one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from s11chat.dialog.question import Question
from s11chat.language.mention import Mention, Strength
from s11chat.language.normalise import Token
from s11chat.language.ordinal import ordinal_at

OFF_LIST = "\0off_list"
"""Stands for a handle the list does not have."""

THINGS = frozenset(["one", "option", "answer", "choice", "box"])
"""What an ordinal stands before where it names an option."""
_STARTING = frozenset(["first", "second", "third"])
"""What also begins a point in talk: "first, let me say"."""
_LEADING = frozenset(["the", "number", "option", "just", "only", "very"])
"""What may stand before an ordinal that is all there is."""
_NUMBERS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_LIST = frozenset(["list", "those", "them", "these", "down", "yours", "all"])


def ordinals(question: Question, tokens: Sequence[Token]) -> Iterator[Mention]:
    """The places in the list named in `tokens`, as mentions of options (or of what the list lacks)."""
    asked = [option for option in question.options if option.no_answer is None and option.read_out]
    for place, token in enumerate(tokens):
        number: int | None = None
        end = place + 1
        if counted := _from_end(question, tokens, place):
            yield counted
            continue
        if found := ordinal_at(tokens, place):
            number, end = found
        elif token.word == "penultimate":
            number = len(question.options) - 1
        elif [t.word for t in tokens[place : place + 3]] == ["last", "but", "one"]:
            number, end = len(question.options) - 1, place + 3
        elif token.word == "bottom" and _names_one(tokens, end):
            number = len(question.options)
        elif token.word == "top" and _names_one(tokens, end):
            number = 1
        elif token.word == "last":
            whole = len(asked) == len(question.options) or _of_all(tokens, end, len(asked))
            number = len(asked) if whole else 0
        elif token.word in ("middle", "central"):
            whole = len(asked) == len(question.options) or _of_all(tokens, end, len(asked))
            number = len(asked) // 2 + 1 if len(asked) % 2 and whole else 0
        if number is None or not (_of_all(tokens, end, len(asked)) or _thing(tokens, place, end)):
            continue
        if _on_the_list(tokens, end):
            end = len(tokens)
        elif _of_all(tokens, end, len(asked)):
            end += 3
        if end < len(tokens) and tokens[end].word in THINGS:
            end += 1
        within = 0 < number <= len(question.options)
        code = question.options[number - 1].code if within else OFF_LIST
        yield Mention(place, end, code, Strength.WORD)


def _names_one(tokens: Sequence[Token], end: int) -> bool:
    return end < len(tokens) and tokens[end].word in ("one", "option")


def _on_the_list(tokens: Sequence[Token], end: int) -> bool:
    """Whether what follows an ordinal only says that it is one of the list: "on your list", "of those"."""
    tail = [token.word for token in tokens[end:]]
    return bool(tail) and tail[0] in ("on", "in", "of", "down") and tail[-1] in _LIST and len(tail) < 5


def _of_all(tokens: Sequence[Token], end: int, options: int) -> bool:
    """Whether it is said to be one of as many as there are to choose from: "the middle of the three"."""
    after = [token.word for token in tokens[end : end + 3]]
    return after[:2] == ["of", "the"] and 0 <= options < len(_NUMBERS) and after[2:] == [_NUMBERS[options]]


def _from_end(question: Question, tokens: Sequence[Token], place: int) -> Mention | None:
    """The second from the top, third from last: counted in the list as it is shown."""
    found = ordinal_at(tokens, place)
    words = [token.word for token in tokens[found[1] : found[1] + 3]] if found else []
    if found is None or words[:1] != ["from"] or len(words) < 2:
        return None
    side = words[2] if words[1] == "the" and len(words) > 2 else words[1]
    end = found[1] + (3 if words[1] == "the" else 2)
    places = {"top": found[0], "bottom": len(question.options) + 1 - found[0]}
    number = places.get(side, 0)
    within = 0 < number <= len(question.options)
    return Mention(place, end, question.options[number - 1].code if within else OFF_LIST, Strength.WORD)


def _thing(tokens: Sequence[Token], place: int, end: int) -> bool:
    """Whether an ordinal is about an option: "the second one", or "second" and nothing else."""
    if end < len(tokens) and tokens[end].word in THINGS:
        return True
    tail = tuple(token.word for token in tokens[end:])
    if (
        place <= 1
        and tail[:1] in (("on",), ("in",), ("of",), ("down",))
        and tail[-1] in ("list", "those", "them", "down", "yours")
    ):
        return True
    if _set_off(tokens, place, end):
        return True
    whole = end == len(tokens) or _on_the_list(tokens, end)
    return whole and {token.word for token in tokens[:place]} <= _LEADING


def _set_off(tokens: Sequence[Token], place: int, end: int) -> bool:
    """Whether an ordinal is a clause of its own: "the last, regrettably", "bottom of the list, the fifth"."""
    shown = bool(place) and tokens[place - 1].word in ("the", "very")
    far = ordinal_at(tokens, place) is not None and not place and tokens[place].word not in _STARTING
    begins = (shown and (place <= 2 or bool(tokens[place - 1].gap.strip()))) or far
    while end < len(tokens) and tokens[end].word in ("please", "down") and not tokens[end].gap.strip():
        end += 1
    return begins and (end == len(tokens) or bool(tokens[end].gap.strip()))
