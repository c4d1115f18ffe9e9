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

from s11chat.assurance.right import Role
from s11chat.bootstrap import now
from s11chat.fieldwork.case import State
from s11chat.services.keeping import verify
from tests.faults.house import COMMAND, PATIENCE, answers, environment, next_question, terminal
from tests.office import DISTRICT, PHRASE, PRACTICE, code_for, copied, desk_in

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
    """An interview, or a docket, in pipes, killed without warning."""

    def __init__(self, home: Path, *words: str, code: str = "") -> None:
        self.process = subprocess.Popen(
            [*COMMAND, *(words or ("interview", DISTRICT, "--plain"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment(home) | ({"S11CHAT_CODE": code} if code else {}),
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


def signing(home: Path) -> Talking:
    """A lead at the docket of a practice, with a code issued afresh."""
    desk = desk_in(home, now)
    code = code_for(desk, PRACTICE, Role.LEAD).code
    desk.close()
    talking = Talking(home, "docket", PRACTICE, "--plain", code=code)
    talking.until(b"Type help")
    return talking


def signed(home: Path) -> tuple[int, tuple[str, ...]]:
    """How many phrases are enrolled and which sections signed, once all that is stored verifies."""
    desk = desk_in(home, now)
    try:
        assert verify(desk.kept).faults == ()
        case = desk.kept.case(PRACTICE)
        assert case.lead is not None
        whole = desk.returned(PRACTICE)
        assert (whole.state is State.SIGNED_OFF) is (len(whole.sections_signed) == 8)
        return len(desk.kept.keys.of_person(case.lead.id)), whole.sections_signed
    finally:
        desk.close()


def test_killed_after_enrolment_and_signature_were_acknowledged(home: Path, filled: Path) -> None:
    copied(filled, home)
    talking = signing(home)
    talking.type("phrase")
    talking.type(PHRASE)
    talking.until(b"= This phrase signs")
    talking.kill()
    assert signed(home) == (1, ())
    talking = signing(home)
    talking.type("sign 1,2 Ben Marsh")
    talking.type(PHRASE)
    talking.until(b"= Signed: 1, 2")
    talking.kill()
    assert signed(home) == (1, ("1", "2"))


def test_killed_while_enrolling_or_signing_it_is_done_whole_or_not_at_all(home: Path, filled: Path) -> None:
    copied(filled, home)
    enrolled, sections = signed(home)
    for wait in (0.0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3):
        talking = signing(home)
        talking.type("phrase")
        talking.type(PHRASE)
        time.sleep(wait)
        talking.kill()
        found = signed(home)
        assert found in ((enrolled, sections), (enrolled + 1, sections))
        enrolled = found[0]
    talking = signing(home)
    talking.type("phrase")
    talking.type(PHRASE)
    talking.until(b"= This phrase signs")
    talking.kill()
    for wait in (0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4):
        talking = signing(home)
        talking.type("sign all Ben Marsh")
        talking.type(PHRASE)
        time.sleep(wait)
        talking.kill()
        sections = signed(home)[1]
        assert sections in ((), tuple("12345678"))


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
