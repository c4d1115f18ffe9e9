"""Ways of not answering: declined, not applicable, left to the lead, parked, paused, handed over, finished."""

from __future__ import annotations

from dataclasses import replace

import pytest

from s11chat.dialog.model import NoAnswer
from s11chat.engine import event
from s11chat.engine.answer import Answer
from s11chat.engine.closing import tally
from s11chat.engine.intent import (
    About,
    Back,
    Decline,
    Finish,
    Guide,
    HandOver,
    Park,
    Pause,
    Remark,
    Revisit,
    Safeguard,
    Stop,
    Undo,
    name_and_place,
    who_and_when,
)
from s11chat.engine.progress import progress
from s11chat.engine.spoken import intent_of
from s11chat.engine.turn import (
    Ask,
    Confirmed,
    Ended,
    Finished,
    Guidance,
    Referral,
    Repair,
    Say,
    Waiting,
)
from tests.engine.sitting import begin

SKIP = Decline(NoAnswer.NOT_ANSWERED)


@pytest.mark.parametrize("kind", [NoAnswer.DONT_KNOW, NoAnswer.REFUSED, NoAnswer.NOT_ANSWERED])
def test_each_kind_of_no_answer_is_kept_apart(kind: NoAnswer) -> None:
    sitting = begin("single").do(Decline(kind))
    assert sitting.answers == {"q1": Answer(no_answer=kind)}
    assert (
        sitting.turn(Confirmed).said
        == {
            NoAnswer.DONT_KNOW: "Don't know",
            NoAnswer.REFUSED: "Refused",
            NoAnswer.NOT_ANSWERED: "Not answered",
        }[kind]
    )
    assert sitting.talk.left(sitting.talk.questions["q1"]) is (kind is NoAnswer.NOT_ANSWERED)
    sitting.asks("q2")


def test_not_applicable_needs_a_reason() -> None:
    sitting = begin("single").do(Decline(NoAnswer.NOT_APPLICABLE, " \x1b[0m "))
    assert sitting.turns == (Repair("Why does it not apply? A few words are enough."),)
    assert sitting.events == ()
    sitting.say("")
    assert sitting.talk.pending is None, "Enter alone is no reason"
    sitting.do(Decline(NoAnswer.NOT_APPLICABLE)).say("we have no staff")
    assert sitting.answers == {"q1": Answer(no_answer=NoAnswer.NOT_APPLICABLE, reason="we have no staff")}
    assert sitting.turn(Confirmed).said == "Not applicable (we have no staff)"


def test_the_dialogs_own_option_is_used_where_it_has_one() -> None:
    sitting = begin("no_answer").do(Decline(NoAnswer.DONT_KNOW))
    assert sitting.answers == {"q1": Answer("8", NoAnswer.DONT_KNOW)}
    assert sitting.do(Undo(), Decline(NoAnswer.REFUSED)).answers == {"q1": Answer("9", NoAnswer.REFUSED)}
    sitting.do(Undo(), Decline(NoAnswer.NOT_APPLICABLE, "no staff"))
    assert sitting.answers == {"q1": Answer("0", NoAnswer.NOT_APPLICABLE, reason="no staff")}
    assert sitting.do(Undo(), SKIP).answers == {"q1": Answer(no_answer=NoAnswer.NOT_ANSWERED)}


def test_the_option_of_a_multi_is_used_too() -> None:
    by_word, by_key = begin("multi").say("don't know"), begin("multi").do(Decline(NoAnswer.DONT_KNOW))
    assert by_word.answers == by_key.answers == {"q1": Answer(("dk",), NoAnswer.DONT_KNOW)}


@pytest.mark.parametrize("kind", [NoAnswer.OFF_ROUTE, NoAnswer.NOT_REACHED])
def test_what_the_route_decides_cannot_be_declined(kind: NoAnswer) -> None:
    with pytest.raises(ValueError, match="follows from the route"):
        Decline(kind)


def test_a_statement_cannot_be_declined_or_parked() -> None:
    for intent in (SKIP, Decline(NoAnswer.REFUSED), Park("Jane")):
        sitting = begin("statement").do(intent)
        assert sitting.turn(Repair).reason == "There is nothing to answer here: Enter goes on."
        assert sitting.events == ()


def test_declining_in_words() -> None:
    assert begin("single").say("skip").answers == {"q1": Answer(no_answer=NoAnswer.NOT_ANSWERED)}
    assert begin("single").say("don't know").answers == {"q1": Answer(no_answer=NoAnswer.DONT_KNOW)}


