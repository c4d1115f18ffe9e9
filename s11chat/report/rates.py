"""The rates of a wave on paper: how its cases ended, and every AAPOR rate with what it assumes.

Nothing is reckoned here: figures come from the table, and are rounded as the house prints them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from s11chat.analysis.rate import EDITION, RATES
from s11chat.analysis.rate_table import Authority, RateRow, RateTable
from s11chat.analysis.rounding import decimal, whole_per_cent
from s11chat.report.sheet import Wave
from s11chat.report.table import Column, Records, Report, Role, Row, Table

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


def report(figures: RatesReport) -> Report:
    """Counts, and rates in whole per cent as printed, in JSON exact ones too; in the records TOTAL comes last."""
    table = figures.table
    rows = (*table.rows, table.total)
    base, *others = notes(figures)
    return Report(
        name="rates",
        title=f"Rates by {figures.by} of organisation",
        wave=figures.wave,
        tables=tuple(_tables(figures)),
        records=Records(
            (figures.by, "name", *COUNTS, *RATES),
            tuple((row.key, row.name, *_counts(row), *_rates(row, RATES)) for row in rows),
        ),
        structure={
            "by": figures.by,
            "edition": EDITION,
            "e": float(table.e) if table.e is not None else None,
            "e_estimated": table.estimated,
            "rows": [_structure(row) for row in table.rows],
            "total": _structure(table.total),
        },
        base=base,
        notes=tuple(others),
    )


def _tables(figures: RatesReport) -> Iterator[Table]:
    table = figures.table
    for block, title, heads, names in _BLOCKS:
        rows = []
        for row in (*table.rows, table.total):
            rates = [getattr(row.rates, name) for name in names]
            exact = (None, *(None if rate is None else float(100 * rate) for rate in rates)) if names else ()
            cells = (row.name, *(_rates(row, names) if names else _counts(row)))
            rows.append(Row(cells, Role.TOTAL if row is table.total else Role.FIGURES, exact))
        yield Table(
            id=block,
            title=title,
            columns=(Column(figures.by.capitalize(), figure=False), *map(Column, heads)),
            rows=tuple(rows),
            notes=() if names else _KEY,
        )


def notes(figures: RatesReport) -> list[str]:
    """What has to stand below the rates wherever they are shown."""
    counts = figures.table.total.counts
    return [
        f"Base, unweighted: {counts.total} cases; known to be eligible {counts.eligible}, unknown {counts.unknown}, "
        f"not eligible {counts.not_eligible}.",
        f"{EDITION}.",
        *_ASSUMED,
        _share_in_words(figures.table),
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


_BLOCKS: tuple[tuple[str, str, Sequence[str], Sequence[str]], ...] = (
    ("cases", "Cases", _HEADS, ()),
    *(
        (block, title, [name.upper() for name in names], names)
        for block, title, names in (
            ("response", "Response and contact rates, %", (*RATES[:6], *RATES[13:])),
            ("refusal", "Cooperation and refusal rates, %", RATES[6:13]),
        )
    ),
)
"""The tables: what one is called, what stands above it, its columns, and its rates; counts where there are none."""
