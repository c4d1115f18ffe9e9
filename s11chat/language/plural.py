"""Numbers of things for people to read: one case, two cases, nobody left at "1 people"."""

from __future__ import annotations


def number_of(count: int, noun: str, several: str = "") -> str:
    """`count` things, such as `1 case` or `3 cases`; `several` where the plural is not that, such as `people`."""
    return f"{count} {noun if count == 1 else several or noun + 's'}"
