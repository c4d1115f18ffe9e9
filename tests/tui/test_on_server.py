"""The full screen on a database server that goes away for a while: the words stay, and the sitting goes on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from s11chat.errors import BusyError
from s11chat.services.keeping import verify
from s11chat.tui.app import Start
from tests.office import COUNCIL, ON_SERVER, furnish
from tests.postgres import Server, programs, served
from tests.tui.driving import Opened


@pytest.fixture
def own_server() -> Iterator[Server]:
    """A server for this test alone, to be killed."""
    room = programs()
    server = served(room, options={})
    yield server
    server.kill()
    shutil.rmtree(room.folder)


@pytest.fixture
def home(own_server: Server, tmp_path: Path) -> Path:
    (tmp_path / ON_SERVER).write_text(own_server.url(own_server.make()))
    furnish(tmp_path)
    return tmp_path


async def test_a_server_that_goes_away_costs_no_words(face: Opened, own_server: Server) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        await shown.enter("3")
        own_server.kill()
        await shown.enter("The minutes of March")
        assert "cannot be reached just now: check that it runs and try again." in shown.notice
        assert "Your words are still here: press Enter to try again." in shown.notice
        assert shown.line.value == "The minutes of March"
        assert shown.asked == "1.1.evidence"
        own_server.start()
        await shown.press("enter")
        assert shown.answer("1.1.evidence") == "The minutes of March"
        assert shown.notice == ""


async def test_a_server_that_stays_away_is_told_when_all_is_over(face: Opened, own_server: Server) -> None:
    async with face(Start(case=COUNCIL)) as shown:
        await shown.enter("3")
        own_server.kill()
        shown.app.action_leave()
    assert isinstance(shown.app.failure, BusyError)
    own_server.start()
    desk = shown.app.desk
    assert desk is not None
    assert list(desk.kept.responses.current(desk.kept.case(COUNCIL).return_id)) == ["1.1"]
    assert verify(desk.kept).faults == ()
    desk.close()
