"""Agreement of moderated ratings with the organisations' own, and of moderators with each other, on paper.

Nothing is reckoned here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from s11chat.analysis.agreement import FEW, SMALL, Agreement, Kappa
from s11chat.report.sheet import NOTHING, Wave, as_sheet

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


def as_text(report: AgreementReport, width: int | None = None) -> list[str]:
    """Lines for a terminal of that width, or for a pipe."""
    from s11chat.report.terminal import wrapped  # a table for a program needs no drawing

    lines = wrapped(("Agreement of own and moderated ratings", str(report.wave)), width)
    for scale in report.scales:
        lines += ["", *wrapped((f"Scale: {' / '.join(scale.labels)}",), width)]
        lines += _crossed(scale, scale.total, "Own (rows), moderated (columns)", width)
        lines += _coefficients(scale.total, width)
        lines += _directions("Standard", "own", scale, scale.by_standard, scale.total, width)
        lines += _directions("Type", "own", scale, scale.by_type, scale.total, width)
        if scale.moderators.agreement.n:
            lines += _crossed(scale, scale.moderators, "First (rows), second moderator (columns)", width)
            lines += _coefficients(scale.moderators, width)
            lines += _directions("Moderators", "1st", scale, scale.by_pair, scale.moderators, width)
    return [*lines, "", *wrapped(notes(report), width)]


def _crossed(scale: ScaleAgreement, one: Compared, title: str, width: int | None) -> list[str]:
    from s11chat.report.terminal import ruled

    table = one.agreement.table
    rows = [(label, *map(str, row), str(sum(row))) for label, row in zip(scale.labels, table, strict=True)]
    sums = [str(sum(column)) for column in zip(*table, strict=True)]
    total = ("Total", *sums, str(one.agreement.n))
    return ["", *ruled((title, *scale.labels, "n"), rows, total, width)]


def _coefficients(one: Compared, width: int | None) -> list[str]:
    from s11chat.report.terminal import wrapped

    found = one.agreement
    flag = " (a small base)" if found.n and found.small else ""
    said = [f"The same: {_percent(found)} of {found.n} pairs{flag}."] if found.n else []
    named = {"kappa": "Kappa", "linear": "Weighted kappa, linear", "quadratic": "Weighted kappa, quadratic"}
    alike = {kappa.why for kappa in one.kappas.values() if kappa.value is None}
    if alike:
        said.append(f"Kappa is {next(iter(alike))}.")
    else:
        said += [f"{named[name]}: {_interval(kappa)}." for name, kappa in one.kappas.items()]
    return ["", *wrapped(said, width)]


def _interval(kappa: Kappa) -> str:
    value = f"{kappa.value:.2f}" if kappa.value is not None else NOTHING
    return f"{value}, {kappa.why}" if kappa.why else f"{value}, {kappa.low:.2f} to {kappa.high:.2f}"


def _directions(
    head: str, first: str, scale: ScaleAgreement, rows: Iterable[Compared], total: Compared, width: int | None
) -> list[str]:
    from s11chat.report.terminal import ruled

    heads = (head, "n", "same %", *((f"{first} higher", f"{first} lower") if scale.ordered else ()), "kappa")
    told = [_direction(row, scale.ordered) for row in rows]
    return ["", *ruled(heads, told, _direction(total, scale.ordered), width)] if told else []


def _direction(row: Compared, ordered: bool) -> tuple[str, ...]:
    found, kappa = row.agreement, row.kappas["kappa"].value
    name = f"{row.key} {row.name}" if row.key not in ("all", "moderators", row.name) else row.name
    flag = "!" if found.small else ""
    ways = (str(found.higher), str(found.lower)) if ordered else ()
    return (
        _short(name),
        f"{flag}{found.n}",
        _percent(found, sign=""),
        *ways,
        f"{kappa:.2f}" if kappa is not None else NOTHING,
    )


def _short(name: str) -> str:
    return name if len(name) <= 36 else f"{name[:33].rstrip()}..."


def _percent(found: Agreement, sign: str = " %") -> str:
    return NOTHING if found.share is None else f"{100 * found.share:.0f}{sign}"


def as_csv(report: AgreementReport) -> str:
    """A row each for all, every standard, type, and pair of moderators; empty where a kappa is not defined."""
    return as_sheet(COLUMNS, _rows(report))


def _rows(report: AgreementReport) -> Iterator[tuple[str, ...]]:
    for scale in report.scales:
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


def as_json(report: AgreementReport) -> str:
    """Every table with its coefficients; null where one is not defined, and why."""
    return json.dumps(
        {
            "wave": report.wave.id,
            "title": report.wave.title,
            "scales": [
                {
                    "codes": scale.codes,
                    "ordered": scale.ordered,
                    **{part: [_structure(row, scale.ordered) for row in rows] for part, rows in scale.parts},
                }
                for scale in report.scales
            ],
            "notes": notes(report),
        },
        ensure_ascii=False,
        indent=2,
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


def notes(report: AgreementReport) -> list[str]:
    """What has to stand below the figures wherever they are shown."""
    bases = ", ".join(str(scale.total.agreement.n) for scale in report.scales)
    two = (_MODERATORS,) if any(scale.moderators.agreement.n for scale in report.scales) else ()
    return [f"Base: {bases} pairs of own and moderated ratings.", *report.left_out, *two, *_METHOD]
