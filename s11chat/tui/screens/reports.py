"""The reports of a wave: a list of them, and beside it or in its place the one that was made, table by table."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import DataTable, OptionList, Static
from textual.widgets.option_list import Option

from s11chat.report.layout import Paper, laid_out
from s11chat.services.report_entry import REPORTS, Entry
from s11chat.tui import reportkeys
from s11chat.tui import reportword as word
from s11chat.tui.keys import bindings
from s11chat.tui.screens.reportmaking import Wish, needed
from s11chat.tui.screens.reportreading import ReadingScreen
from s11chat.tui.widgets.header import StatusHeader
from s11chat.tui.widgets.reporttable import ReportTable

if TYPE_CHECKING:
    from s11chat.report.table import Report
    from s11chat.services.desk import Desk

_NAME = 14
CHECK = Entry(word.CHECK, word.CHECK_SAYS, "reporting:checked", "check")
"""What reports are held against each other with, told as a report."""


class ReportsScreen(ReadingScreen):
    """Reports to browse, narrow down and save."""

    CSS_PATH = "../styles/report.tcss"
    GROUP = "reports"
    BINDINGS = bindings(reportkeys.REPORTS)

    def __init__(self, desk: Desk, wave: str) -> None:
        super().__init__(desk, wave)
        self._kept: dict[str, Wish] = {}
        """The options last typed for each report."""
        self._hint = ""

    def compose(self) -> ComposeResult:
        """Header, the list, what is made, message, keys."""
        yield StatusHeader(word.TITLE, self.face.clock)
        with Horizontal(id="split"):
            yield OptionList(id="reports")
            with Vertical(id="side"):
                yield Static("", id="about", markup=False)
                yield ReportTable()
        yield self.notice()
        yield self.keybar()

    def on_mount(self) -> None:
        """Lists the reports, and looks whether there is anything to report on."""
        self.query_one(StatusHeader).show(word.TITLE, self.wave, self.desk.actor)
        self.query_one(ReportTable).display = False
        self.query_one(OptionList).focus()
        self._list()
        self.serve(self._glimpse, self._welcome)

    def _glimpse(self) -> str:
        from s11chat.assurance.right import Act  # the store is loaded once the desk is open

        self.desk.kept.require(Act.REPORT, self.wave)
        line = next((one for one in self.desk.waves() if one.id == self.wave), None)
        if line is None or line.complete:
            return ""
        return word.NO_RETURNS if line.cases else word.NO_CASES.format(wave=self.wave)

    def _welcome(self, hint: str) -> None:
        self._hint = hint
        self.inform(hint)

    # the list

    def _list(self) -> None:
        rows = self.query_one(OptionList)
        at = rows.highlighted
        width = 0 if self.has_class("-wide") else max(40, self.size.width - 3)
        rows.clear_options()
        for group, entries in _grouped():
            rows.add_option(Option(Content.styled(group, "$muted"), disabled=True))
            rows.add_options(Option(_row(one, width), one.name) for one in entries)
        rows.highlighted = at if at is not None else 1

    def on_resize(self) -> None:
        """Lays everything out for the new width."""
        self.call_after_refresh(self._list)

    @property
    def _marked(self) -> Entry | None:
        option = self.query_one(OptionList).highlighted_option
        return next((one for one in _every() if option and one.name == option.id), None)

    @on(OptionList.OptionHighlighted)
    def _highlighted(self) -> None:
        if self._marked is not None:
            self.query_one("#about", Static).update(_about(self._marked))

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        if self._marked is not None:
            name = self._marked.name
            self._make(self._kept.get(name, Wish(self._marked)))

    @on(DataTable.RowSelected)
    def _next_table(self) -> None:
        self.action_step(1)

    def action_open(self) -> None:
        """Makes the report marked; from bars, the next table."""
        if self.made is not None and self.query_one(ReportTable).display:
            self.action_step(1)
        else:
            self.query_one(OptionList).action_select()

    # making one

    def _make(self, wish: Wish) -> None:
        """Asks for what it cannot be made without, then makes it."""
        if (lacking := wish.lacking) is not None:
            self.ask_option(wish, lacking, self._make)
            return
        self._kept[wish.entry.name] = self.wanted = wish
        self.inform("")
        self.query_one("#about", Static).update(word.RECKONING.format(name=wish.entry.name))
        self._turn(reading=True, shown=False)
        self._start()

    def _still(self) -> None:
        """What is being made is told in its place already."""
        if self.wanted is None:
            super()._still()

    def _start(self) -> None:
        """Begins with what is wanted, unless something is still being made; then that comes first."""
        wish = self.wanted
        if wish is not None:
            self.serve(partial(self._reckon, wish), partial(self._came, wish), partial(self._refused, wish))

    def _reckon(self, wish: Wish) -> tuple[Report, Paper, str]:
        from s11chat.services.reconciling import own_findings
        from s11chat.services.reporting import as_typed, report_of

        options = as_typed(wish.entry, wish.typed, wish.style)
        report = report_of(wish.entry, self.desk.kept, self.wave, options)
        found = own_findings(report)
        first = (
            word.FINDING.format(place=found[0].place, what=found[0].what, why=found[0].why) if found else ""
        )
        told = word.UNRECONCILED.format(count=len(found), first=first) if found else ""
        return report, laid_out(report, wish.style), told

    def _came(self, wish: Wish, made: tuple[Report, Paper, str]) -> None:
        if wish is not self.wanted:
            self._start()
            return
        report, paper, unreconciled = made
        self.wanted, self.made, self.at, self.bars = None, (wish, report, paper), 0, False
        self._turn(reading=True, shown=True)
        self.show()
        if unreconciled:
            self.complain(unreconciled)
        else:
            self.inform("" if paper.tables else word.NO_TABLES)

    def _refused(self, wish: Wish, why: str) -> None:
        if wish is not self.wanted:
            self._start()
            return
        self.wanted, self.made = None, None
        self.query_one("#about", Static).update(f"{why}\n\n{word.REFUSED}")
        self.inform("")

    def _turn(self, *, reading: bool, shown: bool) -> None:
        """To the report, made or being made, or back to the list."""
        self.set_class(reading, "-reading")
        self.query_one("#about").display = not shown
        table = self.query_one(ReportTable)
        table.display = shown
        if not reading:
            self.query_one(OptionList).focus()
        elif shown:
            self.call_after_refresh(self.focus_table)
        else:
            self.set_focus(None)

    def action_options(self) -> None:
        """How it is to be made."""
        reading = self.has_class("-reading") and self.made is not None
        entry = self.made[0].entry if reading and self.made else self._marked
        if entry is not None and self.wanted is None:
            wish = self._kept.get(entry.name, Wish(entry))
            self.ask_options(wish, wish, self._make)

    def action_side(self) -> None:
        """From the list to the table and back."""
        rows = self.query_one(OptionList)
        if not self.has_class("-wide") or not self.has_class("-reading"):
            return
        if rows.has_focus:
            self.focus_table()
        else:
            rows.focus()

    def action_close(self) -> None:
        """Leaves what is being made; from a report to the list; from the list, away."""
        if self.wanted is not None:
            self.wanted = None
            self._turn(reading=False, shown=False)
            self._highlighted()
            self.inform(word.LEFT)
        elif self.has_class("-reading"):
            self._turn(reading=False, shown=False)
            self._highlighted()
            self.inform(self._hint)
        else:
            self.dismiss(None)


def _every() -> tuple[Entry, ...]:
    return (*(one for one in REPORTS if one.about == "wave"), CHECK)


def _grouped() -> Iterator[tuple[str, list[Entry]]]:
    every = {one.name: one for one in _every()}
    for group, names in word.GROUPS.items():
        yield group, [every.pop(name) for name in names if name in every]
    more = [one for name, one in every.items() if name != word.CHECK]
    if more:
        yield word.MORE, more
    yield word.CHECKS, [CHECK]


def _row(entry: Entry, width: int) -> Content:
    name = Content.styled(entry.name, "bold $primary")
    if not width:
        return name
    return (name.pad_right(_NAME - name.cell_length) + Content.styled(entry.help, "$muted")).truncate(
        width, ellipsis=True
    )


def _about(entry: Entry) -> Content:
    """What a report says, and what can be set of it."""
    lines = [Content.styled(f"{entry.help[0].upper()}{entry.help[1:]}.", "bold"), Content(word.MAKES)]
    first = [one for one in entry.options if needed(one)]
    more = [one for one in entry.options if not needed(one)]
    for title, options in ((word.NEEDS, first), (word.TAKES, more)):
        if options:
            lines += [Content(""), Content.styled(title, "$muted")]
            lines += [
                Content.styled(f"  {one.flag.removeprefix('--').replace('-', ' '):<16}", "$primary")
                + Content(one.help)
                for one in options
            ]
    return Content("\n").join(lines)
