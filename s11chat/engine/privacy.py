"""Holds back words that look as if they named a child, before anything of them is kept."""

from __future__ import annotations

from dataclasses import replace

from s11chat.engine.conversation import Conversation, Step
from s11chat.engine.intent import Decline, Park, Remark, Repeat
from s11chat.engine.pending import Accept, Choosing, Held, Needing
from s11chat.engine.turn import Choice, Repair
from s11chat.language.private import private


def held_back(talk: Conversation, held: Held) -> Step | None:
    """The step that asks once whether private-looking words are to be kept; None where there are none."""
    sure = _sure(held)
    found = private(_words(held)) if sure is not None else ()
    if sure is None or not found:
        return None
    looks = "; ".join(f"'{one.words}' looks like {one.sort}" for one in found)
    asked = (
        f"{looks}. Nothing is kept yet: others will read this, and a return says nothing of a single child. "
        "Type it again without, or keep it. If somebody tells you of a concern about a child, type :concern."
    )
    ways = (("k", sure), ("keep", sure), ("n", Repeat()), ("no", Repeat()))
    choices = (Choice("k", "keep it as it is"), Choice("n", "drop it and ask again"))
    again = None if isinstance(held, Accept) else Needing(held, asked)
    return Step(replace(talk, pending=Choosing(ways, again)), (Repair(asked, choices),))


def _words(held: Held) -> str:
    """All that would be kept of what was typed."""
    match held:
        case Accept():
            value = held.answer.value if isinstance(held.answer.value, str) else ""
            parts: tuple[str, ...] = (held.words, value, held.answer.other, held.answer.reason)
        case Decline():
            parts = (held.reason,)
        case Remark():
            parts = (held.text,)
        case Park():
            parts = (held.who, held.when)
        case _:
            parts = ()
    return "; ".join(dict.fromkeys(part for part in parts if part))


def _sure(held: Held) -> Held | None:
    """The same, told to be meant; None where it is already, or keeps no words."""
    if isinstance(held, Accept | Decline | Remark | Park) and not held.sure:
        return replace(held, sure=True)
    return None
