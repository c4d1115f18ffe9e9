"""Which letter is due to whom at a stage of a wave, and why nobody else gets one.

A letter goes only to whom it concerns: who has not begun is asked to begin, who has not finished to finish, and
who only has to sign to sign. Whoever refused for good, or is done, is left in peace.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from s11chat.fieldwork.case import State
from s11chat.fieldwork.outcome import Outcomes, Rate
from s11chat.fieldwork.plan import StageKind

DELEGATE_STAGE, LINK_STAGE, SIGNATURE_STAGE, ACTIONS_STAGE = "delegate", "link", "signature", "actions"
"""The stages that have no day of their own: a delegate was named; somebody on the telephone asks for the link; actions of
a plan are due."""
LEAD, DELEGATE = "lead", "delegate"
"""As what somebody is written to."""


class Kind(StrEnum):
    """What a letter is about; each has a text of its own."""

    ADVANCE = "advance"
    INVITATION = "invitation"
    DELEGATE = "delegate"
    """Somebody was named to answer for the lead, or asked for a part."""
    START = "start"
    """A reminder to who has not begun."""
    FINISH = "finish"
    """A reminder to who has begun."""
    SIGNATURE = "signature"
    """To the lead: nothing is missing but the signature."""
    PART = "part"
    """A reminder to who was asked for a part whose day has come."""
    LINK = "link"
    """To who prefers to answer online."""
    ACTIONS = "actions"
    """To the lead: actions of the plan are over their day, or come to it soon."""


class Step(StrEnum):
    """What became of a letter."""

    WRITTEN = "written"
    """On record, and from here on it may have gone out: whether it did is known by the next step."""
    FILED = "filed"
    """Put into a file, for the office to send."""
    SENT = "sent"
    """Taken by the mail server."""
    DEFERRED = "deferred"
    """Not taken; it may be sent again."""
    REFUSED = "refused"
    """Refused by the mail server for good."""
    BOUNCED = "bounced"


CAME_BACK = frozenset({Step.REFUSED, Step.BOUNCED})
NEVER_ARRIVED = CAME_BACK | {Step.DEFERRED}
"""The steps after which a code that was in the letter is in nobody's hands."""


class Standing(StrEnum):
    """Whether a letter is to be written."""

    DUE = "due"
    UNREACHABLE = "cannot be written to"
    WRITTEN = "written already"
    IN_DOUBT = "written, not known whether sent"
    NONE = "needs no letter"


@dataclass(frozen=True)
class Addressee:
    """Somebody who may be written to."""

    person: str
    """The id."""
    name: str
    address: str
    role: str
    """lead or delegate"""
    fault: str = ""
    """Why no mail can go to the address; empty where it can."""
    has_code: bool = False
    """Whether they hold an access code that opens their door."""


@dataclass(frozen=True)
class Past:
    """A letter on record."""

    stage: str
    person: str
    address: str
    step: Step
    coded: bool
    """Whether it held an access code."""
    detail: str = ""


@dataclass(frozen=True)
class PartAsked:
    """What somebody was asked for of a return, where something is left of it."""

    to: Addressee
    part: str
    """In words."""
    due: date | None
    come: bool
    """Whether that day has come, or is over."""
    begun: bool


@dataclass(frozen=True)
class Facts:
    """What is known of a case."""

    ref: str
    state: State
    lead: Addressee | None = None
    contact: Addressee | None = None
    """Who answers, where that is not the lead."""
    named: tuple[Addressee, ...] = ()
    """Others who were named to go on."""
    parts: tuple[PartAsked, ...] = ()
    """One for each person asked for a part that something is left of."""
    direct: bool = False
    """The lead gave every answer, so that a complete return needs no signature."""
    unfinished: bool = False
    """Something is left to be asked; only looked at where the state does not say."""
    outcomes: tuple[str, ...] = ()
    """The codes of its calls, the first first."""
    letters: tuple[Past, ...] = field(default_factory=tuple)
    """The first first."""
    actions: tuple[str, ...] = ()
    """Actions that are over their day or come to it soon, in words; looked at only for the letters about them."""


