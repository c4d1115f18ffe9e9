"""What a dialog must keep as a whole: links, conditions and texts that hold together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import product

from s11chat.dialog.composed import members, rankings, shares
from s11chat.dialog.condition import FACTS, MODES, ROLES, Condition, Known, Test, Value
from s11chat.dialog.heading import Organisation
from s11chat.dialog.listing import frames, limits, lists, sequels
from s11chat.dialog.model import Dialog, Grid, Item, Kind, Rating
from s11chat.dialog.offering import variants
from s11chat.dialog.proof import Found, items_of, links, since, texts
from s11chat.dialog.question import Question, questions
from s11chat.dialog.source import Path, Source
from s11chat.dialog.standard import scoring
from s11chat.dialog.suggest import nearest
from s11chat.dialog.varying import varied
from s11chat.errors import Problem


def problems_of(
    dialog: Dialog, source: Source, file: str, articles: Collection[str] | None = None
) -> list[Problem]:
    """Every problem of a dialog that is well formed in itself, with the line it stands on."""
    found = _found(dialog, articles) or list(_varied(dialog, articles))
    return [Problem(file, source.line(path), message) for path, message in _once(found)]


def _found(dialog: Dialog, articles: Collection[str] | None) -> list[tuple[Path, str]]:
    checks: tuple[Callable[[Dialog], Found], ...] = (
        *(_ids, lists, limits, sequels, members, shares, rankings),
        *(since, _ranks, _conditions, texts, scoring, variants, frames),
    )
    found = [(path, message) for check in checks for path, message in check(dialog)]
    if articles is not None:
        found += list(links(dialog, articles))
    return found or list(_reach(dialog))


def _varied(dialog: Dialog, articles: Collection[str] | None) -> Found:
    """What is wrong only where another scale is chosen."""
    if dialog.variant is not None and dialog.variant not in dialog.variants:
        near = nearest(dialog.variant, dialog.variants)
        yield ("variant",), f"variant '{dialog.variant}' is not declared{near}"
    for name in dialog.variants:
        for _, message in _found(varied(dialog, name), articles):
            yield ("variants", name), f"with the scale '{name}': {message}"


def _once(found: Iterable[tuple[Path, str]]) -> Iterator[tuple[Path, str]]:
    """Faults of a roster's item told for its first member alone."""
    told: set[Path] = set()
    for path, message in found:
        if path.count("items") < 2 or path not in told:
            yield path, message
        told.add(path)


def _ids(dialog: Dialog) -> Found:
    sections: set[str] = set()
    for s, section in enumerate(dialog.sections):
        if section.section in sections:
            yield ("sections", s, "section"), f"section '{section.section}' is there twice: rename one"
        sections.add(section.section)
    seen: set[str] = set()
    for path, item in items_of(dialog):
        for place, id_ in _named(dialog, path, item):
            if id_ in seen:
                yield place, f"'{id_}' is there twice: give one another id"
            seen.add(id_)
    for name, follow_ups in dialog.follow_ups.items():
        parts = [follow_up.part for follow_up in follow_ups]
        for number, part in enumerate(parts):
            if part in parts[:number]:
                yield ("follow_ups", name, number, "part"), f"part '{part}' is there twice: rename one"
    types: set[str] = set()
    for number, organisation in enumerate(dialog.organisations):
        if organisation.type.casefold() in types:
            yield ("organisations", number, "type"), f"type '{organisation.type}' is there twice: rename one"
        types.add(organisation.type.casefold())


def _ranks(dialog: Dialog) -> Found:
    seen: set[str] = set()
    for number, rank in enumerate(dialog.seniority):
        for title in rank:
            plain = " ".join(title.casefold().split())
            if plain in seen:
                yield ("seniority", number), f"title '{title}' has two ranks: leave it in one"
            seen.add(plain)


def _named(dialog: Dialog, path: Path, item: Item) -> Iterator[tuple[Path, str]]:
    """Every id an item brings along, with its place."""
    yield (*path, "item"), item.item
    if isinstance(item, Grid):
        for r, row in enumerate(item.rows):
            yield (*path, "rows", r, "row"), f"{item.item}.{row.row}"
    if isinstance(item, Rating):
        parts = [follow_up.part for follow_up in dialog.follow_ups.get(item.follow_ups or "", ())]
        for part in dict.fromkeys(parts):
            yield (*path, "item"), f"{item.item}.{part}"


def _conditions(dialog: Dialog) -> Found:
    asked = questions(dialog)
    order = {id_: place for place, id_ in enumerate(asked)}
    for path, first, condition in _placed(dialog):
        for test in condition.tests():
            if order.get(test.subject, -1) >= order[first]:
                later = f"is asked later than '{first}', so this can never be decided: move one"
                itself = "cannot depend on itself: name an earlier question"
                yield path, f"'{test.subject}' {itself if test.subject == first else later}"
            else:
                yield from ((path, message) for message in _test(dialog, asked, test))
    for path, item in items_of(dialog):
        for number, check in enumerate(item.checks):
            for test in check.when.tests():
                where: Path = (*path, "checks", number, "when")
                yield from ((where, message) for message in _test(dialog, asked, test))
    for number, contradiction in enumerate(dialog.contradictions):
        place: Path = ("contradictions", number, "when")
        tests = tuple(contradiction.when.tests())
        yield from ((place, message) for test in tests for message in _test(dialog, asked, test))
        if len({test.subject for test in tests if test.subject not in FACTS}) < 2:
            yield (
                place,
                "a contradiction is between two questions or more: name another, or use checks on the item",
            )


