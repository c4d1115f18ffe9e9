"""The keys of the screen on which reports are read."""

from __future__ import annotations

from s11chat.tui.key import Key

REPORTS = (
    Key("reports.open", "enter", "open", "Open", "make the marked report; in a table, the next one"),
    Key("reports.next", "n", "step(1)", "Next", "the next table"),
    Key("reports.before", "p", "step(-1)", "Before", "the table before", show=False),
    Key("reports.jump", "slash", "jump", "Find", "go to a table by words of its title"),
    Key("reports.bars", "c", "bars", "Bars", "the figures as bars, or as a table again"),
    Key("reports.options", "o", "options", "Options", "only some returns, other columns, other rules"),
    Key("reports.save", "s", "save", "Save", "write it to a new file, as a page, document, workbook or data"),
    Key("reports.notes", "i", "notes", "Notes", "all bases and notes, in full"),
    Key("reports.side", "tab", "side", "Side", "from the list to the table and back", show=False),
    Key("reports.close", "escape", "close", "Back", "stop what is being made; back to the list; then away"),
)
