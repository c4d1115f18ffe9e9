"""The knowledge base: a line to ask in, the ways to browse it, and an article with all that it leads to."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from s11chat.engine.intent import Depth
from s11chat.knowledge.library import Library
from s11chat.tui import caption
from s11chat.tui.browsing import Browser, Place, Row, View
from s11chat.tui.keys import KNOWLEDGE, VIEW, bindings, shown_as
from s11chat.tui.page import page
from s11chat.tui.screens.base import FaceScreen
from s11chat.tui.widgets.header import StatusHeader
from s11chat.tui.widgets.links import Links
from s11chat.tui.widgets.sheet import Field, Sheet
from s11chat.tui.widgets.views import Views

INDENT = 2
Shown = tuple[tuple[str, Depth], ...]
"""What was read, each article and depth once, in that order."""


class Wish(NamedTuple):
    """What the list is to show."""

    view: View
    words: str = ""


class Step(NamedTuple):
    """Where one was before following a link, and how deep."""

    place: Place
    depth: Depth


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
        yield Views(shown_as(VIEW.key))
        with Horizontal(id="split"):
            yield OptionList(id="found")
            with VerticalScroll(id="article", can_focus=False):
                yield Sheet()
                yield Links()
        yield self.notice()
        yield self.keybar()

    def on_mount(self) -> None:
        """Shows what is near the question one came from, or everything."""
        self.query_one(OptionList).can_focus = False
        self.query_one(Links).show(())
        self.query_one(Input).focus()
        self._list(self._wish)

    # the list

    @on(Input.Changed, "#filter")
    def _changed(self, event: Input.Changed) -> None:
        """Words are searched for, whatever is listed; an emptied line leaves what is browsed."""
        if event.value or self._wish.view is View.SEARCH:
            self._list(Wish(View.SEARCH, event.value))

    @on(Views.Chosen)
    def _view_chosen(self, event: Views.Chosen) -> None:
        self._list(Wish(event.view))
        self.query_one(Input).value = ""

    def action_view(self) -> None:
        """The next way to come to an article."""
        views = list(View)
        self._list(Wish(views[(views.index(self._wish.view) + 1) % len(views)]))
        self.query_one(Input).value = ""

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
        titles = self.query_one(OptionList)
        titles.clear_options()
        titles.add_options(map(_option, found))
        titles.highlighted = None
        titles.action_first()
        if not self._rows:
            self._show_nothing(wish)

    def _show_nothing(self, wish: Wish) -> None:
        self._place = None
        none = caption.NONE_FOUND.format(words=wish.words) if wish.words else caption.EMPTY[wish.view]
        self.query_one(Sheet).show((Field("", none),))
        self.query_one(Links).show(())

    @on(OptionList.OptionHighlighted, "#found")
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        row = self._rows.get(event.option_id or "")
        if row is not None and row.place is not None:
            self._show_headings(event.option_index)
            self._trail.clear()
            self._go(row.place, Depth.SENTENCE)

    def _show_headings(self, index: int) -> None:
        """Keeps the headings right above a row in sight with it."""
        titles = self.query_one(OptionList)
        top = index
        while top and titles.get_option_at_index(top - 1).disabled:
            top -= 1
        titles.scroll_to_region(Region(0, top, 1, index - top + 1), animate=False)

    # the article

    def _go(self, place: Place, depth: Depth) -> None:
        self._place, self._depth = place, depth
        if self._browser is not None:
            self.query_one(Links).show(self._browser.links(place))
        self._show_page()

    def _show_page(self) -> None:
        if self._place is None:
            return
        if self._place.article is not None:
            self._shown[self._place.article.id, self._depth] = None
        before = self._trail[-1].place.title if self._trail else ""
        self.query_one(Sheet).show(page(self._place, self._depth, before))
        self.query_one("#article", VerticalScroll).scroll_home(animate=False)

    @on(Links.Opened)
    def _opened(self, event: Links.Opened) -> None:
        if self._place is not None:
            self._trail.append(Step(self._place, self._depth))
            self._go(event.link.place, Depth.SENTENCE)

    @on(Input.Submitted, "#filter")
    def action_links(self) -> None:
        """To the article's links."""
        links = self.query_one(Links)
        if links.links:
            links.focus()

    def action_open(self) -> None:
        """Opens the marked link."""
        self.query_one(Links).open()

    def on_key(self, event: events.Key) -> None:
        """Arrows move through the list while the line keeps the focus; whatever is typed goes into the line."""
        line, titles = self.query_one(Input), self.query_one(OptionList)
        move = {"up": titles.action_cursor_up, "down": titles.action_cursor_down}.get(event.key)
        if move is not None and line.has_focus:
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
        scroll = self.query_one("#article", VerticalScroll)
        scroll.scroll_relative(y=step * max(1, scroll.size.height - 1), animate=False)

    def action_close(self) -> None:
        """Back to the article before; from the first of them, to where one was."""
        if self._trail:
            step = self._trail.pop()
            self._go(*step)
        else:
            self.dismiss(tuple(self._shown))


def _option(row: Row) -> Option:
    if row.place is not None:
        return Option(Content(f"{' ' * (INDENT * row.level)}{row.say}"), row.key)
    return Option(Content.styled(row.say, "$secondary" if row.level else "bold $secondary"), disabled=True)
