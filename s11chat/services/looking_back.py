"""Holds a wave against those before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from s11chat.analysis.difference import Method
from s11chat.analysis.over_time import again, courses
from s11chat.assurance.right import Act
from s11chat.dialog.trend import Thread
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
    dialogs = {one.id: kept.dialog(one) for one in (*before, record)}
    threads = threads_of([*{one.dialog: one for one in dialogs.values()}.values()])
    joined = _joined(threads, dialogs[wave].dialog)
    comparable = [one for one in sorted(before, key=_age) if dialogs[one.id].dialog in joined]
    waves = {one.id: gathered(kept, one.id) for one in (*comparable, record)}
    made = courses(waves, threads, int(confidence)) if comparable else ()
    met = {then.wave for course in made for then in course.times}
    shown = {name: one for name, one in waves.items() if name in met or name == wave}
    method = Method(waves[wave].response, confidence=int(confidence))
    return TrendReport(wave_of(record), tuple(shown), made, again(shown) if made else 0, method)


def _before(kept: Kept, record: WaveRecord) -> Iterator[WaveRecord]:
    """The waves that began before one."""
    return (one for one in kept.casebook.waves() if _age(one) < _age(record))


def _joined(threads: Iterable[Thread], dialog: str) -> frozenset[str]:
    """The dialogs with a question that compares with one of `dialog`, itself among them."""
    sets = (frozenset(point.dialog for point in one.points) for one in threads)
    return frozenset((dialog,)).union(*(one for one in sets if dialog in one))


def _age(record: WaveRecord) -> tuple[str, str, str]:
    return record.opens or record.created_at.date().isoformat(), record.created_at.isoformat(), record.id
