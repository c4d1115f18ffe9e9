"""What real terminals do: another encoding, the wish to end, a kind that cannot be drawn on, a home that is none."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tests.faults.house import PATIENCE, answers, run, sentence, terminal
from tests.faults.test_screen import LEAVE, asked, ended, opened
from tests.office import DISTRICT


def test_bytes_that_are_no_text_are_shown_as_a_mark_and_end_nothing(home: Path) -> None:
    with opened(home) as screen:
        asked(screen, 1)
        os.write(screen.descriptor, b"caf\xe9 \xff\xfe")
        screen.wait_for("caf\ufffd", PATIENCE)
        screen.type("\x15")
        screen.wait_for("a number, or the words", PATIENCE)
        screen.type("2\r")
        asked(screen, 2)
        os.write(screen.descriptor, b"\x1b[200~mo\xe9\x1b[201~")
        screen.wait_for("mo\ufffd", PATIENCE)
        screen.type(LEAVE)
        assert ended(screen) == 0
    assert answers(home, DISTRICT) == ["2"]


def test_told_to_end_it_leaves_the_terminal_as_it_was(home: Path) -> None:
    with opened(home) as screen:
        asked(screen, 1)
        screen.type("2\r")
        asked(screen, 2)
        screen.process.send_signal(signal.SIGTERM)
        screen.wait_for("Everything is saved.", PATIENCE)
        assert ended(screen) == 0
    assert answers(home, DISTRICT) == ["2"]


@pytest.mark.parametrize(
    ("words", "end"),
    [
        (("interview", DISTRICT), "Paused at"),
        (("rehearse", "dcsf-2008"), "Nothing of this was kept."),
    ],
    ids=["interview", "rehearse"],
)
def test_a_terminal_that_cannot_be_drawn_on_gets_plain_lines(
    home: Path, words: tuple[str, ...], end: str
) -> None:
    child = terminal(home, *words, term="dumb")
    child.expect_exact("> ")
    child.sendeof()
    child.expect_exact(end)
    assert "\x1b" not in (child.before or "")


def test_the_home_screen_says_that_it_cannot_be_drawn(home: Path) -> None:
    child = terminal(home, term="dumb")
    child.expect_exact("The home screen needs a terminal")


def test_a_home_of_nobody_is_told(home: Path) -> None:
    told = sentence(run(home, "--home", "~nobody-of-this-name/x", "wave", "list"))
    assert "give the folder in full" in told
