"""The Dudley dialog as shipped: what the published audit asks, of whom, what follows, and how it is scored."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from s11chat.dialog.condition import Known
from s11chat.dialog.load import load_dialog
from s11chat.dialog.model import Dialog, NoAnswer, Rating
from s11chat.dialog.question import Question, questions
from s11chat.dialog.standard import built_from
from s11chat.engine.hearing import Doubt, hear
from s11chat.engine.pending import Accept
from s11chat.engine.spoken import intent_of

ROOT = Path(__file__).parent.parent
POINTS = {"1": 1, "2": 4, "3": 2, "4": 1, "5": 1, "6": 1, "7": 2, "8": 4, "9": 5, "10": 7, "11": 4}
"""How many points the published summary names under each standard."""
DIRECT, OTHER, COMMISSIONING = "direct_work", "other_services", "commissioning"
LEFT_OUT = {DIRECT: set(), OTHER: {"6.1"}, COMMISSIONING: {"6.1", "10.6"}}
FOLLOW_UPS = {
    "0": ["action", "lead", "due"],
    "25": ["account", "evidence", "action", "lead", "due"],
    "50": ["account", "evidence", "action", "lead", "due"],
    "75": ["account", "evidence"],
    "100": ["account", "evidence"],
}


@cache
def shipped() -> Dialog:
    """The dialog in the repository's own file."""
    return load_dialog(ROOT / "dialogs" / "dudley-2015.yaml")


def asked(known: Known) -> list[Question]:
    """The questions asked of someone of whom this much is known."""
    return [question for question in questions(shipped()).values() if question.asked(known)]


def heard(words: str) -> object:
    """What a first reading makes of these words at a point of standard 4: a code, or the doubt."""
    table = questions(shipped())
    found = hear(words, table["4.1"], date(2015, 5, 1), table)
    return found.answer.value if isinstance(found, Accept) else found


def test_names_its_edition_and_its_source() -> None:
    dialog = shipped()
    assert (dialog.dialog, dialog.version) == ("dudley-2015", "1.0.0")
    assert (dialog.guidance.valid_from, dialog.guidance.valid_to) == ("2015-03", "2018-07")
    assert [source.part for source in dialog.sources] == ["Standards 1 to 11"]


def test_has_eleven_standards_with_the_points_named_in_the_summary() -> None:
    assert {section.section: len(section.items) for section in shipped().sections} == POINTS
    for section in shipped().sections:
        assert [item.item for item in section.items] == [
            f"{section.section}.{number}" for number in range(1, POINTS[section.section] + 1)
        ]


def test_every_point_is_rated_on_the_one_scale_under_the_one_rule() -> None:
    for item in shipped().items.values():
        assert isinstance(item, Rating)
        assert (item.scale, item.follow_ups) == ("percent", "percent_rules")


def test_codes_are_the_scores() -> None:
    scale = shipped().scales["percent"]
    assert [option.code for option in scale] == ["0", "25", "50", "75", "100"]
    assert all(option.score == float(option.code) for option in scale)
    assert all(option.no_answer is None for option in scale)


@pytest.mark.parametrize("group", LEFT_OUT)
def test_points_on_individual_children_are_for_those_who_work_with_them(group: str) -> None:
    types = [o for o in shipped().organisations if o.group == group]
    assert types
    every = list(shipped().items)
    for organisation in types:
        known = {"organisation.type": organisation.type, "organisation.group": group}
        found = [question.id for question in asked(known) if not question.part]
        assert found == [id_ for id_ in every if id_ not in LEFT_OUT[group]], organisation.type


def test_every_type_does_one_of_three_things_and_has_a_lead() -> None:
    assert {o.group for o in shipped().organisations} == set(LEFT_OUT)
    assert all(o.lead for o in shipped().organisations)


def test_the_review_of_a_policy_is_not_asked_where_there_is_none() -> None:
    assert "2.2" in [question.id for question in asked({})]
    assert "2.2" in [question.id for question in asked({"2.1": "25"})]
    assert "2.2" not in [question.id for question in asked({"2.1": "0"})]


