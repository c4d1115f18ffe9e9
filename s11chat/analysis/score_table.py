"""Scores of standards over the returns of an audit, with what those that gave no score could make of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from s11chat.analysis.band import Band, Bounds, bounds
from s11chat.analysis.reply import Reply
from s11chat.analysis.score import Answers, Mark, marks, marks_over
from s11chat.dialog.model import Dialog, NoAnswer
from s11chat.dialog.question import Question, questions
from s11chat.dialog.scoring import Rule
from s11chat.dialog.standard import built_from

_SILENT = frozenset({NoAnswer.NOT_ANSWERED, NoAnswer.REFUSED, NoAnswer.DONT_KNOW, NoAnswer.NOT_REACHED})
"""It was asked and might have been scored."""


@dataclass(frozen=True)
class Scored:
    """A standard over all returns, under one rule."""

    mark: Mark
    inapplicable: int
    """Returns to which nothing of it applies."""
    silent: int
    """Returns that were asked and scored nothing of it."""
    bounds: Bounds | None
    """Of the mean, had the silent ones given any score; None where nobody was asked."""


def score_table(dialog: Dialog, replies: Iterable[Reply], rule: Rule) -> tuple[Scored, ...]:
    """Every standard of the dialog's scoring, in its order."""
    given = [_answers(one) for one in replies]
    each = [marks(dialog, answers, rule) for answers in given]
    built = [
        built_from(one, questions(dialog)) for one in (dialog.scoring.standards if dialog.scoring else ())
    ]
    return tuple(
        _scored(mark, [one[at].score for one in each], [_why(items, answers) for answers in given], items)
        for at, (mark, items) in enumerate(zip(marks_over(dialog, given, rule), built, strict=True))
    )


def _answers(reply: Reply) -> Answers:
    return {
        id_: said if isinstance(said, NoAnswer) else next(iter(said), "") for id_, said in reply.said.items()
    }


def _why(items: Sequence[Question], answers: Answers) -> NoAnswer | None:
    """Why a return has no answer at all to the items of a standard; None where it has one, or was asked none."""
    kinds = {_kind(one, answers) for one in items} - {NoAnswer.OFF_ROUTE}
    if None in kinds or not kinds:
        return None
    return NoAnswer.NOT_ANSWERED if kinds & _SILENT else NoAnswer.NOT_APPLICABLE


def _kind(item: Question, answers: Answers) -> NoAnswer | None:
    said = answers.get(item.id, NoAnswer.NOT_REACHED)
    if isinstance(said, NoAnswer):
        return said
    option = item.option(said)
    return option.no_answer if option else NoAnswer.NOT_ANSWERED


def _scored(
    mark: Mark, scores: Sequence[float | None], why: Sequence[NoAnswer | None], items: Sequence[Question]
) -> Scored:
    reasons: Mapping[NoAnswer, int] = {
        kind: sum(one is kind for one in why) for kind in (NoAnswer.NOT_ANSWERED, NoAnswer.NOT_APPLICABLE)
    }
    silent = reasons[NoAnswer.NOT_ANSWERED]
    points = [option.score for item in items for option in item.options if option.score is not None]
    known = [
        Band(exact, exact, 1)
        for score, reason in zip(scores, why, strict=True)
        if score is not None and reason is None
        for exact in (Fraction(score),)
    ]
    unknown = [Band(Fraction(min(points)), Fraction(max(points)), silent)] if silent and points else []
    return Scored(mark, reasons[NoAnswer.NOT_APPLICABLE], silent, bounds([*known, *unknown]))
