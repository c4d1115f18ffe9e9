"""What the scales a dialog offers must keep: steps that stand for steps, descriptors for each, follow-ups of items."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from s11chat.dialog.model import Dialog, Open, Option, Rating
from s11chat.dialog.proof import Found, items_of
from s11chat.dialog.question import options_of
from s11chat.dialog.source import Path
from s11chat.dialog.suggest import nearest


def variants(dialog: Dialog) -> Found:
    """Variants that name what is not there, and steps that stand for nothing or leave something out."""
    for name, variant in dialog.variants.items():
        place: Path = ("variants", name)
        for key in ("scale", "instead"):
            scale = getattr(variant, key)
            if scale is not None and scale not in dialog.scales:
                yield (*place, key), f"scale '{scale}' is not declared{nearest(scale, dialog.scales)}"
        if variant.scale not in dialog.scales or variant.instead not in dialog.scales:
            continue
        if variant.instead == variant.scale:
            yield (*place, "instead"), f"'{variant.scale}' would stand in for itself: name another scale"
            continue
        own, other = _rated(dialog.scales[variant.scale]), _rated(dialog.scales[variant.instead or ""])
        yield from (((*place, "stands_for"), message) for message in _mapped(variant.stands_for, own, other))
    yield from _described(dialog)
    yield from _following(dialog)


def _rated(scale: tuple[Option, ...]) -> list[str]:
    return [option.code for option in scale if option.no_answer is None]


def _mapped(stands_for: Mapping[str, tuple[str, ...]], own: list[str], other: list[str]) -> Iterator[str]:
    for step in other:
        if step not in stands_for:
            yield f"it is not said which of {', '.join(own)} '{step}' stands for"
    for step, codes in stands_for.items():
        if step not in other:
            yield f"no rating is called '{step}'{nearest(step, other)}"
        for code in codes:
            if code not in own:
                yield f"'{step}' stands for '{code}', which is no rating{nearest(code, own)}"
    covered = {code for codes in stands_for.values() for code in codes}
    for code in own:
        if code not in covered:
            yield f"nothing stands for '{code}': add it to a step"


def _described(dialog: Dialog) -> Found:
    """Descriptors of steps that are not there, and steps left without one."""
    for path, item in items_of(dialog):
        if not isinstance(item, Rating) or not item.descriptors:
            continue
        codes = _rated(options_of(dialog, item))
        for code in item.descriptors:
            if code not in codes:
                yield (*path, "descriptors", code), f"no rating is called '{code}'{nearest(code, codes)}"
        for code in codes:
            if code not in item.descriptors:
                yield (*path, "descriptors"), f"'{item.item}' does not say what '{code}' means for it"


def _following(dialog: Dialog) -> Found:
    """Follow-ups of items that are not there, or that go by another id."""
    for path, item in items_of(dialog):
        if not isinstance(item, Open) or item.follows is None:
            continue
        if item.follows not in dialog.items:
            near = nearest(item.follows, tuple(dialog.items))
            yield (*path, "follows"), f"no item is called '{item.follows}'{near}"
        elif not item.item.startswith(f"{item.follows}."):
            yield (*path, "follows"), f"what follows '{item.follows}' is called '{item.follows}.more', or so"
