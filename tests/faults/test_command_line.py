"""A data folder of any name, a database that is none, a stream that was closed: never a fault."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.faults.house import COMMAND, environment, run, sentence
from tests.office import PRACTICE


@pytest.mark.parametrize("folder", ["why?not", "a%20b", "?mode=ro", "new\nline #+;"])
def test_a_data_folder_of_any_name_is_found_again(tmp_path: Path, folder: str) -> None:
    home = tmp_path / folder
    assert run(home, "wave", "new", "w", "--dialog", "chscb-2011").returncode == 0
    assert (home / "s11chat.db").is_file()
    assert run(home, "wave", "list").stdout.startswith(b"w  ")


def test_a_data_folder_whose_name_is_no_text_is_found_again(tmp_path: Path) -> None:
    home = tmp_path / os.fsdecode(b"caf\xe9")
    assert run(home, "wave", "new", "w", "--dialog", "chscb-2011").returncode == 0
    assert run(home, "wave", "list").stdout.startswith(b"w  ")


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("sqlite://", "names no file"),
        ("sqlite:///", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("sqlite://host/x.db", "names no file"),
        ("sqlite:////x.db?mode=ro", "names a file alone"),
        ("sqlite+aiosqlite:///x.db", "wants a database URL"),
        ("http://x/y", "wants a database URL"),
        ("mysql://x", "wants a database URL"),
    ],
)
def test_a_database_that_would_keep_nothing(home: Path, url: str, told: str) -> None:
    ran = run(home, "--db", url, "wave", "list")
    assert ran.returncode == 2
    assert told in sentence(ran)


def test_the_kind_of_a_database_in_any_case(home: Path) -> None:
    for kind in ("SQLite", "sqlite+pysqlite"):
        assert run(home, "--db", f"{kind}:///{home / 's11chat.db'}", "verify").returncode == 0


CLOSED = (
    ("interview", PRACTICE, "--plain"),
    ("wave", "close", "audit-11"),
    ("verify",),
    (),
)


@pytest.mark.parametrize("words", CLOSED, ids=" ".join)
@pytest.mark.parametrize("stream", [0, 1, 2])
def test_a_stream_that_was_closed_before_it_began(home: Path, stream: int, words: tuple[str, ...]) -> None:
    signs = ("<&-", ">&-", "2>&-")
    command = " ".join((*COMMAND, *words, signs[stream]))
    ran = subprocess.run(
        ["sh", "-c", command], input=b"", capture_output=True, env=environment(home), timeout=60, check=False
    )
    said = ran.stdout.decode() + ran.stderr.decode()
    assert "Traceback" not in said
    assert "fault of the program" not in said
    assert ran.returncode in (0, 1, 2)
