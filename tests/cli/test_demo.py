"""`s11chat demo --play` as a process of its own: the whole job once, from the frame to a return that verifies."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.faults.house import run


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def played(home: Path) -> subprocess.CompletedProcess[bytes]:
    """The demonstration, played once for all that is looked at here."""
    return run(home, "demo", "--play")


def test_it_ends_well_and_says_so_last(played: subprocess.CompletedProcess[bytes]) -> None:
    assert played.returncode == 0, played.stderr.decode()
    last = played.stdout.decode().splitlines()[-1]
    assert re.fullmatch(r"Verified: [1-9]\d* events, [1-9]\d* responses, [1-9]\d* signatures\.", last)
    assert "Traceback" not in played.stderr.decode()


def test_it_shows_the_certificate(played: subprocess.CompletedProcess[bytes]) -> None:
    _, certificate = played.stdout.decode().split("CERTIFICATE OF RETURN")
    assert "SIGNED by " in certificate
    assert "s11chat verify" in certificate


def test_it_shows_the_ratings(played: subprocess.CompletedProcess[bytes]) -> None:
    _, after = played.stdout.decode().split("=== Ratings by standard")
    _, header, *lines = after.partition("\n\n")[0].splitlines()
    assert re.split(r"\s{2,}", header) == [
        "Standard",
        "Not met",
        "Partly met",
        "Fully met",
        "No rating",
        "Base",
    ]
    rows = [line.split() for line in lines]
    assert rows[0][0] == "1.1"
    assert len(rows) > 20
    for _, *counts, base in rows:
        assert sum(map(int, counts)) == int(base) > 0


def test_it_leaves_the_data_folder_alone(played: subprocess.CompletedProcess[bytes], home: Path) -> None:
    assert played.returncode == 0
    assert list(home.iterdir()) == []
