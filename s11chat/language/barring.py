"""What forbids to take an option that is only likely, whatever speaks for it.

A wrong answer recorded costs far more than a question asked once more, and to overstate what is done costs most.
So these rules come before any weighing of `likely`.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from s11chat.dialog.question import Question
from s11chat.language.evidence import Evidence
from s11chat.language.frame import contrasted, whole
from s11chat.language.index import PARTIAL
from s11chat.language.lexicon import phrases
from s11chat.language.mention import Mention, Strength
from s11chat.language.naming import index_of, is_yesno, nominal
from s11chat.language.quantity import quantity_at
from s11chat.language.scope import Scope, Stand

_HIGHEST = frozenset(["fully_met", "in_place", "all", "every_time", "great_extent", "strongly_agree"])
_EITHER = frozenset(["or", "either", "between", "both", "neither"])
_TELLING = frozenset(
    ["say", "says", "reckon", "reckons", "think", "thinks", "claim", "claims", "tell", "tells"]
)
_ONESELF = frozenset(["i", "we", "would", "to", "can", "could", "let", "us", "should", "will", "not"])
_BESIDE = frozenset(
    ["for", "from", "in", "among", "until", "during", "when", "if", "with", "unless", "or", "than", "sure"]
)
_MEASURING = frozenset(["more", "less", "too", "so", "as", "quite", "fairly", "very", "rather", "maybe"])
_COMMON = frozenset(["since", "all", "some", "other", "others", "new", "before", "early", "not", "no"])
"""Words of labels that talk is full of."""
_STORY = frozenset(["we", "it", "they", "he", "she", "i", "there", "our", "which", "who"])


def barred(scope: Scope, question: Question, found: Evidence, reason: str) -> bool:
    """Whether a rule forbids to take the option, whatever its weight.

    Never taken are the highest step of a scale, which would overstate what is done; what something is set
    against; what another option is named as plainly as; what is told of others; and a step that the words
    right beside it may narrow or use for something else.
    """
    meaning = index_of(question).meaning.get(found.code, "")
    mention = found.mention
    if reason == "doubt" or meaning in _HIGHEST or (reason == "denied" and meaning == "yes"):
        return True
    if (contrasted(scope, mention.end) and meaning not in PARTIAL) or _told_of_others(scope):
        return True
    others = [m for m in scope.mentions if m.code != found.code]
    if (option := question.option(found.code)) is None or option.specify:
        return True
    if is_yesno(question):
        denied = (reason == "opposite" and "not" in scope.said.words) or (
            reason == "uncertain" and mention.start > 0
        )
        return denied or _unsettled(scope, mention, others) or _hedged_before(scope, mention)
    if nominal(question):
        return _of_another(scope, mention) or any(_rivals(scope, other, mention) for other in others)
    return (
        _unsettled(scope, mention, others)
        or _narrowed(scope, mention)
        or not _EITHER.isdisjoint(scope.said.words)
        or {"yes", "no"} <= set(scope.said.words)
    )


def _told_of_others(scope: Scope) -> bool:
    """Whether it is somebody else who says so: "the contracts team say it's in hand"."""
    words = ("", *(token.word for token in scope.tokens))
    return any(word in _TELLING and before not in _ONESELF for before, word in pairwise(words))


def _unsettled(scope: Scope, mention: Mention, others: Iterable[Mention]) -> bool:
    """Whether another step is named as plainly or right beside it, or it is a word that the clause goes on from."""
    for other in others:
        stand = scope.stand(other)
        if stand is Stand.HOPED and other.start < mention.start:
            return True
        near = other.end == mention.start or mention.end == other.start
        if stand in (Stand.HELD, Stand.HOPED) and (near or other.strength >= mention.strength):
            return True
    end = scope.clause(mention).end
    rest = (place for place in range(mention.end, end) if scope.tokens[place].word.isalpha())
    return mention.strength is Strength.WORD and any(not scope.covered(place, place + 1) for place in rest)


def _hedged_before(scope: Scope, mention: Mention) -> bool:
    """Whether what is said before it is in doubt: "I believe so, no"."""
    return any(scope.says("hedge", clause) for clause in scope.clauses if clause.end <= mention.start)


def _of_another(scope: Scope, mention: Mention) -> bool:
    """Whether something else is meant by the name: "I report to the director", "a former ambulance trust"."""
    if mention.start > scope.clause(mention).start and not scope.covered(mention.start - 1, mention.start):
        return True
    if mention.strength is Strength.WORD and scope.tokens[mention.start].word in _COMMON:
        return True
    before = [
        token.word for token in scope.tokens[: mention.start] if token.word not in ("the", "a", "an", "our")
    ]
    return before[-1:] != [] and before[-1] in ("to", "under", "via", "through", "by", "with")


def _rivals(scope: Scope, other: Mention, mention: Mention) -> bool:
    """Whether another kind is named as well, by more than a word or by its number, and not just in the story told."""
    if scope.stand(other) is not Stand.HELD:
        return False
    if any(token.word.isdecimal() for token in scope.tokens[other.start : other.end]):
        return True
    later = other.start > mention.end and whole(scope, mention)
    clause = scope.clause(other)
    if later and scope.tokens[clause.start].word in _STORY:
        return scope.covered(clause.start, clause.end)
    return later or (other.strength > Strength.WORD and other.strength >= mention.strength)


def _narrowed(scope: Scope, mention: Mention) -> bool:
    """Whether a number, a limit, a "mostly" or the words right beside a step narrow it or use it otherwise."""
    clause = scope.clause(mention)
    numbers = (place for place in range(clause.start, clause.end) if quantity_at(scope.tokens, place))
    if any(not scope.named(place, place + 1) for place in numbers):
        return True
    narrowing = (phrases("number", "bound"), phrases("scope", "mainly"))
    if any(words.within(scope.tokens, clause.start, clause.end) for words in narrowing):
        return True
    if mention.start > clause.start and _joined(scope, mention.start - 1, _MEASURING):
        return True
    return mention.end < clause.end and _joined(scope, mention.end, _BESIDE)


def _joined(scope: Scope, place: int, words: frozenset[str]) -> bool:
    """Whether the word at this place is one of `words` or none that is known."""
    return scope.tokens[place].word in words or not scope.covered(place, place + 1)
