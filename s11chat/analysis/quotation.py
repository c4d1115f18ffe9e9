"""How broadly a quotation is attributed, so that its writer cannot be told from few."""

from __future__ import annotations

from collections.abc import Mapping

AT_LEAST = 10
"""Complete returns that a type or group has to have before a quotation is attributed to it."""


def attribution(
    type_: str, group: str, by_type: Mapping[str, int], by_group: Mapping[str, int], least: int = AT_LEAST
) -> str:
    """`type` or `group`: the narrowest of them with enough returns; empty where neither has.

    A type is not named either where the rest of its group would be few: together with the group it would tell them.
    """
    enough = by_type.get(type_, 0) >= least
    rest = by_group.get(group, 0) - by_type.get(type_, 0)
    if enough and (not group or rest == 0 or rest >= least):
        return "type"
    if group and by_group.get(group, 0) >= least:
        return "group"
    return ""
