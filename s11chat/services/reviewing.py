"""Puts a return together as a whole: every question as asked, its answer, whose it is, and what stands out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from s11chat.assurance.docket import Entry, Facts
from s11chat.assurance.status import Status, status_of
from s11chat.dialog.model import Audience, Kind, NoAnswer, Rating
from s11chat.dialog.question import Question
from s11chat.engine.answer import NO_ANSWER_WORDS, PARKED, Before
from s11chat.engine.checking import against
from s11chat.engine.conversation import Conversation
from s11chat.engine.route import standing
from s11chat.engine.share import told
from s11chat.fieldwork.case import COMPLETED, State
from s11chat.services.asked import stem_as_asked, text_as_asked
from s11chat.services.attesting import mark
from s11chat.services.exhibit import backed_by, evidence_line, shows
from s11chat.services.forwarding import before
from s11chat.services.kept import Kept
from s11chat.services.owning import owners
from s11chat.services.released import Release, released
from s11chat.services.remarking import remark_lines
from s11chat.services.talk import ONLINE, TELEPHONE, conversation, stood
from s11chat.services.view import (
    AcceptedMark,
    AnswerLine,
    AttestedMark,
    Header,
    ModeratedMark,
    QueryLine,
    ReturnLine,
    SignedMark,
)
from s11chat.services.weighing import fell, last_time
from s11chat.store.action import TAKEN_OUT
from s11chat.store.record import (
    ActionRecord,
    CaseRecord,
    EvidenceRecord,
    FactRecord,
    Origin,
    ParkRecord,
    QueryRecord,
    RemarkRecord,
    ResponseRecord,
    SignatureRecord,
)
from s11chat.store.redacted import Redaction


@dataclass(frozen=True)
class Gathered:
    """Everything kept of one return, read once."""

    talk: Conversation
    current: Mapping[str, ResponseRecord]
    remarks: Mapping[str, tuple[RemarkRecord, ...]]
    queries: Mapping[str, tuple[QueryRecord, ...]]
    signatures: Mapping[str, SignatureRecord]
    """The last signature of each section, standing or not."""
    accepted: Mapping[str, FactRecord]
    """What the lead accepted last, by question."""
    evidences: tuple[EvidenceRecord, ...]
    """Every record of evidence, withdrawn ones among them."""
    backed: Mapping[str, str]
    """The items that evidence stands for, and why all of it should be looked at again, if it should."""
    months: int
    """How old a document may be."""
    parks: Mapping[str, ParkRecord] = field(default_factory=dict)
    """What waits for somebody, by question."""
    attested: AttestedMark | None = None
    """The read-back that stands."""
    before: Mapping[str, Before] = field(default_factory=dict)
    """What was answered in the wave before, by question, where that was read too."""
    actions: Mapping[str, tuple[ActionRecord, ...]] = field(default_factory=dict)
    """What was added to the plan and not taken out, by rated question."""
    origins: Mapping[int, Origin] = field(default_factory=dict)
    """What entries were that came with a bundle, by their numbers here."""
    redactions: tuple[Redaction, ...] = ()
    release: Release | None = None
    """What moderators found, where it was released and that was read too."""

    def standing(self, section: str) -> SignatureRecord | None:
        """The signature that stands on a section."""
        signature = self.signatures.get(section)
        return signature if signature is not None and signature.voided_at is None else None

    def signed(self, record: ResponseRecord | None, section: str) -> SignatureRecord | None:
        """The standing signature that covers `record`."""
        signature = self.standing(section)
        covered = (
            record is not None
            and record.intact
            and signature is not None
            and self._number(record) < signature.seq
        )
        return signature if covered else None

    def changed(self, record: ResponseRecord | None, section: str) -> bool:
        """Whether `record` came after the last signature of its section."""
        signature = self.signatures.get(section)
        return signature is not None and record is not None and self._number(record) > signature.seq

    def moderated(self, question: Question) -> ModeratedMark | None:
        """What moderators found of a question, beside its answer as it stands."""
        if self.release is None:
            return None
        record, fact = self.current.get(question.id), self.accepted.get(question.id)
        revision = record.revision if record else 0
        signature = self.signed(record, question.section)
        seen = fact.seq if fact is not None and fact.details["revision"] == revision else 0
        seen = max(seen, signature.seq if signature else 0)
        return self.release.of(question, self.talk.answers.get(question.id), revision, seen)

    def _number(self, record: ResponseRecord) -> int:
        """Where in the return a response was entered first."""
        origin = self.origins.get(record.seq)
        return origin.again if origin and origin.again else record.seq

    def revision(self, record: ResponseRecord) -> int:
        """The revision a response had where it was given."""
        origin = self.origins.get(record.seq)
        return origin.revision if origin and origin.revision else record.revision

    def as_made(self, number: int, row: Mapping[str, Any]) -> dict[str, Any]:
        """The row of an entry as it was where it was made, by the row stored here."""
        origin = self.origins.get(number)
        return {**row, **origin.before, "digest": origin.digest} if origin else dict(row)

    def digest(self, record: ResponseRecord | RemarkRecord | EvidenceRecord | ActionRecord) -> str:
        """The digest an entry had where it was made: what a signature covers."""
        number = record.stepped if isinstance(record, EvidenceRecord) else record.seq
        origin = self.origins.get(number)
        return origin.digest if origin else record.digest

    def evidence(self, question: Question) -> tuple[EvidenceRecord, ...]:
        """The records that stand and speak for a question."""
        return tuple(one for one in self.evidences if one.stands and shows(one, question))

    def evidence_moved(self, question: Question) -> bool:
        """Whether evidence for a question was added, amended or withdrawn after its section was last signed."""
        signature = self.signatures.get(question.section)
        return signature is not None and any(
            one.stepped > signature.seq for one in self.evidences if shows(one, question)
        )

    def plan_moved(self, question: Question) -> bool:
        """Whether something else was agreed for a question after its section was last signed."""
        signature = self.signatures.get(question.section)
        agreed = self.actions.get(question.id, ())
        return signature is not None and any(one.seq > signature.seq for one in agreed)


def gather(kept: Kept, case: CaseRecord, *, earlier: bool = False, for_lead: bool = False) -> Gathered:
    """Reads a return; `earlier` with what the organisation answered in the wave before.

    `for_lead` with what moderators found, as it was released.
    """
    id_ = case.return_id
    facts = kept.responses.facts(id_)
    remarks: dict[str, list[RemarkRecord]] = defaultdict(list)
    for remark in kept.responses.remarks(id_):
        remarks[remark.item].append(remark)
    queries: dict[str, list[QueryRecord]] = defaultdict(list)
    for query in kept.responses.queries(id_):
        queries[query.item].append(query)
    actions: dict[str, list[ActionRecord]] = defaultdict(list)
    for action in kept.actions.added(id_):
        if action.step != TAKEN_OUT:
            actions[action.item].append(action)
    found = stood(kept, case)
    dialog = kept.dialog(found.wave)
    evidences = kept.evidences.of(id_)
    months = kept.plans.plan(case.wave).evidence_months if evidences else 0
    talk = conversation(dialog, found, Audience.LEAD, case.mode or ONLINE, kept.library, kept.today)
    return Gathered(
        talk=talk,
        current=found.current,
        remarks={item: tuple(found) for item, found in remarks.items()},
        queries={item: tuple(found) for item, found in queries.items()},
        signatures={signature.section: signature for signature in kept.responses.signatures(id_)},
        accepted={str(fact.details["item"]): fact for fact in facts if fact.kind == "accepted"},
        evidences=evidences,
        backed=backed_by(evidences, kept.today, months),
        months=months,
        parks=found.parks,
        attested=mark(kept, case) if case.mode == TELEPHONE else None,
        before=before(kept, found.wave, case, dialog) if earlier else {},
        actions={item: tuple(found) for item, found in actions.items()},
        origins=kept.responses.origins(id_),
        redactions=kept.redactions.of(id_),
        release=released(kept.moderations, id_, facts) if for_lead else None,
    )


def return_line(kept: Kept, case: CaseRecord, header: Header, found: Gathered | None = None) -> ReturnLine:
    """The return of `case` as a whole; `found` is what was just gathered of it, with the wave before."""
    found = found or gather(kept, case, earlier=True)
    transitions = kept.responses.transitions(case.return_id)
    sent_back = [move for move in transitions if move.became is State.SENT_BACK]
    events = kept.responses.events(f"return:{case.return_id}")
    owner = owners(kept, case, found.talk.questions, found.current, found.parks)
    return ReturnLine(
        header=header,
        state=case.state,
        status=status(case, found),
        answers=tuple(
            _line(found, question, owner(question.id)) for question in found.talk.questions.values()
        ),
        sections_signed=tuple(
            s.section for s in found.talk.dialog.sections if found.standing(s.section) is not None
        ),
        head=events[-1].hash if events else "",
        round=1 + len(sent_back),
        comment=sent_back[-1].reason if sent_back else "",
        remarks=remark_lines(found.remarks.get("", ()), header),
        attested=found.attested,
    )


def status(case: CaseRecord, found: Gathered) -> Status:
    """What stands behind the return."""
    return status_of(
        signed=any(found.standing(section) for section in found.signatures),
        signed_off=case.state is State.SIGNED_OFF,
        complete=case.state in COMPLETED,
        telephone=case.mode == TELEPHONE,
        roles={record.role for record in found.current.values()},
        attested=found.attested is not None,
    )


def docket_entry(found: Gathered, question: Question) -> Entry:
    """One answer as the docket weighs it."""
    record = found.current.get(question.id)
    answer = found.talk.answers.get(question.id)
    kind = standing(question, frozenset(found.talk.places), found.talk.answers)
    option = question.option(answer.value) if answer and isinstance(answer.value, str) else None
    asked = _asked_after(found, question, option.code) if option else frozenset()
    added = question.id in found.actions
    left_to_lead = answer is not None and answer.reason == "left to the lead"
    moderated = found.moderated(question)
    return Entry(
        question=question.id,
        section=question.section,
        changed=found.changed(record, question.section)
        or found.evidence_moved(question)
        or found.plan_moved(question),
        facts=Facts(
            score=option.score if option and question.rates else None,
            asks_action="action" in asked,
            asks_evidence="evidence" in asked,
            has_action=added or _has(found, question, "action"),
            has_lead=added or _has(found, question, "lead"),
            has_due=added or _has(found, question, "due"),
            has_evidence=question.item in found.backed or _has(found, question, "evidence"),
            evidence_due=bool(found.backed.get(question.item)) and not question.part,
            no_answer="" if kind is None or kind is NoAnswer.OFF_ROUTE or left_to_lead else kind.value,
            left_to_lead=left_to_lead,
            parked=question.id in found.talk.parked,
            query_open=any(query.state == "open" for query in found.queries.get(question.id, ())),
            fell=fell(question, answer, found.before.get(question.id)),
            moderated_lower=moderated is not None and moderated.lower,
            at_odds=bool(against(found.talk, question)),
            has_remark=bool(found.remarks.get(question.id)),
            exact=record.exact if record else True,
        ),
    )


def _asked_after(found: Gathered, question: Question, rating: str) -> frozenset[str]:
    """The parts that the dialog asks for after this rating; the others are not missing."""
    dialog = found.talk.dialog
    item = dialog.items[question.item]
    rules = dialog.follow_ups.get(item.follow_ups or "", ()) if isinstance(item, Rating) else ()
    return frozenset(rule.part for rule in rules if rating in rule.after)


def _has(found: Gathered, question: Question, part: str) -> bool:
    answer = found.talk.answers.get(f"{question.item}.{part}")
    return answer is not None and answer.value is not None


def _line(found: Gathered, question: Question, owner: str) -> AnswerLine:
    record = found.current.get(question.id)
    answer = found.talk.answers.get(question.id)
    kind = standing(question, frozenset(found.talk.places), found.talk.answers)
    if kind is NoAnswer.OFF_ROUTE or question.kind is Kind.STATEMENT:
        reasons: tuple[str, ...] = ()
    else:
        reasons = tuple(reason.value for reason in docket_entry(found, question).reasons)
    moderated = found.moderated(question)
    line = AnswerLine(
        question=question.id,
        section=question.section,
        section_title=found.talk.section_title(question),
        text=text_as_asked(found.talk, question, record.role if record else "lead"),
        said=_said(found.talk, question, kind),
        answer=answer,
        no_answer=kind.value if kind else None,
        revision=record.revision if record else 0,
        remarks=tuple(remark.text for remark in found.remarks.get(question.id, ())),
        parked=found.talk.parked.get(question.id),
        owner=owner,
        queries=tuple(_query(query, owner) for query in found.queries.get(question.id, ())),
        signed=_mark(found, found.signed(record, question.section)),
        reasons=reasons,
        changed=found.changed(record, question.section) or found.evidence_moved(question),
        acceptance=None if moderated and moderated.lower and moderated.new else _acceptance(found, record),
        articles=question.kb,
        stem=stem_as_asked(found.talk, question, record.role if record else "lead"),
        evidence=tuple(
            evidence_line(one, found.talk.today, found.months) for one in found.evidence(question)
        ),
        before=last_time(found.talk, question, found.before),
        against=against(found.talk, question),
        moderated=moderated,
    )
    return _with_author(line, record) if record else line


def _acceptance(found: Gathered, record: ResponseRecord | None) -> AcceptedMark | None:
    """That the lead accepted this very revision."""
    fact = found.accepted.get(record.item) if record else None
    if fact is None or record is None or fact.details["revision"] != record.revision:
        return None
    return AcceptedMark(fact.by_name, fact.at)


def _said(talk: Conversation, question: Question, kind: NoAnswer | None) -> str:
    if kind is not NoAnswer.OFF_ROUTE and question.id not in talk.answers and question.id in talk.parked:
        return PARKED
    if kind is NoAnswer.OFF_ROUTE or question.id not in talk.answers:
        return NO_ANSWER_WORDS[kind or NoAnswer.NOT_REACHED]
    return told(question, talk.answers)


def _with_author(line: AnswerLine, record: ResponseRecord) -> AnswerLine:
    return replace(
        line,
        words=record.words,
        because=record.because,
        exact=record.exact,
        by=record.by_name,
        role=record.role,
        on_behalf_of=record.on_behalf_of,
        mode=record.mode,
        at=record.at,
    )


def _query(query: QueryRecord, owner: str) -> QueryLine:
    waits = "" if query.state == "closed" else owner
    return QueryLine(str(query.seq), query.round, query.text, query.by_name, query.state, query.answer, waits)


def _mark(found: Gathered, signature: SignatureRecord | None) -> SignedMark | None:
    if signature is None:
        return None
    since = redacted_since(signature, found.redactions)
    return SignedMark(signature.name, signature.at, signature.digest, since)


def redacted_since(record: SignatureRecord, since: Sequence[Redaction]) -> str:
    """What is to be said of a signature whose text has been redacted; empty where nothing of it was."""
    touching = [one for one in since if record.seq in one.signatures]
    if not touching:
        return ""
    last = touching[-1]
    was = "was good" if all(one.signatures[record.seq] for one in touching) else "was not good"
    at = f"{last.at.astimezone():%d %B %Y}".lstrip("0")
    return f"{was}; the text has been redacted since, on {at} by {last.by_name}"
