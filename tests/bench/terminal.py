"""A real terminal: a program on a pty, keys in, and the moment a text appears on its screen."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from types import TracebackType

import psutil

_ESCAPES = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_][^\x1b]*\x1b\\|[@-Z\\-_]|[()][0-9A-B])"
)
PATIENCE = 30.0


class Terminal:
    """A program running on a pseudo-terminal of `columns` by `rows`."""

    def __init__(
        self, command: Sequence[str], environ: Mapping[str, str], columns: int = 100, rows: int = 30
    ) -> None:
        self.begun = time.perf_counter()
        self.pid, self.descriptor = pty.fork()
        if self.pid == 0:
            os.execvpe(
                command[0], list(command), {**environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
            )
        size = struct.pack("HHHH", rows, columns, 0, 0)
        fcntl.ioctl(self.descriptor, termios.TIOCSWINSZ, size)
        self.seen = b""
        self.process = psutil.Process(self.pid)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def type(self, keys: str) -> None:
        """Sends keys as they come from a keyboard."""
        os.write(self.descriptor, keys.encode())

    def wait_for(self, text: str, patience: float = PATIENCE) -> float:
        """The moment `text` came, counted on from the last call. Raises TimeoutError with the end of the screen."""
        wanted = text.encode()
        ends = time.perf_counter() + patience
        while time.perf_counter() < ends:
            if wanted in _ESCAPES.sub(b"", self.seen):
                self.seen = b""
                return time.perf_counter()
            ready, _, _ = select.select([self.descriptor], [], [], 0.5)
            if ready:
                try:
                    self.seen += os.read(self.descriptor, 65536)
                except OSError:
                    break
        shown = _ESCAPES.sub(b"", self.seen)[-500:].decode(errors="replace")
        raise TimeoutError(f"'{text}' did not come; the screen ended with: {shown}")

    def drain(self, seconds: float) -> None:
        """Reads and forgets what comes for a while."""
        ends = time.perf_counter() + seconds
        while (left := ends - time.perf_counter()) > 0:
            ready, _, _ = select.select([self.descriptor], [], [], left)
            if ready:
                os.read(self.descriptor, 65536)
        self.seen = b""

    def cpu_seconds(self) -> float:
        """User and system time of the program so far."""
        times = self.process.cpu_times()
        return float(times.user + times.system)

    def megabytes(self) -> float:
        """Resident memory of the program."""
        return float(self.process.memory_info().rss / 1e6)

    def close(self) -> None:
        """Ends the program."""
        try:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        except (ProcessLookupError, ChildProcessError):
            pass
        os.close(self.descriptor)
