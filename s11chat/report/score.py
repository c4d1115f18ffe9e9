"""Scores of standards on paper, under one rule or side by side under two.

Nothing is reckoned here: figures come counted, and are rounded as the house prints them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from textwrap import shorten
from typing import Any

from s11chat.analysis.compliance import Scale
from s11chat.analysis.rounding import half_up
from s11chat.analysis.score import Mark
from s11chat.analysis.score_table import Scored
from s11chat.dialog.scoring import DECLARED, Rule, Scoring
from s11chat.language.harmless import one_line
from s11chat.report.sheet import NOTHING
from s11chat.report.table import Chart, Column, Records, Row, Table

TITLE = "Scores of standards"
Scores = Mapping[str, tuple[Scored, ...]]
"""By rule, the dialog's own first."""
COLUMNS = (
    "rule",
    "standard",
    "title",
    "score",
    "threshold",
    "met",
    "n",
    "not_applicable",
    "not_answered",
    "low",
    "high",
)
_LONGEST = 32
"""Characters of a standard in a terminal."""


def score_table(scoring: Scoring, scores: Scores, returns: int) -> Table:
    """Every standard with its score, under the dialog's own rule and any beside it; of so many `returns`."""
    columns = [Column("Standard", figure=False, short=_LONGEST)]
    for name in scores:
        head = "Score" if name == DECLARED else _rule_name(name).capitalize()
        columns += [Column(head), Column("n")]
        columns += [Column(f"{scoring.rule(name).threshold:g}+")] if name == DECLARED else []
    columns += [Column("N/A"), Column("No answer"), Column("Bounds")]
    return Table(
        id="scores",
        title=TITLE,
        columns=tuple(columns),
        rows=tuple(_score_row(together) for together in zip(*scores.values(), strict=True)),
        base=f"Base: n returns that scored the standard, of {returns}, unweighted.",
        notes=tuple(_notes(scoring, scores)),
        chart=Chart(1, unit=""),
    )


def _score_row(together: Sequence[Scored]) -> Row:
    own = together[0]
    cells, exact = [one_line(f"{own.mark.standard} {own.mark.title}")], list[float | None]([None])
    for one in together:
        cells += [_score(one.mark.score), str(one.mark.n)]
        exact += [one.mark.score, float(one.mark.n)]
        if one is own:
            cells.append(yes_or_no(one.mark.met))
            exact.append(None)
    within = f"{half_up(own.bounds.low)}-{half_up(own.bounds.high)}" if own.bounds and own.silent else NOTHING
    cells += [str(own.inapplicable), str(own.silent), within]
    return Row(tuple(cells), exact=(*exact, float(own.inapplicable), float(own.silent), None))


def _score(score: float | None) -> str:
    return NOTHING if score is None else str(half_up(Fraction(score).limit_denominator(10**6)))


def _notes(scoring: Scoring, scores: Scores) -> Iterator[str]:
    for name in scores:
        yield f"{_rule_name(name).capitalize()}: {rule_told(scoring.rule(name))}; over returns it is their mean."
    if any(one.silent for one in scores[DECLARED]):
        yield (
            "Bounds: between which values the score would lie, had those without an answer given any; it is "
            "within these bounds whatever they would have said."
        )
    for name, found in scores.items():
        for own, other in zip(scores[DECLARED], found, strict=True):
            yield from _difference(_rule_name(name), own.mark, other.mark)


def _difference(rule: str, own: Mark, other: Mark) -> Iterator[str]:
    if own.score is not None and (own.score, own.n) != (other.score, other.n):
        yield (
            f"Standard {own.standard}: {_score(own.score)} of the {own.n} returns that scored it; {rule} prints "
            f"{_score(other.score)} of {other.n}."
        )


def _rule_name(name: str) -> str:
    return "the rule of the dialog" if name == DECLARED else name.replace("_", " ")


def rule_told(rule: Rule) -> str:
    """A rule in words."""
    away = {"leave_out": "left out", "zero": "counted as 0"}
    built = "the mean of its items" if rule.combine == "mean" else "its lowest item"
    return (
        f"a standard is {built}, met from {rule.threshold:g} on; "
        f"not applicable {away[rule.not_applicable]}, not answered {away[rule.not_answered]}"
    )


def score_records(scoring: Scoring, scores: Scores) -> Records:
    """A row for each rule and standard; scores in whole points."""
    rows = (
        (
            name,
            one.mark.standard,
            one.mark.title,
            _score(one.mark.score),
            f"{scoring.rule(name).threshold:g}",
            yes_or_no(one.mark.met),
            str(one.mark.n),
            str(one.inapplicable),
            str(one.silent),
            _score(float(one.bounds.low)) if one.bounds else NOTHING,
            _score(float(one.bounds.high)) if one.bounds else NOTHING,
        )
        for name, found in scores.items()
        for one in found
    )
    return Records(COLUMNS, tuple(rows))


def structure(scores: Scores) -> Mapping[str, Any]:
    """The same by rule, exact; null where there is no figure."""
    return {
        name: [
            {
                "standard": one.mark.standard,
                "title": one.mark.title,
                "score": one.mark.score,
                "met": one.mark.met,
                "n": one.mark.n,
                "not_applicable": one.inapplicable,
                "not_answered": one.silent,
                "low": float(one.bounds.low) if one.bounds else None,
                "high": float(one.bounds.high) if one.bounds else None,
            }
            for one in found
        ]
        for name, found in scores.items()
    }


def standard_told(scale: Scale) -> str:
    """A standard by its number, in full."""
    return one_line(f"{scale.question.id} {scale.question.say.respondent}")


def short(text: str, longest: int) -> str:
    """A standard in a few words."""
    return shorten(one_line(text), longest, placeholder=" ...")


def yes_or_no(met: bool | None) -> str:
    """Whether a threshold is reached, as a table says it."""
    return NOTHING if met is None else "yes" if met else "no"
