"""The plain face itself: how a sitting begins and ends, and what it does when the desk says no."""

from __future__ import annotations

import pytest

from s11chat.assurance.right import Role
from s11chat.engine.intent import Intent
from s11chat.engine.turn import Turn
from s11chat.errors import BusyError, StoreError
from s11chat.line.review import WORDS, Review
from s11chat.line.talk import Talk
from s11chat.services.desk import Desk
from s11chat.services.interviewing import Interview
from tests.office import CLUB, DISTRICT, PHRASE, PRACTICE, answer_on, delegate, docket, lead


def held(interview: Interview, *typed: str) -> list[str]:
    lines: list[str] = []
    Talk(interview, lines.append).hold(typed)
    return lines


@pytest.mark.parametrize(
    ("typed", "last"),
    [
        ((), "Paused at 1.1"),
        (("3",), "Paused at 1.1.evidence"),
        (("3", ":pause"), "Paused at 1.1.evidence"),
        (("3", ":quit", "Minutes"), "Paused at 1.1.evidence"),
        (("3\r\n",), "Paused at 1.1.evidence"),
    ],
)
def test_the_last_line_says_where_it_stands(desk: Desk, typed: tuple[str, ...], last: str) -> None:
    assert held(delegate(desk, PRACTICE), *typed)[-1] == last


def test_the_last_line_of_a_finished_talk(desk: Desk) -> None:
    interview = delegate(desk, PRACTICE)
    answer_on(interview)
    assert held(interview)[-1] == "Complete"
    other = delegate(desk, CLUB)
    answer_on(other, "8.3")
    assert held(other, ":skip")[-1] == "Paused at 8.3"
    assert held(delegate(desk, CLUB), ":finish", "y")[-1] == "Complete"


def test_handing_over_without_a_name(desk: Desk) -> None:
    interview = delegate(desk, PRACTICE)
    answer_on(interview)
    assert "Handed over to Ben Marsh." in held(interview, ":handover")
    part = desk.interview(desk.admit(lead(desk, DISTRICT).delegating.give("q2", "Eve Hart").code))
    assert held(part, ":skip", ":handover", "y")[-1] == "Part done, 1 question left open"
    asked = held(lead(desk, CLUB), ":handover", "Sue Barr, secretary", "y")
    assert "! To whom? Give a name, and their role if you know it." in asked
    assert "Handed over to Sue Barr, secretary." in asked
    assert desk.returned(CLUB).header.respondent == "Sue Barr"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (BusyError("It is in use: try again."), "! It is in use: try again. Your words were: most of them"),
        (StoreError("The disk is full: free some space."), "! The disk is full: free some space."),
    ],
)
def test_what_could_not_be_kept_is_said_and_the_talk_goes_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    interview = desk.interview_as_interviewer(DISTRICT)
    respond, refused = interview.respond, [error]

    def once(intent: Intent) -> tuple[Turn, ...]:
        if refused:
            raise refused.pop()
        return respond(intent)

    monkeypatch.setattr(interview, "respond", once)
    lines = held(interview, "most of them", "2")
    assert said in lines
    assert lines[-1] == "Paused at q2"


def test_whoever_a_parked_question_waits_for_is_given_a_code(desk: Desk) -> None:
    lines = held(delegate(desk, PRACTICE), ":ask", ":park ask Sue Roe in HR by Friday", ":ask", ":quit")
    assert lines[-1].startswith("Paused at")
    assert any(line.startswith("! Park a question first") for line in lines)
    assert "Type :ask to give Sue Roe in HR a code of their own for this question, or go on." in lines
    assert "= Sue Roe is asked for 1.1. Their code, shown only now:" in lines
    code = lines[lines.index("= Sue Roe is asked for 1.1. Their code, shown only now:") + 1].strip()
    assert {question.item for question in desk.interview(desk.admit(code)).conversation.route} == {"1.1"}


def test_contacts_are_replaced_by_those_who_may(desk: Desk) -> None:
    lines = held(
        desk.interview_as_interviewer(DISTRICT), ":contact Dana Fox, Safeguarding officer", ":contact ,"
    )
    assert "= Dana Fox answers from now on." in lines
    assert "! Say who answers from now on: :contact Ann Example, Head of Safety" in lines
    refused = held(delegate(desk, PRACTICE), ":contact Eve Hart")
    assert any(line.startswith("! A delegate may not replace the contact") for line in refused)


def test_every_word_of_the_docket_does_something(answered: Desk) -> None:
    lines: list[str] = []
    typed = {"quit": (), "phrase": ("phrase", PHRASE), "sign": ("sign 1 Ben Marsh", PHRASE)}
    script = [line for word in WORDS for line in typed.get(word, (word,))]
    Review(docket(answered, PRACTICE), lines.append, lambda _: None).hold(
        [*script, "", ":help", "QUIT", "xyzzy"]
    )
    assert lines[-1] == "Signed in part"
    assert not any("xyzzy" in line for line in lines)


def test_a_phrase_typed_at_a_terminal_is_asked_for_apart(answered: Desk) -> None:
    asked: list[str] = []
    lines: list[str] = []

    def secret(prompt: str) -> str:
        asked.append(prompt)
        return PHRASE

    Review(docket(answered, PRACTICE), lines.append, secret).hold(["phrase", "sign all Ben Marsh"])
    assert len(asked) == 2
    assert lines[-1] == "Signed off"
    assert not any(PHRASE in line for line in lines)


def test_a_lead_sees_who_gave_an_answer(answered: Desk) -> None:
    lines: list[str] = []
    Review(docket(answered, PRACTICE), lines.append, lambda _: None).hold(["show 1.1", "sign 1 Ben Marsh"])
    given = next(number for number, line in enumerate(lines) if line.strip().startswith("given by"))
    said = " ".join(" ".join(lines[given : given + 2]).split())
    assert said.startswith("given by Nell Thimble (delegate, online) on behalf of Ben Marsh, ")
    assert "! You have no signing phrase yet: type phrase first." in lines


def test_the_face_of_a_lead_speaks_to_a_lead(desk: Desk) -> None:
    assert any("your organisation" in line for line in held(lead(desk, DISTRICT)))
    assert desk.kept.access.of_wave("survey-08")[0].role == Role.LEAD
