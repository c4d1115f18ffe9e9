"""The City and Hackney dialog as shipped: what the published audit asks, of whom, and what follows."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from s11chat.dialog.condition import Known
from s11chat.dialog.load import load_dialog
from s11chat.dialog.model import Dialog, NoAnswer, Rating
from s11chat.dialog.question import Question, questions
from s11chat.engine.hearing import Doubt, hear
from s11chat.engine.turn import Choice

ROOT = Path(__file__).parent.parent
PUBLISHED = ROOT / "tests" / "data" / "chscb-2011-standards.csv"
STANDARDS = {"statutory": 33, "gp": 30, "commissioned": 31, "independent": 30}
FOLLOW_UPS = {
    "not_met": ["action", "lead", "due"],
    "partly_met": ["action", "lead", "due"],
    "fully_met": ["evidence"],
}
ARTICLES = {
    "1.1": "named_senior_champion",
    "1.2": "supervision",
    "2.1": "child_protection_policy",
    "2.2": "complaints",
    "2.3": "commissioned_services",
    "2.4": "grant_funding",
    "2.5": "commissioner_requirements",
    "3.1": "frontline_lead",
    "3.2": "staff_duty",
    "4.1": "service_development",
    "4.2": "views_of_children",
    "5.1": "induction",
    "5.2": "induction_record",
    "5.3": "recognising_abuse",
    "5.4": "local_thresholds",
    "5.5": "training_plan",
    "5.6": "training_needs_review",
    "6.1": "safer_recruitment",
    "6.2": "selection_checks",
    "6.3": "vetting_records",
    "6.4": "recruitment_panel_training",
    "6.5": "allegations",
    "6.6": "whistle_blowing",
    "6.7": "disciplinary_procedure",
    "6.8": "vetting_records",
    "6.9": "safety_after_allegation",
    "6.10": "allegations_officer",
    "7.1": "inter_agency_working",
    "7.2": "recognising_need",
    "7.3": "referrals",
    "7.4": "joint_case_policies",
    "8.1": "information_sharing",
    "8.2": "reasons_for_sharing",
    "8.3": "sharing_advice",
}


@cache
def shipped() -> Dialog:
    """The dialog in the repository's own file."""
    return load_dialog(ROOT / "dialogs" / "chscb-2011.yaml")


def published() -> list[dict[str, str]]:
    """The published standards: id, section, cohorts."""
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def asked(known: Known) -> list[Question]:
    """The questions asked of someone of whom this much is known."""
    return [question for question in questions(shipped()).values() if question.asked(known)]


def of(cohort: str) -> dict[str, str]:
    """What is known of an organisation of this cohort before any answer."""
    return {"organisation.type": cohort, "organisation.cohort": cohort}


def words(text: str) -> int:
    """How many words are read aloud."""
    return len(text.split())


def test_names_its_edition_and_its_source() -> None:
    dialog = shipped()
    assert (dialog.dialog, dialog.version) == ("chscb-2011", "1.0.0")
    assert (dialog.guidance.valid_from, dialog.guidance.valid_to) == ("2007-04", "2013-03")
    assert [(source.publication, source.part) for source in dialog.sources] == [
        ("CHSCB section 11 report, signed off July 2011", "Findings")
    ]


def test_has_the_published_standards_in_their_sections_and_order() -> None:
    shipped_order = [(item.item, section.section) for section in shipped().sections for item in section.items]
    assert shipped_order == [(row["id"], row["section"]) for row in published()]
    assert len(shipped_order) == 34
    assert len(shipped().sections) == 8


def test_every_standard_is_rated_on_the_one_scale_under_the_one_rule() -> None:
    for item in shipped().items.values():
        assert isinstance(item, Rating)
        assert (item.scale, item.follow_ups) == ("met", "met_rules")


def test_every_type_is_its_own_cohort_and_has_a_lead() -> None:
    organisations = {o.type: (o.cohort, o.lead) for o in shipped().organisations}
    assert organisations == {
        "statutory": ("statutory", "Chief officer or director"),
        "gp": ("gp", "Senior partner"),
        "commissioned": ("commissioned", "Chief executive or director"),
        "independent": ("independent", "Chair or chief executive"),
    }


@pytest.mark.parametrize("cohort", STANDARDS)
def test_asks_each_cohort_its_published_standards(cohort: str) -> None:
    expected = [row["id"] for row in published() if cohort in row["cohorts"].split(";")]
    assert [question.id for question in asked(of(cohort))] == expected
    assert len(expected) == STANDARDS[cohort]


