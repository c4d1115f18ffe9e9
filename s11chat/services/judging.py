"""The duplicates court: what there is to decide in a wave, and what was decided.

Matters are two cases that look like one organisation, cases that an interviewer coded as merged, duplicate or
abolished though somebody has answered, and returns in which the answers of one mode went over those of another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from s11chat.assurance.right import Act
from s11chat.errors import UsageError
from s11chat.fieldwork.case import State
from s11chat.fieldwork.duplicate import Listed, Score, duplicates
from s11chat.fieldwork.outcome import Outcomes, Rate
from s11chat.fieldwork.queue import Standing
from s11chat.services.courtview import Matter, MatterLine, Sides, Verdict
from s11chat.services.kept import Kept
from s11chat.services.siding import mode_by_mode, side_by_side, voice
from s11chat.store.field_record import CallRecord
from s11chat.store.record import CaseRecord, FactRecord

DECISION = "decision"
"""The kind of fact that says what was decided about a return; its details say what, beside which case, and why."""
DROPPED, KEPT, APART, STANDS, TAKEN_BACK = "dropped", "kept", "apart", "stands", "taken back"
"""What can be decided: left out, goes on for another, no duplicate of another, stands as it is, and no longer so."""


def docket(kept: Kept, wave: str) -> tuple[MatterLine, ...]:
    """Every matter of a wave: those to decide first, the surest before others, then those decided, the last first."""
    kept.require(Act.DECIDE, wave)
    return Docket(kept, wave).lines()


def sides(kept: Kept, wave: str, one: str, other: str = "") -> Sides:
    """Two returns of a wave side by side; with one ref, the answers of its return by the mode they were given in."""
    kept.require(Act.DECIDE, wave)
    case = kept.casebook.case(wave, one)
    if not other:
        return mode_by_mode(kept, case)
    if other == one:
        raise UsageError("A case is not set beside itself: name two.")
    return side_by_side(kept, case, kept.casebook.case(wave, other))


@dataclass(frozen=True)
class Decided:
    """What stands decided in a wave."""

    about: dict[frozenset[str], FactRecord]
    """The last decision about two cases, or one alone, by their refs; none that was taken back."""
    dropped: dict[str, FactRecord]
    """Why a case was left out, by its ref."""


def decided(kept: Kept, wave: str, cases: dict[str, CaseRecord]) -> Decided:
    """Reads what was decided; `cases` are those of the wave by their returns."""
    about: dict[frozenset[str], FactRecord] = {}
    dropped: dict[str, FactRecord] = {}
    facts = kept.responses.facts_of_kind(wave, DECISION)
    for fact in sorted(facts, key=lambda one: (one.at, one.return_id, one.seq)):
        ref, said = cases[fact.return_id].ref, fact.details["verdict"]
        key = frozenset((ref, str(fact.details["other"]))) - {""}
        if said in (APART, STANDS):
            about[key] = fact
        elif said == TAKEN_BACK:
            about.pop(key, None)
            dropped.pop(ref, None)
        elif said == DROPPED:
            dropped[ref] = fact
    return Decided(about, dropped)


def coded_ineligible(kept: Kept, case: CaseRecord, outcomes: Outcomes) -> CallRecord | None:
    """The last call of a case, where it was coded as merged, duplicate or abolished."""
    calls = kept.fieldbook.calls(case.return_id)
    return calls[-1] if calls and ineligible(calls[-1], outcomes) else None


def ineligible(call: CallRecord, outcomes: Outcomes) -> bool:
    """Whether a call was coded with an ending that makes its case not eligible."""
    found = outcomes.get(call.outcome)
    return found is not None and found.final and found.rate is Rate.NOT_ELIGIBLE


class Docket:
    """The matters of one wave, read at once."""

    def __init__(self, kept: Kept, wave: str) -> None:
        self._kept, self._wave = kept, wave
        kept.casebook.wave(wave)
        self._outcomes = kept.plans.plan(wave).own_outcomes
        cases = kept.casebook.cases(wave)
        self._cases = {case.ref: case for case in cases}
        by_return = {case.return_id: case for case in cases}
        self._decided = decided(kept, wave, by_return)
        self._last: dict[str, CallRecord] = {}
        for call in kept.fieldbook.calls_of_wave(wave):
            self._last[by_return[call.return_id].ref] = call
        self._begun = {
            by_return[one].ref for one in kept.casebook.begun(wave) | kept.responses.finished(wave)
        }

    def lines(self) -> tuple[MatterLine, ...]:
        """Every matter in its order."""
        coded = list(self._coded())
        said = {frozenset(line.refs) for line in coded}
        alike = [line for line in self._alike() if frozenset(line.refs) not in said]
        settled = sorted(
            self._settled(), key=lambda line: line.verdict.at if line.verdict else 0, reverse=True
        )
        return (*coded, *alike, *self.two_modes(), *settled)

    def _line(
        self, matter: Matter, refs: tuple[str, ...], score: str, because: str, verdict: Verdict | None = None
    ) -> MatterLine:
        cases = [self._cases[ref] for ref in refs]
        names, states = tuple(case.name for case in cases), tuple(case.state for case in cases)
        return MatterLine(self._wave, matter, refs, names, states, score, because, verdict)

    def _coded(self) -> Iterator[MatterLine]:
        """Endings that wait for a decision."""
        for ref, call in sorted(self._last.items()):
            case = self._cases[ref]
            if case.state is State.SUPERSEDED or not ineligible(call, self._outcomes):
                continue
            if ref not in self._begun and self._settled_by_call(ref):
                continue
            say = self._outcomes[call.outcome].say
            because = f"{call.by_name}: {say}{f' ({call.note})' if call.note else ''}"
            if call.points_to in self._cases:
                yield self._line(Matter.CODED, (ref, call.points_to), "coded", because)
            else:
                yield self._line(Matter.ENDED, (ref,), "coded", because)

    def _settled_by_call(self, ref: str) -> bool:
        standing = self._kept.queue.of(self._wave, ref).position.standing
        return standing is not Standing.OFFICE

    def _alike(self) -> Iterator[MatterLine]:
        cases = [case for case in self._cases.values() if case.state is not State.SUPERSEDED]
        for pair in duplicates([_listed(case) for case in cases]):
            refs = cases[pair.one].ref, cases[pair.other].ref
            if frozenset(refs) not in self._decided.about:
                score = "sure" if pair.score is Score.SURE else "likely"
                yield self._line(Matter.ALIKE, refs, score, ", ".join(pair.because))

    def two_modes(self) -> Iterator[MatterLine]:
        """Returns in which somebody's answers went over somebody else's in another mode."""
        returns = self._kept.responses.in_several_modes(self._wave)
        for ref, case in self._cases.items():
            if case.return_id not in returns or case.state is State.SUPERSEDED:
                continue
            if frozenset((ref,)) not in self._decided.about and (said := self._disputed(case)):
                yield self._line(Matter.MODES, (ref,), "likely", said)

    def _disputed(self, case: CaseRecord) -> str:
        """Who answered what somebody else had answered in another mode; empty where nobody did."""
        number, between = 0, ""
        for item in self._kept.responses.current(case.return_id):
            said = [one for one in self._kept.responses.history(case.return_id, item) if one.mode]
            last = said[-1]
            others = [one for one in said if one.mode != last.mode and voice(one) != voice(last)]
            if others:
                number += 1
                before = others[-1]
                between = f"{voice(last)} ({last.mode}) after {voice(before)} ({before.mode})"
        return f"{number} {'answer' if number == 1 else 'answers'} of {between}" if number else ""

    def _settled(self) -> Iterator[MatterLine]:
        for key, fact in self._decided.about.items():
            refs = tuple(sorted(key))
            if all(ref in self._cases for ref in refs):
                kept = refs[0] if len(refs) == 1 else ""
                matter = Matter.MODES if kept else Matter.ALIKE
                yield self._line(matter, refs, "", "", _verdict(fact, kept, ""))
        for ref, case in self._cases.items():
            if case.state is State.SUPERSEDED:
                yield self._left_out(ref)

    def _left_out(self, ref: str) -> MatterLine:
        fact, call = self._decided.dropped.get(ref), self._last.get(ref)
        on = call.points_to if call and call.points_to in self._cases else ""
        matter = Matter.CODED if on else Matter.ENDED
        refs = (ref, on) if on else (ref,)
        if fact is not None:
            return self._line(matter, refs, "", "", _verdict(fact, on, ref))
        assert call is not None
        return self._line(matter, refs, "", "", Verdict(on, ref, call.by_name, call.at, call.note))


def _verdict(fact: FactRecord, kept: str, dropped: str) -> Verdict:
    return Verdict(kept, dropped, fact.by_name, fact.at, str(fact.details["reason"]))


def _listed(case: CaseRecord) -> Listed:
    lead = case.lead
    return Listed(case.name, case.type, case.region, lead.phone if lead else "", lead.email if lead else "")
