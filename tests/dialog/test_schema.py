"""The schema for editors takes what the checker takes, refuses what it can refuse, and explains every key."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from s11chat.dialog.schema import schema
from s11chat.dialog.source import parse
from s11chat.dialog.starter import starter
from s11chat.settings import shipped

TESTS = Path(__file__).parent.parent
SOUND = sorted([*shipped("dialogs").glob("*.yaml"), *(TESTS / "dialogs").glob("*.yaml")])
REFUSED = (
    "empty_text",
    "group_is_a_word",
    "id_shape",
    "language",
    "list_is_a_word",
    "list_is_empty",
    "missing_keys",
    "missing_kind",
    "missing_say",
    "number_is_a_word",
    "only_a_list",
    "only_a_word",
    "reserved_for_whom",
    "scale_name",
    "switch_is_a_word",
    "text_is_a_list",
    "text_is_a_number",
    "text_is_true",
    "unknown_key",
    "unknown_kind",
    "unquoted_id",
    "unquoted_version",
)
"""Broken dialogs whose fault stands at one place, so that an editor can see it."""


@cache
def held() -> dict[str, Any]:
    """The schema, made once."""
    return schema()


@cache
def validator() -> Draft202012Validator:
    return Draft202012Validator(held())


def faults(text: str, file: str) -> list[str]:
    return [error.message for error in validator().iter_errors(parse(text, file).data)]


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(held())


@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.stem)
def test_every_dialog_that_checks_fits(path: Path) -> None:
    """Where a value may be written shorter than it is held, its validator says so with json_schema_input_type."""
    assert faults(path.read_text(encoding="utf-8"), path.name) == []


def test_the_starter_fits() -> None:
    assert faults(starter("my-audit"), "my-audit.yaml") == []


@pytest.mark.parametrize("name", REFUSED)
def test_a_slip_is_told_in_the_editor(name: str) -> None:
    path = TESTS / "broken_dialogs" / f"{name}.yaml"
    assert faults(path.read_text(encoding="utf-8"), path.name)


def parts(node: Any, name: str = "Dialog") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema of an object with keys, under the name of its definition."""
    for key, value in node.get("$defs", {}).items():
        yield from parts(value, key)
    for form in (node, *node.get("anyOf", ())):
        if "properties" in form:
            yield name, form


def test_every_key_is_explained() -> None:
    """Where this fails, write a docstring below the field of the model, or a line in hint.py."""
    bare = [
        f"{name}.{key}"
        for name, part in parts(held())
        for key, value in part["properties"].items()
        if not value.get("description")
    ]
    assert bare == []


@pytest.mark.parametrize(
    ("condition", "fits"),
    [
        ({"q1": "a"}, True),
        ({"q1": ["a", 2]}, True),
        ({"q1": {"at_least": 3}}, True),
        ({"q1": {"not": ["a"]}, "mode": "online"}, True),
        ({"all": [{"q1": "a"}, {"any": [{"q2": 1}, {"not": {"q3": "b"}}]}]}, True),
        ({}, False),
        ({"q1": {}}, False),
        ({"q1": {"at_leest": 3}}, False),
        ({"all": []}, False),
        ("q1 = a", False),
    ],
)
def test_a_condition_is_written_as_the_checker_reads_it(condition: Any, fits: bool) -> None:
    rule = {**held()["$defs"]["Condition"], "$defs": held()["$defs"]}
    assert Draft202012Validator(rule).is_valid(condition) is fits
