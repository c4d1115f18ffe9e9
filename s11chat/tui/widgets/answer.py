"""The one line where everything is typed."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.widgets import Input

from s11chat.dialog.model import Kind
from s11chat.dialog.question import Question
from s11chat.language.harmless import one_line

LIMIT = 10_000
"""Characters that are taken in one answer."""
QUICK_MOST = 9
_CLOSED = (Kind.SINGLE, Kind.YESNO)


class AnswerInput(Input):
    """Reports what is entered; drops keys while the answer before is being kept."""

    @dataclass
    class Entered(Message):
        """Enter was pressed, or one key that answers by itself."""

        text: str

    @dataclass
    class Moved(Message):
        """The mark should move."""

        step: int

    class Ticked(Message):
        """The marked option should be ticked or cleared."""

    class Cut(Message):
        """More was pasted than is taken."""

    def __init__(self) -> None:
        super().__init__(max_length=LIMIT, select_on_focus=False, id="answer")
        self.waiting = False
        self.quick = False
        self.question: Question | None = None

    async def _on_key(self, event: events.Key) -> None:
        taken = self._take(event)
        if taken:
            event.stop()
            event.prevent_default()

    def _take(self, event: events.Key) -> bool:
        """Whether the key was dealt with here instead of being typed."""
        if self.waiting:
            return event.is_printable or event.key in ("enter", "backspace", "delete", "up", "down")
        if event.key == "enter":
            self.post_message(self.Entered(self.value))
        elif event.key in ("up", "down"):
            self.post_message(self.Moved(1 if event.key == "down" else -1))
        elif event.key == "space" and not self.value and self._several:
            self.post_message(self.Ticked())
        elif self.quick and not self.value and event.character in self._handles:
            self.post_message(self.Entered(event.character or ""))
        else:
            return False
        return True

    @property
    def _several(self) -> bool:
        return self.question is not None and self.question.kind is Kind.MULTI

    @property
    def _handles(self) -> frozenset[str]:
        """What answers with one key: the numbers of a closed list of at most nine."""
        question = self.question
        if question is None or question.kind not in _CLOSED or len(question.options) > QUICK_MOST:
            return frozenset()
        handles = frozenset(question.handle(option) for option in question.options)
        return handles if all(len(handle) == 1 for handle in handles) else frozenset()

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        if self.waiting or not event.text:
            return
        room = LIMIT - len(self.value)
        text = one_line(event.text[: 8 * LIMIT])
        if len(event.text) > 8 * LIMIT or len(text) > room:
            self.post_message(self.Cut())
        self.insert_text_at_cursor(text[:room])
