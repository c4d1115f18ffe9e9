"""A terminal of 20 columns: the full screen says in one sentence what to do and keeps what was typed; lines go on."""

from __future__ import annotations

import fcntl
import re
import struct
import termios
from pathlib import Path

import pexpect
import pytest

from tests.bench.terminal import Terminal
from tests.faults.house import COMMAND, PATIENCE, answers, environment, next_question
from tests.faults.test_screen import LEAVE, ended
from tests.office import DISTRICT


def resize(terminal: Terminal, columns: int) -> None:
    """The window is made narrower or wider."""
    terminal.seen = b""
    size = struct.pack("HHHH", 30, columns, 0, 0)
    fcntl.ioctl(terminal.descriptor, termios.TIOCSWINSZ, size)


def test_a_window_made_narrow_in_mid_question_loses_nothing(home: Path) -> None:
    with Terminal([*COMMAND, "interview", DISTRICT], environment(home)) as terminal:
        terminal.wait_for("question 1 of", PATIENCE)
        terminal.type("district cou")
        terminal.wait_for("district cou", PATIENCE)
        resize(terminal, 20)
        terminal.wait_for("--plain", PATIENCE)
        resize(terminal, 100)
        terminal.wait_for("district cou", PATIENCE)
        terminal.type("ncil\r")
        terminal.wait_for("question 2 of", PATIENCE)
        terminal.type(LEAVE)
        assert ended(terminal) == 0
    assert answers(home, DISTRICT) == ["district council"]


def test_a_narrow_window_from_the_start_can_be_left(home: Path) -> None:
    command = [*COMMAND, "interview", DISTRICT]
    with Terminal(command, environment(home), columns=20, rows=24) as terminal:
        terminal.wait_for("--plain", PATIENCE)
        terminal.type(LEAVE)
        assert ended(terminal) == 0
    assert next_question(home, DISTRICT) == "q1"


@pytest.mark.parametrize("columns", [20, 8])
def test_plain_lines_go_on_in_any_width(home: Path, columns: int) -> None:
    child: pexpect.spawn[str] = pexpect.spawn(
        COMMAND[0],
        [*COMMAND[1:], "interview", DISTRICT, "--plain"],
        env=environment(home) | {"TERM": "dumb"},
        encoding="utf-8",
        timeout=PATIENCE,
        dimensions=(24, columns),
    )
    child.expect_exact("(q1)")
    child.expect_exact("> ")
    child.sendline("2")
    child.expect_exact("(q2)")
    child.expect_exact("> ")
    child.sendeof()
    child.expect(re.compile(r"Paused at q2"))
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert answers(home, DISTRICT) == ["2"]
