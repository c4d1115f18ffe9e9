"""Whatever is changed by hand in a database is found, and the place of it named."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from s11chat.store.casebook import Casebook
from s11chat.store.database import Database
from s11chat.store.entry import NewRemark
from s11chat.store.response import Responses
from s11chat.store.verify import Verification, verify

from .world import JO, after, fill, url, with_wave


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("filled") / "s11chat.db"
    with Database.open(url(file)) as database:
        with_wave(database)
        fill(database)
    return file


@pytest.fixture
def copy(filled: Path, tmp_path: Path) -> Path:
    for part in (filled, filled.with_name("s11chat.db.heads")):
        shutil.copy(part, tmp_path / part.name)
    shutil.copytree(filled.with_name("s11chat.db.files"), tmp_path / "s11chat.db.files")
    return tmp_path / "s11chat.db"


def tamper(file: Path, *statements: str) -> None:
    connection = sqlite3.connect(file)
    with connection:
        for statement in statements:
            assert connection.execute(statement).rowcount > 0, statement
    connection.close()


def verified(file: Path) -> Verification:
    with Database.open(url(file)) as database:
        return verify(database)


def test_an_untouched_database_is_sound(copy: Path) -> None:
    found = verified(copy)
    assert found.faults == ()
    assert found.notes == ()
    assert (found.chains, found.responses, found.signatures) == (3, 4, 1)  # not that of a staff echo
    assert found.events > 20


@pytest.mark.parametrize("value", ["x'ff'", "9e999", "NULL || 'x'", "'not json'", "'[1]'", "'null'"])
@pytest.mark.parametrize("place", ["event.body", "event.hash", "response.value", "act.at", "response.at"])
def test_values_of_another_kind_are_found_without_stumbling(copy: Path, value: str, place: str) -> None:
    table, column = place.split(".")
    tamper(copy, f"UPDATE OR IGNORE {table} SET {column} = coalesce({value}, '') WHERE rowid = 2")
    assert verified(copy).faults


def test_others_may_go_on_writing_while_it_verifies(copy: Path) -> None:
    done = threading.Event()

    def write() -> None:
        with Database.open(url(copy)) as database:
            mine = Casebook(database).case("w1", "B2").return_id
            while not done.is_set():
                Responses(database).record(mine, JO, after(9), [NewRemark("q1", "question", "more")], {})

    writer = threading.Thread(target=write)
    writer.start()
    try:
        with Database.open(url(copy)) as database:
            assert {verify(database).faults for _ in range(40)} == {()}
    finally:
        done.set()
        writer.join()


def test_the_changed_response_is_named(copy: Path) -> None:
    tamper(copy, "UPDATE response SET value = '{\"value\":\"no\"}' WHERE item = 'q2'")
    (fault,) = verified(copy).faults
    assert fault.startswith("w1/A1, event ")
    assert fault.endswith("event 3: the response to q2 has been changed.")


def test_the_changed_event_is_named(copy: Path) -> None:
    tamper(copy, "UPDATE event SET body = replace(body, 'q2', 'q9') WHERE chain LIKE 'return:%' AND seq = 3")
    assert verified(copy).faults[0].endswith("event 3 has been changed.")


def test_a_row_and_its_digest_and_event_changed_together_are_found(copy: Path) -> None:
    new = "f" * 64
    tamper(
        copy,
        f"UPDATE event SET body = replace(body, (SELECT digest FROM response WHERE item = 'q2'), '{new}') "
        "WHERE seq = 3 AND kind = 'response'",
        f"UPDATE response SET digest = '{new}' WHERE item = 'q2'",
    )
    assert any("event 3 has been changed" in fault for fault in verified(copy).faults)


def test_two_events_in_each_others_place_are_found(copy: Path) -> None:
    longest = (
        "chain = (SELECT chain FROM event GROUP BY chain HAVING chain LIKE 'return:%' ORDER BY count(*) DESC)"
    )
    swap = [f"UPDATE event SET seq = {new} WHERE seq = {old} AND {longest}" for old, new in SWAPS]
    tamper(copy, *swap)
    assert any("event 3 has been changed or moved" in fault for fault in verified(copy).faults)


SWAPS = [(3, 99), (4, 3), (99, 4)]


def test_a_missing_event_is_named(copy: Path) -> None:
    tamper(copy, "DELETE FROM event WHERE seq = 2 AND kind = 'response'")
    assert any(fault.endswith("event 2 is missing.") for fault in verified(copy).faults)


def test_a_row_put_in_by_hand_is_found(copy: Path) -> None:
    tamper(
        copy,
        'INSERT INTO remark SELECT return_id, 99, salt, digest, "by", by_name, role, on_behalf_of, mode, at, item, about, text FROM remark',
    )
    assert any("put in by hand" in fault for fault in verified(copy).faults)


CUT = (
    "DELETE FROM response WHERE return_id = (SELECT id FROM audit_return WHERE ref = 'B2')",
    "DELETE FROM event WHERE chain = (SELECT 'return:' || id FROM audit_return WHERE ref = 'B2')",
)


def test_a_chain_cut_off_with_its_rows_is_found_by_the_journal(copy: Path) -> None:
    copy.with_name("s11chat.db.heads").unlink()
    tamper(copy, *CUT)
    found = verified(copy)
    assert len(found.faults) == 1
    assert "its end is cut off; event 1 is noted in event" in found.faults[0]
    assert "is missing or unreadable, so a cut-off end may not be noticed" in found.notes[0]


def test_a_journal_cut_off_too_is_found_by_the_file_of_heads(copy: Path) -> None:
    tamper(copy, *CUT, "DELETE FROM event WHERE kind = 'heads'")
    faults = verified(copy).faults
    assert len(faults) == 2
    assert all("is noted in s11chat.db.heads" in fault for fault in faults)


def test_a_chain_written_anew_from_the_start_is_found_by_its_noted_head(
    copy: Path, filled: Path, tmp_path: Path
) -> None:
    with Database.open(url(tmp_path / "other.db")) as database:
        with_wave(database)
        fill(database)
    shutil.copy(filled.with_name("s11chat.db.heads"), tmp_path / "other.db.heads")
    assert verified(tmp_path / "other.db").faults


def test_unreadable_lines_of_heads_are_noted(copy: Path) -> None:
    with copy.with_name("s11chat.db.heads").open("a") as file:
        file.write("rubbish\n")
    found = verified(copy)
    assert found.sound
    assert found.notes[0].startswith("1 line of")


def test_verifying_changes_nothing(copy: Path) -> None:
    with Database.open(url(copy)) as database, database.reading() as connection:
        before = connection.exec_driver_sql("SELECT count(*), max(hash) FROM event").one()
    verified(copy)
    with Database.open(url(copy)) as database, database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*), max(hash) FROM event").one() == before


def test_a_head_that_is_none_and_bytes_for_text_are_found_without_stumbling(copy: Path) -> None:
    heads = """'{"heads":{"a":[["x"],[1]],"b":[1,2],"c":"x"}}'"""
    tamper(copy, f"UPDATE event SET body = {heads} WHERE kind = 'heads'")
    assert any("has been changed" in fault for fault in verified(copy).faults)


@pytest.mark.parametrize("body", ["'{'", "'[]'", """'{"heads":{"a":7}}'""", "x'ff'"])
def test_an_event_that_cannot_be_read_stops_nobody_from_going_on(copy: Path, body: str) -> None:
    tamper(copy, f"UPDATE event SET body = {body} WHERE kind IN ('heads', 'response')")
    with Database.open(url(copy)) as database:
        with database.reading() as connection:
            names = connection.exec_driver_sql("SELECT DISTINCT chain FROM event").scalars().all()
        for name in names:
            assert Responses(database).events(name)
        Casebook(database).enter_heads("w1", after(60))
    assert verified(copy).faults


@pytest.mark.parametrize(
    "place", ["event.previous", "audit_return.wave", "audit_case.ref", "audit_return.ref"]
)
def test_bytes_where_text_belongs_are_found_without_stumbling(copy: Path, place: str) -> None:
    table, column = place.split(".")
    tamper(copy, f"UPDATE {table} SET {column} = x'fffe' WHERE rowid = 1")
    assert verified(copy).faults


def test_text_that_is_no_utf8_is_named(copy: Path) -> None:
    tamper(copy, "UPDATE response SET words = cast(x'ff41' AS text) WHERE item = 'q2'")
    assert verified(copy).faults[0].endswith("event 3: the response to q2 has been changed.")


def test_two_numbers_of_events_that_are_none_are_found_without_stumbling(copy: Path) -> None:
    tamper(copy, "UPDATE event SET seq = 'x' || seq WHERE chain LIKE 'return:%' AND seq > 3")
    assert any("event 4 is missing" in fault for fault in verified(copy).faults)


@pytest.mark.parametrize(
    ("place", "told"), [("person.name", "contact data"), ("attempt.last_at", "counts of wrong tries")]
)
def test_bytes_where_no_digest_covers_text_are_found(copy: Path, place: str, told: str) -> None:
    table, column = place.split(".")
    if table == "attempt":
        tamper(copy, "INSERT INTO attempt VALUES ('selector:ZZZZ', 1, 'x', '')")
        assert verified(copy).sound
    tamper(copy, f"UPDATE {table} SET {column} = x'fffe'")
    assert any(told in fault for fault in verified(copy).faults)


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("DELETE FROM person WHERE id = (SELECT lead FROM audit_case WHERE ref = 'A1')", "has been removed"),
        ("UPDATE person SET ref = 'B2' WHERE name = 'Jo Delegate'", "put to another case"),
    ],
)
def test_people_of_a_case_removed_or_moved_are_found(copy: Path, statement: str, told: str) -> None:
    tamper(copy, statement)
    (fault,) = verified(copy).faults
    assert told in fault


def test_a_trigger_put_in_by_hand_is_named(copy: Path) -> None:
    connection = sqlite3.connect(copy)
    connection.execute(
        "CREATE TRIGGER sly AFTER INSERT ON response BEGIN UPDATE response SET words = ''; END"
    )
    connection.close()
    (fault,) = verified(copy).faults
    assert "a trigger 'sly' that is not ours" in fault


def test_heads_emptied_are_noted_as_heads_that_are_missing_are(copy: Path) -> None:
    copy.with_name("s11chat.db.heads").write_text("")
    found = verified(copy)
    assert found.sound
    assert "does not say where 4 of 4 chains end" in found.notes[0]


def _file(copy: Path) -> Path:
    (kept,) = (path for path in copy.with_name("s11chat.db.files").rglob("*") if path.is_file())
    return kept


def _linked(kept: Path) -> None:
    kept.rename(kept.with_suffix(".a"))
    kept.symlink_to(kept.with_suffix(".a"))


def _piped(kept: Path) -> None:
    kept.unlink()
    os.mkfifo(kept)


HARM: dict[str, Callable[[Path], object]] = {
    "is missing": Path.unlink,
    "is no longer what it was when it was added": lambda kept: kept.write_bytes(b"%PDX"),
    "is no plain file any more": _linked,
    "is no plain file any more: fetch": _piped,
}


@pytest.mark.parametrize("told", HARM)
def test_a_file_of_evidence_that_is_no_longer_what_it_was_is_named(copy: Path, told: str) -> None:
    kept = _file(copy)
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.parent.stat().st_mode & 0o777 == 0o700
    HARM[told](kept)
    (fault,) = verified(copy).faults
    assert fault.startswith("w1/A1, event ")
    assert f"the file of this evidence {told}" in fault


def test_a_path_put_in_for_a_digest_opens_nothing(copy: Path) -> None:
    tamper(copy, "UPDATE evidence SET file = '../../../etc/passwd'")
    assert any("the file of this evidence is missing" in fault for fault in verified(copy).faults)
