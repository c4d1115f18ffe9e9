"""Where an utterance names an option: by label, alias, part of the label, or what people say for it.

The index of a list of options is built once and kept. A phrase that fits two options names neither.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import product

from s11chat.dialog.model import NoAnswer, Option
from s11chat.language.lexicon import Meaning, ambiguous, meanings, phrases, table
from s11chat.language.normalise import Token, phrase, utterance

NO_ANSWER = {"\0dont_know": NoAnswer.DONT_KNOW, "\0not_applicable": NoAnswer.NOT_APPLICABLE}
"""Stand-ins for the kinds of no-answer a question has no option for."""

NEGATIVE = frozenset(
    [
        "dont_know",
        "not_applicable",
        "no",
        "none",
        "not_met",
        "never",
        "rarely",
        "not_recently",
        "barely",
        "not_at_all",
        "none_in_place",
        "planned",
        "planning",
        "few",
        "disagree",
        "strongly_disagree",
    ]
)
"""Meanings that go together with a "not" elsewhere in what is said."""
PARTIAL = frozenset(["implementing", "partly_met", "some", "half_time", "limited_extent"])
"""Meanings that go together with a "but" after them."""

_BRACKETS = re.compile(r"\(([^()]*)\)")
_LEADING = frozenset(["to", "a", "an", "the", "at", "in", "of", "on"])
_SMALL = frozenset(["of", "and", "the", "or", "for", "in", "on", "a", "to"])
_OTHER = ("other", "others", "something else", "somebody else", "someone else")
_SUBJECTS = ("we", "they", "she", "he", "it", "there", "i", "everyone", "everybody", "all of them")
_VERBS = (
    "do",
    "does",
    "have",
    "has",
    "is",
    "are",
    "am",
    "must",
    "can",
    "will",
    "do have",
    "is one",
    "are some",
)


class Strength(IntEnum):
    """How much a mention is worth by itself."""

    WORD = 1
    """Counts only when it is all that its clause says."""
    PHRASE = 2
    LABEL = 3


@dataclass(frozen=True, slots=True)
class Mention:
    """An option named between two tokens."""

    start: int
    end: int
    code: str
    strength: Strength


def apart(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions without those that overlap a longer one, or one as long and stronger."""
    kept: list[Mention] = []
    taken: set[int] = set()
    for mention in sorted(mentions, key=lambda m: (m.start - m.end, -m.strength, m.start)):
        places = set(range(mention.start, mention.end))
        if places.isdisjoint(taken):
            kept.append(mention)
            taken |= places
    return kept


Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Index:
    """Every phrase that names one option of a list."""

    by_first: Mapping[str, tuple[tuple[Phrase, str, Strength], ...]]
    unclear: Mapping[Phrase, tuple[str, ...]]
    """Phrases that fit several options, with their codes."""
    words: frozenset[str]
    """Every word of a phrase."""
    vocabulary: frozenset[str]
    """The longer words, which a misspelling may be put right to."""
    meaning: Mapping[str, str]
    """The meaning of an option, by code, where it has a common one."""
    labels: Mapping[str, tuple[Phrase, ...]]
    """Label and aliases by code."""
    other: str | None
    """The code of the option that asks which other."""

    def mentions(self, tokens: Sequence[Token]) -> Iterator[Mention]:
        """The options named, from left to right: the stronger and longer where phrases overlap."""
        found = [m for place in range(len(tokens)) if (m := self._at(tokens, place))]
        yield from sorted(apart(found), key=lambda m: m.start)

    def _at(self, tokens: Sequence[Token], place: int) -> Mention | None:
        for words, code, strength in self.by_first.get(tokens[place].stem, ()):
            end = place + len(words)
            if end <= len(tokens) and all(
                tokens[place + k].stem == word and _joins(tokens[place + k], k)
                for k, word in enumerate(words)
            ):
                return Mention(place, end, code, strength)
        return None

    def labelled(self, words: Phrase) -> str | None:
        """The code whose label or alias these words are, and no other's."""
        codes = [code for code, own in self.labels.items() if words in own]
        return codes[0] if len(codes) == 1 else None

    def beginning(self, text: str) -> tuple[str, ...]:
        """The codes whose label or alias begins with `text`, a piece of at least three letters."""
        if len(text) < 3 or phrase(text) in ambiguous():
            return ()
        return tuple(
            code
            for code, own in self.labels.items()
            if any(" ".join(words).startswith(text) for words in own)
        )


def _joins(token: Token, place: int) -> bool:
    return not place or token.gap in ("", "-", ",") or token.gap == "—"


@lru_cache(maxsize=512)
def index(options: tuple[Option, ...], yes_no: bool = False) -> Index:
    """The index of these options; with `yes_no` the first two mean yes and no."""
    named: dict[Phrase, dict[str, Strength]] = {}
    meaning: dict[str, str] = {}
    other = None

    def add(words: Phrase, code: str, strength: Strength) -> None:
        if words and strength > named.setdefault(words, {}).get(code, 0):
            named[words][code] = strength

    for number, option in enumerate(options):
        for words, strength in _own(option):
            add(words, option.code, strength)
        found = _meaning(option, ("yes", "no")[number] if yes_no and number < 2 else None)
        if found:
            meaning[option.code] = found.name
            for words, strength in _of_meaning(found):
                add(words, option.code, strength)
        if option.specify:
            other = option.code
            for word in _OTHER:
                add(phrase(word), option.code, Strength.PHRASE)
    if yes_no:
        for words, positive in _short_answers():
            add(words, options[0 if positive else 1].code, Strength.WORD)
    _add_no_answers(meaning, add)
    return _index(options, named, meaning, other)


