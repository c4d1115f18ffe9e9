"""One return in front of a moderator: a key for each step of the scale, with undo."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.widgets import OptionList

from s11chat.language.harmless import one_line
from s11chat.tui import moderationword
from s11chat.tui.keys import bindings
from s11chat.tui.moderationkeys import MODERATION
from s11chat.tui.screens.modal import Prompt
from s11chat.tui.screens.rated import RatedScreen

if TYPE_CHECKING:
    from s11chat.services.moderationview import Sheet, StandardLine


class ModerationScreen(RatedScreen):
    """A key for each step of the scale; what was rated can be taken back."""

    GROUP = "moderation"
    BINDINGS = bindings(MODERATION)

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_choose()

    def action_rate(self, sign: str) -> None:
        """Rates the marked standard; asks why where the organisation says otherwise."""
        line = self.line
        step = next((one for one in line.scale if one.handle == sign), None) if line else None
        if line is None:
            return
        if step is None:
            self.complain(moderationword.NO_STEP.format(sign=sign, question=line.question))
        else:
            self._rate(line, step.code, step.say)

    def action_choose(self) -> None:
        """Chooses from the scale, with what each step means."""
        line = self.line
        if line is not None:
            title = moderationword.CHOOSE_TITLE.format(question=line.question)
            says = {step.code: step.say for step in line.scale}
            self.choose(line, title, lambda code: self._rate(line, code, says[code]))

    def _rate(self, line: StandardLine, code: str, said: str, reason: str = "", error: str = "") -> None:
        work = self.work
        if work is None:
            self.complain(moderationword.AS_OFFICE)
            return
        if not reason and not error and not work.reason_wanted(line.question, code):
            self._put(line, code, said, line.own.reason if line.own and line.own.code == code else "")
            return

        def answered(words: str | None) -> None:
            if words:
                self._put(line, code, said, words)

        title = moderationword.REASON_TITLE.format(said=said, question=line.question)
        detail = moderationword.REASON_DETAIL.format(own=one_line(line.answer.said))
        before = reason or (line.own.reason if line.own and line.own.code == code else "")
        self.face.push_screen(Prompt(title, detail, before, error), answered)

    def _put(self, line: StandardLine, code: str, said: str, reason: str) -> None:
        work = self.work
        if work is not None:
            done = moderationword.RATED.format(question=line.question, said=said)
            again = partial(self._rate_again, line, code, said, reason)
            self.serve(partial(work.rate, line.question, code, reason), lambda _: self._went_on(done), again)

    def _rate_again(self, line: StandardLine, code: str, said: str, reason: str, error: str) -> None:
        """What was refused is told; a reason that was typed is kept."""
        if reason:
            self._rate(line, code, said, reason, error)
        else:
            self.renew()
            self.complain(error)

    def _went_on(self, said: str) -> None:
        rows = self.query_one(OptionList)
        here = rows.highlighted or 0
        if self.sheet and here + 1 < len(self.sheet.lines):
            rows.highlighted = here + 1
        self.renew(said)

    def action_reason(self) -> None:
        """The reason of the own rating, told anew."""
        line = self.line
        if line is None or line.own is None:
            self.complain(moderationword.NO_RATING)
            return
        own = line.own

        def answered(words: str | None) -> None:
            if words:
                self._put(line, own.code, own.said, words)

        title = moderationword.REASON_TITLE.format(said=own.said, question=line.question)
        detail = moderationword.REASON_DETAIL.format(own=one_line(line.answer.said))
        self.face.push_screen(Prompt(title, detail, own.reason), answered)

    def action_undo(self) -> None:
        """Takes back what was rated last in this sitting, and goes there."""
        work = self.work
        if work is None:
            self.complain(moderationword.AS_OFFICE)
            return
        self.serve(work.undo, self._undone)

    def _undone(self, line: StandardLine) -> None:
        own = line.own
        said = moderationword.TAKEN.format(question=line.question, said=own.said) if own else ""
        self._mark(line.question)
        self.renew(said or moderationword.NOT_RATED.format(question=line.question))

    def _mark(self, question: str) -> None:
        rows = self.query_one(OptionList)
        rows.highlighted = rows.get_option_index(question)

    def action_left(self) -> None:
        """The next standard without an own rating, from the top once the end is reached."""
        lines = self.sheet.lines if self.sheet else ()
        here = self.query_one(OptionList).highlighted or 0
        left = [n for n, line in enumerate(lines) if line.own is None]
        if not left:
            self.inform(moderationword.NONE_LEFT)
            return
        self.query_one(OptionList).highlighted = next((n for n in left if n > here), left[0])

    def action_done(self) -> None:
        """Done with the return; where that is so already, it is taken back."""
        work = self.work
        if work is None or self.sheet is None or self.sheet.work is None:
            self.complain(moderationword.AS_OFFICE)
            return
        done = self.sheet.work.step.value == "done"
        self.serve(work.resume if done else work.finish, self._finished)

    def _finished(self, found: Sheet) -> None:
        waits = [one.name for one in found.works if one.step.value != "done"]
        work = found.work
        if work is not None and work.step.value != "done":
            self.renew(moderationword.RESUMED)
        elif waits:
            self.renew(moderationword.DONE_NOW.format(name=waits[0]))
        else:
            self.renew(moderationword.BOTH_DONE)
