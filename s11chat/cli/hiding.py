"""A password typed on the command line is not left there for everybody on the machine to read."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence
from pathlib import Path

_PASSWORDS = (re.compile(r"//[^/@:]*:(.+)@"), re.compile(r"[?&](?:ssl)?password=([^&]+)"))
_START, _END = 45, 46
"""Where the kernel says, after the name of the program, from which place to which the command line stands."""


def hide_passwords(words: Sequence[str]) -> None:
    """Overwrites the passwords of database URLs in the command line of this process, where the system has a way to."""
    for pattern in _PASSWORDS:
        for found in filter(None, map(pattern.search, words)):
            _overwrite(found[1].encode("utf-8", "surrogateescape"))


def _overwrite(secret: bytes) -> None:
    try:
        said = Path("/proc/self/stat").read_text("ascii", "replace").rpartition(")")[2].split()
        start, end = int(said[_START]), int(said[_END])
    except (OSError, ValueError, IndexError):
        return
    if not start or end <= start:  # another process may look, and this one may not say where
        return
    line = ctypes.string_at(start, end - start)
    for place in re.finditer(re.escape(secret), line):
        ctypes.memset(start + place.start(), ord("x"), len(secret))
