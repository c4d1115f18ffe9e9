"""The office: the cases of a wave, found by typing, and the ways to everything else."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from s11chat.language.harmless import one_line
from s11chat.tui import wording
from s11chat.tui.keys import HOME, bindings
from s11chat.tui.screens.modal import Card, Menu
from s11chat.tui.screens.rehearsal import RehearsingScreen
from s11chat.tui.widgets.header import SEPARATOR, StatusHeader
from s11chat.tui.widgets.prose import prose
from s11chat.tui.widgets.sheet import Field

if TYPE_CHECKING:
    from s11chat.services.calling import CallRoom
    from s11chat.services.desk import Desk
    from s11chat.services.view import CaseLine, WaveLine

STATE = 21
EDGES = 3
"""Cells of a row that are not the list's: a space on either side, and the scroll bar."""
SHOWN = 200
"""Cases listed at once; typing narrows them down."""


class HomeScreen(RehearsingScreen):
    """Where somebody in the office begins."""

    CSS_PATH = "../styles/home.tcss"
    GROUP = "home"
    BINDINGS = bindings(HOME)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._waves: tuple[WaveLine, ...] = ()
        self._wave: WaveLine | None = None
        self._cases: tuple[CaseLine, ...] = ()

    def compose(self) -> ComposeResult:
        """Header, wave, the line to type in, the cases, the keys."""
        yield StatusHeader(wording.HOME, self.face.clock)
        yield Static("", id="wave", markup=False)
        yield Input(placeholder=wording.FILTER, id="filter", select_on_focus=False)
        yield OptionList(id="cases")
        yield Static("", id="empty", markup=False)
        yield self.notice()
        yield self.keybar()

    def on_mount(self) -> None:
        """Fetches what there is."""
        self.query_one(OptionList).can_focus = False
        self.query_one("#empty").display = False
        self.query_one(StatusHeader).show(wording.TITLE, wording.HOME, self.desk.actor)
        self.query_one(Input).focus()
        self._fetch(None)
        if self.face.start.guide:
            fields = tuple(Field("", line) for line in self.face.start.guide.splitlines())
            self.face.push_screen(Card(wording.GUIDE_TITLE, fields))

    def on_screen_resume(self) -> None:
        """Shows how things stand when one comes back."""
        if self._waves:
            self._fetch(self._wave.id if self._wave else None)

    def _fetch(self, wave: str | None) -> None:
        self.serve(partial(self._look, wave), self._show)

    def _look(self, wanted: str | None) -> tuple[tuple[WaveLine, ...], WaveLine | None, tuple[CaseLine, ...]]:
        waves = self.desk.waves()
        wave = next((line for line in waves if line.id == wanted), waves[0] if waves else None)
        return waves, wave, self.desk.cases(wave.id) if wave else ()

    def _show(self, came: tuple[tuple[WaveLine, ...], WaveLine | None, tuple[CaseLine, ...]]) -> None:
        self._waves, self._wave, self._cases = came
        self.query_one("#wave", Static).update(_wave_line(self._wave) if self._wave else Content(""))
        self._fill()

    def _fill(self) -> None:
        words = self.query_one(Input).value
        fitting = [line for line in self._cases if _fits(line, words)]
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
        empty.update(prose(self._why_empty(words)))

    def _why_empty(self, words: str) -> str:
        if not self._waves:
            return wording.NO_WAVES
        return wording.NONE_FOUND.format(words=words) if self._cases else wording.NO_CASES

    def _row(self, line: CaseLine) -> Content:
        width = max(30, self.size.width - EDGES)
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
    def _changed(self) -> None:
        self._fill()

    @on(Input.Submitted, "#filter")
    def _submitted(self) -> None:
        self.action_open()

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
        if self._cases:
            self.call_after_refresh(self._fill)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        if event.option_id:
            self.serve(partial(self.desk.interview_as_interviewer, event.option_id), self.show_interview)

    def action_open(self) -> None:
        """Opens the case marked, as interviewer."""
        self.query_one(OptionList).action_select()

    def wishes(self) -> dict[str, Callable[[], None]]:
        """What the menu offers: a rehearsal too."""
        code, *others = super().wishes().items()
        mine = (("rehearse", self.action_rehearse), ("calls", self.action_calls))
        return dict([code, *mine, *others])

    def action_calls(self) -> None:
        """Opens the call room of this wave."""
        if self._wave is not None:
            self.serve(partial(self.desk.call_room, self._wave.id), self._show_calls)

    def _show_calls(self, room: CallRoom) -> None:
        from s11chat.tui.screens.callroom import CallRoomScreen  # few sittings come here

        self.face.begin(CallRoomScreen.GROUP, partial(CallRoomScreen, room, self.desk.library), room)

    def action_wave(self) -> None:
        """Chooses another wave."""
        if self._waves:
            choices = {line.id: _wave_choice(line) for line in self._waves}
            self.face.push_screen(Menu(wording.WAVES_TITLE, choices), self._wave_chosen)

    def _wave_chosen(self, wave: str | None) -> None:
        if wave:
            self._fetch(wave)


def _news(line: CaseLine) -> str:
    """What most needs to be known of a case: that it is put off, who is to go on, how far it has come."""
    if line.paused_until:
        return wording.PAUSED_UNTIL.format(until=one_line(line.paused_until))
    if line.successor:
        return wording.NEEDS_CODE.format(name=one_line(line.successor))
    return f"{line.answered} answered" if line.answered else one_line(line.waits_for)


def _wave_choice(wave: WaveLine) -> str:
    closes = wording.CLOSES.format(day=wave.closes) if wave.closes else wording.NO_CLOSING
    return wording.WAVE_CHOICE.format(title=one_line(wave.title), id=wave.id, closes=closes, cases=wave.cases)


def _wave_line(wave: WaveLine) -> Content:
    counts = wording.WAVE_LINE.format(cases=wave.cases, complete=wave.complete, signed=wave.signed)
    closes = f"{SEPARATOR}{wording.CLOSES.format(day=wave.closes)}" if wave.closes else ""
    return Content.styled(one_line(wave.title), "bold") + "\n" + Content.styled(f"{counts}{closes}", "$muted")


def _fits(line: CaseLine, words: str) -> bool:
    whole = " ".join(
        (line.organisation, line.case, line.type_name, line.respondent, line.state, line.waits_for)
    ).casefold()
    return all(word in whole for word in words.casefold().split())
