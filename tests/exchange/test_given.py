"""Answers as cells: what is written is read as the same answer, and what is none is named."""

from __future__ import annotations

import pytest

from s11chat.dialog.load import load_dialog
from s11chat.dialog.model import Kind, NoAnswer
from s11chat.dialog.question import Question, questions
from s11chat.engine.answer import Answer
from s11chat.exchange.given import MARKS, CellError, read_cell, with_codes, write_cell
from s11chat.language.reading import Span
from s11chat.settings import shipped

ASKED = [
    question
    for name in ("dcsf-2008", "chscb-2011", "cqc-2009", "lscb-2007")
    for question in questions(load_dialog(shipped("dialogs") / f"{name}.yaml")).values()
    if question.kind is not Kind.STATEMENT
]
BY_ID = {question.id: question for question in ASKED[:60]}


def possible(question: Question) -> list[Answer]:
    """An answer of every shape that a question takes."""
    found = [Answer(no_answer=kind, reason="so they said") for kind in NoAnswer]
    found += [Answer(no_answer=kind) for kind in NoAnswer if kind is not NoAnswer.NOT_APPLICABLE]
    listed = {option.no_answer for option in question.options}
    found = [one for one in found if one.no_answer not in listed]
    plain = [option.code for option in question.options if not option.exclusive]
    match question.kind:
        case Kind.NUMBER:
            low = question.minimum or 0.0
            return [*found, Answer(low), Answer(Span(low, low + 1.0))]
        case Kind.DATE:
            return [*found, Answer("2026-03-31"), Answer("2026-01-01/2026-03-31")]
        case Kind.TEXT:
            return [*found, *map(Answer, ("!dk", "=SUM(A1)", "two\nlines; and: more", "!!", "12"))]
    found += [with_codes(question, (option.code,)) for option in question.options]
    found += [
        with_codes(question, (option.code,), "a; b: c") for option in question.options if option.specify
    ]
    if question.several and len(plain) > 1 and question.places != 1:
        found.append(with_codes(question, tuple(plain[:2])))
    return found


def test_every_answer_is_read_as_it_was_written() -> None:
    kinds = set()
    for question in ASKED:
        for answer in possible(question):
            assert read_cell(question, write_cell(question, answer)) == answer, question.id
            kinds.add(question.kind)
    assert kinds == set(Kind) - {Kind.STATEMENT}


def test_labels_are_read_too() -> None:
    for question in ASKED:
        for option in question.options:
            if sum(one.say.casefold() == option.say.casefold() for one in question.options) == 1:
                answer = with_codes(question, (option.code,))
                assert read_cell(question, write_cell(question, answer, labels=True)) == answer
    assert read_cell(BY_ID["q1"], "x1", {"x1": "Prison"}) == Answer("16")


@pytest.mark.parametrize(
    ("id_", "text", "answer"),
    [
        ("q3.a", "", None),
        ("q3.a", "5", Answer("5", NoAnswer.DONT_KNOW)),
        ("q3.a", "!dk", Answer("5", NoAnswer.DONT_KNOW)),
        ("q4", "!dk", Answer(no_answer=NoAnswer.DONT_KNOW)),
        ("q3.a", "fully in PLACE", Answer("1")),
        ("q5", "n; a: the caretaker", Answer(("a", "n"), other="the caretaker")),
        ("q5", "Named nurse; Named doctor", Answer(("c", "d"))),
        ("q2", "!REFUSED too busy", Answer(no_answer=NoAnswer.REFUSED, reason="too busy")),
    ],
)
def test_what_people_write_is_read(id_: str, text: str, answer: Answer | None) -> None:
    assert read_cell(BY_ID[id_], text) == answer


@pytest.mark.parametrize(
    ("id_", "text", "said"),
    [
        ("q3.a", "9", "has no option '9'"),
        ("q3.a", "fuly in place", "did you mean 'Fully in place'?"),
        ("q3.a", "!dnk", "did you mean '!dk'?"),
        ("q3.a", "!na", "!na needs a reason"),
        ("q5", "a;a", "there twice"),
        ("q5", "a;o", "cannot go with another"),
        ("q5", "a: the caretaker", "an 'other' option alone"),
        ("q3.a", "1;2", "has no option '1;2'"),
    ],
)
def test_what_is_no_answer_is_named(id_: str, text: str, said: str) -> None:
    with pytest.raises(CellError, match=said.replace("?", r"\?").replace("(", r"\(")):
        read_cell(BY_ID[id_], text)


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        (Kind.NUMBER, "many", "is no number"),
        (Kind.NUMBER, "9 to 3", "ends before it begins"),
        (Kind.NUMBER, "-1", "the least it can be"),
        (Kind.NUMBER, "1.23456789", "decimals"),
        (Kind.DATE, "31/2/2026", "is no"),
        (Kind.DATE, "2026-03-31/2026-01-01", "is no period"),
    ],
)
def test_numbers_and_days_that_cannot_be_are_named(kind: Kind, text: str, said: str) -> None:
    question = next(one for one in ASKED if one.kind is kind and (kind is Kind.DATE or one.minimum == 0))
    with pytest.raises(CellError, match=said):
        read_cell(question, text)


def test_days_are_read_in_the_order_of_this_country() -> None:
    question = next(one for one in ASKED if one.kind is Kind.DATE)
    for text in ("2026-03-04", "4/3/2026", "04.03.2026", "4 March 2026", "4 Mar 2026"):
        assert read_cell(question, text) == Answer("2026-03-04")


def test_every_kind_of_no_answer_has_a_mark() -> None:
    assert set(MARKS.values()) == set(NoAnswer)
