"""A frame as large as a country's: read, compared with the wave and with itself, and taken in."""

from __future__ import annotations

import csv
import random
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from s11chat.bootstrap import open_desk
from s11chat.exchange.outgoing import as_csv, as_xlsx
from s11chat.services.desk import Desk
from s11chat.services.fielding import new_wave
from s11chat.services.framing import import_frame
from s11chat.services.roll import roll
from s11chat.settings import current, shipped
from tests.bench.figure import Figure, timed

ROWS = 20_000
WAVE = "w"
HEADER = ("ref", "name", "type", "region", "lead_name", "lead_role", "email", "phone", "commissioned_by")
KINDS = ("Surgery", "District Council", "Primary School", "Youth Club", "Medical Practice")


def figures() -> Iterator[Figure]:
    """How long it takes to import a frame, and the same one again from a workbook, where nothing differs."""
    with tempfile.TemporaryDirectory() as folder:
        settings = replace(
            current(), home=Path(folder), database=f"sqlite:///{folder}/s11chat.db", actor="Ida"
        )
        desk = open_desk(settings)
        try:
            yield from _imported(desk, Path(folder))
        finally:
            desk.close()


def _imported(desk: Desk, folder: Path) -> Iterator[Figure]:
    new_wave(desk.kept, WAVE, shipped("dialogs") / "dcsf-2008.yaml")
    text, book = folder / "frame.csv", folder / "frame.xlsx"
    text.write_bytes(as_csv(HEADER, list(_rows())))
    (first,) = timed(lambda: import_frame(desk.kept, WAVE, text), 1)
    yield Figure(f"frame of {ROWS:,} rows imported", first / 1000, "s", "<= 20")
    made = roll(desk.kept, WAVE)
    book.write_bytes(as_xlsx(made.header, made.rows, "frame"))
    (again,) = timed(lambda: import_frame(desk.kept, WAVE, book), 1)
    yield Figure("the same from a workbook, nothing changed", again / 1000, "s", "<= 30")
    assert len(list(csv.reader(text.open(encoding="utf-8")))) == len(made.rows) + 1


def _rows() -> Iterator[tuple[str, ...]]:
    dice = random.Random(2026)
    for n in range(ROWS):
        place = "".join(dice.choice("bdfglmnprst") + dice.choice("aeiou") for _ in range(4)).title()
        name = f"{place} {dice.choice(KINDS)}"
        yield (
            *(f"R{n:05}", name, "DC", "East", f"Lead {n}", "Head", f"lead{n}@example.org", f"01632 {n:06}"),
            f"R{n // 2:05}" if n else "",
        )
