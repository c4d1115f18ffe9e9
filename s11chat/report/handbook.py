"""The handbook of a dialog: every question as it is asked, with its explanation, to print and to keep."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from s11chat.dialog.model import Audience, Dialog
from s11chat.dialog.question import Question
from s11chat.dialog.routing import Routing
from s11chat.dialog.wording import render
from s11chat.knowledge.article import Article
from s11chat.knowledge.catalogue import Catalogue, Entry
from s11chat.language.harmless import one_line
from s11chat.report.page import rendered
from s11chat.report.prose import Block, blocks
from s11chat.report.questionnaire import SHOWN


@dataclass(frozen=True)
class Term:
    """An article, as the handbook prints it once, at the end."""

    id: str
    title: str
    also: str
    sentence: str
    practice: tuple[Block, ...]
    law: tuple[Block, ...]
    edition: str
    changes: str
    sources: tuple[str, ...]
    questions: tuple[str, ...]
    """The ids of the questions it is shown with."""
    see: tuple[tuple[str, str], ...]
    """Id and title of the articles it leads to, as far as the handbook holds them."""


@dataclass(frozen=True)
class HandbookQuestion:
    """A question, its options and what they mean."""

    id: str
    stem: str
    text: str
    asked_if: str
    for_lead: bool
    options: tuple[str, ...]
    sentence: str
    """What the question is about; empty where no article is written for it."""
    practice: tuple[Block, ...]
    terms: tuple[tuple[str, str], ...]
    """Id and title of each of its articles."""


@dataclass(frozen=True)
class HandbookSection:
    """A section of the dialog."""

    title: str
    questions: tuple[HandbookQuestion, ...]


@dataclass(frozen=True)
class Handbook:
    """Everything a handbook says."""

    title: str
    dialog: str
    version: str
    guidance: str
    sources: tuple[str, ...]
    made_on: str
    opening: tuple[Block, ...]
    sections: tuple[HandbookSection, ...]
    terms: tuple[Term, ...]


def handbook(dialog: Dialog, catalogue: Catalogue, today: date) -> Handbook:
    """The handbook of `dialog`, its articles taken from `catalogue`."""
    parts = catalogue.by_dialog(dialog.dialog)
    held = {article.id: article for part in parts for entry in part.entries for article in entry.articles}
    routing = Routing.of(dialog)
    terms = sorted(held.values(), key=lambda article: (article.title.casefold(), article.id))
    return Handbook(
        title=one_line(dialog.title),
        dialog=dialog.dialog,
        version=dialog.version,
        guidance=one_line(dialog.guidance.edition),
        sources=tuple(one_line(f"{source.publication}: {source.part}") for source in dialog.sources),
        made_on=f"{today:%Y-%m-%d}",
        opening=blocks(_said(dialog.opening.to(Audience.LEAD))) if dialog.opening else (),
        sections=tuple(
            HandbookSection(
                part.title, tuple(_question(entry, dialog.dialog, routing) for entry in part.entries)
            )
            for part in parts
        ),
        terms=tuple(_term(article, dialog.dialog, catalogue, frozenset(held)) for article in terms),
    )


def as_html(book: Handbook) -> str:
    """The handbook as one self-contained, printable page."""
    return rendered("handbook.html.j2", book=book)


def _said(text: str) -> str:
    return render(text, SHOWN)


def _question(entry: Entry, dialog: str, routing: Routing) -> HandbookQuestion:
    question = entry.question
    # What follows on a rating is explained by its own article: the rating has just been explained in full.
    own = next(
        (a for a in entry.articles if question.part or a.written_for(dialog, question.id, question.item)),
        None,
    )
    stem = question.stem.to(Audience.LEAD) if question.stem and question.row == 1 else ""
    return HandbookQuestion(
        id=question.id,
        stem=one_line(_said(stem)),
        text=one_line(_said(question.say.to(Audience.LEAD))),
        asked_if=routing.of_question(question),
        for_lead=question.reserved,
        options=tuple(_options(question)),
        sentence=one_line(own.sentence) if own else "",
        practice=blocks(own.practice) if own and not question.part else (),
        terms=tuple((article.id, one_line(article.title)) for article in entry.articles),
    )


def _options(question: Question) -> Iterator[str]:
    for option in question.options:
        means = f": {said}" if (said := question.descriptors.get(option.code)) else ""
        yield f"{question.handle(option)}  {one_line(_said(option.say) + means)}"


def _term(article: Article, dialog: str, catalogue: Catalogue, held: frozenset[str]) -> Term:
    links = catalogue.links(article)
    near = (*((links.broader,) if links.broader else ()), *links.narrower, *links.see)
    until = f" to {article.valid_to}" if article.valid_to else ""
    return Term(
        id=article.id,
        title=one_line(article.title),
        also=one_line(", ".join(article.also)),
        sentence=one_line(article.sentence),
        practice=blocks(article.practice),
        law=blocks(article.law),
        edition=one_line(f"{article.edition}, from {article.valid_from}{until}"),
        changes=one_line(article.changes or ""),
        sources=tuple(one_line(f"{source.publication}: {source.part}") for source in article.sources),
        questions=tuple(use.question for use in catalogue.used_in(article.id) if use.dialog == dialog),
        see=tuple(dict.fromkeys((a.id, one_line(a.title)) for a in near if a.id in held)),
    )
