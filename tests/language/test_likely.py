"""A second look at what is said: what is likely is taken and told as such, what is in real doubt stays one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from s11chat.dialog.question import Question
from s11chat.language.clue import clues, groups
from s11chat.language.normalise import utterance
from s11chat.language.read import by_rules, read
from s11chat.language.reading import Act, Command
from s11chat.language.weight import Meant, headings, points, shares
from tests.bench.weight import Line, learned, written
from tests.language.example import BODY, CONTEXT, OFTEN, RATING, SUPERVISION


@pytest.mark.parametrize(
    ("question", "said", "code"),
    [
        (SUPERVISION, "nothing written yet, we're still talking about what it should look like", "4"),
        (SUPERVISION, "halfway there, going live site by site", "2"),
    ],
)
def test_what_is_likely_is_taken_and_told_as_likely(question: Question, said: str, code: str) -> None:
    assert by_rules(utterance(said), question, CONTEXT).act is Act.CLARIFY
    reading = read(said, question, CONTEXT)
    assert (reading.act, reading.codes, reading.exact) == (Act.ANSWER, (code,), False)
    assert reading.because.startswith("likely: ")
    assert 0.6 <= reading.confidence <= 0.7


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (BODY, "a former ambulance trust"),
        (RATING, "either partly or fully, I'd be guessing"),
        (RATING, "mostly partly met in the annexe I suppose, fully elsewhere"),
        (SUPERVISION, "the contracts team say it's in hand"),
        (OFTEN, "monthly in term time"),
        (OFTEN, "monthly or quarterly, whichever comes"),
    ],
)
def test_what_is_in_doubt_stays_a_doubt(question: Question, said: str) -> None:
    assert read(said, question, CONTEXT).act is Act.CLARIFY


def test_with_codes_only_nothing_is_likely() -> None:
    said = "halfway there, going live site by site"
    assert read(said, SUPERVISION, replace(CONTEXT, codes_only=True)).act is Act.CLARIFY


def test_groups_are_of_words_that_stand_together_or_have_one_between() -> None:
    found = set(groups(["not", "yet"]))
    assert {"not", "not yet", "^ not yet", "^ _ yet", "not _ $"} <= found
    assert "not $" not in found


def test_an_option_is_seen_as_it_is_named_whichever_it_is() -> None:
    found = clues(utterance("not fully met"), RATING).named
    assert "THIS" in " ".join(found["F"])
    assert "THIS" not in " ".join(found["N"] | found["P"])


def test_shares_are_of_all_that_may_be_meant() -> None:
    found = clues(utterance("partly met"), RATING)
    share = shares(found, RATING, points())
    assert sum(share.values()) == pytest.approx(1)
    assert set(share) == {meant for meant, _ in headings(RATING)}
    assert max(share, key=share.__getitem__) == Meant(Act.ANSWER, "P")
    assert len(set(shares(found, RATING, {}).values())) == 1


def test_points_are_learned_from_what_is_meant() -> None:
    skip, partly = Meant(Act.COMMAND, command=Command.SKIP), Meant(Act.ANSWER, "P")
    lines = [
        Line("a", RATING, clues(utterance(said), RATING), meant)
        for said, meant in (("leave it", skip), ("some of it", partly))
        for _ in range(4)
    ]
    made = learned(lines)
    assert made["leave"]["skip"] > 0.1
    assert made["some"]["= partly_met"] > 0.1
    share = shares(clues(utterance("leave it"), RATING), RATING, made)
    assert max(share, key=share.__getitem__) == skip


def test_the_file_is_what_was_learned() -> None:
    made = {"leave": {"skip": 1.5, "a wish": -0.25}, "(length 1)": {"skip": 0.1}}
    assert list(written(made)) == ["[a wish]", "leave\t-0.25", "[skip]", "(length 1)\t0.1", "leave\t1.5"]


def test_points_stay_within_reason() -> None:
    assert all(abs(each) < 6 for worth in points().values() for each in worth.values())
