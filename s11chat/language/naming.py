"""The options an utterance names: by handle, label or alias, by how often, or by words of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from s11chat.dialog.model import Kind
from s11chat.dialog.question import Question
from s11chat.language.clause import Clause, parted
from s11chat.language.handle import by_handle, handle_mentions, letters
from s11chat.language.index import Index, index
from s11chat.language.lexicon import phrases
from s11chat.language.likeness import Kinship, kinship
from s11chat.language.mention import Mention, Strength, apart
from s11chat.language.normalise import Token, Utterance, phrase, stems, wording
from s11chat.language.place import OFF_LIST
from s11chat.language.progress import halfway, nearly_all, unbegun
from s11chat.language.proportion import proportions
from s11chat.language.rate import STEPS, rates
from s11chat.language.reading import Reading, answer
from s11chat.language.scope import Scope, past_question
from s11chat.language.spelling import spelled
from s11chat.language.topic import roots
from s11chat.language.unknown import known_ignorance

ADVERBIAL = frozenset(["every_time", "usually", "half_time", "rarely", "never", "both", *STEPS])
"""Meanings told by an adverb, which stands anywhere in a clause."""
_NOMINAL = frozenset(["none"])
"""Meanings of options in lists of kinds, which are no steps of a scale."""
_NARROWING = frozenset(["for", "from", "in", "among", "until", "during", "when", "if", "with", "unless"])
_TAKING_IN = frozenset(["all", "every", "everyone", "everybody", "both", "level", "us", "this", "that"])
_LIMITING = frozenset(["for", "among", "until", "during", "when", "if", "unless"])
WHICH = frozenset(
    [
        "please",
        "specify",
        "put",
        "namely",
        "is",
        "such",
        "as",
        "like",
        "that",
        "it",
        "which",
        "being",
        "the",
        "and",
    ]
)
"""What may stand between "other" and which other."""


def index_of(question: Question) -> Index:
    """The phrases that name options of the question."""
    return index(question.options, is_yesno(question))


def is_yesno(question: Question) -> bool:
    """Whether it is answered by yes or no, whatever its kind is called."""
    if len(question.options) < 2 or question.kind not in (Kind.YESNO, Kind.SINGLE):
        return False
    first = tuple(phrase(option.say) for option in question.options[:2])
    return question.kind is Kind.YESNO or first == (("yes",), ("no",))


def named(said: Utterance, question: Question) -> Reading | None:
    """An option named exactly: its handle, code, label or alias and nothing else."""
    typed = said.said.strip().rstrip(".!").strip().casefold()
    words = stems(said.tokens)
    code = by_handle(question).get(typed) or letters(question).get(typed)
    if code is None and (option := question.option(typed)) and not typed.isdecimal():
        code = option.code
    if code is None and words and not said.asks:
        code = index_of(question).labelled(words)
    if code is None:
        return None
    return answer(code, because=f"named exactly: {typed[:80]}", exact=True)


@lru_cache(maxsize=64)
def scope_of(said: Utterance, question: Question) -> Scope:
    """The options an utterance names, with short forms written out and misspellings put right."""
    found = index_of(question)
    tokens = spelled(said, found)
    merged = _merged(question, found, tokens)
    ignored = frozenset({"was"}) if past_question(_question_words(question)) else frozenset()
    kin = _kin(question)
    clauses = parted(tokens, merged, finely=question.several)
    merged = tuple(
        replace(m, free=True) if m.strength > Strength.WORD and kin.agrees(tokens, _of(clauses, m), m) else m
        for m in merged
    )
    merged = _with_kin(merged, tuple(kin.mentions(tokens, clauses)), tokens, question.several)
    if kin.posts:
        merged = tuple(replace(m, code=OFF_LIST) if _of_another(tokens, m) else m for m in merged)
    return Scope(said, tokens, merged, ignored, roots(question.say.respondent))


def _of_another(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether the word before makes another post of it: "deputy head of safeguarding"."""
    return mention.start > 0 and phrases("person", "modifier").at(tokens, mention.start - 1) == 1


def nominal(question: Question) -> bool:
    """Whether the options are kinds, told by words of their own, and no steps of a scale."""
    return bool(_kin(question).codes)


