"""Whatever stands on the command line or in a file it names: said back harmless and short, kept harmless."""

from __future__ import annotations

from pathlib import Path

import pytest

from s11chat.services.fielding import new_wave
from s11chat.settings import shipped
from tests.office import PRACTICE, Clock, desk_in

from .conftest import Run

HOSTILE = "\x1b[31ma\x07\u202eb\x9b2J"


@pytest.mark.parametrize(
    "words",
    [
        ("verify", HOSTILE),
        (HOSTILE,),
        ("completion", HOSTILE),
        ("person", "add", PRACTICE, HOSTILE),
        ("access", "issue", PRACTICE, "--role", "delegate", "--person", HOSTILE),
        ("wave", "status", HOSTILE),
        ("dialog", "check", HOSTILE),
        ("frame", "check", "audit-11", HOSTILE),
        ("backup", HOSTILE),
        ("--actor", HOSTILE, "office", "list", "survey-08"),
    ],
    ids=lambda words: " ".join(words[:2]).replace(HOSTILE, "X"),
)
def test_what_was_typed_is_said_back_harmless_and_short(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run(*words)
    assert not set(ran.out + ran.err) & set("\x1b\x07\u202e\x9b")
    ran = run(*(word.replace(HOSTILE, "x" * 20_000) for word in words))
    assert len(ran.err) < 2500


def test_a_slip_in_the_name_of_a_wave_is_not_a_right_that_is_lacking(run: Run) -> None:
    run("office", "add", "audit-11", "Ida Interviewer", "--role", "manager")
    ran = run("wave", "status", "audit-12")
    assert ran.code == 3
    assert "There is no wave 'audit-12'" in ran.err
    assert "has no role in the office of wave survey-08" in run("wave", "status", "survey-08").err


def test_the_name_of_who_acts_is_one_line_that_is_no_longer_than_a_name(run: Run) -> None:
    assert run("--actor", f"{HOSTILE}\n  {'x' * 5000}", "person", "list", PRACTICE).code == 0


def test_a_file_without_end_is_not_read_to_its_end(run: Run) -> None:
    for words in (
        ("frame", "check", "audit-11"),
        ("read", "--jsonl"),
        ("read", "--jsonl", "/dev/null", "--questions"),
    ):
        ran = run(*words, "/dev/zero")
        assert ran.code == 3
        assert "larger than 20 megabytes" in ran.err


def test_titles_and_referral_steps_of_a_wave_are_harmless_and_bounded(
    run: Run, home: Path, tmp_path: Path
) -> None:
    steps = tmp_path / "steps.txt"
    steps.write_text(f"{HOSTILE}\nRing the desk.\n", encoding="utf-8")
    new = ("wave", "new", "w1", "--dialog", "chscb-2011", "--referral", steps)
    assert run(*new, "--title", f"{HOSTILE} audit").code == 0
    desk = desk_in(home, Clock())
    wave = desk.kept.casebook.wave("w1")
    desk.close()
    assert (wave.title, wave.referral) == ("ab2J audit", "ab2J\nRing the desk.")
    steps.write_text("x" * 5000, encoding="utf-8")
    refused = run("wave", "new", "w2", "--dialog", "chscb-2011", "--referral", steps)
    assert (refused.code, refused.err.count("\n")) == (2, 1)


def test_a_byte_order_mark_is_not_kept_with_a_wave(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "marked.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + (shipped("dialogs") / "chscb-2011.yaml").read_bytes())
    desk = desk_in(home, Clock())
    new_wave(desk.kept, "w1", file)
    assert desk.kept.dialog(desk.kept.casebook.wave("w1")).dialog == "chscb-2011"
    desk.close()
