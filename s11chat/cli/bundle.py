"""`s11chat bundle`: a return in one file, for people who work without the office's database."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from s11chat.cli.desk import Commands, declare, on_screen, opened, print_json, say, tell
from s11chat.errors import RefusedError
from s11chat.language.plural import number_of
from s11chat.services.mergeword import (
    conflict_lines,
    made_told,
    merged_told,
    nothing_new,
    sum_lines,
    voided_lines,
)

if TYPE_CHECKING:
    from s11chat.assurance.bundle import Bundle
    from s11chat.services.desk import Desk
    from s11chat.services.merging import Conflict, Merged
    from s11chat.services.view import Admission

_DESCRIPTION = (
    "One return in one file, to be worked on without a network and handed on: made for a lead or delegate, opened with "
    "their access code, merged where it was made. It holds every answer so far, or those of the part its holder was asked "
    "for: hand it to nobody else."
)


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Adds the noun and its verbs."""
    noun = commands.add_parser(
        "bundle",
        help="a return in one file, for sign-off without a network: make, open, merge, verify, inspect",
        description=_DESCRIPTION,
    )
    verbs = noun.add_subparsers(metavar="VERB", required=True)
    _add_make(verbs)
    opening = verbs.add_parser("open", help="work in a bundle, with your access code")
    opening.add_argument("file", metavar="FILE")
    opening.add_argument("--plain", action="store_true", help="plain lines: for screen readers, pipes")
    opening.add_argument(
        "--review", action="store_true", help="in plain lines: to review and sign, as a lead"
    )
    opening.set_defaults(run=_open)
    _add_merge(verbs)
    for name, does, run in (
        ("verify", "check a file by itself: parts, chain, rows, signatures", _verify),
        ("inspect", "what a file is, and for whom", _inspect),
    ):
        verb = verbs.add_parser(name, help=does)
        verb.add_argument("file", metavar="FILE")
        verb.add_argument("--json", action="store_true")
        verb.set_defaults(run=run)


def _add_make(verbs: Commands[argparse.ArgumentParser]) -> None:
    make = verbs.add_parser(
        "make", help="write the bundle of a return, for its lead or somebody asked for a part"
    )
    make.add_argument("case", metavar="CASE")
    make.add_argument("file", metavar="FILE", help="a file that is not there yet, such as HH.s11")
    make.add_argument("--for", dest="person", default="", metavar="PERSON", help="the lead if not given")
    make.add_argument("--part", default="", metavar="PART", help="ask them for it first: '2, 5.1', or all")
    make.add_argument("--title", default="", help="with --part: what they are")
    make.add_argument("--due", default="", metavar="DAY", help="with --part: by when")
    make.add_argument("--note", default="", metavar="TEXT", help="with --part: a word to them")
    make.add_argument("--in", dest="held", metavar="BUNDLE", help="pass on from a bundle of your own")
    make.add_argument(
        "--leave-out",
        action="store_true",
        help="go without files of evidence that are missing or were changed",
    )
    make.set_defaults(run=_make)


def _add_merge(verbs: Commands[argparse.ArgumentParser]) -> None:
    merge = verbs.add_parser("merge", help="take in what was done in a bundle, where it was made")
    merge.add_argument("file", metavar="FILE")
    merge.add_argument("--in", dest="held", metavar="BUNDLE", help="take it into a bundle of your own")
    merge.add_argument("--dry-run", action="store_true", help="say what it would bring, and write nothing")
    merge.add_argument(
        "--take",
        nargs=2,
        action="append",
        default=[],
        metavar=("SIDE", "QUESTION"),
        help="whose answer stands where both gave one, ours or theirs: --take theirs 5.1, --take ours all",
    )
    merge.add_argument(
        "--past-code", action="store_true", help="take it though the code it is sealed with was revoked since"
    )
    merge.add_argument("--all", action="store_true", help="list every answer, not their number by section")
    merge.add_argument("--json", action="store_true")
    merge.set_defaults(run=_merge)


@contextmanager
def _worked_in(arguments: argparse.Namespace) -> Iterator[tuple[Desk, Admission | None]]:
    """The desk of the office, or that of the bundle somebody holds, and who they are."""
    if not arguments.held:
        with opened(arguments) as desk:
            yield desk, None
        return
    from s11chat.bootstrap import open_bundle

    code = _code()
    with open_bundle(arguments.settings, Path(arguments.held), code) as (desk, _, _):
        yield desk, desk.admit(code)
        declare(desk, arguments)


