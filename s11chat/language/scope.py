"""How far words hold: what is denied, hoped for, gone by, taken back or set against something else.

A phrase that names an option is no answer by itself. "Not fully in place", "it should be monthly" and "it
used to be weekly" all name one; whether it is held is decided here, clause by clause.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import cached_property

from s11chat.language.clause import Clause
from s11chat.language.lexicon import phrases
from s11chat.language.mention import Mention
from s11chat.language.wording import Wording

_SOFT = frozenset(["and", "as", "with", "since", "which", "who", "where", "when"])
_CARRYING = frozenset(["not", "never", "hardly", "isn", "nobody", "nothing"])
_OWN = frozenset(["not", "no", "never", "none", "nothing", "nobody"])
"""What is named beginning with these denies by itself, and is not denied by what broke off before it."""
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


class Scope(Wording):
    """An utterance, the options it names, and what its clauses say about them."""

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
            was = self.outside(phrases("scope", "was"), clause) and not self._present(number)
            if stands[number] is Stand.HELD and was and any(k > number for k in now):
                stands[number] = Stand.PAST

    def _present(self, number: int) -> bool:
        return self.outside(phrases("scope", "present"), self.clause(self.mentions[number]))

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

    def _denied(self, mention: Mention, clause: Clause) -> bool:
        begin = clause.start
        if self.corrects(clause):
            begin = self.after_correction(clause)
        if any(begin <= place < mention.start for place in self.negators):
            return True
        if self.tokens[mention.start].word not in _OWN and self._carried(clause):
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

    def loose_negators(self, after: int = 0) -> bool:
        """Whether something is denied, from token `after` on, that is not itself an option."""
        for place in self.negators:
            clause = next(c for c in self.clauses if c.start <= place < c.end)
            if self._undone(place, clause):
                continue
            denies = any(self.stand(m) is Stand.DENIED for m in self.in_clause(clause))
            gone = self.says("past", clause) or self.says("was", clause)
            if place >= after and not denies and not gone and not self.corrects(clause):
                return True
        return False

    def _undone(self, place: int, clause: Clause) -> bool:
        """Whether a denial is denied in turn: "no one starts without one"."""
        both = sorted(k for k in self.negators if clause.start <= k < clause.end)
        return len(both) == 2 and self.tokens[both[1]].word == "without" and place in both

    @cached_property
    def _retracted_before(self) -> int:
        """The place of the last taking back: what was named before it no longer counts."""
        cuts = [clause.start for clause in self.clauses if self.corrects(clause)]
        return cuts[-1] if cuts else 0


def past_question(words: Sequence[str]) -> bool:
    """Whether a question asks about what has been: then "was" takes nothing back."""
    return not {"was", "were", "did", "last", "past"}.isdisjoint(words)
