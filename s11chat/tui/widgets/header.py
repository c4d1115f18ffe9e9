"""The line at the top: whose return it is, who answers, and the time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from s11chat.language.harmless import one_line

SEPARATOR = " · "


class StatusHeader(Widget):
    """A title, what belongs to it, and on the right the clock, with a timer where one runs."""

    def __init__(
        self,
        title: str,
        clock: Callable[[], datetime],
        timed: bool = False,
        begun: datetime | None = None,
    ) -> None:
        super().__init__()
        self._title, self._parts, self._states = title, (), ()
        self._clock, self.begun = clock, clock() if timed else begun
        """Since when the timer runs; None without one."""

    _parts: tuple[str, ...]
    _states: tuple[str, ...]

    def on_mount(self) -> None:
        """Keeps the time running."""
        self.set_interval(1.0, self.refresh)

    def show(self, title: str, *parts: str) -> None:
        """What the line says; empty parts are left out."""
        self._title = one_line(title)
        self._parts = tuple(one_line(part) for part in parts if part)
        self.refresh()

    def switch(self, *states: str) -> None:
        """What is switched on just now; it stands before the time, and is never cut."""
        self._states = states
        self.refresh()

    def time_from(self, begun: datetime | None) -> None:
        """Starts the timer, or (None) takes it away."""
        self.begun = begun
        self.refresh()

    @property
    def time(self) -> str:
        """The clock, and how long the sitting has lasted."""
        now = self._clock()
        if self.begun is None:
            return f"{now:%H:%M}"
        seconds = max(0, int((now - self.begun).total_seconds()))
        return f"{now:%H:%M}{SEPARATOR}{seconds // 60:02d}:{seconds % 60:02d}"

    def render(self) -> RenderResult:
        """The line, cut where it does not fit; what is switched on and the time stay."""
        time = self.time
        right = Content.styled(time, "$muted")
        for state in reversed(self._states):
            right = Content.styled(state, "bold $warning") + Content.styled(SEPARATOR, "$muted") + right
        room = max(4, self.size.width - right.cell_length - 2)
        left = Content.styled(self._title, "bold $primary")
        for part in self._parts:
            left += Content.styled(SEPARATOR, "$muted") + Content(part)
        left = left.truncate(room, ellipsis=True)
        return left + " " * max(1, self.size.width - left.cell_length - right.cell_length) + right
