"""The handbook of a dialog: every question explained, terms at the end, links that lead somewhere, nothing let through."""

import re
import sys
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
import pytest

from s11chat.cli import DONE, USAGE, main
from s11chat.dialog.load import load_dialog, read_dialog
from s11chat.dialog.model import Dialog, Kind
from s11chat.dialog.question import questions
from s11chat.knowledge.catalogue import Catalogue
from s11chat.knowledge.library import Library
from s11chat.report.document import as_docx
from s11chat.report.handbook import Handbook, as_html, handbook
from s11chat.report.prose import Block, Run, blocks
from s11chat.settings import shipped

TODAY = date(2026, 11, 21)
DIALOGS = sorted(path.stem for path in shipped("dialogs").glob("*.yaml"))
Captured = pytest.CaptureFixture[str]


ARTICLES = Library(shipped("kb"))


def of(dialog: Dialog, library: Library = ARTICLES) -> Handbook:
    return handbook(dialog, Catalogue(library, [dialog]), TODAY)


@cache
def loaded(id_: str) -> Dialog:
    return load_dialog(shipped("dialogs") / f"{id_}.yaml")


@pytest.mark.parametrize("id_", DIALOGS)
def test_every_question_is_there_with_its_explanation(id_: str) -> None:
    dialog = loaded(id_)
    book = of(dialog)
    asked = [q.id for q in questions(dialog).values() if q.kind is not Kind.STATEMENT]
    printed = [question for section in book.sections for question in section.questions]
    assert [question.id for question in printed] == asked
    assert [question.id for question in printed if not question.sentence] == []
    assert [q.id for q in printed if not q.practice and "." not in q.id.removeprefix("q")] == []
    held = {term.id for term in book.terms}
    assert {id_ for question in printed for id_, _ in question.terms} == held


@pytest.mark.parametrize("id_", DIALOGS)
def test_every_link_of_the_page_leads_to_one_place_on_it(id_: str) -> None:
    page = as_html(of(loaded(id_)))
    targets = re.findall(r'id="([^"]+)"', page)
    assert len(targets) == len(set(targets))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(targets)
    assert "http" not in page.replace('charset="utf-8"', "")


def test_a_question_stands_with_options_route_and_terms() -> None:
    book = of(loaded("dcsf-2008"))
    question = next(q for s in book.sections for q in s.questions if q.id == "q7.a")
    assert [option[:1] for option in question.options] == ["1", "2", "3", "4", "5"]
    assert question.sentence.startswith("A CRB check")
    assert ("crb_checks", "CRB checks") in question.terms
    term = next(term for term in book.terms if term.id == "crb_checks")
    assert term.questions == ("q7.a",)
    assert term.edition.endswith("from 2005-04 to 2012-11")
    assert "December 2012" in term.changes


HOSTILE = """\
dialog: audit
version: "1.0.0"
title: Audit <b>& co</b>
guidance: {edition: Guidance <i>, valid_from: 2007-04}
sources: [{publication: A report, part: <u>}]
organisations: [{type: A, say: Agency, lead: Head}]
sections:
  - section: one
    title: One <script>alert(1)</script>
    items:
      - {item: "1.1", kind: yesno, say: "Is <img src=x> there?", kb: [lamp]}
"""

LAMP = """\
---
id: lamp
title: Lamp <script>
explains: [audit/1.1]
edition: Guidance of 2007
valid_from: 2007-04
sources: [{publication: "A report (2007) <s>", part: Chapter 1}]
reviewed: 2026-01-10
review_by: 2027-01-10
---

## In a sentence
A lamp </p><script>alert(2)</script> gives light.

## What good looks like
- It **burns <b>** well,
  and long.

## Law and background
One.

Two \x1b[31mred.
"""


@pytest.fixture
def hostile(tmp_path: Path) -> Handbook:
    (tmp_path / "lamp.md").write_text(LAMP)
    return of(read_dialog(HOSTILE, "audit.yaml"), Library(tmp_path))


