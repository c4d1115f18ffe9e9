"""The quick look at a case sees what the store proper sees, and leaves to it whatever is out of the ordinary."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from s11chat.store.casebook import Casebook
from s11chat.store.database import Database
from s11chat.store.entry import Entry, NewPark, NewRemark, NewResponse, ParkEnded
from s11chat.store.glance import Glance, glance
from s11chat.store.response import Responses

from .world import JO, after, fill, no, yes


def seen_by_the_store(database: Database, ref: str) -> Glance:
    """The same look, by way of the store proper; a glance leaves the sizes of a population out."""
    book, responses = Casebook(database), Responses(database)
    case = book.case("w1", ref)
    return Glance(
        wave=replace(book.wave("w1"), population={}),
        case=case,
        current=responses.current(case.return_id),
        parks=responses.parks(case.return_id),
        facts=responses.facts(case.return_id),
        remarks=len(responses.remarks(case.return_id)),
    )


def altered(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(statement)
        connection.commit()


def test_a_case_with_a_history(database: Database, file: Path, return_id: str) -> None:
    fill(database)
    words = "[b]\x1b[31m{{x}} \u202e Ωδ"
    entries: list[Entry] = [
        NewResponse("q2", withdrawn=True),
        NewResponse("q4", {"no_answer": "refused", "reason": words}, words=words),
        yes("q5"),
        no("q5"),
        NewPark("q6", "Kim", ""),
        NewPark("q7", "Lee", "Monday"),
        ParkEnded("q7"),
        NewRemark("q5", "answer", "said twice"),
    ]
    Responses(database).record(return_id, JO, after(7), entries, {"q2": 1})
    found = glance(file, "w1", "A1")
    assert found == seen_by_the_store(database, "A1")
    assert found is not None
    assert set(found.current) == {"q1", "q4", "q5"}
    assert (found.current["q5"].answer, found.current["q5"].revision) == ({"value": "no"}, 2)
    assert (set(found.parks), found.remarks) == ({"q3", "q6"}, 2)
    assert found.case.contact is not None
    assert (found.case.contact.name, found.case.mode) == ("Jo Delegate", "telephone")


@pytest.mark.parametrize("ref", ["A1", "B2"])
def test_a_case_nobody_has_begun(database: Database, file: Path, ref: str) -> None:
    assert glance(file, "w1", ref) == seen_by_the_store(database, ref)


def test_an_answer_withdrawn_and_given_again(database: Database, file: Path, return_id: str) -> None:
    entries: list[Entry] = [yes(), NewResponse("q1", withdrawn=True), no()]
    Responses(database).record(return_id, JO, after(1), entries, {})
    found = glance(file, "w1", "A1")
    assert found == seen_by_the_store(database, "A1")
    assert found is not None
    assert found.current["q1"].revision == 3


def test_a_look_writes_nothing(database: Database, file: Path) -> None:
    database.close()
    before = file.read_bytes()
    assert glance(file, "w1", "A1") is not None
    assert file.read_bytes() == before


@pytest.mark.parametrize(("wave", "ref"), [("w1", "C3"), ("w2", "A1"), ("", ""), ("w1", "a1' OR 1=1 --")])
@pytest.mark.usefixtures("database")
def test_an_unknown_case_is_left_to_the_store(file: Path, wave: str, ref: str) -> None:
    assert glance(file, wave, ref) is None


def test_a_missing_file_is_left_to_the_store_and_not_made(tmp_path: Path) -> None:
    assert glance(tmp_path / "none.db", "w1", "A1") is None
    assert glance(tmp_path, "w1", "A1") is None
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_another_program_is_left_to_the_store(tmp_path: Path) -> None:
    foreign, letter = tmp_path / "bookmarks.db", tmp_path / "letter.db"
    altered(foreign, "CREATE TABLE bookmarks (url TEXT)")
    letter.write_text("This is a letter, not a database.\n" * 100)
    assert glance(foreign, "w1", "A1") is None
    assert glance(letter, "w1", "A1") is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE alembic_version SET version_num = '0000'",
        "UPDATE alembic_version SET version_num = '9999'",
        "DROP TABLE alembic_version",
        "PRAGMA application_id = 1",
    ],
    ids=["older", "newer", "no schema", "another mark"],
)
def test_what_is_not_current_is_left_to_the_store(database: Database, file: Path, statement: str) -> None:
    assert glance(file, "w1", "A1") is not None
    database.close()
    altered(file, statement)
    assert glance(file, "w1", "A1") is None
