"""Replies of every kind, and what is said back."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from s11chat.dialog.model import Audience, NoAnswer
from s11chat.engine import event
from s11chat.engine.answer import READ, Answer, in_words
from s11chat.engine.intent import Explain, Remark, Reply
from s11chat.engine.respond import LONGEST
from s11chat.engine.turn import Ask, Choice, Confirmed, Ended, Finished, Guidance, Repair, Say
from s11chat.language.reading import Span
from tests.engine.sitting import begin


@pytest.mark.parametrize(
    ("dialog", "before", "text", "answer", "said"),
    [
        ("single", (), "1", Answer("yearly"), "Every year"),
        ("single", (), "annually", Answer("yearly"), "Every year"),
        ("single", (), "Never", Answer("never"), "Never"),
        ("multi", (), "1 3", Answer(("a", "c")), "Teachers; Governors"),
        ("multi", (), "governors and teachers", Answer(("a", "c")), "Teachers; Governors"),
        ("multi", (), "none of these", Answer(("none",)), "None of these"),
        ("yesno", (), "yes", Answer("yes"), "Yes"),
        ("yesno", (), "no", Answer("no"), "No"),
        ("grid", (), "2", Answer("2"), "Planned"),
        ("rating", (), "partly met", Answer("partly_met"), "Partly met"),
        ("number", (), "42", Answer(42.0), "42 people"),
        ("number", (), "0", Answer(0.0), "0 people"),
        ("number", ("42",), "1.5 hours", Answer(1.5), "1.5 hours"),
        ("date", (), "5 March 2026", Answer("2026-03-05"), "5 March 2026"),
        ("text", (), "Our  named person, Jo.", Answer("Our  named person, Jo."), "Our  named person, Jo."),
        ("numeric_codes", (), "0", Answer("0"), "Nothing yet"),
        ("numeric_codes", (), "3", Answer("3"), "Complete"),
        ("no_answer", (), "8", Answer("8", NoAnswer.DONT_KNOW), "Don't know"),
        ("no_answer", (), "don't know", Answer("8", NoAnswer.DONT_KNOW), "Don't know"),
    ],
)
def test_an_answer_is_recorded_and_said_back(
    dialog: str, before: tuple[str, ...], text: str, answer: Answer, said: str
) -> None:
    sitting = begin(dialog).say(*before)
    asked = sitting.at
    sitting.say(text)
    confirmed = sitting.turn(Confirmed)
    assert (confirmed.question.id, confirmed.said, confirmed.elsewhere) == (asked, said, False)
    assert confirmed.because
    (happened,) = sitting.told(event.Answered)
    assert isinstance(happened, event.Answered)
    assert (happened.question, happened.answer, happened.words) == (asked, answer, text)
    assert sitting.talk.answers[asked] == answer


@pytest.mark.parametrize(
    ("dialog", "text"),
    [
        ("single", "17"),
        ("single", "mauve"),
        ("yesno", "perhaps or perhaps not"),
        ("number", "501"),
        ("number", "-1"),
        ("number", "plenty"),
        ("date", "the thirty-eighth"),
        ("multi", "1 and 99"),
        ("numeric_codes", "4"),
    ],
)
def test_what_cannot_be_an_answer_is_asked_again_and_nothing_is_recorded(dialog: str, text: str) -> None:
    sitting = begin(dialog)
    asked = sitting.at
    sitting.say(text)
    assert sitting.turn(Repair).reason[-1] in ".?!"
    assert sitting.events == ()
    sitting.asks(asked)


def test_enter_alone_is_no_answer() -> None:
    sitting = begin("single").say("  ")
    assert sitting.turn(Repair).reason == "Please answer, or type :skip to leave it for now."
    assert sitting.events == ()


def test_a_range_is_kept_as_a_range_and_counts_with_its_lower_end() -> None:
    answer = Answer(Span(10, 20))
    assert Answer.from_json(answer.json()) == answer
    assert answer.known() == 10
    assert in_words(begin("number").talk.questions["q1"], answer) == "10 to 20 people"


def test_other_asks_which() -> None:
    sitting = begin("single").say("other")
    assert sitting.turns == (Repair("Which? A few words are enough."),)
    assert sitting.events == ()
    sitting.say("every full moon")
    assert sitting.answers == {"q1": Answer("other", other="every full moon")}
    assert sitting.turn(Confirmed).said == "Other, please say: every full moon"


def test_which_other_among_several() -> None:
    sitting = begin("multi").say("1, 4").say("the cook")
    assert sitting.answers == {"q1": Answer(("a", "other"), other="the cook")}
    assert sitting.turn(Confirmed).said == "Teachers; Other people: the cook"
    sitting.asks("q2")


def test_a_question_instead_of_the_missing_part_drops_what_waited() -> None:
    sitting = begin("single").say("other").do(Explain("supervision"))
    assert sitting.talk.pending is None
    sitting.asks("q1")
    sitting.say("1")
    assert sitting.answers == {"q1": Answer("yearly")}


@pytest.mark.parametrize("text", ["1 and none of these", "1 5"])
def test_an_exclusive_option_stands_alone(text: str) -> None:
    sitting = begin("multi").say(text)
    assert sitting.turn(Repair).choices == (Choice("1", "Teachers"), Choice("5", "None of these"))
    assert sitting.events == ()
    assert sitting.say("5").answers == {"q1": Answer(("none",))}
    sitting.asks("q3")


def test_numbers_in_words_count_in_conditions() -> None:
    sitting = begin("number").say("two hundred", "3")
    sitting.asks("q3")


def test_a_statement_is_read_and_takes_no_answer() -> None:
    sitting = begin("statement")
    assert [type(turn) for turn in sitting.talk.opening()] == [Say, type(sitting.talk.ask())]
    sitting.say("")
    assert sitting.answers == {"intro": Answer(READ)}
    assert not [turn for turn in sitting.turns if isinstance(turn, Confirmed)]
    sitting.asks("q1")
    sitting.say("yes")
    finished = sitting.turn(Finished)
    assert (finished.answered, finished.complete, finished.closing) == (1, True, "Thank you for your time.")
    assert in_words(sitting.talk.questions["intro"], Answer(READ)) == "Read"


def test_words_after_a_statement_go_on_and_are_kept() -> None:
    sitting = begin("statement").say("all right then")
    (happened,) = sitting.told(event.Answered)
    assert isinstance(happened, event.Answered)
    assert (happened.question, happened.words) == ("intro", "all right then")
    sitting.asks("q1")


def test_wishes_are_heard_at_a_statement() -> None:
    assert isinstance(begin("statement").say("quit").turn(Ended), Ended)
    assert isinstance(begin("statement").say("help").turn(Guidance), Guidance)
    assert begin("statement").say("?supervision").answers == {}


def test_codes_only_takes_numbers_and_labels_alone() -> None:
    sitting = begin("rating")
    sitting.talk = replace(sitting.talk, codes_only=True)
    sitting.say("we are partly there I would say")
    assert sitting.events == ()
    sitting.say("2")
    assert sitting.answers == {"1.1": Answer("partly_met")}


@pytest.mark.parametrize(
    "words",
    ["on 1.1 make that fully", "on 1.1, make that fully", "change 1.1 to fully"],
)
def test_an_earlier_answer_is_corrected_and_the_talk_stays_where_it_was(words: str) -> None:
    sitting = begin("rating").say("partly", "a plan", "1 June 2026")
    sitting.asks("1.2")
    sitting.say(words)
    confirmed = sitting.turn(Confirmed)
    assert (confirmed.question.id, confirmed.said, confirmed.elsewhere) == ("1.1", "Fully met", True)
    sitting.asks("1.1.evidence")
    sitting.say("the policy of 2025")
    sitting.asks("1.2")


def test_a_correction_at_the_end_is_heard() -> None:
    sitting = begin("numeric_codes").say("3")
    assert sitting.complete
    sitting.say("on q1 make that 1")
    assert sitting.answers["q1"] == Answer("1")
    assert sitting.told(event.Continued)
    sitting.asks("q2")


def test_words_at_the_end() -> None:
    done = begin("text").say("Everything.")
    assert done.complete
    assert isinstance(done.say("").turn(Finished), Finished)
    assert isinstance(done.say("thank you").turn(Finished), Finished)
    assert isinstance(done.say("quit").turn(Ended), Ended)
    assert isinstance(done.say("finish").turn(Finished), Finished)
    assert done.complete
    done.say("undo")
    assert done.answers == {}
    done.asks("q1")


def test_control_characters_and_escape_codes_are_taken_out() -> None:
    sitting = begin("text").say(
        "Our \x1b[31mred\x1b[0m\x07 flag\x00 \u202eback\u2069 \x1b]0;title\x07and \ud800 on"
    )
    answer = sitting.answers["q1"]
    assert answer == Answer("Our red flag back and  on")
    (happened,) = sitting.told(event.Answered)
    assert isinstance(happened, event.Answered)
    assert happened.words == "Our red flag back and  on"
    assert begin("text").say("\x1b[31m\x00").events == ()


def test_markup_formulas_and_templates_stay_words() -> None:
    for words in ("[b]bold[/b]", "=SUM(A1)+1", "<script>", "{{ lead }}", "'; drop table x; --"):
        sitting = begin("text").say(words)
        assert sitting.answers["q1"].value == words
        assert sitting.turn(Confirmed).said == words


@pytest.mark.parametrize(
    "intent", [Reply("x" * 1_000_000), Remark("y" * 1_000_000), Explain("z" * 1_000_000)]
)
def test_a_megabyte_is_refused_at_once(intent: Reply | Remark | Explain) -> None:
    sitting = begin("text")
    began = time.process_time()
    sitting.do(intent)
    assert time.process_time() - began < 0.5
    assert "1,000,000 characters; an answer holds up to 20,000" in sitting.turn(Repair).reason
    sitting.asks("q1")


def test_the_longest_answer_is_taken() -> None:
    words = "word " * (LONGEST // 5)
    began = time.process_time()
    sitting = begin("text").say(words)
    assert sitting.answers["q1"].value == words.strip()
    for dialog in ("single", "multi", "yesno", "number", "date", "grid"):
        begin(dialog).say(words)
    assert time.process_time() - began < 10


def test_a_doubt_offers_what_may_be_meant_by_what_is_typed_for_it() -> None:
    sitting = begin("multi").say("volunteers or governors")
    assert sitting.turn(Repair).choices == (Choice("2", "Volunteers"), Choice("3", "Governors"))
    assert sitting.events == ()
    sitting.asks("q1")


def test_wording_is_that_of_the_audience() -> None:
    turns = {audience: begin("wording", audience=audience).talk.ask() for audience in Audience}
    asked = {audience: turn.text for audience, turn in turns.items() if isinstance(turn, Ask)}
    assert asked == {
        Audience.INTERVIEWER: "What does Hill School do?",
        Audience.DELEGATE: "What does Hill School do, as far as you know?",
        Audience.LEAD: "What do you do as Hill School?",
    }
    first = begin("wording", audience=Audience.INTERVIEWER).talk.opening()[0]
    assert first == Say("Hello, may I speak to Ann Example?")
    lead = begin("wording").say("Care.")
    assert lead.turn(Finished).closing == "Thank you, Leo Example. It closes on 31 March 2026."


@pytest.mark.parametrize(
    ("dialog", "said"), [("date", "sometime soon"), ("number", "quite a few"), ("date", "next summer")]
)
def test_a_doubt_about_a_date_or_a_number_says_what_to_type(dialog: str, said: str) -> None:
    doubt = begin(dialog).say(said).turn(Repair)
    assert ". Type " in doubt.reason
    assert doubt.reason.endswith("; :skip leaves it open.")


@pytest.mark.parametrize(
    "said",
    [
        "no idea",
        "I don't know yet.",
        "nothing planned really",
        "nobody yet, sorry",
        "Not decided",
        "no plans at the moment",
    ],
)
def test_words_that_nothing_is_known_or_planned_are_asked_back_at_an_open_question(said: str) -> None:
    sitting = begin("text").say(said)
    assert "as the answer, or leave the question open?" in sitting.turn(Repair).reason
    assert not sitting.answers
    assert sitting.say("1").answers["q1"].value == said


@pytest.mark.parametrize(
    "said",
    [
        "nobody below the head",
        "no plans beyond the audit of 2027",
        "not decided: the board meets in May",
        "yes we do, every term",
    ],
)
def test_words_that_say_more_are_taken_as_they_are(said: str) -> None:
    assert begin("text").say(said).answers["q1"].value == said


@pytest.mark.parametrize("said", ["same again", "ditto", "Same as above."])
def test_the_answer_to_the_row_before_is_offered_and_not_taken(said: str) -> None:
    sitting = begin("grid").say("2", said)
    assert [choice.say for choice in sitting.turn(Repair).choices] == ["Planned"]
    assert "q1.b" not in sitting.answers
    assert sitting.say("yes").answers["q1.b"] == Answer("2")


def test_the_same_again_at_the_first_row_offers_nothing() -> None:
    assert not begin("grid").say("ditto").turn(Repair).choices
