"""`s11chat quote`: quotations for a report, looked through for what could tell their writers, edited and approved."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from s11chat.cli.desk import Commands, opened, print_json, say, tell, verb_of
from s11chat.language.harmless import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from s11chat.assurance.disclosure import Finding
    from s11chat.services.quoting import QuoteLine


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Adds the noun and its verbs."""
    noun = commands.add_parser(
        "quote",
        help="quotations for a report: check, choose, approve, drop, list",
        description="A quotation is edited before it is printed, never the answer. Words of your own stand in square "
        "brackets. 's11chat report quotes' prints those approved, attributed no more narrowly than is safe.",
    )
    verbs = noun.add_subparsers(metavar="VERB", required=True)
    check = verb_of(verbs, "check", "what in a text could tell its writer", _check)
    check.add_argument("wave")
    check.add_argument("text", metavar="TEXT", help="the text, in quotes")
    choose = _of_answer(verbs.add_parser("choose", help="choose an answer to be quoted, whole or edited"))
    choose.set_defaults(run=_choose)
    choose.add_argument("--text", default="", help="as it is to be printed; [words of your own] in brackets")
    approve = _of_answer(verbs.add_parser("approve", help="have a quotation be printed"))
    approve.set_defaults(run=_approve)
    approve.add_argument(
        "--looked", action="store_true", help="what may tell somebody was looked at: it is harmless"
    )
    dropped = _of_answer(verbs.add_parser("drop", help="have a quotation be printed no more"))
    dropped.set_defaults(run=_drop)
    listed = verb_of(
        verbs, "list", "every quotation, with its original, what could tell somebody, who approved", _list
    )
    listed.add_argument("wave")
    listed.add_argument("--json", action="store_true")


def _of_answer(verb: argparse.ArgumentParser) -> argparse.ArgumentParser:
    verb.add_argument("wave")
    verb.add_argument("item", metavar="ITEM", help="the question, such as q12")
    verb.add_argument("ref", metavar="REF", help="the case, by its ref")
    return verb


def _check(arguments: argparse.Namespace) -> int:
    from s11chat.services.quoting import looked_through

    with opened(arguments) as desk:
        found = looked_through(desk.kept, arguments.wave, arguments.text)
    _tell_findings(found)
    if not found:
        say("Nothing was found that could tell somebody.")
    return 0


def _choose(arguments: argparse.Namespace) -> int:
    from s11chat.services.quoting import choose

    with opened(arguments) as desk:
        line = choose(desk.kept, arguments.wave, arguments.item, arguments.ref, arguments.text)
    tell(f"“{one_line(line.text)}” {line.attributed or 'A respondent'}")
    _tell_findings(line.findings)
    say(f"Chosen: s11chat quote approve {arguments.wave} {arguments.item} {line.ref}")
    return 0


def _approve(arguments: argparse.Namespace) -> int:
    from s11chat.services.quoting import approve

    with opened(arguments) as desk:
        line = approve(desk.kept, arguments.wave, arguments.item, arguments.ref, looked=arguments.looked)
    say(f"Approved by {line.by}; it is attributed to {line.attributed or 'a respondent'}.")
    return 0


def _drop(arguments: argparse.Namespace) -> int:
    from s11chat.services.quoting import drop

    with opened(arguments) as desk:
        drop(desk.kept, arguments.wave, arguments.item, arguments.ref)
    say("It is printed no more; that it was chosen stays on record.")
    return 0


def _list(arguments: argparse.Namespace) -> int:
    from s11chat.services.quoting import quotes

    with opened(arguments) as desk:
        found = quotes(desk.kept, arguments.wave)
    if arguments.json:
        print_json([_structure(one) for one in found])
        return 0
    for one in found:
        state = one.step if one.fresh else "gone: its answer changed or was redacted"
        tell(f"{one.item} {one.ref}  {state}, by {one.by}; {one.attributed or 'a respondent'}")
        tell(f"  “{one_line(one.text)}”")
        if one.text != one.original:
            tell(f"  said: {one_line(one.original)}")
        _tell_findings(one.findings)
    if not found:
        say("No quotation is chosen yet: s11chat quote choose WAVE ITEM REF.")
    return 0


def _tell_findings(found: Iterable[Finding]) -> None:
    for one in found:
        tell(
            f"  {'!' if one.sure else '?'} '{one_line(one.words)}' {'is' if one.sure else 'may be'} {one.sign}"
        )


def _structure(one: QuoteLine) -> dict[str, object]:
    return {
        "item": one.item,
        "ref": one.ref,
        "text": one.text,
        "original": one.original,
        "step": one.step,
        "printed": one.printed,
        "chosen_by": one.chosen_by,
        "by": one.by,
        "at": one.at.isoformat(),
        "attributed": one.attributed or None,
        "findings": [
            {"words": each.words, "sign": each.sign.name.lower(), "sure": each.sure} for each in one.findings
        ],
    }
