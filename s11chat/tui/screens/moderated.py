"""The returns that are moderated: a moderator's own to be opened, the manager's to be assigned and released."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from s11chat.assurance.right import Act, same_name
from s11chat.language.harmless import one_line
from s11chat.tui import moderationword
from s11chat.tui.keys import bindings
from s11chat.tui.moderationkeys import FIGURES, MODERATED, OF_MANAGER
from s11chat.tui.screens.base import FaceScreen
from s11chat.tui.screens.modal import Card, Menu
from s11chat.tui.screens.moderation import ModerationScreen
from s11chat.tui.screens.rated import EDGES
from s11chat.tui.widgets.header import StatusHeader
from s11chat.tui.widgets.moderation import return_row
from s11chat.tui.widgets.sheet import Field

if TYPE_CHECKING:
    from s11chat.services.assigning import ModeratedLine
    from s11chat.services.desk import Desk


class Look(NamedTuple):
    """The returns, and the keys that whoever looks has no use for."""

    lines: tuple[ModeratedLine, ...]
    without: tuple[str, ...]


class ModeratedScreen(FaceScreen[None]):
    """Returns of one wave, or of all."""

    CSS_PATH = "../styles/moderation.tcss"
    GROUP = "moderated"
    BINDINGS = bindings(MODERATED)

    def __init__(self, desk: Desk, wave: str = "", case: str = "") -> None:
        super().__init__()
        self.desk, self.wave, self._case = desk, wave, case
        self.lines: tuple[ModeratedLine, ...] = ()

    def compose(self) -> ComposeResult:
        """Header, how many, list, message, keys."""
        yield StatusHeader(moderationword.LIST_TITLE, self.face.clock)
        yield Static("", id="counts", markup=False)
        yield OptionList(id="returns")
        yield self.notice()
        yield self.keybar()

    def on_mount(self) -> None:
        """Fetches the returns, and opens the one asked for."""
        title = moderationword.LIST_TITLE
        self.query_one(StatusHeader).show(title, self.wave, self.desk.actor)
        self.query_one(OptionList).focus()
        self.renew()
        if self._case:
            self.face.push_screen(ModerationScreen(self.desk, self._case), lambda _: self.renew())

    def renew(self, said: str = "") -> None:
        """Fetches the returns as they stand, and says what was done."""
        self.serve(self._look, partial(self._renewed, said))

    def _look(self) -> Look:
        from s11chat.services.assigning import moderated  # the store is loaded once the desk is open

        kept, wave = self.desk.kept, self.wave
        without = (
            *(() if kept.may(Act.ASSIGN_MODERATOR, wave) else OF_MANAGER),
            *(() if kept.may(Act.REPORT, wave) else (FIGURES,)),
        )
        return Look(moderated(kept, wave, all_=True), without)

    def _renewed(self, said: str, look: Look) -> None:
        lines = self.lines = look.lines
        self.leave_out(look.without)
        self._fill()
        self.inform(said or ("" if lines else moderationword.LIST_EMPTY))

    def _fill(self) -> None:
        rows = self.query_one(OptionList)
        at = rows.highlighted or 0
        width = max(50, self.size.width - EDGES)
        rows.clear_options()
        rows.add_options(Option(return_row(line, width), line.case) for line in self.lines)
        if self.lines:
            rows.highlighted = min(at, len(self.lines) - 1)
        counted = moderationword.COUNTED.format(
            returns=len(self.lines),
            moderated=sum(bool(line.works) for line in self.lines),
            released=sum(line.released for line in self.lines),
        )
        self.query_one("#counts", Static).update(counted if self.lines else "")

    def on_resize(self) -> None:
        """Lays the rows out for the width there is."""
        self.call_after_refresh(self._fill)

    @property
    def line(self) -> ModeratedLine | None:
        """The return marked."""
        at = self.query_one(OptionList).highlighted
        return self.lines[at] if at is not None and at < len(self.lines) else None

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        line = self.line
        if line is not None:
            self.face.push_screen(ModerationScreen(self.desk, line.case), lambda _: self.renew())

    def action_open(self) -> None:
        """The standards of the marked return."""
        self.query_one(OptionList).action_select()

    # what the manager does

    def action_assign(self) -> None:
        """Gives the marked return to a moderator."""
        line = self.line
        if line is None:
            self.inform(moderationword.MARK_FIRST)
            return
        from s11chat.services.assigning import moderators

        wave = line.case.partition("/")[0]
        self.serve(partial(moderators, self.desk.kept, wave), partial(self._offer, line))

    def _offer(self, line: ModeratedLine, names: tuple[str, ...]) -> None:
        from s11chat.services.assigning import assign

        names = tuple(name for name in names if not any(same_name(work.name, name) for work in line.works))
        if not names:
            self.complain(moderationword.ASSIGN_DETAIL)
            return
        said = partial(moderationword.ASSIGNED.format, organisation=one_line(line.organisation))
        title = moderationword.ASSIGN_TITLE.format(organisation=one_line(line.organisation))
        self._ask_whom(title, names, partial(assign, self.desk.kept, line.case), lambda name: said(name=name))

    def action_take_back(self) -> None:
        """Takes the marked return back from a moderator."""
        line = self.line
        if line is None or not line.works:
            self.inform(moderationword.MARK_FIRST if line is None else moderationword.NOBODY)
            return
        from s11chat.services.assigning import take_back

        title = moderationword.TAKE_BACK_TITLE.format(organisation=one_line(line.organisation))
        names = tuple(work.name for work in line.works)
        act = partial(take_back, self.desk.kept, line.case)
        self._ask_whom(title, names, act, lambda name: moderationword.TAKEN_BACK.format(name=name))

    def _ask_whom(
        self, title: str, names: tuple[str, ...], act: Callable[[str], str], said: Callable[[str], str]
    ) -> None:
        def chosen(name: str | None) -> None:
            if name:
                self.serve(partial(act, name), lambda told: self.renew(said(told)))

        self.face.push_screen(Menu(title, {name: one_line(name) for name in names}), chosen)

    def action_release(self) -> None:
        """Shows the lead the result as it stands; where they see one, they see it no more."""
        line = self.line
        if line is None:
            self.inform(moderationword.MARK_FIRST)
            return
        from s11chat.services.releasing import release, take_release_back

        act: Callable[[], object] = partial(
            take_release_back if line.released else release, self.desk.kept, line.case
        )
        done = moderationword.RELEASE_BACK if line.released else moderationword.RELEASED_NOW
        self.serve(act, lambda _: self.renew(done))

    # to read

    def action_pack(self) -> None:
        """What a panel needs of the marked return."""
        line = self.line
        if line is not None:
            self.serve(partial(self._packed, line.case), partial(self._read, moderationword.PACK_TITLE))

    def _packed(self, case: str) -> tuple[str, ...]:
        from s11chat.services.packing import panel_text

        return panel_text(self.desk.kept, case)

    def action_figures(self) -> None:
        """How far own and moderated ratings of the wave agree."""
        wave = self.line.case.partition("/")[0] if self.line else self.wave
        if wave:
            self.serve(partial(self._agreement, wave), partial(self._read, moderationword.FIGURES_TITLE))

    def _agreement(self, wave: str) -> tuple[str, ...]:
        from s11chat.services.concurring import concurrence_text

        return concurrence_text(self.desk.kept, wave)

    def _read(self, title: str, lines: tuple[str, ...]) -> None:
        self.face.push_screen(Card(title, tuple(Field("", line) for line in lines)))

    def action_close(self) -> None:
        """Back to where one was."""
        self.dismiss(None)
