"""A doubt looked at a second time: what is likely is taken and told as such, and what must not be taken is not."""

from __future__ import annotations

import pytest

from s11chat.dialog.question import Question
from s11chat.language.lexicon import table
from s11chat.language.likely import share
from s11chat.language.normalise import utterance
from s11chat.language.read import by_rules, read
from s11chat.language.reading import Act
from tests.bench.weight import Example, learned, left_out
from tests.language.example import BODY, CONTEXT, OFTEN, RATING, SUPERVISION


@pytest.mark.parametrize(
    ("question", "said", "code"),
    [
        (BODY, "ambulance trust, we cover three counties", "AMB"),
        (RATING, "partly there is no rota for agency", "P"),
    ],
)
def test_what_is_likely_is_taken_and_told_as_likely(question: Question, said: str, code: str) -> None:
    assert by_rules(utterance(said), question, CONTEXT).act is Act.CLARIFY
    reading = read(said, question, CONTEXT)
    assert (reading.act, reading.codes, reading.exact) == (Act.ANSWER, (code,), False)
    assert reading.because.startswith("likely: ")
    assert table("weight")["least"] <= reading.confidence <= 0.7


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (BODY, "a former ambulance trust"),
        (RATING, "fully met, our volunteers swear by it but not all of them"),
        (RATING, "either partly or fully, I'd be guessing"),
        (RATING, "mostly partly met in the annexe I suppose, fully elsewhere"),
        (SUPERVISION, "the contracts team say it's in hand"),
        (SUPERVISION, "more planned than implemented"),
        (OFTEN, "monthly in term time"),
        (OFTEN, "monthly or quarterly, whichever comes"),
    ],
)
def test_what_must_not_be_taken_stays_a_doubt(question: Question, said: str) -> None:
    assert read(said, question, CONTEXT).act is Act.CLARIFY


def test_points_add_up_to_a_share() -> None:
    points = {"always": 0.0, "speaks for it": 2.0, "speaks against it": -2.0}
    assert share([], points) == 0.5
    assert share(["speaks for it", "unheard of"], points) == pytest.approx(0.8808, abs=1e-4)
    assert share(["speaks for it", "speaks against it"], points) == 0.5


def test_points_are_learned_from_what_is_meant() -> None:
    found = [
        Example(n, frozenset(["at the start" if n % 2 else "at the end", "named"]), bool(n % 2), 1.0, True)
        for n in range(60)
    ]
    points = learned(found)
    assert points["at the start"] > 0.5 > -0.5 > points["at the end"]
    assert left_out(found) == (60, 30, 0)


def test_points_stay_within_reason() -> None:
    assert 0.4 <= table("weight")["least"] <= 0.9
    assert all(abs(points) < 5 for points in table("weight")["points"].values())
