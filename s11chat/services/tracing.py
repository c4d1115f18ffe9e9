"""Shows whose returns one figure of a wave is made of; that somebody looked is on record."""

from __future__ import annotations

from collections.abc import Sequence

from s11chat.analysis.selection import filter_of, in_words, meant
from s11chat.analysis.trace import trace as traced
from s11chat.assurance.right import Act
from s11chat.errors import UsageError
from s11chat.report.sheet import Wave
from s11chat.report.trace import TraceReport
from s11chat.services.counting import wave_of
from s11chat.services.gathering import gathered
from s11chat.services.kept import Kept
from s11chat.services.tabulating import named
from s11chat.services.witnessing import Did, witness


def trace(kept: Kept, wave: str, item: str, option: str, where: Sequence[str] | None = None) -> TraceReport:
    """The returns behind an answer to a question, of those that `where` lets through.

    Raises UsageError where there is no such question or answer.
    """
    kept.require(Act.EXPORT, wave)
    found = gathered(kept, wave)
    asked = named(found, item)
    if len(asked) > 1:
        raise UsageError(f"{item} has {len(asked)} rows: name one of them, such as {asked[0].id}.")
    filters = tuple(filter_of(found, one) for one in where or ())
    among = meant(found, filters) if filters else None
    report = TraceReport(_wave(kept, wave), found, traced(found, asked[0], option, among), in_words(filters))
    witness(kept, Did.EXPORTED, wave, detail=f"the returns behind {asked[0].id}: {report.trace.label}")
    return report


def _wave(kept: Kept, wave: str) -> Wave:
    return wave_of(kept.casebook.wave(wave))
