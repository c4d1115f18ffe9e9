"""Puts a chosen variant into effect: another scale under the same standards, with all that follows from ratings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from s11chat.dialog.condition import AllOf, AnyOf, Condition, Not, Test
from s11chat.dialog.model import Contradiction, Dialog, FollowUp, Grid, Item, Open, Rating, Section, Wording
from s11chat.dialog.proof import items_of
from s11chat.dialog.suggest import nearest
from s11chat.dialog.variant import Reflection, Variant
from s11chat.errors import UsageError


def varied(dialog: Dialog, name: str) -> Dialog:
    """`dialog` as it is asked with the variant `name`. Raises UsageError where it has none of that name."""
    variant = dialog.variants.get(name)
    if variant is None:
        offered = (
            f"it offers {', '.join(dialog.variants)}" if dialog.variants else "it has its own scale only"
        )
        raise UsageError(
            f"Dialog {dialog.dialog} has no scale '{name[:40]}'{nearest(name, tuple(dialog.variants))}; {offered}."
        )
    changes = _reflecting(dialog, variant) if variant.reflect else _rescaled(dialog, variant)
    kept = {field: getattr(dialog, field) for field in Dialog.model_fields}
    return Dialog.model_validate({**kept, **changes, "variants": {}, "variant": name})


def chosen(text: str, dialog: Dialog, name: str) -> str:
    """The text of `dialog` with the variant written into it, so that whoever reads the text reads it so.

    Raises UsageError where the dialog has no such variant, or is fixed on another.
    """
    if dialog.variant == name:
        return text
    if dialog.variant:
        raise UsageError(
            f"The file of dialog {dialog.dialog} is fixed on the scale '{dialog.variant}': take its line "
            "'variant' out, or choose no scale."
        )
    varied(dialog, name)
    return f"{text.rstrip()}\nvariant: {name}\n"


@dataclass(frozen=True)
class _Steps:
    """How the steps of one scale stand for those of another."""

    stands_for: Mapping[str, tuple[str, ...]]

    def covering(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        """Steps that cover any of `codes`."""
        return tuple(step for step, own in self.stands_for.items() if not set(own).isdisjoint(codes))

    def within(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        """Steps that cover nothing but `codes`."""
        return tuple(step for step, own in self.stands_for.items() if set(own) <= set(codes))

    def test(self, test: Test) -> Test:
        """The test with the steps in place of the codes."""
        one_of = self.covering(test.one_of) if test.one_of else None
        none_of = self.within(test.none_of) if test.none_of else None
        if test.none_of and not none_of:
            return Test(subject=test.subject, answered=True)
        return test.model_copy(update={"one_of": one_of, "none_of": none_of})

    def descriptors(self, descriptors: Mapping[str, str]) -> dict[str, str]:
        """What each step means: what the codes that it covers mean."""
        said = {
            step: [descriptors[c] for c in own if c in descriptors] for step, own in self.stands_for.items()
        }
        return {step: " Or: ".join(texts) for step, texts in said.items() if texts}


def _rescaled(dialog: Dialog, variant: Variant) -> dict[str, Any]:
    steps = _Steps(variant.stands_for)
    rated = {item.item: item for _, item in items_of(dialog) if getattr(item, "scale", None) == variant.scale}
    sets = {item.follow_ups for item in rated.values() if isinstance(item, Rating)}
    ids = frozenset(rated) | {
        f"{item.item}.{row.row}" for item in rated.values() if isinstance(item, Grid) for row in item.rows
    }

    def when(condition: Condition | None) -> Condition | None:
        return _with_tests(condition, lambda test: steps.test(test) if test.subject in ids else test)

    return {
        "scales": {**dialog.scales, variant.scale: dialog.scales[variant.instead or ""]},
        "follow_ups": {
            name: tuple(_follow_up(one, steps, when, rated=name in sets) for one in each)
            for name, each in dialog.follow_ups.items()
        },
        "sections": tuple(
            _section(
                section,
                (_item(item, steps, when, item.item in rated) for item in section.items),
                when(section.when),
            )
            for section in dialog.sections
        ),
        "contradictions": tuple(
            one.model_copy(update={"when": when(one.when)}) for one in dialog.contradictions
        ),
    }


def _section(section: Section, items: Iterable[Item], when: Condition | None) -> Section:
    """The section with other items; rosters are laid out in it."""
    parts = {"section": section.section, "title": section.title, "when": when, "entries": tuple(items)}
    return Section.model_validate(parts)


_When = Callable[[Condition | None], Condition | None]


def _item(item: Item, steps: _Steps, when: _When, rated: bool) -> Item:
    update: dict[str, Any] = {
        "when": when(item.when),
        "checks": tuple(check.model_copy(update={"when": when(check.when)}) for check in item.checks),
    }
    if isinstance(item, Grid):
        update["rows"] = tuple(row.model_copy(update={"when": when(row.when)}) for row in item.rows)
    if isinstance(item, Rating) and rated:
        update["descriptors"] = steps.descriptors(item.descriptors)
    return item.model_copy(update=update)


def _follow_up(one: FollowUp, steps: _Steps, when: _When, *, rated: bool) -> FollowUp:
    after = steps.covering(one.after) if rated else one.after
    return one.model_copy(update={"after": after, "when": when(one.when)})


def _with_tests(condition: Condition | None, change: Callable[[Test], Test]) -> Condition | None:
    """The condition with every test in it changed."""

    def walked(part: Condition) -> Condition:
        match part:
            case Test():
                return change(part)
            case Not():
                return part.model_copy(update={"part": walked(part.part)})
            case AllOf() | AnyOf():
                return part.model_copy(update={"parts": tuple(walked(one) for one in part.parts)})

    return walked(condition) if condition is not None else None


def _reflecting(dialog: Dialog, variant: Variant) -> dict[str, Any]:
    rated = {i.item for _, i in items_of(dialog) if isinstance(i, Rating) and i.scale == variant.scale}

    def stays(contradiction: Contradiction) -> bool:
        return rated.isdisjoint(test.subject for test in contradiction.when.tests())

    return {
        "sections": tuple(
            _section(
                section,
                (
                    asked
                    for item in section.items
                    for asked in (
                        _in_words(item, variant.reflect)
                        if isinstance(item, Rating) and item.item in rated
                        else (item,)
                    )
                ),
                section.when,
            )
            for section in dialog.sections
        ),
        "contradictions": tuple(one for one in dialog.contradictions if stays(one)),
        "scoring": None,
    }


def _in_words(item: Rating, reflect: tuple[Reflection, ...]) -> Iterator[Open]:
    first, *others = reflect
    yield Open(
        item=item.item,
        kind="text",
        say=_followed(item.say, first.ask),
        note=first.note,
        probe=first.probe or item.probe,
        kb=item.kb,
        when=item.when,
        reserved_for=item.reserved_for,
    )
    answered: Condition = Test(subject=item.item, answered=True)
    for one in others:
        yield Open(
            item=f"{item.item}.{one.part}",
            kind="text",
            say=Wording(respondent=one.ask),
            note=one.note,
            probe=one.probe,
            kb=(*one.kb, *item.kb),
            when=AllOf(all=(item.when, answered)) if item.when else answered,
            follows=item.item,
            reserved_for=item.reserved_for,
        )


def _followed(say: Wording, ask: str) -> Wording:
    """The standard as respondents read it, and then what is asked about it; how far it is met is not asked."""
    own = {name: f"{text} {ask}" for name in ("delegate", "lead") if (text := getattr(say, name))}
    return Wording(respondent=f"{say.respondent} {ask}", interviewer=f"{say.respondent} {ask}", **own)
