"""Agreement of moderated ratings with the organisations' own, and of moderators with each other, on paper.

Nothing is reckoned here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from s11chat.analysis.agreement import FEW, SMALL, Agreement, Kappa
from s11chat.report.sheet import NOTHING, Wave
from s11chat.report.table import Column, Records, Report, Role, Row, Table

_SHORT = 36
"""Characters of a standard in a terminal."""
_WAYS = ("kappa", "linear", "quadratic")
COLUMNS = (
    "scale",
    "part",
    "name",
    "n",
    "small_base",
    "same",
    "same_percent",
    "first_higher",
    "first_lower",
    *(f"{way}{end}" for way in _WAYS for end in ("", "_low", "_high")),
    "why",
)
_METHOD = (
    "Kappa is agreement beyond chance (Cohen 1960); linear and quadratic count how far apart two ratings lie, by "
    "steps and by their square (Cohen 1968). Intervals: 95 %, large-sample (Fleiss, Cohen and Everitt 1969). All "
    "standards of an organisation are counted as if they were independent, so intervals are narrower than they "
    "should be.",
    f"! marks a base below {SMALL} pairs: read its kappa as a hint. No interval is given where fewer than {FEW} pairs "
    "differ or agree.",
)
_MODERATORS = (
    "Moderators: their last ratings from before they saw each other's, the one whose name comes first in the "
    "alphabet as the first."
)


@dataclass(frozen=True)
class Compared:
    """Two raters on some standards: all of them, one, those of a type of organisation, or of a pair of moderators."""

    key: str
    name: str
    agreement: Agreement
    kappas: Mapping[str, Kappa]


@dataclass(frozen=True)
class ScaleAgreement:
    """The standards that share a scale."""

    codes: tuple[str, ...]
    labels: tuple[str, ...]
    """The lowest first, where the scale is ordered."""
    ordered: bool
    """Whether the steps have scores: else nothing is higher or lower, and nothing weighted."""
    total: Compared
    by_standard: tuple[Compared, ...]
    by_type: tuple[Compared, ...]
    moderators: Compared
    by_pair: tuple[Compared, ...]

    @property
    def title(self) -> str:
        """The scale in words."""
        return f"Scale: {' / '.join(self.labels)}"

    @property
    def parts(self) -> tuple[tuple[str, tuple[Compared, ...]], ...]:
        """Every row, under the name of its part."""
        return (
            ("all", (self.total,)),
            ("standard", self.by_standard),
            ("type", self.by_type),
            ("moderators", (self.moderators,)),
            ("pair", self.by_pair),
        )


@dataclass(frozen=True)
class AgreementReport:
    """The agreement of a wave; the organisation is the first rater, the moderators are the second."""

    wave: Wave
    scales: tuple[ScaleAgreement, ...]
    left_out: tuple[str, ...]
    """What is in no figure, and how much of it, a sentence each."""


def report(figures: AgreementReport) -> Report:
    """Every scale with its tables; empty where a kappa is not defined, in JSON null, and why."""
    base, *others = notes(figures)
    return Report(
        name="agreement",
        title="Agreement of own and moderated ratings",
        wave=figures.wave,
        tables=tuple(table for scale in figures.scales for table in _tables(scale)),
        records=Records(COLUMNS, tuple(_records(figures))),
        structure={
            "scales": [
                {
                    "codes": scale.codes,
                    "ordered": scale.ordered,
                    **{part: [_structure(row, scale.ordered) for row in rows] for part, rows in scale.parts},
                }
                for scale in figures.scales
            ],
        },
        base=base,
        notes=tuple(others),
    )


def _tables(scale: ScaleAgreement) -> Iterator[Table]:
    yield _crossed(scale, scale.total, "own", "Own (rows), moderated (columns)")
    yield from _directions(scale, "standard", "own", scale.by_standard, scale.total)
    yield from _directions(scale, "type", "own", scale.by_type, scale.total)
    if scale.moderators.agreement.n:
        yield _crossed(scale, scale.moderators, "second", "First (rows), second moderator (columns)")
        yield from _directions(scale, "moderators", "1st", scale.by_pair, scale.moderators)


def _crossed(scale: ScaleAgreement, one: Compared, part: str, head: str) -> Table:
    table, n = one.agreement.table, one.agreement.n
    rows = [
        Row((label, *map(str, row), str(sum(row)))) for label, row in zip(scale.labels, table, strict=True)
    ]
    sums = [str(sum(column)) for column in zip(*table, strict=True)]
    return Table(
        id=f"{'-'.join(scale.codes)}.{part}",
        title="Own and moderated ratings" if part == "own" else "Ratings of two moderators",
        columns=(Column(head, figure=False), *map(Column, scale.labels), Column("n")),
        rows=(*rows, Row(("Total", *sums, str(n)), Role.TOTAL)),
        notes=tuple(_coefficients(one)),
        section=scale.title,
    )


def _coefficients(one: Compared) -> Iterator[str]:
    found = one.agreement
    flag = " (a small base)" if found.n and found.small else ""
    if found.n:
        yield f"The same: {_percent(found)} of {found.n} pairs{flag}."
    named = {"kappa": "Kappa", "linear": "Weighted kappa, linear", "quadratic": "Weighted kappa, quadratic"}
    alike = {kappa.why for kappa in one.kappas.values() if kappa.value is None}
    if alike:
        yield f"Kappa is {next(iter(alike))}."
    else:
        yield from (f"{named[name]}: {_interval(kappa)}." for name, kappa in one.kappas.items())


def _interval(kappa: Kappa) -> str:
    value = f"{kappa.value:.2f}" if kappa.value is not None else NOTHING
    return f"{value}, {kappa.why}" if kappa.why else f"{value}, {kappa.low:.2f} to {kappa.high:.2f}"


def _directions(
    scale: ScaleAgreement, part: str, first: str, rows: Sequence[Compared], total: Compared
) -> Iterator[Table]:
    if not rows:
        return
    heads = ("n", "same %", *((f"{first} higher", f"{first} lower") if scale.ordered else ()), "kappa")
    yield Table(
        id=f"{'-'.join(scale.codes)}.{part}",
        title=f"By {'pair of moderators' if part == 'moderators' else part}",
        columns=(Column(part.capitalize(), figure=False, short=_SHORT), *map(Column, heads)),
        rows=(
            *(Row(_direction(row, scale.ordered)) for row in rows),
            Row(_direction(total, scale.ordered), Role.TOTAL),
        ),
        section=scale.title,
    )


def _direction(row: Compared, ordered: bool) -> tuple[str, ...]:
    found, kappa = row.agreement, row.kappas["kappa"].value
    name = f"{row.key} {row.name}" if row.key not in ("all", "moderators", row.name) else row.name
    flag = "!" if found.small else ""
    ways = (str(found.higher), str(found.lower)) if ordered else ()
    return (
        name,
        f"{flag}{found.n}",
        _percent(found, sign=""),
        *ways,
        f"{kappa:.2f}" if kappa is not None else NOTHING,
    )


def _percent(found: Agreement, sign: str = " %") -> str:
    return NOTHING if found.share is None else f"{100 * found.share:.0f}{sign}"


def _records(figures: AgreementReport) -> Iterator[tuple[str, ...]]:
    for scale in figures.scales:
        for part, rows in scale.parts:
            for row in rows:
                found = row.agreement
                ways = (str(found.higher), str(found.lower)) if scale.ordered else ("", "")
                made = [row.kappas.get(way, Kappa()) for way in _WAYS]
                yield (
                    "/".join(scale.codes),
                    part,
                    row.key,
                    str(found.n),
                    "yes" if found.small else "no",
                    str(found.same),
                    "" if found.share is None else f"{100 * found.share:.1f}",
                    *ways,
                    *(
                        "" if value is None else f"{value:.4f}"
                        for kappa in made
                        for value in (kappa.value, kappa.low, kappa.high)
                    ),
                    row.kappas["kappa"].why,
                )


def _structure(row: Compared, ordered: bool) -> dict[str, Any]:
    found = row.agreement
    return {
        "name": row.key,
        "title": row.name,
        "n": found.n,
        "small_base": found.small,
        "table": found.table,
        "same": found.same,
        "same_percent": None if found.share is None else 100 * found.share,
        "first_higher": found.higher if ordered else None,
        "first_lower": found.lower if ordered else None,
        "kappas": {
            name: {"value": one.value, "low": one.low, "high": one.high, "why": one.why}
            for name, one in row.kappas.items()
        },
    }


def notes(figures: AgreementReport) -> list[str]:
    """What has to stand below the figures wherever they are shown."""
    bases = ", ".join(str(scale.total.agreement.n) for scale in figures.scales)
    two = (_MODERATORS,) if any(scale.moderators.agreement.n for scale in figures.scales) else ()
    return [f"Base: {bases} pairs of own and moderated ratings.", *figures.left_out, *two, *_METHOD]
