"""The audit of today as shipped: ten areas, whom each standard is put to, what each step means, on every scale."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from s11chat.dialog.condition import Known
from s11chat.dialog.load import load_dialog
from s11chat.dialog.model import Audience, Dialog, Kind, NoAnswer, Number, Rating
from s11chat.dialog.question import Question, options_of, questions
from s11chat.dialog.trend import dead
from s11chat.dialog.varying import varied
from s11chat.engine.conversation import Conversation
from s11chat.engine.hearing import Doubt, hear
from s11chat.engine.intent import Decline, Reply
from s11chat.engine.pending import Accept
from s11chat.engine.respond import respond
from s11chat.engine.turn import Choice
from tests.office import plain_answer

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 9, 1)
SCALES = ("", "rag", "levels", "percent", "reflection")
AREAS = {
    "1": "Leadership",
    "2": "Policy and responsibility",
    "3": "Accountability and designated roles",
    "4": "Voice of the child",
    "5": "Workforce: induction, training, supervision",
    "6": "Safer recruitment and conduct",
    "7": "Practice with other agencies",
    "8": "Information",
    "9": "Commissioning, contracts, grants and lettings",
    "10": "Culture, equality and learning",
}
TAGS = {"statutory", "commissioning", "commissioned", "direct_work", "adult", "health", "secure", "small"}
DECIDING = ("4.1", "4.4", "7.8")
"""Standards about individual children that even the small format has."""


@cache
def shipped(scale: str = "") -> Dialog:
    """The dialog in the repository's own file, on one of its scales."""
    dialog = load_dialog(ROOT / "dialogs" / "section11-2023.yaml")
    return varied(dialog, scale) if scale else dialog


def of(type_: str, **answers: tuple[str, ...] | str) -> Known:
    """What is known of an organisation, with answers by id (an underscore for the dot)."""
    organisation = shipped().organisation(type_)
    assert organisation is not None
    return {**organisation.facts("online", "lead"), **{k.replace("_", "."): v for k, v in answers.items()}}


def asked(known: Known, scale: str = "") -> list[str]:
    """The ids of the questions asked of somebody of whom this much is known."""
    return [question.id for question in questions(shipped(scale)).values() if question.asked(known)]


def types(**having: str) -> set[str]:
    """The types of organisation with a tag, or of a format."""
    if "tag" in having:
        return {o.type for o in shipped().organisations if having["tag"] in o.tags}
    return {o.type for o in shipped().organisations if o.format == having["format"]}


def ratings() -> list[Rating]:
    """Every standard."""
    return [item for item in shipped().items.values() if isinstance(item, Rating)]


def test_is_a_draft_of_an_edition_with_its_dates() -> None:
    dialog = shipped()
    assert dialog.draft is not None
    assert "practitioner has to review" in dialog.draft
    assert "2023" in dialog.guidance.edition
    assert (dialog.guidance.valid_from, dialog.guidance.valid_to) == ("2023-12", "2026-03")


def test_has_ten_areas_between_an_opening_and_a_close() -> None:
    sections = {section.section: section.title for section in shipped().sections}
    assert next(iter(sections)) == "about"
    assert list(sections)[-1] == "close"
    assert {name: title for name, title in sections.items() if name in AREAS} == AREAS
    for section in shipped().sections:
        if section.section in AREAS:
            assert [item.item for item in section.items] == [
                f"{section.section}.{number}" for number in range(1, len(section.items) + 1)
            ]


def test_every_standard_says_what_each_step_means_for_it() -> None:
    seen: set[str] = set()
    for item in ratings():
        assert list(item.descriptors) == ["0", "1", "2", "3"], item.item
        assert item.descriptors["3"].startswith("As the step before, and "), item.item
        for text in item.descriptors.values():
            assert 2 < len(text.split()) < 30, (item.item, text)
        seen |= {text for text in item.descriptors.values() if len(text.split()) > 6}
    assert len(ratings()) == 56
    assert len(seen) == sum(len(t.split()) > 6 for i in ratings() for t in i.descriptors.values())


def test_formats_go_from_full_to_small() -> None:
    full, standard, small = (
        {type_: len([q for q in asked(of(type_)) if "." in q]) for type_ in types(format=format_)}
        for format_ in ("full", "standard", "small")
    )
    assert min(full.values()) > min(standard.values()) > max(small.values())
    assert full["council"] > standard["school"] > small["small_group"]
    assert types(format="small") == {"small_group"} == types(tag="small")


