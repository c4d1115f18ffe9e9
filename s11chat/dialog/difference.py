"""What two dialogs differ in for the people who answer, and which figures can still be set side by side.

Questions are compared by their ids, in the words they are asked in; whatever a kind of question adds to them is
compared too, by its name where it has no words of its own.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from s11chat.dialog.change import Aspect, Change, Effect, together, worst
from s11chat.dialog.heading import Organisation
from s11chat.dialog.model import Dialog, Kind
from s11chat.dialog.preface import preface
from s11chat.dialog.question import Question
from s11chat.dialog.revision import Revised
from s11chat.dialog.rewording import alike
from s11chat.dialog.routing import Routing


@dataclass(frozen=True)
class Difference:
    """Everything that differs between two dialogs."""

    before: Dialog
    after: Dialog
    changes: tuple[Change, ...]
    """What allows least comparing first."""
    compared: Mapping[str, Effect]
    """Every question that stands in both, by its id in the later one, with what its own changes allow."""
    added: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def effect(self) -> Effect:
        """What the worst change allows."""
        return worst(change.effect for change in self.changes)


def difference(before: Dialog, after: Dialog) -> Difference:
    """What `after` has otherwise than `before`."""
    was, now = Routing.of(before), Routing.of(after)
    pairs = dict(_pairs(was.asked, now.asked))
    added = tuple(id_ for id_ in now.asked if id_ not in pairs.values())
    removed = tuple(id_ for id_ in was.asked if id_ not in pairs)
    types = tuple(_types(before, after))
    found = [
        *preface(before, after, pairs),
        *(_gone(was.asked[id_]) for id_ in removed),
        *(_new(now.asked[id_]) for id_ in added),
        *_renamed(now, pairs),
        *_moved(before, after, was, now, pairs),
    ]
    for old, new in pairs.items():
        found += Revised(was.asked[old], now.asked[new], was, now, types, pairs).changes()
    compared = {
        id_: worst(change.effect for change in found if id_ in change.questions)
        for id_ in pairs.values()
        if now.asked[id_].kind is not Kind.STATEMENT
    }
    return Difference(before, after, together(found), compared, added, removed)


def _pairs(was: Mapping[str, Question], now: Mapping[str, Question]) -> Iterator[tuple[str, str]]:
    """Questions of both: those with the same id, and those that only had it changed."""
    left = [question for id_, question in now.items() if id_ not in was]
    items: dict[str, str] = {}
    for id_, question in was.items():
        found: Question | None
        if id_ in now:
            found = now[id_]
        else:
            item = items.get(question.item) if question.part else None
            found = next((other for other in left if _same(question, other, item)), None)
        if found is not None:
            left = [other for other in left if other is not found]
            items.setdefault(question.item, found.item)
            yield id_, found.id


def _same(question: Question, other: Question, item: str | None) -> bool:
    """Whether `other` asks the same under a new id; what follows on a rating must follow on `item` now."""
    stems = (one.stem.respondent if one.stem else "" for one in (question, other))
    return (
        question.kind is other.kind
        and question.part == other.part
        and (not question.part or other.item == item)
        and alike(question.say.respondent, other.say.respondent)
        and alike(*stems)
    )


def _types(before: Dialog, after: Dialog) -> Iterator[tuple[Organisation, Organisation]]:
    """The types of organisation that both are for."""
    for organisation in before.organisations:
        other = after.organisation(organisation.type)
        if other is not None:
            yield organisation, other


def _gone(question: Question) -> Change:
    if question.kind is Kind.STATEMENT:
        says = f"it is said no more: “{question.say.respondent}”"
        return Change(Aspect.REMOVED, Effect.COMPARABLE, says, "", (question.id,))
    says = f"it is asked no more: “{question.say.respondent}”"
    return Change(Aspect.REMOVED, Effect.BREAK, says, "its series of figures ends", (question.id,))


def _new(question: Question) -> Change:
    if question.kind is Kind.STATEMENT:
        says = f"it is said for the first time: “{question.say.respondent}”"
        return Change(Aspect.ADDED, Effect.COMPARABLE, says, "", (question.id,))
    says = f"it is asked for the first time: “{question.say.respondent}”"
    if question.rates:
        means = "it has no earlier figure, and averages over its section take it in"
        return Change(Aspect.ADDED, Effect.CAUTION, says, means, (question.id,))
    return Change(Aspect.ADDED, Effect.COMPARABLE, says, "it has no earlier figure", (question.id,))


def _renamed(now: Routing, pairs: Mapping[str, str]) -> Iterator[Change]:
    for old, new in pairs.items():
        if old == new:
            continue
        if now.asked[new].kind is Kind.STATEMENT:
            yield Change(Aspect.RENAMED, Effect.COMPARABLE, f"its id was {old}", "", (new,))
        else:
            means = "link the two by hand: exports call it by its new id"
            yield Change(Aspect.RENAMED, Effect.CAUTION, f"its id was {old}", means, (new,))


def _moved(
    before: Dialog, after: Dialog, was: Routing, now: Routing, pairs: Mapping[str, str]
) -> Iterator[Change]:
    old_titles = {section.section: section.title for section in before.sections}
    titles = {section.section: section.title for section in after.sections}
    for old, new in pairs.items():
        left, come = was.asked[old].section, now.asked[new].section
        if left != come and not alike(old_titles[left], titles[come]):
            says = f"it stood in “{old_titles[left]}”, and stands in “{titles[come]}”"
            yield Change(
                Aspect.MOVED, Effect.CAUTION, says, "another person may be given that section", (new,)
            )
    places = {id_: number for number, id_ in enumerate(now.asked)}
    order = [places[new] for new in pairs.values()]
    stayed = _longest_rising(order)
    for new in pairs.values():
        if places[new] not in stayed:
            says = "it is asked at another place"
            yield Change(Aspect.MOVED, Effect.COMPARABLE, says, "", (new,))


def _longest_rising(numbers: list[int]) -> frozenset[int]:
    """The most of `numbers`, all different, that rise in the order given: what is not among them was moved."""
    ends: list[int] = []
    previous: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(ends, number)
        previous[number] = ends[at - 1] if at else None
        ends[at : at + 1] = [number]
    found: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        found.add(last)
        last = previous[last]
    return frozenset(found)
