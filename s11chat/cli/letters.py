"""`s11chat letters`: advance letters, invitations and reminders of a wave, and what became of them."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from s11chat.cli import letters_mail
from s11chat.cli.desk import Commands, opened, print_json, say, tell
from s11chat.language.plural import number_of

if TYPE_CHECKING:
    from s11chat.fieldwork.letter import Verdict
    from s11chat.report.letter import Templates
    from s11chat.services.addressing import Asked, Mailing
    from s11chat.services.desk import Desk

_STAGE = "advance, invitation, reminder, reminder-2, delegate, link, signature or actions; else the one due today by the plan"


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Adds the noun and its verbs."""
    noun = commands.add_parser(
        "letters",
        help="letters of a wave: due, preview, write, send, log, bounced",
        description="A code goes into its letter and nowhere else. A letter that may have gone out is not written "
        "again unless you say --again with --case.",
    )
    verbs = noun.add_subparsers(metavar="VERB", required=True)
    due = _verb(verbs, "due", _due, "who would get which letter, who cannot be written to, and why")
    due.add_argument("--on", metavar="DATE", help="as if it were that day, 2026-09-21")
    due.add_argument("--json", action="store_true")
    preview = _verb(
        verbs, "preview", _preview, "a letter of each kind, or those of one case; no code is issued"
    )
    preview.add_argument("--html", action="store_true", help="the page instead of the text")
    write = _verb(verbs, "write", _write, "letters as .eml files, for your own mail program to send")
    write.add_argument("--out", type=Path, required=True, metavar="DIR", help="a folder for you alone")
    send = _verb(verbs, "send", letters_mail.send, "letters through a mail server; goes on where it stopped")
    letters_mail.add_options(send)
    for verb in (preview, write, send):
        verb.add_argument(
            "--templates",
            type=Path,
            metavar="DIR",
            help="your own texts; else the folder letters/ of your data",
        )
    for verb in (write, send):
        verb.add_argument("--again", action="store_true", help="with --case: also what was written before")
    log = verbs.add_parser("log", help="what became of every letter")
    log.add_argument("wave")
    log.add_argument("--case", default="", metavar="REF", help="of one case")
    log.add_argument("--json", action="store_true")
    log.set_defaults(run=_log)
    bounced = verbs.add_parser("bounced", help="record that a letter came back; its code opens nothing then")
    bounced.add_argument("wave")
    bounced.add_argument(
        "what", metavar="REF|FILE", help="the case, or the notice of the mail server as a file"
    )
    bounced.add_argument("--reason", default="", help="what is known about it")
    bounced.set_defaults(run=_bounced)


def _verb(
    verbs: Commands[argparse.ArgumentParser], name: str, run: Any, does: str
) -> argparse.ArgumentParser:
    verb = verbs.add_parser(name, help=does)
    verb.add_argument("wave")
    verb.add_argument("--stage", default="", metavar="STAGE", help=_STAGE)
    verb.add_argument("--case", default="", metavar="REF", help="of one case")
    verb.set_defaults(run=run)
    return verb


def asked(arguments: argparse.Namespace, *, again: bool = False) -> Asked:
    """Which letters somebody asks for on the command line."""
    from s11chat.errors import UsageError
    from s11chat.services.addressing import Asked

    again = again or getattr(arguments, "again", False)
    ref = _ref(arguments)
    if again and not ref:
        raise UsageError("Writing a letter again is for one case at a time: name it with --case.")
    on = None
    if getattr(arguments, "on", None):
        try:
            on = date.fromisoformat(arguments.on)
        except ValueError:
            raise UsageError(f"'{arguments.on[:40]}' is not a day: write it as 2026-09-21.") from None
    return Asked(arguments.wave, arguments.stage, ref, again, on)


def _ref(arguments: argparse.Namespace) -> str:
    """The ref of a case, given as REF or as WAVE/REF."""
    return str(arguments.case).removeprefix(f"{arguments.wave}/")


def templates(arguments: argparse.Namespace) -> Templates:
    """The texts to write letters from."""
    from s11chat.bootstrap import own_letters
    from s11chat.report.letter import Templates

    return Templates(arguments.templates or own_letters(arguments.settings))


def looked_up(desk: Desk, question: Asked) -> Mailing:
    """The letters asked for, the stage told where it was not named, and who cannot be written to."""
    from s11chat.fieldwork.letter import Standing
    from s11chat.services.addressing import mailing

    found = mailing(desk.kept, question)
    if not question.stage:
        say(f"Stage: {found.stage}.")
    told = set(Standing) if question.ref else {Standing.UNREACHABLE, Standing.IN_DOUBT}
    for one in found.verdicts:
        if one.standing in told - {Standing.DUE}:
            say(f"{one.ref}: {_named(one)}{one.standing}: {one.why}.")
    return found


