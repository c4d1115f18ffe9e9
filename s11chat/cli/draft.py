"""`s11chat dialog new`, `check` and `schema`: what somebody needs who writes a dialog."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from s11chat.cli.desk import say, tell
from s11chat.language.plural import number_of

if TYPE_CHECKING:
    from s11chat.settings import Settings

Verbs = argparse._SubParsersAction


def add(verbs: Verbs[argparse.ArgumentParser]) -> None:
    """Adds the verbs."""
    new = verbs.add_parser(
        "new",
        help="a new dialog to begin with, commented",
        description="Writes NAME.yaml: a whole audit that checks, with a remark at everything in it. Nothing that "
        "is there already is overwritten.",
    )
    new.add_argument("name", metavar="NAME", help="its short name, such as school-2026")
    new.set_defaults(run=_new)
    check = verbs.add_parser("check", help="every problem of dialog files, one a line; exit 3 if any")
    check.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="files or folders; all if none")
    check.add_argument(
        "--watch", action="store_true", help="check again whenever one of them is saved; Ctrl+C ends it"
    )
    check.set_defaults(run=_check)
    schema = verbs.add_parser(
        "schema",
        help="what editors need to explain a dialog file while it is written",
        description="Prints a JSON Schema. Save it as dialog.schema.json beside your dialog: editors that know "
        "YAML then explain every word of the file and offer what may come next.",
    )
    schema.set_defaults(run=_schema)


def _new(arguments: argparse.Namespace) -> int:
    from s11chat.dialog.starter import starter
    from s11chat.errors import RefusedError, UsageError
    from s11chat.language.harmless import one_line

    given = Path(arguments.name.removesuffix(".yaml"))
    path = given.with_name(f"{given.name}.yaml") if given.name else given
    text = starter(given.name)
    if (arguments.settings.dialogs / path.name).is_file():
        raise RefusedError(f"'{given.name}' is a dialog that is there already: choose another name.")
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise RefusedError(f"{one_line(str(path))} is there already: choose another name.") from None
    except OSError as error:
        raise UsageError(f"'{one_line(str(path))}' cannot be written: {error.strerror}.") from None
    say(f"{one_line(str(path))} is written. Open it in an editor, and let it be checked as you save:")
    say(f"  s11chat dialog check --watch {one_line(str(path))}")
    return 0


def _check(arguments: argparse.Namespace) -> int:
    from s11chat.knowledge.library import Library

    settings: Settings = arguments.settings
    articles = Library(settings.kb).ids
    paths = arguments.paths or [settings.dialogs]
    if not arguments.watch:
        return _checked(paths, articles, settings)
    try:
        _watched(paths, articles, settings)
    except KeyboardInterrupt:
        say("No longer watching.")
    return 0


def _watched(paths: list[Path], articles: Collection[str], settings: Settings) -> None:
    """Checks at every saving, until it is interrupted; when is said, so that nobody reads an older finding."""
    from datetime import datetime
    from time import sleep

    from s11chat.cli.watch import saved

    say("Watching; Ctrl+C ends it.")
    for _ in saved(lambda: list(files(paths)), sleep):
        say(f"\nAt {datetime.now():%H:%M:%S}:")
        _checked(paths, articles, settings)
        sys.stdout.flush()


def _checked(paths: list[Path], articles: Collection[str], settings: Settings) -> int:
    from s11chat.cli.trend import dead_links
    from s11chat.dialog.load import load_dialog
    from s11chat.errors import DialogError

    problems = 0
    found = list(files(paths))
    for path in found:
        try:
            faults = dead_links(load_dialog(path, articles), path, settings)
            if faults:
                raise DialogError(faults)
        except DialogError as error:
            problems += len(error.problems)
            tell(str(error))
    if problems:
        say(f"{problems} to mend.")
        return 3
    if not found:
        say("There is no dialog here: name a .yaml file, or a folder that holds some.")
        return 3
    say(f"{number_of(len(found), 'dialog')} {'checks' if len(found) == 1 else 'check'}.")
    return 0


def files(paths: list[Path]) -> Iterator[Path]:
    """The files that are named, and those of folders that are."""
    for path in paths:
        if path.is_dir():
            yield from sorted(path.glob("*.yaml"))
        else:
            yield path


def _schema(arguments: argparse.Namespace) -> int:
    from s11chat.dialog.schema import schema

    print(json.dumps(schema(), ensure_ascii=False, indent=2))
    return 0
