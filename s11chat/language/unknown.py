"""Not knowing that is somebody else's, or that leads into an answer, and so is no answer by itself.

"They don't know a thing about it" says nothing of what the speaker knows; "I can't say fully" denies what
follows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from s11chat.language.index import NO_ANSWER
from s11chat.language.mention import Mention
from s11chat.language.normalise import Token

_OTHERS = frozenset(
    [
        "they",
        "he",
        "she",
        "staff",
        "people",
        "nobody",
        "everyone",
        "everybody",
        "most",
        "many",
        "some",
        "who",
        "volunteers",
        "workers",
        "managers",
        "nurses",
        "teams",
        "others",
        "practices",
        "officers",
        "them",
        "half",
        "few",
    ]
)
_BETWEEN = frozenset(
    [
        "that",
        "it",
        "is",
        "we",
        "are",
        "to",
        "be",
        "been",
        "it's",
        "i",
        "would",
        "in",
        "am",
        "really",
        "honestly",
        "truly",
        "a",
        "the",
        "as",
        "say",
        "call",
        "claim",
        "describe",
    ]
)
_CLAIMED = frozenset(
    [
        "fairer",
        "better",
        "more",
        "less",
        "worse",
        "otherwise",
        "it",
        "we",
        "they",
        "there",
        "this",
        "that",
        "all",
        "everyone",
        "our",
        "the",
    ]
)
_VERBS = frozenset(["is", "was", "has", "does", "are", "happens"])
_LEAVE = frozenset(
    ["allowed", "should", "supposed", "permitted", "want", "ought", "meant", "comfortable", "authorised"]
)
_NEAR = 4
"""Words that may stand between a denial and what it denies."""


def known_ignorance(
    tokens: Sequence[Token], mentions: Sequence[Mention], meaning: Mapping[str, str]
) -> list[Mention]:
    """The mentions without don't-knows that are not the speaker's answer."""
    unknown = {code for code, name in meaning.items() if name == "dont_know"} | set(NO_ANSWER)
    ordered = sorted(mentions, key=lambda m: m.start)
    return [
        m
        for number, m in enumerate(ordered)
        if not _mere_echo(tokens, m, ordered[number - 1] if number else None)
        if m.code not in unknown
        or "not_applicable" in (meaning.get(m.code), m.code[1:])
        or not (_of_others(tokens, m) or _leads_on(tokens, m, ordered) or _denies(tokens, m))
    ]


def _mere_echo(tokens: Sequence[Token], mention: Mention, before: Mention | None) -> bool:
    """Whether a bare yes or no only holds or denies the option right before it: "fully no, partly yes"."""
    bare = mention.end == mention.start + 1 and tokens[mention.start].word in ("yes", "no")
    return (
        bare
        and before is not None
        and before.end == mention.start
        and before.code != mention.code
        and not tokens[mention.start].gap
    )


def _of_others(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether it is others who do not know."""
    before = [token.word for token in tokens[max(0, mention.start - 3) : mention.start]]
    while before and before[-1] in ("really", "just", "simply", "still", "generally", "mostly", "do", "did"):
        before.pop()
    return (
        before[-1:] != []
        and before[-1] in _OTHERS
        and tokens[mention.start].word in ("do", "not", "did", "have")
    )


def _denies(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether it is a no after a pause and no misspelt know: "we don't, no"."""
    last = tokens[mention.end - 1]
    return last.word == "no" and bool(last.gap)


def _denies_a_claim(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether a whole claim follows what cannot be said: "can't say it's met", "couldn't say we do"."""
    after = tokens[mention.end : mention.end + 2]
    if tokens[mention.end - 1].word != "say" or len(after) < 2 or any(token.gap for token in after):
        return False
    that = after[0].word == "that"
    return after[that].word in _CLAIMED or (that and after[1].word in _VERBS)


def _not_allowed(tokens: Sequence[Token], end: int) -> bool:
    """Whether it is one's leave to answer that is not sure: "not sure I'm allowed to say"."""
    after = [token.word for token in tokens[end : end + 5]]
    return "i" in after[:2] and not _LEAVE.isdisjoint(after)


def _leads_on(tokens: Sequence[Token], mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether an option follows at once, in the same breath, or what one is not sure of: "not sure they do"."""
    after = tokens[mention.end : mention.end + 1]
    unsure = tokens[mention.end - 1].word in ("sure", "unsure", "certain")
    if (
        unsure
        and after
        and not after[0].gap
        and after[0].word in _OTHERS | {"if", "whether", "it", "there", "we"}
    ):
        return True
    if _denies_a_claim(tokens, mention) or (unsure and _not_allowed(tokens, mention.end)):
        return True
    following = next((m for m in mentions if m.start >= mention.end and m.code != mention.code), None)
    if following is not None and tokens[following.start].word in _OTHERS | {"i", "we", "it", "there"}:
        return False
    if following is None or following.start - mention.end > _NEAR:
        return False
    between = tokens[mention.end : following.start]
    breaks = any(token.gap not in ("", "-") for token in tokens[mention.end : following.start + 1])
    return not breaks and all(token.word in _BETWEEN for token in between)