def test_nothing_written_in_a_text_becomes_markup(hostile: Handbook) -> None:
    page = as_html(hostile)
    assert "<script" not in page
    assert "<img" not in page
    assert "\x1b" not in page
    assert "A lamp &lt;/p&gt;&lt;script&gt;alert(2)&lt;/script&gt; gives light." in page
    assert "<li>It <strong>burns &lt;b&gt;</strong> well, and long.</li>" in page


def test_the_document_says_what_the_page_says(hostile: Handbook) -> None:
    held = docx.Document(BytesIO(as_docx(hostile)))
    texts = [paragraph.text for paragraph in held.paragraphs]
    assert texts[0] == "Handbook: Audit <b>& co</b>"
    assert "1.1  Is <img src=x> there?" in texts
    assert "A lamp </p><script>alert(2)</script> gives light." in texts
    point = next(p for p in held.paragraphs if p.text == "It burns <b> well, and long.")
    assert point.style is not None
    assert point.style.name == "List Bullet"
    assert [run.text for run in point.runs if run.bold] == ["burns <b>"]
    assert "Two red." in texts
    assert "Used in: 1.1" in texts


@pytest.mark.parametrize("id_", DIALOGS)
def test_the_document_holds_every_question(id_: str) -> None:
    book = of(loaded(id_))
    texts = {paragraph.text for paragraph in docx.Document(BytesIO(as_docx(book))).paragraphs}
    assert {f"{q.id}  {q.text}" for section in book.sections for q in section.questions} <= texts


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("", ()),
        ("One\ntwo.\n\nThree.", (Block((Run("One two."),)), Block((Run("Three."),)))),
        ("- a\n  b\n- **c**", (Block((Run("a b"),), True), Block((Run("c", True),), True))),
        ("Text:\n- a", (Block((Run("Text:"),)), Block((Run("a"),), True))),
        ("2 * 3 ** 4", (Block((Run("2 * 3 ** 4"),)),)),
    ],
)
def test_prose_is_paragraphs_points_and_bold_words(markdown: str, expected: tuple[Block, ...]) -> None:
    assert blocks(markdown) == expected


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("S11CHAT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("S11CHAT_KB", str(shipped("kb")))
    monkeypatch.setenv("S11CHAT_DIALOGS", str(shipped("dialogs")))


def test_the_command_shows_the_page_or_writes_it(tmp_path: Path, capsys: Captured) -> None:
    assert main(["kb", "handbook", "chscb-2011"]) == DONE
    shown = capsys.readouterr().out
    assert shown.startswith("<!DOCTYPE html>")
    page = tmp_path / "book.html"
    assert main(["kb", "handbook", "chscb-2011", "--out", str(page)]) == DONE
    assert page.read_text(encoding="utf-8").strip() == shown.strip()


def test_the_command_writes_a_word_document(tmp_path: Path) -> None:
    file = tmp_path / "book.docx"
    assert main(["kb", "handbook", "dcsf-2008", "--format", "docx", "--out", str(file)]) == DONE
    assert docx.Document(str(file)).paragraphs[0].text.startswith("Handbook: Section 11 stakeholder survey")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["chscb-2012"], "did you mean 'chscb-2011'?"),
        (["chscb-2011", "--format", "docx"], "give --out FILE"),
        (["chscb-2011", "--out", "/no/such/folder/book.html"], "cannot be written"),
    ],
)
def test_the_command_asked_wrongly(words: list[str], told: str, capsys: Captured) -> None:
    assert main(["kb", "handbook", *words]) == USAGE
    error = capsys.readouterr().err
    assert told in error
    assert len(error.splitlines()) == 1


def test_without_the_extra_a_sentence_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    file = tmp_path / "book.docx"
    assert main(["kb", "handbook", "dcsf-2008", "--format", "docx", "--out", str(file)]) == USAGE
    assert "pip install 's11chat[reports]'" in capsys.readouterr().err
    assert not file.exists()
