"""Whether the figure of a group can come from those of its parts.

The share of a whole is the mean of the shares of its parts, each as heavy as its returns are. Where the weights are
known, so are all the values that the whole can have; where they are not, each question tells what they would have to
be, and all questions have to tell the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from s11chat.analysis.finding import Finding, Kind, number, points
from s11chat.analysis.precision import Printed, Span, spans
from s11chat.analysis.producible import EXACT, MANY
from s11chat.analysis.rounding import half_up
from s11chat.analysis.statement import Key, Publication, Statement, Whole

NOTHING = Span(Fraction(0), Fraction(0))


def weights(publication: Publication) -> dict[str, Fraction]:
    """What one return weighs, by group of one weight; none for a group without a return.

    As in `response_table`: (N_h / N) * n / n_h, where N counts only groups that gave a return.
    """
    there = {
        cell: publication.organisations[cell] for cell in publication.cells if publication.returns.get(cell)
    }
    everybody, returns = sum(there.values()), sum(publication.returns[cell] for cell in there)
    return {
        cell: Fraction(count * returns, everybody * publication.returns[cell])
        for cell, count in there.items()
    }


def mixtures(publication: Publication) -> Iterator[Finding]:
    """Figures of a whole that those of its parts cannot give, the weights being known."""
    heavy = weights(publication) if publication.weighted else {}
    for whole in publication.wholes:
        there = [part for part in whole.parts if publication.returns.get(part) != 0]
        if any(part not in publication.returns for part in there) or not _comes_to(publication, whole):
            continue
        for key, stated in publication.figures.items():
            if key[2] == whole.group:
                yield from _mixed(publication, whole, there, heavy, stated[0])


def _comes_to(publication: Publication, whole: Whole) -> bool:
    """Whether the parts are the whole in numbers: of other parts nothing can be said."""
    came = sum(publication.returns[part] for part in whole.parts if part in publication.returns)
    return came - whole.twice == publication.returns.get(whole.group)


def _mixed(
    publication: Publication, whole: Whole, there: list[str], heavy: dict[str, Fraction], one: Statement
) -> Iterator[Finding]:
    figure = publication.read(one)
    found = [_part(publication, one, part, heavy) for part in there]
    parts = [part for part in found if part is not None]
    if figure is None or len(parts) < len(found):
        return
    if (returns := publication.base(one)) and not figure.counts(returns):
        return  # told as a share that cannot be
    came = sum((part.base for part in parts), Fraction(0))
    base = came if heavy else Fraction(returns or 0)
    if not base or not base <= came <= base + whole.twice:
        return
    values = _sums(parts)
    if values:
        values = {value - less for value in values for less in range(whole.twice + 1) if value >= less}
        if any(figure.holds(100 * value / base) for value in values):
            return
        nearest = min((100 * value / base for value in values), key=lambda x: figure.span.apart(Span(x, x)))
        why = f"whole returns of its parts, {_told(publication, one, there)}, give {number(nearest, 3)} at the nearest"
        off, fits = figure.span.apart(Span(nearest, nearest)), str(half_up(nearest))
    else:
        room = spans(part.span for part in parts).times(100 / base)
        room = Span(room.low - 100 * whole.twice / base, room.high)
        if room.meets(figure.span):
            return
        why = f"its parts come to anything from {number(room.low)} to under {number(room.high)}"
        off, fits = room.apart(figure.span), f"{number(room.low)} to {number(room.high)}"
    size = f"{points(off)} beyond what is printed {one.value}"
    yield Finding(Kind.WHOLE, one.place, f"{one.value} % of {one.whom}", why, size, fits)


def _told(publication: Publication, one: Statement, there: list[str]) -> str:
    found = [(part, publication.figure(one.item, one.options, part)) for part in there]
    return ", ".join(f"{part} {figure.value} %" for part, figure in found if figure)


@dataclass(frozen=True)
class Part:
    """What a part can bring to a whole."""

    base: Fraction
    """What its returns weigh together."""
    span: Span
    """What those of them weigh that are meant."""
    counts: range | None = None
    """How many those can be, where that can be said."""
    weight: Fraction = Fraction(1)
    """What one of them weighs."""


def _part(publication: Publication, one: Statement, group: str, heavy: dict[str, Fraction]) -> Part | None:
    """What stands behind the figure of a part; None where that cannot be said."""
    figure = publication.figure(one.item, one.options, group)
    if figure is None:
        return _weighed(publication, one, group, heavy.get(group, Fraction(1)))
    read = publication.read(figure)
    if read is None or (heavy and group in publication.cells and group not in heavy):
        return None
    base, weight = publication.base(figure), heavy.get(group, Fraction(1))
    if base is None:
        together = _weight_of(publication, figure, heavy)
        return Part(together, read.span.times(together / 100)) if together else None
    counts = read.counts(base) if base <= EXACT else range(0)
    return _counted(base * weight, counts, weight) or Part(
        base * weight, read.span.times(base * weight / 100)
    )


def _counted(base: Fraction, counts: range, weight: Fraction) -> Part | None:
    if not counts:
        return None
    most = counts[-1] * weight + Fraction(1, 10**6)  # a span leaves its upper end out
    return Part(base, Span(counts[0] * weight, most), counts, weight)


def _weighed(publication: Publication, one: Statement, group: str, weight: Fraction) -> Part | None:
    """The same where the part prints how much they weigh."""
    stated = publication.weights.get((one.item, frozenset(one.options), group))
    read = publication.read(stated) if stated else None
    if read is None:
        return None
    returns = publication.returns.get(group, 0)
    base = returns * weight
    return _counted(base, read.wholes(returns, weight), weight) or Part(base, Span(Fraction(0), base))


def _sums(parts: list[Part]) -> set[Fraction]:
    """Every value that the parts can come to; none where one cannot be counted, or there are too many."""
    reached = {Fraction(0)}
    for part in parts:
        if part.counts is None or len(reached) * len(part.counts) > MANY:
            return set()
        reached = {value + n * part.weight for value in reached for n in part.counts}
    return reached


def _weight_of(publication: Publication, figure: Statement, heavy: dict[str, Fraction]) -> Fraction | None:
    """What the returns of a group of several weights weigh together, where all of them are in the base."""
    if figure.of and figure.of != str(publication.returns.get(figure.group)):
        return None
    whole = next((one for one in publication.wholes if one.group == figure.group), None)
    parts = [part for part in whole.parts if publication.returns.get(part) != 0] if whole else []
    found = [heavy[part] * publication.returns[part] for part in parts if part in heavy]
    return sum(found, Fraction(0)) if found and len(found) == len(parts) else None


def blends(publication: Publication) -> Iterator[Finding]:
    """Figures of two parts that would need another mix than all the others, the weights being unknown."""
    for whole in publication.wholes:
        if len(whole.parts) != 2 or any(part in publication.returns for part in whole.parts):
            continue
        found = [
            (key, span)
            for key in publication.figures
            if key[2] == whole.group and (span := _share(publication, key, whole))
        ]
        if len(found) > 2 and _common([span for _, span in found]) is None:
            yield from _odd(publication, whole, found)


def _share(publication: Publication, key: Key, whole: Whole) -> Span | None:
    """How much of the whole the first part has to be for the three figures of a question to go together."""
    spans_ = [_span(publication, (key[0], key[1], group)) for group in (*whole.parts, whole.group)]
    if any(one is None for one in spans_):
        return None
    first, second, together = [one for one in spans_ if one is not None]
    if first.meets(second):
        return None
    if first.middle < second.middle:
        first, second, together = (Span(-one.high, -one.low) for one in (first, second, together))
    least = (together.low - second.high) / (first.high - second.high)
    most = (together.high - second.low) / (first.low - second.low)
    return Span(max(least, Fraction(0)), min(most, Fraction(1)))


def _span(publication: Publication, key: Key) -> Span | None:
    stated = publication.figures.get(key)
    read: Printed | None = publication.read(stated[0]) if stated else None
    return read.span if read else None


def _common(found: list[Span]) -> Span | None:
    low, high = max(one.low for one in found), min(one.high for one in found)
    return Span(low, high) if low < high else None


def _odd(publication: Publication, whole: Whole, found: list[tuple[Key, Span]]) -> Iterator[Finding]:
    """The question without which all others go together."""
    for at, (key, needed) in enumerate(found):
        others = _common([span for _, span in found[:at] + found[at + 1 :]])
        if others is None:
            continue
        first, second = (publication.figures[key[0], key[1], part][0] for part in whole.parts)
        together = publication.figures[key][0]
        a, t = _span(publication, second.key) or NOTHING, _span(publication, key) or NOTHING
        fits = sorted((t.middle - (1 - x) * a.middle) / x for x in (others.low, others.high) if x)
        yield Finding(
            Kind.WHOLE,
            first.place,
            f"{first.value} % of {first.whom}, {second.value} % of {second.group}, {together.value} % of all",
            f"these need {first.group} to be {_percents(needed)} of all; the other {len(found) - 1} comparisons need "
            f"{_percents(others)}",
            points(100 * needed.apart(others)),
            f"{first.value} replaced by {number(fits[0], 0)} to {number(fits[-1], 0)}" if fits else "",
        )


def _percents(span: Span) -> str:
    return f"{number(100 * span.low, 0)} to {number(100 * span.high, 0)} %"
