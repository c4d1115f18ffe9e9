"""The options an utterance names: by handle, label or alias, by how often, or by words of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from rapidfuzz import fuzz, process

from s11chat.dialog.model import Kind, Option
from s11chat.dialog.question import Question
from s11chat.language.clause import Clause, parted
from s11chat.language.handle import OFF_LIST, by_handle, handle_mentions, letters
from s11chat.language.index import Index, index
from s11chat.language.lexicon import known_words, phrases, short_forms, table
from s11chat.language.likeness import Kinship, kinship
from s11chat.language.mention import Mention, Strength, apart
from s11chat.language.normalise import Token, Utterance, phrase, stem, stems, utterance
from s11chat.language.progress import nearly_all, unbegun
from s11chat.language.rate import STEPS, rates
from s11chat.language.reading import Reading, answer
from s11chat.language.scope import Scope, past_question

CUTOFF, MARGIN, SHORTEST = 87, 10, 4
"""A misspelling is put right only this close to a known word, this far from the next, and this long."""
_SPELLED = 80
"""Longer texts than this many words are not looked through for misspellings."""
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
    return index(question.options, question.kind is Kind.YESNO and len(question.options) > 1)


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


def scope_of(said: Utterance, question: Question) -> Scope:
    """The options an utterance names, with short forms written out and misspellings put right."""
    found = index_of(question)
    tokens = spelled(said, found)
    merged = _merged(question, found, tokens)
    ignored = frozenset({"was"}) if past_question(_question_words(question)) else frozenset()
    kin = _kin(question)
    clauses = parted(tokens, merged, finely=question.kind is Kind.MULTI)
    merged = tuple(
        replace(m, free=True) if m.strength > Strength.WORD and kin.agrees(tokens, _of(clauses, m), m) else m
        for m in merged
    )
    merged = _with_kin(merged, tuple(kin.mentions(tokens, clauses)), tokens, question.kind is Kind.MULTI)
    return Scope(said, tokens, merged, ignored)


def nominal(question: Question) -> bool:
    """Whether the options are kinds, told by words of their own, and no steps of a scale."""
    return bool(_kin(question).codes)


@lru_cache(maxsize=1024)
def _own_words(options: tuple[Option, ...], yes_no: bool) -> frozenset[str]:
    fillers = {word for text in table("scope")["filler"] for word in phrase(text)}
    return index(options, yes_no).words - fillers - {"not", "no", "never", "and", "or"}


def speaks_of(question: Question, words: frozenset[str]) -> bool:
    """Whether any of these words is one that names an option, before that is looked at closely."""
    return not _own_words(question.options, question.kind is Kind.YESNO).isdisjoint(words)


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
    )
    by_phrase = apart([*composed, *by_phrase])
    taken = {place for mention in by_phrase for place in range(mention.start, mention.end)}
    handles = list(handle_mentions(question, tokens))
    free = [m for m in handles if taken.isdisjoint(range(m.start, m.end)) or m.strength is Strength.LABEL]
    covered = {place for m in free for place in range(m.start, m.end)}
    kept = [m for m in by_phrase if covered.isdisjoint(range(m.start, m.end))]
    return tuple(sorted(apart([*kept, *free]), key=lambda m: m.start))


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
    return tuple(token.word for token in utterance(question.say.respondent).tokens)


def spelled(said: Utterance, found: Index) -> tuple[Token, ...]:
    """The tokens with short forms written out and misspelled words of labels put right."""
    tokens: list[Token] = []
    full = short_forms()
    for token in said.tokens:
        words = full.get(token.word) if len(token.word) > 1 else None
        if words and token.stem not in found.by_first:
            tokens += [
                replace(token, word=word, stem=stem(word), gap=token.gap if not k else "")
                for k, word in enumerate(words)
            ]
        elif len(said.tokens) <= _SPELLED:
            tokens.append(_respelled(token, found))
        else:
            tokens.append(token)
    return tuple(tokens)


def _respelled(token: Token, found: Index) -> Token:
    word = token.stem
    if len(word) < SHORTEST or not word.isalpha() or word in found.words or word in known_words():
        return token
    near = process.extract(word, found.vocabulary, scorer=fuzz.ratio, limit=2, score_cutoff=CUTOFF - MARGIN)
    if not near or near[0][1] < CUTOFF or near[0][0][0] != word[0]:
        return token
    if len(near) > 1 and near[0][1] - near[1][1] < MARGIN:
        return token
    return replace(token, word=near[0][0], stem=near[0][0])
