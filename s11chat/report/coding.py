"""Coding of open answers on paper: what is coded, what stands under "other", how far two coders agree, what is left.

Nothing is reckoned here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from s11chat.analysis.agreement import SMALL
from s11chat.analysis.coding import LIMIT, CodeAgreement, QuestionCoding, overall
from s11chat.analysis.rounding import half_up, whole_per_cent
from s11chat.language.harmless import in_short, one_line
from s11chat.language.plural import number_of
from s11chat.report.base import wording
from s11chat.report.sheet import NOTHING, Wave
from s11chat.report.table import Column, Records, Report, Row, Table

_SHORT = 60
"""Characters of a question in a table."""
COLUMNS = ("part", "item", "key", "name", "n", "of", "percent", "kappa", "low", "high", "words")
_METHOD = (
    "Agreement is told for each code over all answers both coded: whether each of the two gave it. Kappa is agreement "
    "beyond chance (Cohen 1960), with its 95 % interval (Fleiss, Cohen and Everitt 1969). The first coder's codes are "
    "those from before a difference was settled.",
    f"A kappa on fewer than {SMALL} answers is a hint.",
)


@dataclass(frozen=True)
class CodingReport:
    """How far the coding of a wave is."""

    wave: Wave
    returns: int
    questions: tuple[QuestionCoding, ...]
    """Those with answers in words, or with any under 'other', in the order of the dialog."""
    only: str = ""
    """The one question it is about; empty for all."""


def report(figures: CodingReport) -> Report:
    """The questions, then for each the codes, the agreement, what differs, and what is still to be coded."""
    return Report(
        name="coding",
        title="Coding of open answers",
        wave=figures.wave,
        tables=(
            *_questions(figures),
            *(table for one in figures.questions for table in _tables(figures, one)),
        ),
        records=Records(COLUMNS, tuple(row for one in figures.questions for row in _records(one))),
        structure={
            "returns": figures.returns,
            "questions": [coding_structure(one) for one in figures.questions],
        },
        base=f"Base, unweighted: {number_of(figures.returns, 'complete return')}.",
        notes=tuple(_notes(figures)),
    )


def _notes(figures: CodingReport) -> Iterator[str]:
    limit = whole_per_cent(LIMIT)
    too_many = [one for one in figures.questions if one.over]
    if too_many:
        names = ", ".join(one.id for one in too_many)
        yield f"Over {limit} per cent under 'other': {names}. Code these answers back before anything is published."
    elif figures.questions:
        yield f"No question has more than {limit} per cent of its answers under 'other'."
    if not figures.questions:
        yield "No complete return has an answer in words yet."
    stale = sum(len(one.stale) for one in figures.questions)
    if stale:
        yield f"{number_of(stale, 'answer')} changed after being coded: the coding does not count until it is done anew."
    if any(one.agreement for one in figures.questions):
        yield from _METHOD


def _questions(figures: CodingReport) -> Iterator[Table]:
    if not figures.questions:
        return
    heads = ("Answers", "In words", "Coded", "Left", "Coded %", "Other", "Other %")
    rows = []
    for one in figures.questions:
        shares = (_share(one.open.coded, one.readable), _share(one.other, one.open.answered))
        done, other = (whole_per_cent(share) if share is not None else NOTHING for share in shares)
        numbers = (one.open.answered, len(one.open.verbatims), one.open.coded, len(one.open.left))
        cells = (*map(str, numbers), done, str(one.other), f"{other} !" if one.over else other)
        rows.append(Row((_named(one), *cells)))
    yield Table(
        id="questions",
        title="Questions with answers in words",
        columns=(Column("Question", figure=False), *map(Column, heads)),
        rows=tuple(rows),
        base="Coded: of the answers in words. Other: of all answers to the question, as they are coded now.",
        notes=(f"! more than {whole_per_cent(LIMIT)} per cent.",)
        if any(one.over for one in figures.questions)
        else (),
    )


def _tables(figures: CodingReport, one: QuestionCoding) -> Iterator[Table]:
    if one.open.coded:
        yield _codes(one)
    if one.doubled:
        yield _agreed(one)
    differing = [each for each in one.doubled if each.differs]
    if differing:
        rows = [
            Row(
                (
                    each.pair.ref,
                    _said(each.pair.first),
                    _said(each.pair.second),
                    one_line(each.verbatim.words),
                )
            )
            for each in differing
        ]
        heads = ("Case", "First coder", "Second coder", "Answer")
        yield Table(
            id=f"differ-{one.id}",
            title=f"{one.id}: coded differently, to be settled",
            columns=tuple(Column(head, figure=False) for head in heads),
            rows=tuple(rows),
        )
    if one.open.left and (one.begun or figures.only):
        yield Table(
            id=f"left-{one.id}",
            title=f"{one.id}: still to be coded",
            columns=tuple(Column(head, figure=False) for head in ("Case", "Answer")),
            rows=tuple(Row((each.ref, one_line(each.words))) for each in one.open.left),
        )


def _codes(one: QuestionCoding) -> Table:
    rows = [Row((code.code, code.say, str(n)), exact=(None, None, float(n))) for code, n in one.codes]
    return Table(
        id=f"codes-{one.id}",
        title=f"{one.id}: {in_short(wording(one.open.question), 100)}",
        columns=(Column("Code", figure=False), Column("Label", figure=False), Column("Answers")),
        rows=tuple(rows),
        notes=("An answer may have several codes.",) if not one.open.single else (),
    )


def _agreed(one: QuestionCoding) -> Table:
    heads = ("Both", "First", "Second", "Agree %", "Kappa", "95 % interval")
    rows = []
    for each in one.agreement:
        label = one.open.frame.codes[each.code].say
        agree = whole_per_cent(Fraction(each.table.same, each.table.n))
        rows.append(Row((label, str(each.both), str(each.first), str(each.second), agree, *_kappa(each))))
    pairs = [each.pair for each in one.doubled]
    names = sorted({" and ".join(pair.by) for pair in pairs})
    same = overall(pairs)
    drawn = one.sample
    how = f" The sample: {whole_per_cent(drawn.share)} per cent, seed {drawn.seed}." if drawn else ""
    return Table(
        id=f"agreement-{one.id}",
        title=f"{one.id}: how far two coders agree",
        columns=(Column("Code", figure=False), *map(Column, heads)),
        rows=tuple(rows),
        base=f"Base, unweighted: {number_of(len(pairs), 'answer')} that two people coded ({'; '.join(names)}).{how}",
        notes=(f"The very same codes: {whole_per_cent(same)} per cent of them.",),
    )


def _kappa(each: CodeAgreement) -> tuple[str, str]:
    if each.kappa.value is None:
        return NOTHING, NOTHING
    interval = NOTHING if each.kappa.low is None else f"{each.kappa.low:.2f} to {each.kappa.high:.2f}"
    return f"{each.kappa.value:.2f}", interval


def _said(codes: frozenset[str]) -> str:
    return "; ".join(sorted(codes))


def _named(one: QuestionCoding) -> str:
    return f"{one.id} {in_short(wording(one.open.question), _SHORT)}"


def _share(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole else None


def _percent(share: Fraction | None) -> str:
    return "" if share is None else str(half_up(100 * share))


def _records(one: QuestionCoding) -> Iterator[tuple[str, ...]]:
    def row(part: str, key: str, name: str, n: int, of: int, *more: str) -> tuple[str, ...]:
        told = (part, one.id, key, name, str(n), str(of), _percent(_share(n, of)))
        return (*told, *more, *("",) * (len(COLUMNS) - len(told) - len(more)))

    say = wording(one.open.question)
    yield row("coded", "", say, one.open.coded, one.readable)
    yield row("other", "", say, one.other, one.open.answered)
    for code, n in one.codes:
        yield row("code", code.code, code.say, n, one.open.coded)
    for each in one.agreement:
        kappa = [each.kappa.value, each.kappa.low, each.kappa.high]
        figures = ["" if each is None else f"{each:.4f}" for each in kappa]
        label = one.open.frame.codes[each.code].say
        yield row("agreement", each.code, label, each.table.same, each.table.n, *figures)
    for left in one.open.left if one.begun else ():
        yield ("left", one.id, left.ref, *("",) * (len(COLUMNS) - 4), left.words)


def coding_structure(one: QuestionCoding) -> dict[str, Any]:
    """The coding of one question for a program."""
    return {
        "item": one.id,
        "say": wording(one.open.question),
        "answers": one.open.answered,
        "in_words": len(one.open.verbatims),
        "coded": one.open.coded,
        "left": [each.ref for each in one.open.left],
        "changed": [each.ref for each in one.stale],
        "other_said": one.other_said,
        "other": one.other,
        "over": one.over,
        "codes": [{"code": code.code, "say": code.say, "n": n} for code, n in one.codes],
        "agreement": [
            {
                "code": each.code,
                "n": each.table.n,
                "same": each.table.same,
                "both": each.both,
                "first": each.first,
                "second": each.second,
                "kappa": each.kappa.value,
                "low": each.kappa.low,
                "high": each.kappa.high,
                "why": each.kappa.why,
            }
            for each in one.agreement
        ],
        "differ": [
            {"ref": each.pair.ref, "first": sorted(each.pair.first), "second": sorted(each.pair.second)}
            for each in one.doubled
            if each.differs
        ],
    }
