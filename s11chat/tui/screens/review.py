"""All answers of a return on one screen: to read through, to go back to one, to hand over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from s11chat.engine.intent import HandOver, Intent, Revisit
from s11chat.language.harmless import one_line
from s11chat.tui import wording
from s11chat.tui.keys import REVIEW, bindings
from s11chat.tui.screens.base import FaceScreen
from s11chat.tui.widgets.answers import remark_row, row
from s11chat.tui.widgets.header import StatusHeader
from s11chat.tui.widgets.prose import wrapped

if TYPE_CHECKING:
    from s11chat.services.view import AnswerLine, ReturnLine

_OFF_ROUTE = "off_route"
EDGES = 3
"""Cells of a row that are not the list's: a space on either side, and the scroll bar."""


class ReviewScreen(FaceScreen[Intent | None]):
    """A list; hands back what the person wants to do."""

    CSS_PATH = "../styles/review.tcss"
    GROUP = "review"
    BINDINGS = bindings(REVIEW)

    def __init__(self, whole: ReturnLine, left: bool = False) -> None:
        super().__init__()
        self._whole, self._left = whole, left

    def compose(self) -> ComposeResult:
        """Header, list, keys."""
        yield StatusHeader(wording.REVIEW_TITLE, self.face.clock)
        yield Static("", id="comment", markup=False)
        yield OptionList(id="answers")
        yield self.keybar()

    def on_mount(self) -> None:
        """Fills the list."""
        comment = self.query_one("#comment", Static)
        comment.display = bool(self._whole.comment)
        comment.update(wording.SENT_BACK_FOR.format(comment=one_line(self._whole.comment)))
        self.query_one(OptionList).focus()

    def on_resize(self) -> None:
        """Lays the rows out for the width there is."""
        self.call_after_refresh(self._fill)

    @property
    def _width(self) -> int:
        return max(30, self.size.width - EDGES)

    def _fill(self) -> None:
        title = wording.LEFT_TITLE if self._left else wording.REVIEW_TITLE
        self.query_one(StatusHeader).show(title, self._whole.header.organisation, str(self._whole.state))
        answers = self.query_one(OptionList)
        here = answers.highlighted_option.id if answers.highlighted_option else None
        answers.clear_options()
        answers.add_options(self._remarks())
        answers.add_options(self._options())
        first = (place for place, option in enumerate(answers.options) if option.id)
        answers.highlighted = next(first, None)
        if here is not None and any(option.id == here for option in answers.options):
            answers.highlighted = answers.get_option_index(here)

    def _remarks(self) -> Iterator[Option]:
        """What was noted on the whole; rows that can be reached, so that long ones can be read, and lead nowhere."""
        if self._left or not self._whole.remarks:
            return
        yield Option(Content.styled(wording.REMARKS_TITLE, "bold $secondary"), disabled=True)
        for remark in self._whole.remarks:
            yield Option(remark_row(remark, self._width))
        yield Option(Content(" "), disabled=True)

    def _options(self) -> Iterator[Option]:
        section = stem = ""
        shown = [line for line in self._whole.answers if self._wanted(line)]
        for line in shown:
            if line.section != section:
                if section:
                    yield Option(Content(" "), disabled=True)
                section = line.section
                title = one_line(line.section_title)
                yield Option(Content.styled(title, "bold $secondary"), disabled=True)
            if line.stem and line.stem != stem:
                yield Option(Content("\n").join(wrapped(line.stem, self._width, "italic")), disabled=True)
            stem = line.stem
            yield Option(row(line, self._width), line.question)
        if not shown:
            yield Option(Content(wording.NOTHING_LEFT), disabled=True)

    def _wanted(self, line: AnswerLine) -> bool:
        if line.no_answer == _OFF_ROUTE:
            return False
        return not self._left or line.parked is not None or line.no_answer == "not_answered"

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        if event.option_id:
            self.dismiss(Revisit(event.option_id))

    def action_open(self) -> None:
        """Goes to the question marked."""
        self.query_one(OptionList).action_select()

    def action_left(self) -> None:
        """Shows only what was left open, or everything again."""
        self._left = not self._left
        self._fill()

    def action_hand_over(self) -> None:
        """Hands the return over."""
        self.dismiss(HandOver(""))

    def action_close(self) -> None:
        """Back to the conversation."""
        self.dismiss(None)
