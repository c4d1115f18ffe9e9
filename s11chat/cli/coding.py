"""`s11chat coding`: code frames of open answers, coding on the screen or in a spreadsheet, and a second coder."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from s11chat.cli.desk import Commands, on_screen, opened, print_json, say, tell, verb_of, write_file
from s11chat.errors import UsageError
from s11chat.language.plural import number_of

if TYPE_CHECKING:
    from s11chat.analysis.code_frame import CodeFrame
    from s11chat.services.kept import Kept


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Adds the noun and its verbs."""
    noun = commands.add_parser(
        "coding",
        help="open answers: status, code frame, desk, next, set, export, import, sample",
        description="Answers in words, and what was said for 'other', are counted by the codes they are given. The "
        "answer stays as it is, signatures and all: a code stands beside it, with who gave it and when.",
    )
    verbs = noun.add_subparsers(metavar="VERB", required=True)
    status = verb_of(
        verbs, "status", "which questions have answers in words, and what is left to code", _status
    )
    status.add_argument("wave")
    status.add_argument("--json", action="store_true")
    _frame_verb(verbs)
    _coding_verbs(verbs)
    _sheet_verbs(verbs)
    sample = verb_of(verbs, "sample", "draw the answers that a second person codes blind", _sample)
    _on(sample)
    sample.add_argument("--share", default="0.1", help="of the answers, such as 0.1")
    sample.add_argument("--seed", type=int, help="the same seed draws the same answers; else one is thrown")


def _frame_verb(verbs: Commands[argparse.ArgumentParser]) -> None:
    frame = verb_of(verbs, "frame", "the codes of a question; add, rename, merge, retire, undo", _frame)
    _on(frame)
    change = frame.add_mutually_exclusive_group()
    change.add_argument("--add", nargs=2, metavar=("CODE", "LABEL"), help="a new code")
    change.add_argument("--rename", nargs=2, metavar=("CODE", "LABEL"), help="another label")
    change.add_argument(
        "--merge", nargs=2, metavar=("CODE", "INTO"), help="have one count as another from now on"
    )
    change.add_argument("--retire", metavar="CODE", help="offer it no more; what is coded under it counts on")
    change.add_argument("--restore", metavar="CODE", help="offer a retired code again")
    change.add_argument(
        "--undo", nargs="?", type=int, const=0, metavar="N", help="take back change N, or the last one"
    )
    frame.add_argument("--covers", default="", metavar="TEXT", help="what belongs under it, for coders")
    frame.add_argument("--history", action="store_true", help="every change, with who made it and when")
    frame.add_argument("--json", action="store_true")


def _coding_verbs(verbs: Commands[argparse.ArgumentParser]) -> None:
    desk = verb_of(verbs, "desk", "code answer after answer, on the screen or line by line", _sit)
    desk.add_argument("wave")
    desk.add_argument(
        "item", nargs="?", default="", metavar="ITEM", help="the question; else the first with any left"
    )
    _second(desk)
    desk.add_argument("--plain", action="store_true", help="in plain lines")
    next_ = verb_of(verbs, "next", "the next answer to code, with codes that may fit", _next)
    _on(next_)
    _second(next_)
    next_.add_argument("--json", action="store_true")
    set_ = verb_of(verbs, "set", "code the answer of one case, or settle how it counts", _set)
    _on(set_)
    set_.add_argument("ref", metavar="REF", help="the case, by its ref")
    set_.add_argument("codes", nargs="?", default="", metavar="CODES", help="with semicolons between")
    _second(set_)
    set_.add_argument("--settle", action="store_true", help="where two coders differ: these codes count")
    set_.add_argument("--take-back", action="store_true", help="have it be coded under nothing")


def _sheet_verbs(verbs: Commands[argparse.ArgumentParser]) -> None:
    out = verb_of(verbs, "export", "answers and their codes as CSV, to be coded in a spreadsheet", _export)
    out.add_argument("wave")
    out.add_argument(
        "item", nargs="?", default="", metavar="ITEM", help="one question; else all that have codes"
    )
    _second(out)
    out.add_argument("--out", metavar="FILE", help="where to write it; else to the screen")
    back = verb_of(verbs, "import", "take the codes of such a file in", _import)
    back.add_argument("wave")
    back.add_argument("file", type=Path)
    _second(back)
    back.add_argument("--dry-run", action="store_true", help="say what would come of it, and do nothing")


