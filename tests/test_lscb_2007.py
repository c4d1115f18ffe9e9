"""The survey of boards and the interview with chairs as shipped: what is asked, of whom, and what answers sort under."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from s11chat.dialog.condition import Known
from s11chat.dialog.load import load_dialog
from s11chat.dialog.model import Audience, Dialog, Kind, Ranking
from s11chat.dialog.question import Question, questions
from s11chat.dialog.trend import dead, trend
from s11chat.engine.hearing import Doubt, hear
from s11chat.engine.pending import Accept
from s11chat.settings import shipped
from tests.test_published import figures

BOARD, CHAIRS = "lscb-2007", "lscb-2007-chairs"
BOTH = (BOARD, CHAIRS)
ALWAYS = [
    "authority",
    "police",
    "probation",
    "pct",
    "trusts",
    "yos",
    "connexions",
    "cafcass",
    "voluntary",
    "state_schools",
    "independent_schools",
    "colleges",
    "cps",
]
"""Members every board is asked about."""


@cache
def script(id_: str) -> Dialog:
    """A dialog in the repository's own file."""
    return load_dialog(shipped("dialogs") / f"{id_}.yaml")


def asked(id_: str, known: Known) -> list[str]:
    """The questions asked of somebody of whom this much is known."""
    return [question.id for question in questions(script(id_)).values() if question.asked(known)]


def of(type_code: str) -> dict[str, str]:
    """What is known of a board before any answer."""
    organisation = script(BOARD).organisation(type_code)
    assert organisation is not None
    return {"organisation.type": type_code, "organisation.group": str(organisation.group)}


def heard(id_: str, question: str, words: str) -> object:
    """What a first reading makes of these words."""
    table = questions(script(id_))
    found = hear(words, table[question], date(2007, 11, 1), table)
    return found.answer.value if isinstance(found, Accept) else found


def open_questions(id_: str) -> list[Question]:
    return [question for question in questions(script(id_)).values() if question.kind is Kind.TEXT]


@pytest.mark.parametrize("id_", BOTH)
def test_names_its_edition_and_its_source(id_: str) -> None:
    dialog = script(id_)
    assert (dialog.dialog, dialog.version) == (id_, "1.0.0")
    assert (dialog.guidance.valid_from, dialog.guidance.valid_to) == ("2006-04", "2010-03")
    assert all("joint chief inspectors' report (2008)" in source.publication for source in dialog.sources)
    assert {o.type: o.lead for o in dialog.organisations} == dict.fromkeys(
        ("county", "unitary", "metropolitan", "london"), "Chair of the board"
    )


def test_has_the_parts_of_the_survey_in_their_order() -> None:
    sections = [section.section for section in script(BOARD).sections]
    assert sections == ["chair", "members", "resources", "priorities", "partnerships", "impact", "reviews"]
    for number, section in enumerate(script(BOARD).sections, 1):
        assert {item.item.partition(".")[0] for item in section.items} == {str(number)}


def test_the_chair_is_one_of_the_four_published_kinds_or_nobody() -> None:
    for id_, question in ((BOARD, "1.1"), (CHAIRS, "c1")):
        codes = [option.code for option in questions(script(id_))[question].options]
        assert codes[:4] == ["dcs", "independent", "officer", "partner"]
    assert "1.2" not in asked(BOARD, {"1.1": "vacant"})
    assert "1.3" in asked(BOARD, {"1.1": "independent"})
    assert "1.3" not in asked(BOARD, {"1.1": "dcs"})


@pytest.mark.parametrize("type_code", ["county", "unitary", "metropolitan", "london"])
def test_districts_are_members_and_contributors_below_a_county_alone(type_code: str) -> None:
    ids = asked(BOARD, of(type_code))
    seats = [id_.split(".")[2] for id_ in ids if id_.endswith(".sits")]
    districts = ["districts"] if type_code == "county" else []
    assert seats == [ALWAYS[0], *districts, *ALWAYS[1:]]
    assert ("3.2.districts.gives" in ids) == bool(districts)


def test_secure_settings_and_armed_forces_are_asked_about_where_there_are_some() -> None:
    ids = asked(BOARD, {**of("london"), "2.2": ("secure", "forces")})
    assert {"2.3.secure.sits", "2.3.forces.sits"} <= set(ids)
    assert not {"2.3.secure.sits", "2.3.forces.sits"} & set(asked(BOARD, {**of("london"), "2.2": ("none",)}))


def test_a_seat_opens_rank_and_attendance_and_an_empty_one_its_reason() -> None:
    known: Known = {**of("unitary"), "2.1": 6.0}

    def opened(answer: str) -> list[str]:
        return [id_ for id_ in asked(BOARD, {**known, "2.3.cps.sits": answer}) if id_.startswith("2.3.cps.")]

    assert opened("yes") == ["2.3.cps.sits", "2.3.cps.post", "2.3.cps.attended"]
    assert opened("no") == ["2.3.cps.sits", "2.3.cps.why_not"]
    assert "2.4.cps" in asked(BOARD, {**known, "2.3.cps.sits": "yes"})
    assert "2.3.cps.attended" not in asked(BOARD, {**known, "2.1": 0.0, "2.3.cps.sits": "yes"})


def test_parts_are_told_of_their_wholes() -> None:
    shares = {q.id: q.share_of for q in questions(script(BOARD)).values() if q.share_of}
    assert {whole for id_, whole in shares.items() if id_.startswith("2.3.")} == {"2.1"}
    assert {whole for id_, whole in shares.items() if id_.startswith("3.2.")} == {"3.1"}
    rest = {id_: whole for id_, whole in shares.items() if not id_.startswith(("2.3.", "3.2."))}
    assert rest == {"3.4": "3.3", "6.3": "6.2", "7.2": "7.1", "7.3": "7.2"}


