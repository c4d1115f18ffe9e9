"""Delegates beside original recipients on paper: who gave the returns, and where their answers differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from s11chat.analysis.authorship import Split
from s11chat.analysis.rounding import whole_per_cent
from s11chat.report.sheet import Wave
from s11chat.report.table import Column, Records, Report, Role, Row, Table

TYPE, GROUP = "(type)", "(group)"
"""In place of a question: what the organisation is. No question is called that."""
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
class Told:
    """What one line is about."""

    question: str
    code: str
    label: str


@dataclass(frozen=True)
class DelegatesReport:
    """The split of a wave."""

    wave: Wave
    told: tuple[Told, ...]
    splits: tuple[Split, ...]
    """One for each of `told`."""
    delegates: int
    """Complete returns in which somebody else than the lead answered."""
    both: int
    """Of these, or beside them: returns with answers by a delegate and by the lead."""
    complete: int

    def lines(self) -> Iterator[tuple[Told, Split]]:
        """Every line with what it is about."""
        return zip(self.told, self.splits, strict=True)


def report(figures: DelegatesReport) -> Report:
    """To read: the types, and the answers that differ by more than chance. As data: every type, group and answer in
    the order of the dialog, whole per cent as printed, in JSON exact ones; null where nobody was asked."""
    base, *others = notes(figures)
    return Report(
        name="delegates",
        title="Delegates and original recipients",
        wave=figures.wave,
        tables=(_table(figures),),
        records=Records(COLUMNS, tuple(_record(told, split) for told, split in figures.lines())),
        structure={
            "complete": figures.complete,
            "delegates": figures.delegates,
            "answered_by_both": figures.both,
            "rows": [_structure(told, split) for told, split in figures.lines()],
        },
        base=base,
        notes=tuple(others),
    )


def _table(figures: DelegatesReport) -> Table:
    rows = [
        Row(
            (_name(told), *_figures(split), "yes" if split.significant else ""),
            exact=(None, _exact(split.delegates.share), _exact(split.originals.share), None),
        )
        for told, split in figures.lines()
        if split.significant or (told.question == TYPE and (split.delegates.share or split.originals.share))
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


def _record(told: Told, split: Split) -> tuple[str, ...]:
    bases = (str(split.delegates.base), str(split.originals.base))
    return (
        told.question,
        told.code,
        told.label,
        *_figures(split),
        *bases,
        "yes" if split.significant else "no",
    )


def _structure(told: Told, split: Split) -> dict[str, Any]:
    return {
        "item": told.question,
        "option": told.code,
        "label": told.label,
        "delegates": _exact(split.delegates.share),
        "originals": _exact(split.originals.share),
        "base_delegates": split.delegates.base,
        "base_originals": split.originals.base,
        "significant": split.significant,
    }


def notes(figures: DelegatesReport) -> list[str]:
    """What has to stand below the table wherever it is shown."""
    return [
        f"Base, complete returns: {figures.delegates} by delegates, {figures.complete - figures.delegates} by original "
        f"recipients; in {figures.both} both a delegate and the lead answered. Shares are weighted.",
        "A delegate's return is one in which somebody else than the lead answered for the organisation.",
        "Differs: by more than chance leaves room for (95 %, effective sizes). With many answers compared, some "
        "differ by chance all the same.",
    ]


def _name(told: Told) -> str:
    return told.label if told.question in (TYPE, GROUP) else f"{told.question} {told.label}"


def _figures(split: Split) -> tuple[str, str]:
    return whole_per_cent(split.delegates.share), whole_per_cent(split.originals.share)


def _exact(share: Fraction | None) -> float | None:
    return float(100 * share) if share is not None else None
