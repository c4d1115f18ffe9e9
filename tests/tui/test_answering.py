"""Answering on the full screen: what is typed, what keys do, and what must never answer."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual import events

from s11chat.engine.intent import Intent
from s11chat.engine.turn import Turn
from s11chat.errors import BusyError
from s11chat.services.interviewing import Interview
from s11chat.settings import DATABASE
from s11chat.tui import wording
from s11chat.tui.app import Start
from s11chat.tui.widgets.answer import LIMIT
from s11chat.tui.widgets.transcript import Transcript
from tests.office import AUTHORITY, CLUB, COUNCIL, PRACTICE, answer_on
from tests.tui.driving import Opened


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("2", "partly_met"),
        ("partly_met", "partly_met"),
        ("Partly met", "partly_met"),
        ("partially", "partly_met"),
    ],
)
async def test_number_code_label_and_word_answer(face: Opened, typed: str, code: str) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        await shown.enter(typed)
        assert shown.answer("1.1") == code
        assert shown.asked == "1.1.action"
        assert "kept: Partly met" in shown.said[-1]


async def test_several_codes_answer_a_question_for_several(face: Opened) -> None:
    async with face(Start(case=AUTHORITY)) as shown:
        answer_on(shown.interview, "q5")
        await shown.enter(":go q5")
        assert shown.asked == "q5"
        await shown.enter("1 2")
        assert len(shown.interview.conversation.answers["q5"].value) == 2  # type: ignore[arg-type]


async def test_space_ticks_and_enter_takes_the_ticks(face: Opened) -> None:
    async with face(Start(case=AUTHORITY)) as shown:
        answer_on(shown.interview, "q5")
        await shown.enter(":go q5")
        await shown.press("down", "space", "down", "down", "space")
        assert shown.card.picked == "1 3"
        await shown.press("enter")
        options = shown.interview.conversation.questions["q5"].options
        assert shown.answer("q5") == (options[0].code, options[2].code)


async def test_arrows_move_and_never_answer(face: Opened) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        await shown.press("down", "down", "down")
        assert shown.card.marked == 2
        await shown.press("down")
        assert shown.card.marked == 0, "after the last comes the first"
        await shown.press("up", "up")
        assert shown.card.marked == 1
        assert shown.asked == "1.1"
        assert not shown.interview.conversation.answers
        await shown.press("enter")
        assert shown.answer("1.1") == "partly_met"


async def test_what_is_typed_goes_before_the_mark(face: Opened) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        await shown.press("down")
        await shown.enter("3")
        assert shown.answer("1.1") == "fully_met"


async def test_enter_alone_answers_nothing(face: Opened) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        await shown.press("enter")
        assert not shown.interview.conversation.answers
        assert "Please answer" in shown.notice


class Slow:
    """A service that takes its time, until it is let go; counts what it was asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.calls: list[Intent] = []
        self.go = threading.Event()
        real: Callable[[Interview, Intent], tuple[Turn, ...]] = Interview.respond

        def respond(interview: Interview, intent: Intent) -> tuple[Turn, ...]:
            self.calls.append(intent)
            self.go.wait(10)
            return real(interview, intent)

        monkeypatch.setattr(Interview, "respond", respond)


