"""How far a long command is: one line on the terminal, written anew a few times a second; nothing in a pipe."""

from __future__ import annotations

import os
import signal
import sys
import time
from types import TracebackType
from typing import Any

EVERY = 0.2
"""Seconds between two writings of the line."""
_CLEAR = "\r\x1b[K"


class Meter:
    """Shows what is being done. Once everything is written Ctrl+C comes too late, and is passed over."""

    def __init__(self) -> None:
        self._shows = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._shown_at = float("-inf")
        self._before: Any = None

    def __enter__(self) -> Meter:
        return self

    def __call__(self, what: str, done: int, of: int) -> None:
        """`done` of `of` rows are done; where `of` is 0 nobody knows yet how many there are."""
        now = time.monotonic()
        if self._shows and now - self._shown_at >= EVERY:
            self._shown_at = now
            far = f" {done:,}{f' of {of:,}' if of else ''} rows" if done else ""
            print(f"{_CLEAR}{what}{far} ...", end="", file=sys.stderr, flush=True)
        if what == "writing" and done == of and self._before is None:
            self._before = signal.signal(signal.SIGINT, signal.SIG_IGN)

    def clear(self) -> None:
        """Takes the line away, for what is said or asked next."""
        if self._shows and self._shown_at > 0:
            print(_CLEAR, end="", file=sys.stderr, flush=True)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.clear()
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)
