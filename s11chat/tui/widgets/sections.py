"""The sections of a return to be ticked for signing, with what is still open in each counted beside it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from textual import events, on
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from s11chat.language.harmless import one_line
from s11chat.services.view import SectionLine
from s11chat.tui import wording
from s11chat.tui.widgets.prose import wrapped

TICK, NUMBER = 4, 3
"""Cells of the tick box and of a section's number; the columns of counts are as wide as their names and a gap."""
GAP = 2
EDGES = 3


def ready(line: SectionLine) -> bool:
    """Whether nothing in the section waits for an answer, and it still is to be signed."""
    return not (line.signed or line.open or line.queried)


def _wide(name: str) -> int:
    return len(name) + GAP


class SectionList(OptionList):
    """Ticks in words; Space or Enter changes the one marked."""

    BINDINGS = [Binding("space", "select", show=False)]

    class Changed(Message):
        """Another section was ticked, or one cleared."""

    def __init__(self, lines: Sequence[SectionLine], ticked: Collection[str] | None = None) -> None:
        """`ticked` are the sections ticked at first; None for those that are ready."""
        super().__init__()
        self.lines = tuple(lines)
        self._ticked = {line.section for line in lines if ready(line)} if ticked is None else set(ticked)

    @property
    def ticked(self) -> tuple[SectionLine, ...]:
        """What is ticked, in the order of the return."""
        return tuple(line for line in self.lines if line.section in self._ticked)

    def tick(self, sections: Collection[str]) -> None:
        """Ticks these sections and no others."""
        self._ticked = set(sections)
        self._fill()

    def on_mount(self) -> None:
        """Fills the list."""
        self.add_options(Option(self._row(line), line.section) for line in self.lines)
        self.highlighted = 0 if self.lines else None

    def on_resize(self, event: events.Resize) -> None:
        """Lays the rows out for the width there is."""
        self._fill()

    def _fill(self) -> None:
        for line in self.lines:
            self.replace_option_prompt(line.section, self._row(line))
        self.post_message(self.Changed())

    @on(OptionList.OptionSelected)
    def _toggled(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id is not None:
            self.tick(self._ticked ^ {event.option_id})

    @property
    def _title(self) -> int:
        """Cells there are for a title."""
        return max(12, self.size.width - EDGES - TICK - NUMBER - sum(map(_wide, wording.SECTION_COUNTS)))

    def heading(self) -> Content:
        """The names of the columns, as they stand above the rows."""
        names = "".join(name.rjust(_wide(name)) for name in wording.SECTION_COUNTS)
        return Content(wording.SECTION.ljust(TICK + NUMBER + self._title) + names)

    def _row(self, line: SectionLine) -> Content:
        ticked = line.section in self._ticked
        box = Content.styled("[x] " if ticked else "[ ] ", "bold $primary" if ticked else "")
        number = line.section if line.section.isdigit() else ""
        first, *more = wrapped(one_line(line.title), self._title - 1) or [Content("")]
        state = wording.IS_SIGNED if line.signed else wording.IS_VOIDED if line.voided else ""
        row = box + number.ljust(NUMBER) + first.pad_right(self._title - first.cell_length)
        counts = (line.open, line.queried, line.weak)
        looks = ["bold $warning" if count else "$muted" for count in counts]
        said = [f"{line.answered}/{line.asked}", *(str(count or "-") for count in counts), state]
        styles = ["", *looks, "$success" if line.signed else "$warning"]
        for name, words, style in zip(wording.SECTION_COUNTS, said, styles, strict=True):
            row += Content.styled(words.rjust(_wide(name)), style)
        if line.held_by:
            held = wording.HELD_BY.format(who=one_line("; ".join(line.held_by)))
            more.append(Content.styled(held, "$muted"))
        return Content("\n").join([row, *(" " * (TICK + NUMBER) + rest for rest in more)])
