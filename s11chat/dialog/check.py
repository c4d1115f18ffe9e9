"""What a dialog must keep as a whole: links, conditions and texts that hold together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import product

from s11chat.dialog.condition import FACTS, MODES, ROLES, Condition, Test
from s11chat.dialog.model import (
    Dialog,
    Grid,
    Item,
    Kind,
    Number,
    Option,
    Organisation,
    Rating,
    Wording,
    YesNo,
)
from s11chat.dialog.question import Question, questions
from s11chat.dialog.source import Path, Source
from s11chat.dialog.suggest import nearest
from s11chat.dialog.wording import undeclared
from s11chat.errors import Problem

Found = Iterator[tuple[Path, str]]


def problems_of(
    dialog: Dialog, source: Source, file: str, articles: Collection[str] | None = None
) -> list[Problem]:
    """Every problem of a dialog that is well formed in itself, with the line it stands on."""
    checks: tuple[Callable[[Dialog], Found], ...] = (_ids, _lists, _numbers, _follow_ups, _conditions, _texts)
    found = [(path, message) for check in checks for path, message in check(dialog)]
    if articles is not None:
        found += list(_links(dialog, articles))
    if not found:
        found = list(_reach(dialog))
    return [Problem(file, source.line(path), message) for path, message in found]


def _items(dialog: Dialog) -> Iterator[tuple[Path, Item]]:
    for s, section in enumerate(dialog.sections):
        for i, item in enumerate(section.items):
            yield ("sections", s, "items", i), item


def _ids(dialog: Dialog) -> Found:
    seen: set[str] = set()
    for s, section in enumerate(dialog.sections):
        if section.section in {earlier.section for earlier in dialog.sections[:s]}:
            yield ("sections", s, "section"), f"section '{section.section}' is there twice: rename one"
    for path, item in _items(dialog):
        ids = [item.item]
        if isinstance(item, Grid):
            ids += [f"{item.item}.{row.row}" for row in item.rows]
        for number, id_ in enumerate(ids):
            place = (*path, "rows", number - 1, "row") if number else (*path, "item")
            if id_ in seen or ids.index(id_) < number:
                yield place, f"'{id_}' is there twice: give one another id"
        seen.update(ids)
    types = [organisation.type.casefold() for organisation in dialog.organisations]
    for number, type_ in enumerate(types):
        if type_ in types[:number]:
            yield (
                ("organisations", number, "type"),
                f"type '{dialog.organisations[number].type}' is there twice",
            )


def _lists(dialog: Dialog) -> Found:
    for name, scale in dialog.scales.items():
        yield from _options(("scales", name), scale)
    for path, item in _items(dialog):
        scale_name = getattr(item, "scale", None)
        options: tuple[Option, ...] = getattr(item, "options", ())
        if scale_name is not None and options:
            yield (*path, "scale"), f"'{item.item}' has both a scale and options: keep one"
        if scale_name is not None and scale_name not in dialog.scales:
            yield (
                (*path, "scale"),
                f"scale '{scale_name}' is not declared{nearest(scale_name, dialog.scales)}",
            )
        if hasattr(item, "scale") and scale_name is None and not options and not isinstance(item, YesNo):
            yield path, f"'{item.item}' has no options: give it options or a scale"
        yield from _options((*path, "options"), options)


def _options(path: Path, options: tuple[Option, ...]) -> Found:
    if len(options) == 1:
        yield path, "a list needs at least two options"
    codes = [option.code.casefold() for option in options]
    words: dict[str, str] = {}
    for number, option in enumerate(options):
        if codes[number] in codes[:number]:
            yield (*path, number, "code"), f"code '{option.code}' is there twice: codes of a list differ"
        for word in dict.fromkeys(text.casefold() for text in (option.say, *option.also)):
            if word in words and words[word] != option.code:
                yield (
                    (*path, number),
                    f"'{word}' names both option '{words[word]}' and option '{option.code}': keep it at one",
                )
            words.setdefault(word, option.code)


def _numbers(dialog: Dialog) -> Found:
    for path, item in _items(dialog):
        if isinstance(item, Number) and None not in (item.minimum, item.maximum):
            low, high = item.minimum or 0, item.maximum or 0
            if low > high:
                yield (*path, "minimum"), f"the minimum {low:g} is above the maximum {high:g}"


def _follow_ups(dialog: Dialog) -> Found:
    for path, item in _items(dialog):
        if not isinstance(item, Rating) or item.follow_ups is None:
            continue
        if item.follow_ups not in dialog.follow_ups:
            near = nearest(item.follow_ups, dialog.follow_ups)
            yield (*path, "follow_ups"), f"follow-ups '{item.follow_ups}' are not declared{near}"
            continue
        codes = [option.code for option in item.options or dialog.scales.get(item.scale or "", ())]
        for number, follow_up in enumerate(dialog.follow_ups[item.follow_ups]):
            for code in follow_up.after:
                if code not in codes:
                    where: Path = ("follow_ups", item.follow_ups, number, "after")
                    yield where, f"no rating is called '{code}'{nearest(code, codes)}"


def _conditions(dialog: Dialog) -> Found:
    asked = questions(dialog)
    order = list(asked)
    for path, first, condition in _placed(dialog):
        for test in condition.tests():
            if test.subject in FACTS:
                yield from ((path, message) for message in _fact(dialog, test))
            elif test.subject not in asked:
                near = nearest(test.subject, (*asked, *FACTS))
                yield path, f"no question and no fact is called '{test.subject}'{near}"
            elif order.index(test.subject) >= order.index(first):
                yield (
                    path,
                    f"'{test.subject}' is asked later than '{first}', so this can never be decided: move one",
                )
            else:
                yield from ((path, message) for message in _answer(asked[test.subject], test))
    for path, item in _items(dialog):
        for number, check in enumerate(item.checks):
            for test in check.when.tests():
                if test.subject not in asked and test.subject not in FACTS:
                    near = nearest(test.subject, (*asked, *FACTS))
                    yield (*path, "checks", number, "when"), f"no question is called '{test.subject}'{near}"


def _placed(dialog: Dialog) -> Iterator[tuple[Path, str, Condition]]:
    """Every condition with its place and the first question that depends on it."""
    for s, section in enumerate(dialog.sections):
        if section.when is not None:
            yield ("sections", s, "when"), _first(section.items[0]), section.when
    for path, item in _items(dialog):
        if item.when is not None:
            yield (*path, "when"), _first(item), item.when
        if isinstance(item, Grid):
            for r, row in enumerate(item.rows):
                if row.when is not None:
                    yield (*path, "rows", r, "when"), f"{item.item}.{row.row}", row.when


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
        case "mode":
            return list(MODES)
        case _:
            return list(ROLES)


def _fact(dialog: Dialog, test: Test) -> Iterator[str]:
    allowed = _allowed(dialog, test.subject)
    for value in (*(test.one_of or ()), *(test.none_of or ())):
        if value not in allowed:
            yield f"{test.subject} is never '{value}'{nearest(value, allowed)}; it is one of {', '.join(allowed)}"


def _answer(question: Question, test: Test) -> Iterator[str]:
    if question.kind is Kind.STATEMENT:
        yield f"'{question.id}' is a statement and takes no answer: depend on a question"
    codes = [option.code for option in question.options]
    for value in (*(test.one_of or ()), *(test.none_of or ())):
        if value not in codes:
            yield f"'{question.id}' has no option '{value}'{nearest(value, codes)}"
    if (test.at_least is not None or test.at_most is not None) and question.kind is not Kind.NUMBER:
        yield f"'{question.id}' is not answered with a number: use the codes of its options"


@dataclass(frozen=True)
class _Worded:
    path: Path
    text: str


def _worded(dialog: Dialog) -> Iterator[_Worded]:
    def of(path: Path, say: Wording | None) -> Iterator[_Worded]:
        for audience in ("respondent", "interviewer", "delegate", "lead") if say else ():
            text = getattr(say, audience)
            if text:
                yield _Worded((*path, audience), text)

    yield from of(("opening",), dialog.opening)
    yield from of(("closing",), dialog.closing)
    for path, item in _items(dialog):
        yield from of((*path, "say"), item.say)
        for r, row in enumerate(item.rows if isinstance(item, Grid) else ()):
            yield from of((*path, "rows", r, "say"), row.say)
    for name, follow_ups in dialog.follow_ups.items():
        for number, follow_up in enumerate(follow_ups):
            yield from of(("follow_ups", name, number, "say"), follow_up.say)


def _texts(dialog: Dialog) -> Found:
    for worded in _worded(dialog):
        for message in undeclared(worded.text):
            yield worded.path, message


def _links(dialog: Dialog, articles: Collection[str]) -> Found:
    def of(path: Path, kb: tuple[str, ...]) -> Found:
        for article in kb:
            if article not in articles:
                yield (*path, "kb"), f"no article is called '{article}'{nearest(article, articles)}"

    for path, item in _items(dialog):
        yield from of(path, item.kb)
        rows = item.rows if isinstance(item, Grid) else ()
        for r, row in enumerate(rows):
            yield from of((*path, "rows", r), row.kb)
        bare = [row.row for row in rows if not row.kb] if rows else [item.item]
        if not item.kb and bare and item.kind != "statement":
            yield (*path, "item"), f"'{item.item}' has no article: name at least one under kb"
    for name, follow_ups in dialog.follow_ups.items():
        for number, follow_up in enumerate(follow_ups):
            yield from of(("follow_ups", name, number), follow_up.kb)


def _reach(dialog: Dialog) -> Found:
    """Items that nobody can ever be asked, whatever is answered."""
    reached: set[str] = set()
    for organisation, mode, role in product(dialog.organisations, MODES, ROLES):
        facts = organisation.facts(mode, role)
        reachable: frozenset[str] = frozenset()
        for question in questions(dialog).values():
            if all(c.chance(facts, reachable).true for c in question.conditions):
                reachable |= {question.id}
        reached |= reachable
    for path, item in _items(dialog):
        if isinstance(item, Grid):
            for r, row in enumerate(item.rows):
                if f"{item.item}.{row.row}" not in reached:
                    yield (*path, "rows", r), f"row '{item.item}.{row.row}' can never be asked: mend its when"
        elif item.item not in reached:
            yield (*path, "item"), f"'{item.item}' can never be asked: mend its when, or its section's"
