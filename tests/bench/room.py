"""The next case of a wave of 100,000, on a file and on a server: fresh, after a day of calls, and with nothing that suits."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from s11chat.bootstrap import open_desk
from s11chat.services.calling import CallRoom
from s11chat.services.desk import Desk
from s11chat.services.fielding import new_wave
from s11chat.services.outcome_entry import Coding
from s11chat.settings import current, shipped
from s11chat.store.frame import NewCase
from tests import postgres
from tests.bench.figure import Figure, median, percentile, timed

CASES = 100_000
WAVE = "w"
TIMES = 150
_MORNING = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)


class _Clock:
    def __init__(self) -> None:
        self.moment = _MORNING

    def __call__(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment


def figures() -> Iterator[Figure]:
    """How long it takes until the next case is in hand, its card put together, on either kind of database."""
    with tempfile.TemporaryDirectory() as folder:
        yield from _measured("a file", f"sqlite:///{folder}/s11chat.db", Path(folder))
        server = postgres.served(postgres.programs(), options={})
        try:
            yield from _measured("a server", server.url(server.make()), Path(folder))
        finally:
            server.stop()


def _measured(where: str, url: str, folder: Path) -> Iterator[Figure]:
    clock = _Clock()
    desk = open_desk(replace(current(), home=folder, database=url, actor="Ida"), clock=clock)
    try:
        filled = timed(lambda: _fill(desk), 1)
        yield Figure(f"{CASES:,} cases added to {where}", filled[0] / 1000, "s", "<= 60")
        with desk.kept.database.engine.connect() as connection:
            connection.exec_driver_sql("ANALYZE")  # a server does so by itself within a minute
            connection.commit()
        room = desk.call_room(WAVE)
        yield _next(f"next case of {CASES:,} on {where}", room)
        clock.moment = _MORNING + timedelta(hours=5)  # everything called has come due again
        yield _next("... in the afternoon, with calls that came back", room)
    finally:
        desk.close()


def _next(what: str, room: CallRoom) -> Figure:
    taken = []
    for _ in range(TIMES):
        taken += timed(room.next, 1)
        room.dial("01632 960 001")
        room.code(Coding("N1"))
    return Figure(what, median(taken), "ms", "<= 10", percentile(taken, 0.99))


def _fill(desk: Desk) -> None:
    kept = desk.kept
    new_wave(kept, WAVE, shipped("dialogs") / "chscb-2011.yaml")
    cases = [
        NewCase(f"R{n}", f"Body {n}", "gp", lead_name=f"Lead {n}", phone=f"01632 {n:06}")
        for n in range(CASES)
    ]
    kept.casebook.add_cases(WAVE, cases, "Ida", kept.clock())
