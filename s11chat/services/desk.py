"""The desk everybody works at: the one object a face asks for anything."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from s11chat.assurance.right import Act, Role, require
from s11chat.errors import RightsError
from s11chat.fieldwork.case import COMPLETED, State, Status
from s11chat.knowledge.library import Library
from s11chat.services import admitting
from s11chat.services.interviewing import Interview
from s11chat.services.kept import Kept, case_name
from s11chat.services.reviewing import gather, return_line
from s11chat.services.talk import ONLINE, TELEPHONE, delegated, header, respondent
from s11chat.services.view import Admission, CaseLine, Certificate, Header, ReturnLine, WaveLine
from s11chat.store.record import CaseRecord

if TYPE_CHECKING:
    from s11chat.services.signing import Docket

_DONE = COMPLETED | {State.SIGNED_OFF, State.SIGNED_IN_PART}
_SIGNABLE = COMPLETED | {State.SIGNED_IN_PART}


class Desk:
    """Opens conversations and dockets, and lists what there is."""

    def __init__(self, kept: Kept) -> None:
        self.kept = kept

    @property
    def library(self) -> Library:
        """The articles."""
        return self.kept.library

    @property
    def actor(self) -> str:
        """Who sits in the office."""
        return self.kept.actor

    def close(self) -> None:
        """Lets go of the database."""
        self.kept.database.close()

    def waves(self) -> tuple[WaveLine, ...]:
        """Every wave, the newest first."""
        lines = []
        for wave in self.kept.casebook.waves():
            counts = self.kept.casebook.counts(wave.id)
            lines.append(
                WaveLine(
                    id=wave.id,
                    title=wave.title,
                    dialog=wave.dialog_id,
                    cases=sum(counts.values()),
                    complete=sum(counts[state] for state in _DONE),
                    signed=counts[State.SIGNED_OFF],
                    closes=wave.closes,
                )
            )
        return tuple(lines)

    def cases(self, wave: str | None = None) -> tuple[CaseLine, ...]:
        """Every case of a wave, or of all waves."""
        waves = [wave] if wave else [line.id for line in self.waves()]
        return tuple(line for id_ in waves for line in self._cases(id_))

    def _cases(self, wave: str) -> list[CaseLine]:
        dialog = self.kept.dialog(self.kept.casebook.wave(wave))
        answered = self.kept.responses.answered(wave)
        types = {kind.type: kind.say for kind in dialog.organisations}
        return [
            self._handed_back(
                case, case_line(case, types.get(case.type, case.type), answered.get(case.return_id, 0))
            )
            for case in self.kept.casebook.cases(wave)
        ]

    def _handed_back(self, case: CaseRecord, line: CaseLine) -> CaseLine:
        """A return is direct only where the lead gave every answer, not where one was handed back to them."""
        if line.status is not Status.DIRECT or case.contact is None:
            return line
        roles = {record.role for record in self.kept.responses.current(case.return_id).values()}
        return line if roles == {Role.LEAD.value} else replace(line, status=Status.UNSIGNED)

    def admit(self, code: str) -> Admission:
        """Who holds this code. Raises AccessError with one sentence."""
        return admitting.admit(self.kept, code)

    def interview_as_interviewer(self, case: str) -> Interview:
        """A telephone interview, typed by whoever sits in the office."""
        return Interview(self.kept, self.kept.case(case), Role.INTERVIEWER, self.kept.actor, "", TELEPHONE)

    def interview(self, admission: Admission) -> Interview:
        """A self-completion by whoever was let in."""
        case = self.kept.case(admission.case)
        return Interview(self.kept, case, admission.role, admission.name, admission.person, ONLINE)

    def docket(self, admission: Admission) -> Docket:
        """The return of a case in front of its lead."""
        from s11chat.services.signing import Docket  # signing needs cryptography, an interview does not

        return Docket(self.kept, admission)

    def dockets(self, admission: Admission) -> tuple[CaseLine, ...]:
        """The case of this lead, whatever it waits for."""
        require(admission.role, Act.REVIEW)
        case = self.kept.case(admission.case)
        return tuple(line for line in self._cases(case.wave) if line.case == admission.case)

    def waiting(self) -> tuple[CaseLine, ...]:
        """The cases of all waves that a lead may sign now."""
        require(Role.MANAGER, Act.SHOW_PROGRESS)
        return tuple(line for line in self.cases() if line.state in _SIGNABLE)

    def header(self, case: str) -> Header:
        """Whose return it is, seen from the office."""
        return self._header(self.kept.case(case), Role.INTERVIEWER, TELEPHONE)

    def returned(self, case: str) -> ReturnLine:
        """A return as a whole, for the office."""
        require(Role.MANAGER, Act.SHOW_RETURN)
        record = self.kept.case(case)
        return return_line(self.kept, record, self._header(record, Role.MANAGER, record.mode or ONLINE))

    def certificate(self, case: str) -> Certificate:
        """The certificate of a return, for the office."""
        from s11chat.services.certifying import certificate  # needs what few commands need

        require(Role.MANAGER, Act.SHOW_RETURN)
        record = self.kept.case(case)
        above = self._header(record, Role.MANAGER, record.mode or ONLINE)
        return certificate(self.kept, record, gather(self.kept, record), above)

    def _header(self, case: CaseRecord, role: Role, mode: str) -> Header:
        wave = self.kept.casebook.wave(case.wave)
        return header(self.kept.dialog(wave), wave, case, role, self.kept.actor, mode)

    def own_case(self, admission: Admission, case: str) -> None:
        """Raises RightsError where the code is for another case."""
        if admission.case != case:
            raise RightsError(f"This code is not for {case}: open the case your letter names.")


def case_line(case: CaseRecord, type_name: str, answered: int) -> CaseLine:
    """One case in a list."""
    person = respondent(case)
    return CaseLine(
        case=case_name(case),
        organisation=case.name,
        type_name=type_name,
        respondent=person.name if person else "",
        state=case.state,
        status=_status(case),
        answered=answered,
        waits_for=_waits_for(case),
    )


def _status(case: CaseRecord) -> Status:
    if case.state is State.SIGNED_OFF:
        return Status.SIGNED
    if case.state is State.SIGNED_IN_PART:
        return Status.SIGNED_IN_PART
    if case.mode == TELEPHONE:
        return Status.NOT_APPLICABLE
    return Status.UNSIGNED if delegated(case) or case.state not in COMPLETED else Status.DIRECT


def _waits_for(case: CaseRecord) -> str:
    lead = case.lead.name if case.lead else "a lead"
    person = respondent(case)
    name = person.name if person else "a contact"
    match case.state:
        case State.ASSIGNED:
            return f"{name}: not opened yet"
        case State.OPENED | State.IN_PROGRESS:
            return f"{name}: to be finished"
        case State.SENT_BACK:
            return f"{name}: sent back"
        case State.COMPLETE | State.SIGNED_IN_PART:
            return f"{lead}: to be signed"
        case State.COMPLETE_TELEPHONE:
            return "nothing; the lead may sign"
        case _:
            return "nothing"
