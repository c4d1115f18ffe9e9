"""Writes a file where there is none yet: nothing that somebody has is ever written over."""

from __future__ import annotations

import os
from pathlib import Path

from s11chat.errors import UsageError
from s11chat.language.harmless import one_line


def be_new(file: str) -> None:
    """Raises UsageError where there is such a file, so that nobody waits for what cannot be written."""
    if os.path.lexists(file):
        raise UsageError(
            f"'{one_line(file)}' is there already: name another file, or put that one away first."
        )


def new_file(file: str, made: bytes) -> None:
    """Writes what was made where there is no file yet. Raises UsageError where one is, or that cannot be done."""
    be_new(file)
    try:
        with Path(file).open("xb") as there:
            there.write(made)
    except OSError as error:
        raise UsageError(f"'{one_line(file)}' cannot be written: {error.strerror}.") from None
