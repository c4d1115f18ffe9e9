"""The sections that somebody can be asked for, to be ticked, and the tree of those who were asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual import events, on
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from s11chat.language.harmless import one_line
from s11chat.tui import partword
from s11chat.tui.widgets.header import SEPARATOR

if TYPE_CHECKING:
    from s11chat.services.delegating import Choice
    from s11chat.services.partition import DelegationLine

ALL = "all"
"""The word for everything; no section is called so."""
INDENT = 3
_LOOKS = {"given": "$foreground", "begun": "$secondary", "done": "$success", "recalled": "$muted"}


class PartList(OptionList):
    """Ticks in words; Space or Enter changes the one marked. Everything and some of it exclude each other."""

    BINDINGS = [Binding("space", "select", show=False)]

    class Changed(Message):
        """Another section was ticked, or one cleared."""

    def __init__(self, choices: Sequence[Choice], ticked: Collection[str] = ()) -> None:
        super().__init__()
        self._choices, self._ticked = tuple(choices), set(ticked)

    @property
    def ticked(self) -> tuple[str, ...]:
        """The sections that are ticked, in order; the word for everything where that is."""
        return tuple(one for one in (ALL, *(c.section for c in self._choices)) if one in self._ticked)

    def on_mount(self) -> None:
        """Fills the list."""
        self.add_options(Option(row, id_) for id_, row in self._rows())
        self.highlighted = min(1, len(self._choices))

    def on_resize(self, event: events.Resize) -> None:
        """Lays the rows out for the width there is."""
        self._fill()

    def _fill(self) -> None:
        for id_, row in self._rows():
            self.replace_option_prompt(id_, row)

    @on(OptionList.OptionSelected)
    def _toggled(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        chosen = event.option_id
        if chosen is not None:
            kept = self._ticked - {ALL} if chosen != ALL else self._ticked & {ALL}
            self._ticked = kept ^ {chosen}
            self._fill()
            self.post_message(self.Changed())

    def _rows(self) -> Iterator[tuple[str, Content]]:
        yield ALL, self._row(ALL, partword.EVERYTHING, ())
        for one in self._choices:
            number = f"{one.section:<2} " if one.section.isdigit() else ""
            yield one.section, self._row(one.section, f"{number}{one.title}", one.held_by)

    def _row(self, id_: str, say: str, held: Sequence[str]) -> Content:
        ticked = id_ in self._ticked
        box = Content.styled("[x] " if ticked else "[ ] ", "bold $primary" if ticked else "")
        who = f"  {partword.HELD.format(who=one_line('; '.join(held)))}" if held else ""
        room = max(20, self.size.width - 3)
        name = (box + Content(one_line(say))).truncate(max(16, room - len(who)), ellipsis=True)
        return name + Content.styled(who, "$warning")


def tree(lead: str, lines: Iterable[DelegationLine], width: int) -> Iterator[Option]:
    """The lead, and below who was asked for which part, with how it stands in words."""
    head = partword.LEAD_ROW.format(name=one_line(lead)) if lead else partword.NO_LEAD_ROW
    yield Option(Content.styled(head, "bold $primary").truncate(width, ellipsis=True), disabled=True)
    for line in lines:
        yield Option(_branch(line, width), str(line.number))


def _branch(line: DelegationLine, width: int) -> Content:
    indent = " " * (INDENT * line.depth)
    who = ", ".join(part for part in (line.name, line.title) if part)
    first = one_line(partword.ROW.format(who=who, part=line.part))
    asked = Content(f"{indent}└─ ") + Content.styled(first, "$muted" if line.state == "recalled" else "bold")
    below = Content(f"{indent}   ") + Content(SEPARATOR).join(_said(line))
    return asked.truncate(width, ellipsis=True) + "\n" + below.truncate(width, ellipsis=True)


def _said(line: DelegationLine) -> Iterator[Content]:
    taken = partword.TAKEN_BACK.format(why=one_line(line.why)) if line.why else ""
    yield Content.styled(taken or partword.STATES[line.state], _LOOKS[line.state])
    if line.state != "recalled":
        yield Content(partword.SETTLED.format(settled=line.settled, asked=line.asked))
    if line.due is not None and line.state != "recalled":
        said = partword.OVERDUE if line.overdue else partword.DUE
        yield Content.styled(said.format(day=_day(line.due)), "bold $warning" if line.overdue else "")
    yield Content.styled(partword.ASKED_BY.format(by=one_line(line.by)), "$muted")
    if line.note:
        yield Content.styled(partword.NOTE.format(note=one_line(line.note)), "italic")


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
