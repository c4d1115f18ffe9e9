"""Whether what is held may be recorded: the rules every kind of answer shares.

What a last clause sums up ("so put", "I'd go for") settles what came before it; anything denied, doubted or
set against it afterwards unsettles it again.
"""

from __future__ import annotations

from collections.abc import Sequence

from s11chat.language.frame import concludes, contrasted, doubted, framed, led, whole
from s11chat.language.lexicon import phrases
from s11chat.language.mention import Mention, Strength
from s11chat.language.scope import Scope, Stand


def decisive(
    scope: Scope, held: Sequence[Mention], partial: frozenset[str] = frozenset()
) -> tuple[Mention, ...]:
    """The mentions of the last clause that names something, where it states the upshot."""
    if not held:
        return ()
    last = scope.clause(held[-1])
    own = tuple(m for m in scope.in_clause(last) if m in held)
    complete = scope.covered(last.start, last.end)
    states = concludes(scope, last) and (complete or any(_stands(scope, m, partial) for m in own))
    if not states and len(own) == 1 and led(scope, own[0]):
        states = own[0].end == last.end
    turned = scope.tokens[last.start].word in ("but", "so") and len({m.code for m in held}) == 1
    if turned and (complete or any(_stands(scope, m, partial) for m in own)):
        states = True
    alone = last.sentence and complete and len({m.code for m in held}) == 1
    return own if states or alone else ()


def counted(
    scope: Scope, held: Sequence[Mention], partial: frozenset[str] = frozenset()
) -> tuple[tuple[Mention, ...], bool]:
    """The mentions that count by themselves, and whether they are an upshot.

    `partial` holds the codes of options that what follows may narrow.
    """
    if upshot := decisive(scope, held, partial):
        return upshot, True
    return tuple(
        m
        for m in held
        if whole(scope, m) or _stands(scope, m, partial) or _set_off(scope, m) or _since(scope, m)
    ), False


def _since(scope: Scope, mention: Mention) -> bool:
    """Whether a clause opens with it and goes on with since when: "fully since last year"."""
    words = [token.word for token in scope.tokens[mention.end : mention.end + 2]]
    return scope.covered(scope.clause(mention).start, mention.start) and (
        words[:1] == ["since"] or words in (["as", "of"], ["as", "from"])
    )


def _set_off(scope: Scope, mention: Mention) -> bool:
    """Whether all else its clause says is which one it is not: "3 rather than 4"."""
    clause = scope.clause(mention)
    denied = [m for m in scope.in_clause(clause) if scope.stand(m) is Stand.DENIED]
    return (
        mention.end in scope.negators
        and len(denied) == 1
        and scope.covered(clause.start, mention.end)
        and scope.covered(denied[0].start, clause.end)
        and denied[0].start - mention.end < _SHORT
    )


_SHORT = 4
"""Words that a denial between two options takes at most."""


def _stands(scope: Scope, mention: Mention, partial: frozenset[str]) -> bool:
    return mention.strength > Strength.WORD and (
        mention.free or framed(scope, mention, mention.code in partial)
    )


def rivals(
    scope: Scope, held: Sequence[Mention], found: Sequence[Mention], upshot: bool
) -> tuple[Mention, ...]:
    """What is said as well and was not counted, and is too plain to be passed over."""
    if upshot:
        return ()
    codes = {m.code for m in found}
    return tuple(
        m
        for m in held
        if m.code not in codes
        and (m.strength > Strength.WORD or _of_a_group(scope, m))
        and not _general(scope, m)
    )


_GENERAL = frozenset(["nothing", "nobody", "none", "never", "all", "everything", "everyone"])


def _general(scope: Scope, mention: Mention) -> bool:
    """Whether it is a word such as "nothing" about something else: "nothing's written down"."""
    single = mention.end == mention.start + 1 and scope.tokens[mention.start].word in _GENERAL
    return single and not whole(scope, mention)


