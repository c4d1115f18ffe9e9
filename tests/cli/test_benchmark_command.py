"""`s11chat report return` and `report benchmark`: one organisation beside others, none of which is named."""

from __future__ import annotations

import csv
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from s11chat.cli import main
from tests.office import copied

from .conftest import Run

GIVEN = {"1.1": "ffffffffffpppppnnnnnfnf", "1.2": "ffff" + "-" * 19}
CODES = {"f": "fully_met", "p": "partly_met", "n": "not_met"}


@pytest.fixture(scope="module")
def taken(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wave of 21 practices, and two councils and one that has not answered."""
    home = copied(furnished, tmp_path_factory.mktemp("taken"))
    refs = [*(f"G{at}" for at in range(1, 22)), "S1", "S2"]
    frame = ["ref,name,type,lead_name", "S3,Silent Council,statutory,Ann Other"]
    frame += [f"{ref},Body {ref},{'gp' if ref[0] == 'G' else 'statutory'},Lead {ref}" for ref in refs]
    given = ["organisation,item,value"]
    given += [
        f"{ref},{item},{CODES[said]}"
        for item, row in GIVEN.items()
        for ref, said in zip(refs, row, strict=True)
        if said != "-"
    ]
    given += ["G11,1.1.action,=Train the team", "G11,1.1.lead,Pat Owner"]
    for name, lines in {"frame": frame, "given": given}.items():
        (home / f"{name}.csv").write_text("\n".join((*lines, "")), encoding="utf-8")
    with pytest.MonkeyPatch.context() as settled, redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        settled.setenv("S11CHAT_HOME", str(home))
        settled.setenv("S11CHAT_ACTOR", "Mary Manager")
        settled.setattr(sys, "stdin", StringIO())
        assert main(["wave", "new", "a", "--dialog", "chscb-2011"]) == 0
        assert main(["frame", "import", "a", str(home / "frame.csv")]) == 0
        assert main(["returns", "import", "a", str(home / "given.csv"), "--long"]) == 0
    return home


@pytest.fixture
def audit(taken: Path, run: Run, home: Path) -> Run:
    """Runs a command beside that wave."""
    copied(taken, home)
    return run


def test_a_return_tells_what_was_said_and_how_many_said_the_same(audit: Run) -> None:
    ran = audit("report", "return", "a/G11", "--format", "json")
    assert ran.code == 0
    found = ran.json
    assert found["standing"]["Organisation"] == "Body G11"
    assert found["groups"] == ["GP practice", "All"]
    first = next(one for one in found["answers"] if one["question"] == "1.1")
    assert first["said"] == "Partly met"
    assert first["same"][0]["among"] == [
        {"group": "GP practice", "same": 4, "of": 20, "median": None},
        {"group": "All", "withheld": True},
    ]
    assert found["ratings"][0]["actions"] == ["=Train the team; Pat Owner, no day agreed: open"]
    told = audit("report", "return", "a/G11")
    assert "4 of 20" in told.out
    assert "It holds personal data" in told.err
    assert not any(f"Body G{at}" in told.out for at in range(2, 10))
    assert "Lead G1 " not in told.out
    assert "'=Train" in audit("report", "return", "a/G11", "--format", "csv").out


def test_a_benchmark_ranks_where_bases_allow(audit: Run) -> None:
    rows = list(csv.DictReader(StringIO(audit("report", "benchmark", "a", "a/G11", "--format", "csv").out)))
    first = next(row for row in rows if (row["question"], row["group"]) == ("1.1", "GP practice"))
    told = [first[name] for name in ("own", "n", "mean", "median", "stands", "place", "tied")]
    assert told == ["50", "21", "64.3", "100", "below median", "12", "5"]
    wider = next(row for row in rows if (row["question"], row["group"]) == ("1.1", "All"))
    assert (wider["mean"], wider["place"]) == ("[c]", "[c]")
    assert "1.2" not in {row["question"] for row in rows}
    told_of = audit("report", "benchmark", "a", "G11").out
    assert "Body G11 beside others" in told_of
    assert "Left out, since neither it nor enough others have a figure" in " ".join(told_of.split())


def test_types_of_few_are_told_with_others(audit: Run) -> None:
    found = audit("report", "benchmark", "a", "--format", "json").json
    assert [(one["group"], one["n"]) for one in found["sections"]["1"]] == [
        ("Other types, together", 23),
        ("All", 23),
    ]


def test_what_cannot_be_compared_is_told(audit: Run) -> None:
    for words, said in (
        (("a", "S3"), "a/S3 has given no answer yet"),
        (("a", "G99"), "There is no case 'G99' in wave 'a'"),
        (("a", "b/G1"), "b/G1 is not of the wave a"),
        (("survey-08",), "The dialog dcsf-2008 gives no points and asks for no numbers"),
    ):
        ran = audit("report", "benchmark", *words)
        assert (ran.code != 0, ran.out) == (True, "")
        assert said in ran.err
    silent = audit("report", "return", "a/S3")
    assert "Nobody has answered yet." in silent.out
    assert "nothing stands beside it" in silent.out
