"""Several people of the office at once, each at a desk of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from s11chat.dialog.model import Dialog
from s11chat.services.desk import Desk
from tests.office import Clock, Dice, desk_in

Named = Callable[[str], Desk]


@pytest.fixture
def desks(home: Path, clock: Clock, dialogs: Mapping[str, Dialog]) -> Iterator[Named]:
    """Desks of people of the office, by name, on one database and one clock."""
    opened: dict[str, Desk] = {}

    def desk_of(name: str) -> Desk:
        if name not in opened:
            desk = desk_in(home, clock, dialogs)
            opened[name] = Desk(replace(desk.kept, actor=name, token=Dice(name)))
        return opened[name]

    yield desk_of
    for desk in opened.values():
        desk.close()
