"""Reads dialog files into models, reporting every problem at once with its place and a remedy."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from s11chat.dialog.model import Dialog
from s11chat.dialog.source import LARGEST, Source, parse
from s11chat.errors import DialogError, Problem, TamperError

MOST = 200
"""Problems told at once; more than this many have one cause, and nobody reads on."""


def load_dialog(path: Path, articles: Collection[str] | None = None) -> Dialog:
    """The dialog in the file at `path`. With `articles`, links to the knowledge base are checked too.

    Raises DialogError with every problem found.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(4 * LARGEST + 1)  # four bytes a character at most; a huge file stays on disk
    except OSError as error:
        raise DialogError([Problem(str(path), 1, f"cannot be read: {error.strerror}")]) from None
    if len(raw) > 4 * LARGEST:
        raise DialogError([Problem(path.name, 1, f"the file is larger than {LARGEST:,} characters")])
    try:
        text = raw.decode("utf-8-sig")  # a byte-order mark is what some editors add
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise DialogError([Problem(path.name, line, "not UTF-8: save the file as UTF-8 text")]) from None
    return read_dialog(text, path.name, articles)


def read_dialog(text: str, file: str, articles: Collection[str] | None = None) -> Dialog:
    """The dialog written in `text`; `file` is the name that problems carry."""
    from s11chat.dialog.check import problems_of  # a dialog that is pinned was checked when its wave began

    source = parse(text, file)
    problems: list[Problem] = list(source.problems)
    dialog: Dialog | None = None
    if source.data is not None:
        try:
            dialog = Dialog.model_validate(source.data)
        except ValidationError as error:
            faults = (fault for fault in error.errors(include_url=False) if not _hollow(fault))
            problems += dict.fromkeys(_problem(source, file, fault) for fault in islice(faults, MOST + 1))
    if dialog is not None:
        problems += problems_of(dialog, source, file, articles)
    if problems or dialog is None:
        raise DialogError(_told(problems))
    return _as_asked(dialog)


def _as_asked(dialog: Dialog) -> Dialog:
    """The dialog on the scale that its text says was chosen."""
    if dialog.variant is None:
        return dialog
    from s11chat.dialog.varying import varied

    return varied(dialog, dialog.variant)


def pinned_dialog(text: str, digested: str, file: str) -> Dialog:
    """A dialog as a wave keeps it; checked when the wave began, it is not checked as a whole again.

    Raises TamperError where `text` has not the digest it was kept with.
    """
    if digest(text) != digested:
        raise TamperError(
            f"The text of {file} kept with its wave is not the one the wave began with: "
            "restore the last backup, and run 's11chat verify'."
        )
    return _as_asked(Dialog.model_validate(parse(text, file).data))


def _told(problems: list[Problem]) -> list[Problem]:
    """In the order of the file; from `MOST` on, one that says that there are more."""
    ordered = sorted(dict.fromkeys(problems), key=lambda problem: problem.line)
    if len(ordered) <= MOST:
        return ordered
    last = ordered[MOST - 1]
    return [*ordered[:MOST], Problem(last.file, last.line, "there are further problems: mend these first")]


def digest(text: str) -> str:
    """The SHA-256 of a dialog's text, line ends made equal: what a wave pins, in hexadecimal."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()


def _hollow(fault: Mapping[str, Any]) -> bool:
    """A list called too short only because its members have faults of their own."""
    return fault["type"] == "too_short" and bool(fault["input"])


def _problem(source: Source, file: str, fault: Mapping[str, Any]) -> Problem:
    from s11chat.dialog.fault import message_of

    return Problem(file, source.line(tuple(fault["loc"])), message_of(source, fault))