def test_what_was_skipped_is_listed_at_the_end_and_gone_back_to() -> None:
    sitting = begin("single").do(SKIP).say("1")
    finished = sitting.turn(Finished)
    assert [question.id for question in finished.left] == ["q1"]
    assert (finished.answered, finished.complete) == (1, False)
    sitting.say("")
    sitting.asks("q1")
    sitting.say("never")
    assert sitting.complete


def test_finishing_with_questions_left() -> None:
    sitting = begin("single").do(Finish())
    assert (
        sitting.turn(Repair).reason
        == "There are questions not asked yet: the next is q1. Not asked yet: q1, q2."
    )
    sitting.do(SKIP).say("1").do(Finish()).say("y")
    assert sitting.complete
    assert [question.id for question in sitting.turn(Finished).left] == ["q1"]
    assert sitting.do(Finish()).events == ()


def test_what_was_knowingly_left_stays_left_when_another_answer_is_corrected() -> None:
    sitting = begin("single").do(SKIP).say("1", "finish", "y")
    assert sitting.complete
    sitting.do(Revisit("q2")).say("2")
    assert sitting.complete
    assert sitting.do(Undo()).complete
    assert sitting.do(Revisit("q2"), SKIP).told(event.Continued)
    assert not sitting.complete


def test_a_blocking_follow_up_holds_the_end_up() -> None:
    sitting = begin("rating").say("fully").do(SKIP).say("fully", "a policy", "nothing more")
    finished = sitting.turn(Finished)
    assert [question.id for question in finished.blocking] == ["1.1.evidence"]
    sitting.do(Finish())
    assert sitting.turn(Repair).reason == "This cannot be completed without 1.1.evidence."
    assert sitting.turn(Finished).blocking
    assert not sitting.complete
    sitting.say("").say("the minutes of May")
    assert sitting.complete


def test_a_warning_follow_up_may_be_left() -> None:
    sitting = (
        begin("rating")
        .say("not met")
        .do(SKIP, SKIP)
        .say("fully", "a policy", "nothing more")
        .do(Finish())
        .say("yes")
    )
    assert sitting.complete
    assert [question.id for question in sitting.turn(Finished).left] == ["1.1.action", "1.1.due"]


def test_a_blocking_follow_up_that_comes_back_onto_the_route_takes_the_return_up_again() -> None:
    sitting = begin("rating").say("fully").do(SKIP, Revisit("1.1")).say("not met", "a plan", "1 May 2026")
    sitting.say("fully", "a policy", "nothing more")
    assert sitting.complete
    sitting.do(Revisit("1.1")).say("fully")
    assert sitting.told(event.Continued)
    assert [question.id for question in sitting.turn(Finished).blocking] == ["1.1.evidence"]


def test_parking() -> None:
    sitting = begin("single").do(Park("Jane in HR", "Friday"))
    waiting = sitting.turn(Waiting)
    assert (waiting.question.id, waiting.who, waiting.when) == ("q1", "Jane in HR", "Friday, 13 March 2026")
    assert sitting.parked == {"q1": ("Jane in HR", "Friday, 13 March 2026")}
    sitting.asks("q2")
    sitting.say("1")
    assert [question.id for question in sitting.turn(Finished).left] == ["q1"]
    sitting.say("")
    ask = sitting.turn(Ask)
    assert (ask.question.id, ask.parked) == ("q1", ("Jane in HR", "Friday, 13 March 2026"))
    sitting.say("2")
    assert sitting.told(event.Unparked)
    assert sitting.parked == {}
    assert sitting.complete


def test_parking_asks_for_whom() -> None:
    sitting = begin("single").do(Park(""))
    assert sitting.turn(Repair).reason.startswith("Who is it waiting for?")
    sitting.say("Jane in HR by Friday")
    assert sitting.parked == {"q1": ("Jane in HR", "Friday, 13 March 2026")}


def test_a_day_that_is_over_is_asked_again() -> None:
    sitting = begin("single").do(Park("Jane in HR", "yesterday"))
    assert "is over: by when is q1 to be answered?" in sitting.turn(Repair).reason
    assert sitting.parked == {}
    sitting.say("last week")
    assert "is over" in sitting.turn(Repair).reason
    sitting.say("by Friday")
    assert sitting.parked == {"q1": ("Jane in HR", "Friday, 13 March 2026")}


