"""The full screen in a real terminal: however it ends, what was answered is kept, and the next run goes on."""

from __future__ import annotations

import signal
from contextlib import suppress
from pathlib import Path

import pytest

from tests.bench.terminal import Terminal
from tests.faults.house import COMMAND, PATIENCE, answers, environment, next_question, run
from tests.office import DISTRICT

SAID = ("2", "most")
LEAVE = "\x11"
"""Ctrl+Q."""


def opened(home: Path) -> Terminal:
    return Terminal([*COMMAND, "interview", DISTRICT], environment(home))


def asked(terminal: Terminal, number: int) -> None:
    terminal.wait_for(f"question {number} of 37", PATIENCE)


def ended(terminal: Terminal) -> int:
    """The exit code, or the signal as a negative number; its last words are read, for it waits until they are."""
    with suppress(OSError):  # what a terminal says that nobody writes to any more
        terminal.drain(PATIENCE)
    return int(terminal.process.wait(PATIENCE) or 0)


def talked(terminal: Terminal) -> None:
    """Two questions settled, and the third begun."""
    for number, words in enumerate(SAID, 1):
        asked(terminal, number)
        terminal.type(f"{words}\r")
    asked(terminal, len(SAID) + 1)
    terminal.type("half a se")
    terminal.wait_for("half a se", PATIENCE)


def goes_on(home: Path) -> None:
    """Both answers are there, all verifies, and the next run asks the third question and no other."""
    assert run(home, "verify").returncode == 0
    assert answers(home, DISTRICT) == list(SAID)
    with opened(home) as again:
        asked(again, len(SAID) + 1)
        again.type(LEAVE)
        assert ended(again) == 0
    assert next_question(home, DISTRICT) == "q3.a"


@pytest.mark.parametrize("how", [signal.SIGHUP, signal.SIGTERM, signal.SIGKILL])
def test_ended_from_outside(home: Path, how: signal.Signals) -> None:
    with opened(home) as terminal:
        talked(terminal)
        terminal.process.send_signal(how)
        ended(terminal)
    goes_on(home)


def test_ended_with_a_key(home: Path) -> None:
    with opened(home) as terminal:
        talked(terminal)
        terminal.type(LEAVE)
        assert ended(terminal) == 0
    goes_on(home)
