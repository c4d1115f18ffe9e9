"""`s11chat calls`: the queue, the calls and appointments of a wave, for whoever supervises."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING

from s11chat.cli.desk import Commands, opened, print_json, say, tell, verb_of
from s11chat.language.plural import number_of

if TYPE_CHECKING:
    from s11chat.services.supervising import Supervision


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Adds the noun and its verbs."""
    noun = commands.add_parser(
        "calls", help="the queue and calls of a wave: list, show, appointments, appointment, assign, again"
    )
    verbs = noun.add_subparsers(metavar="VERB", required=True)
    listed = verb_of(verbs, "list", "where every case stands in the queue, and who has it in hand", _list)
    listed.add_argument("wave")
    listed.add_argument(
        "--standing", action="append", default=[], metavar="WORD", help="ready, waiting, held, office, closed"
    )
    listed.add_argument("--json", action="store_true")
    shown = verb_of(verbs, "show", "every call of a case", _show)
    shown.add_argument("case", metavar="CASE")
    shown.add_argument("--json", action="store_true")
    booked = verb_of(verbs, "appointments", "every appointment that stands", _appointments)
    booked.add_argument("wave")
    booked.add_argument("--json", action="store_true")
    moved = verb_of(verbs, "appointment", "call an appointment off, or give it to another", _appointment)
    moved.add_argument("case", metavar="CASE")
    moved.add_argument("number", type=int, metavar="N", help="its number: calls appointments shows it")
    either = moved.add_mutually_exclusive_group(required=True)
    either.add_argument("--cancel", metavar="REASON", help="call it off, and why")
    either.add_argument("--to", metavar="NAME", help="who keeps it from now on; '' for whoever is free")
    given = verb_of(verbs, "assign", "give cases to one interviewer, or to all again", _assign)
    given.add_argument(
        "cases",
        nargs="+",
        metavar="CASE",
        help="the cases, as WAVE/REF WAVE/REF ...; or the wave and their refs: WAVE REF REF ...",
    )
    given.add_argument("--to", default="", metavar="NAME", help="the interviewer; left out, whoever is free")
    given.add_argument("--priority", type=int, metavar="N", help="lower comes first")
    again = verb_of(verbs, "again", "call a case again that is closed or waits for the office", _again)
    again.add_argument("case", metavar="CASE")
    again.add_argument("--reason", required=True)
    again.add_argument("--to", default="", metavar="NAME", help="the interviewer; left out, whoever is free")
    _messages(verbs)


def _messages(verbs: Commands[argparse.ArgumentParser]) -> None:
    told = verb_of(verbs, "message", "leave a word for an interviewer, or for the supervisors", _message)
    told.add_argument("wave")
    told.add_argument("text", help="what to say")
    told.add_argument("--to", default="", metavar="NAME", help="who it is for; left out, the supervisors")
    told.add_argument("--about", default="", metavar="REF", help="the case it is about")
    left = verb_of(verbs, "messages", "the words left for you", _read)
    left.add_argument("wave")
    left.add_argument(
        "--unread", action="store_true", help="only those not read yet; they count as read then"
    )


@contextmanager
def _supervision(arguments: argparse.Namespace, wave: str) -> Iterator[Supervision]:
    from s11chat.services.supervising import Supervision

    with opened(arguments) as desk:
        yield Supervision(desk.kept, wave)


@contextmanager
def _about(arguments: argparse.Namespace) -> Iterator[tuple[Supervision, str]]:
    """The wave of a case, seen by whoever supervises, and the ref of the case."""
    from s11chat.services.kept import wave_and_ref

    wave, ref = wave_and_ref(arguments.case)
    with _supervision(arguments, wave) as room:
        yield room, ref


def _cases(names: list[str]) -> tuple[str, list[str]]:
    """The wave and the refs of WAVE/REF WAVE/REF ..., or of WAVE REF REF ..."""
    from s11chat.errors import UsageError
    from s11chat.services.kept import wave_and_ref

    first, *refs = names
    if "/" not in first and not refs:
        raise UsageError(f"Say which cases of {first}: 's11chat calls assign {first} REF', or {first}/REF.")
    wave = first.partition("/")[0]
    said = names if "/" in first else refs
    named = [wave_and_ref(name if "/" in name else f"{wave}/{name}") for name in said]
    other = next((found for found, _ in named if found != wave), "")
    if other:
        raise UsageError(f"Cases of one wave at a time: {wave} and {other} are two.")
    return wave, [ref for _, ref in named]


