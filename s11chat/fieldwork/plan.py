"""The plan of a wave's fieldwork: its stages and their dates, when people may be called, how often, and who to ring.

A plan is written by hand as YAML, or put together from options; the wave keeps every version with who set it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from s11chat.dialog.source import parse
from s11chat.dialog.suggest import nearest
from s11chat.errors import Problem, SourceError, UsageError
from s11chat.fieldwork.hours import Hours
from s11chat.fieldwork.outcome import Outcomes, with_own
from s11chat.fieldwork.slot import SLOTS, Slot, read_slots
from s11chat.fieldwork.soundness import unsound
from s11chat.fieldwork.timetable import read_hours

DEFAULT_HOURS = "Mon-Fri 9:00-17:00"
LONGEST = 20_000
"""Characters in one value of a plan; a table of outcomes of one's own has about a tenth of this."""


class StageKind(StrEnum):
    """What a stage is, in the order they usually come."""

    ADVANCE = "advance"
    """A letter that tells leads what is coming."""
    INVITATION = "invitation"
    """The letter with the access code."""
    REMINDER = "reminder"
    """To those who have not begun, and, in other words, to those who have not finished."""
    ONLINE_CLOSES = "online closes"
    """The last day for answers without a call."""
    TELEPHONE = "telephone"
    """From here on the rest are called."""
    CLOSES = "closes"
    """The last day of the wave."""


LETTERS = (StageKind.ADVANCE, StageKind.INVITATION, StageKind.REMINDER)
"""The stages at which letters go out."""


class Stage(BaseModel):
    """One stage of a wave, and its day."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    stage: StageKind
    on: date


class Plan(BaseModel):
    """How the fieldwork of a wave is done."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    stages: tuple[Stage, ...] = ()
    """In the order of their days."""
    hours: str = DEFAULT_HOURS
    """When calls are permitted, as `fieldwork.timetable` reads it, days off and time zone with it."""
    slots: str = ""
    """The parts of a calling day, as `fieldwork.slot` reads them; the usual ones where it says nothing."""
    attempts: Annotated[int, Field(ge=1, le=99)] = 8
    """How many attempts a case may take."""
    hold_minutes: Annotated[int, Field(ge=1, le=1440)] = 30
    """How long a case stays with an interviewer who does nothing."""
    online_days: Annotated[int, Field(ge=1, le=90)] = 7
    """How long a case is left alone after the link was sent."""
    partial: Annotated[float, Field(gt=0, le=1)] = 0.5
    """The share of the questions that makes a return partly complete."""
    evidence_months: Annotated[int, Field(ge=1, le=120)] = 24
    """How old a document may be before it is asked whether there is a later one."""
    helpline: str = ""
    """What people may ring or write to with questions."""
    sender: str = ""
    """The address that letters come from."""
    organiser: str = ""
    """Who runs the audit, as letters name it."""
    link: str = ""
    """Where people answer online; empty where they use the program."""
    outcomes: str = ""
    """Rows of CSV that replace or add outcomes."""
    retain_until: date | None = None
    """Until when names, contact details and free words are kept; to be purged after it."""

    @field_validator("helpline", "sender", "organiser", "link")
    @classmethod
    def _short(cls, text: str) -> str:
        if len(text) > 200 or "\n" in text:
            raise ValueError("write it on one line of at most 200 characters")
        return text.strip()

    @field_validator("hours")
    @classmethod
    def _readable_hours(cls, text: str) -> str:
        return _read_as(read_hours, text)

    @field_validator("slots")
    @classmethod
    def _readable_slots(cls, text: str) -> str:
        return _read_as(read_slots, text) if text.strip() else ""

    @field_validator("outcomes")
    @classmethod
    def _readable_outcomes(cls, text: str) -> str:
        return _read_as(with_own, text)

    @model_validator(mode="after")
    def _in_order(self) -> Plan:
        kinds = [stage.stage for stage in self.stages]
        for kind in StageKind:
            if kind is not StageKind.REMINDER and kinds.count(kind) > 1:
                raise ValueError(f"stage '{kind}' is there twice: only reminders may come more than once")
        days = {stage.stage: stage.on for stage in self.stages}
        order = [kind for kind in StageKind if kind in days and kind is not StageKind.REMINDER]
        for one, other in pairwise(order):
            if days[one] > days[other]:
                raise ValueError(
                    f"'{one}' ({days[one]}) comes after '{other}' ({days[other]}): put them in order"
                )
        return self

    def day(self, kind: StageKind) -> date | None:
        """The day of a stage, the first of several; None where the plan has none."""
        return next((stage.on for stage in self.in_order() if stage.stage is kind), None)

    def in_order(self) -> tuple[Stage, ...]:
        """The stages by their days."""
        return tuple(sorted(self.stages, key=lambda stage: stage.on))

    def calling(self, today: date) -> bool:
        """Whether the telephone stage has begun, or the plan has none."""
        begins = self.day(StageKind.TELEPHONE)
        return begins is None or today >= begins

    @property
    def calling_hours(self) -> Hours:
        """When calls are permitted."""
        return read_hours(self.hours)

    @property
    def day_slots(self) -> tuple[Slot, ...]:
        """The parts of a calling day."""
        return read_slots(self.slots) if self.slots else SLOTS

    @property
    def own_outcomes(self) -> Outcomes:
        """The outcomes that calls of this wave are coded with."""
        return with_own(self.outcomes)

    @property
    def hold(self) -> timedelta:
        """How long a case stays with an interviewer who does nothing."""
        return timedelta(minutes=self.hold_minutes)

    def written(self) -> str:
        """As it is kept."""
        return self.model_dump_json()


