"""What a check of all articles finds: links, lengths, reviews, and agreement with the dialogs."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from s11chat.dialog.load import load_dialog, read_dialog
from s11chat.dialog.model import Dialog
from s11chat.dialog.place import lines_of
from s11chat.knowledge.check import past_review, problems
from s11chat.knowledge.library import Library
from s11chat.settings import shipped

from .conftest import Write

TODAY = date(2026, 6, 1)

AUDIT = """\
dialog: audit
version: "1.0.0"
title: Audit
guidance: {edition: Guidance, valid_from: 2007-04}
sources: [{publication: A report, part: Chapter 1}]
organisations: [{type: A, say: Agency, lead: Head}]
scales: {met: [{code: "0", say: Absent}, {code: "1", say: There}]}
sections:
  - section: one
    title: One
    items:
      - {item: start, kind: statement, say: We start.}
      - {item: "1.1", kind: single, scale: met, say: Is there a lamp?, kb: [lamp, wick]}
      - item: "1.2"
        kind: grid
        scale: met
        say: How about these?
        kb: [wick]
        rows:
          - {row: a, say: Oil?, kb: [oil]}
          - {row: b, say: Wick?}
"""


def audit(swap: tuple[str, str] = ("", "")) -> Dialog:
    assert swap[0] in AUDIT
    return read_dialog(AUDIT.replace(*swap, 1), "audit.yaml")


@pytest.fixture
def folder(write: Write) -> Path:
    write("lamp", explains="audit/1.1", also="lighting", more="asked: [what gives light]\n")
    write("oil", explains="audit/1.2.a")
    return write("wick", explains="audit/1.2.b", see="lamp, oil")


def told(folder: Path, *dialogs: Dialog, today: date = TODAY) -> list[str]:
    return [str(problem) for problem in problems(Library(folder), dialogs or (audit(),), today)]


def test_sound_articles_check(folder: Path) -> None:
    assert told(folder) == []


def test_a_grid_may_be_explained_as_a_whole(folder: Path, write: Write) -> None:
    write("wick", explains="audit/1.2")
    assert told(folder) == []


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (
            {"more": "revewed_by: me\n"},
            "wick.md:13: 'revewed_by' is not known here (did you mean 'review_by'?)",
        ),
        ({"see": "lmap"}, "wick.md:6: see: no article is called 'lmap' (did you mean 'lamp'?)"),
        ({"see": "wick"}, "wick.md:6: see names the article itself: take 'wick' out"),
        ({"see": "oil, oil"}, "wick.md:6: see: 'oil' is there twice: keep one"),
        ({"more": "part_of: candle\n"}, "wick.md:13: part_of: no article is called 'candle'"),
        ({"more": "valid_to: 2006\n"}, "wick.md:13: valid_to 2006 is before valid_from 2007-04"),
        ({"sentence": "word " * 36}, "wick.md:15: 'In a sentence' has 36 words: say it in 35 or fewer"),
        (
            {"sentence": "It burns. It is short."},
            "wick.md:15: 'In a sentence' has more than one sentence: keep the first alone",
        ),
        (
            {"sentence": "It **burns**."},
            "wick.md:15: 'In a sentence' is read aloud: take the signs of Markdown out",
        ),
        (
            {"swap": ("A report (2007)", "A report")},
            "wick.md:9: source 'A report' bears no year: say which edition is meant",
        ),
        ({"also": "thread, thread"}, "wick.md:4: also: 'thread' is there twice: keep one"),
        (
            {"also": "oily, Lighting", "more": "asked: [what burns]\n"},
            "wick.md:4: also: 'Lighting' also leads to 'lamp': keep it in one",
        ),
        (
            {"more": "asked: [what gives light]\n"},
            "wick.md:13: asked: 'what gives light' also leads to 'lamp': keep it in one",
        ),
        ({"law": ""}, "wick.md:21: nothing stands under '## Law and background': write this depth"),
        (
            {"explains": "audit/1.2.b, other/1.1"},
            "wick.md:5: explains: no dialog is called 'other'",
        ),
        (
            {"explains": "audit/1.2.b, q1"},
            "wick.md:5: explains: 'q1' is not a dialog and an item, such as chscb-2011/1.1",
        ),
        (
            {"explains": "audit/1.2.b, audit/1.2.c"},
            "wick.md:5: explains: 'audit' has no item '1.2.c' (did you mean '1.2.a'?)",
        ),
        (
            {"explains": "audit/1.2.b, audit/1.2.a"},
            "wick.md:5: explains 'audit/1.2.a', which does not name 'wick' under kb: "
            "add it there, or take the link out here",
        ),
        (
            {"explains": ""},
            "wick.md:5: 'audit/1.2.b' names 'wick' first under kb: "
            "add it to explains, or name the article that explains it first",
        ),
    ],
)
def test_each_fault_is_found(folder: Path, write: Write, parts: dict[str, Any], message: str) -> None:
    write("wick", **{"explains": "audit/1.2.b", **parts})
    assert told(folder) == [message]


@pytest.mark.parametrize(
    ("swap", "message"),
    [
        (("2026-01-10", "2031-01-10"), "wick.md:12: review_by 2027-01-10 is not after reviewed 2031-01-10"),
        (
            ("2026-01-10", "2031-01-10"),
            "wick.md:11: reviewed 2031-01-10 is more than a year ahead: mend the date",
        ),
    ],
)
def test_slips_in_dates_are_found(folder: Path, write: Write, swap: tuple[str, str], message: str) -> None:
    write("wick", explains="audit/1.2.b", swap=swap)
    assert message in told(folder)


def test_a_narrower_article_may_share_a_name_with_its_broader_one(folder: Path, write: Write) -> None:
    write("wick", explains="audit/1.2.b", also="lighting", more="part_of: lamp\n")
    assert told(folder) == []


def test_an_article_that_nothing_leads_to_is_found(folder: Path, write: Write) -> None:
    write("candle")
    message = "candle.md:2: nothing leads to 'candle': name it under see of an article it belongs with"
    assert told(folder) == [message]
    write("wick", explains="audit/1.2.b", see="candle")
    assert told(folder) == []


def test_faults_of_a_dialog_are_told_at_their_line(folder: Path) -> None:
    text = AUDIT.replace(", kb: [lamp, wick]", "").replace("kb: [oil]", "kb: [oill]")
    dialog = read_dialog(text, "audit.yaml")
    found = problems(Library(folder), (dialog,), TODAY, {"audit": lines_of(dialog, text)})
    assert [str(problem) for problem in found if problem.file == "audit.yaml"] == [
        "audit.yaml:13: '1.1' has no article: name at least one under kb",
        "audit.yaml:20: '1.2.a': no article is called 'oill' (did you mean 'oil'?)",
    ]


def test_a_circle_of_broader_articles_is_found(folder: Path, write: Write) -> None:
    write("wick", explains="audit/1.2.b", more="part_of: lamp\n")
    write("lamp", explains="audit/1.1", more="part_of: wick\n")
    assert told(folder) == [
        "lamp.md:13: part_of goes round in a circle through 'wick': one of them is the broadest",
        "wick.md:13: part_of goes round in a circle through 'lamp': one of them is the broadest",
    ]


def test_items_without_an_article_are_found(folder: Path) -> None:
    bare = audit((", kb: [lamp, wick]", ""))
    assert "audit.yaml:1: '1.1' has no article: name at least one under kb" in told(folder, bare)


def test_items_naming_an_article_that_is_not_there_are_found(folder: Path) -> None:
    astray = audit(("[lamp, wick]", "[lamp, wik]"))
    assert told(folder, astray) == ["audit.yaml:1: '1.1': no article is called 'wik' (did you mean 'wick'?)"]


def test_an_article_that_cannot_be_read_hides_no_other_fault(folder: Path, write: Write) -> None:
    write("oil", swap=("title: Oil\n", ""))
    write("wick", explains="audit/1.2.b", see="lmap")
    assert told(folder) == [
        "oil.md:1: 'title' is missing from the front matter",
        "wick.md:6: see: no article is called 'lmap' (did you mean 'lamp'?)",
    ]


def test_reviews_that_are_due_are_warnings_and_not_faults(folder: Path) -> None:
    late = date(2027, 1, 11)
    assert told(folder, today=late) == []
    warnings = past_review(Library(folder), late)
    assert [(warning.file, warning.line) for warning in warnings] == [
        ("lamp.md", 12),
        ("oil.md", 12),
        ("wick.md", 12),
    ]
    assert past_review(Library(folder), date(2027, 1, 10)) == ()


def test_the_articles_that_come_with_the_program_check() -> None:
    dialogs = [load_dialog(path) for path in sorted(shipped("dialogs").glob("*.yaml"))]
    assert len(dialogs) >= 2
    assert [str(problem) for problem in problems(Library(shipped("kb")), dialogs, date(2026, 11, 21))] == []


def test_there_is_an_article_for_every_term_of_the_field() -> None:
    with (Path(__file__).parents[1] / "data" / "topics.csv").open(encoding="utf-8") as file:
        topics = {row["topic"]: row["label"] for row in csv.DictReader(file)}
    library = Library(shipped("kb"))
    assert len(topics) == 70
    assert set(topics) <= library.ids
    found = {topic: library.search(label)[0].id for topic, label in topics.items()}
    assert found == {topic: topic for topic in topics}
