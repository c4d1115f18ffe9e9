"""The server of a team's database dies in mid-interview: nothing acknowledged is lost, nothing is kept twice.

The primary waits for its standby before it acknowledges, as the README tells a team to set it; it is killed with
every session of it, the standby takes over, and the same sitting goes on. What an interviewer meets is a sentence.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from s11chat.engine.turn import Repair
from s11chat.errors import BusyError
from s11chat.line.talk import Talk
from s11chat.services.desk import Desk
from s11chat.services.interviewing import Interview
from s11chat.services.keeping import verify
from s11chat.store import server as session
from s11chat.store.database import Database
from tests.faults.test_database import impatient
from tests.office import DISTRICT, ON_SERVER, Clock, desk_in, furnish, plain_answer, say, settings_in
from tests.postgres import PASSWORD, Programs, Server, programs, served

PATIENCE = 60


@pytest.fixture
def room() -> Iterator[Programs]:
    made = programs()
    yield made
    shutil.rmtree(made.folder)


@pytest.fixture
def pair(room: Programs) -> Iterator[tuple[Server, Server]]:
    """A primary that acknowledges nothing before its standby has it, and the standby."""
    first = served(room, "first", {})
    second = Server(room, room.folder / "second", {})
    try:
        second.copy_of(first, "second")
        second.start()
        first.do("ALTER SYSTEM SET synchronous_standby_names = 'second'")
        first.do("SELECT pg_reload_conf()")
        until(lambda: first.do("SELECT sync_state FROM pg_stat_replication") == [("sync",)])
        yield first, second
    finally:
        first.kill()
        second.kill()


@pytest.fixture
def sitting(pair: tuple[Server, Server], tmp_path: Path) -> Iterator[tuple[Desk, Interview]]:
    """An interview on the two of them, by one address."""
    first, _ = pair
    places = ",".join(f"127.0.0.1:{server.port}" for server in pair)
    name = first.make()
    (tmp_path / ON_SERVER).write_text(
        f"postgresql+psycopg://postgres:{quote(PASSWORD, safe='')}@{places}/{name}?target_session_attrs=read-write"
    )
    furnish(tmp_path)
    desk = desk_in(tmp_path, Clock())
    yield desk, desk.interview_as_interviewer(DISTRICT)
    desk.close()


def until(true: object) -> None:
    assert callable(true)
    latest = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < latest, "it did not come about"
        time.sleep(0.02)


class Interviewer(threading.Thread):
    """Gives every question an answer; what could not be kept is said again, in the same words, until it is."""

    def __init__(self, interview: Interview, number: int) -> None:
        super().__init__(daemon=True)
        self.interview, self.number = interview, number
        self.acknowledged: dict[str, str] = {}
        self.refused: list[str] = []
        self.stale: list[str] = []
        self.failed: BaseException | None = None

    def run(self) -> None:
        try:
            while len(self.acknowledged) + len(self.stale) < self.number:
                self._answer()
        except BaseException as error:  # noqa: BLE001  # told by the test
            self.failed = error

    def _answer(self) -> None:
        question = self.interview.conversation.current
        assert question is not None
        words = plain_answer(question)
        try:
            turns = say(self.interview, words)
        except BusyError as error:
            self.refused.append(str(error))
            time.sleep(0.1)
            return
        repairs = [turn.reason for turn in turns if isinstance(turn, Repair)]
        if repairs:
            assert repairs == ["That is on record already, just as you said it: go on from here."]
            self.stale.append(question.id)
        else:
            self.acknowledged[question.id] = words


def check(desk: Desk, interviewer: Interviewer) -> None:
    """Everything acknowledged is there, once, in the words it was said in; and so is what was kept unheard."""
    assert interviewer.failed is None
    return_id = desk.kept.case(DISTRICT).return_id
    for item, words in interviewer.acknowledged.items():
        assert [one.words for one in desk.kept.responses.history(return_id, item)] == [words]
    for item in interviewer.stale:
        assert len(desk.kept.responses.history(return_id, item)) == 1
    current = desk.kept.responses.current(return_id)
    assert current.keys() == interviewer.acknowledged.keys() | set(interviewer.stale)
    assert verify(desk.kept).faults == ()


def swapped(url: str) -> str:
    """The address with its two servers in the other order."""
    user, _, rest = url.rpartition("@")
    places, slash, name = rest.partition("/")
    return f"{user}@{','.join(reversed(places.split(',')))}{slash}{name}"


def test_the_primary_killed_in_mid_interview(
    pair: tuple[Server, Server], sitting: tuple[Desk, Interview], tmp_path: Path
) -> None:
    first, second = pair
    desk, interview = sitting
    there = settings_in(tmp_path).database.partition("?")[0]
    with Database.open(swapped(there)) as database, database.writing() as writing:
        assert writing.connection.exec_driver_sql("SHOW port").scalar_one() == str(first.port)
        assert database.name.startswith(f"postgresql://127.0.0.1:{second.port},127.0.0.1:{first.port}/")
    interviewer = Interviewer(interview, 25)
    interviewer.start()
    until(lambda: len(interviewer.acknowledged) >= 8 or interviewer.failed)
    first.kill()
    until(lambda: interviewer.refused or interviewer.failed)
    before = len(interviewer.acknowledged)
    with pytest.raises(BusyError, match="takes entries just now: try again in a moment"):
        Database.open(swapped(there))
    second.promote()
    second.do("ALTER SYSTEM SET synchronous_standby_names = ''")
    second.do("SELECT pg_reload_conf()")
    interviewer.join(PATIENCE)
    assert not interviewer.is_alive()
    assert len(interviewer.acknowledged) > before
    for sentence in interviewer.refused:
        assert "just now" in sentence
        assert "try again" in sentence
        assert "\n" not in sentence
        assert PASSWORD not in sentence
    check(desk, interviewer)
    interview.leave()
    assert verify(desk.kept).faults == ()


def test_an_answer_kept_whose_word_did_not_come_is_not_kept_twice(
    pair: tuple[Server, Server], sitting: tuple[Desk, Interview]
) -> None:
    """The primary has written the answer and waits for its standby when it is killed."""
    first, second = pair
    desk, interview = sitting
    say(interview, "2")
    second.kill()
    interviewer = Interviewer(interview, 1)
    interviewer.start()
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
    until(lambda: first.do(waiting) == [(1,)])
    first.kill()
    until(lambda: interviewer.refused)
    second.start()
    first.start()
    interviewer.join(PATIENCE)
    assert interviewer.failed is None
    assert (len(interviewer.stale), interviewer.acknowledged) == (1, {})
    return_id = desk.kept.case(DISTRICT).return_id
    (item,) = interviewer.stale
    assert len(desk.kept.responses.history(return_id, item)) == 1
    assert verify(desk.kept).faults == ()


def test_a_standby_that_has_gone_holds_nobody_up_for_ever(
    pair: tuple[Server, Server],
    sitting: tuple[Desk, Interview],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    first, second = pair
    monkeypatch.setattr(session, "GRACE", 0.2)
    waiting = impatient(sitting[0], tmp_path)
    interview = waiting.interview_as_interviewer(DISTRICT)
    second.kill()
    with pytest.raises(BusyError, match="cannot be reached just now"):
        say(interview, "2")
    second.start()
    until(lambda: first.do("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'") == [(0,)])
    say(interview, "2")
    waiting.close()
    desk = sitting[0]
    return_id = desk.kept.case(DISTRICT).return_id
    first_item = next(iter(desk.kept.responses.current(return_id)))
    assert len(desk.kept.responses.history(return_id, first_item)) == 1
    assert verify(desk.kept).faults == ()


def test_a_server_that_is_started_again_is_gone_on_with(room: Programs, tmp_path: Path) -> None:
    server = served(room, "alone", {})
    try:
        (tmp_path / ON_SERVER).write_text(server.url(server.make()))
        furnish(tmp_path)
        desk = desk_in(tmp_path, Clock())
        lines: list[str] = []

        def typed() -> Iterator[str]:
            yield "2"
            server.kill()
            yield "most of them"
            server.start()
            yield "most of them"
            server.stop()
            server.start()
            yield "1"

        Talk(desk.interview_as_interviewer(DISTRICT), lines.append).hold(typed())
        refused = [line for line in lines if line.startswith("! ")]
        assert len(refused) == 1
        assert (
            "cannot be reached just now: check that it runs and try again. Your words were: most of them"
            in (refused[0])
        )
        current = desk.kept.responses.current(desk.kept.case(DISTRICT).return_id)
        assert [one.words for one in current.values()][:2] == ["2", "most of them"]
        assert all(one.revision == 1 for one in current.values())
        assert verify(desk.kept).faults == ()
        desk.close()
    finally:
        server.kill()
