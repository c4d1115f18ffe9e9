"""What does not reconcile in the reports of a wave, as a report: what is open, what was let stand, what only looks so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from s11chat.analysis.finding import Finding
from s11chat.language.plural import number_of
from s11chat.report.sheet import Wave
from s11chat.report.table import Column, Records, Report, Row, Table

_COLUMNS = tuple(Column(head, figure=False) for head in ("Finding", "Place", "What is stated", "Why"))


@dataclass(frozen=True)
class CheckReport:
    """What came of holding reports against each other."""

    wave: Wave
    reports: tuple[str, ...]
    figures: int
    open: tuple[Finding, ...]
    waived: tuple[tuple[Finding, str], ...]
    """With who let it stand, and the reason."""
    explained: tuple[Finding, ...]


def report(figures: CheckReport) -> Report:
    """A table for each kind of finding that there is."""
    waived = tuple((one, f"{one.why}. Waived by {said}") for one, said in figures.waived)
    kinds = {
        "open": ("Open", tuple((one, _why(one)) for one in figures.open)),
        "waived": ("Let stand", waived),
        "explained": ("Explained", tuple((one, _why(one)) for one in figures.explained)),
    }
    told = f"{number_of(figures.figures, 'statement')} of {number_of(len(figures.reports), 'report')} held against each other"
    verdict = (
        f"{number_of(len(figures.open), 'finding')} open"
        if figures.open
        else "nothing that does not reconcile is open"
    )
    return Report(
        name="check",
        title="What does not reconcile",
        wave=figures.wave,
        tables=(
            Table("verdict", "Verdict", (), (), notes=(f"{told}: {verdict}.", *_how(figures))),
            *(_table(id_, title, found) for id_, (title, found) in kinds.items() if found),
        ),
        records=Records(
            ("state", "finding", "place", "what", "why"),
            tuple(
                (id_, one.id, one.place, one.what, why)
                for id_, (_, found) in kinds.items()
                for one, why in found
            ),
        ),
        structure={
            "statements": figures.figures,
            "findings": [
                {"state": id_, "finding": one.id, "place": one.place, "what": one.what, "why": why}
                for id_, (_, found) in kinds.items()
                for one, why in found
            ],
        },
    )


def _how(figures: CheckReport) -> Iterable[str]:
    if figures.open:
        yield f"s11chat report waive {figures.wave.id} {figures.open[0].id} --reason WORDS lets one stand."


def _why(one: Finding) -> str:
    more = (("how large", one.size), ("what would fit", one.fits))
    return "; ".join([one.why, *(f"{name}: {said}" for name, said in more if said)])


def _table(id_: str, title: str, found: tuple[tuple[Finding, str], ...]) -> Table:
    rows = tuple(Row((one.id, one.place, one.what, why)) for one, why in found)
    return Table(id_, title, _COLUMNS, rows)
