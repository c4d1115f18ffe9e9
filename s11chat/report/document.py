"""The handbook as a Word document, for those who want to mark it up or put it into a pack of their own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from s11chat.report.handbook import Handbook, HandbookQuestion, Term
from s11chat.report.prose import Block
from s11chat.report.word import heading, labelled, opened, paragraph, written

if TYPE_CHECKING:
    from docx.document import Document


def as_docx(book: Handbook) -> bytes:
    """The handbook as the bytes of a .docx file. Raises UsageError where python-docx is not installed."""
    document = opened(f"Handbook: {book.title}")
    labelled(document, "Dialog", f"{book.dialog} {book.version}")
    labelled(document, "Guidance", book.guidance)
    labelled(document, "Sources", "; ".join(book.sources))
    labelled(document, "Made on", book.made_on)
    _prose(document, book.opening)
    for section in book.sections:
        heading(document, section.title, 1)
        for question in section.questions:
            _question(document, question)
    heading(document, "Terms", 1)
    for term in book.terms:
        _term(document, term)
    return written(document)


def _question(document: Document, question: HandbookQuestion) -> None:
    if question.stem:
        paragraph(document, question.stem)
    heading(document, f"{question.id}  {question.text}", 2)
    if question.asked_if:
        paragraph(document, f"Asked only if {question.asked_if}.")
    if question.for_lead:
        paragraph(document, "Meant for the lead.")
    for option in question.options:
        paragraph(document, option, "List")
    if question.sentence:
        paragraph(document, question.sentence, "Intense Quote")
    _prose(document, question.practice)
    if question.terms:
        labelled(document, "More", "; ".join(title for _, title in question.terms))


def _term(document: Document, term: Term) -> None:
    heading(document, term.title, 2)
    if term.also:
        labelled(document, "Also", term.also)
    paragraph(document, term.sentence)
    heading(document, "What good looks like", 3)
    _prose(document, term.practice)
    heading(document, "Law and background", 3)
    _prose(document, term.law)
    if term.changes:
        labelled(document, "Changed since", term.changes)
    labelled(document, "Edition", term.edition)
    labelled(document, "Sources", "; ".join(term.sources))
    if term.questions:
        labelled(document, "Used in", ", ".join(term.questions))
    if term.see:
        labelled(document, "See also", "; ".join(title for _, title in term.see))


def _prose(document: Document, blocks: Iterable[Block]) -> None:
    for block in blocks:
        line = paragraph(document, "", "List Bullet" if block.bullet else None)
        for run in block.runs:
            line.add_run(run.text).bold = run.bold or None
