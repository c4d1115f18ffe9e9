"""The command line itself: help, versions, exit codes, and nonsense."""

from __future__ import annotations

import argparse
import random
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from s11chat import __version__
from s11chat.cli import parser
from s11chat.cli.example import EXAMPLES

from .conftest import Run


def commands(top: argparse.ArgumentParser, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command with its verbs."""
    yield words
    for action in top._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                yield from commands(below, (*words, name))


def parsers(top: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """Every parser there is."""
    yield top
    for action in top._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from parsers(below)


COMMANDS = sorted(set(commands(parser())))


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_explains_itself(bare: Run, words: tuple[str, ...]) -> None:
    ran = bare(*words, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"usage: s11chat {' '.join(words)}".rstrip())


def test_every_command_has_a_line_in_the_help_above_it(bare: Run) -> None:
    for words in COMMANDS:
        if words:
            above = bare(*words[:-1], "--help").out
            assert f"\n    {words[-1]} " in above or f"\n    {words[-1]}\n     " in above, words


@pytest.mark.parametrize("words", [words for words in COMMANDS if words], ids=" ".join)
def test_every_help_has_an_example(bare: Run, words: tuple[str, ...]) -> None:
    _, _, examples = bare(*words, "--help").out.partition("\nexample")
    assert f"\n  s11chat {' '.join(words)}" in examples


@pytest.mark.parametrize("line", [f"{name} {line}" for name, lines in EXAMPLES.items() for line in lines])
def test_every_example_can_be_typed(line: str) -> None:
    parser().parse_args(shlex.split(line))


def test_every_argument_is_explained() -> None:
    for command in parsers(parser()):
        for argument in command._actions:
            assert argument.help or isinstance(argument, argparse._SubParsersAction), (
                command.prog,
                argument.dest,
            )


def test_general_options_may_stand_anywhere(bare: Run, tmp_path: Path) -> None:
    for words in (("--home", tmp_path), (f"--home={tmp_path}",)):
        ran = bare("wave", "list", *words)
        assert f"There is no database at {tmp_path}" in ran.err
    ran = bare("kb", "show", "--", "--home", tmp_path)
    assert "There is no article '--home" in ran.err
    assert bare("wave", "list", "--home").code == 2


def test_what_was_typed_does_no_harm_when_it_is_repeated(bare: Run) -> None:
    ran = bare("dialog", "show", "\x1b[2Jnone\u202e")
    assert ran.err == "There is no dialog 'none'. Try: s11chat dialog list\n"


def test_a_shell_completes_commands(bare: Run, tmp_path: Path) -> None:
    script = tmp_path / "completion.bash"
    script.write_text(bare("completion", "bash").out, encoding="utf-8")
    for words, offered in (
        (("wa",), "wave"),
        (("wave", "st"), "status"),
        (("access", "issue", "w/x", "--role", "le"), "lead"),
    ):
        asked = f"COMP_WORDS=(s11chat {' '.join(words)}); COMP_CWORD={len(words)}"
        done = subprocess.run(
            ["bash", "-c", f'source {script}; {asked}; _s11chat; echo "${{COMPREPLY[@]}}"'],
            capture_output=True,
            check=True,
            text=True,
        )
        assert done.stdout.split() == [offered]
    assert "bashcompinit" in bare("completion", "zsh").out


def test_the_help_names_the_exit_codes(bare: Run) -> None:
    assert "0 done, 1 refused, 2 usage, 3 data problem, 4 busy or unreachable" in bare("--help").out


def test_the_version(bare: Run) -> None:
    assert bare("--version").out == f"s11chat {__version__}\n"


@pytest.mark.parametrize(
    "words",
    [
        ("nonsense",),
        ("wave",),
        ("wave", "nonsense"),
        ("wave", "new"),
        ("wave", "new", "x"),
        ("interview",),
        ("frame", "check"),
        ("access", "issue", "a/b"),
        ("read",),
        ("backup",),
        ("verify", "--nonsense"),
        ("--home",),
    ],
)
def test_a_command_that_is_not_whole_is_usage(bare: Run, words: tuple[str, ...]) -> None:
    ran = bare(*words)
    assert (ran.code, ran.out) == (2, "")
    assert "usage:" in ran.err


def test_the_home_screen_needs_a_terminal(bare: Run) -> None:
    ran = bare()
    assert (ran.code, ran.out) == (2, "")
    assert "needs a terminal" in ran.err


@pytest.mark.parametrize(
    "words",
    [
        ("wave", "list"),
        ("wave", "status", "w"),
        ("person", "list", "w/r"),
        ("access", "issue", "w/r", "--role", "lead"),
        ("interview", "w/r", "--plain"),
        ("docket",),
        ("returns", "show", "w/r"),
        ("verify",),
        ("backup", "x.db"),
        ("db", "upgrade"),
        ("frame", "check", "w", "f.csv"),
    ],
    ids=" ".join,
)
def test_without_a_database_every_command_says_so(bare: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    ran = bare("--home", tmp_path / "none", *words)
    assert (ran.code, ran.out) == (3, "")
    assert "There is no database at" in ran.err
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("nonsense", 2),
        ("://", 2),
        ("nosuch://x", 2),
        ("sqlite:////nowhere/at/all/x.db", 3),
        ("sqlite:////", 3),
    ],
)
def test_a_database_that_cannot_be_one(bare: Run, tmp_path: Path, url: str, code: int) -> None:
    ran = bare("--home", tmp_path, "--db", url, "wave", "list")
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.strip().count("\n") == 0


WORDS = (
    *{word for words in COMMANDS for word in words},
    "--json", "--plain", "--as", "--role", "--person", "--home", "--db", "--actor", "--yes", "--dialog", "--to",
    "lead", "delegate", "audit-11", "audit-11/GP1", "audit-11/", "/", "GP1", "", " ", "-", "--", "-1", "1e9",
    "%s", "{x}", "../../etc/passwd", "'", '"', "\x1b[31m", "\u202e", "é", "🙂", "a" * 5000, "2026-13-01",
    "chscb-2011", "sqlite://", "file.csv", ".",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
def test_nonsense_never_breaks_it(
    run: Run, tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    dice = random.Random(seed)
    for _ in range(40):
        words = [dice.choice(WORDS) for _ in range(dice.randrange(1, 8))]
        if words[0] == "demo" or "demo" in words:
            continue
        ran = run(*words, stdin=dice.choice(("", "1\n", "\x00\xff\n", "yes\n:quit\n")))
        assert ran.code in range(5), (words, ran)
        assert ran.code == 0 or ran.err.strip() or ran.out, words
