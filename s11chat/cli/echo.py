"""`s11chat echo`: what staff say, asked without names, and set beside what their organisation says of itself."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from s11chat.cli.desk import (
    Commands,
    confirm,
    on_screen,
    opened,
    print_json,
    row,
    say,
    tell,
    verb_of,
    width,
    write_file,
)

if TYPE_CHECKING:
    from s11chat.services.echoing import Echoing, EchoLine, SharedCode
    from s11chat.services.view import Admission


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Adds the noun and its verbs."""
    noun = commands.add_parser(
        "echo",
        help="what staff say, asked without names: open, code, extend, close, status, compare, report, answer",
        description="One shared code for an organisation, which its lead passes on to staff. Nothing is shown while "
        "staff answer, nothing at all below the smallest group, and never what one person answered. A lead gives "
        "their access code in S11CHAT_CODE; without one the office acts.",
    )
    verbs = noun.add_subparsers(metavar="VERB", required=True)
    _add_office(verbs)
    status = verb_of(verbs, "status", "how the echo of a case, or those of a wave, stand", _status)
    status.add_argument("name", metavar="CASE|WAVE")
    status.add_argument("--json", action="store_true")
    compare = verb_of(verbs, "compare", "what staff say beside the organisation's own rating", _compare)
    compare.add_argument("case", metavar="CASE")
    compare.add_argument("--json", action="store_true")
    report = verb_of(verbs, "report", "the same over the organisations of a wave", _report)
    report.add_argument("wave", metavar="WAVE")
    report.add_argument("--json", action="store_true")
    answer = verb_of(verbs, "answer", "answer as a member of staff, with the shared code", _answer)
    answer.add_argument(
        "--plain", action="store_true", help="plain lines: for screen readers, pipes, any terminal"
    )


def _add_office(verbs: Commands[argparse.ArgumentParser]) -> None:
    open_ = verb_of(verbs, "open", "ask the staff of an organisation; prints their shared code, once", _open)
    open_.add_argument("case", metavar="CASE")
    open_.add_argument("--dialog", default="staff-echo", help="a dialog's id, or the path of its file")
    open_.add_argument("--from", dest="opens", default="", metavar="DATE", help="the first day; today")
    open_.add_argument("--to", dest="closes", default="", metavar="DATE", help="the last day; three weeks on")
    open_.add_argument(
        "--minimum",
        type=int,
        metavar="N",
        help="the smallest group that is shown: 10, or the wave's; at least 5",
    )
    open_.add_argument("--cap", type=int, default=500, metavar="N", help="how many may answer: 500")
    code = verb_of(verbs, "code", "a new shared code; the one before opens nothing any more", _code)
    code.add_argument("case", metavar="CASE")
    code.add_argument("--revoke", action="store_true", help="take the code back and issue none")
    for verb in (open_, code):
        verb.add_argument("--poster", default="", metavar="FILE", help="write a text to print, with the code")
        verb.add_argument("--json", action="store_true")
    extend = verb_of(verbs, "extend", "another last day; the code goes on until then", _extend)
    extend.add_argument("case", metavar="CASE")
    extend.add_argument("--to", dest="closes", default="", metavar="DATE", help="the last day")
    extend.add_argument("--take-back", action="store_true", help="the last day it had before")
    close = verb_of(verbs, "close", "end it for good, and tell the figures", _close)
    close.add_argument("case", metavar="CASE")
    close.add_argument("--yes", action="store_true", help="do not ask")


def _admitted(desk: Any) -> Admission | None:
    code = os.environ.get("S11CHAT_CODE")
    found: Admission | None = desk.admit(code) if code else None
    return found


@contextmanager
def _echoing(arguments: argparse.Namespace, case: str) -> Iterator[Echoing]:
    from s11chat.services.echoing import Echoing

    with opened(arguments) as desk:
        yield Echoing(desk.kept, case, _admitted(desk))


def _open(arguments: argparse.Namespace) -> int:
    from s11chat.cli.dialog import path_of

    file = path_of(arguments.settings, arguments.dialog)
    with _echoing(arguments, arguments.case) as work:
        issued = work.open(
            file,
            opens=arguments.opens,
            closes=arguments.closes,
            minimum=arguments.minimum,
            cap=arguments.cap,
        )
    return _show_code(arguments, issued)


def _code(arguments: argparse.Namespace) -> int:
    with _echoing(arguments, arguments.case) as work:
        if arguments.revoke:
            had = work.revoke_code()
            say("The code opens nothing any more; answers given stay." if had else "There was no code.")
            return 0
        issued = work.new_code()
    return _show_code(arguments, issued)


def _last_day(expires: datetime) -> str:
    """The day before the midnight at which a code ends: the one the poster and the screen name."""
    last = expires.astimezone() - timedelta(days=1)
    return f"{last.day} {last:%B %Y}"


