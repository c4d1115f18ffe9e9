"""Scores over returns: the standards and the threshold of Dudley's summary, and what silence could change."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from s11chat.analysis.reply import Reply
from s11chat.analysis.rounding import half_up
from s11chat.analysis.score_table import score_table
from s11chat.analysis.tally import Said
from s11chat.dialog.model import NoAnswer
from s11chat.dialog.question import questions
from s11chat.dialog.standard import built_from

from .test_band import rows
from .test_score import dudley, rule

SIXTH = "6.1"


def returned(at: int, given: Mapping[str, Said]) -> Reply:
    """A return that gives these answers, and was asked nothing else."""
    said: dict[str, Said] = dict.fromkeys(questions(dudley()), NoAnswer.OFF_ROUTE)
    return Reply(str(at), f"Agency {at}", "education", {}, {}, {**said, **given})


def scores_of(printed: int) -> list[frozenset[str]]:
    """The fewest scores in steps of 25 whose mean is printed so."""
    size, steps = next(
        (size, steps)
        for size in range(1, 30)
        for steps in range(4 * size + 1)
        if half_up(Fraction(25 * steps, size)) == printed
    )
    each, more = divmod(steps, size)
    return [frozenset({str(25 * (each + (at < more)))}) for at in range(size)]


def test_the_standards_and_the_threshold_come_out_as_printed() -> None:
    scoring = dudley().scoring
    assert scoring is not None
    printed = rows("standards")
    replies: list[Reply] = []
    for standard in scoring.standards:
        items = built_from(standard, questions(dudley()))
        for score in scores_of(int(printed[standard.standard]["overall_pct"])):
            replies.append(returned(len(replies), {one.id: score for one in items}))
    found = {one.mark.standard: one for one in score_table(dudley(), replies, rule(dudley()))}
    assert list(found) == list(printed)
    for name, row in printed.items():
        mark = found[name].mark
        assert mark.score is not None
        assert half_up(Fraction(mark.score)) == int(row["overall_pct"])
        assert mark.met == (row["meets_threshold"] == "yes")
    assert scoring.threshold == 75


def test_who_did_not_answer_bounds_the_score_and_who_it_does_not_concern_does_not() -> None:
    given: list[Said] = [*4 * [frozenset({"100"})], *4 * [frozenset({"75"})], *2 * [frozenset({"50"})]]
    given += [*4 * [NoAnswer.NOT_APPLICABLE], *2 * [NoAnswer.NOT_ANSWERED]]
    replies = [returned(at, {SIXTH: said}) for at, said in enumerate(given)]
    sixth = score_table(dudley(), replies, rule(dudley()))[5]
    assert (sixth.mark.score, sixth.mark.n, sixth.inapplicable, sixth.silent) == (80, 10, 4, 2)
    assert sixth.bounds is not None
    assert (sixth.bounds.low, sixth.bounds.high) == (Fraction(800, 12), Fraction(1000, 12))
    first = score_table(dudley(), replies, rule(dudley()))[0]
    assert (first.mark.n, first.silent, first.bounds) == (0, 0, None)
