"""`s11chat moderate`: ratings of moderators beside the organisations' own, notes of peers, and the pack of a panel."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from s11chat.cli.desk import Commands, on_screen, opened, print_json, row, say, tell, verb_of
from s11chat.language.plural import number_of

if TYPE_CHECKING:
    from s11chat.services.desk import Desk
    from s11chat.services.view import Admission


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Adds the noun and its verbs."""
    noun = commands.add_parser(
        "moderate",
        help="ratings beside the organisations' own: assign, list, rate, done, agree, release, notes, pack",
        description="The manager assigns returns; a moderator sees those assigned to them and no other, and rates "
        "blind to the other one until both are done. What the organisation said stays as it is, signatures and all.",
    )
    verbs = noun.add_subparsers(metavar="VERB", required=True)
    _assigning(verbs)
    _rating(verbs)
    _settling(verbs)
    _noting(verbs)
    pack = verb_of(verbs, "pack", "what a panel needs of a return, on paper", _pack)
    pack.add_argument("case", metavar="CASE")
    forms = pack.add_mutually_exclusive_group()
    forms.add_argument("--html", dest="form", action="store_const", const="html", help="as a web page")
    forms.add_argument("--docx", dest="form", action="store_const", const="docx", help="as a Word document")
    forms.add_argument("--pdf", dest="form", action="store_const", const="pdf", help="as a PDF")
    pack.add_argument(
        "--out", metavar="FILE", help="where to write it; text and web pages else go to the screen"
    )
    pack.set_defaults(form="text")


def _assigning(verbs: Commands[argparse.ArgumentParser]) -> None:
    given = verb_of(verbs, "assign", "give returns to a moderator, or take them back", _assign)
    given.add_argument("cases", nargs="+", metavar="CASE")
    given.add_argument("--to", default="", metavar="NAME", help="the moderator, of the office of the wave")
    given.add_argument(
        "--unlisted",
        action="store_true",
        help="somebody new, where the office of the wave has nobody on file",
    )
    given.add_argument(
        "--take-back", action="store_true", help="from the one named with --to, or from the only one"
    )
    listed = verb_of(verbs, "list", "which returns are moderated by whom, and how far it is", _list)
    listed.add_argument("wave", nargs="?", default="")
    listed.add_argument("--json", action="store_true")


def _rating(verbs: Commands[argparse.ArgumentParser]) -> None:
    rate = verb_of(verbs, "rate", "rate a return on the screen or line by line, or one standard of it", _rate)
    rate.add_argument("case", metavar="CASE")
    rate.add_argument("standard", nargs="?", metavar="STANDARD")
    rate.add_argument("rating", nargs="?", metavar="RATING", help="a step of the scale, or 'not applicable'")
    rate.add_argument(
        "--reason", default="", help="why; needed where it is not the organisation's own rating"
    )
    rate.add_argument("--take-back", action="store_true", help="take the own rating of the standard back")
    rate.add_argument("--plain", action="store_true", help="in plain lines")
    shown = verb_of(verbs, "show", "every rated standard with all its ratings", _show)
    shown.add_argument("case", metavar="CASE")
    shown.add_argument("--json", action="store_true")
    done = verb_of(verbs, "done", "say that you are done with a return", _done)
    done.add_argument("case", metavar="CASE")
    done.add_argument(
        "--take-back", action="store_true", help="you are not; only before you saw another's ratings"
    )


def _settling(verbs: Commands[argparse.ArgumentParser]) -> None:
    agree = verb_of(verbs, "agree", "record what the moderators agreed on", _agree)
    agree.add_argument("case", metavar="CASE")
    agree.add_argument("standard", metavar="STANDARD")
    agree.add_argument("rating", nargs="?", default="", metavar="RATING", help="a step of the scale")
    agree.add_argument("--reason", default="", help="why; an agreed rating needs it")
    agree.add_argument("--take-back", action="store_true", help="take an agreed rating back")
    release = verb_of(verbs, "release", "show the lead the result as it stands", _release)
    release.add_argument("case", metavar="CASE")
    release.add_argument("--take-back", action="store_true", help="the lead sees it no more")