def _show_code(arguments: argparse.Namespace, issued: SharedCode) -> int:
    if arguments.json:
        expires = issued.expires.isoformat(timespec="seconds")
        print_json({"case": issued.case, "code": issued.code, "expires": expires})
    else:
        print(issued.code)
        sys.stdout.flush()
        say(
            f"For everybody who works at {issued.organisation}, until {_last_day(issued.expires)}; its lead passes it "
            "on. It is shown only now."
        )
    if arguments.poster:
        write_file(arguments.poster, issued.poster.encode())
        say(f"{arguments.poster} is written: print it, or send it to staff.")
    return 0


def _extend(arguments: argparse.Namespace) -> int:
    from s11chat.errors import UsageError

    if arguments.take_back == bool(arguments.closes):
        raise UsageError("Give the last day with --to DATE, or take the last change back with --take-back.")
    with _echoing(arguments, arguments.case) as work:
        line = work.take_extension_back() if arguments.take_back else work.extend(arguments.closes)
    code = "; the code stays good until then" if line.code_until else ""
    say(
        f"Staff may answer until {line.closes.day} {line.closes:%B %Y}{code}. Posters still name the other day."
    )
    return 0


def _close(arguments: argparse.Namespace) -> int:
    with _echoing(arguments, arguments.case) as work:
        work.must_be_open()
        confirm(
            f"The staff echo of {arguments.case} ends for good, and nobody answers any more. Close it?",
            yes=arguments.yes,
        )
        line = work.close()
    if line.answered:
        say(f"Closed; {line.answers} answered. See: s11chat echo compare {line.case}")
    else:
        say(f"Closed. Fewer than {line.minimum} answered, so nothing is shown, now or later.")
    return 0


def _status(arguments: argparse.Namespace) -> int:
    from s11chat.services.echoing import Echoing, echo_lines

    with opened(arguments) as desk:
        if "/" in arguments.name:
            found = Echoing(desk.kept, arguments.name, _admitted(desk)).status()
            lines = tuple(filter(None, (found,)))
        else:
            lines = echo_lines(desk.kept, arguments.name)
    if arguments.json:
        print_json([_structure(line) for line in lines])
        return 0
    for line in lines:
        code = f"; code until {_last_day(line.code_until)}" if line.code_until else "; no code"
        days = f"{line.opens:%d %b} to {line.closes:%d %b %Y}"
        tail = "" if line.state == "closed" else code
        tell(row(f"{line.case:<20} {line.state:<8}", f"{days}; {line.answers} answered{tail}"))
    if not lines:
        say("No staff echo was opened. Open one: s11chat echo open CASE")
    return 0


def _structure(line: EchoLine) -> dict[str, object]:
    return {
        "case": line.case,
        "organisation": line.organisation,
        "state": line.state,
        "opens": line.opens.isoformat(),
        "closes": line.closes.isoformat(),
        "minimum": line.minimum,
        "cap": line.cap,
        "answered_at_least": line.answered or None,
        "code_until": line.code_until.isoformat() if line.code_until else None,
        "closed_at": line.closed_at.isoformat() if line.closed_at else None,
    }


def _compare(arguments: argparse.Namespace) -> int:
    from s11chat.report import echo as paper
    from s11chat.services.comparing import compare

    with opened(arguments) as desk:
        found = compare(desk.kept, arguments.case, _admitted(desk))
    if arguments.json:
        print_json(paper.as_data(found))
    else:
        tell("\n".join(paper.as_text(found, width())))
    return 0


def _report(arguments: argparse.Namespace) -> int:
    from s11chat.analysis.beside import areas
    from s11chat.report import echo as paper
    from s11chat.services.comparing import over_wave

    with opened(arguments) as desk:
        found = over_wave(desk.kept, arguments.wave)
    if arguments.json:
        print_json(paper.wave_data(found, areas(found)))
    else:
        tell("\n".join(paper.wave_text(arguments.wave, found, areas(found), width())))
    return 0


def _answer(arguments: argparse.Namespace) -> int:
    if not arguments.plain and on_screen():
        from s11chat.tui.app import run_door

        return run_door(arguments.settings, os.environ.get("S11CHAT_CODE"))
    from s11chat.cli.interview import code_from, input_lines, write
    from s11chat.line.talk import Talk
    from s11chat.services.answering import StaffAnswer, admit_staff

    with opened(arguments) as desk:
        lines = input_lines(sys.stdin)
        code = os.environ.get("S11CHAT_CODE")
        who = admit_staff(desk.kept, code if code is not None else code_from(lines))
        sitting = StaffAnswer(desk.kept, who)
        try:
            Talk(sitting, write, farewell=sitting.farewell).hold(lines)
        except KeyboardInterrupt:
            say("Stopped.")
    return 0
