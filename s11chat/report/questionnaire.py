"""A dialog as a questionnaire people can read: questions, options, and routing in words."""

from __future__ import annotations

from collections.abc import Iterator

from s11chat.dialog.condition import AllOf, AnyOf, Condition, Not, Test
from s11chat.dialog.model import Audience, Dialog
from s11chat.dialog.question import Question, questions
from s11chat.dialog.wording import NAMES, render


def questionnaire(dialog: Dialog, audience: Audience) -> Iterator[str]:
    """The lines of the questionnaire, in the wording for `audience`."""
    names = {name: f"[{name}]" for name in NAMES} | {"your_organisation": "your organisation"}
    for line in _lines(dialog, audience):
        yield render(line, names)


def _lines(dialog: Dialog, audience: Audience) -> Iterator[str]:
    yield f"{dialog.title} ({dialog.dialog} {dialog.version})"
    yield f"Guidance: {dialog.guidance.edition}"
    if dialog.opening:
        yield ""
        yield dialog.opening.to(audience)
    section = ""
    for question in questions(dialog).values():
        if question.section != section:
            section = question.section
            yield ""
            yield next(s.title for s in dialog.sections if s.section == section).upper()
        yield from _question(question, audience)
    if dialog.closing:
        yield ""
        yield dialog.closing.to(audience)


def _question(question: Question, audience: Audience) -> Iterator[str]:
    yield ""
    if question.stem and question.row == 1:
        yield f"{question.item}  {question.stem.to(audience)}"
    yield f"{question.id}  {question.say.to(audience)}"
    if question.conditions:
        yield f"    Asked only if {' and '.join(in_words(part) for part in question.conditions)}."
    if question.reserved:
        yield "    Meant for the lead."
    if audience is Audience.INTERVIEWER:
        if question.note:
            yield f"    Interviewer: {question.note}"
        if question.probe:
            yield f"    Probe: {question.probe}"
        yield from _codes(question)
    for option in question.options:
        silent = "" if option.read_out else "  (not read out)"
        yield f"    {question.handle(option):>3}  {option.say}{silent}"
    if not question.options:
        yield f"    [{question.kind}{f', {question.unit}' if question.unit else ''}]"


def _codes(question: Question) -> Iterator[str]:
    """The code frame, for whoever sorts the answers afterwards."""
    if question.code_frame:
        yield "    Codes, given afterwards and never read out:"
    for theme in question.code_frame:
        covers = f" ({theme.covers})" if theme.covers else ""
        yield f"      {theme.code}: {theme.say}{covers}"


def in_words(condition: Condition) -> str:
    """A condition as a phrase."""
    match condition:
        case AllOf(parts=parts):
            return " and ".join(in_words(part) for part in parts)
        case AnyOf(parts=parts):
            return " or ".join(in_words(part) for part in parts)
        case Not(part=part):
            return f"not ({in_words(part)})"
        case Test():
            return _test(condition)


def _test(test: Test) -> str:
    subject = test.subject.replace("organisation.", "the organisation's ")
    parts = []
    if test.one_of:
        parts.append(f"{subject} is {' or '.join(test.one_of)}")
    if test.none_of:
        parts.append(f"{subject} is not {' or '.join(test.none_of)}")
    if test.at_least is not None:
        parts.append(f"{subject} is {test.at_least:g} or more")
    if test.at_most is not None:
        parts.append(f"{subject} is {test.at_most:g} or less")
    if test.answered is not None:
        parts.append(f"{subject} was {'' if test.answered else 'not '}answered")
    return " and ".join(parts)
