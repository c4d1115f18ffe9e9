"""Other scales for the same standards: how a wave may rate them, and how their steps map on the dialog's own.

variants:
  rag:
    say: Red, amber or green
    scale: met                  # the scale it stands in for
    instead: rag                # the scale that is asked
    stands_for: {red: [0], amber: [1, 2], green: [3]}
  reflection:
    say: Nothing is rated; what works and what will change is told in words
    scale: met
    reflect:
      - {part: works, ask: What works well here?}
      - {part: improve, ask: What will you improve?}
"""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from s11chat.dialog.condition import Code, Codes, Model
from s11chat.dialog.field import Slug, Text


class Reflection(Model):
    """One of the questions that are asked in words where nothing is rated."""

    part: Slug
    """The first is asked under the id of its standard, the others under `id.part`."""
    ask: Text
    """Follows on the wording of the standard in the first; stands by itself in the others."""
    probe: Text | None = None
    note: Text | None = None
    kb: tuple[Slug, ...] = ()


class Variant(Model):
    """Another scale in place of one of the dialog's, or none and questions in words."""

    say: Text
    """What it is, for those who choose."""
    scale: Slug
    instead: Slug | None = None
    stands_for: dict[Code, Codes] = Field(default_factory=dict)
    """The steps of the dialog's own scale that each of its steps covers."""
    reflect: Annotated[tuple[Reflection, ...], Field(max_length=6)] = ()

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if bool(self.instead) == bool(self.reflect):
            raise PydanticCustomError(
                "one_way", "a variant names either a scale under 'instead' or questions under 'reflect'"
            )
        return self
