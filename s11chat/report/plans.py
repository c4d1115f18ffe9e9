"""The action plans of a wave on paper: by standard and by owner, what is overdue, and where a plan is missing.

Nothing is reckoned here: actions are counted as the progress report counts them, which tells each organisation's own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from s11chat.analysis.compliance import Scale
from s11chat.analysis.plan_table import PlanCount, plan_count
from s11chat.assurance.action import Action
from s11chat.language.harmless import one_line
from s11chat.language.plural import number_of
from s11chat.report.planword import day_told, standing_told
from s11chat.report.progress import OrganisationPlan, ProgressReport
from s11chat.report.score import short, standard_told
from s11chat.report.sheet import NOTHING
from s11chat.report.table import Column, Records, Report, Role, Row, Table

COLUMNS = (
    "standard",
    "case",
    "organisation",
    "state",
    "action",
    "what",
    "owner",
    "due",
    "standing",
    "days_late",
)
"""A row an action, then one for each standard of a return where one is missing; days as YYYY-MM-DD."""
_HEADS = ("Promised", "Done", "Under way", "Open", "Late", "Dropped", "Missing")
_NOTE = (
    "Late: running after the day agreed, whether or not another day is expected now. Missing: an action is asked for "
    "after the rating, and none is agreed. What stands in a return that is not complete is no promise yet."
)
_SHORT = 24


@dataclass(frozen=True)
class Missing:
    """A standard of a return after whose rating an action is asked for, and none is agreed."""

    standard: str
    case: str
    organisation: str
    why: str
    """As somebody said; else empty."""


@dataclass(frozen=True)
class PlanFigures:
    """The plans of a wave."""

    progress: ProgressReport
    scales: tuple[Scale, ...]
    missing: tuple[Missing, ...]
    returns: int
    """Returns that are looked through for what is missing."""

    @property
    def actions(self) -> list[tuple[OrganisationPlan, Action]]:
        """Every action that is still asked for, with whose it is."""
        return [(plan, one) for plan in self.progress.plans for one in plan.actions if not one.lapsed]

    def count(self, actions: Iterable[Action]) -> PlanCount:
        """Actions as they stood on the last day."""
        return plan_count(actions, self.progress.first, self.progress.last)


def report(figures: PlanFigures) -> Report:
    """The report."""
    return Report(
        name="plans",
        title="Action plans",
        wave=figures.progress.wave,
        tables=(
            _by_standard(figures),
            _by_owner(figures),
            _overdue(figures),
            missing_table(figures.missing),
            *_all(figures),
        ),
        records=Records(COLUMNS, tuple(_records(figures))),
        structure=_structure(figures),
        notes=(f"As told by {day_told(figures.progress.last)}. {_NOTE}",),
        base=(
            f"Base: {number_of(len(figures.actions), 'action')} of "
            f"{number_of(len(figures.progress.plans), 'organisation')}; missing ones of "
            f"{number_of(figures.returns, 'return')} that count, unweighted."
        ),
    )


def _row(name: str, count: PlanCount, missing: int, role: Role = Role.FIGURES) -> Row:
    numbers = (count.promised, count.done, count.under_way, count.open, count.late, count.dropped, missing)
    return Row((one_line(name), *map(str, numbers)), role, (None, *map(float, numbers)))


def _by_standard(figures: PlanFigures) -> Table:
    rows = []
    for scale in figures.scales:
        id_ = scale.question.id
        actions = [one for _, one in figures.actions if one.item == id_]
        missing = sum(one.standard == id_ for one in figures.missing)
        if actions or missing:
            rows.append(_row(standard_told(scale), figures.count(actions), missing))
    total = figures.count(one for _, one in figures.actions)
    rows.append(_row("Total", total, len(figures.missing), Role.TOTAL))
    return _counted("standards", "By standard", "Standard", _HEADS, rows)


def _by_owner(figures: PlanFigures) -> Table:
    found: dict[str, list[Action]] = defaultdict(list)
    for plan, one in figures.actions:
        found[f"{one.owner or 'nobody named'} ({plan.organisation})"].append(one)
    counts = {name: figures.count(actions) for name, actions in found.items()}
    order = sorted(counts, key=lambda name: (-counts[name].late, -counts[name].promised, name))
    rows = [
        Row(row.cells[:-1], exact=row.exact[:-1]) for name in order for row in (_row(name, counts[name], 0),)
    ]
    return _counted("owners", "By owner", "Owner", _HEADS[:-1], rows)


def _counted(id_: str, title: str, name: str, heads: Sequence[str], rows: Sequence[Row]) -> Table:
    columns = (Column(name, figure=False, short=_SHORT if name == "Standard" else 0), *map(Column, heads))
    return Table(id_, title, columns if rows else (), tuple(rows), notes=() if rows else ("None.",))


def _overdue(figures: PlanFigures) -> Table:
    last = figures.progress.last
    late = [(plan, one) for plan, one in figures.actions if one.overdue(last)]
    late.sort(key=lambda pair: pair[1].day or last)
    rows = [
        (f"{plan.organisation}, {one.name}", one.what, one.owner or "nobody named", f"{_days(one, last)} d")
        for plan, one in late
    ]
    return _listed("overdue", "Overdue", ("Action", "What", "Owner", "Late"), rows)


def missing_table(gaps: Sequence[Missing]) -> Table:
    """Who has no plan for what, an organisation a row: whom to ask."""
    rows = []
    for case in dict.fromkeys(one.case for one in gaps):
        mine = [one for one in gaps if one.case == case]
        why = "; ".join(f"{one.standard} {one.why}" for one in mine if one.why)
        rows.append((mine[0].organisation, ", ".join(one.standard for one in mine), why or NOTHING))
    return _listed(
        "missing", "Action plans missing", ("Organisation", "Standards", "Why, where it was said"), rows
    )


def _all(figures: PlanFigures) -> Iterator[Table]:
    """Every action, under its standard."""
    rows: list[Row] = []
    for scale in figures.scales:
        mine = [(plan, one) for plan, one in figures.actions if one.item == scale.question.id]
        if mine:
            rows.append(Row((_name(scale, 60), "", ""), Role.HEADING))
            rows += [_told(plan, one, figures.progress.last) for plan, one in mine]
    if rows:
        heads = (Column(head, figure=False) for head in ("Organisation", "What", "Owner and day"))
        yield Table("actions", "All actions", tuple(heads), tuple(rows))


def _told(plan: OrganisationPlan, one: Action, last: date) -> Row:
    agreed = f"{one.owner or 'nobody named'}, by {one.due or 'no day'}: {standing_told(one, last)}"
    return Row(tuple(map(one_line, (plan.organisation, one.what, agreed))))


def _listed(id_: str, title: str, heads: Sequence[str], found: Sequence[tuple[str, ...]]) -> Table:
    rows = tuple(Row(tuple(map(one_line, cells))) for cells in found)
    columns = tuple(Column(head, figure=False) for head in heads) if rows else ()
    return Table(id_, title, columns, rows, notes=() if rows else ("None.",))


def _name(scale: Scale, longest: int) -> str:
    return short(f"{scale.question.id} {scale.question.say.respondent}", longest)


def _days(one: Action, last: date) -> int:
    return (last - one.day).days if one.day and one.overdue(last) else 0


def _records(figures: PlanFigures) -> Iterator[tuple[str, ...]]:
    last = figures.progress.last
    for plan, one in figures.actions:
        day = one.day.isoformat() if one.day else ""
        late = str(_days(one, last) or "")
        named = (one.item, plan.case, plan.organisation, plan.state, one.name)
        yield (*named, one.what, one.owner, day, one.standing.value, late)
    for gap in figures.missing:
        yield (gap.standard, gap.case, gap.organisation, "", "", gap.why, "", "", "missing", "")


def _structure(figures: PlanFigures) -> Mapping[str, Any]:
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in _records(figures)]
    return {
        "from": figures.progress.first.isoformat(),
        "to": figures.progress.last.isoformat(),
        "total": {**asdict(figures.progress.total), "missing": len(figures.missing)},
        "actions": [{name: cell or None for name, cell in row.items()} for row in rows],
    }
