"""The rows of a view of the knowledge base: headings, and what stands under them, one of it marked."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.geometry import Region
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from s11chat.tui.browsing import Row

INDENT = 2


class RowList(OptionList, can_focus=False):
    """Rows of one line each; a row never comes into sight without the headings right above it."""

    def show(self, rows: Iterable[Row]) -> None:
        """Puts other rows here and marks the first that is no heading."""
        self.clear_options()
        self.add_options(map(_option, rows))
        self.highlighted = None
        self.action_first()

    @property
    def headed(self) -> bool:
        """Whether there are headings to go to."""
        return any(option.disabled for option in self.options)

    def go_to_heading(self, step: int) -> None:
        """Marks the first row under the heading after this, or before where `step` is negative."""
        options = self.options
        firsts = [n for n in range(1, len(options)) if options[n - 1].disabled and not options[n].disabled]
        here = self.highlighted or 0
        beyond = [n for n in firsts if (n > here if step > 0 else n < here)]
        if beyond:
            self.highlighted = beyond[0] if step > 0 else beyond[-1]
            self.scroll_to_highlight(top=True)

    def scroll_to_highlight(self, top: bool = False) -> None:
        """Keeps the headings right above the marked row in sight with it."""
        row = self.highlighted
        if row is None or not self.is_mounted:
            return
        first = row
        while first and self.get_option_at_index(first - 1).disabled:
            first -= 1
        place = Region(0, first, 1, row - first + 1)
        self.scroll_to_region(place, force=True, animate=False, top=top, immediate=True)

    def on_resize(self) -> None:
        """The marked row stays in sight."""
        self.call_after_refresh(self.scroll_to_highlight)


def _option(row: Row) -> Option:
    before = " " * (INDENT * row.level)
    if row.place is not None:
        return Option(Content(f"{before}{row.say}"), row.key)
    look = "$secondary" if row.level else "bold $secondary"
    return Option(Content.styled(f"{before}{row.say}", look), disabled=True)
