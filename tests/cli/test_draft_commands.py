"""What somebody needs who writes a dialog: a starter, a check at every saving, a schema for the editor."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from s11chat.dialog.load import load_dialog
from s11chat.dialog.starter import LONGEST, starter

from .conftest import Run


@pytest.fixture(autouse=True)
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_new_dialog_checks_and_is_there_once(bare: Run) -> None:
    ran = bare("dialog", "new", "school-2026")
    assert (ran.code, ran.out) == (0, "")
    assert "s11chat dialog check --watch school-2026.yaml" in ran.err
    checked = bare("dialog", "check", "school-2026.yaml")
    assert (checked.code, checked.out, checked.err) == (0, "", "1 dialog checks.\n")
    dialog = load_dialog(Path("school-2026.yaml"))
    assert (dialog.dialog, dialog.title) == ("school-2026", "School 2026")
    again = bare("dialog", "new", "school-2026.yaml")
    assert again.code == 1
    assert "school-2026.yaml is there already" in again.err


def test_a_new_dialog_uses_what_it_teaches() -> None:
    """A section, most kinds, a scale, follow-ups, conditions, checks and a contradiction; the schema is named first."""
    text = starter("my-audit")
    assert text.startswith("# yaml-language-server: $schema=dialog.schema.json\n")
    kinds = {line.split("kind: ")[1].split()[0] for line in text.splitlines() if "kind: " in line}
    assert kinds >= {"single", "multi", "yesno", "number", "date", "text", "grid", "rating", "statement"}
    for key in ("follow_ups:", "checks:", "contradictions:", "organisation.type:", "{{ organisation }}"):
        assert key in text
    assert max(len(line) for line in text.splitlines()) <= 120


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("School 2026", "call it 'school-2026'"),
        ("ÄÖ", "names are written like school-2026"),
        ("", "cannot name a dialog"),
        ("/", "cannot name a dialog"),
        ("a" * (LONGEST + 1), "cannot name a dialog"),
    ],
)
def test_what_cannot_be_a_name(bare: Run, tmp_path: Path, name: str, told: str) -> None:
    ran = bare("dialog", "new", name)
    assert ran.code == 2
    assert told in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_dialog_that_came_with_the_program_keeps_its_name(bare: Run) -> None:
    ran = bare("dialog", "new", "chscb-2011")
    assert ran.code == 1
    assert "choose another name" in ran.err


def test_a_folder_that_is_not_there(bare: Run) -> None:
    ran = bare("dialog", "new", "none/my-audit")
    assert (ran.code, ran.err) == (
        2,
        "'none/my-audit.yaml' cannot be written: No such file or directory.\n",
    )


def test_the_schema_is_json_and_nothing_else(bare: Run) -> None:
    made = bare("dialog", "schema")
    assert (made.code, made.err) == (0, "")
    assert "properties" in made.json


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A check that watches `a.yaml`, its output unbuffered as a terminal's would be."""
    (tmp_path / "a.yaml").write_text(starter("my-audit"), encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "s11chat", "dialog", "check", "--watch", "a.yaml"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        bufsize=1,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:
        yield process
        process.kill()


def until(process: subprocess.Popen[str], words: str) -> str:
    """What is printed up to and with the line that holds `words`."""
    assert process.stdout
    told = ""
    for line in process.stdout:
        told += line
        if words in line:
            return told
    pytest.fail(f"'{words}' was never told, but: {told}")


def test_a_file_is_checked_whenever_it_is_saved(watching: subprocess.Popen[str], tmp_path: Path) -> None:
    assert "Watching; Ctrl+C ends it." in until(watching, "1 dialog checks.")
    file = tmp_path / "a.yaml"
    file.write_text(starter("my-audit").replace("kind: grid", "kind: gird"), encoding="utf-8")
    assert "(did you mean 'grid'?)" in until(watching, "1 to mend.")
    other = tmp_path / "other"  # many editors write a new file and put it in place of the old one
    other.write_text(starter("my-audit"), encoding="utf-8")
    other.replace(file)
    assert "to mend" not in until(watching, "1 dialog checks.")
    file.unlink()
    assert "cannot be read" in until(watching, "1 to mend.")
    time.sleep(0.1)
    watching.send_signal(signal.SIGINT)
    assert until(watching, "No longer watching.").strip() == "No longer watching."
    assert watching.wait(10) == 0
