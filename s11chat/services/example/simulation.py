"""The survey of 2008 played through from the first letter to the last call, in simulated time and by the real services.

Who takes part, and how, is scripted (`story`), so that the published counts come out; all the rest is what the
program does by itself: the queue chooses whom to call, appointments fall due, holds run out, states move.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from s11chat.assurance.right import Role
from s11chat.fieldwork.plan import LETTERS, Plan, Stage, StageKind
from s11chat.fieldwork.queue import Standing
from s11chat.services.example import surveyed
from s11chat.services.example.answering import Respondent
from s11chat.services.example.floor import Floor
from s11chat.services.example.mailroom import Mailroom
from s11chat.services.example.sittings import Sittings
from s11chat.services.example.story import Story
from s11chat.services.example.timeline import Doing, Timeline, at, workday
from s11chat.services.fielding import add_person, close_wave, new_wave
from s11chat.services.kept import Kept
from s11chat.services.staffing import appoint
from s11chat.services.supervising import Supervision
from s11chat.services.talk import ONLINE, TELEPHONE

WAVE = "survey-08"
OFFICE = "Olive Office"
INTERVIEWERS = ("Ida Interviewer", "Ben Interviewer", "Cleo Interviewer", "Dev Interviewer")
STAGES = (
    (StageKind.ADVANCE, date(2008, 9, 8)),
    (StageKind.INVITATION, date(2008, 9, 10)),
    (StageKind.REMINDER, date(2008, 9, 18)),
    (StageKind.REMINDER, date(2008, 9, 25)),
    (StageKind.ONLINE_CLOSES, date(2008, 9, 30)),
    (StageKind.TELEPHONE, date(2008, 10, 1)),
    (StageKind.CLOSES, date(2008, 10, 22)),
)
"""The fieldwork of 2008: online from 10 to 30 September, by telephone from 1 to 22 October. The days of the letters
are made up; there were one before the start and two reminders."""
START = at(STAGES[0][1], 8)
ATTEMPTS = 4
BOUNCES = 40
"""One invitation in so many comes back, of those to organisations that do not go online."""
Told = Callable[[str], None]


@dataclass
class Tally:
    """What has happened so far."""

    complete: Counter[str] = field(default_factory=Counter)
    """By mode, each return once."""
    calls: int = 0
    returns: set[str] = field(default_factory=set)

    def done(self, case: str, how: str) -> None:
        """A return was completed online, or a call coded."""
        self.calls += how != ONLINE
        mode = ONLINE if how == ONLINE else TELEPHONE
        if (mode == ONLINE or how in ("C1", "C2")) and case not in self.returns:
            self.returns.add(case)
            self.complete[mode] += 1


class Simulation:
    """One wave from beginning to end."""

    def __init__(
        self,
        kept: Kept,
        dialogs: Path,
        folder: Path,
        told: Sequence[Story],
        *,
        seed: int = 2008,
        tell: Told = lambda _: None,
    ) -> None:
        """`folder` is where letters are written; they are opened at once and not kept."""
        self.tally = Tally()
        self._tell, self._seed = tell, seed
        self.timeline = Timeline(START, self._over)
        self._kept = replace(kept, clock=self.timeline, actor=OFFICE)
        self._stories = {f"{WAVE}/{story.ref}": story for story in told}
        self._dialogs = dialogs
        self.mailroom = Mailroom(self._kept, WAVE, folder)
        self._online_since: set[str] = set()
        self._before = 0

    @property
    def kept(self) -> Kept:
        """What the office works with, on the clock of the simulation."""
        return self._kept

    def run(self) -> Tally:
        """Plays the wave through; returns what came of it."""
        self._make()
        self.timeline.begin(START, self._office())
        for case, story in self._stories.items():
            if story.online is not None and story.on is not None:
                minutes = sum(map(ord, story.ref)) * 7 % 420
                self.timeline.begin(at(story.on, 9 + minutes // 60, minutes % 60), self._goes_online(case))
        calls: dict[str, int] = {}
        days = _workdays(_day(StageKind.TELEPHONE), _day(StageKind.CLOSES))
        for name in INTERVIEWERS:
            floor = Floor(self._kept, name, self.timeline, self._respondent, self._called)
            self.timeline.begin(at(days[0], 8, 30), floor.work(WAVE, days, calls))
        self.timeline.run()
        return self.tally

    def _make(self) -> None:
        """The wave, its plan, its people and its organisations."""
        population = Counter(story.type for story in self._stories.values())
        new_wave(
            self._kept,
            WAVE,
            self._dialogs / "dcsf-2008.yaml",
            opens=_day(StageKind.INVITATION).isoformat(),
            closes=_day(StageKind.CLOSES).isoformat(),
            population=population,
        )
        plan = Plan(
            stages=tuple(Stage(stage=kind, on=on) for kind, on in STAGES),
            attempts=ATTEMPTS,
            sender="office@example.org",
            helpline="01632 960 999",
        )
        self._kept.plans.settle(WAVE, plan, OFFICE, self.timeline())
        dialog = self._kept.dialog(self._kept.casebook.wave(WAVE))
        wanted = [case for case in surveyed(dialog) if f"{WAVE}/{case.ref}" in self._stories]
        self._kept.casebook.add_cases(WAVE, wanted, OFFICE, self.timeline())
        appoint(self._kept, WAVE, OFFICE, Role.MANAGER)
        for name in INTERVIEWERS:
            appoint(self._kept, WAVE, name, Role.INTERVIEWER)
        self._types = {kind.type: kind.say for kind in dialog.organisations}

    def _respondent(self, case: str) -> tuple[Story, Respondent]:
        story = self._stories[case]
        return story, Respondent(self._kept, case, self._seed, self._types[story.type])

    def _goes_online(self, case: str) -> Doing:
        story, respondent = self._respondent(case)
        code = self.mailroom.codes[case]
        yield from Sittings(self._kept, story, respondent, code, self.tally.done).go()

    def _called(self, case: str, outcome: str) -> None:
        """A call was coded; who asked for the link answers online two days later."""
        self.tally.done(case, outcome)
        story = self._stories[case]
        if outcome == "W1":
            self.mailroom.write_link(story.ref)
        if outcome == "W1" and story.ending == ONLINE and case not in self._online_since:
            self._online_since.add(case)
            day = workday(self.timeline().date(), 2)
            self.timeline.begin(at(day, 10), self._goes_online(case))

    def _office(self) -> Doing:
        """The office writes the letters, mends and decides every morning of the telephone stage, and closes the wave."""
        for kind, on in STAGES:
            if kind in LETTERS:
                yield at(on, 8, 10)
                self.mailroom.write_due()
            if kind is StageKind.INVITATION:
                yield timedelta(minutes=30)
                self._bounce()
        for day in _workdays(_day(StageKind.TELEPHONE), _day(StageKind.CLOSES)):
            yield at(day, 8, 40)
            self._mend()
        yield at(workday(_day(StageKind.CLOSES)), 9)
        close_wave(self._kept, WAVE)

    def _bounce(self) -> None:
        """Some addresses are wrong; nobody of these goes online by themselves."""
        offline = [story.ref for story in self._stories.values() if story.online is None]
        for ref in offline[::BOUNCES]:
            self.mailroom.bounce(ref)

    def _mend(self) -> None:
        """Finds a number for those who will answer, and decides on what was left to the supervisor."""
        supervision = Supervision(self._kept, WAVE)
        for line in supervision.queue(Standing.OFFICE):
            case = self._kept.case(line.case)
            story = self._stories[line.case]
            if line.outcome == "H1":
                supervision.call_again(story.ref, "Headquarters leaves it to each governor.")
            elif story.ending and case.lead is not None:
                add_person(self._kept, line.case, case.lead.name, phone="01632 960 700", office="lead")
                supervision.call_again(story.ref, "A number was found.")

    def _over(self, day: date) -> None:
        """A day is over."""
        complete = self.tally.complete.total()
        self._tell(
            f"{day:%a %d %b %Y}  {complete - self._before:>4} complete, {complete:>4} in all; "
            f"{self.tally.calls:>5} calls so far"
        )
        self._before = complete


def _day(kind: StageKind) -> date:
    return next(on for stage, on in STAGES if stage is kind)


def _workdays(first: date, last: date) -> list[date]:
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [day for day in days if day.weekday() < 5]
