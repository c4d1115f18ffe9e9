"""`s11chat dialog export` and `dialog import`: dialogs as XLSForms, and forms as drafts of dialogs."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from s11chat.cli.desk import Commands, say, tell
from s11chat.errors import UsageError
from s11chat.language.plural import number_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from s11chat.exchange.xlsform.routing import Left


def add(verbs: Commands[argparse.ArgumentParser]) -> None:
    """Adds the two verbs."""
    out = verbs.add_parser("export", help="a dialog as an XLSForm, the workbook other survey tools read")
    out.add_argument("id")
    out.add_argument("file", type=Path, metavar="FILE.xlsx")
    out.set_defaults(run=_export)
    into = verbs.add_parser(
        "import", help="an XLSForm as a draft of a dialog; what cannot be carried is listed"
    )
    into.add_argument("form", type=Path, metavar="FORM.xlsx")
    into.add_argument("--out", type=Path, metavar="FILE.yaml", help="where to; beside the form if not said")
    into.set_defaults(run=_import)


def _export(arguments: argparse.Namespace) -> int:
    from s11chat.cli.dialog import find
    from s11chat.exchange.xlsform.workbook import write_form
    from s11chat.exchange.xlsform.writer import form_of

    if arguments.file.suffix.casefold() != ".xlsx":
        raise UsageError(f"An XLSForm is a workbook: call the file {arguments.file.stem or 'form'}.xlsx.")
    form, left = form_of(find(arguments.settings, arguments.id))
    _new(arguments.file)
    write_form(form, arguments.file)
    for sentence in left:
        say(sentence)
    say(
        f"{arguments.file} is written: {number_of(len(form.survey), 'row')}, {number_of(len(form.choices), 'choice')}."
    )
    return 0


def _import(arguments: argparse.Namespace) -> int:
    from s11chat.dialog.load import read_dialog
    from s11chat.errors import DialogError
    from s11chat.exchange.xlsform.draft import draft_of
    from s11chat.exchange.xlsform.reader import dialog_of
    from s11chat.exchange.xlsform.workbook import read_form

    name = re.sub(r"[^a-z0-9]+", "-", arguments.form.stem.casefold()).strip("-") or "draft"
    target: Path = arguments.out or arguments.form.with_name(f"{name}.yaml")
    draft, left = dialog_of(read_form(arguments.form), name)
    _told(arguments.form, left)
    if not draft["sections"]:
        raise UsageError(f"No question of {arguments.form.name} can be carried over; nothing is written.")
    _new(target)
    text = draft_of(draft)
    try:
        target.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{target} cannot be written: {error.strerror}.") from None
    try:
        read_dialog(text, target.name)
    except DialogError as error:
        tell(str(error))
        say(f"{target} is written. Mend the lines above, then: s11chat dialog check {target}")
        return 3
    found = "'s11chat kb search WORDS' finds them"
    say(f"{target} is written. Next: name its articles ({found}), and try it: s11chat rehearse {target}")
    return 0


def _told(form: Path, left: Sequence[Left]) -> None:
    for one in left:
        tell(f"{form.name}, row {one.row}: {one.what}: {one.why}.")
    if left:
        print(
            f"{len(left)} {'thing was' if len(left) == 1 else 'things were'} not carried over.",
            file=sys.stderr,
        )


def _new(path: Path) -> None:
    """Raises UsageError where there is such a file already."""
    if path.exists():
        raise UsageError(f"{path} is there already: name another file, or move that one away.")
