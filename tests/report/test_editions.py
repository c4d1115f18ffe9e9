"""Every format read back by other software: the same figures in each, and what people wrote does no harm in any."""

from __future__ import annotations

import io
import re
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import docx
import openpyxl
import pypdf
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from s11chat.errors import UsageError
from s11chat.language.harmless import one_line
from s11chat.report.bar import bars, number
from s11chat.report.edition import Edition, Format, written
from s11chat.report.page import template
from s11chat.report.sheet import Wave
from s11chat.report.style import Style
from s11chat.report.table import Chart, Column, Records, Report, Role, Row, Table

DAY = date(2026, 11, 22)
HOSTILE = (
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "+44 @SUM(A1)",
    "\x1b[31mred\x1b[0m",
    "{{ 7*7 }} {% raw %}",
    '#panic() $x$ *b* "quoted"',
    "\u202eevil\u202c\uffff\x00 ]]> &amp;",
)
SEEN = (*HOSTILE[:3], "red", *HOSTILE[4:6], "evil ]]> &amp;")
"""The same as it may be shown."""
BASE = "Base: 647 unweighted, 647.0 weighted; effective sample size 603.0."


def made(cells: tuple[str, ...] = HOSTILE) -> Report:
    """A report with a table of three columns of figures in a group, and one of a single column."""
    over = "Type <b>"
    figures = ("81", "*", "-", "[x]", "N=6", "54 BC", "7")
    exact = (80.9, 0.3, 44.0, 12.0, 33.0, 54.4, 99.0)
    rows = [
        Row((name, cell, "0", "12.50"), exact=(None, value, 0.0, 12.5))
        for name, cell, value in zip(cells, figures, exact, strict=True)
    ]
    banner = Table(
        id="q1/a",
        title=f"Q1 {cells[0]}",
        columns=(
            Column("Answer", figure=False),
            Column("Total"),
            Column("A", over=over),
            Column("B", over=over),
        ),
        rows=(
            Row(("Base", "647", "300", "347"), Role.BASE),
            Row((f"a {cells[4]}", "", "", ""), Role.HEADING),
            *rows,
            Row(("Total", "100", "100", "100.00"), Role.TOTAL),
        ),
        base=BASE,
        notes=(f"A note {cells[1]}",),
        chart=Chart(1),
        section=f"Section {cells[5]}",
    )
    words = Table("words", "About it", (), (), notes=(cells[0],), section=banner.section)
    plain = Table(
        "Q1:A",
        "Another",
        (Column("", figure=False), Column("n")),
        (
            Row(
                ("one", "1"),
            ),
        ),
    )
    return Report(
        "made",
        f"Made {cells[4]}",
        Wave("w", cells[0], True),
        (banner, words, plain),
        Records(("name", "n"), tuple((name, "1") for name in cells)),
        notes=(f"Of all {cells[6]}",),
        base="Base: all 647.",
    )


@pytest.fixture(scope="module")
def report() -> Report:
    return made()


def edition(report: Report, form: Format, style: Style = Style.HOUSE) -> bytes:
    return written(report, form, Edition(DAY, style=style))


class Page(HTMLParser):
    """What a browser finds in a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data.strip())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every such element."""
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.mark.parametrize("style", Style)
def test_a_web_page_is_whole_in_itself_and_accessible(report: Report, style: Style) -> None:
    page = Page(edition(report, Format.HTML, style).decode())
    assert not {"script", "link", "img", "iframe", "b"} & {tag for tag, _ in page.tags}
    assert all(name[:2] != "on" for _, attributes in page.tags for name in attributes)
    assert all((one["href"] or "").startswith("#") for one in page.all("a"))
    assert page.all("html") == [{"lang": "en-GB"}]
    assert len(page.all("caption")) == len(page.all("table")) == 2
    assert all(one.get("scope") for one in page.all("th"))
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for one in page.all("svg"):
        assert set((one["aria-labelledby"] or "").split()) <= set(ids)
    assert {one.get("colspan") for one in (*page.all("th"), *page.all("td"))} == (
        {None, "2", "4"} if style is Style.HOUSE else {None}
    )
    for told in SEEN:
        assert any(told in words for words in page.words), told
    assert ("[low]" in page.words) is (style is Style.ACCESSIBLE)
    assert "81 %" in page.words


