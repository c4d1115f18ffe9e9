"""How a tested difference is put in words and figures, wherever a report prints one."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from s11chat.analysis.difference import Difference, Form, Method, Untested, Variance
from s11chat.analysis.estimate import Size
from s11chat.analysis.rounding import decimal, signed
from s11chat.analysis.small_base import INDICATIVE
from s11chat.report.sheet import NOTHING

WHY_NOT = {
    Untested.EMPTY: "nobody was asked in one of the groups",
    Untested.SMALL: f"a base is under {INDICATIVE}",
    Untested.WHOLE: "every organisation of both answered",
    Untested.ALIKE: "all of each group said the same",
    Untested.SAME: "both are the same returns",
}
"""Why a difference is not tested."""
_VARIANCES = {
    Variance.PUBLISHED: "p(1-p)/n*(N-n)/(N-1) for each group, with p of both together, n its effective size and "
    "N = {population} organisations in all",
    Variance.OWN: "p(1-p)/n*(N-n)/(N-1) for each group, with p of both together, n its effective size and N the "
    "organisations that the group itself stands for",
    Variance.LINEARISED: "that of the stratified sample by Taylor linearisation, types as strata, each corrected for "
    "its population, shares not pooled",
}
VERDICTS = ("not tested", "no", "higher", "lower")
"""What a difference comes to, as data: the first group beside the second."""


def points(difference: Difference) -> str:
    """The difference in whole percentage points with its sign."""
    return NOTHING if difference.gap is None else signed(100 * difference.gap, 0)


def exact_points(difference: Difference) -> str:
    """The same with one decimal and no plus, for a program."""
    return NOTHING if difference.gap is None else signed(100 * difference.gap, 1).removeprefix("+")


def z(difference: Difference) -> str:
    """How many standard errors it is."""
    return NOTHING if difference.z is None else f"{difference.z:.2f}"


def p(difference: Difference) -> str:
    """How likely chance alone makes as much."""
    if difference.p is None:
        return NOTHING
    return "<0.001" if difference.p < 0.0005 else f"{difference.p:.3f}"


def verdict(difference: Difference) -> str:
    """One of `VERDICTS`."""
    if difference.untested is not None:
        return VERDICTS[0]
    if not difference.significant:
        return VERDICTS[1]
    return VERDICTS[2] if difference.higher else VERDICTS[3]


def size(base: Size) -> str:
    """A base in all three ways."""
    effective = NOTHING if base.n_eff is None else decimal(base.n_eff, 0)
    return f"{base.unweighted} (weighted {decimal(base.weighted, 0)}, effective {effective})"


def method_said(method: Method) -> str:
    """How differences are tested, in a sentence."""
    needed = decimal(method.deviate, 3).rstrip("0")
    variance = _VARIANCES[method.variance].format(population=method.table.total.cell.population)
    return (
        f"Tested at {method.confidence} %, two-sided: a difference counts from {needed} standard "
        f"errors. Its variance is {variance}. No base under {INDICATIVE} is tested."
    )


def structure(difference: Difference) -> dict[str, Any]:
    """It as plain values: exact shares and points in per cent, null where there is none."""
    return {
        "first": side(difference.first.share, difference.first.base),
        "second": side(difference.second.share, difference.second.base),
        "points": _float(difference.gap),
        "form": difference.form.value,
        "variance": difference.method.variance.value,
        "confidence": difference.method.confidence,
        "pooled": _float(difference.pooled),
        "standard_error": None if difference.standard_error is None else 100 * difference.standard_error,
        "z": difference.z,
        "p": difference.p,
        "significant": difference.significant,
        "rough": difference.rough,
        "not_tested": WHY_NOT[difference.untested] if difference.untested is not None else None,
    }


def side(share: Fraction | None, base: Size) -> dict[str, Any]:
    """A share with its base."""
    return {
        "percent": _float(share),
        "base_unweighted": base.unweighted,
        "base_weighted": float(base.weighted),
        "n_eff": float(base.n_eff) if base.n_eff is not None else None,
    }


def overlap_said(form: Form, first: str, second: str) -> str:
    """What is tested where groups are not apart; empty where they are."""
    if form is Form.PART:
        return (
            f"{first} and {second} are a part and its whole: tested is the part against the rest, which comes to the "
            "same z, and the points are those between part and whole."
        )
    if form is Form.OVERLAP:
        return (
            f"{first} and {second} overlap: what they share is taken out of the chance of the difference, and what only "
            "one of them has is tested."
        )
    return ""


def _float(share: Fraction | None) -> float | None:
    return None if share is None else float(100 * share)
