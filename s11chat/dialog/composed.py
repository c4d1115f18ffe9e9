"""What numbers that are part of another, rankings and rosters must keep."""

from __future__ import annotations

from s11chat.dialog.model import Dialog, Kind, Number, Ranking
from s11chat.dialog.proof import Found, items_of
from s11chat.dialog.question import options_of, questions
from s11chat.dialog.suggest import nearest


def shares(dialog: Dialog) -> Found:
    """Numbers said to be part of what is no number, or is asked later."""
    asked = questions(dialog)
    order = {id_: place for place, id_ in enumerate(asked)}
    for path, item in items_of(dialog):
        if not isinstance(item, Number) or item.share_of is None:
            continue
        whole = asked.get(item.share_of)
        where = (*path, "share_of")
        if whole is None:
            yield where, f"no question is called '{item.share_of}'{nearest(item.share_of, asked)}"
        elif whole.kind is not Kind.NUMBER:
            yield where, f"'{item.share_of}' is not answered with a number, so nothing can be part of it"
        elif order[whole.id] >= order[item.item]:
            yield where, f"'{item.share_of}' is asked later than its part '{item.item}': move it in front"


def rankings(dialog: Dialog) -> Found:
    """Rankings with more places than options."""
    for path, item in items_of(dialog):
        if isinstance(item, Ranking) and item.places > len(options_of(dialog, item)) > 0:
            yield (
                (*path, "places"),
                f"'{item.item}' has fewer options than the {item.places} places: take some out",
            )
