"""Prints every figure beside its target: `make bench`."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable, Iterator

from tests.bench import (
    copying,
    crosstab,
    frame,
    office,
    oracle,
    paper,
    pure,
    reading,
    room,
    screen,
    tabulation,
)
from tests.bench.figure import Figure

GROUPS: dict[str, Callable[[], Iterator[Figure]]] = {
    "pure": pure.figures,
    "office": office.figures,
    "copying": copying.figures,
    "room": room.figures,
    "frame": frame.figures,
    "reading": reading.figures,
    "screen": screen.figures,
    "crosstab": crosstab.figures,
    "oracle": oracle.figures,
    "paper": paper.figures,
    "tabulation": tabulation.figures,
}


def main(words: list[str]) -> None:
    """Measures the groups named, or all."""
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} processors")
    for name in words or GROUPS:
        for figure in GROUPS[name]():
            print(figure.line(), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
