"""How long the questions of a wave take, on paper. Nothing is reckoned here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from s11chat.analysis.timing import Timing
from s11chat.report.sheet import NOTHING, Wave
from s11chat.report.table import Column, Records, Report, Role, Row, Table

COLUMNS = ("item", "section", "mode", "n", "median_seconds", "p90_seconds", "breaks")
_COLUMNS = (
    *(Column(head, over="Telephone") for head in ("n", "median", "90 %")),
    *(Column(head, over="Online") for head in ("n", "median", "90 %")),
    Column("breaks"),
)
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


def report(figures: TimingsReport) -> Report:
    """To read: the questions that were timed. As data: every question and mode, empty or null where nothing was."""
    base, *others = notes(figures)
    answered = [one for one in figures.questions if any(t.n + t.breaks for t in one.modes.values())]
    left_out = len(figures.questions) - len(answered)
    return Report(
        name="timings",
        title="Time to answer, in seconds",
        wave=figures.wave,
        tables=(
            Table(
                id="timings",
                title="Time to answer, in seconds",
                columns=(Column("Question", figure=False), *_COLUMNS),
                rows=(*map(_row, answered), _total(figures)),
                notes=(f"Questions without a timed answer, not shown: {left_out}.",) if left_out else (),
            ),
        ),
        records=Records(COLUMNS, tuple(_records(figures))),
        structure={"questions": [_structure(question) for question in figures.questions]},
        base=base,
        notes=tuple(others),
    )


def _row(question: QuestionTiming) -> Row:
    timed = question.modes.values()
    cells = [cell for one in timed for cell in (str(one.n), _seconds(one.median), _seconds(one.top))]
    exact = [value for one in timed for value in (one.n, one.median, one.top)]
    breaks = sum(one.breaks for one in timed)
    return Row((question.item, *cells, str(breaks)), exact=(None, *exact, breaks))


def _total(figures: TimingsReport) -> Row:
    sums = [str(sum(one.modes[mode].n for one in figures.questions)) for mode in ("telephone", "online")]
    breaks = sum(one.breaks for question in figures.questions for one in question.modes.values())
    return Row(("Answers", sums[0], "", "", sums[1], "", "", str(breaks)), Role.TOTAL)


def _records(figures: TimingsReport) -> Iterator[tuple[str, ...]]:
    for question in figures.questions:
        for mode, one in question.modes.items():
            seconds = ("" if value is None else f"{value:.1f}" for value in (one.median, one.top))
            yield question.item, question.section, mode, str(one.n), *seconds, str(one.breaks)


def _structure(question: QuestionTiming) -> dict[str, Any]:
    modes = {
        mode: {"n": one.n, "median_seconds": one.median, "p90_seconds": one.top, "breaks": one.breaks}
        for mode, one in question.modes.items()
    }
    return {"item": question.item, "section": question.section, **modes}


def notes(figures: TimingsReport) -> list[str]:
    """What has to stand below the table wherever it is shown."""
    timed = sum(one.n for question in figures.questions for one in question.modes.values())
    return [f"Base: {timed} answers.", *_NOTES]


def _seconds(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.0f}" if value >= 10 else f"{value:.1f}"
