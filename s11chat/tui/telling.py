"""What each turn of a conversation looks like in the transcript."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from s11chat.dialog.model import Audience, Kind
from s11chat.engine.conversation import Conversation
from s11chat.engine.how import understood
from s11chat.engine.share import told
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
from s11chat.tui import wording
from s11chat.tui.widgets.transcript import Entry, Voice

RECALLED = 3
"""Answers shown again when a talk is taken up."""


def spoken_to(audience: Audience) -> Voice:
    """The voice of a greeting: read aloud on the telephone, said on a screen."""
    return Voice.READ if audience is Audience.INTERVIEWER else Voice.SAID


def asked(ask: Ask, audience: Audience) -> Entry:
    """The question, as it goes into the transcript once it has been answered."""
    lead_in = f"{ask.stem} " if ask.stem and ask.question.row == 1 else ""
    number = f"{ask.question.id}  " if ask.question.kind is not Kind.STATEMENT else ""
    voice = Voice.READ if audience is Audience.INTERVIEWER else Voice.ASKED
    return Entry(voice, f"{number}{lead_in}{ask.text}")


def repeated(ask: Ask, audience: Audience) -> Entry:
    """The question once more, with its answers; on the telephone those that are read out."""
    first, question = asked(ask, audience), ask.question
    heard = [one for one in question.options if one.read_out or audience is not Audience.INTERVIEWER]
    answers = "".join(f"\n- {question.handle(one)}  {one.say}" for one in heard)
    return Entry(first.voice, f"{first.text}{answers}")


def entries_of(turn: Turn, audience: Audience) -> tuple[Entry, ...]:
    """The entries that say `turn`; none for what has a place of its own on the screen."""
    match turn:
        case Say(text):
            return (Entry(Voice.INFO, text),)
        case Resumed():
            return (Entry(Voice.INFO, resumed(turn)),)
        case Ask() | Guidance():
            return ()
        case Repair():
            return (Entry(Voice.CHECK, repair(turn)),)
        case Probed(text):
            return (Entry(Voice.READ, text),)
        case Heard(text):
            return (Entry(Voice.HEARD, text),)
        case Explained():
            return (Entry(Voice.ABOUT, explained(turn), turn.title),)
        case Confirmed():
            return (Entry(Voice.KEPT, confirmed(turn)),)
        case Waiting(question, who, when):
            waits = wording.WAITS.format(question=question.id, who=", ".join(filter(None, (who, when))))
            return (Entry(Voice.NOTE, waits),)
        case Finished(closing=closing):
            return (Entry(spoken_to(audience), closing),) if closing else ()
        case Referral():
            return (Entry(Voice.NOTE, wording.REFERRAL_SHOWN),)
        case Ended(at, text):
            goes_on = wording.GOES_ON_AT.format(at=at) if at else text
            return (Entry(Voice.INFO, goes_on),) if goes_on else ()
        case _:
            assert_never(turn)


def resumed(turn: Resumed) -> str:
    """Where the talk stands that is taken up again."""
    place = wording.PLACE.format(number=turn.number, of=turn.of)
    parts = [wording.GOES_ON.format(section=turn.section, place=place) if turn.section else wording.ALL_ASKED]
    if turn.at is not None:
        parts.append(wording.LAST_ANSWERED.format(by=turn.by, at=f"{turn.at.day} {turn.at:%B %Y, %H:%M}"))
    if turn.until:
        parts.append(wording.PUT_OFF.format(until=turn.until))
    if turn.parked or turn.skipped:
        parts.append(wording.STILL_LEFT.format(parked=turn.parked, skipped=turn.skipped))
    first, *more = parts
    return "\n".join([f"{first}.", *(f"- {part}" for part in more)])


def recalled(talk: Conversation) -> Iterator[Entry]:
    """The last answers before the question a talk goes on with, so that whoever takes it up sees what was said."""
    here = talk.places.get(talk.current.id, 0) if talk.current is not None else len(talk.route)
    answered = [q for q in talk.route[:here] if q.id in talk.answers and q.kind is not Kind.STATEMENT]
    voice = Voice.READ if talk.audience is Audience.INTERVIEWER else Voice.ASKED
    for question in answered[-RECALLED:]:
        yield Entry(voice, f"{question.id}  {talk.worded(question.say.to(talk.audience))}")
        yield Entry(Voice.KEPT, told(question, talk.answers))


def repair(turn: Repair) -> str:
    """What was wrong, and the ways on."""
    choices = "".join(f"\n- {choice.handle}  {choice.say}" for choice in turn.choices)
    return f"{turn.reason}{choices}"


def confirmed(turn: Confirmed) -> str:
    """What was recorded; how it was read where that was not exact."""
    where = f"{turn.question.id}: " if turn.elsewhere else ""
    how = "" if turn.exact else f"  ({understood(turn.because)})"
    return f"{where}{turn.said}{how}"


def explained(turn: Explained) -> str:
    """An article's part and the way on."""
    parts = [turn.text]
    if turn.deeper:
        parts.append(wording.MORE[turn.deeper.value])
    if turn.others:
        parts.append(wording.SEE_ALSO.format(titles="; ".join(turn.others)))
    return "\n\n".join(parts)
