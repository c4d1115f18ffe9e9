"""The whole fieldwork of 2008 played through and held to what was published: `make simulate`."""

from __future__ import annotations

import csv
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from s11chat.bootstrap import open_desk
from s11chat.report.response import report
from s11chat.services.chronicling import field_diary
from s11chat.services.counting import rates, response
from s11chat.services.example import kinds
from s11chat.services.example.simulation import OFFICE, WAVE, Simulation
from s11chat.services.example.story import stories
from s11chat.services.keeping import verify
from s11chat.services.kept import Kept
from s11chat.services.timing import interviewers
from s11chat.settings import current, shipped
from tests.bench.figure import Figure

IN_FULL = 8
PUBLISHED = Path(__file__).parents[1] / "data" / "dcsf-2008-response.csv"
COMPARED = ("population", "complete", "rate", "weighted_count", "weighted_profile")


def main() -> int:
    """Plays it, prints what it took and what came out; 1 where that is not what was published."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/s11chat.db"
        desk = open_desk(replace(current(), home=Path(folder), database=url, actor=OFFICE))
        try:
            told = stories(kinds(), in_full=IN_FULL)
            played = Simulation(
                desk.kept,
                shipped("dialogs"),
                Path(folder) / "letters",
                told,
                tell=lambda day: print(day, flush=True),
            )
            begun, worked = time.perf_counter(), time.process_time()
            tally = played.run()
            took, busy = time.perf_counter() - begun, time.process_time() - worked
            print(Figure("the fieldwork of 2008, played through", took, "s", "<= 240").line())
            print(Figure("of that, at work", busy, "s", "<= 240").line())
            print(
                f"{tally.calls} calls; {played.mailroom.written.total()} letters; one interview in {IN_FULL} in full"
            )
            wrong = [*_wrong(played.kept)]
        finally:
            desk.close()
    for one in wrong:
        print(f"! {one}")
    print("Not as published." if wrong else "As published, cell by cell.")
    return 1 if wrong else 0


def _wrong(kept: Kept) -> Iterator[str]:
    """What differs from the published table, or does not add up."""
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        published = {row["type_code"]: row for row in csv.DictReader(file)}
    records = report(response(kept, WAVE)).records
    found = {row[0]: dict(zip(records.columns, row, strict=True)) for row in records.rows}
    for kind, row in published.items():
        for name in COMPARED:
            if found[kind][name] != row[name]:
                yield f"{kind}: {name} is {found[kind][name]}, published was {row[name]}"
    counts = rates(kept, WAVE).table.total.counts
    print(counts)
    if counts.total != 1153 or counts.complete != 647:
        yield f"{counts.complete} of {counts.total} are complete"
    begun = time.perf_counter()
    pages = field_diary(kept, WAVE).pages
    print(Figure(f"the diary, {len(pages)} pages", time.perf_counter() - begun, "s", "<= 5").line())
    last = pages[-1].in_all
    print(last)
    if (last.online, last.telephone) != (318, 329):
        yield f"the diary ends with {last}"
    if sum(page.new.complete - page.taken_back for page in pages) != last.complete:
        yield "the days of the diary do not add up"
    if sum(page.calls for page in pages) != interviewers(kept, WAVE).table.total.calls:
        yield "the calls of the diary are not those of the interviewers"
    for line in interviewers(kept, WAVE).table.rows:
        print(
            f"{line.name}: {line.calls} calls, {line.completes} complete, {float(line.hours):.1f} hours, {line.uncoded} uncoded"
        )
    begun = time.perf_counter()
    yield from verify(kept).faults
    print(Figure("verify", time.perf_counter() - begun, "s", "<= 60").line())


if __name__ == "__main__":
    sys.exit(main())
