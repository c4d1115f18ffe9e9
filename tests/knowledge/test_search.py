"""Search as people use it: names, abbreviations, slips, everyday words, and the item on screen."""

import csv
from pathlib import Path
from statistics import median
from time import perf_counter

import pytest

from s11chat.knowledge.library import Library
from s11chat.knowledge.word import normal, stem
from s11chat.settings import shipped

from .conftest import Write


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(shipped("kb"))


def found(library: Library, query: str, near: tuple[str, ...] = (), limit: int = 5) -> list[str]:
    return [article.id for article in library.search(query, near, limit)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("CRB", "crb_checks"),
        ("what is a DBS check?", "crb_checks"),
        ("what do you mean by safer recruitment", "safer_recruitment"),
        ("What does LSCB stand for?", "lscb"),
        ("please explain whistle-blowing to me", "whistle_blowing"),
        ("s.11", "section_11_duty"),
        ("define sec 11", "section_11_duty"),
        ("N/A", "not_applicable"),
        ("D.S.L.", "frontline_lead"),
        ("IT", "it_systems"),
        ("MOU with the police", "protocols"),
        ("information sharing agreement with police", "information_protocols"),
    ],
)
def test_names_and_abbreviations(library: Library, query: str, first: str) -> None:
    assert found(library, query)[0] == first


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("criminal recrods check", "crb_checks"),
        ("whistle blowng policy", "whistle_blowing"),
        ("wistleblowing", "whistle_blowing"),
        ("refferals to socal care", "referrals"),
        ("acuontability", "accountability_lines"),
        ("consulation with familes", "views_of_children"),
        ("saferrecruitment", "safer_recruitment"),
        ("multiagency working", "inter_agency_working"),
    ],
)
def test_slips_of_the_keyboard(library: Library, query: str, first: str) -> None:
    assert found(library, query)[0] == first


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("parents grumbling about us", "complaints"),
        ("a teacher has been accused of hitting a kid", "allegations"),
        ("are temps included", "staff_in_scope"),
        ("what proof do you want", "evidence"),
        ("is this anonymous", "confidentiality"),
        ("how often do we need refresher courses", "training_updates"),
        ("debrief after a hard case", "supervision"),
        ("how long do we keep dbs certificates", "vetting_records"),
        ("who goes through CVs and sits on interview panels", "recruitment_panel_training"),
    ],
)
def test_everyday_words(library: Library, query: str, first: str) -> None:
    assert found(library, query)[0] == first


@pytest.mark.parametrize(
    "query", ["", "   ", "???", "weather forecast tomorrow", "xyzzy", "\x1b[2J", "ok thanks"]
)
def test_nothing_is_found_where_nothing_fits(library: Library, query: str) -> None:
    assert found(library, query) == []


def test_a_question_without_a_topic_is_about_the_item_on_screen(library: Library) -> None:
    near = ("supervision", "met_scale", "no_such_article")
    assert found(library, "what does that mean?", near) == ["supervision", "met_scale"]


def test_the_item_on_screen_decides_between_articles_that_fit(library: Library) -> None:
    assert found(library, "policy", ("vetting_records",))[0] == "vetting_records"
    assert found(library, "policy", ("safer_recruitment",))[0] == "safer_recruitment"


def test_a_name_beats_the_item_on_screen(library: Library) -> None:
    assert found(library, "what is the LADO", ("supervision", "met_scale"))[0] == "allegations"


def test_limit(library: Library) -> None:
    assert len(found(library, "staff training", limit=3)) == 3
    assert len(found(library, "staff training")) == 5


def test_a_very_long_question_is_answered_as_quickly(library: Library) -> None:
    assert found(library, "crb " * 50_000)[0] == "crb_checks"


def test_a_search_takes_less_than_five_milliseconds(library: Library) -> None:
    queries = [
        "criminal recrods chek",
        "who signs it",
        "half of our bank staff have had a refresher course",
        "x",
    ]
    library.search("first use reads the articles")
    taken = []
    for query in queries * 10:
        start = perf_counter()
        library.search(query)
        taken.append(perf_counter() - start)
    assert median(taken) < 0.005


