"""The one place where everything is typed: a line, and for open questions as many as it takes."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, TextArea

from s11chat.dialog.model import Kind
from s11chat.dialog.question import Question
from s11chat.language.harmless import harmless, one_line

LIMIT = 10_000
"""Characters that are taken in one answer."""
QUICK_MOST = 9
_CLOSED = (Kind.SINGLE, Kind.YESNO)
_SCREENS = frozenset({"pageup", "pagedown", "f6", "f7", "ctrl+z", "ctrl+y", "ctrl+k", "ctrl+w"})
"""Keys that a text area would take from the screen, or that are left alone everywhere."""
_DROPPED = frozenset({"enter", "shift+enter", "backspace", "delete", "up", "down"})
"""Keys that nothing comes of while an answer is being kept, besides whatever can be printed."""


def _own(binding: object) -> bool:
    return isinstance(binding, Binding) and not _SCREENS & set(binding.key.split(","))


class PastedLine(Input):
    """A line in which several pasted lines become one, so that none is lost."""

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.insert_text_at_cursor(one_line(event.text[: 8 * LIMIT])[: max(0, LIMIT - len(self.value))])


class AnswerInput(TextArea, inherit_bindings=False):
    """Reports what is entered; drops keys while the answer before is being kept."""

    BINDINGS = [binding for binding in TextArea.BINDINGS if _own(binding)]

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
        super().__init__(id="answer", soft_wrap=False, highlight_cursor_line=False)
        self.waiting = False
        self.quick = False
        self.question: Question | None = None

    @property
    def value(self) -> str:
        """What has been typed."""
        return self.text

    @value.setter
    def value(self, text: str) -> None:
        self.load_text(text)
        self.move_cursor(self.document.end)

    def empty(self) -> None:
        """Throws away what has been typed."""
        if self.text:
            self.load_text("")

    def hint(self, text: str) -> None:
        """What may be typed, while nothing is."""
        self.placeholder = Content(text)

    def take_up(self, question: Question | None, hint: str) -> None:
        """Makes ready for another question: open ones take several lines, the others one."""
        self.question = question
        self.hint(hint)
        if self.soft_wrap != self.open:
            self.soft_wrap = self.open
        self.set_class(self.open, "-open")

    @property
    def open(self) -> bool:
        """Whether several lines are taken."""
        return self.question is not None and self.question.kind is Kind.TEXT

    def newline(self) -> None:
        """Begins another line, where several are taken."""
        if self.open and not self.waiting and len(self.text) < LIMIT:
            self.insert("\n")

    async def _on_key(self, event: events.Key) -> None:
        taken = self._take(event)
        if taken:
            event.stop()
            event.prevent_default()

    def _take(self, event: events.Key) -> bool:
        """Whether the key was dealt with here instead of being typed."""
        if self.waiting or (event.is_printable and len(self.text) >= LIMIT):
            return event.is_printable or event.key in _DROPPED
        if event.key == "enter":
            self.post_message(self.Entered(self.value))
        elif event.key == "shift+enter":
            self.newline()
        elif event.key in ("up", "down") and self.wrapped_document.height == 1:
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
        return self.question is not None and self.question.several

    @property
    def _handles(self) -> frozenset[str]:
        """What answers with one key: the numbers of a closed list of at most nine."""
        question = self.question
        if question is None or question.kind not in _CLOSED or len(question.options) > QUICK_MOST:
            return frozenset()
        handles = frozenset(question.handle(option) for option in question.options)
        return handles if all(len(handle) == 1 for handle in handles) else frozenset()

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        if self.waiting or not event.text:
            return
        room = max(0, LIMIT - len(self.value))
        pasted = event.text[: 8 * LIMIT]
        text = harmless(pasted).rstrip() if self.open else one_line(pasted)
        if len(event.text) > 8 * LIMIT or len(text) > room:
            self.post_message(self.Cut())
        self.insert(text[:room])
