"""Roles for the logins of a server, printed for its administrator or made at once."""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.office import AUDIT
from tests.postgres import Server

KINDS = ("analyst", "door", "interviewer", "moderator", "monitor", "office", "owner", "redactor")


def test_roles_are_printed_or_made(bare: Run, server: Server, server_url: str) -> None:
    name = server_url.partition("@/")[2].partition("?")[0]
    prefix = f"r{secrets.token_hex(3)}"
    printed = bare("db", "roles", server_url, "--prefix", prefix)
    assert (printed.code, printed.err) == (0, "")
    assert printed.out == bare("db", "roles", server_url, "--prefix", prefix, "--print").out
    there = f"SELECT rolname FROM pg_roles WHERE rolname LIKE '{prefix}%' ORDER BY 1"
    assert server.do(there) == []
    made = bare("db", "roles", server_url, "--prefix", prefix, "--apply")
    assert (made.code, made.out) == (0, "")
    assert made.err.endswith("are up to date.\n")
    assert server.do(there) == [(f"{prefix}_{kind}",) for kind in KINDS]
    for statement in printed.out.splitlines():  # what is printed does the same, and may be run again
        server.do(statement.replace("{", "{{").replace("}", "}}"), database=name)
    for kind in KINDS:
        server.do("DROP OWNED BY {} CASCADE", f"{prefix}_{kind}", database=name)
        server.do("DROP ROLE {}", f"{prefix}_{kind}")


def test_a_login_that_may_not_is_told_in_a_sentence(
    run: Run, home: Path, server: Server, server_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("db", "copy", home / "s11chat.db", server_url).code == 0
    name = server_url.partition("@/")[2].partition("?")[0]
    monkeypatch.delenv("S11CHAT_ACTOR")
    prefix = f"r{secrets.token_hex(3)}"
    assert run("db", "roles", server_url, "--prefix", prefix, "--apply").code == 0
    server.do("CREATE ROLE {} LOGIN PASSWORD 'word' IN ROLE {}", "ida", f"{prefix}_interviewer")
    there = ("--db", f"postgresql://ida:word@127.0.0.1:{server.port}/{name}")
    try:
        assert run("wave", "status", AUDIT, *there).code == 0
        for refused in (
            ("wave", "new", "x", "--dialog", "chscb-2011"),
            ("wave", "close", AUDIT, "--yes"),
            ("verify",),
            ("db", "roles", there[1], "--apply"),
        ):
            ran = run(*refused, *there)
            assert (ran.code, ran.out) == (1, "")
            assert "The user you come as may not do this in" in ran.err
            assert "word" not in ran.err
        claimed = run("wave", "list", *there, "--actor", "Mo")
        assert (claimed.code, claimed.out) == (1, "")
        assert "knows you as ida: leave out --actor" in claimed.err
    finally:
        for one in (
            "ida",
            *(f"{prefix}_{k}" for k in KINDS),
        ):
            server.do("DROP OWNED BY {} CASCADE", one, database=name)
            server.do("DROP ROLE {}", one)


def test_a_file_has_no_logins(run: Run, home: Path) -> None:
    ran = run("db", "roles", home / "s11chat.db")
    assert (ran.code, ran.out) == (2, "")
    assert "is a file and has no logins: roles are for a PostgreSQL server" in ran.err
