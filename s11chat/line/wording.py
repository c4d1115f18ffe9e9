"""How turns read as plain lines: no colour, no boxes, no cursor movement, every number said in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from s11chat.dialog.model import Audience, Kind, Option
from s11chat.dialog.question import Question
from s11chat.engine.answer import in_words
from s11chat.engine.how import understood
from s11chat.engine.proving import PART
from s11chat.engine.spoken import WORDS
from s11chat.engine.turn import (
    Ask,
    Confirmed,
    Ended,
    Explained,
    Finished,
    Guidance,
    Heard,
    Probed,
    Referral,
    Repair,
    Resumed,
    Say,
    Turn,
    Waiting,
)

HINTS = {
    Kind.SINGLE: "Type the number or the words of one answer.",
    Kind.YESNO: "Type yes or no, or the number.",
    Kind.MULTI: "Type the numbers of all that apply, for example 1 4 7.",
    Kind.RANKING: "Type up to {places} numbers in order, for example {order}.",
    Kind.NUMBER: "Type a number{unit}.",
    Kind.DATE: "Type a date, for example 31 March {year}.",
    Kind.TEXT: "Type your answer in your own words.",
    Kind.STATEMENT: "Press Enter to go on.",
}
ATTACH_HINT = "Type your answer in your own words; :evidence add attaches a document."
NO_REFERRAL = (
    "No referral steps have been set for this wave. Follow your own safeguarding procedure now; "
    "if a child is in immediate danger, call the emergency services."
)


def lines_of(turn: Turn, audience: Audience) -> Iterator[str]:
    """The lines that say `turn` to `audience`."""
    match turn:
        case Say(text):
            yield from text.splitlines()
        case Resumed():
            yield " ".join(_resumed(turn))
        case Ask():
            yield from _ask(turn, audience)
        case Repair(reason, choices):
            yield f"! {reason}"
            for choice in choices:
                yield f"    {choice.handle}  {choice.say}"
        case Probed(text):
            yield f"Read out: {text}"
        case Heard(text):
            yield f'Respondent: "{text}"'
        case Explained():
            yield from _explained(turn)
        case Confirmed():
            yield _confirmed(turn)
        case Waiting(question, who, when):
            yield f"= {question.id} waits for {who}{f', {when}' if when else ''}."
        case Finished():
            yield from _finished(turn, audience)
        case Referral(steps):
            yield "! Safeguarding: stop the interview and do this first. Do not type what was disclosed."
            yield from (steps or NO_REFERRAL).splitlines()
        case Guidance():
            yield from _guidance()
        case Ended(_, text):
            if text:
                yield text
        case _:
            assert_never(turn)


def _resumed(turn: Resumed) -> Iterator[str]:
    if turn.section:
        yield f"You go on in: {turn.section}, question {turn.number} of {turn.of}."
    else:
        yield "Everything has been asked."
    if turn.at is not None:
        yield f"Last answered by {turn.by} on {turn.at.day} {turn.at:%B %Y at %H:%M}."
    if turn.until:
        yield f"It was to be taken up again {turn.until}."
    left = [f"{count} {how}" for count, how in ((turn.parked, "parked"), (turn.skipped, "skipped")) if count]
    if left:
        yield f"Left open: {', '.join(left)}; :left lists them."


def _ask(ask: Ask, audience: Audience) -> Iterator[str]:
    question = ask.question
    yield ""
    row = f", row {question.row} of {question.rows}" if question.rows else ""
    follows = ", follow-up" if question.part else ""
    yield f"{ask.section}. Question {ask.number} of {ask.of}{follows} ({question.id}{row})."
    if ask.parent:
        yield f"About {ask.parent.question}, {_quoted(ask.parent.text)}: you said {ask.parent.said}."
    if ask.for_lead:
        yield "This one is meant for the lead. Type :leave to leave it to them, or answer it now."
    if ask.stem and (ask.afresh or question.row == 1):
        yield ask.stem
    aloud = "Read out: " if audience is Audience.INTERVIEWER else ""
    yield f"{aloud}{ask.text}"
    if ask.note:
        yield f"(For you: {ask.note})"
    for option in question.options:
        silent = "" if option.read_out or audience is not Audience.INTERVIEWER else " (do not read out)"
        yield f"  {question.handle(option)}. {option.say}{silent}{_means(question, option, audience)}"
    if ask.given is not None and question.kind is not Kind.STATEMENT:
        yield f"Your answer so far: {in_words(question, ask.given)}. Enter keeps it."
    for query in ask.queries:
        yield f"{query.by} asks: {query.text} Answer it by :note, or give another answer."
    if ask.before is not None:
        said = in_words(question, ask.before.answer).rstrip(".")
        yield f"Last time ({ask.before.wave}): {said}. Type :same to give that answer again."
    if ask.parked:
        yield f"Waiting for {', '.join(part for part in ask.parked if part)}."
    hint = ATTACH_HINT if question.part == PART else HINTS[question.kind]
    yield hint.format(
        unit=f" of {question.unit}" if question.unit else "",
        places=question.places,
        order=" ".join(("2", "1", "3")[: question.places or 3]),
        year="2025" if question.direction == "past" else "2027",
    )


def _means(question: Question, option: Option, audience: Audience) -> str:
    """What an option means for this standard; an interviewer needs it to judge, and reads the option alone."""
    said = question.descriptors.get(option.code)
    if not said:
        return ""
    return f" (for you: {said})" if audience is Audience.INTERVIEWER else f": {said}"


def _quoted(text: str) -> str:
    return f'"{text.rstrip(".")}"'


def _confirmed(turn: Confirmed) -> str:
    how = "" if turn.exact else f" ({understood(turn.because)})"
    where = f"{turn.question.id}: " if turn.elsewhere else ""
    end = "" if turn.said.endswith((".", "?", "!")) else "."
    return f"= {where}{turn.said}{end}{how}"


def _explained(turn: Explained) -> Iterator[str]:
    yield f"? {turn.title}"
    yield from turn.text.splitlines()
    if turn.deeper:
        yield f"  :{'good' if turn.deeper.value == 'practice' else 'law'} tells you more."
    if turn.others:
        yield f"  See also: {'; '.join(turn.others)}."


def _names(questions: tuple[Question, ...]) -> str:
    return ", ".join(question.id for question in questions)


def _finished(turn: Finished, audience: Audience) -> Iterator[str]:
    yield ""
    if turn.asked_back:
        yield from _asked_back(turn)
        return
    if turn.closing:
        yield turn.closing
    if turn.left and not turn.complete:
        yield f"That was the last question. Left for later: {_names(turn.left)}."
        if turn.blocking:
            yield f"It cannot be completed without: {_names(turn.blocking)}."
        done = "to leave your part as it is" if turn.part else "to complete it as it is"
        yield f"Press Enter to go back to the first of them, or type :finish {done}."
        return
    yield f"All questions{' of your part' if turn.part else ''} are done: {turn.answered} answered."
    if not turn.complete:
        yield "Type :finish to complete it again."
    if turn.left:
        yield f"Left open: {_names(turn.left)}."
    if turn.part:
        yield "Type :review to read it through, :quit to end."
        return
    if audience is Audience.DELEGATE:
        yield "Type :review to read it through, :handover to hand it to the lead, :quit to end."
    else:
        yield "Type :review to read it through, :undo to take the last answer back, :quit to end."


def _asked_back(turn: Finished) -> Iterator[str]:
    what = "Your part is" if turn.part else "It is"
    about = ", ".join(dict.fromkeys(one.question for one in turn.queries))
    asked = f"asked back: {about}" if about else "sent back"
    yield f"{what} not done: {asked}."
    if turn.left:
        yield f"Left for later: {_names(turn.left)}."
    where = "go to the first of them" if about else "go through it again"
    yield f"Press Enter to {where}, or type :finish to leave {'your part' if turn.part else 'it'} as it is."


def _guidance() -> Iterator[str]:
    yield "Answer with a number, a word or a sentence. A word after a colon does something else:"
    width = max(len(word.usage) for word in WORDS)
    for word in WORDS:
        yield f"  {word.usage:<{width}}  {word.does}"
    yield f"  {'?words':<{width}}  look something up, for example ?crb"
