"""Reads files of utterances, one JSON object a line, so that the reader of answers can be measured."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from s11chat.dialog.model import Kind, NoAnswer, Option, Wording
from s11chat.dialog.question import Question
from s11chat.errors import Problem, SourceError
from s11chat.language.normalise import phrase
from s11chat.language.read import read
from s11chat.language.reading import Act, Context, Reading, Span

_FILE = "utterances"
_KINDS = {"DK": NoAnswer.DONT_KNOW, "NA": NoAnswer.NOT_APPLICABLE}
_LABELS = {
    phrase("don't know"): NoAnswer.DONT_KNOW,
    phrase("not applicable"): NoAnswer.NOT_APPLICABLE,
}
_ALONE = re.compile(
    r"^(?:none\b|no[- ]one\b|nothing\b|no \w+ (?:is|are)\b|no \w+ available\b)", re.IGNORECASE
)
_SPECIFY = re.compile(r"^other\b.*\bspecify\b", re.IGNORECASE)
_DECIMALS = 2
"""These files do not say how many decimals a question takes."""
_UNDATED = date(2000, 1, 1)
"""Stands for the day asked where no question of the file is about dates."""


class _FaultError(Exception):
    """What is wrong with a line; becomes a problem with its number."""


Topics = Callable[[str], Iterable[str]]
"""Ids of articles for the words of a question, best first."""


def readings(
    lines: Iterable[str], catalogue: Iterable[object] | None = None, topics: Topics | None = None
) -> Iterator[str]:
    """A reading for each line, as JSON, in the order of the lines.

    `topics` finds the articles a question back is about, best first; without it none are named.
    `catalogue` holds the questions that a correction may be about. Lines that cannot be used are left out
    and told together in one `SourceError` after the last line.
    """
    problems: list[Problem] = []
    questions: dict[str, Question] = {}
    asked_on = _UNDATED
    for raw in _flat(catalogue or ()):
        try:
            question = question_of(raw)
        except _FaultError as fault:
            problems.append(Problem("catalogue", 0, str(fault)))
            continue
        questions[question.id] = question
        asked_on = _day(raw) or asked_on
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield _read(line, questions, asked_on, topics)
        except _FaultError as fault:
            problems.append(Problem(_FILE, number, str(fault)))
    if problems:
        raise SourceError(problems)


def _read(line: str, questions: Mapping[str, Question], asked_on: date, topics: Topics | None) -> str:
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        raise _FaultError("this is not JSON; write one object a line") from None
    if not isinstance(entry, dict) or not isinstance(entry.get("question"), dict):
        raise _FaultError('give each line an object with "id", "question" and "utterance"')
    if not isinstance(entry.get("utterance"), str) or "id" not in entry:
        raise _FaultError('give the line an "id" and the "utterance" as text')
    question = question_of(entry["question"])
    context = Context(_day(entry["question"]) or asked_on, questions)
    reading = read(entry["utterance"], question, context)
    asks = topics is not None and reading.act is Act.ASK_KB
    return _written(entry["id"], reading, topics(entry["utterance"]) if asks and topics else ())


def _written(key: Any, reading: Reading, topics: Iterable[str]) -> str:
    value: Any = reading.value
    if isinstance(value, Span):
        value = {"min": value.minimum, "max": value.maximum}
    return json.dumps(
        {
            "id": key,
            "act": reading.act.value,
            "codes": list(reading.codes),
            "value": value,
            "target": reading.target,
            "command": reading.command.value if reading.command else None,
            "topic": list(topics),
            "confidence": reading.confidence,
            "because": reading.because,
        },
        ensure_ascii=False,
    )


def _flat(raw: object) -> Iterator[Mapping[str, Any]]:
    """The questions in lists of any depth, or in a mapping that holds them."""
    if isinstance(raw, Mapping):
        if "kind" in raw and "id" in raw:
            yield raw
        else:
            for inner in raw.values():
                yield from _flat(inner)
    elif isinstance(raw, Iterable) and not isinstance(raw, str | bytes):
        for inner in raw:
            yield from _flat(inner)


def question_of(raw: Mapping[str, Any]) -> Question:
    """A question as a line of such a file writes it. Raises where something is missing."""
    name = raw.get("id")
    if not isinstance(name, str) or not name:
        raise _FaultError('give the question an "id"')
    try:
        kind = Kind(str(raw.get("kind")))
    except ValueError:
        raise _FaultError(f'"{raw.get("kind")}" is no kind of question; use {", ".join(Kind)}') from None
    if kind is Kind.DATE and raw.get("asked_on") is None:
        raise _FaultError('a date question needs "asked_on", the day it was asked')
    options = _options(raw.get("options") or ())
    if kind in (Kind.SINGLE, Kind.MULTI, Kind.RANKING, Kind.YESNO) and len(options) < 2:
        raise _FaultError("give the question at least two options")
    return Question(
        id=name,
        kind=kind,
        item=name,
        section="",
        say=Wording(respondent=str(raw.get("text") or name)),
        options=options,
        places=len(options) if kind is Kind.RANKING else 0,
        unit=str(raw["unit"]) if raw.get("unit") else None,
        minimum=_number(raw.get("min")),
        maximum=_number(raw.get("max")),
        decimals=_DECIMALS,
        direction=raw["direction"] if raw.get("direction") in ("past", "future") else None,
    )


def _options(raw: object) -> tuple[Option, ...]:
    if not isinstance(raw, list | tuple):
        raise _FaultError("give the options as a list")
    return _shared(tuple(_option(option) for option in raw))


@lru_cache(maxsize=512)
def _shared(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """The first list that is the same, so that what is known of it is found at once."""
    return options


def _option(raw: object) -> Option:
    if not isinstance(raw, Mapping) or not raw.get("code") or not str(raw.get("label") or "").strip():
        raise _FaultError('give each option a "code" and a "label"')
    code, label = str(raw["code"]), str(raw["label"])
    no_answer = _LABELS.get(phrase(label)) or _KINDS.get(code.upper())
    return Option(
        code=code,
        say=label,
        no_answer=no_answer,
        exclusive=bool(no_answer or _ALONE.match(label)),
        specify=bool(_SPECIFY.match(label)),
    )


def _number(raw: object) -> float | None:
    if raw is None:
        return None
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise _FaultError('give "min" and "max" as numbers')
    return float(raw)


def _day(raw: Mapping[str, Any]) -> date | None:
    asked_on = raw.get("asked_on")
    if asked_on is None:
        return None
    try:
        return date.fromisoformat(str(asked_on))
    except ValueError:
        raise _FaultError('give "asked_on" as a date such as 2008-10-14') from None