def _index(
    options: tuple[Option, ...],
    named: Mapping[Phrase, Mapping[str, Strength]],
    meaning: Mapping[str, str],
    other: str | None,
) -> Index:
    by_first: dict[str, list[tuple[Phrase, str, Strength]]] = {}
    unclear: dict[Phrase, tuple[str, ...]] = {}
    for words, codes in named.items():
        best = max(codes.values())
        holders = [code for code, strength in codes.items() if strength == best]
        if len(holders) == 1:
            by_first.setdefault(words[0], []).append((words, holders[0], best))
        else:
            unclear[words] = tuple(holders)
    own = frozenset(word for words in named for word in words)
    fillers = frozenset(word for text in table("scope")["filler"] for word in phrase(text))
    return Index(
        by_first={first: tuple(sorted(found, key=lambda f: -len(f[0]))) for first, found in by_first.items()},
        unclear=unclear,
        words=own,
        vocabulary=frozenset(word for word in own | fillers if len(word) > 4 and word.isalpha()),
        meaning=dict(meaning),
        labels={
            option.code: tuple(phrase(text) for text in (option.say, *option.also)) for option in options
        },
        other=other,
    )


def _own(option: Option) -> Iterator[tuple[Phrase, Strength]]:
    if len(option.code) > 1 and option.code.isalpha():
        yield from _word(phrase(option.code))
    for text in (option.say, *option.also):
        yield phrase(text), Strength.LABEL
        core = _BRACKETS.sub(" ", text)
        yield phrase(core), Strength.LABEL
        for inside in _BRACKETS.findall(text):
            if "specify" not in inside:
                yield from _inside(re.sub(r"^\s*(?:or|and|e\.g\.|i\.e\.|including)\s", "", inside))
        for part in _parts(core):
            yield from _part(phrase(part))
        if re.match(r"[A-Z]{2,}\s+\w+\s+\w", core):
            yield phrase(core.split(None, 1)[1]), Strength.PHRASE
        words = phrase(core)
        for taken in range(1, len(words)):
            yield from _word(words[:taken])
        kept = _without_lead(words)
        for taken in range(1, len(kept) + 1):
            yield from _word(kept[:taken])
        if initials := _initials(core):
            yield (initials,), Strength.PHRASE


def _inside(text: str) -> Iterator[tuple[Phrase, Strength]]:
    """What stands in the brackets of a label: other words for it, or examples."""
    for listed in text.split(","):
        for part in _parts(listed) or [listed]:
            yield from _part(phrase(part))


def _part(words: Phrase) -> Iterator[tuple[Phrase, Strength]]:
    if len(words) > 1:
        yield words, Strength.PHRASE
    else:
        yield from _word(words)


def _word(words: Phrase) -> Iterator[tuple[Phrase, Strength]]:
    filler = phrases("scope", "filler")
    tokens = utterance(" ".join(words)).tokens
    if (
        words
        and words not in ambiguous()
        and not filler.covers(tokens, 0, len(tokens))
        and words[-1] not in _SMALL
    ):
        yield words, Strength.WORD


def _parts(text: str) -> list[str]:
    parts = [part.strip() for part in re.split(r"\s*/\s*|\s+or\s+", text) if part.strip()]
    if len(parts) < 2:
        return []
    tail = parts[-1].split()
    if len(tail) > 1:
        parts += [f"{part} {tail[-1]}" for part in parts[:-1] if len(part.split()) == 1]
    return parts


def _without_lead(words: Phrase) -> Phrase:
    while words and (words[0] in _LEADING or words[:2] == ("at", "least")):
        words = words[2:] if words[:2] == ("at", "least") else words[1:]
    return words[1:] if words and words[0] in ("two", "one", "policy") and len(words) > 1 else words


def _initials(text: str) -> str | None:
    words = [word for word in re.findall(r"[^\W\d_]+", text) if word.lower() not in _SMALL]
    letters = "".join(word[0] for word in words).lower()
    tokens = utterance(letters).tokens
    if len(words) < 3 or not tokens or phrases("scope", "filler").covers(tokens, 0, len(tokens)):
        return None
    return letters


def _meaning(option: Option, forced: str | None) -> Meaning | None:
    no_answer = option.no_answer.value if option.no_answer else None
    own = {phrase(option.say), phrase(_BRACKETS.sub(" ", option.say))}
    for meaning in meanings():
        if meaning.name in (forced, no_answer) or (not forced and own & meaning.labels):
            return meaning
    return None


def _of_meaning(meaning: Meaning) -> Iterator[tuple[Phrase, Strength]]:
    for words in meaning.words:
        yield words, Strength.WORD
    for words in (*meaning.phrases, *meaning.labels):
        yield words, Strength.PHRASE


def _short_answers() -> Iterator[tuple[Phrase, bool]]:
    for subject, verb in product(_SUBJECTS, _VERBS):
        yield phrase(f"{subject} {verb}"), True
        first, *rest = verb.split()
        yield phrase(" ".join([subject, first, "not", *rest])), False
    for verb in ("do not", "does not", "have not", "has not", "is not", "are not"):
        for subject in ("it", "there", "they", "we", "she", "he"):
            yield phrase(f"{subject} {verb} any"), False
            yield phrase(f"{subject} {verb} yet"), False
            yield phrase(f"{subject} {verb} at the moment"), False


def _add_no_answers(meaning: dict[str, str], add: Callable[[Phrase, str, Strength], None]) -> None:
    for stand_in, kind in NO_ANSWER.items():
        if kind.value in meaning.values():
            continue
        found = next(m for m in meanings() if m.name == kind.value)
        for words, strength in _of_meaning(found):
            add(words, stand_in, strength)
        meaning[stand_in] = kind.value
