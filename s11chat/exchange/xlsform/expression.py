"""Conditions of dialogs as the expressions of forms, and the part of those that a condition can say."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from s11chat.dialog.condition import AllOf, AnyOf, Condition, Not, Test

Raw = Mapping[str, Any]
"""A condition as a dialog file writes it."""


class BeyondError(Exception):
    """The expression says more than a condition can."""


def written(condition: Condition, name: Callable[[str], str], several: Callable[[str], bool]) -> str:
    """The expression for a condition; `name` calls a subject what the form does, `several` takes more than one."""
    match condition:
        case AllOf(parts=parts):
            return " and ".join(_inside(part, name, several) for part in parts)
        case AnyOf(parts=parts):
            return " or ".join(_inside(part, name, several) for part in parts)
        case Not(part=part):
            return f"not({written(part, name, several)})"
        case Test():
            return _test(condition, name(condition.subject), several(condition.subject))


def _inside(part: Condition, name: Callable[[str], str], several: Callable[[str], bool]) -> str:
    said = written(part, name, several)
    return f"({said})" if " and " in said or " or " in said else said


def _test(test: Test, name: str, several: bool) -> str:
    field = f"${{{name}}}"

    def among(codes: tuple[str, ...]) -> str:
        each = (f"selected({field}, '{code}')" if several else f"{field} = '{code}'" for code in codes)
        return " or ".join(each)

    parts = []
    if test.one_of is not None:
        parts.append(among(test.one_of))
    if test.none_of is not None:
        parts.append(f"not({among(test.none_of)})")
    if test.at_least is not None:
        parts.append(f"{field} >= {test.at_least:g}")
    if test.at_most is not None:
        parts.append(f"{field} <= {test.at_most:g}")
    if test.answered is not None:
        parts.append(f"{field} {'!=' if test.answered else '='} ''")
    return " and ".join(f"({part})" if " or " in part and len(parts) > 1 else part for part in parts)


_TOKEN = re.compile(
    r"\s*(?:(?P<ref>\$\{[^}]*\})|(?P<text>'[^']*'|\"[^\"]*\")|(?P<number>-?\d+(?:\.\d+)?)"
    r"|(?P<name>[A-Za-z][\w-]*)|(?P<sign><=|>=|!=|[=<>(),.]))"
)


_STRAIGHT = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")
"""Quotes as spreadsheets like to make them, put straight."""


@dataclass
class _Words:
    """The tokens of an expression, taken from the left."""

    tokens: list[tuple[str, str]]
    here: str
    """What "." stands for."""
    name: Callable[[str], str]
    at: int = 0

    def peek(self) -> str:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else ""

    def take(self, wanted: str = "") -> tuple[str, str]:
        if self.at >= len(self.tokens) or (wanted and self.peek() != wanted):
            raise BeyondError
        self.at += 1
        return self.tokens[self.at - 1]


def parsed(text: str, name: Callable[[str], str], here: str = "") -> Raw:
    """The condition that `text` says; `name` gives the id for a field, `here` is the question it stands at.

    Raises BeyondError where a condition cannot say it, and KeyError (from `name`) where a field is not known.
    """
    tokens, place = [], 0
    stripped = text.strip().translate(_STRAIGHT)
    while place < len(stripped):
        found = _TOKEN.match(stripped, place)
        if found is None or found.lastgroup is None:
            raise BeyondError
        tokens.append((found.lastgroup, found[found.lastgroup]))
        place = found.end()
    words = _Words(tokens, here, name)
    condition = _either(words)
    if words.at < len(tokens):
        raise BeyondError
    return condition


def _either(words: _Words) -> Raw:
    parts = [_both(words)]
    while words.peek() == "or":
        words.take()
        parts.append(_both(words))
    return _joined(parts) if len(parts) > 1 else parts[0]


def _joined(parts: list[Raw]) -> Raw:
    """Either of several codes of one question is one test."""
    subjects = {subject for part in parts for subject in part}
    (subject, *others) = subjects
    codes = [part.get(subject) for part in parts]
    if not others and subject not in ("all", "any", "not") and all(isinstance(code, list) for code in codes):
        return {subject: [code for some in codes for code in some or ()]}
    return {"any": parts}


def _both(words: _Words) -> Raw:
    parts = [_one(words)]
    while words.peek() == "and":
        words.take()
        parts.append(_one(words))
    return {"all": parts} if len(parts) > 1 else parts[0]


def _one(words: _Words) -> Raw:
    kind, word = words.take()
    if word == "(":
        inside = _either(words)
        words.take(")")
        return inside
    if kind == "name" and word == "not":
        words.take("(")
        inside = _either(words)
        words.take(")")
        return {"not": inside}
    if kind == "name" and word == "selected":
        words.take("(")
        subject = _subject(words, *words.take())
        words.take(",")
        code = _code(*words.take())
        words.take(")")
        return {subject: [code]}
    return _compared(words, kind, word)


def _compared(words: _Words, kind: str, word: str) -> Raw:
    counts = kind == "name" and word in ("count-selected", "string-length")
    if counts:
        words.take("(")
        kind, word = words.take()
    subject = _subject(words, kind, word)
    if counts:
        words.take(")")
    sign, (kind, word) = words.take()[1], words.take()
    if counts:
        some = {(">", "0"): True, (">=", "1"): True, ("=", "0"): False, ("!=", "0"): True}
        if (sign, word) not in some:
            raise BeyondError
        return {subject: {"answered": some[sign, word]}}
    if kind == "text" and word[1:-1] == "" and sign in ("=", "!="):
        return {subject: {"answered": sign == "!="}}
    if sign in (">=", "<=") and kind == "number":
        return {subject: {"at_least" if sign == ">=" else "at_most": float(word)}}
    if sign in ("<", ">") and kind == "number":
        return {"all": [{subject: {"answered": True}}, {"not": _limit(subject, sign, float(word))}]}
    if sign in ("=", "!="):
        code = _code(kind, word)
        return {subject: [code]} if sign == "=" else {subject: {"not": [code]}}
    raise BeyondError


def _limit(subject: str, sign: str, number: float) -> Raw:
    """What "less than" and "more than" deny."""
    return {subject: {"at_least" if sign == "<" else "at_most": number}}


def _subject(words: _Words, kind: str, word: str) -> str:
    if kind == "ref":
        return words.name(word[2:-1].strip())
    if word == "." and words.here:
        return words.here
    raise BeyondError


def _code(kind: str, word: str) -> str:
    if kind == "text":
        return word[1:-1]
    if kind == "number":
        return word
    raise BeyondError
