"""`s11chat evidence`: what shows that the answers of a return are so."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from s11chat.cli.desk import Commands, opened, print_json, say, tell, verb_of
from s11chat.language.plural import number_of

if TYPE_CHECKING:
    from s11chat.assurance.evidence import Telling
    from s11chat.services.evidencing import Evidencing
    from s11chat.services.exhibit import EvidenceLine

_TOLD = (
    ("kind", "KIND", "policy, procedure, minutes, training record, audit, contract or other"),
    ("title", "TEXT", "as it stands on the document"),
    ("covers", "QUESTIONS", "the questions it shows something of, such as '2.1, 5.1'"),
    ("dated", "DAY", "the day, or month, of the document"),
    ("owner", "NAME", "who holds or looks after it"),
    ("review", "DAY", "when it is to be reviewed next"),
    ("place", "TEXT", "where it lies: a link, a shelf, a document system"),
    ("note", "TEXT", "a word on it; no case details"),
)


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Adds the noun and its verbs."""
    noun = commands.add_parser(
        "evidence",
        help="what shows that answers are so: documents and records, with their files or where they lie",
        description="A delegate or a lead gives their access code in S11CHAT_CODE; without one the office acts. Keep "
        "case details out of it. Nothing is ever removed: what is withdrawn stays in the history.",
    )
    verbs = noun.add_subparsers(metavar="VERB", required=True)
    added = verb_of(verbs, "add", "put a document or record on file, its file copied if one is named", _add)
    _of_case(added)
    _told(added, required=("kind", "title", "covers"))
    amend = verb_of(verbs, "amend", "tell one anew; what is left out stays, the record as it was too", _amend)
    _of_case(amend)
    _numbered(amend)
    _told(amend)
    amend.add_argument("--why", default="", metavar="TEXT", help="why, kept with it")
    for name, does, run in (
        ("withdraw", "take one back; it stays in the history", _withdraw),
        ("reinstate", "have one stand again that was withdrawn", _reinstate),
    ):
        verb = verb_of(verbs, name, does, run)
        _of_case(verb)
        _numbered(verb)
        verb.add_argument("--why", default="", metavar="TEXT", help="why, kept with it")
    _add_looks(verbs)


def _add_looks(verbs: Commands[argparse.ArgumentParser]) -> None:
    listed = verb_of(verbs, "list", "what is on file for a case", _list)
    _of_case(listed)
    listed.add_argument("--question", default="", metavar="ID", help="only what covers this question")
    listed.add_argument("--json", action="store_true")
    show = verb_of(verbs, "show", "one record with its history", _show)
    _of_case(show)
    _numbered(show)
    show.add_argument("--json", action="store_true")
    export = verb_of(verbs, "export", "the files of a case in a new folder, with an index", _export)
    _of_case(export)
    export.add_argument("folder", type=Path, metavar="FOLDER", help="a folder that is new, or empty")
    missing = verb_of(verbs, "missing", "standards rated fully met without evidence", _missing)
    missing.add_argument("name", metavar="WAVE[/REF]", help="a wave, or one case of it")
    missing.add_argument("--json", action="store_true")


