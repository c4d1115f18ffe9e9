"""Articles as read: whole, lazily, and refused with every fault at its line."""

from datetime import date
from pathlib import Path

import pytest

from s11chat.errors import SourceError
from s11chat.knowledge.article import Source
from s11chat.knowledge.library import Library

from .conftest import Write


def test_an_article_is_read_whole(write: Write) -> None:
    folder = write(
        "lamp",
        also="light, bulb",
        explains="audit/1.1",
        see="wick",
        more="part_of: wick\nvalid_to: 2013\nchanges: Gas became electricity.\n",
        law="One.\n\nTwo.",
    )
    lamp = Library(folder).articles["lamp"]
    assert lamp.title == "Lamp"
    assert lamp.also == ("light", "bulb")
    assert lamp.explains == ("audit/1.1",)
    assert (lamp.see, lamp.part_of) == (("wick",), "wick")
    assert (lamp.edition, lamp.valid_from, lamp.valid_to) == ("Guidance of 2007", "2007-04", "2013")
    assert lamp.sources == (Source("A report (2007)", "Chapter 1"),)
    assert (lamp.reviewed, lamp.review_by) == (date(2026, 1, 10), date(2027, 1, 10))
    assert lamp.changes == "Gas became electricity."
    assert (lamp.sentence, lamp.practice, lamp.law) == (
        "This says what lamp is.",
        "- It is there.",
        "One.\n\nTwo.",
    )


def test_optional_keys_may_be_left_out(write: Write) -> None:
    lamp = Library(write("lamp", swap=("also: []\nexplains: []\nsee: []\n", ""))).articles["lamp"]
    assert (lamp.also, lamp.explains, lamp.see, lamp.part_of, lamp.valid_to, lamp.changes) == (
        (),
        (),
        (),
        None,
        None,
        None,
    )


def test_quoted_and_unquoted_dates_are_the_same(write: Write) -> None:
    folder = write("lamp", swap=("2027-01-10", '"2027-01-10"'))
    assert Library(folder).articles["lamp"].review_by == date(2027, 1, 10)


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(write: Write) -> None:
    folder = write("lamp", law="One.\nTwo.")
    file = folder / "lamp.md"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert Library(folder).articles["lamp"].law == "One.\nTwo."


def test_nothing_is_read_before_it_is_needed(write: Write, tmp_path: Path) -> None:
    Library(tmp_path / "nowhere")
    folder = write("lamp", swap=("title: Lamp\n", ""))
    assert Library(folder).ids == {"lamp"}


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no folder of articles"):
        _ = Library(tmp_path / "nowhere").ids


def test_get_and_explaining(write: Write) -> None:
    write("wick", explains="audit/1.2, audit/1.1")
    library = Library(write("lamp", explains="audit/1.1"))
    assert library.get("lamp") is library.articles["lamp"]
    assert library.get("oil") is None
    assert [article.id for article in library.explaining("audit", "1.1")] == ["lamp", "wick"]
    assert [article.id for article in library.explaining("audit", "1.2")] == ["wick"]
    assert library.explaining("audit", "9") == ()


def test_one_article_is_read_without_the_others_and_stays_the_same(write: Write) -> None:
    folder = write("lamp")
    (folder / "broken.md").write_text("nothing", encoding="utf-8")
    library = Library(folder)
    lamp = library.get("lamp")
    assert lamp is not None
    assert library.get("lamp") is lamp
    assert library.get("../lamp") is None
    with pytest.raises(SourceError, match="broken"):
        library.get("broken")
    with pytest.raises(SourceError, match="broken"):
        library.search("lamp")
    (folder / "broken.md").unlink()
    again = Library(folder)
    first = again.get("lamp")
    assert again.articles["lamp"] is first


def test_one_link_may_be_to_a_question_of_every_member_of_a_roster(write: Write) -> None:
    library = Library(write("lamp", explains="audit/posts.*.days"))
    assert [article.id for article in library.explaining("audit", "posts.nurse.days")] == ["lamp"]
    assert library.explaining("audit", "posts.nurse.filled") == ()
    assert library.explaining("survey", "posts.nurse.days") == ()


