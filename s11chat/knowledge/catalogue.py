"""The articles as they can be browsed: by standard, by dialog and by term, with what each is linked to and used in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from s11chat.dialog.model import Dialog, Kind, Rating, Section, Wording
from s11chat.dialog.question import Question, questions
from s11chat.knowledge.article import Article
from s11chat.knowledge.library import Library
from s11chat.knowledge.word import normal


@dataclass(frozen=True)
class Use:
    """A question that an article is shown with."""

    dialog: str
    title: str
    """Of the dialog."""
    section: str
    """The title of the section."""
    question: str
    say: Wording
    stem: Wording | None
    """What a grid says before its rows."""
    explains: bool
    """The article is written for the question, rather than named beside it."""


@dataclass(frozen=True)
class Links:
    """The articles that one leads to, each in the order of their ids but `see`, which keeps the article's."""

    broader: Article | None
    narrower: tuple[Article, ...]
    see: tuple[Article, ...]
    seen_from: tuple[Article, ...]
    """Articles that name this one, and that it does not name itself."""


@dataclass(frozen=True)
class Shelf:
    """Some articles under a heading."""

    title: str
    articles: tuple[Article, ...]
    dialog: str = ""
    """The title of the dialog whose standard it is; every dialog numbers its own."""


@dataclass(frozen=True)
class Entry:
    """A question of a dialog and its articles, the one that explains it first."""

    question: Question
    articles: tuple[Article, ...]


@dataclass(frozen=True)
class Part:
    """A section of a dialog, question by question."""

    title: str
    entries: tuple[Entry, ...]


class Catalogue:
    """What can be browsed in `library`, seen from `dialogs`."""

    def __init__(self, library: Library, dialogs: Iterable[Dialog]) -> None:
        self._library = library
        self._dialogs = {dialog.dialog: dialog for dialog in dialogs}
        self._asked = {id_: questions(dialog) for id_, dialog in self._dialogs.items()}

    def by_term(self) -> tuple[Shelf, ...]:
        """Every article once, under the first letter of its title."""
        found: dict[str, list[Article]] = {}
        for article in sorted(self._library.articles.values(), key=lambda a: (a.title.casefold(), a.id)):
            found.setdefault(article.title[:1].upper(), []).append(article)
        return tuple(Shelf(letter, tuple(articles)) for letter, articles in found.items())

    def by_dialog(self, dialog: str) -> tuple[Part, ...]:
        """Every question of a dialog with its articles, section by section; nothing where there is none."""
        if dialog not in self._dialogs:
            return ()
        parts = ((s.title, tuple(self._entries(dialog, s))) for s in self._dialogs[dialog].sections)
        return tuple(Part(title, entries) for title, entries in parts if entries)

    def by_standard(self) -> tuple[Shelf, ...]:
        """Under each standard of the dialogs that rate standards: its articles, and those narrower than they.

        An article that stands with every standard, such as that of the scale, belongs to none of them.
        """
        return tuple(shelf for dialog in self._dialogs.values() for shelf in self._standards(dialog))

    def used_in(self, article: str) -> tuple[Use, ...]:
        """The questions an article is shown with, in the order asked."""
        return self._uses.get(article, ())

    def links(self, article: Article) -> Links:
        """What an article leads to, and what leads to it."""
        articles = self._library.articles
        see = tuple(articles[id_] for id_ in article.see if id_ in articles)
        return Links(
            broader=articles.get(article.part_of or ""),
            narrower=self._narrower.get(article.id, ()),
            see=see,
            seen_from=tuple(a for a in articles.values() if article.id in a.see and a not in see),
        )

    def _standards(self, dialog: Dialog) -> Iterator[Shelf]:
        rated = [s for s in dialog.sections if any(isinstance(item, Rating) for item in s.items)]
        named = [tuple(self._named(dialog.dialog, section)) for section in rated]
        everywhere = frozenset.intersection(*map(frozenset, named)) if len(named) > 1 else frozenset()
        for section, articles in zip(rated, named, strict=True):
            kept = dict.fromkeys(article for article in articles if article not in everywhere)
            yield Shelf(
                f"{section.section}. {section.title}",
                tuple(self._library.articles[id_] for id_ in kept),
                dialog.title,
            )

    def _named(self, dialog: str, section: Section) -> Iterator[str]:
        """The article called after the standard, those of its questions, and those narrower than they.

        Dialogs number their standards differently, so an article called after one has to have to do with the
        questions under that number.
        """
        beside = dict.fromkeys(a.id for entry in self._entries(dialog, section) for a in entry.articles)
        called = normal(f"standard {section.section}")
        for article in self._library.articles.values():
            if called in map(normal, article.names) and beside.keys() & {article.id, *article.see}:
                yield article.id
        for id_ in beside:
            yield id_
            yield from (narrower.id for narrower in self._narrower.get(id_, ()))

    def _entries(self, dialog: str, section: Section) -> Iterator[Entry]:
        for question in self._asked[dialog].values():
            if question.section == section.section and question.kind is not Kind.STATEMENT:
                found = (self._library.get(id_) for id_ in question.kb)
                yield Entry(question, tuple(article for article in found if article is not None))

    @cached_property
    def _narrower(self) -> Mapping[str, tuple[Article, ...]]:
        found: dict[str, tuple[Article, ...]] = {}
        for article in self._library.articles.values():
            if article.part_of:
                found[article.part_of] = (*found.get(article.part_of, ()), article)
        return MappingProxyType(found)

    @cached_property
    def _uses(self) -> Mapping[str, tuple[Use, ...]]:
        found: dict[str, tuple[Use, ...]] = {}
        for id_, dialog in self._dialogs.items():
            titles = {section.section: section.title for section in dialog.sections}
            for question in self._asked[id_].values():
                for article in dict.fromkeys(question.kb):
                    use = Use(
                        dialog=id_,
                        title=dialog.title,
                        section=titles[question.section],
                        question=question.id,
                        say=question.say,
                        stem=question.stem,
                        explains=self._explains(article, id_, question),
                    )
                    found[article] = (*found.get(article, ()), use)
        return MappingProxyType(found)

    def _explains(self, article: str, dialog: str, question: Question) -> bool:
        held = self._library.get(article)
        return held is not None and held.written_for(dialog, question.id, question.item)
