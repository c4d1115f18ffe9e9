"""A face to drive, on the office's database, and pictures to compare it with."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.widgets import Input, TextArea

from s11chat.dialog.model import Dialog
from s11chat.tui.app import S11chat, Start
from tests.office import Clock, desk_in, settings_in
from tests.tui.driving import STILL, Face, Opened, placed


@pytest.fixture(scope="session", autouse=True)
def many_apps() -> Iterator[None]:
    """Hundreds of apps in one process share the style sheets they parse, and leave nothing behind.

    An app parses each of its sheets some nine times while it starts, which is a third of its start, and takes all
    that it has loaded out of the collector's sight, which is right where the process ends with it.
    """
    parse = Stylesheet._parse_rules
    parsed: dict[tuple[object, ...], list[RuleSet]] = {}

    def parsed_once(sheet: Stylesheet, *source: str, **where: object) -> list[RuleSet]:
        key = (*sheet._variables.items(), *source, *where.items())
        if key not in parsed:
            parsed[key] = parse(sheet, *source, **where)  # type: ignore[arg-type]
        return parsed[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", parsed_once)
        patch.setattr("s11chat.tui.app._settle_memory", lambda: None)
        yield


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
