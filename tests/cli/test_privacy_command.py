"""Personal data on the command line: what is listed, redacted, purged and logged; and where no access code ever stands."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from s11chat.cli import CODE_TYPED, _own_fault
from s11chat.settings import DATABASE

from .conftest import Run

REDACT = ("privacy", "redact", "audit-11/GP1", "Ben Marsh", "--reason", "Ben Marsh asked for it")


def test_what_is_held_is_listed_with_its_reason_and_its_end(run: Run) -> None:
    assert run("wave", "plan", "audit-11", "--retain-until", "2028-03-31").code == 0
    shown = run("privacy", "report", "audit-11").out
    assert "Kept until: 31 March 2028\n" in shown
    assert re.search(
        r"people on file: 4 rows, 4 with names, 4 with contact details\n  why +to write to", shown
    )
    data = json.loads(run("privacy", "report", "audit-11", "--json").out)
    assert (data["retain_until"], data["due"]) == ("2028-03-31", False)
    assert all(one["why"] and one["basis"] and one["seen_by"] for one in data["held"])
    refused = run("wave", "plan", "audit-11", "--retain-until", "2026-01-31")
    assert (refused.code, "lies before the last day of the wave" in refused.err) == (3, True)


def test_redacting_says_first_what_it_will_do_and_asks(run: Run) -> None:
    foretold = run(*REDACT, "--dry-run")
    assert "1 people on file" in foretold.out
    assert foretold.err == "Nothing was changed.\n"
    asked = run(*REDACT)
    assert (asked.code, "Add --yes to do it" in asked.err) == (1, True)
    assert "Ben Marsh" in run("person", "list", "audit-11/GP1").out
    done = run(*REDACT, "--yes")
    assert (done.code, "Redacted: 1 row" in done.err) == (0, True)
    assert "Ben Marsh" not in run("person", "list", "audit-11/GP1").out
    checked = run("verify")
    assert checked.code == 0
    assert "redacted on" in checked.err
    assert "Ben" not in run("verify", "--json").out


def test_purging_wants_the_name_of_a_closed_wave_whose_time_is_over(run: Run) -> None:
    for words, said in (
        ((), "is open: close it first"),
        (("wave", "close", "audit-11", "--yes"), "--retain-until DATE."),
    ):
        if words:
            assert run(*words).code == 0
        told = run("privacy", "purge", "audit-11", "--dry-run")
        assert (told.code, said in told.err) == (1, True), told.err


def test_who_looked_is_told(run: Run) -> None:
    for _ in range(2):
        run("person", "list", "audit-11/GP1")
    run("frame", "export", "audit-11")
    log = run("privacy", "log", "audit-11").out
    assert log.count("saw contact details") == 2  # each command is a look of its own
    assert "took out: the frame, to the screen" in log
    only = json.loads(run("privacy", "log", "audit-11", "--case", "GP1", "--json").out)
    assert {one["case"] for one in only} == {"audit-11/GP1"}
    assert run("privacy", "log", "audit-11", "--case", "NONE").code == 3


def test_files_that_others_can_look_into_are_told(run: Run, home: Path) -> None:
    file = home / DATABASE
    for one in home.glob(f"{DATABASE}*"):
        one.chmod(0o600)
    assert "Others" not in run("verify").err
    file.chmod(0o644)
    said = run("verify").err
    assert f"Others on this machine can look into {file}: run chmod 600 {file}" in said


PRINTED = (
    ("person", "list", "audit-11/GP1", "--json"),
    ("returns", "show", "audit-11/GP1", "--json"),
    ("returns", "certificate", "audit-11/GP1"),
    ("letters", "log", "audit-11", "--json"),
    ("letters", "preview", "audit-11", "--stage", "invitation", "--case", "IN1"),
    ("frame", "export", "audit-11"),
    ("wave", "status", "audit-11", "--today", "--json"),
    ("calls", "list", "audit-11", "--json"),
    ("report", "diary", "audit-11"),
    ("privacy", "report", "audit-11", "--json"),
    ("privacy", "log", "audit-11"),
    ("verify", "--json"),
)


def test_access_codes_stand_in_their_letters_alone(
    run: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("wave", "plan", "audit-11", "--sender", "audit@example.org")
    issued = json.loads(run("access", "issue", "audit-11/GP1", "--role", "lead", "--json").out)["code"]
    letters = tmp_path / "letters"
    told = [run("letters", "write", "audit-11", "--stage", "invitation", "--out", letters)]
    codes = {issued, *(code for file in letters.iterdir() for code in codes_in(file.read_text()))}
    assert len(codes) == 5  # the letter to the lead who had one ends the one before
    for code in (*codes, "00000-0000-0000-0000-00000", f"{issued[:-5]}00000"):
        monkeypatch.setenv("S11CHAT_CODE", code)
        told.append(run("interview", "audit-11/GP1", "--plain", "--as", "lead", stdin="2\n:note as agreed\n"))
        told.append(run("interview", "audit-11/GP1", "--plain", "--as", "lead", stdin=f"{code}\n"))
    monkeypatch.delenv("S11CHAT_CODE")
    told += [run(*words) for words in PRINTED]
    assert [one.code for one in told[-len(PRINTED) :]] == [0] * len(PRINTED)
    assert run("backup", tmp_path / "copy.db").code == 0
    told.append(run("interview", issued))
    assert told[-1].err == f"{CODE_TYPED}\n"
    fault = Path(re.search(r"send (\S+) to", _own_fault(ValueError(f"bad {issued}")))[1])  # type: ignore[index]
    held = [path for path in (*home.rglob("*"), *tmp_path.glob("copy*"), fault) if path.is_file()]
    everything = [("printed", "\n".join(one.out + one.err for one in told).encode())]
    everything += [(path.name, path.read_bytes()) for path in held]
    fault.unlink()
    assert len(held) > 5
    for code in codes:
        for shape in (code, code.replace("-", ""), code[6:20], code[6:20].replace("-", "")):
            found = [name for name, content in everything if shape.casefold().encode() in content.lower()]
            assert found == [], shape


GIVEN: tuple[tuple[str, tuple[object, ...], str], ...] = (
    ("lead", ("interview", "audit-11/GP1", "--plain", "--as", "lead"), "fully met\n:note {code}\n:leave\n"),
    ("lead", ("interview", "audit-11/GP1", "--plain"), "{code}\n:leave\n"),
    ("lead", ("docket", "audit-11/GP1", "--json"), ""),
    (
        "lead",
        ("docket", "audit-11/GP1", "--plain"),
        "phrase\n{phrase}\nsign 1 Ben Marsh\n{phrase}\nsign 1 {phrase}\n",
    ),
    ("lead", ("docket", "audit-11/GP1", "--certificate", "copy.txt"), ""),
    ("part", ("interview", "audit-11/GP1", "--plain", "--as", "delegate"), "2\n{code}\n:leave\n"),
    ("part", ("interview", "audit-11/IN1", "--plain"), ""),
    ("staff", ("echo", "answer", "--plain"), "1\n{code}\n"),
    ("staff", ("interview", "audit-11/GP1", "--plain"), ""),
    ("lead", ("echo", "answer", "--plain"), ""),
    ("lead", ("bundle", "open", "ben.s11", "--plain"), "2\n{code}\n:pause\n"),
    ("lead", ("bundle", "open", "ben.s11", "--plain", "--review"), "phrase\n{phrase}\n"),
    ("part", ("bundle", "open", "ben.s11", "--plain"), ""),
    (
        "lead",
        ("bundle", "make", "audit-11/GP1", "dee.s11", "--in", "ben.s11", "--for", "Dee Holt", "--part", "3"),
        "",
    ),
    ("lead", ("bundle", "merge", "dee.s11", "--in", "ben.s11", "--json"), ""),
    ("", ("bundle", "inspect", "ben.s11", "--json"), ""),
    ("", ("bundle", "merge", "ben.s11", "--json"), ""),
    ("", ("verify", "--certificate", "copy.txt", "--key", "{code}"), ""),
)
"""Whose code is given in the environment to which command, and what is typed: the right code, and the phrase, where they do
not belong as well."""
SPOKEN = "seven quiet kettles under the old lamp"


def test_no_command_that_is_given_a_code_or_a_phrase_lets_it_out(
    run: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    lead = run("access", "issue", "audit-11/GP1", "--role", "lead", "--json").json["code"]
    part = run("delegate", "give", "audit-11/GP1", "2", "Nell Thimble", "--json").json["code"]
    staff = run("echo", "open", "audit-11/GP1", "--json").json["code"]
    codes = {"lead": lead, "part": part, "staff": staff}
    assert run("bundle", "make", "audit-11/GP1", "ben.s11").code == 0
    told: list[tuple[object, bytes]] = []
    left: list[int] = []
    for whose, words, typed in GIVEN:
        monkeypatch.setenv("S11CHAT_CODE", codes.get(whose, ""))
        if not whose:
            monkeypatch.delenv("S11CHAT_CODE")
        far = ("--home", tmp_path / "far") if "bundle" in words and whose else ()
        named = [str(word).format(code=lead) for word in words]
        ran = run(*far, *named, stdin=typed.format(code=codes.get(whose, lead), phrase=SPOKEN))
        said = ran.out + ran.err
        if words[:2] == ("bundle", "make"):  # whose code is shown, once
            codes["passed on"] = ran.last
            said = said.replace(ran.last, "")
        told.append((words, said.encode()))
        left.append(ran.code)
    assert left == [0, 0, 0, 0, 0, 0, 1, 0, 1, 1, 0, 0, 1, 0, 0, 0, 1, 2]
    held: list[tuple[object, bytes]] = []
    for path in (path for path in tmp_path.rglob("*") if path.is_file()):
        held.append((path.name, path.read_bytes()))
        if path.suffix == ".s11":
            with zipfile.ZipFile(path) as parts:
                held += [(f"{path.name}: {name}", parts.read(name)) for name in parts.namelist()]
    assert len(held) > 15
    assert len(codes) == 4
    secrets = [
        SPOKEN,
        *(shape for code in codes.values() for shape in (code[6:20], code[6:20].replace("-", ""))),
    ]
    for secret in secrets:
        found = [name for name, content in (*told, *held) if secret.casefold().encode() in content.lower()]
        assert found == [], secret


def codes_in(letter: str) -> Iterator[str]:
    """The access codes of a letter, in whichever of its parts."""
    return (found[0] for found in re.finditer(r"\b[0-9A-Z]{5}-(?:[0-9A-Z]{4}-){3}[0-9A-Z]{5}\b", letter))
