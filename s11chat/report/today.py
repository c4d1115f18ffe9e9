"""How a wave stands today, on paper: the stage it is at, the letters that are due, and what is stuck with whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from s11chat.analysis.page import Waiting
from s11chat.fieldwork.hours import day_told
from s11chat.report.sheet import Wave
from s11chat.report.waiting import as_structure, waiting_lines

_OVER = "The wave is closed: nothing is due any more."


@dataclass(frozen=True)
class Letters:
    """What is to be written at the stage whose day has come."""

    stage: str
    due: Mapping[str, int]
    """By what they are about."""
    unreachable: int
    """Cases that should get one and cannot be written to."""
    cases: tuple[str, ...] = ()
    """Those that one is due to, each once."""


@dataclass(frozen=True)
class Stuck:
    """Cases that are stuck in one way."""

    key: str
    say: str
    cases: tuple[Waiting, ...]


@dataclass(frozen=True)
class TodayReport:
    """A wave on one day."""

    wave: Wave
    day: date
    """By the clock of the wave."""
    stage: str
    """The stage that has come last; empty before the first."""
    since: date | None
    following: str
    """The next stage; empty after the last."""
    on: date | None
    letters: Letters | None
    """None where no letters are due, or whoever asks writes none."""
    stuck: tuple[Stuck, ...]


def as_text(report: TodayReport, width: int | None = None) -> list[str]:
    """Lines for a terminal of that width, or for a pipe."""
    from s11chat.report.terminal import wrapped  # data for a program need no drawing

    lines = [*wrapped((str(report.wave), f"{day_told(report.day)} {report.day.year}"), width), ""]
    lines += wrapped((*_stages(report), *_letters(report.letters)), width)
    for one in report.stuck:
        lines += waiting_lines(one.say, one.cases, width)
    if not report.wave.closed and not any(one.cases for one in report.stuck):
        lines += ["", "Nothing is stuck."]
    return lines


def as_data(report: TodayReport) -> dict[str, Any]:
    """The same as data, every case named; null where there is nothing."""
    letters = report.letters
    return {
        "wave": report.wave.id,
        "title": report.wave.title,
        "closed": report.wave.closed,
        "day": report.day.isoformat(),
        "stage": report.stage or None,
        "stage_since": report.since.isoformat() if report.since else None,
        "next_stage": report.following or None,
        "next_on": report.on.isoformat() if report.on else None,
        "letters": {
            "stage": letters.stage,
            "due": sum(letters.due.values()),
            "by_kind": dict(letters.due),
            "unreachable": letters.unreachable,
        }
        if letters
        else None,
        "stuck": {one.key: [as_structure(case) for case in one.cases] for one in report.stuck},
    }


def _stages(report: TodayReport) -> Iterator[str]:
    if report.wave.closed:
        late = any(one.cases for one in report.stuck)
        yield "The wave is closed; actions that were agreed run on." if late else _OVER
        return
    if report.stage and report.since:
        today = " (today)" if report.since == report.day else ""
        yield f"Stage: {report.stage}, since {report.since.day} {report.since:%B}{today}."
    if report.following and report.on:
        yield f"Next: {report.following}, on {report.on.day} {report.on:%B}."
    if not report.stage and not report.following:
        yield f"No stages are planned: 's11chat wave plan {report.wave.id}' sets them."


def _letters(letters: Letters | None) -> Iterator[str]:
    if letters is None:
        return
    number = sum(letters.due.values())
    kinds = ", ".join(f"{count} {kind}" for kind, count in letters.due.items())
    yield f"Letters due ({letters.stage}): {number}" + (f" ({kinds})." if kinds else ".")
    if letters.unreachable:
        yield f"Cannot be written to: {letters.unreachable}; 's11chat letters due' says why."
