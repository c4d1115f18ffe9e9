"""What moderation changed, on paper: own ratings beside those that were released, then how far they agree.

Nothing is reckoned here. It names organisations and repeats the reasons of moderators, whom it does not name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from s11chat.analysis.compliance import Level, Scale, Way
from s11chat.analysis.moderated import Change, ModeratedStandard, Pair
from s11chat.analysis.rounding import whole_per_cent
from s11chat.analysis.tally import Said
from s11chat.dialog.model import NoAnswer
from s11chat.engine.answer import NO_ANSWER_WORDS
from s11chat.language.harmless import one_line
from s11chat.language.plural import number_of
from s11chat.report.agreement import AgreementReport
from s11chat.report.agreement import report as agreement_report
from s11chat.report.score import short, standard_told
from s11chat.report.sheet import NOTHING, Wave
from s11chat.report.table import Column, Records, Report, Role, Row, Table

COLUMNS = ("standard", "ref", "organisation", "own", "moderated", "change", "own_changed_since", "reason")
_SHORT = 26


@dataclass(frozen=True)
class ModerationFigures:
    """The released moderation of a wave."""

    wave: Wave
    scales: tuple[Scale, ...]
    standards: tuple[ModeratedStandard, ...]
    pairs: tuple[Pair, ...]
    """By standard, then by ref."""
    returns: int
    """With a release that stands."""
    agreement: AgreementReport | None
    """How far ratings agree, over all finished moderation; None where what reckons it is not installed."""

    def scale(self, standard: str) -> Scale:
        """How a standard is rated."""
        return next(one for one in self.scales if one.question.id == standard)


def report(figures: ModerationFigures) -> Report:
    """The report."""
    agreed = agreement_report(figures.agreement) if figures.agreement else None
    return Report(
        name="moderation",
        title="Own and moderated ratings",
        wave=figures.wave,
        tables=(_standards(figures), _changed(figures), *(_agreement(agreed) if agreed else ())),
        records=Records(COLUMNS, tuple(_records(figures))),
        structure={**_structure(figures), "agreement": agreed.structure if agreed else None},
        notes=(*_notes(figures), *(agreed.notes if agreed else ())),
        base=f"Base: {number_of(figures.returns, 'return')} with a moderation that was released, unweighted.",
    )


def _agreement(agreed: Report) -> Iterator[Table]:
    """The tables of agreement, each with their base: it is another one."""
    for table in agreed.tables:
        yield replace(table, base=table.base or agreed.base)


def _standards(figures: ModerationFigures) -> Table:
    heads = ("n", "Same", "Lower", "Higher", "Other", "Own %", "Mod. %")
    rows = tuple(_row(figures, one) for one in figures.standards)
    return Table(
        id="standards",
        title="What moderation changed",
        columns=(Column("Standard", figure=False, short=_SHORT), *map(Column, heads)) if rows else (),
        rows=rows,
        notes=(
            "Own %, Mod. %: the share of the n returns that meets the standard fully, by their own rating and as moderated.",
        )
        if rows
        else ("No moderated rating has been released.",),
    )


def _row(figures: ModerationFigures, one: ModeratedStandard) -> Row:
    numbers = (one.n, *(one.changes[kind] for kind in Change))
    shares = [level.share(Level.FULLY_MET, Way.APART) for level in (one.own, one.moderated)]
    told = (NOTHING if share is None else whole_per_cent(share) for share in shares)
    exact = (*map(float, numbers), *(None if share is None else float(100 * share) for share in shares))
    return Row((standard_told(figures.scale(one.standard)), *map(str, numbers), *told), exact=(None, *exact))


def _name(figures: ModerationFigures, standard: str, longest: int) -> str:
    return short(f"{standard} {figures.scale(standard).question.say.respondent}", longest)


def _changed(figures: ModerationFigures) -> Table:
    """Every rating that moderation changed, under its standard."""
    rows: list[Row] = []
    for one in figures.standards:
        mine = [
            pair for pair in figures.pairs if pair.standard == one.standard and pair.change is not Change.SAME
        ]
        if mine:
            rows.append(Row((_name(figures, one.standard, 60), "", "", ""), Role.HEADING))
            rows += [Row(_told(figures, pair)) for pair in mine]
    heads = ("Organisation", "Own", "Moderated", "Reason")
    return Table(
        id="changed",
        title="Moderated otherwise",
        columns=tuple(Column(head, figure=False) for head in heads) if rows else (),
        rows=tuple(rows),
        notes=() if rows else ("None.",),
    )


def _told(figures: ModerationFigures, pair: Pair) -> tuple[str, ...]:
    since = " (changed since)" if pair.since else ""
    own, moderated = (_said(figures, pair.standard, one) for one in (pair.own, pair.moderated))
    return tuple(map(one_line, (pair.organisation, own + since, moderated, pair.reason)))


def _said(figures: ModerationFigures, standard: str, said: Said) -> str:
    if isinstance(said, NoAnswer):
        return NO_ANSWER_WORDS[said]
    code = next(iter(said), "")
    option = figures.scale(standard).question.option(code)
    return option.say if option else code


def _code(said: Said) -> str:
    return said.value if isinstance(said, NoAnswer) else next(iter(said), "")


def _records(figures: ModerationFigures) -> Iterator[tuple[str, ...]]:
    for one in figures.pairs:
        named = (one.standard, one.ref, one.organisation)
        since = "yes" if one.since else "no"
        yield (*named, _code(one.own), _code(one.moderated), one.change.value, since, one.reason)


def _structure(figures: ModerationFigures) -> Mapping[str, Any]:
    return {
        "returns": figures.returns,
        "standards": [
            {
                "standard": one.standard,
                "n": one.n,
                **{kind.value: one.changes[kind] for kind in Change},
                "own": {level.value: one.own.counts[level] for level in Level},
                "moderated": {level.value: one.moderated.counts[level] for level in Level},
            }
            for one in figures.standards
        ],
        "ratings": [dict(zip(COLUMNS, row, strict=True)) for row in _records(figures)],
    }


def _notes(figures: ModerationFigures) -> Iterator[str]:
    yield (
        "Own ratings are those that stand now. Other: one of the two is no rating. What is moderated and not released "
        "is in none of these figures."
    )
    if figures.agreement is None:
        yield "Kappa needs statsmodels: install it with pip install 's11chat[statistics]'."
