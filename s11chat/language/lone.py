"""A number that is the only one said: it is meant as the answer, also where the words around it are no known frame.

"We attended five" and "a miserly seven hundred" need no list of verbs and adjectives; but a word that bounds,
denies, hopes or compares leaves the doubt.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from s11chat.language.frame import contrasted, doubted, whole
from s11chat.language.lexicon import single_words
from s11chat.language.mention import Mention
from s11chat.language.normalise import Utterance
from s11chat.language.quantity import quantity_at
from s11chat.language.scope import Scope, Stand

_LONGEST = 30
"""In longer talk a number may be about anything."""
_HINGES = frozenset(["depends", "depending", "depend", "according", "varies", "vary"])
"""What a range hangs on takes nothing from it."""


def lone(scope: Scope, why: Mapping[str, str]) -> Mention | None:
    """The one number that may be meant, where nothing else in what is said speaks against it."""
    if len(scope.tokens) > _LONGEST or not scope.mentions or any(m.code not in why for m in scope.mentions):
        return None
    meant = [m for m in scope.mentions if not _bystander(scope, m)]
    if len(meant) > 1 and _concludes(scope, meant):
        meant = meant[-1:]
    if len(meant) != 1 or scope.stand(meant[0]) is not Stand.HELD or why[meant[0].code]:
        return None
    mention = meant[0]
    clause = scope.clause(mention)
    if len(scope.mentions) > 1 and not whole(scope, mention):
        return None
    inside = {place for m in scope.mentions for place in range(m.start, m.end)}
    near = range(clause.start, clause.end) if len(scope.mentions) > 1 else range(len(scope.tokens))
    around = {scope.tokens[place].word for place in near if place not in inside}
    if not single_words("figure", "unsettled").isdisjoint(around) or doubted(scope):
        return None
    if any(clause.start <= place < clause.end for place in scope.negators) or contrasted(scope, clause.start):
        return None
    return mention


_AFTER = (
    ("of", "them"),
    ("of", "em"),
    ("of", "those"),
    ("ongoing",),
    ("still",),
    ("is", "still"),
    ("pending",),
    ("joint",),
    ("jnt",),
)


def _bystander(scope: Scope, mention: Mention) -> bool:
    """Whether a number only tells of those counted: "two, one of them still going", "a dozen, across the four"."""
    words = [token.word for token in scope.tokens]
    before = words[max(0, mention.start - 3) : mention.start]
    if not {"incl", "including"}.isdisjoint(before[-2:]):
        return True
    if not mention.start or scope.clauses[0] == scope.clause(mention):
        return False
    fell = before[-1:] == ["from"] and before[-2:-1] in (["down"], ["up"])
    told = any(tuple(words[mention.end : mention.end + len(after)]) == after for after in _AFTER)
    of_them = tuple(words[mention.end - 2 : mention.end]) in _AFTER
    return fell or told or of_them or before[-1] in single_words("figure", "bystander_before")


def unconditioned(said: Utterance) -> Utterance:
    """The same without a last "if you count the joint one", which tells no other number."""
    for place, word in enumerate(said.words):
        tail = said.words[place + 1 : place + 3]
        if place and word in ("if", "when") and tail in _COUNTING:
            rest = said.tokens[place:]
            told = [k for k in range(len(rest)) if quantity_at(rest, k) and rest[k].word != "one"]
            return said if told else replace(said, tokens=said.tokens[:place])
    return said


_COUNTING = frozenset(
    [("you", "count"), ("you", "include"), ("we", "count"), ("we", "include"), ("i", "count"), ("you", "add")]
)


def _concludes(scope: Scope, meant: Sequence[Mention]) -> bool:
    """Whether the last number stands alone in a last clause, and all before it only lead there."""
    *others, last = meant
    clause = scope.clause(last)
    stopped = clause.start > 0 and bool(scope.tokens[clause.start].gap)
    ends = clause == scope.clauses[-1] and whole(scope, last)
    return stopped and ends and not any(whole(scope, other) for other in others)


def hinges(why: str, scope: Scope) -> bool:
    """Whether the doubt is only what a range hangs on: "thirty to forty, depending on leave"."""
    return why == "said with doubt" and not _HINGES.isdisjoint(token.word for token in scope.tokens)


def set_aside(why: str, scope: Scope, good: Sequence[Mention]) -> bool:
    """Whether what is denied besides is no matter of the number: "half a day, scarcely worth it"."""
    if why != "said beside something denied" or not all(whole(scope, mention) for mention in good):
        return False
    last = scope.clause(good[-1])
    rest = [clause for clause in scope.clauses if clause.start > last.start]
    words = {token.word for clause in rest for token in scope.tokens[clause.start : clause.end]}
    opens = {scope.tokens[clause.start].word for clause in rest}
    apart = not any(scope.in_clause(clause) for clause in rest) and scope.clauses[0] == last
    return apart and single_words("figure", "matters").isdisjoint(words) and not opens & {"no", "not"}
