"""The phrases that name an option: its code, label and aliases, parts of them, and its meaning's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from s11chat.dialog.model import Option
from s11chat.language.lexicon import Meaning, ambiguous, meanings, phrases
from s11chat.language.mention import Phrase, Strength
from s11chat.language.normalise import phrase, utterance

_BRACKETS = re.compile(r"\(([^()]*)\)")
_LEADING = frozenset(["to", "a", "an", "the", "at", "in", "of", "on"])
_DENIALS = frozenset(["not", "no", "never", "without"])
"""The beginning of a label that ends in one of these only denies: "don't" is not yet "don't know"."""
_SMALL = frozenset(["of", "and", "the", "or", "for", "in", "on", "a", "to"])
OTHER = ("other", "others", "something else", "somebody else", "someone else")
_BOTH = (
    "a bit of both",
    "bit of both",
    "a bit of each",
    "some of each",
    "a mix of the two",
    "a mixture of both",
)
_SUBJECTS = ("we", "they", "she", "he", "it", "there", "i", "everyone", "everybody", "all of them")
_DUTIES = ("compulsory", "mandatory", "required", "obligatory", "a requirement", "a must", "statutory")
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
    "did",
    "had",
    "did one",
    "had one",
    "did it",
    "are some",
    "have to",
    "has to",
    "all have to",
    "all do",
    "all must",
    "all are",
    "certainly do",
    "certainly does",
    "sure do",
    "must do",
    "have someone",
    "have somebody",
    "do have someone",
    "do have somebody",
)


def own_phrases(option: Option) -> Iterator[tuple[Phrase, Strength]]:
    if len(option.code) > 1 and option.code.isalpha():
        yield from _word(phrase(option.code))
    for text in (option.say, *option.also):
        yield phrase(text), Strength.LABEL
        core = _BRACKETS.sub(" ", text)
        yield phrase(core), Strength.LABEL
        yield tuple(word for word in phrase(core) if word != "the"), Strength.LABEL
        for inside in _BRACKETS.findall(text):
            if "specify" not in inside:
                yield from _inside(re.sub(r"^\s*(?:or|and|e\.g\.|i\.e\.|including)\s", "", inside))
        for part in _parts(core):
            yield from _part(phrase(part))
            if len(words := phrase(part)) == 2 and words[1] in ("service", "services"):
                yield words[:1], Strength.WORD
        if re.match(r"[A-Z]{2,}\s+\w+\s+\w", core):
            yield phrase(core.split(None, 1)[1]), Strength.PHRASE
        words = phrase(core)
        for taken in range(1, len(words)):
            yield from _word(words[:taken])
        if words[:1] == ("both",):
            yield from ((phrase(said), Strength.PHRASE) for said in _BOTH)
        if words[:1] == ("both",) and len(words) > 3:
            yield from (each for end in (len(words), -1) for each in _word(words[1:end]))
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
        and words[-1] not in _DENIALS
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


def meaning_of(option: Option, forced: str | None) -> Meaning | None:
    no_answer = option.no_answer.value if option.no_answer else None
    own = {phrase(option.say), phrase(_BRACKETS.sub(" ", option.say))}
    for meaning in meanings():
        if meaning.name in (forced, no_answer) or (not forced and own & meaning.labels):
            return meaning
    return None


def meaning_phrases(meaning: Meaning) -> Iterator[tuple[Phrase, Strength]]:
    for words in meaning.words:
        yield words, Strength.WORD
    for words in (*meaning.phrases, *meaning.labels):
        yield words, Strength.PHRASE


def short_answers() -> Iterator[tuple[Phrase, bool]]:
    for subject, verb in product(_SUBJECTS, _VERBS):
        yield phrase(f"{subject} {verb}"), True
        first, *rest = verb.split()
        yield phrase(" ".join([subject, first, "not", *rest])), False
        yield phrase(f"{subject} {first} never done one"), False
        yield phrase(f"{subject} {first} never had one"), False
        yield phrase(f"{subject} {first} never done it"), False
        yield phrase(f"{subject} {first} never"), False
    for wish, verb in product(("would that", "if only", "i wish"), ("did", "had", "were", "could", "was")):
        for subject in _SUBJECTS:
            yield phrase(f"{wish} {subject} {verb}"), False
    for subject, verb, duty in product(_SUBJECTS, ("is", "are"), _DUTIES):
        yield phrase(f"{subject} {verb} not {duty}"), False
    for verb in ("do not", "does not", "have not", "has not", "is not", "are not"):
        for subject in ("it", "there", "they", "we", "she", "he"):
            yield phrase(f"{subject} {verb} any"), False
            yield phrase(f"{subject} {verb} yet"), False
            yield phrase(f"{subject} {verb} at the moment"), False
