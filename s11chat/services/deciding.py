"""Decides about cases: which of two returns counts, that both stand, that an ending is so, and that it is not.

Whatever is decided is a fact in the chains of the returns it is about, with who, when and why, and can be taken
back. A return that is left out keeps its answers, its signatures and its codes: the door says who goes on instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from s11chat.assurance.right import Act
from s11chat.errors import RefusedError, StaleResponseError, StateError, UsageError
from s11chat.fieldwork.case import State
from s11chat.fieldwork.queue import ORDINARY, Standing
from s11chat.language.harmless import harmless
from s11chat.services.courtview import MatterLine, Sides
from s11chat.services.judging import (
    APART,
    DECISION,
    DROPPED,
    KEPT,
    STANDS,
    TAKEN_BACK,
    Docket,
    coded_ineligible,
    decided,
    sides,
)
from s11chat.services.kept import Kept, case_name
from s11chat.services.reinstating import restored
from s11chat.services.siding import side_by_side
from s11chat.services.surviving import pointer, why_closed
from s11chat.store.entry import (
    AppointmentStep,
    Author,
    Entry,
    NewCall,
    NewFact,
    NewRemark,
    NewTransition,
    Placed,
)
from s11chat.store.record import CaseRecord

LONGEST_REASON = 1000
"""Characters in the reason of a decision."""
DUPLICATE = "E3"
"""The ending of a case whose organisation has another one."""
_GONE_ON = "Somebody has gone on with {} since you looked: look at it again before you decide."
_Written = list[tuple[str, Sequence[Entry]]]
"""Entries by the return they belong to."""


class Court:
    """Whoever decides in one wave."""

    def __init__(self, kept: Kept, wave: str) -> None:
        self._role = kept.require(Act.DECIDE, wave)
        self._kept, self._wave = kept, wave
        self._outcomes = kept.plans.plan(wave).own_outcomes

    @property
    def wave(self) -> str:
        """Its id."""
        return self._wave

    def docket(self) -> tuple[MatterLine, ...]:
        """Every matter of the wave, as `judging.docket` gives them."""
        return Docket(self._kept, self._wave).lines()

    def sides(self, one: str, other: str = "") -> Sides:
        """Two returns side by side, as `judging.sides` gives them; a case beside itself for one that stands alone."""
        if one == other:
            case = self._case(one)
            return side_by_side(self._kept, case, case)
        return sides(self._kept, self._wave, one, other)

    def foretold(self, keep: str, drop: str = "") -> str:
        """What leaving `drop` out for `keep` means, in a sentence; with one ref, what leaving that out means."""
        loser = self._case(drop or keep)
        answers = len(self._kept.responses.current(loser.return_id))
        signed = len(self._signed(loser))
        has = f"its {answers} answers are" if answers != 1 else "its answer is"
        said = f"{case_name(loser)} ({loser.name}) is left out{f' for {keep}' if drop else ''}"
        if answers:
            said += f"; {has} kept and no longer counted"
        if signed:
            said += f". It is SIGNED ({signed} section{'' if signed == 1 else 's'}), and what is signed no longer counts"
        return f"{said}."

    def signed(self, ref: str) -> bool:
        """Whether a signature stands on the return of a case."""
        return bool(self._signed(self._case(ref)))

    def ends(self, ref: str) -> bool:
        """Whether an ending was coded for a case that waits to be confirmed."""
        return coded_ineligible(self._kept, self._case(ref), self._outcomes) is not None

    def decide(
        self, keep: str, drop: str, reason: str, *, signed: bool = False, seen: tuple[int, int] | None = None
    ) -> None:
        """The return of `keep` counts, that of `drop` is left out.

        `signed` says that it may be left out with signatures on it; RefusedError otherwise. `seen` are the heads
        of the two chains that were looked at; StaleResponseError where somebody has gone on since. Raises
        StateError where one of them was left out before, or an interviewer has `drop` in hand.
        """
        reason = _reason(reason)
        if keep == drop:
            raise UsageError("A case cannot be left out for itself: name two.")

        def entries() -> _Written:
            winner, loser = self._case(keep), self._case(drop)
            self._must_count(winner, loser)
            self._must_be_as_seen((winner, loser), seen)
            self._must_be_droppable(loser, signed)
            note = f"{drop} ({loser.name}) is a duplicate of this case and was left out: {reason}"
            return [
                (loser.return_id, [*self._dropped(loser, keep, reason)]),
                (winner.return_id, [_decision(KEPT, drop, reason), NewRemark("", "case", note)]),
            ]

        self._enter(entries, keep, drop)

    def distinct(self, one: str, other: str, reason: str) -> None:
        """Both stand: two organisations, not proposed again. Where one was coded as the other's duplicate, it is not."""
        reason = _reason(reason)
        if one == other:
            raise UsageError("A case is not compared with itself: name two.")

        def entries() -> _Written:
            pair = self._case(one), self._case(other)
            self._must_count(*pair)
            return [
                (case.return_id, [_decision(APART, beside.ref, reason), *self._uncoded(case, beside.ref)])
                for case, beside in (pair, pair[::-1])
            ]

        self._enter(entries, one, other)

    def accept(self, ref: str, reason: str, *, signed: bool = False) -> str:
        """A single case: an ending coded without another case is so, or the answers of two modes stand as they do.

        Returns what became of it. Raises StateError where nothing waits to be decided about it alone.
        """
        reason = _reason(reason)
        case = self._case(ref)
        self._must_count(case)
        call = coded_ineligible(self._kept, case, self._outcomes)
        if call is not None and call.points_to:
            raise StateError(
                f"{ref} was coded as part of {call.points_to}: decide between the two, or that both stand."
            )
        if call is None and not any(
            line.refs == (ref,) for line in Docket(self._kept, self._wave).two_modes()
        ):
            raise StateError(f"Nothing waits to be decided about {self._wave}/{ref} alone.")

        def entries() -> _Written:
            now = self._case(ref)
            self._must_count(now)
            if call is None:
                return [(now.return_id, [_decision(STANDS, "", reason)])]
            self._must_be_droppable(now, signed)
            return [(now.return_id, [*self._dropped(now, "", reason)])]

        self._enter(entries, ref)
        return (
            f"{case.name} stands as it is." if call is None else f"{case.name} is not eligible and left out."
        )

    def undo(self, ref: str, reason: str) -> str:
        """Takes back what stands decided, or coded, about a case; returns what becomes of it, in a sentence.

        A return that was left out is what it was before. Raises StateError where nothing is to be taken back.
        """
        reason = _reason(reason)
        case = self._case(ref)
        if case.state is State.SUPERSEDED:
            on = pointer(self._kept, case)
            back = [(case.ref, on)] if on else [(case.ref, "")]
        elif (call := coded_ineligible(self._kept, case, self._outcomes)) is not None:
            back = [(case.ref, call.points_to)]
        else:
            back = self._settled(case)
        if not back:
            raise StateError(f"Nothing was decided about {self._wave}/{ref} that could be taken back.")
        others = [self._case(other) for _, other in back if other]

        def entries() -> _Written:
            now = self._case(ref)
            if now.state is not case.state:
                raise StaleResponseError(_GONE_ON.format(ref))
            mine: list[Entry] = [_decision(TAKEN_BACK, other, reason) for _, other in back]
            note = f"{ref} ({case.name}) counts again: {reason}"
            theirs: list[Entry] = [_decision(TAKEN_BACK, ref, reason)]
            if case.state is State.SUPERSEDED:
                theirs.append(NewRemark("", "case", note))
            return [
                (now.return_id, [*mine, *restored(self._kept, now, self._outcomes, reason)]),
                *((one.return_id, theirs) for one in others),
            ]

        self._enter(entries, ref, *(one.ref for one in others))
        now = self._case(ref)
        return f"{case.name} counts again: its return is {now.state}."

    # what is written

    def _dropped(self, loser: CaseRecord, keep: str, reason: str) -> Iterator[Entry]:
        call = coded_ineligible(self._kept, loser, self._outcomes)
        code = call.outcome if call and call.points_to == keep else DUPLICATE
        yield _decision(DROPPED, keep, reason)
        if call is None or call.points_to != keep:
            yield NewCall(code, attempt=False, note=reason, points_to=keep)
        for one in self._kept.fieldbook.appointments(loser.return_id):
            if one.stands:
                yield AppointmentStep(one.made, "cancelled", one.owner, "the case was left out")
        stands = self._kept.queue.of(self._wave, loser.ref).position
        say = self._outcomes[code].say
        yield NewTransition(State.SUPERSEDED, f"{say}{f': {keep}' if keep else ''}. {reason}")
        yield Placed(
            replace(
                stands,
                standing=Standing.CLOSED,
                until=None,
                rank=ORDINARY,
                owner="",
                outcome=code,
                why=State.SUPERSEDED.value,
            )
        )

    def _uncoded(self, case: CaseRecord, other: str) -> Iterator[Entry]:
        """That a call was coded as pointing at `other` counts no more."""
        call = coded_ineligible(self._kept, case, self._outcomes)
        if call is not None and call.points_to == other:
            yield from restored(self._kept, case, self._outcomes, "both stand")

    # what must hold

    def _case(self, ref: str) -> CaseRecord:
        return self._kept.casebook.case(self._wave, ref)

    def _signed(self, case: CaseRecord) -> set[str]:
        signatures = self._kept.responses.signatures(case.return_id)
        return {one.section for one in signatures if one.voided_at is None}

    def _must_count(self, *cases: CaseRecord) -> None:
        for case in cases:
            if case.state is State.SUPERSEDED:
                raise StateError(
                    f"{case_name(case)}: {why_closed(self._kept, case)}. Take that back first: "
                    f"s11chat duplicates undo {self._wave} {case.ref} --reason TEXT"
                )

    def _must_be_droppable(self, loser: CaseRecord, signed: bool) -> None:
        self._kept.queue.must_be_free(self._wave, loser.ref, self._kept.clock(), self._kept.actor)
        if not signed and self._signed(loser):
            raise RefusedError(f"{self.foretold(loser.ref)} Say that it shall be left out all the same.")

    def _must_be_as_seen(self, cases: Sequence[CaseRecord], seen: Sequence[int] | None) -> None:
        for case, head in zip(cases, seen or (), strict=False):
            events = self._kept.responses.events(f"return:{case.return_id}")
            if (events[-1].seq if events else 0) != head:
                raise StaleResponseError(_GONE_ON.format(case.name))

    def _settled(self, case: CaseRecord) -> list[tuple[str, str]]:
        """Decisions about a case that leave it standing, the last first, as the refs they are about."""
        cases = {one.return_id: one for one in self._kept.casebook.cases(self._wave)}
        found = [
            (fact.at, next(iter(key - {case.ref}), ""))
            for key, fact in decided(self._kept, self._wave, cases).about.items()
            if case.ref in key
        ]
        return [(case.ref, other) for _, other in sorted(found, reverse=True)][:1]

    def _enter(self, entries: Callable[[], _Written], *refs: str) -> None:
        returns = [self._case(ref).return_id for ref in refs]
        author, now = Author("", self._kept.actor, self._role.value), self._kept.clock()
        self._kept.responses.record_together(returns, author, now, entries)
        for one in returns:
            self._kept.casebook.enter_head(self._wave, one, now)


def _decision(verdict: str, other: str, reason: str) -> NewFact:
    return NewFact(DECISION, {"verdict": verdict, "other": other, "reason": reason})


def _reason(text: str) -> str:
    text = harmless(text).strip()
    if not text:
        raise UsageError("Say why: the reason stays with the decision.")
    if len(text) > LONGEST_REASON:
        raise UsageError(f"A reason has at most {LONGEST_REASON} characters; this one has {len(text)}.")
    return text
