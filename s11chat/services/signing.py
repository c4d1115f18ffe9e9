"""The lead's side: the docket, amending, querying, sending back, and signing what was seen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from s11chat.assurance import phrase as phrases
from s11chat.assurance import round as rounds
from s11chat.assurance.docket import ordered
from s11chat.assurance.right import Act, Role, require
from s11chat.assurance.signature import (
    STATEMENT,
    CoveredAnswer,
    Scope,
    Signature,
    Statement,
    check,
    sign,
)
from s11chat.dialog.model import Kind
from s11chat.dialog.suggest import nearest
from s11chat.engine.intent import Reply, Revisit
from s11chat.engine.turn import Confirmed, Turn
from s11chat.errors import RefusedError, StaleResponseError, StateError
from s11chat.fieldwork.case import State
from s11chat.language.harmless import harmless, one_line
from s11chat.services.admitting import LONGEST_NAME, Door
from s11chat.services.certifying import certificate
from s11chat.services.interviewing import Interview
from s11chat.services.kept import Kept
from s11chat.services.reviewing import Gathered, docket_entry, gather, return_line, text_as_asked
from s11chat.services.talk import ONLINE, header
from s11chat.services.view import Admission, AnswerLine, Certificate, Header, ReturnLine, SectionLine
from s11chat.store.entry import (
    Author,
    Entry,
    NewFact,
    NewQuery,
    NewSignature,
    NewTransition,
    NewVoid,
    QueryClosed,
)
from s11chat.store.record import CaseRecord, KeyRecord, ResponseRecord


class Docket:
    """One return in front of its lead."""

    statement = STATEMENT
    """The words a lead signs."""

    def __init__(self, kept: Kept, admission: Admission) -> None:
        require(admission.role, Act.REVIEW)
        self._kept, self._admission = kept, admission
        self._amending: Interview | None = None
        self._look()
        self._show()

    def leave(self) -> None:
        """The lead is done for now; the heads of what was written are entered in the journal of the wave."""
        self._kept.casebook.enter_heads(self._case.wave, self._kept.clock())

    def _look(self) -> None:
        self._case: CaseRecord = self._kept.case(self._admission.case)
        self._found: Gathered = gather(self._kept, self._case)

    def _show(self) -> None:
        """All of it is in front of the lead now."""
        self._seen = self._revisions()
        self._remarks_seen = {item: len(remarks) for item, remarks in self._found.remarks.items()}
        self._route_seen = frozenset(self._found.talk.places)

    def _revisions(self) -> dict[str, int]:
        return {item: record.revision for item, record in self._found.current.items()}

    def _whole(self) -> ReturnLine:
        return return_line(self._kept, self._case, self.header)

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
        self._show()
        return self._whole()

    def answer(self, question: str) -> AnswerLine:
        """One answer as it stands now, to be shown. Raises RefusedError where there is no such question."""
        self._look()
        line = next((line for line in self._whole().answers if line.question == question), None)
        if line is None:
            raise RefusedError(
                f"There is no question '{question[:20]}'{nearest(question[:20], self._found.talk.questions)}."
            )
        self._seen[question] = line.revision
        self._remarks_seen[question] = len(line.remarks)
        return line

    def ordered(self) -> tuple[AnswerLine, ...]:
        """The answers on the route in the order a lead should look at them."""
        whole = self.review()
        lines = {line.question: line for line in whole.answers}
        entries = [
            docket_entry(self._found, q) for q in self._found.talk.route if q.kind is not Kind.STATEMENT
        ]
        first = ordered(entry for entry in entries if not lines[entry.question].accepted)
        then = [entry for entry in entries if lines[entry.question].accepted]
        return tuple(lines[entry.question] for entry in (*first, *then))

    def accept(self, question: str) -> None:
        """Puts on record that the lead has seen this answer and lets it stand."""
        record = self._answered(question)
        self._enter([NewFact("accepted", {"item": question, "revision": record.revision})])

    def amend(self, question: str, text: str) -> tuple[Turn, ...]:
        """The lead's own answer in place of the one given, which is kept; turns say how it was read."""
        require(self._admission.role, Act.AMEND)
        if self._amending is None:
            self._amending = self._interview()
        if question not in self._amending.conversation.places:
            raise RefusedError(f"'{question}' is not asked of this organisation.")
        if self._amending.conversation.pending is None:
            self._amending.respond(Revisit(question))
        before = frozenset(self._amending.conversation.places)
        turns = self._amending.respond(Reply(text))
        self._look()
        # What the lead has just typed, and what it opened or closed, is known to the lead.
        self._route_seen ^= before ^ frozenset(self._amending.conversation.places)
        for known in {question, *(turn.question.id for turn in turns if isinstance(turn, Confirmed))}:
            self._seen[known] = self._revisions().get(known, 0)
            self._remarks_seen[known] = len(self._found.remarks.get(known, ()))
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
            raise RefusedError(f"There is no query {query_id} in this return.")
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
        self._must_be_open()
        voids = [NewVoid(section, "sent back") for section in self._standing()]
        self._enter([*voids, NewTransition(State.SENT_BACK, following.comment)])

    def reopen(self, reason: str) -> None:
        """Opens a signed return again; its signatures no longer stand."""
        said = rounds.reopen(self._admission.role, harmless(reason))
        self._must_be_open()
        if not self._standing():
            raise StateError("Nothing is signed here, so there is nothing to reopen.")
        voids = [NewVoid(section, said) for section in self._standing()]
        self._enter([*voids, NewTransition(State.IN_PROGRESS, said)])

    @property
    def enrolled(self) -> bool:
        """Whether this lead has a signing phrase."""
        return self._key() is not None

    def offer_phrase(self) -> str:
        """Six words the lead may accept; they are kept nowhere."""
        require(self._admission.role, Act.ENROL)
        return phrases.new_phrase(self._kept.token)

    def enrol(self, phrase: str) -> None:
        """Makes `phrase` the lead's key; an earlier one is revoked, its signatures stay checkable."""
        require(self._admission.role, Act.ENROL)
        salt = self._kept.token(phrases.SALT_BYTES)
        tidy = phrases.own_phrase(phrase)
        key = phrases.derive(tidy, salt)
        self._kept.keys.enrol(
            self._case.wave,
            self._admission.person,
            key.public,
            salt.hex(),
            phrases.METHOD,
            self._kept.clock(),
        )

    def sections(self) -> tuple[SectionLine, ...]:
        """The sections on the route, as they can be signed."""
        whole = self._whole()
        by_id = {line.question: line for line in whole.answers}
        lines = []
        for section in self._found.talk.dialog.sections:
            inside = [by_id[q.id] for q in self._found.talk.route if q.section == section.section]
            if not inside:
                continue
            signature = self._found.signatures.get(section.section)
            lines.append(
                SectionLine(
                    section=section.section,
                    title=section.title,
                    answered=sum(
                        1 for line in inside if line.answer is not None and line.answer.value is not None
                    ),
                    asked=len(inside),
                    weak=sum(1 for line in inside if line.reasons and not line.accepted),
                    signed=signature is not None and signature.voided_at is None,
                    voided=signature is not None and signature.voided_at is not None,
                )
            )
        return tuple(lines)

    def sign(self, sections: tuple[str, ...], phrase: str, name: str) -> Certificate:
        """Signs the sections as they were last shown.

        Raises RefusedError or AccessError with nothing signed, StaleResponseError where an answer has changed
        since it was shown.
        """
        require(self._admission.role, Act.SIGN)
        key = self._open_key(phrase)
        if not sections:
            raise RefusedError("Name at least one section to sign.")
        self._must_be_as_shown(sections)
        after = self._state_after(sections)
        at = self._kept.clock()
        statement = Statement(_signer(name), self._admission.role.value, self.statement, instant(at))
        record = self._key()
        assert record is not None
        entries: list[Entry] = []
        for section in sections:
            scope = scope_of(self._kept, self._case, self._found, section)
            made = sign(scope, statement, key)
            entries.append(NewVoid(section, "signed anew"))
            entries.append(
                NewSignature(section, made.digest, statement.text, statement.name, record.id, made.signature)
            )
        entries.append(NewTransition(after, "signed"))
        seen = {q.id: self._seen.get(q.id, 0) for q in self._found.talk.route if q.section in sections}
        self._enter(entries, seen, at)
        return self.certificate()

    def _must_be_as_shown(self, sections: tuple[str, ...]) -> None:
        """Raises StaleResponseError where something that a signature covers is not what the lead last saw.

        Answers are held against what was seen once more when the signature is written.
        """
        self._look()
        now = self._revisions()
        for question in self._found.talk.questions.values():
            if question.section not in sections:
                continue
            moved = (question.id in self._found.talk.places) != (question.id in self._route_seen)
            answered = question.id in self._found.talk.places and now.get(question.id, 0) != self._seen.get(
                question.id, 0
            )
            remarked = len(self._found.remarks.get(question.id, ())) != self._remarks_seen.get(question.id, 0)
            if moved or answered or remarked:
                what = "the answer to" if answered else "a remark on" if remarked else "whether to ask"
                raise StaleResponseError(
                    f"Since you looked, somebody has changed {what} {question.id}: look again. "
                    "Nothing was signed."
                )

    def _must_be_open(self) -> None:
        if self._kept.casebook.wave(self._case.wave).state == "closed":
            raise StateError(f"Wave {self._case.wave} is closed: ask the office before anything is changed.")

    def certificate(self) -> Certificate:
        """The certificate of the return as it stands."""
        self._look()
        return certificate(self._kept, self._case, self._found, self.header)

    def _state_after(self, sections: tuple[str, ...]) -> State:
        on_route = {question.section for question in self._found.talk.route}
        unknown = set(sections) - on_route
        if unknown:
            raise RefusedError(f"There is no section {', '.join(sorted(unknown))} in this return.")
        everything = on_route <= set(sections) | set(self._standing())
        return State.SIGNED_OFF if everything else State.SIGNED_IN_PART

    def _standing(self) -> tuple[str, ...]:
        return tuple(
            section for section in self._found.signatures if self._found.standing(section) is not None
        )

    def _key(self) -> KeyRecord | None:
        return self._kept.keys.current(self._admission.person)

    def _open_key(self, phrase: str) -> phrases.SigningKey:
        record = self._key()
        if record is None:
            raise RefusedError("You have no signing phrase yet: choose one first, then sign.")
        door = Door(self._kept, f"phrase of {record.id}")
        door.must_be_open()
        key = phrases.derive(phrase, bytes.fromhex(record.phrase_salt), record.kdf)
        if key.public != record.public_key:
            door.wrong()
            raise RefusedError(
                "That is not the phrase you enrolled: nothing was signed. Lost it? Enrol a new one."
            )
        door.right()
        return key

    def _answered(self, question: str) -> ResponseRecord:
        record = self._found.current.get(question)
        if record is None:
            raise RefusedError(f"There is no answer to '{question}' yet.")
        return record

    def _interview(self) -> Interview:
        admission = self._admission
        mode = self._case.mode or ONLINE
        return Interview(self._kept, self._case, Role.LEAD, admission.name, admission.person, mode)

    def _enter(
        self, entries: list[Entry], seen: Mapping[str, int] | None = None, at: datetime | None = None
    ) -> None:
        author = Author(
            self._admission.person,
            self._admission.name,
            Role.LEAD.value,
            self._case.name,
            self._case.mode or ONLINE,
        )
        try:
            self._kept.responses.record(
                self._case.return_id, author, at or self._kept.clock(), entries, seen or {}
            )
        except StaleResponseError as error:
            raise StaleResponseError(f"{error} Nothing was signed.") from error
        self._look()


