"""What is settled once a form has been read whole: shared lists become scales, numbers are compared as numbers."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

Raw = dict[str, Any]
_YES_NO = [{"code": "yes", "say": "Yes"}, {"code": "no", "say": "No"}]


def settle(sections: Sequence[Raw]) -> Raw:
    """Rewrites the items of `sections` in place; returns the scales they use, by name."""
    items = [item for section in sections for item in _all(section["items"])]
    numbers = {item["item"] for item in items if item["kind"] == "number"}
    for asked in (*sections, *items, *(row for item in items for row in item.get("rows", []))):
        for holder in (asked, *asked.get("checks", [])):
            if holder.get("when"):
                holder["when"] = _numeric(holder["when"], numbers)
    return _scales(items)


def _all(items: list[Raw]) -> Iterator[Raw]:
    for item in items:
        yield item
        yield from _all(item.get("items", []))


def _scales(items: Sequence[Raw]) -> Raw:
    lists = Counter(_key(item) for item in items if "options" in item)
    names: dict[str, str] = {}
    scales: Raw = {}
    for item in items:
        if item.get("options") == _YES_NO and item["kind"] == "yesno":
            del item["options"]
        elif "options" in item and lists[_key(item)] > 1:
            name = names.setdefault(_key(item), f"scale_{len(names) + 1}")
            scales[name] = item.pop("options")
            item["scale"] = name
    return scales


def _key(item: Raw) -> str:
    return json.dumps(item["options"])


def _numeric(condition: Any, numbers: set[str]) -> Any:
    """The condition with numbers equal to something said by their limits."""
    if isinstance(condition, list):
        return [_numeric(part, numbers) for part in condition]
    if not isinstance(condition, dict):
        return condition
    ((key, value),) = condition.items()
    if key in ("all", "any", "not"):
        return {key: _numeric(value, numbers)}
    if key in numbers and isinstance(value, list):
        equal = [{key: {"at_least": float(code), "at_most": float(code)}} for code in value]
        return equal[0] if len(equal) == 1 else {"any": equal}
    if key in numbers and isinstance(value, dict) and "not" in value:
        return {"not": _numeric({key: value["not"]}, numbers)}
    return condition