@pytest.mark.parametrize(("rating", "parts"), FOLLOW_UPS.items())
def test_each_score_opens_its_own_follow_ups(rating: str, parts: list[str]) -> None:
    for question in asked({"organisation.group": DIRECT}):
        known = {"organisation.group": DIRECT, question.id: rating}
        opened = [later.id for later in asked(known) if later.part]
        assert opened == [f"{question.id}.{part}" for part in parts]


def test_an_action_is_asked_for_below_the_acceptable_level_and_only_there() -> None:
    scoring = shipped().scoring
    assert scoring is not None
    below = {option.code for option in shipped().scales["percent"] if (option.score or 0) < scoring.threshold}
    rules = {rule.part: rule for rule in shipped().follow_ups["percent_rules"]}
    assert {part for part, rule in rules.items() if set(rule.after) == below} == {"action", "lead", "due"}


def test_every_standard_is_scored_on_all_its_points() -> None:
    scoring = shipped().scoring
    assert scoring is not None
    table = questions(shipped())
    built = {s.standard: [q.id for q in built_from(s, table)] for s in scoring.standards}
    assert built == {s.section: [item.item for item in s.items] for s in shipped().sections}
    assert scoring.threshold == 75
    own, published = scoring.rule(), scoring.rule("as_published")
    assert (own.not_applicable, own.not_answered, own.combine) == ("leave_out", "leave_out", "mean")
    assert (published.not_applicable, published.not_answered) == ("zero", "zero")


def test_no_word_names_two_scores() -> None:
    words = [w.casefold() for o in shipped().scales["percent"] for w in (o.code, o.say, *o.also)]
    assert len(words) == len(set(words)), sorted({word for word in words if words.count(word) > 1})


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("75", "75"),
        ("75%", "75"),
        ("about 75", "75"),
        ("seventy five per cent", "75"),
        ("three quarters", "75"),
        ("mostly", "75"),
        ("all but two teams", "75"),
        ("we're at 100", "100"),
        ("all of it", "100"),
        ("fully in place", "100"),
        ("half way", "50"),
        ("a quarter", "25"),
        ("early days", "25"),
        ("nothing yet", "0"),
        ("no", "0"),
    ],
)
def test_knows_the_words_people_use(words: str, code: str) -> None:
    assert heard(words) == code


@pytest.mark.parametrize(
    "words",
    [
        "60",
        "1",
        "5",
        "nearly there",
        "partly",
        "between 50 and 75",
        "over 75",
        "in place",
        "compliant",
        "not yet",
    ],
)
def test_what_lies_between_two_scores_is_asked_again(words: str) -> None:
    assert isinstance(heard(words), Doubt)


def test_a_bare_yes_does_not_say_how_far() -> None:
    found = heard("yes")
    assert isinstance(found, Doubt)
    assert [choice.handle for choice in found.choices] == ["100", "75"]


def test_not_applicable_is_declined_with_a_reason_and_never_a_score() -> None:
    for question in questions(shipped()).values():
        assert all(option.no_answer is not NoAnswer.NOT_APPLICABLE for option in question.options)
    assert intent_of(":na we commission only") is not None
    opening = shipped().opening
    assert opening is not None
    assert "leaves the score" in opening.respondent


def test_what_is_read_aloud_is_short_and_asks_once() -> None:
    for question in questions(shipped()).values():
        aloud = question.say.interviewer
        assert aloud is not None, question.id
        assert len(aloud.split()) <= 35, question.id
        if not question.part:
            assert aloud.count("?") == 1, question.id


def test_every_point_leads_to_its_article_and_to_that_of_the_scale() -> None:
    for item in shipped().items.values():
        assert item.kb[-1] == "percent_score", item.item
        assert len(item.kb) >= 2, item.item
    rules = {rule.part: rule.kb for rule in shipped().follow_ups["percent_rules"]}
    assert rules["account"] == ("written_account",)
    assert rules["evidence"] == ("evidence",)


def test_every_point_has_a_probe_that_names_no_score() -> None:
    for item in shipped().items.values():
        assert item.probe, item.item
        assert not {"0", "25", "50", "75", "100", "fully", "mostly"} & set(item.probe.casefold().split())
