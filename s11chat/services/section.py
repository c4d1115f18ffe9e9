"""How a lead goes through a return: the gravest answers first, and section by section, with what speaks against
signing one yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from s11chat.assurance.docket import ordered
from s11chat.engine.route import counted
from s11chat.services.reviewing import Gathered, docket_entry
from s11chat.services.view import AnswerLine, SectionLine


def gravest_first(found: Gathered, answers: tuple[AnswerLine, ...]) -> tuple[AnswerLine, ...]:
    """The answers on the route as they should be looked at; those accepted stand last."""
    lines = {line.question: line for line in answers}
    entries = [docket_entry(found, question) for question in counted(found.talk.route)]
    first = ordered(entry for entry in entries if not lines[entry.question].accepted)
    then = [entry for entry in entries if lines[entry.question].accepted]
    return tuple(lines[entry.question] for entry in (*first, *then))


def section_lines(
    found: Gathered, answers: tuple[AnswerLine, ...], held: Mapping[str, tuple[str, ...]]
) -> tuple[SectionLine, ...]:
    """The sections on the route, in order; `held` says who was asked for which."""
    lines = {line.question: line for line in answers}
    return tuple(
        replace(_line(found, lines, section.section, section.title), held_by=held.get(section.section, ()))
        for section in found.talk.dialog.sections
        if any(question.section == section.section for question in found.talk.route)
    )


def _line(found: Gathered, lines: Mapping[str, AnswerLine], section: str, title: str) -> SectionLine:
    inside = [question for question in counted(found.talk.route) if question.section == section]
    signature = found.signatures.get(section)
    shown = [lines[question.id] for question in inside]
    weak = {line.question: bool(line.reasons and not line.accepted) for line in shown}
    return SectionLine(
        section=section,
        title=title,
        answered=sum(1 for line in shown if line.answer is not None and line.answer.value is not None),
        asked=len(inside),
        look_at=tuple(_runs(weak)),
        weak=sum(weak.values()),
        open=sum(1 for question in inside if found.talk.open(question) or found.talk.left(question)),
        queried=sum(1 for line in shown for query in line.queries if query.state == "open"),
        signed=signature is not None and signature.voided_at is None,
        voided=signature is not None and signature.voided_at is not None,
    )


def _runs(weak: Mapping[str, bool]) -> Iterator[str]:
    """The weak ones of these questions, in order; a run of three or more by its first and last."""
    for is_weak, run in groupby(weak, key=weak.__getitem__):
        found = list(run)
        if is_weak:
            yield from [f"{found[0]} to {found[-1]}"] if len(found) > 2 else found
