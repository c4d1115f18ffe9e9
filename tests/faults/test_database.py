"""A database that is locked, damaged, read-only, newer, somebody else's, or on a full disk."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from s11chat.errors import BusyError, S11chatError, StoreError
from s11chat.line.talk import Talk
from s11chat.services.desk import Desk
from s11chat.store.access import Accesses, SigningKeys
from s11chat.store.casebook import Casebook
from s11chat.store.database import Database
from s11chat.store.response import Responses
from tests.faults.house import answers, environment, next_question, run, sentence
from tests.office import DISTRICT, PRACTICE, copied, delegate, settings_in

NOBODY = 65534


def impatient(desk: Desk, home: Path) -> Desk:
    """The same desk, which waits no more than a moment for other writers."""
    database = Database.open(settings_in(home).database, timeout=0.1)
    parts = {
        "database": database,
        "casebook": Casebook(database),
        "responses": Responses(database),
        "access": Accesses(database),
        "keys": SigningKeys(database),
    }
    return Desk(replace(desk.kept, **parts))  # type: ignore[arg-type]


def test_locked_by_another_process_the_words_are_given_back(desk: Desk, home: Path) -> None:
    waiting = impatient(desk, home)
    interview = waiting.interview_as_interviewer(DISTRICT)
    lines: list[str] = []
    other = sqlite3.connect(home / "s11chat.db", isolation_level=None)

    def typed() -> object:
        yield "2"
        other.execute("BEGIN EXCLUSIVE")
        yield "most of them"
        other.execute("ROLLBACK")
        yield "most of them"

    Talk(interview, lines.append).hold(typed())  # type: ignore[arg-type]
    other.close()
    waiting.close()
    refused = [line for line in lines if line.startswith("! ")]
    assert len(refused) == 1
    assert (
        "in use by somebody else just now: try again in a moment. Your words were: most of them" in refused[0]
    )
    assert lines[-1] == "Paused at q3.a"
    assert answers(home, DISTRICT) == ["2", "most of them"]


def test_locked_to_the_end_nothing_acknowledged_is_lost(desk: Desk, home: Path) -> None:
    waiting = impatient(desk, home)
    interview = waiting.interview_as_interviewer(DISTRICT)
    lines: list[str] = []
    other = sqlite3.connect(home / "s11chat.db", isolation_level=None)

    def typed() -> object:
        yield "2"
        other.execute("BEGIN EXCLUSIVE")
        yield "most of them"

    with pytest.raises(BusyError):
        Talk(interview, lines.append).hold(typed())  # type: ignore[arg-type]
    other.execute("ROLLBACK")
    other.close()
    waiting.close()
    assert answers(home, DISTRICT) == ["2"]
    assert next_question(home, DISTRICT) == "q2"


def test_busy_has_its_own_exit_code(home: Path) -> None:
    other = sqlite3.connect(home / "s11chat.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")
    script = (
        "import s11chat.store.database as d, sys; d.TIMEOUT = 0.1; "
        "d.Database.open.__func__.__kwdefaults__['timeout'] = 0.1; "
        "from s11chat.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, "interview", DISTRICT, "--plain"],
        input=b"2\n",
        capture_output=True,
        env=environment(home),
        timeout=60,
        check=False,
    )
    other.execute("ROLLBACK")
    other.close()
    assert ran.returncode == 4
    assert "in use by somebody else" in sentence(ran)
    assert answers(home, DISTRICT) == []


def another_program(file: Path) -> None:
    for beside in file.parent.glob(f"{file.name}*"):
        beside.unlink()
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()


def newer(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()


def older(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0000'")
    connection.close()


def no_database(file: Path) -> None:
    file.write_text("This is a letter, not a database.\n" * 100)


def cut_short(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 3)


def overwritten(file: Path) -> None:
    with file.open("r+b") as opened:
        opened.seek(4096)
        opened.write(os.urandom(file.stat().st_size - 8192))


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def content(file: Path) -> object:
    """What is in a file: its tables where it is a database, else its bytes."""
    if not file.is_file():
        return None
    connection = sqlite3.connect(file)
    try:
        return list(connection.iterdump())
    except sqlite3.DatabaseError:
        return file.read_bytes()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (another_program, "belongs to another program"),
        (newer, "made by a newer s11chat"),
        (older, "made by an older s11chat"),
        (no_database, "is damaged or is not a database"),
        (cut_short, "damaged"),
        (overwritten, "damaged"),
        (a_folder, "is a folder"),
    ],
)
@pytest.mark.parametrize(
    "words", [("interview", DISTRICT, "--plain"), ("verify",)], ids=["interview", "verify"]
)
def test_what_cannot_be_used_is_refused_and_left_alone(
    home: Path, spoil: object, said: str, words: tuple[str, ...]
) -> None:
    file = home / "s11chat.db"
    assert callable(spoil)
    spoil(file)
    before = content(file)
    ran = run(home, *words, stdin=b"2\n")
    told = ran.stdout.decode() + ran.stderr.decode()
    assert ran.returncode == 3
    assert said in told
    assert "Traceback" not in told
    assert "fault of the program" not in told
    assert content(file) == before


def test_a_folder_that_may_only_be_read(home: Path) -> None:
    words = ["interview", DISTRICT, "--plain"]
    script = (  # once as ourselves, so that everything is loaded that a stranger may not read
        "import os, sys; from s11chat.cli import main; "
        f"main(['--home', {str(home)!r}, *{words!r}]); "
        f"os.geteuid() or (os.setgid({NOBODY}), os.setuid({NOBODY})); "  # no mode keeps root from writing
        f"sys.exit(main({words!r}))"
    )
    with tempfile.TemporaryDirectory(prefix="s11chat-read-only-") as made:  # where a stranger gets to
        folder = copied(home, Path(made))
        for path in folder.iterdir():
            path.chmod(0o444)
        folder.chmod(0o555)
        ran = subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            env=environment(folder),
            timeout=60,
            check=False,
        )
    assert ran.returncode == 3
    assert "cannot be written" in sentence(ran)


@pytest.mark.parametrize("room", [0, 16384])
def test_a_full_disk_loses_nothing(home: Path, room: int) -> None:
    typed = ["2", *(f":note {'x' * 3000}" for _ in range(8)), "most"]
    size = max(path.stat().st_size for path in home.glob("s11chat.db*"))
    limit = f"resource.setrlimit(resource.RLIMIT_FSIZE, ({size + room}, {size + room}))"
    ran = run(
        home,
        "interview",
        DISTRICT,
        "--plain",
        stdin="".join(f"{line}\n" for line in typed).encode(),
        limit=limit,
    )
    told = ran.stdout.decode() + ran.stderr.decode()
    assert "Traceback" not in told
    assert "fault of the program" not in told
    acknowledged = sum(1 for line in ran.stdout.decode().splitlines() if line.startswith("= "))
    assert len(answers(home, DISTRICT)) == acknowledged
    again = run(home, "interview", DISTRICT, "--plain", stdin=b"2\nmost\n")
    assert again.returncode == 0
    assert answers(home, DISTRICT)[:1] == ["2"]


def test_output_that_cannot_be_written(home: Path) -> None:
    with open("/dev/full", "wb") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "s11chat", "wave", "list"],
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(home),
            timeout=60,
            check=False,
        )
    assert ran.returncode == 3
    assert b"Traceback" not in ran.stderr
    assert b"No space left" in ran.stderr


def test_two_processes_in_one_return(home: Path) -> None:
    """Each answers what the other has not; neither loses, doubles or crosses an answer."""
    results: list[subprocess.CompletedProcess[bytes]] = []

    def interview(typed: bytes) -> None:
        results.append(run(home, "interview", DISTRICT, "--plain", stdin=typed))

    threads = [threading.Thread(target=interview, args=(b"2\nmost\n1\n2\n3\n",)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [ran.returncode for ran in results] == [0, 0]
    printed = [ran.stdout.decode() for ran in results]
    acknowledged = sum(line.startswith("= ") for text in printed for line in text.splitlines())
    refused = sum("has answered" in line for text in printed for line in text.splitlines())
    stored = answers(home, DISTRICT)
    assert len(stored) >= 5
    assert acknowledged >= len(stored)
    assert acknowledged + refused <= 10 + refused


def test_a_database_that_goes_away_meanwhile(desk: Desk, home: Path) -> None:
    sitting = delegate(desk, PRACTICE)
    lines: list[str] = []

    def typed() -> object:
        yield "fully met"
        desk.close()
        (home / "s11chat.db").rename(home / "elsewhere.db")
        yield "Minutes of 3 March"

    with pytest.raises(S11chatError) as refused:
        Talk(sitting, lines.append).hold(typed())  # type: ignore[arg-type]
    assert isinstance(refused.value, StoreError | BusyError)
    assert any(line.startswith("! ") for line in lines)
