"""Explaining in the middle of the talk, and the words that stand for keys."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from s11chat.dialog.load import load_dialog
from s11chat.dialog.model import Audience, NoAnswer
from s11chat.engine import event
from s11chat.engine.conversation import Conversation
from s11chat.engine.intent import (
    About,
    Back,
    Decline,
    Depth,
    Explain,
    Finish,
    Guide,
    HandOver,
    Intent,
    Park,
    Pause,
    Remark,
    Repeat,
    Revisit,
    Safeguard,
    Stop,
    Undo,
)
from s11chat.engine.spoken import WORDS, intent_of
from s11chat.engine.turn import Explained, Repair
from s11chat.errors import UsageError
from s11chat.knowledge.library import Library
from s11chat.settings import shipped
from tests.engine.sitting import NAMES, TODAY, Sitting, begin


@cache
def library() -> Library:
    return Library(shipped("kb"))


def audit() -> Sitting:
    script = load_dialog(shipped("dialogs") / "chscb-2011.yaml")
    facts = script.organisations[0].facts("online", "lead")
    talk = Conversation(script, Audience.LEAD, facts, TODAY, names=NAMES, library=library())
    return Sitting(replace(talk, revisiting="1.2"))


@pytest.mark.parametrize("depth", list(Depth))
def test_the_question_on_the_screen_is_explained_at_each_depth(depth: Depth) -> None:
    sitting = audit().do(Explain(depth=depth))
    article = library().get("supervision")
    assert article is not None
    explained = sitting.turn(Explained)
    texts = {Depth.SENTENCE: article.sentence, Depth.PRACTICE: article.practice, Depth.LAW: article.law}
    assert (explained.article, explained.text, explained.others) == ("supervision", texts[depth], ())
    assert explained.deeper is {Depth.SENTENCE: Depth.PRACTICE, Depth.PRACTICE: Depth.LAW}.get(depth)
    assert sitting.events == (event.HelpUsed("1.2", "supervision", depth),)
    sitting.asks("1.2")


@pytest.mark.parametrize(("words", "article"), [("crb", "crb_checks"), ("supervision", "supervision")])
def test_an_article_is_found_by_words_and_the_question_asked_again(words: str, article: str) -> None:
    sitting = audit().do(Explain(words))
    explained = sitting.turn(Explained)
    assert explained.article == article
    assert len(explained.others) <= 3
    sitting.asks("1.2")
    assert sitting.answers == {}


@pytest.mark.parametrize(
    "text", ["?supervision", "what does supervision mean?", "what do you mean by supervision?"]
)
def test_a_question_in_the_talk_is_answered_with_an_article(text: str) -> None:
    sitting = audit().say(text)
    assert sitting.turn(Explained).article == "supervision"
    sitting.asks("1.2")


def test_nothing_found_is_said_and_the_question_asked_again() -> None:
    sitting = audit().do(Explain("qqqqzzzz " * 100))
    reason = sitting.turn(Repair).reason
    assert reason.startswith("There is no article about 'qqqqzzzz ")
    assert len(reason) < 120
    assert sitting.events == ()
    sitting.asks("1.2")
    assert begin("single").do(Explain()).turn(Repair).reason == (
        "There is no article about this question. Try other words."
    )


def test_explaining_at_the_end() -> None:
    sitting = begin("text", library=library()).say("Much.").do(Explain("supervision"))
    assert sitting.turn(Explained).article == "supervision"
    assert sitting.events == (event.HelpUsed("", "supervision", Depth.SENTENCE),)


@pytest.mark.parametrize(
    ("line", "intent"),
    [
        (":back", Back()),
        (" :B ", Back()),
        (":undo", Undo()),
        (":repeat", Repeat()),
        (":go 5.1", Revisit("5.1")),
        (":why", Explain()),
        (":why crb", Explain("crb")),
        (":good", Explain("", Depth.PRACTICE)),
        (":law", Explain("", Depth.LAW)),
        ("?", Explain()),
        ("?crb", Explain("crb")),
        ("?? crb", Explain("crb")),
        (":skip", Decline(NoAnswer.NOT_ANSWERED)),
        (":dk", Decline(NoAnswer.DONT_KNOW)),
        (":na no staff", Decline(NoAnswer.NOT_APPLICABLE, "no staff")),
        (":refuse", Decline(NoAnswer.REFUSED)),
        (":park Jane in HR by Friday", Park("Jane in HR", "Friday")),
        (":park", Park("")),
        (":note late", Remark("late")),
        (":casenote merged", Remark("merged", About.CASE)),
        (":contactnote away", Remark("away", About.CONTACT)),
        (":pause Tuesday 10:00", Pause("Tuesday 10:00")),
        (":handover Ann", HandOver("Ann")),
        (":finish", Finish()),
        (":concern", Safeguard()),
        (":help", Guide()),
        (":quit", Stop()),
        (":review", "review"),
        (":contact Ann, Head", "contact Ann, Head"),
        ("partly", None),
        (":", None),
        ("", None),
    ],
)
def test_words_that_stand_for_keys(line: str, intent: Intent | str | None) -> None:
    assert intent_of(line) == intent


def test_a_word_that_does_not_exist_is_told_with_the_one_meant() -> None:
    with pytest.raises(
        UsageError, match=r"There is no :bakc \(did you mean 'back'\?\); :help lists the words\."
    ):
        intent_of(":bakc")
    with pytest.raises(UsageError):
        intent_of(":" + "x" * 100_000)


def test_no_word_means_two_things() -> None:
    names = [name for word in WORDS for name in (word.name, *word.also)]
    assert len(names) == len(set(names))
    assert all(word.usage.startswith(f":{word.name}") and word.does for word in WORDS)
