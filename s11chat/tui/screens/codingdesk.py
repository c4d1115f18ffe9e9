"""Coding open answers on the screen: from answer to answer, what is looked for, and changes of the codes themselves."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.widgets import Input, OptionList

from s11chat.tui import codingdeskword as word
from s11chat.tui.codingdeskkeys import CODINGDESK
from s11chat.tui.keys import bindings
from s11chat.tui.screens.answersheet import AnswerSheet
from s11chat.tui.screens.modal import Menu, Prompt

if TYPE_CHECKING:
    from s11chat.analysis.code_frame import Change, CodeFrame, FrameCode
    from s11chat.analysis.open_answer import Verbatim
    from s11chat.services.kept import Kept


class CodingDeskScreen(AnswerSheet):
    """One answer after another."""

    GROUP = "codingdesk"
    BINDINGS = bindings(CODINGDESK)

    # going about

    def action_mark(self, step: int) -> None:
        """Marks the code above or below."""
        rows = self.query_one(OptionList)
        if step < 0:
            rows.action_cursor_up()
        else:
            rows.action_cursor_down()

    def action_page(self, step: int) -> None:
        """Scrolls a long answer."""
        scroll = self.query_one("#answer", VerticalScroll)
        scroll.scroll_relative(y=step * max(1, scroll.size.height - 1), animate=False)

    def action_step(self, step: int) -> None:
        """On to another answer, leaving this one as it is."""
        if self.walk is not None:
            self.show("" if self.walk.move(step) else word.NO_OTHER)

    def action_view(self) -> None:
        """What is left, all answers, or those coded."""
        if self.walk is not None:
            views = list(word.VIEWS)
            self.walk.see(views[(views.index(self.walk.view) + 1) % len(views)], self.walk.words)
            self.show()

    def action_find(self) -> None:
        """Only answers with some words."""
        walk = self.walk
        if walk is None:
            return

        def told(words: str | None) -> None:
            if words is not None:
                walk.see(walk.view, words)
                self.show()

        self.face.push_screen(Prompt(word.FIND_TITLE, word.FIND_DETAIL, walk.words, empty=True), told)

    def action_undo(self) -> None:
        """Takes the last coding back, and goes there."""
        if self.walk is not None:
            self.serve(self.walk.desk.undo, self._undone)

    def _undone(self, one: Verbatim) -> None:
        assert self.walk is not None
        self.walk.go(one.ref)
        told = word.UNDONE if one.codes else word.UNDONE_TO_NONE
        self.show(told.format(ref=one.ref, codes="; ".join(one.codes)))

    # the codes themselves

    def action_new(self) -> None:
        """A new code of what is typed."""
        typed = self.query_one(Input).value.strip()
        if typed:
            self._make(typed)
        else:
            self.face.push_screen(
                Prompt(word.NEW_TITLE, word.NEW_DETAIL), lambda say: self._make(say) if say else None
            )

    def _make(self, say: str) -> None:
        if self.walk is not None:
            self.serve(partial(self.walk.desk.add, say), self._made)

    def _made(self, code: FrameCode) -> None:
        self.query_one(Input).value = ""
        self.tick(code.code)
        self.inform(word.MADE.format(code=code.code))

    def action_frame(self) -> None:
        """What can be done with the marked code."""
        at = self.query_one(OptionList).highlighted
        if at is None or at >= len(self.rows):
            return
        code = self.rows[at]
        title = word.FRAME_TITLE.format(code=code.code, say=code.say)
        self.face.push_screen(Menu(title, word.FRAME_MENU), partial(self._wished, code))

    def _wished(self, code: FrameCode, wish: str | None) -> None:
        from s11chat.services import reframing

        where = (self.desk.kept, self.wave, self.item)
        if wish == "rename":
            title = word.RENAME_TITLE.format(code=code.code)
            self.face.push_screen(
                Prompt(title, "", code.say),
                lambda say: self._change(partial(reframing.rename, *where, code.code, say)) if say else None,
            )
        elif wish == "merge":
            walk = self.walk
            others = {one.code: one.say for one in walk.desk.frame.offered if one != code} if walk else {}
            self.face.push_screen(
                Menu(word.MERGE_TITLE.format(code=code.code), others),
                lambda into: (
                    self._change(partial(reframing.merge, *where, code.code, into)) if into else None
                ),
            )
        elif wish == "retire":
            self._change(partial(reframing.retire, *where, code.code))
        elif wish == "undo":
            self.serve(partial(self._undo_frame, *where), self._unframed)

    def _undo_frame(self, kept: Kept, wave: str, item: str) -> Change:
        from s11chat.services import reframing

        _, gone = reframing.undo(kept, wave, item)
        self._look()
        return gone

    def _change(self, act: partial[CodeFrame]) -> None:
        def done() -> None:
            act()
            self._look()

        self.serve(done, lambda _: self.show(word.FRAME_CHANGED))

    def _look(self) -> None:
        if self.walk is not None:
            self.walk.desk.look()

    def _unframed(self, gone: Change) -> None:
        self.show(word.FRAME_UNDONE.format(step=gone.step, code=gone.code))

    def action_close(self) -> None:
        """Empties the line; from an empty one, back."""
        line = self.query_one(Input)
        if line.value:
            line.value = ""
        else:
            self.dismiss("")
