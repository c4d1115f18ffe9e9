"""Numbers of a spreadsheet as the text its cells show: a reference typed as a number is no `1234.0`."""

from __future__ import annotations

import re

_EXACT = 10**15
"""From here on a spreadsheet keeps no longer every digit."""
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].')
_MARKS = " -()+"
_OTHER = "other"


class UnshownError(ValueError):
    """What stands in a cell cannot be told as text; the message goes on from the name of the cell."""


def shown_number(number: int | float, form: str) -> str:
    """`number` as digits; a format that pads with zeros, such as `00000 000000`, is followed.

    Raises UnshownError where its digits are no longer those that were typed.
    """
    if number != number or abs(number) >= _EXACT:
        raise UnshownError("is a number with more digits than a spreadsheet keeps: format the cell as text")
    whole = int(number)
    if whole != number:
        return format(number, ".15g")
    pattern = form.split(";")[0] if form else ""
    if whole >= 0 and (padded := _padded(str(whole), pattern)):
        return padded
    return str(whole)


def _padded(digits: str, pattern: str) -> str:
    """The digits in the places of a format made of zeros and marks; nothing where it is another kind of format."""
    parts: list[str | None] = []
    last = 0
    for literal in _LITERAL.finditer(pattern):
        parts += [*_places(pattern[last : literal.start()]), _said(literal.group())]
        last = literal.end()
    parts += _places(pattern[last:])
    if _OTHER in parts or parts.count(None) < 2:
        return ""
    left = list(digits.zfill(parts.count(None)))
    filled = [left.pop() if part is None else part for part in reversed(parts)]
    return "".join((*left, *reversed(filled))).strip()


def _places(pattern: str) -> list[str | None]:
    """The characters of a format outside its literals: None where a digit stands."""
    return [None if sign == "0" else sign if sign in _MARKS else _OTHER for sign in pattern]


def _said(literal: str) -> str:
    """What a literal of a format shows; colours and conditions in brackets show nothing."""
    match literal[0]:
        case '"':
            return literal[1:-1]
        case "\\":
            return literal[1]
        case _:
            return ""
