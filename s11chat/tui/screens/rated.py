"""A moderated return: its standards with every rating, what is agreed on them, and the notes of peers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from s11chat.language.harmless import one_line
from s11chat.tui import moderationword
from s11chat.tui.moderationkeys import OF_MODERATOR
from s11chat.tui.screens.base import FaceScreen
from s11chat.tui.screens.knowledge import KnowledgeScreen
from s11chat.tui.screens.modal import Menu, Prompt
from s11chat.tui.widgets.header import StatusHeader
from s11chat.tui.widgets.marked import MarkedList
from s11chat.tui.widgets.moderation import counts, standard_fields, standard_row
from s11chat.tui.widgets.sheet import Sheet as Card

if TYPE_CHECKING:
    from s11chat.services.desk import Desk
    from s11chat.services.moderating import Moderation
    from s11chat.services.moderationview import Sheet, StandardLine

EDGES = 3
"""Cells of a row that are not the list's: a space on either side, and the scroll bar."""
_DISAGREE = " "
"""What the menu of an agreement calls taking it back."""


class RatedScreen(FaceScreen[None]):
    """A list of standards beside the card of one; what is agreed and asked is put on record here."""

    CSS_PATH = "../styles/moderation.tcss"

    def __init__(self, desk: Desk, case: str) -> None:
        super().__init__()
        self.desk, self.case = desk, case
        self.sheet: Sheet | None = None
        self.work: Moderation | None = None
        """What whoever sits here rates with; none where the return is not theirs to moderate."""

    def compose(self) -> ComposeResult:
        """Header, list beside card, message, keys."""
        yield StatusHeader(moderationword.TITLE, self.face.clock)
        yield Static("", id="counts", markup=False)
        with Horizontal(id="split"):
            with Vertical(id="list"):
                yield MarkedList(id="standards")
            with VerticalScroll(id="detail", can_focus=False):
                yield Card()
        yield self.notice()
        yield self.keybar()

    def on_mount(self) -> None:
        """Fetches the return."""
        self.query_one(OptionList).focus()
        self.serve(self._open, lambda _: self._show())

    def _open(self) -> None:
        from s11chat.services.releasing import in_front  # the store is loaded once the desk is open

        self.work, self.sheet = in_front(self.desk.kept, self.case)

    def renew(self, said: str = "") -> None:
        """Shows the return as it stands, and says what was done."""
        self.serve(self._look, lambda _: self._renewed(said))

    def _look(self) -> None:
        from s11chat.services.releasing import moderation_of

        self.sheet = self.work.look() if self.work else moderation_of(self.desk.kept, self.case)

    def _renewed(self, said: str) -> None:
        self._show()
        self.inform(said)

    def _show(self) -> None:
        found = self.sheet
        if found is None:
            return
        self.leave_out(() if self.work else OF_MODERATOR)
        title = moderationword.TITLE
        self.query_one(StatusHeader).show(title, found.header.organisation, found.state)
        self.query_one("#counts", Static).update(counts(found))
        rows = self.query_one(OptionList)
        at = rows.highlighted
        width = max(40, rows.size.width - EDGES)
        rows.clear_options()
        rows.add_options(
            Option(standard_row(line, found.viewer, width), line.question) for line in found.lines
        )
        first = next((n for n, line in enumerate(found.lines) if found.viewer and line.own is None), 0)
        rows.highlighted = first if at is None else min(at, len(found.lines) - 1)
        if found.lines:
            self._show_card()
        else:
            self.inform(moderationword.NOTHING_RATED)

    def on_resize(self) -> None:
        """Lays the rows out for the width there is."""
        self.call_after_refresh(self._show)

    @property
    def line(self) -> StandardLine | None:
        """The standard marked."""
        at = self.query_one(OptionList).highlighted
        lines = self.sheet.lines if self.sheet else ()
        return lines[at] if at is not None and at < len(lines) else None

    @on(OptionList.OptionHighlighted)
    def _highlighted(self) -> None:
        self._show_card()

    def _show_card(self) -> None:
        line = self.line
        if line is not None and self.sheet is not None:
            held = [self.desk.library.get(id_) for id_ in line.answer.articles]
            titles = tuple(article.title for article in held if article is not None)
            self.query_one(Card).show(standard_fields(line, self.sheet.viewer, titles))
            self.query_one("#detail", VerticalScroll).scroll_home(animate=False)

    # what is agreed, and notes

    def choose(
        self, line: StandardLine, title: str, then: Callable[[str], None], more: dict[str, str] | None = None
    ) -> None:
        choices = {one.code: f"{one.say}\n{one.means}" if one.means else one.say for one in line.scale}
        self.face.push_screen(
            Menu(title, {**choices, **(more or {})}), lambda code: then(code) if code else None
        )

    def action_agree(self) -> None:
        """Records what the moderators agree on, or takes that back."""
        line = self.line
        if line is None:
            return
        says = {step.code: step.say for step in line.scale}
        more = {_DISAGREE: moderationword.DISAGREE} if line.agreed else {}
        title = moderationword.AGREE_TITLE.format(question=line.question)
        self.choose(line, title, lambda code: self._agree(line, code, says.get(code, "")), more)

    def _agree(self, line: StandardLine, code: str, said: str) -> None:
        from s11chat.services import releasing

        kept = self.desk.kept
        if code == _DISAGREE:
            done = moderationword.DISAGREED.format(question=line.question)
            self.serve(
                partial(releasing.disagree, kept, self.case, line.question), lambda _: self.renew(done)
            )
            return
        act = partial(releasing.agree, kept, self.case, line.question, code)
        done = moderationword.AGREED_NOW.format(question=line.question, said=said)
        self.ask(moderationword.AGREE_WHY.format(said=said), line.answer.text, act, lambda _: done)

    def action_note(self) -> None:
        """A note of a peer to the marked standard."""
        line = self.line
        if line is not None:
            title = moderationword.NOTE_BY.format(question=line.question)

            def told(who: str | None) -> None:
                if who:
                    self._ask_note(line.question, who)

            self.face.push_screen(Prompt(title, moderationword.NOTE_BY_DETAIL), told)

    def _ask_note(self, question: str, who: str) -> None:
        from s11chat.services.challenging import challenge

        peer, _, organisation = who.partition(",")

        def act(words: str) -> int:
            return challenge(self.desk.kept, self.case, question, words, peer, organisation)

        self.ask(
            moderationword.NOTE_TEXT, who, act, lambda number: moderationword.NOTED.format(number=number)
        )

    def action_answers(self) -> None:
        """Answers or closes the first note to the marked standard that is not closed."""
        line = self.line
        open_ = [one for one in line.challenges if one.state in ("open", "answered")] if line else []
        if not open_:
            self.inform(moderationword.NO_NOTES)
            return
        note = open_[0]
        self.face.push_screen(
            Menu(f"{note.peer}: {one_line(note.text)}", moderationword.NOTE_MENU),
            partial(self._wished, note.opened),
        )

    def _wished(self, number: int, wish: str | None) -> None:
        from s11chat.services import challenging

        kept = self.desk.kept
        if wish == "answer":
            act = partial(challenging.answer, kept, self.case, number)
            self.ask(moderationword.NOTE_ANSWER, "", act, lambda _: moderationword.NOTE_ANSWERED)
        elif wish == "close":
            act = partial(challenging.close, kept, self.case, number)
            self.ask(moderationword.NOTE_CLOSE, "", act, lambda _: moderationword.NOTE_CLOSED)

    def ask(
        self,
        title: str,
        detail: str,
        act: Callable[[str], object],
        done: Callable[[object], str],
        text: str = "",
        error: str = "",
    ) -> None:
        """Asks for words, acts on them; where that is refused, asks again with the words kept."""

        def answered(words: str | None) -> None:
            if words:
                again = partial(self.ask, title, detail, act, done, words)
                self.serve(partial(act, words), lambda came: self.renew(done(came)), again)

        self.face.push_screen(Prompt(title, detail, text, error), answered)

    # reading

    def action_explain(self) -> None:
        """The articles on the marked standard."""
        line = self.line
        if line is not None:
            self.face.push_screen(KnowledgeScreen(self.desk.library, line.answer.articles))

    def action_page(self, step: int) -> None:
        """Scrolls the card."""
        scroll = self.query_one("#detail", VerticalScroll)
        scroll.scroll_relative(y=step * max(1, scroll.size.height - 1), animate=False)

    def action_close(self) -> None:
        """Back to the list of returns."""
        self.dismiss(None)
