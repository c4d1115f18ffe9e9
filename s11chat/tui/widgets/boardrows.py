"""The rows of the manager's screen, view by view; every row that counts cases leads to exactly those."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets.option_list import Option

from s11chat.analysis.board import OutcomeBar, Reach, TypeBar
from s11chat.analysis.rounding import decimal, short_per_cent
from s11chat.fieldwork.hours import day_told
from s11chat.language.harmless import one_line
from s11chat.tui import boardword, callword
from s11chat.tui.widgets.calls import called, column, namesakes
from s11chat.tui.widgets.charts import Part, lying, stacked
from s11chat.tui.widgets.header import SEPARATOR
from s11chat.tui.widgets.prose import wrapped

if TYPE_CHECKING:
    from datetime import date

    from s11chat.analysis.board import DayBar
    from s11chat.services.boardview import Supervised, WaveBoard
    from s11chat.services.callview import AppointmentLine

COUNT, FIGURE, INDENT, UNDER, GAP = 6, 6, 2, 8, 2
NAME, BAR = 28, 10
"""Cells of a name and of a bar, at least."""
FILLS = {
    Reach.COMPLETE: ("█", "$success"),
    Reach.BEGUN: ("▒", "$primary"),
    Reach.NOT_BEGUN: ("░", "$muted"),
    Reach.OVER: ("·", "$muted"),
}
"""What each part of a bar is filled with; they differ without colour too."""
NOTHING = "-"
INDENTED = " " * INDENT


def rows_of(view: str, shown: WaveBoard, width: int) -> list[Option]:
    """The rows of a view at `width` cells."""
    makers: dict[str, Callable[[WaveBoard, int], Iterator[Option]]] = {
        "now": _now,
        "types": _types,
        "outcomes": _outcomes,
        "days": _days,
        "room": _room,
    }
    if not shown.lines:
        return [_said(boardword.NO_CASES.format(wave=shown.wave), width)]
    return list(makers[view](shown, width))


def _now(shown: WaveBoard, width: int) -> Iterator[Option]:
    yield _heading(boardword.DUE)
    unread = len(shown.supervised.messages) if shown.supervised else 0
    if not shown.due and not unread:
        yield _said(_nothing_due(shown), width)
    for pile in shown.due:
        say, how = boardword.DUES[pile.key]
        beside = how.format(wave=shown.wave)
        yield _counted(
            f"due {pile.key}", len(pile.cases), say.format(stage=pile.say), beside, width, "$primary"
        )
    if unread:
        say = boardword.UNREAD[unread == 1]
        yield _counted("view room", unread, say, boardword.IN_ROOM, width, "$primary")
    yield _blank()
    yield _heading(boardword.STUCK)
    if not shown.stuck:
        yield _said(boardword.NOTHING_STUCK, width)
    for pile in shown.stuck:
        since = boardword.SINCE.format(day=short(pile.since)) if pile.since else ""
        beside = SEPARATOR.join(filter(None, (_with_whom(pile.whom), since)))
        yield _counted(f"stuck {pile.key}", len(pile.cases), pile.say, beside, width, "$warning")


def _with_whom(names: Sequence[str]) -> str:
    """The name of whose turn it is; of many how many they are."""
    return one_line(names[0]) if len(names) == 1 else boardword.PEOPLE_COUNT.format(count=len(names))


def _nothing_due(shown: WaveBoard) -> str:
    ahead = next((stage for stage in shown.stages if not stage.past and not stage.today), None)
    if ahead is None:
        return boardword.NOTHING_DUE
    return boardword.NEXT_STAGE.format(stage=ahead.stage.value, day=day_told(ahead.on))


def short(day: date) -> str:
    """A day in few letters."""
    return f"{day.day} {day:%b}"


def _counted(id_: str, count: int, say: str, beside: str, width: int, look: str) -> Option:
    return _row(
        id_, Content.styled(f"{count:>{COUNT},}", f"bold {look}") + Content(f"  {say}"), beside, width
    )


def _row(id_: str, left: Content, beside: str, width: int) -> Option:
    """A row with something to its right, or below it where both find no room in a line; nothing of it is cut."""
    gap = width - left.cell_length - len(beside)
    if gap >= GAP or not beside:
        return Option(left.pad_right(max(0, gap)) + Content.styled(beside, "$muted"), id_)
    first, *more = left.wrap(width - UNDER)
    below = [*more, *wrapped(beside, width - UNDER, "$muted")]
    return Option(Content("\n").join([first, *(Content(" " * UNDER) + line for line in below)]), id_)


def _types(shown: WaveBoard, width: int) -> Iterator[Option]:
    figures = (5, 6, 4, 5, 5, 6)
    names = [bar.name for bar in shown.board.types]
    name = min(max(map(len, (*names, NAME * "-"))), width - sum(figures) - BAR - 2)
    bar_width = width - sum(figures) - name - 2
    first, *others = boardword.TYPE_HEADS
    heads = "".join(head.rjust(wide) for head, wide in zip(others, figures, strict=True))
    yield _heading(f"{first:<{name + bar_width + 2}}{heads}")
    bars = shown.board.types
    for bar in bars:
        yield Option(_type_row(bar, name, bar_width, figures), f"type {bar.type}")
    if len(bars) > 1:
        yield _blank()
        yield Option(_type_row(shown.board.total, name, bar_width, figures), "type TOTAL")
    yield _blank()
    for line in _legend_lines(width):
        yield _heading(line, "$muted")


def _legend_lines(width: int) -> Iterator[str]:
    legend = "   ".join(f"{fill} {boardword.REACHES[reach.value]}" for reach, (fill, _) in FILLS.items())
    whole = f"{legend}   ({boardword.OVER_MEANS})"
    yield from ([whole] if len(whole) <= width else [legend, boardword.OVER_MEANS])


def _type_row(bar: TypeBar, name: int, bar_width: int, figures: tuple[int, ...]) -> Content:
    parts = [Part(len(bar.reach[reach]), *FILLS[reach]) for reach in Reach]
    rate = boardword.RATE.format(rate=short_per_cent(bar.rate)) if bar.rate is not None else NOTHING
    said = [*(f"{part.count:,}" for part in parts), f"{bar.population:,}", rate]
    numbers = "".join(one.rjust(wide) for one, wide in zip(said, figures, strict=True))
    first, *more = wrapped(one_line(bar.name), name) or [Content("")]
    row = first.pad_right(name + 1 - first.cell_length) + stacked(parts, bar_width) + f" {numbers}"
    return Content("\n").join([row, *more])


def _outcomes(shown: WaveBoard, width: int) -> Iterator[Option]:
    board = shown.board
    name = max(NAME, width - 2 * FIGURE - 2 - max(BAR, (width - NAME) // 2))
    bar_width = width - name - 2 * FIGURE - 2
    first, *others = boardword.OUTCOME_HEADS
    heads = "".join(head.rjust(FIGURE) for head in others)
    if not board.outcomes:
        yield _said(boardword.NO_CALLS, width)
    else:
        yield _heading(f"{first:<{name + bar_width + 2}}{heads}")
    most = max((len(bar.cases) for bar in board.outcomes), default=0)
    for bar in board.outcomes:
        yield Option(_outcome_row(bar, most, name, bar_width), f"outcome {bar.code}")
    if board.untried:
        yield _blank()
        row = Content(boardword.UNTRIED).pad_right(name + bar_width + 2 - len(boardword.UNTRIED))
        yield Option(row + f"{len(board.untried):>{FIGURE},}", "untried")


def _outcome_row(bar: OutcomeBar, most: int, name: int, bar_width: int) -> Content:
    code = Content.styled(f"{bar.code:<4}", "$muted")
    first, *more = wrapped(one_line(bar.say), name - 4) or [Content("")]
    row = code + first.pad_right(name - 4 + 1 - first.cell_length)
    row += Content.styled(lying(len(bar.cases), most, bar_width), "$primary")
    row += f" {len(bar.cases):>{FIGURE},}{bar.calls:>{FIGURE},}"
    return Content("\n").join([row, *(Content("    ") + line for line in more)])


def _days(shown: WaveBoard, width: int) -> Iterator[Option]:
    if not shown.board.days:
        yield _said(boardword.NO_DAYS.format(wave=shown.wave), width)
        return
    columns = (11, 6, 10, 7, 14)
    first, *others = boardword.DAY_HEADS
    heads = "".join(head.rjust(wide) for head, wide in zip(others, columns[1:], strict=True))
    yield _heading(f"{first:<{columns[0]}}{heads}")
    stages = {stage.on: stage.stage.value for stage in shown.stages}
    for day in reversed(shown.board.days):
        if day.completed or day.calls or day.first in stages:
            yield _row(f"day {day.first}", _day_row(day, columns), stages.get(day.first, ""), width)


def _day_row(day: DayBar, columns: tuple[int, ...]) -> Content:
    each = day.calls_per_complete
    said = [
        f"+{len(day.completed):,}" if day.completed else NOTHING,
        f"{day.complete:,}",
        f"{day.calls:,}" if day.calls else NOTHING,
        decimal(each, 1) if each is not None else NOTHING,
    ]
    row = Content(f"{day.first:%a} {short(day.first)}".ljust(columns[0]))
    return row + "".join(one.rjust(wide) for one, wide in zip(said, columns[1:], strict=True))


def _room(shown: WaveBoard, width: int) -> Iterator[Option]:
    room = shown.supervised
    if room is None:
        yield _said(boardword.NOT_YOURS.format(views="The other views"), width)
        return
    parts = (
        (boardword.IN_HAND, boardword.NO_HAND, _in_hand(room, width)),
        (boardword.MESSAGES, boardword.NO_MESSAGES, _messages(room, width)),
        (boardword.APPOINTMENTS, boardword.NO_APPOINTMENTS, _appointments(room.appointments, width)),
        (boardword.OFFICE, boardword.NO_OFFICE, _office(room, width)),
    )
    for number, (title, nothing, rows) in enumerate(parts):
        if number:
            yield _blank()
        yield _heading(f"{title}  {len(rows)}" if rows else title)
        yield from rows or [_said(nothing, width)]


def _in_hand(room: Supervised, width: int) -> list[Option]:
    return [
        _row(
            f"hand {line.case}",
            Content.styled(f"{INDENTED}{one_line(line.holder)}", "bold")
            + f"{SEPARATOR}{one_line(line.organisation)}",
            (boardword.CALLING if line.calling else boardword.HOLDING).format(since=line.since),
            width,
        )
        for line in room.in_hand
    ]


def _office(room: Supervised, width: int) -> list[Option]:
    return [
        _row(
            f"case {line.case}",
            Content.styled(f"{INDENTED}{one_line(line.organisation)}", "bold"),
            one_line(line.why),
            width,
        )
        for line in room.office
    ]


def _appointments(lines: Sequence[AppointmentLine], width: int) -> list[Option]:
    rows, wide, alike = [], column(lines), namesakes(lines)
    for line in lines:
        sign, word, look = callword.STATES.get(line.state, ("·", line.state, "$muted"))
        row = Content.styled(f"{INDENTED}{sign} {word:<8} ", look) + Content(f"{line.local:<{wide}}")
        row += Content.styled(called(line, alike), "bold")
        whom = SEPARATOR.join(
            one_line(part)
            for part in (boardword.ONLY.format(owner=line.owner) if line.owner else "", line.person)
            if part
        )
        rows.append(_row(f"appointment {line.case} {line.number}", row, whom, width))
    return rows


def _messages(room: Supervised, width: int) -> list[Option]:
    return [
        _row(
            f"message {line.number}",
            Content.styled(f"{INDENTED}› ", "bold $primary") + Content(one_line(line.text)),
            f"{one_line(line.by)}, {line.local}",
            width,
        )
        for line in reversed(room.messages)
    ]


def _heading(say: str, look: str = "bold $secondary") -> Option:
    return Option(Content.styled(say, look), disabled=True)


def _said(say: str, width: int) -> Option:
    lines = wrapped(say, width - INDENT, "$muted")
    return Option(Content("\n").join(Content(" " * INDENT) + line for line in lines), disabled=True)


def _blank() -> Option:
    return Option(Content(" "), disabled=True)
