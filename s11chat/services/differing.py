"""What a row of a frame file would change in the wave: field by field, and whom a changed lead is taken for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from s11chat.exchange.frame import FrameRow
from s11chat.exchange.roster import joined
from s11chat.fieldwork.case import State
from s11chat.fieldwork.name import same_person, telling, written_out
from s11chat.store.entry import Entry, NewVoid
from s11chat.store.record import CaseRecord, PersonRecord


class Lead(StrEnum):
    """Whom the lead of a row is taken for."""

    AS_BEFORE = ""
    SPELLING = "taken for another spelling of the same person"
    ON_FILE = "taken for the person of that name who is on file for the case"
    NEW = "taken for another person"


@dataclass(frozen=True)
class Difference:
    """One field that would change."""

    field: str
    was: str
    will_be: str


@dataclass(frozen=True)
class Change:
    """What one row would change in its case."""

    row: FrameRow
    case: CaseRecord
    fields: tuple[Difference, ...]
    lead: Lead
    person: PersonRecord | None
    """The lead as they will be; without an id where they are not on file yet."""
    brings: tuple[Entry, ...] = ()
    """What else that does to the return: signatures on sections that are asked otherwise then are void."""

    @property
    def voided(self) -> tuple[str, ...]:
        """The sections on which signatures will no longer stand."""
        return tuple(one.section for one in self.brings if isinstance(one, NewVoid))

    @property
    def later(self) -> CaseRecord:
        """The case as it will be."""
        by = {one.field: one.will_be for one in self.fields}
        was, kind = self.case, self.row.kind
        if "type" in by:
            was = replace(was, type=kind.type, group=kind.group or "", cohort=kind.cohort or "")
        return replace(
            was,
            name=by.get("name", was.name),
            region=by.get("region", was.region),
            commissioned_by=by.get("commissioned_by", was.commissioned_by),
            lead=self.person,
        )

    @property
    def another(self) -> bool:
        """Whether the names have no word in common that tells anything: the ref may be another organisation's."""
        words = (set(telling(written_out(name))) for name in (self.case.name, self.row.name))
        return not set.intersection(*words)

    def lines(self) -> Iterator[str]:
        """What would change, a sentence each."""
        for one in self.fields:
            doubt = ""
            if one.field == "name" and self.another:
                doubt = " (another name altogether: is it the same organisation?)"
            elif one.field == "lead_name" and self.case.lead is not None:
                doubt = f" ({self.lead})"
            yield f"{self.case.ref} {one.field}: was '{one.was}', will be '{one.will_be}'{doubt}"
        if self.voided:
            yield f"{self.case.ref}: signatures on {', '.join(self.voided)} will be void, since the wording changes"


def change_of(row: FrameRow, case: CaseRecord, people: Sequence[PersonRecord]) -> Change | None:
    """What a row would change in its case, whose people are given; None where it says what is there."""
    lead, person = _lead(row, case, people)
    fields = tuple(
        one for one in (*_of_organisation(row, case), *_of_lead(case, person)) if one.was != one.will_be
    )
    return Change(row, case, fields, lead, person) if fields or lead in (Lead.ON_FILE, Lead.NEW) else None


def refused(change: Change, answered: Collection[str]) -> str:
    """Why a change cannot be made, for the returns with these answered; empty where it can."""
    case = change.case
    if any(one.field == "type" for one in change.fields) and (
        case.state is not State.ASSIGNED or case.return_id in answered
    ):
        return (
            f"{case.ref} is in the wave as {case.type} and its return has been begun: its type stays, "
            "since it decides what is asked"
        )
    return ""


def _of_organisation(row: FrameRow, case: CaseRecord) -> Iterator[Difference]:
    yield Difference("name", case.name, row.name)
    if row.kind.type != case.type:
        yield Difference("type", case.type, row.kind.type)
        yield Difference("cohort", case.cohort, row.kind.cohort or "")
    if "region" in row.said:
        yield Difference("region", case.region, row.region)
    if "commissioned_by" in row.said and joined(case.commissioned_by) != row.commissioned_by:
        yield Difference("commissioned_by", case.commissioned_by, row.commissioned_by)


def _of_lead(case: CaseRecord, person: PersonRecord | None) -> Iterator[Difference]:
    if person is None:
        return
    was = case.lead or PersonRecord("", case.wave, case.ref, "", "", "", "")
    yield Difference("lead_name", was.name, person.name)
    yield Difference("lead_role", was.title, person.title)
    yield Difference("email", was.email, person.email)
    yield Difference("phone", was.phone, person.phone)


def _lead(
    row: FrameRow, case: CaseRecord, people: Sequence[PersonRecord]
) -> tuple[Lead, PersonRecord | None]:
    """Whom the row's lead is taken for, and that person as they will be."""
    now = case.lead
    if not row.lead_name:
        return Lead.AS_BEFORE, now and _told(now, row)
    if now is not None and now.name == row.lead_name:
        return Lead.AS_BEFORE, _told(now, row)
    others = [one for one in people if now is None or one.id != now.id]
    on_file = [one for one in others if one.name.casefold() == row.lead_name.casefold()]
    if on_file:
        return Lead.ON_FILE, replace(_told(on_file[0], row), name=row.lead_name)
    if now is not None and _same(now, row):
        return Lead.SPELLING, replace(_told(now, row), name=row.lead_name)
    title = row.lead_role if "lead_role" in row.said else row.kind.lead
    return Lead.NEW, PersonRecord("", case.wave, case.ref, row.lead_name, title, row.email, row.phone)


def _told(person: PersonRecord, row: FrameRow) -> PersonRecord:
    """A person with what the row says of them."""
    said = {
        "title": ("lead_role", row.lead_role),
        "email": ("email", row.email),
        "phone": ("phone", row.phone),
    }
    return replace(person, **{name: value for name, (column, value) in said.items() if column in row.said})


def _same(now: PersonRecord, row: FrameRow) -> bool:
    """Whether the lead is the one there is: the name says so, or the address does with a part of the name."""
    if same_person(now.name, row.lead_name):
        return True
    shared = set(now.name.casefold().split()) & set(row.lead_name.casefold().split())
    return bool(shared and now.email and now.email.casefold() == row.email.casefold())
