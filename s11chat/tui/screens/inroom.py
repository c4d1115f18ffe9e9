"""What the screens of the call room share: its clock, its words, and that no call is left uncoded."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from textual.screen import ScreenResultType

from s11chat.tui import callword, wording
from s11chat.tui.keys import action_of
from s11chat.tui.screens.base import FaceScreen

if TYPE_CHECKING:
    from s11chat.services.calling import CallRoom


class RoomScreen(FaceScreen[ScreenResultType]):
    """A screen of somebody who makes calls."""

    CSS_PATH = "../styles/callroom.tcss"

    def __init__(self, room: CallRoom) -> None:
        super().__init__()
        self.room = room

    def there(self) -> datetime:
        """The moment by the clock of the wave, as the people called see it."""
        return self.room.plan.calling_hours.local(self.face.clock())

    def stays(self) -> str:
        """A call that is not coded keeps the program open."""
        return callword.UNCODED if self.room.uncoded else ""

    async def obey(self, words: str) -> None:
        """Does what the key does that these words stand for."""
        action = action_of(self.GROUP, words)
        if action:
            await self.run_action(action)
        else:
            self.complain(wording.NO_WORD.format(word=words))
