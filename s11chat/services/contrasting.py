"""Compares groups of the returns of a wave: ways of answering, delegates, and any two groups that somebody names."""

from __future__ import annotations

from collections.abc import Sequence

from s11chat.analysis.difference import Method, Variance, difference
from s11chat.analysis.line import answers_to
from s11chat.analysis.reply import Collection, Reply
from s11chat.analysis.selection import ALL, Group, filter_of, in_words, meant, named
from s11chat.analysis.status_panel import COMPLETION, panel
from s11chat.assurance.right import Role
from s11chat.dialog.question import Question
from s11chat.errors import UsageError
from s11chat.report.delegates import DelegatesReport
from s11chat.report.difference import DifferenceReport
from s11chat.report.status import StatusReport
from s11chat.services.counting import wave_of
from s11chat.services.gathering import gathered, gathered_whole
from s11chat.services.kept import Kept


def status(
    kept: Kept,
    wave: str,
    variance: str = Variance.PUBLISHED,
    confidence: str = "95",
    show: str = "significant",
) -> StatusReport:
    """Online beside telephone, delegated beside direct, signed beside unsigned, answer by answer.

    Tables show the differences that are `significant`, or `all`.
    """
    collection = gathered(kept, wave)
    method = Method(collection.response, Variance(variance), int(confidence))
    compared = panel(collection, method)
    return StatusReport(
        wave_of(kept.casebook.wave(wave)), method, len(collection.replies), compared, show == "all"
    )


def delegates(kept: Kept, wave: str) -> DelegatesReport:
    """Delegates beside original recipients; only complete returns are counted, weighted as in every table."""
    gathered = gathered_whole(kept, wave)
    found = gathered.collection
    both = sum(
        {Role.DELEGATE.value, Role.LEAD.value} <= gathered.held[case.return_id].roles
        for case in gathered.cases.values()
        if case.return_id in gathered.held
    )
    (compared,) = panel(found, Method(found.response), (COMPLETION,))
    return DelegatesReport(wave_of(kept.casebook.wave(wave)), compared, both, len(found.replies))


def one_difference(
    kept: Kept,
    wave: str,
    answer: str,
    group: str,
    against: str = ALL,
    where: Sequence[str] | None = None,
    variance: str = Variance.PUBLISHED,
    confidence: str = "95",
) -> DifferenceReport:
    """The share that gave an answer, or one of several, in a group beside that in another, or in all.

    Raises UsageError where what is typed names no answer or no group.
    """
    found = gathered(kept, wave)
    question, chosen = _answer(found, answer)
    filters = tuple(filter_of(found, one) for one in where or ())
    limited = meant(found, filters)
    one, two = named(found, group), named(found, against)
    first, second = _held(limited, one), _held(limited, two)
    refs = frozenset(reply.ref for reply in second)
    both = [reply for reply in first if reply.ref in refs]
    tested = difference(
        answers_to(found, question, first),
        answers_to(found, question, second),
        chosen.codes,
        Method(found.response, Variance(variance), int(confidence)),
        answers_to(found, question, both) if both else None,
    )
    return DifferenceReport(
        wave_of(kept.casebook.wave(wave)),
        question,
        chosen.codes,
        chosen.label,
        (_said(one), _said(two)),
        tested,
        in_words(filters),
    )


def _answer(found: Collection, text: str) -> tuple[Question, Group]:
    """A question and its answers as typed: `q3.k=1`, `q7.f=1+2`."""
    chosen = filter_of(found, text) if "=" in text else None
    if chosen is None or (question := chosen.subject.question) is None:
        raise UsageError(f"'{text[:60]}' is no answer: write the question and the code, such as q3.k=1.")
    for code in chosen.codes:
        option = question.option(code)
        if option is not None and not option.in_base:
            raise UsageError(
                f"'{option.say}' is outside the base of {question.id}: no share of it is tested."
            )
    return question, chosen


def _held(replies: Sequence[Reply], group: Group | None) -> tuple[Reply, ...]:
    return tuple(replies) if group is None else tuple(filter(group.holds, replies))


def _said(group: Group | None) -> str:
    if group is None:
        return "All"
    return group.label if group.subject.name in ("type", "group", "cohort") else str(group)