def _named(verdict: Verdict) -> str:
    return f"{verdict.to.name}, " if verdict.to else ""


def _due(arguments: argparse.Namespace) -> int:
    from s11chat.fieldwork.letter import Standing
    from s11chat.services.addressing import mailing

    with opened(arguments) as desk:
        found = mailing(desk.kept, asked(arguments))
    if arguments.json:
        print_json(
            {"wave": found.wave.id, "stage": found.stage, "on": found.today.isoformat(),
             "letters": [_as_json(one) for one in found.verdicts]}
        )  # fmt: skip
        return 0
    say(f"Stage: {found.stage}, on {found.today.isoformat()}.")
    for one in found.due:
        assert one.to is not None
        coded = "  with a code" if one.coded else ""
        tell(f"{one.ref:<14} {one.kind:<11} {one.to.role:<9} {one.to.name} <{one.to.address}>{coded}")
    for standing in (Standing.UNREACHABLE, Standing.IN_DOUBT):
        for one in found.of(standing):
            tell(f"{one.ref:<14} {standing}: {_named(one)}{one.why}")
    counts = [f"{len(found.of(standing))} {standing}" for standing in Standing if found.of(standing)]
    say(f"{', '.join(counts) or 'No case is there'}.")
    return 0


def _as_json(one: Verdict) -> dict[str, Any]:
    return {
        "case": one.ref,
        "standing": one.standing.value,
        "why": one.why,
        "kind": one.kind.value if one.kind else None,
        "role": one.to.role if one.to else None,
        "name": one.to.name if one.to else None,
        "address": one.to.address if one.to else None,
        "with_code": one.coded,
    }


def _preview(arguments: argparse.Namespace) -> int:
    from s11chat.services.posting import preview

    texts = templates(arguments)
    with opened(arguments) as desk:
        found = looked_up(desk, asked(arguments, again=bool(arguments.case)))
        shown: dict[object, Verdict] = {}
        for one in found.due:
            shown.setdefault(one if arguments.case else (one.kind, one.to.role if one.to else ""), one)
        texts.check(tuple({one.kind for one in shown.values() if one.kind}))
        for one in shown.values():
            text = preview(desk.kept, found, texts, one)
            if arguments.html:
                tell(text.html or "This letter has no page: its text goes alone.")
                continue
            assert one.to is not None
            tell(f"From: {found.plan.sender or '(no sender yet)'}\nTo: {one.to.name} <{one.to.address}>")
            tell(f"Subject: {text.subject}\n\n{text.text}")
    say(f"{number_of(len(found.due), 'letter')} due at this stage; no code was issued.")
    return 0


def _write(arguments: argparse.Namespace) -> int:
    from s11chat.services.posting import Office

    texts = templates(arguments)
    with opened(arguments) as desk:
        office = Office(desk.kept, looked_up(desk, asked(arguments)), texts)
        number = 0
        for done in office.into_files(arguments.out):
            tell(f"{done.case:<20} {done.name} <{done.address}>  {done.said}")
            number += done.step is not None
    say(f"{number_of(number, 'letter')} written to {arguments.out}. Send them, then delete the files.")
    return 0


def _log(arguments: argparse.Namespace) -> int:
    from s11chat.services.mailed import log

    with opened(arguments) as desk:
        lines = log(desk.kept, arguments.wave, _ref(arguments))
    if arguments.json:
        print_json(
            [{**asdict(one), "written_at": one.written_at.isoformat(), "stepped_at": one.stepped_at.isoformat()}
             for one in lines]
        )  # fmt: skip
        return 0
    for one in lines:
        detail = f"  ({one.detail})" if one.detail else ""
        tell(
            f"{one.written_at:%Y-%m-%d %H:%M} {one.case:<20} {one.stage:<11} {one.name} <{one.address}>  {one.told}{detail}"
        )
    if not lines:
        say("No letter has been written yet.")
    return 0


def _bounced(arguments: argparse.Namespace) -> int:
    from s11chat.errors import UsageError
    from s11chat.exchange.bounce import read_notice
    from s11chat.services.mailed import bounced, bounced_by

    file = Path(arguments.what)
    is_file = file.suffix.casefold() in (".eml", ".txt", ".msg") or file.is_file()
    if is_file and arguments.reason:
        raise UsageError("A notice says itself why a letter came back: leave out --reason.")
    with opened(arguments) as desk:
        if is_file:
            line = bounced_by(desk.kept, arguments.wave, read_notice(file))
        else:
            ref = arguments.what.removeprefix(f"{arguments.wave}/")
            line = bounced(desk.kept, arguments.wave, ref, arguments.reason)
    code = " The code in it opens nothing any more." if line.with_code else ""
    say(f"{line.case}: the letter to {line.name} <{line.address}> ({line.stage}) came back.{code}")
    return 0
