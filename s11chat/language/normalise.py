"""Words as they count for reading: one form for every way of typing them.

Typed text comes with curly quotes, control characters, contractions and dashes of all sorts. Rules are
written once, over tokens, and each token still knows where it stands in the text so that what a person
said can be quoted as said.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from s11chat.language.contraction import SHORTENED, expand
from s11chat.language.harmless import harmless

READ = 4000
"""How many characters are looked at for cues; what follows is kept as said but never interpreted."""

_QUOTES = str.maketrans(
    {"‘": "'", "’": "'", "‛": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "‐": "-", "‑": "-"}
)
_DASHES = str.maketrans({"–": "-", "—": "-", "−": "-", "―": "-"})
_ARROW = re.compile(r"(?<=\s)[-=]>(?=\s)")
_CO = re.compile(r"\bco-(?=o(?:rd|p))", re.IGNORECASE)
_DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,5}(?![A-Za-z])")
"""Letters with stops, "N.B.", which are one word."""
_TOKEN = re.compile(
    r"(?<![^\W_])(?:w/o|b4|eve?ry1|some1|sum1|any1|ne1|2day|2moro|2morrow|l8r|gr8)(?![^\W_])"  # shorthand
    r"|"
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d])"  # 12,000
    r"|\d+[./-]\d+[./-]\d+"  # 3/9/2008
    r"|\d+/\d+|\d+[.:]\d+|\d+"
    r"|n/a\b"
    r"|[^\W\d_]+(?:'[^\W\d_]+)*"
    r"|[%£€$&+]",
    re.IGNORECASE,
)
_PERIODS = frozenset(["week", "fortnight", "month", "quarter", "term", "year"])
"""After a stroke these tell how often a number holds: "4/yr"."""
_MARKS = "?!.;:\n"


@dataclass(frozen=True, slots=True)
class Token:
    """One word, with the stop before it and its place in the text."""

    word: str
    stem: str
    gap: str
    """What parts it from the word before: a stop, ",", "—", "-" for a tight hyphen, or nothing."""
    start: int
    end: int
    tight: bool
    """Whether it follows the word before without a space."""


@dataclass(frozen=True)
class Utterance:
    """A text a person typed, cleaned, and its words."""

    said: str
    """Everything that was typed, without control characters."""
    tokens: tuple[Token, ...]
    asks: bool
    """Whether it ends in a question mark."""
    ends: str
    """The stop after the last word, if any."""

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(token.word for token in self.tokens)

    @cached_property
    def plain(self) -> str:
        """The words with stops between them, for patterns: "hold on , it is fully in place ."."""
        parts: list[str] = []
        for token in self.tokens:
            if token.gap and token.gap != "-" and parts:
                parts.append("," if token.gap == "—" else token.gap)
            parts.append(token.word)
        return " ".join(parts)

    def quote(self, start: int, end: int) -> str:
        """What stands in the text from token `start` up to token `end`."""
        if start >= min(end, len(self.tokens)):
            return ""
        return self.said[self.tokens[start].start : self.tokens[min(end, len(self.tokens)) - 1].end]


def clean(text: str) -> str:
    """The text as said: compatible forms, no escape sequences, control, format or surrogate characters."""
    text = unicodedata.normalize("NFKC", harmless(text))
    if not text.isprintable():
        text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c)[0] != "C")
    return text.strip()


def stem(word: str) -> str:
    """The word without a plural s, and British spelling for either: enough to match labels."""
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return word.replace("ization", "isation").replace("izing", "ising").replace("ized", "ised")


def utterance(text: str) -> Utterance:
    """The words of `text`; only its first characters are read for them."""
    said = clean(text)
    tail = said[: READ + 1].rstrip()[-2:]
    return Utterance(
        said=said,
        tokens=_tokens(said[:READ]),
        asks="?" in tail,
        ends=tail[-1:] if tail[-1:] in ".?!…" else "",
    )


@lru_cache(maxsize=2048)
def wording(text: str) -> Utterance:
    """The words of a text that is read again and again: the wording of a question."""
    return utterance(text)


@lru_cache(maxsize=8192)
def phrase(text: str) -> tuple[str, ...]:
    """The stems of a phrase, as tokens of an utterance carry them."""
    return tuple(token.stem for token in _tokens(clean(text)))


def stems(tokens: Iterable[Token]) -> tuple[str, ...]:
    """The stems of these tokens."""
    return tuple(token.stem for token in tokens)


def _tokens(text: str) -> tuple[Token, ...]:
    # One character for one character throughout, so that places in `text` hold.
    read = _DOTTED.sub(_undotted, text.translate(_QUOTES).translate(_DASHES))
    found: list[Token] = []
    last = 0
    read = _ARROW.sub("to", read)
    shouted = read.isupper() and " " in read
    joined = {match.end() - 1 for match in _CO.finditer(read)}
    for match in _TOKEN.finditer(read):
        start, end = match.span()
        between = read[last:start]
        typed = match.group()
        words = expand(typed.lower(), initials=typed.isupper() and not shouted)
        if len(words) == 1 and SHORTENED.match(read, end - 2):
            words = (*words, "is")
        if found and last in joined and between == "-":
            found[-1] = _token("co" + words[0], found[-1].gap, found[-1].start, end, found[-1].tight)
            last = end
            continue
        gap, tight = _gap(between), not between or between == "-"
        if between == "/" and words[0] in _PERIODS and found[-1].word.isdecimal():
            words, gap = ("per", *words), ""
        for number, word in enumerate(words):
            found.append(_token(word, gap if not number else "", start, end, tight and not number))
        last = end
    return tuple(found)


def _undotted(match: re.Match[str]) -> str:
    return match.group().replace(".", "").ljust(len(match.group()))


def _token(word: str, gap: str, start: int, end: int, tight: bool) -> Token:
    return Token(word, stem(word), gap, start, end, tight)


def _gap(between: str) -> str:
    for mark in _MARKS:
        if mark in between:
            return "." if mark == "\n" else mark
    if "," in between or "(" in between or ")" in between or "/" in between:
        return ","
    if "-" in between:
        return "-" if between == "-" else "—"
    return ""