def _on(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("wave")
    verb.add_argument("item", metavar="ITEM", help="the question, such as q12")


def _second(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--second", action="store_true", help="as the second coder, blind, within the sample")


def _status(arguments: argparse.Namespace) -> int:
    from s11chat.report.coding import coding_structure
    from s11chat.services.backcoding import coding_figures

    with opened(arguments) as desk:
        found = coding_figures(desk.kept, arguments.wave)
    if arguments.json:
        print_json([coding_structure(one) for one in found.questions])
        return 0
    for one in found.questions:
        mark = "  over 10 % other" if one.over else ""
        told = f"{len(one.open.verbatims):>6} in words {one.open.coded:>6} coded {len(one.open.left):>6} left{mark}"
        tell(f"{one.id:<14}{told}")
    if not found.questions:
        say("No complete return has an answer in words yet.")
    return 0


def _frame(arguments: argparse.Namespace) -> int:
    from s11chat.services import reframing

    kept_args = (arguments.wave, arguments.item)
    if arguments.covers and not (arguments.add or arguments.rename):
        raise UsageError("--covers goes with --add or --rename.")
    with opened(arguments) as desk:
        kept, done = desk.kept, ""
        if arguments.add:
            code, label = arguments.add
            reframing.add(kept, *kept_args, label, code, arguments.covers)
            done = f"{code} is a code of {arguments.item}."
        elif arguments.rename:
            code, label = arguments.rename
            reframing.rename(kept, *kept_args, code, label, arguments.covers)
            done = f"{code} is labelled anew."
        elif arguments.merge:
            reframing.merge(kept, *kept_args, *arguments.merge)
            done = "{} counts as {} from now on, --undo takes that back.".format(*arguments.merge)
        elif arguments.retire:
            reframing.retire(kept, *kept_args, arguments.retire)
            done = f"{arguments.retire} is offered no more."
        elif arguments.restore:
            reframing.restore(kept, *kept_args, arguments.restore)
            done = f"{arguments.restore} is offered again."
        elif arguments.undo is not None:
            _, gone = reframing.undo(kept, *kept_args, arguments.undo)
            done = f"Change {gone.number} ({gone.step} {gone.code}) is taken back."
        else:
            _show_frame(arguments, kept, reframing.frame_of(kept, *kept_args))
    if done:
        say(done)
    return 0


def _show_frame(arguments: argparse.Namespace, kept: Kept, frame: CodeFrame) -> None:
    from s11chat.services.reframing import used_in

    used = used_in(kept, arguments.wave, arguments.item)
    undone = {one.undoes for one in frame.changes if one.undoes}
    if arguments.json:
        print_json(_frame_structure(frame, used, undone))
        return
    for one in frame.codes.values():
        how = f"merged into {one.into}" if one.into else "retired" if one.retired else str(one.source)
        label = one.say if one.say != one.code else "(no label)"
        covers = f" ({one.covers})" if one.covers else ""
        tell(f"{one.code:<16}{used.get(one.code, 0):>6}  {label}{covers} [{how}]")
    if not frame.codes:
        say(f"{arguments.item} has no codes yet: --add CODE LABEL makes one.")
    for change in frame.changes if arguments.history else ():
        at = f"{change.at.astimezone():%Y-%m-%d %H:%M}" if change.at else ""
        what = (
            f"change {change.undoes}"
            if change.undoes
            else " ".join(
                part
                for part in (change.code, change.say, f"into {change.into}" if change.into else "")
                if part
            )
        )
        gone = " (taken back)" if change.number in undone else ""
        tell(f"{change.number:>6}  {at}  {change.by}: {change.step} {what}{gone}")


def _frame_structure(frame: CodeFrame, used: dict[str, int], undone: set[int]) -> dict[str, Any]:
    return {
        "item": frame.item,
        "codes": [
            {
                "code": one.code,
                "say": one.say,
                "covers": one.covers,
                "from": one.source.value,
                "retired": one.retired,
                "into": one.into,
                "answers": used.get(one.code, 0),
            }
            for one in frame.codes.values()
        ],
        "changes": [
            {
                "number": one.number,
                "step": one.step.value,
                "code": one.code,
                "say": one.say,
                "into": one.into,
                "undoes": one.undoes,
                "by": one.by,
                "at": one.at.isoformat() if one.at else None,
                "taken_back": one.number in undone,
            }
            for one in frame.changes
        ],
    }


def _sit(arguments: argparse.Namespace) -> int:
    """On a screen where there is one, else line by line."""
    if not arguments.plain and on_screen():
        from s11chat.tui.app import run_coding

        return run_coding(arguments.settings, arguments.wave, arguments.item, second=arguments.second)
    from s11chat.cli.interview import input_lines
    from s11chat.language.harmless import harmless
    from s11chat.line.codingdesk import hold
    from s11chat.services.backcoding import first_left
    from s11chat.services.codingdesk import CodingDesk
    from s11chat.services.codingwalk import CodingWalk

    with opened(arguments) as desk:
        item = arguments.item or first_left(desk.kept, arguments.wave)
        work = CodingDesk(desk.kept, arguments.wave, item, second=arguments.second)
        hold(CodingWalk(work), lambda line: print(harmless(line), flush=True), input_lines(sys.stdin))
    return 0


def _next(arguments: argparse.Namespace) -> int:
    from s11chat.line.codingdesk import code_line
    from s11chat.services.codingdesk import CodingDesk
    from s11chat.services.codingwalk import CodingWalk

    with opened(arguments) as desk:
        work = CodingDesk(desk.kept, arguments.wave, arguments.item, second=arguments.second)
        walk = CodingWalk(work)
    here, left = walk.here, len(work.open.left)
    if here is None or not left:
        say(f"Nothing is left to code of {arguments.item}.")
        return 0
    likely = work.suggested(here)
    if arguments.json:
        told = {
            "ref": here.ref,
            "type": here.type,
            "words": here.words,
            "revision": here.revision,
            "left": left,
        }
        print_json({**told, "suggested": [one.code for one in likely]})
        return 0
    tell(f"{here.ref} ({here.type})\n{here.words}")
    for one in likely:
        tell(f"  {code_line(one)}")
    say(
        f"{number_of(left, 'answer')} left: s11chat coding set {arguments.wave} {arguments.item} {here.ref} CODES"
    )
    return 0


def _set(arguments: argparse.Namespace) -> int:
    from s11chat.services.codingdesk import CodingDesk

    if bool(arguments.codes) == arguments.take_back:
        raise UsageError("Say the codes, with semicolons between; or --take-back without any.")
    if arguments.settle and (arguments.second or arguments.take_back):
        raise UsageError("--settle says which codes count: it goes with neither --second nor --take-back.")
    with opened(arguments) as desk:
        work = CodingDesk(desk.kept, arguments.wave, arguments.item, second=arguments.second)
        if arguments.take_back:
            work.take_back(arguments.ref)
            say(f"{arguments.ref} is coded under nothing; what it was coded under stays on record.")
            return 0
        one = work.put(arguments.ref, arguments.codes.split(";"), settles=arguments.settle)
    how = " as the second coder" if arguments.second else ""
    say(f"{one.ref} is coded {'; '.join(one.codes)}{how}.")
    return 0


def _export(arguments: argparse.Namespace) -> int:
    from s11chat.services.codesheet import sheet_of

    to = str(Path(arguments.out).absolute()) if arguments.out else "the screen"
    with opened(arguments) as desk:
        made = sheet_of(desk.kept, arguments.wave, arguments.item, second=arguments.second, to=to)
    if arguments.out:
        write_file(arguments.out, made.encode("utf-8", "replace"))
        say(f"{arguments.out} is written: {number_of(made.count(chr(10)) - 1, 'answer')}.")
    else:
        print(made, end="")
    return 0


def _import(arguments: argparse.Namespace) -> int:
    from s11chat.errors import SourceError
    from s11chat.services.codesheet import check_sheet, take_sheet

    with opened(arguments) as desk:
        checked = check_sheet(desk.kept, arguments.wave, arguments.file, second=arguments.second)
        if arguments.dry_run:
            for problem in checked.problems:
                tell(str(problem))
            say(f"{len(checked.new):,} answers to code, {checked.same:,} coded so already.")
            return 3 if checked.problems else 0
        try:
            number = take_sheet(desk.kept, checked)
        except SourceError:
            say("Nothing was coded. Mend this first:")
            raise
    say(f"{number_of(number, 'answer')} coded; {checked.same:,} were coded so already.")
    return 0


def _sample(arguments: argparse.Namespace) -> int:
    from s11chat.services.report_entry import read_share
    from s11chat.services.sampling import draw

    with opened(arguments) as desk:
        drawn = draw(desk.kept, arguments.wave, arguments.item, read_share(arguments.share), arguments.seed)
    say(
        f"{number_of(len(drawn.refs), 'answer')} of {drawn.item} to be coded by a second person, seed {drawn.seed}: "
        f"s11chat coding desk {arguments.wave} {drawn.item} --second"
    )
    return 0
