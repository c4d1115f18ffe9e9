"""The text of a dialog: lines of values, and whatever is thrown at the reader."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from s11chat.dialog.load import read_dialog
from s11chat.dialog.model import Dialog
from s11chat.dialog.source import parse
from s11chat.errors import DialogError, Problem

DIALOGS = Path(__file__).parent.parent / "dialogs"
TEXTS = [path.read_text(encoding="utf-8") for path in sorted(DIALOGS.iterdir())]


def test_every_value_has_its_line() -> None:
    source = parse("a: 1\nb:\n  - c: [x,\n      y]\n  - d\n", "x")
    assert source.data == {"a": 1, "b": [{"c": ["x", "y"]}, "d"]}
    assert source.line(("b", 0, "c", 1)) == 4
    assert source.line(("b", 1)) == 5
    assert source.line(("b", "single", 0, "c")) == 3, "a step that is no key is passed over"
    assert source.line(("e",)) == 1


def test_a_number_is_remembered_as_written() -> None:
    source = parse("a: 6.10\nb: '6.10'\nc: 010\n", "x")
    assert source.data == {"a": 6.1, "b": "6.10", "c": 10}
    assert [source.written((key,)) for key in "abc"] == ["6.10", None, "010"]


def test_plain_values_are_few() -> None:
    source = parse("[null, ~, true, 'true', 2007-04, 1e5, 0x1F, .inf, 1_000, 12:30, =, <<, -5, +.5]", "x")
    expected = [
        None,
        None,
        True,
        "true",
        "2007-04",
        "1e5",
        "0x1F",
        ".inf",
        "1_000",
        "12:30",
        "=",
        "<<",
        -5,
        0.5,
    ]
    assert source.data == expected


def test_tags_give_text_and_run_nothing() -> None:
    source = parse("a: !!python/object/apply:os.system ['true']\nb: !!int '3'\nc: !own x\n", "x")
    assert source.data == {"a": ["true"], "b": "3", "c": "x"}


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        "{a: " * 100_000,
        "? " * 200_000,
        "- " * 200_000,
        "&a " * 100_000,
        "a: [" + "*a," * 100_000 + "]",
        "a: 1\n" * 60_000,
        "- x\n" * 100_000,
        "'" * 400_000,
        "k" * 400_000 + ": 1",
        "sections:\n" + "- {x: 1}\n" * 40_000,
        TEXTS[0].replace("Main", "{{" + "(" * 100_000 + "}}"),
        "%YAML 1.2\n--- a",
        "a: !<x y",
        "\ufeff",
        "\t",
        "---\n...\n---\n",
    ],
)
def test_hostile_texts_are_refused_soon(text: str) -> None:
    began = time.process_time()
    with pytest.raises(DialogError):
        read_dialog(text, "x.yaml")
    assert time.process_time() - began < 6


def settled(text: str) -> None:
    """Holds `text` to what is promised: a dialog, or problems at lines there are."""
    problems: tuple[Problem, ...] | None = None
    try:
        assert isinstance(read_dialog(text, "x.yaml", frozenset({"a"})), Dialog)
    except DialogError as error:
        problems = error.problems
    lines = sum(text.count(end) for end in "\n\r\x85\u2028\u2029") + 2
    assert problems is None or problems
    assert all(1 <= problem.line <= lines and problem.message for problem in problems or ())


SMALL = settings(max_examples=60, deadline=2000, suppress_health_check=[HealthCheck.too_slow])
MARKED = st.text(alphabet=st.sampled_from("ab: -[]{},'\"#&*!|>%@`?\n\t~0.5<"), max_size=60)
KEYS = st.sampled_from(
    [
        *(
            "dialog",
            "version",
            "title",
            "sections",
            "section",
            "items",
            "item",
            "kind",
            "say",
            "options",
            "code",
        ),
        *(
            "scale",
            "scales",
            "rows",
            "row",
            "when",
            "any",
            "all",
            "not",
            "answered",
            "at_least",
            "checks",
            "hard",
        ),
        *(
            "follow_ups",
            "part",
            "after",
            "mode",
            "role",
            "q1",
            "organisations",
            "type",
            "lead",
            "single",
            "grid",
        ),
    ]
)
LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), KEYS, st.text(max_size=5))
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=20,
)


@SMALL
@given(st.text(max_size=200))
def test_any_text_is_a_dialog_or_a_problem(text: str) -> None:
    settled(text)


@SMALL
@given(MARKED)
def test_any_marked_up_text_is_a_dialog_or_a_problem(text: str) -> None:
    settled(text)


@SMALL
@given(TREES)
def test_any_tree_is_a_dialog_or_a_problem(tree: object) -> None:
    settled(yaml.safe_dump(tree, sort_keys=False))


@SMALL
@given(st.sampled_from(TEXTS), st.data())
def test_a_dialog_with_a_part_exchanged_is_a_dialog_or_a_problem(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 30)))
    settled(text[:start] + data.draw(MARKED) + text[end:])


@SMALL
@given(st.sampled_from(TEXTS), TREES, st.data())
def test_a_dialog_with_a_value_exchanged_is_a_dialog_or_a_problem(
    text: str, tree: object, data: st.DataObject
) -> None:
    whole: Any = parse(text, "x").data
    within = whole
    while True:
        keys = list(within) if isinstance(within, dict) else list(range(len(within)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(within[key], dict | list) or not within[key] or data.draw(st.booleans()):
            break
        within = within[key]
    within[key] = tree
    settled(yaml.safe_dump(whole, sort_keys=False))