@pytest.mark.parametrize(
    ("said", "who", "name"),
    [
        ("ask Sue in HR by Friday", "Sue in HR", ("Sue", "HR")),
        ("Sue Roe, head of HR by Friday", "Sue Roe, head of HR", ("Sue Roe", "head of HR")),
        ("please ask the caretaker by Friday", "the caretaker", ("the caretaker", "")),
    ],
)
def test_who_is_asked_is_a_name_and_where_they_are(said: str, who: str, name: tuple[str, str]) -> None:
    assert who_and_when(said) == (who, "Friday")
    assert name_and_place(who) == name


@pytest.mark.parametrize("said", ["x" * 201, "Jane by " + "soon " * 41])
def test_a_name_or_a_day_of_any_length_is_refused(said: str) -> None:
    for wish in (Park(*who_and_when(said)), HandOver(said), Pause(said)):
        sitting = begin("sections").do(wish)
        assert "a name or a day holds up to 200" in sitting.turn(Repair).reason
        assert sitting.events == ()
    sitting = begin("sections").do(Park("")).say(said)
    assert "a name or a day holds up to 200" in sitting.turn(Repair).reason
    assert sitting.parked == {}


@pytest.mark.parametrize(
    "line", [":park\tJane by Friday", ":park\n Jane by Friday", ": park \u00a0Jane by Friday"]
)
def test_any_space_ends_a_colon_word(line: str) -> None:
    assert intent_of(line) == Park("Jane", "Friday")


def test_a_parked_answer_stays_and_its_parking_is_taken_back() -> None:
    sitting = begin("numeric_codes").say("2").do(Back(), Park("Jane"))
    assert sitting.answers == {"q1": Answer("2")}
    sitting.asks("q2")
    sitting.do(Undo())
    assert sitting.parked == {}
    assert sitting.answers == {"q1": Answer("2")}
    sitting.asks("q1")


def test_parking_again_names_somebody_else_and_undo_the_first() -> None:
    sitting = begin("single").do(Park("Jane"), Back(), Park("Tom"))
    assert sitting.parked == {"q1": ("Tom", "")}
    assert sitting.do(Undo()).parked == {"q1": ("Jane", "")}
    assert sitting.do(Undo()).parked == {}
    assert isinstance(sitting.do(Undo()).turns[0], Say)


def test_parking_or_skipping_after_the_end_takes_the_return_up_again() -> None:
    sitting = begin("text").say("Much.")
    assert sitting.complete
    sitting.do(Back(), Park("Jane"))
    assert sitting.told(event.Continued)
    sitting.do(Undo()).say("")
    assert sitting.complete, "Enter keeps the answer, and nothing is left"
    assert begin("text").say("Much.").do(SKIP, Park("Jane")).events == (), "there is no question to leave"


def test_somebody_else_should_answer_one_question_or_all_of_it() -> None:
    sitting = begin("number").say("ask Jane")
    repair = sitting.turn(Repair)
    assert [choice.handle for choice in repair.choices] == ["one", "all"]
    assert sitting.say("ONE").parked == {"q1": ("Jane", "")}
    sitting = begin("number").say("ask Jane", "all", "y")
    assert sitting.events == (event.HandedOver("Jane"),)
    assert begin("number").say("ask Jane", "40").answers == {"q1": Answer(40.0)}
    delegate = begin("number", role="delegate").say("ask Jane")
    assert delegate.parked == {"q1": ("Jane", "")}


def test_handing_over() -> None:
    sitting = begin("single").say("1", "1").do(HandOver("Tom Example"))
    summary = Say("2 of 2 questions settled.")
    assert sitting.turns == (Say("Handed over to Tom Example."), summary, Ended("", ""))
    assert sitting.events == (event.HandedOver("Tom Example"),)
    sitting.do(HandOver(""))
    assert sitting.turn(Repair).reason.startswith("To whom?")
    assert sitting.say("Ann").events == (event.HandedOver("Ann"),)


def test_what_has_no_answer_is_listed_and_asked_about_once_before_a_hand_over() -> None:
    sitting = begin("sections").say("yes").do(Park("Jane", "Friday"), HandOver("Tom Example"))
    repair = sitting.turn(Repair)
    assert repair.reason == (
        "Not everything has an answer: not asked yet: q4; parked: q2 (Jane, Friday, 13 March 2026). Hand it to Tom Example as it is?"
    )
    assert [choice.handle for choice in repair.choices] == ["y", "n"]
    assert not sitting.told(event.HandedOver)
    sitting.say("n").asks("q4")
    sitting.do(Decline(NoAnswer.REFUSED), HandOver("Tom Example"))
    assert "declined: q4 (refused)" in sitting.turn(Repair).reason
    sitting.say("y")
    assert sitting.events == (event.HandedOver("Tom Example"),)
    assert sitting.turns[1] == Say(
        "2 of 3 questions settled; parked: q2 (Jane, Friday, 13 March 2026); declined: q4 (refused)."
    )


