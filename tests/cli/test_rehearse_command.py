"""`s11chat rehearse`, in plain lines and full screen: made up, repeatable, and nothing is left behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


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


def test_a_type_or_a_dialog_that_does_not_exist(tmp_path: Path) -> None:
    ran = rehearse(tmp_path, "dcsf-2008", "--type", "TLA", "--plain")
    assert ran.returncode == 2
    assert "did you mean 'TTLA'" in ran.stderr
    ran = rehearse(tmp_path, "dcsf-2009", "--plain")
    assert ran.returncode == 2
    assert "There is no dialog 'dcsf-2009'" in ran.stderr
