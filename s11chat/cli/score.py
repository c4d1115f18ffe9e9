"""`s11chat dialog score`: a sandbox for scoring, where the same answers are set under one rule or another."""

from __future__ import annotations

import argparse
import json
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from s11chat.analysis.score import Mark
    from s11chat.dialog.model import Dialog
    from s11chat.dialog.scoring import Rule, Scoring

_WIDTH = 20
"""Characters for the score, whether it is met, and the number it is divided by."""


def score(dialog: Dialog, arguments: argparse.Namespace) -> int:
    """Prints every standard of the answers under each rule asked for."""
    from s11chat.analysis.score import marks, marks_over
    from s11chat.errors import UsageError
    from s11chat.exchange.answer import read_answers

    if dialog.scoring is None:
        raise UsageError(
            f"The dialog '{dialog.dialog}' says nothing about scoring: "
            "write which standards its items make up, under 'scoring' at its end."
        )
    rules = _rules(dialog.scoring, arguments.rule or ())
    returns = read_answers(arguments.answers, dialog)
    several = len(returns) > 1
    marked = {
        name: marks_over(dialog, returns.values(), rule)
        if several
        else marks(dialog, next(iter(returns.values())), rule)
        for name, rule in rules.items()
    }
    if arguments.json:
        print(json.dumps(_structure(dialog, len(returns), rules, marked), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_table(rules, marked, "returns" if several else "items")))
    return 0


def _rules(scoring: Scoring, names: list[str] | tuple[()]) -> dict[str, Rule]:
    """The rules asked for, in that order; the dialog's own where none is. Raises UsageError on other names."""
    from s11chat.dialog.scoring import DECLARED
    from s11chat.dialog.suggest import nearest
    from s11chat.errors import UsageError

    known = (DECLARED, *scoring.rules)
    for name in names:
        if name not in known:
            raise UsageError(f"There is no rule '{name}'{nearest(name, known)}: there is {', '.join(known)}.")
    return {name: scoring.rule(name) for name in names or (DECLARED,)}


def _table(rules: dict[str, Rule], marked: dict[str, tuple[Mark, ...]], counted: str) -> list[str]:
    from s11chat.report.score import rule_told

    lines = [f"{name}: {rule_told(rule)}" for name, rule in rules.items()]
    lines += [f"n: the {counted} counted", ""]
    if len(rules) > 1:
        lines.append(f"{'':<10}" + "".join(f"{name[: _WIDTH - 2]:<{_WIDTH}}" for name in rules).rstrip())
    head = f"{'score':>5}  {'met':<3}  {'n':>4}"
    lines.append(f"{'standard':<10}" + "".join(f"{head:<{_WIDTH}}" for _ in rules) + "title")
    for standard in zip(*marked.values(), strict=True):
        cells = "".join(f"{_cell(mark):<{_WIDTH}}" for mark in standard)
        lines.append(f"{standard[0].standard:<10}{cells}{standard[0].title}")
    return lines


def _cell(mark: Mark) -> str:
    if mark.score is None:
        return f"{'-':>5}  {'-':<3}  {mark.n:>4}"
    return f"{_rounded(mark.score):>5}  {'yes' if mark.met else 'no':<3}  {mark.n:>4}"


def _rounded(score: float) -> str:
    """One decimal, half up, and none where it is nought."""
    exact = Decimal(str(score)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{exact:f}".removesuffix(".0")


def _structure(
    dialog: Dialog, returns: int, rules: dict[str, Rule], marked: dict[str, tuple[Mark, ...]]
) -> dict[str, Any]:
    return {
        "dialog": dialog.dialog,
        "version": dialog.version,
        "returns": returns,
        "rules": [
            {
                "rule": name,
                **{
                    key: getattr(rule, key)
                    for key in ("threshold", "not_applicable", "not_answered", "combine")
                },
                "standards": [
                    {"standard": m.standard, "title": m.title, "score": m.score, "met": m.met, "n": m.n}
                    for m in marked[name]
                ],
            }
            for name, rule in rules.items()
        ],
    }