@pytest.mark.parametrize("organisation", [o.type for o in shipped().organisations])
def test_every_tag_routes(organisation: str) -> None:
    route = asked(of(organisation))
    tags = set(next(o.tags for o in shipped().organisations if o.type == organisation))
    assert tags <= TAGS
    assert ("4.1" in route) == ("direct_work" in tags)
    assert ("9.1" in route) == ("commissioning" in tags)
    assert ("9.6" in route) == ("commissioned" in tags)
    assert ("3.5" in route) == ("health" in tags)
    assert ("3.6" in route) == ("secure" in tags)
    assert ("7.9" in route) == ("adult" in tags)
    assert ("1.5" in route) == ("statutory" in tags)


def test_standards_on_single_children_are_not_put_to_those_who_work_with_none() -> None:
    """The flaw of an earlier published audit."""
    for type_ in ("icb", "district", "crime_commissioner", "adult_services"):
        assert not set(DECIDING) & set(asked(of(type_)))
        assert set(DECIDING) <= set(asked(of(type_, about_1=("direct",))))


def test_what_an_organisation_says_it_does_opens_what_its_type_does_not() -> None:
    nothing = set(asked(of("school", about_1=("none",))))
    assert not {"9.1", "9.2", "9.4", "9.5"} & nothing
    everything = set(asked(of("school", about_1=("commission", "grants", "lettings"))))
    assert everything - nothing == {"9.1", "9.2", "9.4", "9.5"}


def test_area_nine_has_no_question_for_those_it_does_not_concern() -> None:
    assert [id_ for id_ in asked(of("fire")) if id_.startswith("9.")] == []


@pytest.mark.parametrize(
    ("type_", "record"),
    [
        ("council", ["evidence", "held", "dated", "review"]),
        ("school", ["evidence", "held", "dated"]),
        ("small_group", ["evidence"]),
    ],
)
@pytest.mark.parametrize("rating", ["0", "1", "2", "3"])
def test_the_record_of_evidence_is_longest_in_the_full_format(
    type_: str, record: list[str], rating: str
) -> None:
    known = of(type_)
    followed = [id_ for id_ in asked({**known, "1.1": rating}) if id_.startswith("1.1.")]
    wanted = (record if rating in "23" else []) + (["action", "lead", "due"] if rating in "012" else [])
    assert followed == [f"1.1.{part}" for part in wanted]


@pytest.mark.parametrize(
    ("scale", "rating", "parts"),
    [
        ("rag", "red", ["action", "lead", "due"]),
        ("rag", "amber", ["evidence", "action", "lead", "due"]),
        ("rag", "green", ["evidence"]),
        ("levels", "partly_met", ["evidence", "action", "lead", "due"]),
        ("percent", "25", ["action", "lead", "due"]),
        ("percent", "75", ["evidence", "action", "lead", "due"]),
        ("percent", "100", ["evidence"]),
        ("reflection", "Tom leads.", ["improve"]),
    ],
)
def test_follow_ups_on_every_scale(scale: str, rating: str, parts: list[str]) -> None:
    known = {**of("small_group"), "1.1": rating}
    followed = [id_ for id_ in asked(known, scale) if id_.startswith("1.1.")]
    assert followed == [f"1.1.{part}" for part in parts]


@pytest.mark.parametrize("scale", SCALES)
def test_contradictions_hold_on_every_scale_that_rates(scale: str) -> None:
    said = [one.say for one in shipped(scale).contradictions]
    assert len(said) == (0 if scale == "reflection" else 6)


@pytest.mark.parametrize("scale", ["", "rag", "levels", "percent"])
def test_scores_run_from_nothing_to_a_hundred(scale: str) -> None:
    options = options_of(shipped(scale), shipped(scale).items["1.1"])
    scores = [option.score for option in options if option.score is not None]
    assert (scores[0], scores[-1], len(scores)) == (0, 100, len(options))
    assert scores == sorted(scores)
    assert all(option.no_answer is not NoAnswer.NOT_APPLICABLE for option in options)


