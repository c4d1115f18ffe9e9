"""What every test may ask for: a quiet environment, a ticking clock, and a desk with two waves on a real file."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from s11chat.assurance import phrase
from s11chat.dialog.load import load_dialog
from s11chat.dialog.model import Dialog
from s11chat.services.desk import Desk
from s11chat.settings import Settings, shipped
from s11chat.store import database
from tests import postgres
from tests.office import (
    AUDIT,
    COUNCIL,
    DISTRICT,
    MORNING,
    ON_SERVER,
    PRACTICE,
    SURVEY,
    Clock,
    completed,
    copied,
    desk_in,
    furnish,
    settings_in,
)

BACKENDS = ("sqlite", "postgresql")
LONGEST = (
    "services/test_simulation",
    "services/test_crowd",
    "tui/test_parity",
    "tui/test_callroom",
    "faults/test_interrupted",
    "faults/test_database",
    "faults/test_command_line",
    "faults/test_failover",
    "services/test_telephone",
    "services/test_calling",
    "services/test_signing",
    "services/test_rights",
    "store/test_verify",
)
"""The files that take longest; they begin first, so that at the end no worker is left alone with one of them."""
_DISTURBING = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "PYTHONIOENCODING")


for _signal, _usual in ((signal.SIGINT, signal.default_int_handler), (signal.SIGHUP, signal.SIG_DFL)):
    if signal.getsignal(_signal) is signal.SIG_IGN:
        # A shell starts what it puts in the background deaf to Ctrl+C, `nohup` deaf to a lost terminal, and the
        # programs that tests start and end would inherit that.
        signal.signal(_signal, _usual)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --update-transcripts` writes tests/transcripts/*.txt anew; read the difference before keeping it."""
    parser.addoption("--update-transcripts", action="store_true", help="write the golden transcripts anew")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The tests of a module that says `ON_BOTH = True` run on a file and on a PostgreSQL server."""
    if "backend" in metafunc.fixturenames and getattr(metafunc.module, "ON_BOTH", False):
        metafunc.parametrize("backend", BACKENDS, indirect=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files go first; the order within a file stays."""
    rank = {f"tests/{name}.py": place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: rank.get(item.nodeid.partition("::")[0], len(rank)))


@pytest.fixture(autouse=True)
def quiet_environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing of the person who runs the tests gets in: no colours, no settings, no time zone."""
    for name in [name for name in os.environ if name.startswith(("TEXTUAL", "S11CHAT_", "PG"))]:
        monkeypatch.delenv(name)
    for name in _DISTURBING:
        monkeypatch.delenv(name, raising=False)
    zone = os.environ.get("TZ")
    os.environ["TZ"] = "UTC"
    time.tzset()
    yield
    if zone is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = zone
    time.tzset()


REAL_COST = phrase._COST
"""What it costs to make a key of a phrase outside the tests."""


@pytest.fixture
def real_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    """For a test of phrases that were enrolled at the real cost."""
    monkeypatch.setattr(phrase, "_COST", REAL_COST)


@pytest.fixture(scope="session", autouse=True)
def quick() -> Iterator[None]:
    """A phrase becomes a key in no time, and no answer waits for the disk: no test takes the power away.

    What is real is held by tests/assurance/test_phrase.py and tests/store/test_opening.py, and in every process of
    the program that a test starts.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(phrase, "_COST", 2)
        patch.setattr(database, "DURABILITY", "synchronous=OFF")
        yield


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the waves and frames, made once; tests work on copies."""
    home = tmp_path_factory.mktemp("furnished")
    furnish(home)
    return home


@pytest.fixture(scope="session")
def dialogs() -> Mapping[str, Dialog]:
    """The shipped dialogs by wave, read once."""
    files = {AUDIT: "chscb-2011", SURVEY: "dcsf-2008"}
    return {wave: load_dialog(shipped("dialogs") / f"{name}.yaml") for wave, name in files.items()}


@pytest.fixture
def backend(request: pytest.FixtureRequest) -> str:
    """What the database is kept by: "sqlite" unless the module asks for both."""
    return str(getattr(request, "param", BACKENDS[0]))


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Server]:
    """A PostgreSQL server, started when a test first asks for it."""
    room = postgres.programs()
    try:
        started = postgres.served(room)
        yield started
        started.stop()
    finally:
        shutil.rmtree(room.folder)


@pytest.fixture
def server_url(server: postgres.Server) -> Iterator[str]:
    """The URL of an empty database of this test's own."""
    name = server.make()
    yield server.url(name)
    server.drop(name)


@pytest.fixture(scope="session")
def furnished_on_server(server: postgres.Server, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As `furnished`, on the server."""
    home = tmp_path_factory.mktemp("furnished-on-server")
    (home / ON_SERVER).write_text(server.url(server.make()))
    furnish(home)
    return home


@pytest.fixture
def home(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """A data folder with the two waves, for this test alone."""
    source = "furnished" if backend == "sqlite" else "furnished_on_server"
    folder = copied(request.getfixturevalue(source), tmp_path / "home")
    yield folder
    _cleared(folder)


def _cleared(folder: Path) -> None:
    if (folder / ON_SERVER).exists():
        postgres.remove((folder / ON_SERVER).read_text())


@pytest.fixture
def settings(home: Path) -> Settings:
    return settings_in(home)


@pytest.fixture
def desk(home: Path, clock: Clock, dialogs: Mapping[str, Dialog]) -> Iterator[Desk]:
    opened = desk_in(home, clock, dialogs)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def filled(furnished: Path, dialogs: Mapping[str, Dialog], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which Nell Thimble has answered for a practice, a council and a district."""
    return _filled(furnished, tmp_path_factory.mktemp("filled"), dialogs)


@pytest.fixture(scope="session")
def filled_on_server(
    furnished_on_server: Path, dialogs: Mapping[str, Dialog], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """As `filled`, on the server."""
    return _filled(furnished_on_server, tmp_path_factory.mktemp("filled-on-server"), dialogs)


def _filled(furnished: Path, target: Path, dialogs: Mapping[str, Dialog]) -> Path:
    home = copied(furnished, target)
    opened = desk_in(home, Clock(MORNING - timedelta(days=1)), dialogs)
    for case in (PRACTICE, COUNCIL, DISTRICT):
        completed(opened, case)
    opened.close()
    return home


@pytest.fixture
def answered(
    backend: str,
    request: pytest.FixtureRequest,
    clock: Clock,
    dialogs: Mapping[str, Dialog],
    tmp_path: Path,
) -> Iterator[Desk]:
    """A desk with three returns complete and waiting for their leads."""
    source = "filled" if backend == "sqlite" else "filled_on_server"
    folder = copied(request.getfixturevalue(source), tmp_path / "answered")
    opened = desk_in(folder, clock, dialogs)
    yield opened
    opened.close()
    _cleared(folder)
