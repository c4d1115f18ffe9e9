"""Ctrl+C, a closed terminal, a killed process: what was acknowledged is kept, and the talk goes on where it was."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import time
from pathlib import Path

import pexpect
import pytest

from tests.faults.house import COMMAND, PATIENCE, answers, environment, next_question, terminal
from tests.office import DISTRICT, PRACTICE

TEN = ("district", "most", "1", "2", "3", "4", "dk", "planned", "fully", "1")


def asked(child: pexpect.spawn[str], question: str) -> None:
    child.expect_exact(f"({question}")
    child.expect_exact("> ")


def talked(home: Path) -> pexpect.spawn[str]:
    """An interview by terminal, in the middle of its third question."""
    child = terminal(home, "interview", DISTRICT, "--plain")
    asked(child, "q1")
    child.sendline("2")
    asked(child, "q2")
    child.sendline("most")
    asked(child, "q3.a")
    child.send("half a se")
    child.expect_exact("half a se")
    return child


def ended(child: pexpect.spawn[str]) -> None:
    child.expect(pexpect.EOF)
    child.close()


def test_ctrl_c_in_mid_question(home: Path) -> None:
    child = talked(home)
    for _ in range(5):  # one that comes while a key is being taken waits for the next key
        child.sendintr()
        if child.expect_exact(["Paused at q3.a", pexpect.TIMEOUT], timeout=3) == 0:
            break
    child.expect_exact("Everything acknowledged is saved.")
    ended(child)
    assert "Traceback" not in (child.before or "")
    assert answers(home, DISTRICT) == ["2", "most"]
    assert next_question(home, DISTRICT) == "q3.a"


def test_ctrl_d_ends_the_sitting(home: Path) -> None:
    child = terminal(home, "interview", DISTRICT, "--plain")
    asked(child, "q1")
    child.sendline("2")
    asked(child, "q2")
    child.sendeof()
    child.expect_exact("Paused at q2")
    ended(child)
    assert child.exitstatus == 0
    assert next_question(home, DISTRICT) == "q2"


@pytest.mark.parametrize("how", [signal.SIGHUP, signal.SIGTERM, signal.SIGKILL])
def test_ended_from_outside_in_mid_question(home: Path, how: signal.Signals) -> None:
    child = talked(home)
    child.kill(how)
    ended(child)
    assert answers(home, DISTRICT) == ["2", "most"]
    assert next_question(home, DISTRICT) == "q3.a"


def test_the_terminal_is_closed(home: Path) -> None:
    child = talked(home)
    child.close(force=False)
    deadline = time.monotonic() + PATIENCE
    while child.isalive() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not child.isalive()
    assert answers(home, DISTRICT) == ["2", "most"]
    assert next_question(home, DISTRICT) == "q3.a"


def test_ctrl_c_while_the_code_is_asked_for(home: Path) -> None:
    child = terminal(home, "interview", PRACTICE, "--plain", "--as", "delegate")
    child.expect_exact("Access code: ")
    child.sendintr()
    ended(child)
    assert child.exitstatus == 130
    assert "Traceback" not in (child.before or "")


def test_a_code_typed_at_a_terminal_is_not_shown(home: Path) -> None:
    child = terminal(home, "interview", PRACTICE, "--plain", "--as", "delegate")
    child.expect_exact("Access code: ")
    child.sendline("ABCDE-FGHJ-KMNP-QRST-VWXYZ")
    ended(child)
    assert "ABCDE" not in (child.before or "")
    assert child.exitstatus == 1


class Talking:
    """An interview in pipes, killed without warning."""

    def __init__(self, home: Path) -> None:
        self.process = subprocess.Popen(
            [*COMMAND, "interview", DISTRICT, "--plain"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment(home),
        )

    def until(self, wanted: bytes) -> None:
        """Waits for what is printed."""
        assert self.process.stdout is not None
        seen = b""
        while wanted not in seen:
            ready, _, _ = select.select([self.process.stdout], [], [], PATIENCE)
            assert ready, seen
            part = os.read(self.process.stdout.fileno(), 65536)
            assert part, seen
            seen += part

    def type(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n".encode())
        self.process.stdin.flush()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            assert stream is not None
            stream.close()


def test_killed_after_each_of_ten_acknowledged_lines(home: Path) -> None:
    for number, line in enumerate(TEN):
        talking = Talking(home)
        talking.until(b"Type ")
        talking.type(line)
        talking.until(b"= ")
        talking.kill()
        assert answers(home, DISTRICT) == list(TEN[: number + 1])
    assert next_question(home, DISTRICT) == "q3.i"


def test_a_reader_that_goes_away_ends_it_quietly(home: Path) -> None:
    process = subprocess.Popen(
        [*COMMAND, "wave", "status", "audit-11"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(home),
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 0
