"""One open answer at a time in front of a coder: codes by their first letters or numbers, likely ones first, and undo."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from s11chat.language.harmless import harmless, one_line
from s11chat.report.base import wording
from s11chat.tui import codingdeskword as word
from s11chat.tui.screens.base import FaceScreen
from s11chat.tui.widgets.answer import PastedLine
from s11chat.tui.widgets.header import StatusHeader

if TYPE_CHECKING:
    from s11chat.analysis.code_frame import FrameCode
    from s11chat.analysis.open_answer import Verbatim
    from s11chat.services.codingwalk import CodingWalk
    from s11chat.services.desk import Desk

_MOST_NUMBERED = 9


class AnswerSheet(FaceScreen[str]):
    """The answer, the line, and the codes; left with nothing, or with why it could not be opened."""

    CSS_PATH = "../styles/coding.tcss"

    def __init__(self, desk: Desk, wave: str, item: str, *, second: bool = False) -> None:
        super().__init__()
        self.desk, self.wave, self.item, self._second = desk, wave, item, second
        self.walk: CodingWalk | None = None
        self.ticked: list[str] = []
        self.rows: tuple[FrameCode, ...] = ()
        """The codes as they are listed."""

    def compose(self) -> ComposeResult:
        """Header, how far it is, the answer, the line, the codes, the keys."""
        yield StatusHeader(word.TITLE, self.face.clock)
        yield Static("", id="counts", markup=False)
        with VerticalScroll(id="answer", can_focus=False):
            yield Static("", id="words", markup=False)
        yield PastedLine(placeholder=word.HINT, id="typed", select_on_focus=False)
        codes = OptionList(id="codes")
        codes.can_focus = False
        yield codes
        yield self.notice()
        yield self.keybar()

    def on_mount(self) -> None:
        """Fetches the answers."""
        self.query_one(Input).focus()
        self.serve(self._open, self._opened, self._refused)

    def _open(self) -> CodingWalk:
        from s11chat.services.codingdesk import CodingDesk  # the store is loaded once the desk is open
        from s11chat.services.codingwalk import CodingWalk

        return CodingWalk(CodingDesk(self.desk.kept, self.wave, self.item, second=self._second))

    def _refused(self, why: str) -> None:
        self.dismiss(why)

    def _opened(self, walk: CodingWalk) -> None:
        self.walk = walk
        asked = wording(walk.desk.open.question)
        self.query_one(StatusHeader).show(word.TITLE, f"{self.item} {asked}", self.desk.actor)
        if self._numeric:
            self.query_one(Input).placeholder = word.HINT_NUMBERS
        self.show()

    @property
    def _numeric(self) -> bool:
        """Whether codes are numbers, so that a digit begins one."""
        return self.walk is not None and any(one.code.isdecimal() for one in self.walk.desk.frame.offered)

    # showing

    def show(self, said: str = "") -> None:
        """The answer one is at, and its codes ticked; says what was done."""
        walk = self.walk
        if walk is None:
            return
        one = walk.here
        self.ticked = [*one.codes] if one else []
        self.query_one(Input).value = ""
        self.query_one("#counts", Static).update(self._counts(walk))
        self.query_one("#words", Static).update(_answer(one))
        self.query_one("#answer", VerticalScroll).scroll_home(animate=False)
        self._fill()
        self.inform(said or ("" if one else word.NONE_HERE))

    def _counts(self, walk: CodingWalk) -> str:
        found = walk.desk.open
        told = word.COUNTED.format(
            coded=found.coded,
            all=len(found.verbatims),
            place=walk.place,
            count=walk.count,
            view=word.VIEWS[walk.view],
        )
        what = word.WITH.format(words=one_line(walk.words)) if walk.words else ""
        return f"{word.SECOND if self._second else ''}{told}{what}"

    def _fill(self) -> None:
        """The codes: those that are like what is typed, or all with the likely ones first."""
        walk = self.walk
        one = walk.here if walk else None
        if walk is None:
            return
        typed = self.query_one(Input).value
        likely = () if typed.strip() or one is None or one.codes else walk.desk.suggested(one)
        others = (code for code in walk.desk.matching(typed) if code not in likely)
        self.rows = (*likely, *others)
        rows = self.query_one(OptionList)
        rows.clear_options()
        for at, code in enumerate(self.rows, 1):
            rows.add_option(Option(self._row(at, code, likely=code in likely), code.code))
        rows.highlighted = 0 if self.rows else None

    def _row(self, at: int, code: FrameCode, *, likely: bool) -> Content:
        number = str(at) if at <= _MOST_NUMBERED and not self._numeric else " "
        tick = "✓" if code.code in self.ticked else "·" if likely else " "
        label = code.say if code.say != code.code else ""
        covers = f"  {one_line(code.covers)}" if code.covers else ""
        return Content("").join(
            [
                Content.styled(f"{number} ", "$primary"),
                Content.styled(f"{tick} ", "bold $success" if tick == "✓" else "$accent"),
                Content.styled(f"{one_line(code.code)}  ", "bold" if code.code in self.ticked else "$muted"),
                Content.styled(one_line(label), "bold" if code.code in self.ticked else ""),
                Content.styled(covers, "$muted"),
            ]
        )

    # typing and ticking

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        typed = event.value.strip()
        if typed.isdecimal() and len(typed) == 1 and not self._numeric and 0 < int(typed) <= len(self.rows):
            event.input.value = ""
            self.tick(self.rows[int(typed) - 1].code)
            return
        self._fill()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        typed, walk = event.value.strip(), self.walk
        if walk is None or walk.here is None:
            return
        if typed and not self.rows:
            self.complain(word.NO_MATCH.format(typed=one_line(typed)[:30]))
        elif typed or not self.ticked:
            at = self.query_one(OptionList).highlighted
            if at is None or at >= len(self.rows):
                self.complain(word.TICK_FIRST)
                return
            event.input.value = ""
            self.tick(self.rows[at].code)
        else:
            self._keep()

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        if event.option_id:
            self.tick(event.option_id)

    def tick(self, code: str) -> None:
        """Ticks a code, or clears it."""
        walk = self.walk
        if walk is None:
            return
        if code in self.ticked:
            self.ticked.remove(code)
        elif walk.desk.open.single:
            self.ticked = [code]
        else:
            self.ticked.append(code)
        at = self.query_one(OptionList).highlighted
        self._fill()
        self.query_one(OptionList).highlighted = at
        self.inform("")

    def _keep(self) -> None:
        walk = self.walk
        one = walk.here if walk else None
        if walk is not None and one is not None:
            self.serve(partial(walk.desk.put, one.ref, tuple(self.ticked)), self._kept)

    def _kept(self, one: Verbatim) -> None:
        assert self.walk is not None
        said = word.KEPT.format(ref=one.ref, codes="; ".join(one.codes))
        going_on = self.walk.go_on()
        self.show(said if going_on else word.ALL_DONE)


def _answer(one: Verbatim | None) -> Content:
    if one is None:
        return Content("")
    head = Content.styled(f"{one_line(one.ref)}  {one.type}", "bold $primary")
    if one.codes:
        by = word.BY.format(by=one_line(one.by)) if one.by else ""
        head += Content.styled(f"  {word.CODED.format(codes='; '.join(one.codes))}{by}", "$success")
    if one.stale:
        head += Content.styled(f"  {word.STALE}", "$warning")
    if not one.readable:
        return head + "\n" + Content.styled(word.REDACTED, "$muted")
    return head + "\n" + Content(harmless(one.words))
