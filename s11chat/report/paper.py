"""A questionnaire as a document: a web page, Word, or PDF, all saying the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from s11chat.errors import UsageError
from s11chat.report.page import rendered, template
from s11chat.report.questionnaire import PrintedItem, Questionnaire
from s11chat.report.word import heading, labelled, opened, paragraph, written

if TYPE_CHECKING:
    from docx.document import Document

MISSING = "A PDF needs typst: install it with pip install 's11chat[reports]', or ask for a web page."
LINE = "_" * 60
"""A line to write on, in Word."""


def as_html(printed: Questionnaire) -> str:
    """The questionnaire as one self-contained, printable page."""
    return rendered("questionnaire.html.j2", printed=printed)


def as_docx(printed: Questionnaire) -> bytes:
    """The questionnaire as the bytes of a .docx file. Raises UsageError where python-docx is not installed."""
    document = opened(printed.title)
    document.core_properties.language = printed.language
    for label, text in printed.facts:
        labelled(document, label, text)
    if printed.opening:
        paragraph(document, printed.opening)
    for section in printed.sections:
        heading(document, section.title, 1)
        if section.asked_if:
            paragraph(document, f"Asked only if {section.asked_if}.")
        for item in section.items:
            _item(document, item)
    if printed.contradictions:
        heading(document, "Answers that do not fit together", 1)
        for text in printed.contradictions:
            paragraph(document, text, "List Bullet")
    if printed.closing:
        heading(document, "At the end", 1)
        paragraph(document, printed.closing)
    return written(document)


def as_pdf(printed: Questionnaire, today: date) -> bytes:
    """The questionnaire as the bytes of a PDF file that assistive technology can read (PDF/UA-1), dated `today`.

    What is written in a dialog reaches the typesetter as data, never as markup. Raises UsageError where typst is
    not installed.
    """
    import json

    try:
        import typst  # an extra: few installations make documents
    except ImportError:
        raise UsageError(MISSING) from None
    made_at = datetime(today.year, today.month, today.day, tzinfo=UTC)
    return typst.compile(
        template("questionnaire.typ").encode(),
        format="pdf",
        sys_inputs={"questionnaire": json.dumps({**asdict(printed), "facts": printed.facts})},
        ignore_system_fonts=True,  # the same pages everywhere
        pdf_standards="ua-1",
        timestamp=made_at,
    )


def _item(document: Document, item: PrintedItem) -> None:
    options = [
        f"{option.handle}  {option.text}{f' ({option.aside})' if option.aside else ''}"
        for option in item.options
    ]
    if item.stem:
        heading(document, f"{item.id}  {item.stem}", 2)
        _lines(document, options, "List")
    for question in item.questions:
        heading(document, f"{question.id}  {question.text}", 3 if item.stem else 2)
        _lines(document, question.remarks, "No Spacing")
        if not item.stem:
            _lines(document, options, "List")
        _lines(document, [LINE] * question.room, None)


def _lines(document: Document, lines: Iterable[str], style: str | None) -> None:
    for line in lines:
        paragraph(document, line, style)
