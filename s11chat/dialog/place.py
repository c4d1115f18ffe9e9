"""Where each question of a dialog stands in its file, for faults that are found from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

from s11chat.dialog.model import Dialog, Grid
from s11chat.dialog.proof import items_of
from s11chat.dialog.source import parse


def lines_of(dialog: Dialog, text: str) -> Mapping[str, int]:
    """The line of every item, and of every row of a grid, in the `text` that `dialog` was read from."""
    source = parse(text, dialog.dialog)
    found: dict[str, int] = {}
    for path, item in items_of(dialog):
        found[item.item] = source.line((*path, "item"))
        for r, row in enumerate(item.rows if isinstance(item, Grid) else ()):
            found[f"{item.item}.{row.row}"] = source.line((*path, "rows", r, "row"))
    return found
