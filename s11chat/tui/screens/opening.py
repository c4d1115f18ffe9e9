"""The first frame: a line that says the records are being opened, while a thread opens them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Middle
from textual.widgets import Static

from s11chat.errors import S11chatError
from s11chat.settings import Settings
from s11chat.tui import wording
from s11chat.tui.screens.base import FaceScreen
from s11chat.tui.screens.interview import InterviewScreen

if TYPE_CHECKING:
    from s11chat.knowledge.library import Library
    from s11chat.services.beginning import Beginning
    from s11chat.services.calling import CallRoom
    from s11chat.services.desk import Desk
    from s11chat.services.interviewing import Interview


SETTLES = 0.25
"""Seconds the first question has to itself before the store is loaded behind it."""


class OpeningScreen(FaceScreen[None]):
    """Stands until the desk is open."""

    _beginning: Beginning | None = None

    def compose(self) -> ComposeResult:
        """One line in the middle."""
        with Middle():
            yield Static(wording.OPENING, id="opening", markup=False)

    def on_mount(self) -> None:
        """Shows the question at once where that can be done, and opens the desk behind it."""
        self.call_after_refresh(self.serve, self._glance, self._glanced)

    def _glance(self) -> Beginning | None:
        start = self.face.start
        if not start.case or start.code is not None or self.face.opener is not None:
            return None
        from s11chat.bootstrap import begin_interview

        return begin_interview(self.face.settings, start.case)

    def _glanced(self, beginning: Beginning | None) -> None:
        self._beginning = beginning
        if beginning is None:
            self.serve(self._open, self._opened)
            return
        self.face.begin("interview", partial(InterviewScreen, beginning), beginning)
        self.set_timer(SETTLES, partial(self.serve, self._open, self._opened))

    def _open(self) -> tuple[Desk | None, Interview | CallRoom | None, S11chatError | None]:
        desk: Desk | None = None
        try:
            desk = (self.face.opener or _usual_desk)(self.face.settings)
            return desk, self._sitting(desk), None
        except S11chatError as error:
            return desk, None, error

    def _sitting(self, desk: Desk) -> Interview | CallRoom | None:
        start = self.face.start
        if start.room is not None:
            return desk.call_room(start.room)
        by_office = start.case and start.code is None
        return desk.interview_as_interviewer(start.case) if by_office else None

    def _opened(self, came: tuple[Desk | None, Interview | CallRoom | None, S11chatError | None]) -> None:
        desk, sitting, error = came
        if desk is not None:
            self.face.desk_opened(desk)
        if error is not None:
            if self._beginning is not None:
                self._beginning.refuse(error)
            self.face.fail(error)
        elif sitting is not None:
            self._go_on(sitting, desk.library if desk else None)

    def _go_on(self, sitting: Interview | CallRoom, library: Library | None) -> None:
        from s11chat.services.interviewing import Interview  # loaded by now, with the desk

        if not isinstance(sitting, Interview):
            assert library is not None
            from s11chat.tui.screens.callroom import CallRoomScreen

            self.face.begin(CallRoomScreen.GROUP, partial(CallRoomScreen, sitting, library), sitting)
        elif self._beginning is not None:
            self._beginning.settle(sitting)
        else:
            self.face.begin("interview", partial(InterviewScreen, sitting), sitting)

    def complain(self, sentence: str) -> None:
        """Nothing can be done without the desk, so a fault ends the program."""
        self.face.exit(1, message=sentence)


def _usual_desk(settings: Settings) -> Desk:
    from s11chat.bootstrap import open_desk  # the ORM takes longer to import than the first frame

    return open_desk(settings)
