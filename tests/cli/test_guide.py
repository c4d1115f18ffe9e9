"""What CONTRIBUTING.md and the README tell a newcomer to type is typed here, word for word."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from s11chat.cli import NOUNS, parser
from s11chat.engine.spoken import WORDS
from s11chat.settings import shipped

from .conftest import Run

ROOT = Path(__file__).parents[2]


def blocks(file: str) -> list[tuple[str, str]]:
    """The fenced blocks of a page with their languages."""
    text = (ROOT / file).read_text(encoding="utf-8")
    return re.findall(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def typed(block: str) -> list[list[str]]:
    """The words of every s11chat command of a block, comments left out."""
    lines = [shlex.split(line, comments=True) for line in block.splitlines() if line.startswith("s11chat")]
    return [words[1:] for words in lines]


def test_the_dialog_of_the_guide_can_be_tried_as_written(
    bare: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("S11CHAT_CODE", raising=False)
    (dialog,) = [text for language, text in blocks("CONTRIBUTING.md") if language == "yaml"]
    Path("toy-2026.yaml").write_text(dialog, encoding="utf-8")
    (steps,) = [text for _, text in blocks("CONTRIBUTING.md") if "dialog check" in text]
    (frame,) = re.findall(r"^printf '(.*)' > (\S+)$", steps, re.MULTILINE)
    Path(frame[1]).write_text(frame[0].replace(r"\n", "\n"), encoding="utf-8")
    ran = [bare(*words, stdin="not met\n") for words in typed(steps)]
    assert [one.code for one in ran] == [0] * 5, ran
    assert ran[-1].last == "Paused at 1.2"


def test_the_wave_of_the_readme_can_be_made_as_written(
    bare: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("S11CHAT_HOME", str(tmp_path / "home"))
    (frame,) = [text for _, text in blocks("README.md") if text.startswith("ref,name")]
    Path("organisations.csv").write_text(frame, encoding="utf-8")
    (steps,) = [text for _, text in blocks("README.md") if "wave new" in text]
    ran = [bare(*words) for words in typed(steps) if words]
    assert [one.code for one in ran] == [0] * len(ran), ran


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_every_command_shown_is_one(page: str) -> None:
    shown = [words for _, block in blocks(page) for words in typed(block)]
    assert shown
    for words in shown:
        parser().parse_args(words)


def test_the_readme_names_every_command_and_every_word() -> None:
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    assert {noun for noun in NOUNS if f"`{noun}" not in page} == set()
    assert {word.name for word in WORDS if f"`:{word.name}" not in page} == set()
    articles = len(list(shipped("kb").glob("*.md")))
    assert f"from {articles} articles" in page
