"""Other and which, where the words say that it is not on the list: "a trial shift, put that as other".

Which other may come before what puts it there or after it, and options of the list may be told first.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from s11chat.dialog.question import Question
from s11chat.language.mention import Strength
from s11chat.language.naming import index_of, scope_of
from s11chat.language.normalise import Utterance
from s11chat.language.reading import Act, Reading, answer
from s11chat.language.scope import Scope

_LIST = r"(?:your|the|this|that) (?:list|options|form)"
_OFF = rf"(?:not (?:on|in|among|part of) (?:{_LIST}|there|here|those|these|them|yours)|not one of (?:yours|your ones|your options|{_LIST})|not (?:listed|down)(?: there| here)?)"
_BOX = r"(?:the |your |my )?other(?: box| one| category| then| please)*"
_LEAD = r"(?:(?:well|oh|er|um|so|and|plus|it is|there is|we have|we have got|we do|we use) ,? ?)*"
_AFTER = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^{_LEAD}(?P<list>.+?(?: [,;+]| and| plus| , and| , plus) )?(?:something|someone|somebody|some one)(?: else)? (?:(?:who|which|that) is )?"
        rf"(?:{_OFF}|you have not (?:got|put)(?: down)?(?: there| on there| here)?|different|else) [,:;.] (?:so )?(?:(?:it is )?(?:under )?other ?[,:]? )?(?P<which>.+)$",
        rf"^{_LEAD}{_OFF} [,:;.] (?:so )?(?:(?:put|it is|that is|it goes under) )?other(?: [,:])? (?P<which>.+)$",
        rf"^{_LEAD}(?:none of (?:yours|those|these|them)|not one of (?:yours|those|these|them))(?: fits?| fit us| apply| applies| really)* ?[,:;.]? ?"
        rf"(?:so |and )?(?:(?:it is|put it|put us|that is|that goes|it goes) )?(?:under|as|down as|in) {_BOX} ?[,:;]? (?P<which>.+)$",
        r"^(?P<list>.+? [,;] )?(?:and |plus )?(?:under|for|in) other(?: box)? (?:there is|you can put|you could put|put|we have|it is|i would put|is|we would put) (?P<which>.+)$",
        r"^(?:well |no |oh |sorry )*(?:it is |that is )?(?:none of (?:your list|the listed|yours)|not any of (?:those|these|them)"
        r"|nobody you (?:read out|listed|named|mentioned)|not on your list) [,;.] (?:it is|ours is) (?P<which>(?:the|our|an?) .+)$",
        rf"^(?:it is )?(?:the )?last (?:one|option)(?: on {_LIST})? [,:;] (?:we are|it is|i am|ours is) (?:an? |the )?(?P<which>.+)$",
    )
)
"""Frames with which other after them; the last only where other ends the list."""
_BEFORE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^{_LEAD}(?P<which>.+?) [,;.:] (?:and )?(?:so )?(?:(?:that is|that would be|that will be|that goes|that comes|put that|put it|put us|pop it|pop that|stick it|"
        rf"i would call that|i would call it|call that|it is|mark it|count that|that counts|it goes|i suppose that is|so that is)(?: down)?(?: under| as| in| into)? )?{_BOX}"
        r"(?: ,? ?(?:nothing besides|nothing else|i suppose|i think))?$",
        rf"^{_LEAD}(?P<which>.+?) (?:under|as|as an|in) {_BOX}$",
        rf"^{_LEAD}(?P<which>.+?) [,;.] (?:(?:which|it|that|she|he|who|they|but it|but that) (?:is|are) )?{_OFF}(?: i think| either| though| i see)?$",
    )
)
"""Frames with which other before them."""
_UNSURE = frozenset(
    [
        "maybe",
        "nothing",
        "nobody",
        "neither",
        "perhaps",
        "not",
        "no",
        "never",
        "sure",
        "forget",
        "remember",
        "which",
        "whether",
        "might",
        "or",
        "if",
        "could",
        "none",
        "know",
        "ask",
        "called",
        "something",
    ]
)
"""With one of these it is not told plainly which other."""
_MOST = 14
"""Words in which it is told which other."""
_FRAME = re.compile(
    r"^(?:(?:it is|that is|there is|it would be|we are|i am|we have|we have got|we do|we use|we get|they get|i could send|i would say|namely|so|just|only|and|plus|also) )+"
)


def beyond(said: Utterance, question: Question, read_list: Callable[[Utterance], Reading]) -> Reading | None:
    """Other and which, with the options told before it, where the frame leaves no doubt."""
    code = index_of(question).other
    if code is None or said.asks or len(said.tokens) < 3:
        return None
    plain = said.plain.replace(" other ) ", " other ")
    for pattern in (*_AFTER, *_BEFORE):
        match = pattern.match(plain)
        if match is None or (pattern is _AFTER[-1] and question.options[-1].code != code):
            continue
        start, end = (_words(plain[: match.start("which")]), _words(plain[: match.end("which")]))
        before = match.groupdict().get("list")
        first = _words(plain[: match.start("list")]) if before else start
        return _told(
            said,
            question,
            code,
            (first, start if not before else _words(plain[: match.end("list")]), start, end),
            read_list,
        )
    return None


def _words(text: str) -> int:
    return sum(1 for word in text.split() if word not in {",", ".", ";", ":", "!", "?", "\n"})


def _told(
    said: Utterance,
    question: Question,
    code: str,
    places: tuple[int, int, int, int],
    read_list: Callable[[Utterance], Reading],
) -> Reading | None:
    """The answer from the list between the first two places and which other between the last two."""
    first, last, start, end = places
    listed: tuple[str, ...] = ()
    scope = scope_of(_cut(said, start, end), question)
    if last > first or _named(scope):
        if last <= first:
            first, last, start = start, *_split(scope, start)
        if not question.several or last <= first or _named(scope_of(_cut(said, start, end), question)):
            return None
        last -= said.tokens[last - 1].word in ("and", "plus") and last - first > 1
        reading = read_list(_cut(said, first, last))
        if reading.act is not Act.ANSWER or code in reading.codes:
            return None
        listed = reading.codes
    words = [token.word for token in said.tokens[start:end]]
    if (
        not _UNSURE.isdisjoint(words)
        or not 0 < len(words) <= _MOST
        or scope_of(_cut(said, start, end), question).covered(0, end - start)
    ):
        return None
    match = _FRAME.match(" ".join(words) + " ")
    start += len(match.group().split()) if match and len(match.group().split()) < len(words) else 0
    which = said.quote(start, end)
    return answer(*listed, code, value=which, because=f'which other is said: "{which[:60]}"', confidence=0.75)


def _named(scope: Scope) -> bool:
    """Whether an option is named among these words."""
    return any(m.strength > Strength.WORD for m in scope.mentions)


def _split(scope: Scope, start: int) -> tuple[int, int]:
    """Where the list ends and which other begins, after the last option named: at a comma or a joining word."""
    last = max(m.end for m in scope.mentions if m.strength > Strength.WORD)
    for place in range(last, len(scope.tokens)):
        joins = scope.tokens[place].word in ("and", "plus", "+")
        if joins or scope.tokens[place].gap in (",", ";", "."):
            return start + place, start + place + joins
    return start, start


def _cut(said: Utterance, start: int, end: int) -> Utterance:
    tokens = said.tokens[start:end]
    return (
        replace(said, tokens=(replace(tokens[0], gap=""), *tokens[1:]))
        if tokens
        else replace(said, tokens=())
    )
