"""The shipped 2008 dialog holds against the published frame and code book, and can be read aloud."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from s11chat.dialog.condition import MODES, ROLES, Value
from s11chat.dialog.load import load_dialog
from s11chat.dialog.model import Audience, Dialog, Kind, Multi, NoAnswer, Option
from s11chat.dialog.question import Question, questions
from s11chat.dialog.wording import render

ROOT = Path(__file__).parent.parent
PUBLISHED = Path(__file__).parent / "data"
MOST_WORDS = 35
NAMES = {
    "organisation": "Anytown and Shire County Council",
    "your_organisation": "the organisation you answer for",
}
NOT_FOR_SHA = {
    *(f"q3.{row}" for row in "dfij"),
    "q4",
    *(f"q7.{row}" for row in "cfg"),
    *(f"q10.{row}" for row in "abcde"),
}
OPEN = {"q12", "q13", "q14"}
HEDGES = re.compile(r"^(not|mostly|partly|nearly|almost|maybe|perhaps|probably|possibly|sort of|kind of)\b")


@pytest.fixture(scope="module")
def dialog() -> Dialog:
    return load_dialog(ROOT / "dialogs" / "dcsf-2008.yaml")


@pytest.fixture(scope="module")
def asked(dialog: Dialog) -> Mapping[str, Question]:
    return questions(dialog)


def rows(name: str) -> list[dict[str, str]]:
    with (PUBLISHED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def question_id(column: str) -> str:
    """Q3A is q3.a, Q2 is q2."""
    found = re.fullmatch(r"Q(\d+)([A-M]?)", column)
    assert found is not None, column
    return f"q{found[1]}" + (f".{found[2].lower()}" if found[2] else "")


def code_book() -> dict[str, list[str]]:
    """The published codes of every closed question; the boxes of q5 are its options."""
    codes: dict[str, list[str]] = {}
    for entry in rows("dcsf-2008-codebook.csv"):
        column, _, box = entry["column"].partition("_")
        if column.lower() not in OPEN:
            codes.setdefault(question_id(column), []).append(box.lower() or entry["code"])
    return codes


def lists(dialog: Dialog) -> Iterator[tuple[str, tuple[Option, ...]]]:
    for question in questions(dialog).values():
        if question.options:
            yield question.id, question.options


def route(
    dialog: Dialog, organisation_type: str, mode: str, role: str, training: str | None = None
) -> list[str]:
    """The ids asked when q7.f is answered with `training`."""
    organisation = dialog.organisation(organisation_type)
    assert organisation is not None
    known: dict[str, Value] = dict(organisation.facts(mode, role))
    ids = []
    for question in questions(dialog).values():
        if question.asked(known):
            ids.append(question.id)
            if question.id == "q7.f" and training is not None:
                known[question.id] = training
    return ids


def test_types_are_those_of_the_frame(dialog: Dialog) -> None:
    frame = [
        (row["type_code"], row["type"], row["group"].replace(" ", "_"), row["lead_role"])
        for row in rows("dcsf-2008-frame.csv")
    ]
    assert [(o.type, o.say, o.group, o.lead) for o in dialog.organisations] == frame


def test_the_edition_and_source_are_named(dialog: Dialog) -> None:
    assert (dialog.dialog, dialog.version) == ("dcsf-2008", "1.0.0")
    assert (dialog.guidance.valid_from, dialog.guidance.valid_to) == ("2005-04", "2013-03")
    assert [(s.publication, s.part) for s in dialog.sources] == [("DCSF-RR085 (2009)", "Appendix 3")]


def test_items_and_rows_are_complete_and_in_order(dialog: Dialog, asked: Mapping[str, Question]) -> None:
    assert list(dialog.items) == [f"q{number}" for number in range(1, 18)]
    for item, letters in {"q3": "abcdefghijklm", "q7": "abcdefg", "q10": "abcde"}.items():
        assert [q.id for q in asked.values() if q.item == item] == [f"{item}.{row}" for row in letters]


def test_codes_are_those_of_the_code_book(asked: Mapping[str, Question]) -> None:
    published = code_book()
    closed = {question.id: [o.code for o in question.options] for question in asked.values()}
    assert {id_: codes for id_, codes in closed.items() if codes} == published
    for question in asked.values():
        assert len({option.say for option in question.options}) == len(published.get(question.id, ()))
    assert {question.id for question in asked.values() if question.kind is Kind.TEXT} == OPEN


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("organisation_type", ["DC", "PRIS", "SHA"])
def test_routes(dialog: Dialog, organisation_type: str, mode: str, role: str) -> None:
    off = {"q15"} if mode == "telephone" else set()
    if (mode, role) == ("online", "lead"):
        off |= {"q16"}
    if organisation_type == "SHA":
        off |= NOT_FOR_SHA
    expected = [id_ for id_ in questions(dialog) if id_ not in off]
    assert route(dialog, organisation_type, mode, role, training="1") == expected


@pytest.mark.parametrize(
    ("training", "follows"),
    [("1", True), ("2", True), ("3", True), ("4", False), ("5", False), (None, False)],
)
def test_updates_are_asked_where_training_is_at_least_planned(
    dialog: Dialog, training: str | None, follows: bool
) -> None:
    assert ("q8" in route(dialog, "DC", "telephone", "lead", training)) is follows


def test_only_the_question_on_the_leads_own_knowledge_is_reserved(asked: Mapping[str, Question]) -> None:
    assert {question.item for question in asked.values() if question.reserved} == {"q10"}


def test_no_answers_stay_in_the_base_and_are_not_read_out(dialog: Dialog) -> None:
    kinds: dict[str, set[NoAnswer]] = {}
    for id_, options in lists(dialog):
        for option in options:
            if option.no_answer is not None:
                assert option.in_base
                assert not option.read_out
                kinds.setdefault(id_.partition(".")[0], set()).add(option.no_answer)
    dont_know = {NoAnswer.DONT_KNOW}
    assert kinds == {
        **dict.fromkeys(("q2", "q3", "q6", "q7", "q10", "q11", "q17"), dont_know),
        "q8": dont_know | {NoAnswer.NOT_APPLICABLE},
        "q16": {NoAnswer.NOT_ANSWERED},
    }


def test_champions_may_be_several_another_or_nobody(dialog: Dialog) -> None:
    champion = dialog.items["q5"]
    assert isinstance(champion, Multi)
    assert [option.code for option in champion.options if option.exclusive] == ["o"]
    assert [option.code for option in champion.options if option.specify] == ["n"]


def test_what_is_read_aloud_is_short(asked: Mapping[str, Question]) -> None:
    for question in asked.values():
        parts = [part for part in (question.stem, question.say) if part is not None]
        text = " ".join(render(part.to(Audience.INTERVIEWER), NAMES) for part in parts)
        assert len(text.split()) <= MOST_WORDS, f"{question.id}: {text}"


def test_no_word_names_two_options(dialog: Dialog) -> None:
    for id_, options in lists(dialog):
        words = [word.casefold() for option in options for word in (option.say, *option.also)]
        assert len(words) == len(set(words)), f"{id_}: {sorted({w for w in words if words.count(w) > 1})}"


def test_no_other_word_negates_or_hedges(dialog: Dialog) -> None:
    for id_, options in lists(dialog):
        for option in options:
            assert [word for word in option.also if HEDGES.match(word.casefold())] == [], id_


def test_every_question_leads_to_an_article(asked: Mapping[str, Question]) -> None:
    assert [question.id for question in asked.values() if not question.kb] == []
    for question in asked.values():
        if question.item in ("q3", "q7"):
            assert question.kb[-1] == "progress_scale"
            assert len(question.kb) == 2
