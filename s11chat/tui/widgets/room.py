"""Room for the question card: where the card is longer than its room, the lower edge says what is out of sight."""

from __future__ import annotations

from textual.containers import VerticalScroll

from s11chat.tui import wording
from s11chat.tui.widgets.question import QuestionCard


class CardRoom(VerticalScroll, can_focus=False):
    """Scrolls the card it holds."""

    def on_mount(self) -> None:
        """Looks again whenever something moves or grows."""
        for widget, changes in ((self, "scroll_y"), (self, "size"), (self.query_one(QuestionCard), "size")):
            self.watch(widget, changes, self._look)

    def _look(self) -> None:
        self.call_after_refresh(self._tell)

    def _tell(self) -> None:
        bottom = int(self.scroll_offset.y) + self.scrollable_content_region.height
        more = self.scroll_offset.y < self.max_scroll_y
        if more is not self.has_class("-more"):
            self.set_class(more, "-more")
            self.call_after_refresh(self._look)  # the edge takes a line of the room
        count = self.query_one(QuestionCard).below(bottom)
        self.border_subtitle = wording.MORE_ANSWERS.format(count=count) if count else wording.MORE_BELOW

    def begin(self) -> None:
        """Shows the beginning of another card."""
        self.scroll_home(animate=False)
        self._look()
