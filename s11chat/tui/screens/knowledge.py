"""The knowledge base: a line to ask in, the ways to browse it, and an article with all that it leads to."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, OptionList

from s11chat.engine.intent import Depth
from s11chat.knowledge.library import Library
from s11chat.tui import caption
from s11chat.tui.browsing import Browser, Place, Row, View
from s11chat.tui.keys import KNOWLEDGE, VIEW, bindings, shown_as
from s11chat.tui.page import page
from s11chat.tui.screens.base import FaceScreen
from s11chat.tui.widgets.header import StatusHeader
from s11chat.tui.widgets.links import Links
from s11chat.tui.widgets.rows import RowList
from s11chat.tui.widgets.sheet import Field, Sheet
from s11chat.tui.widgets.views import Views

Shown = tuple[tuple[str, Depth], ...]
"""What was read, each article and depth once, in that order."""


class Wish(NamedTuple):
    """What the list is to show."""

    view: View
    words: str = ""


class Step(NamedTuple):
    """Where one was before following a link, how deep, which link it was and where the article was scrolled to."""

    place: Place
    depth: Depth
    link: int
    top: int


class KnowledgeScreen(FaceScreen[Shown]):
    """Finds and shows articles; what was shown is its result."""

    CSS_PATH = "../styles/knowledge.tcss"
    GROUP = "knowledge"
    BINDINGS = bindings(KNOWLEDGE)

    def __init__(self, library: Library, near: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._library, self._near = library, near
        self._browser: Browser | None = None
        self._wish = Wish(View.SEARCH)
        self._rows: dict[str, Row] = {}
        self._place: Place | None = None
        self._depth = Depth.SENTENCE
        self._trail: list[Step] = []
        self._shown: dict[tuple[str, Depth], None] = {}

    def compose(self) -> ComposeResult:
        """Header, the line, the ways to browse, the list beside the article, the keys."""
        yield StatusHeader(caption.KNOWLEDGE_TITLE, self.face.clock)
        yield Input(placeholder=caption.KNOWLEDGE_FILTER, id="filter", select_on_focus=False)
        yield Views(shown_as(VIEW.key), caption.VIEWS)
        with Horizontal(id="split"):
            yield RowList(id="found")
            with VerticalScroll(id="article", can_focus=False):
                yield Sheet()
                yield Links()
        yield self.notice()
        yield self.keybar()

    def on_mount(self) -> None:
        """Shows what is near the question one came from, or everything."""
        self.query_one(Links).show(())
        self.query_one(Input).focus()
        self._list(self._wish)

    # the list

    @on(Input.Changed, "#filter")
    def _changed(self, event: Input.Changed) -> None:
        """Words are searched for, whatever is listed; an emptied line leaves what is browsed."""
        if event.value.strip() or self._wish.view is View.SEARCH:
            self._list(Wish(View.SEARCH, event.value))

    @on(Views.Chosen)
    def _view_chosen(self, event: Views.Chosen) -> None:
        self._browse(View(event.view))

    def action_view(self) -> None:
        """The next way to come to an article."""
        views = list(View)
        self._browse(views[(views.index(self._wish.view) + 1) % len(views)])

    def _browse(self, view: View) -> None:
        self._list(Wish(view))
        line = self.query_one(Input)
        line.value = ""
        line.focus()

    def _list(self, wish: Wish) -> None:
        self._wish = wish
        self.query_one(Views).show(wish.view)
        self.serve(partial(self._find, wish), partial(self._show_found, wish))

    def _find(self, wish: Wish) -> tuple[Row, ...]:
        if self._browser is None:
            from s11chat.bootstrap import readable_dialogs

            self._browser = Browser(self._library, readable_dialogs(self.face.settings), self._near)
        match wish.view:
            case View.STANDARD:
                return self._browser.by_standard()
            case View.DIALOG:
                return self._browser.by_dialog()
            case View.TERM:
                return self._browser.by_term()
            case View.SEARCH:
                return self._browser.found(wish.words) if wish.words.strip() else self._browser.near()

    def _show_found(self, wish: Wish, found: tuple[Row, ...]) -> None:
        if wish != self._wish:
            self._list(self._wish)
            return
        self._rows = {row.key: row for row in found if row.key}
        self.query_one(RowList).show(found)
        if not self._rows:
            self._show_nothing(wish)

    def _show_nothing(self, wish: Wish) -> None:
        self._place = None
        self._trail.clear()
        none = caption.NONE_FOUND.format(words=wish.words) if wish.words else caption.EMPTY[wish.view]
        self.query_one(Sheet).show((Field("", none),))
        self.query_one(Links).show(())

    @on(OptionList.OptionHighlighted, "#found")
    @on(OptionList.OptionSelected, "#found")
    def _marked(self, event: OptionList.OptionMessage) -> None:
        """Shows the row that is marked; a click on it comes back to it from wherever links have led."""
        row = self._rows.get(event.option_id or "")
        if row is not None and row.place is not None and (self._trail or row.place != self._place):
            self._trail.clear()
            self._go(row.place, Depth.SENTENCE)

    def action_heading(self, step: int) -> None:
        """To what stands under the heading before or after."""
        self.query_one(RowList).go_to_heading(step)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Left and right move in the line once there is something in it."""
        if action == "heading":
            return not self.query_one(Input).value and self.query_one(RowList).headed
        return super().check_action(action, parameters)

    # the article

    def _go(self, place: Place, depth: Depth, link: int = 0) -> None:
        self._place, self._depth = place, depth
        if self._browser is not None:
            self.query_one(Links).show(self._browser.links(place), link)
        self._show_page()

    def _show_page(self) -> None:
        if self._place is None:
            return
        if self._place.article is not None:
            self._shown[self._place.article.id, self._depth] = None
        before = self._trail[-1].place.title if self._trail else ""
        self.query_one(Sheet).show(page(self._place, self._depth, before))
        self._article.scroll_home(animate=False)

    @property
    def _article(self) -> VerticalScroll:
        return self.query_one("#article", VerticalScroll)

    @on(Links.Opened)
    def _opened(self, event: Links.Opened) -> None:
        if self._place is not None:
            link, top = self.query_one(Links).marked, round(self._article.scroll_y)
            self._trail.append(Step(self._place, self._depth, link, top))
            self._go(event.link.place, Depth.SENTENCE)

    @on(Input.Submitted, "#filter")
    def action_links(self) -> None:
        """To the article's links."""
        links = self.query_one(Links)
        if links.links:
            links.focus()

    def action_open(self) -> None:
        """Opens the marked link; from anywhere else, goes to the links."""
        links = self.query_one(Links)
        links.action_open() if links.has_focus else self.action_links()

    def on_key(self, event: events.Key) -> None:
        """Arrows move through the list while the line keeps the focus; whatever is typed goes into the line."""
        line, titles = self.query_one(Input), self.query_one(RowList)
        move = {"up": titles.action_cursor_up, "down": titles.action_cursor_down}.get(event.key)
        if move is not None and not self.query_one(Links).has_focus:
            event.stop()
            move()
        elif event.is_printable and event.character and not line.has_focus:
            event.stop()
            line.focus()
            line.insert_text_at_cursor(event.character)

    def action_deeper(self) -> None:
        """The next depth; after the last the first again."""
        depths = list(Depth)
        self._depth = depths[(depths.index(self._depth) + 1) % len(depths)]
        self._show_page()

    def action_page(self, step: int) -> None:
        """Scrolls the article."""
        scroll = self._article
        scroll.scroll_relative(y=step * max(1, scroll.size.height - 1), animate=False)

    def action_close(self) -> None:
        """Back to the article before; from the first of them, to where one was."""
        if self._trail:
            step = self._trail.pop()
            self._go(step.place, step.depth, step.link)
            self.call_after_refresh(self._article.scroll_to, y=step.top, animate=False)
        else:
            self.dismiss(tuple(self._shown))
