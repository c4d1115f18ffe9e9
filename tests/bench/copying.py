"""A filled wave copied from one database to another, verified on both sides."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from s11chat.bootstrap import desk_to_fill, open_desk
from s11chat.services.copying import copy_waves, must_be_sound
from s11chat.settings import current, located
from tests.bench.figure import Figure
from tests.bench.office import CASES, fill


def figures() -> Iterator[Figure]:
    """How long it takes with everything that belongs to it, for as many rows as 100,000 responses bring along."""
    with tempfile.TemporaryDirectory() as folder:
        settings = replace(current(), home=Path(folder), actor="Ida")
        source = open_desk(located(settings, f"{folder}/from.db"))
        try:
            fill(source)
            begun = time.perf_counter()
            must_be_sound(source.kept)
            with desk_to_fill(located(settings, f"{folder}/to.db")) as target:
                copied = copy_waves(source.kept, target.kept, lambda *_: None)
            taken = time.perf_counter() - begun
        finally:
            source.close()
    share = 100_000 / (copied.rows / 2)  # a response and its event
    yield Figure(
        f"copy of {CASES:,} filled cases, for 100,000 responses",
        taken * share,
        "s",
        "<= 30",
        note="to a file",
    )
