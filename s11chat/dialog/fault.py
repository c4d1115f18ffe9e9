"""What the model refuses, told to somebody who writes dialogs and has never seen the model."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel

from s11chat.dialog import coding, condition, model, scoring, variant
from s11chat.dialog.source import Path, Source
from s11chat.dialog.suggest import nearest

SHOWN = 60
"""Characters of a wrong value that a message repeats."""

_EXAMPLES = {
    "version": "'1.0.0'",
    "language": "en",
    "dialog": "board-2011",
    "item": "q3 or '1.1'",
    "kb": "named_senior_champion",
}


def message_of(source: Source, fault: Mapping[str, Any]) -> str:
    """One sentence about a fault of pydantic's: what is wrong and how it is written."""
    path: Path = tuple(fault["loc"])
    given = fault["input"]
    key = _key(path)
    match fault["type"]:
        case "missing" if path[-1] == "subject":
            return f"'{_key(path[:-1])}' is empty: write a condition such as {{q1: [a, b]}}, or take it out"
        case "missing":
            return f"'{path[-1]}' is missing{_of(path[:-1])}"
        case "extra_forbidden":
            return _unknown(path, given)
        case "union_tag_invalid":
            tag = str(fault["ctx"]["tag"])
            kinds = [name.strip(" '") for name in fault["ctx"]["expected_tags"].split(",")]
            return f"kind '{_short(tag)}' is not known{nearest(tag, kinds)}; kinds are {', '.join(kinds)}"
        case "union_tag_not_found":
            return "'kind' is missing: say how the item is answered (single, multi, grid, rating ...)"
        case "unquoted" if key == "version":
            return f"a version has three figures, such as 1.0.0, not '{source.written(path) or given}'"
        case "unquoted":
            return f"put '{source.written(path) or given}' in quotes, or zeros at its end are lost: {key}"
        case "nothing_tested" if isinstance(given, dict) and ":" in str(given.get("subject", "")):
            return f"a space is wanted after the colon: '{_short(given['subject'].replace(':', ': ', 1))}'"
        case "nothing_tested":
            return "nothing is said about the answer: write the codes it must be one of, as in {q1: [a, b]}"
        case "string_pattern_mismatch" if path[-1] == "[key]":
            return f"'{_short(given)}' is no name: names are written like strategic (lower case, no spaces)"
        case "string_pattern_mismatch":
            return f"'{_short(given)}' does not fit '{key}': it is written like {_example(key)}"
        case "literal_error" | "enum":
            return _listed(key, str(given), str(fault["ctx"]["expected"]))
        case _:
            return _shape(source, path, key, fault)


def _unknown(path: Path, given: Any) -> str:
    """A key that is not known where it stands: the nearest that is, where it belongs, or what there may be."""
    key = str(path[-1])
    said = f"'{_short(key)}' is not known here"
    if given is None and ":" in key:
        return f"a space is wanted after the colon: '{_short(key.replace(':', ': ', 1))}'"
    steps = [step for step in path[:-1] if isinstance(step, str)]
    place = next((_places()[step] for step in reversed(steps) if step in _places()), None)
    here = _of_model(place or model.Dialog) if place or not steps else _keys()
    comma = f"{said}: if it ends a text that holds a comma, put the whole text in quotes"
    if given is None and " " in key:
        return comma
    if near := nearest(key, here):
        return said + near
    if place and (kinds := [name for name, kind in _kinds().items() if key in _of_model(kind)]):
        return f"{said}: it belongs to kind {' or '.join(kinds)}"
    if key in _keys():
        return f"{said}: look at its indentation, and at what it stands under"
    if given is None:
        return comma
    return f"{said}: there may be {', '.join(here)}" if place else said


