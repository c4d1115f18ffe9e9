"""`s11chat returns`: what organisations returned."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from s11chat.cli import returns_export, returns_import
from s11chat.cli.desk import Commands, confirm, opened, print_json, say, tell

if TYPE_CHECKING:
    from s11chat.services.view import AnswerLine, ReturnLine


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Adds the noun and its verbs."""
    noun = commands.add_parser(
        "returns", help="what organisations returned: show, certificate, reopen, import, export"
    )
    verbs = noun.add_subparsers(metavar="VERB", required=True)
    show = verbs.add_parser("show", help="every answer of a case with its authority")
    show.add_argument("case", metavar="CASE")
    show.add_argument("--json", action="store_true")
    show.set_defaults(run=_show)
    certified = verbs.add_parser(
        "certificate",
        help="the certificate of a return, to read or as a file that anybody can check",
        description="A file holds the answers with the words as they were typed, and all that it takes to check the "
        "signatures without the database: s11chat verify --certificate FILE.",
    )
    certified.add_argument("case", metavar="CASE")
    certified.add_argument("--html", action="store_true", help="as one printable page")
    certified.add_argument(
        "--out", metavar="FILE", help="write it to a file: .txt, .html, .pdf, or .json for programs"
    )
    certified.set_defaults(run=_certificate)
    reopen = verbs.add_parser("reopen", help="open a signed return again; its signatures no longer stand")
    reopen.add_argument("case", metavar="CASE")
    reopen.add_argument("--reason", required=True)
    reopen.add_argument("--yes", action="store_true", help="do not ask")
    reopen.set_defaults(run=_reopen)
    returns_import.add(verbs)
    returns_export.add(verbs)


def _show(arguments: argparse.Namespace) -> int:
    with opened(arguments) as desk:
        whole = desk.returned(arguments.case)
    if arguments.json:
        print_json(structure(whole))
        return 0
    from s11chat.line.listing import review_lines

    tell(f"{whole.header.organisation}, {whole.header.wave_title}: {whole.state}, {whole.status}")
    for line in review_lines(whole):
        tell(line)
    return 0


def _certificate(arguments: argparse.Namespace) -> int:
    from s11chat.services.certifying import write_certificate

    with opened(arguments) as desk:
        made = desk.certificate(arguments.case)
    if arguments.out:
        say(write_certificate(made.certified, arguments.out))
    else:
        tell(made.html if arguments.html else made.text)
    return 0


def _reopen(arguments: argparse.Namespace) -> int:
    from s11chat.services.reopening import foretold, reopen

    with opened(arguments) as desk:
        confirm(f"{foretold(desk.kept, arguments.case)} Reopen it?", yes=arguments.yes)
        reopen(desk.kept, arguments.case, arguments.reason)
    say(f"{arguments.case} is open again.")
    return 0


def structure(whole: ReturnLine) -> dict[str, Any]:
    """A return as plain JSON values."""
    return {
        "case": whole.header.case,
        "organisation": whole.header.organisation,
        "state": whole.state.value,
        "status": whole.status.value,
        "attested": {
            "by": whole.attested.by,
            "to": whole.attested.to,
            "at": whole.attested.at.isoformat(),
        }
        if whole.attested
        else None,
        "mode": whole.header.mode,
        "respondent": whole.header.respondent,
        "delegated": whole.delegated,
        "lead": whole.header.lead,
        "sections_signed": list(whole.sections_signed),
        "round": whole.round,
        "head": whole.head,
        "remarks": [
            {
                "on": remark.on,
                "text": remark.text,
                "by": remark.by,
                "role": remark.role,
                "at": remark.at.isoformat(),
            }
            for remark in whole.remarks
        ],
        "items": {line.question: _item(line) for line in whole.answers},
    }


def _item(line: AnswerLine) -> dict[str, Any]:
    answer = line.answer.json() if line.answer else {}
    signed, accepted = line.signed, line.acceptance
    return {
        "value": answer.get("value"),
        "other": answer.get("other"),
        "reason": answer.get("reason"),
        "said": line.said,
        "no_answer": line.no_answer,
        "words": line.words,
        "because": line.because,
        "exact": line.exact,
        "by": line.by,
        "role": line.role,
        "on_behalf_of": line.on_behalf_of,
        "mode": line.mode,
        "at": line.at.isoformat() if line.at else None,
        "revision": line.revision,
        "remarks": list(line.remarks),
        "evidence": [
            {
                "number": one.number,
                "told": one.told,
                "where": one.where,
                "file": one.file,
                "digest": one.digest,
            }
            for one in line.evidence
        ],
        "accepted": {"by": accepted.by, "at": accepted.at.isoformat()} if accepted else None,
        "signed": {
            "by": signed.by,
            "at": signed.at.isoformat(),
            "digest": signed.digest,
            "redacted": signed.redacted or None,
        }
        if signed
        else None,
    }
