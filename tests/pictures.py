"""Draws the README's pictures from the running program: `make pictures`."""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path

from s11chat.bootstrap import open_desk
from s11chat.line.demo import DELEGATE, Played
from s11chat.line.talk import Talk
from s11chat.services import example
from s11chat.services.interviewing import Interview
from s11chat.settings import Settings, current
from s11chat.tui.app import S11chat, Start
from tests.busy import NOW, busy, desk_of
from tests.office import settings_in
from tests.tui.driving import STILL, Face, placed

FOLDER = Path(__file__).resolve().parent.parent / ".github" / "pictures"
SIZE = (104, 32)
_OUTSIDE = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def main() -> int:
    """Makes the example, plays some of it, and photographs three screens; then the manager's on a busy wave."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        settings = _settings(Path(folder))
        desk = open_desk(settings)
        codes = example.seed(desk.kept, settings.dialogs)
        delegate = desk.interview(desk.admit(codes.delegate.code))
        Talk(delegate, _quiet).hold(Played(delegate, DELEGATE, _quiet).lines())
        _say(
            desk.interview_as_interviewer(example.PRISON),
            ["prison", "most", "1", "fully", "it is being implemented"],
        )
        desk.close()
        asyncio.run(_photograph(settings, codes.lead.code))
    with tempfile.TemporaryDirectory() as folder:
        busy(Path(folder), cases=312)
        asyncio.run(_photograph_wave(Path(folder)))
    return 0


def _settings(folder: Path) -> Settings:
    database = f"sqlite:///{folder / 's11chat.db'}"
    return replace(current(), home=folder, database=database, actor="Ida Interviewer")


def _say(interview: Interview, lines: list[str]) -> None:
    Talk(interview, _quiet).hold(lines)


def _quiet(_: str) -> None:
    """Says nothing."""


async def _photograph(settings: Settings, lead: str) -> None:
    starts = {
        "office": Start(),
        "interview": Start(case=example.PRISON),
        "docket": Start(case=example.PRACTICE, code=lead),
    }
    for name, start in starts.items():
        app = S11chat(settings, start, clock=lambda: STILL, opener=open_desk)
        async with app.run_test(size=SIZE) as pilot:
            shown = Face(app, pilot)
            await shown.until(partial(_open, app), "the desk")
            await shown.settle()
            if name == "docket":
                await shown.press("enter")
                await shown.press("down")
            if name == "interview":
                await shown.enter("?safer recruitment")
            _keep(app, name)


async def _photograph_wave(home: Path) -> None:
    """The manager's screen, on the view of types."""
    app = S11chat(settings_in(home), clock=lambda: NOW, opener=lambda _: desk_of(home))
    async with app.run_test(size=SIZE) as pilot:
        shown = Face(app, pilot)
        await shown.until(partial(_open, app), "the desk")
        await shown.settle()
        await shown.press("f3")
        await shown.settle()
        await shown.press("right")
        _keep(app, "progress")


def _keep(app: S11chat, name: str) -> None:
    svg = app.export_screenshot(title="s11chat", simplify=True)
    drawn = _OUTSIDE.sub("", re.sub(r"terminal-\d+-", f"{name}-", placed(svg)))
    (FOLDER / f"{name}.svg").write_text(drawn, encoding="utf-8")


def _open(app: S11chat) -> bool:
    return app.desk is not None and app.current_mode != "opening"


if __name__ == "__main__":
    sys.exit(main())
