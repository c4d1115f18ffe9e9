"""What every screen shares: calls to a service in a thread, one at a time, and a line for messages.

While a call is under way further intents are dropped, because a thread cannot be called back and a second
one would write at the same time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar, cast

from textual.message import Message
from textual.screen import ScreenResultType
from textual.timer import Timer
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from s11chat.errors import S11chatError
from s11chat.language.harmless import harmless
from s11chat.tui import wording
from s11chat.tui.keys import EVERYWHERE, GROUPS
from s11chat.tui.screens.once import Once
from s11chat.tui.widgets.keybar import KeyBar

if TYPE_CHECKING:
    from s11chat.tui.app import S11chat

T = TypeVar("T")
PATIENCE = 1.0
"""Seconds after which it is said that something takes its time."""


@dataclass
class Came(Message):
    """A service has answered; `act` shows what came, on the screen's own thread."""

    act: Callable[[], None]


@dataclass
class Seen(Message):
    """A look at how things stand has come back."""

    act: Callable[[], None]


class FaceScreen(Once[ScreenResultType]):
    """A screen that talks to services."""

    GROUP = ""
    """Which group of keys it has."""

    def __init__(self) -> None:
        super().__init__()
        self.awaiting = False
        self.left_out: frozenset[str] = frozenset()
        """The keys, by id, that whoever sits here has no use for."""
        self._patience: Timer | None = None
        self._told = False
        """Whether it is said that something takes its time."""

    @property
    def face(self) -> S11chat:
        """The app, by its own type."""
        return cast("S11chat", self.app)

    def serve(
        self, work: Callable[[], T], then: Callable[[T], None], failed: Callable[[str], None] | None = None
    ) -> bool:
        """Runs `work` in a thread, then `then` here; a refusal goes to `failed` as a sentence.

        False, and nothing happens, while another call is under way.
        """
        if self.awaiting:
            return False
        self.awaiting = True
        self.waits(True)
        self._patience = self.set_timer(PATIENCE, self._still)
        call = partial(self._in_thread, work, then, failed or self.complain)
        self.run_worker(call, thread=True, exit_on_error=False, group="service")
        return True

    def glance(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        """Looks at how things stand without keeping anybody waiting; what fails is left for the next time."""
        self.run_worker(
            partial(self._looked, work, then),
            thread=True,
            exit_on_error=False,
            exclusive=True,
            group="glance",
        )

    def _looked(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        try:
            result = work()
        except S11chatError:
            return  # the next look, or the next thing done, tells what is wrong
        self.post_message(Seen(partial(then, result)))

    def on_seen(self, message: Seen) -> None:
        """Shows how things stand."""
        message.stop()
        message.act()

    def stays(self) -> str:
        """Why the program cannot be left from here; empty where it can."""
        return ""

    def _in_thread(
        self, work: Callable[[], T], then: Callable[[T], None], failed: Callable[[str], None]
    ) -> None:
        try:
            result = work()
        except S11chatError as error:
            self.post_message(Came(partial(failed, str(error))))
        else:
            self.post_message(Came(partial(then, result)))

    def on_came(self, message: Came) -> None:
        """Takes intents again, and shows what came."""
        message.stop()
        self._settle()
        message.act()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A fault in the program ends the call, not the sitting."""
        if event.state is WorkerState.ERROR and event.worker.group == "service":
            self._settle()
            self.complain(wording.FAULT.format(kind=type(event.worker.error).__name__))

    def _still(self) -> None:
        if self.awaiting:
            self._told = True
            self.inform(wording.STILL)

    def _settle(self) -> None:
        if self._patience is not None:
            self._patience.stop()
        if self._told:
            self._told = False
            self.inform("")
        self.awaiting = False
        self.waits(False)

    def waits(self, waiting: bool) -> None:
        """Told when a call begins and ends."""

    def complain(self, sentence: str) -> None:
        """Shows what went wrong."""
        self.inform(sentence, "-check")

    def inform(self, sentence: str, look: str = "-info") -> None:
        """Shows a message above the line of keys; an empty one clears it."""
        for notice in self.query("#notice").results(Static):
            if not sentence and not notice.display:
                continue
            sign = "! " if look == "-check" and sentence else ""
            notice.remove_class("-check", "-info").add_class(look)
            notice.display = bool(sentence)
            notice.update(f"{sign}{harmless(sentence)}")

    def keybar(self) -> KeyBar:
        """The line of keys of this screen."""
        return KeyBar((*GROUPS.get(self.GROUP, ()), *EVERYWHERE))

    def leave_out(self, keys: Iterable[str]) -> None:
        """Tells of no key of these ids, neither on the line of keys nor in the help."""
        self.left_out = frozenset(keys)
        self.query_one(KeyBar).suit(self.left_out, {})

    @staticmethod
    def notice() -> Static:
        """The line for messages, empty."""
        line = Static("", id="notice", markup=False)
        line.display = False
        return line
