"""`s11chat rehearse`, in plain lines and full screen: made up, repeatable, and nothing is left behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

from s11chat.dialog.starter import starter


def rehearse(home: Path, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "s11chat", "--home", str(home), "rehearse", *words],
        input=typed,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_same_seed_makes_the_same_respondent(tmp_path: Path) -> None:
    typed = "fully met\n:probe\n:quit\n"
    ran = [rehearse(tmp_path, "chscb-2011", "--seed", "4", "--plain", typed=typed) for _ in range(2)]
    assert [one.returncode for one in ran] == [0, 0]
    assert ran[0].stdout == ran[1].stdout
    assert 'Respondent: "' in ran[0].stdout
    assert "Rehearsal 4 (brisk): 1 answer recorded." in ran[0].stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "way", [":pause", ":pause Tuesday 10:00", ":quit", "", "can we stop here please, I am late\ny"]
)
def test_however_it_is_left_it_ends_with_how_it_went_and_promises_nothing(tmp_path: Path, way: str) -> None:
    ran = rehearse(tmp_path, "chscb-2011", "--seed", "4", "--plain", typed=f"fully met\n{way}\n")
    assert ran.returncode == 0
    said = ran.stdout.splitlines()
    assert said[-1] == "Nothing of this was kept."
    assert said.count("Rehearsal 4 (brisk): 1 answer recorded.") == 1
    for promise in ("saved", "Paused", "taken up again", "Tuesday"):
        assert promise not in ran.stdout.replace(way, "")


def test_left_at_once_nothing_is_said_about_how_it_was_taken_down(tmp_path: Path) -> None:
    ran = rehearse(tmp_path, "chscb-2011", "--seed", "4", "--plain", typed=":pause\n")
    assert ran.stdout.endswith("Rehearsal 4 (brisk): 0 answers recorded.\nNothing of this was kept.\n")


def test_a_type_or_a_dialog_that_does_not_exist(tmp_path: Path) -> None:
    ran = rehearse(tmp_path, "dcsf-2008", "--type", "TLA", "--plain")
    assert ran.returncode == 2
    assert "did you mean 'TTLA'" in ran.stderr
    ran = rehearse(tmp_path, "dcsf-2009", "--plain")
    assert ran.returncode == 2
    assert "There is no dialog 'dcsf-2009'" in ran.stderr


def draft(folder: Path, old: str = "", new: str = "") -> str:
    """The file of a draft: the starter with one thing changed."""
    file = folder / "my-audit.yaml"
    text = starter("my-audit")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return str(file)


def test_a_draft_is_rehearsed_by_its_file(tmp_path: Path) -> None:
    home = tmp_path / "home"
    ran = rehearse(home, draft(tmp_path), "--type", "club", "--seed", "1", "--plain", typed="\nyes\n:quit\n")
    assert ran.returncode == 0
    assert "How many people work with children at the organisation" in ran.stdout
    assert "1 answer recorded." in ran.stdout
    assert "to mend" not in ran.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["my-audit.yaml"]


def test_an_article_that_is_missing_is_told_and_the_draft_is_asked(tmp_path: Path) -> None:
    file = draft(tmp_path, "kb: [frontline_lead]", "kb: [frontline_laed]")
    ran = rehearse(tmp_path, file, "--seed", "1", "--plain", typed="\n:why\nyes\n:quit\n")
    assert ran.returncode == 0
    assert "no article is called 'frontline_laed' (did you mean 'frontline_lead'?)" in ran.stderr
    assert ran.stderr.index("no article") < ran.stderr.index("1 to mend; it can be rehearsed all the same.")
    assert "1 answer recorded." in ran.stdout


def test_a_draft_that_cannot_be_asked_tells_every_fault(tmp_path: Path) -> None:
    file = draft(tmp_path, "kind: yesno\n        kb: [frontline_lead]", "kind: yesno\n        kb: [nothing]")
    Path(file).write_text(
        Path(file).read_text(encoding="utf-8").replace('when: {"1.1": ["no"]}', 'when: {"1.1": ["nay"]}', 1),
        encoding="utf-8",
    )
    ran = rehearse(tmp_path, file, "--plain")
    assert (ran.returncode, ran.stdout) == (3, "")
    assert "Mend these first" in ran.stderr
    assert ran.stderr.count("has no option 'nay'") == 1
    assert ran.stderr.count("no article is called 'nothing'") == 1


def test_faults_are_told_before_the_full_screen_covers_them(tmp_path: Path) -> None:
    file = draft(tmp_path, "kb: [frontline_lead]", "kb: [frontline_laed]")
    command = ["-m", "s11chat", "--home", str(tmp_path), "rehearse", file, "--seed", "1"]
    with pexpect.spawn(sys.executable, command, timeout=30, dimensions=(24, 80), encoding="utf-8") as screen:
        screen.expect("no article is called 'frontline_laed'")
        screen.expect("Enter begins.")
        screen.send("\r")
        screen.expect("first questions are about")