def test_a_long_list_of_what_is_open_is_cut_short() -> None:
    assert tally(begin("single").talk).open == "not asked yet: q1, q2"
    many = replace(tally(begin("single").talk), unasked=tuple(f"q{n}" for n in range(1, 10)))
    assert many.open == "not asked yet: q1, q2, q3, q4, q5, q6 and 3 more"


def test_what_was_left_to_the_lead_is_summed_up_and_asks_nothing() -> None:
    sitting = begin("reserved", role="delegate").do(SKIP, SKIP).say("yes")
    assert sitting.complete
    sitting.do(HandOver("Leo Example"))
    assert sitting.turns[1] == Say("5 of 5 questions settled; left to the lead: q1.a, q1.b, q1.c, q2.")


def test_pausing_and_stopping_end_the_sitting_and_change_nothing() -> None:
    sitting = begin("single").do(Pause("Tuesday 10:00"))
    assert sitting.turns == (Ended("q1", "To be taken up again Tuesday 10:00."),)
    assert sitting.events == (event.Paused("q1", "Tuesday 10:00"),)
    assert sitting.do(Pause()).turn(Ended).text == "Paused. Everything is saved."
    assert sitting.do(Stop()).events == (event.Stopped("q1"),)
    done = begin("text").say("Much.").do(Stop())
    assert done.turn(Ended).at == ""


def test_the_safeguarding_card_changes_nothing_but_is_on_record() -> None:
    sitting = begin("single")
    before = sitting.talk
    sitting.do(Safeguard())
    assert sitting.turns == (Referral("Call 123."),)
    assert sitting.events == (event.SafeguardShown("q1"),)
    assert sitting.talk == before


def test_guidance_asks_again() -> None:
    sitting = begin("single").do(Guide())
    assert isinstance(sitting.turns[0], Guidance)
    sitting.asks("q1")


@pytest.mark.parametrize(
    ("remark", "said"),
    [
        (Remark("Said with a sigh."), "Noted: Said with a sigh."),
        (Remark("Merged\nin  May", About.CASE), "Noted on the case: Merged in May"),
        (Remark("best before ten", About.CONTACT), "Noted on the contact: best before ten"),
        (Remark("long words " * 9), "Noted: long words long words long words long words long..."),
        (Remark("x" * 90), f"Noted: {'x' * 54}..."),
    ],
)
def test_a_remark_is_said_back_on_one_line(remark: Remark, said: str) -> None:
    noted = begin("single").do(remark).turn(Say)
    assert noted.text == said
    assert len(noted.text) < 80


def test_remarks() -> None:
    sitting = begin("single").do(Remark("Said with a sigh."))
    assert sitting.events == (event.Remarked("q1", About.QUESTION, "Said with a sigh."),)
    sitting.asks("q1")
    assert sitting.do(Remark("Merged in May.", About.CASE)).events == (
        event.Remarked("q1", About.CASE, "Merged in May."),
    )
    sitting.do(Remark(" "))
    assert sitting.turn(Repair).reason == "What should be put on record?"
    assert sitting.say("A late thought.").events == (event.Remarked("q1", About.QUESTION, "A late thought."),)
    assert sitting.answers == {}
    done = begin("text").say("Much.").do(Remark("Polite."))
    assert done.events == (event.Remarked("", About.CASE, "Polite."),), "no question is asked any more"


def test_a_delegate_leaves_a_reserved_grid_to_the_lead_in_one() -> None:
    sitting = begin("reserved", role="delegate")
    ask = sitting.talk.ask()
    assert isinstance(ask, Ask)
    assert ask.for_lead
    sitting.do(SKIP)
    left = Answer(no_answer=NoAnswer.NOT_ANSWERED, reason="left to the lead")
    assert sitting.answers == {"q1.a": left, "q1.b": left, "q1.c": left}
    assert sitting.turn(Say).text.startswith("Left to the lead: ")
    sitting.asks("q2")
    assert sitting.do(Undo()).answers == {}, "what was left in one is taken back in one"
    sitting.asks("q1.a")
    sitting.do(SKIP, SKIP).say("yes")
    assert sitting.complete, "what is left to the lead holds nothing up"
    assert sitting.turn(Finished).left == ()


