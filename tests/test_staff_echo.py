"""The anonymous staff survey as shipped: ten statements, one for each area of the audit that it mirrors."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from s11chat.dialog.load import load_dialog
from s11chat.dialog.model import Dialog, NoAnswer
from s11chat.dialog.question import questions
from s11chat.engine.hearing import Doubt, hear
from s11chat.engine.pending import Accept

DIALOGS = Path(__file__).parent.parent / "dialogs"


@cache
def shipped(name: str = "staff-echo") -> Dialog:
    return load_dialog(DIALOGS / f"{name}.yaml")


def test_has_one_statement_for_each_area_of_the_audit() -> None:
    areas = [(s.section, s.title) for s in shipped("section11-2023").sections if s.section.isdecimal()]
    assert [(s.section, s.title) for s in shipped().sections] == areas
    assert list(shipped().items) == [f"s{number}" for number in range(1, 11)]
    assert {len(section.items) for section in shipped().sections} == {1}


def test_is_put_to_the_types_of_the_audit_and_names_nobody() -> None:
    own = [(o.type, o.say) for o in shipped().organisations]
    assert own == [(o.type, o.say) for o in shipped("section11-2023").organisations]
    assert {o.lead for o in shipped().organisations} == {"Member of staff"}
    assert all(question.kind.value == "single" for question in questions(shipped()).values())
    assert all(question.conditions == () for question in questions(shipped()).values())


def test_is_a_draft_of_the_same_edition() -> None:
    assert shipped().draft is not None
    assert shipped().guidance == shipped("section11-2023").guidance


def test_who_is_not_concerned_leaves_the_base() -> None:
    (option,) = (o for o in shipped().scales["agreement"] if o.no_answer is not None)
    assert (option.no_answer, option.in_base, option.read_out) == (NoAnswer.NOT_APPLICABLE, False, False)
    assert [o.score for o in shipped().scales["agreement"]] == [100, 75, 50, 25, 0, None]


def test_statements_are_short_say_i_or_we_and_lead_to_an_article() -> None:
    for question in questions(shipped()).values():
        aloud = question.say.interviewer
        assert aloud is not None
        assert len(aloud.split()) <= 35
        assert aloud.endswith(question.say.respondent)
        assert set(question.say.respondent.split()) & {"I", "My", "us"}
        assert len(question.kb) == 2
        assert question.kb[1] == "staff_echo"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("agree", "agree"),
        ("tend to agree", "agree"),
        ("strongly agree", "strongly_agree"),
        ("I don't agree", "disagree"),
        ("not really", "disagree"),
        ("I neither agree nor disagree", "neither"),
        ("doesn't concern my work", "not_my_work"),
        ("n/a", "not_my_work"),
    ],
)
def test_reads_what_people_say(said: str, code: str) -> None:
    every = questions(shipped())
    heard = hear(said, every["s1"], date(2026, 9, 1), every)
    assert isinstance(heard, Accept)
    assert heard.answer.value == code


@pytest.mark.parametrize("said", ["yes", "no", "yes I do"])
def test_a_bare_yes_or_no_is_asked_back(said: str) -> None:
    every = questions(shipped())
    assert isinstance(hear(said, every["s1"], date(2026, 9, 1), every), Doubt)
