"""The reader over thousands of labelled utterances: how many it reads right, and records wrongly.

The lines were labelled before the reader saw them. The floors keep what is reached, in two groups: lines of which
every misreading was looked at, and lines that only the points of `words/weight.txt` were learned from, every third of them. What breaks
one is looked at line by line with `python -m tests.bench reading`.
"""

from __future__ import annotations

import re
from functools import cache

import pytest

from tests.language.judged import Judged, files, judged_file, shares

LOOKED_AT = 34
"""The last file of the survey's lines that were looked at one by one."""
_EVERY = 3
"""Of the other files so many lines are one that is read."""
_RIGHT = {
    True: {
        "answer": 0.98,
        "ask_kb": 0.98,
        "clarify": 0.98,
        "command": 0.98,
        "correct": 0.96,
        "note": 0.98,
        "other": 0.94,
    },
    False: {
        "answer": 0.90,
        "ask_kb": 0.98,
        "clarify": 0.95,
        "command": 0.93,
        "correct": 0.86,
        "note": 0.98,
        "other": 0.92,
    },
}
"""The share of lines of each act that are read right, at least: of those looked at, and of the others."""
_RECORDED = {True: 0.003, False: 0.015}
"""The share of all lines that may be recorded wrongly, at most."""
_KINDS = {
    True: {"single": 0.98, "multi": 0.95, "yesno": 0.98, "number": 0.97, "date": 0.98, "text": 0.97},
    False: {"single": 0.93, "multi": 0.81, "yesno": 0.95, "number": 0.89, "date": 0.90, "text": 0.97},
}
"""The share of answers to each kind of question that are read right, at least."""


@cache
def _judged() -> tuple[tuple[bool, Judged], ...]:
    return tuple(
        (_looked_at(path.stem), each)
        for path in files()
        for each in judged_file(path, every=1 if _looked_at(path.stem) else _EVERY)
    )


def _looked_at(stem: str) -> bool:
    batch = re.fullmatch(r"survey_(\d+)", stem)
    return batch is None or int(batch.group(1)) <= LOOKED_AT


def _listed(found: list[Judged]) -> str:
    return "\n".join(f"{j.question}: {j.said} -> {j.reading.act} {j.reading.codes}" for j in found)


def test_every_act_is_among_the_lines() -> None:
    assert len(_judged()) > 8000
    assert set(shares((each for _, each in _judged()), lambda judged: judged.act)) == set(_RIGHT[True])


@pytest.mark.parametrize("looked_at", [True, False])
def test_lines_of_every_act_are_read_right(looked_at: bool) -> None:
    for act, least in _RIGHT[looked_at].items():
        own = [judged for group, judged in _judged() if group is looked_at and judged.act == act]
        wrong = [judged for judged in own if not judged.right]
        assert len(wrong) <= (1 - least) * len(own), f"{act}: {len(wrong)} of {len(own)}\n{_listed(wrong)}"


@pytest.mark.parametrize("looked_at", [True, False])
def test_hardly_anything_is_recorded_wrongly(looked_at: bool) -> None:
    own = [judged for group, judged in _judged() if group is looked_at]
    wrong = [judged for judged in own if judged.recorded]
    assert len(wrong) <= _RECORDED[looked_at] * len(own), f"{len(wrong)} of {len(own)}\n{_listed(wrong)}"


@pytest.mark.parametrize("looked_at", [True, False])
def test_answers_of_every_kind_are_read_right(looked_at: bool) -> None:
    for kind, least in _KINDS[looked_at].items():
        answers = [judged for group, judged in _judged() if group is looked_at and judged.act == "answer"]
        own = [judged for judged in answers if judged.kind == kind]
        wrong = [judged for judged in own if not judged.right]
        assert len(wrong) <= (1 - least) * len(own), f"{kind}: {len(wrong)} of {len(own)}\n{_listed(wrong)}"
