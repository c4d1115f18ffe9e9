"""A backup is whole, private, verifiable, and goes on elsewhere; heads are kept beside every database."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pytest

from s11chat.errors import StoreError, UsageError
from s11chat.store import head
from s11chat.store.backup import backup
from s11chat.store.casebook import Casebook
from s11chat.store.database import Database
from s11chat.store.response import Responses
from s11chat.store.verify import verify

from .world import JO, after, fill, url, yes


def test_a_backup_of_a_database_in_use_is_the_same_and_sound(database: Database, tmp_path: Path) -> None:
    fill(database)
    target = tmp_path / "copy.db"
    backup(database, target)
    assert sorted(part.name for part in tmp_path.glob("*copy*")) == [
        "copy.db",
        "copy.db.files",
        "copy.db.heads",
    ]
    modes = {part.name: stat.S_IMODE(part.stat().st_mode) for part in tmp_path.glob("copy*")}
    assert modes == {"copy.db": 0o600, "copy.db.files": 0o700, "copy.db.heads": 0o600}
    with Database.open(url(target)) as copied:
        assert verify(copied) == verify(database)
        assert verify(copied).sound


def test_a_backup_overwrites_nothing(database: Database, tmp_path: Path) -> None:
    for name in ("copy.db", "other.db.heads"):
        (tmp_path / name).write_text("precious")
        with pytest.raises(UsageError, match="is there already: name another file"):
            backup(database, tmp_path / name.removesuffix(".heads"))
        assert (tmp_path / name).read_text() == "precious"
    assert not (tmp_path / "other.db").exists()


def test_a_backup_that_fails_leaves_nothing(database: Database, tmp_path: Path, file: Path) -> None:
    with pytest.raises(UsageError, match="no folder"):
        backup(database, tmp_path / "nowhere" / "copy.db")
    with pytest.raises(StoreError, match="could not be written"):
        backup(database, tmp_path / ("n" * 245))
    assert all(part.name.startswith(file.name) for part in tmp_path.iterdir())


def test_a_copied_file_goes_on_elsewhere(
    database: Database, tmp_path: Path, file: Path, return_id: str
) -> None:
    fill(database)
    database.close()
    there = tmp_path / "elsewhere"
    there.mkdir()
    shutil.copy(file, there / "moved.db")
    shutil.copytree(file.with_name("s11chat.db.files"), there / "moved.db.files")
    with Database.open(url(there / "moved.db")) as moved:
        Responses(moved).record(return_id, JO, after(9), [yes("q9")], {})
        assert Casebook(moved).case("w1", "A1").return_id == return_id
        found = verify(moved)
        assert found.sound
        assert "moved.db.heads does not say where 3 of 4 chains end" in found.notes[0]


def test_an_older_copy_beside_newer_heads_is_told_to_be_cut_off(
    database: Database, tmp_path: Path, return_id: str
) -> None:
    backup(database, tmp_path / "copy.db")
    Responses(database).record(return_id, JO, after(1), [yes()], {})
    shutil.copy(tmp_path / "s11chat.db.heads", tmp_path / "copy.db.heads")
    with Database.open(url(tmp_path / "copy.db")) as copied:
        (fault,) = verify(copied).faults
    assert "its end is cut off; event 1 is noted in copy.db.heads" in fault


def test_heads_are_reduced_to_the_latest_once_they_grow_large(
    database: Database, monkeypatch: pytest.MonkeyPatch, file: Path
) -> None:
    fill(database)
    before = database.heads.read()
    assert before is not None
    monkeypatch.setattr(head, "COMPACT_ABOVE", 100)
    with Database.open(url(file)) as again:
        after_it = again.heads.read()
        assert after_it is not None
        assert after_it[0] == list({chain: (chain, found) for chain, found in before[0]}.values())
        assert len(after_it[0]) == 4 < len(before[0])
        assert verify(again).sound
    assert stat.S_IMODE(file.with_name("s11chat.db.heads").stat().st_mode) == 0o600


def test_what_is_committed_stays_so_when_heads_cannot_be_written(
    database: Database, responses: Responses, return_id: str, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    heads = file.with_name("s11chat.db.heads")
    heads.unlink()
    heads.mkdir()
    assert responses.record(return_id, JO, after(1), [yes()], {}) == {"q1": 1}
    assert "could not be kept" in caplog.text
    heads.rmdir()


def test_a_backup_that_was_killed_is_made_again_under_the_same_name(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a killed process leaves has names of its own; only whole files are called as they were to be."""
    fill(database)
    (tmp_path / ".copy.db.99").write_text("half")
    (tmp_path / ".copy.db.99.heads").write_text("half")
    made: list[str] = []
    replace = os.replace

    def noted(old: Path, new: Path) -> None:
        made.append(new.name)
        replace(old, new)

    monkeypatch.setattr(os, "replace", noted)
    backup(database, tmp_path / "copy.db")
    assert made[-2:] == ["copy.db.heads", "copy.db"]
