"""What stands at the head of a dialog: which organisations it is for, and what it rests on."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from s11chat.dialog.condition import Known, Model, Value
from s11chat.dialog.field import Name, Text, quoted


class Organisation(Model):
    """A type of organisation, its group or cohort, and the role that leads in it."""

    type: Annotated[str, Field(min_length=1), BeforeValidator(quoted)]
    say: Text
    group: Text | None = None
    cohort: Text | None = None
    format: Name | None = None
    """How long a version of the dialog it is asked, such as full or small."""
    tags: tuple[Name, ...] = ()
    """What it is and does, in words that conditions name: statutory, commissioning, health."""
    lead: Text

    def facts(self, mode: str, role: str) -> Known:
        """What conditions may hold against when it is asked in `mode` and answered by `role`."""
        facts: dict[str, Value] = {"organisation.type": self.type, "mode": mode, "role": role}
        if self.group:
            facts["organisation.group"] = self.group
        if self.cohort:
            facts["organisation.cohort"] = self.cohort
        if self.format:
            facts["organisation.format"] = self.format
        if self.tags:
            facts["organisation.tags"] = self.tags
        return facts


class Guidance(Model):
    """The edition of the guidance the dialog asks about, and the time it stood."""

    edition: Text
    valid_from: Text
    valid_to: Text | None = None


class Source(Model):
    """A publication and the part of it that the dialog rests on."""

    publication: Text
    part: Text


def _rank(raw: Any) -> Any:
    return (raw,) if isinstance(raw, str) else raw


Rank = Annotated[
    tuple[Text, ...],
    Field(min_length=1),
    BeforeValidator(_rank, json_schema_input_type=Text | tuple[Text, ...]),
]
"""Titles of one rank: a word or two, or a list of such."""
