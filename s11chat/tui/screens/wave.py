"""The manager's screen: how a wave stands, what is due, what is stuck and with whom, and the way to every case behind it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import OptionList, Static

from s11chat.assurance.right import Act
from s11chat.tui import boardword
from s11chat.tui.keys import PROGRESS, bindings, shown_as
from s11chat.tui.screens.modal import Card
from s11chat.tui.screens.overseeing import OverseeingScreen
from s11chat.tui.widgets.boardcharts import BoardCharts
from s11chat.tui.widgets.boardhead import head
from s11chat.tui.widgets.boardrows import rows_of
from s11chat.tui.widgets.header import StatusHeader
from s11chat.tui.widgets.sheet import Field
from s11chat.tui.widgets.views import Views

if TYPE_CHECKING:
    from s11chat.services.boardview import WaveBoard
    from s11chat.services.desk import Desk

EDGES = 3
"""Cells of a row that are not the list's: a space on either side, and the scroll bar."""
RENEWED = 30.0
"""Seconds between two looks at how things stand."""
WIDEST = 0.66
"""Of the window, where the charts stand beside the list."""


class WaveScreen(OverseeingScreen):
    """Views of one wave; what is marked leads to its cases."""

    CSS_PATH = "../styles/wave.tcss"
    GROUP = "progress"
    BINDINGS = bindings(PROGRESS)

    def __init__(self, desk: Desk, wave: str) -> None:
        super().__init__(desk, wave)
        self._view = next(iter(boardword.VIEWS))
        self._marked: dict[str, str | None] = {}
        """The row marked in each view."""

    def compose(self) -> ComposeResult:
        """Header, how it stands, the views, the rows beside the charts, the keys."""
        yield StatusHeader(boardword.TITLE, self.face.clock)
        yield Static("", id="head", markup=False)
        yield Views(shown_as("left") + shown_as("right"), boardword.VIEWS)
        with Horizontal(id="split"):
            yield OptionList(id="rows")
            yield BoardCharts()
        yield self.notice()
        yield self.keybar()

    def on_mount(self) -> None:
        """Looks how the wave stands, and goes on looking."""
        self.query_one(StatusHeader).show(boardword.TITLE, self.wave, self.desk.actor)
        self.query_one(OptionList).focus()
        self.serve(self._begin, self._began)
        self.set_interval(RENEWED, self._beat)

    def _begin(self) -> tuple[WaveBoard, tuple[str, ...]]:
        """How the wave stands, and the keys that whoever looks has no use for."""
        of = (
            ("progress.moderation", Act.SHOW_MODERATION),
            ("progress.words", Act.CODE_ANSWERS),
            ("progress.reports", Act.REPORT),
        )
        return self.look(), tuple(key for key, act in of if not self.desk.kept.may(act, self.wave))

    def _began(self, came: tuple[WaveBoard, tuple[str, ...]]) -> None:
        shown, without = came
        self.leave_out(without)
        self.show(shown)

    def _beat(self) -> None:
        if self.is_current and not self.awaiting:
            self.glance(self.look, self.show)

    def on_screen_resume(self) -> None:
        """Shows how things stand when one comes back."""
        if self.shown is not None:
            self.glance(self.look, self.show)

    def renew(self, said: str = "") -> None:
        """Looks again, and says what was done."""
        self.serve(self.look, partial(self._renewed, said))

    def _renewed(self, said: str, shown: WaveBoard) -> None:
        self.show(shown)
        self.inform(said)

    def show(self, shown: WaveBoard) -> None:
        """Shows the wave as it stands."""
        self.shown = shown
        self._fill()

    def _fill(self) -> None:
        if self.shown is None:
            return
        self.query_one("#head", Static).update(head(self.shown, max(30, self.size.width - 2)))
        self.query_one(BoardCharts).show(self.shown)
        self.query_one(Views).show(self._view)
        self.set_class(self._view == "days" and bool(self.shown.board.days), "-charted")
        rows = self.query_one(OptionList)
        top = rows.scroll_offset.y
        rows.clear_options()
        rows.add_options(rows_of(self._view, self.shown, self._width))
        self._mark(rows)
        rows.scroll_to(y=top, animate=False, immediate=True)

    def _mark(self, rows: OptionList) -> None:
        """Marks what was marked in this view, else the first row there is."""
        ids = [option.id for option in rows.options]
        wanted = self._marked.get(self._view)
        first = next((n for n, id_ in enumerate(ids) if id_), None)
        rows.highlighted = ids.index(wanted) if wanted in ids and wanted else first

    @property
    def _width(self) -> int:
        wide = self.has_class("-wide")
        return max(40, int(self.size.width * WIDEST) - EDGES if wide else self.size.width - EDGES)

    def on_resize(self) -> None:
        """Lays everything out for the new width."""
        self.call_after_refresh(self._fill)

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        self._marked[self._view] = event.option_id

    # views

    def action_view(self, step: int) -> None:
        """The next view, or the one before."""
        views = list(boardword.VIEWS)
        self._open_view(views[(views.index(self._view) + step) % len(views)])

    @on(Views.Chosen)
    def _view_chosen(self, event: Views.Chosen) -> None:
        self._open_view(event.view)

    def _open_view(self, view: str) -> None:
        self._view = view
        self.inform("")
        self._fill()
        self.query_one(OptionList).scroll_home(animate=False)

    # what is marked

    def action_open(self) -> None:
        """Opens what is marked."""
        self.query_one(OptionList).action_select()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        kind, _, rest = (event.option_id or "").partition(" ")
        match kind:
            case "hand" | "case":
                self.open_case(rest)
            case "appointment":
                case, _, number = rest.rpartition(" ")
                self.offer_appointment(case, int(number))
            case "message":
                self.offer_message(int(rest))
            case "view":
                self._open_view(rest)
            case "":
                pass
            case _:
                self.open_cases(event.option_id or "")

    def on_key(self, event: events.Key) -> None:
        """Whatever is typed looks for a case."""
        if event.is_printable and event.character and event.character != " ":
            event.stop()
            self.open_cases("all", event.character)

    def action_find(self) -> None:
        """All cases, to find one by typing."""
        self.open_cases("all")

    def action_renew(self) -> None:
        """Looks again now."""
        self.renew()

    def action_message(self) -> None:
        """A word to somebody of the office."""
        self.ask_message("")

    def action_calls(self) -> None:
        """The call room of this wave."""
        self.serve(partial(self.desk.call_room, self.wave), self.show_calls)

    def action_moderation(self) -> None:
        """The returns that are moderated."""
        from s11chat.tui.screens.moderated import ModeratedScreen  # few sittings come here

        self.face.push_screen(ModeratedScreen(self.desk, self.wave))

    def action_plans(self) -> None:
        """The action plans of this wave."""
        from s11chat.tui.screens.plans import PlansScreen  # few sittings come here

        self.face.push_screen(PlansScreen(self.desk, self.wave))

    def action_words(self) -> None:
        """The answers in words, to be coded."""
        from s11chat.tui.screens.codinglist import CodingListScreen  # few sittings come here

        self.face.push_screen(CodingListScreen(self.desk, self.wave))

    def action_reports(self) -> None:
        """The reports of this wave."""
        from s11chat.tui.screens.reports import ReportsScreen  # few sittings come here

        self.face.push_screen(ReportsScreen(self.desk, self.wave))

    def action_privacy(self) -> None:
        """What is held of people in this wave."""
        self.serve(self._held, self._read)

    def _held(self) -> tuple[str, ...]:
        from s11chat.services.disclosing import lines_of  # asked for rarely

        return lines_of(self.desk.kept, self.wave)

    def _read(self, lines: tuple[str, ...]) -> None:
        self.face.push_screen(Card(boardword.PRIVACY, tuple(Field("", line) for line in lines)))

    def action_close(self) -> None:
        """Back to the office."""
        self.dismiss(None)
