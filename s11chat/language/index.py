"""Where an utterance names an option: by label, alias, part of the label, or what people say for it.

The index of a list of options is built once and kept. A phrase that fits two options names neither.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from s11chat.dialog.model import NoAnswer, Option
from s11chat.language.lexicon import ambiguous, follow, meanings, table
from s11chat.language.mention import Mention, Phrase, Strength, apart
from s11chat.language.normalise import Token, phrase
from s11chat.language.option import OTHER, meaning_of, meaning_phrases, own_phrases, short_answers

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
        "usually",
        "most",
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
PARTIAL = frozenset(["implementing", "partly_met", "some", "half_time", "limited_extent", "fair_extent"])
"""Meanings that go together with a "but" after them."""
ABSOLUTE = frozenset(["not_met", "not_at_all", "none_in_place", "never"])
"""Meanings that leave nothing over: said of some only they are not the whole answer."""
DIVIDED = frozenset(["partly_met", "some", "limited_extent", "fair_extent"])
"""Meanings that say themselves that some have it and some do not."""

_JOINING = frozenset(["because", "although", "except", "however", "without"])
"""Words that part clauses, and are put right like those of options."""


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
            if end <= len(tokens) and follow(words, tokens, place, _JOINING):
                if self._restarts(tokens, place, end, code):
                    continue
                return Mention(place, end, code, strength)
        return None

    def _restarts(self, tokens: Sequence[Token], place: int, end: int, code: str) -> bool:
        """Whether the words after a comma name the same by themselves: "being done now, being implemented"."""
        comma = next((k for k in range(place + 1, end) if tokens[k].gap == ","), None)
        if comma is None:
            return False
        again = self._at(tokens, comma)
        return again is not None and again.code == code and again.strength > Strength.WORD

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


_JOINING = frozenset(("", "-", ",", "—"))
"""What may stand between the words that name an option."""


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
        for words, strength in own_phrases(option):
            add(words, option.code, strength)
        found = meaning_of(option, ("yes", "no")[number] if yes_no and number < 2 else None)
        if found:
            meaning[option.code] = found.name
            for words, strength in meaning_phrases(found):
                add(words, option.code, strength)
        if option.specify:
            other = option.code
            for word in OTHER:
                add(phrase(word), option.code, Strength.PHRASE)
    if yes_no:
        for words, positive in short_answers():
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
        vocabulary=frozenset(word for word in own | fillers | _JOINING if len(word) > 4 and word.isalpha()),
        meaning=dict(meaning),
        labels={
            option.code: tuple(phrase(text) for text in (option.say, *option.also)) for option in options
        },
        other=other,
    )


def _add_no_answers(meaning: dict[str, str], add: Callable[[Phrase, str, Strength], None]) -> None:
    for stand_in, kind in NO_ANSWER.items():
        if kind.value in meaning.values():
            continue
        found = next(m for m in meanings() if m.name == kind.value)
        for words, strength in meaning_phrases(found):
            add(words, stand_in, strength)
        meaning[stand_in] = kind.value
