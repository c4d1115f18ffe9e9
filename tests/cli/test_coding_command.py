"""`s11chat coding`, `quote` and their reports, as an analyst calls them."""

from __future__ import annotations

from pathlib import Path

import pytest

from s11chat.cli import main
from tests.office import Clock, desk_in, furnish
from tests.words import WORDS, furnish_words

from .conftest import STRANGE, Run


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "office"
    folder.mkdir()
    furnish(folder)
    desk = desk_in(folder, Clock())
    furnish_words(desk, folder)
    desk.close()
    return folder


def test_a_question_is_coded_reported_and_quoted(bare: Run, home: Path) -> None:
    def run(*words: object, stdin: str = "", actor: str = "Ana") -> tuple[int, str, str]:
        ran = bare("--home", home, "--actor", actor, *words, stdin=stdin)
        assert STRANGE not in ran.err
        return ran.code, ran.out, ran.err

    assert run("coding", "status", WORDS)[1].splitlines() == [
        "q1                12 in words      0 coded     12 left",
        "q2                 3 in words      0 coded      3 left  over 10 % other",
    ]
    assert run("coding", "frame", WORDS, "q1", "--add", "time", "No time")[0] == 0
    code, out, err = run("coding", "next", WORDS, "q1")
    assert (code, out.splitlines()[:2]) == (0, ["S01 (SCHOOL)", "The budget was cut twice."])
    assert "It holds personal data" in err
    lines = "1\nstaff; money\nnext\nother\nundo\nnew Too far\nfind time\ntime\nmony\nquit\n"
    _, out, _ = run("coding", "desk", WORDS, "q1", "--plain", stdin=lines)
    assert "= S01: money" in out
    assert "= S02: money; staff" in out
    assert "= Taken back: S04 is coded under nothing." in out
    assert "= S04: too_far" in out
    assert out.splitlines()[-2:] == [
        "! There is no answer here to be coded: all goes through every one, quit ends.",
        "Coded 4 of 12",
    ]
    assert run("coding", "set", WORDS, "q2", "S01", "a")[2] == "S01 is coded a.\n"
    assert run("coding", "set", WORDS, "q2", "S04", "a")[0] == 2
    assert run("coding", "frame", WORDS, "q1", "--merge", "too_far", "time")[0] == 0
    assert "too_far              1  Too far [merged into time]" in run("coding", "frame", WORDS, "q1")[1]
    report = run("report", "coding", WORDS, "--format", "csv")[1].splitlines()
    assert "other,q2,,Who has been trained?,2,12,17,,,," in report
    assert "code,q1,time,No time,2,4,50,,,," in report
    assert run("coding", "frame", WORDS, "q1", "--covers", "x")[0] == 2
    assert "too_far" in run("coding", "frame", WORDS, "q1", "--undo")[2]
    assert run("quote", "choose", WORDS, "q1", "S08")[1].splitlines()[1:] == [
        "  ! 'Mrs Janet Holloway' is a person's name"
    ]
    assert run("quote", "approve", WORDS, "q1", "S08")[0] == 1
    assert run("quote", "choose", WORDS, "q1", "S09")[0] == 0
    assert run("quote", "approve", WORDS, "q1", "S09")[0] == 0
    printed = run("report", "quotes", WORDS)[1]
    assert "“Distance to the next training centre.”  School" in printed
    assert "1 quotation chosen and not approved: left out." in printed
    assert main(["--home", str(home), "coding", "frame", "nowhere", "q1"]) == 3
