"""A database on a PostgreSQL server is made, used and refused as a file is; and what only a server can do is told."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine
from sqlmodel import SQLModel

from s11chat.errors import BusyError, RightsError, S11chatError, StaleResponseError, StoreError, UsageError
from s11chat.settings import gather
from s11chat.store.access import Accesses
from s11chat.store.casebook import Casebook
from s11chat.store.database import Database
from s11chat.store.entry import NewResponse
from s11chat.store.migration import run
from s11chat.store.response import Responses
from s11chat.store.table import ATTEMPT
from s11chat.store.verify import verify
from tests.postgres import PASSWORD, QUICK, Server

from .world import JO, NOON, after, covered_columns, fill, url, with_wave, yes

SECRET = "hunter-2-a-secret"


@pytest.fixture
def address(server_url: str) -> str:
    return server_url


@pytest.fixture
def name(address: str) -> str:
    """What the server calls the database."""
    return address.partition("@/")[2].partition("?")[0]


@pytest.fixture
def role(server: Server) -> Iterator[str]:
    """Somebody who may come in by a password and no more."""
    server.do("CREATE ROLE joe LOGIN PASSWORD 'hunter-2-a-secret'")
    yield "joe"
    server.do("DROP OWNED BY joe")
    server.do("DROP ROLE joe")


def refusal(address: str, kind: type[S11chatError], **how: float) -> str:
    with pytest.raises(kind) as caught:
        Database.open(address, timeout=how.get("timeout", 1.0)).close()
    said = str(caught.value)
    assert "\n" not in said
    assert said.endswith(".")
    assert SECRET not in said
    return said


def by_tcp(server: Server, database: str, user: str = "joe", word: str = SECRET) -> str:
    return f"postgresql+psycopg://{user}:{word}@127.0.0.1:{server.port}/{database}"


def test_the_migrations_make_the_tables_as_they_are_declared(address: str) -> None:
    with Database.open(address) as database, database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_an_older_one_is_upgraded_when_allowed(address: str) -> None:
    engine = create_engine(address)
    with engine.begin() as connection:
        command.upgrade(run.config(connection), "0001")
    engine.dispose()
    with pytest.raises(StoreError, match="run 's11chat db upgrade'"):
        Database.open(address, upgrade=False)
    with Database.open(address) as database:
        with_wave(database)
        assert [person.role for person in Casebook(database).persons("w1")] == [""]
    Database.open(address, upgrade=False).close()


def test_text_is_ordered_by_its_letters_whatever_the_language_of_the_server(address: str, file: Path) -> None:
    names = ["Zoë", "anna", "Anna", "_x", "Émile", "a b", "ab", "A-b", "zoe", "10", "9"]
    listed = []
    for where in (address, url(file)):
        with Database.open(where) as database:
            with_wave(database)
            for one in names:
                Casebook(database).add_person("w1", one, ref="B2")
            listed.append([person.name for person in Casebook(database).persons("w1", "B2")])
    assert listed[0] == listed[1] == sorted(names)


def test_every_column_of_text_has_that_order(server: Server, address: str, name: str) -> None:
    Database.open(address).close()
    found = server.do(
        "SELECT collation_name, count(*) FROM information_schema.columns WHERE table_schema = 'public' "
        "AND data_type IN ('text', 'character varying') GROUP BY 1",
        database=name,
    )
    assert [row[0] for row in found] == ["C"]
    assert found[0][1] > 100


def test_the_plain_kinds_of_url_mean_the_same_database(address: str) -> None:
    rest = address.partition("://")[2]
    for kind in ("postgresql", "postgres", "PostgreSQL+psycopg"):
        settings = gather({}, database=f"{kind}://{rest}")
        assert settings.database == address
        assert settings.file is None
    Database.open(f"postgresql://{rest}").close()


@pytest.mark.parametrize(
    "given",
    [
        f"postgresql+psycopg2://me:{SECRET}@host/db",
        f"mysql://me:{SECRET}@host/db",
        f"me:{SECRET}@host/db",
        f"postgresql://me:{SECRET}@host:port:port/db?nonsense={SECRET}",
        f"postgresql://me:{SECRET}@[host/db",
    ],
)
def test_a_password_in_a_url_that_is_none_is_not_said_back(given: str) -> None:
    with pytest.raises(UsageError, match="--db") as refused:
        Database.open(gather({}, database=given).database)
    assert SECRET not in str(refused.value)


def test_the_name_of_a_database_says_where_it_is_and_no_more(server: Server, role: str) -> None:
    there = by_tcp(server, "nowhere")
    assert refusal(there, StoreError) == (
        f"There is no database postgresql://127.0.0.1:{server.port}/nowhere: have it made by 'createdb', or name "
        "another with --db."
    )


def test_nobody_there(server: Server) -> None:
    nobody = "postgresql://me@127.0.0.1:1,127.0.0.1:2/db"
    said = refusal(nobody, BusyError)
    assert said == (
        "postgresql://127.0.0.1:1,127.0.0.1:2/db cannot be reached just now: check that it runs and try again."
    )
    assert "cannot be reached" in refusal("postgresql://me@no-such-host.invalid/db", BusyError)
    assert "cannot be reached" in refusal("postgresql://me@/db?host=/nowhere", BusyError)


def test_a_wrong_password_or_user(server: Server, role: str) -> None:
    for user, word in ((role, "wrong"), ("stranger", SECRET), (role, "")):
        said = refusal(by_tcp(server, "postgres", user, word), StoreError)
        assert (
            "does not let you in: check the user in --db, and the password in ~/.pgpass or PGPASSWORD" in said
        )


def test_too_many_at_once(server: Server, role: str) -> None:
    server.do("ALTER ROLE joe CONNECTION LIMIT 0")
    assert "in use by too many at once" in refusal(by_tcp(server, "postgres"), BusyError)


def test_one_who_may_not_make_tables(server: Server, name: str, role: str) -> None:
    said = refusal(by_tcp(server, name), RightsError)
    assert "may not do this" in said
    assert "have its owner grant it" in said


def test_a_database_that_may_only_be_read(server: Server, address: str, name: str) -> None:
    Database.open(address).close()
    server.do("ALTER DATABASE {} SET default_transaction_read_only = on", name)
    with Database.open(address) as database:
        assert Casebook(database).waves() == ()
        with pytest.raises(StoreError, match="takes no entries, because it is a standby or may only be read"):
            with_wave(database)


def test_the_database_of_another_program_is_left_alone(server: Server, address: str, name: str) -> None:
    server.do("CREATE TABLE cookies (name text)", database=name)
    assert "belongs to another program: name another database" in refusal(address, StoreError)
    assert server.do("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", database=name) == [(1,)]


def test_a_newer_one_and_one_without_its_version_are_refused(server: Server, address: str, name: str) -> None:
    Database.open(address).close()
    server.do("UPDATE alembic_version SET version_num = '0999'", database=name)
    assert "was made by a newer s11chat (schema 0999" in refusal(address, StoreError)
    server.do("DELETE FROM alembic_version", database=name)
    assert "is damaged" in refusal(address, StoreError)
    server.do("DROP TABLE alembic_version", database=name)
    assert "is damaged" in refusal(address, StoreError)


def test_a_database_that_cannot_hold_every_letter_is_refused(server: Server) -> None:
    server.do("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
    try:
        said = refusal(server.url("latin"), StoreError)
        assert "cannot hold every letter: have it made with ENCODING 'UTF8'" in said
    finally:
        server.drop("latin")


RAISING = """
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'what a server says, perhaps in French' USING ERRCODE = '{state}'; END $$
"""


@pytest.mark.parametrize(
    ("state", "kind", "said"),
    [
        ("53100", StoreError, "is full and nothing was written: free some space"),
        ("40001", BusyError, "in use by somebody else just now"),
        ("40P01", BusyError, "in use by somebody else just now"),
        ("57014", BusyError, "in use by somebody else just now"),
        ("53200", BusyError, "in use by too many at once"),
        ("57P03", BusyError, "cannot be reached just now"),
        ("22003", StoreError, "could not do what was asked"),
        ("XX001", StoreError, "is damaged"),
        ("23514", StoreError, "refused an entry that does not fit"),
    ],
)
def test_what_a_server_says_by_number_is_told_in_our_words(
    server: Server, name: str, database: Database, state: str, kind: type[S11chatError], said: str
) -> None:
    server.do(RAISING.replace("{state}", state).replace("{", "{{").replace("}", "}}"), database=name)
    server.do(
        "CREATE TRIGGER refuse BEFORE INSERT ON response FOR EACH ROW EXECUTE FUNCTION refuse()",
        database=name,
    )
    mine = Casebook(database).case("w1", "A1").return_id
    with pytest.raises(kind, match=said):
        Responses(database).record(mine, JO, NOON, [yes()], {})
    assert Responses(database).current(mine) == {}
    assert any("a trigger 'refuse' that is not ours" in fault for fault in verify(database).faults)


def test_a_wait_for_another_writer_ends(server: Server, name: str, address: str, database: Database) -> None:
    mine = Casebook(database).case("w1", "A1").return_id
    with psycopg.connect(server.at(name)) as other, Database.open(address, timeout=0.1) as second:
        other.execute("SELECT * FROM audit_return FOR UPDATE")
        with pytest.raises(BusyError, match="in use by somebody else just now: try again"):
            Responses(second).record(mine, JO, NOON, [yes()], {})
        other.rollback()
        Responses(second).record(mine, JO, NOON, [yes()], {})
    assert verify(database).sound


def test_reading_goes_on_while_another_writes(database: Database) -> None:
    mine = Casebook(database).case("w1", "A1").return_id
    with database.writing():
        assert Responses(database).current(mine) == {}


def test_what_is_read_is_of_one_moment_and_changes_nothing(
    server: Server, name: str, database: Database
) -> None:
    with database.reading() as connection:
        before = connection.exec_driver_sql("SELECT count(*) FROM person").scalar_one()
        server.do("DELETE FROM person", database=name)
        assert connection.exec_driver_sql("SELECT count(*) FROM person").scalar_one() == before > 0
    with pytest.raises(StoreError, match="may only be read"), database.reading() as connection:
        connection.exec_driver_sql("DELETE FROM attempt")


def test_what_is_acknowledged_is_on_disk_even_where_the_server_is_set_otherwise(address: str) -> None:
    assert QUICK["synchronous_commit"] == "off"
    with Database.open(address) as database, database.writing() as writing:
        assert writing.connection.exec_driver_sql("SHOW synchronous_commit").scalar_one() == "on"


def test_no_connection_may_be_lost_from_the_pool_by_those_who_read_beside_what_they_write(
    database: Database,
) -> None:
    """Twenty at once, each of them reading while it holds a connection to write: nobody waits for ever."""
    held, failed = threading.Barrier(20), list[BaseException]()

    def work() -> None:
        try:
            with database.writing():
                held.wait(20)
                Casebook(database).waves()
        except BaseException as error:  # noqa: BLE001  # told below
            failed.append(error)

    together([work] * 20)
    assert failed == []


def together(works: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)


def test_of_many_wrong_tries_at_once_none_goes_uncounted(database: Database) -> None:
    accesses = Accesses(database)
    together([lambda: (accesses.count_failure("AAAA", "tty1", NOON), None)[1]] * 8)
    with database.reading() as connection:
        counted = dict(
            connection.execute(ATTEMPT.select().with_only_columns(ATTEMPT.c.door, ATTEMPT.c.failures)).all()
        )
    assert set(counted.values()) == {8}
    assert len(counted) == 2


def test_of_two_who_answer_at_once_one_is_told(database: Database) -> None:
    mine = Casebook(database).case("w1", "A1").return_id
    responses, ends, ready = Responses(database), list[str](), threading.Barrier(8)

    def answer() -> None:
        ready.wait(20)
        try:
            responses.record(mine, JO, NOON, [yes()], {})
            ends.append("kept")
        except StaleResponseError as error:
            ends.append(str(error))

    together([answer] * 8)
    assert ends.count("kept") == 1
    assert len(ends) == 8
    assert all("has answered q1 since you looked" in end for end in ends if end != "kept")
    assert [one.revision for one in responses.history(mine, "q1")] == [1]
    assert verify(database).sound


def test_words_that_no_server_takes_find_nothing_and_are_kept_as_near_as_can_be(database: Database) -> None:
    book = Casebook(database)
    for ref in ("A1\x00", "A1\udcff", "\x00", "' OR 1=1 --"):
        with pytest.raises(StoreError, match="There is no case"):
            book.case("w1", ref)
    assert book.add_person("w1", "Null \x00 and \udcff", ref="A1").name == "Null \ufffd and ?"
    mine = book.case("w1", "A1").return_id
    long = "long 🙂 " * 100_000
    for number, seconds in enumerate((0.1 + 0.2, 1e-7, 1e300, 12345.678901234567)):
        answer = NewResponse(f"q{number}", {"value": long}, words=f"{long}\x00", seconds=seconds)
        Responses(database).record(mine, JO, after(number), [answer], {})
    kept = Responses(database).current(mine)
    assert [one.seconds for one in kept.values()] == [0.1 + 0.2, 1e-7, 1e300, 12345.678901234567]
    assert all(one.intact for one in kept.values())
    assert verify(database).sound


COLUMNS = [
    (table, column)
    for table, column in covered_columns()
    if column != "id" and not SQLModel.metadata.tables[table].c[column].foreign_keys
]
"""Every column that a chain covers and that the server itself does not hold together with others."""


def test_a_change_of_any_column_is_found(server: Server, name: str, database: Database) -> None:
    """As on a file: each column in turn is changed in one row, found, and put back; rows emptied since come last."""
    fill(database)
    assert verify(database).sound
    unfound = []
    with psycopg.connect(server.at(name), autocommit=True) as connection:
        for table, column in COLUMNS:
            found = connection.execute(f'SELECT "{column}", ctid FROM {table} ORDER BY ctid').fetchone()
            assert found is not None
            old = found[0]
            new = not old if isinstance(old, bool) else f"{old}x" if isinstance(old, str) else old + 1000
            change = f'UPDATE {table} SET "{column}" = %s WHERE ctid = %s RETURNING ctid'
            moved = connection.execute(change, (new, found[1])).fetchone()
            assert moved is not None
            if verify(database).sound:
                unfound.append(f"{table}.{column}")
            connection.execute(change, (old, moved[0]))
    assert len(COLUMNS) > 120
    assert unfound == []
    assert verify(database).sound


def test_a_password_comes_from_where_the_driver_looks_for_it(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    there = f"postgresql://postgres@127.0.0.1:{server.port}/{name}"
    refusal(there, StoreError)
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    Database.open(there).close()
    monkeypatch.delenv("PGPASSWORD")
    words = tmp_path / "pgpass"
    words.write_text(f"127.0.0.1:{server.port}:*:postgres:{PASSWORD.replace(':', chr(92) + ':')}\n")
    words.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(words))
    Database.open(there).close()
    services = tmp_path / "services.conf"
    services.write_text(f"[audit]\nhost=127.0.0.1\nport={server.port}\nuser=postgres\ndbname={name}\n")
    monkeypatch.setenv("PGSERVICEFILE", str(services))
    with Database.open("postgresql:///?service=audit") as database:
        assert database.name == "service audit"


def test_without_the_driver_it_is_said_how_to_get_it() -> None:
    code = (
        "import sys; sys.modules['psycopg'] = None; from s11chat.cli import main; "
        "sys.exit(main(['--db', 'postgresql://me@host/db', 'wave', 'list']))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 2
    assert (
        ran.stderr.strip() == "A postgresql database needs its driver: install it with 's11chat[postgres]'."
    )


@pytest.mark.parametrize(
    ("where", "code", "said"),
    [
        ("postgresql://me@127.0.0.1:1/db", 4, "cannot be reached just now"),
        ("postgresql://postgres:wrong@127.0.0.1:{port}/postgres", 3, "does not let you in"),
        ("postgresql://postgres@/nowhere?host={data}&port={port}", 3, "There is no database"),
    ],
)
def test_the_exit_code_tells_what_may_pass_from_what_must_be_mended(
    server: Server, where: str, code: int, said: str
) -> None:
    words = ["--db", where.format(port=server.port, data=server.data), "wave", "list"]
    ran = subprocess.run(
        [sys.executable, "-m", "s11chat", *words], capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout) == (code, "")
    assert said in ran.stderr
    assert ran.stderr.strip().count("\n") == 0


def test_a_password_on_the_command_line_does_not_stay_there_to_be_read(server: Server) -> None:
    url = f"postgresql://postgres:{SECRET}@127.0.0.1:{server.port}/postgres?sslpassword={SECRET}"
    code = (
        "import sys; from s11chat.cli import main; code = main(); "
        "print(open('/proc/self/cmdline').read().replace(chr(0), ' ')); sys.exit(code)"
    )
    words = ["--db", url, "wave", "list"]
    ran = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=False)
    assert ran.returncode == 3
    assert f"postgres:{'x' * len(SECRET)}@127.0.0.1" in ran.stdout
    assert SECRET not in ran.stdout + ran.stderr
