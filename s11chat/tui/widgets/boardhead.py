"""The head of the manager's screen: the wave, how many returns are complete, and its stages with today's marked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.content import Content

from s11chat.analysis.board import Reach
from s11chat.analysis.rounding import short_per_cent
from s11chat.language.harmless import one_line
from s11chat.language.plural import number_of
from s11chat.tui import boardword
from s11chat.tui.widgets.boardrows import short
from s11chat.tui.widgets.header import SEPARATOR
from s11chat.tui.widgets.prose import wrapped

if TYPE_CHECKING:
    from s11chat.services.boardview import WaveBoard


def head(shown: WaveBoard, width: int) -> Content:
    """The lines of the head at `width` cells; stages go on in the next line where they find no room."""
    lines = wrapped(one_line(shown.title), width, "bold")
    lines += _lines([Content(part) for part in _figures(shown)], width)
    if shown.stages:
        lines += _lines(list(_stages(shown)), width)
    else:
        lines += wrapped(boardword.NO_STAGES.format(wave=shown.wave), width, "$muted")
    return Content("\n").join(lines)


def _figures(shown: WaveBoard) -> Iterator[str]:
    total = shown.board.total
    complete = len(total.reach[Reach.COMPLETE])
    yield boardword.COMPLETE.format(complete=complete, population=total.population)
    if total.rate is not None:
        yield boardword.RATE.format(rate=short_per_cent(total.rate))
    if shown.closed:
        yield boardword.CLOSED
    elif shown.closes and shown.days_left is not None:
        day = short(shown.closes)
        yield boardword.CLOSES[shown.days_left < 0].format(day=day)
        if shown.days_left >= 0:
            some = boardword.DAYS_LEFT.format(days=number_of(shown.days_left, "day"))
            yield boardword.LEFT.get(shown.days_left, some)


def _stages(shown: WaveBoard) -> Iterator[Content]:
    for stage in shown.stages:
        sign = boardword.SIGN["today" if stage.today else "past" if stage.past else "ahead"]
        day = boardword.TODAY if stage.today else short(stage.on)
        look = "bold $warning" if stage.today else "$muted" if stage.past else ""
        yield Content.styled(f"{sign}{stage.stage.value} {day}", look)


def _lines(parts: list[Content], width: int) -> list[Content]:
    """Parts beside each other, in as many lines as they need; none is broken."""
    lines: list[Content] = []
    for part in parts:
        if lines and lines[-1].cell_length + len(SEPARATOR) + part.cell_length <= width:
            lines[-1] += Content.styled(SEPARATOR, "$muted") + part
        else:
            lines.append(part)
    return lines
