"""One row with a person taken out of it, as the table of holdings says; nothing here reads or writes a database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from s11chat.assurance.canonical import canonical
from s11chat.assurance.redaction import Scrub, answer_without, details_without, whole
from s11chat.assurance.right import OFFICE, same_name
from s11chat.store.personal import Holding, Sort
from s11chat.store.seal import parsed

Row = Mapping[str, Any]
_OFFICE = frozenset(role.value for role in OFFICE)
_INTERVIEWER = "interviewer"


@dataclass(frozen=True)
class Eraser:
    """What is needed to tell what of a row goes."""

    coded: frozenset[str]
    """The questions whose answers are codes, numbers or dates; the answers to all others are words."""
    colleagues: tuple[str, ...] = field(default=())
    """The names of people of the office, who may be called like somebody who is redacted."""

    def everything(self, row: Row, holding: Holding) -> dict[str, Any]:
        """The columns that change where all that is personal goes."""
        return self._changed(row, dict.fromkeys(holding.columns, whole), holding)

    def mentions(self, row: Row, holding: Holding, scrub: Scrub) -> dict[str, Any]:
        """The columns that change where mentions go from what people wrote."""
        written = {c: scrub for c, sort in holding.columns.items() if sort not in (Sort.NAME, Sort.PROOF)}
        return self._changed(row, written, holding)

    def person(self, row: Row, holding: Holding, person: str, name: str, scrub: Scrub) -> dict[str, Any]:
        """The columns that change where one person goes: their name, how to reach them, and all they said themselves."""
        own = bool(row.get("by") == person) or self._spoken(row, name)
        about = own or any(
            row[c] == person for c, sort in holding.columns.items() if sort is Sort.ABOUT and c != "by"
        )
        about = about or any(
            parsed(row[c]).get("person") == person
            for c, sort in holding.columns.items()
            if sort is Sort.DETAILS
        )
        takes: dict[str, Scrub] = {}
        for column, sort in holding.columns.items():
            if sort is Sort.NAME:
                if self._named(row, column, person, name):
                    takes[column] = whole
            elif sort is Sort.CONTACT:
                takes[column] = whole if about else scrub
            elif sort is Sort.PROOF:
                continue
            else:
                takes[column] = whole if about else scrub
        if Sort.NAME in (holding.columns[c] for c in takes if c not in ("by_name", "on_behalf_of")):
            takes |= {c: whole for c, sort in holding.columns.items() if sort is Sort.PROOF}
        return self._changed(row, takes, holding)

    def _spoken(self, row: Row, name: str) -> bool:
        """Whether somebody of the office typed what this person said on the telephone."""
        return row.get("role") == _INTERVIEWER and same_name(str(row.get("on_behalf_of", "")), name)

    def _named(self, row: Row, column: str, person: str, name: str) -> bool:
        if not same_name(str(row[column]), name):
            return False
        if column == "by_name" and row.get("by"):
            return bool(row["by"] == person)
        by_office = row.get("role") in _OFFICE or "return_id" not in row
        return not (column != "on_behalf_of" and by_office and self._colleague(name))

    def _colleague(self, name: str) -> bool:
        return any(same_name(one, name) for one in self.colleagues)

    def _changed(self, row: Row, takes: Mapping[str, Scrub], holding: Holding) -> dict[str, Any]:
        changed = {}
        for column, take in takes.items():
            now = self._without(row, column, holding.columns[column], take)
            if now != row[column]:
                changed[column] = now
        return changed

    def _without(self, row: Row, column: str, sort: Sort, take: Scrub) -> Any:
        written = row[column]
        if not isinstance(written, str) or sort in (Sort.ABOUT, Sort.OFFICE):
            return written
        if sort is Sort.FILE:
            return "" if take is whole else written
        if sort is Sort.ANSWERS:
            given = {one: self._answer(one, answer, take) for one, answer in parsed(written).items()}
            return canonical(given).decode("utf-8") if given else written
        if sort is Sort.ANSWER:
            without = self._answer(row["item"], parsed(written), take)
            return canonical(without).decode("utf-8") if without else written
        if sort is Sort.DETAILS:
            details = details_without(parsed(written), take)
            return canonical(details).decode("utf-8") if details else written
        return take(written)

    def _answer(self, question: str, answer: Any, take: Scrub) -> dict[str, Any]:
        if not isinstance(answer, dict):
            return {}
        return answer_without(answer, coded=question in self.coded, take=take)
