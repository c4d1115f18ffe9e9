"""How the cases of a wave ended, counted for its response table and its rates."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from s11chat.analysis.rate_table import Authority, Ended, rate_table
from s11chat.analysis.reliability import reliability as tables
from s11chat.analysis.response_table import Cell, ResponseTable, response_table
from s11chat.assurance.right import Act
from s11chat.assurance.status import Status
from s11chat.dialog.model import Dialog
from s11chat.errors import UsageError
from s11chat.fieldwork.case import State
from s11chat.fieldwork.disposition import DONE, Disposition, Known, disposition
from s11chat.fieldwork.outcome import Rate
from s11chat.fieldwork.queue import Standing, undecided
from s11chat.report.rates import RatesReport
from s11chat.report.reliability import ReliabilityReport
from s11chat.report.response import ResponseReport
from s11chat.report.sheet import Wave
from s11chat.services.kept import Kept
from s11chat.services.surveying import Surveyed, survey
from s11chat.services.talk import delegated
from s11chat.store.overview import Holding
from s11chat.store.record import CaseRecord, WaveRecord

_AUTHORITY = {
    Status.SIGNED: Authority.SIGNED,
    Status.DIRECT: Authority.SIGNED,
    Status.NOT_APPLICABLE: Authority.TELEPHONE,
    Status.ATTESTED: Authority.TELEPHONE,
}


def response(kept: Kept, wave: str) -> ResponseReport:
    """The response table of a wave: a row for each type of its dialog that has a population or a case.

    The population of a type is the one given for the wave, else the number of its cases that may be eligible.
    """
    kept.require(Act.REPORT, wave)
    record = kept.casebook.wave(wave)
    return ResponseReport(wave_of(record), response_of(record, kept.dialog(record), ended(kept, wave)))


def response_of(record: WaveRecord, dialog: Dialog, cases: Iterable[tuple[Surveyed, Rate]]) -> ResponseTable:
    """The response table of a wave from its cases and the class that each falls in."""
    complete: Counter[str] = Counter()
    framed: Counter[str] = Counter()
    for found, rate in cases:
        complete[found.case.type] += rate is Rate.COMPLETE
        framed[found.case.type] += rate is not Rate.NOT_ELIGIBLE
    return response_table(
        Cell(
            type=kind.type,
            name=kind.say,
            population=record.population.get(kind.type, framed[kind.type]),
            complete=complete[kind.type],
            of_frame=kind.type not in record.population,
        )
        for kind in dialog.organisations
        if kind.type in record.population or kind.type in framed
    )


def reliability(kept: Kept, wave: str) -> ReliabilityReport:
    """Sampling tolerances and differences needed for a wave, from its response by type."""
    found = response(kept, wave)
    return ReliabilityReport(found, tables(found.table))


def rates(kept: Kept, wave: str, by: str = "type", e: Fraction | None = None) -> RatesReport:
    """The rates of a wave by type or group of organisation, and in all.

    `e` is the share of cases of unknown eligibility that is eligible; it is estimated where none is given.
    Raises UsageError where the dialog knows no groups.
    """
    kept.require(Act.REPORT, wave)
    record = kept.casebook.wave(wave)
    names = _names(kept.dialog(record), by)
    cases = [
        Ended(_row(found.case, by), rate, _AUTHORITY.get(found.status, Authority.UNSIGNED))
        for found, rate in ended(kept, wave)
    ]
    return RatesReport(wave_of(record), by, rate_table(names, cases, e))


def ended(kept: Kept, wave: str) -> Iterator[tuple[Surveyed, Rate]]:
    """Every case of a wave with the class that it would fall in if the wave were closed now."""
    for found, counts in dispositions(kept, wave):
        yield found, counts.rate


def dispositions(
    kept: Kept, wave: str, held: Mapping[str, Holding] | None = None
) -> Iterator[tuple[Surveyed, Disposition]]:
    """Every case of a wave with what it would count as if the wave were closed now.

    `held` is what its returns hold, where that has been read.
    """
    plan = kept.plans.plan(wave)
    outcomes = plan.own_outcomes
    calls: dict[str, list[str]] = defaultdict(list)
    for call in kept.fieldbook.calls_of_wave(wave):
        calls[call.return_id].append(call.outcome)
    finished = kept.responses.finished(wave)
    doubted = undecided_cases(kept, wave)
    for found in survey(kept, wave, held=held):
        case = found.case
        known = Known(
            state=case.state,
            telephone=case.state is State.COMPLETE_TELEPHONE,
            delegated=delegated(case),
            signed=found.status is Status.SIGNED,
            share=0.0 if case.state in DONE else found.share,
            outcomes=tuple(calls[case.return_id]),
            finished=case.return_id in finished,
            confirmed=case.ref not in doubted,
        )
        yield found, disposition(known, outcomes, over=True, partial=plan.partial)


def undecided_cases(kept: Kept, wave: str) -> frozenset[str]:
    """The refs of the cases whose last call the office has still to look at, in hand or not."""
    kept.require(Act.SHOW_PROGRESS, wave)
    return frozenset(
        one.ref
        for one in kept.queue.of_wave(wave)
        if one.was == Standing.OFFICE.value or undecided(one.position)
    )


def wave_of(record: WaveRecord) -> Wave:
    """What a report says of the wave it is of."""
    return Wave(record.id, record.title, record.state == "closed")


def _names(dialog: Dialog, by: str) -> dict[str, str]:
    """What the rows are called, by their keys, in the order of the dialog."""
    if by == "type":
        return {kind.type: kind.say for kind in dialog.organisations}
    keys = [kind.group or kind.cohort or "" for kind in dialog.organisations]
    if not any(keys):
        raise UsageError(f"The dialog '{dialog.dialog}' puts its organisations in no groups: leave --by out.")
    return {key: key.replace("_", " ") or "no group" for key in keys}


def _row(case: CaseRecord, by: str) -> str:
    return case.type if by == "type" else case.group or case.cohort