def _noting(verbs: Commands[argparse.ArgumentParser]) -> None:
    notes = verb_of(verbs, "notes", "notes of peers: list, add, answer, close", _notes)
    notes.add_argument("case", metavar="CASE")
    notes.add_argument("--on", default="", metavar="STANDARD", help="add a note to this standard")
    notes.add_argument("--by", default="", metavar="NAME", help="whose note it is")
    notes.add_argument("--of", default="", metavar="ORGANISATION", help="their organisation, or the panel")
    notes.add_argument("--answer", type=int, metavar="N", help="the organisation's answer to note N")
    notes.add_argument("--close", type=int, metavar="N", help="settle note N")
    notes.add_argument("--reply", default="", metavar="STANDARD", help="a lead's word on a moderated rating")
    notes.add_argument("--say", default="", metavar="TEXT", help="the words of it")
    notes.add_argument("--json", action="store_true")


@contextmanager
def _at_door(arguments: argparse.Namespace) -> Iterator[tuple[Desk, Admission | None]]:
    """The desk, and the lead whose code is in S11CHAT_CODE; nobody where there is none."""
    with opened(arguments) as desk:
        code = os.environ.get("S11CHAT_CODE")
        by = desk.admit(code) if code else None
        if by is not None:
            desk.own_case(by, arguments.case)
        yield desk, by


def _assign(arguments: argparse.Namespace) -> int:
    from s11chat.errors import RefusedError, StoreError, UsageError

    if not arguments.take_back and not arguments.to:
        raise UsageError("Say who is to moderate: --to NAME.")
    cases = tuple(dict.fromkeys(arguments.cases))
    refused: list[RefusedError | StoreError | UsageError] = []
    with opened(arguments) as desk:
        for case in cases:
            try:
                say(_assigned(desk, case, arguments))
            except (RefusedError, StoreError, UsageError) as error:
                refused.append(error)
    if not refused:
        return 0
    if len(cases) == 1:
        raise refused[0]
    done = f"{number_of(len(cases) - len(refused), 'case')} done, {len(refused)} not:"
    raise type(refused[0])("\n".join((done, *dict.fromkeys(map(str, refused)))))


def _assigned(desk: Desk, case: str, arguments: argparse.Namespace) -> str:
    """Gives one return, or takes it back; says so."""
    from s11chat.services.assigning import assign, take_back

    if arguments.take_back:
        name = take_back(desk.kept, case, arguments.to)
        return f"{case} is taken back from {name}. What they rated stays on record and no longer counts."
    return f"{assign(desk.kept, case, arguments.to, unlisted=arguments.unlisted)} moderates {case}."


def _list(arguments: argparse.Namespace) -> int:
    from s11chat.services.assigning import moderated, work_told

    with opened(arguments) as desk:
        lines = moderated(desk.kept, arguments.wave)
    if arguments.json:
        print_json(
            [
                {
                    "case": line.case,
                    "organisation": line.organisation,
                    "type": line.type_name,
                    "state": line.state,
                    "moderators": [{"name": work.name, "step": work.step.value} for work in line.works],
                    "rated": dict(line.rated),
                    "agreed": line.agreed,
                    "released": line.released,
                }
                for line in lines
            ]
        )
        return 0
    for line in lines:
        works = ", ".join(work_told(work, line.rated) for work in line.works)
        more = f"; {line.agreed} agreed" if line.agreed else ""
        released = "; released" if line.released else ""
        tell(row(f"{line.case:<16} {line.organisation[:28]:<28}", f"{works}{more}{released}"))
    if not lines:
        say("No return is assigned: the manager does that with 's11chat moderate assign'.")
    return 0


def _rate(arguments: argparse.Namespace) -> int:
    from s11chat.errors import UsageError
    from s11chat.services.moderating import Moderation

    if arguments.standard is None:
        return _sitting(arguments)
    with opened(arguments) as desk:
        work = Moderation(desk.kept, arguments.case)
        if arguments.take_back:
            line = work.withdraw(arguments.standard)
            say(f"Your rating of {line.question} is taken back; it stays on record.")
            return 0
        if arguments.rating is None:
            raise UsageError("Say how you rate it: a step of the scale after the standard.")
        line = work.rate(arguments.standard, arguments.rating, arguments.reason)
    own = line.own.said if line.own else ""
    say(f"{line.question}: {own}. The organisation says {line.answer.said}; that stays as it is.")
    return 0


def _sitting(arguments: argparse.Namespace) -> int:
    """The whole return: on a screen where there is one, else line by line."""
    if not arguments.plain and on_screen():
        from s11chat.tui.app import run_moderation

        return run_moderation(arguments.settings, arguments.case)
    from s11chat.cli.interview import input_lines
    from s11chat.language.harmless import harmless
    from s11chat.line.moderation import hold
    from s11chat.services.moderating import Moderation

    with opened(arguments) as desk:
        work = Moderation(desk.kept, arguments.case)
        hold(work, lambda line: print(harmless(line), flush=True), input_lines(sys.stdin), desk.library)
    return 0


