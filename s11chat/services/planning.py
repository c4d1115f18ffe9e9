"""Settles how the fieldwork of a wave is done: stages and dates, calling hours, attempts, who to ring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from s11chat.assurance.right import Act
from s11chat.errors import Problem, SourceError, StateError
from s11chat.fieldwork.plan import Plan, StageKind, checked, read_plan
from s11chat.services.kept import Kept


@dataclass(frozen=True)
class StageLine:
    """One stage of a wave and where it stands today."""

    stage: StageKind
    on: date
    past: bool
    today: bool


def plan_of(kept: Kept, wave: str) -> Plan:
    """The plan that counts for a wave."""
    kept.require(Act.SHOW_PROGRESS, wave)
    kept.casebook.wave(wave)
    return kept.plans.plan(wave)


def drafted(text: str, file: str, changes: Mapping[str, Any]) -> Plan | None:
    """A plan from a text and changes to it; None where there is neither. Raises SourceError."""
    if not text and not changes:
        return None
    plan = read_plan(text, file) if text else Plan()
    return changed(plan, changes) if changes else plan


def settle(kept: Kept, wave: str, text: str, file: str) -> tuple[Plan, tuple[str, ...]]:
    """Has a written plan count from now on; returns it with what should be looked at. Raises SourceError."""
    return _settle(kept, wave, read_plan(text, file))


def change(kept: Kept, wave: str, changes: Mapping[str, Any]) -> tuple[Plan, tuple[str, ...]]:
    """Changes some of what a plan says; stages given replace those of the same kind.

    Returns the plan with what should be looked at. Raises SourceError naming what is wrong with a value.
    """
    kept.require(Act.MAKE_WAVE, wave)
    before = kept.plans.plan(wave)
    return _settle(kept, wave, changed(before, changes))


def changed(before: Plan, changes: Mapping[str, Any]) -> Plan:
    """A plan with some of it changed, checked as a whole. Raises SourceError naming what is wrong."""
    new = dict(changes)
    stages = new.pop("stages", None)
    if stages is not None:
        kinds = {stage["stage"] for stage in stages}
        kept_stages = [stage.model_dump() for stage in before.stages if stage.stage not in kinds]
        new["stages"] = [*kept_stages, *stages]
    return checked({**before.model_dump(), **new}, "plan")


def _settle(kept: Kept, wave: str, plan: Plan) -> tuple[Plan, tuple[str, ...]]:
    kept.require(Act.MAKE_WAVE, wave)
    record = kept.casebook.wave(wave)
    before = kept.plans.plan(wave)
    if record.state == "closed" and plan != before.model_copy(update={"retain_until": plan.retain_until}):
        raise StateError(
            f"Wave {wave} is closed: its fieldwork is over; only how long it is kept may be changed."
        )
    must_lie_within(plan, record.opens, record.closes)
    kept.plans.settle(wave, plan, kept.actor, kept.clock())
    return plan, tuple(_doubtful(plan))


def must_lie_within(plan: Plan, first: str, last: str) -> None:
    """Raises SourceError where a stage lies outside the days of the wave, either of which may be open, or where what
    people said would have to go before its last day."""
    outside = [
        Problem(
            "plan",
            1,
            f"stage '{stage.stage}' ({stage.on}) lies outside the wave, {first or '...'} to {last or '...'}",
        )
        for stage in plan.stages
        if (first and stage.on.isoformat() < first and stage.stage is not StageKind.ADVANCE)
        or (last and stage.on.isoformat() > last)
    ]
    if plan.retain_until is not None and last and plan.retain_until.isoformat() < last:
        said = f"retain_until ({plan.retain_until}) lies before the last day of the wave, {last}"
        outside.append(Problem("plan", 1, said))
    if outside:
        raise SourceError(outside)


def _doubtful(plan: Plan) -> list[str]:
    hours = plan.calling_hours
    said = []
    begins = plan.day(StageKind.TELEPHONE)
    if begins is not None and hours.opening(begins) is None:
        said.append(f"The telephone stage begins on {begins}, a day without calling hours.")
    if plan.day(StageKind.INVITATION) is not None and not plan.sender:
        said.append("Letters have no sender yet: set one before they are sent.")
    return said


def stages(kept: Kept, wave: str) -> tuple[StageLine, ...]:
    """The stages of a wave in order, and which is due today."""
    plan = plan_of(kept, wave)
    today = plan.calling_hours.local(kept.clock()).date()
    return tuple(
        StageLine(stage.stage, stage.on, past=stage.on < today, today=stage.on == today)
        for stage in plan.in_order()
    )
