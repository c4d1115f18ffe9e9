"""What in a quotation could tell who wrote it, or who it is about: found before it is printed, by rules that can be read.

What is sure has to go. What may be harmless, such as a word with a capital, is shown to whoever approves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_MONTHS = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
_STREETS = "Road|Street|Lane|Avenue|Close|Drive|Crescent|Terrace|Gardens|Square|Hill|House|Centre"


class Sign(StrEnum):
    """What was found; the value completes "this may be ..."."""

    POSTCODE = "a postcode"
    DATE = "a date, such as of birth"
    NHS_NUMBER = "an NHS number"
    TELEPHONE = "a telephone number"
    EMAIL = "an e-mail or web address"
    PERSON = "a person's name"
    ORGANISATION = "an organisation of this wave"
    PLACE = "a place"
    CAPITAL = "a name, for it has a capital"
    SINGLE = "something only one organisation could say"


UNSURE = frozenset({Sign.CAPITAL, Sign.SINGLE})
"""What may be harmless: whoever approves has to have looked at it."""


@dataclass(frozen=True)
class Finding:
    """Something in a text, and where."""

    sign: Sign
    words: str
    start: int

    @property
    def sure(self) -> bool:
        """Whether it has to go."""
        return self.sign not in UNSURE

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.words)


@dataclass(frozen=True)
class Whom:
    """Names that are known in a wave."""

    people: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


_PATTERNS: tuple[tuple[Sign, re.Pattern[str]], ...] = (
    (Sign.EMAIL, re.compile(r"\S+@\S+\.\w+|(?:https?://|www\.)\S+")),
    (
        Sign.POSTCODE,
        re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9](?!st|nd|rd|th)[ABD-HJLNP-UW-Z]{2}\b", re.IGNORECASE),
    ),
    (Sign.DATE, re.compile(r"\b[0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:[0-9]{4}|[0-9]{2})\b")),
    (Sign.DATE, re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b")),
    (
        Sign.DATE,
        re.compile(rf"\b[0-9]{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_MONTHS}),? [0-9]{{4}}\b", re.IGNORECASE),
    ),
    (Sign.TELEPHONE, re.compile(r"(?<![\w+])(?:\+44[ ]?|\(?0)[0-9](?:[ ()-]{0,2}[0-9]){7,10}(?!\d)")),
    (
        Sign.PERSON,
        re.compile(
            r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sister|Rev|Cllr|Sir)\.? [A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?"
        ),
    ),
    (Sign.PLACE, re.compile(rf"\b[A-Z][\w'’-]+ (?:{_STREETS})\b")),
    (Sign.SINGLE, re.compile(r"\b(?:the only|unique|nobody else|no other)\b", re.IGNORECASE)),
)
_TEN = re.compile(r"(?<!\d)[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}(?!\d)")
_CAPITAL = re.compile(r"(?<=[a-z,;:)’'] )[A-Z][a-z][\w'’-]*(?: [A-Z][\w'’-]+)*")
_ORDINARY = _set(
    "act acts april august board boards children christmas department december designated director easter england "
    "english february framework friday government guidance health i january july june local lscb march may monday nhs "
    "named november october ofsted outcomes safeguarding saturday section september sunday thursday trust tuesday "
    "wales wednesday working"
)
"""Words with a capital that name nobody."""
_KINDS = _set(
    "academy ambulance and area association authority board borough care centre children church city clinical club "
    "college commissioning committee council county department district foundation group hall health hospital hospitals "
    "house housing lane limited local ltd mental new nhs north northern of offending old partnership police practice "
    "primary prison probation project road royal safeguarding school schools service services south southern "
    "strategic street surgery team the trust west western east eastern youth young zone"
)
"""Words in the names of organisations that do not tell which one."""


def findings(text: str, known: Whom) -> tuple[Finding, ...]:
    """What could tell somebody, in the order of the text; what stands within something else is left out."""
    found = sorted(_all(text, known), key=lambda one: (one.start, -len(one.words), not one.sure))
    kept: list[Finding] = []
    for one in found:
        if not any(other.start <= one.start and one.end <= other.end for other in kept):
            kept.append(one)
    return tuple(kept)


def _all(text: str, known: Whom) -> Iterator[Finding]:
    for match in _TEN.finditer(text):
        if _is_nhs_number(match.group()):
            yield Finding(Sign.NHS_NUMBER, match.group(), match.start())
    for sign, pattern in _PATTERNS:
        yield from (Finding(sign, match.group(), match.start()) for match in pattern.finditer(text))
    yield from _named(text, Sign.PERSON, (part for name in known.people for part in _of_person(name)))
    yield from _named(
        text, Sign.ORGANISATION, (part for name in known.organisations for part in _of_body(name))
    )
    yield from _named(text, Sign.PLACE, (name for name in known.places if name.casefold() not in _KINDS))
    for match in _CAPITAL.finditer(text):
        if not {word.casefold() for word in match.group().split()} <= _ORDINARY:
            yield Finding(Sign.CAPITAL, match.group(), match.start())


def _named(text: str, sign: Sign, names: Iterable[str]) -> Iterator[Finding]:
    wanted = {name for name in names if len(name) > 2}
    if not wanted:
        return
    several = sorted(wanted, key=len, reverse=True)
    pattern = "|".join(r"\s+".join(map(re.escape, name.split())) for name in several)
    for match in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", text):
        yield Finding(sign, match.group(), match.start())


def _of_person(name: str) -> Iterator[str]:
    """A name in full, and its parts by themselves."""
    yield name
    yield from (part for part in name.split() if len(part) > 2 and part[0].isupper())


def _of_body(name: str) -> Iterator[str]:
    """A name in full, and the words of it that tell which organisation it is."""
    yield name
    for word in re.findall(r"[\w'’-]+", name):
        if len(word) > 3 and word[0].isupper() and word.casefold() not in _KINDS:
            yield word


def _is_nhs_number(text: str) -> bool:
    """Whether the check digit fits: modulus 11 with weights from 10 down to 2."""
    digits = [int(one) for one in text if one.isdigit()]
    check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check % 11 == digits[9] and check != 10


_BRACKETED = re.compile(r"\[[^\]]*\]|\.{3}|…")
_WORD = re.compile(r"[\w'’-]+")


def unsaid(original: str, edited: str) -> str:
    """The first word of an edited quotation that was not said there; empty where all was.

    Words may be left out; those of one's own stand in square brackets.
    """
    said = iter(word.casefold() for word in _WORD.findall(original))
    words: list[str] = _WORD.findall(_BRACKETED.sub(" ", edited))
    return next((word for word in words if word.casefold() not in said), "")