def _show(arguments: argparse.Namespace) -> int:
    from s11chat.cli.moderated import structure
    from s11chat.line.moderation import sheet_lines
    from s11chat.services.releasing import moderation_of, released_to

    with _at_door(arguments) as (desk, by):
        found = released_to(desk.kept, by) if by else moderation_of(desk.kept, arguments.case)
    if arguments.json:
        print_json(structure(found))
        return 0
    tell("\n".join(sheet_lines(found)))
    return 0


def _done(arguments: argparse.Namespace) -> int:
    from s11chat.services.moderating import Moderation

    with opened(arguments) as desk:
        work = Moderation(desk.kept, arguments.case)
        if arguments.take_back:
            work.resume()
            say("You are not done: go on rating.")
            return 0
        found = work.finish()
    others = [one.name for one in found.works if one.step.value != "done"]
    say(f"Done. {others[0]} is not yet: you see their ratings once they are." if others else "Done.")
    return 0


def _agree(arguments: argparse.Namespace) -> int:
    from s11chat.services.releasing import agree, disagree

    with opened(arguments) as desk:
        if arguments.take_back:
            disagree(desk.kept, arguments.case, arguments.standard)
            say(f"The agreed rating of {arguments.standard} is taken back; it stays on record.")
            return 0
        line = agree(desk.kept, arguments.case, arguments.standard, arguments.rating, arguments.reason)
    say(
        f"{line.question}: agreed on {line.agreed.said if line.agreed else ''}. The other ratings stay as they are."
    )
    return 0


def _release(arguments: argparse.Namespace) -> int:
    from s11chat.services.releasing import release, take_release_back

    with opened(arguments) as desk:
        if arguments.take_back:
            take_release_back(desk.kept, arguments.case)
            say(f"The lead of {arguments.case} sees no moderated rating any more.")
            return 0
        found = release(desk.kept, arguments.case)
    rated = sum(line.result is not None for line in found.lines)
    lead = found.header.lead or "the lead"
    say(f"{lead} sees {number_of(rated, 'moderated rating')} as they stand now, and may answer them.")
    return 0


def _notes(arguments: argparse.Namespace) -> int:
    from s11chat.services import challenging

    case, words = arguments.case, arguments.say
    with _at_door(arguments) as (desk, by):
        if arguments.on:
            told = challenging.challenge(desk.kept, case, arguments.on, words, arguments.by, arguments.of)
            say(f"Note {told} to {arguments.on}: the organisation is to answer it.")
        elif arguments.answer is not None:
            challenging.answer(desk.kept, case, arguments.answer, words, by)
            say(f"Note {arguments.answer} is answered.")
        elif arguments.close is not None:
            challenging.close(desk.kept, case, arguments.close, words)
            say(f"Note {arguments.close} is closed.")
        elif arguments.reply:
            _reply(desk, by, arguments.reply, words)
        else:
            _list_notes(arguments, desk, by)
    return 0


def _reply(desk: Desk, by: Admission | None, standard: str, words: str) -> None:
    from s11chat.errors import UsageError
    from s11chat.services.challenging import reply

    if by is None:
        raise UsageError("A lead answers a moderated rating: give their access code in S11CHAT_CODE.")
    reply(desk.kept, by, standard, words)
    say(f"Your word on {standard} stands beside the moderated rating.")


def _list_notes(arguments: argparse.Namespace, desk: Desk, by: Admission | None) -> None:
    from s11chat.cli.moderated import note_structure
    from s11chat.line.moderation import note_lines
    from s11chat.services.challenging import notes

    found = notes(desk.kept, arguments.case, by)
    if arguments.json:
        print_json([note_structure(one) for one in found])
        return
    for one in found:
        for line in note_lines(one):
            tell(line)
    if not found:
        say("Nobody has left a note.")


def _pack(arguments: argparse.Namespace) -> int:
    from s11chat.cli.desk import write_file
    from s11chat.errors import UsageError
    from s11chat.report import pack as paper
    from s11chat.services.packing import panel_pack

    if arguments.form in ("docx", "pdf") and not arguments.out:
        raise UsageError("A Word document or a PDF cannot be shown on the screen: give --out FILE.")
    with opened(arguments) as desk:
        made = paper.as_bytes(panel_pack(desk.kept, arguments.case), arguments.form)
    if arguments.out:
        write_file(arguments.out, made)
    else:
        tell(made.decode())
    return 0