@pytest.fixture
def lamps(write: Write) -> Path:
    write("lamp", title="Lamp", also="light", practice="A lamp gives light by a wick.")
    write("lamp_wick", title="Wick of a lamp", also="wick, thread", more="part_of: lamp\n")
    return write("oil", also="fuel, light oil, light")


def test_a_general_question_finds_the_broader_article_first(lamps: Path) -> None:
    assert found(Library(lamps), "anything on lamps")[:2] == ["lamp", "lamp_wick"]


def test_the_narrower_article_is_first_when_it_is_meant_or_near(lamps: Path) -> None:
    library = Library(lamps)
    assert found(library, "what is a wick")[0] == "lamp_wick"
    assert found(library, "explain it", ("lamp_wick",)) == ["lamp_wick"]


def test_the_narrower_article_is_first_when_it_is_on_screen(library: Library) -> None:
    assert found(library, "sharing rules")[0] == "information_sharing"
    assert found(library, "sharing rules", ("sharing_advice", "met_scale"))[0] == "sharing_advice"


def test_equals_stand_in_the_order_of_their_ids(write: Write) -> None:
    folders = [write(id_, title="Lamp", sentence="One.") for id_ in ("c", "a", "b")]
    assert found(Library(folders[0]), "lamp") == ["a", "b", "c"]


def test_of_two_names_in_a_question_the_longer_counts(lamps: Path) -> None:
    assert found(Library(lamps), "how much light oil")[0] == "oil"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Children’s S.11 (N/A)", "childrens section 11 na"),
        ("inter-agency & D.B.S.", "inter agency and dbs"),
        ("our IT system", "our computer system"),
        ("is it IN PLACE", "is it in place"),
    ],
)
def test_normal_form(text: str, expected: str) -> None:
    assert normal(text) == expected


@pytest.mark.parametrize(
    "words",
    [
        ("policy", "policies"),
        ("refer", "refers", "referred", "referring"),
        ("training", "trained", "train", "trains"),
        ("supervision", "supervisor", "supervising", "supervise"),
        ("commissioned", "commissioning"),
        ("child", "children"),
    ],
)
def test_forms_of_one_word_have_one_stem(words: tuple[str, ...]) -> None:
    assert len({stem(word) for word in words}) == 1


def test_different_words_keep_different_stems() -> None:
    words = ("police", "policy", "section", "sector", "staff", "stage", "action", "active")
    assert len({stem(word) for word in words}) == len(words)


def test_questions_about_every_term_of_the_field_find_its_article(library: Library) -> None:
    with (Path(__file__).parents[1] / "data" / "questions-about-terms.csv").open(encoding="utf-8") as file:
        asked = [(row["question"], row["topic"]) for row in csv.DictReader(file)]
    places = [found(library, question, limit=3) for question, _ in asked]
    first = sum(place[:1] == [topic] for place, (_, topic) in zip(places, asked, strict=True))
    three = sum(topic in place for place, (_, topic) in zip(places, asked, strict=True))
    assert len(asked) > 700
    assert first / len(asked) >= 0.96
    assert three / len(asked) >= 0.99


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("what came after SCRs", "serious_case_review"),
        ("standard 7", "inter_agency_working"),
        ("TNA", "training_plan"),
        ("is suspension automatic", "allegations"),
        ("IMR", "individual_management_review"),
        ("ICB", "nhs_bodies"),
    ],
)
def test_terms_of_the_field(library: Library, query: str, first: str) -> None:
    assert found(library, query)[0] == first


def test_a_narrower_article_called_by_its_own_name_stands_first(library: Library) -> None:
    assert found(library, "data sharing agreement with the police")[0] == "information_protocols"


def test_the_more_is_asked_the_less_the_item_on_screen_decides(library: Library) -> None:
    near = ("evidence", "met_scale")
    assert found(library, "documents", near)[0] == "evidence"
    assert found(library, "which director has to sign the whole return before it goes", near)[0] == (
        "delegated_signed_off"
    )
