"""Evidence of the answers of one return: added, amended, withdrawn, reinstated, looked at and taken out again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path

from s11chat.assurance import evidence as rule
from s11chat.assurance.evidence import Telling, looks_private
from s11chat.assurance.right import Act, Role
from s11chat.errors import RefusedError, StateError, UsageError
from s11chat.exchange.attachment import read_attachment, size_of
from s11chat.exchange.outgoing import as_csv
from s11chat.fieldwork.case import WRITABLE, State
from s11chat.services.admitting import let_in, must_stand
from s11chat.services.assigning import must_see
from s11chat.services.describing import Describing, bounded
from s11chat.services.exhibit import EvidenceLine, evidence_line
from s11chat.services.kept import Kept
from s11chat.services.moving import no_longer_signed
from s11chat.services.parting import part_of
from s11chat.services.reviewing import gather
from s11chat.services.surviving import why_closed
from s11chat.services.talk import ONLINE, TELEPHONE
from s11chat.services.view import Admission
from s11chat.store.entry import (
    Author,
    Described,
    Entry,
    EvidenceAmended,
    EvidenceStep,
    NewEvidence,
    NewFile,
)
from s11chat.store.evidence import REINSTATED, WITHDRAWN
from s11chat.store.filebook import read_file, sha256
from s11chat.store.record import EvidenceRecord

INDEX = (
    *("number", "kind", "title", "dated", "owner", "covers", "review", "file", "sha256", "place", "note"),
    *("added_by", "added_on", "out_of_date"),
)
"""The columns of the index of an export."""


@dataclass(frozen=True)
class File:
    """A file taken out of the store."""

    name: str
    content: bytes


class Evidencing:
    """The evidence of one return, for whoever answers it, for its lead, or for the office."""

    def __init__(self, kept: Kept, case_name: str, by: Admission | None = None) -> None:
        self._kept, self._by = kept, by
        if by is None:
            self._case = kept.case(case_name)
            self._role = kept.require(Act.SHOW_RETURN, self._case.wave)
            must_see(kept, self._case, self._role)
        else:
            self._case, self._role = let_in(kept, by, Act.SHOW_RETURN), by.role
        self._dialog = kept.dialog(kept.casebook.wave(self._case.wave))
        delegate = by is not None and by.role is Role.DELEGATE
        self._part = part_of(kept, self._case, by.person) if delegate and by else frozenset()
        self._telling = Describing(kept, self._case, self._dialog, self._part)
        self._months = kept.plans.plan(self._case.wave).evidence_months

    def lines(self, item: str = "") -> tuple[EvidenceLine, ...]:
        """Every record, withdrawn ones among them, in the order they were added; with `item`, those that cover it.

        Somebody who was asked for a part sees those of the part.
        """
        return tuple(self._line(record) for record in self._seen() if not item or item in record.covers)

    def history(self, number: int) -> tuple[EvidenceLine, ...]:
        """How one record came to stand as it does, the first step first. Raises UsageError where there is none."""
        given = self._mine(number).given
        return tuple(map(self._line, self._kept.evidences.steps(self._case.return_id, given)))

    def content(self, number: int) -> File:
        """The file kept with a record. Raises UsageError where there is none, StoreError where it was damaged."""
        self._require(Act.SHOW_EVIDENCE)
        record = self._mine(number)
        if not record.file:
            raise UsageError(f"No file is kept with evidence {number}: it lies at {record.place}.")
        return File(record.file_name, read_file(self._kept.database, record.file))

    def exported(self) -> Iterator[tuple[str, bytes]]:
        """The index of what stands, and then the files, each by a safe name of its own."""
        self._require(Act.SHOW_EVIDENCE)
        lines = [line for line in self.lines() if line.stands]
        names = {line.number: f"{line.number} {line.file_name}" for line in lines if line.file}
        yield "index.csv", as_csv(INDEX, (_indexed(line, names.get(line.number, "")) for line in lines))
        for line in lines:
            if line.file:
                yield names[line.number], read_file(self._kept.database, line.file)

    def check(self, told: Telling, *, needed: bool = False) -> None:
        """Raises UsageError, RefusedError or RightsError where some of what was told will not do.

        With `needed`, also where nothing was told.
        """
        self._telling.check(told, needed=needed)

    def check_file(self, file: Path) -> None:
        """Raises UsageError or RefusedError where a file cannot be kept."""
        self._read(file)

    def understood(self, told: Telling) -> str:
        """The days that words come to, for people to read; empty where none is told. Raises UsageError as `add` does."""
        return self._telling.understood(told)

    def before(self) -> dict[str, str]:
        """What was told of the last document on file and can be told again by one word, as people read it."""
        record = self._telling.last()
        told = {name: getattr(record, name) for name in rule.REPEATED} if record else {}
        return {name: rule.in_full(said) if name == "dated" else said for name, said in told.items() if said}

    def add(self, told: Telling, file: Path | None = None, *, sure: bool = False) -> EvidenceLine:
        """Puts a record on file, with a copy of `file` if one is named. `sure` keeps words that look private.

        Raises UsageError, RefusedError or StateError, saying what is lacking; nothing is kept then.
        """
        described = self._telling.described(told)
        if file is None and not described.place:
            raise UsageError("Say where the document lies, a link or a shelf, or name a file to be kept.")
        return self._enter_told(told, file, sure, lambda kept: NewEvidence(described, kept), described)

    def amend(
        self, number: int, told: Telling, file: Path | None = None, *, why: str = "", sure: bool = False
    ) -> EvidenceLine:
        """Tells a record anew: what is left empty stays; another file takes the place of its own.

        The record as it was stays in its history. Raises as `add` does, and UsageError where nothing is new.
        """
        record = self._mine(number)
        if file is None and not any(getattr(told, one.name) for one in fields(told)):
            raise UsageError("Say what is to be another: nothing new was told.")
        described = self._telling.described(told, record)
        said = bounded(why, rule.LONGEST_NOTE, "a reason")
        return self._enter_told(
            told,
            file,
            sure,
            lambda kept: EvidenceAmended(record.given, described, kept, said),
            described,
            record,
        )

    def withdraw(self, number: int, why: str = "") -> EvidenceLine:
        """Takes a record back; it and its file stay in the history, and it may be reinstated."""
        return self._step(number, WITHDRAWN, why)

    def reinstate(self, number: int, why: str = "") -> EvidenceLine:
        """Has a record stand again that was withdrawn."""
        return self._step(number, REINSTATED, why)

    # keeping it

    def _enter_told(
        self,
        told: Telling,
        path: Path | None,
        sure: bool,
        make: Callable[[NewFile | None], NewEvidence | EvidenceAmended],
        described: Described,
        before: EvidenceRecord | None = None,
    ) -> EvidenceLine:
        self._require(Act.ADD_EVIDENCE)
        looks = "" if sure else looks_private(told, path)
        if looks:
            raise RefusedError(looks)
        file = self._read(path) if path is not None else None
        covers = {*described.covers, *(before.covers if before else ())}
        verb = "amended" if before else "added"

        def settled() -> list[Entry]:
            self._guard()
            if file is not None:
                self._must_be_new(file, before)
                rule.must_fit(self._kept.limits, file.name, len(file.content), self._kept_bytes(file))
            return [make(file), *self._voided(covers, f"evidence was {verb}")]

        return self._enter(settled, before.given if before else 0)

    def _step(self, number: int, step: str, why: str) -> EvidenceLine:
        self._require(Act.ADD_EVIDENCE)
        record = self._mine(number)
        said = bounded(why, rule.LONGEST_NOTE, "a reason")

        def settled() -> list[Entry]:
            self._guard()
            step_on = EvidenceStep(record.given, step, said)
            return [step_on, *self._voided(record.covers, f"evidence was {step}")]

        return self._enter(settled, record.given)

    def _enter(self, settled: Callable[[], list[Entry]], given: int) -> EvidenceLine:
        kept, by = self._kept, self._by
        case = self._case
        behalf = case.name
        if self._role is Role.DELEGATE and case.lead is not None:
            behalf = case.lead.name
        name = by.name if by is not None else kept.actor
        author = Author(by.person if by else "", name, self._role.value, behalf, self._mode)
        kept.responses.record(case.return_id, author, kept.clock(), settled)
        found = kept.evidences.of(case.return_id)
        return self._line(next(one for one in found[::-1] if given in (0, one.given)))

    @property
    def _mode(self) -> str:
        return self._case.mode or (TELEPHONE if self._role is Role.INTERVIEWER else ONLINE)

    def _voided(self, covers: Iterable[str], why: str) -> list[Entry]:
        found = gather(self._kept, self._case).talk
        sections = {question.section for question in found.questions.values() if question.item in set(covers)}
        return no_longer_signed(self._kept, self._case, found, sections, why)

    def _guard(self) -> None:
        """Raises where the return, as it stands just now, takes nothing from this person."""
        kept = self._kept
        self._case = case = kept.casebook.case(self._case.wave, self._case.ref)
        if self._by is not None:
            must_stand(kept, self._by.selector)
            let_in(kept, self._by, Act.ADD_EVIDENCE)
        if case.state not in WRITABLE:
            raise StateError(f"{case.name}: {why_closed(kept, case)} and takes no more evidence.")
        if kept.casebook.wave(case.wave).state == "closed":
            raise StateError(f"Wave {case.wave} is closed: {case.name} takes no more evidence.")
        if case.state is State.SIGNED_OFF and self._role is not Role.LEAD:
            raise StateError(f"{case.name} has been signed off: ask its lead to reopen it first.")

    def _require(self, act: Act) -> None:
        """Raises RightsError where this person may not do that; somebody of the office goes on in the role that may."""
        if self._by is not None:
            let_in(self._kept, self._by, act)
            return
        case = self._case
        self._role = self._kept.require(act, case.wave)
        if act is Act.ADD_EVIDENCE:
            self._kept.queue.must_be_free(case.wave, case.ref, self._kept.clock(), self._kept.actor)

    def _read(self, path: Path) -> NewFile:
        name = rule.safe_name(path.name)
        size = size_of(path)
        rule.must_be_taken(name)
        rule.must_fit(self._kept.limits, name, size, 0)
        most = self._kept.limits.file * rule.MEGABYTE
        content = read_attachment(path, most)
        rule.must_fit(self._kept.limits, name, len(content), 0)
        return NewFile(name, content)

    def _kept_bytes(self, new: NewFile) -> int:
        """The bytes of the files of this return, but for one with the same content as the new one."""
        digest = sha256(new.content)
        found: dict[str, int] = {}
        for record in self._kept.evidences.of(self._case.return_id):
            for one in self._kept.evidences.steps(self._case.return_id, record.given):
                found[one.file] = one.size
        return sum(size for file, size in found.items() if file not in ("", digest))

    def _must_be_new(self, file: NewFile, before: EvidenceRecord | None) -> None:
        """Raises RefusedError where another record that stands has this very file."""
        digest = sha256(file.content)
        for one in self._kept.evidences.of(self._case.return_id):
            if one.stands and one.file == digest and (before is None or one.given != before.given):
                raise RefusedError(
                    f"This file is on record already, as evidence {one.number}: amend that to have it cover more."
                )

    # what there is

    def _seen(self) -> Iterable[EvidenceRecord]:
        for record in self._kept.evidences.of(self._case.return_id):
            if not self._part or not self._part.isdisjoint(record.covers):
                yield record

    def _mine(self, number: int) -> EvidenceRecord:
        record = next((one for one in self._seen() if one.number == number), None)
        if record is None:
            raise UsageError(f"There is no evidence {number} in {self._case.name}: look at the list.")
        return record

    def _line(self, record: EvidenceRecord) -> EvidenceLine:
        return evidence_line(record, self._kept.today, self._months)


def _indexed(line: EvidenceLine, name: str) -> tuple[str, ...]:
    told = (line.kind, line.title, line.dated, line.owner, " ".join(line.covers), line.review)
    kept = (name, line.file, line.place, line.note)
    return (str(line.number), *told, *kept, line.by, f"{line.at:%Y-%m-%d}", line.due)