def _kin(question: Question) -> Kinship:
    found = index_of(question)
    common = frozenset(code for code, name in found.meaning.items() if name not in _NOMINAL)
    return kinship(question.options, question.say.respondent, common)


def _merged(question: Question, found: Index, tokens: Sequence[Token]) -> tuple[Mention, ...]:
    """What is named outright: by phrase, by how often, by handle; the longer where they overlap."""
    by_phrase = [m for m in found.mentions(tokens) if m.code != found.other or _asks_which(tokens, m)]
    manner = tuple(phrases("scope", "manner").found(tokens))
    by_phrase = [
        _freed(m, tokens, found)
        for m in by_phrase
        if not any(a <= m.start and m.end <= b and m.end - m.start < b - a for a, b in manner)
    ]
    least = next((code for code, name in found.meaning.items() if name == "less_often"), None)
    composed = (
        *rates(tokens, found.meaning, OFF_LIST, least),
        *unbegun(tokens, found.meaning),
        *nearly_all(tokens, found.meaning),
        *halfway(tokens, found.meaning),
        *proportions(tokens, found.meaning, _often(question), roots(question.say.respondent)),
    )
    by_phrase = known_ignorance(tokens, apart([*composed, *by_phrase]), found.meaning)
    taken = {place for mention in by_phrase for place in range(mention.start, mention.end)}
    handles = list(handle_mentions(question, tokens))
    free = [m for m in handles if taken.isdisjoint(range(m.start, m.end)) or m.strength is Strength.LABEL]
    covered = {place for m in free for place in range(m.start, m.end)}
    kept = [m for m in by_phrase if covered.isdisjoint(range(m.start, m.end))]
    return tuple(sorted(apart([*kept, *free]), key=lambda m: m.start))


def _often(question: Question) -> dict[str, str]:
    """The steps of a scale of how often, by name; what is less than half the time has no other words."""
    names = {name: code for code, name in index_of(question).meaning.items()}
    for option in question.options:
        if phrase(option.say)[:4] == ("less", "than", "half", "the"):
            names["less_half"] = option.code
    return names


def _of(clauses: Sequence[Clause], mention: Mention) -> Clause:
    return next(clause for clause in clauses if clause.start <= mention.start < clause.end)


def _with_kin(
    named: tuple[Mention, ...], kin: tuple[Mention, ...], tokens: Sequence[Token], several: bool
) -> tuple[Mention, ...]:
    """The mentions with those by words alone; these yield to another option named outright beside them."""
    kept = list(named)
    for mention in kin:
        beside = [m for m in kept if m.start < mention.end and mention.start < m.end]
        if any(m.code != mention.code and m.strength > Strength.WORD for m in beside):
            continue
        start = min([mention.start, *(m.start for m in beside)])
        end = max([mention.end, *(m.end for m in beside)])
        after = tokens[end : end + 2]
        narrowed = bool(after) and after[0].word in _LIMITING and not _universal(after) and several
        whole = replace(mention, start=start, end=end, free=not narrowed)
        kept = [m for m in kept if m not in beside] + [whole]
    return tuple(sorted(kept, key=lambda m: m.start))


def _freed(mention: Mention, tokens: Sequence[Token], found: Index) -> Mention:
    """The mention, counting wherever it stands in its clause if it is an adverb of how often."""
    adverb = mention.strength > Strength.WORD and found.meaning.get(mention.code) in ADVERBIAL
    after = tokens[mention.end : mention.end + 2]
    if mention.end == mention.start + 1 and tokens[mention.start].word == "both":
        return replace(mention, free=not after or bool(after[0].gap), strength=Strength.PHRASE)
    narrowed = bool(after) and after[0].word in _NARROWING and not after[0].gap
    return replace(mention, free=True) if adverb and (not narrowed or _universal(after)) else mention


def _universal(after: Sequence[Token]) -> bool:
    """Whether what follows takes in everything: "for all staff"."""
    return len(after) > 1 and after[1].word in _TAKING_IN


def _asks_which(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether "other" stands by itself, as it does not in "the other trusts"."""
    if mention.end >= len(tokens) or tokens[mention.end].gap:
        return True
    return tokens[mention.end].word in WHICH or mention.end - mention.start > 2


def _question_words(question: Question) -> tuple[str, ...]:
    return tuple(token.word for token in wording(question.say.respondent).tokens)
