"""Holds the reports of a wave against each other and against its returns before they are published, with what was waived.

A waiver is of one finding with its figures: where these change, it is another finding, and the waiver lapses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from s11chat.analysis.finding import Finding
from s11chat.analysis.reconcile import reconcile
from s11chat.analysis.reply import Collection
from s11chat.analysis.statement import Publication, Says, Statement
from s11chat.assurance.right import Act
from s11chat.dialog.model import Kind, NoAnswer
from s11chat.dialog.suggest import nearest
from s11chat.errors import StateError, UsageError
from s11chat.report.stated import group_of, misprints, stated, weighted
from s11chat.report.table import Report
from s11chat.services.gathering import gathered
from s11chat.services.kept import Kept
from s11chat.store.settlement import SettlementRecord

WAIVER = "waiver"
"""The kind of what is settled: that a finding does not keep a wave from being published, or does so again."""
_GIVEN, _BACK = "given", "taken back"
_LONGEST = 500
_TRAITS = ("type", "group", "cohort", "region", "mode", "completion", "signed")


@dataclass(frozen=True)
class Waiver:
    """That a finding stands in the way of nothing: who said so, when and why."""

    finding: str
    what: str
    reason: str
    by_name: str
    at: datetime


@dataclass(frozen=True)
class Check:
    """What came of checking the reports of a wave."""

    wave: str
    reports: tuple[str, ...]
    figures: int
    """Statements that were held against each other."""
    open: tuple[Finding, ...]
    """What does not reconcile and is not waived."""
    waived: tuple[tuple[Finding, Waiver], ...]
    explained: tuple[Finding, ...]
    """What only looks as if it did not."""
    lapsed: tuple[Waiver, ...]
    """Waivers of what is not found any more."""


def check(kept: Kept, wave: str, reports: Iterable[Report]) -> Check:
    """Checks these reports of a wave, all there is of what it publishes."""
    kept.require(Act.REPORT, wave)
    made = tuple(reports)
    facts = _facts(gathered(kept, wave))
    found, figures = dict[str, Finding](), 0
    for heavy in (True, False):
        statements = [one for report in made if weighted(report) is heavy for one in stated(report)]
        figures += len(statements)
        found |= {one.id: one for one in reconcile(Publication((*facts, *statements), heavy))}
    found |= {one.id: one for report in made for one in misprints(report)}
    standing = waivers(kept, wave)
    faults = [one for one in found.values() if one.fault]
    return Check(
        wave=wave,
        reports=tuple(report.name for report in made),
        figures=figures,
        open=tuple(one for one in faults if one.id not in standing),
        waived=tuple((one, standing[one.id]) for one in faults if one.id in standing),
        explained=tuple(one for one in found.values() if not one.fault),
        lapsed=tuple(waiver for id_, waiver in standing.items() if id_ not in found),
    )


def own_findings(report: Report) -> tuple[Finding, ...]:
    """What does not reconcile within one report, before it is printed."""
    found = (*reconcile(Publication(stated(report), weighted(report))), *misprints(report))
    return tuple(one for one in found if one.fault)


def _facts(found: Collection) -> tuple[Statement, ...]:
    """What the returns themselves say: how many there are of every group, and how many each question was put to."""
    place = "returns of the wave"
    facts = [Statement(place, Says.RETURNS, value=str(len(found.replies)))]
    for trait in _TRAITS:
        counts = Counter(reply.traits.get(trait, "") for reply in found.replies)
        groups = {group_of(trait, value): count for value, count in counts.items()}
        facts += [
            Statement(place, Says.RETURNS, group=group, value=str(count)) for group, count in groups.items()
        ]
        if trait != "type" and groups:
            facts.append(Statement(place, Says.WHOLE, value="+".join(groups)))
    for id_, question in found.questions.items():
        asked = sum(reply.said[id_] is not NoAnswer.OFF_ROUTE for reply in found.replies)
        facts.append(Statement(place, Says.RETURNS, group=f"asked {id_}", value=str(asked)))
        options = tuple(option.code for option in question.options if option.in_base)
        single = options if question.kind is Kind.SINGLE else ()
        facts.append(Statement(place, Says.ITEM, id_, single, f"asked {id_}"))
    return tuple(facts)


def waivers(kept: Kept, wave: str) -> Mapping[str, Waiver]:
    """The waivers that stand, by finding."""
    kept.require(Act.REPORT, wave)
    standing: dict[str, Waiver] = {}
    for record in kept.settlements.of_kind(wave, WAIVER):
        _apply(standing, record)
    return standing


def _apply(standing: dict[str, Waiver], record: SettlementRecord) -> None:
    details = {name: str(value) for name, value in record.details.items()}
    standing.pop(details["code"], None)
    if details["step"] == _GIVEN:
        standing[details["code"]] = Waiver(
            details["code"], details["say"], details["reason"], record.by_name, record.at
        )


def waive(kept: Kept, wave: str, finding: str, reason: str, findings: Callable[[], Check]) -> Waiver:
    """Records that a finding that is open does not keep the wave from being published.

    Raises UsageError where no such finding is open or no reason is given, StateError where it is waived already.
    """
    kept.require(Act.DECIDE, wave)
    reason = _reason(reason)
    found = findings()
    one = next((one for one in found.open if one.id == finding), None)
    if one is None:
        if any(waived.id == finding for waived, _ in found.waived):
            raise StateError(
                f"{finding} is waived already; s11chat report unwaive {wave} {finding} takes that back."
            )
        known = [each.id for each in found.open]
        raise UsageError(
            f"Nothing called {finding} is open in {wave}{nearest(finding, known)}: see s11chat report check {wave}."
        )
    return _settle(kept, wave, _GIVEN, finding, one.what, reason)


def unwaive(kept: Kept, wave: str, finding: str, reason: str) -> Waiver:
    """Takes a waiver back. Raises UsageError where none of it stands or no reason is given."""
    kept.require(Act.DECIDE, wave)
    reason = _reason(reason)
    standing = waivers(kept, wave).get(finding)
    if standing is None:
        known = ", ".join(waivers(kept, wave)) or "none"
        raise UsageError(f"No waiver of {finding} stands in {wave}. There are: {known}.")
    return _settle(kept, wave, _BACK, finding, standing.what, reason)


def _reason(reason: str) -> str:
    said = " ".join(reason.split())
    if not said:
        raise UsageError("Say why, such as --reason 'the column is of types, the text of replies'.")
    if len(said) > _LONGEST:
        raise UsageError(f"A reason has at most {_LONGEST} characters; this one has {len(said)}.")
    return said


def _settle(kept: Kept, wave: str, step: str, finding: str, what: str, reason: str) -> Waiver:
    def decide(before: tuple[SettlementRecord, ...]) -> Mapping[str, str | int]:
        standing: dict[str, Waiver] = {}
        for record in before:
            _apply(standing, record)
        if (finding in standing) is (step == _GIVEN):
            raise StateError(f"Somebody else has decided on {finding} meanwhile: look again.")
        return {"code": finding, "step": step, "say": what, "reason": reason}

    record = kept.settlements.settle(wave, WAIVER, kept.actor, kept.clock(), decide)
    return Waiver(finding, what, reason, record.by_name, record.at)
