"""A report as a Word document with real headings and tables whose heads repeat on every page.

The styles are those of the house, or those of a Word document that somebody brings: its headers, footers, paper and
styles stay, and what is written in it gives way to the report. Rows are put in as XML, since adding cells one by one
takes seconds in a long report; text reaches it escaped.
"""

from __future__ import annotations

from datetime import datetime, time
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from s11chat.errors import UsageError
from s11chat.language.harmless import one_line
from s11chat.report.edition import Edition
from s11chat.report.grid import NAMESPACE, Room, add_table
from s11chat.report.layout import Paper, laid_out
from s11chat.report.spread import spread
from s11chat.report.style import Style
from s11chat.report.table import Report
from s11chat.report.word import paragraph, written_on

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section
    from docx.shared import Length

STYLES = ("Normal", "Title", "Heading 1", "Heading 2", "Caption", "Table Grid")
"""What a report is written in, and a template has to have, called as Word calls them."""


def written(report: Report, edition: Edition) -> bytes:
    """The bytes of a .docx file, the same on one day. Raises UsageError where python-docx is not installed, or the
    template is none."""
    paper = laid_out(report, edition.style)
    document = _from_template(edition.template) if edition.template else _house(edition.style)
    said = document.core_properties
    said.title, said.subject, said.language = paper.title, paper.wave, "en-GB"
    said.author = said.last_modified_by = said.comments = said.keywords = ""
    said.created = said.modified = datetime.combine(edition.day, time())
    said.revision = 1
    _body(document, paper, edition)
    return written_on(document, edition.day)


def _body(document: Document, paper: Paper, edition: Edition) -> None:
    room = _room(document)
    spreads = [(table, spread(table, room.upright, room.across)) for table in paper.tables]
    across = bool(spreads) and spreads[0][1].across
    _turn(document.sections[0], across=across)
    paragraph(document, paper.title, "Title")
    day = edition.day
    paragraph(document, f"{paper.wave}. Made on {day.day} {day:%B %Y}.")
    for table, spread_out in spreads:
        if spread_out.across is not across:
            across = spread_out.across
            _turn(document.add_section(), across=across)
        if table.opens:
            paragraph(document, table.section, "Heading 1")
        if not table.alone:
            paragraph(document, table.title, "Heading 2" if table.section else "Heading 1")
        if table.base:
            paragraph(document, table.base, "Caption").paragraph_format.keep_with_next = True
        for number, part in enumerate(spread_out.parts if table.lines else ()):
            if number:
                told = paragraph(document, f"{table.title}, continued", "Caption")
                told.paragraph_format.keep_with_next = True
            add_table(document, table, part, edition.style, room)
        for note in table.notes:
            paragraph(document, note)
    if across and paper.notes:
        _turn(document.add_section(), across=False)
    if paper.notes:
        paragraph(document, "Notes", "Heading 1")
        for note in paper.notes:
            paragraph(document, note)


def _room(document: Document) -> Room:
    from docx.shared import Pt

    normal: Any = document.styles["Normal"]
    half_points = round(1.8 * (normal.font.size.pt if normal.font.size else 11))
    page = document.sections[-1]
    beside = (page.left_margin or 0) + (page.right_margin or 0)
    upright, across = (int((side - beside) / Pt(1) / (0.55 * half_points / 2)) for side in _sides(page))
    return Room(upright, across, half_points)


def _turn(section: Section, *, across: bool) -> None:
    """Lays the pages of a section across, or upright."""
    from docx.enum.section import WD_ORIENT

    short, long = _sides(section)
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if across else (short, long)


def _sides(page: Section) -> list[Length]:
    """The short side of a page, and the long one; A4 where none are given."""
    from docx.shared import Mm

    return sorted((page.page_width or Mm(210), page.page_height or Mm(297)))


def _house(style: Style) -> Document:
    """An empty document in the styles of the house, on A4, with the number of the page at its foot."""
    from s11chat.report.word import opened_empty

    document = opened_empty()
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    size, ink = (14 if style is Style.ACCESSIBLE else 10), RGBColor(0x1D, 0x27, 0x33)
    for name, points in (("Normal", size), ("Caption", size), ("Title", 2 * size), ("Heading 1", 1.5 * size)):
        font: Any = document.styles[name].font
        font.name, font.size, font.color.rgb = "Arial", Pt(points), ink
    heading: Any = document.styles["Heading 2"]
    heading.font.name, heading.font.size, heading.font.color.rgb = "Arial", Pt(1.2 * size), ink
    for language in document.styles.element.xpath("./w:docDefaults//w:lang"):
        language.set(qn("w:val"), "en-GB")
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin = section.bottom_margin = Mm(20)
    _numbered(document)
    return document


def _numbered(document: Document) -> None:
    from docx.oxml import parse_xml

    foot = document.sections[0].footer.paragraphs[0]
    for field in ("PAGE", "NUMPAGES"):
        if field == "NUMPAGES":
            foot.add_run(" / ")
        foot._p.append(
            parse_xml(f'<w:fldSimple {NAMESPACE} w:instr="{field}"><w:r><w:t>1</w:t></w:r></w:fldSimple>')
        )


def _from_template(file: Path) -> Document:
    """The document that a template makes when its words are taken out. Raises UsageError where that cannot be."""
    from s11chat.report.word import opened_empty

    shown = one_line(str(file))
    try:
        held = file.read_bytes()
    except OSError as error:
        raise UsageError(f"'{shown}' cannot be read: {error.strerror}.") from None
    document = opened_empty(BytesIO(held), shown)
    there = {style.name for style in document.styles}
    missing = [name for name in STYLES if name not in there]
    if missing:
        raise UsageError(
            f"'{shown}' lacks styles that a report is written in: {', '.join(missing)}. Add them in Word, or begin "
            "with a report that was written without a template."
        )
    body = document.element.body
    body.get_or_add_sectPr()
    for element in list(body):
        if not element.tag.endswith("}sectPr"):
            body.remove(element)
    return document
