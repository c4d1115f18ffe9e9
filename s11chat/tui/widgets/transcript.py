"""The conversation so far, drawn line by line: its cost stays the same however long the talk becomes.

One widget for all of it. Who speaks stands as a word in front of every entry, so colour is never needed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from s11chat.tui.widgets.prose import wrapped

GUTTER = 6
RULE = " │ "


class Voice(StrEnum):
    """Who says an entry, in the word that stands before it."""

    READ = "read"
    """Read aloud by the interviewer."""
    ASKED = "asked"
    SAID = "s11"
    """Said to somebody who reads it from the screen."""
    YOU = "you"
    KEPT = "kept"
    CHECK = "check"
    ABOUT = "about"
    NOTE = "note"
    INFO = "info"


_STYLES = {
    Voice.READ: "$foreground",
    Voice.ASKED: "$foreground",
    Voice.SAID: "$foreground",
    Voice.YOU: "bold $primary",
    Voice.KEPT: "$success",
    Voice.CHECK: "bold $warning",
    Voice.ABOUT: "$foreground",
    Voice.NOTE: "italic $secondary",
    Voice.INFO: "$muted",
}


@dataclass(frozen=True)
class Entry:
    """Something said, and by whom."""

    voice: Voice
    text: str
    title: str = ""

    @property
    def begins(self) -> bool:
        """Whether a new exchange begins with it."""
        return self.voice in (Voice.READ, Voice.ASKED, Voice.SAID)


class Transcript(ScrollView, can_focus=False):
    """A line-drawn list of entries."""

    def __init__(self, id_: str | None = None) -> None:
        super().__init__(id=id_)
        self.entries: list[Entry] = []
        self._lines: list[Content] = []
        self._strips: dict[int, Strip] = {}
        self._drawn_at = 0
        self._top: int | None = None
        """The line that is to stay at the top; the end stays in sight where None."""

    def say(self, entries: Iterable[Entry], from_top: bool = False) -> None:
        """Adds entries and shows their end, or where they begin with `from_top`."""
        at = len(self._lines)
        fresh = list(entries)
        if not fresh:
            return
        for entry in fresh:
            self._lay(entry)
        self.entries += fresh
        self._measure()
        self._top = at if from_top else None
        self._settle()
        self.call_after_refresh(self._settle)
        self.refresh()

    def _settle(self) -> None:
        if self._top is None:
            self.scroll_to(y=len(self._lines), animate=False, immediate=True, force=True)
        else:
            self.scroll_to(y=self._top, animate=False, immediate=True, force=True)

    @property
    def _room(self) -> int:
        return max(1, self.scrollable_content_region.width or self.size.width)

    def _lay(self, entry: Entry) -> None:
        style = _STYLES[entry.voice]
        if entry.begins and self._lines:
            self._lines.append(Content.styled(" " * GUTTER + RULE, "$line"))
        room = max(8, self._room - GUTTER - len(RULE) - 1)
        body = wrapped(entry.title, room, "bold $accent") + wrapped(
            entry.text, room, style, marked=entry.voice is Voice.ABOUT
        )
        for number, line in enumerate(body or [Content("")]):
            label = entry.voice.value if number == 0 else ""
            gutter = Content.styled(label.rjust(GUTTER), "$muted") + Content.styled(RULE, "$line")
            self._lines.append(gutter + line)

    def _lay_all(self) -> None:
        self._lines.clear()
        self._strips.clear()
        self._drawn_at = self._room
        for entry in self.entries:
            self._lay(entry)
        self._measure()

    def _measure(self) -> None:
        self.virtual_size = Size(self._room, len(self._lines))

    def on_resize(self, event: events.Resize) -> None:
        """Wraps anew where the width has changed, and stays where it was."""
        if self._drawn_at != self._room:
            self._lay_all()
            self._top = None
        self._settle()

    def notify_style_update(self) -> None:
        """Draws anew after a change of theme."""
        super().notify_style_update()
        self._strips.clear()

    def render_line(self, y: int) -> Strip:
        """One line of the window."""
        row = y + self.scroll_offset.y
        width = self.size.width
        if row >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        strip = self._strips.get(row)
        if strip is None:
            drawn = Visual.to_strips(self, self._lines[row], width, 1, self.visual_style)
            strip = drawn[0] if drawn else Strip.blank(width, self.rich_style)
            self._strips[row] = strip
        return strip.crop_extend(0, width, self.rich_style)
