"""The two charts of the manager's screen: returns complete over the days, and calls per complete."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from s11chat.analysis.board import joined
from s11chat.analysis.rounding import decimal
from s11chat.tui import boardword
from s11chat.tui.widgets.boardrows import short
from s11chat.tui.widgets.charts import columns

if TYPE_CHECKING:
    from s11chat.analysis.board import DayBar
    from s11chat.services.boardview import WaveBoard

WALL = 7
"""Cells that the wall of a chart and its figure may take."""
HIGHEST = 8
"""Rows of a chart."""
AROUND = 4
"""Lines of a chart besides its rows: title, floor, days, and an empty one."""


class BoardCharts(Widget):
    """Draws them as high as there is room for."""

    _shown: WaveBoard | None = None

    def show(self, shown: WaveBoard) -> None:
        """Draws another board."""
        self._shown = shown
        self.refresh()

    def render(self) -> RenderResult:
        """The lines of both charts."""
        if self._shown is None or not self._shown.board.days:
            return Content("")
        lines = list(charts(self._shown, self.size.width, self.size.height))
        return Content("\n").join(lines[: self.size.height])


def charts(shown: WaveBoard, width: int, height: int) -> Iterator[Content]:
    """The charts in `height` lines of `width` cells: the second where there is room for both."""
    days = joined(shown.board.days, max(1, width - WALL))
    marks, names = _marks(shown, days)
    step = (days[0].last - days[0].first).days + 1
    legend = _side_by_side([*names, *([boardword.STEP.format(days=step)] if step > 1 else [])], width)
    room = height - len(legend)
    both = room >= 2 * (AROUND + 2)
    rows = max(1, min(HIGHEST, (room - 2 * AROUND) // 2 if both else room - AROUND + 1))
    ends = (short(days[0].first), short(days[-1].last))
    yield _title(boardword.RETURNS, boardword.RETURNS_NOW.format(complete=days[-1].complete), width)
    yield from columns([day.complete for day in days], rows, width, marks, ends, "$success")
    if both:
        yield Content("")
        yield _title(boardword.CALLS_PER, _calls_per(shown, width - len(boardword.CALLS_PER) - 2), width)
        yield from columns([day.calls_per_complete for day in days], rows, width, marks, ends, "$primary")
        yield Content("")
    yield from (Content.styled(line, "$muted") for line in legend)


def _side_by_side(names: list[str], width: int) -> list[str]:
    """Names beside each other, in as many lines as they need."""
    lines: list[str] = []
    for name in names:
        if lines and len(lines[-1]) + 2 + len(name) <= width:
            lines[-1] += f"  {name}"
        else:
            lines.append(name)
    return lines


def _title(title: str, now: str, width: int) -> Content:
    line = Content.styled(title, "bold $secondary") + f"  {now}"
    return line.truncate(width, ellipsis=True)


def _calls_per(shown: WaveBoard, room: int) -> str:
    whole = shown.board.all_days
    if whole is None or whole.calls_per_complete is None:
        return boardword.NO_CALLS_PER
    each = decimal(whole.calls_per_complete, 1)
    long = boardword.CALLS_PER_LONG.format(each=each, calls=whole.calls, completes=whole.by_telephone)
    return long if len(long) <= room else boardword.CALLS_PER_NOW.format(each=each)


def _marks(shown: WaveBoard, days: tuple[DayBar, ...]) -> tuple[dict[int, str], list[str]]:
    """The letters of the stages by the number of their column, and what they stand for."""
    marks: dict[int, str] = {}
    told: dict[str, str] = {}
    for stage in shown.stages:
        at = next((n for n, day in enumerate(days) if day.first <= stage.on <= day.last), None)
        if at is not None:
            letter = boardword.MARKS[stage.stage.value]
            marks[at] = letter
            told[letter] = stage.stage.value
    return marks, [f"{letter} {name}" for letter, name in told.items()]
