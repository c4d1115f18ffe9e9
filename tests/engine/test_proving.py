"""What shows a full rating is asked after once, in words that favour no answer, and none is taken."""

from __future__ import annotations

from dataclasses import replace

import pytest

from s11chat.dialog.model import Audience, NoAnswer
from s11chat.engine import event
from s11chat.engine.answer import Answer
from s11chat.engine.intent import Attach, Decline, Intent, Reply, Revisit
from s11chat.engine.turn import Repair
from tests.engine.sitting import Sitting, begin

OLD = "Policy is dated 3 March 2020"
FRESH = Answer("Minutes of 3 March")


def at_evidence(backed: dict[str, str] | None = None, audience: Audience | None = None) -> Sitting:
    """A sitting that has rated 1.1 fully met and is asked what shows it."""
    sitting = begin("rating", audience=audience)
    sitting.talk = replace(sitting.talk, backed=backed or {})
    sitting.say("fully").asks("1.1.evidence")
    return sitting


@pytest.mark.parametrize(
    ("said", "backed", "asked"),
    [
        (Reply("none"), {}, "Is there a document or a record"),
        (Reply("nothing at the moment"), {}, "Is there a document or a record"),
        (Decline(NoAnswer.DONT_KNOW), {}, "Is there a document or a record"),
        (Decline(NoAnswer.NOT_APPLICABLE, "new standard"), {}, "Is there a document or a record"),
        (Reply("the policy"), {"1.1": OLD}, f"On record: {OLD}. Is there a later version"),
        (Decline(NoAnswer.DONT_KNOW), {"1.1": OLD}, "On record"),
        (Reply("the policy"), {}, ""),
        (Reply("the policy"), {"1.1": ""}, ""),
        (Reply("the policy"), {"1.2": OLD}, ""),
        (Decline(NoAnswer.DONT_KNOW), {"1.1": ""}, ""),
        (Decline(NoAnswer.NOT_ANSWERED), {}, ""),
        (Decline(NoAnswer.REFUSED), {"1.1": OLD}, ""),
    ],
)
def test_it_is_asked_where_nothing_or_only_something_old_shows_it(
    said: Intent, backed: dict[str, str], asked: str
) -> None:
    sitting = at_evidence(backed).do(said)
    found = [turn.reason for turn in sitting.turns if isinstance(turn, Repair)]
    assert [asked in reason for reason in found] == ([True] if asked else [])
    assert sitting.told(event.AskedAfter) == ([event.AskedAfter("1.1.evidence")] if asked else [])
    for word in ("partly", "not met", "rating", "should", "must", "sure"):
        assert word not in " ".join(found)


def test_none_is_taken_and_it_is_not_asked_again() -> None:
    sitting = at_evidence().say("none", "none").do(Revisit("1.1.evidence"))
    given = sitting.answers["1.1.evidence"]
    assert (given.value, given.no_answer, given.reason) == (None, NoAnswer.NOT_APPLICABLE, "there is none")
    sitting.do(Decline(NoAnswer.DONT_KNOW)).asks("1.2")
    assert sitting.answers["1.1.evidence"].no_answer is NoAnswer.DONT_KNOW


def test_what_is_said_to_it_is_the_answer() -> None:
    sitting = at_evidence().say("none", "Minutes of 3 March")
    assert sitting.answers["1.1.evidence"] == FRESH
    sitting = at_evidence({"1.1": OLD}).say("the policy", "no")
    assert sitting.answers["1.1.evidence"].value == "the policy"


def test_an_interviewer_is_told_what_to_ask() -> None:
    reason = at_evidence(audience=Audience.INTERVIEWER).say("none").turn(Repair).reason
    assert reason.startswith('Ask once: "Is there a document')


def test_it_is_asked_of_full_ratings_alone() -> None:
    sitting = begin("rating").say("partly", "none")
    assert not sitting.told(event.AskedAfter)


def test_a_record_put_on_file_answers_what_is_asked_and_nothing_else() -> None:
    sitting = at_evidence().do(Attach(("1.2",), "policy: Policy"))
    sitting.asks("1.1.evidence")
    sitting.do(Attach(("1.1", "1.2"), "policy: No (evidence 7)")).asks("1.2")
    assert sitting.answers["1.1.evidence"].value == "policy: No (evidence 7)"
    sitting.do(Revisit("1.1.evidence"), Attach(("1.1",), "policy: Other"))
    assert sitting.answers["1.1.evidence"].value == "policy: No (evidence 7)"
