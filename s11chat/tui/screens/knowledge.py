"""The knowledge base: a line to ask in, what was found, and the article in its three depths."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from s11chat.engine.explain import part
from s11chat.engine.intent import Depth
from s11chat.knowledge.article import DEPTHS, Article
from s11chat.knowledge.library import Library
from s11chat.tui import wording
from s11chat.tui.keys import KNOWLEDGE, bindings
from s11chat.tui.screens.base import FaceScreen
from s11chat.tui.widgets.header import StatusHeader
from s11chat.tui.widgets.sheet import Field, Sheet

FOUND = 20


Shown = tuple[tuple[str, Depth], ...]
"""What was read, each article and depth once, in that order."""


class KnowledgeScreen(FaceScreen[Shown]):
    """Searches and shows articles; what was shown is its result."""

    CSS_PATH = "../styles/knowledge.tcss"
    GROUP = "knowledge"
    BINDINGS = bindings(KNOWLEDGE)

    def __init__(self, library: Library, near: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._library, self._near = library, near
        self._depth = Depth.SENTENCE
        self._asked_for = ""
        self._shown: dict[tuple[str, Depth], None] = {}

    def compose(self) -> ComposeResult:
        """Header, the line, what was found beside the article, the keys."""
        yield StatusHeader(wording.KNOWLEDGE_TITLE, self.face.clock)
        yield Input(placeholder=wording.KNOWLEDGE_FILTER, id="filter", select_on_focus=False)
        with Horizontal(id="split"):
            yield OptionList(id="found")
            with VerticalScroll(id="article", can_focus=False):
                yield Sheet()
        yield self.notice()
        yield self.keybar()

    def on_mount(self) -> None:
        """Shows what is near the question one came from, or everything."""
        self.query_one(OptionList).can_focus = False
        self.query_one(Input).focus()
        self._search("")

    @on(Input.Changed, "#filter")
    def _changed(self, event: Input.Changed) -> None:
        self._search(event.value)

    def _search(self, words: str) -> None:
        self._asked_for = words
        self.serve(partial(self._find, words), partial(self._show_found, words))

    def _find(self, words: str) -> tuple[Article, ...]:
        if words.strip():
            return self._library.search(words, self._near, FOUND)
        near = [self._library.articles[id_] for id_ in self._near if id_ in self._library.articles]
        return tuple(near) or tuple(sorted(self._library.articles.values(), key=lambda a: a.title.casefold()))

    def _show_found(self, words: str, found: tuple[Article, ...]) -> None:
        if words != self._asked_for:
            self._search(self._asked_for)
            return
        titles = self.query_one(OptionList)
        titles.clear_options()
        titles.add_options(Option(Content(article.title), article.id) for article in found)
        titles.highlighted = 0 if found else None
        if not found:
            self.query_one(Sheet).show((Field("", wording.KNOWLEDGE_NONE.format(words=words)),))

    @on(OptionList.OptionHighlighted)
    def _highlighted(self) -> None:
        self._depth = Depth.SENTENCE
        self._show_article()

    def _show_article(self) -> None:
        option = self.query_one(OptionList).highlighted_option
        article = self._library.get(option.id) if option is not None and option.id else None
        if article is not None:
            self._shown[article.id, self._depth] = None
            self.query_one(Sheet).show(_fields(article, self._depth))
            self.query_one("#article", VerticalScroll).scroll_home(animate=False)

    def on_key(self, event: events.Key) -> None:
        """Arrows move through what was found while the line keeps the focus."""
        titles = self.query_one(OptionList)
        move = {"up": titles.action_cursor_up, "down": titles.action_cursor_down}.get(event.key)
        if move is not None:
            event.stop()
            move()

    def action_deeper(self) -> None:
        """The next depth; after the last the first again."""
        depths = list(Depth)
        self._depth = depths[(depths.index(self._depth) + 1) % len(depths)]
        self._show_article()

    def action_page(self, step: int) -> None:
        """Scrolls the article."""
        scroll = self.query_one("#article", VerticalScroll)
        scroll.scroll_relative(y=step * max(1, scroll.size.height - 1), animate=False)

    def action_close(self) -> None:
        """Back to where one was."""
        self.dismiss(tuple(self._shown))


def _fields(article: Article, depth: Depth) -> Iterator[Field]:
    yield Field("", article.title, "bold $primary")
    edition = wording.EDITION.format(
        edition=article.edition, valid_from=article.valid_from, reviewed=f"{article.reviewed:%Y-%m-%d}"
    )
    yield Field("", edition, "$muted")
    if article.changes:
        yield Field("", f"! {article.changes}", "$warning")
    for each in Depth:
        yield Field("", "")
        here = each is depth
        sign = "▾" if here else "▸"
        yield Field("", f"{sign} {DEPTHS[each.value]}", "bold $secondary" if here else "$muted")
        if here:
            yield Field("", part(article, each), marked=True)
    yield Field("", "")
    sources = "\n".join(f"- {source.publication}, {source.part}" for source in article.sources)
    yield Field("", f"{wording.SOURCES}\n{sources}", "$muted")
