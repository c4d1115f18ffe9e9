"""Who should answer instead: the words for a person, as said, wherever they stand in what is said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from s11chat.language.normalise import Utterance

_OWNS = re.compile(r"['’]s$")
"""The short "is" after a name: "Sheila's better placed"."""
_KEEPS = frozenset(
    [
        "has",
        "have",
        "keeps",
        "knows",
        "deals",
        "looks",
        "does",
        "holds",
        "handles",
        "owns",
        "runs",
        "leads",
        "covers",
        "manages",
        "oversees",
        "heads",
        "sorts",
        "organises",
        "tracks",
    ]
)
_DOES = frozenset(
    [
        "ran",
        "sets",
        "set",
        "chaired",
        "chairs",
        "wrote",
        "writes",
        "compiled",
        "compiles",
        "prepared",
        "prepares",
        "collated",
        "collates",
        "kept",
        "dealt",
        "led",
        "managed",
        "did",
        "hold",
        "keep",
        "know",
        "got",
        "gets",
        "is",
        "was",
        "would",
        "could",
        "should",
        "might",
        "can",
        "will",
        "ought",
    ]
)
"""Words that follow anybody and anything, and so tell of a person only after "our", "my" or "the"."""
_PRESENTS = frozenset(["our", "my", "the"])
_GOES = re.compile(
    r"\b(?:go|goes|went|passed|sent|belongs?|left|reports?) to (?P<who>(?:the|our|my) [a-z ]+?)(?= [,.;!?]|$)"
)
_THINGS = frozenset(
    [
        "one",
        "question",
        "answer",
        "figure",
        "figures",
        "number",
        "date",
        "dates",
        "thing",
        "rest",
        "only",
        "first",
        "last",
    ]
)
_FAR = 7
"""Words between "our" and what somebody is, at most."""
_ROLES = frozenset(
    [
        "manager",
        "head",
        "director",
        "lead",
        "leader",
        "team",
        "officer",
        "nurse",
        "doctor",
        "chief",
        "deputy",
        "secretary",
        "clerk",
        "colleague",
        "colleagues",
        "boss",
        "governor",
        "department",
        "people",
        "lot",
        "office",
        "chair",
        "trustee",
        "trainer",
        "administrator",
        "coordinator",
        "supervisor",
        "inspector",
        "sergeant",
        "matron",
        "midwife",
        "registrar",
        "accountant",
        "treasurer",
        "pa",
        "assistant",
        "executive",
        "hr",
        "rep",
        "representative",
    ]
)
_FETCHED = frozenset(
    ["fetch", "get", "grab", "find", "call", "ask", "try", "see", "bring", "ring", "want", "with"]
)
_NOBODY = frozenset(["her", "him", "them", "they", "he", "she", "it", "you", "i", "we"])
_NO_NAME = _NOBODY | {"not", "no"}
_MODAL = frozenset(["would", "could", "should", "might", "will"])
"""What no name goes on with."""
_GIVEN = re.compile(
    r"\b(?:give|put|pass|get|hand|handing|passing|putting|transfer) you (?:(?:on |over |through )?to |over )?"
    r"(?P<who>(?:somebody|someone|the|our|my|[a-z]+) ?(?:else )?(?:in|at|from|of)? ?[a-z ]*?)"
    r"(?= [,.;!?]| (?:now|who|she|he|they|and|instead)\b|$)"
)
"""Whom one is handed on to."""


def who_instead(said: Utterance, match: re.Match[str] | None) -> str | None:
    """Who should answer, as said; `match` is of the words that ask for it."""
    if match is None or "who" not in match.re.groupindex or not match.group("who"):
        return _person(said)
    words = match.group("who").split()
    while words and words[0] in ("that", "think", "i", "suppose", "and", "but", "maybe", "perhaps"):
        words = words[1:]
    if words and words[0] in _NOBODY:
        return _person(said)
    if not _MODAL.isdisjoint(words):
        first = next(place for place, word in enumerate(words) if word in _MODAL)
        return _person(said) or _quoted(said, words[:first])
    return _quoted(said, words) or " ".join(words) or None


def _person(said: Utterance) -> str | None:
    """Somebody who is to be asked, or named before what they are said to do: "Tom in finance has all that"."""
    for number, token in enumerate(said.tokens[:-1]):
        if token.word in _FETCHED and (name := _named_after(said, number + 1) or _role_at(said, number + 1)):
            return name
    if name := _who_does(said):
        return name
    if match := _GIVEN.search(said.plain) or _GOES.search(said.plain):
        return _quoted(said, match.group("who").split())
    places = range(len(said.tokens))
    roles = (_role_at(said, place) for place in places)
    named = (_named_after(said, place + 1) for place in places[:-1] if said.words[place] in ("for", "to"))
    return next(filter(None, (*roles, *named)), None)


def _who_does(said: Utterance) -> str | None:
    """The words that begin a clause and stand before what somebody does."""
    begin, known = 0, True
    for number, token in enumerate(said.tokens):
        if token.gap and token.gap != "-":
            begin, known = number, True
        known = known and token.word not in _NO_NAME
        if known and number > begin and said.words[number - 1] in ("who", "that"):
            continue  # "the lass who runs training knows this"
        if known and number > begin and (token.word in _KEEPS or _presented(said, begin, number)):
            name = said.quote(begin, number).split()
            while name and name[-1].lower() in _MODAL:
                name.pop()
            return _OWNS.sub("", " ".join(name)) or None
    return None


def _role_at(said: Utterance, begin: int) -> str | None:
    """Who is named from `begin` on by what they are: "the head of procurement", "our workforce manager"."""
    if said.tokens[begin].word not in _PRESENTS:
        return None
    end = begin
    for place in range(begin + 1, min(begin + _FAR, len(said.tokens))):
        if said.tokens[place].gap.strip("- "):
            break
        if said.words[place] in _ROLES:
            end = place
    if end == begin:
        return None
    return _OWNS.sub("", said.quote(begin, end + _department(said, end) + 1))


def _department(said: Utterance, end: int) -> int:
    """Words after a role that tell of what: "of procurement", "in finance"."""
    rest = said.tokens[end + 1 : end + 3]
    return 2 if len(rest) > 1 and rest[0].word in ("of", "in", "at", "for") and not rest[0].gap else 0


def _presented(said: Utterance, begin: int, end: int) -> bool:
    """Whether a clause begins with somebody and what they do: "our deputy director chaired it"."""
    words = said.words[begin:end]
    who = words[0] in _PRESENTS and len(words) > 1 and _THINGS.isdisjoint(words)
    return who and said.tokens[end].word in _DOES


def _quoted(said: Utterance, words: Sequence[str]) -> str | None:
    """These words as they were typed."""
    for place in range(len(said.tokens) - len(words) + 1):
        if words and said.words[place : place + len(words)] == tuple(words):
            return _OWNS.sub("", said.quote(place, place + len(words)))
    return None


def _named_after(said: Utterance, place: int) -> str | None:
    """A name in capitals from token `place` on: "I'll fetch Jean"."""
    end = place
    while (
        end < len(said.tokens)
        and said.quote(end, end + 1)[:1].isupper()
        and (end == place or not said.tokens[end].gap)
    ):
        end += 1
    if (
        place < end < len(said.tokens) - 1
        and said.words[end] in ("in", "at", "from")
        and not said.tokens[end].gap
    ):
        end += 1  # "Maureen in customer relations"
        while end < len(said.tokens) and not said.tokens[end].gap:
            end += 1
    return said.quote(place, end) if end > place and said.tokens[place].word != "i" else None