@pytest.mark.parametrize(
    ("scale", "said", "code"),
    [
        ("", "2", "2"),
        ("", "nothing yet", "0"),
        ("", "it's not in place yet", "0"),
        ("", "we've started but there are gaps", "1"),
        ("", "partly in place", "1"),
        ("", "patchy", "1"),
        ("", "in place everywhere", "2"),
        ("", "in place but not tested", "2"),
        ("", "in place and tested", "3"),
        ("", "3, tested in the audit", "3"),
        ("rag", "we're green", "green"),
        ("rag", "orange", "amber"),
        ("levels", "partially", "partly_met"),
        ("levels", "fully", "fully_met"),
        ("percent", "three quarters", "75"),
        ("percent", "75%", "75"),
        ("percent", "half", "50"),
    ],
)
def test_reads_what_people_say(scale: str, said: str, code: str) -> None:
    every = questions(shipped(scale))
    heard = hear(said, every["2.1"], TODAY, every)
    assert isinstance(heard, Accept)
    assert heard.answer.value == code


@pytest.mark.parametrize(
    ("scale", "said", "offered"),
    [
        ("", "in place", ("2", "3")),
        ("", "fully", ()),
        ("", "yes we do", ()),
        ("", "somewhere between 1 and 2", ("1", "2")),
        ("rag", "yes", ("3", "2")),
        ("rag", "amber moving to green", ("2", "3")),
        ("percent", "60", ()),
    ],
)
def test_asks_again_what_may_mean_two_steps(scale: str, said: str, offered: tuple[str, ...]) -> None:
    every = questions(shipped(scale))
    heard = hear(said, every["2.1"], TODAY, every)
    assert isinstance(heard, Doubt)
    assert tuple(choice.handle for choice in heard.choices) == offered
    assert all(isinstance(choice, Choice) for choice in heard.choices)


def test_a_standard_that_does_not_concern_somebody_is_declined() -> None:
    every = questions(shipped())
    heard = hear("not applicable", every["4.1"], TODAY, every)
    assert heard == Decline(NoAnswer.NOT_APPLICABLE, "")


@pytest.mark.parametrize("scale", SCALES)
def test_every_question_has_words_to_read_aloud_and_few_of_them(scale: str) -> None:
    for question in questions(shipped(scale)).values():
        aloud = question.say.to(Audience.INTERVIEWER)
        assert len(aloud.split()) <= 36, f"{question.id}: {len(aloud.split())} words"
        assert aloud.count("?") == 1, question.id


def test_who_is_in_date_is_told_as_a_share() -> None:
    in_date = shipped().items["5.4"]
    assert isinstance(in_date, Number)
    assert in_date.share_of == "5.3"


def test_comparisons_with_earlier_audits_lead_somewhere_and_say_where_they_break() -> None:
    others = [load_dialog(path) for path in (ROOT / "dialogs").glob("*.yaml")]
    assert list(dead(shipped(), others)) == []
    linked = [question for question in questions(shipped()).values() if question.same_as]
    assert len(linked) >= 25
    assert any(link.broken for question in linked for link in question.same_as)


def test_every_standard_has_a_probe_and_its_own_article_before_that_of_the_scale() -> None:
    for item in ratings():
        assert item.probe, item.item
        assert len(item.kb) == 2, item.item
        assert item.kb[1] == "rating_0_to_3"


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("type_", ["council", "school", "small_group"])
def test_is_held_from_the_first_question_to_the_last(type_: str, scale: str) -> None:
    organisation = shipped().organisation(type_)
    assert organisation is not None
    names = {"your_organisation": "your organisation", "organisation": "Hill House"}
    talk = Conversation(
        shipped(scale), Audience.LEAD, organisation.facts("online", "lead"), TODAY, names=names
    )
    talk.opening()
    held: list[str] = []
    while (question := talk.current) is not None:
        assert question.id not in held
        held.append(question.id)
        talk = respond(talk, Reply(_answer(question))).conversation
    assert talk.complete
    assert held == [question.id for question in talk.route]


def _answer(question: Question) -> str:
    if question.rates:
        return question.handle(question.options[len(question.id) % len(question.options)])
    if question.kind is Kind.MULTI:
        return "5"
    if question.kind is Kind.NUMBER:
        return "20"
    if question.kind is Kind.DATE and question.direction == "past":
        return "31 March 2026"
    return plain_answer(question)
