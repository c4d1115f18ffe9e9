"""How the action plans of a wave go: lists, what is late, and the report of half a year."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from s11chat.analysis.exception import why_unplanned, without_action
from s11chat.analysis.plan_table import as_told_by
from s11chat.assurance.right import Act
from s11chat.dialog.question import questions
from s11chat.errors import UsageError
from s11chat.report.plans import Missing, PlanFigures
from s11chat.report.progress import OrganisationPlan, ProgressReport, action_rows
from s11chat.services.actioning import Plan, due_questions, plans
from s11chat.services.complying import counted
from s11chat.services.counting import wave_of
from s11chat.services.following import Following
from s11chat.services.kept import Kept, case_name
from s11chat.services.view import Admission
from s11chat.services.witnessing import Did, witness
from s11chat.store.record import CaseRecord

MONTHS = 6
"""What a report covers where nobody says otherwise."""


def wave_plans(kept: Kept, wave: str) -> tuple[Plan, ...]:
    """Every plan of a wave, by ref."""
    kept.require(Act.SHOW_RETURN, wave)
    return tuple(plans(kept, wave).values())


def progress_report(
    kept: Kept,
    wave: str,
    ref: str = "",
    first: date | None = None,
    last: date | None = None,
    by: Admission | None = None,
) -> ProgressReport:
    """What was promised in a wave, or in one case, what is done and what is late, as told by the last day.

    The last day is today, the first six months before, where none is given. `by` is who was let in to the case, and
    gets the report of the plan they see. Raises UsageError for days in the wrong order.
    """
    if by is None:
        kept.require(Act.REPORT, wave)
        found = tuple(plans(kept, wave, ref).values())
        if ref and not found:
            found = (Plan(kept.casebook.case(wave, ref), ()),)
    else:
        found = (Following(kept, f"{wave}/{ref}", by).plan(),)
    last = last or kept.today
    first = first or months_before(last)
    if first > last:
        raise UsageError(f"The report would end on {last}, before it begins: give --from a day before --to.")
    return ProgressReport(
        wave=wave_of(kept.casebook.wave(wave)),
        first=first,
        last=last,
        plans=tuple(_told(kept, plan, last) for plan in found),
    )


def plan_report(kept: Kept, wave: str, *, first: date | None = None, last: date | None = None) -> PlanFigures:
    """The plans of a wave by standard and owner, with what is missing in the returns that an audit counts.

    The days are those of `progress_report`, and so are the figures. That they were taken out is put on record. Raises
    UsageError where the dialog rates no standards.
    """
    progress = progress_report(kept, wave, first=first, last=last)
    found = counted(kept, wave)
    witness(kept, Did.EXPORTED, wave, detail="the action plans")
    actions = {plan.case.rpartition("/")[2]: plan.actions for plan in progress.plans}
    gaps = without_action(found.replies, found.scales, actions)
    return PlanFigures(
        progress=progress,
        scales=found.scales,
        missing=tuple(
            Missing(standard, f"{wave}/{one.ref}", one.name, why_unplanned(one, standard))
            for one, standard in gaps
        ),
        returns=len(found.replies),
    )


def _told(kept: Kept, plan: Plan, last: date) -> OrganisationPlan:
    return OrganisationPlan(
        case=case_name(plan.case),
        organisation=plan.case.name,
        type=_type(kept, plan.case),
        state=plan.case.state.value,
        actions=tuple(as_told_by(action, last) for action in plan.actions),
    )


def _type(kept: Kept, case: CaseRecord) -> str:
    kind = kept.dialog(kept.casebook.wave(case.wave)).organisation(case.type)
    return kind.say if kind else case.type


def action_list(kept: Kept, wave: str) -> tuple[tuple[str, ...], ...]:
    """Every action of a wave as a row of `report.progress.COLUMNS`, as it stands today."""
    kept.require(Act.EXPORT, wave)
    witness(kept, Did.EXPORTED, wave, detail="the list of actions")
    today = kept.today
    found = tuple(_told(kept, plan, today) for plan in plans(kept, wave).values())
    return tuple(action_rows(found, months_before(today), today))


def months_before(day: date, months: int = MONTHS) -> date:
    """The day after the same day of the month so many months before; the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    same = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    return same + timedelta(days=1)


def overdue_plans(kept: Kept, wave: str) -> Iterator[Plan]:
    """The plans of a wave with an action whose day is over; who may ask is seen to before."""
    today = kept.today
    dialog = kept.dialog(kept.casebook.wave(wave))
    late = kept.actions.days_over(wave, due_questions(questions(dialog).values()), today)
    for plan in plans(kept, wave, only=late).values() if late else ():
        actions = tuple(action for action in plan.actions if action.overdue(today))
        if actions:
            yield Plan(plan.case, actions)
