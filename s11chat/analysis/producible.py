"""Whether whole returns can give what is printed: bases, percentages, rows that come to everybody, and nets.

A share of returns that all weigh the same is n of its base, whatever they weigh; so a printed percentage is right only
where some whole n gives it, half up. Shares of returns of several weights are held to the spans that printing leaves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import product

from s11chat.analysis.finding import Finding, Kind, either, number, points
from s11chat.analysis.precision import Printed, Span, spans
from s11chat.analysis.rounding import half_up
from s11chat.analysis.statement import Item, Publication, Says, Statement

ALL = Span(Fraction(100), Fraction(100))
SEVERAL = 3
"""Percentages of an item that its bases cannot give, from which on the bases are taken for something else."""
EXACT = 1_000
"""Bases up to which whole returns are shared out one by one; above, only rounding can be told."""
MANY = 20_000
"""Ways to share returns out above which only spans are looked at."""


def bases(publication: Publication) -> Iterator[Finding]:
    """Bases that are more returns than there are of the group asked, told once for all items they are printed at."""
    beyond: dict[tuple[str, str, int], list[Statement]] = {}
    for one in publication.those(Says.PERCENT, Says.COUNT):
        there = _asked(publication, one) if one.of.isdecimal() else None
        if there is not None and int(one.of) > there:
            beyond.setdefault((one.group, one.of, there), []).append(one)
    for (group, of, there), found in beyond.items():
        same = [name or "all" for name, n in publication.returns.items() if n == int(of) and " " not in name]
        items = list(dict.fromkeys(one.item for one in found))
        others = f" and {len(items) - 3} more" if len(items) > 3 else ""
        yield Finding(
            Kind.BASE,
            found[0].place,
            f"The base of {', '.join(items[:3])}{others} is printed {of}",
            f"{there} returns came from {group or 'those asked'}",
            f"{int(of) - there} more than there are",
            f"{there}; {of} is the number of {either(same[:3])}" if same else str(there),
        )


def _asked(publication: Publication, one: Statement) -> int | None:
    """The most returns that can be asked the item of a statement."""
    item, there = publication.items.get(one.item), publication.returns.get(one.group)
    if item and item.groups and not one.group:
        counts = [publication.returns.get(group) for group in item.groups]
        known = [count for count in counts if count is not None]
        return sum(known) if len(known) == len(counts) else there
    return there


def shares(publication: Publication) -> Iterator[Finding]:
    """Percentages that no whole number of their base gives."""
    found = []
    for one in publication.those(Says.PERCENT):
        base, figure = publication.base(one), publication.read(one)
        if base and figure is not None and not figure.counts(base) and not _is_net(publication, one):
            found.append((one, figure, base))
    times = Counter(one.item for one, _, _ in found)
    for one, figure, base in found:
        yield Finding(
            Kind.SHARE,
            one.place,
            f"{one.value} % of {one.whom}, base {base}",
            f"no whole number of {base} returns is {one.value} %",
            f"{points(_nearest(figure, base))} from the nearest",
            (_taken_for_base(figure, base) if times[one.item] >= SEVERAL else "") or _what_fits(figure, base),
        )


def _is_net(publication: Publication, one: Statement) -> bool:
    """Whether the answers it is of are stated one by one, so that `nets` looks at it."""
    item = publication.items.get(one.item)
    parts = (publication.figure(one.item, (option,), one.group) for option in one.options)
    return len(one.options) > 1 and bool(item and item.options) and all(parts)


def _taken_for_base(figure: Printed, base: int) -> str:
    """What the base would be if the number printed as base were the number who answered so."""
    if not figure.written:
        return ""
    whole = half_up(100 * base / figure.written)
    return (
        f"{base} is {figure.text} % of {whole}" if whole and figure.holds(Fraction(100 * base, whole)) else ""
    )


def _around(figure: Printed, base: int) -> tuple[int, ...]:
    """The whole numbers of a base on either side of a percentage."""
    at = (figure.written * base / 100).__floor__()
    return tuple(n for n in (at, at + 1) if 0 <= n <= base)


def _nearest(figure: Printed, base: int) -> Fraction:
    exact = [Fraction(100 * n, base) for n in _around(figure, base)] if base else []
    return min((abs(figure.written - one) for one in exact), default=Fraction(0))


def _what_fits(figure: Printed, base: int) -> str:
    near = [f"{n} of {base} is {_as(figure, n, base)}" for n in _around(figure, base)] if base else []
    others = sorted(
        (b for b in range(max(1, base - 40), base + 40) if figure.counts(b)), key=lambda b: (abs(b - base), b)
    )[:3]
    bases = [f"{figure.counts(b)[0]} of {b}" for b in others]
    return "; ".join((*near, *([f"{figure.text} is {either(bases)}"] if bases else ())))


def _as(figure: Printed, n: int, base: int) -> str:
    scale = 10**figure.places
    return number(Fraction(half_up(Fraction(100 * n * scale, base)), scale), figure.places)


def rows(publication: Publication) -> Iterator[Finding]:
    """Items whose answers together are everybody asked, where what is printed does not come to that."""
    for item in publication.items.values():
        if len(item.options) < 2:
            continue
        for group in _groups(publication, item):
            row = [publication.figure(item.id, (option,), group) for option in item.options]
            if all(row):
                yield from _row(publication, [one for one in row if one])
        yield from _counted(publication, item)


def _groups(publication: Publication, item: Item) -> Iterable[str]:
    first = frozenset(item.options[:1])
    return [group for id_, options, group in publication.figures if id_ == item.id and options == first]


def _row(publication: Publication, row: list[Statement]) -> Iterator[Finding]:
    figures = [figure for one in row if (figure := publication.read(one))]
    if len(figures) < len(row):
        return
    came = sum((figure.written for figure in figures), Fraction(0))
    told = " + ".join(figure.text for figure in figures)
    what = f"{row[0].item}{' of ' + row[0].group if row[0].group else ''}: {told} = {number(came)}"
    room, base = spans(figure.span for figure in figures), publication.base(row[0])
    if not room.meets(ALL):
        off = f"{points(abs(came - 100))}; rounding of {len(row)} figures explains {points(room.high - came)}"
        yield Finding(
            Kind.ROW,
            row[0].place,
            what,
            "these answers are everybody's, and do not come to 100 even unrounded",
            off,
            _lacking(figures, base) or "100",
        )
    elif base and base <= EXACT and not _shared_out(figures, base):
        why = f"no whole numbers of {base} returns that come to {base} are printed so"
        yield Finding(Kind.ROW, row[0].place, what, why, points(abs(came - 100)), _lacking(figures, base))
    elif len({figure.places for figure in figures if figure.written}) > 1:
        why = "some figures have decimals and others none; unrounded they come to 100"
        yield Finding(Kind.ROW, row[0].place, what, why, points(abs(came - 100)), fault=False)
    elif came != 100 and not any(figure.positive for figure in figures):
        why = "each figure is rounded by itself; unrounded they come to 100"
        yield Finding(Kind.ROW, row[0].place, what, why, points(abs(came - 100)), fault=False)


def _lacking(figures: list[Printed], base: int | None) -> str:
    """How many whole returns the row comes to, where each of its figures is one number of them."""
    counts = [figure.counts(base) for figure in figures] if base else []
    if not counts or any(len(one) != 1 for one in counts):
        return ""
    came = sum(one[0] for one in counts)
    told = " + ".join(str(one[0]) for one in counts)
    return f"{told} = {came} of {base} returns; {abs(came - (base or 0))} {'lacking' if came < (base or 0) else 'too many'}"


def _shared_out(figures: list[Printed], base: int) -> bool:
    """Whether whole numbers of a base are printed like these figures and come to the base."""
    reached = {0}
    for figure in figures:
        counts = figure.counts(base)
        if not counts:
            return True  # told as a share that cannot be
        reached = {so_far + n for so_far in reached for n in counts if so_far + n <= base}
    return base in reached


def _counted(publication: Publication, item: Item) -> Iterator[Finding]:
    """Counts of answers that are everybody's, and come to more than everybody."""
    stated = {(one.options, one.group): one for one in publication.those(Says.COUNT) if one.item == item.id}
    for group in dict.fromkeys(group for _, group in stated):
        row = [found for option in item.options if (found := stated.get(((option,), group)))]
        figures = [figure for one in row if (figure := publication.read(one))]
        base = publication.base(row[0]) if row else None
        if base is None or len(figures) < 2:
            continue
        least = sum(figure.span.low.__ceil__() for figure in figures)
        complete = len(figures) == len(item.options) and all(figure.span.high < MANY for figure in figures)
        if least > base or (complete and least != base):
            yield Finding(
                Kind.ROW,
                row[-1].place,
                f"{item.id}: {' and '.join(one.value for one in row)} returns of {base}",
                "these answers are everybody's, and do not come to everybody",
                f"{abs(least - base)} {'too many' if least > base else 'lacking'}",
                f"a base of {least}",
            )


