"""All of a list of options: "all six of them", "everything on that list bar the interview"."""

from __future__ import annotations

from s11chat.dialog.question import Question
from s11chat.language.frame import doubted
from s11chat.language.lexicon import PhraseSet
from s11chat.language.place import OFF_LIST
from s11chat.language.quantity import quantity_at
from s11chat.language.scope import Scope, Stand

_BUT = frozenset(
    ["bar", "but", "except", "excepting", "excluding", "apart", "other", "minus", "without", "save", "not"]
)
"""What takes some out of all."""
_ALL = PhraseSet(
    (
        "all",
        "all of them",
        "all of those",
        "everything",
        "the lot",
        "every one",
        "all of the above",
        "everyone",
        "any of them",
        "everything on that list",
        "everything on your list",
        "everything you listed",
        "everything you mentioned",
        "everything you read out",
        "everything you said",
        "all on the list",
        "all on that list",
        "all of the list",
        "the whole list",
        "both",
    )
)


def says_all(scope: Scope) -> bool:
    """Whether all of the list is said, of which no option by its name."""
    held = len({m.code for m in scope.all_of(Stand.HELD)})
    return any(
        _means_all(scope, start, end)
        and not _of_something(scope, start, end)
        and not (held == 2 and scope.tokens[start].word == "both")
        for start, end in _ALL.found(scope.tokens)
    )


_JOINED = frozenset(
    [
        "in",
        "of",
        "for",
        "with",
        "from",
        "by",
        "on",
        "to",
        "at",
        "covers",
        "across",
        "into",
        "between",
        "through",
    ]
)
_SINGLE = frozenset(["all", "both", "everyone"])


def _of_something(scope: Scope, start: int, end: int) -> bool:
    """Whether it is said of people or things, and not of the list: "with both hospitals", "in everyone's post"."""
    if end - start > 1 or scope.tokens[start].word not in _SINGLE:
        return False
    before = scope.tokens[start - 1].word if start and not scope.tokens[start].gap else ""
    after = scope.tokens[end] if end < len(scope.tokens) and not scope.tokens[end].gap else None
    if before in _JOINED or (scope.tokens[start].word == "everyone" and before not in ("", "and")):
        return True
    return after is not None and after.word not in _BUT and not scope.covered(end, end + 1)


def whole_list(scope: Scope, question: Question) -> tuple[str, ...]:
    """Every option but the denied, where all of them are said: "all apart from references"."""
    found = next(_ALL.found(scope.tokens), None)
    if found is None or scope.said.asks or not scope.covered(0, found[0]) or doubted(scope):
        return ()
    start, end = found
    end = _numbered(scope, question, end)
    ends = end == len(scope.tokens) or scope.tokens[end].gap or scope.tokens[end].word in _BUT
    spans = [(first, _numbered(scope, question, last)) for first, last in _ALL.found(scope.tokens)]
    others = [
        m
        for m in scope.mentions
        if scope.stand(m) is not Stand.DENIED
        and m.code != OFF_LIST
        and not any(a <= m.start < b for a, b in spans)
    ]
    if not ends or scope.tokens[start].word == "both" or others or not _means_all(scope, start, end):
        return ()
    denied = {m.code for m in scope.all_of(Stand.DENIED)}
    rest = scope.tokens[end:]
    if not denied and any(token.word in _BUT for token in rest):
        return ()
    ordinary = (o for o in question.options if not (o.exclusive or o.specify or o.no_answer))
    return tuple(o.code for o in ordinary if o.code not in denied)


def _numbered(scope: Scope, question: Question, end: int) -> int:
    """Where "all six of them" ends, if there are six options; else the end as it is."""
    count = quantity_at(scope.tokens, end) if end < len(scope.tokens) else None
    ordinary = sum(1 for o in question.options if not (o.exclusive or o.specify or o.no_answer))
    if count is None or count.value != ordinary or scope.tokens[end].gap:
        return end
    following = [token.word for token in scope.tokens[count.end : count.end + 2]]
    return count.end + (2 if following in (["of", "them"], ["of", "those"], ["of", "these"]) else 0)


def _means_all(scope: Scope, start: int, end: int) -> bool:
    """Whether "all" stands for the list, as it does not in "that is all I know"."""
    after_is = start > 0 and scope.tokens[start - 1].word == "is" and end == start + 1
    leads = any(m.start == end and not scope.tokens[end].gap for m in scope.mentions)
    leads = leads or [token.word for token in scope.tokens[start : end + 1]] == ["all", "done"]
    beside = len(scope.mentions) == 1 and scope.mentions[0].end == start
    return not after_is and not beside and not leads and not scope.named(start, end)
