"""`s11chat interview`, `docket`, `returns`, `verify` and `backup`: the journeys from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.office import CLUB, DISTRICT, LEADS, NELL, PHRASE, PRACTICE

from .conftest import Run


def code_of(run: Run, case: str = PRACTICE, role: str = "delegate") -> str:
    person = ("--person", NELL) if role == "delegate" else ()
    return str(run("access", "issue", case, "--role", role, *person, "--json").json["code"])


def lines(*typed: str) -> str:
    return "".join(f"{line}\n" for line in typed)


def test_an_interviewer_acts_under_the_name_given(run: Run) -> None:
    ran = run(
        "--actor", "Ida Interviewer", "interview", DISTRICT, "--plain", stdin=lines("2", "most", ":pause")
    )
    assert (ran.code, ran.last) == (0, "Paused at q3.a")
    items = run("returns", "show", DISTRICT, "--json").json["items"]
    assert (items["q1"]["by"], items["q1"]["role"], items["q1"]["mode"]) == (
        "Ida Interviewer",
        "interviewer",
        "telephone",
    )


def test_remarks_on_the_whole_are_part_of_what_is_shown(run: Run) -> None:
    noted = lines("2", ":casenote merger planned", ":contactnote best before ten", ":pause")
    run("--actor", "Ida Interviewer", "interview", DISTRICT, "--plain", stdin=noted)
    remarks = run("returns", "show", DISTRICT, "--json").json["remarks"]
    assert [(one["on"], one["text"], one["by"], one["role"]) for one in remarks] == [
        ("case", "merger planned", "Ida Interviewer", "interviewer"),
        ("contact", "best before ten", "Ida Interviewer", "interviewer"),
    ]
    assert all(one["at"] for one in remarks)
    assert run("docket", DISTRICT, "--json").json["remarks"] == remarks
    shown = run("returns", "show", DISTRICT).out
    assert "the case      merger planned" in shown
    assert "the contact   best before ten" in shown
    assert run("returns", "show", PRACTICE, "--json").json["remarks"] == []


@pytest.mark.parametrize("noun", ["demo", "read", "verify", "wave"])
def test_a_name_that_is_also_a_command_is_still_a_name(run: Run, noun: str) -> None:
    ran = run("--actor", noun, "interview", DISTRICT, "--plain", stdin=lines("2"))
    assert ran.code == 0
    assert run("returns", "show", DISTRICT, "--json").json["items"]["q1"]["by"] == noun


def test_ends_where_the_lines_end(run: Run) -> None:
    ran = run("interview", DISTRICT, "--plain", stdin="2\nmost")
    assert (ran.code, ran.last) == (0, "Paused at q3.a")


def test_a_delegate_gives_the_code_in_the_environment(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    code = code_of(run)
    monkeypatch.setenv("S11CHAT_CODE", code)
    ran = run("interview", PRACTICE, "--plain", stdin=lines("fully met", "Minutes of 3 March"))
    assert (ran.code, ran.last) == (0, "Paused at 1.2")
    assert code not in ran.out + ran.err
    assert run("returns", "show", PRACTICE, "--json").json["items"]["1.1"]["on_behalf_of"] == LEADS[PRACTICE]


def test_a_delegate_gives_the_code_in_the_first_line(run: Run) -> None:
    code = code_of(run)
    ran = run("interview", PRACTICE, "--plain", "--as", "delegate", stdin=lines(code, "fully met"))
    assert (ran.code, ran.last) == (0, "Paused at 1.1.evidence")
    for part in (code, code.replace("-", ""), code.split("-")[1]):
        assert part not in ran.out + ran.err


def test_a_code_agrees_with_the_role_and_the_case(run: Run) -> None:
    code = code_of(run)
    ran = run("interview", PRACTICE, "--plain", "--as", "lead", stdin=lines(code))
    assert (ran.code, ran.out) == (1, "")
    assert "This code is a delegate's, not a lead's" in ran.err
    ran = run("interview", CLUB, "--plain", "--as", "delegate", stdin=lines(code))
    assert (ran.code, ran.out) == (1, "")
    assert f"This code is not for {CLUB}" in ran.err
    ran = run("docket", PRACTICE, "--plain", stdin=lines(code))
    assert (ran.code, ran.out) == (1, "")
    assert "A delegate may not review a return" in ran.err


@pytest.mark.parametrize("typed", ["", "\n", "nonsense\n", "00000-0000-0000-0000-00000\n"])
def test_a_wrong_code_is_refused_and_not_repeated(run: Run, typed: str) -> None:
    code_of(run)
    ran = run("interview", PRACTICE, "--plain", "--as", "delegate", stdin=typed)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.count("\n") == 1
    assert not typed.strip() or typed.strip() not in ran.err


def test_a_code_that_was_not_given_is_asked_for(run: Run) -> None:
    for command in (("interview", PRACTICE, "--plain", "--as", "lead"), ("docket", PRACTICE, "--plain")):
        ran = run(*command, stdin="\n")
        assert (ran.code, ran.out) == (1, "")
        assert "No access code was given: put it in S11CHAT_CODE" in ran.err


def test_says_when_nothing_waits(run: Run) -> None:
    ran = run("docket")
    assert (ran.code, ran.out, ran.err) == (0, "", "Nothing waits for a lead.\n")
    assert run("docket", "--json").err == ""


def test_reopening_is_told_what_it_costs(run: Run) -> None:
    lead = code_of(run, CLUB, "lead")
    run("interview", CLUB, "--plain", "--as", "lead", stdin=lines(lead, *["3", "Minutes"] * 40))
    run("docket", CLUB, "--plain", stdin=lines(lead, "phrase", PHRASE, f"sign 1,2 {LEADS[CLUB]}", PHRASE))
    ran = run("returns", "reopen", CLUB, "--reason", "figures")
    assert (ran.code, ran.out) == (1, "")
    assert "2 sections no longer stand" in ran.err
    assert "Add --yes to do it." in ran.err
    assert run("returns", "reopen", CLUB, "--reason", "figures", "--yes").code == 0
    assert run("returns", "show", CLUB, "--json").json["sections_signed"] == []


def test_a_whole_self_completion_and_its_signature(run: Run, tmp_path: Path) -> None:
    delegate, lead = code_of(run), code_of(run, role="lead")
    typed = ["3", "Minutes of 3 March"] * 30
    ran = run("interview", PRACTICE, "--plain", "--as", "delegate", stdin=lines(delegate, *typed))
    assert (ran.code, ran.last) == (0, "Complete")
    assert [line["case"] for line in run("docket", "--json").json] == [PRACTICE]
    assert "Ben Marsh: to be signed" in run("docket").out
    shown = run("docket", PRACTICE, "--json").json
    assert shown["items"]["1.1"]["text"].startswith("Somebody at the top")
    assert {"section", "text", "reasons", "changed", "accepted", "queries"} <= set(shown["items"]["1.1"])
    words = ("phrase", PHRASE, "sign all Ben Marsh", PHRASE, "certificate", "quit")
    ran = run("docket", PRACTICE, "--plain", stdin=lines(lead, *words))
    assert (ran.code, ran.last) == (0, "Signed off")
    assert PHRASE not in ran.out + ran.err
    assert "SIGNED by Ben Marsh" in ran.out
    whole = run("returns", "show", PRACTICE, "--json").json
    assert (whole["state"], whole["status"]) == ("signed off", "signed")
    assert whole["sections_signed"] == list("12345678")
    signed = whole["items"]["1.1"]["signed"]
    assert set(signed) == {"by", "at", "digest", "redacted"}
    assert signed["by"] == "Ben Marsh"
    assert run("docket", "--json").json == []
    checked = run("verify", "--json")
    assert checked.code == 0
    assert (checked.json["faults"], checked.json["signatures"]) == ([], 8)
    mine, theirs = tmp_path / "lead.html", tmp_path / "office.txt"
    assert run("docket", PRACTICE, "--certificate", str(mine), stdin=lines(lead)).code == 0
    assert run("returns", "certificate", PRACTICE, "--out", str(theirs)).code == 0
    assert run("returns", "certificate", PRACTICE, "--out", str(tmp_path / "x.doc")).code == 2
    there = ("--db", f"sqlite:///{tmp_path / 'nowhere' / 'no.db'}")
    ran = run("verify", "--certificate", str(mine), *there)
    assert (ran.code, ran.last) == (0, "Verified.")
    assert "has to be the lead's: compare it" in ran.out
    assert not (tmp_path / "nowhere").exists()
    theirs.write_text(theirs.read_text().replace("SIGNED by Ben Marsh", "SIGNED by Ben Marshall", 1))
    ran = run("verify", "--certificate", str(theirs))
    assert (ran.code, ran.last) == (3, "Not verified: this certificate was changed.")
    assert "Ben Marshall" in ran.out
    assert run("verify", "--certificate", str(tmp_path)).code == 2


def test_a_return_for_a_program_to_read(run: Run) -> None:
    run(
        "interview",
        PRACTICE,
        "--plain",
        stdin=lines("fully met", ":dk", ":dk", ":note see above", ":na no staff"),
    )
    whole = run("returns", "show", PRACTICE, "--json").json
    assert {"state", "status", "sections_signed", "items", "case", "head"} <= set(whole)
    keys = {"value", "no_answer", "words", "by", "role", "on_behalf_of", "mode", "at", "revision", "signed"}
    assert all(keys <= set(item) for item in whole["items"].values())
    items = whole["items"]
    assert (items["1.1"]["value"], items["1.1"]["words"], items["1.1"]["revision"]) == (
        "fully_met",
        "fully met",
        1,
    )
    assert items["1.1.evidence"]["no_answer"] == "dont_know"
    assert (items["1.2"]["no_answer"], items["1.2"]["reason"], items["1.2"]["remarks"]) == (
        "not_applicable",
        "no staff",
        ["see above"],
    )
    assert items["2.5"]["no_answer"] == "off_route"
    assert items["2.1"]["no_answer"] == "not_reached"
    assert items["2.1"]["signed"] is None
    shown = run("returns", "show", PRACTICE).out
    assert "= Fully met\n                Ida Interviewer (interviewer, telephone), for Ben Marsh\n" in shown
    assert all(len(line) <= 80 for line in shown.splitlines()[1:])


def test_verifies_in_one_line(run: Run) -> None:
    ran = run("verify")
    assert ran.code == 0
    assert ran.out.startswith("Verified: ")
    assert set(run("verify", "--json").json) == {
        "faults",
        "notes",
        "events",
        "chains",
        "responses",
        "signatures",
        "redactions",
    }


def test_verifying_fails_with_the_first_fault(run: Run, home: Path) -> None:
    import sqlite3

    run("interview", DISTRICT, "--plain", stdin=lines("2", "most"))
    with sqlite3.connect(home / "s11chat.db") as connection:
        connection.execute("UPDATE response SET words = 'none' WHERE item = 'q2'")
    connection.close()
    ran = run("verify")
    assert ran.code == 3
    assert "the response to q2 has been changed" in ran.out.splitlines()[0]
    assert ran.last.startswith("Not verified: ")
    assert run("verify", "--json").code == 3
    assert run("verify", "--json").json["faults"]


def test_backs_up_and_the_copy_verifies(run: Run, tmp_path: Path) -> None:
    code_of(run)
    ran = run("backup", tmp_path / "copy.db")
    assert (ran.code, ran.out) == (0, "")
    written = [tmp_path / f"copy.db{kind}" for kind in ("", ".heads", ".key")]
    assert ran.err.splitlines() == [
        "Written, to be kept together:",
        *(f"  {path}" for path in written),
        "It holds personal data: names, contact details and free words.",
    ]
    assert run("--db", f"sqlite:///{tmp_path / 'copy.db'}", "verify").code == 0
    assert run("backup", tmp_path / "copy.db").code == 2


def test_a_backup_makes_no_folder_and_takes_none_for_a_file(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    for target in ("nowhere/copy.db", "nowhere/", str(tmp_path / "nowhere" / "deep" / "copy.db")):
        ran = run("backup", target)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith(f"There is no folder {tmp_path / 'nowhere'}")
    assert sorted(tmp_path.rglob("*")) == before
    assert str(tmp_path / "copy.db") in run("backup", "copy.db").err


def test_a_database_is_brought_up_to_date(run: Run) -> None:
    assert run("db", "upgrade").code == 0


def test_knowledge_from_the_command_line(run: Run) -> None:
    assert run("kb", "search", "supervision").out
    assert run("kb", "show", "supervision").code == 0
    assert run("kb", "show", "supervisoin").code == 2
