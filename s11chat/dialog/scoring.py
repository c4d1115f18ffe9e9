"""How answers become scores: what a standard is built from, what counts, and from where on it is met.

Written at the end of a dialog; points stand at the options themselves (`score`):

    scoring:
      threshold: 75
      not_applicable: leave_out
      standards: [{standard: "6", items: ["6.1"]}]
      rules: {as_published: {not_applicable: zero, not_answered: zero}}
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from s11chat.dialog.condition import Model
from s11chat.dialog.field import ItemId, Name, Slug, Text

Treated = Literal["leave_out", "zero"]
"""What an item without points does: it leaves the score and what the score is divided by, or counts as 0."""
Combined = Literal["mean", "lowest"]

DECLARED = "declared"
"""The name of a dialog's own rule, beside those it gives a name to."""


class Rule(Model):
    """How points of items become the score of a standard."""

    threshold: float
    """The score from which on a standard is met."""
    not_applicable: Treated = "leave_out"
    not_answered: Treated = "leave_out"
    """Asked and left blank, refused, or not known."""
    combine: Combined = "mean"


class Variation(Model):
    """What another rule does otherwise than the dialog's own."""

    threshold: float | None = None
    not_applicable: Treated | None = None
    not_answered: Treated | None = None
    combine: Combined | None = None


class Standard(Model):
    """A standard and the items it is built from; a grid stands for all its rows."""

    standard: Name
    title: Text | None = None
    """The title of the section of the same name where none is given."""
    items: Annotated[tuple[ItemId, ...], Field(min_length=1)]


class Scoring(Rule):
    """The dialog's own rule, its standards, and the rules the same answers can be set under."""

    standards: Annotated[tuple[Standard, ...], Field(min_length=1)]
    rules: dict[Slug, Variation] = Field(default_factory=dict)

    def rule(self, name: str = DECLARED) -> Rule:
        """The dialog's own rule, or the one called `name`: its own with what that one changes."""
        own = {key: getattr(self, key) for key in Rule.model_fields}
        changed = self.rules[name].model_dump(exclude_none=True) if name != DECLARED else {}
        return Rule.model_validate({**own, **changed})
