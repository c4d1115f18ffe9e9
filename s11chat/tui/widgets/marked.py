"""A list beside the details of its marked row: PgUp and PgDn belong to the details, which have no other keys."""

from __future__ import annotations

from textual.binding import Binding
from textual.widgets import OptionList


class MarkedList(OptionList):
    """Rows of which one is marked; the screen shows its details and has `action_page` for them."""

    BINDINGS = [
        Binding("pageup", "screen.page(-1)", show=False),
        Binding("pagedown", "screen.page(1)", show=False),
    ]
