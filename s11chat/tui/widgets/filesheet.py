"""The file of a case as fields of a sheet: its return, its calls, people, appointments, letters, remarks, way so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from s11chat.language.harmless import one_line
from s11chat.tui import boardword, callword
from s11chat.tui.widgets.header import SEPARATOR
from s11chat.tui.widgets.sheet import Field

if TYPE_CHECKING:
    from s11chat.services.boardview import CaseFile
    from s11chat.services.callview import AppointmentLine, CallLine, Reachable


def case_fields(file: CaseFile) -> Iterator[Field]:
    """Everything in the file."""
    line = file.line
    yield Field(boardword.STATE, boardword.ANSWERED.format(state=line.state, answered=line.answered), "bold")
    yield Field(boardword.WAITS, one_line(line.waits_for))
    yield Field(boardword.QUEUE, _queue(file))
    yield Field(boardword.TYPE, f"{line.type_name}{SEPARATOR}{line.case}")
    yield Field("", "")
    yield from _under(boardword.PEOPLE, _people(file))
    yield from _under(callword.APPOINTMENT, _appointments(file), boardword.NO_APPOINTMENT_HERE)
    yield from _under(callword.HISTORY, map(_call, file.calls), boardword.NO_HISTORY)
    yield from _under(boardword.LETTERS, _letters(file), boardword.NO_LETTERS)
    remarks = (f"{one_line(one.text)} ({one_line(one.by)})" for one in file.remarks)
    yield from _under(boardword.NOTES, remarks, boardword.NO_NOTES)
    words = (f"{one_line(one.by)}, {one.local}: {one_line(one.text)}" for one in file.messages)
    yield from _under(boardword.WORDS, words)
    yield from _under(boardword.WAY, _way(file))


def _under(title: str, texts: Iterable[str], nothing: str = "") -> Iterator[Field]:
    """Texts under a label; without any, what to do about it, or nothing at all."""
    said = list(texts)
    if not said and not nothing:
        return
    for number, text in enumerate(said or [nothing]):
        yield Field(title if not number else " ", text, "" if said else "$muted")
    yield Field("", "")


def _queue(file: CaseFile) -> str:
    stands = boardword.STANDINGS[file.standing.value].format(
        due=file.due, holder=one_line(file.holder), why=one_line(file.why).lower()
    )
    tried = boardword.ATTEMPTS.format(attempts=file.attempts, cap=file.cap)
    attempts = tried if file.attempts else boardword.NO_ATTEMPT
    owner = boardword.OWNED.format(owner=one_line(file.owner)) if file.owner else ""
    return SEPARATOR.join(filter(None, (stands, attempts, owner)))


def _people(file: CaseFile) -> Iterator[str]:
    if file.people is None:
        yield boardword.HIDDEN
    elif not file.people:
        yield boardword.NO_PEOPLE.format(case=file.line.case)
    else:
        yield from map(_person, file.people)


def _person(one: Reachable) -> str:
    who = ", ".join(one_line(part) for part in (one.name, one.title) if part)
    office = callword.ROLES.get(one.office, one.office)
    reached = (one_line(part) for part in (one.phone, one.email) if part)
    return SEPARATOR.join((f"{who} ({office})" if office else who, *reached))


def _appointments(file: CaseFile) -> Iterator[str]:
    yield from map(_appointment, file.appointments)
    if any(one.state in boardword.STANDING for one in file.appointments):
        yield boardword.CHANGED_BY


def _appointment(one: AppointmentLine) -> str:
    sign, word, _ = callword.STATES.get(one.state, ("·", one.state, ""))
    owner = boardword.ONLY.format(owner=one_line(one.owner)) if one.owner else ""
    return SEPARATOR.join(
        filter(None, (f"{sign} {word}", one.local, *map(one_line, (one.person, one.phone, one.note)), owner))
    )


def _call(one: CallLine) -> str:
    said = (one.local, f"{one.outcome} {one.say}", one_line(one.by), one_line(one.person), one_line(one.note))
    return SEPARATOR.join(filter(None, said))


def _letters(file: CaseFile) -> Iterator[str]:
    for one in file.letters:
        day = f"{one.written_at.day} {one.written_at:%b}"
        said = (day, one.stage, one.told, one_line(one.name), one_line(one.address), one_line(one.detail))
        yield SEPARATOR.join(filter(None, said))


def _way(file: CaseFile) -> Iterator[str]:
    for move in file.moves:
        step = boardword.WAY_STEP.format(local=move.local, became=move.became, by=one_line(move.by))
        yield f"{step}: {one_line(move.reason)}" if move.reason else step
