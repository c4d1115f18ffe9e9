"""A publication that checks itself: everything stated in it is held against everything else.

Pure: what is stated goes in as `Publication`, what does not reconcile comes out. Printing is half up from exact
values, so that rows may come to 99 or 101 and nets differ from their printed parts by a point: that is told as
explained, never as a fault.
"""

from __future__ import annotations

from s11chat.analysis.contradiction import (
    counted,
    numbers,
    onlys,
    references,
    repeated,
    roundings,
    superlatives,
    thresholds,
)
from s11chat.analysis.finding import Finding
from s11chat.analysis.mixture import blends, mixtures
from s11chat.analysis.producible import bases, nets, rows, shares
from s11chat.analysis.reckoning import beyond, changes, means, rates, tolerances, totals, weighted
from s11chat.analysis.statement import Publication

CHECKS = (
    bases,
    shares,
    rows,
    nets,
    mixtures,
    blends,
    totals,
    beyond,
    weighted,
    numbers,
    repeated,
    counted,
    rates,
    means,
    references,
    superlatives,
    onlys,
    thresholds,
    roundings,
    tolerances,
    changes,
)


def reconcile(publication: Publication) -> tuple[Finding, ...]:
    """What does not reconcile, and what only looks so (`fault` false), in the order of the checks; each told once."""
    found = (finding for check in CHECKS for finding in check(publication))
    return tuple({finding.id: finding for finding in found}.values())
