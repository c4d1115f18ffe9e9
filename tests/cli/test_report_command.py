"""`s11chat report`: tables that stand on 80 columns and in a pipe, data alone on standard output."""

from __future__ import annotations

import csv
import sys
from contextlib import redirect_stdout
from importlib import import_module
from io import StringIO
from pathlib import Path

import pexpect
import pytest

from s11chat.analysis.rate import RATES
from s11chat.cli import main
from s11chat.report.terminal import ruled, wrapped
from s11chat.services.report_entry import REPORTS, Entry
from tests.office import copied

from .conftest import Run

POPULATION = "type,population\ngp,44\nstatutory,18\n"
VERBS = ("response", "weighting", "reliability", "rates", "diary", "interviewers", "timings")
FRAME = """\
ref,name,type
A,Larch Lane,gp
B,Elm Road,gp
C,Hackham Council,statutory
D,Rivertown Club,independent
"""


@pytest.fixture(scope="module")
def played(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a wave of four and a population for two types; A was interviewed by telephone."""
    home = copied(furnished, tmp_path_factory.mktemp("played"))
    (home / "population.csv").write_text(POPULATION, encoding="utf-8")
    (home / "frame.csv").write_text(FRAME, encoding="utf-8")
    with pytest.MonkeyPatch.context() as settled, redirect_stdout(StringIO()):
        settled.setenv("S11CHAT_HOME", str(home))
        settled.setenv("S11CHAT_ACTOR", "Ida Interviewer")
        settled.setattr(sys, "stdin", StringIO("3\n" * 200 + ":finish\n"))
        new = ("wave", "new", "w", "--dialog", "chscb-2011", "--title", "Audit [red] of 2011")
        assert main([*new, "--population", str(home / "population.csv")]) == 0
        assert main(["frame", "import", "w", str(home / "frame.csv")]) == 0
        assert main(["interview", "w/A", "--plain"]) == 0
    return home


@pytest.fixture
def wave(played: Path, run: Run, home: Path) -> Run:
    """Runs a command beside that wave."""
    copied(played, home)
    return run


def test_the_response_table(wave: Run) -> None:
    """In a pipe it is as wide as a page: what is longer goes on below; a program reads CSV."""
    ran = wave("report", "response", "w")
    assert (ran.code, ran.err) == (0, "")
    assert (
        ran.out
        == """\
Response by type of organisation
w: Audit [red] of 2011 (still open: figures as they stand)

Type                          Population  Complete  Rate %  Weighted  Weighted %
--------------------------------------------------------------------------------
Statutory organisation                18         0       0         0           0
GP practice                           44         1       2         1         100
Independent, voluntary,                1         0       0         0           0
community or faith
organisation
--------------------------------------------------------------------------------
Total                                 63         1       2         1         100

Base, complete returns: 1 unweighted, 1 weighted; effective sample size 1.0.
Without a return, so outside the weighting base of 44: Statutory organisation
(18), Independent, voluntary, community or faith organisation (1).
Population: as given for the wave; from its cases for Independent, voluntary,
community or faith organisation (1).
"""
    )


def test_the_response_as_csv(wave: Run) -> None:
    ran = wave("report", "response", "w", "--format", "csv")
    assert (
        ran.out
        == """\
type,population,complete,rate,weighted_count,weighted_profile
statutory,18,0,0,0,0
gp,44,1,2,1,100
independent,1,0,0,0,0
TOTAL,63,1,2,1,100
"""
    )
    assert ran.err.splitlines()[0] == (
        "Base, complete returns: 1 unweighted, 1 weighted; effective sample size 1.0."
    )
    assert "outside the weighting base of 44: Statutory organisation (18), " in ran.err


def test_the_response_as_json(wave: Run) -> None:
    found = wave("report", "response", "w", "--format", "json").json
    assert (found["wave"], found["closed"], found["weighting_base"], found["n_eff"]) == ("w", False, 44, 1.0)
    practice = next(row for row in found["rows"] if row["type"] == "gp")
    assert practice["rate"] == pytest.approx(100 / 44)
    assert (practice["rate_printed"], practice["weighted_count"], practice["weight"]) == ("2", 1, 1.0)
    assert {row["type"]: row["population_from_cases"] for row in found["rows"]} == {
        "statutory": False,
        "gp": False,
        "independent": True,
    }
    assert found["total"]["complete"] == 1
    assert len(found["notes"]) == 3


def test_the_reliability(wave: Run) -> None:
    """One return of 63 organisations tells nothing: any share may be off by up to 98 points."""
    ran = wave("report", "reliability", "w")
    assert (ran.code, ran.err) == (0, "")
    assert (
        ran.out
        == """\
Reliability of percentages
w: Audit [red] of 2011 (still open: figures as they stand)

Sampling tolerance, points up or down
Effective base  10 or 90 %  30 or 70 %  50 %
--------------------------------------------
This wave: 1            59          90    98

Base, complete returns: 1 unweighted, 1 weighted; effective sample size 1.0.
Design effect 1.0000, returns to effective sample size.
A base under 20 gives numbers, and no per cent to rely on.
At 95 %, corrected for a population of N = 63: 1.96 times the root of
p(1-p)/n*(N-n)/(N-1), and for two groups, which must not overlap, of two of
these added. Bases of more organisations than there are have no row.
Without a return, so outside the weighting base of 44: Statutory organisation
(18), Independent, voluntary, community or faith organisation (1).
Population: as given for the wave; from its cases for Independent, voluntary,
community or faith organisation (1).
"""
    )


def test_the_weighting(wave: Run) -> None:
    ran = wave("report", "weighting", "w")
    assert (ran.code, ran.err) == (0, "")
    assert (
        ran.out
        == """\
Weighting by type of organisation
w: Audit [red] of 2011 (still open: figures as they stand)

Type            Population  Complete  Unweighted %  Weight  Weighted  Weighted %
--------------------------------------------------------------------------------
Statutory               18         0             0       -         0           0
organisation
GP practice             44         1           100  1.0000         1         100
Independent,             1         0             0       -         0           0
voluntary,
community or
faith
organisation
--------------------------------------------------------------------------------
Total                   63         1           100  1.0000         1         100

Base, complete returns: 1 unweighted, 1 weighted; effective sample size 1.0.
Weights from 1.0000 to 1.0000; design effect 1.0000, returns to effective sample
size.
A return weighs the share of its type among the organisations of the weighting
base, over its type's share of the returns: N_h / N * n / n_h.
Without a return, so outside the weighting base of 44: Statutory organisation
(18), Independent, voluntary, community or faith organisation (1).
Population: as given for the wave; from its cases for Independent, voluntary,
community or faith organisation (1).
- no figure, since there is nothing to reckon it from.
"""
    )


def test_the_rates_as_csv(wave: Run) -> None:
    ran = wave("report", "rates", "w", "--format", "csv")
    rows = list(csv.DictReader(ran.out.splitlines()))
    assert [row["type"] for row in rows] == ["statutory", "gp", "independent", "TOTAL"]
    counts = ("n", "eligible", "complete_telephone", "non_contact", "rr1", "rr6", "con3", "coop1")
    assert [[row[name] for name in counts] for row in rows] == [
        ["1", "1", "0", "1", "0", "0", "0", "[x]"],
        ["2", "2", "1", "1", "50", "50", "50", "100"],
        ["1", "1", "0", "1", "0", "0", "0", "[x]"],
        ["4", "4", "1", "3", "25", "25", "25", "100"],
    ]
    assert set(RATES) < set(rows[0])
    assert "AAPOR Standard Definitions, 10th edition (2023)." in ran.err


def test_the_rates_as_json(wave: Run) -> None:
    found = wave("report", "rates", "w", "--by", "group", "--format", "json").json
    assert (found["by"], found["e"], found["e_estimated"]) == ("group", 1.0, True)
    total = found["total"]
    assert (total["rates"]["rr1"], total["printed"]["rr1"], total["rates"]["coop3"]) == (25.0, "25", 100.0)
    assert found["rows"][0]["rates"]["coop1"] is None
    assert "10th edition" in found["edition"]


def test_an_e_of_ones_own(wave: Run) -> None:
    assert "e = 0.900, as given." in wave("report", "rates", "w", "--e", "0.9").out
    assert wave("report", "rates", "w", "--e", ".9", "--format", "json").json["e"] == 0.9


@pytest.mark.parametrize("e", ["1.1", "-0.1", "nine", "", "1e9999999", "1/2", "\u0661"])
def test_an_e_that_is_no_share(wave: Run, e: str) -> None:
    ran = wave("report", "rates", "w", f"--e={e}")
    assert (ran.code, ran.out) == (2, "")
    assert "is no share: give one from 0 to 1, such as --e 0.9." in ran.err


@pytest.mark.parametrize("verb", VERBS)
def test_a_wave_that_is_not_there(wave: Run, verb: str) -> None:
    ran = wave("report", verb, "nowhere")
    assert (ran.code, ran.out) == (3, "")
    assert "nowhere" in ran.err


@pytest.mark.parametrize("verb", ["response", "weighting", "reliability", "rates"])
def test_a_wave_without_cases(run: Run, verb: str) -> None:
    assert run("wave", "new", "bare", "--dialog", "chscb-2011").code == 0
    ran = run("report", verb, "bare")
    assert (ran.code, ran.err) == (0, "")
    assert "Total" in ran.out or "This wave: -" in ran.out


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != "interviewers"])
def test_an_interviewer_of_the_office_makes_no_reports(wave: Run, verb: str) -> None:
    assert wave("office", "add", "w", "Ann Analyst", "--role", "analyst").code == 0
    assert wave("office", "add", "w", "Ivo Interviewer", "--role", "interviewer").code == 0
    ran = wave("--actor", "Ivo Interviewer", "report", verb, "w")
    assert (ran.code, ran.out) == (1, "")
    assert "may not make reports" in ran.err
    assert wave("--actor", "Ann Analyst", "report", verb, "w").code == 0


@pytest.mark.parametrize("verb", VERBS)
def test_a_terminal_of_80_columns(wave: Run, home: Path, verb: str) -> None:
    """Every line fits, a long name goes on below, and no figure is cut."""
    command = ["-m", "s11chat", "--home", str(home), "report", verb, "w"]
    with pexpect.spawn(sys.executable, command, timeout=30, dimensions=(60, 80), encoding="utf-8") as screen:
        screen.expect(pexpect.EOF)
        lines = str(screen.before).replace("\r", "").splitlines()
    assert max(map(len, lines)) <= 80
    assert "…" not in "".join(lines)
    assert {"Total", "Answers", "This wave: 1"} & {line.split("  ")[0] for line in lines}
    assert "\x1b" not in "".join(lines)


@pytest.mark.parametrize("width", [None, 80, 40, 1])
def test_no_figure_is_cut_at_any_width(width: int | None) -> None:
    rows = [("A name of many words that goes on and on", "123456", "59"), ("[bold]B[/bold]", "7", "[x]")]
    lines = ruled(("Type", "Population", "Rate %"), rows, ("Total", "123463", "58"), width)
    joined = "\n".join(lines)
    for figure in ("Population", "Rate", "123456", "123463", "[x]", "[bold]B[/"):
        assert figure in joined
    assert (rows[0][0] in joined) is (width in (None, 80))
    assert len({len(line) for line in lines if line.startswith("---")}) == 1


def test_sentences_are_wrapped() -> None:
    said = "word " * 30
    assert max(map(len, wrapped((said, said), 200))) <= 80
    assert max(map(len, wrapped((said,), 30))) <= 30


def test_the_diary_as_csv_and_json(wave: Run) -> None:
    ran = wave("report", "diary", "w", "--format", "csv")
    (row,) = csv.DictReader(ran.out.splitlines())
    counted = (
        "complete",
        "complete_telephone",
        "complete_in_all",
        "population",
        "rate",
        "rate_at_most",
        "calls",
    )
    assert [row[name] for name in counted] == ["1", "1", "1", "63", "2", "6", "0"]
    assert "what it" not in ran.out
    assert "Rate: complete returns to population" in ran.err
    found = wave("report", "diary", "w", "--format", "json").json
    assert [day["day"] for day in found["days"]] == [row["day"]]
    assert found["days"][0]["total"]["rate"] == pytest.approx(100 / 63)
    assert found["days"][0]["waiting_for_signature"] == []


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (("--from", "soon"), "'soon' is no day: write it as 2026-09-01."),
        (("--to", "2026-02-30"), "'2026-02-30' is no day"),
        (
            ("--from", "2026-02-02", "--to", "2026-02-01"),
            "would end (2026-02-01) before it begins (2026-02-02)",
        ),
    ],
)
def test_days_that_are_none(wave: Run, days: tuple[str, ...], said: str) -> None:
    ran = wave("report", "diary", "w", *days)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_interviewers_and_timings_as_data(wave: Run) -> None:
    (row, total) = csv.DictReader(wave("report", "interviewers", "w", "--format", "csv").out.splitlines())
    assert (row["calls"], row["completes"], row["calls_per_complete"]) == ("0", "1", "0.0")
    assert total["interviewer"] == "Total"
    found = wave("report", "interviewers", "w", "--format", "json").json
    assert (found["rows"][0]["completes"], found["total"]["completes"]) == (1, 1)
    rows = list(csv.DictReader(wave("report", "timings", "w", "--format", "csv").out.splitlines()))
    assert [(one["item"], one["mode"], one["n"]) for one in rows[:2]] == [
        ("1.1", "telephone", "1"),
        ("1.1", "online", "0"),
    ]
    asked = wave("report", "timings", "w", "--format", "json").json["questions"]
    assert asked[0]["telephone"]["n"] == 1
    assert asked[0]["online"] == {"n": 0, "median_seconds": None, "p90_seconds": None, "breaks": 0}


def test_an_interviewer_sees_their_own_line(wave: Run) -> None:
    assert wave("office", "add", "w", "Ivo Interviewer", "--role", "interviewer").code == 0
    ran = wave("--actor", "Ivo Interviewer", "report", "interviewers", "w")
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "Nobody has called anybody yet.")


def test_the_diary_to_read(wave: Run) -> None:
    lines = wave("report", "diary", "w").out.splitlines()
    assert "Signed: 0 that day, 0 in all." in lines
    assert "Calls: 0." in lines
    assert [line.split() for line in lines if line.startswith("by telephone")] == [
        ["by", "telephone", "1", "1"]
    ]


def test_how_a_wave_stands_today(wave: Run) -> None:
    ran = wave("wave", "status", "w", "--today")
    assert (ran.code, ran.err) == (0, "")
    assert "No stages are planned: 's11chat wave plan w' sets them." in ran.out
    assert ran.out.splitlines()[-1] == "Nothing is stuck."
    found = wave("wave", "status", "w", "--today", "--days", "1", "--json").json
    assert (found["wave"], found["stage"], found["letters"]) == ("w", None, None)
    assert set(found["stuck"]) >= {"not_opened", "idle", "to_be_signed", "sent_back", "office", "uncoded"}
    assert [line["case"] for line in wave("wave", "status", "w", "--json").json] == [
        "w/A",
        "w/B",
        "w/C",
        "w/D",
    ]
    wrong = wave("wave", "status", "w", "--today", "--days", "0")
    assert (wrong.code, wrong.out) == (2, "")
    assert "0 days cannot be: give a number from 1 to 365." in wrong.err


def test_how_a_wave_stands_above_its_cases(wave: Run) -> None:
    lines = wave("wave", "status", "w").out.splitlines()
    complete = len(
        [line for line in wave("wave", "status", "w", "--json").json if "complete" in line["state"]]
    )
    assert f": {complete} of " in lines[0]
    assert lines[0].count("complete") == 1
    assert lines[lines.index("") + 1].startswith("w/A ")


@pytest.mark.parametrize("every", ["0", "-3"])
def test_a_wave_is_played_with_one_organisation_in_some(run: Run, every: str) -> None:
    ran = run("demo", "--wave", "--every", every)
    assert (ran.code, ran.out) == (2, "")
    assert "give a number from 1 on" in ran.err


def test_a_wave_is_played_and_kept_to_look_at(run: Run, home: Path) -> None:
    ran = run("demo", "--wave", "--every", "400")
    assert ran.code == 0, ran.err
    assert "Thu 23 Oct 2008" in ran.out
    again = run("demo", "--wave", "--every", "400")
    assert (again.code, again.out) == (1, "")
    assert "is there already" in again.err
    counted = run(
        "--home",
        home / "demo-wave",
        "--actor",
        "Olive Office",
        "report",
        "rates",
        "survey-08",
        "--format",
        "json",
    )
    assert counted.json["total"]["n"] == 3


def test_the_rates_say_what_they_take_cases_for_that_nobody_has_called(run: Run) -> None:
    noted = " ".join(run("report", "rates", "audit-11", "--format", "json").json["notes"])
    assert "nobody has called yet (X0) counts as eligible and as a non-contact" in noted


@pytest.mark.parametrize("entry", REPORTS, ids=lambda entry: entry.name)
def test_every_report_has_who_reckons_and_who_words_it(entry: Entry) -> None:
    for room, place in (("services", entry.service), ("report", entry.report)):
        module, _, name = place.partition(":")
        assert callable(getattr(import_module(f"s11chat.{room}.{module}"), name or "report"))


def test_a_report_goes_to_a_new_file_by_its_ending(wave: Run, tmp_path: Path) -> None:
    """What is there already is never written over."""
    made = {
        "r.txt": b"Response by",
        "r.csv": b"type,",
        "r.json": b"{",
        "r.HTML": b"<!DOCTYPE",
        "r.docx": b"PK",
        "r.xlsx": b"PK",
        "r.pdf": b"%PDF",
    }
    for name, begins in made.items():
        ran = wave("report", "response", "w", "--out", tmp_path / name)
        assert (ran.code, ran.out) == (0, "")
        assert f"{name} is written." in ran.err
        assert (tmp_path / name).read_bytes().startswith(begins)
    before = (tmp_path / "r.txt").read_bytes()
    for given, said in (
        (("--out", tmp_path / "r.txt"), "r.txt' is there already: name another file"),
        (("--out", tmp_path / "r.doc"), "Name the file by its form: .txt, .csv,"),
        (("--out", tmp_path / "none" / "r.pdf"), "r.pdf' cannot be written: No such file"),
        (("--out", tmp_path / "s.pdf", "--template", "t.docx"), "A template is for a Word document"),
        (("--format", "docx", "--template", tmp_path / "t.docx"), "t.docx' cannot be read: No such file"),
    ):
        ran = wave("report", "response", "w", *given)
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.err
    assert (tmp_path / "r.txt").read_bytes() == before


def test_a_file_goes_down_a_pipe_and_not_to_a_screen(run: Run, home: Path) -> None:
    ran = run("report", "diary", "audit-11", "--format", "pdf")
    assert (ran.code, ran.out[:4]) == (0, "%PDF")
    assert "It holds personal data" in ran.err
    command = ["-m", "s11chat", "--home", str(home), "report", "diary", "audit-11", "--format", "pdf"]
    with pexpect.spawn(sys.executable, command, timeout=30, encoding="utf-8") as screen:
        screen.expect(pexpect.EOF)
        assert "cannot be shown on the screen: give --out FILE.pdf" in str(screen.before)


def test_bars_and_shorthand_in_the_terminal(wave: Run) -> None:
    lines = wave("report", "response", "w", "--charts", "--style", "accessible").out.splitlines()
    assert [line for line in lines if line.startswith("GP practice") and set(line) & set("▏▎▍▌▋▊▉█")]
    assert "[z] no figure" in wave("report", "weighting", "w", "--style", "accessible").out
