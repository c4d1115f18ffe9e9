"""Files that people attach: read as bytes alone, and only where they are plain files; written out under safe names.

A link could point anywhere, a pipe or a device might never end: none of them is followed or waited for.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from s11chat.errors import UsageError
from s11chat.language.harmless import one_line

_PLAIN = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)


def size_of(path: Path) -> int:
    """The bytes of a plain file. Raises UsageError, saying what it is, for anything else."""
    handle = _opened(path)
    try:
        return os.fstat(handle).st_size
    finally:
        os.close(handle)


def read_attachment(path: Path, most: int) -> bytes:
    """What is in a plain file, no more than one byte beyond `most`. Raises UsageError, saying what it is, for
    anything else."""
    try:
        with open(_opened(path), "rb") as file:
            return file.read(most + 1)
    except OSError as error:
        raise UsageError(f"{_shown(path)} cannot be read: {error.strerror}.") from None


def write_all(folder: Path, files: Iterable[tuple[str, bytes]]) -> tuple[Path, ...]:
    """Puts files into a new or empty folder, for this user alone and never to be run; returns where they are.

    Raises UsageError where the folder holds anything, or cannot be written.
    """
    shown = one_line(str(folder))
    written = []
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise UsageError(f"{shown} holds something already: name a new folder.")
        for name, content in files:
            place = folder / name
            with open(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(content)
            written.append(place)
    except OSError as error:
        raise UsageError(f"The folder {shown} cannot be written: {error.strerror}.") from None
    return tuple(written)


def _opened(path: Path) -> int:
    """A handle on a plain file."""
    shown = _shown(path)
    try:
        handle = os.open(path, _PLAIN)
    except (FileNotFoundError, NotADirectoryError):
        raise UsageError(f"There is no file {shown}: check its name.") from None
    except ValueError:
        raise UsageError(f"{shown} is no name of a file.") from None
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.EMLINK):
            raise UsageError(f"{shown} is a link: name the file itself.") from None
        if error.errno == errno.ENXIO:
            raise UsageError(f"{shown} is no plain file: save what it holds as a document first.") from None
        raise UsageError(f"{shown} cannot be read: {error.strerror}.") from None
    kind = os.fstat(handle).st_mode
    if stat.S_ISREG(kind):
        return handle
    os.close(handle)
    if stat.S_ISDIR(kind):
        raise UsageError(f"{shown} is a folder: name one file in it.")
    raise UsageError(f"{shown} is no plain file: save what it holds as a document first.")


def _shown(path: Path) -> str:
    return one_line(str(path))[:200] or "''"
