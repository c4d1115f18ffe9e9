"""Another scale for a wave: ratings, follow-ups, conditions and descriptors all go over to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from s11chat.dialog.condition import Known
from s11chat.dialog.load import digest, load_dialog, pinned_dialog, read_dialog
from s11chat.dialog.model import Audience, Dialog, Kind
from s11chat.dialog.question import Question, questions
from s11chat.dialog.varying import chosen, varied
from s11chat.errors import TamperError, UsageError

FILE = Path(__file__).parent.parent / "dialogs" / "variants.yaml"
TEXT = FILE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def dialog() -> Dialog:
    return load_dialog(FILE)


def council(dialog: Dialog, **answers: str) -> Known:
    """What is known of the council, with answers by id (an underscore for the dot)."""
    organisation = dialog.organisation("council")
    assert organisation is not None
    known = {id_.removeprefix("q").replace("_", "."): said for id_, said in answers.items()}
    return {**organisation.facts("online", "lead"), **known}


def asked(dialog: Dialog, known: Known) -> list[str]:
    return [question.id for question in questions(dialog).values() if question.asked(known)]


def test_tags_and_formats_are_facts(dialog: Dialog) -> None:
    assert council(dialog)["organisation.tags"] == ("statutory", "commissioning")
    assert council(dialog)["organisation.format"] == "full"
    club = dialog.organisation("club")
    assert club is not None
    facts = club.facts("online", "lead")
    assert "organisation.tags" not in facts
    assert asked(dialog, facts) == ["1.1"]
    assert asked(dialog, council(dialog)) == ["1.1", "1.2"]


def test_a_follow_up_may_have_a_condition_of_its_own(dialog: Dialog) -> None:
    assert asked(dialog, council(dialog, q1_1="3"))[:3] == ["1.1", "1.1.evidence", "1.1.dated"]
    club = dialog.organisation("club")
    assert club is not None
    assert asked(dialog, {**club.facts("online", "lead"), "1.1": "3"}) == ["1.1", "1.1.evidence"]


def test_a_rating_says_what_each_step_means_for_it(dialog: Dialog) -> None:
    first, second = questions(dialog)["1.1"], questions(dialog)["1.2"]
    assert first.descriptors["2"] == "Somebody leads everywhere."
    assert second.descriptors == {}
    assert first.options == second.options


def test_another_scale_takes_the_place_of_the_first(dialog: Dialog) -> None:
    coloured = varied(dialog, "rag")
    rating = questions(coloured)["1.1"]
    assert [option.code for option in rating.options] == ["red", "amber", "green"]
    assert rating.descriptors == {
        "red": "Nobody leads.",
        "amber": "Somebody leads in places. Or: Somebody leads everywhere.",
        "green": "Somebody leads everywhere and asks whether it works.",
    }
    assert (coloured.variant, coloured.variants) == ("rag", {})
    assert list(coloured.items) == list(dialog.items)


@pytest.mark.parametrize(
    ("rating", "parts"),
    [("red", ["action"]), ("amber", ["evidence", "dated", "action"]), ("green", ["evidence", "dated"])],
)
def test_follow_ups_go_by_what_a_step_stands_for(dialog: Dialog, rating: str, parts: list[str]) -> None:
    followed = asked(varied(dialog, "rag"), council(dialog, q1_1=rating))
    assert followed == ["1.1", *(f"1.1.{part}" for part in parts), "1.2"]


def test_contradictions_go_over_too(dialog: Dialog) -> None:
    (contradiction,) = varied(dialog, "rag").contradictions
    assert contradiction.when.holds({"1.1": "red", "1.2": "green"})
    assert not contradiction.when.holds({"1.1": "amber", "1.2": "green"})


def test_what_is_denied_of_a_step_is_denied_only_of_steps_wholly_inside() -> None:
    start, end = TEXT.index("  reflection:"), TEXT.index("follow_ups:")
    text = (
        TEXT[:start]
        + TEXT[end:]
        + "      - {item: '1.3', kind: text, when: {'1.1': {not: [0, 1]}}, say: Since when?}\n"
    )
    coloured = varied(read_dialog(text, "more.yaml"), "rag")
    since = questions(coloured)["1.3"]
    assert [code for code in ("red", "amber", "green") if since.asked({"1.1": code})] == ["amber", "green"]


def test_in_words_nothing_is_rated(dialog: Dialog) -> None:
    told = questions(varied(dialog, "reflection"))
    assert list(told) == ["1.1", "1.1.improve", "1.2", "1.2.improve"]
    assert {question.kind for question in told.values()} == {Kind.TEXT}
    first: Question = told["1.1"]
    assert (
        first.say.to(Audience.INTERVIEWER) == "Somebody leads. What works well for {{ your_organisation }}?"
    )
    assert [(question.item, question.part) for question in told.values()][:2] == [
        ("1.1", ""),
        ("1.1", "improve"),
    ]
    assert (first.probe, told["1.1.improve"].note) == ("Anything else?", "In their words.")
    known = council(dialog)
    reflecting = varied(dialog, "reflection")
    assert asked(reflecting, known) == ["1.1", "1.2"]
    assert asked(reflecting, {**known, "1.1": "A lot."}) == ["1.1", "1.1.improve", "1.2"]
    assert reflecting.contradictions == ()


def test_the_choice_is_written_into_the_text_that_is_kept(dialog: Dialog) -> None:
    text = chosen(TEXT, dialog, "rag")
    assert text.endswith("\nvariant: rag\n")
    assert digest(text) != digest(TEXT)
    assert pinned_dialog(text, digest(text), "variants.yaml") == varied(dialog, "rag")
    assert read_dialog(text, "variants.yaml").variant == "rag"
    with pytest.raises(TamperError):
        pinned_dialog(text.replace("variant: rag", "variant: reflection"), digest(text), "variants.yaml")


def test_a_scale_that_is_not_offered_is_refused(dialog: Dialog) -> None:
    with pytest.raises(
        UsageError, match=r"no scale 'reflecton' \(did you mean 'reflection'\?\); it offers rag,"
    ):
        varied(dialog, "reflecton")
    plain = load_dialog(FILE.with_name("rating.yaml"))
    with pytest.raises(UsageError, match="it has its own scale only"):
        chosen("", plain, "rag")


def test_a_file_that_is_fixed_on_a_scale_takes_no_other(dialog: Dialog) -> None:
    text = chosen(TEXT, dialog, "rag")
    fixed = read_dialog(text, "variants.yaml")
    assert chosen(text, fixed, "rag") == text
    with pytest.raises(UsageError, match="is fixed on the scale 'rag'"):
        chosen(text, fixed, "reflection")
