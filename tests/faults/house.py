"""The program as a process of its own, with a terminal or without, and what is left when it ends badly."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pexpect

from s11chat.services.keeping import verify
from tests.office import ON_SERVER, Clock, desk_in, settings_in

COMMAND = (sys.executable, "-m", "s11chat")
ROOT = Path(__file__).parents[2]
PATIENCE = 20


def environment(home: Path) -> dict[str, str]:
    """What the process sees."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("S11CHAT", "PYTEST"))}
    if (home / ON_SERVER).exists():
        kept["S11CHAT_DB"] = settings_in(home).database
    return kept | {
        "S11CHAT_HOME": str(home),
        "S11CHAT_ACTOR": "Ida Interviewer",
        "PYTHONPATH": str(ROOT),
        "TERM": "xterm",
    }


def run(
    home: Path, *words: object, stdin: bytes = b"", limit: str = "", encoding: str = "utf-8"
) -> subprocess.CompletedProcess[bytes]:
    """Runs a command to its end; `limit` is Python run in the new process before it."""
    command = [*COMMAND, *map(str, words)]
    if limit:
        script = f"import resource, runpy, sys\n{limit}\nsys.argv = ['s11chat', *sys.argv[1:]]\n"
        command = [
            sys.executable,
            "-c",
            f"{script}runpy.run_module('s11chat', run_name='__main__')",
            *command[3:],
        ]
    seen = environment(home) | {"PYTHONIOENCODING": encoding}
    return subprocess.run(command, input=stdin, capture_output=True, env=seen, timeout=60, check=False)


def sentence(ran: subprocess.CompletedProcess[bytes]) -> str:
    """The one sentence of a refusal."""
    said = ran.stderr.decode()
    assert "Traceback" not in said, said
    assert "fault of the program" not in said, said
    assert said.strip().count("\n") == 0, said
    assert said.strip().endswith((".", "s11chat dialog list")), said
    return said.strip()


def terminal(home: Path, *words: str, term: str = "xterm") -> pexpect.spawn[str]:
    """The plain face in a terminal of its own."""
    return pexpect.spawn(
        sys.executable,
        ["-m", "s11chat", *words],
        env=environment(home) | {"TERM": term},
        encoding="utf-8",
        timeout=PATIENCE,
        dimensions=(40, 120),
    )


def answers(home: Path, case: str) -> list[str]:
    """The words of every answer that is on disk, once all that is stored verifies."""
    desk = desk_in(home, Clock())
    try:
        found = verify(desk.kept)
        assert found.faults == ()
        return [line.words for line in desk.returned(case).answers if line.by]
    finally:
        desk.close()


def next_question(home: Path, case: str) -> str:
    """Where the interview would go on."""
    desk = desk_in(home, Clock())
    try:
        question = desk.interview_as_interviewer(case).conversation.current
        return question.id if question else ""
    finally:
        desk.close()