def _code() -> str:
    from s11chat.cli.interview import code_from, input_lines

    code = os.environ.get("S11CHAT_CODE")
    return code if code is not None else code_from(input_lines(sys.stdin))


def _make(arguments: argparse.Namespace) -> int:
    from s11chat.services.bundling import make

    with _worked_in(arguments) as (desk, by):
        if arguments.part:
            _ask(arguments, desk, by)
        file, leave_out = Path(arguments.file), arguments.leave_out
        made = make(desk.kept, arguments.case, file, arguments.person, by, leave_out=leave_out)
    say(" ".join(made_told(made)))
    return 0


def _ask(arguments: argparse.Namespace, desk: Desk, by: Admission | None) -> None:
    from s11chat.services.delegating import Delegating

    if not arguments.person:
        raise RefusedError("Say who is asked for that part: --for 'Nell Thimble'.")
    if Path(arguments.file).exists():
        raise RefusedError(f"{arguments.file} is there already: name another file, and then ask them.")
    told = {name: getattr(arguments, name) for name in ("title", "due", "note")}
    issued = Delegating(desk.kept, arguments.case, by).give(arguments.part, arguments.person, **told)
    print(issued.code, flush=True)
    say(f"The code of {issued.person}, until {issued.expires:%d %B %Y}. It is shown only now.")


def _open(arguments: argparse.Namespace) -> int:
    from s11chat.bootstrap import open_bundle
    from s11chat.cli.interview import code_from, input_lines
    from s11chat.services.bundling import examine

    file = Path(arguments.file)
    _introduce(file, examine(file).bundle)
    lines = input_lines(sys.stdin)
    code = os.environ.get("S11CHAT_CODE")
    code = code if code is not None else code_from(lines)
    say("Opening it: every entry is checked, which takes a moment.")
    with open_bundle(arguments.settings, file, code) as (desk, inside, held):
        if held.ahead:
            more = number_of(held.ahead, "more entry", "more entries")
            say(f"Going on from an earlier sitting: {more} than the file had.")
        if arguments.plain or not on_screen():
            _plain(desk, held.case, code, lines, review=arguments.review)
            run = 0
        else:
            from s11chat.tui.app import run_interview

            run = run_interview(inside, held.case, code)
    say(f"Kept in {file}. Hand it back to whoever gave it to you.")
    return run


def _introduce(file: Path, bundle: Bundle) -> None:
    """What a file is, as far as it can be read without the code that opens it."""
    manifest, name = bundle.manifest, bundle.case.organisation.name
    say(
        f"{file.name}: the return of {name}, for {manifest.name} ({manifest.role}), made by {manifest.made_by} on "
        f"{day_and_time(manifest.made_at)}. It opens with the access code of {manifest.name}."
    )


def day_and_time(iso: str) -> str:
    """A moment as it is stored, for people here to read."""
    at = datetime.fromisoformat(iso).astimezone()
    return f"{at.day} {at:%B %Y %H:%M}"


def _plain(desk: Desk, case: str, code: str, lines: Iterator[str], *, review: bool) -> None:
    from s11chat.cli.docket import secret
    from s11chat.cli.interview import write
    from s11chat.line.review import Review
    from s11chat.line.talk import Talk

    admission = desk.admit(code)
    desk.own_case(admission, case)
    try:
        if review:
            Review(desk.docket(admission), write, secret, desk.library).hold(lines)
        else:
            Talk(desk.interview(admission), write).hold(lines)
    except KeyboardInterrupt:
        say("Stopped. Everything acknowledged is saved.")


def _merge(arguments: argparse.Namespace) -> int:
    from s11chat.services.merging import merge

    takes = _takes(arguments.take)
    file, past = Path(arguments.file), arguments.past_code
    with _worked_in(arguments) as (desk, by):
        merged = merge(desk.kept, file, takes=takes, by=by, dry_run=arguments.dry_run, past_code=past)
        if merged.undecided and not arguments.dry_run and sys.stdin.isatty():
            takes = {**takes, **_decided(merged.undecided)}
            merged = merge(desk.kept, file, takes=takes, by=by, past_code=past)
    if arguments.json:
        print_json(_structure(merged))
    else:
        _told(merged, dry=arguments.dry_run, each=arguments.all)
    if merged.undecided and not arguments.dry_run:
        raise RefusedError(
            f"Nothing was merged: {number_of(len(merged.undecided), 'conflict')} to decide first, with --take ours "
            "QUESTION or --take theirs QUESTION."
        )
    return 0