def test_money_is_asked_for_where_there_is_some() -> None:
    known: Known = {**of("unitary"), "3.1": 1000.0}
    assert "3.2.police.pounds" not in asked(BOARD, {**known, "3.2.police.gives": ("staff",)})
    assert "3.2.police.pounds" in asked(BOARD, {**known, "3.2.police.gives": ("money", "staff")})
    assert "3.2.police.basis" in asked(BOARD, {"3.2.police.gives": ("money",)})


def test_priorities_are_ranked_and_stand_in_the_published_order() -> None:
    item = script(BOARD).items["4.1"]
    assert isinstance(item, Ranking)
    assert item.places == 5
    printed = [one.counted for one in figures(BOARD) if one.table == "figure2" and one.of == "4.1"]
    assert [option.code for option in item.options][:10] == printed
    assert heard(BOARD, "4.1", "bullying, training and child death review") == (
        "bullying",
        "training",
        "deaths",
    )


def test_reviews_are_told_of_one_by_one_and_only_where_there_are_some() -> None:
    assert "7.4.1" not in asked(BOARD, {"7.2": 0.0})
    first: Known = {"7.2": 2.0, "7.4.1": "yes"}
    assert {"7.4.1.begun", "7.4.1.state", "7.4.2"} <= set(asked(BOARD, first))
    assert "7.4.1.checked" not in asked(BOARD, {**first, "7.4.1.state": "running"})
    assert "7.4.1.checked" in asked(BOARD, {**first, "7.4.1.state": "acted"})
    assert "7.4.3" not in asked(BOARD, {**first, "7.4.2": "no"})


@pytest.mark.parametrize(
    ("question", "words", "code"),
    [
        ("1.1", "the director of children's services", "dcs"),
        ("1.1", "an independent person", "independent"),
        ("1.1", "an outsider", "independent"),
        ("1.1", "between chairs", "vacant"),
        ("2.5", "all of them", "all"),
        ("2.3.police.post", "superintendent", "second"),
        ("3.5", "hardly any", "little"),
        ("3.2.pct.basis", "same as last year", "history"),
        ("5.1", "it is there already", "now"),
        ("5.6", "not written down", "practice"),
        ("6.5", "not yet", "never"),
        ("7.5", "case by case", "discussed"),
    ],
)
def test_knows_the_words_people_use(question: str, words: str, code: str) -> None:
    assert heard(BOARD, question, words) == code


@pytest.mark.parametrize(("question", "words"), [("1.1", "somebody well known"), ("4.3.training", "yes")])
def test_what_says_too_little_is_asked_again(question: str, words: str) -> None:
    assert isinstance(heard(BOARD, question, words), Doubt)


@pytest.mark.parametrize("id_", BOTH)
def test_no_word_names_two_options(id_: str) -> None:
    for question in questions(script(id_)).values():
        words = [w.casefold() for option in question.options for w in {option.say, *option.also}]
        assert len(words) == len(set(words)), (question.id, {w for w in words if words.count(w) > 1})


@pytest.mark.parametrize("id_", BOTH)
def test_what_is_read_aloud_is_short_and_asks_once(id_: str) -> None:
    for question in questions(script(id_)).values():
        aloud = question.say.to(Audience.INTERVIEWER)
        assert len(aloud.split()) <= 35, question.id
        assert (question.stem or question.say).to(Audience.INTERVIEWER).count("?") == 1, question.id


@pytest.mark.parametrize("id_", BOTH)
def test_every_open_question_has_a_code_frame_that_takes_whatever_is_said(id_: str) -> None:
    for question in open_questions(id_):
        if question.id == "c16":
            continue
        codes = [theme.code for theme in question.code_frame]
        assert "other" in codes, question.id
        assert 5 <= len(codes) <= 9, question.id


@pytest.mark.parametrize("id_", BOTH)
def test_probes_are_neutral(id_: str) -> None:
    """No probe names a label of the code frame, and every framed question has one."""
    for question in open_questions(id_):
        if question.code_frame:
            assert question.probe, question.id
            assert not [t.say for t in question.code_frame if t.say.casefold() in question.probe.casefold()]


def test_chairs_are_interviewed_in_their_own_words() -> None:
    table = questions(script(CHAIRS))
    assert list(table) == [f"c{number}" for number in range(1, 17)]
    closed = [question.id for question in table.values() if question.kind is not Kind.TEXT]
    assert closed == ["c1", "c5"]
    assert "c6" in asked(CHAIRS, {"c5": ("forces",)})
    assert "c6" not in asked(CHAIRS, {"c5": ("none",)})


def test_links_lead_to_the_survey_of_2008_and_from_the_interview_to_the_survey() -> None:
    dialogs = [script(id_) for id_ in ("dcsf-2008", *BOTH)]
    for dialog in dialogs[1:]:
        assert list(dead(dialog, dialogs)) == []
    threads = {frozenset(point.question for point in thread.points): thread for thread in trend(dialogs)}
    wanted = {"q14", "7.6", "c15"}
    (thread,) = [thread for asked_in, thread in threads.items() if "c15" in asked_in]
    assert {point.question for point in thread.points} == wanted
    assert {(one.later, one.earlier) for one in thread.breaks} == {
        ("lscb-2007/7.6", "dcsf-2008/q14"),
        ("lscb-2007-chairs/c15", "dcsf-2008/q14"),
    }
    seats = next(asked_in for asked_in in threads if "q6" in asked_in)
    assert {"2.3.police.sits", "2.3.cafcass.sits", "c5"} <= seats
