"""Answers from wave to wave, on the survey of 2008 and a made-up wave after it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from s11chat.analysis.difference import Untested
from s11chat.analysis.over_time import again, courses
from s11chat.analysis.reply import Collection
from s11chat.dialog.model import Option
from s11chat.dialog.trend import Break, Point, Thread
from tests.analysis.survey_2008 import collection


def later(found: Collection, question: str, old: str, new: str) -> Collection:
    """A wave in which every second organisation that said `old` says `new`."""
    saying = [one.ref for one in found.replies if one.said[question] == frozenset((old,))]
    changed = frozenset(saying[::2])
    replies = tuple(
        replace(one, said={**one.said, question: frozenset({new})}) if one.ref in changed else one
        for one in found.replies
    )
    return replace(found, replies=replies)


def test_a_change_is_the_last_share_less_the_one_before_and_tested() -> None:
    before = collection()
    now = later(before, "q3.a", "2", "1")
    found = {one.times[-1].question.id: one for one in courses({"then": before, "now": now}, ())}
    fully, implemented = found["q3.a"].changes[:2]
    assert [round(float(100 * one.share), 1) for one in fully.shares if one and one.share] == [80.8, 87.7]
    assert fully.last is not None
    assert implemented.last is not None
    assert fully.last.gap is not None
    assert fully.last.gap == -(implemented.last.gap or 0)
    assert fully.last.significant
    assert fully.last.z == pytest.approx(4.9, abs=0.4)
    still = found["q2"].changes[0].last
    assert still is not None
    assert still.gap == 0
    assert not still.significant
    assert again({"then": before, "now": now}) == 647


def test_a_scale_that_changed_is_shown_and_not_tested() -> None:
    before = collection()
    question = before.questions["q3.a"]
    renamed = replace(question, options=(Option(code="1", say="All done"), *question.options[1:]))
    now = replace(before, questions={**before.questions, "q3.a": renamed})
    found = {one.times[-1].question.id: one for one in courses({"then": before, "now": now}, ())}
    assert found["q3.a"].rescaled
    assert all(one.last is None for one in found["q3.a"].changes)
    assert found["q3.a"].changes[0].shares[0] is None
    assert not found["q3.b"].rescaled


def test_questions_of_two_dialogs_are_joined_by_the_trend_map() -> None:
    before = collection()
    other = before.dialog.model_copy(update={"dialog": "survey-next"})
    asked = {"a1": replace(before.questions["q3.a"], id="a1")}
    replies = tuple(replace(one, said={"a1": one.said["q3.a"]}) for one in before.replies)
    now = replace(before, dialog=other, questions=asked, replies=replies)
    thread = Thread(
        (
            Point(before.dialog.dialog, "q3.a", "then", ""),
            Point("survey-next", "a1", "now", ""),
        ),
        (Break("survey-next/a1", f"{before.dialog.dialog}/q3.a", "other words"),),
    )
    (found,) = courses({"then": before, "now": now}, (thread,))
    assert [one.question.id for one in found.times] == ["q3.a", "a1"]
    assert [one.why for one in found.broken] == ["other words"]
    assert not courses({"then": before, "now": now}, ())


def test_small_bases_are_not_tested() -> None:
    before = collection()
    few = replace(before, replies=before.replies[:40])
    found = {one.times[-1].question.id: one for one in courses({"then": before, "now": few}, ())}
    change = found["q3.a"].changes[0].last
    assert change is not None
    assert change.untested is Untested.SMALL
