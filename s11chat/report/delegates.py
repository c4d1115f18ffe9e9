"""Delegates beside original recipients on paper: who gave the returns, and where their answers differ."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from s11chat.analysis.rounding import whole_per_cent
from s11chat.analysis.status_panel import TYPE, Compared, Line
from s11chat.report import tested
from s11chat.report.sheet import Wave
from s11chat.report.table import Column, Records, Report, Role, Row, Table

COLUMNS = (
    *(
        "item",
        "option",
        "label",
        "delegates_percent",
        "originals_percent",
        "base_delegates",
        "base_originals",
    ),
    "significant",
)
_HEADS = ("Question and answer", "Delegates %", "Originals %", "Differs")


@dataclass(frozen=True)
class DelegatesReport:
    """The split of a wave."""

    wave: Wave
    compared: Compared
    """Delegates first."""
    both: int
    """Complete returns with answers by a delegate and by the lead."""
    complete: int

    @property
    def delegates(self) -> int:
        """Complete returns in which somebody else than the lead answered."""
        return self.compared.sizes[0].unweighted


def report(figures: DelegatesReport) -> Report:
    """To read: the types, and the answers that differ by more than chance. As data: every type, group and answer in
    the order of the dialog, whole per cent as printed, in JSON exact ones; null where nobody was asked."""
    base, *others = notes(figures)
    return Report(
        name="delegates",
        title="Delegates and original recipients",
        wave=figures.wave,
        tables=(_table(figures),),
        records=Records(COLUMNS, tuple(map(_record, figures.compared.lines))),
        structure={
            "complete": figures.complete,
            "delegates": figures.delegates,
            "answered_by_both": figures.both,
            "rows": list(map(_structure, figures.compared.lines)),
        },
        base=base,
        notes=tuple(others),
    )


def _table(figures: DelegatesReport) -> Table:
    rows = [
        Row(
            (_name(line), *_figures(line), "yes" if line.difference.significant else ""),
            exact=(None, _exact(line.difference.first.share), _exact(line.difference.second.share), None),
        )
        for line in figures.compared.lines
        if line.difference.significant or line.question == TYPE
    ]
    others = figures.complete - figures.delegates
    rows.append(Row(("Returns", str(figures.delegates), str(others), ""), Role.TOTAL))
    names, *heads = _HEADS
    return Table(
        id="delegates",
        title="Delegates and original recipients",
        columns=(Column(names, figure=False), *map(Column, heads)),
        rows=tuple(rows),
    )


def _record(line: Line) -> tuple[str, ...]:
    found = line.difference
    bases = (str(found.first.base.unweighted), str(found.second.base.unweighted))
    told = (line.question, line.code, line.label)
    return (*told, *_figures(line), *bases, "yes" if found.significant else "no")


def _structure(line: Line) -> dict[str, Any]:
    found = line.difference
    return {
        "item": line.question,
        "option": line.code,
        "label": line.label,
        "delegates": _exact(found.first.share),
        "originals": _exact(found.second.share),
        "base_delegates": found.first.base.unweighted,
        "base_originals": found.second.base.unweighted,
        "significant": found.significant,
    }


def notes(figures: DelegatesReport) -> list[str]:
    """What has to stand below the table wherever it is shown."""
    told = [
        f"Base, complete returns: {figures.delegates} by delegates, {figures.complete - figures.delegates} by original "
        f"recipients; in {figures.both} both a delegate and the lead answered. Shares are weighted.",
        "A delegate's return is one in which somebody else than the lead answered for the organisation.",
    ]
    if figures.compared.lines:
        told.append(tested.method_said(figures.compared.lines[0].difference.method))
    told.append(
        "With many answers compared, some differ by chance all the same: report status says how many."
    )
    return told


def _name(line: Line) -> str:
    return f"{line.question} {line.label}" if line.answers else line.label


def _figures(line: Line) -> tuple[str, str]:
    found = line.difference
    return whole_per_cent(found.first.share), whole_per_cent(found.second.share)


def _exact(share: Fraction | None) -> float | None:
    return float(100 * share) if share is not None else None