def _shape(source: Source, path: Path, key: str, fault: Mapping[str, Any]) -> str:
    """A value of the wrong shape: a word where a list belongs, a list where a number belongs."""
    given = fault["input"]
    match str(fault["type"]).removesuffix("_type").removesuffix("_parsing"):
        case "string" | "tuple" | "model" if given is None:
            return f"'{key}' is empty: write it, or take the line out if it is not needed"
        case "string" if isinstance(given, bool | int | float):
            said = source.written(path) or str(given).lower()
            return f"'{key}' wants text: put '{said}' in quotes"
        case "string":
            return f"'{key}' wants text, not a list and not further keys"
        case "string_too_short":
            return f"'{key}' is empty: write its text"
        case "too_short":
            return f"'{key}' is an empty list: it needs at least one entry"
        case "too_long":
            return f"'{key}' is a list of more than {fault['ctx']['max_length']} entries: shorten it"
        case "tuple":
            return f"'{key}' wants a list: write [a, b], or a line for each entry that begins with '- '"
        case "model" | "dict" if {"options", "scales"} & set(path) and isinstance(given, str):
            return f"an option wants a code and a wording: {{code: ..., say: {_short(given)}}}"
        case "model" | "dict":
            return f"'{key}' wants keys with values ('key: value'), not {_kind(given)}"
        case "float" | "int" | "int_from_float" | "finite_number":
            whole = "a whole number" if str(fault["type"]).startswith("int") else "a number"
            return f"'{key}' wants {whole}, not '{_short(given)}'"
        case "greater_than_equal" | "less_than_equal":
            (limit,) = fault["ctx"].values()
            side = "least" if "ge" in fault["ctx"] else "most"
            return f"'{key}' is at {side} {limit}, not {given}"
        case "bool":
            return f"'{key}' is true or false, not '{_short(given)}'"
        case _:
            return f"'{key}': {str(fault['msg'])[0].lower()}{str(fault['msg'])[1:]}"


def _key(path: Path) -> str:
    """The last step of `path` that a writer knows: neither a number nor the name of a kind."""
    inner = {"test", "all", "any", "not", "[key]", *model.Kind, "grid", "rating", "roster"}
    steps = [step for step in path if isinstance(step, str)]
    named = [step for step in steps if step not in inner or (step == steps[-1] and step in _keys())]
    return _short(named[-1]) if named else "the file"


def _listed(key: str, given: str, expected: str) -> str:
    words = [word.strip(" '") for word in expected.replace(" or ", ",").split(",")]
    return f"'{key}' is never '{_short(given)}'{nearest(given, words)}; it is {' or '.join(words)}"


def _kind(given: Any) -> str:
    if isinstance(given, list):
        return "a list"
    return f"'{_short(given)}'"


def _short(given: Any) -> str:
    text = str(given)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}..."


def _of(path: Path) -> str:
    named = [step for step in path if isinstance(step, str) and step in _keys()]
    return f" in '{named[-1]}'" if named else ""


def _example(key: str) -> str:
    return _EXAMPLES.get(key, "strategic (lower case, no spaces)")


def _of_model(kind: type[BaseModel]) -> tuple[str, ...]:
    """The keys that stand for the fields of `kind` in a file."""
    hidden = {"subject"} if kind is condition.Test else set()
    return tuple(info.alias or name for name, info in kind.model_fields.items() if name not in hidden)


@cache
def _kinds() -> dict[str, type[BaseModel]]:
    return {
        "single": model.Single,
        "multi": model.Multi,
        "ranking": model.Ranking,
        "yesno": model.YesNo,
        "grid": model.Grid,
        "rating": model.Rating,
        "number": model.Number,
        "date": model.Date,
        "text": model.Open,
        "statement": model.Statement,
        "roster": model.Roster,
    }


@cache
def _places() -> dict[str, type[BaseModel]]:
    """What the keys below a step of a path are keys of."""
    return {
        **_kinds(),
        "test": condition.Test,
        "scales": model.Option,
        "options": model.Option,
        "rows": model.Row,
        "checks": model.Check,
        "follow_ups": model.FollowUp,
        "members": model.Member,
        "another": model.Another,
        "sections": model.Section,
    }


@cache
def _keys() -> tuple[str, ...]:
    """Every key a dialog file may hold."""
    rooms = (model, coding, condition, scoring, variant)
    named = [kind for room in rooms for kind in vars(room).values() if isinstance(kind, type)]
    return tuple(sorted({key for kind in named if issubclass(kind, BaseModel) for key in _of_model(kind)}))
