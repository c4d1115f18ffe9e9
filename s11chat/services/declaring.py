"""Says in one line what personal data something holds that is handed out: by what the tables it is made of hold."""

from __future__ import annotations

from collections.abc import Collection

from s11chat.assurance.right import Act
from s11chat.services.kept import Kept
from s11chat.store.census import sorts_held
from s11chat.store.personal import HOLDINGS, Sort, holding

_IN_WORDS = {
    Sort.NAME: "names",
    Sort.CONTACT: "contact details",
    Sort.ANSWER: "answers in people's own words",
    Sort.TEXT: "free words",
    Sort.DETAILS: "free words",
    Sort.FILE: "files",
}
"""What is said of each sort, in this order. Answers of staff have no name, and the ids of people say nothing alone."""
EVERYTHING = tuple(one.table.name for one in HOLDINGS)
"""The tables of what holds all there is, such as a backup."""


def declared(kept: Kept, of: Collection[str], wave: str = "", ref: str = "") -> str:
    """What of people is in something made of these tables or columns, in a sentence; empty where there is nothing.

    `wave` and `ref` say what it is about; without them it is all waves. Contact data that the actor may not see is none.
    """
    seen = {
        one
        for one in of
        if holding(one.partition(".")[0]).seen_by is not Act.SHOW_CONTACT or kept.may(Act.SHOW_CONTACT, wave)
    }
    held = sorts_held(kept.database, seen, wave, ref)
    words = list(dict.fromkeys(said for sort, said in _IN_WORDS.items() if sort in held))
    if not words:
        return ""
    listed = f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else words[0]
    return f"It holds personal data: {listed}."
