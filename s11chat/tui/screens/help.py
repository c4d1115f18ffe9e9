"""The keys and words of the screen one is on, drawn from the one table of keys."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from s11chat.engine.spoken import WORDS
from s11chat.tui import caption
from s11chat.tui.key import Key
from s11chat.tui.keys import EVERYWHERE, GROUPS, OWN_WORDS, QUICK, THEME, shown_as
from s11chat.tui.screens.modal import Card
from s11chat.tui.widgets.sheet import Field

_TALKS = ("interview", "rehearsal", "call")
WORD, KEY_WORD = 28, 9


class Help(Card):
    """The keys and words of one screen."""

    def __init__(self, group: str, without: Collection[str] = ()) -> None:
        """`group` names the screen's keys; those with ids in `without` are not told."""
        super().__init__(caption.HELP_TITLE, tuple(_fields(group, without)))


def _fields(group: str, without: Collection[str]) -> Iterator[Field]:
    talks = group in _TALKS
    wide = max(len(key.word) for key in (*GROUPS.get(group, ()), *EVERYWHERE))
    if talks:
        yield Field("", caption.HELP_ANSWER)
        yield Field("", "")
    if group in GROUPS:
        yield Field("", caption.HELP_KEYS, "bold $secondary")
        yield from (_key(key, wide) for key in GROUPS[group] if key.id not in without)
        yield Field("", "")
    yield Field("", caption.HELP_ALSO, "bold $secondary")
    yield from (_key(key, wide) for key in EVERYWHERE)
    if talks:
        yield Field("", "")
        yield Field("", caption.HELP_WORDS, "bold $secondary")
        for word in WORDS:
            yield Field("", f"{word.usage:<{WORD}}{word.does}")
        yield Field("", f"{OWN_WORDS[QUICK]:<{WORD}}{caption.HELP_QUICK}")
        yield Field("", f"{OWN_WORDS[THEME]:<{WORD}}{caption.HELP_THEME}")
        yield Field("", "")
        yield Field("", caption.SCREEN_READER, "$muted")


def _key(key: Key, wide: int) -> Field:
    return Field(
        shown_as(key.key), f"{key.word:<{max(KEY_WORD, wide)}} {key.does}", label_style="bold $primary"
    )
