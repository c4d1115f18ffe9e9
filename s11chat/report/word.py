"""What all Word documents have in common: how they begin, headings, labelled lines, their bytes."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import IO, TYPE_CHECKING

from s11chat.errors import UsageError

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

MISSING = "A Word document needs python-docx: install it with pip install 's11chat[reports]', or ask for a web page."


def opened_empty(template: IO[bytes] | None = None, name: str = "") -> Document:
    """A document as python-docx begins one, or as `template` has it, called `name`.

    Raises UsageError where python-docx is not installed, or the template is no Word document.
    """
    try:
        import docx  # an extra: few installations make documents
    except ImportError:
        raise UsageError(MISSING) from None
    if template is None:
        return docx.Document()
    from zipfile import BadZipFile

    from docx.opc.exceptions import OpcError

    try:
        return docx.Document(template)
    except (BadZipFile, OpcError, SyntaxError, KeyError, ValueError):
        raise UsageError(f"'{name}' is no Word document: a template is a .docx file.") from None


def opened(title: str) -> Document:
    """An empty document under `title`. Raises UsageError where python-docx is not installed."""
    document = opened_empty()
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


def written_on(document: Document, day: date) -> bytes:
    """The bytes of the .docx file, every part of it dated `day`: the same document gives the same bytes."""
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    held = BytesIO()
    with ZipFile(BytesIO(written(document))) as made, ZipFile(held, "w", ZIP_DEFLATED) as dated:
        for name in made.namelist():
            part = ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            part.compress_type = ZIP_DEFLATED
            dated.writestr(part, made.read(name))
    return held.getvalue()
