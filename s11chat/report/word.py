"""What all Word documents have in common: how they begin, labelled lines, their bytes."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from s11chat.errors import UsageError

if TYPE_CHECKING:
    from docx.document import Document

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
    document.add_heading(title, 0)
    return document


def labelled(document: Document, label: str, text: str) -> None:
    """A paragraph that begins with its label in bold."""
    paragraph = document.add_paragraph()
    paragraph.add_run(f"{label}: ").bold = True
    paragraph.add_run(text)


def written(document: Document) -> bytes:
    """The bytes of the .docx file."""
    held = BytesIO()
    document.save(held)
    return held.getvalue()
