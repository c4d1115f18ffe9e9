"""What the knowledge screen lists: the rows of each view, and where an article leads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from s11chat.dialog.model import Audience
from s11chat.dialog.wording import NAMES, render
from s11chat.knowledge.catalogue import Catalogue, Entry, Shelf, Use
from s11chat.language.harmless import one_line

if TYPE_CHECKING:
    from s11chat.dialog.model import Dialog, Wording
    from s11chat.knowledge.article import Article
    from s11chat.knowledge.library import Library

FOUND = 20
ON_QUESTION, ALL_OTHERS = "On this question", "All others"
_NAMES = {name: f"[{name}]" for name in NAMES} | {"your_organisation": "your organisation"}
"""What stands in a question where a return would put its own names."""


class View(StrEnum):
    """A way to come to an article."""

    SEARCH = "search"
    STANDARD = "standard"
    DIALOG = "dialog"
    TERM = "term"


class Kind(StrEnum):
    """How an article and what it leads to belong together."""

    BESIDE = "beside"
    BROADER = "broader"
    NARROWER = "narrower"
    SEE = "see"
    SEEN_FROM = "seen_from"
    USED = "used"


@dataclass(frozen=True)
class Place:
    """An article, or a question of a dialog with the first of its articles."""

    article: Article | None
    dialog: str = ""
    """Its title."""
    section: str = ""
    entry: Entry | None = None

    @property
    def title(self) -> str:
        """What it is called where one can go back to it."""
        if self.entry is not None:
            return self.entry.question.id
        return self.article.title if self.article else ""


@dataclass(frozen=True)
class Row:
    """A line of the list: a heading, or a place to look at."""

    say: str
    key: str = ""
    place: Place | None = None
    """None for a heading."""
    level: int = 0
    """How many headings it stands under."""


@dataclass(frozen=True)
class Link:
    """A line under an article that leads to another place."""

    kind: Kind
    say: str
    place: Place
    question: str = ""
    """Its id, where the line is a question."""
    more: int = 0
    """How many further questions say the same."""


class Browser:
    """The articles of `library` and the questions of `dialogs`; `near` are the articles of a question on screen."""

    def __init__(self, library: Library, dialogs: tuple[Dialog, ...], near: tuple[str, ...] = ()) -> None:
        self._library, self._dialogs, self._near = library, dialogs, near
        self._catalogue = Catalogue(library, dialogs)

    def found(self, words: str) -> tuple[Row, ...]:
        """What answers `words`, best first."""
        return tuple(map(_row, self._library.search(words, self._near, FOUND)))

    def near(self) -> tuple[Row, ...]:
        """The articles of the question one came from, then all the others."""
        found = (self._library.get(id_) for id_ in dict.fromkeys(self._near))
        near = tuple(_row(article, level=1) for article in found if article is not None)
        every = sorted(self._library.articles.values(), key=lambda article: article.title.casefold())
        others = tuple(
            _row(article, level=1 if near else 0) for article in every if article.id not in self._near
        )
        return (Row(ON_QUESTION), *near, Row(ALL_OTHERS), *others) if near else others

    def by_standard(self) -> tuple[Row, ...]:
        """The articles of each standard, under its name, the standards of a dialog under the dialog's."""
        return tuple(
            row
            for dialog, shelves in groupby(self._catalogue.by_standard(), lambda shelf: shelf.dialog)
            for row in (Row(one_line(dialog)), *(row for shelf in shelves for row in _shelf(shelf)))
        )

    def by_term(self) -> tuple[Row, ...]:
        """Every article, by the first letter of its title."""
        return tuple(
            row
            for shelf in self._catalogue.by_term()
            for row in (Row(shelf.title), *(_row(article, level=1) for article in shelf.articles))
        )

    def by_dialog(self) -> tuple[Row, ...]:
        """The questions of every dialog by section, each with its follow-ups told by the question itself."""
        return tuple(row for dialog in self._dialogs for row in self._questions(dialog))

    def _questions(self, dialog: Dialog) -> Iterator[Row]:
        yield Row(one_line(dialog.title))
        for part in self._catalogue.by_dialog(dialog.dialog):
            yield Row(one_line(part.title), level=1)
            for entry in part.entries:
                question = entry.question
                if not question.part:
                    key = f"{dialog.dialog}/{question.id}"
                    yield Row(f"{question.id}  {said(question.say)}", key, self._places[key], 2)

    def links(self, place: Place) -> tuple[Link, ...]:
        """Where one can go from `place`."""
        return tuple(self._links(place))

    def _links(self, place: Place) -> Iterator[Link]:
        article = place.article
        if place.entry is not None:
            beside = (other for other in place.entry.articles if other is not article)
            yield from (_link(Kind.BESIDE, other) for other in beside)
        if article is None:
            return
        links = self._catalogue.links(article)
        broader = (links.broader,) if links.broader is not None else ()
        groups = (
            (Kind.BROADER, broader),
            (Kind.NARROWER, links.narrower),
            (Kind.SEE, links.see),
            (Kind.SEEN_FROM, links.seen_from),
        )
        named: set[str] = set()
        for kind, articles in groups:
            yield from (_link(kind, other) for other in articles if other.id not in named)
            named |= {other.id for other in articles}
        yield from self._used_in(article)

    def _used_in(self, article: Article) -> Iterator[Link]:
        """The questions an article is shown with; follow-ups that are all worded alike make one line."""
        uses = self._catalogue.used_in(article.id)
        shown = {(use.dialog, use.question) for use in uses}
        alike: dict[tuple[str, str], list[Use]] = {}
        stem: Wording | None = None
        for use in uses:
            # A question stands for its follow-ups, and a grid says what comes before its rows only once.
            if (use.dialog, use.question.rpartition(".")[0]) not in shown:
                say = f"… {said(use.say)}" if use.stem and use.stem == stem else worded(use.stem, use.say)
                alike.setdefault((use.dialog, say), []).append(use)
                stem = use.stem
        for (dialog, say), same in alike.items():
            first = same[0].question
            yield Link(Kind.USED, say, self._places[f"{dialog}/{first}"], first, len(same) - 1)

    @cached_property
    def _places(self) -> dict[str, Place]:
        return {
            f"{dialog.dialog}/{entry.question.id}": Place(
                entry.articles[0] if entry.articles else None, one_line(dialog.title), part.title, entry
            )
            for dialog in self._dialogs
            for part in self._catalogue.by_dialog(dialog.dialog)
            for entry in part.entries
        }


def worded(stem: Wording | None, say: Wording) -> str:
    """A question as it is asked of a lead, with what a grid says before its rows."""
    return " ".join(filter(None, (said(stem) if stem else "", said(say))))


def said(say: Wording) -> str:
    """A wording as it is put to a lead."""
    return one_line(render(say.to(Audience.LEAD), _NAMES))


def _shelf(shelf: Shelf) -> tuple[Row, ...]:
    key = f"{shelf.dialog}/{shelf.title}"
    return Row(one_line(shelf.title), level=1), *(_row(article, key, 2) for article in shelf.articles)


def _row(article: Article, shelf: str = "", level: int = 0) -> Row:
    key = f"{shelf}/{article.id}" if shelf else article.id
    return Row(one_line(article.title), key, Place(article), level)


def _link(kind: Kind, article: Article) -> Link:
    return Link(kind, one_line(article.title), Place(article))
