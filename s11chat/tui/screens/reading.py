"""The answers of a return in the order a lead should look at them, and everything known about the one marked."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from s11chat.knowledge.library import Library
from s11chat.tui import wording
from s11chat.tui.docketkeys import MODERATED_KEY
from s11chat.tui.screens.base import FaceScreen
from s11chat.tui.widgets.answers import WHY, Standing, known, lead_row, remarks_known, remarks_row, standing
from s11chat.tui.widgets.header import SEPARATOR, StatusHeader
from s11chat.tui.widgets.marked import MarkedList
from s11chat.tui.widgets.sheet import Field, Sheet

if TYPE_CHECKING:
    from s11chat.services.signing import Docket
    from s11chat.services.view import AnswerLine, RemarkLine, ReturnLine

_REMARKS = "(remarks)"
"""The row of the remarks on the whole, the last of the list; no question can be called that."""


class Look(NamedTuple):
    """The docket as it stands."""

    whole: ReturnLine
    answers: tuple[AnswerLine, ...]


class ReadingScreen(FaceScreen[None]):
    """A list of answers beside the details of one."""

    CSS_PATH = "../styles/docket.tcss"

    def __init__(self, docket: Docket, library: Library) -> None:
        super().__init__()
        self.docket, self.library = docket, library
        self.answers: tuple[AnswerLine, ...] = ()
        self.remarks: tuple[RemarkLine, ...] = ()
        self.lead = self.organisation = ""

    def compose(self) -> ComposeResult:
        """Header, list beside details, message, keys."""
        yield StatusHeader(wording.DOCKET_TITLE, self.face.clock)
        yield Static("", id="counts", markup=False)
        with Horizontal(id="split"):
            with Vertical(id="list"):
                yield Static("{:<{}} {}".format(wording.NUMBER_WHY, WHY, wording.ASKED_SAID), id="columns")
                yield MarkedList(id="answers")
            with VerticalScroll(id="detail", can_focus=False):
                yield Sheet()
        yield self.notice()
        yield self.keybar()

    def on_mount(self) -> None:
        """Fetches the docket."""
        self.query_one(OptionList).focus()
        self.leave_out((MODERATED_KEY.id,))
        self.renew("")

    def renew(self, said: str, look: str = "-info") -> None:
        """Fetches the docket as it stands, and says what was done."""
        self.serve(self._look, partial(self._renewed, said, look))

    def _renewed(self, said: str, look: str, found: Look) -> None:
        self._show(found)
        self.inform(said, look)

    def _look(self) -> Look:
        whole = self.docket.review()
        return Look(whole, self.docket.ordered(whole))

    def _show(self, look: Look) -> None:
        self.answers, self.remarks = self._in_place(look.answers), look.whole.remarks
        header = look.whole.header
        self.lead, self.organisation = header.lead, header.organisation
        self.query_one(StatusHeader).show(wording.DOCKET_TITLE, header.organisation, str(look.whole.state))
        answers = self.query_one(OptionList)
        here = self._here
        at = answers.highlighted or 0
        answers.clear_options()
        delegated = any(line.role == "delegate" for line in self.answers)
        rows = (Option(lead_row(line, delegated=delegated), line.question) for line in self.answers)
        answers.add_options(rows)
        if self.remarks:
            answers.add_option(Option(remarks_row(self.remarks), _REMARKS))
        self.query_one("#counts", Static).update(_counts(self.answers, self.remarks))
        moderated = any(line.moderated is not None for line in self.answers)
        self.leave_out(() if moderated else (MODERATED_KEY.id,))
        ids = [option.id for option in answers.options]
        if ids:
            answers.highlighted = ids.index(here) if here in ids else min(at, len(ids) - 1)
        else:
            self.query_one(Sheet).show((Field("", wording.EMPTY_DOCKET),))
        self._show_detail()

    def _in_place(self, answers: tuple[AnswerLine, ...]) -> tuple[AnswerLine, ...]:
        """`answers` where they were before, so that nothing jumps away under the eye; what is new comes last."""
        before = {line.question: place for place, line in enumerate(self.answers)}
        return tuple(sorted(answers, key=lambda line: before.get(line.question, len(before))))

    @property
    def _here(self) -> str | None:
        option = self.query_one(OptionList).highlighted_option
        return option.id if option is not None else None

    @property
    def line(self) -> AnswerLine | None:
        """The answer marked."""
        here = self._here
        return next((line for line in self.answers if line.question == here), None)

    @on(OptionList.OptionHighlighted)
    def _highlighted(self) -> None:
        self._show_detail()

    def _show_detail(self) -> None:
        line = self.line
        if line is not None:
            found = [self.library.get(id_) for id_ in line.articles]
            titles = tuple(article.title for article in found if article is not None)
            self.query_one(Sheet).show(known(line, titles))
        elif self._here == _REMARKS:
            self.query_one(Sheet).show(remarks_known(self.remarks))
        self.query_one("#detail", VerticalScroll).scroll_home(animate=False)

    def action_page(self, step: int) -> None:
        """Scrolls the details."""
        scroll = self.query_one("#detail", VerticalScroll)
        scroll.scroll_relative(y=step * max(1, scroll.size.height - 1), animate=False)


def _counts(answers: tuple[AnswerLine, ...], remarks: tuple[RemarkLine, ...]) -> str:
    """How many answers stand where; what there is none of is left out."""
    held = Counter(map(standing, answers))
    counts = {
        "look": held[Standing.LOOK],
        "changed": sum(line.changed for line in answers),
        "moderated": sum(line.moderated is not None for line in answers),
        "queries": sum(query.state != "closed" for line in answers for query in line.queries),
        "seen": held[Standing.SEEN],
        "signed": held[Standing.SIGNED],
        "all": len(answers),
        "remarks": len(remarks),
    }
    return SEPARATOR.join(
        wording.COUNTED[name].format(count=count) for name, count in counts.items() if count
    )
