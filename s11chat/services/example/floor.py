"""The simulated call room: interviewers who ring whoever comes next, and what each call comes to."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

from s11chat.fieldwork.appointment import Appointment
from s11chat.fieldwork.outcome import Group
from s11chat.services.calling import CallRoom
from s11chat.services.callview import Card
from s11chat.services.example.answering import Respondent
from s11chat.services.example.story import Story
from s11chat.services.example.timeline import ZONE, Timeline, at, workday
from s11chat.services.kept import Kept
from s11chat.services.outcome_entry import Coding, NewPerson

Doing = Generator[timedelta | datetime, None, None]
_NOTES = {
    "P1": "Says that is all.",
    "B1": "Called away to a meeting.",
    "A2": "Some time next week.",
    "N4": "Spoke to the assistant; try another day.",
    "N5": "On leave until November.",
    "N7": "Off sick, and nobody stands in.",
    "D1": "Leaves this to a colleague.",
    "D2": "Somebody in quality, name to be asked for.",
    "R1": "Too many surveys this year.",
    "R2": "Does not take part, and wants no more calls.",
    "R3": "Headquarters has told them not to answer.",
    "T1": "The number rings at a florist's.",
    "H1": "Asks whether headquarters has agreed.",
}
_SHARE_BEFORE_BREAKING_OFF = 0.4
_NOBODY = timedelta(hours=2)
"""How long an interviewer waits at most where nobody is to be called."""
_LUNCH = timedelta(minutes=45)


class Floor:
    """One interviewer's work through the telephone stage."""

    def __init__(
        self,
        kept: Kept,
        name: str,
        timeline: Timeline,
        respondents: Callable[[str], tuple[Story, Respondent]],
        told: Callable[[str, str], None],
    ) -> None:
        self._kept = replace(kept, actor=name)
        self._timeline, self._respondents, self._told = timeline, respondents, told
        self._dice = Random(f"floor {name}")
        self._calls: dict[str, int]
        self._room: CallRoom

    def work(self, wave: str, days: list[date], calls: dict[str, int]) -> Doing:
        """Every day from nine to half past four; `calls` counts how often each case was called, by all."""
        self._calls = calls
        for day in days:
            yield at(day, 9, self._dice.randrange(10))
            self._room = CallRoom(self._kept, wave)
            fed = False
            while self._timeline() < at(day, 16, 30):
                if not fed and self._timeline() > at(day, 12, 30):
                    fed = True
                    yield _LUNCH
                card = self._room.next()
                if card is None:
                    yield self._when_due()
                else:
                    yield from self._call(card)
            self._room.leave()

    def _when_due(self) -> datetime:
        """When the next case comes back, or a while later."""
        due = self._kept.queue.next_due(self._room.wave)
        later = self._timeline() + _NOBODY
        return min(due, later) if due else later

    def _call(self, card: Card) -> Doing:
        """One call, from the card to the code."""
        story, respondent = self._respondents(card.case)
        number = self._calls.get(story.ref, 0)
        self._calls[story.ref] = number + 1
        outcome = story.calls[number] if number < len(story.calls) else "N1"
        yield timedelta(seconds=self._dice.randrange(20, 90))
        person = card.people[0]
        self._room.dial(person.phone, person.id)
        if outcome == "X2":
            yield timedelta(minutes=2)
            self._room = CallRoom(self._kept, self._room.wave)  # the program was killed in the call
            return
        if outcome in ("C1", "B1"):
            yield timedelta(seconds=60)
            yield from self._interview(
                story, respondent, 1.0 if outcome == "C1" else _SHARE_BEFORE_BREAKING_OFF
            )
        spoken = self._room.plan.own_outcomes[outcome].group is not Group.SILENT
        yield timedelta(seconds=self._dice.randrange(60, 240) if spoken else self._dice.randrange(25, 60))
        if outcome == "C1":
            outcome = self._room.outcomes(answered=True)[0].code
        self._room.code(self._coding(outcome, card))
        self._told(card.case, outcome)

    def _interview(self, story: Story, respondent: Respondent, share: float) -> Doing:
        if story.in_full:
            interview = self._room.interview()
            yield from respondent.answer(interview, share, self._room.stay)
        else:
            yield from respondent.answer_quickly(self._room.interview, "", share, self._room.stay)
            interview = self._room.interview()
        self._room.stay()
        interview.leave()

    def _coding(self, outcome: str, card: Card) -> Coding:
        note = _NOTES.get(outcome, "")
        if outcome in ("A1", "B1"):
            day = workday(self._timeline().astimezone(ZONE).date())
            starts = at(day, self._dice.randrange(10, 16), self._dice.choice((0, 15, 30, 45)))
            booked = Appointment(
                starts,
                starts + timedelta(minutes=30),
                exact=True,
                person=card.people[0].name,
                mine_only=self._dice.random() < 0.3,
            )
            return Coding(outcome, note, appointment=booked)
        if outcome == "D1":
            surname = card.people[0].name.split()[-1]
            told = NewPerson(f"Robin {surname}son", "Safeguarding officer", card.people[0].phone)
            return Coding(outcome, note, passed_to=told)
        return Coding(outcome, note)
