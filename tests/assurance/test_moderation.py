"""Who sees whose rating, and what ratings come to."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from s11chat.assurance.moderation import (
    How,
    Rated,
    Step,
    Work,
    finished,
    latest,
    outcome,
    shown_to_each_other,
    visible,
)

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
MO, ANN = "Mo Moderator", "Ann Second"


def works(mo: Step = Step.DONE, ann: Step = Step.DONE) -> tuple[Work, ...]:
    return Work(1, MO, mo), Work(2, ANN, ann)


def rating(seq: int, by: str, code: str, *, agreed: bool = False) -> Rated:
    return Rated(seq, "1.1", by, code, "why", "fully", 1, NOON, agreed)


BOTH = (rating(3, MO, "not"), rating(4, ANN, "partly"))


@pytest.mark.parametrize(
    ("ann", "seen"),
    [(Step.ASSIGNED, [3]), (Step.RESUMED, [3]), (Step.DONE, [3, 4]), (Step.WITHDRAWN, [3, 4])],
)
def test_moderators_are_blind_until_all_who_moderate_are_done(ann: Step, seen: list[int]) -> None:
    now = works(ann=ann)
    assert [one.seq for one in visible(BOTH, now, "mo  moderator")] == seen
    assert finished(now) is (len(seen) == 2)
    assert shown_to_each_other(now) is (ann is Step.DONE)
    assert not finished([Work(1, MO, Step.WITHDRAWN)])


@pytest.mark.parametrize(
    ("ratings", "how", "code", "outdated"),
    [
        ((), How.NONE, None, False),
        (BOTH[:1], How.ALONE, "not", False),
        (BOTH, How.DIFFER, None, False),
        ((*BOTH, rating(5, MO, "partly")), How.SAME, "partly", False),
        ((*BOTH, rating(5, MO, "fully", agreed=True)), How.AGREED, "fully", False),
        ((*BOTH, rating(5, MO, "fully", agreed=True), rating(6, ANN, "not")), How.AGREED, "fully", True),
        (
            (*BOTH, rating(5, MO, "fully", agreed=True), rating(6, MO, "", agreed=True)),
            How.DIFFER,
            None,
            False,
        ),
        ((*BOTH, rating(5, ANN, "")), How.ALONE, "not", False),
    ],
)
def test_what_ratings_come_to(ratings: tuple[Rated, ...], how: How, code: str | None, outdated: bool) -> None:
    came = outcome(ratings, works())
    assert (came.how, came.rating.rating if came.rating else None, came.outdated) == (how, code, outdated)


def test_the_ratings_of_whoever_moderates_no_longer_do_not_count() -> None:
    came = outcome(BOTH, works(mo=Step.WITHDRAWN))
    assert (came.how, came.rating) == (How.ALONE, BOTH[1])
    assert list(latest((*BOTH, rating(5, MO, "")))) == [ANN]
