"""Short forms written out and misspelled words of options put right, before options are looked for.

A word is put right only to a word the question's options are said with, and only where no other is near; real
words that happen to be near one are left alone.
"""

from __future__ import annotations

from dataclasses import replace

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from s11chat.language.index import Index
from s11chat.language.lexicon import known_words, short_forms, table
from s11chat.language.normalise import Token, Utterance, stem

CUTOFF, MARGIN, SHORTEST = 87, 10, 4
"""A misspelling is put right only this close to a known word, this far from the next, and this long."""
_SLIP = 5
"""From so many letters on, one slip of a finger is put right: a letter wrong, missing, too many or swapped."""
_SPELLED = 80
"""Longer texts than this many words are not looked through for misspellings."""


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
    if word in table("ambiguous")["real"]:
        return token
    near = process.extract(word, found.vocabulary, scorer=fuzz.ratio, limit=2, score_cutoff=CUTOFF - MARGIN)
    alike = near and near[0][1] >= CUTOFF and near[0][0][0] == word[0]
    if alike and (len(near) == 1 or near[0][1] - near[1][1] >= MARGIN):
        return replace(token, word=near[0][0], stem=near[0][0])
    if len(word) < _SLIP:
        return token
    slips = process.extract(word, found.vocabulary, scorer=OSA.distance, limit=3, score_cutoff=1)
    meant = [slip[0] for slip in slips if slip[0][0] == word[0]]
    if len(meant) > 1:
        meant = [slip for slip in meant if slip[-1] == word[-1]]
    return replace(token, word=meant[0], stem=meant[0]) if len(meant) == 1 else token
