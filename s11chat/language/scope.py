"""How far words hold: what is denied, hoped for, gone by, taken back or set against something else.

A phrase that names an option is no answer by itself. "Not fully in place", "it should be monthly" and "it
used to be weekly" all name one; whether it is held is decided here, clause by clause.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from s11chat.language.clause import Clause, parted
from s11chat.language.lexicon import PhraseSet, phrases
from s11chat.language.mention import Mention
from s11chat.language.normalise import Token, Utterance

_SOFT = frozenset(["and", "as", "with", "since", "which", "who", "where", "when"])
_CARRYING = frozenset(["not", "never", "without", "hardly", "isn", "nobody", "nothing"])
_SAYING = frozenset(
    ["think", "say", "believe", "claim", "call", "reckon", "feel", "suggest", "pretend", "describe", "argue"]
)

CROWD = 40
"""More mentions than this say nothing certain, and would take long to weigh."""


class Stand(StrEnum):
    """What the words around a mention make of it."""

    HELD = "held"
    DENIED = "denied"
    HOPED = "hoped"
    PAST = "past"
    RETRACTED = "retracted"
    ASIDE = "aside"
    """Spoken of and not claimed: "the weekly one is for adults"."""


@dataclass(frozen=True)
class Scope:
    """An utterance, the options it names, and what its clauses say about them."""

    said: Utterance
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    ignored: frozenset[str] = frozenset()
    """Word lists that say nothing here: "was" and "past" where the question is about the past."""

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        return parted(self.tokens, self.mentions)

    def clause(self, mention: Mention) -> Clause:
        return next(c for c in self.clauses if c.start <= mention.start < c.end)

    def in_clause(self, clause: Clause) -> tuple[Mention, ...]:
        return tuple(m for m in self.mentions if clause.start <= m.start < clause.end)

    def stand(self, mention: Mention) -> Stand:
        """What the words around `mention` make of it."""
        return self._stands[self.mentions.index(mention)]

    def all_of(self, stand: Stand) -> tuple[Mention, ...]:
        return tuple(m for m, s in zip(self.mentions, self._stands, strict=True) if s is stand)

    @cached_property
    def _stands(self) -> tuple[Stand, ...]:
        if len(self.mentions) > CROWD:
            return (Stand.HOPED,) * len(self.mentions)
        stands = [self._stand(mention) for mention in self.mentions]
        if "was" in self.ignored:
            self._gone_by(stands)
        cut = self._retracted_before
        for number, mention in enumerate(self.mentions):
            if mention.end <= cut and any(
                later.start >= cut and stands[k] is Stand.HELD for k, later in enumerate(self.mentions)
            ):
                stands[number] = Stand.RETRACTED
            if stands[number] is Stand.HELD and self._unsaid(number, stands):
                stands[number] = Stand.RETRACTED
        return tuple(stands)

    def _gone_by(self, stands: list[Stand]) -> None:
        """Where a question is about the past: "it was 70, 85 now" still leaves 70 behind."""
        now = [k for k, s in enumerate(stands) if s is Stand.HELD and self._present(k)]
        for number, mention in enumerate(self.mentions):
            clause = self.clause(mention)
            was = self._outside(phrases("scope", "was"), clause) and not self._present(number)
            if stands[number] is Stand.HELD and was and any(k > number for k in now):
                stands[number] = Stand.PAST

    def _present(self, number: int) -> bool:
        return self._outside(phrases("scope", "present"), self.clause(self.mentions[number]))

    def _unsaid(self, number: int, stands: Sequence[Stand]) -> bool:
        """Whether it is denied further on and another held then: "weekly, well, not weekly, monthly"."""
        code = self.mentions[number].code
        later = range(number + 1, len(self.mentions))
        denied = [k for k in later if self.mentions[k].code == code and stands[k] is Stand.DENIED]
        return bool(denied) and any(
            stands[k] is Stand.HELD and self.mentions[k].code != code
            for k in range(denied[-1] + 1, len(stands))
        )

    def _stand(self, mention: Mention) -> Stand:
        clause = self.clause(mention)
        if self._denied(mention, clause):
            return Stand.DENIED
        if self.says("past", clause):
            return Stand.PAST
        if self.says("hedge", clause) or self.says("future", clause):
            return Stand.HOPED
        if self.says("was", clause) and not self.says("present", clause):
            return Stand.PAST
        if self._left_behind(mention):
            return Stand.PAST
        if self._attributive(mention):
            return Stand.ASIDE
        return Stand.HELD

    def says(self, words: str, clause: Clause) -> bool:
        """Whether the clause has one of these words outside what it names."""
        return words not in self.ignored and self._outside(phrases("scope", words), clause)

    def _outside(self, found: PhraseSet, clause: Clause) -> bool:
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

    def _denied(self, mention: Mention, clause: Clause) -> bool:
        begin = clause.start
        if self._corrects(clause):
            begin = self._after_correction(clause)
        if any(begin <= place < mention.start for place in self.negators):
            return True
        if self._carried(clause):
            return True
        return self._denied_after(mention, clause)

    def _denied_after(self, mention: Mention, clause: Clause) -> bool:
        """Whether a denial follows in the clause, as in "implemented, no" or "in place it is not"."""
        for place in range(mention.end, clause.end):
            if self.tokens[place].word in _SOFT or any(m.start == place for m in self.mentions):
                return False
            if place in self.negators:
                # "quarterly, not monthly" denies what follows; a bare "no" may deny either.
                if self.tokens[place].word == "no":
                    following = self.tokens[place + 1 : place + 2]
                    last = not following or bool(following[0].gap) or place + 1 >= clause.end
                    return last or any(m.start == place + 1 for m in self.mentions)
                return not any(place < m.start < clause.end for m in self.mentions)
        return False

    def _carried(self, clause: Clause) -> bool:
        """Whether the clause before breaks off in a denial, as in "we're not, to be honest, there"."""
        if phrases("scope", "conclusion").at(self.tokens, clause.start):
            return False
        number = self.clauses.index(clause)
        for before in reversed(self.clauses[max(0, number - 2) : number]):
            if self.in_clause(before):
                return False
            words = [token.word for token in self.tokens[before.start : before.end]]
            if len(words) > 1 and (words[-1] in _CARRYING or (words[-1] in _SAYING and "not" in words[-3:])):
                return True
            if self.tokens[before.end - 1].word in _SAYING and any(
                before.start <= place < before.end for place in self.negators
            ):
                return True
        return False

    def _attributive(self, mention: Mention) -> bool:
        words = [token.word for token in self.tokens[mention.end : mention.end + 2]]
        before = self.tokens[mention.start - 1].word if mention.start else ""
        return (
            before == "the" and words[:1] in (["one"], ["ones"]) and words[1:] in (["is"], ["are"], ["was"])
        )

    def _left_behind(self, mention: Mention) -> bool:
        """Whether it is where things came from: "from partly to fully"."""
        if not mention.start or self.tokens[mention.start - 1].word != "from":
            return False
        after = self.tokens[mention.end : mention.end + 1]
        return bool(after) and after[0].word in ("to", "into", "up", "down")

    @cached_property
    def negators(self) -> frozenset[int]:
        """The places of words that deny, outside mentions."""
        return frozenset(
            start
            for start, end in phrases("scope", "negator").found(self.tokens)
            if start not in self.affirmed
            and start not in self.manner
            and not any(m.start <= start < m.end for m in self.mentions)
        )

    @cached_property
    def affirmed(self) -> frozenset[int]:
        """The places of words that look like a denial and are none: "never got beyond"."""
        found = phrases("scope", "affirmed").found(self.tokens)
        return frozenset(place for start, end in found for place in range(start, end))

    def loose_negators(self, after: int = 0) -> bool:
        """Whether something is denied, from token `after` on, that is not itself an option."""
        for place in self.negators:
            clause = next(c for c in self.clauses if c.start <= place < c.end)
            denies = any(self.stand(m) is Stand.DENIED for m in self.in_clause(clause))
            gone = self.says("past", clause) or self.says("was", clause)
            if place >= after and not denies and not gone and not self._corrects(clause):
                return True
        return False

    @cached_property
    def _retracted_before(self) -> int:
        """The place of the last taking back: what was named before it no longer counts."""
        cuts = [clause.start for clause in self.clauses if self._corrects(clause)]
        return cuts[-1] if cuts else 0

    def _after_correction(self, clause: Clause) -> int:
        return clause.start + phrases("scope", "correction").at(self.tokens, clause.start)

    def _corrects(self, clause: Clause) -> bool:
        after = self._after_correction(clause)
        if after == clause.start or not any(m.end <= clause.start for m in self.mentions):
            return False
        if any(m.start <= clause.start < m.end for m in self.mentions):
            return False
        return self.covered(after, clause.end)

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


def past_question(words: Sequence[str]) -> bool:
    """Whether a question asks about what has been: then "was" takes nothing back."""
    return not {"was", "were", "did", "last", "past"}.isdisjoint(words)
