"""All tables of a wave like that of 2008, from the start of the process to the last row: 647 returns of 1,153 cases.

Each run is a process of its own, as a user starts it. Beside the clock stands the processor's time, which other work on
the machine disturbs less, and as a floor what it takes to load SQLAlchemy and nothing else.
"""

from __future__ import annotations

import csv
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from s11chat.bootstrap import open_desk
from s11chat.services.desk import Desk
from s11chat.services.fielding import new_wave
from s11chat.services.framing import import_frame
from s11chat.services.gathering import gathered
from s11chat.services.importing import check_returns, take_returns
from s11chat.settings import current, shipped
from tests.bench.figure import Figure, median, percentile, timed

DATA = Path(__file__).parents[1] / "data"
WAVE, TIMES = "w", 7
REPORTS = {
    "topline of 647 returns": ("topline", WAVE),
    "all tables of 647 returns by type, with letters": ("tables", WAVE),
    "all tables by type, group and mode": ("tables", WAVE, "--banner", "type", "group", "mode"),
}


def figures() -> Iterator[Figure]:
    """How long the topline and all tables take."""
    with tempfile.TemporaryDirectory() as folder:
        settings = replace(
            current(), home=Path(folder), database=f"sqlite:///{folder}/s11chat.db", actor="Ida"
        )
        desk = open_desk(settings)
        try:
            fill(desk, Path(folder))
            taken = timed(lambda: gathered(desk.kept, WAVE), TIMES)
        finally:
            desk.close()
        yield Figure("a wave of 647 returns gathered", median(taken), "ms", "-", percentile(taken, 0.99))
        floor = median([_run(("-c", "import sqlalchemy"))[1] for _ in range(TIMES)])
        for name, words in REPORTS.items():
            report = ("-m", "s11chat", "--home", folder, "report", *words, "--format", "csv")
            clock, processor = zip(*(_run(report) for _ in range(TIMES)), strict=True)
            yield Figure(
                name,
                median(clock),
                "ms",
                "<= 1000",
                percentile(clock, 0.99),
                peer="loading SQLAlchemy, both in processor time",
                ratio=median(processor) / floor,
                note=f"processor {median(processor):.0f} ms",
            )


def fill(desk: Desk, folder: Path) -> None:
    """The wave, out of the file that the tests have of it."""
    answers = _read("dcsf-2008-returns.csv")
    populations = {row["type_code"]: int(row["population"]) for row in _read("dcsf-2008-response.csv")}
    del populations["TOTAL"]
    new_wave(desk.kept, WAVE, shipped("dialogs") / "dcsf-2008.yaml", population=populations)
    left = dict(populations)
    frame = [{"ref": f"S{at:04}", "type": row["type"]} for at, row in enumerate(answers, 1)]
    for one in frame:
        left[one["type"]] -= 1
    silent = [code for code, number in left.items() for _ in range(number)]
    frame += [{"ref": f"X{at:04}", "type": code} for at, code in enumerate(silent, 1)]
    _write(folder / "frame.csv", [one | {"name": f"Body {one['ref']}"} for one in frame])
    import_frame(desk.kept, WAVE, folder / "frame.csv")
    book = DATA / "dcsf-2008-codebook.csv"
    with book.open(encoding="utf-8") as file:
        columns = list(dict.fromkeys(row["column"] for row in csv.DictReader(file)))
    wide = [{"id": one["ref"]} | _wide(row, columns) for one, row in zip(frame, answers, strict=False)]
    _write(folder / "wide.csv", wide)
    take_returns(desk.kept, check_returns(desk.kept, WAVE, folder / "wide.csv", codebook=book, key="id"))


def _wide(row: Mapping[str, str], columns: Sequence[str]) -> dict[str, str]:
    """A row of the tests as the columns that the codebook names."""
    found = {name: row[name] for name in ("mode", "completion", "signed_off")}
    for column in columns:
        item, underline, code = column.lower().partition("_")
        if underline:
            found[column] = str(int(code in row[item].split(";"))) if row[item] else ""
        elif item in row:
            found[column] = row[item]
        else:
            found[column] = row[item[:-1]][ord(item[-1]) - ord("a")].strip(".")
    return found


def _read(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(file: Path, rows: Sequence[Mapping[str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as made:
        writer = csv.DictWriter(made, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _run(words: Sequence[str]) -> tuple[float, float]:
    """Milliseconds of the clock and of the processor that a Python process takes."""
    environment = {name: told for name, told in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, *words], env=environment, check=True, capture_output=True)
    taken, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return taken * 1000, spent * 1000
