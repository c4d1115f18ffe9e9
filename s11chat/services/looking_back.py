"""Holds a wave against those before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from s11chat.analysis.difference import Method
from s11chat.analysis.over_time import again, courses
from s11chat.assurance.right import Act
from s11chat.dialog.trend import trend as threads_of
from s11chat.errors import UsageError
from s11chat.report.trend import TrendReport
from s11chat.services.counting import wave_of
from s11chat.services.gathering import gathered
from s11chat.services.kept import Kept
from s11chat.store.record import WaveRecord


def trend(kept: Kept, wave: str, others: Sequence[str] | None = None, confidence: str = "95") -> TrendReport:
    """The answers to the questions of a wave beside those in `others`, else in every wave begun before it.

    Raises UsageError where another wave is the wave itself.
    """
    kept.require(Act.REPORT, wave)
    record = kept.casebook.wave(wave)
    if wave in (others or ()):
        raise UsageError(f"{wave} is the wave that is looked back from: name another with --with.")
    before = [kept.casebook.wave(one) for one in others] if others else list(_before(kept, record))
    waves = {one.id: gathered(kept, one.id) for one in (*sorted(before, key=_age), record)}
    threads = threads_of([*{one.dialog.dialog: one.dialog for one in waves.values()}.values()])
    made = courses(waves, threads, int(confidence)) if before else ()
    shared = again(waves) if before else 0
    method = Method(waves[wave].response, confidence=int(confidence))
    return TrendReport(wave_of(record), tuple(waves), made, shared, method)


def _before(kept: Kept, record: WaveRecord) -> Iterator[WaveRecord]:
    """The waves begun before one, that whoever asks may have reports of."""
    for one in kept.casebook.waves():
        if _age(one) < _age(record):
            yield one


def _age(record: WaveRecord) -> tuple[str, str, str]:
    return record.opens or record.created_at.date().isoformat(), record.created_at.isoformat(), record.id
