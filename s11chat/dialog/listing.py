"""What the lists of a dialog must keep: scales and options, limits of numbers, code frames, what follows which rating."""

from __future__ import annotations

from s11chat.dialog.model import Dialog, Number, Open, Option, Rating, YesNo
from s11chat.dialog.proof import Found, items_of
from s11chat.dialog.source import Path
from s11chat.dialog.suggest import nearest


def lists(dialog: Dialog) -> Found:
    """Scales that are not declared, and lists that cannot be chosen from."""
    for name, scale in dialog.scales.items():
        yield from _options(("scales", name), scale)
    for path, item in items_of(dialog):
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
        for number, option in enumerate(options):
            if option.exclusive and item.kind not in ("multi", "ranking"):
                yield (
                    (*path, "options", number, "exclusive"),
                    f"only a multi or a ranking has exclusive options, and '{item.item}' takes one answer: take it out",
                )


def _options(path: Path, options: tuple[Option, ...]) -> Found:
    if len(options) == 1:
        yield path, "a list needs at least two options"
    codes: set[str] = set()
    words: dict[str, str] = {}
    for number, option in enumerate(options):
        if option.code.casefold() in codes:
            yield (*path, number, "code"), f"code '{option.code}' is there twice: codes of a list differ"
        codes.add(option.code.casefold())
        for word in dict.fromkeys(text.casefold() for text in (option.say, *option.also)):
            if word in words and words[word] != option.code:
                yield (
                    (*path, number),
                    f"'{word}' names both option '{words[word]}' and option '{option.code}': keep it at one",
                )
            words.setdefault(word, option.code)


def limits(dialog: Dialog) -> Found:
    """Numbers that can never be given."""
    for path, item in items_of(dialog):
        if isinstance(item, Number) and None not in (item.minimum, item.maximum):
            low, high = item.minimum or 0, item.maximum or 0
            if low > high:
                yield (*path, "minimum"), f"the minimum {low:g} is above the maximum {high:g}"


def sequels(dialog: Dialog) -> Found:
    """Follow-ups that are not declared, and ratings they can never come after."""
    for path, item in items_of(dialog):
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
                    near = nearest(code, codes)
                    yield where, f"no rating is called '{code}'{near}; ratings are {', '.join(codes)}"


def frames(dialog: Dialog) -> Found:
    """Code frames that nothing can be sorted under, or in two ways."""
    for path, item in items_of(dialog):
        themes = item.code_frame if isinstance(item, Open) else ()
        place: Path = (*path, "code_frame")
        if len(themes) == 1:
            yield place, f"the code frame of '{item.item}' has one code alone: write those it is told from"
        codes: set[str] = set()
        labels: dict[str, str] = {}
        for number, theme in enumerate(themes):
            if theme.code.casefold() in codes:
                yield (
                    (*place, number, "code"),
                    f"code '{theme.code}' is there twice: codes of a code frame differ",
                )
            codes.add(theme.code.casefold())
            first = labels.setdefault(theme.say.casefold(), theme.code)
            if first != theme.code:
                yield (
                    (*place, number, "say"),
                    f"code '{first}' and code '{theme.code}' are both labelled '{theme.say}': tell them apart",
                )