def _read_as(read: Callable[[str], object], text: str) -> str:
    """The text, once it has been read. Raises ValueError with the sentence that says what is wrong with it."""
    if len(text) > LONGEST:
        raise ValueError(f"it has more than {LONGEST:,} characters: shorten it")
    try:
        read(text)
    except UsageError as error:
        raise ValueError(str(error)) from None
    except SourceError as error:
        raise ValueError("; ".join(problem.message for problem in error.problems)) from None
    return text


def kept_plan(written: str) -> Plan:
    """The plan as `Plan.written` gave it."""
    return Plan.model_validate_json(written)


def read_plan(text: str, file: str) -> Plan:
    """A plan as people write it, in YAML. Raises SourceError naming every fault."""
    source = parse(text, file)
    if source.problems:
        raise SourceError(list(source.problems))
    given = source.data
    if not isinstance(given, dict):
        raise SourceError([Problem(file, 1, "a plan is a list of keys, such as 'hours: Mon-Fri 9:00-17:00'")])
    return checked(_tidied(given), file, text)


def checked(given: dict[Any, Any], file: str, text: str = "") -> Plan:
    """A plan from its keys; `text` is what they were read from. Raises SourceError naming every fault."""
    try:
        plan = Plan.model_validate(given)
    except ValidationError as error:
        raise SourceError(list(_problems(error, given, text, file))) from None
    # a plan on record is read without this, so that no wave stands still for what was let through before
    problems = [
        Problem(file, _line_of("outcomes", text), f"outcomes: {said}") for said in unsound(plan.outcomes)
    ]
    problems += [
        Problem(file, _line_of(name, text), f"{name}: take out what cannot be seen")
        for name in ("helpline", "sender", "organiser", "link")
        if not str(getattr(plan, name)).isprintable()
    ]
    if problems:
        raise SourceError(problems)
    return plan


def _line_of(key: str, text: str) -> int:
    return next((n for n, said in enumerate(text.splitlines(), 1) if key and said.startswith(f"{key}:")), 1)


def _tidied(given: dict[Any, Any]) -> dict[Any, Any]:
    """Stages may be written as a list of `invitation: 2026-09-10`."""
    stages = given.get("stages")
    if not isinstance(stages, list):
        return given
    tidied = [
        {"stage": next(iter(one)), "on": next(iter(one.values()))}
        if isinstance(one, dict) and len(one) == 1
        else one
        for one in stages
    ]
    return {**given, "stages": tidied}


def _problems(error: ValidationError, given: dict[Any, Any], text: str, file: str) -> Iterator[Problem]:
    for one in error.errors():
        key = str(one["loc"][0]) if one["loc"] else ""
        line = _line_of(key, text)
        if one["type"] == "extra_forbidden" and len(one["loc"]) == 1:
            yield Problem(file, line, f"'{key[:40]}' is not known{nearest(key, list(Plan.model_fields))}")
        elif key == "stages":
            yield Problem(file, line, f"stages: {_stage_fault(one, given)}")
        else:
            said = str(one["msg"]).removeprefix("Value error, ")
            yield Problem(file, line, f"{key}: {said}" if key else said)


def _stage_fault(one: Any, given: dict[Any, Any]) -> str:
    kinds = ", ".join(kind.value for kind in StageKind)
    at = one["loc"][1] if len(one["loc"]) > 1 else None
    stages = given.get("stages")
    if isinstance(at, int) and isinstance(stages, list) and at < len(stages):
        return f"'{str(stages[at])[:60]}' is no stage with its day: write 'invitation: 2026-09-10'; stages are {kinds}"
    return f"write them as a list such as '- invitation: 2026-09-10'; stages are {kinds}"
