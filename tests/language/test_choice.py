"""One option of a list: what is read, and above all what is not."""

from __future__ import annotations

import pytest

from s11chat.dialog.question import Question
from s11chat.language.read import read
from s11chat.language.reading import Act, Command
from tests.language.example import (
    BARE,
    BODY,
    CONTEXT,
    OFTEN,
    POINTS,
    RATING,
    SCORE,
    SUPERVISION,
)


@pytest.mark.parametrize(
    ("question", "said", "code"),
    [
        # handles, places and codes
        (SUPERVISION, "2", "2"),
        (SUPERVISION, "2.", "2"),
        (SUPERVISION, "(3)", "3"),
        (SUPERVISION, "option four", "4"),
        (SUPERVISION, "number 1", "1"),
        (SUPERVISION, "the third one", "3"),
        (SUPERVISION, "2nd", "2"),
        (SUPERVISION, "er, three please", "3"),
        (RATING, "3", "F"),
        (RATING, "the middle one", "P"),
        (RATING, "last one", "F"),
        (RATING, "p", "P"),
        (SCORE, "75", "75"),
        (SCORE, "75 percent", "75"),
        (SCORE, "three quarters", "75"),
        (SCORE, "a hundred", "100"),
        (SCORE, "the second one", "25"),
        (POINTS, "0", "0"),
        (POINTS, "option three", "3"),
        # labels, aliases, their beginnings and what people say for them
        (SUPERVISION, "Fully in place!", "1"),
        (SUPERVISION, "finished and working", "1"),
        (SUPERVISION, "“currently being implemented”", "2"),
        (SUPERVISION, "planned", "3"),
        (SUPERVISION, "we are still drawing up plans", "4"),
        (SUPERVISION, "it is being rolled out", "2"),
        (SUPERVISION, "up and running", "1"),
        (RATING, "part met", "P"),
        (RATING, "unmet", "N"),
        (RATING, "in full", "F"),
        (OFTEN, "every three months", "Q"),
        (OFTEN, "once a year", "A"),
        (BODY, "county", "LA"),
        (BODY, "we are a metropolitan borough", "LA"),
        (BODY, "ambulance", "AMB"),
        # who says it, and how it is led into
        (SUPERVISION, "R: fully in place", "1"),
        (SUPERVISION, "resp says planned but not implemented", "3"),
        (SUPERVISION, "Well, I'd go for the planning stage", "4"),
        (RATING, "put us down as partly", "P"),
        # misspelled
        (SUPERVISION, "fuly in place", "1"),
        (OFTEN, "quartely", "Q"),
        (OFTEN, "montly", "M"),
        (RATING, "definitly not met", "N"),
        # taken back, or gone by
        (OFTEN, "weekly, no, sorry, monthly", "M"),
        (OFTEN, "weekly - hang on, quarterly", "Q"),
        (OFTEN, "it used to be weekly, now it's monthly", "M"),
        (RATING, "not partly, fully", "F"),
        (RATING, "it went from not met to partly met", "P"),
        (OFTEN, "quarterly, not annually", "Q"),
        # summed up
        (RATING, "the office does it, the depot does not, so put partly met", "P"),
        (SUPERVISION, "There was no money for years but it is being implemented.", "2"),
        (SUPERVISION, "not only planned, it's fully in place", "1"),
        # no answer
        (SUPERVISION, "no idea", "9"),
        (SUPERVISION, "I couldn't tell you", "9"),
    ],
)
def test_an_option_is_read(question: Question, said: str, code: str) -> None:
    reading = read(said, question, CONTEXT)
    assert (reading.act, reading.codes) == (Act.ANSWER, (code,)), reading
    assert reading.because


