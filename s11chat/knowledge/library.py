"""The articles of one folder, read when first asked for, all of their faults told at once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from s11chat.errors import Problem, SourceError
from s11chat.knowledge.article import Article

if TYPE_CHECKING:
    from s11chat.knowledge.manuscript import Manuscript
    from s11chat.knowledge.search import Index


class Library:
    """The articles of `folder`; whatever needs their text raises SourceError where one cannot be read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._alone: dict[str, Article | None] = {}
        """Articles that were asked for by id before all were."""

    @cached_property
    def ids(self) -> frozenset[str]:
        """The id of every article, from the names of the files alone."""
        return frozenset(path.stem for path in self._files())

    @cached_property
    def manuscripts(self) -> tuple[Manuscript, ...]:
        """Every file as read, with its faults, in the order of the file names."""
        from s11chat.knowledge.manuscript import read  # not needed before the first article is

        return tuple(read(path) for path in self._files())

    @cached_property
    def articles(self) -> Mapping[str, Article]:
        """Every article by id, in the order of the ids."""
        problems = [problem for manuscript in self.manuscripts for problem in manuscript.problems]
        if problems:
            raise SourceError(problems)
        read = {m.article.id: m.article for m in self.manuscripts if m.article}
        return MappingProxyType(read | {id_: one for id_, one in self._alone.items() if one is not None})

    def get(self, id_: str) -> Article | None:
        """The article with this id, for which no other has to be read. Raises SourceError where it has faults."""
        if id_ not in self.ids:
            return None
        if "articles" in self.__dict__:
            return self.articles.get(id_)
        if id_ not in self._alone:
            from s11chat.knowledge.manuscript import read

            manuscript = read(self.folder / f"{id_}.md")
            if manuscript.problems:
                raise SourceError(manuscript.problems)
            self._alone[id_] = manuscript.article
        return self._alone[id_]

    def called(self, words: str) -> Article | None:
        """The article with this id, or the one that goes by this name, however it is spaced or capitalised."""
        return self.get(words) or self._called.get(_bare(words))

    def nearest(self, words: str) -> str:
        """` (did you mean 'x'?)` with the id that `words` are a slip for, or that they lead to; else nothing."""
        from s11chat.dialog.suggest import nearest

        found = self.search(words, limit=1)
        return nearest(words, self.ids) or (f" (did you mean '{found[0].id}'?)" if found else "")

    def search(self, query: str, near: tuple[str, ...] = (), limit: int = 5) -> tuple[Article, ...]:
        """The articles that answer `query`, best first; `near` are those of the item on screen."""
        return tuple(self.articles[id_] for id_ in self._index.search(query, near, limit))

    def explaining(self, dialog: str, item: str) -> tuple[Article, ...]:
        """The articles written for one question of a dialog, by id."""
        return tuple(article for article in self.articles.values() if article.written_for(dialog, item))

    @cached_property
    def _index(self) -> Index:
        from s11chat.knowledge.search import Index  # not needed before the first search

        return Index(self.articles.values())

    @cached_property
    def _called(self) -> Mapping[str, Article]:
        names: dict[str, Article] = {}
        for article in self.articles.values():
            for name in (article.id, article.title, *article.also):
                names.setdefault(_bare(name), article)
        names.pop("", None)
        return names

    def _files(self) -> tuple[Path, ...]:
        if not self.folder.is_dir():
            message = "there is no folder of articles here: set S11CHAT_KB to the folder that holds them"
            raise SourceError([Problem(str(self.folder), 1, message)])
        return tuple(sorted(path for path in self.folder.glob("*.md") if not path.name.startswith(".")))


def _bare(name: str) -> str:
    from s11chat.knowledge.word import normal

    return normal(name).replace(" ", "")
