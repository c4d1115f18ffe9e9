"""A database that cannot be used is refused with one sentence that says what to do."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlmodel import SQLModel

from s11chat.errors import BusyError, StoreError, UsageError
from s11chat.store import database as module
from s11chat.store import opening
from s11chat.store.casebook import Casebook
from s11chat.store.database import Database
from s11chat.store.evidence import Evidences
from s11chat.store.migration import run
from s11chat.store.response import Responses
from s11chat.store.schema import SCHEMA

from .world import JO, NOON, url, with_wave, yes

DURABILITY = module.DURABILITY
"""As it is before the tests begin, which do not wait for the disk."""


def execute(file: Path, *statements: str) -> None:
    connection = sqlite3.connect(file)
    with connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def refusal(file: Path, kind: type[Exception] = StoreError, *, upgrade: bool = True) -> str:
    with pytest.raises(kind) as caught:
        Database.open(url(file), upgrade=upgrade, timeout=0.1)
    said = str(caught.value)
    assert "\n" not in said
    assert said.endswith(".")
    return said


def test_the_migrations_make_the_tables_as_they_are_declared(file: Path) -> None:
    with Database.open(url(file)) as database, database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []
        for table in SQLModel.metadata.sorted_tables:
            found = connection.exec_driver_sql(f"PRAGMA table_info({table.name})").all()
            keys = [row[1] for row in sorted(found, key=lambda row: row[5]) if row[5]]
            assert keys == [column.name for column in table.primary_key.columns], table.name


def test_the_schema_known_to_the_program_is_the_newest_migration() -> None:
    scripts = ScriptDirectory.from_config(run.config())
    assert scripts.get_current_head() == SCHEMA
    assert all(script.revision.isdigit() for script in scripts.walk_revisions())


def test_what_is_acknowledged_is_on_the_disk(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "DURABILITY", DURABILITY)
    with Database.open(url(file)) as database, database.writing() as writing:
        assert writing.connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
        assert writing.connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2, "FULL"


@pytest.mark.parametrize("upgrade", [True, False])
def test_a_missing_or_empty_file_becomes_a_database_for_its_owner_alone(file: Path, upgrade: bool) -> None:
    if upgrade:
        file.touch(mode=0o600)
    with Database.open(url(file), upgrade=upgrade) as database:
        with_wave(database)
        made = [file.with_name(file.name + end) for end in ("", "-wal", "-shm", ".heads")]
        assert [stat.S_IMODE(part.stat().st_mode) for part in made] == [0o600] * 4


@pytest.mark.parametrize("how", ["emptied", "removed"])
def test_a_database_that_has_gone_is_not_made_anew_beside_its_heads(file: Path, how: str) -> None:
    with Database.open(url(file)) as database:
        with_wave(database)
    file.unlink()
    if how == "emptied":
        file.touch()
    assert "put the last backup back, or move s11chat.db.heads elsewhere" in refusal(file)
    file.with_name("s11chat.db.heads").rename(file.with_name("old.heads"))
    Database.open(url(file)).close()


def test_bytes_that_are_no_text_in_the_names_of_tables_are_told_as_damage(file: Path) -> None:
    with Database.open(url(file)) as database:
        with_wave(database)
    content = file.read_bytes()
    assert b"CREATE TABLE audit_return" in content
    file.write_bytes(content.replace(b"CREATE TABLE audit_return", b"CREA\xb3E T\x8fBLE audit_return"))
    assert "is damaged or is not a database" in refusal(file)


def test_an_empty_database_left_by_a_killed_creation_is_completed(file: Path) -> None:
    execute(file, "PRAGMA journal_mode=WAL")
    Database.open(url(file)).close()
    Database.open(url(file), upgrade=False).close()


def test_opening_a_current_database_loads_no_migration_library(file: Path) -> None:
    Database.open(url(file)).close()
    code = (
        "import sys; from s11chat.store.database import Database; "
        f"Database.open({url(file)!r}).close(); print('alembic' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"


def test_a_file_that_is_no_database_is_called_damaged(file: Path) -> None:
    file.write_text("just words, " * 500)
    assert "is damaged or is not a database: restore the last backup" in refusal(file)


@pytest.mark.parametrize("change", ["DROP TABLE evidence", "ALTER TABLE evidence DROP COLUMN said"])
def test_a_database_of_an_unreleased_version_is_not_simply_called_damaged(file: Path, change: str) -> None:
    Database.open(url(file)).close()
    execute(file, change)
    with (
        Database.open(url(file)) as database,
        pytest.raises(StoreError, match="was made by an unreleased version"),
    ):
        Evidences(database).of("r1")


def test_a_database_with_a_page_overwritten_is_called_damaged(file: Path) -> None:
    with Database.open(url(file)) as database:
        with_wave(database)
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    file.write_bytes(content)
    with pytest.raises(StoreError, match="damaged"), Database.open(url(file)) as database:
        Casebook(database).waves()


@pytest.mark.parametrize(
    "made",
    [
        ("CREATE TABLE cookies (name)",),
        ("PRAGMA application_id = 7",),
        ("PRAGMA journal_mode = WAL", "CREATE TABLE cookies (name)"),
        ("PRAGMA application_id = 7", "CREATE TABLE audit_return (id)"),
    ],
)
def test_the_database_of_another_program_is_left_alone(file: Path, made: tuple[str, ...]) -> None:
    execute(file, *made)
    before = {path.name: path.read_bytes() for path in file.parent.iterdir()}
    assert "belongs to another program: name another database" in refusal(file)
    assert {path.name: path.read_bytes() for path in file.parent.iterdir()} == before


def test_a_newer_database_is_refused(file: Path) -> None:
    Database.open(url(file)).close()
    execute(file, "UPDATE alembic_version SET version_num = '0999'")
    assert "was made by a newer s11chat (schema 0999" in refusal(file)


def test_a_version_that_never_was_is_refused(file: Path) -> None:
    Database.open(url(file)).close()
    execute(file, "UPDATE alembic_version SET version_num = '0000'")
    assert "a schema no s11chat ever made" in refusal(file)


def test_a_database_of_ours_without_its_version_is_damaged(file: Path) -> None:
    Database.open(url(file)).close()
    execute(file, "DROP TABLE alembic_version")
    assert "is damaged" in refusal(file)
    execute(file, "CREATE TABLE alembic_version (version_num)")
    assert "is damaged" in refusal(file)


NEXT = f"""
from alembic import op
import sqlalchemy as sa
revision = "{SCHEMA}1"
down_revision = "{SCHEMA}"
branch_labels = None
depends_on = None
def upgrade():
    op.add_column("wave", sa.Column("note", sa.String(), nullable=True))
    {{then}}
