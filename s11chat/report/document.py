"""The handbook as a Word document, for those who want to mark it up or put it into a pack of their own."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING

from s11chat.errors import UsageError
from s11chat.report.handbook import Handbook, HandbookQuestion, Term
from s11chat.report.prose import Block

if TYPE_CHECKING:
    from docx.document import Document

MISSING = (
    "A Word document needs python-docx: install it with pip install 's11chat[reports]', "
    "or make the handbook with --format html."
)


def as_docx(book: Handbook) -> bytes:
    """The handbook as the bytes of a .docx file. Raises UsageError where python-docx is not installed."""
    try:
        import docx  # an extra: few installations make documents
    except ImportError:
        raise UsageError(MISSING) from None
    document = docx.Document()
    document.core_properties.title = f"Handbook: {book.title}"
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.add_heading(f"Handbook: {book.title}", 0)
    _labelled(document, "Dialog", f"{book.dialog} {book.version}")
    _labelled(document, "Guidance", book.guidance)
    _labelled(document, "Sources", "; ".join(book.sources))
    _labelled(document, "Made on", book.made_on)
    _prose(document, book.opening)
    for section in book.sections:
        document.add_heading(section.title, 1)
        for question in section.questions:
            _question(document, question)
    document.add_heading("Terms", 1)
    for term in book.terms:
        _term(document, term)
    held = BytesIO()
    document.save(held)
    return held.getvalue()


def _question(document: Document, question: HandbookQuestion) -> None:
    if question.stem:
        document.add_paragraph(question.stem)
    document.add_heading(f"{question.id}  {question.text}", 2)
    if question.asked_if:
        document.add_paragraph(f"Asked only if {question.asked_if}.")
    if question.for_lead:
        document.add_paragraph("Meant for the lead.")
    for option in question.options:
        document.add_paragraph(option, style="List")
    if question.sentence:
        document.add_paragraph(question.sentence, style="Intense Quote")
    _prose(document, question.practice)
    if question.terms:
        _labelled(document, "More", "; ".join(title for _, title in question.terms))


def _term(document: Document, term: Term) -> None:
    document.add_heading(term.title, 2)
    if term.also:
        _labelled(document, "Also", term.also)
    document.add_paragraph(term.sentence)
    document.add_heading("What good looks like", 3)
    _prose(document, term.practice)
    document.add_heading("Law and background", 3)
    _prose(document, term.law)
    if term.changes:
        _labelled(document, "Changed since", term.changes)
    _labelled(document, "Edition", term.edition)
    _labelled(document, "Sources", "; ".join(term.sources))
    if term.questions:
        _labelled(document, "Used in", ", ".join(term.questions))
    if term.see:
        _labelled(document, "See also", "; ".join(title for _, title in term.see))


def _prose(document: Document, blocks: Iterable[Block]) -> None:
    for block in blocks:
        paragraph = document.add_paragraph(style="List Bullet" if block.bullet else None)
        for run in block.runs:
            paragraph.add_run(run.text).bold = run.bold or None


def _labelled(document: Document, label: str, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(f"{label}: ").bold = True
    paragraph.add_run(text)