def _signer(name: str) -> str:
    """The name a lead signs with, on one line."""
    signer = one_line(name)
    if len(signer) > LONGEST_NAME:
        raise RefusedError(f"A name has at most {LONGEST_NAME} characters: type your full name.")
    return signer


def instant(at: datetime) -> str:
    """A moment as it stands in a signed statement."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def scope_of(kept: Kept, case: CaseRecord, found: Gathered, section: str) -> Scope:
    """What a signature on `section` covers."""
    wave = kept.casebook.wave(case.wave)
    dialog = found.talk.dialog
    covered = []
    for question in found.talk.route:
        record = found.current.get(question.id)
        if question.section != section or record is None:
            continue
        covered.append(
            CoveredAnswer(
                question=question.id,
                text_as_asked=text_as_asked(found.talk, question, record.role),
                revision=record.revision,
                digest=record.digest,
                no_answer=record.no_answer or None,
                remarks=tuple(remark.digest for remark in found.remarks.get(question.id, ())),
            )
        )
    return Scope(
        wave=wave.id,
        case=case.ref,
        return_id=case.return_id,
        dialog=dialog.dialog,
        dialog_version=dialog.version,
        dialog_digest=wave.dialog_digest,
        section=section,
        answers=tuple(covered),
    )


def faults(kept: Kept, case: CaseRecord) -> list[str]:
    """What is wrong with the signatures that stand on a return, a sentence each."""
    found = gather(kept, case)
    wrong = []
    for section, record in found.signatures.items():
        if record.voided_at is not None:
            continue
        key = kept.keys.find(record.key)
        scope = scope_of(kept, case, found, section)
        statement = Statement(record.name, record.role, record.statement, instant(record.at))
        kept_one = Signature(
            section, record.digest, statement, key.public_key if key else "", record.signature
        )
        fault = check(kept_one, scope)
        if fault:
            wrong.append(f"{case.wave}/{case.ref}: {fault}")
    return wrong
