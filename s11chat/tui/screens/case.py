"""What can be done about a case in hand besides ringing: another person to ask, remarks, a word to the supervisor."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from s11chat.engine.intent import About
from s11chat.language.harmless import one_line
from s11chat.tui import callword, wording
from s11chat.tui.screens.inroom import RoomScreen
from s11chat.tui.screens.modal import Prompt

if TYPE_CHECKING:
    from s11chat.services.calling import CallRoom
    from s11chat.services.callview import Card
    from s11chat.services.outcome_entry import NewPerson


class CaseScreen(RoomScreen[str]):
    """One case in hand."""

    def __init__(self, room: CallRoom, card: Card) -> None:
        super().__init__(room)
        self.card = card

    def show(self, card: Card) -> None:
        """Shows the case as it stands."""
        self.card = card

    def action_contact(self) -> None:
        """Somebody else is to be asked."""
        from s11chat.tui.screens.person import PersonCard

        def given(person: NewPerson | None, error: str = "") -> None:
            if person is not None:
                done = callword.ELSE_DONE.format(name=one_line(person.name))
                work = partial(self.room.replace_contact, person)
                self.serve(work, partial(self._changed, done), partial(again, person))

        def again(person: NewPerson, error: str) -> None:
            self.face.push_screen(PersonCard(person, error), given)

        self.face.push_screen(PersonCard(), given)

    def _changed(self, said: str, card: Card) -> None:
        self.show(card)
        self.inform(said)

    def action_case_note(self) -> None:
        """A remark about the case."""
        self._note(callword.CASE_TITLE, About.CASE)

    def action_contact_note(self) -> None:
        """A remark about the contact."""
        self._note(callword.CONTACT_TITLE, About.CONTACT)

    def _note(self, title: str, about: About) -> None:
        def given(words: str) -> None:
            self.serve(partial(self.room.remark, words, about), partial(self._changed, callword.NOTED))

        self.ask(title, callword.NOTE_DETAIL, given)

    def action_message(self) -> None:
        """A word to the supervisor about the case."""
        ref = self.card.case.partition("/")[2]

        def given(words: str) -> None:
            work = partial(self.room.shift.office.say, words, ref=ref)
            self.serve(work, lambda _: self.inform(callword.MESSAGE_SENT))

        self.ask(callword.MESSAGE_TITLE, callword.MESSAGE_DETAIL, given)

    def ask(self, title: str, detail: str, then: Callable[[str], None], text: str = "") -> None:
        """Asks for one line."""

        def answered(words: str | None) -> None:
            if words:
                then(words)
            else:
                self.inform("")

        self.face.push_screen(Prompt(title, detail, text), answered)

    def action_word(self) -> None:
        """Asks for a word in place of a key."""

        async def given(words: str | None) -> None:
            if words:
                await self.obey(words)

        self.face.push_screen(Prompt(wording.WORD_TITLE, wording.WORD_DETAIL, ":"), given)
