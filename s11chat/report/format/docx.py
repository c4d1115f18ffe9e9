"""A report as a Word document with real headings and tables whose heads repeat on every page.

The styles are those of the house, or those of a Word document that somebody brings: its headers, footers, paper and
styles stay, and what is written in it gives way to the report. Rows are put in as XML, since adding cells one by one
takes seconds in a long report; text reaches it escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, time
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from s11chat.errors import UsageError
from s11chat.language.harmless import one_line
from s11chat.report.edition import Edition
from s11chat.report.layout import Layout, Line, Paper, laid_out
from s11chat.report.style import Style
from s11chat.report.table import Report, Role
from s11chat.report.word import paragraph, written_on

if TYPE_CHECKING:
    from docx.document import Document

STYLES = ("Normal", "Title", "Heading 1", "Heading 2", "Caption", "Table Grid")
"""What a report is written in, and a template has to have, called as Word calls them."""
_WIDE = 9
"""Columns from which on a table stands across the page."""
_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_HEAD = {Role.HEADING: True, Role.TOTAL: True}
"""The rows that are set bold."""


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
    paragraph(document, paper.title, "Title")
    day = edition.day
    paragraph(document, f"{paper.wave}. Made on {day.day} {day:%B %Y}.")
    across = False
    for table in paper.tables:
        wide = len(table.heads) >= _WIDE
        if wide is not across:
            _turn(document, across=wide)
            across = wide
        if table.opens:
            paragraph(document, table.section, "Heading 1")
        level = "Heading 2" if table.section else "Heading 1"
        if not table.alone:
            paragraph(document, table.title, level)
        if table.lines:
            if table.base:
                paragraph(document, table.base, "Caption").paragraph_format.keep_with_next = True
            _table(document, table, edition.style)
        for note in table.notes:
            paragraph(document, note)
    if across:
        _turn(document, across=False)
    if paper.notes:
        paragraph(document, "Notes", "Heading 1")
        for note in paper.notes:
            paragraph(document, note)


def _turn(document: Document, *, across: bool) -> None:
    """Goes on on a new page, across or upright."""
    from docx.enum.section import WD_ORIENT

    section = document.add_section()
    short, long = sorted(side for side in (section.page_width, section.page_height) if side is not None)
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if across else (short, long)


def _table(document: Document, table: Layout, style: Style) -> None:
    """A table before the end of the body, with its title as the text that is read for it, and an empty line after."""
    from docx.oxml import parse_xml

    grid = document.styles["Table Grid"].style_id
    xml = "".join(
        (
            f"<w:tbl {_NAMESPACE}><w:tblPr><w:tblStyle w:val={quoteattr(grid)}/>",
            '<w:tblW w:w="5000" w:type="pct"/><w:tblLayout w:type="autofit"/>',
            '<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" ',
            'w:noHBand="1" w:noVBand="1"/>',
            f"<w:tblCaption w:val={quoteattr(table.title)}/>",
            f"<w:tblDescription w:val={quoteattr(table.base)}/></w:tblPr>" if table.base else "</w:tblPr>",
            f"<w:tblGrid>{'<w:gridCol/>' * len(table.heads)}</w:tblGrid>",
            *_heads(table),
            *(_row(table, line, style) for line in table.lines),
            "</w:tbl>",
        )
    )
    document.element.body.insert_element_before(parse_xml(xml), "w:sectPr")
    paragraph(document)


def _heads(table: Layout) -> Iterator[str]:
    if table.overs:
        cells = (
            f'<w:tc><w:tcPr><w:gridSpan w:val="{over.span}"/></w:tcPr>{_text(over.text, "center", bold=True)}</w:tc>'
            for over in table.overs
        )
        yield f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"
    cells = (_cell(head, figure, bold=True) for head, figure in zip(table.heads, table.figures, strict=True))
    yield f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"


def _row(table: Layout, line: Line, style: Style) -> str:
    bold = line.role in _HEAD
    if line.role is Role.HEADING and style is Style.HOUSE:
        span = f'<w:tcPr><w:gridSpan w:val="{len(table.heads)}"/></w:tcPr>'
        cells: Iterable[str] = (f"<w:tc>{span}{_text(line.cells[0], 'start', bold=True, kept=True)}</w:tc>",)
    else:
        cells = (_cell(cell, fig, bold=bold) for cell, fig in zip(line.cells, table.figures, strict=True))
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _cell(text: str, figure: bool, *, bold: bool) -> str:
    return f"<w:tc>{_text(text, 'end' if figure else 'start', bold=bold)}</w:tc>"


def _text(text: str, side: str, *, bold: bool, kept: bool = False) -> str:
    run = f'<w:r>{"<w:rPr><w:b/></w:rPr>" * bold}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    next_to = "<w:keepNext/>" if kept else ""
    return f'<w:p><w:pPr>{next_to}<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/><w:jc w:val="{side}"/></w:pPr>{run if text else ""}</w:p>'


def _house(style: Style) -> Document:
    """An empty document in the styles of the house, on A4, with the number of the page at its foot."""
    from s11chat.report.word import opened_empty

    document = opened_empty()
    from docx.shared import Mm, Pt, RGBColor

    size, ink = (14 if style is Style.ACCESSIBLE else 10), RGBColor(0x1D, 0x27, 0x33)
    for name, points in (("Normal", size), ("Caption", size), ("Title", 2 * size), ("Heading 1", 1.5 * size)):
        font: Any = document.styles[name].font
        font.name, font.size, font.color.rgb = "Arial", Pt(points), ink
    heading: Any = document.styles["Heading 2"]
    heading.font.name, heading.font.size, heading.font.color.rgb = "Arial", Pt(1.2 * size), ink
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
            parse_xml(f'<w:fldSimple {_NAMESPACE} w:instr="{field}"><w:r><w:t>1</w:t></w:r></w:fldSimple>')
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
    for element in list(body):
        if not element.tag.endswith("}sectPr"):
            body.remove(element)
    return document
