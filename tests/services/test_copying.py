"""A copy is verified before it is kept, whoever has verified the source before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from s11chat.bootstrap import desk_to_fill
from s11chat.errors import StoreError
from s11chat.services.copying import copy_waves
from s11chat.services.desk import Desk
from s11chat.services.keeping import verify
from s11chat.settings import located
from tests.office import AUDIT, SURVEY, settings_in


def quiet(what: str, done: int, of: int) -> None:
    """Looks away."""


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Desk]:
    with desk_to_fill(located(settings_in(tmp_path), str(tmp_path / "target.db"))) as opened:
        yield opened


def change(desk: Desk, wave: str) -> None:
    with desk.kept.database.writing() as writing:
        writing.connection.exec_driver_sql(f"UPDATE organisation SET name = 'Another' WHERE wave = '{wave}'")


def test_what_was_changed_since_the_source_was_verified_is_not_copied(answered: Desk, target: Desk) -> None:
    change(answered, AUDIT)
    with pytest.raises(
        StoreError, match="would not verify, and nothing was copied: Wave audit-11: organisation"
    ):
        copy_waves(answered.kept, target.kept, quiet)
    assert target.kept.casebook.waves() == ()
    assert copy_waves(answered.kept, target.kept, quiet, wave=SURVEY).faults == ()


def test_what_was_wrong_with_the_target_before_does_not_count_against_the_copy(
    answered: Desk, target: Desk
) -> None:
    copy_waves(answered.kept, target.kept, quiet, wave=SURVEY)
    change(target, SURVEY)
    before = verify(target.kept).faults
    assert copy_waves(answered.kept, target.kept, quiet, wave=AUDIT).faults == before != ()
    assert {wave.id for wave in target.kept.casebook.waves()} == {AUDIT, SURVEY}


def test_a_wave_that_could_not_be_closed_is_copied_and_said_to_be_open(answered: Desk, target: Desk) -> None:
    with answered.kept.database.writing() as writing:
        writing.connection.exec_driver_sql(
            "CREATE TRIGGER stop BEFORE INSERT ON message BEGIN SELECT RAISE(ABORT, 'no message'); END"
        )
    copied = copy_waves(answered.kept, target.kept, quiet, wave=SURVEY, verified=False, move=True)
    assert "refused an entry" in copied.unmarked
    assert copied.left_open == (SURVEY,)
    assert answered.kept.casebook.wave(SURVEY).state == target.kept.casebook.wave(SURVEY).state == "open"
    assert [fault for fault in verify(answered.kept).faults if "trigger 'stop'" not in fault] == []
    assert verify(target.kept).faults == ()


def test_what_is_stopped_leaves_no_file(answered: Desk, tmp_path: Path) -> None:
    def stop(what: str, done: int, of: int) -> None:
        if what == "verifying":
            raise KeyboardInterrupt

    settings = located(settings_in(tmp_path), str(tmp_path / "target.db"))
    with pytest.raises(KeyboardInterrupt), desk_to_fill(settings) as opened:
        copy_waves(answered.kept, opened.kept, stop, move=True)
    assert not list(tmp_path.glob("target.db*"))
    assert {wave.state for wave in answered.kept.casebook.waves()} == {"open"}
    assert verify(answered.kept).faults == ()
