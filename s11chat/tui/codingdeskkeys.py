"""The keys of the screens on which open answers are coded."""

from __future__ import annotations

from s11chat.tui.key import Key

CODINGLIST = (
    Key("codinglist.open", "enter", "open", "Code", "code the answers to the marked question"),
    Key("codinglist.second", "s", "second", "Second", "code its sample again, blind, as the second coder"),
    Key("codinglist.close", "escape", "close", "Back", "back to where one was"),
)
CODINGDESK = (
    Key(
        "codingdesk.save",
        "enter",
        "app.bell",
        "Tick, keep",
        "tick the marked code; on an empty line keep the ticks",
    ),
    Key("codingdesk.next", "f7", "step(1)", "Skip", "leave it for later"),
    Key("codingdesk.back", "f3", "step(-1)", "Before", "the answer before", show=False),
    Key("codingdesk.undo", "ctrl+z", "undo", "Undo", "take the last coding back"),
    Key("codingdesk.new", "f4", "new", "New code", "what is typed becomes a code, ticked for this answer"),
    Key("codingdesk.find", "f2", "find", "Find", "only answers with these words, codes or refs"),
    Key("codingdesk.view", "f6", "view", "View", "what is left, all, or what is coded"),
    Key(
        "codingdesk.frame",
        "f8",
        "frame",
        "Codes",
        "rename, merge or retire the marked code, undo",
        show=False,
    ),
    Key("codingdesk.up", "up", "mark(-1)", "Up", "the code above", show=False),
    Key("codingdesk.down", "down", "mark(1)", "Down", "the code below", show=False),
    Key("codingdesk.earlier", "pageup", "page(-1)", "Up", "earlier in a long answer", show=False),
    Key("codingdesk.later", "pagedown", "page(1)", "Down", "later in a long answer", show=False),
    Key("codingdesk.close", "escape", "close", "Back", "empty the line; then back, everything is saved"),
)
