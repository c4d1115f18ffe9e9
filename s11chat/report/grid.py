"""A table of a Word document, put in as XML: adding cells one by one takes seconds in a long report. Text is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from s11chat.report.layout import Layout, Line
from s11chat.report.spread import Part
from s11chat.report.style import Style
from s11chat.report.table import Role
from s11chat.report.word import paragraph

if TYPE_CHECKING:
    from docx.document import Document

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@dataclass(frozen=True)
class Room:
    """What a line of a table has room for."""

    upright: int
    across: int
    """Characters."""
    half_points: int
    """The size of a table's letters."""

    @property
    def twips(self) -> float:
        """The width of a character, as far as it goes."""
        return 0.55 * 10 * self.half_points


def add_table(document: Document, table: Layout, part: Part, style: Style, room: Room) -> None:
    """A table at the end of the body, with its title as the text that is read out for it, and an empty line after."""
    from docx.oxml import parse_xml

    grid = document.styles["Table Grid"].style_id
    widths = [round((characters + 2) * room.twips) for characters in part.widths]
    look = 'w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" w:noVBand="1"'
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = _Rows(table, part, style, widths, room.half_points)
    xml = "".join(
        (
            f"<w:tbl {NAMESPACE}><w:tblPr><w:tblStyle w:val={quoteattr(grid)}/>",
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook {look}/>',
            f"<w:tblCaption w:val={quoteattr(table.title)}/>",
            f"<w:tblDescription w:val={quoteattr(table.base)}/></w:tblPr>" if table.base else "</w:tblPr>",
            f"<w:tblGrid>{columns}</w:tblGrid>",
            *rows.heads(),
            *(rows.row(line) for line in table.lines),
            "</w:tbl>",
        )
    )
    document.element.body.insert_element_before(parse_xml(xml), "w:sectPr")
    paragraph(document)


@dataclass(frozen=True)
class _Rows:
    """The rows of a part of a table as XML."""

    table: Layout
    part: Part
    style: Style
    widths: list[int]
    half_points: int

    def heads(self) -> Iterator[str]:
        """The rows that are repeated on every page."""
        properties = "<w:cantSplit/><w:tblHeader/>"
        if self.part.overs:
            places = iter(self.widths)
            cells = (
                self._cell(over.text, "center", sum(islice(places, over.span)), over.span, bold=True)
                for over in self.part.overs
            )
            yield f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"
        heads = (self.table.heads[at] for at in self.part.columns)
        yield f"<w:tr><w:trPr>{properties}</w:trPr>{self._line(heads, bold=True)}</w:tr>"

    def row(self, line: Line) -> str:
        """A row; a name over some reaches across the table, but not where no cells are merged."""
        if line.role is Role.HEADING and self.style is Style.HOUSE:
            cells = self._cell(
                line.cells[0], "left", sum(self.widths), len(self.widths), bold=True, kept=True
            )
        else:
            cells = self._line(self.part.cells(line), bold=line.role in (Role.HEADING, Role.TOTAL))
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"

    def _line(self, cells: Iterable[str], *, bold: bool) -> str:
        return "".join(
            self._cell(cell, "right" if self.table.figures[at] else "left", width, bold=bold)
            for at, cell, width in zip(self.part.columns, cells, self.widths, strict=True)
        )

    def _cell(
        self, text: str, side: str, width: int, span: int = 1, *, bold: bool, kept: bool = False
    ) -> str:
        spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        size = f'<w:sz w:val="{self.half_points}"/>'
        run = f'<w:r><w:rPr>{"<w:b/>" if bold else ""}{size}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}<w:vAlign w:val="bottom"/></w:tcPr><w:p><w:pPr>'
            f"{'<w:keepNext/>' if kept else ''}"
            f'<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/><w:jc w:val="{side}"/></w:pPr>'
            f"{run if text else ''}</w:p></w:tc>"
        )
