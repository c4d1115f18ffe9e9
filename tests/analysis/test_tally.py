"""What returns say to a question: codes, themes and six kinds of no-answer, each counted apart."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from s11chat.analysis.tally import Said, Tally, said
from s11chat.dialog.model import Kind, NoAnswer, Option, Wording
from s11chat.dialog.question import Question
from s11chat.engine.answer import Answer

OPTIONS = (Option(code="a", say="A"), Option(code="dk", say="Don't know", no_answer=NoAnswer.DONT_KNOW))
CLOSED = Question("q", Kind.SINGLE, "q", "s", Wording(respondent="Which?"), options=OPTIONS)
OPEN = Question("q", Kind.TEXT, "q", "s", Wording(respondent="Why?"))
ASKED = frozenset({"q"})
KINDS = (NoAnswer.DONT_KNOW, NoAnswer.REFUSED, NoAnswer.NOT_APPLICABLE, NoAnswer.NOT_ANSWERED)


def of(question: Question, answer: Answer | None, on_route: frozenset[str] = ASKED) -> Said:
    """What a return with this answer says."""
    answers: Mapping[str, Answer] = {} if answer is None else {"q": answer}
    return said(question, on_route, answers)


@pytest.mark.parametrize("kind", KINDS)
def test_who_declines_is_counted_under_the_reason(kind: NoAnswer) -> None:
    assert of(CLOSED, Answer(no_answer=kind)) is kind
    assert of(OPEN, Answer(no_answer=kind, reason="no staff")) is kind


def test_what_is_not_asked_does_not_count_whatever_was_answered_before() -> None:
    assert of(CLOSED, Answer("a"), frozenset()) is NoAnswer.OFF_ROUTE
    assert of(CLOSED, None, frozenset()) is NoAnswer.OFF_ROUTE


def test_who_broke_off_before_is_not_reached() -> None:
    assert of(CLOSED, None) is NoAnswer.NOT_REACHED


def test_an_answer_of_a_list_is_its_codes() -> None:
    assert of(CLOSED, Answer("a")) == frozenset({"a"})
    several = Question("q", Kind.MULTI, "q", "s", Wording(respondent="Which?"), options=OPTIONS)
    assert of(several, Answer(("a", "b"))) == frozenset({"a", "b"})
    assert of(CLOSED, Answer("dk", NoAnswer.DONT_KNOW)) == frozenset({"dk"})


def test_an_answer_in_words_is_its_themes_and_counts_without_any() -> None:
    assert of(OPEN, Answer("Money.")) == frozenset()
    assert said(OPEN, ASKED, {"q": Answer("Money.")}, ["money", "staff"]) == frozenset({"money", "staff"})


def test_counts_by_cell() -> None:
    tally = Tally.of(
        [
            ("x", frozenset({"a", "b"})),
            ("x", frozenset({"b"})),
            ("x", frozenset({"out"})),
            ("y", frozenset({"out", "a"})),
            ("y", frozenset()),
            ("y", NoAnswer.REFUSED),
            ("z", NoAnswer.OFF_ROUTE),
        ]
    )
    assert tally.returns == 7
    assert tally.chose(["a", "b"]) == {"x": 2, "y": 1}
    assert tally.chose([]) == {}
    assert tally.without(NoAnswer.REFUSED) == {"y": 1}
    assert tally.base() == {"x": 3, "y": 2}
    assert tally.base(outside=["out"]) == {"x": 2, "y": 2}
    assert tally.base(kept=[NoAnswer.REFUSED]) == {"x": 3, "y": 3}


def test_tallies_of_parts_add_up() -> None:
    first: list[tuple[str, Said]] = [("x", frozenset({"a"})), ("x", frozenset({"b"}))]
    second: list[tuple[str, Said]] = [("x", frozenset({"a"})), ("y", NoAnswer.REFUSED)]
    assert Tally.of(first) + Tally.of(second) == Tally.of([*first, *second])
