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
REMEMBERED = 60
"""Entries kept laid out; a window shows a few dozen at most."""


class Voice(StrEnum):
    """Who says an entry, in the word that stands before it."""

    READ = "read"
    """Read aloud by the interviewer."""
    ASKED = "asked"
    SAID = "s11"
    """Said to somebody who reads it from the screen."""
    HEARD = "heard"
    """What a scripted respondent says."""
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
    Voice.HEARD: "italic $foreground",
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
    """A line-drawn list of entries; what is out of sight is kept as text and laid out again when it comes back."""

    def __init__(self, id_: str | None = None) -> None:
        super().__init__(id=id_)
        self.entries: list[Entry] = []
        self._places: list[tuple[int, int]] = []
        """For every line the number of its entry, and which line of it; the rule above an entry is line -1."""
        self._laid: dict[int, list[Content]] = {}
        self._strips: dict[int, Strip] = {}
        self._drawn_at = 0
        self._top: int | None = None
        """The line that is to stay at the top; the end stays in sight where None."""

    def say(self, entries: Iterable[Entry], from_top: bool = False) -> None:
        """Adds entries and shows their end, or where they begin with `from_top`."""
        at = len(self._places)
        fresh = list(entries)
        if not fresh:
            return
        for entry in fresh:
            self.entries.append(entry)
            self._place(len(self.entries) - 1)
        self._measure()
        self._top = at if from_top else None
        self._settle()
        self.call_after_refresh(self._settle)
        self.refresh()

    def _settle(self) -> None:
        if self._top is None:
            self.scroll_to(y=len(self._places), animate=False, immediate=True, force=True)
        else:
            self.scroll_to(y=self._top, animate=False, immediate=True, force=True)

    @property
    def _room(self) -> int:
        return max(1, self.scrollable_content_region.width or self.size.width)

    def _place(self, number: int) -> None:
        if self.entries[number].begins and self._places:
            self._places.append((number, -1))
        self._places += [(number, line) for line in range(len(self._lines_of(number)))]

    def _lines_of(self, number: int) -> list[Content]:
        """The lines of an entry; those looked at last are remembered."""
        lines = self._laid.get(number)
        if lines is None:
            if len(self._laid) >= REMEMBERED:
                self._laid.clear()
            lines = self._laid[number] = self._lay(self.entries[number])
        return lines

    def _lay(self, entry: Entry) -> list[Content]:
        style = _STYLES[entry.voice]
        room = max(8, self._room - GUTTER - len(RULE) - 1)
        body = wrapped(entry.title, room, "bold $accent") + wrapped(
            entry.text, room, style, marked=entry.voice is Voice.ABOUT
        )
        lines = []
        for number, line in enumerate(body or [Content("")]):
            label = entry.voice.value if number == 0 else ""
            gutter = Content.styled(label.rjust(GUTTER), "$muted") + Content.styled(RULE, "$line")
            lines.append(gutter + line)
        return lines

    def _lay_all(self) -> None:
        self._places.clear()
        self._laid.clear()
        self._strips.clear()
        self._drawn_at = self._room
        for number in range(len(self.entries)):
            self._place(number)
        self._measure()

    def _measure(self) -> None:
        self.virtual_size = Size(self._room, len(self._places))

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
        if row >= len(self._places):
            return Strip.blank(width, self.rich_style)
        strip = self._strips.get(row)
        if strip is None:
            if len(self._strips) >= 4 * REMEMBERED:
                self._strips.clear()
            drawn = Visual.to_strips(self, self._content(row), width, 1, self.visual_style)
            strip = drawn[0] if drawn else Strip.blank(width, self.rich_style)
            self._strips[row] = strip
        return strip.crop_extend(0, width, self.rich_style)

    def _content(self, row: int) -> Content:
        number, line = self._places[row]
        if line < 0:
            return Content.styled(" " * GUTTER + RULE, "$line")
        return self._lines_of(number)[line]
