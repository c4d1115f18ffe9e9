"""`s11chat demo --play` as a process of its own: the whole job once, from the frame to a return that verifies."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from s11chat.bootstrap import open_desk
from s11chat.cli.demo import _seed, guide
from s11chat.errors import StoreError
from s11chat.fieldwork.case import State
from s11chat.services import example
from tests.faults.house import run
from tests.office import PHRASE, settings_in


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


def test_every_answer_fits_its_question(played: subprocess.CompletedProcess[bytes]) -> None:
    parts = re.findall(r"\([\d.]+\.(action|lead|evidence)\)\.\n(?:[^>].*\n)*> (.+)", played.stdout.decode())
    said = {part: {words for other, words in parts if other == part} for part, _ in parts}
    assert set(said) == {"action", "lead", "evidence"}
    assert said["lead"] == {"Nell Thimble, practice nurse"}
    assert not said["lead"] & (said["action"] | said["evidence"])


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


def test_a_complete_return_waits_for_its_lead_to_sign(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    desk = open_desk(settings)
    try:
        codes = example.seed(desk.kept, settings.dialogs)
        assert codes.signer.code in guide(codes)
        assert desk.returned(example.FINISHED).state is State.COMPLETE
        docket = desk.docket(desk.admit(codes.signer.code))
        docket.review()
        sections = docket.sections()
        assert not any(line.open or line.queried for line in sections)
        assert sum(line.weak for line in sections) > 1
        docket.enrol(PHRASE)
        docket.sign(tuple(line.section for line in sections), PHRASE, codes.signer.person)
        assert desk.returned(example.FINISHED).state is State.SIGNED_OFF
        assert example.codes_for(desk.kept).signer.code != codes.signer.code
    finally:
        desk.close()


def test_an_example_that_was_not_made_to_its_end_is_made_anew_on_demand(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    open_desk(settings).close()
    with pytest.raises(StoreError, match="s11chat demo --fresh makes it anew"):
        _seed(settings)
