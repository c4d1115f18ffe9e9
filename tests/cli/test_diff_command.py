"""`s11chat dialog diff`: what changed in words, and for programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from s11chat.dialog.starter import starter

from .conftest import Run


@pytest.fixture
def drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Last year's audit and this year's."""
    monkeypatch.chdir(tmp_path)
    text = starter("my-audit")
    Path("a.yaml").write_text(text, encoding="utf-8")
    text = text.replace("version: 1.0.0", "version: 2.0.0").replace("twelve months", "two years")
    Path("b.yaml").write_text(text.replace("score: 50", "score: 40"), encoding="utf-8")


@pytest.mark.usefixtures("drafts")
def test_changes_are_told_in_words(bare: Run) -> None:
    ran = bare("dialog", "diff", "a.yaml", "b.yaml")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(
        "From my-audit 1.0.0 to my-audit 2.0.0: break.\n\nNot comparable any more\n  1.4: "
    )
    assert "  2.1, 2.2: another score stands at “Partly met”.\n    -> answers compare as they are;" in ran.out
    assert (
        ran.last
        == "17 questions in both: 14 compare as they are, 2 with caution, 1 not at all. New: 0. Gone: 0."
    )
    assert max(len(line) for line in ran.out.splitlines()) <= 100


@pytest.mark.usefixtures("drafts")
def test_changes_are_told_to_programs(bare: Run) -> None:
    told = bare("dialog", "diff", "a.yaml", "b.yaml", "--json").json
    assert told["before"] == {"dialog": "my-audit", "version": "1.0.0"}
    assert told["comparability"] == "break"
    assert told["questions"]["break"] == ["1.4"]
    assert told["questions"]["caution"] == ["2.1", "2.2"]
    assert (told["questions"]["added"], told["questions"]["removed"]) == ([], [])
    first = told["changes"][0]
    assert set(first) == {"questions", "aspect", "comparability", "says", "means"}
    assert (first["questions"], first["aspect"], first["comparability"]) == (["1.4"], "wording", "break")


@pytest.mark.usefixtures("drafts")
def test_a_version_of_its_own_is_asked_for(bare: Run) -> None:
    text = Path("b.yaml").read_text(encoding="utf-8")
    Path("b.yaml").write_text(text.replace("2.0.0", "1.0.0"), encoding="utf-8")
    assert "Both say version 1.0.0: give the later one" in bare("dialog", "diff", "a.yaml", "b.yaml").last


def test_nothing_and_next_to_everything(bare: Run) -> None:
    same = bare("dialog", "diff", "chscb-2011", "chscb-2011")
    assert same.code == 0
    assert "Nothing that people or figures would notice has changed." in same.out
    other = bare("dialog", "diff", "dcsf-2008", "chscb-2011")
    assert "0 questions in both" in other.last
    gone = bare("dialog", "diff", "chscb-2011", "none.yaml")
    assert gone.code == 2
    assert "There is no dialog 'none.yaml'" in gone.err
