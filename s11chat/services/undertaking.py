"""What a return undertakes to do: its action plan, added to and changed.

What is agreed is signed with its section, so that agreeing on something else voids that signature for all to see.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from s11chat.assurance.action import Action
from s11chat.assurance.code import hidden
from s11chat.assurance.right import Act, Role
from s11chat.dialog.suggest import nearest
from s11chat.engine.turn import Confirmed, Repair
from s11chat.errors import RefusedError, RightsError, StateError, UsageError
from s11chat.fieldwork.case import State, completed
from s11chat.language.harmless import harmless, in_short, one_line
from s11chat.services.actioning import DUE, OWNER, WHAT
from s11chat.services.admitting import let_in
from s11chat.services.amending import Amending
from s11chat.services.commissioning import Commissioning
from s11chat.services.following import Following
from s11chat.services.interviewing import Interview
from s11chat.services.parting import part_of
from s11chat.services.reopening import must_be_open
from s11chat.services.reviewing import Gathered, gather
from s11chat.services.talk import ONLINE, TELEPHONE, has_open
from s11chat.store.action import CHANGED, TAKEN_OUT
from s11chat.store.entry import ActionStep, Entry, NewAction, NewTransition, NewVoid

LONGEST_WHAT, LONGEST_OWNER = 1000, 200
"""Characters of what is to be done, and of who does it."""
_REPLANNED = "the action plan was changed"
NONE = "-"
"""In place of an owner, a day or how urgent it is: none is agreed any more."""
_GONE = {OWNER: "nobody is named any more", DUE: "no day is agreed any more"}
_PARTS = (("what", "what"), ("who", "owner"), ("by when", "due"))


@dataclass(frozen=True)
class Terms:
    """What is agreed: what, who, by when (as people write a day), and how urgent; what is empty stays as it is, and
    `NONE` says that there is nobody, no day or no urgency any more."""

    what: str = ""
    owner: str = ""
    due: str = ""
    priority: str = ""


class Undertakings(Following):
    """The plan of one return, for whoever may agree on what is in it."""

    @property
    def commissioning(self) -> Commissioning | None:
        """The plans of those whom the lead's organisation commissions; None where it commissions nobody."""
        if self._by is None or self._role is not Role.LEAD:
            return None
        found = Commissioning(self._kept, self._by)
        return found if found.any() else None

    def add(self, item: str, terms: Terms) -> Action:
        """Another action for a question that is answered; it says what, who and by when."""
        question = self.place_for(item)
        said = self._terms(terms)
        lacking = [word for word, part in _PARTS if getattr(said, part) in ("", NONE)]
        if lacking:
            raise UsageError(f"An action says what, who and by when: {' and '.join(lacking)} is missing.")
        new = NewAction(question, said.what, said.owner, said.due, said.priority)
        self._agree(new, question)
        return max((one for one in self.plan().actions if one.item == question), key=lambda one: one.made)

    def place_for(self, item: str) -> str:
        """The question that an action can be added to, as the dialog names it. Raises UsageError, RefusedError or
        RightsError for any other."""
        self._must_agree()
        return self._answered(gather(self._kept, self._case), item)

    def change(self, name: str, terms: Terms) -> Action:
        """Something else is agreed. Where the action was given with the rating, its answers are amended by the lead."""
        self._must_agree()
        action = self.find(name)
        if not action.made:
            self._amend(action, terms)
            return self.find(name)
        said = self._terms(terms)
        if said == Terms():
            raise UsageError("Say what changes: what, who, by when or how urgent.")
        day = action.day.isoformat() if action.day else ""
        later = ActionStep(
            action.made,
            CHANGED,
            said.what or action.what,
            _anew(said.owner, action.owner),
            _anew(said.due, day),
            _anew(said.priority, action.priority),
        )
        self._agree(later, action.item)
        return self.find(name)

    def take_out(self, name: str) -> None:
        """An action that was added is no longer in the plan; it stays on record."""
        self._must_agree()
        action = self.find(name)
        if not action.made:
            raise RefusedError(
                f"Action {action.name} was given with its rating: say that it was dropped, or amend {action.item}."
            )
        self._agree(ActionStep(action.made, TAKEN_OUT), action.item)

    def _must_agree(self) -> None:
        if self._by is None:
            self._kept.require(Act.AGREE_ACTION, self._case.wave)
        else:
            let_in(self._kept, self._by, Act.AGREE_ACTION)

    def _answered(self, found: Gathered, item: str) -> str:
        """The question that an action can be added to. Raises UsageError or RefusedError for any other."""
        wanted = {id_.casefold(): question for id_, question in found.talk.questions.items()}
        question = wanted.get(item.strip().casefold())
        if question is None or question.part:
            raise UsageError(
                f"There is no question '{one_line(item)[:20]}'{nearest(item[:20], list(found.talk.questions))}: "
                "name the one that the action belongs to."
            )
        if question.id not in found.current or question.id not in found.talk.places:
            raise RefusedError(f"'{question.id}' has no answer yet: an action belongs to an answer.")
        if self._by is not None and self._role is Role.DELEGATE:
            own = part_of(self._kept, self._case, self._by.person)
            if own and question.item not in own:
                raise RightsError(f"'{question.id}' is not in the part you were asked for.")
        return question.id

    def _terms(self, terms: Terms) -> Terms:
        from s11chat.services.dated import day_to_come  # the words of days take a while to load

        what, owner = hidden(harmless(terms.what)).strip(), hidden(one_line(terms.owner))
        for told, longest, said in (
            (what, LONGEST_WHAT, "What is to be done"),
            (owner, LONGEST_OWNER, "Who does it"),
        ):
            if len(told) > longest:
                raise UsageError(f"{said} takes at most {longest} characters.")
        if what == NONE:
            raise UsageError(
                "An action says what will be done: take it out of the plan, or put it in other words."
            )
        day = None if one_line(terms.due) == NONE else day_to_come(terms.due, self._kept.today)
        due = day.isoformat() if day else one_line(terms.due)
        return Terms(what, owner, due, one_line(terms.priority)[:LONGEST_OWNER])

    def _amend(self, action: Action, terms: Terms) -> None:
        """The lead's own answers in place of those that the action is made of."""
        said = {WHAT: terms.what, OWNER: terms.owner, DUE: terms.due}
        if self._by is None or self._role is not Role.LEAD:
            raise RightsError(
                f"Action {action.name} was given with its rating: change the answers to {action.item} in the "
                "conversation, or ask the lead."
            )
        if not any(map(one_line, said.values())):
            raise UsageError("Say what changes: what, who or by when.")
        self._terms(terms)
        by, mode = self._by, self._case.mode or ONLINE
        amending = Amending(Interview(self._kept, self._case, by.role, by.name, by.person, mode, by.selector))
        for part, words in said.items():
            if one_line(words):
                question = f"{action.item}.{part}"
                gone = one_line(words) == NONE
                turns = amending.leave(question, _GONE[part]) if gone else amending.amend(question, words)[0]
                doubt = next((turn.reason for turn in turns if isinstance(turn, Repair)), "")
                if not any(isinstance(turn, Confirmed) for turn in turns):
                    heard = f"'{in_short(one_line(words), 40)}' was not heard as an answer: put it in other words."
                    raise UsageError(doubt or heard)

    def _agree(self, entry: Entry, item: str) -> None:
        """Writes what is agreed, and what that does to the signature on its section."""

        def settled() -> list[Entry]:
            self._look()
            case = self._case
            must_be_open(self._kept, case)
            if case.state is State.SIGNED_OFF and self._role is not Role.LEAD:
                raise StateError(f"{case.name} has been signed off: ask its lead to agree on something else.")
            return [entry, *self._voided(gather(self._kept, case), item)]

        self._enter(settled)

    def _voided(self, found: Gathered, item: str) -> Sequence[Entry]:
        section = found.talk.questions[item].section
        standing = {name for name in found.signatures if found.standing(name) is not None}
        if section not in standing:
            return []
        whole = State.IN_PROGRESS if has_open(found.talk) else completed(self._case.mode == TELEPHONE)
        left = State.SIGNED_IN_PART if standing - {section} else whole
        return [NewVoid(section, _REPLANNED), NewTransition(left, _REPLANNED)]


def _anew(said: str, before: str) -> str:
    return "" if said == NONE else said or before
