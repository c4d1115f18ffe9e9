"""Scores of standards: points of items combined under a rule, each kind of no-answer as the rule says.

The method of percentage audits: what is not applicable leaves the score together with what it is divided by.
Counting it as 0 instead, as one published audit did, is another rule and has to be asked for by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from s11chat.dialog.model import Dialog, NoAnswer
from s11chat.dialog.question import Question, questions
from s11chat.dialog.scoring import Rule
from s11chat.dialog.standard import built_from

Answers = Mapping[str, str | NoAnswer]
"""By question id, the code of the option chosen, or why there is none. What was not asked is not there."""

_NEVER = (NoAnswer.OFF_ROUTE, NoAnswer.NOT_REACHED)
"""Not asked, so never counted, whatever the rule."""


@dataclass(frozen=True)
class Mark:
    """A standard under a rule."""

    standard: str
    title: str
    score: float | None
    """In points of the options; None where nothing counts."""
    met: bool | None
    n: int
    """What the score is divided by: items of one return, or returns."""


def marks(dialog: Dialog, answers: Answers, rule: Rule) -> tuple[Mark, ...]:
    """The standards of one return. A dialog that declares no scoring has none."""
    asked = questions(dialog)
    found = []
    for name, title, items in _standards(dialog, asked):
        points = [worth for item in items if (worth := _worth(item, answers, rule)) is not None]
        found.append(_mark(name, title, points, rule.threshold, lowest=rule.combine == "lowest"))
    return tuple(found)


def marks_over(dialog: Dialog, returns: Iterable[Answers], rule: Rule) -> tuple[Mark, ...]:
    """The standards of many returns: the mean over those in which anything counts."""
    each = [marks(dialog, answers, rule) for answers in returns]
    return tuple(
        _mark(
            name,
            title,
            [one[at].score or 0.0 for one in each if one[at].score is not None],
            rule.threshold,
        )
        for at, (name, title, _) in enumerate(_standards(dialog, questions(dialog)))
    )


def _standards(
    dialog: Dialog, asked: Mapping[str, Question]
) -> tuple[tuple[str, str, tuple[Question, ...]], ...]:
    titles = {section.section: section.title for section in dialog.sections}
    return tuple(
        (s.standard, s.title or titles.get(s.standard, s.standard), built_from(s, asked))
        for s in (dialog.scoring.standards if dialog.scoring else ())
    )


def _worth(question: Question, answers: Answers, rule: Rule) -> float | None:
    """The points of an answer; None where it does not count."""
    given = answers.get(question.id, NoAnswer.NOT_REACHED)
    option = None if isinstance(given, NoAnswer) else question.option(given)
    kind = given if isinstance(given, NoAnswer) else option.no_answer if option else None
    if kind in _NEVER:
        return None
    if kind is None:
        return option.score if option else None
    treated = rule.not_applicable if kind is NoAnswer.NOT_APPLICABLE else rule.not_answered
    return 0.0 if treated == "zero" else None


def _mark(name: str, title: str, points: list[float], threshold: float, *, lowest: bool = False) -> Mark:
    if not points:
        return Mark(name, title, None, None, 0)
    score = min(points) if lowest else sum(points) / len(points)
    return Mark(name, title, score, score >= threshold, len(points))
