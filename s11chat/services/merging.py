"""Bundles come home: what was done in one is taken in, all of it or nothing, and nobody's answer is lost by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from s11chat.assurance.bundle import Row
from s11chat.assurance.right import Act, Role
from s11chat.dialog.question import Question
from s11chat.engine.answer import Answer, in_words
from s11chat.errors import RefusedError, StateError, UsageError
from s11chat.fieldwork.case import COMPLETED, WRITABLE, State, move
from s11chat.services.admitting import let_in
from s11chat.services.bringing import MERGED, must_be_theirs, must_come_from
from s11chat.services.bundling import Examined, examine
from s11chat.services.covering import scope_of
from s11chat.services.kept import Kept
from s11chat.services.reopening import must_be_open
from s11chat.services.reviewing import Gathered, gather
from s11chat.services.talk import has_open, held_up
from s11chat.services.view import Admission
from s11chat.store.database import Writing
from s11chat.store.entry import Author, NewFact, NewTransition, NewVoid, place
from s11chat.store.freight import CARRIED, append
from s11chat.store.keyring import take_keys, take_people
from s11chat.store.ledger import Ledger
from s11chat.store.merge import POINTING, Again, Entering, Standing, enter_anew, lineage, standing
from s11chat.store.record import CaseRecord
from s11chat.store.seal import moment, stored

OURS, THEIRS = "ours", "theirs"
_ALL = "all"
_ENDING = {
    "delegation": "recalled",
    "evidence": "withdrawn",
    "action": "taken out",
    "action_update": "taken back",
}
"""The steps by which we took something back for good, whatever the other side did to it."""
_SIGNED = frozenset({State.SIGNED_IN_PART, State.SIGNED_OFF})


@dataclass(frozen=True)
class Side:
    """One side of a conflict."""

    said: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Conflict:
    """An answer that both sides gave anew since they went apart."""

    question: str
    text: str
    ours: Side
    theirs: Side
    taken: str = ""
    """ours or theirs; empty while nobody has decided."""


@dataclass(frozen=True)
class Merged:
    """What taking in a bundle came to, or would come to."""

    case: str
    name: str
    """Of whom the bundle was for."""
    entered: int
    """Entries; none where all of it was here already."""
    answers: tuple[tuple[str, str, str], ...] = ()
    """Question, answer in words, who gave it: what is new, the last of each."""
    sections: tuple[tuple[str, str, int, tuple[str, ...]], ...] = ()
    """Sections with their titles, how many answers are new in each, and who gave them."""
    others: Mapping[str, int] = field(default_factory=dict)
    """Other entries by their kind."""
    conflicts: tuple[Conflict, ...] = ()
    voided: tuple[tuple[str, str], ...] = ()
    """Sections whose signature no longer stands, and why."""
    keys: int = 0
    state: str = ""
    done: bool = False
    """Whether it is on disk; False for a trial, and while conflicts are open."""

    @property
    def undecided(self) -> tuple[Conflict, ...]:
        """The conflicts that somebody has to decide first."""
        return tuple(conflict for conflict in self.conflicts if not conflict.taken)


class _Back(Exception):  # noqa: N818  # no fault: the way out of a transaction that is to leave nothing
    def __init__(self, merged: Merged) -> None:
        super().__init__()
        self.merged = merged


def merge(
    kept: Kept,
    file: Path,
    *,
    takes: Mapping[str, str] | None = None,
    by: Admission | None = None,
    dry_run: bool = False,
    past_code: bool = False,
) -> Merged:
    """Takes in a bundle that was made here. `takes` says by question, or for "all", whose answer is to stand.

    Nothing is written while a conflict is undecided, nor with `dry_run`. With `past_code` it may have been sealed with
    a code that was revoked since. Raises RefusedError, saying why, for a bundle that is not to be believed.
    """
    examined = examine(file)
    manifest = examined.bundle.manifest
    name = f"{manifest.wave}/{manifest.case}"
    if by is None:
        kept.require(Act.BUNDLE, manifest.wave)
        case = kept.case(name)
    else:
        case = let_in(kept, by, Act.PASS_BUNDLE)
    must_come_from(kept, case, examined.bundle, past_code=past_code)
    try:
        with kept.database.writing() as writing:
            merged = _Merging(kept, writing, case, examined, takes or {}, by).merged()
            if dry_run or merged.undecided or not merged.entered:
                raise _Back(merged)
    except _Back as back:
        return back.merged
    return replace(merged, done=True)


class _Merging:
    """One bundle on its way into one return, within a transaction."""

    def __init__(
        self,
        kept: Kept,
        writing: Writing,
        case: CaseRecord,
        examined: Examined,
        takes: Mapping[str, str],
        by: Admission | None,
    ) -> None:
        self._kept, self._writing, self._takes, self._by = kept, writing, takes, by
        self._bundle, self._rows = examined.bundle, examined.rows
        self._stands: Standing = standing(writing, case.return_id)
        self._case = kept.casebook.case(case.wave, case.ref)
        self._before: Gathered = gather(kept, self._case)
        self._fork = self._stands.fork(self._bundle.events)
        self._answered = _last(self._stands.rows["response"])
        self._brought = _last(self._bundle.rows.get("response", ()))
        self._at = kept.clock()

    def merged(self) -> Merged:
        """Enters what is new and says what that came to; the transaction decides whether it stays."""
        bundle, case = self._bundle, self._case
        steps = self._new()
        name = f"{case.wave}/{case.ref}"
        if not steps:
            self._must_know(self._takes, ())
            return Merged(name, bundle.manifest.name, 0, state=case.state.value)
        self._must_be_open()
        must_be_theirs(self._kept, case, bundle, [step.row for step in steps], [s.event for s in steps])
        conflicts = tuple(self._conflicts(steps))
        self._must_know(self._takes, conflicts)
        take_people(self._writing, bundle)
        keys = take_keys(self._writing, bundle, self._at)
        if self._fork == len(self._stands.hashes):
            number = append(self._writing, bundle, self._fork, self._rows, self._at)
        else:
            number = enter_anew(
                self._writing, bundle, self._stands, [*steps, *self._again(steps, conflicts)], self._at
            )
        voided = self._settled(steps) if number else ()
        return Merged(
            case=name,
            name=bundle.manifest.name,
            entered=number,
            answers=tuple(self._answers(steps)),
            sections=tuple(self._by_section(steps)),
            others=Counter(step.event.kind for step in steps if step.event.kind != "response"),
            conflicts=conflicts,
            voided=voided,
            keys=keys,
            state=self._kept.casebook.case(case.wave, case.ref).state.value,
        )

    def _must_be_open(self) -> None:
        case = self._case
        must_be_open(self._kept, case)
        if case.state not in WRITABLE:
            raise StateError(f"{case.name}: this return is {case.state} and takes nothing more.")

    def _new(self) -> list[Entering]:
        """What the bundle brings that is not here in any form, in its order."""
        return list(self._fresh()) if self._fork < len(self._bundle.events) else []

    def _fresh(self) -> Iterator[Entering]:
        apart = self._fork < len(self._stands.hashes)
        for event in self._bundle.events[self._fork :]:
            known = event.digest in self._stands.numbers or not lineage([event]).isdisjoint(
                self._stands.numbers
            )
            row = self._rows.get(event.seq)
            # where only the copy went on, all of it is added: nothing may pass unasked as something known
            if apart and (known or row is None or self._stays_out(event.kind, row)):
                continue
            if apart and row is not None and event.kind == "response" and self._stands_signed(row):
                continue
            if row is None or event.kind not in CARRIED:
                raise RefusedError(
                    f"Event {event.seq} of this bundle ({event.kind}) is not for its holder to enter: do not use it."
                )
            yield Entering(event, row)

    def _stands_signed(self, row: Row) -> bool:
        """Whether the bundle leaves a question with the very answer that stands here and is signed: nothing is new."""
        question = self._before.talk.questions.get(row["item"])
        if question is None or self._before.standing(question.section) is None:
            return False
        spot = place(row["item"], row["occasion"])
        mine, last = self._answered.get(spot), self._brought[spot]
        return mine is not None and (mine["value"], mine["withdrawn"]) == (last["value"], last["withdrawn"])

    def _stays_out(self, kind: str, row: Row) -> bool:
        """What is not entered where both sides went on: states follow from the rest, and our own change of person
        or recall of a part came to stay."""
        ours = self._ours
        if kind == "fact" and row["kind"] == "mode":
            return bool(self._case.mode)
        if kind == "holder":
            return any(one["office"] == row["office"] for one in ours("holder"))
        if kind in _ENDING and row[POINTING[kind][0]] != row["seq"]:
            step_of = POINTING[kind][0]
            return row[step_of] in {one[step_of] for one in ours(kind) if one["step"] == _ENDING[kind]}
        if kind == "voiding":
            return any(one["signed"] == row["signed"] for one in ours("voiding"))
        return kind == "transition"

    def _ours(self, kind: str) -> list[Row]:
        """Rows that came here since both went apart, and not by way of this bundle."""
        theirs = lineage(self._bundle.events)
        numbers = {number for digest, number in self._stands.numbers.items() if digest in theirs}
        return [
            row for row in self._stands.rows[kind] if row["seq"] > self._fork and row["seq"] not in numbers
        ]

    def _our_answers(self) -> dict[str, Row]:
        """The answers that stand here and were given since both went apart, by place."""
        ours = {row["seq"] for row in self._ours("response")}
        return {spot: row for spot, row in self._answered.items() if row["seq"] in ours}

    def _conflicts(self, steps: Sequence[Entering]) -> Iterator[Conflict]:
        ours = self._our_answers()
        theirs = _last([step.row for step in steps if step.event.kind == "response"])
        for spot in [spot for spot in theirs if spot in ours]:
            mine, other = ours[spot], theirs[spot]
            if (mine["value"], mine["withdrawn"]) == (other["value"], other["withdrawn"]):
                continue
            question = self._before.talk.questions[mine["item"]]
            yield Conflict(
                spot,
                question.say.to(self._before.talk.audience),
                _side(question, mine),
                _side(question, other),
                self._takes.get(spot, self._takes.get(_ALL, "")),
            )

    def _must_know(self, takes: Mapping[str, str], conflicts: Sequence[Conflict]) -> None:
        known = {conflict.question for conflict in conflicts} | {_ALL}
        if unknown := sorted(set(takes) - known):
            raise UsageError(
                f"There is no conflict about '{unknown[0][:40]}' to decide: look with --dry-run first."
            )

    def _again(self, steps: Sequence[Entering], conflicts: Sequence[Conflict]) -> Iterator[Again]:
        """Our answers that are to stand, on top of theirs. Ours stay on top as well where both say the same."""
        ours = self._our_answers()
        theirs = {conflict.question: conflict.taken for conflict in conflicts}
        came = _last([step.row for step in steps if step.event.kind == "response"])
        for spot, row in ours.items():
            if spot in came and theirs.get(spot, OURS) != THEIRS:
                yield Again(row)

    def _answers(self, steps: Sequence[Entering]) -> Iterator[tuple[str, str, str]]:
        for spot, row in _last([s.row for s in steps if s.event.kind == "response"]).items():
            question = self._before.talk.questions[row["item"]]
            yield spot, _said(question, row), row["by_name"]

    def _by_section(self, steps: Sequence[Entering]) -> Iterator[tuple[str, str, int, tuple[str, ...]]]:
        asked = self._before.talk.questions
        rows = _last([s.row for s in steps if s.event.kind == "response"]).values()
        found: dict[str, list[Row]] = {}
        for row in rows:
            found.setdefault(asked[row["item"]].section, []).append(row)
        for section in self._before.talk.dialog.sections:
            if here := found.get(section.section):
                names = tuple(dict.fromkeys(row["by_name"] for row in here))
                yield section.section, section.title, len(here), names

    def _settled(self, steps: Sequence[Entering]) -> tuple[tuple[str, str], ...]:
        """Voids signatures that no longer fit, has the state follow, and notes that the bundle came; what was voided."""
        manifest = self._bundle.manifest
        ledger = Ledger(self._writing, self._case.return_id, self._author, self._at)
        case = self._kept.casebook.case(self._case.wave, self._case.ref)
        found = gather(self._kept, case)
        voided = tuple(self._voided(case, found, steps))
        for section, reason in voided:
            ledger.enter(NewVoid(section, reason))
        became, reason = self._state(gather(self._kept, case), ledger.state, steps)
        ledger.enter(NewTransition(became, reason))
        details: dict[str, str | int] = {
            "serial": manifest.serial,
            "person": manifest.person,
            "selector": manifest.selector,
            "seq": manifest.head[0],
            "head": manifest.head[1],
        }
        ledger.enter(NewFact(MERGED, details))
        return voided

    def _voided(
        self, case: CaseRecord, found: Gathered, steps: Sequence[Entering]
    ) -> Iterator[tuple[str, str]]:
        asked = found.talk.questions
        rows = [*self._ours("response"), *self._ours("remark")]
        rows += [step.row for step in steps if step.event.kind in ("response", "remark")]
        for section in found.signatures:
            signature = found.standing(section)
            if signature is None or self._fits(case, found, section, signature.digest):
                continue
            changed = dict.fromkeys(
                row["item"] for row in rows if row["item"] in asked and asked[row["item"]].section == section
            )
            named = ", ".join(list(changed)[:8]) or "how the questions are put or who is asked"
            yield section, f"what was signed and what the other side did meanwhile differ: {named}"

    def _fits(self, case: CaseRecord, found: Gathered, section: str, digest: str) -> bool:
        from s11chat.assurance.signature import scope_digest

        return scope_digest(scope_of(self._kept, case, found, section)) == digest

    def _state(self, found: Gathered, now: State, steps: Sequence[Entering]) -> tuple[State, str]:
        """The state the return comes to, and why; the one it is in where nothing speaks for another."""
        moved = [event for event in self._bundle.events[self._fork :] if event.kind == "transition"]
        last = self._rows[moved[-1].seq] if moved else None
        theirs, said = (State(last["became"]), str(last["reason"])) if last else (now, "")
        signed = {section for section in found.signatures if found.standing(section) is not None}
        became = _came_to(found, signed, now, theirs)
        if not any(step.event.kind in ("response", "signature", "voiding", "transition") for step in steps):
            became = now
        try:
            return move(now, became), said or "a bundle was merged"
        except StateError:
            return now, ""

    @property
    def _author(self) -> Author:
        if self._by is not None:
            return Author(self._by.person, self._by.name, self._by.role.value)
        return Author("", self._kept.actor, Role.MANAGER.value)


def _came_to(found: Gathered, signed: set[str], now: State, theirs: State) -> State:
    talk = found.talk
    if signed:
        whole = {question.section for question in talk.route} <= signed and not held_up(talk)
        return State.SIGNED_OFF if whole else State.SIGNED_IN_PART
    if theirs is State.SENT_BACK and now is not State.SENT_BACK:
        return theirs
    if {now, theirs} & (COMPLETED | _SIGNED):
        done = now if now in COMPLETED else State.COMPLETE
        return State.IN_PROGRESS if has_open(talk) else done
    if not has_open(talk) and not talk.remaining:  # what each side lacked, the other had
        return State.COMPLETE
    return theirs if now in (State.ASSIGNED, State.OPENED) else now


def _last(rows: Sequence[Row]) -> dict[str, Row]:
    return {place(row["item"], row["occasion"]): row for row in rows}


def _side(question: Question, row: Row) -> Side:
    return Side(_said(question, row), row["by_name"], moment(row["at"]))


def _said(question: Question, row: Row) -> str:
    return "taken back" if row["withdrawn"] else in_words(question, Answer.from_json(stored(row["value"])))