@pytest.mark.parametrize(
    ("question", "said"),
    [
        # denied
        (SUPERVISION, "not fully in place"),
        (SUPERVISION, "it isn't quite, if I'm truthful, fully in place"),
        (SUPERVISION, "we're not, to be fair, fully in place"),
        (SUPERVISION, "nowhere near fully in place"),
        (SUPERVISION, "nothing is in place"),
        (SUPERVISION, "I wouldn't say it's being implemented"),
        (SUPERVISION, "I don't think it's finished and working"),
        (SUPERVISION, "I don't"),
        (SUPERVISION, "neither planned nor implemented"),
        (SUPERVISION, "in place it is not"),
        (RATING, "not fully met"),
        (RATING, "fully met no partly"),
        (RATING, "fully met? hardly"),
        # hedged, hoped for, hearsay
        (SUPERVISION, "sort of in place"),
        (SUPERVISION, "I'd like to think it's fully in place"),
        (SUPERVISION, "it should be fully in place"),
        (SUPERVISION, "supposedly fully in place"),
        (SUPERVISION, "fully in place by Easter"),
        (SUPERVISION, "it will be implemented"),
        (SUPERVISION, "I doubt it's fully in place"),
        (SUPERVISION, "there is a plan to get it fully in place"),
        (SUPERVISION, "a long way from being fully in place"),
        (SUPERVISION, "they say it's fully in place"),
        (RATING, "fully met once the leaflet is printed"),
        (RATING, "fully met would be too strong"),
        (RATING, "partly met, maybe"),
        (RATING, "almost fully met"),
        # set against something else
        (SUPERVISION, "in place at the depot but not at the office"),
        (SUPERVISION, "in place for drivers and not for clerks"),
        (SUPERVISION, "fully in place, except the night shift"),
        (RATING, "fully, though the inspector disagrees"),
        # gone by
        (OFTEN, "it used to be monthly"),
        (SUPERVISION, "last year it was fully in place"),
        # two at once, or none
        (RATING, "partly, fully"),
        (RATING, "between not met and partly met"),
        (OFTEN, "monthly or quarterly"),
        (OFTEN, "weekly from the north and quarterly from the south"),
        (SUPERVISION, "1 or 2"),
        (SUPERVISION, "2 3"),
        (SUPERVISION, "1-3"),
        (OFTEN, "bimonthly"),
        (OFTEN, "twice a week"),
        (OFTEN, "as needed"),
        (OFTEN, "less than monthly"),
        (SUPERVISION, "7"),
        (SUPERVISION, "2.5"),
        (SUPERVISION, "-1"),
        (SUPERVISION, "we have 3 supervisors"),
        (SUPERVISION, "that one"),
        (SCORE, "80"),
        (SCORE, "2"),
        (SCORE, "25 or 50"),
        (BODY, "a former ambulance trust"),
        (BODY, "we work with the ambulance trust"),
        (SUPERVISION, "fully in place?"),
        (RATING, "met"),
        (SUPERVISION, "yes"),
    ],
)
def test_doubt_is_asked_again(question: Question, said: str) -> None:
    reading = read(said, question, CONTEXT)
    assert reading.act is Act.CLARIFY, reading
    assert not reading.codes
    assert all(question.option(code) for code in reading.candidates)


def test_a_doubt_offers_what_may_be_meant() -> None:
    assert read("monthly or quarterly", OFTEN, CONTEXT).candidates == ("M", "Q")
    assert read("not fully met", RATING, CONTEXT).candidates == ("P", "N")


def test_what_is_typed_exactly_needs_no_marking() -> None:
    for said in ("1", "Fully in place", "finished and working"):
        assert read(said, SUPERVISION, CONTEXT).exact
    assert not read("all done", SUPERVISION, CONTEXT).exact


def test_which_other_is_kept_as_said() -> None:
    reading = read("Other - a Hospice for Children", BODY, CONTEXT)
    assert (reading.codes, reading.value) == (("OTH",), "a Hospice for Children")
    assert read("other", BODY, CONTEXT).value is None
    assert read("the other trusts", BODY, CONTEXT).act is Act.CLARIFY


@pytest.mark.parametrize(
    ("said", "command"),
    [("don't know", Command.DONT_KNOW), ("does not apply to us", Command.NOT_APPLICABLE)],
)
def test_a_no_answer_without_an_option_is_told(said: str, command: Command) -> None:
    reading = read(said, BARE, CONTEXT)
    assert (reading.act, reading.command, reading.codes) == (Act.COMMAND, command, ())


@pytest.mark.parametrize("said", ["yes", "yes we do", "met", "we've met it", "we meet it"])
def test_a_yes_to_a_rating_is_a_doubt_with_candidates(said: str) -> None:
    """How far it is met is not said; the person chooses."""
    reading = read(said, RATING, CONTEXT)
    assert reading.act is Act.CLARIFY, reading
    assert set(reading.candidates) >= {"P", "F"}


def test_a_bare_n_a_is_not_applicable() -> None:
    assert read("n/a", RATING, CONTEXT).command is Command.NOT_APPLICABLE
