"""A database with one wave and two cases: a file, and on a server where a module says `ON_BOTH = True`."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from s11chat.store.casebook import Casebook
from s11chat.store.database import Database
from s11chat.store.response import Responses
from tests.postgres import Server

from .world import url, with_wave


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "s11chat.db"


@pytest.fixture
def server_url(server: Server, request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a database of this test's own: with the wave where it asks for an open one, else empty."""
    first = "database" in request.fixturenames
    name = server.make(like=request.getfixturevalue("first_on_server")) if first else server.make()
    yield server.url(name)
    server.drop(name)


@pytest.fixture
def address(backend: str, file: Path, request: pytest.FixtureRequest) -> str:
    """The URL of a database that is yet to be made, but where the test asks for an open one."""
    return url(file) if backend == "sqlite" else str(request.getfixturevalue("server_url"))


@pytest.fixture(scope="session")
def first_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the wave, made once; tests work on copies."""
    file = tmp_path_factory.mktemp("first") / "s11chat.db"
    with Database.open(url(file)) as database:
        with_wave(database)
    return file


@pytest.fixture(scope="session")
def first_on_server(server: Server) -> str:
    """As `first_file`, on the server; its name there."""
    name = server.make()
    with Database.open(server.url(name)) as database:
        with_wave(database)
    return name


@pytest.fixture
def database(address: str, file: Path, request: pytest.FixtureRequest) -> Iterator[Database]:
    """A database with the wave, at `address`."""
    if address == url(file):
        first: Path = request.getfixturevalue("first_file")
        for one in first.parent.iterdir():
            shutil.copy2(one, file.with_name(one.name))
    with Database.open(address, timeout=1.0) as opened:
        yield opened


@pytest.fixture
def casebook(database: Database) -> Casebook:
    return Casebook(database)


@pytest.fixture
def responses(database: Database) -> Responses:
    return Responses(database)


@pytest.fixture
def return_id(casebook: Casebook) -> str:
    return casebook.case("w1", "A1").return_id
