"""What a case finally counts as: from its return, the outcomes of its calls, and whether the wave is over.

An interim outcome is never a final disposition of its own: it only says in which class the case falls if it is
the last word when the wave closes. Whether a case is eligible is unknown until a supervisor has confirmed that it is
not, and answers that are given all the same speak against it. A refusal is never overwritten by attempts that came after it, and contact
that was made is never forgotten.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from s11chat.fieldwork.case import COMPLETED, State
from s11chat.fieldwork.outcome import UNTRIED, USED_UP, Outcome, Outcomes, Rate, Then

PARTIAL = 0.5
"""The share of the questions on the route that makes a return partly complete, where the wave names no other."""
DONE = COMPLETED | {State.SIGNED_OFF}
_PERHAPS = frozenset({State.SIGNED_IN_PART, State.CLOSED_UNSIGNED})
"""States that a return comes to both finished and unfinished."""


@dataclass(frozen=True)
class Known:
    """What is known of a case."""

    state: State
    telephone: bool = False
    """The return was completed on the telephone."""
    delegated: bool = False
    signed: bool = False
    share: float = 0.0
    """Of the questions on the route, from 0 to 1, how many are settled."""
    outcomes: Sequence[str] = ()
    """The codes of its calls, the first first."""
    finished: bool = False
    """Whoever answered finished it once, whatever was left out."""
    confirmed: bool = True
    """No supervisor is to look at the last outcome any more."""


@dataclass(frozen=True)
class Disposition:
    """What a case counts as."""

    code: str
    """Of an outcome."""
    rate: Rate
    final: bool
    """False while it may still change."""


def disposition(
    known: Known, outcomes: Outcomes, *, over: bool = False, partial: float = PARTIAL
) -> Disposition:
    """What the case counts as now; with `over` as it stands when the wave is closed."""
    coded = [outcomes[code] for code in known.outcomes if code in outcomes]
    last = coded[-1] if coded else outcomes[UNTRIED]
    whole = known.finished or known.share >= 1
    if last.rate is Rate.NOT_ELIGIBLE and last.final:
        if known.state is State.SUPERSEDED:
            return Disposition(last.code, last.rate, final=True)
        if not (whole or known.share or known.state in DONE):
            rate = last.rate if known.confirmed else Rate.UNKNOWN
            return Disposition(last.code, rate, final=known.confirmed or over)
        coded.pop()  # where somebody answered it counts once the office has decided so
        last = coded[-1] if coded else outcomes[UNTRIED]
    if known.state is State.SUPERSEDED:
        return Disposition("E3", Rate.NOT_ELIGIBLE, final=True)
    if known.state in DONE or (known.state in _PERHAPS and whole):
        return _complete(known)
    refusal = next(
        (one for one in reversed(coded) if one.rate is Rate.REFUSAL and one.then is not Then.BOOK), None
    )
    if known.share >= partial and (over or last.final):
        return Disposition("P1", Rate.PARTIAL, final=True)
    if last.final and last.code != USED_UP:
        unmet = last.rate in (Rate.COMPLETE, Rate.PARTIAL)  # the return holds less than was said of it
        return Disposition(last.code, Rate.REFUSAL if unmet else last.rate, final=True)
    if refusal is not None:
        return Disposition(refusal.code, Rate.REFUSAL, final=over or last.final)
    if known.share > 0 and not any(one.final for one in coded):
        started = outcomes["B1"] if any(one.code == "B1" for one in coded) else outcomes["W2"]
        return Disposition(started.code, started.rate, final=over)
    return Disposition(last.code, _class_of(last, coded), final=over or last.final)


def _complete(known: Known) -> Disposition:
    by_telephone = "C2" if known.delegated else "C1"
    online = "C3" if known.signed else "C4"
    code = by_telephone if known.telephone else online
    return Disposition(code, Rate.COMPLETE, final=True)


def _class_of(last: Outcome, coded: Sequence[Outcome]) -> Rate:
    """The class of a case whose last word is not its own answer."""
    if last.rate is Rate.NON_CONTACT and any(one.contacted for one in coded):
        return Rate.OTHER
    return last.rate
