"""How long the questions of a wave take, on paper. Nothing is reckoned here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from s11chat.analysis.timing import Timing
from s11chat.report.sheet import NOTHING, Wave, as_sheet

COLUMNS = ("item", "section", "mode", "n", "median_seconds", "p90_seconds", "breaks")
_HEADS = ("Question", "Tel: n", "median", "90 %", "Online: n", "median", "90 %", "breaks")
_NOTES = (
    "Seconds from the question to its first answer, by telephone and online: the median, and the time that nine "
    "of ten did not exceed.",
    "Answers that took more than 10 minutes are counted as breaks and left out; so is what was never timed.",
)


@dataclass(frozen=True)
class QuestionTiming:
    """One question."""

    item: str
    section: str
    modes: Mapping[str, Timing]
    """telephone and online"""


@dataclass(frozen=True)
class TimingsReport:
    """The questions in the order of the dialog, and the wave they were asked in."""

    wave: Wave
    questions: tuple[QuestionTiming, ...]


def as_text(report: TimingsReport, width: int | None = None) -> list[str]:
    """Lines for a terminal of that width, or for a pipe."""
    from s11chat.report.terminal import ruled, wrapped  # a table for a program needs no drawing

    rows = []
    answered = [one for one in report.questions if any(t.n + t.breaks for t in one.modes.values())]
    for question in answered:
        timed = question.modes.values()
        figures = [cell for one in timed for cell in (str(one.n), _seconds(one.median), _seconds(one.top))]
        rows.append((question.item, *figures, str(sum(one.breaks for one in timed))))
    sums = [str(sum(one.modes[mode].n for one in report.questions)) for mode in ("telephone", "online")]
    breaks = sum(one.breaks for question in report.questions for one in question.modes.values())
    total = ("Answers", sums[0], "", "", sums[1], "", "", str(breaks))
    title = wrapped(("Time to answer, in seconds", str(report.wave)), width)
    left_out = len(report.questions) - len(answered)
    untimed = (f"Questions without a timed answer, not shown: {left_out}.",) if left_out else ()
    below = wrapped((*notes(report), *untimed), width)
    return [*title, "", *ruled(_HEADS, rows, total, width), "", *below]


def as_csv(report: TimingsReport) -> str:
    """A row a question and mode; empty where nothing was timed."""
    return as_sheet(
        COLUMNS,
        (
            (
                question.item,
                question.section,
                mode,
                str(one.n),
                *("" if value is None else f"{value:.1f}" for value in (one.median, one.top)),
                str(one.breaks),
            )
            for question in report.questions
            for mode, one in question.modes.items()
        ),
    )


def as_json(report: TimingsReport) -> str:
    """A list of questions with their modes; null where nothing was timed."""
    return json.dumps(
        {
            "wave": report.wave.id,
            "title": report.wave.title,
            "questions": [
                {
                    "item": question.item,
                    "section": question.section,
                    **{
                        mode: {
                            "n": one.n,
                            "median_seconds": one.median,
                            "p90_seconds": one.top,
                            "breaks": one.breaks,
                        }
                        for mode, one in question.modes.items()
                    },
                }
                for question in report.questions
            ],
            "notes": notes(report),
        },
        ensure_ascii=False,
        indent=2,
    )


def notes(report: TimingsReport) -> list[str]:
    """What has to stand below the table wherever it is shown."""
    timed = sum(one.n for question in report.questions for one in question.modes.values())
    return [f"Base: {timed} answers.", *_NOTES]


def _seconds(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.0f}" if value >= 10 else f"{value:.1f}"
