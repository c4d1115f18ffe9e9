"""The returns behind one figure on paper: a row a return, and what they add up to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from s11chat.analysis.line import lines_of
from s11chat.analysis.reply import Collection, Reply
from s11chat.analysis.rounding import decimal, whole_per_cent
from s11chat.analysis.trace import Trace
from s11chat.engine.answer import NO_ANSWER_WORDS
from s11chat.language.harmless import one_line
from s11chat.report.base import base_line, base_structure, wording
from s11chat.report.sheet import Wave
from s11chat.report.table import Column, Records, Report, Role, Row, Table
from s11chat.report.topline import chosen, weighting

COLUMNS = ("ref", "name", "type", "weight", "option", "answer", "words")
_HEADS = ("Ref", "Organisation", "Type", "Weight", "Answer")
_LONGEST = 200
"""Characters of an answer in words that a table shows; data has all of it."""


@dataclass(frozen=True)
class TraceReport:
    """The returns, and the wave that they are of."""

    wave: Wave
    found: Collection
    trace: Trace
    chosen: str = ""
    """Which returns are meant, in words; empty for all."""


def report(figures: TraceReport) -> Report:
    """One table with a row a return, and the figure below it."""
    trace = figures.trace
    title = f"The returns behind {trace.question.id}: {trace.label}{chosen(figures.chosen)}"
    total = ("Total", f"{len(trace.rows)} returns", "", decimal(trace.weighted, 2), "")
    rows = [_row(figures, reply, weight) for reply, weight in trace.rows]
    return Report(
        name="trace",
        title=title,
        wave=figures.wave,
        tables=(
            Table(
                id=trace.question.id,
                title=f"{trace.question.id}. {wording(trace.question)}",
                columns=tuple(Column(head, figure=head == "Weight") for head in _HEADS),
                rows=(*rows, Row(total, Role.TOTAL, (None, None, None, float(trace.weighted), None))),
                base=base_line(trace.figure.base),
                notes=tuple(_notes(trace)),
            ),
        ),
        records=Records(COLUMNS, tuple(_record(figures, *one) for one in trace.rows)),
        structure=_structure(figures),
        notes=tuple(weighting(figures.found.response)),
    )


def _notes(trace: Trace) -> Iterator[str]:
    size, share = trace.figure.size, trace.figure.share
    table = f"{size.unweighted} unweighted, {decimal(size.weighted, 2)} weighted"
    if trace.in_base and share is not None:
        yield f"The figure: {table}, {whole_per_cent(share)} % of the base ({decimal(100 * share, 2)})."
    else:
        yield f"The figure: {table}; it is not in the base."
    if trace.agrees:
        yield "The returns above add up to it."
    else:
        yield "THE RETURNS ABOVE DO NOT ADD UP TO IT: run 's11chat verify', and do not publish this figure."


def _row(figures: TraceReport, reply: Reply, weight: Fraction) -> Row:
    words = _words(figures, reply)
    short = f"{words[:_LONGEST]}..." if len(words) > _LONGEST else words
    answer = "; ".join(filter(None, (_answer(figures, reply), short)))
    cells = (reply.ref, one_line(reply.name), reply.cell, decimal(weight, 4), answer)
    return Row(cells, exact=(None, None, None, float(weight), None))


def _record(figures: TraceReport, reply: Reply, weight: Fraction) -> tuple[str, ...]:
    said = reply.said[figures.trace.question.id]
    codes = ";".join(sorted(said)) if isinstance(said, frozenset) else said.value
    answer = _answer(figures, reply)
    return (reply.ref, reply.name, reply.cell, decimal(weight, 6), codes, answer, _words(figures, reply))


def _answer(figures: TraceReport, reply: Reply) -> str:
    question = figures.trace.question
    said = reply.said[question.id]
    if not isinstance(said, frozenset):
        return NO_ANSWER_WORDS[said]
    return "; ".join(line.label for line in lines_of(question, said) if line.code in said)


def _words(figures: TraceReport, reply: Reply) -> str:
    """What was said in words: of an open question, or for an option that asks which."""
    question = figures.trace.question
    answer = reply.answers[question.id]
    if not question.options and isinstance(answer.value, str | int | float):
        return one_line(str(answer.value))
    return one_line(answer.other)


def _structure(figures: TraceReport) -> dict[str, Any]:
    trace = figures.trace
    share = trace.figure.share
    return {
        "id": trace.question.id,
        "answer": trace.label,
        "percent": float(100 * share) if trace.in_base and share is not None else None,
        "count_unweighted": trace.figure.size.unweighted,
        "count_weighted": float(trace.figure.size.weighted),
        **base_structure(trace.figure.base),
        "adds_up": trace.agrees,
        "returns": [dict(zip(COLUMNS, _record(figures, *one), strict=True)) for one in trace.rows],
    }