"""


@pytest.fixture
def newer_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program as it will be one migration later; returns the file of that migration."""
    scripts = tmp_path / "migration"
    shutil.copytree(run.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(run, "SCRIPTS", scripts)
    monkeypatch.setattr(opening, "SCHEMA", f"{SCHEMA}1")
    return scripts / "versions" / "next.py"


def test_an_older_database_is_upgraded_when_allowed(file: Path, request: pytest.FixtureRequest) -> None:
    with Database.open(url(file)) as database:
        with_wave(database)
    request.getfixturevalue("newer_program").write_text(NEXT.format(then=""))
    assert "run 's11chat db upgrade'" in refusal(file, upgrade=False)
    with Database.open(url(file)) as database:
        assert [wave.id for wave in Casebook(database).waves()] == ["w1"]
    Database.open(url(file), upgrade=False).close()


def test_a_migration_that_breaks_half_way_leaves_the_database_as_it_was(
    file: Path, request: pytest.FixtureRequest
) -> None:
    Database.open(url(file)).close()
    request.getfixturevalue("newer_program").write_text(
        NEXT.format(then="op.execute('SELECT * FROM nowhere')")
    )
    with pytest.raises(StoreError):
        Database.open(url(file))
    connection = sqlite3.connect(file)
    assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(SCHEMA,)]
    assert "note" not in [row[1] for row in connection.execute("PRAGMA table_info(wave)")]
    connection.close()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert "There is no folder" in refusal(tmp_path / "nowhere" / "s11chat.db")
    assert "is a folder: name a file" in refusal(tmp_path)


@pytest.mark.parametrize(
    "address", ["nonsense", "sqlite:////x/y?mode", "oracle://there", "postgresql+nothing://x"]
)
def test_a_url_that_is_none_is_refused(address: str) -> None:
    with pytest.raises((UsageError, StoreError)):
        Database.open(address)


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """A folder everybody can reach, and nobody's rights to try it with."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def _as_nobody(file: Path) -> str:
    """What is said to a user without rights to the file. The superuser would be refused nothing."""
    was = os.geteuid()
    if was == 0:
        os.seteuid(65534)
    try:
        return refusal(file)
    finally:
        os.seteuid(was)


def test_a_file_that_cannot_be_written_is_said_to_be_so(shared_folder: Path) -> None:
    file = shared_folder / "s11chat.db"
    Database.open(url(file)).close()
    file.chmod(0o444)
    assert "cannot be written: get the right to write" in _as_nobody(file)


def test_a_folder_that_cannot_be_written_is_said_to_be_so(shared_folder: Path) -> None:
    file = shared_folder / "s11chat.db"
    Database.open(url(file)).close()
    file.chmod(0o666)
    shared_folder.chmod(0o555)
    assert "cannot be written: get the right to write to the folder" in _as_nobody(file)
    shared_folder.chmod(0o755)


def record_many(responses: Responses, return_id: str) -> None:
    for number in range(200):
        responses.record(return_id, JO, NOON, [yes(f"q{number}")], {})


@pytest.mark.parametrize(
    ("pragma", "said"),
    [
        ("query_only=ON", "cannot be written"),
        ("max_page_count=1", "is full and nothing was written: free some space"),
    ],
)
def test_a_write_that_the_disk_refuses_is_told_and_nothing_is_kept(
    database: Database, responses: Responses, return_id: str, pragma: str, said: str
) -> None:
    with database.reading() as connection:
        connection.exec_driver_sql(f"PRAGMA {pragma}")  # of the one pooled connection
    with pytest.raises(StoreError, match=said):
        record_many(responses, return_id)
    kept = len(responses.current(return_id))
    assert len(responses.events(f"return:{return_id}")) == kept < 200


def test_a_locked_database_is_told_to_be_in_use(
    database: Database, responses: Responses, return_id: str, file: Path
) -> None:
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with (
        Database.open(url(file), timeout=0.1) as second,
        pytest.raises(BusyError, match="in use by somebody else"),
    ):
        Responses(second).record(return_id, JO, NOON, [yes()], {})
    other.execute("ROLLBACK")
    other.close()
    responses.record(return_id, JO, NOON, [yes()], {})


def test_reading_goes_on_while_another_writes(
    database: Database, responses: Responses, return_id: str
) -> None:
    with database.writing():
        assert responses.current(return_id) == {}


def test_text_that_is_not_text_is_called_damage(
    database: Database, responses: Responses, return_id: str, file: Path
) -> None:
    responses.record(return_id, JO, NOON, [yes()], {})
    execute(file, "UPDATE response SET words = CAST(x'ff' AS TEXT)")
    with pytest.raises(StoreError, match="damaged"):
        responses.current(return_id)
