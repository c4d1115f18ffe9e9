"""How the action plans of a wave go: lists, what is late, and the report of half a year."""

from __future__ import annotations

from s11chat.assurance.right import Act
from s11chat.services.actioning import Plan, plans
from s11chat.services.kept import Kept


def wave_plans(kept: Kept, wave: str) -> tuple[Plan, ...]:
    """Every plan of a wave, by ref."""
    kept.require(Act.SHOW_RETURN, wave)
    return tuple(plans(kept, wave).values())
