"""The diary of a wave's fieldwork on paper, a page a day. Nothing is reckoned here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from s11chat.analysis.page import Page, TypeRow
from s11chat.analysis.rounding import decimal, whole_per_cent
from s11chat.fieldwork.hours import day_told
from s11chat.fieldwork.outcome import Group
from s11chat.report.sheet import NOTHING, Wave
from s11chat.report.table import Chart, Column, Records, Report, Role, Row, Table
from s11chat.report.waiting import as_structure, waiting_table

APPOINTMENTS = ("made", "kept", "broken", "cancelled")
LETTERS = ("sent", "filed", "refused", "bounced")
COLUMNS = (
    "day",
    *("complete", "complete_online", "complete_telephone", "signed", "taken_back"),
    *("complete_in_all", "online_in_all", "telephone_in_all", "signed_in_all"),
    *("population", "rate", "rate_at_most"),
    *("calls", *(f"calls_{group}" for group in Group)),
    *("calls_per_complete", "interviewer_hours", "completes_per_hour"),
    *(f"appointments_{step}" for step in APPOINTMENTS),
    *("refusals_soft", "refusals_hard", "sent_to_office"),
    *(f"letters_{step}" for step in LETTERS),
    *("waiting_for_signature", "waiting_for_office"),
)
_HEADS = ("Population", "Complete", "Rate %", "At most %")
_SAID = {
    Group.SILENT: "nobody reached",
    Group.SPOKEN: "somebody reached",
    Group.DONE: "interview finished",
    Group.ANY: "referred, or a duplicate",
    Group.UNAIDED: "never coded",
}
_NOTES = (
    "Rate: complete returns to population, as it stands and at most, if every case that is still open were completed.",
    "Hours of interviewers run from the first to the last thing done on the day, less pauses of more than 30 minutes.",
)


@dataclass(frozen=True)
class DiaryReport:
    """The pages in the order of their days, and the wave they are of."""

    wave: Wave
    pages: tuple[Page, ...]


def report(figures: DiaryReport) -> Report:
    """A page a day; as data a row a day, all types together, and in JSON every waiting case named."""
    return Report(
        name="diary",
        title="Field diary",
        wave=figures.wave,
        tables=tuple(table for page in figures.pages for table in _page(page)),
        records=Records(COLUMNS, tuple(_record(page) for page in figures.pages)),
        structure={"days": [_structure(page) for page in figures.pages]},
        notes=_NOTES,
    )


def _page(page: Page) -> Iterator[Table]:
    day, section = page.day.isoformat(), f"{day_told(page.day)} {page.day.year}"
    ways = (
        ("online", "online", Role.FIGURES),
        ("by telephone", "telephone", Role.FIGURES),
        ("all", "complete", Role.TOTAL),
    )
    yield Table(
        id=f"{day}.complete",
        title="Complete returns",
        columns=(Column("Complete", figure=False), Column("That day"), Column("In all")),
        rows=tuple(
            Row((name, str(getattr(page.new, of)), str(getattr(page.in_all, of))), role)
            for name, of, role in ways
        ),
        notes=tuple(_about_returns(page)),
        section=section,
    )
    yield Table(
        id=f"{day}.types",
        title="Response by type of organisation",
        columns=(Column("Type", figure=False), *map(Column, _HEADS)),
        rows=(*map(_type_row, page.rows), replace(_type_row(page.total), role=Role.TOTAL)),
        notes=tuple(_about_calls(page)),
        section=section,
        chart=Chart(3),
    )
    for key, title, cases in (
        ("unsigned", "Waiting for a signature", page.unsigned),
        ("office", "Waiting for the office", page.office),
    ):
        if cases:
            yield waiting_table(f"{day}.{key}", title, cases, section)


def _about_returns(page: Page) -> Iterator[str]:
    yield f"Signed: {page.new.signed} that day, {page.in_all.signed} in all."
    if page.taken_back:
        yield f"No longer complete: {page.taken_back}."


def _about_calls(page: Page) -> Iterator[str]:
    by_group = ", ".join(
        f"{_SAID[group]} {page.outcomes[group]}" for group in Group if page.outcomes.get(group)
    )
    yield f"Calls: {page.calls}" + (f" ({by_group})." if by_group else ".")
    if page.calls:
        yield (
            f"Calls per complete: {_one(page.calls_per_complete)}; completes per interviewer hour: "
            f"{_one(page.completes_per_hour)} in {decimal(page.doings.hours, 1)} hours."
        )
        yield f"Refusals: {page.soft} that may be asked again, {page.hard} for good."
    yield from _counted("Appointments", page.doings.appointments, APPOINTMENTS)
    yield from _counted("Letters", page.doings.letters, LETTERS)
    if page.to_office:
        yield f"Sent to the office or the supervisor: {page.to_office}."


def _counted(title: str, counts: Mapping[str, int], steps: Sequence[str]) -> Iterator[str]:
    said = ", ".join(f"{counts[step]} {step}" for step in steps if counts.get(step))
    if said:
        yield f"{title}: {said}."


def _type_row(row: TypeRow) -> Row:
    rate, most = (None if one is None else float(100 * one) for one in (row.rate, row.most))
    cells = (
        row.name,
        str(row.population),
        str(row.complete),
        whole_per_cent(row.rate),
        whole_per_cent(row.most),
    )
    return Row(cells, exact=(None, row.population, row.complete, rate, most))


def _one(exact: Fraction | None) -> str:
    return decimal(exact, 1) if exact is not None else NOTHING


def _record(page: Page) -> tuple[str, ...]:
    ratios = (page.calls_per_complete, page.doings.hours, page.completes_per_hour)
    figures = (
        *(page.new.complete, page.new.online, page.new.telephone, page.new.signed, page.taken_back),
        *(page.in_all.complete, page.in_all.online, page.in_all.telephone, page.in_all.signed),
        *(page.total.population, whole_per_cent(page.total.rate), whole_per_cent(page.total.most)),
        *(page.calls, *(page.outcomes.get(group, 0) for group in Group)),
        *("" if one is None else decimal(one, 1) for one in ratios),
        *(page.doings.appointments.get(step, 0) for step in APPOINTMENTS),
        *(page.soft, page.hard, page.to_office),
        *(page.doings.letters.get(step, 0) for step in LETTERS),
        *(len(page.unsigned), len(page.office)),
    )
    return page.day.isoformat(), *map(str, figures)


def _structure(page: Page) -> dict[str, Any]:
    def counts(of: Any) -> dict[str, int]:
        return {name: getattr(of, name) for name in ("complete", "online", "telephone", "signed")}

    return {
        "day": page.day.isoformat(),
        "that_day": {**counts(page.new), "taken_back": page.taken_back},
        "in_all": counts(page.in_all),
        "types": [_row(row) for row in page.rows],
        "total": _row(page.total),
        "calls": page.calls,
        "outcomes": {group.value: page.outcomes.get(group, 0) for group in Group},
        "calls_per_complete": _number(page.calls_per_complete),
        "interviewer_hours": _number(page.doings.hours),
        "completes_per_hour": _number(page.completes_per_hour),
        "refusals": {"soft": page.soft, "hard": page.hard},
        "sent_to_office": page.to_office,
        "appointments": {step: page.doings.appointments.get(step, 0) for step in APPOINTMENTS},
        "letters": {step: page.doings.letters.get(step, 0) for step in LETTERS},
        "waiting_for_signature": [as_structure(one) for one in page.unsigned],
        "waiting_for_office": [as_structure(one) for one in page.office],
    }


def _row(row: TypeRow) -> dict[str, Any]:
    return {
        "type": row.type,
        "name": row.name,
        "population": row.population,
        "complete": row.complete,
        "open": row.open,
        "rate": _number(row.rate and 100 * row.rate),
        "rate_at_most": _number(row.most and 100 * row.most),
    }


def _number(exact: Fraction | None) -> float | None:
    return float(exact) if exact is not None else None
