"""Whom the letters of a wave go to: the facts of every case, read once, and what the rule makes of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from s11chat.assurance.action import due_told, urgent_first
from s11chat.assurance.right import Act, Role
from s11chat.assurance.status import Status
from s11chat.errors import StateError, UsageError
from s11chat.exchange.mail import address_fault
from s11chat.fieldwork.letter import (
    ACTIONS_STAGE,
    DELEGATE,
    LEAD,
    LINK_STAGE,
    NEVER_ARRIVED,
    Addressee,
    Facts,
    PartAsked,
    Past,
    Standing,
    Step,
    Verdict,
    verdicts,
)
from s11chat.fieldwork.mailing import stage_called, stage_on
from s11chat.fieldwork.outcome import Outcomes
from s11chat.fieldwork.plan import Plan
from s11chat.services.actioning import plans
from s11chat.services.kept import Kept
from s11chat.services.partition import open_parts
from s11chat.services.resuming import SUCCESSOR
from s11chat.services.surveying import Surveyed, survey
from s11chat.services.talk import delegated
from s11chat.store.field_record import LetterRecord
from s11chat.store.record import AccessRecord, CaseRecord, Entered, PersonRecord, WaveRecord

_Entry = TypeVar("_Entry", bound=Entered)


@dataclass(frozen=True)
class Asked:
    """Which letters somebody asks for."""

    wave: str
    stage: str = ""
    """Empty for the one whose day has come."""
    ref: str = ""
    """Of one case; empty for all."""
    again: bool = False
    """Also what was written before."""
    on: date | None = None
    """As if it were that day."""


@dataclass(frozen=True)
class Mailing:
    """The letters of a stage, case by case."""

    wave: WaveRecord
    plan: Plan
    stage: str
    today: date
    """In the time zone of the plan."""
    verdicts: tuple[Verdict, ...]
    cases: Mapping[str, CaseRecord]
    """By ref."""
    letters: Mapping[str, tuple[LetterRecord, ...]]
    """By ref; cases without are left out."""
    codes: Mapping[tuple[str, str], tuple[str, ...]]
    """The selectors of codes not revoked, by person and role."""

    def of(self, standing: Standing) -> tuple[Verdict, ...]:
        """The cases that stand like this."""
        return tuple(one for one in self.verdicts if one.standing is standing)

    @property
    def due(self) -> tuple[Verdict, ...]:
        """The letters to be written."""
        return self.of(Standing.DUE)


def mailing(kept: Kept, asked: Asked, surveyed: Iterable[Surveyed] | None = None) -> Mailing:
    """Who gets which letter, and why the others get none; `surveyed` are the cases where they have been read already.

    Raises UsageError where no stage is due or of that name.
    """
    kept.require(_right(asked), asked.wave)
    wave = kept.casebook.wave(asked.wave)
    plan = kept.plans.plan(wave.id)
    today = asked.on or plan.calling_hours.local(kept.clock()).date()
    stage = stage_called(asked.stage, plan, today) if asked.stage else stage_on(plan, today)
    if stage == LINK_STAGE and not asked.ref:
        raise UsageError("The link goes to one case, whoever asks for it: name it with --case.")
    reading = _Reading(kept, wave.id, asked.ref)
    if stage == ACTIONS_STAGE:
        reading.look_at_plans(asked.ref, today)
    outcomes = plan.own_outcomes
    found = [
        one
        for case in (survey(kept, wave.id, asked.ref) if surveyed is None else surveyed)
        for one in reading.verdicts(case, stage, outcomes, asked)
    ]
    return Mailing(
        wave=wave,
        plan=plan,
        stage=stage,
        today=today,
        verdicts=tuple(found),
        cases=reading.cases,
        letters=reading.letters_by_ref,
        codes=reading.selectors,
    )


def must_be_open(mailing: Mailing) -> None:
    """Raises StateError where the wave is closed, so that nobody could answer any more; plans of actions go on."""
    if mailing.wave.state == "closed" and mailing.stage != ACTIONS_STAGE:
        raise StateError(f"Wave {mailing.wave.id} is closed: no letter goes out any more.")


def _right(asked: Asked) -> Act:
    return Act.SEND_LINK if asked.stage.strip().lower() == LINK_STAGE else Act.SEND_MAIL


class _Reading:
    """What the store holds about the letters of a wave, read at once."""

    def __init__(self, kept: Kept, wave: str, ref: str) -> None:
        self._kept, self._wave = kept, wave
        self._actions: dict[str, tuple[str, ...]] = {}
        self.cases: dict[str, CaseRecord] = {}
        self.letters_by_ref: dict[str, tuple[LetterRecord, ...]] = {}
        return_id = ""
        if ref:
            return_id = kept.casebook.case(wave, ref).return_id
            letters, calls = kept.fieldbook.letters(return_id), kept.fieldbook.calls(return_id)
        else:
            letters, calls = kept.fieldbook.letters_of_wave(wave), kept.fieldbook.calls_of_wave(wave)
        self._delegations = kept.delegations.of_wave(wave)
        self._letters, self._outcomes = _by_return(letters), _by_return(calls)
        self._named = {
            return_id: [str(fact.details["person"]) for fact in facts if fact.kind == SUCCESSOR]
            for return_id, facts in kept.responses.facts_since(wave, return_id).items()
        }
        lost = {one.selector for one in letters if one.selector and one.step in NEVER_ARRIVED}
        self.selectors: dict[tuple[str, str], tuple[str, ...]] = {}
        self._holders: set[tuple[str, str]] = set()
        for access in kept.access.of_wave(wave, ref):
            self._note(access, lost)

    def _note(self, access: AccessRecord, lost: set[str]) -> None:
        if access.revoked_at is not None:
            return
        key = access.person, access.role
        self.selectors[key] = (*self.selectors.get(key, ()), access.selector)
        lasting = access.expires is None or access.expires > self._kept.clock()
        if lasting and access.selector not in lost:
            self._holders.add(key)

    def verdicts(self, found: Surveyed, stage: str, outcomes: Outcomes, asked: Asked) -> tuple[Verdict, ...]:
        case = found.case
        self.cases[case.ref] = case
        letters = self._letters.get(case.return_id, ())
        if letters:
            self.letters_by_ref[case.ref] = tuple(letters)
        facts = Facts(
            ref=case.ref,
            state=case.state,
            lead=self._addressee(case.lead, LEAD),
            contact=self._addressee(case.contact, DELEGATE) if delegated(case) else None,
            named=self._others(case),
            parts=tuple(self._parts(case, asked.on or self._kept.today)),
            direct=found.status is Status.DIRECT,
            unfinished=found.answered < found.asked,
            outcomes=tuple(call.outcome for call in self._outcomes.get(case.return_id, ())),
            letters=tuple(map(_past, letters)),
            actions=self._actions.get(case.ref, ()),
        )
        return verdicts(facts, stage, outcomes, again=asked.again)

    def look_at_plans(self, ref: str, today: date) -> None:
        """Which actions are over their day, or come to it soon, the most urgent first."""
        for found, plan in plans(self._kept, self._wave, ref).items():
            due = [one for one in plan.actions if not one.lapsed]
            due = [one for one in due if one.overdue(today) or one.due_soon(today)]
            if due:
                self._actions[found] = tuple(due_told(one, today) for one in urgent_first(due, today))

    def _parts(self, case: CaseRecord, today: date) -> Iterator[PartAsked]:
        """What each person was asked for, and has not done; the earliest day counts."""
        given = self._delegations.get(case.return_id, ())
        lines = open_parts(self._kept, case, given)
        for person in dict.fromkeys(line.person for line in lines):
            mine = [line for line in lines if line.person == person]
            to = self._addressee(self._kept.casebook.person(person), DELEGATE)
            due = min((line.due for line in mine if line.due), default=None)
            if to is not None:
                part = "; ".join(line.part for line in mine)
                begun = any(line.state == "begun" for line in mine)
                yield PartAsked(to, part, due, due is not None and due <= today, begun)

    def _others(self, case: CaseRecord) -> tuple[Addressee, ...]:
        """Who was named to go on and does not answer yet."""
        known = {person.id for person in (case.lead, case.contact) if person}
        people = [
            self._kept.casebook.person(id_) for id_ in self._named.get(case.return_id, ()) if id_ not in known
        ]
        return tuple(one for person in people[-1:] if (one := self._addressee(person, DELEGATE)))

    def _addressee(self, person: PersonRecord | None, role: str) -> Addressee | None:
        if person is None:
            return None
        fault = address_fault(person.email) if person.email else ""
        held = (person.id, role) in self._holders
        return Addressee(person.id, person.name, person.email, role, fault, has_code=held)


def _by_return(records: Iterable[_Entry]) -> dict[str, list[_Entry]]:
    found: dict[str, list[_Entry]] = defaultdict(list)
    for record in records:
        found[record.return_id].append(record)
    return found


def _past(letter: LetterRecord) -> Past:
    return Past(
        stage=letter.stage,
        person=letter.person,
        address=letter.address,
        step=Step(letter.step),
        coded=bool(letter.selector),
        detail=letter.detail,
    )


ROLE = {LEAD: Role.LEAD, DELEGATE: Role.DELEGATE}
"""The role of a code by how its holder is written to."""
