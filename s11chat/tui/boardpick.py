"""Which cases a row of the manager's screen counts, and what their list is called."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from s11chat.fieldwork.hours import day_told
from s11chat.tui import boardword

if TYPE_CHECKING:
    from s11chat.services.boardview import WaveBoard

ALL = "all"


def picked(shown: WaveBoard, key: str) -> tuple[str, tuple[str, ...]]:
    """The title and the cases of a row by its key; no cases where the row is there no longer."""
    kind, _, rest = key.partition(" ")
    board = shown.board
    match kind:
        case "due":
            due = next((one for one in shown.due if one.key == rest), None)
            return boardword.DUES[rest][0], due.cases if due else ()
        case "stuck":
            pile = next((one for one in shown.stuck if one.key == rest), None)
            return (pile.say, pile.cases) if pile else (boardword.NOT_STUCK, ())
        case "type":
            bar = next((one for one in (*board.types, board.total) if one.type == rest), None)
            return (bar.name, bar.cases) if bar else (rest, ())
        case "outcome":
            found = next((one for one in board.outcomes if one.code == rest), None)
            return (f"{found.code} {found.say}", found.cases) if found else (rest, ())
        case "untried":
            return boardword.UNTRIED, board.untried
        case "day":
            day = date.fromisoformat(rest)
            completed = next((one.completed for one in board.days if one.first == day), ())
            return boardword.OF_DAY.format(day=day_told(day)), completed
        case _:
            return boardword.ALL_CASES, tuple(shown.lines)
