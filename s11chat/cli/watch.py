"""Notices that files were saved, by looking at them again and again.

A library could be told by the system, but for the few files of a writer a look four times a second costs nothing,
and it also sees what editors that write a new file in place of the old one and shared folders do not report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

PAUSE = 0.25
"""Seconds between two looks."""

_Seen = dict[Path, tuple[int, int] | None]


def saved(files: Callable[[], Iterable[Path]], wait: Callable[[float], None]) -> Iterator[None]:
    """Once at the start, and once whenever a file of `files()` was changed, added or taken away; never ends.

    A file that is just being written is left alone until it stays the same from one look to the next.
    """
    told = _look(files())
    yield
    while True:
        wait(PAUSE)
        now = _look(files())
        if now == told:
            continue
        while True:
            wait(PAUSE)
            later = _look(files())
            if later == now:
                break
            now = later
        told = now
        yield


def _look(files: Iterable[Path]) -> _Seen:
    """When each file was written and how long it is; None for one that is not there."""
    seen: _Seen = {}
    for path in files:
        try:
            found = path.stat()
        except OSError:
            seen[path] = None
        else:
            seen[path] = (found.st_mtime_ns, found.st_size)
    return seen