def _list(arguments: argparse.Namespace) -> int:
    from s11chat.errors import UsageError
    from s11chat.fieldwork.queue import Standing

    words = [one.value for one in Standing]
    unknown = [word for word in arguments.standing if word not in words]
    if unknown:
        raise UsageError(f"'{unknown[0][:40]}' is no standing: it is one of {', '.join(words)}.")
    with _supervision(arguments, arguments.wave) as room:
        lines = room.queue(*(Standing(word) for word in arguments.standing))
    if arguments.json:
        print_json([asdict(line) for line in lines])
        return 0
    for line in lines:
        who = (line.holder and f"in hand of {line.holder}") or (line.owner and f"for {line.owner}")
        more = " · ".join(part for part in (line.due, line.why, who) if part)
        tell(
            f"{line.case:<20} {line.standing.value:<8} {line.attempts:>2} {line.outcome:<3} {line.organisation[:28]:<28} {more}"
        )
    if not lines:
        say("No case stands so.")
    return 0


def _show(arguments: argparse.Namespace) -> int:
    with _about(arguments) as (room, ref):
        calls = room.history(ref)
    if arguments.json:
        print_json([{**asdict(call), "at": call.at.isoformat()} for call in calls])
        return 0
    for call in calls:
        note = f" · {call.note}" if call.note else ""
        tell(f"{call.local}  {call.outcome:<3} {call.say}, {call.by}{note}")
    if not calls:
        say(f"{arguments.case} has not been called yet.")
    return 0


def _appointments(arguments: argparse.Namespace) -> int:
    with _supervision(arguments, arguments.wave) as room:
        lines = room.appointments()
    if arguments.json:
        times = ("starts", "ends")
        print_json(
            [{**asdict(one), **{name: getattr(one, name).isoformat() for name in times}} for one in lines]
        )
        return 0
    for one in lines:
        whose = f"for {one.owner} alone" if one.owner else "for whoever is free"
        whom = f"{one.person or one.organisation}, {whose}"
        tell(f"{one.local:<24} {one.state:<9} {one.case:<20} {one.number:>3}  {whom}")
    if not lines:
        say("No appointment stands.")
    return 0


def _appointment(arguments: argparse.Namespace) -> int:
    with _about(arguments) as (room, ref):
        if arguments.cancel is not None:
            room.cancel(ref, arguments.number, arguments.cancel)
            said = "is called off"
        else:
            room.take_over(ref, arguments.number, arguments.to)
            said = f"is for {arguments.to or 'whoever is free'}"
    say(f"Appointment {arguments.number} of {arguments.case} {said}.")
    return 0


def _assign(arguments: argparse.Namespace) -> int:
    wave, refs = _cases(arguments.cases)
    with _supervision(arguments, wave) as room:
        number = room.assign(refs, arguments.to, arguments.priority)
    say(f"{number_of(number, 'case')} for {arguments.to or 'whoever is free'}.")
    return 0


def _again(arguments: argparse.Namespace) -> int:
    with _about(arguments) as (room, ref):
        room.call_again(ref, arguments.reason, to=arguments.to)
    say(f"{arguments.case} is called again.")
    return 0


def _message(arguments: argparse.Namespace) -> int:
    with _supervision(arguments, arguments.wave) as room:
        room.say(arguments.text, to=arguments.to, ref=arguments.about)
    say(f"Left for {arguments.to or 'the supervisors'}.")
    return 0


def _read(arguments: argparse.Namespace) -> int:
    with _supervision(arguments, arguments.wave) as room:
        lines = room.messages(unread=arguments.unread)
        for line in lines:
            about = f" about {line.case}" if line.case else ""
            tell(f"{line.local}  {line.by}{about}: {line.text}")
            if arguments.unread:
                room.read(line.number)
    if not lines:
        say("There is no message for you.")
    return 0
