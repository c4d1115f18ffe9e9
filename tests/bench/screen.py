"""Figures of the whole program, from the outside: start-up, key to next question, memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.example import MARK, made_wave
from tests.bench.figure import Figure, median, percentile
from tests.bench.terminal import Terminal

PEER = Path(__file__).with_name("peer_bubbles.py")
COMMAND = str(Path(sys.executable).with_name("s11chat"))


def figures() -> Iterator[Figure]:
    """All of them."""
    bare = _process([sys.executable, "-c", "pass"])
    for words, target in (("--version", "<= 60"), ("--help", "-")):
        took = _process([COMMAND, words])
        yield Figure(f"s11chat {words}", took, "ms", target, peer="bare interpreter", ratio=took / bare)
    yield from _start()
    yield from _keys()


def _process(command: list[str], times: int = 15) -> float:
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        taken.append((time.perf_counter() - begun) * 1000)
    return median(taken)


def _environ(folder: str) -> dict[str, str]:
    return {**os.environ, "S11CHAT_HOME": folder, "S11CHAT_ACTOR": "Ida", "TEXTUAL_ANIMATIONS": "none"}


def _start(times: int = 11) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        made_wave(Path(folder), 300)
        ours, peers = [], []
        for _ in range(times):
            with Terminal([COMMAND, "interview", "w/A1"], _environ(folder)) as terminal:
                ours.append((terminal.wait_for(MARK.format(0)) - terminal.begun) * 1000)
            with Terminal([sys.executable, str(PEER)], _environ(folder)) as terminal:
                peers.append((terminal.wait_for(MARK.format(0)) - terminal.begun) * 1000)
        yield Figure(
            "start to first question on the screen",
            median(ours),
            "ms",
            "<= 600",
            percentile(ours, 0.99),
            "an app of the toolkit alone",
            median(ours) / median(peers),
        )


def _keys() -> Iterator[Figure]:
    for before in (10, 500):
        taken, cpu, memory = _answers([COMMAND, "interview", "w/A1"], before)
        peer, peer_cpu, _ = _answers([sys.executable, str(PEER)], before)
        yield Figure(
            f"key to next question, durable commit, {before} turns in view",
            median(taken),
            "ms",
            "<= 25, p99 <= 70",
            percentile(taken, 0.99),
            "a widget a turn, no store",
            median(taken) / median(peer),
        )
        yield Figure(
            f"  processor time an answer, {before} turns",
            cpu,
            "ms",
            "-",
            peer="a widget a turn",
            ratio=cpu / peer_cpu,
        )
        if before == 500:
            yield Figure("  resident memory of one interview", memory, "MB", "<= 80")


def _answers(command: list[str], before: int, measured: int = 60) -> tuple[list[float], float, float]:
    """Milliseconds from Enter to the next question, CPU milliseconds an answer, memory in MB."""
    questions = before + measured + 10
    with tempfile.TemporaryDirectory() as folder:
        made_wave(Path(folder), questions)
        environ = {**_environ(folder), "PEER_TURNS": str(questions)}
        with Terminal(command, environ) as terminal:
            terminal.wait_for(MARK.format(0))
            terminal.drain(2.0)
            for number in range(before):
                _answer(terminal, number)
            cpu = terminal.cpu_seconds()
            taken = []
            for number in range(before, before + measured):
                time.sleep(0.05)
                taken.append(_answer(terminal, number))
            used = (terminal.cpu_seconds() - cpu) / measured * 1000
            return taken, used, terminal.megabytes()


def _answer(terminal: Terminal, number: int) -> float:
    terminal.type("2")
    time.sleep(0.03)
    begun = time.perf_counter()
    terminal.type("\r")
    return (terminal.wait_for(MARK.format(number + 1)) - begun) * 1000
