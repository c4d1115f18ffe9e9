"""What all Word documents have in common: how they begin, headings, labelled lines, their bytes."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from s11chat.errors import UsageError

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

MISSING = "A Word document needs python-docx: install it with pip install 's11chat[reports]', or ask for a web page."


def opened(title: str) -> Document:
    """An empty document under `title`. Raises UsageError where python-docx is not installed."""
    try:
        import docx  # an extra: few installations make documents
    except ImportError:
        raise UsageError(MISSING) from None
    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.author = ""
    document.core_properties.comments = ""
    paragraph(document, title, "Title")
    return document


def paragraph(document: Document, text: str = "", style: str | None = None) -> Paragraph:
    """A new paragraph in a style of python-docx's own template, called as Word calls it.

    A style given to `add_paragraph` costs a look at every style of the document, a second in a long document.
    """
    added = document.add_paragraph(text)
    if style is not None:
        added._p.style = document.styles[style].style_id
    return added


def heading(document: Document, text: str, level: int) -> None:
    """A heading of level 1, 2 or 3."""
    paragraph(document, text, f"Heading {level}")


def labelled(document: Document, label: str, text: str) -> None:
    """A paragraph that begins with its label in bold."""
    line = paragraph(document)
    line.add_run(f"{label}: ").bold = True
    line.add_run(text)


def written(document: Document) -> bytes:
    """The bytes of the .docx file."""
    held = BytesIO()
    document.save(held)
    return held.getvalue()
