"""What the respondent says, asks or wants, as an interviewer tells it: "R says", "she asks", "wants to stop".

An interviewer types quickly what another person said, with a word for the telling around it. The frame is
taken off and what is inside is read as if that person had typed it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from s11chat.language.lexicon import table
from s11chat.language.normalise import Token, Utterance, stem, utterance

_MACRO = re.compile(r"\{(\w+)\}")
_OPENERS = r"^(?:(?:ok|okay|so|well|um|er|right|and|now|oh|no|but) (?:, )?)*"
_LED = re.compile(
    r"^(?:if|whether) (?P<who>we|i|you|they|it|this|that|she|he|there) (?P<verb>can|could|should|must|may|would|will|is|are|has|have|had|does|do|did)\b"
)
_WISHED = {"to": "can we", "for": "can we have", "that": "can we say that"}
"""What is asked with these, as it would be asked directly."""
_SUBJECTS = frozenset(["she", "he"])
_WONDERING = frozenset(
    [
        "what",
        "who",
        "which",
        "how",
        "why",
        "when",
        "where",
        "if",
        "whether",
        "can",
        "could",
        "does",
        "do",
        "is",
        "are",
        "would",
        "should",
        "must",
        "may",
        "has",
        "have",
    ]
)
_NAMES = frozenset(["resp", "respondent", "respt", "interviewee", "informant", "r"])
_LONGEST = 40
"""In longer talk only the frame in front is looked for, and no wish of another's."""


@dataclass(frozen=True)
class Frame:
    """What is inside a frame, and whether it is asked or said."""

    inside: Utterance
    asks: bool
    surely: bool
    """Whether it tells who speaks, so that even free text is not what it is part of."""


def framed_speech(said: Utterance) -> Frame | None:
    """What is told as another's words or question; nothing where no frame is about it."""
    plain = said.plain
    if not plain or len(said.tokens) > 4 * _LONGEST:
        return None
    for asks, key in ((True, "ask"), (False, "say")):
        for pattern in _patterns(f"{key}.before"):
            if (match := pattern.match(plain)) and match.end() < len(plain):
                return _inside(said, _count(match.group()), len(said.tokens), asks, match.group())
        for pattern in _patterns(f"{key}.after"):
            if (match := pattern.search(plain)) and match.start():
                return _inside(said, 0, len(said.tokens) - _count(match.group()), asks, match.group())
    return None


def _inside(said: Utterance, start: int, end: int, asks: bool, frame: str) -> Frame | None:
    if start >= end:
        return None
    tokens = said.tokens[start:end]
    text = said.said[tokens[0].start : tokens[-1].end]
    inside = replace(
        said,
        said=text + ("?" if said.asks else ""),
        tokens=tuple(_moved(token, tokens[0].start, bool(number)) for number, token in enumerate(tokens)),
    )
    words = frame.split()
    told = not _NAMES.isdisjoint(words) or (asks and ("know" in words or tokens[0].word in _WONDERING))
    return Frame(inside, asks, told)


def _moved(token: Token, by: int, keep: bool) -> Token:
    return replace(token, start=token.start - by, end=token.end - by, gap=token.gap if keep else "")


def _count(frame: str) -> int:
    """How many tokens a stretch of plain text has: its words, without stops."""
    return sum(1 for word in frame.split() if word[0] not in ".,;:?!")


def asked_directly(said: Utterance) -> Utterance:
    """A question told with "if" as it would be asked: "if we can skip this" as "can we skip this"."""
    first, *rest = said.tokens
    if _LED.match(said.plain):
        who, verb, *rest = rest
        return replace(said, tokens=(replace(verb, gap=""), who, *rest))
    if first.word in _WISHED and rest:
        wish = utterance(_WISHED[first.word]).tokens
        return replace(
            said, tokens=(*(replace(each, start=first.start, end=first.end) for each in wish), *rest)
        )
    return said


def first_person(said: Utterance, *, surely: bool = False) -> Utterance | None:
    """A wish told of the respondent as the respondent would say it; `surely` where only names count."""
    if len(said.tokens) > _LONGEST:
        return None
    verbs = _verbs()
    tokens: list[Token] = []
    turned = False
    for place, token in enumerate(said.tokens):
        before = tokens[-1].word if tokens else ""
        named = token.word in _NAMES and (token.word != "r" or place + 1 < len(said.tokens))
        following = said.tokens[place + 1].word if place + 1 < len(said.tokens) else ""
        if (named or (token.word in _SUBJECTS and not surely)) and following in verbs | {"not": "not"}:
            tokens.append(replace(token, word="i", stem="i"))
            turned = True
        elif before == "i" and turned and token.word in verbs:
            words = verbs[token.word].split()
            tokens += [replace(token, word=word, stem=stem(word)) for word in words]
        elif token.word in ("her", "him") and not surely and turned:
            tokens.append(replace(token, word="me", stem="me"))
        else:
            tokens.append(token)
    if not turned and not surely and any(p.match(said.plain) for p in _patterns("turn.bare")):
        first = said.tokens[0]
        word = verbs.get(first.word, first.word)
        mine = utterance(f"i {word}").tokens
        tokens = [*(replace(each, start=first.start, end=first.end) for each in mine), *said.tokens[1:]]
        turned = True
    return replace(said, tokens=tuple(tokens)) if turned else None


@cache
def _verbs() -> dict[str, str]:
    return dict(table("reported")["turn"]["verbs"])


@cache
def _patterns(key: str) -> tuple[re.Pattern[str], ...]:
    part, _, name = key.partition(".")
    macros = table("reported")["macro"]
    texts = [_filled(_filled(text, macros), macros) for text in table("reported")[part][name]]
    if name == "before":
        return tuple(re.compile(_OPENERS + text) for text in texts)
    if name == "bare":
        return tuple(re.compile(rf"^{text}\b") for text in texts)
    return tuple(re.compile(text) for text in texts)


def _filled(text: str, macros: dict[str, str]) -> str:
    return _MACRO.sub(lambda match: macros.get(match.group(1), match.group()), text)
