"""The reader over more than three thousand labelled utterances: how many it reads right, and records wrongly.

The lines were labelled before the reader saw them. The floors keep what is reached; a rule that breaks one is
looked at line by line with `python -m tests.bench reading`.
"""

from __future__ import annotations

from functools import cache

import pytest

from tests.language.judged import Judged, files, judged_file, shares

_RIGHT = {
    "answer": 0.97,
    "ask_kb": 0.98,
    "clarify": 0.98,
    "command": 0.98,
    "correct": 0.92,
    "note": 0.98,
    "other": 0.94,
}
"""The share of lines of each act that are read right, at least."""
_RECORDED = 0.004
"""The share of all lines that may be recorded wrongly, at most."""


@cache
def _judged() -> tuple[Judged, ...]:
    return tuple(each for path in files() for each in judged_file(path))


def _listed(found: list[Judged]) -> str:
    return "\n".join(f"{j.question}: {j.said} -> {j.reading.act} {j.reading.codes}" for j in found)


def test_every_act_is_among_the_lines() -> None:
    assert len(_judged()) > 3000
    assert set(shares(_judged(), lambda judged: judged.act)) == set(_RIGHT)


@pytest.mark.parametrize("act", _RIGHT)
def test_lines_of_an_act_are_read_right(act: str) -> None:
    own = [judged for judged in _judged() if judged.act == act]
    wrong = [judged for judged in own if not judged.right]
    assert len(wrong) <= (1 - _RIGHT[act]) * len(own), _listed(wrong)


def test_hardly_anything_is_recorded_wrongly() -> None:
    wrong = [judged for judged in _judged() if judged.recorded]
    assert len(wrong) <= _RECORDED * len(_judged()), _listed(wrong)


@pytest.mark.parametrize("kind", ["single", "multi", "yesno", "number", "date", "text"])
def test_answers_of_a_kind_are_read_right(kind: str) -> None:
    own = [judged for judged in _judged() if judged.act == "answer" and judged.kind == kind]
    wrong = [judged for judged in own if not judged.right]
    assert len(wrong) <= 0.05 * len(own), _listed(wrong)
