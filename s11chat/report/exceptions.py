"""The exceptions of a wave on paper: who does not meet which standard, with their plans, and who meets them all.

Nothing is reckoned here. It names organisations and people, and repeats what they wrote; unnamed it gives counts by
cohort alone, and none of a cohort so small that they would tell who it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from s11chat.analysis.compliance import Level, Scale, cohort_of
from s11chat.analysis.exception import Finding
from s11chat.analysis.reply import Absent, Reply
from s11chat.assurance.action import Action
from s11chat.dialog.model import Dialog, NoAnswer
from s11chat.language.harmless import one_line
from s11chat.language.plural import number_of
from s11chat.report.plans import Missing, missing_table
from s11chat.report.planword import day_told
from s11chat.report.score import short, standard_told
from s11chat.report.sheet import NOTHING, Wave
from s11chat.report.style import WITHHELD
from s11chat.report.table import Column, Records, Report, Role, Row, Table

COLUMNS = (
    "standard",
    "ref",
    "organisation",
    "cohort",
    "level",
    "rating",
    "before",
    "moderated",
    "action_missing",
    "actions",
    "owner",
    "due",
    "overdue",
    "words",
)
"""Of a row for each finding; days as YYYY-MM-DD, what there are several of between semicolons."""
UNNAMED = (
    "standard",
    "cohort",
    "returns",
    "not_met",
    "partly_met",
    "not_answered",
    "action_missing",
    "lowered",
)
FEW = 5
"""A cohort with fewer returns is withheld where nobody is to be known."""
_SHORT = 26
"""Characters of a standard beside many figures."""
_BELOW = (Level.NOT_MET, Level.PARTLY_MET)


@dataclass(frozen=True)
class ExceptionFigures:
    """The exceptions of a wave."""

    wave: Wave
    dialog: Dialog
    scales: tuple[Scale, ...]
    today: date
    findings: tuple[Finding, ...]
    """By standard, then by cohort and ref."""
    asked: Mapping[str, int]
    """Returns that a standard was put to."""
    replies: tuple[Reply, ...]
    """Those that are counted."""
    compliant: tuple[Reply, ...]
    """Those that meet every standard that applies to them."""
    begun: tuple[Reply, ...]
    """Begun returns that are left out."""
    absent: tuple[Absent, ...]
    """Eligible organisations that gave nothing."""
    unnamed: bool = False

    def of(self, standard: str) -> list[Finding]:
        """The findings of a standard."""
        return [one for one in self.findings if one.standard == standard]

    @property
    def below(self) -> list[Finding]:
        """Those that are not fully met."""
        return [one for one in self.findings if one.level in _BELOW]

    @property
    def lowered(self) -> list[Finding]:
        """Those that fell since an earlier wave."""
        return [one for one in self.findings if one.before]

    @property
    def missing(self) -> list[Finding]:
        """Those for which an action is asked and none agreed."""
        return [one for one in self.findings if one.missing]

    @property
    def silent(self) -> list[Finding]:
        """Those without a rating."""
        return [one for one in self.findings if isinstance(one.level, NoAnswer)]


def report(figures: ExceptionFigures) -> Report:
    """The report."""
    tables = [_unnamed(figures)] if figures.unnamed else [_summary(figures), *_named(figures)]
    return Report(
        name="exceptions",
        title="Exceptions: standards that are not fully met",
        wave=figures.wave,
        tables=tuple(tables),
        records=_unnamed_records(figures) if figures.unnamed else _records(figures),
        structure=_structure(figures),
        notes=tuple(_notes(figures)),
        base=_base(figures),
    )


def _summary(figures: ExceptionFigures) -> Table:
    heads = ("Asked", "Not met", "Partly", "No rating", "No action", "Lower")
    rows = [
        _counts(standard_told(scale), figures.asked[scale.question.id], figures.of(scale.question.id))
        for scale in figures.scales
    ]
    return Table(
        id="summary",
        title="By standard",
        columns=(Column("Standard", figure=False, short=_SHORT), *map(Column, heads)),
        rows=tuple(row for row in rows if any(row.exact[2:])),
        notes=(
            "Numbers of returns. No action: an action is asked for after the rating, and none is agreed. Lower: than the "
            "same organisation's rating in an earlier wave. Standards with none of these are left out.",
        ),
    )


def _counts(name: str, asked: int, found: Sequence[Finding]) -> Row:
    numbers = (
        asked,
        sum(one.level is Level.NOT_MET for one in found),
        sum(one.level is Level.PARTLY_MET for one in found),
        sum(isinstance(one.level, NoAnswer) for one in found),
        sum(one.missing for one in found),
        sum(bool(one.before) for one in found),
    )
    return Row((name, *map(str, numbers)), exact=(None, *map(float, numbers)))


def _name(scale: Scale, longest: int = 60) -> str:
    return short(f"{scale.question.id} {scale.question.say.respondent}", longest)


def _named(figures: ExceptionFigures) -> list[Table]:
    """The lists that say who; a list that nobody is on says so in words."""
    today = figures.today
    return [
        _listed(
            figures,
            "below",
            "Not met or partly met",
            figures.below,
            ("Rating", lambda one: one.rating),
            ("Action plan", lambda one: _plan(one, today)),
        ),
        missing_table(
            [Missing(one.standard, one.ref, one.organisation, one.unplanned) for one in figures.missing]
        ),
        _listed(
            figures,
            "lowered",
            "Lower than in an earlier wave",
            figures.lowered,
            ("Now", lambda one: one.rating),
            ("Then", lambda one: one.before),
        ),
        _listed(
            figures,
            "moderated",
            "Moderated otherwise",
            [one for one in figures.findings if one.moderated],
            ("Own", lambda one: one.rating),
            ("Moderated", lambda one: one.moderated),
        ),
        _listed(
            figures,
            "written",
            "What they wrote",
            [one for one in figures.findings if one.words and one.level in _BELOW],
            ("Words", lambda one: " / ".join(one.words)),
        ),
        _listed(
            figures,
            "no-rating",
            "No rating",
            [one for one in figures.silent if one.level is not NoAnswer.NOT_REACHED],
            ("Kind", lambda one: one.rating),
            ("Why", lambda one: " / ".join(one.words) or NOTHING),
        ),
        *_not_reached(figures),
        *_organisations(figures),
    ]


def _not_reached(figures: ExceptionFigures) -> Iterator[Table]:
    """What returns that are only begun have not come to yet, an organisation a row."""
    found: dict[str, list[Finding]] = {}
    for one in figures.silent:
        if one.level is NoAnswer.NOT_REACHED:
            found.setdefault(one.ref, []).append(one)
    rows = [(mine[0].organisation, ", ".join(one.standard for one in mine)) for mine in found.values()]
    if rows:
        yield _roll("not-reached", "Not reached", ("Organisation", "Standards"), rows)


def _listed(
    figures: ExceptionFigures, id_: str, title: str, found: Sequence[Finding], *cells: tuple[str, Any]
) -> Table:
    """Findings under their standards."""
    rows: list[Row] = []
    for scale in figures.scales:
        mine = [one for one in found if one.standard == scale.question.id]
        if mine:
            of = f"{_name(scale)}: {len(mine)} of {figures.asked[scale.question.id]}"
            rows.append(Row((of, *[""] * len(cells)), Role.HEADING))
            rows += [
                Row((one_line(one.organisation), *(one_line(cell(one)) for _, cell in cells))) for one in mine
            ]
    heads = (Column(head, figure=False) for head in ("Organisation", *(head for head, _ in cells)))
    return Table(id_, title, tuple(heads) if rows else (), tuple(rows), notes=() if rows else ("None.",))


def _plan(finding: Finding, today: date) -> str:
    if finding.missing:
        return "MISSING"
    return "; ".join(_agreed(one, today) for one in finding.actions) or NOTHING


def _agreed(action: Action, today: date) -> str:
    over = ", OVERDUE" if action.overdue(today) else ""
    who = action.owner or "nobody named"
    return f"{action.what} ({who}, by {day_told(action.day)}: {action.standing.value}{over})"


def _organisations(figures: ExceptionFigures) -> Iterator[Table]:
    full = [(one.name, _cohort(cohort_of(one))) for one in figures.compliant]
    gone = [(one.name, _cohort(one.cohort), one.state) for one in figures.absent]
    gone += [(one.name, _cohort(cohort_of(one)), "begun, left out") for one in figures.begun]
    if len(figures.scales) > 1:
        yield _roll("compliant", "Fully compliant", ("Organisation", "Cohort"), full)
    yield _roll("no-return", "No return", ("Organisation", "Cohort", "Stands"), sorted(gone))


def _roll(id_: str, title: str, heads: Iterable[str], found: Sequence[tuple[str, ...]]) -> Table:
    rows = tuple(Row(tuple(map(one_line, cells))) for cells in found)
    columns = tuple(Column(head, figure=False) for head in heads) if rows else ()
    return Table(id_, title, columns, rows, notes=(f"{len(rows)} of them.",) if rows else ("None.",))


def _cohort(cohort: str) -> str:
    return cohort.replace("_", " ")


def _unnamed(figures: ExceptionFigures) -> Table:
    """Counts by standard and cohort, and none over cohorts: they would tell what is withheld of one."""
    rows: list[Row] = []
    for standard, lines in _by_cohort(figures):
        scale = next(one for one in figures.scales if one.question.id == standard)
        rows.append(Row((_name(scale), *[""] * 6), Role.HEADING))
        rows += [Row(cells) for cells in lines]
    heads = ("Returns", "Not met", "Partly", "No rating", "No action", "Lower")
    return Table(
        id="cohorts",
        title="By standard and cohort",
        columns=(Column("Cohort", figure=False), *map(Column, heads)),
        rows=tuple(rows),
        notes=(f"Cohorts with fewer than {FEW} returns are withheld.",),
    )


def _by_cohort(figures: ExceptionFigures) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    for scale in figures.scales:
        asked = [one for one in figures.replies if one.said[scale.question.id] is not NoAnswer.OFF_ROUTE]
        lines = []
        for cohort in dict.fromkeys(map(cohort_of, asked)):
            returns = sum(cohort_of(one) == cohort for one in asked)
            found = [one for one in figures.of(scale.question.id) if one.cohort == cohort]
            cells = _counts(_cohort(cohort), returns, found).cells
            lines.append(cells if returns >= FEW else (*cells[:2], *[WITHHELD] * (len(cells) - 2)))
        if lines:
            yield scale.question.id, lines


def _records(figures: ExceptionFigures) -> Records:
    return Records(COLUMNS, tuple(_record(one, figures.today) for one in figures.findings))


def _record(one: Finding, today: date) -> tuple[str, ...]:
    return (
        one.standard,
        one.ref,
        one.organisation,
        one.cohort,
        one.level.value,
        one.rating,
        one.before,
        one.moderated,
        "yes" if one.missing else "no",
        "; ".join(action.what for action in one.actions),
        "; ".join(action.owner for action in one.actions),
        "; ".join(action.day.isoformat() if action.day else "" for action in one.actions),
        "yes" if one.overdue(today) else "no",
        " / ".join(one.words),
    )


def _unnamed_records(figures: ExceptionFigures) -> Records:
    rows = ((standard, *cells) for standard, lines in _by_cohort(figures) for cells in lines)
    return Records(UNNAMED, tuple(rows))


def _structure(figures: ExceptionFigures) -> Mapping[str, Any]:
    if figures.unnamed:
        found = _unnamed_records(figures)
        return {"unnamed": True, "cohorts": [dict(zip(UNNAMED, row, strict=True)) for row in found.rows]}
    rows = (_record(one, figures.today) for one in figures.findings)
    return {
        "unnamed": False,
        "returns": len(figures.replies),
        "asked": dict(figures.asked),
        "findings": [{name: cell or None for name, cell in zip(COLUMNS, row, strict=True)} for row in rows],
        "fully_compliant": [{"ref": one.ref, "organisation": one.name} for one in figures.compliant],
        "no_return": [
            {"ref": one.ref, "organisation": one.name, "state": one.state} for one in figures.absent
        ],
        "begun": [{"ref": one.ref, "organisation": one.name} for one in figures.begun],
    }


def _base(figures: ExceptionFigures) -> str:
    none = number_of(len(figures.absent), "eligible organisation")
    return f"Base: {number_of(len(figures.replies), 'return')}, unweighted; {none} gave none."


def _notes(figures: ExceptionFigures) -> Iterator[str]:
    full = len(figures.compliant)
    if len(figures.scales) > 1 and figures.replies:
        yield f"{number_of(full, 'organisation')} of {len(figures.replies)} meet every standard that applies to them."
    if figures.begun:
        yield f"{number_of(len(figures.begun), 'begun return')} left out: --begun counts what they hold."
    if figures.unnamed:
        yield "No organisation is named, and nothing of what was written is repeated."
    else:
        yield (
            "It names organisations and the people who lead on actions, and repeats what was written: it is for the "
            "office and those the audit reports to. --unnamed gives counts by cohort, to hand on."
        )
