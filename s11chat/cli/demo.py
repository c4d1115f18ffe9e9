"""`s11chat demo`: an example to try everything on, apart from any real data."""

from __future__ import annotations

import argparse
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from s11chat.cli.desk import Commands, on_screen, say, tell
from s11chat.errors import RefusedError, UsageError

if TYPE_CHECKING:
    from s11chat.services.example import Codes
    from s11chat.settings import Settings

FOLDER, WAVE_FOLDER = "demo", "demo-wave"
_IN_FULL = 8
"""One interview in so many is held question by question in a wave that is played through."""


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    command = commands.add_parser(
        "demo",
        help="an example to try: two waves of invented organisations",
        description="Makes the example in a folder of its own under the data folder, or goes on with the one there.",
    )
    command.add_argument(
        "--play", action="store_true", help="play the main job through unattended, in plain lines"
    )
    command.add_argument(
        "--wave",
        action="store_true",
        help="play the fieldwork of 2008 through, letters and calls of six weeks, in some minutes",
    )
    command.add_argument(
        "--every",
        type=int,
        default=1,
        metavar="N",
        help="with --wave: one organisation in N alone, to be quicker",
    )
    command.add_argument("--fresh", action="store_true", help="throw the example away and make it anew")
    command.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    if arguments.wave:
        return _play_wave(arguments)
    if arguments.play or not on_screen():
        return _play(arguments.settings)
    folder = arguments.settings.home / FOLDER
    if arguments.fresh:
        shutil.rmtree(folder, ignore_errors=True)
    settings = _in(arguments.settings, folder)
    codes = _seed(settings)
    from s11chat.tui.app import run_home

    left = run_home(settings, guide=guide(codes))
    for issued in (codes.signer, codes.delegate, codes.lead):
        say(f"{issued.code}  {issued.person}, {issued.role}, {issued.case}")
    say("The example is kept as you leave it; --fresh makes it anew.")
    return left


def _in(settings: Settings, folder: Path) -> Settings:
    """The settings with a database of the example's own."""
    from s11chat.settings import DATABASE, url_of

    return replace(
        settings,
        home=folder,
        database=url_of(folder / DATABASE),
        actor="Ida Interviewer",
    )


def _seed(settings: Settings) -> Codes:
    from s11chat.bootstrap import open_desk
    from s11chat.errors import StoreError
    from s11chat.services.example import codes_for, seed

    there = settings.file is not None and settings.file.exists()
    if not there:
        say("Making the example: two waves, 1,298 invented organisations ...")
    desk = open_desk(settings)
    try:
        return codes_for(desk.kept) if there else seed(desk.kept, settings.dialogs)
    except StoreError as error:
        if not there:
            raise
        raise StoreError(
            "The example was not made to its end: s11chat demo --fresh makes it anew."
        ) from error
    finally:
        desk.close()


def guide(codes: Codes) -> str:
    """What there is to try, with the codes for it."""
    return (
        "Everything here is invented. Type to find an organisation; Enter interviews it by telephone.\n\n"
        "F4 and this code open a complete return, to review and sign:\n\n"
        f"{codes.signer.code}  {codes.signer.person}, lead\n\n"
        "These open an empty one, to answer it and then to look at it:\n\n"
        f"{codes.delegate.code}  {codes.delegate.person}, delegate\n"
        f"{codes.lead.code}  {codes.lead.person}, lead\n\n"
        "The codes are shown again when you leave, and new ones the next time; what you answer stays."
    )


def _play(settings: Settings) -> int:
    from s11chat.bootstrap import open_desk
    from s11chat.language.harmless import harmless
    from s11chat.line.demo import play
    from s11chat.services.example import seed

    with tempfile.TemporaryDirectory(prefix="s11chat-demo-") as folder:
        desk = open_desk(_in(settings, Path(folder)))
        try:
            say("Making the example: two waves, 1,298 invented organisations ...")
            sound = play(
                desk, seed(desk.kept, settings.dialogs), lambda line: print(harmless(line), flush=True)
            )
        finally:
            desk.close()
    return 0 if sound else 3


def _play_wave(arguments: argparse.Namespace) -> int:
    """Plays a whole wave through and keeps it, to look at with any command."""
    from s11chat.bootstrap import open_desk
    from s11chat.services.example import kinds
    from s11chat.services.example.simulation import OFFICE, WAVE, Simulation
    from s11chat.services.example.story import stories, thinned

    folder = arguments.settings.home / WAVE_FOLDER
    if arguments.every < 1:
        raise UsageError(f"One organisation in {arguments.every} cannot be: give a number from 1 on.")
    if arguments.fresh:
        shutil.rmtree(folder, ignore_errors=True)
    if folder.exists():
        raise RefusedError(f"{folder} is there already: look at it, or have it made anew with --fresh.")
    told = thinned(stories(kinds(), in_full=_IN_FULL), arguments.every)
    say(f"Playing the fieldwork of {len(told):,} invented organisations, September and October 2008 ...")
    desk = open_desk(replace(_in(arguments.settings, folder), actor=OFFICE))
    try:
        dialogs = arguments.settings.dialogs
        tally = Simulation(desk.kept, dialogs, folder / "letters", told, tell=tell).run()
    finally:
        desk.close()
    say(
        f"{tally.complete.total()} returns complete after {tally.calls} calls. Look at them, for example with:"
    )
    for report in ("diary", "response", "rates", "interviewers", "timings"):
        say(f"  s11chat --home {folder} --actor '{OFFICE}' report {report} {WAVE}")
    return 0
