"""Cases found by typing: a line to type in, and the cases that fit what is typed, one of them marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from s11chat.language.harmless import one_line
from s11chat.tui import wording
from s11chat.tui.widgets.header import SEPARATOR
from s11chat.tui.widgets.prose import prose

if TYPE_CHECKING:
    from s11chat.services.view import CaseLine

STATE = 21
EDGES = 3
"""Cells of a row that are not the list's: a space on either side, and the scroll bar."""
SHOWN = 200
"""Cases listed at once; typing narrows them down."""


class CaseFinder(Vertical):
    """The line keeps the focus; arrows move the mark below it."""

    class Chosen(Message):
        """A case was chosen."""

        def __init__(self, case: str) -> None:
            super().__init__()
            self.case = case

    def __init__(self, why_empty: Callable[[str], str], words: str = "") -> None:
        """`why_empty` says why nothing is listed, told what is typed; `words` are typed at first."""
        super().__init__()
        self._why_empty, self._words = why_empty, words
        self._lines: tuple[CaseLine, ...] = ()

    def compose(self) -> ComposeResult:
        """The line, the cases, and what stands where there are none."""
        yield Input(self._words, placeholder=wording.FILTER, id="filter", select_on_focus=False)
        yield OptionList(id="cases")
        yield Static("", id="empty", markup=False)

    def on_mount(self) -> None:
        """Nothing is said before the cases have come."""
        self.query_one(OptionList).can_focus = False
        self.query_one("#empty").display = False
        self.query_one(Input).focus()

    @property
    def words(self) -> str:
        """What is typed."""
        return self.query_one(Input).value

    def clear(self) -> None:
        """Empties the line."""
        self.query_one(Input).value = ""

    def show(self, lines: Iterable[CaseLine]) -> None:
        """Puts these cases in the list; the mark stays on its case where that is still there."""
        self._lines = tuple(lines)
        self._fill()

    def open(self) -> None:
        """Chooses the case marked."""
        self.query_one(OptionList).action_select()

    def _fill(self) -> None:
        words = self.words
        fitting = [line for line in self._lines if _fits(line, words)]
        found = fitting[:SHOWN]
        cases = self.query_one(OptionList)
        before = cases.highlighted_option.id if cases.highlighted_option else None
        cases.clear_options()
        cases.add_options(Option(self._row(line), line.case) for line in found)
        if len(fitting) > SHOWN:
            more = wording.MORE_CASES.format(count=len(fitting) - SHOWN)
            cases.add_option(Option(Content(more), disabled=True))
        cases.highlighted = next(
            (n for n, line in enumerate(found) if line.case == before), 0 if found else None
        )
        cases.display = bool(found)
        empty = self.query_one("#empty", Static)
        empty.display = not found
        empty.update(prose(wording.NONE_FOUND.format(words=words) if self._lines else self._why_empty(words)))

    def _row(self, line: CaseLine) -> Content:
        width = max(30, self.screen.size.width - EDGES)
        name = Content.styled(one_line(line.organisation), "bold").truncate(width - STATE - 1, ellipsis=True)
        state = Content.styled(str(line.state).rjust(STATE), "$primary")
        first = name.pad_right(max(1, width - name.cell_length - STATE)) + state
        below = f"{line.case}{SEPARATOR}{line.type_name}"
        waits = _news(line)
        waits = waits if len(waits) <= width // 2 else f"{waits[: width // 2 - 1]}…"
        room = max(8, width - len(waits) - 2)
        second = Content.styled(below, "$muted").truncate(room, ellipsis=True)
        gap = max(1, width - second.cell_length - len(waits))
        return first + "\n" + second.pad_right(gap) + Content.styled(waits, "$muted")

    @on(Input.Changed, "#filter")
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._fill()

    @on(Input.Submitted, "#filter")
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.open()

    def on_key(self, event: events.Key) -> None:
        """Arrows move the mark in the list while the line keeps the focus."""
        cases = self.query_one(OptionList)
        match event.key:
            case "up":
                cases.action_cursor_up()
            case "down":
                cases.action_cursor_down()
            case "pageup":
                cases.action_first()
            case "pagedown":
                cases.action_last()
            case _:
                return
        event.stop()

    def on_resize(self) -> None:
        """Lays the rows out for the new width."""
        if self._lines:
            self.call_after_refresh(self._fill)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id:
            self.post_message(self.Chosen(event.option_id))


def _news(line: CaseLine) -> str:
    """What most needs to be known of a case: that it is put off, who is to go on, how far it has come."""
    if line.paused_until:
        return wording.PAUSED_UNTIL.format(until=one_line(line.paused_until))
    if line.successor:
        return wording.NEEDS_CODE.format(name=one_line(line.successor))
    return f"{line.answered} answered" if line.answered else one_line(line.waits_for)


def _fits(line: CaseLine, words: str) -> bool:
    whole = " ".join(
        (line.organisation, line.case, line.type_name, line.respondent, line.state, line.waits_for)
    ).casefold()
    return all(word in whole for word in words.casefold().split())
