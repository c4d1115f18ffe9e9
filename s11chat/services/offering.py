"""What a call can be coded with, and what speaks for one of it: whether somebody answered, and what became of the talk."""

from __future__ import annotations

from s11chat.fieldwork.case import State
from s11chat.fieldwork.outcome import NOT_KEPT, Group, Outcome, Rate, Then, offered
from s11chat.fieldwork.plan import Plan
from s11chat.fieldwork.queue import APPOINTMENT
from s11chat.services.callview import Offer
from s11chat.services.kept import Kept
from s11chat.services.outcome_entry import Made
from s11chat.services.resuming import PAUSED
from s11chat.services.talk import delegated
from s11chat.store.record import CaseRecord

_UNTOUCHED = frozenset({State.ASSIGNED, State.OPENED})
"""Returns in which nothing is answered."""
BREAK_OFF = "B1"
"""The outcome of a talk that was put off."""

NO_ANSWER = "N1"
"""What a call usually comes to that nobody answered, where no appointment was agreed."""

_NEEDS = {
    Then.BOOK: ("when", "person", "number", "mine", "note"),
    Then.PERSON: ("name", "title", "phone", "email", "note"),
    Then.ONLINE: ("name", "email"),
    Then.POINT: ("ref", "note"),
}


def asked_for(outcome: Outcome) -> tuple[str, ...]:
    """What has to be told with an outcome, in the order it is asked: names of lines to fill in."""
    needs = _NEEDS.get(outcome.then, ())
    return (*needs, "note") if outcome.note and "note" not in needs else needs


def offer_of(kept: Kept, plan: Plan, case: CaseRecord, made: Made, answered: bool | None) -> Offer:
    """The outcomes a call can be coded with, with None whether or not somebody answered, and the likely one."""
    outcomes = plan.own_outcomes
    if case.state is State.COMPLETE_TELEPHONE:
        done = offered(outcomes, answered=True, done=True)
        known = done[1:2] if delegated(case) and len(done) > 1 else done[:1]
        return Offer(known, True, known[0].code if known else "")
    if made.started is None:
        return Offer(tuple(one for one in outcomes.values() if one.group is Group.ANY), False)
    either = [True, False] if answered is None else [answered]
    fitting = {one.code for way in either for one in offered(outcomes, answered=way, done=False)}
    if case.state in _UNTOUCHED:
        fitting.difference_update(one.code for one in outcomes.values() if one.rate is Rate.PARTIAL)
    agreed = made.queued.position.rank == APPOINTMENT
    if not agreed:
        fitting.discard(NOT_KEPT)
    if answered is False:
        likely = "" if agreed or NO_ANSWER not in fitting else NO_ANSWER
        return Offer(tuple(one for one in outcomes.values() if one.code in fitting), False, likely)
    # What ends the calls of a return that is not complete is no first choice.
    found = tuple(
        sorted(
            (one for one in outcomes.values() if one.code in fitting),
            key=lambda one: one.rate is Rate.PARTIAL,
        )
    )
    until = _put_off(kept, case, made)
    broken_off = until is not None and BREAK_OFF in fitting
    return Offer(found, False, BREAK_OFF if broken_off else "", until or "")


def _put_off(kept: Kept, case: CaseRecord, made: Made) -> str | None:
    """Until when the talk of this call was put off, in words, empty where nobody said; None where it was not."""
    said = [
        str(fact.details.get("until", ""))
        for fact in kept.responses.facts(case.return_id)
        if fact.kind == PAUSED and made.started and fact.at >= made.started
    ]
    return said[-1] if said else None
