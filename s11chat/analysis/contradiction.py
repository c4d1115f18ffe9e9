"""Where a publication contradicts itself: figures stated twice, questions cited wrongly, words that figures belie."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from s11chat.analysis.finding import Finding, Kind, either, number, points
from s11chat.analysis.precision import Printed, Span, printed, spans
from s11chat.analysis.producible import EXACT
from s11chat.analysis.statement import Publication, Says, Statement, listed


def repeated(publication: Publication) -> Iterator[Finding]:
    """Percentages stated again and not the same: a text against its table, a table against another."""
    for stated in publication.figures.values():
        first = publication.read(stated[0])
        for one in stated[1:]:
            again = publication.read(one)
            if first is None or again is None or first.span.meets(again.span):
                continue
            base = publication.base(one) or publication.base(stated[0])
            counts = [again.counts(base), first.counts(base)] if base else []
            fits = (
                [
                    f"{many[0]} of {base} is {figure.text} %"
                    for many, figure in zip(counts, (again, first), strict=True)
                    if many
                ]
                if counts
                else []
            )
            yield Finding(
                Kind.TEXT,
                f"{one.place}; {stated[0].place}",
                f"{one.value} % for {one.whom} here, {stated[0].value} % there",
                "the same figure is stated twice and is not the same",
                points(abs(again.written - first.written)),
                "; ".join(fits) or f"{one.value} or {stated[0].value} in both",
            )


def counted(publication: Publication) -> Iterator[Finding]:
    """Counts against the percentage of the same answer."""
    for one in publication.those(Says.COUNT):
        count, share = publication.read(one), _share(publication, one)
        base = publication.base(one)
        if count is None or share is None or not base:
            continue
        figure, told = share
        fitting = Printed("", figure).counts(base)
        if any(count.holds(Fraction(n)) for n in fitting):
            continue
        there = count.written
        off = min((abs(n - there) for n in fitting), default=Fraction(0))
        yield Finding(
            Kind.TEXT,
            one.place,
            f"{one.value} returns for {one.whom}, where {told} is printed",
            f"{one.value} of {base} is {number(100 * there / base, 1)} %",
            f"{number(off)} return{'' if off == 1 else 's'}" if fitting else "",
            either(f"{n} of {base}" for n in fitting[:3]),
        )


def _share(publication: Publication, one: Statement) -> tuple[Span, str] | None:
    """The printed share of what is counted: as printed, or of its answers one by one."""
    stated = publication.figure(one.item, one.options, one.group)
    if stated and stated.place != one.place and (read := publication.read(stated)):
        return read.span, f"{stated.value} %"
    parts = [publication.figure(one.item, (option,), one.group) for option in one.options]
    figures = [figure for part in parts if part and (figure := publication.read(part))]
    base = publication.base(one)
    if not parts or len(figures) < len(parts):
        return None
    if base and base <= EXACT and all(len(figure.counts(base)) == 1 for figure in figures):
        exact = Fraction(100 * sum(figure.counts(base)[0] for figure in figures), base)
        return Span(exact, exact), " + ".join(f"{figure.text} %" for figure in figures)
    return spans(figure.span for figure in figures), " + ".join(f"{figure.text} %" for figure in figures)


def numbers(publication: Publication) -> Iterator[Finding]:
    """Returns and weights of a group, stated again and not the same."""
    for says in (Says.RETURNS, Says.ORGANISATIONS, Says.WEIGHTED):
        first: dict[object, Statement] = {}
        for one in publication.those(says):
            before = first.setdefault(one.key, one)
            if before.value != one.value:
                yield _other_number(publication, one, before)


def _other_number(publication: Publication, one: Statement, before: Statement) -> Finding:
    weights = {x.group: x for x in publication.those(Says.WEIGHTED) if not x.item}
    heavy = weights.get(one.group)
    what = f"{one.value} {one.says} of {one.group or 'all'} here, {before.value} there"
    place = f"{one.place}; {before.place}"
    size = number(abs(Fraction(int(one.value) - int(before.value)))) if one.value.isdecimal() else ""
    if one.says is Says.RETURNS and heavy and heavy.value == one.value:
        why = f"{one.value} is what they weigh ({heavy.place}), not how many there are"
        return Finding(Kind.WEIGHT, place, what, why, size, before.value)
    kept = _kept(publication, one.group, (before.value, one.value)) if one.says is Says.RETURNS else ""
    kept = kept or f"{before.value} or {one.value}"
    return Finding(Kind.BASE, place, what, "the same number is stated twice and is not the same", size, kept)


def _kept(publication: Publication, group: str, bases: Iterable[str]) -> str:
    """How many of a group's percentages each base can give."""
    found = [one for key, stated in publication.figures.items() if key[2] == group for one in stated[:1]]
    read = [figure for one in found if (figure := publication.read(one))]
    told = [
        f"{sum(bool(figure.counts(int(base))) for figure in read)} of {len(read)} percentages are of {base}"
        for base in bases
        if base.isdecimal()
    ]
    return "; ".join(told) if read else ""