def _takes(given: list[list[str]]) -> dict[str, str]:
    wrong = [side for side, _ in given if side not in ("ours", "theirs")]
    if wrong:
        from s11chat.errors import UsageError

        raise UsageError(
            f"--take is followed by ours or theirs, not '{wrong[0][:20]}', and then by a question."
        )
    return {question: side for side, question in given}


def _decided(conflicts: tuple[Conflict, ...]) -> dict[str, str]:
    """Asks about each conflict; whoever gives up decides nothing."""
    takes = {}
    for conflict in conflicts:
        _show(conflict)
        typed = ""
        while typed not in ("o", "t", "q"):
            typed = input("o for ours, t for theirs, q to stop: ").strip().casefold()[:1]
        if typed == "q":
            raise RefusedError("Nothing was merged.")
        takes[conflict.question] = "ours" if typed == "o" else "theirs"
    return takes


def _told(merged: Merged, *, dry: bool, each: bool) -> None:
    if not merged.entered:
        tell(nothing_new(merged))
        return
    for line in sum_lines(merged, each=each):
        tell(line)
    for conflict in merged.conflicts:
        _show(conflict)
    for line in voided_lines(merged):
        tell(line)
    if merged.undecided:
        return
    if merged.answers and not each:
        say("--all lists each answer.")
    tell(merged_told(merged, would=dry))


def _show(conflict: Conflict) -> None:
    for line in conflict_lines(conflict):
        tell(line)


def _structure(merged: Merged) -> dict[str, object]:
    return {
        **asdict(merged),
        "others": dict(merged.others),
        "conflicts": [
            {
                "question": one.question,
                "text": one.text,
                "taken": one.taken,
                **{
                    name: {"said": side.said, "by": side.by, "at": side.at.isoformat()}
                    for name, side in (("ours", one.ours), ("theirs", one.theirs))
                },
            }
            for one in merged.conflicts
        ],
    }


def _verify(arguments: argparse.Namespace) -> int:
    from s11chat.services.bundling import examine

    bundle = examine(Path(arguments.file)).bundle
    counts = {kind: len(rows) for kind, rows in bundle.rows.items()}
    found = {
        "sound": True,
        "events": len(bundle.events),
        "responses": counts.get("response", 0),
        "signatures": counts.get("signature", 0),
        "head": bundle.manifest.head[1],
    }
    if arguments.json:
        print_json(found)
        return 0
    names = (
        ("event", len(bundle.events)),
        *((kind, counts.get(kind, 0)) for kind in ("response", "signature")),
    )
    tell(
        f"Verified: {', '.join(number_of(number, noun) for noun, number in names)}, all fitting each other. Who sealed "
        "it is checked when it is opened with its code, or merged where it was made."
    )
    return 0


def _inspect(arguments: argparse.Namespace) -> int:
    from s11chat.services.bundling import examine

    examined = examine(Path(arguments.file))
    manifest, case = examined.bundle.manifest, examined.bundle.case
    found = {
        "case": f"{manifest.wave}/{manifest.case}",
        "organisation": case.organisation.name,
        "dialog": f"{manifest.dialog} {manifest.dialog_version}",
        "for": manifest.name,
        "role": manifest.role,
        "made_by": manifest.made_by,
        "made_at": manifest.made_at,
        "written_at": manifest.written_at,
        "entries": manifest.head[0],
        "since_made": manifest.head[0] - manifest.base[0],
        "holds": "the part of its holder" if manifest.holds else "everything",
        "people": [person.name for person in case.people],
        "articles": len(examined.bundle.articles),
        "size": examined.size,
        "serial": manifest.serial,
        "head": manifest.head[1],
    }
    if arguments.json:
        print_json(found)
        return 0
    for name, part in found.items():
        told = day_and_time(str(part)) if name.endswith("_at") else part
        told = f"{examined.size // 1024 + 1} KB" if name == "size" else told
        tell(f"{name.replace('_', ' '):<13} {', '.join(part) if isinstance(part, list) else told}")
    return 0
