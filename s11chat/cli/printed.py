"""`s11chat dialog print`: a dialog as a questionnaire on paper, as text, a web page, Word or PDF."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from s11chat.cli.desk import tell, write_file

if TYPE_CHECKING:
    from s11chat.report.questionnaire import Questionnaire

Verbs = argparse._SubParsersAction


def add(verbs: Verbs[argparse.ArgumentParser]) -> None:
    """Adds the verb."""
    verb = verbs.add_parser("print", help="a dialog as a readable questionnaire, routing in words")
    verb.add_argument("id", metavar="DIALOG", help="its short name, or its file")
    verb.add_argument("--scale", default="", metavar="NAME")
    verb.add_argument(
        "--interviewer", action="store_true", help="the wording read out, with notes, probes and checks"
    )
    forms = verb.add_mutually_exclusive_group()
    forms.add_argument("--html", dest="form", action="store_const", const="html", help="as a web page")
    forms.add_argument("--docx", dest="form", action="store_const", const="docx", help="as a Word document")
    forms.add_argument("--pdf", dest="form", action="store_const", const="pdf", help="as a PDF")
    verb.add_argument(
        "--out", metavar="FILE", help="where to write it; text and web pages else go to the screen"
    )
    verb.set_defaults(run=_run, form="text")


def _run(arguments: argparse.Namespace) -> int:
    from s11chat.cli.dialog import find
    from s11chat.dialog.model import Audience
    from s11chat.errors import UsageError
    from s11chat.report.questionnaire import questionnaire

    if arguments.form in ("docx", "pdf") and not arguments.out:
        raise UsageError(f"A {_FORMS[arguments.form]} cannot be shown on the screen: give --out FILE.")
    audience = Audience.INTERVIEWER if arguments.interviewer else Audience.LEAD
    dialog = find(arguments.settings, arguments.id, arguments.scale)
    made = _made(questionnaire(dialog, audience), arguments.form)
    if arguments.out:
        write_file(arguments.out, made)
    else:
        tell(made.decode())
    return 0


_FORMS = {"docx": "Word document", "pdf": "PDF"}


def _made(printed: Questionnaire, form: str) -> bytes:
    from datetime import date

    from s11chat.report import paper
    from s11chat.report.questionnaire import as_text

    match form:
        case "html":
            return paper.as_html(printed).encode()
        case "docx":
            return paper.as_docx(printed)
        case "pdf":
            return paper.as_pdf(printed, date.today())
        case _:
            return "\n".join(as_text(printed)).encode()
