"""Labelled utterances read and judged: right, or wrong, and whether a wrong answer would have been recorded."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from s11chat.dialog.load import load_dialog
from s11chat.dialog.model import Kind
from s11chat.dialog.question import Question, questions
from s11chat.exchange.utterance import question_of
from s11chat.language.read import read
from s11chat.language.reading import Act, Context, Reading, Span
from s11chat.settings import shipped

LABELLED = Path(__file__).with_name("labelled")
ASKED_ON = date(2008, 10, 14)
"""A Tuesday, for whatever is counted from the day asked."""


@dataclass(frozen=True)
class Judged:
    """One line and what became of it."""

    said: str
    question: str
    kind: str
    act: str
    right: bool
    recorded: bool
    """Whether an answer is recorded that was not given."""
    reading: Reading


def catalogue(name: str) -> Mapping[str, Question]:
    """The questions a file of `labelled` is about; what follows an underscore tells batches apart."""
    about = name.partition("_")[0]
    return _survey() if about == "survey" else _dialog(about)


@cache
def _survey() -> Mapping[str, Question]:
    return catalogue_of(json.loads((LABELLED / "survey.json").read_text(encoding="utf-8")))


@cache
def _dialog(name: str) -> Mapping[str, Question]:
    return questions(load_dialog(shipped("dialogs") / f"{name}.yaml"))


def catalogue_of(raw: Iterable[Mapping[str, Any]]) -> Mapping[str, Question]:
    """Questions as files of utterances write them, by id."""
    return {str(each["id"]): question_of(each) for each in raw}


def files() -> tuple[Path, ...]:
    """The labelled files, all in our own wording."""
    return tuple(sorted(LABELLED.glob("*.jsonl")))


def judged_file(path: Path, every: int = 1) -> Iterator[Judged]:
    """The lines of a labelled file, judged; of so many in a row the first."""
    known = catalogue(path.stem)
    for line in path.read_text(encoding="utf-8").splitlines()[::every]:
        entry = json.loads(line)
        yield judged(str(entry["said"]), known[entry["question"]], known, entry)


def judged(
    said: str,
    question: Question,
    known: Mapping[str, Question],
    expected: Mapping[str, Any],
    reader: Callable[[str, Question, Context], Reading] = read,
) -> Judged:
    """What `said` is read as, held against what it means."""
    reading = reader(said, question, Context(ASKED_ON, known))
    about = known.get(str(expected.get("target")), question)
    right = reading.act.value == expected["act"] and _same(reading, about, expected)
    recorded = not right and reading.act in (Act.ANSWER, Act.CORRECT)
    return Judged(said, question.id, about.kind.value, str(expected["act"]), right, recorded, reading)


def _same(reading: Reading, about: Question, expected: Mapping[str, Any]) -> bool:
    if reading.act is Act.COMMAND:
        same = reading.command is not None and reading.command.value == expected["command"]
        return same and _names(reading.value, expected.get("value"))
    if reading.act not in (Act.ANSWER, Act.CORRECT):
        return True
    if reading.act is Act.CORRECT and reading.target != expected["target"]:
        return False
    if about.kind is Kind.TEXT and not expected.get("codes"):
        return not reading.codes
    if expected.get("codes") or about.kind in (Kind.SINGLE, Kind.MULTI, Kind.YESNO):
        return set(reading.codes) == set(expected.get("codes") or ())
    return _near(reading.value, expected.get("value"))


def _names(value: object, expected: object) -> bool:
    """Whether the time or the person said is in the words read, where the line tells it."""
    if not isinstance(expected, str):
        return True
    return set(expected.lower().split()) <= set(str(value).lower().replace(",", " ").split())


def _near(value: object, expected: object) -> bool:
    """Whether a number or a date is the one meant; of a period any day inside counts."""
    if isinstance(expected, Mapping):
        ends = (value.minimum, value.maximum) if isinstance(value, Span) else ()
        return [*ends] == [float(expected["min"]), float(expected["max"])]
    if isinstance(expected, str):
        first, _, last = expected.partition("/")
        found_first, _, found_last = str(value).partition("/")
        return first <= found_first and (found_last or found_first) <= (last or first)
    if isinstance(value, int | float) and isinstance(expected, int | float):
        return abs(value - expected) <= max(0.06, 0.01 * abs(expected))
    return False


@dataclass(frozen=True)
class Share:
    """How many of some lines are right, and how many recorded wrongly."""

    lines: int
    right: int
    recorded: int

    def __str__(self) -> str:
        return (
            f"{self.right}/{self.lines} right ({self.right / self.lines:.1%}), "
            f"{self.recorded} recorded wrongly ({self.recorded / self.lines:.1%})"
        )


def shares(found: Iterable[Judged], by: Callable[[Judged], str]) -> Mapping[str, Share]:
    """The shares by act, by kind or by whatever `by` tells."""
    lines, right, recorded = Counter[str](), Counter[str](), Counter[str]()
    for each in found:
        name = by(each)
        lines[name] += 1
        right[name] += each.right
        recorded[name] += each.recorded
    return {name: Share(lines[name], right[name], recorded[name]) for name in sorted(lines)}
