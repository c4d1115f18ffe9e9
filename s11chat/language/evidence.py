"""What speaks for and against an option that is named and not held plainly: marks that hold or do not.

Each mark is something a person can point to in the words: where the option stands in them, what else is named,
what is denied or left open beside it. `likely` weighs the marks; nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from s11chat.dialog.question import Question
from s11chat.language.clause import Clause
from s11chat.language.frame import contrasted, doubted, whole
from s11chat.language.index import ABSOLUTE, DIVIDED, NEGATIVE, PARTIAL
from s11chat.language.lexicon import phrases, table
from s11chat.language.mention import Mention, Strength
from s11chat.language.naming import index_of, is_yesno, nominal
from s11chat.language.place import OFF_LIST
from s11chat.language.scope import Scope, Stand
from s11chat.language.verdict import of_some

_CONDITION = frozenset(["if", "once", "unless", "until", "till", "whether", "provided", "when", "assuming"])
_OTHERS = frozenset(["they", "them", "other", "others", "some", "elsewhere", "most", "people"])
_STOPS = frozenset(".!;:,—")
_FEW, _SOME = 2, 5
_LONG, _LONGER = 12, 22


@dataclass(frozen=True)
class Evidence:
    """An option that may be meant, where it is named, and the marks of how."""

    code: str
    mention: Mention
    marks: frozenset[str]


def evidence(scope: Scope, question: Question) -> Iterator[Evidence]:
    """Every option named that is nowhere denied, gone by or taken back, with the marks of how it is said."""
    gone = {m.code for s in (Stand.DENIED, Stand.PAST, Stand.RETRACTED) for m in scope.all_of(s)}
    named: dict[str, list[Mention]] = {}
    for mention in scope.mentions:
        if mention.code not in gone and mention.code != OFF_LIST and question.option(mention.code):
            named.setdefault(mention.code, []).append(mention)
    common = frozenset(_of_the_whole(scope, question))
    for code, mentions in named.items():
        best = max(
            mentions, key=lambda m: (scope.stand(m) is Stand.HELD, m.strength, _opens(scope, m), -m.start)
        )
        marks = {
            *common,
            *_of_the_option(scope, question, code),
            *_of_the_place(scope, best),
            *_of_the_clause(scope, best),
            *_of_the_rest(scope, best),
            *_of_others(scope, best),
        }
        if len(mentions) > 1:
            marks.add("said twice")
        marks.update(_together(scope, best, marks))
        yield Evidence(code, best, frozenset(marks))


def _opens(scope: Scope, mention: Mention) -> bool:
    """Whether the clause begins with it."""
    return scope.covered(scope.clause(mention).start, mention.start)


def _together(scope: Scope, mention: Mention, marks: set[str]) -> Iterator[str]:
    """What only two marks together tell."""
    held = scope.stand(mention) is Stand.HELD
    if held and "only one named" in marks:
        yield "only one named, and held"
        yield f"only one named, by {mention.strength.name.lower()}"
        if not any(
            name in mark for mark in marks for name in ("denial", "hedge", "future", "condition", "but ")
        ):
            yield "only one named, and nothing against it"
    if held and scope.covered(0, mention.start) and _set_off(scope, mention.end):
        yield "given at the head"
    if held and mention.end == len(scope.tokens) and "words before it" not in marks:
        yield "given at the end"


def _set_off(scope: Scope, place: int) -> bool:
    return place >= len(scope.tokens) or scope.tokens[place].gap in _STOPS


def _of_the_whole(scope: Scope, question: Question) -> Iterator[str]:
    length = len(scope.tokens)
    if length > _LONG:
        yield "long"
    if length > _LONGER:
        yield "very long"
    if is_yesno(question):
        yield "yes or no"
    elif nominal(question):
        yield "list of kinds"
    if doubted(scope):
        yield "doubt said"
    if len({m.code for m in scope.mentions}) == 1:
        yield "only one named"
    if scope.tokens[0].word in table("talk")["like a question"]:
        yield "begins like a question"
    inside = {place for m in scope.mentions for place in range(m.start, m.end)}
    words = {token.word for place, token in enumerate(scope.tokens) if place not in inside}
    yield from (name for name, cues in table("talk").items() if not words.isdisjoint(cues))
    yield from (f'"{word}" said' for word in words)


def _of_the_option(scope: Scope, question: Question, code: str) -> Iterator[str]:
    meaning = index_of(question).meaning.get(code)
    for name, group in (
        ("low", NEGATIVE),
        ("partial", PARTIAL),
        ("absolute", ABSOLUTE),
        ("divided", DIVIDED),
    ):
        if meaning in group:
            yield f"{name} step"
            if scope.loose_negators():
                yield f"{name} step with a denial"
            if contrasted(scope, 0):
                yield f"{name} step with a contrast"


def _of_the_place(scope: Scope, mention: Mention) -> Iterator[str]:
    """Where the option stands and what it is named with."""
    yield f"named by {mention.strength.name.lower()}"
    clause = scope.clause(mention)
    if mention.end - mention.start > 1:
        yield "several words name it"
    if any(token.word.isdecimal() for token in scope.tokens[mention.start : mention.end]):
        yield "a number names it"
    if mention.free:
        yield "counts anywhere"
    if clause == scope.clauses[0]:
        yield "in the first clause"
    if clause == scope.clauses[-1]:
        yield "in the last clause"
    if scope.covered(0, mention.start):
        yield "at the very start"
    if whole(scope, mention):
        yield "alone in its clause"
    if _opens(scope, mention):
        yield "opens its clause"
    if mention.end == clause.end:
        yield "ends its clause"
    elif scope.covered(mention.end, clause.end):
        yield "nothing after it in its clause"
    if of_some(scope, mention):
        yield "of some only"


def _of_the_clause(scope: Scope, mention: Mention) -> Iterator[str]:
    """What else its clause says."""
    clause = scope.clause(mention)
    if scope.stand(mention) is not Stand.HELD:
        yield f"it stands {scope.stand(mention).value}"
    if mention.start > clause.start and not scope.covered(mention.start - 1, mention.start):
        yield "a word right before it"
    if mention.end < clause.end and not scope.covered(mention.end, mention.end + 1):
        yield "a word right after it"
    before = _unknown(scope, clause.start, mention.start)
    after = _unknown(scope, mention.end, clause.end)
    for side, count in (("before", before), ("after", after)):
        if count:
            yield f"words {side} it"
        if count > _FEW:
            yield f"many words {side} it"
        if count > _SOME:
            yield f"very many words {side} it"
    if mention.start > clause.start:
        previous = mention.start - 1
        if any(
            phrases("scope", "verb").at(scope.tokens, place) for place in (previous, max(0, previous - 1))
        ):
            yield "a verb before it"
    if mention.end < clause.end and phrases("scope", "follows").at(scope.tokens, mention.end):
        yield "goes on after it"
    yield from (f"{name} in its clause" for name in _shades(scope, clause))
    words = {token.word for token in scope.tokens[clause.start : clause.end]}
    if not words.isdisjoint(_OTHERS):
        yield "of others in its clause"


def _of_the_rest(scope: Scope, mention: Mention) -> Iterator[str]:
    """What the clauses before and after say."""
    own = scope.clause(mention)
    for clause in scope.clauses:
        if clause == own:
            continue
        side = "before" if clause.start < own.start else "after"
        yield f"more said {side}"
        yield from (f"{name} {side}" for name in _shades(scope, clause))
        words = [token.word for token in scope.tokens[clause.start : clause.end]]
        if words[0] in ("but", "although", "though", "except", "however", "yet"):
            yield f"but {side}"
        if not _OTHERS.isdisjoint(words):
            yield f"of others {side}"


def _shades(scope: Scope, clause: Clause) -> Iterator[str]:
    """Denial, hedge, time and condition in a clause."""
    if any(clause.start <= place < clause.end for place in scope.negators):
        yield "denial"
    for name in ("hedge", "future", "past", "was", "contrast", "others", "mainly"):
        if scope.says(name, clause):
            yield name
    if any(token.word in _CONDITION for token in scope.tokens[clause.start : clause.end]):
        yield "condition"


def _of_others(scope: Scope, mention: Mention) -> Iterator[str]:
    """Which other options are named, how and where."""
    for other in scope.mentions:
        if other.code == mention.code:
            continue
        stand = scope.stand(other)
        if stand is not Stand.HELD:
            yield f"another {stand.value}"
            continue
        strong = other.strength > Strength.WORD
        yield "another named well" if strong else "another named by a word"
        side = "before" if other.start < mention.start else "after"
        near = scope.clause(other) == scope.clause(mention)
        yield f"another {side} in its clause" if near else f"another {side}"
        if other.strength > mention.strength:
            yield "another named better"
        if other.strength < mention.strength:
            yield "another named less well"
        if whole(scope, other):
            yield "another alone in its clause"


def _unknown(scope: Scope, start: int, end: int) -> int:
    """How many of these words are neither options nor fillers."""
    return sum(1 for place in range(start, end) if not scope.covered(place, place + 1))