def references(publication: Publication) -> Iterator[Finding]:
    """Questions cited that are not there, not asked of this group, or of another section."""
    known = publication.items
    for one in publication.those(Says.REFERS):
        item = known.get(one.item)
        beside = [
            id_ for id_ in known if known[id_].section == one.value and _ending(id_) == _ending(one.item)
        ]
        if item is None:
            why, fits = "there is no such item", either(_like(one.item, known))
        elif item.groups and one.group and not set(listed(one.group)) <= set(item.groups):
            lacking = [group for group in listed(one.group) if group not in item.groups]
            why = f"{one.item} is not asked of {either(lacking)}"
            fits = f"it is asked of {' and '.join(item.groups)}"
        elif one.value and item.section and item.section != one.value:
            why, fits = (
                f"{one.item} stands in section {item.section}, the text on {one.value}",
                either(beside),
            )
        else:
            continue
        what = f"{one.item} is cited{f' for {one.group}' if one.group else ''}"
        yield Finding(Kind.REFERENCE, one.place, what, why, "one reference", fits)


def _ending(id_: str) -> str:
    return id_.rpartition(".")[2]


def _like(name: str, known: Iterable[str]) -> list[str]:
    from difflib import get_close_matches  # only where something is wrong

    return get_close_matches(name, list(known), 3)


def superlatives(publication: Publication) -> Iterator[Finding]:
    """What is said to be the highest, and is not."""
    for one in publication.those(Says.MOST):
        claimed = publication.read(one)
        if claimed is None:
            yield from _both_ends(publication, one)
            continue
        scope = set(listed(one.of))
        places = {(item, group) for item, _, group in publication.figures if not scope or group in scope}
        higher = [
            (room.low, f"{item} of {group or 'all'}: {told} %", group)
            for item, group in places
            if (item, group) != (one.item, one.group)
            and (found := _together(publication, item, one.options, group))
            for room, told in [found]
            if room.low >= claimed.span.high
        ]
        if higher:
            higher.sort(reverse=True)
            others = f" and {len(higher) - 3} more" if len(higher) > 3 else ""
            yield Finding(
                Kind.CLAIM,
                one.place,
                f"{one.value} % for {one.whom} is said to be the highest{f' among {one.of}' if one.of else ''}",
                f"higher: {'; '.join(told for _, told, _ in higher[:3])}{others}",
                f"at least {points(higher[0][0] - claimed.span.high)}",
                f"the highest of {one.group} alone"
                if one.group and all(group != one.group for _, _, group in higher)
                else f"the highest is {higher[0][1]}",
            )


def _together(
    publication: Publication, item: str, options: tuple[str, ...], group: str
) -> tuple[Span, str] | None:
    parts = [publication.figure(item, (option,), group) for option in options]
    read = [figure for part in parts if part and (figure := publication.read(part))]
    if len(read) < len(options):
        return None
    return spans(figure.span for figure in read), " + ".join(figure.text for figure in read)