async def test_a_double_enter_records_once(face: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        slow = Slow(monkeypatch)
        await shown.type("2")
        shown.send("enter", "enter", "enter")
        await shown.until(lambda: bool(slow.calls))
        shown.send("enter")
        await shown.pilot.pause()
        slow.go.set()
        await shown.until(lambda: shown.asked == "1.1.action")
        assert len(slow.calls) == 1
        assert list(shown.interview.conversation.answers) == ["1.1"]


async def test_keys_typed_ahead_are_dropped(face: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        slow = Slow(monkeypatch)
        await shown.type("2")
        shown.send("enter")
        await shown.until(lambda: bool(slow.calls))
        shown.send("a", "b", "enter", "f2", "backspace")
        await shown.pilot.pause()
        assert shown.line.value == "2"
        slow.go.set()
        await shown.until(lambda: shown.asked == "1.1.action")
        await shown.settle()
        assert shown.line.value == ""
        assert len(slow.calls) == 1


async def test_a_failed_save_says_so_and_keeps_the_words(
    face: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(_: Interview, __: Intent) -> tuple[Turn, ...]:
        raise BusyError("The database is locked: try again in a moment.")

    async with face(Start(case=COUNCIL)) as shown:
        with monkeypatch.context() as patch:
            patch.setattr(Interview, "respond", busy)
            await shown.enter("partly")
            assert "The database is locked" in shown.notice
            assert "still here" in shown.notice
            assert shown.line.value == "partly"
            assert shown.asked == "1.1"
        await shown.press("enter")
        assert shown.answer("1.1") == "partly_met"
        assert shown.notice == ""


async def test_a_fault_of_the_program_ends_no_sitting(face: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Interview, __: Intent) -> tuple[Turn, ...]:
        raise ZeroDivisionError

    async with face(Start(case=COUNCIL)) as shown:
        with monkeypatch.context() as patch:
            patch.setattr(Interview, "respond", broken)
            await shown.enter("partly")
            assert "fault in the program" in shown.notice
            assert shown.line.value == "partly"
        await shown.press("enter")
        assert shown.answer("1.1") == "partly_met"


async def test_single_keys_answer_only_when_switched_on(face: Opened) -> None:
    async with face(Start(case=PRACTICE)) as shown:
        await shown.press("3")
        assert shown.line.value == "3"
        await shown.press("escape", "f10")
        assert shown.notice == wording.QUICK_ON
        await shown.press("3")
        assert shown.answer("1.1") == "fully_met"
        await shown.type("3 files")
        assert shown.asked == "1.1.evidence"
        await shown.press("escape")
        assert f"{wording.STATE_QUICK} · 10:42" in shown.picture
        await shown.enter(":codes")
        assert f"{wording.STATE_QUICK} · {wording.STATE_CODES} · 10:42" in shown.picture
        await shown.enter(":quick")
        assert shown.notice == wording.QUICK_OFF
        await shown.enter(":codes")
        assert wording.STATE_QUICK not in shown.picture
        assert f"{wording.STATE_CODES} ·" not in shown.picture


async def test_a_megabyte_pasted_is_cut_with_a_sentence(face: Opened) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        shown.line.post_message(events.Paste("wörd\n\x1b[31m " * 120_000))
        await shown.until(lambda: bool(shown.line.value))
        await shown.settle()
        assert len(shown.line.value) == LIMIT
        assert "\x1b" not in shown.line.value
        assert shown.notice == f"! {wording.CUT.format(limit=LIMIT)}"


async def test_several_pasted_lines_are_one_answer(face: Opened) -> None:
    async with face(Start(case=PRACTICE)) as shown:
        await shown.enter("3")
        assert shown.asked == "1.1.evidence"
        lines = "The board's minutes\r\nThe induction pack\nThe training record\n"
        shown.line.post_message(events.Paste(lines))
        await shown.until(lambda: bool(shown.line.value))
        await shown.settle()
        assert shown.answer("1.1.evidence") is None
        assert shown.line.size.height == 3
        assert shown.asked == "1.1.evidence"
        await shown.press("enter")
        assert shown.answer("1.1.evidence") == lines.replace("\r", "").strip()
        assert shown.line.size.height == 1
        shown.line.post_message(events.Paste("fully\nmet\n"))
        await shown.until(lambda: bool(shown.line.value))
        assert shown.line.value == "fully met"


async def test_an_open_answer_grows_by_lines_and_then_scrolls(face: Opened) -> None:
    async with face(Start(case=PRACTICE)) as shown:
        await shown.enter("3")
        await shown.type("first")
        await shown.press("ctrl+j")
        await shown.type("second")
        await shown.press("shift+enter")
        await shown.type("third " + "and on " * 40)
        await shown.settle()
        assert shown.line.size.height == 4
        await shown.press("up")
        assert shown.card.marked is None
        await shown.press("pageup", "f4")
        await shown.enter("a remark")
        assert shown.line.value.startswith("first\nsecond\nthird and on")
        await shown.press("enter")
        assert str(shown.answer("1.1.evidence")).startswith("first\nsecond\nthird and on")


async def test_a_closed_question_takes_one_line(face: Opened) -> None:
    async with face(Start(case=PRACTICE)) as shown:
        await shown.type("partly met, ")
        await shown.press("ctrl+j", "shift+enter")
        await shown.type("because agency staff are left out of it " * 3)
        assert "\n" not in shown.line.value
        assert shown.line.size.height == 1


async def test_a_doubt_is_asked_and_escape_clears_it(face: Opened) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        await shown.enter("met")
        assert shown.notice.startswith("! ")
        assert not shown.interview.conversation.answers
        await shown.type("x")
        await shown.press("escape")
        assert shown.notice == ""
        assert shown.line.value == ""


async def test_an_unknown_word_is_named_and_kept(face: Opened) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        await shown.enter(":pork")
        assert "park" in shown.notice
        assert shown.line.value == ":pork"


async def test_marks_and_escapes_in_answers_do_no_harm(face: Opened) -> None:
    nasty = "[red]x[/red] [/] $primary \\[ <b> =1+1 ]"
    async with face(Start(case=COUNCIL)) as shown:
        await shown.enter("fully")
        await shown.enter(nasty)
        assert shown.answer("1.1.evidence") == nasty
        assert "[red]x[/red] [/] $primary" in shown.picture
        await shown.press("f9")
        assert "[red]x[/red]" in shown.picture
        transcript = shown.talk.query_one(Transcript)
        assert nasty in transcript.entries[-1].text


async def test_a_click_marks_and_a_second_click_answers(face: Opened) -> None:
    async with face(Start(case=CLUB)) as shown:
        spot = shown.card._spots[1]
        at = (spot.left + 4, spot.row)
        await shown.pilot.click(type(shown.card), offset=at)
        assert shown.card.marked == 1
        assert shown.asked == "1.1"
        await shown.pilot.click(type(shown.card), offset=at)
        await shown.settle()
        assert shown.answer("1.1") == "partly_met"


@contextmanager
def held_by_another(database: Path) -> Iterator[None]:
    """A process of its own that is writing to the database, and does not end."""
    program = (
        "import sqlite3, sys; base = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "base.execute('BEGIN IMMEDIATE'); print('held', flush=True); sys.stdin.read()"
    )
    writer = subprocess.Popen(
        [sys.executable, "-c", program, str(database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert writer.stdin is not None
    assert writer.stdout is not None
    try:
        assert writer.stdout.readline() == b"held\n"
        yield
    finally:
        writer.communicate()


async def test_a_database_held_by_another_program_costs_no_words(face: Opened, home: Path) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        await shown.enter("3")
        with held_by_another(home / DATABASE):
            await shown.type("The minutes of March")
            shown.send("enter")
            await shown.until(lambda: shown.notice == wording.STILL)
            await shown.settle()
            assert "is in use by somebody else just now: try again in a moment." in shown.notice
            assert "Your words are still here: press Enter to try again." in shown.notice
            assert shown.line.value == "The minutes of March"
            assert shown.asked == "1.1.evidence"
            await shown.press("f2")
            assert shown.asked == "1.1", "what only looks goes on"
            await shown.press("enter")
        await shown.enter("The minutes of March")
        assert shown.answer("1.1.evidence") == "The minutes of March"
        assert shown.notice == ""
