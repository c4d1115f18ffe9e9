"""The desk everybody works at: the one object a face asks for anything.

What a verb needs is imported in it: most commands need one of them, and a report none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from s11chat.assurance.right import Act, Role
from s11chat.fieldwork.case import COMPLETED, State
from s11chat.services.kept import Kept
from s11chat.services.talk import ONLINE, TELEPHONE, header
from s11chat.services.witnessing import Did, witness
from s11chat.store.record import CaseRecord

if TYPE_CHECKING:
    from s11chat.knowledge.library import Library
    from s11chat.services.answering import StaffAnswer
    from s11chat.services.calling import CallRoom
    from s11chat.services.deciding import Court
    from s11chat.services.interviewing import Interview
    from s11chat.services.signing import Docket
    from s11chat.services.undertaking import Undertakings
    from s11chat.services.view import Admission, CaseLine, Certificate, Header, ReturnLine, WaveLine

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

    @property
    def only_moderates(self) -> bool:
        """Whether the actor moderates returns and may see nothing else of any wave."""
        return self.kept.may(Act.MODERATE) and not self.kept.may(Act.SHOW_PROGRESS)

    def close(self) -> None:
        """Lets go of the database."""
        self.kept.database.close()

    def waves(self) -> tuple[WaveLine, ...]:
        """Every wave in whose office the actor may look, the oldest first."""
        from s11chat.services.view import WaveLine

        self.kept.require(Act.SHOW_PROGRESS)
        lines = []
        for wave in self.kept.casebook.waves():
            if not self.kept.may(Act.SHOW_PROGRESS, wave.id):
                continue
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
                    opens=wave.opens,
                    scale=wave.dialog_version.partition("+")[2],
                )
            )
        return tuple(lines)

    def cases(self, wave: str | None = None) -> tuple[CaseLine, ...]:
        """Every case of a wave, or of all waves."""
        if wave:
            self.kept.require(Act.SHOW_PROGRESS, wave)
        waves = [wave] if wave else [line.id for line in self.waves()]
        return tuple(line for id_ in waves for line in self._cases(id_))

    def _cases(self, wave: str) -> list[CaseLine]:
        from s11chat.services.listing import case_lines
        from s11chat.services.surveying import survey

        return case_lines(self.kept, wave, survey(self.kept, wave))

    def admit(self, code: str) -> Admission:
        """Who holds this code. Raises AccessError with one sentence."""
        from s11chat.services import admitting

        return admitting.admit(self.kept, code)

    def staff_sitting(self, code: str) -> StaffAnswer | None:
        """A sitting at a staff echo, for whoever has its shared code; None where the code is for something else.

        Raises AccessError or StateError where the code is one of an echo and does not open it.
        """
        from s11chat.services import admitting

        if not admitting.for_staff(self.kept, code):
            return None
        from s11chat.services.answering import StaffAnswer, admit_staff

        return StaffAnswer(self.kept, admit_staff(self.kept, code))

    def call_room(self, wave: str = "") -> CallRoom:
        """The call room of a wave, of the only open one where none is named, for whoever sits in the office."""
        from s11chat.services.calling import CallRoom, wave_to_call

        return CallRoom(self.kept, wave_to_call(self.kept, wave))

    def court(self, wave: str) -> Court:
        """The duplicates court of a wave, for its manager."""
        from s11chat.services.deciding import Court

        return Court(self.kept, wave)

    def interview_as_interviewer(self, case: str) -> Interview:
        """A telephone interview, typed by whoever sits in the office.

        Raises StateError where another interviewer has the case in hand.
        """
        from s11chat.services.interviewing import Interview

        found = self.kept.case(case)
        role = self.kept.require(Act.OPEN_CASE, found.wave)
        self.kept.queue.must_be_free(found.wave, found.ref, self.kept.clock(), self.kept.actor)
        witness(self.kept, Did.OPENED, found.wave, found.ref, role=role.value)
        return Interview(self.kept, found, role, self.kept.actor, "", TELEPHONE)

    def interview(self, admission: Admission) -> Interview:
        """A self-completion by whoever was let in."""
        from s11chat.services import admitting
        from s11chat.services.interviewing import Interview

        case = admitting.let_in(self.kept, admission, Act.OPEN_CASE)
        who = admission
        witness(self.kept, Did.OPENED, case.wave, case.ref, by=who.name, role=who.role.value)
        return Interview(self.kept, case, who.role, who.name, who.person, ONLINE, who.selector)

    def docket(self, admission: Admission) -> Docket:
        """The return of a case in front of its lead."""
        from s11chat.services.signing import Docket  # needs cryptography

        return Docket(self.kept, admission)

    def plan(self, admission: Admission) -> Undertakings:
        """The action plan of a return, for whoever was let in to it."""
        from s11chat.services.undertaking import Undertakings

        return Undertakings(self.kept, admission.case, admission)

    def dockets(self, admission: Admission) -> tuple[CaseLine, ...]:
        """The case of this lead, whatever it waits for."""
        from s11chat.services import admitting

        case = admitting.let_in(self.kept, admission, Act.REVIEW)
        return tuple(line for line in self._cases(case.wave) if line.case == admission.case)

    def waiting(self) -> tuple[CaseLine, ...]:
        """The cases of all waves that a lead may sign now."""
        return tuple(line for line in self.cases() if line.state in _SIGNABLE)

    def header(self, case: str) -> Header:
        """Whose return it is, seen from the office."""
        record = self.kept.case(case)
        role = self.kept.require(Act.SHOW_PROGRESS, record.wave)
        return self._header(record, role, TELEPHONE)

    def returned(self, case: str) -> ReturnLine:
        """A return as a whole, for the office."""
        from s11chat.services.reviewing import return_line

        record = self.kept.case(case)
        above = self._above(record)
        witness(self.kept, Did.SAW_RETURN, record.wave, record.ref, role=above.role.value)
        return return_line(self.kept, record, above)

    def certificate(self, case: str) -> Certificate:
        """The certificate of a return, for the office."""
        from s11chat.services.certifying import certificate
        from s11chat.services.reviewing import gather

        record = self.kept.case(case)
        above = self._above(record)
        witness(self.kept, Did.SAW_RETURN, record.wave, record.ref, role=above.role.value)
        return certificate(self.kept, record, gather(self.kept, record), above)

    def _above(self, case: CaseRecord) -> Header:
        from s11chat.services.assigning import must_see

        role = self.kept.require(Act.SHOW_RETURN, case.wave)
        must_see(self.kept, case, role)
        return self._header(case, role, case.mode or ONLINE)

    def _header(self, case: CaseRecord, role: Role, mode: str) -> Header:
        wave = self.kept.casebook.wave(case.wave)
        return header(self.kept.dialog(wave), wave, case, role, self.kept.actor, mode)

    def own_case(self, admission: Admission, case: str) -> None:
        """Raises RightsError where the code is for another case."""
        from s11chat.services import admitting

        admitting.must_be_own(admission, case)
