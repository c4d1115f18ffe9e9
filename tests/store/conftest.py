"""A database with one wave and two cases: a file, and on a server where a module says `ON_BOTH = True`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from s11chat.store.casebook import Casebook
from s11chat.store.database import Database
from s11chat.store.response import Responses

from .world import url, with_wave


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "s11chat.db"


@pytest.fixture
def address(backend: str, file: Path, request: pytest.FixtureRequest) -> str:
    """The URL of a database that is yet to be made."""
    return url(file) if backend == "sqlite" else str(request.getfixturevalue("server_url"))


@pytest.fixture
def database(address: str) -> Iterator[Database]:
    with Database.open(address, timeout=1.0) as database:
        with_wave(database)
        yield database


@pytest.fixture
def casebook(database: Database) -> Casebook:
    return Casebook(database)


@pytest.fixture
def responses(database: Database) -> Responses:
    return Responses(database)


@pytest.fixture
def return_id(casebook: Casebook) -> str:
    return casebook.case("w1", "A1").return_id
