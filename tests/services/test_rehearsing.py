"""A rehearsal: a made-up respondent speaks, what is typed is judged at the end, and nothing is stored anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from s11chat.dialog.model import Dialog, NoAnswer
from s11chat.engine.answer import in_words
from s11chat.engine.intent import Decline, Park, Probe, Remark, Reply, Stop
from s11chat.engine.turn import Ask, Ended, Finished, Heard, Say, Turn
from s11chat.errors import StateError
from s11chat.fieldwork.respondent import Character, Respondent
from s11chat.knowledge.library import Library
from s11chat.services.rehearsing import Rehearsal
from s11chat.settings import shipped
from tests.office import AUDIT

TODAY = date(2026, 3, 2)


def rehearsal(dialog: Dialog, character: Character, seed: int = 4) -> tuple[Rehearsal, Respondent]:
    organisation = dialog.organisations[0]
    respondent = Respondent(character, seed, TODAY, organisation.say)
    return Rehearsal(dialog, organisation, respondent, Library(shipped("kb")), "Ida", TODAY), respondent


def heard(turns: tuple[Turn, ...]) -> list[str]:
    return [turn.text for turn in turns if isinstance(turn, Heard)]


def held_well(held: Rehearsal, respondent: Respondent) -> tuple[Turn, ...]:
    """Types what is meant, asking again where nothing was answered."""
    turns = held.opening()
    for _ in range(1000):
        question = held.conversation.current
        if question is None:
            return turns
        (words,) = heard(turns)
        meant = respondent.meant(question.id)
        assert meant is not None
        if words != meant.words:
            turns = held.respond(Probe())
            continue
        said = meant.meant
        option = question.option(said) if isinstance(said, str) else None
        turns = held.respond(Reply(question.handle(option) if option else str(said)))
        if not heard(turns) and held.conversation.current is question:
            turns = (*held.respond(Reply("y")),)
    raise AssertionError("the rehearsal never ended")


@pytest.mark.parametrize("character", list(Character))
def test_taken_down_as_meant_there_is_nothing_to_report(
    dialogs: Mapping[str, Dialog], character: Character
) -> None:
    held, respondent = rehearsal(dialogs[AUDIT], character)
    turns = held_well(held, respondent)
    assert any(isinstance(turn, Finished) and turn.complete for turn in turns)
    told = turns[-1]
    assert isinstance(told, Say)
    assert "Everything was taken down as it was meant." in told.text
    assert "Nothing of this was kept." in told.text
    (ended,) = (turn for turn in held.respond(Stop()) if isinstance(turn, Ended))
    assert ended.text == "Nothing of this was kept."
    assert held.farewell() == ()


def test_what_was_misread_or_skipped_is_told_at_the_end(dialogs: Mapping[str, Dialog]) -> None:
    held, respondent = rehearsal(dialogs[AUDIT], Character.BRISK)
    first = held.opening()
    assert heard(first)
    question = held.conversation.current
    assert question is not None
    meant = respondent.meant(question.id)
    assert meant is not None
    wrong = next(option for option in question.options if option.code != meant.meant)
    held.respond(Reply(wrong.say))
    second = held.conversation.current
    assert second is not None
    held.respond(Decline(NoAnswer.NOT_ANSWERED))
    third = held.conversation.current
    assert third is not None
    held.respond(Park("a colleague"))
    (ended,) = (turn for turn in held.respond(Stop()) if isinstance(turn, Ended))
    right = in_words(question, held.conversation.answers[question.id])
    assert f"{question.id} was recorded as: {right}; meant was:" in ended.text
    assert f"{second.id} was recorded as: Not answered" in ended.text
    assert f"{third.id} was parked" in ended.text


def with_an_aside(dialog: Dialog) -> tuple[Rehearsal, str]:
    """A rehearsal that begins with an aside, and the answer meant by its first question."""
    for seed in range(40):
        held, respondent = rehearsal(dialog, Character.RELUCTANT, seed)
        (words,) = heard(held.opening())
        meant = respondent.meant("1.1")
        assert meant is not None
        if words != meant.words:
            return held, str(meant.meant).replace("_", " ")
    raise AssertionError("nobody was reluctant")


def test_an_answer_recorded_on_an_aside_is_told(dialogs: Mapping[str, Dialog]) -> None:
    held, meant = with_an_aside(dialogs[AUDIT])
    held.respond(Reply(meant))
    assert "1.1 was recorded before it had been answered" in "\n".join(held.debriefing())


def test_the_respondent_speaks_to_each_question_once(dialogs: Mapping[str, Dialog]) -> None:
    held, _ = rehearsal(dialogs[AUDIT], Character.BRISK)
    assert isinstance(held.opening()[-2], Ask)
    assert heard(held.respond(Remark("busy line"))) == []
    assert held.remarks() == 1
    assert len(heard(held.respond(Reply("fully met")))) == 1


def test_what_a_rehearsal_cannot_do_is_said(dialogs: Mapping[str, Dialog]) -> None:
    held, _ = rehearsal(dialogs[AUDIT], Character.BRISK)
    with pytest.raises(StateError, match="keeps no answers"):
        held.review()
    with pytest.raises(StateError, match="answers throughout"):
        held.replace_contact("Ann Example", "")
