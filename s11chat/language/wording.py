"""What an utterance says around the options it names: fillers, denials, manner, taking back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from s11chat.language.clause import Clause, parted
from s11chat.language.lexicon import PhraseSet, phrases
from s11chat.language.mention import Mention
from s11chat.language.normalise import Token, Utterance

_JOINS = frozenset(["but", "so", "and"])
_SUBJECTS = frozenset(["it", "we", "they", "he", "she", "i", "that", "there", "this"])


@dataclass(frozen=True)
class Wording:
    """An utterance, the options it names, and the words around them."""

    said: Utterance
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    ignored: frozenset[str] = frozenset()
    """Word lists that say nothing here: "was" and "past" where the question is about the past."""
    asked: frozenset[str] = frozenset()
    """The roots of the words of the question: what an answer may speak of before it says how it stands."""

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        return parted(self.tokens, self.mentions)

    def clause(self, mention: Mention) -> Clause:
        return next(c for c in self.clauses if c.start <= mention.start < c.end)

    def in_clause(self, clause: Clause) -> tuple[Mention, ...]:
        return tuple(m for m in self.mentions if clause.start <= m.start < clause.end)

    def says(self, words: str, clause: Clause) -> bool:
        """Whether the clause has one of these words outside what it names."""
        return words not in self.ignored and self.outside(phrases("scope", words), clause)

    def outside(self, found: PhraseSet, clause: Clause) -> bool:
        """Whether a phrase stands in the clause and not within a mention."""
        return any(
            not self.named(start, end) and start not in self.manner
            for start, end in found.found(self.tokens, clause.start, clause.end)
        )

    @cached_property
    def manner(self) -> frozenset[int]:
        """The places of words that sound like doubt or denial and are mere manner."""
        found = phrases("scope", "manner").found(self.tokens)
        return frozenset(place for start, end in found for place in range(start, end))

    def named(self, start: int, end: int) -> bool:
        """Whether these tokens stand within a mention."""
        return any(m.start <= start and end <= m.end for m in self.mentions)

    @cached_property
    def negators(self) -> frozenset[int]:
        """The places of words that deny, outside mentions."""
        return frozenset(
            start
            for start, end in phrases("scope", "negator").found(self.tokens)
            if start not in self.affirmed
            and start not in self.manner
            and not (self.tokens[start].word == "no" and self._turns(start))
            and not any(m.start <= start < m.end for m in self.mentions)
        )

    def _turns(self, place: int) -> bool:
        """Whether a "no" answers somebody and denies nothing that follows: "no it's at the planning stage"."""
        following = self.tokens[place + 1 : place + 2]
        return place == 0 and bool(following) and following[0].word in _SUBJECTS

    @cached_property
    def affirmed(self) -> frozenset[int]:
        """The places of words that look like a denial and are none: "never got beyond"."""
        found = phrases("scope", "affirmed").found(self.tokens)
        return frozenset(place for start, end in found for place in range(start, end))

    def opening(self, clause: Clause) -> int:
        """Where a clause begins after what takes back the one before it, or only joins it on."""
        if self.corrects(clause):
            return self.after_correction(clause)
        joins = self.tokens[clause.start].word in _JOINS and clause.end - clause.start > 1
        return clause.start + joins

    @cached_property
    def denying(self) -> frozenset[int]:
        """The places within phrases that deny."""
        found = phrases("scope", "negator").found(self.tokens)
        return frozenset(place for start, end in found for place in range(start, end) if end - start > 1)

    def after_correction(self, clause: Clause) -> int:
        return clause.start + phrases("scope", "correction").at(self.tokens, clause.start)

    def corrects(self, clause: Clause) -> bool:
        after = self.after_correction(clause)
        if after == clause.start or not any(m.end <= clause.start for m in self.mentions):
            return False
        if any(m.start <= clause.start < m.end for m in self.mentions):
            return False
        if self._opens_anew(clause, after):
            return False
        return self.covered(after, clause.end)

    def _opens_anew(self, clause: Clause, after: int) -> bool:
        """Whether a bare "no" begins a sentence and denies what follows: "A named nurse. No named doctor"."""
        bare = after == clause.start + 1 and self.tokens[clause.start].word == "no"
        stop = self.tokens[clause.start].gap in (".", ";", "!")
        following = self.tokens[after : after + 1]
        return (
            bare and stop and bool(following) and not following[0].gap and not following[0].word.isdecimal()
        )

    @cached_property
    def _starting(self) -> dict[int, Mention]:
        return {mention.start: mention for mention in self.mentions}

    def covered(self, start: int, end: int) -> bool:
        """Whether these words are nothing but mentions and fillers."""
        sets = (phrases("scope", "filler"), phrases("scope", "conclusion"), phrases("person", "opener"))
        prefixes = phrases("person", "prefix")
        place = start
        while place < end:
            mention = self._starting.get(place)
            taken = mention.end - place if mention else max(found.at(self.tokens, place) for found in sets)
            if not taken and place == start:
                taken = prefixes.at(self.tokens, place)
            if not taken:
                return False
            place += taken
        return True
