"""The duplicates court: what there is to decide on one side, two returns side by side on the other."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from s11chat.language.harmless import one_line
from s11chat.services.courtview import Matter, MatterLine, Sides
from s11chat.tui import caption
from s11chat.tui.keys import COURT, bindings
from s11chat.tui.screens.base import FaceScreen
from s11chat.tui.screens.modal import Menu, Prompt
from s11chat.tui.widgets.header import SEPARATOR, StatusHeader
from s11chat.tui.widgets.marked import MarkedList
from s11chat.tui.widgets.pair import PairSheet, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from s11chat.services.deciding import Court


class CourtScreen(FaceScreen[None]):
    """Where the manager decides about cases that may be one organisation."""

    CSS_PATH = "../styles/court.tcss"
    GROUP = "court"
    BINDINGS = bindings(COURT)

    def __init__(self, court: Court) -> None:
        super().__init__()
        self.court = court
        self.lines: tuple[MatterLine, ...] = ()
        self.sides: Sides | None = None
        """Of the matter that is marked, once they have been fetched."""

    def compose(self) -> ComposeResult:
        """Header, list, the two returns, message, keys."""
        yield StatusHeader(caption.COURT_TITLE, self.face.clock)
        with Horizontal(id="split"):
            with Vertical(id="list"):
                yield Static("", id="counts", markup=False)
                yield MarkedList(id="matters")
            with VerticalScroll(id="detail", can_focus=False):
                yield PairSheet()
        yield self.notice()
        yield self.keybar()

    def on_mount(self) -> None:
        """Fetches what there is to decide."""
        self.query_one(StatusHeader).show(caption.COURT_TITLE, self.court.wave)
        self.query_one(OptionList).focus()
        self.renew("")

    def renew(self, said: str) -> None:
        """Fetches the matters as they stand, and says what was done."""
        self.serve(self.court.docket, partial(self._renewed, said))

    def _renewed(self, said: str, lines: tuple[MatterLine, ...]) -> None:
        self.lines = lines
        matters = self.query_one(OptionList)
        at = matters.highlighted or 0
        matters.clear_options()
        matters.add_options(Option(_row(line)) for line in lines)
        undecided = sum(line.verdict is None for line in lines)
        counts = caption.COURT_COUNTS.format(undecided=undecided, decided=len(lines) - undecided)
        self.query_one("#counts", Static).update(counts)
        if lines:
            matters.highlighted = min(at, len(lines) - 1)
        else:
            self.query_one(PairSheet).show(())
            said = said or caption.COURT_EMPTY
        self.inform(said)
        self._fetch()

    @property
    def line(self) -> MatterLine | None:
        """The matter that is marked."""
        at = self.query_one(OptionList).highlighted
        return self.lines[at] if at is not None and at < len(self.lines) else None

    @on(OptionList.OptionHighlighted)
    def _highlighted(self) -> None:
        self._fetch()

    def _fetch(self) -> None:
        line = self.line
        self.sides = None
        if line is not None:
            refs = line.refs if line.matter is not Matter.ENDED else line.refs * 2
            look = partial(self.court.sides, *refs)
            self.glance(look, partial(self._show, line))

    def _show(self, line: MatterLine, found: Sides) -> None:
        if line is not self.line:
            return
        self.sides = found
        self.query_one(PairSheet).show(rows_of(line, found))
        self.query_one("#detail", VerticalScroll).scroll_home(animate=False)

    # deciding

    def action_keep(self, place: int) -> None:
        """The return on the left (0) or right (1) counts; the other is left out."""
        line = self._open(2)
        if line is None or self.sides is None:
            return
        keep, drop = line.refs[place], line.refs[1 - place]
        heads = self.sides.left.head, self.sides.right.head
        seen = (heads[place], heads[1 - place])
        signed = bool((self.sides.left, self.sides.right)[1 - place].signed)
        act = partial(self._decide, keep, drop, signed, seen)
        self._asked_about(keep, drop, signed, caption.KEEP_TITLE.format(keep=keep, drop=drop), act)

    def _decide(self, keep: str, drop: str, signed: bool, seen: tuple[int, int], reason: str) -> str:
        self.court.decide(keep, drop, reason, signed=signed, seen=seen)
        return caption.LEFT_OUT.format(drop=drop, keep=keep)

    def action_apart(self) -> None:
        """Both stand."""
        line = self._open(2)
        if line is not None:
            one, other = line.refs
            self._ask(caption.APART_TITLE, " and ".join(line.names), partial(self._stand, one, other))

    def _stand(self, one: str, other: str, reason: str) -> str:
        self.court.distinct(one, other, reason)
        return caption.STAND.format(one=one, other=other)

    def action_accept(self) -> None:
        """It is so: an ending, or answers of two modes as they stand."""
        line = self._open(1)
        if line is None or self.sides is None:
            return
        (ref,) = line.refs
        if line.matter is Matter.MODES:
            self._ask(caption.MODES_TITLE, line.because, partial(self.court.accept, ref))
            return
        signed = bool(self.sides.left.signed)
        act = partial(self.court.accept, ref, signed=signed)
        self._asked_about(ref, "", signed, caption.ENDED_TITLE.format(name=line.names[0]), act)

    def action_undo(self) -> None:
        """Takes back what was decided, or coded."""
        line = self.line
        if line is None or (line.verdict is None and line.matter in (Matter.ALIKE, Matter.MODES)):
            self.inform(caption.NOTHING_TO_UNDO)
            return
        said = line.verdict.said if line.verdict else line.because
        ref = line.verdict.dropped or line.refs[0] if line.verdict else line.refs[0]
        self._ask(caption.UNDO_TITLE, said, partial(self.court.undo, ref))

    def _open(self, cases: int) -> MatterLine | None:
        """The matter that is marked, where it is open and about so many cases; else says what there is to do."""
        line = self.line
        if line is None:
            return None
        if line.verdict is not None:
            self.inform(caption.DECIDED_ALREADY)
        elif len(line.refs) != cases:
            self.inform(caption.OF_ONE if len(line.refs) == 1 else caption.OF_TWO)
        else:
            return line
        return None

    def _asked_about(self, keep: str, drop: str, signed: bool, title: str, act: Callable[[str], str]) -> None:
        """Says what leaving a return out means, asks first where it is signed, and then asks why."""

        def told(means: str) -> None:
            ask = partial(self._ask, title, means, act)
            if not signed:
                ask()
                return
            choices = {"no": caption.SIGNED_NO, "yes": caption.SIGNED_YES}
            self.face.push_screen(Menu(means, choices), lambda wish: ask() if wish == "yes" else None)

        self.serve(partial(self.court.foretold, keep, drop), told)

    def _ask(
        self, title: str, detail: str, act: Callable[[str], str], text: str = "", error: str = ""
    ) -> None:
        """Asks why, and acts; where that is refused, asks again with the words kept."""

        def answered(words: str | None) -> None:
            if words:
                self.serve(partial(act, words), self.renew, partial(self._ask, title, detail, act, words))

        self.face.push_screen(Prompt(title, f"{detail}\n{caption.WHY_DETAIL}", text, error), answered)

    def action_page(self, step: int) -> None:
        """Scrolls the two returns."""
        scroll = self.query_one("#detail", VerticalScroll)
        scroll.scroll_relative(y=step * max(1, scroll.size.height - 1), animate=False)

    def action_close(self) -> None:
        """Back to the office."""
        self.dismiss(None)


def _row(line: MatterLine) -> Content:
    """Two lines: the organisations, then why they are here or what was decided."""
    mark = Content.styled("? ", "bold $warning") if line.verdict is None else Content.styled("✓ ", "$success")
    names = Content.styled(one_line(" / ".join(line.names)), "bold" if line.verdict is None else "")
    said = line.verdict.said if line.verdict else f"{SEPARATOR.join((line.score, line.because))}"
    return (
        mark + names + "\n  " + Content.styled(one_line(f"{' '.join(line.refs)}{SEPARATOR}{said}"), "$muted")
    )
