"""Ratings by standard over the returns of one cohort of a wave."""

from __future__ import annotations

from dataclasses import dataclass

from s11chat.analysis.rating import StandardCount, count_ratings
from s11chat.assurance.right import Act
from s11chat.dialog.model import Rating
from s11chat.dialog.question import options_of
from s11chat.fieldwork.case import State
from s11chat.services.kept import Kept
from s11chat.services.reviewing import gather


@dataclass(frozen=True)
class RatingTable:
    """Counts by standard, with the codes and labels of the scale."""

    codes: tuple[str, ...]
    labels: tuple[str, ...]
    rows: tuple[StandardCount, ...]


def ratings(kept: Kept, wave: str, cohort: str) -> RatingTable:
    """The table over all returns of `cohort` that have any answer. Standards nobody was asked are left out."""
    kept.require(Act.REPORT, wave)
    dialog = kept.dialog(kept.casebook.wave(wave))
    standards = [item for item in dialog.items.values() if isinstance(item, Rating)]
    scale = options_of(dialog, standards[0]) if standards else ()
    returns = []
    for case in kept.casebook.cases(wave):
        counts = case.cohort == cohort and case.state is not State.SUPERSEDED
        found = gather(kept, case) if counts else None
        if found is None or not found.current:
            continue
        returns.append(
            {
                question.id: str(found.talk.answers[question.id].value or "") or None
                if question.id in found.talk.answers
                else None
                for question in found.talk.route
                if question.rates
            }
        )
    rows = count_ratings([item.item for item in standards], [option.code for option in scale], returns)
    return RatingTable(
        codes=tuple(option.code for option in scale),
        labels=tuple(option.say for option in scale),
        rows=tuple(row for row in rows if row.base),
    )