def test_colours_can_be_told_apart() -> None:
    """Text at 4.5 to 1 on paper, drawings at 3 to 1, by day and by night."""
    css = template("page.css") + template("report.css")
    for dark in (False, True):
        blocks = re.findall(r"(@media \(prefers-color-scheme: dark\) \{ )?:root \{([^}]*)\}", css)
        found: dict[str, str] = {}
        for night, block in blocks:
            if not night or dark:
                found |= dict(re.findall(r"--(\w+): (#\w+)", block)) if night or "ink" not in found else {}
                found |= {k: v for k, v in re.findall(r"--(bar): (#\w+)", block) if night or not dark}
        for name, least in (("ink", 7), ("soft", 4.5), ("link", 4.5), ("bar", 3)):
            assert _contrast(found[name], found["paper"]) >= least, (dark, name)


def _contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
        parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        red, green, blue = (x / 12.92 if x <= 0.03928 else ((x + 0.055) / 1.055) ** 2.4 for x in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_a_chart_in_a_workbook_is_drawn_from_its_cells(report: Report) -> None:
    with ZipFile(io.BytesIO(edition(report, Format.XLSX))) as parts:
        chart = parts.read("xl/charts/chart1.xml").decode()
        drawing = parts.read("xl/drawings/drawing1.xml").decode()
    assert re.findall(r"<c:f>(.*?)</c:f>", chart) == ["'q1 a'!$B$5:$B$11", "'q1 a'!$C$5:$C$11"]
    assert 'descr="Q1 &lt;script&gt;' in drawing


def test_a_workbook_has_a_table_a_sheet_and_numbers_that_show_as_printed(report: Report) -> None:
    book = openpyxl.load_workbook(io.BytesIO(edition(report, Format.XLSX)))
    assert book.sheetnames == ["Contents", "Notes", "q1 a", "Q1 A 2"]
    for sheet in book.worksheets:
        assert not sheet.merged_cells.ranges
        assert len(sheet.tables) == 1
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    sheet = book["q1 a"]
    assert (sheet["A2"].value, sheet.freeze_panes) == (BASE, "C4")
    assert [cell.value for cell in sheet[3]] == ["Group", "Answer", "Total", "Type <b>: A", "Type <b>: B"]
    shown = {str(row[1].value): row[2] for row in sheet.iter_rows(min_row=5)}
    assert {name: (cell.value, cell.number_format) for name, cell in shown.items() if name in SEEN} == {
        SEEN[0]: (80.9, "0"),
        SEEN[1]: (0.3, '"*"'),
        SEEN[2]: ("-", "@"),
        SEEN[3]: ("[x]", "@"),
        SEEN[4]: (6, '"N="0'),
        SEEN[5]: (54.4, '0" BC"'),
        SEEN[6]: (7, "0"),
    }
    assert {cell.value for cell in sheet["A"][4:12]} == {f"a {SEEN[4]}"}
    assert sheet["B6"].quotePrefix  # text stays text when somebody edits it
    notes = [[cell.value for cell in row] for row in book["Notes"].iter_rows(min_row=4)]
    assert ["q1 a", f"A note {SEEN[1]}"] in notes
    assert any("* more than none" in str(note) for _, note in notes)
    links = [link.location for row in book["Contents"].iter_rows() for link in [row[0].hyperlink] if link]
    assert links == ["'Notes'!A1", "'q1 a'!A1", "'Q1 A 2'!A1"]
    assert book.properties.created.date() == DAY


@pytest.mark.parametrize("style", Style)
def test_a_word_document_has_headings_and_heads_that_repeat(report: Report, style: Style) -> None:
    document = docx.Document(io.BytesIO(edition(report, Format.DOCX, style)))
    told = [(one.style.name, one.text) for one in document.paragraphs if one.style and one.text]
    assert told[0] == ("Title", f"Made {SEEN[4]}")
    assert ("Heading 1", f"Section {SEEN[5]}") in told
    assert ("Heading 2", f"Q1 {SEEN[0]}") in told
    assert ("Caption", BASE) in told
    table = document.tables[0]
    heads = 2 if style is Style.HOUSE else 1
    assert [bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in table.rows[:3]] == [
        at < heads for at in range(3)
    ]
    assert bool(table._tbl.xpath(".//w:gridSpan")) is (style is Style.HOUSE)
    cells = {row.cells[0].text: row.cells[1].text for row in table.rows}
    assert [cells[name] for name in SEEN[:2]] == ["81", "*" if style is Style.HOUSE else "[low]"]
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == f"Q1 {SEEN[0]}"
    assert document.styles.element.xpath("string(.//w:docDefaults//w:lang/@w:val)") == "en-GB"
    said = document.core_properties
    assert (said.title, said.created.date() if said.created else None) == (f"Made {SEEN[4]}", DAY)


@pytest.mark.parametrize("style", Style)
def test_a_pdf_is_tagged_and_dated(report: Report, style: Style) -> None:
    paper = pypdf.PdfReader(io.BytesIO(edition(report, Format.PDF, style)))
    assert paper.metadata is not None
    assert paper.metadata.title == f"Made {SEEN[4]}"
    assert paper.metadata.creation_date is not None
    assert paper.metadata.creation_date.date() == DAY
    root = paper.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert root["/Lang"] == "en-GB"  # type: ignore[index]
    words = " ".join(page.extract_text() for page in paper.pages)
    for told in ("<script>alert(1)</script>", "=cmd", "{{ 7*7 }}", "#panic()", "54 BC", "N=6"):
        assert told in words
    assert f"1 / {len(paper.pages)}" in words


@pytest.mark.parametrize("style", Style)
def test_lines_fit_and_bars_are_drawn(report: Report, style: Style) -> None:
    lines = written(report, Format.TERMINAL, Edition(DAY, style, 80, charts=True)).decode().split("\n")
    assert max(map(len, lines)) <= 80
    assert "\x1b" not in "".join(lines)
    assert "\u202e" not in "".join(lines)
    assert any(line.endswith("█▍ 81 %") for line in lines)
    assert [line for line in lines if line.startswith("evil")][-1].count("█") < 5
    (symbols,) = (line for line in lines if "more than none" in line)
    assert symbols.startswith("* more" if style is Style.HOUSE else "[low] more")


@settings(max_examples=12, deadline=None)
@given(st.text(st.characters(), min_size=1, max_size=30))
def test_whatever_people_write_stays_words(words: str) -> None:
    """No page, sheet, document or line is broken by it, and where it may be shown it is shown as it is."""
    told = one_line(words)
    found = made((words,) * 7)
    page = Page(edition(found, Format.HTML).decode())
    assert len(page.all("table")) == 2
    assert not told or any(told in one for one in page.words)
    sheet = openpyxl.load_workbook(io.BytesIO(edition(found, Format.XLSX))).worksheets[2]
    assert (sheet["B5"].value or "") == told
    document = docx.Document(io.BytesIO(edition(found, Format.DOCX)))
    assert document.tables[0].rows[4].cells[0].text == told
    lines = written(found, Format.TERMINAL, Edition(DAY, width=80)).decode().split("\n")
    assert max(map(cell_len, lines)) <= 80


@pytest.mark.parametrize("form", Format)
def test_the_same_report_is_the_same_bytes(form: Format, monkeypatch: pytest.MonkeyPatch) -> None:
    first = edition(made(), form)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert edition(made(), form) == first
    if form in (Format.DOCX, Format.XLSX):
        stamped = {part.date_time[:3] for part in ZipFile(io.BytesIO(first)).infolist()}
        assert stamped <= {(2026, 11, 22), (1980, 1, 1)}


def test_a_banner_is_cut_into_pages_of_columns_with_the_names_on_each() -> None:
    columns = tuple(Column(f"Organisation{at:02}", over="Types") for at in range(20))
    table = Table(
        "t",
        "T",
        (Column("Answer", figure=False, short=24), *columns),
        (Row(("Not met by any means at all, so far", *(str(at + 100) for at in range(20)))),),
        base="Base: 5.",
    )
    wide = Report("t", "T", Wave("w", "W", True), (table,), Records((), ()))
    lines = written(wide, Format.TERMINAL, Edition(DAY, width=80)).decode().split("\n")
    assert max(map(len, lines)) <= 80
    told = [line for line in lines if line.startswith("Not met by any means...")]
    assert [figure for line in told for figure in line.split()[5:]] == [str(at + 100) for at in range(20)]
    assert sum("Types" in line for line in lines) == len(told) == 7
    document = docx.Document(io.BytesIO(edition(wide, Format.DOCX)))
    assert [len(one.columns) - 1 for one in document.tables] == [7, 7, 6]
    assert all(one.rows[-1].cells[0].text == "Not met by any means at all, so far" for one in document.tables)
    assert document.sections[0].page_width > document.sections[0].page_height  # type: ignore[operator]


@pytest.mark.parametrize(
    ("cell", "exact", "expected"),
    [
        ("81", 80.94, 80.94),
        ("81", None, 81.0),
        ("81", 0.8094, 81.0),
        ("*", 0.4, 0.4),
        ("*", None, None),
        ("[c]", 2.0, None),
        ("[x]", 2.0, None),
        ("-", 0.0, None),
        ("N=6", 44.0, 6.0),
        ("54 BC", 54.4, 54.4),
        ("12 to 15", 12.0, None),
        ("+9", 9.2, 9.2),
        ("-7", -6.9, -6.9),
        ("130", 130.52, 130.52),
    ],
)
def test_the_number_behind_a_cell(cell: str, exact: float | None, expected: float | None) -> None:
    assert number(Row(("name", cell), exact=(None, exact)), 1) == expected


def test_a_number_of_answers_is_no_bar_of_per_cents() -> None:
    told = bars(made().tables[0], Style.ACCESSIBLE)
    drawn = {
        bar.name: (bar.figure, bar.length if bar.length is None else round(bar.length, 3)) for bar in told
    }
    assert drawn[SEEN[4]] == ("N=6", None)
    assert drawn[SEEN[0]] == ("81 %", 0.809)
    assert drawn[SEEN[1]] == ("[low]", 0.003)
    assert drawn[SEEN[2]] == ("[z]", None)


@pytest.fixture
def house(report: Report, tmp_path: Path) -> Path:
    """A Word document that somebody has made their own."""
    file = tmp_path / "house.docx"
    document = docx.Document(io.BytesIO(edition(report, Format.DOCX)))
    document.sections[0].header.paragraphs[0].text = "Hackney"
    document.styles["Heading 1"].font.name = "Georgia"
    document.save(str(file))
    return file


def test_a_template_gives_its_styles_and_loses_its_words(report: Report, house: Path) -> None:
    made = written(report, Format.DOCX, Edition(DAY, template=house))
    document = docx.Document(io.BytesIO(made))
    assert document.sections[0].header.paragraphs[0].text == "Hackney"
    assert document.styles["Heading 1"].font.name == "Georgia"
    assert sum(one.text == f"Made {SEEN[4]}" for one in document.paragraphs) == 1


def test_a_template_that_is_no_good(report: Report, house: Path, tmp_path: Path) -> None:
    document = docx.Document(str(house))
    for name in ("Caption", "Table Grid"):
        document.styles[name].delete()
    document.save(str(house))
    (tmp_path / "no.docx").write_bytes(b"PK no")
    with ZipFile(tmp_path / "empty.docx", "w") as empty:
        empty.writestr("readme.txt", "")
    for file, said in (
        (house, "lacks styles that a report is written in: Caption, Table Grid."),
        (tmp_path / "no.docx", "is no Word document"),
        (tmp_path / "empty.docx", "is no Word document"),
        (tmp_path / "none.docx", "cannot be read"),
    ):
        with pytest.raises(UsageError, match=re.escape(said)):
            written(report, Format.DOCX, Edition(DAY, template=file))