def test_a_delegate_who_answered_some_rows_leaves_the_others() -> None:
    sitting = (
        begin("reserved", role="delegate")
        .say("agree")
        .do(Park("Jane"), Decline(NoAnswer.NOT_ANSWERED, "not mine"))
    )
    assert sitting.answers["q1.a"] == Answer("agree")
    assert "q1.b" not in sitting.answers, "what waits for Jane goes on waiting"
    (happened,) = sitting.told(event.Answered)
    assert isinstance(happened, event.Answered)
    assert (happened.question, happened.words, happened.because) == ("q1.c", "not mine", "left to the lead")
    sitting.do(Revisit("q1.a"), SKIP)
    assert sitting.answers["q1.a"].reason == "left to the lead", (
        "an answer can be given up to the lead as well"
    )


def test_the_lead_finds_what_was_left() -> None:
    delegate = begin("reserved", role="delegate").do(SKIP, SKIP).say("yes")
    lead = begin("reserved")
    lead.talk = type(lead.talk)(
        lead.talk.dialog, lead.talk.audience, lead.talk.facts, lead.talk.today, answers=delegate.talk.answers
    )
    assert [question.id for question in lead.talk.remaining] == ["q1.a", "q1.b", "q1.c", "q2"]
    assert not lead.talk.finished().complete


def test_the_lead_skips_one_row_alone() -> None:
    sitting = begin("reserved").do(SKIP)
    assert sitting.answers == {"q1.a": Answer(no_answer=NoAnswer.NOT_ANSWERED)}
    sitting.asks("q1.b")


def test_progress_counts_what_is_settled_left_and_parked() -> None:
    sitting = begin("sections").say("yes").do(SKIP).do(Park("Jane"))
    whole = progress(sitting.talk)
    assert [(part.section, part.settled, part.left, part.asked) for part in whole.sections] == [
        ("all", 1, 0, 1),
        ("volunteers", 0, 1, 1),
        ("last", 0, 1, 1),
    ]
    assert (whole.settled, whole.asked, whole.parked) == (1, 3, 1)
    assert whole.sections[0].done
    assert not whole.sections[1].done
    assert progress(begin("statement").talk).asked == 1


@pytest.mark.parametrize(
    "words", ["tbc", "TBC.", "n/a", "none", ".", "2", "12.5", "To be confirmed", "as above"]
)
def test_words_that_say_nothing_are_asked_about_once(words: str) -> None:
    sitting = begin("text").say(words)
    repair = sitting.turn(Repair)
    assert repair.reason.startswith(f"Keep '{words}' as the answer, or leave the question open?")
    assert [choice.handle for choice in repair.choices] == ["1", "2", "3"]
    assert sitting.answers == {}
    assert sitting.say("1").answers == {"q1": Answer(words)}
    assert begin("text").say(words, "2").answers == {"q1": Answer(no_answer=NoAnswer.NOT_ANSWERED)}
    assert begin("text").say(words, "Very much.").answers == {"q1": Answer("Very much.")}
    reasoned = begin("text").say(words, "3", "we have no staff").answers
    assert reasoned == {"q1": Answer(no_answer=NoAnswer.NOT_APPLICABLE, reason="we have no staff")}


@pytest.mark.parametrize("words", ["None of the staff has left.", "A test of the alarm", "DSL 2024", "Ω"])
def test_words_that_say_something_are_taken(words: str) -> None:
    assert begin("text").say(words).answers == {"q1": Answer(words)}


def test_a_change_says_which_answers_it_sets_aside_and_brings_back() -> None:
    sitting = begin("rating").say("not met", "a plan", "1 May 2026").do(Revisit("1.1")).say("fully met")
    aside = Say("Set aside, kept: 1.1.action, 1.1.due; back when the answer they follow from is as it was.")
    assert aside in sitting.turns
    assert sitting.answers["1.1.action"] == Answer("a plan")
    sitting.do(Undo())
    assert Say("Back in place: 1.1.action, 1.1.due.") in sitting.turns


def test_what_is_typed_after_the_end_is_not_passed_over() -> None:
    sitting = begin("single").say("1", "1")
    assert sitting.complete
    sitting.say("partly I suppose")
    assert sitting.turn(Repair).reason == (
        "The interview is complete, so that was not recorded. To change an answer, go to its question first, "
        "for example :go q2, and type the new answer there."
    )
    assert sitting.events == ()
    left = begin("single").do(SKIP).say("1", "partly I suppose")
    assert left.turn(Repair).reason.startswith("Every question has been asked, so that was not recorded.")
    assert ":go q1," in left.turn(Repair).reason
