"""A face to drive, on the office's database, and pictures to compare it with."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual.widgets import Input, TextArea

from s11chat.dialog.model import Dialog
from s11chat.tui.app import S11chat, Start
from tests.office import Clock, desk_in, settings_in
from tests.tui.driving import STILL, Face, Opened, placed


@pytest.fixture
def face(home: Path, dialogs: Mapping[str, Dialog]) -> Opened:
    """Runs the app on the office's database: `async with face(Start(...), size=(80, 24)) as shown`."""

    @asynccontextmanager
    async def opened(start: Start | None = None, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Face]:
        app = S11chat(
            settings_in(home), start, clock=lambda: STILL, opener=lambda _: desk_in(home, Clock(), dialogs)
        )
        async with app.run_test(size=size) as pilot:
            shown = Face(app, pilot)
            await shown.until(lambda: app.desk is not None and app.current_mode != "opening", "the desk")
            await shown.settle()
            yield shown

    return opened


class Svg(SingleFileSnapshotExtension):
    """Pictures of screens, one file each."""

    file_extension = "svg"
    _file_extension = "svg"
    _write_mode = WriteMode.TEXT


@pytest.fixture
def same_picture(snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch) -> Callable[[Face], None]:
    """Compares the screen with its stored picture."""
    monkeypatch.setattr(Input, "_toggle_cursor", lambda _: None)
    monkeypatch.setattr(TextArea, "_toggle_cursor_blink_visible", lambda _: None)

    def compare(shown: Face) -> None:
        svg = shown.app.export_screenshot(simplify=True)
        assert snapshot(extension_class=Svg) == re.sub(r"terminal-\d+-", "terminal-", placed(svg))

    return compare
