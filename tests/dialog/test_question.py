"""Questions: items, grids and ratings laid out flat, and what stands beside their options."""

from __future__ import annotations

from pathlib import Path

import pytest

from s11chat.dialog.load import digest, load_dialog, read_dialog
from s11chat.dialog.model import Audience, Kind, NoAnswer
from s11chat.dialog.question import YES_NO, Question, questions

DIALOGS = Path(__file__).parent.parent / "dialogs"


def of(name: str) -> dict[str, Question]:
    return dict(questions(load_dialog(DIALOGS / f"{name}.yaml")))


def test_a_grid_is_asked_row_by_row() -> None:
    asked = of("grid")
    assert list(asked) == ["q1.a", "q1.b", "q1.c", "q2"]
    row = asked["q1.b"]
    assert (row.kind, row.item, row.row, row.rows, row.note) == (Kind.SINGLE, "q1", 2, 3, "Schools alone.")
    assert row.probe == "Which comes closest?"
    assert row.stem is not None
    assert row.stem.respondent == "How far are these arrangements in place?"
    assert [option.say for option in row.options] == ["In place", "Planned", "Not planned"]
    assert row.asked({"organisation.type": "SCHOOL"})
    assert not row.asked({"organisation.type": "CLUB"})


def test_a_code_frame_stands_with_the_question_in_its_order() -> None:
    asked = of("code_frame")
    assert [theme.code for theme in asked["q1"].code_frame] == ["money", "staff", "9"]
    assert asked["q1"].code_frame[0].covers == "Budgets that were cut; not pay, which is staff"
    assert asked["q1"].options == ()
    assert asked["q2"].code_frame == ()


def test_a_rating_brings_its_follow_ups_along() -> None:
    asked = of("rating")
    assert list(asked)[:4] == ["1.1", "1.1.evidence", "1.1.action", "1.1.due"]
    assert asked["1.1"].rates
    assert not asked["1.1.evidence"].rates
    assert (asked["1.1.evidence"].blocks, asked["1.1.action"].blocks) == (True, False)
    assert (asked["1.1.due"].kind, asked["1.1.due"].direction, asked["1.1.due"].part) == (
        Kind.DATE,
        "future",
        "due",
    )
    assert asked["1.1.evidence"].asked({"1.1": "fully_met"})
    assert not asked["1.1.evidence"].asked({"1.2": "fully_met"})


def test_yes_and_no_need_not_be_written_out() -> None:
    asked = of("yesno")
    assert asked["q1"].options == YES_NO
    assert [option.code for option in asked["q2"].options] == ["1", "2", "3"]


def test_a_place_stands_beside_an_option_unless_the_codes_are_numbers_people_use() -> None:
    levels, words = of("numeric_codes")["q1"], of("single")["q1"]
    assert levels.codes_shown
    assert [levels.handle(option) for option in levels.options] == ["0", "1", "2", "3"]
    assert not words.codes_shown
    assert [words.handle(option) for option in words.options] == ["1", "2", "3", "4"]
    assert not of("grid")["q1.a"].codes_shown
    kinds = of("no_answer")["q1"]
    assert [kinds.handle(option) for option in kinds.options] == ["1", "2", "8", "9", "0"]


def test_an_option_is_found_by_its_code_whatever_its_case() -> None:
    question = of("single")["q1"]
    found = question.option("YEARLY")
    assert found is not None
    assert found.say == "Every year"
    assert question.option("monthly") is None


def test_limits_units_kinds_of_no_answer_and_reservation_are_kept() -> None:
    number = of("number")
    assert (number["q1"].minimum, number["q1"].maximum, number["q1"].unit) == (0, 500, "people")
    assert (number["q1"].decimals, number["q2"].decimals) == (0, 1)
    options = of("no_answer")["q1"].options
    assert [option.no_answer for option in options[2:]] == [
        NoAnswer.DONT_KNOW,
        NoAnswer.REFUSED,
        NoAnswer.NOT_APPLICABLE,
    ]
    assert [option.in_base for option in options] == [True, True, True, False, False]
    assert {id_: question.reserved for id_, question in of("reserved").items()} == {
        "q1.a": True,
        "q1.b": True,
        "q1.c": True,
        "q2": True,
        "q3": False,
    }


def test_the_condition_of_a_section_holds_for_all_of_its_items() -> None:
    asked = of("sections")
    assert asked["q3"].asked({"q1": "yes", "mode": "telephone"})
    assert not asked["q3"].asked({"q1": "no", "mode": "telephone"})
    assert not asked["q3"].asked({"q1": "yes", "mode": "online"})


def test_questions_cannot_be_added_to_and_dialogs_not_changed() -> None:
    dialog = load_dialog(DIALOGS / "text.yaml")
    with pytest.raises(TypeError):
        questions(dialog)["q9"] = questions(dialog)["q1"]  # type: ignore[index]
    with pytest.raises(ValueError, match="frozen"):
        dialog.title = "Other"
    found = dialog.organisation("school")
    assert found is not None
    assert found.facts("online", "lead") == {
        "organisation.type": "SCHOOL",
        "organisation.group": "education",
        "organisation.cohort": "statutory",
        "mode": "online",
        "role": "lead",
    }
    assert dialog.organisation("none") is None
    assert list(dialog.items) == ["q1"]


def test_each_audience_has_its_own_words_or_the_respondents() -> None:
    say = of("wording")["q1"].say
    assert {say.to(audience) for audience in Audience} == {
        "What does {{ organisation }} do?",
        "What does {{ organisation }} do, as far as you know?",
        "What do you do as {{ organisation }}?",
    }
    assert {of("text")["q1"].say.to(audience) for audience in Audience} == {"What works well?"}


def test_the_digest_does_not_depend_on_line_ends() -> None:
    text = (DIALOGS / "text.yaml").read_text(encoding="utf-8")
    assert digest(text) == digest(text.replace("\n", "\r\n"))
    assert digest(text) != digest(text.replace("well", "badly"))
    assert read_dialog(text, "a.yaml") == read_dialog(text, "b.yaml")
