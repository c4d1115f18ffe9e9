"""The heads of all chains, kept in a file beside the database, so that a cut-off tail can be found.

A line is "chain seq hash". Lines are appended after each commit and never precede one, so the file may
lag behind the database after a crash, and is never ahead of it unless the database lost something.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

COMPACT_ABOVE = 1_000_000
"""Bytes from which the file is reduced to the latest head of each chain."""
_LINE = re.compile(r"(\S+) ([0-9]{1,15}) ([0-9a-f]{64})")
_LOG = logging.getLogger(__name__)

Head = tuple[int, str]
"""The number of a link, and its hash."""
Noted = tuple[list[tuple[str, Head]], int]
"""Every head noted, by chain, in order; and the number of lines that cannot be read."""


@dataclass(frozen=True)
class HeadFile:
    """The file of heads; `path` is None where the database is not a file."""

    path: Path | None

    @classmethod
    def beside(cls, database: Path | None) -> HeadFile:
        """The file of heads that belongs to a database file."""
        return cls(database.with_name(database.name + ".heads") if database and database.name else None)

    def append(self, heads: Mapping[str, Head]) -> None:
        """Add the heads of a commit. What is committed stays so, even if this file cannot be written."""
        if self.path is None or not heads:
            return
        try:
            _append(self.path, _lines(heads))
        except OSError as error:
            _LOG.warning("The heads of the chains could not be kept in %s: %s.", self.path, error.strerror)

    def take(self, noted: Sequence[tuple[str, Head]]) -> None:
        """Add heads that another file noted, the older of a chain too: what they tell of is not to be lost."""
        if self.path is not None and noted:
            _append(self.path, b"".join(_lines(dict((one,))) for one in noted))

    def read(self) -> Noted | None:
        """What the file notes; None without a readable file."""
        if self.path is None:
            return None
        try:
            text = self.path.read_text("utf-8", errors="replace")
        except OSError:
            return None
        matches = [_LINE.fullmatch(line) for line in text.splitlines()]
        heads = [(match[1], (int(match[2]), match[3])) for match in matches if match]
        return heads, len(matches) - len(heads)

    def compact(self) -> None:
        """Keep the latest head of each chain alone, once the file has grown large."""
        try:
            if self.path is not None and self.path.exists() and self.path.stat().st_size > COMPACT_ABOVE:
                _compact(self.path)
        except OSError as error:
            _LOG.warning(
                "The heads of the chains in %s could not be made shorter: %s.", self.path, error.strerror
            )


def _compact(path: Path) -> None:
    with path.open("rb") as before:
        latest = _latest(before.read().decode("utf-8", "replace").splitlines())
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        _append(beside, _lines(latest))
        os.replace(beside, path)
        late = before.read()  # what another process added meanwhile to the file now replaced
        if late:
            _append(path, late)


def _latest(lines: Iterable[str]) -> dict[str, Head]:
    latest: dict[str, Head] = {}
    for match in filter(None, map(_LINE.fullmatch, lines)):
        head = int(match[2]), match[3]
        if head[0] >= latest.get(match[1], (0, ""))[0]:
            latest[match[1]] = head
    return latest


def _lines(heads: Mapping[str, Head]) -> bytes:
    return "".join(f"{chain} {seq} {link}\n" for chain, (seq, link) in heads.items()).encode()


def _append(path: Path, lines: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, lines)
    finally:
        os.close(handle)
