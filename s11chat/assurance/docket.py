"""The lead's docket: which answers need looking at before a signature, why, and in which order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

FULL = 100.0
"""The score of a standard that is fully met."""
HALF = 50.0
"""A score below it is low even where no action is asked for."""


class Reason(StrEnum):
    """Why an answer waits for the lead's eye; after the first, the gravest stands first."""

    CHANGED = "changed since last signed"
    QUERY_OPEN = "query open"
    LEFT_TO_LEAD = "left to the lead"
    PARKED = "parked"
    MODERATED = "moderated lower"
    NO_ACTION = "low rating without a complete action"
    LOW = "low rating"
    NO_EVIDENCE = "full rating without evidence"
    EVIDENCE_DUE = "evidence out of date"
    DONT_KNOW = "don't know"
    DECLINED = "declined"
    NOT_ANSWERED = "not answered"
    NOT_APPLICABLE = "not applicable"
    FELL = "lower than in the wave before"
    AT_ODDS = "does not fit"
    REMARK = "has a remark"
    INTERPRETED = "interpreted from words"


_RANK = {reason: rank for rank, reason in enumerate(Reason)}
_NO_ANSWER = {
    "dont_know": Reason.DONT_KNOW,
    "refused": Reason.DECLINED,
    "not_answered": Reason.NOT_ANSWERED,
    "not_reached": Reason.NOT_ANSWERED,
    "not_applicable": Reason.NOT_APPLICABLE,
}


@dataclass(frozen=True)
class Facts:
    """What is known of one current answer."""

    score: float | None = None
    """The rating on 0 to 100; None where the question is not rated or has no rating."""
    asks_action: bool = False
    """Whether the dialog asks for an action after this rating."""
    asks_evidence: bool = False
    has_action: bool = False
    has_lead: bool = False
    has_due: bool = False
    has_evidence: bool = False
    evidence_due: bool = False
    """Whether all evidence on record is older than it should be, or its review is over."""
    no_answer: str = ""
    """The kind of no-answer as the dialog names it, such as `dont_know`; empty where there is an answer."""
    left_to_lead: bool = False
    parked: bool = False
    query_open: bool = False
    fell: bool = False
    """Whether the rating is lower than the one of the wave before."""
    moderated_lower: bool = False
    """Whether the moderators' rating, as it was released, is below it."""
    at_odds: bool = False
    """Whether it contradicts another answer, or a check speaks against it."""
    has_remark: bool = False
    exact: bool = True
    """Whether the words typed were the answer itself, not read as one."""


@dataclass(frozen=True)
class Entry:
    """One answer as the docket lists it."""

    question: str
    section: str
    changed: bool = False
    """Whether it was signed before and is no longer what was signed."""
    facts: Facts = field(default_factory=Facts)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why it should be looked at, gravest first; empty where nothing speaks for it."""
        changed = (Reason.CHANGED,) if self.changed else ()
        return changed + weaknesses(self.facts)

    @property
    def weak(self) -> bool:
        """Whether something other than a change speaks for looking at it."""
        return bool(weaknesses(self.facts))


def weaknesses(facts: Facts) -> tuple[Reason, ...]:
    """What is weak about an answer, gravest first."""
    found = {
        Reason.QUERY_OPEN: facts.query_open,
        Reason.NO_ACTION: _lacks_action(facts),
        Reason.LOW: facts.score is not None and facts.score < HALF and not facts.asks_action,
        Reason.NO_EVIDENCE: facts.asks_evidence
        and facts.score is not None
        and facts.score >= FULL
        and not facts.has_evidence,
        Reason.EVIDENCE_DUE: facts.evidence_due,
        Reason.LEFT_TO_LEAD: facts.left_to_lead,
        Reason.PARKED: facts.parked,
        Reason.MODERATED: facts.moderated_lower,
        Reason.FELL: facts.fell,
        Reason.AT_ODDS: facts.at_odds,
        Reason.REMARK: facts.has_remark,
        Reason.INTERPRETED: not facts.exact,
    }
    reasons = {reason for reason, holds in found.items() if holds}
    if facts.no_answer in _NO_ANSWER:
        reasons.add(_NO_ANSWER[facts.no_answer])
    return tuple(sorted(reasons, key=_RANK.__getitem__))


def ordered(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """`entries`, given in the order of the dialog, as the lead should see them.

    What changed since it was signed comes first, then what is weak by its gravest reason, then the rest;
    the order of the dialog holds among equals.
    """
    return tuple(sorted(entries, key=_urgency))


def _urgency(entry: Entry) -> tuple[bool, int]:
    weak = weaknesses(entry.facts)
    return not entry.changed, _RANK[weak[0]] if weak else len(_RANK)


def _lacks_action(facts: Facts) -> bool:
    """An action counts once it says what, who and by when."""
    return facts.asks_action and not (facts.has_action and facts.has_lead and facts.has_due)
