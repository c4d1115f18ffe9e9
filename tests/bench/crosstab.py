"""Weighted cross-tables of 60 items by 16 types: how long they take and what they hold in memory, beside others.

    python -m tests.bench crosstab

The same made-up returns are counted by this program with and without numpy, by plain loops over rows, by R's survey package
where `Rscript` finds it, and by svy where BENCH_SVY names a Python that has it (some tables only, reckoned up to 60; it adds
standard errors and a test to each). Times are of the processor, which other work on the machine does not stretch.
"""

from __future__ import annotations

import csv
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from array import array
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from s11chat.analysis import numbered
from s11chat.analysis.estimate import frequency
from s11chat.analysis.linearised import Design, of_share
from s11chat.analysis.numbered import Numbered, tallies
from s11chat.analysis.response_table import Cell, ResponseTable, response_table
from s11chat.analysis.tally import Said
from tests.bench.figure import Figure

ITEMS, TYPES, CODES = 60, 16, 6
PEERS_AT = 100_000
SIZES = (100_000, 200_000, 400_000, 1_000_000)
FEW = 2
"""Tables that the slowest peer makes."""
FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Made:
    """Returns to count."""

    types: Numbered[str]
    items: tuple[Numbered[Said], ...]
    table: ResponseTable

    @property
    def weights(self) -> dict[str, Fraction]:
        """Of a return, by type."""
        return {row.cell.type: row.weight for row in self.table.rows if row.weight is not None}


def made(returns: int) -> Made:
    """So many made-up returns, the same each time."""
    draw = random.Random(2008)
    names = tuple(f"T{number:02}" for number in range(TYPES))
    codes: tuple[Said, ...] = tuple(frozenset({str(code)}) for code in range(1, CODES + 1))
    types = _drawn(draw, TYPES, returns)
    complete = [types.count(number) for number in range(TYPES)]
    cells = [
        Cell(name, name, 2 * n + 7 * at, n) for at, (name, n) in enumerate(zip(names, complete, strict=True))
    ]
    items = tuple(Numbered(codes, _drawn(draw, CODES, returns)) for _ in range(ITEMS))
    return Made(Numbered(names, types), items, response_table(cells))


def _drawn(draw: random.Random, below: int, times: int) -> array[int]:
    return array("H", (byte % below for byte in draw.randbytes(times)))


def tables(survey: Made, errors: bool = False) -> float:
    """Every share of every item by type, exact, with its base; with `errors`, its linearised standard error too."""
    weights, design, total = survey.weights, Design.of(survey.table), 0.0
    for said in survey.items:
        for tally in tallies(survey.types, survey.types, said).values():
            answers = frequency(tally, weights)
            for code in range(1, CODES + 1):
                total += float(answers.of(str(code)).share or 0)
                if errors:
                    design.variance(of_share(answers, (str(code),)))
    return total


def loops(survey: Made) -> None:
    """The weighted counts alone, as anybody would write them: a loop over the rows of every table."""
    weights = {at: float(survey.weights[name]) for at, name in enumerate(survey.types.meanings)}
    for said in survey.items:
        found: dict[tuple[int, int], float] = defaultdict(float)
        for kind, number in zip(survey.types.numbers, said.numbers, strict=True):
            found[kind, number] += weights[kind]


def worker(what: str, returns: int) -> None:
    """Measures one way in a process of its own and prints seconds and memory."""
    survey = made(returns)
    if what == "plain":
        numbered.MANY = returns + 1
    else:
        tables(Made(survey.types, survey.items[:1], survey.table))  # what numpy takes to import is told apart
    begun = time.process_time()
    loops(survey) if what == "loops" else tables(survey, errors=what == "errors")
    seconds = time.process_time() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "memory": memory}))


def figures() -> Iterator[Figure]:
    """All of them, each beside this program's time for the same."""
    ours = [_measured("numpy", returns) for returns in SIZES]
    mine = ours[0]["seconds"]
    peers = dict(_peers())
    name, theirs = next(iter(peers.items())) if peers else ("", None)
    yield Figure(
        f"60 weighted cross-tables x 16 types, {PEERS_AT:,} returns",
        1000 * mine,
        "ms",
        ">= 10 x R survey, >= 100 x svy",
        peer=name,
        ratio=theirs / mine if theirs else None,
        note=f"{ours[0]['memory']:.0f} MB",
    )
    for peer, seconds in peers.items():
        yield Figure(f"  the same by {peer}", 1000 * seconds, "ms", "-", peer="ours", ratio=seconds / mine)
    with_errors = _measured("errors", PEERS_AT)["seconds"]
    yield Figure("  with 5,760 linearised standard errors", 1000 * with_errors, "ms", "-")
    for returns, found in zip(SIZES[1:], ours[1:], strict=True):
        yield Figure(
            f"  the same, {returns:,} returns",
            1000 * found["seconds"],
            "ms",
            "linear",
            note=f"{found['seconds'] / mine:.1f} x the time of {returns / PEERS_AT:.0f} x the returns, {found['memory']:.0f} MB",
        )


def _peers() -> Iterator[tuple[str, float]]:
    survey = made(PEERS_AT)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "returns.csv"
        _written(survey, file)
        if shutil.which("Rscript"):
            found = _run(["Rscript", str(FOLDER / "peer_survey.R"), str(file)])
            if found is not None:
                yield "R survey (svytable)", found
        if python := os.environ.get("BENCH_SVY"):
            found = _run([python, str(FOLDER / "peer_svy.py"), str(file), str(FEW)])
            if found is not None:
                yield f"svy ({FEW} tables made, reckoned up)", found * ITEMS / FEW
    yield "plain Python of this program", _measured("plain", PEERS_AT)["seconds"]
    yield "loops over rows, counts alone", _measured("loops", PEERS_AT)["seconds"]


def _written(survey: Made, file: Path) -> None:
    weights = [f"{float(survey.weights[name]):.17g}" for name in survey.types.meanings]
    with file.open("w", newline="", encoding="ascii") as out:
        writer = csv.writer(out)
        writer.writerow(("type", "weight", *(f"q{at}" for at in range(1, ITEMS + 1))))
        rows = zip(survey.types.numbers, *(item.numbers for item in survey.items), strict=True)
        writer.writerows(
            (survey.types.meanings[kind], weights[kind], *(number + 1 for number in numbers))
            for kind, *numbers in rows
        )


def _measured(what: str, returns: int) -> dict[str, float]:
    command = [sys.executable, "-c", f"from tests.bench.crosstab import worker; worker({what!r}, {returns})"]
    runs = [
        json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        for _ in range(3)
    ]
    return dict(sorted(runs, key=lambda one: float(one["seconds"]))[1])


def _run(command: list[str]) -> float | None:
    """The seconds that a peer prints last; None where it cannot run, which it says itself."""
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if ran.returncode:
        print(f"{command[0]} could not measure: {ran.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
        return None
    return float(ran.stdout.split()[-1])
