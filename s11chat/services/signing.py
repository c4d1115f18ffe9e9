"""The lead's side: the docket, amending, querying, sending back, and signing what was seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from s11chat.assurance import round as rounds
from s11chat.assurance.right import Act, Role, require
from s11chat.assurance.signature import STATEMENT, Statement, naming_sections
from s11chat.dialog.suggest import nearest
from s11chat.engine.intent import Depth
from s11chat.engine.turn import Turn
from s11chat.errors import RefusedError, StaleResponseError
from s11chat.fieldwork.case import State
from s11chat.language.harmless import harmless
from s11chat.services.admitting import must_stand
from s11chat.services.amending import Amending
from s11chat.services.beside import Beside
from s11chat.services.certifying import certificate
from s11chat.services.enrolling import Keyring
from s11chat.services.helping import help_used
from s11chat.services.interviewing import Interview
from s11chat.services.kept import Kept
from s11chat.services.reopening import foretelling, must_be_open, reopened
from s11chat.services.reviewing import Gathered, gather, return_line
from s11chat.services.sealing import Sealing, signer
from s11chat.services.section import gravest_first, section_lines
from s11chat.services.showing import Shown
from s11chat.services.talk import ONLINE, header, must_lead
from s11chat.services.view import Admission, AnswerLine, Certificate, Header, ReturnLine, SectionLine
from s11chat.services.witnessing import Did, witness
from s11chat.store.entry import Author, Entry, NewFact, NewQuery, NewTransition, NewVoid, QueryClosed
from s11chat.store.record import ResponseRecord
from s11chat.store.seal import instant

if TYPE_CHECKING:
    from s11chat.services.challenging import Released
    from s11chat.services.echoing import Echoing
    from s11chat.services.exhibit import EvidenceLine
    from s11chat.services.undertaking import Undertakings

_NONE = 0
"""The revision that stands for an acceptance taken back: no answer has it."""


class Docket(Beside):
    """One return in front of its lead."""

    def __init__(self, kept: Kept, admission: Admission) -> None:
        require(admission.role, Act.REVIEW)
        super().__init__(kept, kept.case(admission.case), admission)
        self._admission = admission
        self._amending: Amending | None = None
        self._look()
        role, wave, ref = admission.role.value, self._case.wave, self._case.ref
        witness(kept, Did.SAW_RETURN, wave, ref, by=admission.name, role=role)
        self._keyring = Keyring(kept, self._case.wave, admission.person)
        self._shown = Shown(self._found)

    def leave(self) -> None:
        """The lead is done for now; the head of what was written is entered in the journal of the wave."""
        self._kept.casebook.enter_head(self._case.wave, self._case.return_id, self._kept.clock())

    def _look(self) -> None:
        self._case = self._kept.case(self._admission.case)
        must_stand(self._kept, self._admission.selector)
        must_lead(self._case, self._admission.person)
        self._found: Gathered = gather(self._kept, self._case, earlier=True, for_lead=True)

    def _whole(self) -> ReturnLine:
        return return_line(self._kept, self._case, self.header, self._found)

    @property
    def header(self) -> Header:
        """Whose return it is."""
        case = self._case
        wave = self._kept.casebook.wave(case.wave)
        mode = case.mode or ONLINE
        return header(self._found.talk.dialog, wave, case, Role.LEAD, self._admission.name, mode)

    def review(self) -> ReturnLine:
        """The return as it stands now, to be shown; only what was shown can be signed."""
        self._look()
        self._shown = Shown(self._found)
        return self._whole()

    @property
    def echoing(self) -> Echoing:
        """The staff echo of the organisation."""
        from s11chat.services.echoing import Echoing  # few dockets have one

        return Echoing(self._kept, self._admission.case, self._admission)

    def answer(self, question: str) -> AnswerLine:
        """One answer as it stands now, to be shown. Raises RefusedError where there is no such question."""
        self._look()
        line = next((line for line in self._whole().answers if line.question == question), None)
        if line is None:
            raise RefusedError(
                f"There is no question '{question[:20]}'{nearest(question[:20], self._found.talk.questions)}."
            )
        self._shown.note(self._found, [question])
        return line

    def ordered(self, whole: ReturnLine | None = None) -> tuple[AnswerLine, ...]:
        """The answers on the route in the order a lead should look at them: of `whole`, where it was just read."""
        answers = (whole or self.review()).answers
        return gravest_first(self._found, answers)

    def explained(self, question: str, shown: Iterable[tuple[str, Depth]]) -> None:
        """Puts on record which articles were read on a question, and how deep; not once the wave is closed."""
        entries = help_used(self._kept.library, question, shown)
        if entries and self._kept.casebook.wave(self._case.wave).state != "closed":
            self._enter(entries)

    def accept(self, question: str) -> None:
        """Puts on record that the lead has seen this answer and lets it stand."""
        record = self._answered(question)
        self._enter([NewFact("accepted", {"item": question, "revision": record.revision})])

    def unaccept(self, question: str) -> None:
        """Takes that back, on record as well: the answer is to be looked at again."""
        record = self._answered(question)
        accepted = self._found.accepted.get(question)
        if accepted is None or accepted.details["revision"] != record.revision:
            raise RefusedError(f"'{question}' is not accepted, so there is nothing to take back.")
        self._enter([NewFact("accepted", {"item": question, "revision": _NONE})])

    def amend(self, question: str, text: str) -> tuple[Turn, ...]:
        """The lead's own answer in place of the one given, which is kept; turns say how it was read."""
        require(self._admission.role, Act.AMEND)
        if self._amending is None:
            self._amending = Amending(self._interview())
        turns, answered, moved = self._amending.amend(question, text)
        self._look()
        self._shown.note(self._found, answered, moved)
        return turns

    def query(self, question: str, text: str) -> None:
        """Asks whoever answered; the query belongs to this round."""
        now = rounds.Round(self._whole().round)
        made = rounds.open_query(self._admission.role, question, now, harmless(text))
        if question not in self._found.talk.places:
            raise RefusedError(f"'{question}' is not asked of this organisation.")
        self._enter([NewQuery(question, made.round, made.text)])

    def close_query(self, query_id: str, reason: str = "") -> None:
        """Settles a query; one without an answer needs a reason."""
        queries = [q for found in self._found.queries.values() for q in found if str(q.seq) == query_id]
        if not queries:
            raise RefusedError(f"There is no query {query_id[:20]} in this return.")
        state = rounds.QueryState(queries[0].state)
        closed = rounds.close_query(
            self._admission.role,
            rounds.Query(queries[0].item, queries[0].round, queries[0].text, state),
            harmless(reason),
        )
        self._enter([QueryClosed(queries[0].seq, closed.closing)])

    def send_back(self, comment: str) -> None:
        """Back to whoever answered, with a comment that says what should change."""
        now = rounds.Round(self._whole().round)
        following = rounds.send_back(self._admission.role, now, harmless(comment))

        def entries() -> list[Entry]:
            voids = [NewVoid(section, "sent back") for section in self._found.signatures]
            return [*voids, NewTransition(State.SENT_BACK, following.comment)]

        self._enter(entries)

    def reopen(self, reason: str) -> None:
        """Opens a signed return again; its signatures no longer stand."""
        self._enter(lambda: reopened(self._kept, self._case, self._admission.role, reason))

    @property
    def statement(self) -> str:
        """The words a lead signs, with the sections that the return has as it was shown."""
        return naming_sections(STATEMENT, self._shown.sections(self._found))

    @property
    def reopening(self) -> str:
        """What reopening would void, in a sentence, for the lead to know before."""
        return foretelling(self._kept, self._case)

    @property
    def undertakings(self) -> Undertakings:
        """The action plan of the return."""
        from s11chat.services.undertaking import Undertakings  # the words of days take a while to load

        return Undertakings(self._kept, self._admission.case, self._admission)

    def attached(self, changed: Iterable[EvidenceLine]) -> None:
        """The lead has put records on file, or changed them, and so has seen them."""
        self._look()
        covers = {item for line in changed for item in line.covers}
        items = [question.id for question in self._found.talk.route if question.item in covers]
        self._shown.note(self._found, items)

    @property
    def released(self) -> Released:
        """The moderated ratings that were released, and the way to answer them."""
        from s11chat.services.challenging import Released  # hardly a sitting comes to it

        return Released(self._kept, self._admission)

    @property
    def enrolled(self) -> bool:
        """Whether this lead has a signing phrase."""
        return self._keyring.current is not None

    def offer_phrase(self) -> str:
        """Six words the lead may accept; they are kept nowhere."""
        require(self._admission.role, Act.ENROL)
        return self._keyring.offer()

    def enrol(self, phrase: str) -> None:
        """Makes `phrase` the lead's key; an earlier one is revoked, its signatures stay checkable."""
        require(self._admission.role, Act.ENROL)
        self._keyring.enrol(phrase)

    def sections(self) -> tuple[SectionLine, ...]:
        """The sections on the route, as they can be signed."""
        from s11chat.services.partition import holders

        kept, case = self._kept, self._case
        people = kept.casebook.persons(case.wave, case.ref)
        held = holders(self._found.talk.dialog, people, kept.delegations.of(case.return_id))
        return section_lines(self._found, self._whole().answers, held)

    def sign(self, sections: tuple[str, ...], phrase: str, name: str) -> Certificate:
        """Signs the sections as they were last shown.

        Raises RefusedError or AccessError with nothing signed, StaleResponseError where an answer has changed
        since it was shown, TamperError where a signature that stands does not hold.
        """
        require(self._admission.role, Act.SIGN)
        if not sections:
            raise RefusedError("Name at least one section to sign.")
        self._look()
        must_be_open(self._kept, self._case)
        signed_by = signer(name, self._case.lead.name if self._case.lead else "")
        record, key = self._keyring.unlock(phrase)
        at = self._kept.clock()

        def entries() -> list[Entry]:
            changed = self._shown.changed(self._found, sections)
            if changed:
                raise StaleResponseError(f"{changed} Nothing was signed.")
            statement = Statement(signed_by, self._admission.role.value, self.statement, instant(at))
            return Sealing(record, key, statement, sections).entries(self._kept, self._case, self._found)

        self._enter(entries, self._shown.revisions(self._found, sections), at)
        return self.certificate()

    def certificate(self) -> Certificate:
        """The certificate of the return as it stands."""
        self._look()
        return certificate(self._kept, self._case, self._found, self.header)

    def _answered(self, question: str) -> ResponseRecord:
        record = self._found.current.get(question)
        if record is None:
            raise RefusedError(f"There is no answer to '{question}' yet.")
        return record

    def _interview(self) -> Interview:
        admission = self._admission
        mode = self._case.mode or ONLINE
        who = admission.name, admission.person
        return Interview(self._kept, self._case, Role.LEAD, *who, mode, admission.selector)

    def _enter(
        self,
        entries: list[Entry] | Callable[[], list[Entry]],
        seen: Mapping[str, int] | None = None,
        at: datetime | None = None,
    ) -> None:
        """Writes entries, made of the return as it stands once nobody else can write to it."""
        person, name = self._admission.person, self._admission.name
        author = Author(person, name, Role.LEAD.value, self._case.name, self._case.mode or ONLINE)

        def settled() -> list[Entry]:
            self._look()
            must_be_open(self._kept, self._case)
            return entries() if callable(entries) else entries

        try:
            self._kept.responses.record(
                self._case.return_id, author, at or self._kept.clock(), settled, seen or {}
            )
        except StaleResponseError as error:
            done = "" if "Nothing was signed" in str(error) else " Nothing was signed."
            raise StaleResponseError(f"{error}{done}") from error
        self._look()
