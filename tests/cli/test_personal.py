"""Every command that hands out what is held of people says so in one line, and no other does."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import pytest

from s11chat.cli import parser
from s11chat.cli.personal import HOLDS, NOTHING
from s11chat.store.personal import HOLDINGS
from tests.office import AUDIT, NELL, PRACTICE

from .conftest import Run

PEOPLE = ("Nell Thimble", "Ben Marsh", "@example.org", "01632 960011", "kitchen door", "Ida Interviewer")
"""What tells of somebody, as it is put in below."""
SAID = "It holds personal data: "


def leaves(command: argparse.ArgumentParser, name: str = "") -> Iterator[str]:
    """Every command with all its verbs."""
    below = [action for action in command._actions if isinstance(action, argparse._SubParsersAction)]
    if not below:
        yield name.strip()
    for action in below:
        for verb, made in action.choices.items():
            yield from leaves(made, f"{name} {verb}")


def test_every_command_says_or_has_a_reason_not_to() -> None:
    assert set(leaves(parser())) == HOLDS.keys() | NOTHING.keys()
    assert not HOLDS.keys() & NOTHING.keys()
    assert all(NOTHING.values())


def test_what_a_command_hands_out_is_classified() -> None:
    columns = {f"{one.table.name}.{name}" for one in HOLDINGS for name in one.columns}
    tables = {one.table.name for one in HOLDINGS}
    named = {word for words in HOLDS.values() for word in words.split()}
    assert named <= columns | tables | {"*"}


@pytest.fixture
def lived_in(run: Run, home: Path) -> Run:
    """An office in which something of a person stands wherever it may."""
    issued = run("access", "issue", PRACTICE, "--role", "delegate", "--person", NELL, "--json").json["code"]
    said = f"{issued}\nfully met\nminutes behind the kitchen door\n:note ask at the kitchen door\n:leave\n"
    assert run("interview", PRACTICE, "--plain", stdin=said).code == 0
    assert run("calls", "message", AUDIT, "ring Nell Thimble", "--about", "GP1").code == 0
    told = (
        "--kind",
        "policy",
        "--title",
        "Policy at the kitchen door",
        "--covers",
        "1.1",
        "--place",
        "shelf",
    )
    assert run("evidence", "add", PRACTICE, *told).code == 0
    return run


SHOWING = (
    *(
        "calls list WAVE",
        "calls messages WAVE",
        "calls show CASE",
        "delegate list CASE",
        "evidence list CASE",
    ),
    *(
        "evidence missing WAVE",
        "frame export WAVE",
        "letters due WAVE --stage invitation",
        "letters log WAVE",
    ),
    *(
        "person list CASE",
        "person list CASE --json",
        "office list WAVE",
        "privacy log WAVE",
        "privacy report WAVE",
    ),
    *(
        "report delegates WAVE",
        "report rates WAVE",
        "report reliability WAVE",
        "report response WAVE",
        "report timings WAVE",
        "report weighting WAVE",
    ),
    *("returns certificate CASE", "returns show CASE", "returns show CASE --json", "verify", "wave list"),
    *(
        "wave status WAVE",
        "wave status WAVE --json",
        "kb used CASE",
        "wave plan WAVE",
        "duplicates list WAVE",
    ),
)


def test_who_reads_of_people_is_told_and_nobody_else(lived_in: Run) -> None:
    wrong = {}
    for words in SHOWING:
        ran = lived_in(*words.replace("CASE", PRACTICE).replace("WAVE", AUDIT).split())
        tells = any(one.casefold() in ran.out.casefold() for one in PEOPLE)
        if (ran.code, SAID in ran.err, SAID in ran.out) != (0, tells, False):
            wrong[words] = (ran.code, ran.err, ran.out)
        if "--json" in words:
            assert ran.json
    assert not wrong, wrong
