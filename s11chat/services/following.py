"""How the actions of a return go: told by those who carry them out, taken back, asked after.

What is told goes beside what was agreed: signatures stand, and it may be told long after the wave has closed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from s11chat.assurance.action import Action, Standing, Told, read_progress
from s11chat.assurance.code import hidden
from s11chat.assurance.right import Act, Role, name_key
from s11chat.dialog.question import questions
from s11chat.dialog.suggest import nearest
from s11chat.errors import RefusedError, RightsError, StateError, UsageError
from s11chat.fieldwork.case import State
from s11chat.language.harmless import harmless, one_line
from s11chat.services.actioning import Plan, plan_of
from s11chat.services.admitting import let_in, must_stand
from s11chat.services.kept import Kept
from s11chat.services.parting import part_of
from s11chat.services.purged import must_not_be_purged
from s11chat.services.surviving import why_closed
from s11chat.services.talk import ONLINE
from s11chat.services.view import Admission
from s11chat.store.action import CHASE, PROGRESS
from s11chat.store.entry import (
    Author,
    Entry,
    NewUpdate,
    UpdateTakenBack,
)

LONGEST_NOTE = 1000
"""Characters."""


class Following:
    """The plan of one return, for its lead, for a delegate, or (to look and to ask after it) for the office."""

    def __init__(self, kept: Kept, case_name: str, by: Admission | None = None) -> None:
        self._kept, self._by = kept, by
        if by is None:
            self._case = kept.case(case_name)
            self._role = kept.require(Act.SHOW_RETURN, self._case.wave)
        else:
            self._case, self._role = let_in(kept, by, Act.UPDATE_ACTION), by.role

    @property
    def organisation(self) -> str:
        """Whose plan it is."""
        return self._case.name

    @property
    def today(self) -> date:
        """The day it is."""
        return self._kept.today

    @property
    def lead(self) -> bool:
        """Whether the lead looks at it."""
        return self._role is Role.LEAD

    def plan(self) -> Plan:
        """The plan as it stands; to a delegate the actions of their part, and those they are to carry out, alone."""
        self._look()
        whole = plan_of(self._kept, self._case)
        if self._by is None or self._role is not Role.DELEGATE:
            return whole
        own = part_of(self._kept, self._case, self._by.person)
        if not own:
            return whole
        asked = questions(self._kept.dialog(self._kept.casebook.wave(self._case.wave)))
        name = name_key(self._by.name)
        mine = (one for one in whole.actions if asked[one.item].item in own or name in name_key(one.owner))
        return replace(whole, actions=tuple(mine), chased=())

    def find(self, name: str) -> Action:
        """The action that people call so. Raises UsageError where there is none, or it is not for whoever asks."""
        actions = {action.name.casefold(): action for action in self.plan().actions}
        found = actions.get(name.strip().casefold())
        if found is None:
            known = [action.name for action in actions.values()]
            raise UsageError(
                f"There is no action '{one_line(name)[:20]}' in this plan{nearest(name[:20], known)}: look at its list."
            )
        return found

    # how it goes

    def update(self, name: str, words: str, *, day: str = "", expected: str = "") -> Action:
        """Tells how an action goes: "under way 50% half are booked", "done"; `expected` is by when it is now expected.

        Raises UsageError where nothing is told.
        """
        from s11chat.services.dated import day_gone, day_to_come  # the words of days take a while to load

        action = self._mine_to_tell(name)
        standing, percent, note = read_progress(hidden(harmless(words)))
        if len(note) > LONGEST_NOTE:
            raise UsageError(f"A note has at most {LONGEST_NOTE} characters; this one has {len(note)}.")
        today = self._kept.today
        on, later = day_gone(day, today) or today, day_to_come(expected, today)
        if standing is None and percent is None and later is None and not one_line(note):
            raise UsageError("Say how it goes: open, under way, done or dropped, a percentage, or a note.")
        if standing is Standing.DROPPED and not one_line(note):
            raise UsageError(f"Say why {action.name} is dropped: dropped, and the reason.")
        new = NewUpdate(
            PROGRESS,
            action.item,
            action.made,
            on.isoformat(),
            standing.value if standing else "",
            percent,
            later.isoformat() if later else "",
            note.strip(),
        )
        self._tell(new)
        return self.find(name)

    def take_back(self, name: str) -> Told:
        """Takes back what was told last of an action; a delegate takes back their own word alone."""
        action = self._mine_to_tell(name)
        told = [one for one in action.told if self._is_own(one)]
        if not told:
            raise RefusedError(f"Nothing that you told of {action.name} is there to be taken back.")
        self._tell(UpdateTakenBack(told[-1].number))
        return told[-1]

    def _is_own(self, told: Told) -> bool:
        return self._role is Role.LEAD or (self._by is not None and told.person == self._by.person)

    def _mine_to_tell(self, name: str) -> Action:
        if self._by is None:
            self._kept.require(Act.UPDATE_ACTION, self._case.wave)
        else:
            let_in(self._kept, self._by, Act.UPDATE_ACTION)
        return self.find(name)

    # asking after it

    def chase(self, note: str, name: str = "") -> None:
        """The office asks after an action, or after the plan; whoever leads the return reads it beside the plan."""
        if self._by is not None:
            raise RightsError(
                "Whoever leads a return tells how its actions go, and asks after those of others."
            )
        self._kept.require(Act.CHASE, self._case.wave)
        action = self.find(name) if name else None
        self._tell(chasing(note, action, self._kept.today.isoformat()))

    def _tell(self, entry: Entry) -> None:
        must_not_be_purged(self._kept, self._case.wave)

        def settled() -> list[Entry]:
            self._look()
            if self._case.state is State.SUPERSEDED:
                why = why_closed(self._kept, self._case)
                raise StateError(f"{self._case.name}: {why}, so nothing is told of its plan.")
            return [entry]

        self._enter(settled)

    def _look(self) -> None:
        self._case = self._kept.casebook.case(self._case.wave, self._case.ref)
        if self._by is not None:
            must_stand(self._kept, self._by.selector)

    def _enter(self, entries: Callable[[], list[Entry]]) -> None:
        by = self._by
        name = by.name if by else self._kept.actor
        behalf = self._case.name if by else ""
        author = Author(by.person if by else "", name, self._role.value, behalf, ONLINE)
        self._kept.responses.record(self._case.return_id, author, self._kept.clock(), entries)


def chasing(note: str, action: Action | None, day: str) -> NewUpdate:
    """A word of somebody who asks after an action, or after the plan. Raises UsageError where it is empty or too long."""
    note = hidden(harmless(note)).strip()
    if not one_line(note):
        raise UsageError("Say what you ask.")
    if len(note) > LONGEST_NOTE:
        raise UsageError(f"A note has at most {LONGEST_NOTE} characters; this one has {len(note)}.")
    item, made = (action.item, action.made) if action else ("", 0)
    return NewUpdate(CHASE, item, made, day, note=note)
