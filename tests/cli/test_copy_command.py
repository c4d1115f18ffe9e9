"""Copying waves between files and a server, as somebody does it who moves into a team or out of one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from s11chat.bootstrap import PEPPER
from s11chat.settings import DATABASE
from tests.cli.conftest import Ran, Run
from tests.office import AUDIT, CLUB, PRACTICE, SURVEY

DOOR = ("interview", PRACTICE, "--as", "delegate", "--plain")


@pytest.fixture
def code(run: Run) -> str:
    """A delegate's code."""
    issued = run("access", "issue", PRACTICE, "--role", "delegate", "--person", "Nell Thimble")
    assert issued.code == 0
    return issued.out.strip().splitlines()[0]


@pytest.fixture
def file(home: Path) -> Path:
    return home / DATABASE


def opens(ran: Ran) -> bool:
    return ran.last.startswith("Paused at")


def test_to_a_server_and_back_and_codes_open_their_doors(
    run: Run, file: Path, code: str, server_url: str, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    gone = run("db", "copy", file, server_url, "--home", elsewhere)
    assert (gone.code, gone.out[:10]) == (0, "Copied to ")
    assert f"{AUDIT}, {SURVEY}; " in gone.out
    key = elsewhere / f"{DATABASE}{PEPPER}"
    assert key.read_bytes() == file.with_name(f"{DATABASE}{PEPPER}").read_bytes()
    assert f"checked with {key}: every machine" in gone.err
    assert f"Still open in {file}: {AUDIT}, {SURVEY}." in gone.err
    there = ("--db", server_url, "--home", elsewhere)
    assert run("verify", *there).code == 0
    assert opens(run(*DOOR, *there, stdin=f"{code}\n:quit\n"))

    back = tmp_path / "back.db"
    assert run("db", "copy", server_url, back, "--home", elsewhere).code == 0
    assert {path.name for path in tmp_path.glob("back.db*")} == {
        f"back.db{end}" for end in ("", ".heads", PEPPER)
    }
    here = ("--db", f"sqlite:///{back}")
    verified = run("verify", *here)
    assert (verified.code, verified.err) == (0, "")
    assert opens(run(*DOOR, *here, stdin=f"{code}\n:quit\n"))


def test_copied_twice_is_refused(run: Run, file: Path, tmp_path: Path) -> None:
    target = tmp_path / "target.db"
    one = run("db", "copy", file, target, "--wave", AUDIT, "--move")
    held = "It holds personal data: names, contact details and free words.\n"
    assert (one.code, one.err) == (0, held)
    assert run("db", "copy", file, target, "--wave", SURVEY).code == 0
    again = run("db", "copy", file, target)
    assert (again.code, again.out) == (1, "")
    assert again.err == f"{target} holds a wave '{AUDIT}' already: copy it to another database.\n"
    assert run("db", "copy", file, file).code == 2
    assert run("db", "copy", file, target, "--wave", "none").err.startswith("There is no wave 'none'")


def test_a_wave_moved_takes_no_more_answers(run: Run, file: Path, tmp_path: Path) -> None:
    target = tmp_path / "target.db"
    assert run("db", "copy", file, target, "--move").err.startswith("It holds personal data: ")
    assert run("verify").code == 0
    assert "is closed" in run("interview", CLUB, "--plain", stdin="fully met\n").err
    assert opens(run("interview", CLUB, "--plain", "--db", f"sqlite:///{target}", stdin=":quit\n"))


def test_what_does_not_verify_is_refused_and_leaves_no_file(run: Run, file: Path, tmp_path: Path) -> None:
    target = tmp_path / "target.db"
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE organisation SET name = 'Another' WHERE ref = 'GP1'")
    refused = run("db", "copy", file, target)
    assert (refused.code, refused.out) == (3, "")
    assert (
        "does not verify, and nothing was copied. Wave audit-11: organisation GP1 has been changed"
        in refused.err
    )
    assert not list(tmp_path.glob("target*"))
    copied = run("db", "copy", file, target, "--unverified")
    faults = run("verify").out.splitlines()[:-1]
    assert faults
    assert (copied.code, copied.out.splitlines()[1:]) == (3, faults)
    assert run("verify", "--db", f"sqlite:///{target}").out.splitlines()[:-1] == faults


def test_records_that_only_the_heads_miss_do_not_vanish_on_a_server(
    run: Run, file: Path, server_url: str
) -> None:
    run("interview", CLUB, "--plain", stdin="fully met\n:quit\n")
    with closing(sqlite3.connect(file)) as connection, connection:
        for table in ("event", "response", "fact", "transition", "holder"):
            which = "chain LIKE 'return:%'" if table == "event" else "true"
            connection.execute(f"DELETE FROM {table} WHERE {which}")
        connection.execute("UPDATE audit_return SET state = 'assigned', mode = ''")
    refused = run("db", "copy", file, server_url, "--unverified")
    assert refused.code == 1
    assert f"Only the .heads file of {file} tells that records are missing" in refused.err
    assert run("wave", "list", "--db", server_url).out == ""


def test_codes_that_would_open_no_door_are_refused(
    run: Run, file: Path, code: str, server_url: str, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / f"{DATABASE}{PEPPER}").write_bytes(b"x" * 32)
    refused = run("db", "copy", file, server_url, "--home", other)
    assert refused.code == 1
    assert "would open no door: their secret was made with another secret" in refused.err
    assert run("access", "revoke", PRACTICE).code == 0
    assert run("db", "copy", file, server_url, "--home", other).code == 0


def test_what_cannot_be_reached_or_written_is_said(run: Run, file: Path, tmp_path: Path) -> None:
    assert run("db", "copy", tmp_path / "none.db", tmp_path / "target.db").err.startswith(
        "There is no database at"
    )
    nowhere = "postgresql+psycopg://nobody@127.0.0.1:1/none?connect_timeout=2"
    ran = run("db", "copy", file, nowhere)
    assert (ran.code, ran.out) == (4, "")
    assert run("db", "copy", file, "mysql://host/db").code == 2
