"""A staff echo as it is answered: the interview without anything that names somebody, and an end that is told."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from s11chat.engine.progress import Progress
from s11chat.engine.turn import Say, Turn
from s11chat.tui import echoword
from s11chat.tui.screens.interview import InterviewScreen
from s11chat.tui.screens.modal import Card
from s11chat.tui.widgets.sheet import Field

_OFFERED = ("stop", "concern", "repeat", "theme")


class StaffScreen(InterviewScreen):
    """One member of staff, whom nobody knows."""

    GROUP = "staff"
    _said: tuple[str, ...] = ()

    def offers(self) -> Iterator[str]:
        """Neither notes nor other people."""
        yield from (wish for wish in super().offers() if wish in _OFFERED)

    def say_of(self, wish: str) -> str:
        """What the menu says."""
        return echoword.STOP if wish == "stop" else super().say_of(wish)

    def show_turns(self, turns: tuple[Turn, ...], progress: Progress) -> None:
        """The turns; what is said with the last of them is told at the end once more."""
        self._said = tuple(turn.text for turn in turns if isinstance(turn, Say))
        super().show_turns(turns, progress)

    def _end(self, text: str) -> None:
        over = partial(self.face.sitting_over, self, echoword.OVER)
        fields = [Field("", part) for said in (*self._said, text) for part in (said, "")]
        self.face.push_screen(Card(echoword.OVER_TITLE, tuple(fields[:-1])), lambda _: over())