@pytest.mark.parametrize(
    ("swap", "line", "message"),
    [
        (("---\n", ""), 1, "front matter between two lines"),
        (("\n---\n", "\n"), 1, "front matter between two lines"),
        (("title: Lamp\n", ""), 1, "'title' is missing from the front matter"),
        (("title: Lamp", "title:"), 3, "'title' wants text: fill it in"),
        (("title: Lamp", "title: 12"), 3, "'title' wants text"),
        (("title: Lamp", "title: Lamp\ntitle: Oil"), 4, "'title' is given twice"),
        (("title: Lamp", "title: *lamp"), 3, r"aliases \(\*name\) are not used"),
        (("title: Lamp", "title: [Lamp"), 4, "not valid YAML"),
        (("id: lamp", "id: Lamp"), 2, "lower case letters"),
        (("id: lamp", "id: wick"), 2, "not the name of the file"),
        (("also: []", "also: light"), 4, "'also' wants a list"),
        (("also: []", "also: [11]"), 4, "put numbers in quotes"),
        (("valid_from: 2007-04", "valid_from: April 2007"), 8, "'valid_from' wants a year"),
        (("valid_from: 2007-04", "valid_from: 2007-13"), 8, "'valid_from' wants a year"),
        (("valid_from: 2007-04", "valid_from: 2007-02-30"), 8, "'valid_from' wants a year"),
        (("valid_from: 2007-04", "valid_from:"), 8, "'valid_from' is empty"),
        (("reviewed: 2026-01-10", "reviewed: 2026-02-30"), 11, "'reviewed' wants a date"),
        (("reviewed: 2026-01-10", "reviewed: 10/1/2026"), 11, "'reviewed' wants a date"),
        (("reviewed: 2026-01-10", "reviewed:"), 11, "'reviewed' wants a date"),
        (("  - {publication: A report (2007), part: Chapter 1}\n", ""), 9, "'sources' wants at least one"),
        (("part: Chapter 1", "page: Chapter 1"), 9, "a source is {publication"),
        (("{publication: A report (2007), part: Chapter 1}", "A report"), 9, "a source is {publication"),
        (("This says what lamp is.", ""), 15, "nothing stands under '## In a sentence'"),
        (("## Law and background", "## Law and backround"), 21, r"did you mean 'Law and background'"),
        (("## Law and background", "## In a sentence"), 21, "'In a sentence' is there twice"),
        (("## In a sentence", "Well.\n\n## In a sentence"), 15, "text before the first heading"),
    ],
)
def test_each_fault_is_told_at_its_line(write: Write, swap: tuple[str, str], line: int, message: str) -> None:
    library = Library(write("lamp", swap=swap))
    with pytest.raises(SourceError, match=message) as caught:
        _ = library.articles
    assert ("lamp.md", line) in {(problem.file, problem.line) for problem in caught.value.problems}


def test_every_fault_of_every_article_is_told_at_once(write: Write) -> None:
    write("lamp", sentence="", swap=("title: Lamp\n", ""))
    folder = write("wick", swap=("reviewed: 2026-01-10", "reviewed: soon"))
    (folder / "oil.md").write_bytes(b"---\nid: \xff\n")
    with pytest.raises(SourceError) as caught:
        Library(folder).search("lamp")
    assert [(p.file, p.line) for p in caught.value.problems] == [
        ("lamp.md", 1),
        ("lamp.md", 14),
        ("oil.md", 2),
        ("wick.md", 11),
    ]


def test_a_file_too_large_to_be_an_article_is_refused(write: Write) -> None:
    with pytest.raises(SourceError, match="larger than 100,000 bytes"):
        _ = Library(write("lamp", law="x" * 100_001)).articles


def test_hidden_files_are_no_articles(write: Write) -> None:
    folder = write("lamp")
    (folder / ".lamp.md").write_text("scratch")
    assert Library(folder).ids == {"lamp"}
