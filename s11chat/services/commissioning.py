"""What the lead of an organisation that commissions others sees of them: their action plans, and nothing else.

The frame says who commissions whom. A plan is shown once its return is complete; ratings, evidence, remarks and all other
answers stay with the return. A commissioner changes nothing in it, and may ask after it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from s11chat.assurance.action import Action, Chased
from s11chat.assurance.right import Act
from s11chat.errors import RefusedError, RightsError
from s11chat.exchange.roster import parts
from s11chat.fieldwork.case import COMPLETED, State
from s11chat.language.harmless import one_line
from s11chat.services.actioning import Plan, plans
from s11chat.services.admitting import let_in, must_stand
from s11chat.services.following import chasing
from s11chat.services.kept import Kept
from s11chat.services.talk import ONLINE
from s11chat.services.view import Admission
from s11chat.services.witnessing import Did, witness
from s11chat.store.entry import Author, Entry, NewUpdate, UpdateTakenBack
from s11chat.store.record import CaseRecord

_HANDED_IN = COMPLETED | {State.SIGNED_OFF, State.SIGNED_IN_PART, State.CLOSED_UNSIGNED}


@dataclass(frozen=True)
class Commissioned:
    """One organisation that is commissioned, with its plan."""

    case: str
    ref: str
    organisation: str
    handed_in: bool
    """Whether its return is complete; before that its plan is not shown."""
    actions: tuple[Action, ...] = ()
    """Without ratings."""
    chased: tuple[Chased, ...] = ()


class Commissioning:
    """The plans of those whom the organisation of a lead commissions."""

    def __init__(self, kept: Kept, by: Admission) -> None:
        self._kept, self._by = kept, by
        self._case = let_in(kept, by, Act.SHOW_COMMISSIONED)

    @property
    def organisation(self) -> str:
        """Who commissions."""
        return self._case.name

    @property
    def today(self) -> date:
        """The day it is."""
        return self._kept.today

    def any(self) -> bool:
        """Whether it commissions anybody in this wave."""
        return bool(self._cases())

    def plans(self) -> tuple[Commissioned, ...]:
        """Every organisation that is commissioned, by ref."""
        must_stand(self._kept, self._by.selector)
        let_in(self._kept, self._by, Act.SHOW_COMMISSIONED)
        cases = self._cases()
        only = {case.return_id for case in cases if case.state in _HANDED_IN}
        found = plans(self._kept, self._case.wave, only=only) if only else {}
        by = self._by
        for ref in found:
            told = f"its action plan, for {self._case.name}"
            witness(
                self._kept, Did.SAW_RETURN, self._case.wave, ref, detail=told, by=by.name, role=by.role.value
            )
        return tuple(self._shown(case, found.get(case.ref)) for case in cases)

    def _cases(self) -> tuple[CaseRecord, ...]:
        mine = self._case.ref.casefold()
        return tuple(
            case
            for case in self._kept.casebook.cases(self._case.wave)
            if case.commissioned_by
            and case.state is not State.SUPERSEDED
            and mine in (ref.casefold() for ref in parts(case.commissioned_by))
        )

    def chase(self, ref: str, note: str, name: str = "") -> None:
        """Asks after an action of somebody commissioned, or after their plan; their lead and the office read it."""
        let_in(self._kept, self._by, Act.CHASE)
        one, case = self._one(ref)
        action = next((a for a in one.actions if a.name.casefold() == name.strip().casefold()), None)
        if name and action is None:
            raise RefusedError(
                f"There is no action '{one_line(name)[:20]}' in the plan of {one.organisation}."
            )
        self._enter(case, chasing(note, action, self._kept.today.isoformat()))

    def take_back(self, ref: str) -> str:
        """Takes back the last word that this organisation said of a plan; returns it."""
        let_in(self._kept, self._by, Act.CHASE)
        one, case = self._one(ref)
        said = [
            word for word in (*one.chased, *(w for a in one.actions for w in a.chased)) if self._is_own(word)
        ]
        if not said:
            raise RefusedError(f"You have not asked after the plan of {one.organisation}.")
        last = max(said, key=lambda word: word.number)
        self._enter(case, UpdateTakenBack(last.number))
        return last.note

    def _is_own(self, word: Chased) -> bool:
        return word.person == self._by.person

    def _one(self, ref: str) -> tuple[Commissioned, CaseRecord]:
        """Somebody commissioned. Raises RightsError for anybody else, whether there is such a case or not."""
        wanted = ref.strip().rpartition("/")[2].casefold()
        case = next((case for case in self._cases() if case.ref.casefold() == wanted), None)
        if case is None:
            raise RightsError(
                f"{self._case.name} commissions nobody called '{one_line(ref)[:40]}' in this wave."
            )
        return next(one for one in self.plans() if one.ref == case.ref), case

    def _enter(self, case: CaseRecord, entry: NewUpdate | UpdateTakenBack) -> None:
        by = self._by
        author = Author(by.person, by.name, by.role.value, self._case.name, ONLINE)

        def settled() -> list[Entry]:
            must_stand(self._kept, by.selector)
            let_in(self._kept, by, Act.CHASE)
            return [entry]

        self._kept.responses.record(case.return_id, author, self._kept.clock(), settled)

    def _shown(self, case: CaseRecord, plan: Plan | None) -> Commissioned:
        """The plan without ratings, and without what others asked."""
        actions = plan.actions if plan else ()
        return Commissioned(
            case=f"{case.wave}/{case.ref}",
            ref=case.ref,
            organisation=case.name,
            handed_in=case.state in _HANDED_IN,
            actions=tuple(replace(one, rating="", chased=self._own(one.chased)) for one in actions),
            chased=self._own(plan.chased) if plan else (),
        )

    def _own(self, said: Iterable[Chased]) -> tuple[Chased, ...]:
        return tuple(word for word in said if word.organisation == self._case.name)
