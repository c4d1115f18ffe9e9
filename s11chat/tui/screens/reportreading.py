"""Reading a report that was made: from table to table, by words of a title, as bars, with all notes; and saving it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual.widgets import OptionList

from s11chat.report.layout import Layout, Paper
from s11chat.tui import reportword as word
from s11chat.tui.screens.modal import Card
from s11chat.tui.screens.picking import Picker
from s11chat.tui.screens.reportmaking import MakingScreen, Wish
from s11chat.tui.widgets.reporttable import Place, ReportTable
from s11chat.tui.widgets.sheet import Field

if TYPE_CHECKING:
    from s11chat.report.table import Report
    from s11chat.services.desk import Desk


class ReadingScreen(MakingScreen):
    """A screen with a report on it."""

    def __init__(self, desk: Desk, wave: str) -> None:
        super().__init__(desk, wave)
        self.wanted: Wish | None = None
        """What is being made; None where nothing is, or what is under way is wanted no more."""
        self.made: tuple[Wish, Report, Paper] | None = None
        self.at, self.bars = 0, False

    def focus_table(self) -> None:
        """Has arrows move in the table."""
        table = self.query_one(ReportTable)
        if table.display:
            table.focus_it()

    @property
    def shown(self) -> Layout | None:
        """The table in front of whoever reads."""
        tables = self.made[2].tables if self.made else ()
        return tables[self.at] if self.at < len(tables) else None

    def show(self) -> None:
        """Draws the table in front of whoever reads."""
        table = self.query_one(ReportTable)
        if self.made is not None and self.shown is not None and table.display:
            paper = self.made[2]
            table.show(self.shown, Place(paper.title, self.at, len(paper.tables)), bars=self.bars)
            if self.is_current and not self.query_one(OptionList).has_focus:
                table.focus_it()

    def _go(self, at: int) -> None:
        self.at = at
        self.inform("")
        self.show()

    def _reading(self) -> bool:
        if self.shown is not None and self.query_one(ReportTable).display:
            return True
        self.inform(word.OPEN_FIRST if self.wanted is None else "")
        return False

    def action_step(self, step: int) -> None:
        """The table after or before."""
        if self._reading() and self.made is not None:
            at = self.at + step
            if 0 <= at < len(self.made[2].tables):
                self._go(at)
            else:
                self.inform(word.LAST if step > 0 else word.FIRST)

    def action_jump(self) -> None:
        """To a table by its title."""
        if not self._reading() or self.made is None:
            return
        tables = self.made[2].tables
        choices = {str(at): say for at, say in enumerate(_titles(tables))}

        def picked(found: tuple[str, ...] | None) -> None:
            if found:
                self._go(int(found[0]))

        self.face.push_screen(Picker(word.FIND_TITLE, choices, many=False, free=False), picked)

    def action_bars(self) -> None:
        """Bars, or the table again."""
        if self._reading() and self.shown is not None:
            if not self.bars and not self.shown.bars:
                self.inform(word.NO_BARS)
                return
            self.bars = not self.bars
            self._go(self.at)

    def action_notes(self) -> None:
        """Everything that is to be known of the figures."""
        if self._reading() and self.made is not None and self.shown is not None:
            here, paper = self.shown, self.made[2]
            fields = [Field("", one) for one in (here.title, here.base, *here.notes) if one]
            more = [Field(word.ALL_TABLES if not at else "", one) for at, one in enumerate(paper.notes)]
            self.face.push_screen(Card(word.NOTES, (*fields, *more)))

    def action_save(self) -> None:
        """To a new file."""
        if self._reading() and self.made is not None:
            self.ask_saving(self.made[0], self.made[1])


def _titles(tables: Sequence[Layout]) -> Iterator[str]:
    """Titles in which what tells them apart comes first: parts of one question before what they are parts of."""
    stems = Counter(_stem(one) for one in tables)
    for one in tables:
        stem = _stem(one)
        own = one.title.partition(": ")[2]
        title = f"{one.table.id}. {own} · {stem}" if own and stems[stem] > 1 else one.title
        yield " · ".join(part for part in (title, one.section) if part)


def _stem(table: Layout) -> str:
    return table.title.partition(": ")[0].partition(". ")[2]
