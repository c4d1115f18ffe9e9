"""Browsing: by standard, by dialog, by term; links both ways; the questions an article is used in."""

from pathlib import Path

import pytest

from s11chat.dialog.load import load_dialog, read_dialog
from s11chat.dialog.model import Dialog, Kind
from s11chat.dialog.question import questions
from s11chat.knowledge.catalogue import Catalogue, Shelf
from s11chat.knowledge.library import Library
from s11chat.settings import shipped

from .conftest import Write

AUDIT = """\
dialog: audit
version: "1.0.0"
title: Audit
guidance: {edition: Guidance, valid_from: 2007-04}
sources: [{publication: A report, part: Chapter 1}]
organisations: [{type: A, say: Agency, lead: Head}]
scales: {met: [{code: "0", say: Absent}, {code: "1", say: There}]}
sections:
  - section: "1"
    title: Light
    items:
      - {item: start, kind: statement, say: We start.}
      - {item: "1.1", kind: rating, scale: met, say: Is there a lamp?, kb: [lamp, scale]}
  - section: "2"
    title: Fuel
    items:
      - {item: "2.1", kind: rating, scale: met, say: Is there oil?, kb: [oil, scale]}
      - item: "2.2"
        kind: grid
        scale: met
        say: How about these?
        rows:
          - {row: a, say: Gas?, kb: [oil, gone]}
"""


STANDARDS = {
    "chscb-2011": [str(number) for number in range(1, 9)],
    "dudley-2015": [str(number) for number in range(1, 12)],
}
FIFTH = {"chscb-2011": "staff_training", "dudley-2015": "views_of_children"}
"""The first article of the fifth standard, which is another one in each."""


def ids(shelf: Shelf) -> list[str]:
    return [article.id for article in shelf.articles]


@pytest.fixture
def audit() -> Dialog:
    return read_dialog(AUDIT, "audit.yaml")


@pytest.fixture
def folder(write: Write) -> Path:
    write("lamp", explains="audit/1.1", see="oil, gone")
    write("wick", more="part_of: lamp\n", see="scale")
    write("scale")
    write("fuel", also="standard 2", see="oil")
    return write("oil", explains="audit/2.1, audit/2.2", see="lamp")


@pytest.fixture
def catalogue(folder: Path, audit: Dialog) -> Catalogue:
    return Catalogue(Library(folder), [audit])


def test_by_term_holds_every_article_once_under_its_letter(catalogue: Catalogue) -> None:
    assert [(shelf.title, ids(shelf)) for shelf in catalogue.by_term()] == [
        ("F", ["fuel"]),
        ("L", ["lamp"]),
        ("O", ["oil"]),
        ("S", ["scale"]),
        ("W", ["wick"]),
    ]


def test_by_dialog_goes_through_the_questions(catalogue: Catalogue) -> None:
    parts = catalogue.by_dialog("audit")
    assert [part.title for part in parts] == ["Light", "Fuel"]
    assert [(e.question.id, [a.id for a in e.articles]) for part in parts for e in part.entries] == [
        ("1.1", ["lamp", "scale"]),
        ("2.1", ["oil", "scale"]),
        ("2.2.a", ["oil"]),
    ]
    assert catalogue.by_dialog("other") == ()


def test_by_standard_leaves_out_what_stands_with_every_standard(catalogue: Catalogue) -> None:
    assert [(shelf.title, ids(shelf)) for shelf in catalogue.by_standard()] == [
        ("1. Light", ["lamp", "wick"]),
        ("2. Fuel", ["fuel", "oil"]),
    ]


def test_an_article_knows_the_questions_it_is_used_in(catalogue: Catalogue) -> None:
    uses = catalogue.used_in("oil")
    assert [(use.dialog, use.section, use.question, use.explains) for use in uses] == [
        ("audit", "Fuel", "2.1", True),
        ("audit", "Fuel", "2.2.a", True),
    ]
    assert uses[1].say.respondent == "Gas?"
    assert uses[1].stem is not None
    assert [use.explains for use in catalogue.used_in("scale")] == [False, False]
    assert catalogue.used_in("wick") == ()


def test_links_go_both_ways(catalogue: Catalogue, folder: Path) -> None:
    articles = Library(folder).articles
    lamp = catalogue.links(articles["lamp"])
    assert [article.id for article in lamp.narrower] == ["wick"]
    assert [article.id for article in lamp.see] == ["oil"]
    assert lamp.seen_from == ()
    wick = catalogue.links(articles["wick"])
    assert wick.broader == articles["lamp"]
    assert [article.id for article in catalogue.links(articles["scale"]).seen_from] == ["wick"]


def test_what_comes_with_the_program_can_be_browsed_whole() -> None:
    library = Library(shipped("kb"))
    dialogs = [load_dialog(path) for path in sorted(shipped("dialogs").glob("*.yaml"))]
    catalogue = Catalogue(library, dialogs)
    assert sum(len(shelf.articles) for shelf in catalogue.by_term()) == len(library.ids)
    for dialog in ("chscb-2011", "dudley-2015"):
        title = next(one.title for one in dialogs if one.dialog == dialog)
        shelves = [shelf for shelf in catalogue.by_standard() if shelf.dialog == title]
        assert [shelf.title.partition(".")[0] for shelf in shelves] == STANDARDS[dialog]
        heads = [shelf.articles[0].id for shelf in shelves]
        assert heads[:3] == ["senior_commitment", "clear_statement", "accountability_lines"]
        assert {shelf.title[:2]: shelf.articles[0].id for shelf in shelves}["5."] == FIFTH[dialog]
    for shown_dialog in dialogs:
        shown = [e.question.id for part in catalogue.by_dialog(shown_dialog.dialog) for e in part.entries]
        assert shown == [q.id for q in questions(shown_dialog).values() if q.kind is not Kind.STATEMENT]
    for article in library.articles.values():
        explained = {use.question for use in catalogue.used_in(article.id) if use.explains}
        assert bool(explained) == bool(article.explains)
