"""An article, or a question and its article, as it is laid out on the knowledge screen."""

from __future__ import annotations

from collections.abc import Iterator

from s11chat.engine.explain import part
from s11chat.engine.intent import Depth
from s11chat.knowledge.article import DEPTHS, Article
from s11chat.tui import caption
from s11chat.tui.browsing import Place, worded
from s11chat.tui.widgets.header import SEPARATOR
from s11chat.tui.widgets.sheet import Field


def page(place: Place, depth: Depth, before: str = "") -> Iterator[Field]:
    """The fields of a place; `before` is the title of what one can go back to."""
    if before:
        yield Field("", caption.BACK_TO.format(title=before), "$muted")
    if place.entry is not None:
        question = place.entry.question
        yield Field("", f"{place.dialog}{SEPARATOR}{place.section}", "$muted")
        yield Field("", f"{question.id}  {worded(question.stem, question.say)}", "bold")
        yield Field("", "")
    if place.article is None:
        yield Field("", caption.NO_ARTICLE)
    else:
        yield from _article(place.article, depth)


def _article(article: Article, depth: Depth) -> Iterator[Field]:
    yield Field("", article.title, "bold $primary")
    edition = caption.EDITION.format(
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
    if article.also:
        yield Field("", caption.ALSO.format(names=", ".join(article.also)), "$muted")
    sources = "\n".join(f"- {source.publication}, {source.part}" for source in article.sources)
    yield Field("", f"{caption.SOURCES}\n{sources}", "$muted")
