"""What every test may ask for: a quiet environment, a ticking clock, and a desk with two waves on a real file."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from s11chat.dialog.load import load_dialog
from s11chat.dialog.model import Dialog
from s11chat.services.desk import Desk
from s11chat.settings import Settings, shipped
from tests.office import (
    AUDIT,
    COUNCIL,
    DISTRICT,
    MORNING,
    PRACTICE,
    SURVEY,
    Clock,
    completed,
    copied,
    desk_in,
    furnish,
    settings_in,
)

_DISTURBING = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "PYTHONIOENCODING")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --update-transcripts` writes tests/transcripts/*.txt anew; read the difference before keeping it."""
    parser.addoption("--update-transcripts", action="store_true", help="write the golden transcripts anew")


@pytest.fixture(autouse=True)
def quiet_environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing of the person who runs the tests gets in: no colours, no settings, no time zone."""
    for name in [name for name in os.environ if name.startswith(("TEXTUAL", "S11CHAT_"))]:
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
def home(furnished: Path, tmp_path: Path) -> Path:
    """A data folder with the two waves, for this test alone."""
    return copied(furnished, tmp_path / "home")


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
    home = copied(furnished, tmp_path_factory.mktemp("filled"))
    opened = desk_in(home, Clock(MORNING - timedelta(days=1)), dialogs)
    for case in (PRACTICE, COUNCIL, DISTRICT):
        completed(opened, case)
    opened.close()
    return home


@pytest.fixture
def answered(filled: Path, clock: Clock, dialogs: Mapping[str, Dialog], tmp_path: Path) -> Iterator[Desk]:
    """A desk with three returns complete and waiting for their leads."""
    opened = desk_in(copied(filled, tmp_path / "answered"), clock, dialogs)
    yield opened
    opened.close()
