"""The progress of action plans on paper: what was promised, what is done, what is late, and which days were moved.

The report goes to a board every half year. Nothing is reckoned here but what stands in the table of counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from s11chat.analysis.plan_table import PlanCount, done_on, moved_lately, plan_count
from s11chat.assurance.action import Action
from s11chat.errors import UsageError
from s11chat.language.harmless import one_line
from s11chat.report.page import rendered, template
from s11chat.report.paper import MISSING
from s11chat.report.planword import day_told, moved_told, standing_told
from s11chat.report.sheet import Wave, as_sheet

if TYPE_CHECKING:
    from docx.document import Document

COLUMNS = (
    "case",
    "organisation",
    "type",
    "state",
    "action",
    "what",
    "owner",
    "due",
    "expected",
    "priority",
    "standing",
    "percent",
    "done_on",
    "days_late",
    "signed",
    "last_told",
    "note",
    "moved",
)
"""Of the list of actions; days as YYYY-MM-DD, `moved` as FROM>TO, several between semicolons."""
HEADS = ("Promised", "Done", "Lately", "Under way", "Open", "Late", "Dropped", "Moved", "No word")
NOTE = (
    "Promised are the actions as agreed; what was told of them since is no part of any signature. Late are those that "
    "run on after the day agreed, whether or not another day is expected now. Lately, moved and no word are of the "
    "months of the report. What stands in a return that is not complete, or was sent back, is no promise yet."
)


@dataclass(frozen=True)
class OrganisationPlan:
    """The plan of one organisation as it stood on the last day."""

    case: str
    organisation: str
    type: str
    state: str
    """Of its return: what is planned in one that is not complete is no promise yet."""
    actions: tuple[Action, ...]


@dataclass(frozen=True)
class ProgressReport:
    """The plans of a wave, or of one case, and the months they are looked at over."""

    wave: Wave
    first: date
    last: date
    plans: tuple[OrganisationPlan, ...]

    @property
    def span(self) -> str:
        """The months in words."""
        return f"{day_told(self.first)} to {day_told(self.last)}"

    @property
    def total(self) -> PlanCount:
        """All plans together."""
        return plan_count((one for plan in self.plans for one in plan.actions), self.first, self.last)

    def count(self, plan: OrganisationPlan) -> PlanCount:
        """One plan."""
        return plan_count(plan.actions, self.first, self.last)

    def lines(self, plan: OrganisationPlan) -> list[ActionLine]:
        """Every action of a plan, told."""
        return [_line(action, self.first, self.last) for action in plan.actions]


@dataclass(frozen=True)
class ActionLine:
    """One action in words."""

    name: str
    what: str
    agreed: str
    """Who, and by when."""
    standing: str
    late: bool
    word: str
    """What was told last, and when; empty where nothing was."""
    moves: tuple[str, ...]


def _line(action: Action, first: date, last: date) -> ActionLine:
    told = action.told[-1] if action.told else None
    word = f"{day_told(told.day)}, {told.by}: {told.note or told.standing or ''}".rstrip(": ") if told else ""
    done = done_on(action)
    return ActionLine(
        name=action.name,
        what=one_line(action.what),
        agreed=one_line(f"{action.owner or 'nobody named'}, by {action.due or 'no day'}"),
        standing=f"done on {day_told(done)}" if done else standing_told(action, last),
        late=action.overdue(last),
        word=one_line(word),
        moves=tuple(moved_told(move) for move in moved_lately(action, first)),
    )


def as_text(report: ProgressReport, width: int | None = None) -> list[str]:
    """Lines for a terminal of that width, or for a pipe: the counts, then every action by organisation."""
    from s11chat.report.terminal import ruled, wrapped  # data for a program need no drawing

    title = wrapped(("Progress of action plans", str(report.wave), report.span), width)
    if not report.plans:
        return [*title, "", "Nothing is planned here."]
    rows = [(plan.organisation, *_figures(report.count(plan))) for plan in report.plans]
    lines = ruled(("Organisation", *HEADS), rows, ("Total", *_figures(report.total)), width)
    found = [*title, "", *lines, "", *wrapped((NOTE,), width)]
    for plan in report.plans:
        found += ["", *wrapped((f"{plan.organisation} ({plan.case}), {plan.state}",), width)]
        for line in report.lines(plan):
            told = (f"{line.name}  {line.what}", f"{line.agreed}: {line.standing}", line.word, *line.moves)
            found += [f"  {one}" for one in wrapped((part for part in told if part), width and width - 2)]
    return found


def action_rows(plans: Iterable[OrganisationPlan], first: date, last: date) -> Iterator[tuple[str, ...]]:
    """Every action as a row of `COLUMNS`."""
    for plan in plans:
        for one in plan.actions:
            told = one.told[-1] if one.told else None
            days_late = (last - one.day).days if one.day and one.overdue(last) else 0
            moves = "; ".join(f"{_iso(m.was)}>{_iso(m.became)}" for m in moved_lately(one, first))
            yield (
                plan.case,
                plan.organisation,
                plan.type,
                plan.state,
                one.name,
                one.what,
                one.owner,
                _iso(one.day),
                _iso(one.expected),
                one.priority,
                "no longer asked" if one.lapsed else one.standing.value,
                "" if one.percent is None else str(one.percent),
                _iso(done_on(one)),
                str(days_late) if days_late else "",
                "yes" if one.signed else "no",
                _iso(told.day) if told else "",
                told.note if told else "",
                moves,
            )


def as_csv(report: ProgressReport) -> str:
    """A row an action."""
    return as_sheet(COLUMNS, action_rows(report.plans, report.first, report.last))


def as_json(report: ProgressReport) -> str:
    """The counts by organisation and in all, and every action; null where there is nothing."""
    return json.dumps(
        {
            "wave": report.wave.id,
            "title": report.wave.title,
            "from": report.first.isoformat(),
            "to": report.last.isoformat(),
            "organisations": [_structure(report, plan) for plan in report.plans],
            "total": asdict(report.total),
            "note": NOTE,
        },
        ensure_ascii=False,
        indent=2,
    )


def as_html(report: ProgressReport) -> str:
    """One self-contained, printable page."""
    figures = [(plan.organisation, _figures(report.count(plan))) for plan in report.plans]
    plans = [(plan, report.lines(plan)) for plan in report.plans]
    total = _figures(report.total)
    return rendered(
        "progress.html.j2", report=report, heads=HEADS, figures=figures, total=total, plans=plans, note=NOTE
    )


def as_docx(report: ProgressReport) -> bytes:
    """The bytes of a .docx file. Raises UsageError where python-docx is not installed."""
    from s11chat.report.word import heading, labelled, opened, paragraph, written

    document = opened("Progress of action plans")
    labelled(document, "Wave", str(report.wave))
    labelled(document, "Months", report.span)
    _table(document, report)
    paragraph(document, NOTE)
    for plan in report.plans:
        heading(document, one_line(f"{plan.organisation} ({plan.case}), {plan.state}"), 1)
        for line in report.lines(plan):
            heading(document, f"{line.name}  {line.what}", 2)
            labelled(document, "Agreed", line.agreed)
            labelled(document, "Stands", line.standing)
            if line.word:
                labelled(document, "Last told", line.word)
            for move in line.moves:
                paragraph(document, move, "List Bullet")
    return written(document)


def as_pdf(report: ProgressReport) -> bytes:
    """The bytes of a PDF that assistive technology can read (PDF/UA-1), dated the last day of the report.

    What people wrote reaches the typesetter as data, never as markup. Raises UsageError where typst is not installed.
    """
    try:
        import typst  # an extra: few installations make documents
    except ImportError:
        raise UsageError(MISSING) from None
    rows = [[one_line(plan.organisation), *_figures(report.count(plan))] for plan in report.plans]
    plans = [
        {
            "title": one_line(f"{plan.organisation} ({plan.case}), {plan.state}"),
            "lines": [asdict(line) for line in report.lines(plan)],
        }
        for plan in report.plans
    ]
    said = {
        "title": "Progress of action plans",
        "wave": str(report.wave),
        "span": report.span,
        "heads": HEADS,
        "figures": [*rows, ["Total", *_figures(report.total)]],
        "note": NOTE,
        "plans": plans,
    }
    return typst.compile(
        template("progress.typ").encode(),
        format="pdf",
        sys_inputs={"report": json.dumps(said)},
        ignore_system_fonts=True,  # the same pages everywhere
        pdf_standards="ua-1",
        timestamp=datetime(report.last.year, report.last.month, report.last.day, tzinfo=UTC),
    )


def _table(document: Document, report: ProgressReport) -> None:
    rows: list[tuple[str, ...]] = [("Organisation", *HEADS)]
    rows += [(plan.organisation, *_figures(report.count(plan))) for plan in report.plans]
    rows += [("Total", *_figures(report.total))]
    table = document.add_table(len(rows), len(rows[0]), "Table Grid")
    for line, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(line.cells, row, strict=True):
            cell.text = one_line(text)


def _structure(report: ProgressReport, plan: OrganisationPlan) -> dict[str, Any]:
    rows = action_rows((plan,), report.first, report.last)
    actions = [{name: cell or None for name, cell in zip(COLUMNS, row, strict=True)} for row in rows]
    count = report.count(plan)
    return {
        "case": plan.case,
        "organisation": plan.organisation,
        "state": plan.state,
        **asdict(count),
        "actions": actions,
    }


def _figures(count: PlanCount) -> tuple[str, ...]:
    return tuple(str(getattr(count, one.name)) for one in fields(count))


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
