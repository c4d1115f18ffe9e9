"""Several people of the office at once, each at a desk of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pytest

from s11chat.dialog.model import Dialog
from s11chat.services.desk import Desk
from tests import postgres
from tests.office import ON_SERVER, Clock, Dice, copied, desk_in

Named = Callable[[str], Desk]
Story = Callable[[Desk, Path], None]
"""What happens at a desk; files may be put into its folder."""
After = Callable[[Story], Desk]


@dataclass(frozen=True)
class Told:
    """A folder in which a story has happened, and how far its clock and its dice have gone."""

    home: Path
    moment: datetime
    thrown: int


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


@pytest.fixture(scope="session")
def stories() -> dict[tuple[str, Story], Told]:
    """What has been told so far, by backend and story."""
    return {}


@pytest.fixture
def after(
    backend: str,
    home: Path,
    clock: Clock,
    dialogs: Mapping[str, Dialog],
    stories: dict[tuple[str, Story], Told],
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[After]:
    """A desk at which a story has happened, which is told once for all tests; they go on from a copy of it."""
    opened: list[Desk] = []

    def desk_after(story: Story) -> Desk:
        if (backend, story) not in stories:
            source = request.getfixturevalue("furnished" if backend == "sqlite" else "furnished_on_server")
            stories[backend, story] = _told(story, copied(source, tmp_path_factory.mktemp("told")), dialogs)
        found = stories[backend, story]
        if (home / ON_SERVER).exists():
            postgres.remove((home / ON_SERVER).read_text())
        copied(found.home, home)
        clock.moment, dice = found.moment, Dice()
        dice.thrown = found.thrown
        opened.append(Desk(replace(desk_in(home, clock, dialogs).kept, token=dice)))
        return opened[-1]

    yield desk_after
    for desk in opened:
        desk.close()


def _told(story: Story, home: Path, dialogs: Mapping[str, Dialog]) -> Told:
    clock = Clock()
    desk = desk_in(home, clock, dialogs)
    story(desk, home)
    dice = desk.kept.token
    assert isinstance(dice, Dice)
    desk.close()
    return Told(home, clock.moment, dice.thrown)
