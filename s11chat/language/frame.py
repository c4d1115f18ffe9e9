"""What the words around a mention make of it as an answer: its frame in the clause, upshots, contrast, doubt."""

from __future__ import annotations

from s11chat.language.clause import Clause
from s11chat.language.lexicon import phrases
from s11chat.language.mention import Mention
from s11chat.language.quantity import quantity_at
from s11chat.language.scope import Scope
from s11chat.language.topic import root


def led(scope: Scope, mention: Mention) -> bool:
    """Whether the words right before the mention state the upshot: "I'm happy to say 75"."""
    sums = phrases("scope", "conclusion")
    return any(
        sums.at(scope.tokens, place) == mention.start - place
        for place in range(max(0, mention.start - 5), mention.start)
    )


def framed(scope: Scope, mention: Mention, partial: bool = False) -> bool:
    """Whether the words right before and after leave the option an answer.

    Before it only fillers, or a verb that joins it to its subject ("the policy is fully in place", not "a
    deputy director"); after it the end of the clause or words that narrow nothing. `partial` options
    may be narrowed.
    """
    clause = scope.clause(mention)
    return _framed_before(scope, mention, clause) and (partial or _framed_after(scope, mention, clause))


def _framed_before(scope: Scope, mention: Mention, clause: Clause) -> bool:
    filler, verb = phrases("scope", "filler"), phrases("scope", "verb")
    joined = False
    for place in range(mention.start - 1, clause.start - 1, -1):
        if any(m.start <= place < m.end for m in scope.mentions) or concludes(scope, clause):
            return True
        joined = joined or verb.at(scope.tokens, place) > 0
        if place in scope.affirmed:
            joined = True
            continue
        if place == mention.start - 1 and root(scope.tokens[place].stem) in scope.asked:
            continue
        number = quantity_at(scope.tokens, place)
        if not filler.at(scope.tokens, place) and (number is None or number.part):
            return joined or scope.covered(clause.start, mention.start)
    return True


def _framed_after(scope: Scope, mention: Mention, clause: Clause) -> bool:
    if mention.end >= clause.end or any(m.start == mention.end for m in scope.mentions):
        return True
    if mention.end in scope.negators and any(mention.end < m.start < clause.end for m in scope.mentions):
        return True
    follows = phrases("scope", "follows").at(scope.tokens, mention.end) > 0
    lasting = _lasting(scope, mention.end)
    return (
        follows or lasting or scope.covered(mention.end, clause.end) or _for_all_asked(scope, mention, clause)
    )


_TIME = frozenset(["year", "month", "week", "decade", "day"])


def _lasting(scope: Scope, place: int) -> bool:
    """Whether it goes on with how long: "for two years", "these past six months"."""
    at = place + 1
    if scope.tokens[place].word not in ("for", "over", "these", "a"):
        return False
    while at < len(scope.tokens) and scope.tokens[at].word in (
        "about",
        "over",
        "nearly",
        "the",
        "last",
        "past",
    ):
        at += 1
    quantity = quantity_at(scope.tokens, at) if at < len(scope.tokens) else None
    end = quantity.end if quantity else len(scope.tokens)
    return end < len(scope.tokens) and scope.tokens[end].stem in _TIME


_ALL_ASKED = frozenset(["for", "in", "and", "all", "our", "the", "both", "with", "of"])


def _for_all_asked(scope: Scope, mention: Mention, clause: Clause) -> bool:
    """Whether what follows only names those the question is about: "for staff and volunteers"."""
    rest = scope.tokens[mention.end : clause.end]
    named = {root(token.stem) for token in rest} & scope.asked
    known = all(token.word in _ALL_ASKED or root(token.stem) in scope.asked for token in rest)
    joined = any(token.word in ("and", "both") for token in rest)
    return known and rest[0].word == "for" and joined and len(named) > 1


def concludes(scope: Scope, clause: Clause) -> bool:
    """Whether the clause states the upshot: "so", "put", "I'd go for"."""
    place = clause.start
    openers = phrases("person", "opener")
    for _ in range(4):
        if phrases("scope", "conclusion").at(scope.tokens, place):
            return True
        taken = openers.at(scope.tokens, place) or scope.tokens[place].word in ("and", "but", "i", "we")
        place += int(taken)
        if not taken or place >= clause.end:
            return False
    return False


def contrasted(scope: Scope, after: int) -> bool:
    """Whether anything from token `after` on is set against what was said before it."""
    return any(
        not scope.named(start, end) and start not in scope.manner
        for start, end in phrases("scope", "contrast").found(scope.tokens, after)
    )


def doubted(scope: Scope, start: int = 0, partial: bool = False) -> bool:
    """Whether the whole is in doubt from token `start` on, or a clause says nothing but a hedge.

    With a `partial` answer what is said of the rest is no doubt.
    """
    lists = ("doubt",) if partial else ("doubt", "others")
    doubts = [place for words in lists for place in phrases("scope", words).found(scope.tokens, start)]
    if any(
        not scope.named(first, last) and first not in scope.manner and first not in scope.denying
        for first, last in doubts
    ):
        return True
    asking = phrases("scope", "asking")
    if any(asking.at(scope.tokens, clause.start) for clause in scope.clauses if clause.start >= start):
        return True
    return any(
        clause.end - clause.start <= 4
        and not scope.in_clause(clause)
        and (scope.outside(phrases("scope", "hedge"), clause) or _mainly(scope, clause))
        for clause in scope.clauses
        if clause.start >= start
    )


def _mainly(scope: Scope, clause: Clause) -> bool:
    """Whether a clause only takes something off what was said: "fully met, mainly"."""
    return any(
        end == clause.end and scope.covered(clause.start, start)
        for start, end in phrases("scope", "mainly").found(scope.tokens, clause.start, clause.end)
    )


def whole(scope: Scope, mention: Mention) -> bool:
    """Whether the clause says nothing but this option."""
    clause = scope.clause(mention)
    return scope.covered(scope.opening(clause), clause.end)