@dataclass(frozen=True)
class Verdict:
    """Whether a case gets a letter at a stage, and which."""

    ref: str
    standing: Standing
    why: str = ""
    """Where none is due."""
    to: Addressee | None = None
    kind: Kind | None = None
    coded: bool = False
    """A new access code goes with it; an older one of that person ends."""
    part: PartAsked | None = None
    """What it is about, where that is not the whole return."""
    actions: tuple[str, ...] = ()
    """Those it is about, in words."""


def stage_kind(stage: str) -> StageKind | None:
    """The kind of a stage by its name: `reminder-2` is a reminder; None for those without a day."""
    name = stage.partition("-")[0]
    return StageKind(name) if name in list(StageKind) else None


def verdicts(facts: Facts, stage: str, outcomes: Outcomes, *, again: bool = False) -> tuple[Verdict, ...]:
    """What becomes of a case at a stage: one verdict, or one for each delegate who was named.

    `again` asks for a letter that was written before, and for a new code with a letter that takes one.
    """
    left_alone = "" if stage == ACTIONS_STAGE else _left_alone(facts, outcomes)
    if left_alone:
        return (Verdict(facts.ref, Standing.NONE, left_alone),)
    return tuple(
        _settled(facts, stage, wanted, again) if isinstance(wanted, _Wanted) else wanted
        for wanted in _wanted(facts, stage, again)
    )


@dataclass(frozen=True)
class _Wanted:
    """A letter that would be right, if it can be written and was not yet."""

    kind: Kind
    to: Addressee | None
    coded: bool = False
    part: PartAsked | None = None
    actions: tuple[str, ...] = ()


def _left_alone(facts: Facts, outcomes: Outcomes) -> str:
    """Why a case gets no letter at any stage; empty where it may."""
    coded = [outcomes[code] for code in facts.outcomes if code in outcomes]
    if any(one.rate is Rate.REFUSAL and one.final for one in coded):
        return "refused for good"
    if coded and coded[-1].rate is Rate.NOT_ELIGIBLE and coded[-1].final:
        return "not eligible"
    match facts.state:
        case State.SIGNED_OFF:
            return "complete and signed"
        case State.SUPERSEDED | State.CLOSED_UNSIGNED:
            return str(facts.state)
        case _:
            return ""


def _wanted(facts: Facts, stage: str, again: bool) -> Iterator[_Wanted | Verdict]:
    begun = facts.state is not State.ASSIGNED
    if stage == DELEGATE_STAGE:
        yield from _to_delegates(facts, again)
    elif stage == LINK_STAGE:
        yield _none(facts, "complete") if _done(facts) else _Wanted(Kind.LINK, _answering(facts), True)
    elif stage == ACTIONS_STAGE:
        yield _about_actions(facts)
    elif stage == SIGNATURE_STAGE:
        yield _to_be_signed(facts) if _done(facts) else _none(facts, "not complete")
    elif stage_kind(stage) is StageKind.ADVANCE:
        invited = any(past.coded and past.step not in NEVER_ARRIVED for past in facts.letters)
        if begun or (invited and not again):
            yield _none(facts, "has begun" if begun else "is invited already")
        else:
            yield _Wanted(Kind.ADVANCE, facts.lead)
    elif stage_kind(stage) is StageKind.INVITATION:
        if begun and not again:
            yield _none(facts, "has begun")
        else:
            yield _Wanted(Kind.INVITATION, facts.lead, coded=True)
    else:
        yield _reminder(facts)
        for part in facts.parts:
            if part.come:
                yield _Wanted(Kind.PART, part.to, coded=not part.to.has_code, part=part)


def _to_delegates(facts: Facts, again: bool) -> Iterator[_Wanted | Verdict]:
    people = {one.person: one for one in (facts.contact, *facts.named) if one is not None}
    parts = [part for part in facts.parts if part.to.person not in people]
    if _done(facts) or not (people or parts):
        yield _none(facts, "complete" if people or parts else "nobody answers for the lead")
        return
    for part in parts:
        if part.begun and not again:
            yield Verdict(facts.ref, Standing.NONE, f"{part.to.name} has begun", part.to)
        else:
            yield _Wanted(Kind.DELEGATE, part.to, coded=True, part=part)
    for one in people.values():
        if one.has_code and not again:
            yield Verdict(facts.ref, Standing.NONE, f"{one.name} has a code", one)
        else:
            yield _Wanted(Kind.DELEGATE, one, coded=True)


