"""What commands share: a verb with what runs it, opening the desk, JSON on standard output, writing a file, asking before what cannot be undone."""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any

from s11chat.errors import RefusedError, UsageError

if TYPE_CHECKING:
    from s11chat.services.desk import Desk

Commands = argparse._SubParsersAction
_LONG = re.compile(r"\S{300,}")
_KEPT = 100


def verb_of(
    verbs: Commands[argparse.ArgumentParser],
    name: str,
    does: str,
    run: Callable[[argparse.Namespace], int],
) -> argparse.ArgumentParser:
    """A verb of a noun, what it does in a line, and what runs it."""
    verb: argparse.ArgumentParser = verbs.add_parser(name, help=does)
    verb.set_defaults(run=run)
    return verb


@contextmanager
def opened(arguments: argparse.Namespace, *, create: bool = False) -> Iterator[Desk]:
    """The desk for one command; a database is made only by commands that begin something."""
    from s11chat.bootstrap import open_desk

    desk = open_desk(arguments.settings, create=create)
    try:
        yield desk
        declare(desk, arguments)
    finally:
        desk.close()


def declare(desk: Desk, arguments: argparse.Namespace) -> None:
    """Notes what of people is in what a command hands out, to be said once it has been handed out."""
    from s11chat.cli.personal import personal

    arguments.personal = personal(desk, arguments)


def print_json(value: Any) -> None:
    """`value` as JSON on standard output."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def on_screen() -> bool:
    """Whether somebody sits at a terminal that can be drawn on."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def width() -> int | None:
    """Columns of the terminal; none where what is printed goes into a pipe or a file."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def shown(text: str) -> str:
    """`text` as it may stand on any terminal: harmless, and a word without end cut short."""
    from s11chat.language.harmless import harmless

    return _LONG.sub(lambda word: f"{word[0][:_KEPT]}...", harmless(text))


def say(text: str) -> None:
    """A message for people, on standard error."""
    print(shown(text), file=sys.stderr)


def tell(text: str) -> None:
    """What was asked for, on standard output: a line, or several."""
    from s11chat.language.harmless import harmless

    print(harmless(text))


def row(head: str, words: str) -> str:
    """A line of a list: its columns, then words, which go on below them where 80 columns are not enough."""
    return fill(words, 80, initial_indent=f"{head} ", subsequent_indent=" " * 17, break_long_words=False)


def write_file(file: str, made: bytes) -> None:
    """Writes what was made. Raises UsageError where that cannot be done."""
    from s11chat.language.harmless import one_line

    try:
        Path(file).write_bytes(made)
    except OSError as error:
        raise UsageError(f"'{one_line(file)}' cannot be written: {error.strerror}.") from None


def confirm(question: str, *, yes: bool) -> None:
    """Asks on a terminal; without one `yes` must have been given. Raises RefusedError otherwise."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise RefusedError(f"{question} Add --yes to do it.")
    print(f"{shown(question)} Type yes to do it: ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().casefold() != "yes":
        raise RefusedError("Nothing was changed.")
