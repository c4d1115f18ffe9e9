"""Numbers that follow from others by a formula: totals, weights, rates, means of bands, tolerances, differences."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from s11chat.analysis.finding import Finding, Kind, either, number, points
from s11chat.analysis.mixture import weights
from s11chat.analysis.precision import Printed, Span, spans
from s11chat.analysis.rounding import half_up
from s11chat.analysis.statement import Publication, Says, Statement, Whole, listed
from s11chat.analysis.tolerance import tolerance
from s11chat.language.plural import number_of

NO_SCORE = "none"
"""The band of returns that have no score."""


def totals(publication: Publication) -> Iterator[Finding]:
    """Returns of a whole against those of its parts, and numbers against what they are said to come to."""
    returns = publication.returns
    for whole in publication.wholes:
        if whole.group in returns and all(part in returns for part in whole.parts):
            yield from _total(publication, whole)
    for one in publication.those(Says.SUM):
        stated, parts = publication.read(one), [int(part) for part in listed(one.of) if part.isdecimal()]
        if stated and not stated.holds(Fraction(sum(parts))):
            off = number(abs(stated.written - sum(parts)))
            told = f"{one.item or 'The total'} is printed {one.value}, of {' + '.join(map(str, parts))}"
            yield Finding(Kind.TOTAL, one.place, told, f"these come to {sum(parts)}", off, str(sum(parts)))


def _total(publication: Publication, whole: Whole) -> Iterator[Finding]:
    returns = publication.returns
    came, there = sum(returns[part] for part in whole.parts), returns[whole.group]
    told = f"{whole.group or 'All'}: {there} returns, of {' + '.join(str(returns[part]) for part in whole.parts)}"
    if came - whole.twice == there:
        if whole.twice:
            why = f"{whole.twice} returns stand in two parts, so that {came} come to {there}"
            yield Finding(Kind.TOTAL, whole.place, told, why, number(Fraction(whole.twice)), fault=False)
        return
    gap = there - came + whole.twice
    others = [group for group in returns if group and group not in whole.parts and group != whole.group]
    closing = _closing(gap, {group: returns[group] for group in others}, publication)
    yield Finding(
        Kind.TOTAL,
        whole.place,
        told,
        f"these come to {came - whole.twice}",
        f"{abs(gap)} {'lacking' if gap > 0 else 'too many'}",
        f"{' and '.join(closing)} as well" if closing else str(came - whole.twice),
    )


def _closing(gap: int, others: dict[str, int], publication: Publication) -> tuple[str, ...]:
    """Further groups, at most three, that come to what lacks."""
    wholes = {whole.group for whole in publication.wholes}
    leaves = {group: count for group, count in others.items() if group not in wholes and 0 < count <= gap}
    for many in (1, 2, 3):
        for chosen in combinations(leaves, many) if gap > 0 else ():
            if sum(leaves[group] for group in chosen) == gap:
                return chosen
    return ()


def beyond(publication: Publication) -> Iterator[Finding]:
    """More returns from a group than there are organisations of it."""
    told = {(one.group, one.value): one for one in reversed(publication.those(Says.RETURNS))}
    for one in reversed(told.values()):
        there = publication.organisations.get(one.group)
        if there is not None and one.value.isdecimal() and int(one.value) > there:
            yield Finding(
                Kind.TOTAL,
                one.place,
                f"{one.value} returns of {one.group or 'all'}",
                f"there are {number_of(there, 'organisation')} of it",
                f"{int(one.value) - there} too many",
                f"at least {one.value} organisations, or {there} returns",
            )


def weighted(publication: Publication) -> Iterator[Finding]:
    """Weighted numbers of groups, and of answers in them, against what whole returns weigh."""
    heavy = weights(publication) if publication.weighted else {}
    column = _column(publication)
    for one in publication.those(Says.WEIGHTED):
        stated, weight = publication.read(one), heavy.get(one.group)
        returns = publication.returns.get(one.group, 0)
        if stated is None or not weight:
            continue
        if one.item:
            if not stated.wholes(returns, weight):
                yield _mixed(one, stated, weight, returns)
        elif not stated.holds(returns * weight):
            yield _weight(one, stated, returns * weight, column)


def _column(publication: Publication) -> bool:
    """Whether the weighted numbers of the groups, as printed, come to all returns."""
    printed = {one.group: one.value for one in publication.those(Says.WEIGHTED) if not one.item}
    came = sum(int(value) for group, value in printed.items() if group and value.isdecimal())
    return came == publication.returns.get("", -1)


def _weight(one: Statement, stated: Printed, exact: Fraction, column: bool) -> Finding:
    off = abs(stated.written - exact)
    explained = column and off < 1
    why = f"its returns weigh {number(exact)}" + (
        ": rounded so that the column comes to its total" if explained else ""
    )
    what = f"{one.group} weighs {one.value}"
    return Finding(Kind.WEIGHT, one.place, what, why, number(off), str(half_up(exact)), fault=not explained)


def _mixed(one: Statement, stated: Printed, weight: Fraction, returns: int) -> Finding:
    here = stated.wholes(returns)
    unweighted = (
        f"{here[0]} return{'' if here[0] == 1 else 's'} would weigh {number(here[0] * weight)}"
        if here
        else ""
    )
    why = f"one return weighs {number(weight)}, so that no whole number of {returns} weighs {one.value}"
    fits = f"{half_up(here[0] * weight)}, as {unweighted}: {one.value} is unweighted" if here else ""
    nearest = min(returns, half_up(stated.written / weight))
    off = abs(nearest * weight - stated.written)
    return Finding(
        Kind.WEIGHT, one.place, f"{one.value} weighted returns for {one.whom}", why, number(off), fits
    )


def rates(publication: Publication) -> Iterator[Finding]:
    """Rates of response against returns and organisations."""
    for one in publication.those(Says.RATE):
        stated, returns = publication.read(one), publication.returns.get(one.group)
        there = int(one.of) if one.of.isdecimal() else publication.organisations.get(one.group)
        if stated is None or returns is None or not there or stated.holds(Fraction(100 * returns, there)):
            continue
        counts = stated.counts(there)
        told = f"{counts[0]}" if len(counts) == 1 else f"{counts[0]} to {counts[-1]}" if counts else ""
        same = [name for name, count in publication.returns.items() if count in counts]
        beside = f", such as the {publication.returns[same[0]]} of {same[0] or 'all'}" if same else ""
        exact = Fraction(100 * returns, there)
        yield Finding(
            Kind.RATE,
            one.place,
            f"a rate of {one.value} % for {one.group or 'all'}",
            f"{returns} of {there} is {number(exact, 1)} %",
            points(abs(stated.written - exact)),
            f"{told} of {there}{beside}" if told else "",
        )


def means(publication: Publication) -> Iterator[Finding]:
    """Means against what the bands of the scores allow, and bands against how many there are."""
    bands: dict[tuple[str, str], list[Statement]] = {}
    for one in publication.those(Says.BAND):
        bands.setdefault((one.item, one.group), []).append(one)
    for (item, group), found in bands.items():
        base = next((int(one.of) for one in found if one.of.isdecimal()), None)
        came = sum(int(one.value) for one in found if one.value.isdecimal())
        if base is not None and came != base:
            told = " + ".join(one.value for one in found)
            off = f"{abs(base - came)} {'lacking' if came < base else 'too many'}"
            what = f"{item}{' of ' + group if group else ''}: {told} = {came} returns of {base}"
            yield Finding(
                Kind.TOTAL, found[0].place, what, "not every return stands in a band", off, str(base)
            )
    for one in publication.those(Says.MEAN):
        yield from _mean(publication, one, bands)


def _mean(
    publication: Publication, one: Statement, bands: dict[tuple[str, str], list[Statement]]
) -> Iterator[Finding]:
    within = [item.id for item in publication.items.values() if one.item in (item.section, item.id)] or [
        one.item
    ]
    found = [bands.get((item, one.group), []) for item in within]
    stated = publication.read(one)
    if stated is None or not all(rows and any(row.of for row in rows) for rows in found):
        return
    right = [room for rows in found if (room := _room(rows))]
    if len(right) < len(found) or stated.span.meets(mean := _averaged(right)):
        return
    others = [room for rows in found if (room := _room(rows, unscored=True))]
    counted = _averaged(others)
    fits = f"{number(mean.low, 1)} to {number(mean.high, 1)}"
    if len(others) == len(found) and stated.span.meets(counted):
        fits += (
            f"; {one.value} is reached only by counting those without a score as 0 "
            f"({number(counted.low, 1)} to {number(counted.high, 1)})"
        )
    yield Finding(
        Kind.MEAN,
        one.place,
        f"a mean of {one.value} on {one.item}",
        f"the bands allow no less than {number(mean.low, 1)} and no more than {number(mean.high, 1)}",
        points(stated.span.apart(mean)),
        fits,
    )


def _averaged(rooms: list[Span]) -> Span:
    added = spans(rooms).times(Fraction(1, max(1, len(rooms))))
    return Span(added.low, added.high + Fraction(1, 10**9))  # both ends are scores that can be


def _room(rows: list[Statement], unscored: bool = False) -> Span | None:
    """The lowest and the highest mean that the bands allow; those without a score count as 0 where `unscored`."""
    low = high = Fraction(0)
    returns = 0
    for row in rows:
        count = int(row.value) if row.value.isdecimal() else 0
        band = "0-0" if unscored and row.options == (NO_SCORE,) else "".join(row.options)
        if band == NO_SCORE:
            continue
        ends = [Fraction(end) for end in listed(band, "-") if end.replace(".", "", 1).isdecimal()]
        if not ends:
            return None
        low, high, returns = low + count * ends[0], high + count * ends[-1], returns + count
    return Span(low / returns, high / returns) if returns else None


def tolerances(publication: Publication) -> Iterator[Finding]:
    """Tolerances that are reckoned with the finite population correction, among others that are not."""
    everybody, found = publication.organisations.get(""), []
    for one in publication.those(Says.TOLERANCE):
        if one.of.isdecimal() and one.value.isdecimal() and "".join(one.options).isdecimal():
            share = Fraction(int("".join(one.options)), 100)
            if share > 1 or one.of.strip("0") == "":
                continue
            plain = tolerance(share, int(one.of)).points
            finite = tolerance(share, int(one.of), everybody).points
            found.append((one, int(one.value), plain, finite))
    ways = {"without": [value == plain for _, value, plain, _ in found]}
    ways["with"] = [value == finite for _, value, _, finite in found]
    best = max(ways, key=lambda way: sum(ways[way])) if found else ""
    for at, (one, value, plain, finite) in enumerate(found):
        if ways[best][at]:
            continue
        right = finite if best == "with" else plain
        other = either(way for way in ways if ways[way][at])
        why = f"{best} the correction for a finite population, as the other tolerances are, it is {right}"
        yield Finding(
            Kind.TOLERANCE,
            one.place,
            f"{one.value} points at {one.options[0]} % of {one.of}",
            why,
            points(Fraction(abs(value - right))),
            f"{one.value} is right {other} it" if other else str(right),
        )


def changes(publication: Publication) -> Iterator[Finding]:
    """Differences in points against the two figures they lie between."""
    for one in publication.those(Says.CHANGE):
        ends = [figure.span for part in one.of.split() if (figure := publication.read(_as(one, part)))]
        stated = publication.read(one)
        if stated is None or len(ends) != 2:
            continue
        first, last = sorted(ends, key=lambda span: span.middle)
        exact, relative = last.middle - first.middle, 100 * (last.middle - first.middle)
        if number(exact, stated.places) == number(stated.written, stated.places):
            continue
        ratios = {number(relative / end.middle, stated.places) for end in (first, last) if end.middle}
        fits = f"{number(exact, stated.places)} points"
        if number(stated.written, stated.places) in ratios:
            fits += f"; {one.value} % is the relative change"
        yield Finding(
            Kind.CHANGE,
            one.place,
            f"a change of {one.value} between {' and '.join(one.of.split())}",
            f"these are {number(exact, stated.places)} points apart",
            points(abs(stated.written - exact)),
            fits,
        )


def _as(one: Statement, value: str) -> Statement:
    return Statement(one.place, one.says, value=value)