def nets(publication: Publication) -> Iterator[Finding]:
    """Figures of several answers together, held against those of each."""
    for one in publication.those(Says.PERCENT):
        item = publication.items.get(one.item)
        if len(one.options) < 2 or item is None or not item.options:
            continue
        parts = [publication.figure(one.item, (option,), one.group) for option in one.options]
        figures = [figure for part in parts if part and (figure := publication.read(part))]
        net = publication.read(one)
        if net is not None and len(figures) == len(one.options):
            yield from _net(publication, one, net, figures)


def _net(publication: Publication, one: Statement, net: Printed, parts: list[Printed]) -> Iterator[Finding]:
    base = publication.base(one)
    told = " + ".join(part.text for part in parts)
    came = sum((part.written for part in parts), Fraction(0))
    what = f"{one.value} % for {one.whom}, of {told}"
    room, exact = spans(part.span for part in parts), _come_to(parts, base)
    fitting = sorted({_as(net, n, base) for n in exact}) if exact and base else []
    if exact and base and not any(net.holds(Fraction(100 * n, base)) for n in exact):
        many = either(f"{n} of {base}" for n in sorted(exact))
        rounded = "; the figure is the sum of rounded ones" if net.span.holds(came) else ""
        off = points(min(abs(net.written - Fraction(100 * n, base)) for n in exact))
        yield Finding(
            Kind.NET, one.place, what, f"the parts are {many} returns{rounded}", off, either(fitting)
        )
    elif not room.meets(net.span):
        spread = f"from {number(room.low)} to under {number(room.high)}"
        why = f"unrounded the parts come to anything {spread}"
        yield Finding(Kind.NET, one.place, what, why, points(room.apart(net.span)), spread)
    elif not net.span.holds(came) and not any(part.positive for part in parts):
        why = f"the net is rounded from the exact values, the parts ({number(came)} printed) each by itself"
        yield Finding(Kind.NET, one.place, what, why, points(abs(came - net.written)), fault=False)


def _come_to(parts: list[Printed], base: int | None) -> set[int]:
    """How many whole returns the parts can come to; none where that cannot be said."""
    counts = [part.counts(base) for part in parts] if base and base <= EXACT else []
    ways = 1
    for one in counts:
        ways *= len(one)
    return {sum(chosen) for chosen in product(*counts)} if counts and 0 < ways <= MANY else set()
