"""Delegates beside original recipients on paper: who gave the returns, and where their answers differ."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from s11chat.analysis.authorship import Split
from s11chat.analysis.rounding import whole_per_cent
from s11chat.report.sheet import SYMBOLS, Wave, as_sheet

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


def as_text(report: DelegatesReport, width: int | None = None) -> list[str]:
    """The types, and the answers that differ by more than chance, for a terminal of that width or for a pipe."""
    from s11chat.report.terminal import ruled, wrapped  # a table for a program needs no drawing

    rows = [
        (_name(told), *_figures(split), "yes" if split.significant else "")
        for told, split in report.lines()
        if split.significant or (told.question == TYPE and (split.delegates.share or split.originals.share))
    ]
    others = report.complete - report.delegates
    total = ("Returns", str(report.delegates), str(others), "")
    title = wrapped(("Delegates and original recipients", str(report.wave)), width)
    return [*title, "", *ruled(_HEADS, rows, total, width), "", *wrapped((*notes(report), SYMBOLS), width)]


def as_csv(report: DelegatesReport) -> str:
    """A row for every type, group and answer, in the order of the dialog; whole per cent as printed."""
    return as_sheet(
        COLUMNS,
        (
            (
                *(told.question, told.code, told.label, *_figures(split)),
                *(str(split.delegates.base), str(split.originals.base), "yes" if split.significant else "no"),
            )
            for told, split in report.lines()
        ),
    )


def as_json(report: DelegatesReport) -> str:
    """Exact shares in per cent; null where nobody was asked."""
    return json.dumps(
        {
            "wave": report.wave.id,
            "title": report.wave.title,
            "closed": report.wave.closed,
            "complete": report.complete,
            "delegates": report.delegates,
            "answered_by_both": report.both,
            "rows": [
                {
                    "item": told.question,
                    "option": told.code,
                    "label": told.label,
                    "delegates": _exact(split.delegates.share),
                    "originals": _exact(split.originals.share),
                    "base_delegates": split.delegates.base,
                    "base_originals": split.originals.base,
                    "significant": split.significant,
                }
                for told, split in report.lines()
            ],
            "notes": notes(report),
        },
        ensure_ascii=False,
        indent=2,
    )


def notes(report: DelegatesReport) -> list[str]:
    """What has to stand below the table wherever it is shown."""
    return [
        f"Base, complete returns: {report.delegates} by delegates, {report.complete - report.delegates} by original "
        f"recipients; in {report.both} both a delegate and the lead answered. Shares are weighted.",
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
