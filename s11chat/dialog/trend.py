"""The trend map: which question of one dialog compares with which of another, and where a break lies between them.

Written at the later question, naming the earlier one as dialog/question:

    same_as: [dcsf-2008/q3.d]
    same_as: [{to: dcsf-2008/q3.d, break: "2008 asked whether it was planned, this asks whether it works"}]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from s11chat.dialog.model import Dialog
from s11chat.dialog.question import Question, questions
from s11chat.dialog.suggest import nearest


@dataclass(frozen=True)
class Point:
    """A question of one dialog."""

    dialog: str
    question: str
    text: str
    """As it is put to a respondent."""
    scale: str
    """Its options, where it has some: a thread whose scales differ compares in kind and not in figures."""


@dataclass(frozen=True)
class Break:
    """Why two questions of a thread are no straight comparison."""

    later: str
    earlier: str
    why: str


@dataclass(frozen=True)
class Thread:
    """Questions of several dialogs about the same thing, the earliest edition first."""

    points: tuple[Point, ...]
    breaks: tuple[Break, ...]


def trend(dialogs: Sequence[Dialog]) -> tuple[Thread, ...]:
    """The threads that run through `dialogs`; links to a dialog that is not among them are left out."""
    order = sorted(dialogs, key=lambda dialog: (dialog.guidance.valid_from, dialog.dialog))
    asked = {_name(d, q): (d, q) for d in order for q in questions(d).values()}
    joined: dict[str, set[str]] = {}
    breaks: list[Break] = []
    for name, (_, question) in asked.items():
        for link in question.same_as:
            if link.to in asked:
                whole = joined.get(name, {name}) | joined.get(link.to, {link.to})
                joined.update(dict.fromkeys(whole, whole))
                if link.broken:
                    breaks.append(Break(name, link.to, link.broken))
    found = {id(threads): threads for name in asked if (threads := joined.get(name))}
    return tuple(
        Thread(
            tuple(_point(*asked[name]) for name in asked if name in threads),
            tuple(one for one in breaks if one.later in threads),
        )
        for threads in found.values()
    )


def dead(dialog: Dialog, others: Sequence[Dialog]) -> Iterator[tuple[str, str]]:
    """Links of `dialog` that lead nowhere: the question each stands at, and what is wrong."""
    known = {other.dialog: questions(other) for other in others}
    for question in questions(dialog).values():
        for link in question.same_as:
            name, _, target = link.to.partition("/")
            if name == dialog.dialog:
                yield question.id, f"'{link.to}' is a question of this dialog: link to another one's"
            elif name not in known:
                yield question.id, f"no dialog is called '{name}'{nearest(name, known)}"
            elif target not in known[name]:
                yield question.id, f"'{name}' has no question '{target}'{nearest(target, known[name])}"


def _name(dialog: Dialog, question: Question) -> str:
    return f"{dialog.dialog}/{question.id}"


def _point(dialog: Dialog, question: Question) -> Point:
    scale = " / ".join(option.say for option in question.options if option.no_answer is None)
    return Point(dialog.dialog, question.id, question.say.respondent, scale)