@pytest.mark.parametrize(("rating", "parts"), FOLLOW_UPS.items())
@pytest.mark.parametrize("cohort", STANDARDS)
def test_each_rating_opens_its_own_follow_ups(cohort: str, rating: str, parts: list[str]) -> None:
    for question in asked(of(cohort)):
        opened = [later.id for later in asked({**of(cohort), question.id: rating}) if later.part]
        assert opened == [f"{question.id}.{part}" for part in parts]


def test_follow_ups_warn_and_link_to_their_articles() -> None:
    rules = {rule.part: rule for rule in shipped().follow_ups["met_rules"]}
    assert {part: rule.kb for part, rule in rules.items()} == {
        "evidence": ("evidence",),
        "action": ("action_plan",),
        "lead": ("action_plan",),
        "due": ("action_plan",),
    }
    assert {rule.missing for rule in rules.values()} == {"warn"}
    assert (rules["due"].kind, rules["due"].direction) == ("date", "future")


def test_scores_run_from_nothing_to_a_hundred() -> None:
    scale = shipped().scales["met"]
    assert [(option.code, option.score) for option in scale] == [
        ("not_met", 0),
        ("partly_met", 50),
        ("fully_met", 100),
    ]


def test_no_word_fits_two_ratings_and_met_alone_fits_none() -> None:
    named: dict[str, str] = {}
    for option in shipped().scales["met"]:
        own = {text.casefold() for text in (option.code, option.say, *option.also)}
        assert len(own) == len(option.also) + 2, f"a word is listed twice under {option.code}"
        for word in own:
            assert word not in named, f"'{word}' fits {named.get(word)} and {option.code}"
            named[word] = option.code
    assert "met" not in named
    assert not {"compliant", "in place", "more or less", "mostly", "not fully"} & named.keys()


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("no", "not_met"),
        ("nothing yet", "not_met"),
        ("partly", "partly_met"),
        ("partially", "partly_met"),
        ("some of it", "partly_met"),
        ("getting there", "partly_met"),
        ("part met", "partly_met"),
        ("fully", "fully_met"),
        ("all of it", "fully_met"),
        ("completely", "fully_met"),
    ],
)
def test_knows_the_words_people_use(word: str, code: str) -> None:
    assert [option.code for option in shipped().scales["met"] if word in option.also] == [code]


@pytest.mark.parametrize("said", ["yes", "Yes.", "yep", "yes we do", "yeah, we've got that"])
def test_a_bare_yes_does_not_say_how_far_a_standard_is_met(said: str) -> None:
    asked = questions(shipped())
    doubt = hear(said, asked["2.1"], date(2011, 5, 1), asked)
    assert doubt == Doubt("Yes in full, or in part?", (Choice("3", "Fully met"), Choice("2", "Partly met")))


def test_has_no_not_applicable_rating_and_says_so() -> None:
    for question in questions(shipped()).values():
        assert all(option.no_answer is not NoAnswer.NOT_APPLICABLE for option in question.options)
    for item in ("1.1", "2.3", "2.4", "5.4"):
        note = shipped().items[item].note or ""
        assert '"not applicable" rating' in note
        assert "declines" in note
        assert "reason" in note
    opening = shipped().opening
    assert opening is not None
    assert 'no "not applicable" rating' in opening.respondent


def test_every_question_has_words_to_read_aloud_and_few_of_them() -> None:
    for question in questions(shipped()).values():
        aloud = question.say.interviewer
        assert aloud is not None, question.id
        assert words(aloud) <= 35, f"{question.id}: {words(aloud)} words"
        assert aloud.count("?") == 1, question.id


def test_opening_and_closing_are_read_in_short_sentences() -> None:
    for text in (shipped().opening, shipped().closing):
        assert text is not None
        assert text.interviewer is not None
        sentences = text.interviewer.replace("?", ".").split(".")
        assert max(words(sentence) for sentence in sentences) <= 35


def test_every_standard_links_to_its_article_first_and_then_to_the_scale() -> None:
    assert {item.item: item.kb[0] for item in shipped().items.values()} == ARTICLES
    assert all(item.kb[1:] == ("met_scale",) for item in shipped().items.values())


def test_every_standard_has_a_probe_that_names_no_answer() -> None:
    for item in shipped().items.values():
        assert item.probe, item.item
        assert not {"met", "fully", "partly", "not"} & set(item.probe.casefold().rstrip("?").split())