def _both_ends(publication: Publication, most: Statement) -> Iterator[Finding]:
    for least in publication.those(Says.LEAST):
        whole = next(
            (x for x in publication.wholes if x.group == most.group and least.group in x.parts), None
        )
        if least.item == most.item and (whole or least.group == most.group):
            yield Finding(
                Kind.CLAIM,
                f"{least.place}; {most.place}",
                f"{least.group} is among the lowest on {most.item}, {most.group} among the highest",
                f"{least.group} is part of {most.group}" if whole else "that is the same group",
                "groups overlap",
                either(part for part in (whole.parts if whole else ()) if part != least.group),
            )


def onlys(publication: Publication) -> Iterator[Finding]:
    """What is said of some groups only, and is true of others."""
    for one in publication.those(Says.ONLY):
        others = [group for group in listed(one.of) if group not in listed(one.group)]
        found = [(group, publication.figure(one.item, one.options, group)) for group in others]
        also = [
            (group, stated.value) for group, stated in found if stated and _some(publication.read(stated))
        ]
        if also:
            told = "; ".join(f"{group}: {value} %" for group, value in also)
            twice = max((x.twice for x in publication.wholes if set(others) <= set(x.parts)), default=0)
            yield Finding(
                Kind.CLAIM,
                one.place,
                f"{one.item} '{' + '.join(one.options)}' is said of {one.group} only",
                told,
                f"{len(also)} other group{'' if len(also) == 1 else 's'}",
                f"it would be true if these were among the {twice} returns that stand in two groups"
                if twice
                else f"said of {either((one.group, *(group for group, _ in also)))}",
            )


def _some(figure: Printed | None) -> bool:
    return figure is not None and figure.span.high > 0 and (figure.positive or figure.span.low > 0)


def thresholds(publication: Publication) -> Iterator[Finding]:
    """Means that are said to reach a threshold and do not, or the other way round."""
    for one in publication.those(Says.THRESHOLD):
        mean = next(
            (x for x in publication.those(Says.MEAN) if (x.item, x.group) == (one.item, one.group)), None
        )
        stated, bar = publication.read(mean) if mean else None, printed(one.of)
        if mean is None or stated is None or bar is None or one.value not in ("yes", "no"):
            continue
        reached = stated.written >= bar.written
        if reached is (one.value == "no"):
            yield Finding(
                Kind.CLAIM,
                one.place,
                f"{one.item} is said to {'reach' if one.value == 'yes' else 'miss'} {one.of}",
                f"its mean is printed {mean.value} ({mean.place})",
                points(abs(stated.written - bar.written)),
                "yes" if reached else "no",
            )


def roundings(publication: Publication) -> Iterator[Finding]:
    """Percentages that are said to be rounded in a way in which their bases do not give them."""
    for one in publication.those(Says.ROUNDS):
        stated = [figures[0] for key, figures in publication.figures.items() if key[2] == one.group]
        based = [
            (figure, base)
            for x in stated
            if (figure := publication.read(x)) and (base := publication.base(x))
        ]
        ways = {
            way: [_rounded(figure, base, way) for figure, base in based] for way in ("up", "down", "nearest")
        }
        found = ways.get(one.value, [])
        best = max(ways, key=lambda way: sum(ways[way]))
        if sum(found) < sum(ways[best]):
            wrong = next(figure for (figure, _), right in zip(based, found, strict=True) if not right)
            yield Finding(
                Kind.CLAIM,
                one.place,
                f"figures{f' of {one.group}' if one.group else ''} are said to be rounded: {one.value}",
                f"rounded so, no whole number of returns is {wrong.text} %",
                f"{sum(found)} of {len(found)} figures are rounded so",
                f"rounded {best}: {sum(ways[best])} of {len(found)}",
            )


def _rounded(figure: Printed, base: int, way: str) -> bool:
    """Whether some whole number of a base is this percentage, rounded that way."""
    if way == "nearest":
        return bool(figure.counts(base))
    step = Fraction(1, 10**figure.places)
    low = figure.written - step if way == "up" else figure.written
    near = (
        Fraction(100 * n, base)
        for n in range((low * base / 100).__floor__(), ((low + step) * base / 100).__ceil__() + 1)
    )
    return any(low < share <= low + step if way == "up" else low <= share < low + step for share in near)