_GROUP = frozenset(["in", "for", "with", "at", "among", "on"])


def _of_a_group(scope: Scope, mention: Mention) -> bool:
    """Whether a clause begins with it and says of whom or where: "great in the hospital, ..."."""
    after = scope.tokens[mention.end : mention.end + 1]
    clause = scope.clause(mention)
    if scope.tokens[clause.start].word in _GROUP and mention.end == clause.end:
        return clause.start < mention.start
    narrowed = bool(after) and after[0].word in _GROUP and not after[0].gap
    return narrowed and scope.covered(scope.clause(mention).start, mention.start)


def doubt(
    scope: Scope,
    held: Sequence[Mention],
    upshot: bool,
    *,
    negative: bool = False,
    partial: bool = False,
    settled: bool = False,
    divided: bool = False,
) -> str:
    """Why one thing held is not enough to record it; empty if it is.

    `negative` and `partial` say that what is held goes together with a "not" or a "but" elsewhere; `settled`
    that it is a kind and no step of a scale, so that what is said besides takes nothing away; `divided` that it
    says itself that some have it and some do not.
    """
    code, last = held[0].code, held[-1]
    clause = scope.clause(last)
    if scope.said.asks:
        return "said as a question"
    if not partial and any(
        m.code == code and (m.end > last.start or not upshot) for m in scope.all_of(Stand.DENIED)
    ):
        return "said and denied"
    if doubted(scope, clause.start if upshot else 0, partial):
        return "said with doubt"
    if _alternative(scope, last):
        return "another option is thought of"
    hoped = {m.code for m in scope.all_of(Stand.HOPED)} - {code}
    if hoped and not upshot and not whole(scope, last):
        return "said beside something uncertain"
    if settled or (divided and whole(scope, last)):
        return ""
    if contrasted(scope, last.end) and not ((negative or partial) and not _loose(scope, last.end)):
        return "set against something else"
    plain = partial and whole(scope, last)
    kinds = upshot and last.free
    if not negative and not plain and not kinds and scope.loose_negators(last.end if upshot else 0):
        return "said beside something denied"
    return ""


def _loose(scope: Scope, after: int) -> bool:
    """Whether something is denied after that place besides what is set against it, as in "bar the odd one"."""
    against = {start for start, _ in phrases("scope", "contrast").found(scope.tokens, after)}
    denied = {place for place in scope.negators if place >= after}
    return not denied <= against and scope.loose_negators(after)


_EVERY = frozenset(
    ["all", "every", "everyone", "everybody", "both", "years", "ages", "us", "this", "that", "now", "me"]
)


def of_some(scope: Scope, last: Mention) -> bool:
    """Whether it is said of some only: "yes for nurses", "not met for volunteers"."""
    words = [token.word for token in scope.tokens[last.end : last.end + 3]]
    return (
        words[:1] == ["for"]
        and len(words) > 1
        and _EVERY.isdisjoint(words[1:])
        and not scope.tokens[last.end].gap
    )


_ALTERNATIVE = frozenset(["maybe", "perhaps", "possibly", "or", "might", "could", "either"])


def _alternative(scope: Scope, last: Mention) -> bool:
    """Whether another option is put beside it: "2, maybe 3"."""
    for mention in scope.all_of(Stand.HOPED):
        clause = scope.clause(mention)
        words = {token.word for token in scope.tokens[clause.start : mention.start]}
        if scope.says("future", clause):
            continue
        if mention.start >= last.end and mention.code != last.code and not _ALTERNATIVE.isdisjoint(words):
            return True
    return False


def quotes(scope: Scope, mentions: Sequence[Mention]) -> str:
    """The words of these mentions as they were typed."""
    said = [scope.said.said[scope.tokens[m.start].start : scope.tokens[m.end - 1].end][:60] for m in mentions]
    return ", ".join(f'"{text}"' for text in dict.fromkeys(said))
