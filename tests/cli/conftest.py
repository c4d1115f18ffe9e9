"""The command, called as a program calls it, in this process for speed."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from s11chat.cli import main

STRANGE = "fault of the program"


@dataclass(frozen=True)
class Ran:
    """What a command came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON; it must be nothing else."""
        return json.loads(self.out)

    @property
    def last(self) -> str:
        """The last line printed."""
        return self.out.rstrip("\n").rpartition("\n")[2]


Run = Callable[..., Ran]


@pytest.fixture
def bare(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command with nothing set but what is given."""

    def call(*argv: object, stdin: str | bytes = "") -> Ran:
        given = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding="utf-8"))
        try:
            code = main([str(word) for word in argv])
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1
        captured = capfd.readouterr()
        assert "Traceback" not in captured.err
        assert STRANGE not in captured.err, captured.err
        return Ran(code, captured.out, captured.err)

    return call


@pytest.fixture
def run(bare: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command on the data folder with two waves."""
    monkeypatch.setenv("S11CHAT_HOME", str(home))
    monkeypatch.setenv("S11CHAT_ACTOR", "Ida Interviewer")
    return bare