def _of_case(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("case", metavar="CASE")


def _numbered(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("number", type=int, metavar="N", help="its number in the list")


def _told(verb: argparse.ArgumentParser, required: tuple[str, ...] = ()) -> None:
    for name, metavar, does in _TOLD:
        verb.add_argument(f"--{name}", default="", metavar=metavar, help=does, required=name in required)
    verb.add_argument("--file", type=Path, metavar="FILE", help="a file to be kept: a copy of it is made")
    verb.add_argument("--keep", action="store_true", help="keep words that look as if they named a child")
    verb.add_argument("--json", action="store_true")


@contextmanager
def _evidencing(arguments: argparse.Namespace) -> Iterator[Evidencing]:
    from s11chat.services.evidencing import Evidencing

    with opened(arguments) as desk:
        code = os.environ.get("S11CHAT_CODE")
        by = desk.admit(code) if code else None
        if by is not None:
            desk.own_case(by, arguments.case)
        yield Evidencing(desk.kept, arguments.case, by)


def _telling(arguments: argparse.Namespace) -> Telling:
    from s11chat.assurance.evidence import Telling

    return Telling(**{name: getattr(arguments, name) for name, *_ in _TOLD})


def _add(arguments: argparse.Namespace) -> int:
    from s11chat.assurance.evidence import CASE_DETAILS

    say(CASE_DETAILS)
    with _evidencing(arguments) as work:
        line = work.add(_telling(arguments), arguments.file, sure=arguments.keep)
    return _done(arguments, line, f"On file as evidence {line.number} for {', '.join(line.covers)}")


def _amend(arguments: argparse.Namespace) -> int:
    with _evidencing(arguments) as work:
        line = work.amend(
            arguments.number, _telling(arguments), arguments.file, why=arguments.why, sure=arguments.keep
        )
    return _done(arguments, line, f"Evidence {line.number} is amended, and as it was it stays in its history")


def _done(arguments: argparse.Namespace, line: EvidenceLine, said: str) -> int:
    from s11chat.assurance.evidence import in_full

    if arguments.json:
        print_json(structure(line))
    else:
        review = f"; next review {in_full(line.review)}" if line.review else ""
        say(f"{said}: {line.told}{review}.")
    return 0


def _withdraw(arguments: argparse.Namespace) -> int:
    with _evidencing(arguments) as work:
        line = work.withdraw(arguments.number, arguments.why)
    say(f"Withdrawn: {line.told}. 's11chat evidence reinstate' has it stand again.")
    return 0


def _reinstate(arguments: argparse.Namespace) -> int:
    with _evidencing(arguments) as work:
        line = work.reinstate(arguments.number, arguments.why)
    say(f"It stands again: {line.told}.")
    return 0


def _list(arguments: argparse.Namespace) -> int:
    from s11chat.line.listing import evidence_lines

    with _evidencing(arguments) as work:
        lines = work.lines(arguments.question)
    if arguments.json:
        print_json([structure(line) for line in lines])
        return 0
    for line in lines:
        for row in evidence_lines(line):
            tell(row)
    if not lines:
        say("There is no evidence on file.")
    return 0


def _show(arguments: argparse.Namespace) -> int:
    from s11chat.line.listing import evidence_lines, step_lines

    with _evidencing(arguments) as work:
        steps = work.history(arguments.number)
    if arguments.json:
        print_json([structure(line) for line in steps])
        return 0
    for row in (*evidence_lines(steps[-1]), *step_lines(steps)):
        tell(row)
    return 0


def _export(arguments: argparse.Namespace) -> int:
    from s11chat.exchange.attachment import write_all

    with _evidencing(arguments) as work:
        files = tuple(work.exported())
    written = write_all(arguments.folder, files)
    say(f"Written to {arguments.folder}: {number_of(len(written) - 1, 'file')} and index.csv.")
    return 0


def _missing(arguments: argparse.Namespace) -> int:
    from s11chat.line.listing import wrapped
    from s11chat.services.backing import without_evidence

    with opened(arguments) as desk:
        lines = without_evidence(desk.kept, arguments.name)
    if arguments.json:
        print_json([asdict(line) for line in lines])
        return 0
    case = ""
    for line in lines:
        if line.case != case:
            case = line.case
            tell(f"{case}  {line.organisation}")
        for row in wrapped(line.question, f"{line.said}; {line.lack}: {line.text}"):
            tell(row)
    say(
        f"{number_of(len(lines), 'standard')} fully met without evidence that would do." if lines else "None."
    )
    return 0


def structure(line: EvidenceLine) -> dict[str, Any]:
    """A record as plain JSON values."""
    found = asdict(line)
    times = {name: found[name].isoformat() for name in ("at", "changed_at")}
    return {**found, **times, "covers": list(line.covers), "stands": line.stands}