def _test(dialog: Dialog, asked: Mapping[str, Question], test: Test) -> Iterator[str]:
    if test.subject in FACTS:
        yield from _fact(dialog, test)
    elif test.subject in asked:
        yield from _answer(asked[test.subject], test)
    else:
        fact = f"organisation.{test.subject}"
        near = f" (did you mean '{fact}'?)" if fact in FACTS else nearest(test.subject, (*asked, *FACTS))
        yield f"no question and no fact is called '{test.subject}'{near}"


def _placed(dialog: Dialog) -> Iterator[tuple[Path, str, Condition]]:
    """Every condition with its place and the first question that depends on it."""
    for s, section in enumerate(dialog.sections):
        if section.when is not None:
            yield ("sections", s, "when"), _first(section.items[0]), section.when
    for path, item in items_of(dialog):
        if item.when is not None:
            yield (*path, "when"), _first(item), item.when
        if isinstance(item, Grid):
            for r, row in enumerate(item.rows):
                if row.when is not None:
                    yield (*path, "rows", r, "when"), f"{item.item}.{row.row}", row.when
        if isinstance(item, Rating):
            for number, follow_up in enumerate(dialog.follow_ups.get(item.follow_ups or "", ())):
                if follow_up.when is not None:
                    where: Path = ("follow_ups", item.follow_ups or "", number, "when")
                    yield where, f"{item.item}.{follow_up.part}", follow_up.when


def _first(item: Item) -> str:
    return f"{item.item}.{item.rows[0].row}" if isinstance(item, Grid) else item.item


def _allowed(dialog: Dialog, fact: str) -> list[str]:
    types: tuple[Organisation, ...] = dialog.organisations
    match fact:
        case "organisation.type":
            return [o.type for o in types]
        case "organisation.group":
            return sorted({o.group for o in types if o.group})
        case "organisation.cohort":
            return sorted({o.cohort for o in types if o.cohort})
        case "organisation.format":
            return sorted({o.format for o in types if o.format})
        case "organisation.tags":
            return sorted({tag for o in types for tag in o.tags})
        case "mode":
            return list(MODES)
        case _:
            return list(ROLES)


def _fact(dialog: Dialog, test: Test) -> Iterator[str]:
    allowed = _allowed(dialog, test.subject)
    one_of = f"it is one of {', '.join(allowed)}" if allowed else "no organisation declares one"
    for value in (*(test.one_of or ()), *(test.none_of or ())):
        if value not in allowed:
            yield f"{test.subject} is never '{value}'{nearest(value, allowed)}; {one_of}"
    if test.at_least is not None or test.at_most is not None:
        yield f"{test.subject} is no number: name what it must be; {one_of}"


def _answer(question: Question, test: Test) -> Iterator[str]:
    if question.kind is Kind.STATEMENT:
        yield f"'{question.id}' is a statement and takes no answer: depend on a question"
        return
    codes = [option.code for option in question.options]
    values = (*(test.one_of or ()), *(test.none_of or ()))
    if values and question.kind is Kind.NUMBER:
        yield f"'{question.id}' is answered with a number: use at_least and at_most, as in {{at_least: 10}}"
    elif values and not codes:
        yield f"'{question.id}' has no options to depend on: use answered: true or answered: false"
    for value in values if codes else ():
        if value not in codes:
            meant = {option.say.casefold(): option.code for option in question.options}.get(value.casefold())
            near = f" (did you mean '{meant}'?)" if meant else nearest(value, codes)
            there = "" if near or len(codes) > 8 else f"; its codes are {', '.join(codes)}"
            yield f"'{question.id}' has no option '{value}'{near}{there}"
    if (test.at_least is not None or test.at_most is not None) and question.kind is not Kind.NUMBER:
        yield f"'{question.id}' is not answered with a number: use the codes of its options"


def _situations(dialog: Dialog, asked: Mapping[str, Question]) -> Iterator[Known]:
    """Who may be asked how, told by what conditions look at, so that no two are the same to them."""
    conditions = (condition for question in asked.values() for condition in question.conditions)
    looked_at = {test.subject for condition in conditions for test in condition.tests()}
    seen: set[tuple[tuple[str, Value], ...]] = set()
    for organisation, mode, role in product(dialog.organisations, MODES, ROLES):
        facts = organisation.facts(mode, role)
        told = tuple((name, value) for name, value in facts.items() if name in looked_at)
        if told not in seen:
            seen.add(told)
            yield facts


def _reach(dialog: Dialog) -> Found:
    """Items that nobody can ever be asked, whatever is answered."""
    reached: set[str] = set()
    asked = questions(dialog)
    for facts in _situations(dialog, asked):
        reachable: set[str] = set()
        for question in asked.values():
            if all(c.chance(facts, reachable).true for c in question.conditions):
                reachable.add(question.id)
        reached |= reachable
        if len(reached) == len(asked):
            return
    for path, item in items_of(dialog):
        if isinstance(item, Grid):
            for r, row in enumerate(item.rows):
                if f"{item.item}.{row.row}" not in reached:
                    yield (*path, "rows", r), f"row '{item.item}.{row.row}' can never be asked: mend its when"
        elif item.item not in reached:
            yield (*path, "item"), f"'{item.item}' can never be asked: mend its when, or its section's"
