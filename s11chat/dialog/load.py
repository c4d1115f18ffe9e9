"""Reads dialog files into models, reporting every problem at once with its place and a remedy."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from s11chat.dialog import condition, model
from s11chat.dialog.check import problems_of
from s11chat.dialog.model import Dialog
from s11chat.dialog.source import Source, parse
from s11chat.dialog.suggest import nearest
from s11chat.errors import DialogError, Problem


def load_dialog(path: Path, articles: Collection[str] | None = None) -> Dialog:
    """The dialog in the file at `path`. With `articles`, links to the knowledge base are checked too.

    Raises DialogError with every problem found.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise DialogError([Problem(path.name, line, "not UTF-8: save the file as UTF-8 text")]) from None
    except OSError as error:
        raise DialogError([Problem(str(path), 1, f"cannot be read: {error.strerror}")]) from None
    return read_dialog(text, path.name, articles)


def read_dialog(text: str, file: str, articles: Collection[str] | None = None) -> Dialog:
    """The dialog written in `text`; `file` is the name that problems carry."""
    source = parse(text, file)
    problems: list[Problem] = list(source.problems)
    dialog: Dialog | None = None
    if source.data is not None:
        try:
            dialog = Dialog.model_validate(source.data)
        except ValidationError as error:
            problems += dict.fromkeys(_problem(source, file, f) for f in error.errors() if not _hollow(f))
    if dialog is not None:
        problems += problems_of(dialog, source, file, articles)
    if problems or dialog is None:
        raise DialogError(sorted(problems, key=lambda problem: problem.line))
    return dialog


def digest(text: str) -> str:
    """The SHA-256 of a dialog's text, line ends made equal: what a wave pins, in hexadecimal."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()


def _hollow(fault: Mapping[str, Any]) -> bool:
    """A list called too short only because its members have faults of their own."""
    return fault["type"] == "too_short" and bool(fault["input"])


def _problem(source: Source, file: str, fault: Mapping[str, Any]) -> Problem:
    path = tuple(fault["loc"])
    return Problem(file, source.line(path), _message(source, path, fault))


def _message(source: Source, path: tuple[str | int, ...], fault: Mapping[str, Any]) -> str:
    key = next((str(step) for step in reversed(path) if isinstance(step, str)), "the file")
    match fault["type"]:
        case "missing":
            return f"'{path[-1]}' is missing{_of(path[:-1])}"
        case "extra_forbidden":
            return f"'{path[-1]}' is not known here{nearest(str(path[-1]), _keys())}"
        case "union_tag_invalid":
            given = str(fault["ctx"]["tag"])
            kinds = [tag.strip(" '") for tag in fault["ctx"]["expected_tags"].split(",")]
            return f"kind '{given}' is not known{nearest(given, kinds)}; kinds are {', '.join(kinds)}"
        case "union_tag_not_found":
            return "'kind' is missing: say how the item is answered (single, multi, grid, rating ...)"
        case "string_type":
            return f"'{key}' wants text{': put it in quotes' if not isinstance(fault['input'], dict) else ''}"
        case "value_error":
            return str(fault["ctx"]["error"])
        case "string_pattern_mismatch":
            return f"'{fault['input']}' does not fit '{key}': it is written like {_example(key)}"
        case _:
            return f"'{key}': {str(fault['msg'])[0].lower()}{str(fault['msg'])[1:]}"


def _of(path: tuple[str | int, ...]) -> str:
    named = [str(step) for step in path if isinstance(step, str) and step in _keys()]
    return f" in '{named[-1]}'" if named else ""


def _example(key: str) -> str:
    examples = {
        "version": "'1.0.0'",
        "language": "en",
        "dialog": "board-2011",
        "item": "q3 or '1.1'",
        "kb": "named_senior_champion",
    }
    return examples.get(key, "strategic (lower case, no spaces)")


@cache
def _keys() -> tuple[str, ...]:
    """Every key a dialog file may hold."""
    kinds = [
        kind
        for module in (model, condition)
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, BaseModel)
    ]
    return tuple(sorted({info.alias or name for kind in kinds for name, info in kind.model_fields.items()}))
