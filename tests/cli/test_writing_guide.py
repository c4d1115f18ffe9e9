"""The guide for people who write dialogs: followed step by step, every example is what it says it is.

Questions of the guide go to the end of its file and everything else above `sections:`, as it tells its readers. An
example that is followed by what the checker says is wrong on purpose, and goes no further.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from s11chat.cli import parser
from s11chat.dialog.load import read_dialog
from s11chat.dialog.question import questions
from s11chat.errors import DialogError
from s11chat.knowledge.library import Library
from s11chat.settings import shipped

from .conftest import Run

FILE = "village-2026.yaml"
GUIDE = (Path(__file__).parents[2] / "dialogs" / "README.md").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Step:
    """The file as it stands once an example is added, and what is said about it; nothing where it checks."""

    text: str
    told: str


def blocks() -> list[tuple[str, str]]:
    return re.findall(r"^```(\w*)\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)


def steps() -> Iterator[Step]:
    text = ""
    examples = [(language, block) for language, block in blocks() if language]
    for (language, block), (after, said) in zip(examples, [*examples[1:], ("", "")], strict=True):
        if language != "yaml":
            continue
        added = block if not text else extended(text, block)
        told = said.strip() if after == "text" else ""
        yield Step(added, told)
        text = text if told else added


def extended(text: str, block: str) -> str:
    """`text` with an example in it."""
    if block.startswith(" "):
        return text + block
    head, sections, rest = text.partition("\nsections:\n")
    return f"{head}\n{block.rstrip()}{sections}{rest}"


STEPS = list(steps())


def checked(text: str) -> str:
    try:
        read_dialog(text, FILE, Library(shipped("kb")).ids)
    except DialogError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("number", range(len(STEPS)))
def test_the_checker_says_what_the_guide_says(number: int) -> None:
    """Word for word; where the guide breaks off with dots, as far as it goes."""
    said, told = checked(STEPS[number].text).splitlines(), STEPS[number].told.splitlines()
    assert len(said) == len(told)
    for line, wanted in zip(said, told, strict=True):
        whole = wanted.removesuffix(" ...")
        assert line == wanted if whole == wanted else line.startswith(whole)


def test_the_guide_teaches_by_mistakes_and_ends_with_an_audit() -> None:
    assert sum(bool(step.told) for step in STEPS) >= 7
    dialog = read_dialog(STEPS[-1].text, FILE)
    assert len(dialog.sections) == 2
    assert "2.1.evidence" in questions(dialog)


def test_every_command_of_the_guide_can_be_typed(
    bare: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    typed = [
        shlex.split(line)[1:]
        for language, block in blocks()
        if not language
        for line in block.splitlines()
        if line.startswith("s11chat")
    ]
    assert len(typed) >= 9
    for number, words in enumerate(typed):
        if number == 4:  # from here on it is the reader's own file
            Path(FILE).write_text(STEPS[-1].text, encoding="utf-8")
        ran = bare(*words, stdin=":quit\n")
        assert ran.code == 0, (words, ran)
    assert Path("village-2026.html").is_file()


def test_what_the_guide_tells_apart_is_there(bare: Run) -> None:
    """Commands in running text, and the two that go on until they are stopped or need two files."""
    assert bare("kb", "search", "vetting", "volunteers").code == 0
    assert bare("kb", "show", "selection_checks").code == 0
    for line in re.findall(r"^    (s11chat .*)$", GUIDE, re.MULTILINE):
        parser().parse_args(shlex.split(line.partition(" > ")[0])[1:])