def _reminder(facts: Facts) -> _Wanted | Verdict:
    """The reminder that concerns who has to do the next step."""
    to = _answering(facts)
    if facts.state in (State.ASSIGNED, State.OPENED):
        doubtful = to is not None and facts.state is State.ASSIGNED and _last_coded(facts, to) is Step.WRITTEN
        if to is None or (not doubtful and (to.has_code or _last_coded(facts, to))):
            return _Wanted(Kind.START, to, coded=to is not None and not to.has_code)
        return _Wanted(Kind.INVITATION if to.role == LEAD else Kind.DELEGATE, to, coded=True)
    if not _done(facts):
        return _Wanted(Kind.FINISH, to, coded=to is not None and not to.has_code)
    if facts.state is State.COMPLETE_TELEPHONE:
        return _none(facts, "complete by telephone, which needs no signature")
    return _to_be_signed(facts)


def _to_be_signed(facts: Facts) -> _Wanted | Verdict:
    """Asks the lead for the signature, of a call as well: with a code, where they have none."""
    if facts.direct and facts.state is State.COMPLETE:
        return _none(facts, "complete and answered by the lead, which needs no signature")
    return _Wanted(Kind.SIGNATURE, facts.lead, coded=facts.lead is not None and not facts.lead.has_code)


def _about_actions(facts: Facts) -> _Wanted | Verdict:
    """Asks the lead how the actions go that are due; a plan goes on when the return is signed and the wave is over."""
    if facts.state is State.SUPERSEDED:
        return _none(facts, str(facts.state))
    if not facts.actions:
        return _none(facts, "no action is due")
    coded = facts.lead is not None and not facts.lead.has_code
    return _Wanted(Kind.ACTIONS, facts.lead, coded=coded, actions=facts.actions)


def _done(facts: Facts) -> bool:
    """Whether nothing is left to be answered."""
    if facts.state is State.SIGNED_IN_PART:
        return not facts.unfinished
    return facts.state in (State.COMPLETE, State.COMPLETE_TELEPHONE)


def _answering(facts: Facts) -> Addressee | None:
    """Who answers; the lead where no address is known of the one who does."""
    lead, contact = facts.lead, facts.contact
    if contact is None or (not contact.address and lead is not None and lead.address):
        return lead
    return contact


def _last_coded(facts: Facts, to: Addressee) -> Step | None:
    """What became of the last letter with a code to them that they may have by now."""
    steps = [past.step for past in facts.letters if past.person == to.person and past.coded]
    return next((step for step in reversed(steps) if step not in NEVER_ARRIVED), None)


def _settled(facts: Facts, stage: str, wanted: _Wanted, again: bool) -> Verdict:
    """Whether a letter that would be right is written now."""
    to = wanted.to
    if to is None:
        return Verdict(facts.ref, Standing.UNREACHABLE, "no lead is on file", kind=wanted.kind)

    def verdict(standing: Standing, why: str = "") -> Verdict:
        return Verdict(facts.ref, standing, why, to, wanted.kind, wanted.coded, wanted.part, wanted.actions)

    if not to.address:
        return verdict(Standing.UNREACHABLE, "no e-mail address is on file")
    if to.fault:
        return verdict(Standing.UNREACHABLE, to.fault)
    if again:
        return verdict(Standing.DUE)
    mine = [past for past in facts.letters if past.person == to.person and past.address == to.address]
    if mine and mine[-1].step in CAME_BACK:
        said = f": {mine[-1].detail}" if mine[-1].detail else ""
        return verdict(Standing.UNREACHABLE, f"the last letter to {to.address} was {mine[-1].step}{said}")
    here = [past.step for past in facts.letters if past.person == to.person and past.stage == stage]
    last = here[-1] if here else None
    if last is Step.WRITTEN:
        return verdict(Standing.IN_DOUBT, "it may have gone out or not; write it again with --again")
    if last in (Step.SENT, Step.FILED) and stage != LINK_STAGE:
        return verdict(Standing.WRITTEN, f"{last} already")
    return verdict(Standing.DUE)


def _none(facts: Facts, why: str) -> Verdict:
    return Verdict(facts.ref, Standing.NONE, why)
