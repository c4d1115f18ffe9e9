"""How the base of a table is told, and what a small one allows, in the same words under every table of answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from s11chat.analysis.estimate import Estimate, Size
from s11chat.analysis.rounding import decimal
from s11chat.analysis.small_base import CAUTION, COUNTED, INDICATIVE, Reading, reading
from s11chat.analysis.spread import Spread
from s11chat.dialog.model import Kind, NoAnswer
from s11chat.dialog.question import Question
from s11chat.dialog.wording import IN_GENERAL, render
from s11chat.engine.answer import NO_ANSWER_WORDS
from s11chat.language.harmless import one_line

_READ = {
    Reading.COUNT: f"Base under {COUNTED}: weighted numbers (N=) in place of per cents.",
    Reading.INDICATIVE: f"Base under {INDICATIVE}: indicative, and no difference is tested with it.",
    Reading.CAUTION: f"Base under {CAUTION}: to be read with caution.",
}
_APART = (
    NoAnswer.OFF_ROUTE,
    NoAnswer.NOT_REACHED,
    NoAnswer.NOT_ANSWERED,
    NoAnswer.REFUSED,
    NoAnswer.DONT_KNOW,
    NoAnswer.NOT_APPLICABLE,
)
"""The kinds of no-answer in the order they are told in."""


def base_line(base: Size, who: str = "all who answered") -> str:
    """Who percentages are of, and how many they are."""
    size = f"; effective sample size {decimal(base.n_eff, 1)}" if base.n_eff is not None else ""
    return f"Base, {who}: {base.unweighted} unweighted, {decimal(base.weighted, 1)} weighted{size}."


def small_base(bases: Iterable[Size]) -> tuple[str, ...]:
    """What the smallest bases allow, a sentence for each rule that is met; nothing of bases that are empty."""
    found = {reading(base.unweighted) for base in bases if base.unweighted}
    return tuple(said for one, said in _READ.items() if one in found)


def without_line(without: Mapping[NoAnswer, int]) -> str:
    """How many are not in the base, by the reason, all six of them."""
    told = ", ".join(f"{NO_ANSWER_WORDS[kind].lower()} {without[kind]}" for kind in _APART)
    return f"Outside the base, unweighted: {told}."


def wording(question: Question) -> str:
    """A question as it is put to a respondent, what a grid says before its rows in front."""
    said = (question.stem, question.say) if question.stem else (question.say,)
    return one_line(" ".join(render(one.respondent, IN_GENERAL) for one in said))


def item_and_row(question: Question) -> tuple[str, str]:
    """The item, and the row of a grid: what columns of data name a question by."""
    if question.row:
        return question.item, question.id.removeprefix(f"{question.item}.")
    return question.id, ""


def share_structure(one: Estimate) -> dict[str, Any]:
    """A share for a program; null where there is none."""
    return {
        "percent": float(100 * one.share) if one.share is not None else None,
        "count_unweighted": one.size.unweighted,
        "count_weighted": float(one.size.weighted),
    }


def base_structure(base: Size) -> dict[str, Any]:
    """A base for a program."""
    return {
        "base_unweighted": base.unweighted,
        "base_weighted": float(base.weighted),
        "n_eff": float(base.n_eff) if base.n_eff is not None else None,
    }


def spread_lines(question: Question, found: Spread) -> tuple[tuple[str, str, float | None], ...]:
    """Where numbers or dates lie, each with its name, as printed and exact."""
    from datetime import date

    names = (
        ("Mean", found.mean),
        ("Lowest", found.lowest),
        ("Lower quartile", found.lower_quartile),
        ("Median", found.median),
        ("Upper quartile", found.upper_quartile),
        ("Highest", found.highest),
    )
    if question.kind is Kind.DATE:
        days = {"Lowest": "Earliest", "Highest": "Latest"}
        return tuple(
            (days.get(name, name), date.fromordinal(round(day)).isoformat(), None) for name, day in names[1:]
        )
    places = max(question.decimals, 1)
    return tuple((name, number(one, places), float(one)) for name, one in names)


def number(exact: Any, places: int) -> str:
    """A number that may be below nought, without decimals that say nothing."""
    text = decimal(abs(exact), places)
    short = text.rstrip("0").rstrip(".") if "." in text else text
    return f"-{short}" if exact < 0 and short != "0" else short
