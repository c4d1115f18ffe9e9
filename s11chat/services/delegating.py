"""Parts of a return are asked of other people: given with a code and a day, seen as a list, recalled, given anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from s11chat.assurance.part import Part, in_words, items_of, read_part
from s11chat.assurance.right import Act, Role
from s11chat.errors import RefusedError, RightsError, StateError, UsageError
from s11chat.fieldwork.case import WRITABLE
from s11chat.language.harmless import harmless
from s11chat.services.admitting import Issued, coded, let_in, named
from s11chat.services.dated import day_to_come
from s11chat.services.kept import Kept
from s11chat.services.parting import in_full, part_of
from s11chat.services.partition import DelegationLine, holders, part_lines
from s11chat.services.reviewing import gather
from s11chat.services.seating import seated
from s11chat.services.talk import ONLINE
from s11chat.services.view import Admission
from s11chat.store.delegation import RECALLED
from s11chat.store.entry import Author, DelegationStep, Entry, NewDelegation
from s11chat.store.record import DelegationRecord

LONGEST_NOTE = 500
"""Characters of what goes with a part."""


@dataclass(frozen=True)
class Choice:
    """A section that somebody can be asked for."""

    section: str
    title: str
    held_by: tuple[str, ...]
    """Who was asked for it, or for questions of it, in words."""


class Delegating:
    """The parts of one return, for its lead, for somebody the lead asked, or for the office."""

    def __init__(self, kept: Kept, case_name: str, by: Admission | None = None) -> None:
        self._kept, self._by = kept, by
        if by is None:
            self._case = kept.case(case_name)
            self._role = kept.require(Act.NAME_DELEGATE, self._case.wave)
        else:
            act = Act.NAME_DELEGATE if by.role is Role.LEAD else Act.NAME_COLLEAGUE
            self._case, self._role = let_in(kept, by, act), by.role
        self._dialog = kept.dialog(kept.casebook.wave(self._case.wave))

    def give(
        self,
        words: str,
        name: str,
        *,
        title: str = "",
        email: str = "",
        phone: str = "",
        due: str = "",
        note: str = "",
    ) -> Issued:
        """Asks somebody for the part that `words` name, by a day as people say it; returns their code, shown once.

        Somebody asked for the whole answers for the organisation from then on. Raises UsageError, RefusedError or
        StateError, saying what is lacking.
        """
        self._look()
        self._must_be_open()
        part = read_part(self._dialog, words)
        self._may_give(part)
        self._must_be_asked(part)
        note = harmless(note).strip()
        if len(note) > LONGEST_NOTE:
            raise UsageError(f"What goes with a part has at most {LONGEST_NOTE} characters.")
        by_day = self._day(due)
        person = named(self._kept, self._case, name, title=title, email=email, phone=phone)
        if self._case.lead is not None and person.id == self._case.lead.id:
            raise RefusedError(f"{person.name} is the lead and may answer everything: name somebody else.")
        if self._by is not None and person.id == self._by.person:
            raise RefusedError("This is your own part already: name somebody else.")
        entries: list[Entry] = [NewDelegation(person.id, part, by_day, note)]
        if not part:
            holder, besides = seated(self._kept, self._case, "contact", person, "asked for the whole")
            entries += [holder, *besides]
        self._enter(entries)
        return coded(self._kept, self._case, person, Role.DELEGATE, self._name)

    def _look(self) -> None:
        """Whose the return is may have changed since."""
        self._case = self._kept.casebook.case(self._case.wave, self._case.ref)

    def _may_give(self, part: Part) -> None:
        """Raises RightsError where a delegate would pass on more than they were asked for."""
        if self._role is not Role.DELEGATE or self._by is None:
            return
        own = part_of(self._kept, self._case, self._by.person)
        wanted = items_of(self._dialog, part)
        if not part or (own and not wanted <= own):
            mine = in_words(self._dialog, tuple(sorted(own))) if own else "single questions"
            raise RightsError(f"A delegate may not pass on more than is theirs to answer: ask for {mine}.")

    def _must_be_asked(self, part: Part) -> None:
        """Raises RefusedError where no question of a part is asked of this organisation as things stand."""
        items = items_of(self._dialog, part)
        asked = {question.item for question in gather(self._kept, self._case).talk.route}
        if part and items.isdisjoint(asked):
            raise RefusedError(f"Nothing of {in_words(self._dialog, part)} is asked of {self._case.name}.")

    def _must_be_open(self) -> None:
        case = self._case
        if case.state not in WRITABLE or self._kept.casebook.wave(case.wave).state == "closed":
            raise StateError(f"{case.name} takes no more answers, so nobody can be asked for a part of it.")

    def _day(self, words: str) -> str:
        day = day_to_come(words, self._kept.today)
        return day.isoformat() if day else ""

    def lines(self) -> tuple[DelegationLine, ...]:
        """Every part that was given, each before those that its holder gave; to a delegate theirs alone."""
        return part_lines(self._kept, self._case, tuple(self._seen()), gather(self._kept, self._case).talk)

    def _seen(self) -> Iterator[DelegationRecord]:
        for one in self._kept.delegations.of(self._case.return_id):
            mine = self._by is not None and self._by.person in (one.by, one.person)
            if self._role is not Role.DELEGATE or mine:
                yield one

    def choices(self) -> tuple[Choice, ...]:
        """The sections that are asked of this organisation, and who was asked for each already."""
        people = self._kept.casebook.persons(self._case.wave, self._case.ref)
        held = holders(self._dialog, people, self._seen())
        asked = {question.section for question in gather(self._kept, self._case).talk.route}
        return tuple(
            Choice(one.section, one.title, held.get(one.section, ()))
            for one in self._dialog.sections
            if one.section in asked
        )

    def read_back(self, words: str, due: str = "") -> str:
        """What the words for a part and for a day come to, for people to read. Raises UsageError as `give` does."""
        part, day = in_words(self._dialog, read_part(self._dialog, words)), self._day(due)
        return f"{part}, by {date.fromisoformat(day):%A} {in_full(day)}" if day else part

    def message(self, issued: Issued, words: str, due: str = "") -> str:
        """What to tell whoever was asked, their code in it."""
        case, link = self._case, self._kept.plans.plan(self._case.wave).link
        where = f"Open {link}" if link else f"Type s11chat interview {issued.case} --as delegate"
        return (
            f"{issued.person}, {self._name} asks you to answer for {case.name}: {self.read_back(words, due)}. "
            f"{where} and enter your access code, {issued.code}. It is for you alone and opens nothing else."
        )

    def give_anew(self, number: int, words: str, name: str, **told: str) -> Issued:
        """Asks somebody else for a part, and takes it back from whoever has it; `told` is as in `give`."""
        self._must_be_mine(number)
        issued = self.give(words, name, **told)
        self.recall(number, f"asked of {issued.person}")
        return issued

    def recall(self, number: int, note: str = "") -> str:
        """Takes a part back; the code of somebody asked for nothing else opens nothing from now on. Returns their name.

        Answers they gave stay, and the whole is the lead's again. Raises UsageError where there is no such part, StateError where it was recalled.
        """
        self._look()
        one = self._must_be_mine(number)
        entries: list[Entry] = [DelegationStep(one.given, RECALLED, harmless(note).strip())]
        lead, contact = self._case.lead, self._case.contact
        if not one.part and lead is not None and contact is not None and contact.id == one.person:
            holder, besides = seated(self._kept, self._case, "contact", lead, "taken back")
            entries += [holder, *besides]
        self._enter(entries)
        left = [
            other
            for other in self._kept.delegations.of(self._case.return_id)
            if other.person == one.person and other.step != RECALLED
        ]
        if not left:
            self._revoke(one.person)
        return self._kept.casebook.person(one.person).name

    def _must_be_mine(self, number: int) -> DelegationRecord:
        """The part of that number, where whoever acts may take it back. Raises UsageError where not."""
        one = next((one for one in self._seen() if one.number == number), None)
        if one is None or (self._role is Role.DELEGATE and self._by and one.by != self._by.person):
            raise UsageError(f"There is no part {number} that you gave: look at the list.")
        return one

    def _revoke(self, person: str) -> None:
        for access in self._kept.access.of_wave(self._case.wave):
            theirs = access.ref == self._case.ref and access.person == person
            if theirs and access.role == Role.DELEGATE.value and access.revoked_at is None:
                self._kept.access.revoke(access.selector, self._name, self._kept.clock())

    @property
    def _name(self) -> str:
        return self._by.name if self._by is not None else self._kept.actor

    def _enter(self, entries: list[Entry]) -> None:
        by = self._by
        author = Author(by.person if by else "", self._name, self._role.value, self._case.name, ONLINE)
        self._kept.responses.record(self._case.return_id, author, self._kept.clock(), entries)
