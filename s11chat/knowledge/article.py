"""What an article holds: one standard or term, explained at three depths, with the edition it speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatchcase
from types import MappingProxyType

SENTENCE = "In a sentence"
PRACTICE = "What good looks like"
LAW = "Law and background"
DEPTHS: Mapping[str, str] = MappingProxyType({"sentence": SENTENCE, "practice": PRACTICE, "law": LAW})
"""The three depths and the headings they stand under, in their order."""


@dataclass(frozen=True)
class Source:
    """A publication and the part of it that the article rests on."""

    publication: str
    part: str


@dataclass(frozen=True)
class Article:
    """One article; its three texts are Markdown."""

    id: str
    title: str
    edition: str
    valid_from: str
    """A year, a month or a day: 2005, 2005-04 or 2005-04-01."""
    reviewed: date
    review_by: date
    sentence: str
    """Neutral and short: it may be read aloud and steers no answer."""
    practice: str
    law: str
    sources: tuple[Source, ...]
    also: tuple[str, ...] = ()
    """Other names and abbreviations, shown with the article."""
    asked: tuple[str, ...] = ()
    """Everyday wordings that people ask with: found by, never shown."""
    explains: tuple[str, ...] = ()
    """Questions, each as `dialog/item`; a * stands for any member of a roster, as in `cqc-2009/posts.*.days`."""
    part_of: str | None = None
    """The article of the broader term that this one belongs to."""
    see: tuple[str, ...] = ()
    valid_to: str | None = None
    changes: str | None = None
    """What has changed since the edition, and what stands in its place."""
    lines: Mapping[str, int] = field(default_factory=dict, repr=False, compare=False)
    """The line of each key and of each depth in the article's file."""

    @property
    def file(self) -> str:
        """The name of the article's file."""
        return f"{self.id}.md"

    @property
    def names(self) -> tuple[str, ...]:
        """Everything the article may be called."""
        return (self.title, *self.also, *self.asked)

    def written_for(self, dialog: str, *ids: str) -> bool:
        """Whether it explains a question of `dialog` that goes by one of these ids."""
        return any(fnmatchcase(f"{dialog}/{id_}", link) for link in self.explains for id_ in ids)

    def line(self, key: str) -> int:
        """The line that a fault of `key` should be looked for at."""
        return self.lines.get(key, 1)
