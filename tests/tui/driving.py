"""Driving the full-screen face: keys that are fast, conditions that are waited for, and what a person sees."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Sized
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from typing import TypeVar

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, OptionList

from s11chat.engine.turn import Ask
from s11chat.services.interviewing import Interview
from s11chat.tui.app import S11chat
from s11chat.tui.screens.base import FaceScreen
from s11chat.tui.screens.talk import TalkScreen
from s11chat.tui.widgets.answer import AnswerInput
from s11chat.tui.widgets.question import QuestionCard
from s11chat.tui.widgets.transcript import Transcript

STILL = datetime(2026, 9, 1, 10, 42, tzinfo=UTC)
PATIENCE = 20.0
MOST_DRAWN = 20
"""Times that a screen may be drawn after one key, each time because the last changed a size or the focus."""
W = TypeVar("W", bound=Widget)


class Face:
    """The app, its keys, and what can be seen on it."""

    def __init__(self, app: S11chat, pilot: Pilot[int]) -> None:
        self.app, self.pilot = app, pilot
        app.animation_level = "none"  # what scrolls is there at the next tick

    async def until(self, holds: Callable[[], bool], what: str = "") -> None:
        """Waits for a condition; fails with a picture of the screen in words."""
        loop = asyncio.get_running_loop()
        end = loop.time() + PATIENCE
        while not holds():
            assert loop.time() < end, f"waited in vain for {what or 'a condition'} on {self.app.screen}"
            await asyncio.sleep(0.005)

    async def quiet(self) -> None:
        """Waits until no call is under way and nothing is left to be done; what changed is drawn in its own time."""
        ready: Sized = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]
        while ready or not self._idle():
            await asyncio.sleep(0)
            await self.until(self._idle, "the service")

    async def settle(self) -> None:
        """Waits until no call is under way and everything has been drawn."""
        await self.quiet()
        for _ in range(MOST_DRAWN):
            self.app.screen._on_timer_update()
            await self.quiet()
            if self.app._exit or not self._to_draw():
                return
        raise AssertionError(f"{self.app.screen} is never drawn to its end")

    def _to_draw(self) -> bool:
        """Whether drawing has changed something, such as a size or the focus, that is to be drawn again."""
        screen = self.app.screen
        waiting = screen._layout_required, screen._scroll_required, screen._repaint_required
        return any(waiting) or bool(screen._dirty_widgets or screen._callbacks)

    def _idle(self) -> bool:
        screen = self.app.screen
        waiting = isinstance(screen, FaceScreen) and screen.awaiting
        scrolling = self.app.animator._animations or self.app.animator._scheduled
        held = (
            self.app._batch_count and not self.app._exit
        )  # a new screen holds back what is drawn for a moment
        return not (waiting or scrolling or held) and not any(
            worker.is_running for worker in self.app.workers
        )

    def send(self, *keys: str) -> None:
        """Sends keys at once, waiting for nothing."""
        assert self.app._driver is not None
        for key in keys:
            name = _character_to_key(key) if len(key) == 1 else key
            character = key if len(key) == 1 else None
            self.app._driver.process_message(events.Key(name, character))

    async def press(self, *keys: str) -> None:
        """Sends keys one by one, and waits for what comes of each."""
        for key in keys:
            self.send(key)
            await self.settle()

    async def type(self, text: str) -> None:
        """Types into the line that has the focus."""
        self.send(*text)
        await self.until(lambda: self.focused.value.endswith(text), f"'{text}' in the line")

    async def enter(self, text: str) -> None:
        """Types and presses Enter."""
        await self.type(text)
        await self.press("enter")

    @property
    def screen(self) -> Screen[object]:
        return self.app.screen

    @property
    def focused(self) -> Input | AnswerInput:
        assert isinstance(self.app.focused, Input | AnswerInput), f"{self.app.focused} has the focus"
        return self.app.focused

    @property
    def talk(self) -> TalkScreen:
        return next(screen for screen in self.app.screen_stack if isinstance(screen, TalkScreen))

    @property
    def interview(self) -> Interview:
        assert isinstance(self.talk.interview, Interview)
        return self.talk.interview

    @property
    def line(self) -> AnswerInput:
        return self.talk.query_one(AnswerInput)

    @property
    def card(self) -> QuestionCard:
        return self.talk.query_one(QuestionCard)

    @property
    def asked(self) -> str:
        """The id of the question on the card."""
        assert isinstance(self.card.shown, Ask), self.card.shown
        return self.card.shown.question.id

    @property
    def said(self) -> list[str]:
        """The transcript, each entry with the word before it."""
        entries = self.talk.query_one(Transcript).entries
        return [f"{entry.voice}: {entry.title} {entry.text}".replace(":  ", ": ") for entry in entries]

    @property
    def notice(self) -> str:
        """The message above the line of keys, empty where none is shown."""
        found = self.app.screen.query("#notice")
        return "\n".join(str(line.render()) for line in found if line.display)

    def answer(self, question: str) -> object:
        """The value recorded for a question."""
        given = self.interview.conversation.answers.get(question)
        return given.value if given else None

    @property
    def chosen(self) -> str | None:
        """The id of what is marked in the list of the screen."""
        option = self.app.screen.query_one(OptionList).highlighted_option
        return option.id if option else None

    @property
    def picture(self) -> str:
        """The words on the screen, as a person sees them."""
        svg = self.app.export_screenshot(simplify=True)
        texts = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
        words = " ".join(texts).replace("&#160;", " ").replace("&quot;", '"').replace("&#x27;", "'")
        return re.sub(r"\s+", " ", words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))


_CELL = 12.2
"""How wide a cell is in a picture."""
_BLANK = "&#160;"
_INDENTED = re.compile(
    rf'(<text [^>]*?)x="([\d.]+)"([^>]*?)textLength="([\d.]+)"([^>]*>)((?:{_BLANK})+)(?=[^<&])'
)


def placed(svg: str) -> str:
    """A picture whose texts begin where their first letter stands: not every viewer keeps blanks before a text."""

    def moved(found: re.Match[str]) -> str:
        before, x, between, length, after, blanks = found.groups()
        by = _CELL * blanks.count(_BLANK)
        return f'{before}x="{float(x) + by:.6g}"{between}textLength="{float(length) - by:.6g}"{after}'

    return _INDENTED.sub(moved, svg)


Opened = Callable[..., AbstractAsyncContextManager[Face]]
"""The `face` fixture."""
