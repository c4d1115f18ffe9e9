"""`s11chat kb handbook`: every question of a dialog with its explanation, as a web page or a Word document."""

from __future__ import annotations

import argparse

from s11chat.cli.desk import write_file

Verbs = argparse._SubParsersAction


def add(verbs: Verbs[argparse.ArgumentParser]) -> None:
    """Adds the verb."""
    verb = verbs.add_parser("handbook", help="every question of a dialog with its explanation, to print")
    verb.add_argument("dialog", metavar="DIALOG", help="its short name, or its file")
    verb.add_argument("--scale", default="", metavar="NAME")
    verb.add_argument("--format", choices=("html", "docx"), default="html", help="a web page, or Word")
    verb.add_argument("--out", metavar="FILE", help="where to write it; a web page else goes to the screen")
    verb.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    from datetime import date

    from s11chat.cli.dialog import find
    from s11chat.errors import UsageError
    from s11chat.knowledge.catalogue import Catalogue
    from s11chat.knowledge.library import Library
    from s11chat.report.handbook import as_html, handbook

    word = arguments.format == "docx"
    if word and not arguments.out:
        raise UsageError("A Word document cannot be shown on the screen: give --out FILE.")
    dialog = find(arguments.settings, arguments.dialog, arguments.scale)
    book = handbook(dialog, Catalogue(Library(arguments.settings.kb), [dialog]), date.today())
    if word:
        from s11chat.report.document import as_docx

        write_file(arguments.out, as_docx(book))
    elif arguments.out:
        write_file(arguments.out, as_html(book).encode())
    else:
        print(as_html(book))
    return 0
