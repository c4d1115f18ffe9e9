"""The rates of a wave on paper: how its cases ended, and every AAPOR rate with what it assumes.

Nothing is reckoned here: figures come from the table, and are rounded as the house prints them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from s11chat.analysis.rate import EDITION, RATES
from s11chat.analysis.rate_table import Authority, RateRow, RateTable
from s11chat.analysis.rounding import decimal, whole_per_cent
from s11chat.report.sheet import SYMBOLS, Wave, as_sheet

COUNTS = (
    "n",
    "eligible",
    *(f"complete_{one}" for one in Authority),
    "partial",
    "refusal",
    "non_contact",
    "other",
    "unknown",
    "not_eligible",
)
_HEADS = ("N", "E", "IS", "IU", "IT", "P", "R", "NC", "O", "U", "NE")
_KEY = (
    "N cases, E known to be eligible. I complete: IS signed, or answered in full by the lead, IU unsigned, "
    "IT by telephone. P partial, R refusal and break-off, NC non-contact, O other, U unknown eligibility, "
    "NE not eligible.",
)
_ASSUMED = (
    "RR1, RR2, REF1, CON1 take every case of unknown eligibility as eligible; RR5, RR6, REF3, CON3 none; "
    "RR3, RR4, REF2, CON2 the share e of them. RR2, RR4, RR6, COOP2, COOP4 count partial returns as answers.",
    "A case that nobody has called yet (X0) counts as eligible and as a non-contact, because the frame lists bodies "
    "that have the duty.",
)


@dataclass(frozen=True)
class RatesReport:
    """The table, and the wave that it is of."""

    wave: Wave
    by: str
    """What a row is: type or group."""
    table: RateTable


def as_text(report: RatesReport, width: int | None = None) -> list[str]:
    """Lines for a terminal of that width, or for a pipe."""
    from s11chat.report.terminal import ruled, wrapped  # a table for a program needs no drawing

    table = report.table
    lines = wrapped((f"Rates by {report.by} of organisation", str(report.wave)), width)
    for title, heads, figures in _BLOCKS:
        rows = [(row.name, *figures(row)) for row in table.rows]
        total = (table.total.name, *figures(table.total))
        lines += ["", title, *ruled((report.by.capitalize(), *heads), rows, total, width)]
        lines += ["", *wrapped(_KEY, width)] if heads == _HEADS else []
    return [*lines, "", *wrapped((*notes(report), SYMBOLS), width)]


def as_csv(report: RatesReport) -> str:
    """A row a type or group, then TOTAL; rates in whole per cent as printed."""
    rows = (*report.table.rows, report.table.total)
    return as_sheet(
        (report.by, "name", *COUNTS, *RATES),
        ((row.key, row.name, *_counts(row), *_rates(row, RATES)) for row in rows),
    )


def as_json(report: RatesReport) -> str:
    """Counts, and rates both exact, in per cent, and as printed; null where there is none."""
    table = report.table
    return json.dumps(
        {
            "wave": report.wave.id,
            "title": report.wave.title,
            "closed": report.wave.closed,
            "by": report.by,
            "edition": EDITION,
            "e": float(table.e) if table.e is not None else None,
            "e_estimated": table.estimated,
            "rows": [_structure(row) for row in table.rows],
            "total": _structure(table.total),
            "notes": notes(report),
        },
        ensure_ascii=False,
        indent=2,
    )


def notes(report: RatesReport) -> list[str]:
    """What has to stand below the rates wherever they are shown."""
    counts = report.table.total.counts
    return [
        f"Base, unweighted: {counts.total} cases; known to be eligible {counts.eligible}, unknown {counts.unknown}, "
        f"not eligible {counts.not_eligible}.",
        f"{EDITION}.",
        *_ASSUMED,
        _share_in_words(report.table),
    ]


def _share_in_words(table: RateTable) -> str:
    counts = table.total.counts
    if table.e is None:
        return "e cannot be estimated: nothing is known of the eligibility of any case."
    if not table.estimated:
        return f"e = {decimal(table.e, 3)}, as given."
    known = counts.eligible + counts.not_eligible
    return (
        f"e = {decimal(table.e, 3)} in every row, estimated by proportional allocation: {counts.eligible} eligible "
        f"of {known} whose eligibility is known."
    )


def _counts(row: RateRow) -> tuple[str, ...]:
    counts = row.counts
    numbers = (
        counts.total,
        counts.eligible,
        *(row.complete[one] for one in Authority),
        counts.partial,
        counts.refusal,
        counts.non_contact,
        counts.other,
        counts.unknown,
        counts.not_eligible,
    )
    return tuple(str(number) for number in numbers)


def _rates(row: RateRow, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(whole_per_cent(getattr(row.rates, name)) for name in names)


def _structure(row: RateRow) -> dict[str, Any]:
    exact = {name: getattr(row.rates, name) for name in RATES}
    return {
        "key": row.key,
        "name": row.name,
        **dict(zip(COUNTS, map(int, _counts(row)), strict=True)),
        "rates": {name: float(100 * rate) if rate is not None else None for name, rate in exact.items()},
        "printed": {name: whole_per_cent(rate) for name, rate in exact.items()},
    }


_BLOCKS: tuple[tuple[str, tuple[str, ...], Callable[[RateRow], tuple[str, ...]]], ...] = (
    ("Cases", _HEADS, _counts),
    *(
        (title, tuple(name.upper() for name in names), partial(_rates, names=names))
        for title, names in (
            ("Response and contact rates, %", (*RATES[:6], *RATES[13:])),
            ("Cooperation and refusal rates, %", RATES[6:13]),
        )
    ),
)
"""The tables on paper: what stands above one, its columns, and the figures of a row."""
