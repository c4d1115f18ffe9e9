"""A scripted respondent means one thing by each answer, whatever it says around it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from s11chat.dialog.model import Dialog, Kind
from s11chat.dialog.question import Question, questions
from s11chat.fieldwork.respondent import Character, Respondent
from s11chat.language.read import read
from s11chat.language.reading import Act, Context
from tests.office import AUDIT

TODAY = date(2026, 3, 2)


def put(dialog: Dialog) -> list[Question]:
    return [question for question in questions(dialog).values() if question.kind is not Kind.STATEMENT]


@pytest.mark.parametrize("character", list(Character))
def test_the_same_seed_says_the_same(dialogs: Mapping[str, Dialog], character: Character) -> None:
    first, second = (Respondent(character, 7, TODAY) for _ in range(2))
    other = Respondent(character, 8, TODAY)
    said = [first.asked(question).words for question in put(dialogs[AUDIT])]
    assert said == [second.asked(question).words for question in put(dialogs[AUDIT])]
    assert said != [other.asked(question).words for question in put(dialogs[AUDIT])]


def test_what_is_meant_fits_the_question(dialogs: Mapping[str, Dialog]) -> None:
    for dialog in dialogs.values():
        for question in put(dialog):
            respondent = Respondent(Character.RAMBLING, 3, TODAY)
            respondent.asked(question)
            said = respondent.meant(question.id)
            assert said is not None
            codes = said.meant if isinstance(said.meant, tuple) else (said.meant,)
            if question.options:
                assert all(isinstance(code, str) and question.option(code) for code in codes)


def test_an_aside_is_followed_by_the_answer_once_asked_again(dialogs: Mapping[str, Dialog]) -> None:
    respondent = Respondent(Character.RELUCTANT, 1, TODAY)
    aside = next(q for q in put(dialogs[AUDIT]) if respondent.asked(q).aside)
    assert respondent.asked(aside).aside
    meant = respondent.meant(aside.id)
    assert respondent.asked(aside, again=True) == meant
    assert meant is not None
    assert not meant.aside


def test_a_brisk_respondent_is_read_as_meant(dialogs: Mapping[str, Dialog]) -> None:
    """What a brisk respondent says is plain enough to be typed as it is said."""
    wrong, asked = [], 0
    for dialog in dialogs.values():
        respondent = Respondent(Character.BRISK, 5, TODAY)
        for question in (q for q in put(dialog) if q.kind is Kind.SINGLE):
            said = respondent.asked(question)
            reading = read(said.words, question, Context(asked_on=TODAY))
            asked += 1
            if reading.act is Act.ANSWER and reading.codes != (said.meant,):
                wrong.append((question.id, said.words))
    assert asked > 50
    assert not wrong
